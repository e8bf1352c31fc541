"""Connections to the open internet: the address connected to is checked, and time is bounded.

The look-up of a name and the connection are one step here. To check a name first and connect to it
afterwards would be two look-ups, and a name can answer them differently.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_SHARED = ipaddress.ip_network("100.64.0.0/10")


class PrivateAddressError(Exception):
    """A host whose every address is of this machine or of a private network."""

    def __init__(self, host: str, address: Address) -> None:
        self.host = host
        self.address = address
        super().__init__(f"{host} is {address}")


def is_public(address: Address) -> bool:
    """Whether an address is of the open internet, and not of this machine or a private network.

    An IPv6 address that stands for an IPv4 address is judged as that.

    >>> is_public(ipaddress.ip_address("93.184.215.14"))
    True
    >>> [is_public(ipaddress.ip_address(a)) for a in ("127.0.0.1", "169.254.169.254")]
    [False, False]
    >>> is_public(ipaddress.ip_address("::ffff:10.0.0.1"))
    False
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address.teredo:
            inner = address.teredo[1]
        if inner is None and address in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    elif address in _SHARED:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class Deadline:
    """The moment by which everything has to be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None) -> float:
        """Seconds that one step may take; raises where none are left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time for the whole answer is over")
        return left if at_most is None else min(left, at_most)


class CheckedBackend(httpcore2.NetworkBackend):
    """Opens connections to public addresses only, each step within the deadline."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first of the host's permitted addresses that answers."""
        addresses = resolve(host, port, self._deadline.left(timeout))
        permitted = [a for a in addresses if self._allow_private or is_public(a)]
        if not permitted:
            raise PrivateAddressError(host, addresses[0])
        failure: Exception | None = None
        for address in permitted:
            try:
                stream = self._inner.connect_tcp(
                    str(address), port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _BoundedStream(stream, self._deadline)
        raise failure or httpcore2.ConnectError("no address answered")


def resolve(host: str, port: int, seconds: float) -> list[Address]:
    """The addresses of a host. A look-up cannot be stopped: it is left behind when time is up."""
    found: list[Address] = []
    failure: list[OSError] = []

    def look_up() -> None:
        try:
            for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                address = ipaddress.ip_address(str(info[4][0]).partition("%")[0])
                if address not in found:
                    found.append(address)
        except (OSError, UnicodeError) as error:
            failure.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise httpcore2.ConnectTimeout(f"the name {host} was not looked up in time")
    if not found:
        why = failure[0].strerror if failure else None
        raise httpcore2.ConnectError(f"the name {host} was not found ({why or 'no address'})")
    return found


class _BoundedStream(httpcore2.NetworkStream):
    """A stream whose every step ends by the deadline, so that a slow drip ends too."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _BoundedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  (as the library has it)
        return self._inner.get_extra_info(info)
