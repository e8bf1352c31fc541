"""What every test stands on: no network, no home but its own, repeatable examples."""

import contextlib
import importlib.util
import io
import ipaddress
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, settings

import ofrecord
from ofrecord.cli import main
from ofrecord.pipeline import build_record
from ofrecord.register import Declaration, register_named

ROOT = Path(__file__).parent.parent
NAME = "ice-287g"
PARTICIPATING = (
    "STATE",
    "LAW ENFORCEMENT AGENCY",
    "TYPE",
    "COUNTY",
    "SUPPORT TYPE",
    "SIGNED",
    "MOA",
    "ADDENDUM",
)
PENDING = PARTICIPATING[:5]

NO_BROWSER = "Chromium was not found"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly that nothing was tried in a browser."""
    skipped = terminalreporter.stats.get("skipped", ())
    untried = [one for one in skipped if NO_BROWSER in str(one.longrepr)]
    if untried:
        text = f"{NO_BROWSER}: {len(untried)} tests in a browser were skipped (make chromium)"
        terminalreporter.write_sep("!", text, red=True, bold=True)


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


@pytest.fixture(scope="session")
def declaration() -> Declaration:
    """The register that the tests speak of."""
    return register_named(NAME)


@pytest.fixture(scope="session")
def ods_files() -> ModuleType:
    """What makes .ods files: ``make_ods`` and its parts."""
    place = ROOT / "tests" / "read" / "ods_files.py"
    spec = importlib.util.spec_from_file_location("ods_files", place)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def make_ods(ods_files: ModuleType) -> Callable[..., bytes]:
    """Makes an .ods file from the rows of its sheets, or with any part of it wrong."""
    return ods_files.make_ods


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> ofrecord.Register:
    """The register as the record inside the package holds it, opened once."""
    return ofrecord.open(tmp_path_factory.mktemp("empty"))[NAME]


@pytest.fixture(scope="session")
def real_home(
    shared: Path, declaration: Declaration, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A home with the record of all real captures, built once. No test may change it."""
    folder = tmp_path_factory.mktemp("real")
    report = build_record(folder, [shared / "records" / NAME], declaration)
    assert not report.rejections
    return folder


@pytest.fixture(scope="session")
def real(real_home: Path) -> ofrecord.Register:
    """The register as the record of all real captures holds it."""
    return ofrecord.open(real_home)[NAME]


@pytest.fixture(scope="session")
def write_list() -> Callable[..., Path]:
    """Writes a workbook as the publisher's are: header, rows, links behind the word "link"."""

    def write(
        path: Path,
        rows: Sequence[Sequence[object]],
        columns: Sequence[str] | None = None,
        links: Mapping[str, str] = {},
    ) -> Path:
        if columns is None:
            columns = PENDING if path.name.startswith("pending") else PARTICIPATING
        workbook = openpyxl.Workbook()
        workbook.properties.title = path.name  # so that no two files are the same bytes
        sheet = workbook.active
        sheet.append(columns)
        for row in rows:
            sheet.append(row)
        for cell, address in links.items():
            sheet[cell].hyperlink = address
        path.parent.mkdir(parents=True, exist_ok=True)
        workbook.save(path)
        return path

    return write


@dataclass(frozen=True)
class Done:
    """What a command left: its exit code and what it said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """What stdout holds, which must be JSON and nothing else."""
        assert self.code == 0, self.err
        return json.loads(self.out)


@pytest.fixture(scope="session")
def cli() -> Callable[..., Done]:
    """Runs a command in this process: much faster than a shell, and the same."""

    def run(*arguments: object) -> Done:
        streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2)]
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as ended:
                code = ended.code
        texts = []
        for stream in streams:
            stream.flush()
            texts.append(stream.buffer.getvalue().decode(errors="surrogateescape"))
        assert isinstance(code, int)
        return Done(code, *texts)

    return run


@pytest.fixture
def shell(home: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``ofrecord`` as a person does; the home is the test's own unless another is named."""
    command = Path(sys.executable).with_name("ofrecord")

    def run(*arguments: object, at: Path = home) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [command, *map(str, arguments)],
            env={**os.environ, "OFRECORD_HOME": str(at)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run


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
