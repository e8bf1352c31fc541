"""A build may be killed at any moment, and two may run at once: a record is whole or not there."""

import contextlib
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest

from ofrecord import front
from ofrecord.pipeline import build_record
from ofrecord.record.store import decode_record, read_record

RUNS = 40
# Everything is imported once, so that what is killed is the build itself: for each line it reads,
# this forks a process that builds, and says its number and then how it ended.
BUILDER = """
import os, sys
from pathlib import Path
from ofrecord.pipeline import build_record
from ofrecord.register import register_named
declaration = register_named("ice-287g")
for line in sys.stdin:
    home, *folders = map(Path, line.split())
    child = os.fork()
    if not child:
        build_record(home, folders, declaration)
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def rows(number):
    counties = ["Bee", "Hale", "Knox", "Lynn", "Hall", "Cass", "Clay", "Polk", "Rusk", "Wise"]
    for county in counties[: 2 + number % 8]:
        name = f"{county} County"
        yield (
            "TEXAS", f"{name} Sheriff's Office", "County", name, "Task Force Model",
            f"2025-08-{1 + number:02}", "link pending", "",
        )  # fmt: skip


@pytest.fixture(scope="module")
def captures(tmp_path_factory, write_list):
    """Two folders: what the record holds already, and what is built in when it is killed."""
    folder = tmp_path_factory.mktemp("captures")
    for number in range(16):
        half = "old" if number < 6 else "new"
        name = f"participatingAgencies08{1 + number:02}2025pm.xlsx"
        write_list(folder / half / name, list(rows(number)))
    return folder


@pytest.fixture(scope="module")
def states(captures, tmp_path_factory, declaration):
    """The bytes of the record before and after the build."""
    home = tmp_path_factory.mktemp("states")
    path = home / declaration.name / "record"
    build_record(home, [captures / "old"], declaration)
    old = path.read_bytes()
    build_record(home, [captures / "new"], declaration)
    return old, path.read_bytes()


@dataclass
class Builder:
    """A process that builds in processes of its own, which can be killed."""

    process: subprocess.Popen[str]

    def start(self, home, *folders):
        """Begins a build; answers the number of its process."""
        print(home, *folders, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())

    def end(self):
        """Waits for the build to end; answers its exit code, negative where it was killed."""
        return int(self.process.stdout.readline())


@contextlib.contextmanager
def builder():
    with subprocess.Popen(
        [sys.executable, "-c", BUILDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Builder(process)
        process.stdin.close()


def set_up(home, old):
    shutil.rmtree(home, ignore_errors=True)
    (home / "ice-287g").mkdir(parents=True)
    (home / "ice-287g" / "record").write_bytes(old)


def test_a_build_killed_at_any_moment_leaves_the_old_record_or_the_new_one(
    captures, states, tmp_path, declaration
):
    home, path = tmp_path / "home", tmp_path / "home" / "ice-287g" / "record"
    old, new = states
    chance = random.Random(7)
    found = {"old": 0, "new": 0}
    with builder() as builds:
        set_up(home, old)
        began = time.monotonic()
        builds.start(home, captures / "new")
        assert builds.end() == 0
        took = time.monotonic() - began
        assert path.read_bytes() == new
        for run in range(RUNS):
            # Some runs start where a killed one left off, with all its litter.
            if run % 3 == 0 or path.read_bytes() == new:
                set_up(home, old)
            build = builds.start(home, captures / "new")
            time.sleep(chance.uniform(0, took))
            with contextlib.suppress(ProcessLookupError):
                os.kill(build, signal.SIGKILL)
            assert builds.end() in {0, -signal.SIGKILL}
            data = path.read_bytes()
            assert data in {old, new}
            found["old" if data == old else "new"] += 1
            assert front.open_record(home)["ice-287g"].verify().passed
    build_record(home, [captures / "new"], declaration)
    assert path.read_bytes() == new
    assert list(home.glob("ice-287g/*.part")) == []
    assert found["old"] > 0, found


def test_a_build_killed_while_it_keeps_captures_leaves_each_whole_or_absent(
    captures, tmp_path, declaration
):
    home = tmp_path / "home"
    chance = random.Random(3)
    with builder() as builds:
        for _ in range(8):
            build = builds.start(home, captures / "old", captures / "new")
            time.sleep(chance.uniform(0, 0.05))
            with contextlib.suppress(ProcessLookupError):
                os.kill(build, signal.SIGKILL)
            builds.end()
            for file in (home / "captures").glob("??/*"):
                if file.is_file() and not file.name.endswith(".part"):
                    assert hashlib.sha256(file.read_bytes()).hexdigest() == file.name
    build_record(home, [captures / "old", captures / "new"], declaration)
    assert front.open_record(home)["ice-287g"].verify().reread == 16


def test_a_build_that_is_interrupted_from_the_keyboard_says_the_record_is_as_it_was(
    captures, states, tmp_path
):
    home = tmp_path / "home"
    set_up(home, states[0])
    line = "import os, signal, ofrecord.pipeline as p, ofrecord.cli as c, sys\n"
    line += "p.order_editions = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
    line += "sys.exit(c.main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", line, "--home", home, "build", captures / "new"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130
    assert "the record is as it was before" in done.stderr
    assert "Traceback" not in done.stderr
    assert (home / "ice-287g" / "record").read_bytes() == states[0]


def test_two_builds_at_once_both_end_well_and_the_record_holds_everything(
    captures, states, tmp_path
):
    home = tmp_path / "home"
    with builder() as one, builder() as other:
        for _ in range(5):
            shutil.rmtree(home, ignore_errors=True)
            one.start(home, captures / "old")
            other.start(home, captures / "new")
            assert (one.end(), other.end()) == (0, 0)
            register = front.open_record(home)["ice-287g"]
            assert sum(len(edition.captures) for edition in register.editions()) == 16
            assert register.verify().passed
            whole = front.Register(register.declaration, decode_record(states[1], "it"), home)
            assert [e.edition_id for e in register.editions()] == [
                e.edition_id for e in whole.editions()
            ]


def test_a_reader_during_a_build_sees_a_whole_record(captures, states, tmp_path):
    home, path = tmp_path / "home", tmp_path / "home" / "ice-287g" / "record"
    set_up(home, states[0])
    seen = set()
    with builder() as builds:
        builds.start(home, captures / "new")
        until = time.monotonic() + 60
        while states[1] not in seen and time.monotonic() < until:
            seen.add(path.read_bytes())
            read_record(path)
        assert builds.end() == 0
    assert seen == set(states)


def test_nothing_of_a_killed_build_is_ever_read(states, tmp_path):
    """Whatever stands beside the record, and however new it is."""
    home = tmp_path / "home"
    set_up(home, states[0])
    for name in ("record.1.part", "record.part", "record.lock", "record.bak", ".record"):
        (home / "ice-287g" / name).write_bytes(states[1])
        os.utime(home / "ice-287g" / name, (2e9, 2e9))
    editions = front.open_record(home)["ice-287g"].editions()
    assert sum(len(edition.captures) for edition in editions) == 6
