"""What every test stands on: no network, no home but its own, repeatable examples."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parent.parent

# Slow machines are not wrong: no deadline. In CI the examples are the same in every run.
settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with all real captures, which is no part of the repository."""
    folder = Path(os.environ.get("OFRECORD_SHARED") or ROOT.parent / "shared")
    if not (folder / "records").is_dir():
        pytest.skip(
            f"needs the real captures: no records in {folder} (OFRECORD_SHARED names another)"
        )
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that OFRECORD_HOME names during this test; it does not exist yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("OFRECORD_HOME", str(folder))
    return folder


class NetworkUsedError(AssertionError):
    """A test tried to leave this machine."""


def _is_here(host: object) -> bool:
    if host in {None, "", b"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Connections and look-ups that leave this machine raise; loopback and Unix sockets work."""
    inner = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    look_up = socket.getaddrinfo

    def guarded(name: str):
        def call(self: socket.socket, *args: object) -> object:
            address = args[-1]  # of sendto too, whose flags stand before it
            if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
                msg = f"a test may not leave this machine: {name} to {address!r}"
                raise NetworkUsedError(msg)
            return inner[name](self, *args)

        return call

    def guarded_look_up(host: object, *args: object, **kwargs: object) -> object:
        if not _is_here(host):
            msg = f"a test may not leave this machine: look-up of {host!r}"
            raise NetworkUsedError(msg)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        for name in inner:
            patch.setattr(socket.socket, name, guarded(name))
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield
