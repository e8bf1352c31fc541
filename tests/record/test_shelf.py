"""A record can be made again from the captures that are kept, whatever became of it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

import pytest

import ofrecord
from ofrecord.acquire.captures import SIGHTINGS, CaptureShelf
from ofrecord.acquire.sightings import split_place
from ofrecord.pipeline import build_record

NAME = "ice-287g"
BEE = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
HALE = ("TEXAS", "Hale County Sheriff's Office", "County", "Hale County", "Task Force Model")

PENDING = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE")
COUNTIES = ["Bee", "Hale", "Knox", "Lynn", "Hall", "Cass", "Clay", "Polk", "Rusk", "Wise"]


@pytest.fixture
def folder(tmp_path, write_list):
    """Captures dated by their names and by a manifest, and what has to be kept aside."""
    put = tmp_path / "files"
    write_list(put / "pendingAgencies09012025am.xlsx", [BEE])
    write_list(put / "pendingAgencies09022025am.xlsx", [BEE, HALE])
    shutil.copy(put / "pendingAgencies09022025am.xlsx", put / "pendingAgencies09032025am.xlsx")
    stated = write_list(put / "list.xlsx", [HALE], PENDING)
    sha256 = hashlib.sha256(stated.read_bytes()).hexdigest()
    (put / "manifest.csv").write_text(
        f"path,sha256,captured_at,url\nlist.xlsx,{sha256},2025-09-04T10:00:00Z,https://a.example/x\n"
    )
    write_list(put / "undated.xlsx", [BEE, HALE, BEE], PENDING)
    (put / "page.xlsx").write_bytes(b"<html>not found</html>")
    shutil.copy(put / "page.xlsx", put / "another page.xlsx")
    return put


def record(home):
    return (home / NAME / "record").read_bytes()


def test_a_record_made_again_from_its_shelf_is_the_same_byte_for_byte(
    folder, tmp_path, declaration
):
    first = build_record(tmp_path / "home", [folder], declaration)
    assert (first.captures, len(first.rejections)) == (3, 2)
    again = build_record(tmp_path / "new", [tmp_path / "home" / "captures"], declaration)
    assert record(tmp_path / "new") == record(tmp_path / "home")
    assert [r.file for r in again.rejections] == ["another page.xlsx", "undated.xlsx"]
    lists = [tmp_path / home / "captures" / SIGHTINGS for home in ("home", "new")]
    assert lists[0].read_bytes() == lists[1].read_bytes()


def test_a_record_that_grew_is_made_again_from_its_shelf(folder, tmp_path, declaration):
    """Names that came later, and a list that was half written when a build was killed."""
    build_record(tmp_path / "home", [folder], declaration)
    later = tmp_path / "later"
    later.mkdir()
    shutil.copy(folder / "undated.xlsx", later / "pendingAgencies09052025am.xlsx")
    shutil.copy(folder / "list.xlsx", later / "pendingAgencies09042025am.xlsx")
    noted = tmp_path / "home" / "captures" / SIGHTINGS
    noted.write_bytes(noted.read_bytes() + b'["' + b"a" * 30)
    build_record(tmp_path / "home", [later], declaration)
    build_record(tmp_path / "new", [tmp_path / "home" / "captures"], declaration)
    assert record(tmp_path / "new") == record(tmp_path / "home")


def test_a_build_that_changes_nothing_adds_nothing_to_the_list(folder, tmp_path, declaration):
    build_record(tmp_path / "home", [folder], declaration)
    noted = (tmp_path / "home" / "captures" / SIGHTINGS).read_bytes()
    build_record(tmp_path / "home", [folder], declaration)
    build_record(tmp_path / "home", [tmp_path / "home" / "captures"], declaration)
    assert (tmp_path / "home" / "captures" / SIGHTINGS).read_bytes() == noted


def test_the_message_about_a_damaged_record_says_how_to_make_it_again(
    folder, home, cli, tmp_path, declaration
):
    build_record(home, [folder], declaration)
    good = record(home)
    (home / NAME / "record").write_bytes(good[:-1])
    for asked in (["status"], ["build", folder]):
        done = cli(*asked)
        assert done.code == 1
        assert f"ofrecord --home {home} build {home / 'captures'}" in done.err
    (home / NAME / "record").rename(tmp_path / "damaged")
    cli("--home", home, "build", home / "captures")
    assert record(home) == good


def test_captures_of_which_no_name_is_known_are_dated_by_their_workbook_or_kept_aside(
    folder, tmp_path, declaration
):
    build_record(tmp_path / "home", [folder], declaration)
    shelf = tmp_path / "home" / "captures"
    (shelf / SIGHTINGS).unlink()
    report = build_record(tmp_path / "new", [shelf], declaration)
    assert report.captures == 0  # no publisher's program saved these
    (said,) = {r.message for r in report.rejections if r.code == "dating"}
    assert "the shelf does not tell under which names these bytes were seen" in said
    assert "Build the folder in which it has its name" in said
    build_record(tmp_path / "new", [folder], declaration)
    assert record(tmp_path / "new") == record(tmp_path / "home")


def test_a_capture_kept_aside_that_is_tried_again_has_all_that_was_told_of_it(
    tmp_path, write_list, declaration
):
    """Its name says an impossible day; the editions beside it, which come later, tell which."""
    rows = [(*BEE[:1], f"{name} County Sheriff's Office", *BEE[2:]) for name in COUNTIES]
    odd = write_list(tmp_path / "odd" / "pendingAgencies09352025am.xlsx", rows)
    sha256 = hashlib.sha256(odd.read_bytes()).hexdigest()
    (odd.parent / "manifest.csv").write_text(
        f"path,sha256,url\n{odd.name},{sha256},https://a.example/x\n"
    )
    assert build_record(tmp_path / "home", [odd.parent], declaration).captures == 0
    lines = ["path,sha256,captured_at"]
    for day in (4, 6):
        file = write_list(tmp_path / "more" / f"pendingAgencies090{day}2025am.xlsx", rows)
        lines.append(f"{file.name},{hashlib.sha256(file.read_bytes()).hexdigest()},2025-09-0{day}")
    (tmp_path / "more" / "manifest.csv").write_text("\n".join(lines))
    assert build_record(tmp_path / "home", [tmp_path / "more"], declaration).captures == 3
    build_record(tmp_path / "whole", [odd.parent, tmp_path / "more"], declaration)
    assert record(tmp_path / "home") == record(tmp_path / "whole")
    editions = ofrecord.open(tmp_path / "home")[NAME].editions()
    (told,) = [c for e in editions for c in e.captures if c.file == odd.name]
    assert told.url == "https://a.example/x"


def test_files_elsewhere_without_a_suffix_are_no_captures(folder, tmp_path, cli):
    put = tmp_path / "other"
    put.mkdir()
    data = (folder / "pendingAgencies09012025am.xlsx").read_bytes()
    (put / hashlib.sha256(data).hexdigest()).write_bytes(data)
    done = cli("build", put)
    assert done.code == 2
    assert "no captures" in done.err


def test_a_list_of_sightings_from_elsewhere_is_believed_no_more_than_a_manifest(
    tmp_path, write_list, declaration
):
    file = write_list(tmp_path / "files" / "pendingAgencies09012025am.xlsx", [BEE])
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    lines = [[sha256, "a\x1bb.xlsx", "x\ny", "never", "soon"], ["../x", "a", "", "", ""], 7]
    (file.parent / SIGHTINGS).write_text("\n".join(map(json.dumps, lines)))
    report = build_record(tmp_path / "home", [file.parent], declaration)
    assert (report.captures, report.rejections) == (1, ())
    noted = CaptureShelf(tmp_path / "home" / "captures").read_sightings()
    assert {s.file for s in noted[sha256]} == {"a\\x1bb.xlsx", "pendingAgencies09012025am.xlsx"}
    assert {s.captured_at + s.seen_at for s in noted[sha256]} == {""}


# Builds that were killed -------------------------------------------------------------------------


def dead_process():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_what_a_killed_build_left_half_written_is_gone_after_the_next(
    folder, tmp_path, declaration
):
    shelf = tmp_path / "home" / "captures"
    (shelf / "ab").mkdir(parents=True)
    name = "ab" * 32
    alive, old = os.getppid(), time_of_an_old_file()
    left = {
        f"{name}.{dead_process()}.part": True,
        f"{name}.{os.getpid()}.part": True,  # of a process that had the same number
        f"{name}.{alive}.part": False,
        f"{name[:-1]}c.{alive}.part": True,  # too old to be written still
        "notes.part": False,
    }
    for file in left:
        (shelf / "ab" / file).write_bytes(b"PK")
    os.utime(shelf / "ab" / f"{name[:-1]}c.{alive}.part", (old, old))
    build_record(tmp_path / "home", [folder], declaration)
    assert {file: not (shelf / "ab" / file).exists() for file in left} == left


def time_of_an_old_file():
    return os.stat(__file__).st_mtime - 10 * 86_400  # noqa: PTH116


# When it was last looked -------------------------------------------------------------------------


def test_a_build_that_changes_nothing_says_that_files_were_looked_at(
    folder, home, cli, declaration
):
    build_record(home, [folder], declaration)
    old = time_of_an_old_file()
    for name in ("record", "record.lock"):
        os.utime(home / NAME / name, (old, old))
    before = cli("status").json()["registers"][0]["last_checked"]
    cli("build", folder)
    assert (home / NAME / "record").stat().st_mtime == old
    assert cli("status").json()["registers"][0]["last_checked"] > before


def test_a_judgement_is_no_look_at_the_publishers_files(folder, home, cli, declaration):
    build_record(home, [folder], declaration)
    old = time_of_an_old_file()
    os.utime(home / NAME / "record.lock", (old, old))
    before = cli("status").json()["registers"][0]["last_checked"]
    done = cli(
        "judge", "apart", BEE[1], HALE[1], "--state", "TX", "--because", "two", "--by", "A. Person"
    )
    assert done.code == 0
    assert cli("status").json()["registers"][0]["last_checked"] == before


# Where captures were seen ------------------------------------------------------------------------


def test_no_address_has_a_blank_in_it(bundled):
    captures = [c for edition in bundled.editions() for c in edition.captures]
    assert all(c.url.isprintable() and " " not in c.url for c in captures)
    assert all(c.url.startswith("https://") for c in captures)
    assert sum("/blob/" in c.url for c in captures) > 1000
    assert all(c.path for c in captures if c.url.startswith("https://github.com/"))


@pytest.mark.parametrize(
    ("line", "url", "path"),
    [
        ("o/r,in/a b.xlsx,", "https://github.com/o/r", "in/a b.xlsx"),
        (
            f"o/r,in/a b.xlsx,{'c' * 40}",
            f"https://github.com/o/r/blob/{'c' * 40}/in/a%20b.xlsx",
            "in/a b.xlsx",
        ),
    ],
)
def test_a_file_in_a_repository_has_an_address_that_can_be_opened_and_its_path(
    tmp_path, write_list, cli, line, url, path
):
    file = write_list(tmp_path / "files" / "pendingAgencies09012025am.xlsx", [BEE])
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    (file.parent / "sightings.csv").write_text(
        f"file_name,sha256,origin_repo,origin_path,first_commit\n{file.name},{sha256},{line}\n"
    )
    assert cli("build", file.parent).code == 0
    (edition,) = cli("editions").json()
    (capture,) = edition["captures"]
    assert (capture["url"], capture["path"]) == (url, path)


def test_blanks_in_an_address_are_written_so_that_it_can_be_opened():
    assert split_place("https://example.org/a b\tc") == ("https://example.org/a%20b%09c", "")
    assert split_place("") == ("", "")
