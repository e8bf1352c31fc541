"""The application over the record in the package, asked in this process."""

import contextlib
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from ofrecord.serve import make_application


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    """What is served of the record inside the package."""
    return make_application(tmp_path_factory.mktemp("nothing"))


@pytest.fixture(scope="session")
def api(application) -> Iterator[TestClient]:
    """A client of the application; redirects are answers."""
    with TestClient(application, follow_redirects=False) as client:
        yield client


@dataclass(frozen=True)
class Server:
    """A server that runs, and where."""

    process: subprocess.Popen
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


@contextlib.contextmanager
def serving(home, *arguments: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "ofrecord", "--home", home, "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, *arguments], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        for line in process.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/ is served", line)
            if found:
                break
        else:
            pytest.fail("the server did not start")
        yield Server(process=process, port=int(found[1]))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 0
        assert out == ""
        assert "Traceback" not in err
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture(scope="session")
def serve() -> Callable[..., contextlib.AbstractContextManager[Server]]:
    """Starts a server of a home, and ends it."""
    return serving


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server of the record inside the package."""
    with serving(tmp_path_factory.mktemp("nothing")) as running:
        yield running
