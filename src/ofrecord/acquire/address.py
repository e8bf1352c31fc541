"""A story's address fetched: one page, of the open internet, in bounded time and size."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from ofrecord.errors import BadRequest, SourceError

if TYPE_CHECKING:
    import httpcore2

    from ofrecord.acquire.connection import PrivateAddressError

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
_SAVE_IT = "Save the page in a browser, and check the file"
_UNWRAPPED = re.compile(r"\s|[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long an answer may take (seconds), how large it may be (bytes), how far it may lead."""

    connect: float = 10.0
    read: float = 15.0
    """Seconds without a byte."""
    overall: float = 30.0
    body: int = 5_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """A page as it was served. ``url`` is the address that answered, after redirects."""

    content: bytes
    url: str
    content_type: str
    charset: str


def is_address(text: str) -> bool:
    """Whether a text is the address of a page.

    >>> is_address("https://example.org/story"), is_address("story.txt")
    (True, False)
    """
    return text[:8].lower().startswith(("http://", "https://"))


def fetch_address(
    address: str, *, allow_private: bool = False, limits: Limits | None = None
) -> FetchedPage:
    """The page at an http(s) address.

    Addresses of this machine and of private networks are refused unless ``allow_private``: what
    counts is the address connected to, at the first request and after every redirect. No cookie is
    kept, no proxy used, no script run. Raises ``BadRequest`` for what is no such address and for a
    private one; ``SourceError`` where no page was had: not reached, refused, too slow, too large,
    of another kind, or redirected to a private address.
    """
    import httpcore2

    from ofrecord.acquire.connection import CheckedBackend, Deadline, PrivateAddressError

    limits = limits or Limits()
    deadline = Deadline(limits.overall)
    url = clean_address(address)
    backend = CheckedBackend(deadline, allow_private=allow_private)
    # One step at a time: the pool keeps nothing between hops that could carry over to another host.
    with httpcore2.ConnectionPool(
        network_backend=backend, max_connections=1, max_keepalive_connections=0
    ) as pool:
        for hop in range(limits.redirects + 1):
            try:
                found = _request(pool, url, limits)
            except PrivateAddressError as error:
                raise _refused(address, error, redirected=hop > 0) from None
            except httpcore2.TimeoutException as error:
                raise SourceError(
                    f"{url}: it took too long ({str(error) or 'no answer'})"
                ) from None
            except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
                raise SourceError(f"{url} was not reached: {error}") from None
            if isinstance(found, FetchedPage):
                return found
            url = found
    raise SourceError(f"{address} redirects more than {limits.redirects} times")


def clean_address(address: str) -> str:
    """An address as it is asked for: its host and path in ASCII, without its fragment.

    >>> clean_address("HTTPS://Exämple.org/a b?q=ñ#top")
    'https://xn--exmple-cua.org/a%20b?q=%C3%B1'
    >>> clean_address("ftp://example.org/")
    Traceback (most recent call last):
    ...
    ofrecord.errors.BadRequest: STORY: not an http(s) address "ftp://example.org/"
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
        port = parts.port
    except (ValueError, UnicodeError):
        raise BadRequest("not an address", argument="STORY", given=address) from None
    if parts.scheme not in {"http", "https"} or not host or _UNWRAPPED.search(host):
        raise BadRequest("not an http(s) address", argument="STORY", given=address)
    if parts.username is not None:
        # The password would be sent, and shown in reports.
        raise BadRequest("an address with a user name in it", argument="STORY", given=host)
    netloc = f"[{host}]" if ":" in host else host
    return urlunsplit(
        (
            parts.scheme,
            netloc if port is None else f"{netloc}:{port}",
            quote(parts.path, safe="/%:@!$&'()*+,;=~-._") or "/",
            quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"),
            "",
        )
    )


def _request(pool: httpcore2.ConnectionPool, url: str, limits: Limits) -> FetchedPage | str:
    """One request: the page, or the address that it redirects to."""
    seconds = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": 1.0}
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": user_agent(),
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
        "Accept-Language": "en, es;q=0.8",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    with pool.stream("GET", url, headers=headers, extensions={"timeout": seconds}) as response:
        said = {
            name.decode("latin-1").lower(): value.decode("latin-1").strip()
            for name, value in response.headers
        }
        if response.status in _REDIRECTS and said.get("location"):
            return _follow(url, said["location"])
        if response.status != 200:
            raise SourceError(f"{url} answered {response.status}", hint=_SAVE_IT)
        content_type, _, rest = said.get("content-type", "").partition(";")
        content_type = content_type.strip().lower()
        if content_type not in _TYPES:
            raise SourceError(
                f"{url} is {content_type[:80]}; a story is HTML or plain text", hint=_SAVE_IT
            )
        return FetchedPage(
            content=_read_body(response, said, url, limits.body),
            url=url,
            content_type=content_type,
            charset=_charset(rest),
        )


def _refused(
    address: str, error: PrivateAddressError, *, redirected: bool
) -> BadRequest | SourceError:
    where = "an address of this machine or of a private network"
    if str(error.address) != error.host:
        where = f"{error.address}, {where}"
    hint = "--allow-private allows such addresses"
    if redirected:
        return SourceError(f"{address} redirects to {error.host}, which is {where}", hint=hint)
    return BadRequest(f"{error.host} is {where}", argument="STORY", hint=hint)


def _follow(url: str, location: str) -> str:
    try:
        return clean_address(urljoin(url, location))
    except (BadRequest, ValueError):
        raise SourceError(f"{url} redirects to what is no http(s) address") from None


def _read_body(response: httpcore2.Response, said: dict[str, str], url: str, most: int) -> bytes:
    """The body, unpacked where it is packed; reading stops where it grows too large."""
    stated = said.get("content-length", "")
    if stated.isdigit() and int(stated) > most:
        raise _too_large(url, most)
    encoding = said.get("content-encoding", "").lower()
    if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise SourceError(f"{url} is packed in a way that was not asked for ({encoding[:20]})")
    packed = encoding not in {"", "identity"}
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None  # 32: gzip or zlib
    body = bytearray()
    try:
        for chunk in response.iter_stream():
            body += chunk if unpack is None else unpack.decompress(chunk, most + 1 - len(body))
            if len(body) > most:
                raise _too_large(url, most)
    except zlib.error:
        raise SourceError(f"{url} is packed, and damaged") from None
    if unpack is not None and body and not unpack.eof:
        raise SourceError(f"{url} broke off before its end")
    return bytes(body)


def _too_large(url: str, most: int) -> SourceError:
    return SourceError(f"{url} is larger than {most:,} bytes; it was not read on", hint=_SAVE_IT)


def _charset(parameters: str) -> str:
    match = re.search(r"charset\s*=\s*[\"']?([\w:.-]{2,30})", parameters, re.IGNORECASE)
    return match[1] if match else ""


def user_agent() -> str:
    """Who asks: the project and its version, and that a person asked for this one page."""
    try:
        number = version("ofrecord")
    except PackageNotFoundError:
        number = "0"
    return f"ofrecord/{number} (checks the figures of one story, asked for by a person)"
