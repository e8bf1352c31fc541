"""Captures to a record, whatever their order; and files that are no captures."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.front import open_record
from ofrecord.pipeline import build_record, build_records, record_path
from ofrecord.register import register_named, registers

KILLS = 6
BUILD = (
    "import sys; from pathlib import Path; from ofrecord.pipeline import build_record; "
    "from ofrecord.register import register_named; "
    "build_record(Path(sys.argv[1]), [Path(sys.argv[2])], register_named(sys.argv[3]))"
)


@pytest.fixture
def files(built):
    """The small captures that can be read."""
    return sorted(built.folder.iterdir())


def record(home, name):
    return record_path(home, name).read_bytes()


def said(register):
    """What a record says, ids aside."""
    return [
        (one.list, one.published_on, one.part, one.dated_by, one.printed_rows, one.flags)
        for one in register.editions()
    ]


def test_a_capture_is_read_as_its_golden_says(name, capture, describe, tmp_path):
    golden = json.loads(capture.with_suffix(".golden.json").read_text("utf-8"))
    found = json.loads(json.dumps(describe(capture, register_named(name), tmp_path)))
    if "error" in golden:
        assert golden["error"] in found["error"]
        return
    told = {key: value for key, value in golden.items() if key in found}
    assert len(told) > 3
    assert {key: found[key] for key in told} == told


def test_the_small_captures_are_built_with_nothing_kept_aside(built, files):
    assert built.report.refused == built.report.rejections == ()
    assert built.report.captures == len(files)
    assert built.report.files == len(files)


def test_building_twice_changes_nothing_and_says_so(built, name, cli, tmp_path):
    first = cli("--home", tmp_path, "build", built.folder, "--register", name)
    assert first.code == 0
    before = record(tmp_path, name)
    again = cli("--home", tmp_path, "build", built.folder, "--register", name)
    assert again.code == 0
    assert again.out.startswith(f"{name}: nothing changed")
    assert record(tmp_path, name) == before == built.path.read_bytes()


@pytest.mark.parametrize("seed", range(4))
def test_captures_that_come_in_any_order_in_one_build_give_the_same_bytes(
    built, files, name, tmp_path, seed
):
    order = random.Random(seed).sample(files, len(files))
    build_record(tmp_path, order, register_named(name))
    assert record(tmp_path, name) == built.path.read_bytes()


@pytest.mark.parametrize("seed", range(4))
def test_captures_that_come_one_by_one_give_the_same_answers_and_ids_that_last(
    built, files, name, tmp_path, seed
):
    given = set()
    for file in random.Random(seed).sample(files, len(files)):
        build_record(tmp_path, [file], register_named(name))
        register = open_record(tmp_path)[name]
        given |= {one.edition_id for one in register.editions()}
        assert all(register.has_edition(one) for one in given)
    assert said(register) == said(built.register)
    assert register.verify().passed


def test_a_record_is_made_again_from_its_own_shelf_byte_for_byte(built, name, tmp_path):
    build_record(tmp_path / "first", [built.folder], register_named(name))
    build_record(tmp_path / "again", [tmp_path / "first" / "captures"], register_named(name))
    assert record(tmp_path / "again", name) == built.path.read_bytes()


def test_a_build_of_all_captures_in_one_folder_gives_each_register_its_own(name, build, tmp_path):
    everything = tmp_path / "everything"
    everything.mkdir()
    for other in registers():
        for file in build(other).folder.iterdir():
            shutil.copy(file, everything / file.name)
    built = build_records(tmp_path / "home", [everything], [*registers().values()])
    assert built.passed_over == ()
    assert sum(report.files for report in built.reports) == len(list(everything.iterdir()))
    assert record(tmp_path / "home", name) == build(name).path.read_bytes()


def test_the_same_bytes_under_another_name_are_the_same_capture(built, files, name, tmp_path):
    build_record(tmp_path, [built.folder], register_named(name))
    copies = tmp_path / "copies"
    copies.mkdir()
    for file in files:
        shutil.copy(file, copies / f"copy of {file.name}")
    report = build_record(tmp_path, [copies], register_named(name))
    assert report.refused == ()
    assert report.new_captures == report.new_editions == 0
    assert len(said(open_record(tmp_path)[name])) == len(said(built.register))


# Files that are no captures ---------------------------------------------------------------------

PAGE = b"<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head></html>\n"
NOISE = random.Random(5).randbytes(4_000)
WRONG = {
    "cut short": lambda data: data[: len(data) * 2 // 3].rstrip(b"\r\n0123456789"),
    "empty": lambda _: b"",
    "a page": lambda _: PAGE,
    "noise": lambda _: NOISE,
    "zero bytes": lambda data: b"\0" * len(data),
    "one letter": lambda _: b"x",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_bytes_that_are_no_capture_are_kept_aside_with_a_reason_and_nothing_else_is_lost(
    built, files, name, cli, tmp_path, wrong
):
    """Under the name of each document of the register in turn."""
    lists = {}
    for edition in built.register.editions():
        lists.setdefault(edition.list, edition.captures[0].file)
    for number, file in enumerate(lists.values()):
        home, folder = tmp_path / f"home{number}", tmp_path / f"in{number}"
        folder.mkdir()
        data = WRONG[wrong]((built.folder / file).read_bytes())
        for one in files:
            (folder / one.name).write_bytes(data if one.name == file else one.read_bytes())
        done = cli("--home", home, "build", folder)
        assert "Traceback" not in done.err
        register = open_record(home)[name]
        if wrong == "cut short" and done.code == 0:
            assert file.endswith(".csv")  # that may be a whole, shorter file
            continue
        assert done.code == 1, done.err
        (rejection,) = register.rejections
        assert rejection.file == file
        assert rejection.message
        assert f"kept aside: {file}: {rejection.message}" in done.err
        assert CaptureShelf(home / "captures").read(rejection.sha256) == data
        assert sum(len(one.captures) for one in register.editions()) == len(files) - 1
        told = cli("--home", home, "editions", "--rejected", "--register", name, "--format", "json")
        assert [one["file"] for one in told.json()] == [file]
        # The whole file comes later: it is taken in, and nothing is aside any more.
        build_record(home, [built.folder], register_named(name))
        assert said(open_record(home)[name]) == said(built.register)


def test_a_file_may_be_called_anything(files, name, cli, tmp_path):
    """Hostile names are printed harmlessly, and the captures are read."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = ["\x1b[31mred{}", "new\nline{}", "$(reboot) `ls`{}", "-rf{}", "ü\u202e{}", "%s%n{}"]
    for file, odd in zip(files, names, strict=False):
        shutil.copy(file, folder / odd.format(file.name))
    done = cli("--home", tmp_path / "home", "build", folder)
    assert "Traceback" not in done.err
    assert "\x1b" not in done.out + done.err
    register = open_record(tmp_path / "home")[name]
    captures = sum(len(one.captures) for one in register.editions())
    aside = register.rejections
    assert {one.code for one in aside} <= {"dating"}, done.err  # its name was all that dated it
    assert captures + len(aside) == min(len(files), len(names))
    assert captures
    for form in ("json", "csv", "table"):
        told = cli("--home", tmp_path / "home", "editions", "--register", name, "--format", form)
        assert told.code == 0
        assert "\x1b" not in told.out


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL")
def test_a_build_that_is_killed_leaves_the_old_record_or_the_new(built, files, name, tmp_path):
    home, old_home = tmp_path / "home", tmp_path / "old"
    build_record(old_home, [files[0]], register_named(name))
    old, new = record(old_home, name), None
    shutil.copytree(old_home, tmp_path / "whole")
    build_record(tmp_path / "whole", [built.folder], register_named(name))
    new = record(tmp_path / "whole", name)
    command = [sys.executable, "-c", BUILD, home, built.folder, name]
    took = _timed(command, old_home, home)
    chance = random.Random(name)
    for _ in range(KILLS):
        shutil.rmtree(home)
        shutil.copytree(old_home, home)
        with subprocess.Popen(command) as process:
            time.sleep(chance.uniform(took / 2, took))
            process.send_signal(signal.SIGKILL)
        assert record(home, name) in {old, new}
        assert open_record(home)[name].verify().passed
    build_record(home, [built.folder], register_named(name))
    assert record(home, name) == new


def _timed(command, old_home, home) -> float:
    shutil.copytree(old_home, home)
    began = time.monotonic()
    subprocess.run(command, check=True)
    return time.monotonic() - began
