"""Every register that is installed, and a fifth of which only these tests know.

The fifth stands in ``fifth/`` as an installed package would: its folder beside a ``dist-info`` with
the entry point. The small captures of each stand in ``tests/registers/<name>/captures/``, with the
golden of each beside it (``<stem>.golden.json``).
"""

from __future__ import annotations

import importlib
import json
import runpy
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ofrecord.front import open_record
from ofrecord.pipeline import BuildReport, build_record, record_path
from ofrecord.register import Described, register_named, registers

HERE = Path(__file__).parent
FIFTH = HERE / "fifth"
GOLDEN = ".golden.json"


class Announced:
    """The fifth register, announced while this is entered."""

    def __enter__(self) -> None:
        sys.path.insert(0, str(FIFTH))
        self._forget()

    def __exit__(self, *_: object) -> None:
        sys.path.remove(str(FIFTH))
        self._forget()

    def _forget(self) -> None:
        importlib.invalidate_caches()
        registers.cache_clear()


with Announced():
    KINDS = {name: one.kind for name, one in registers().items()}
LISTS = [name for name, kind in KINDS.items() if kind == "list"]
SERIES = [name for name, kind in KINDS.items() if kind == "series"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``name`` is of every register, one that takes ``series`` of each series."""
    if "capture" in metafunc.fixturenames:
        found = [(name, path) for name in KINDS for path in captures_of(name)]
        ids = [f"{name}-{path.stem}" for name, path in found]
        metafunc.parametrize(("name", "capture"), found, ids=ids)
    elif "series" in metafunc.fixturenames:
        metafunc.parametrize("series", SERIES)
    elif "name" in metafunc.fixturenames:
        metafunc.parametrize("name", list(KINDS))


@pytest.fixture(autouse=True, scope="module")
def fifth():
    """The fifth register is installed, in this process and in those that it starts."""
    with Announced(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(FIFTH), prepend=":")
        yield


def captures_of(name: str) -> list[Path]:
    """The small captures of a register, those that have to be kept aside as well."""
    folder = HERE.parent / name.replace("-", "_") / "captures"
    return sorted(path for path in folder.iterdir() if not path.name.endswith(GOLDEN))


def golden_of(capture: Path) -> dict[str, object]:
    """What a capture has to be read as."""
    return json.loads(capture.with_suffix(GOLDEN).read_text("utf-8"))


def good_captures(name: str) -> list[Path]:
    """The small captures of a register that can be read."""
    return [path for path in captures_of(name) if "error" not in golden_of(path)]


def copy_captures(paths: list[Path], folder: Path) -> Path:
    """Copies of captures in a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        shutil.copy(path, folder / path.name)
    return folder


@dataclass(frozen=True)
class Built:
    """A record made of a register's small captures."""

    declaration: Described
    home: Path
    folder: Path
    report: BuildReport

    @property
    def path(self) -> Path:
        """Where the record stands."""
        return record_path(self.home, self.declaration.name)

    @property
    def register(self):
        """The register, opened."""
        return open_record(self.home)[self.declaration.name]


@pytest.fixture(scope="session")
def builds():
    """The records that were built once, by the name of the register."""
    return {}


@pytest.fixture
def build(builds, tmp_path_factory):
    """Builds a register's small captures, once for all tests. No test may change the home."""

    def once(name: str) -> Built:
        if name not in builds:
            home = tmp_path_factory.mktemp(name)
            folder = copy_captures(good_captures(name), home / "folder")
            report = build_record(home, [folder], register_named(name))
            builds[name] = Built(register_named(name), home, folder, report)
        return builds[name]

    return once


@pytest.fixture
def built(name, build) -> Built:
    """The record of one register's small captures."""
    return build(name)


@pytest.fixture
def made(series, build) -> Built:
    """The record of one series' small captures."""
    return build(series)


@pytest.fixture(scope="session")
def describe():
    """Says what a capture is read as, in the form of a golden."""
    return runpy.run_path(str(HERE / "describing.py"))["describe"]


@pytest.fixture(scope="session")
def read_cells():
    """Reads the cells of a capture with a reader that is not ours."""
    return runpy.run_path(str(HERE / "other_readers.py"))["read_cells"]


@pytest.fixture
def ask_series(made, cli):
    """Runs ``ofrecord series`` for the built series."""

    def run(*arguments):
        done = cli("--home", made.home, "series", made.declaration.name, *arguments)
        assert "Traceback" not in done.err
        return done

    return run
