"""Building twice changes nothing; what is new is added without reading the rest again; what cannot
be read is kept aside and listed."""

import os
import zipfile

import openpyxl
import pytest

from ofrecord import front
from ofrecord.errors import ReadError
from ofrecord.pipeline import build_record, capturing

BEE = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
HALE = ("TEXAS", "Hale County Sheriff's Office", "County", "Hale County", "Task Force Model")


@pytest.fixture
def captures(tmp_path, write_list):
    for day in range(1, 6):
        rows = [BEE] if day < 3 else [BEE, HALE]
        write_list(tmp_path / "captures" / f"pendingAgencies090{day}2025am.xlsx", rows)
    return tmp_path / "captures"


@pytest.fixture
def count_reads(monkeypatch):
    """The captures whose cells were read, in a list that grows."""
    read = []
    inner = capturing.open_masked

    def counted(data):
        read.append(len(data))
        return inner(data)

    monkeypatch.setattr(capturing, "open_masked", counted)
    return read


def test_building_twice_changes_nothing_and_says_so(captures, cli, home, count_reads):
    first = cli("build", captures)
    assert first.code == 0
    assert "5 new captures of 5 files, 2 new editions" in first.out
    assert "2 editions of 5 captures" in first.out
    path = home / "ice-287g" / "record"
    before = path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
    assert len(count_reads) == 5
    second = cli("build", captures)
    assert second.code == 0
    assert "nothing changed: all 5 files are in the record already" in second.out
    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert len(count_reads) == 5


def test_a_new_folder_is_added_without_reading_the_old_again(
    captures, tmp_path, write_list, declaration, count_reads
):
    build_record(tmp_path / "home", [captures], declaration)
    del count_reads[:]
    write_list(tmp_path / "more" / "pendingAgencies09062025am.xlsx", [HALE])
    report = build_record(tmp_path / "home", [tmp_path / "more"], declaration)
    assert len(count_reads) == 1
    assert (report.new_captures, report.new_editions, report.captures) == (1, 1, 6)
    del count_reads[:]
    write_list(captures / "pendingAgencies09072025am.xlsx", [BEE])
    report = build_record(tmp_path / "home", [captures, tmp_path / "more"], declaration)
    assert len(count_reads) == 1
    assert (report.files, report.new_captures, report.captures) == (7, 1, 7)


def test_the_old_folder_need_not_be_there_any_more(captures, tmp_path, write_list, declaration):
    home = tmp_path / "home"
    build_record(home, [captures], declaration)
    captures.rename(tmp_path / "gone")
    write_list(tmp_path / "more" / "pendingAgencies09062025am.xlsx", [HALE])
    build_record(home, [tmp_path / "more"], declaration)
    found = front.open_record(home)[declaration.name].verify()
    assert found.passed
    assert (found.captures, found.reread) == (6, 6)


def test_a_copy_under_another_name_is_one_capture_seen_twice(captures, cli):
    name = "pendingAgencies09052025am copy.xlsx"
    (captures / name).write_bytes((captures / "pendingAgencies09052025am.xlsx").read_bytes())
    cli("build", captures)
    capture = cli("editions").json()[-1]["captures"][-1]
    assert {capture["file"], *capture["also_seen_as"]} == {name, name.replace(" copy", "")}
    assert "nothing changed" in cli("build", captures).out


def test_one_name_can_carry_two_contents(captures, tmp_path, write_list, cli):
    write_list(tmp_path / "again" / "pendingAgencies09052025am.xlsx", [HALE])
    cli("build", captures, tmp_path / "again")
    editions = cli("editions").json()
    captures = [capture for edition in editions for capture in edition["captures"]]
    assert [c["file"] for c in captures].count("pendingAgencies09052025am.xlsx") == 2
    assert len({capture["sha256"] for capture in captures}) == len(captures) == 6
    assert cli("verify").code == 0


BAD = {
    "page.xlsx": (b"<!DOCTYPE html><html>404</html>", "HTML"),
    "empty.xlsx": (b"", "empty"),
    "text.xlsx": (b"STATE,COUNTY\n", "zip"),
    "pendingAgencies09062025am.xlsx": (b"PK\x03\x04" + b"\0" * 100, "zip"),
}


@pytest.fixture
def with_bad(captures):
    for name, (data, _) in BAD.items():
        (captures / name).write_bytes(data)
    whole = (captures / "pendingAgencies09052025am.xlsx").read_bytes()
    (captures / "pendingAgencies09072025am.xlsx").write_bytes(whole[: len(whole) // 2])
    odd = openpyxl.Workbook()
    odd.active.append(
        ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYP", "SIGNED")
    )
    odd.active.append((*BEE, "2025-09-01"))
    odd.save(captures / "participatingAgencies09072025am.xlsx")
    other = openpyxl.Workbook()
    other.active.append(("a", "b"))
    other.save(captures / "undated.xlsx")
    return captures


def test_what_cannot_be_read_is_kept_aside_and_the_rest_is_built(with_bad, cli):
    done = cli("build", with_bad)
    assert done.code == 1
    assert "2 editions of 5 captures" in done.out
    for name, (_, reason) in BAD.items():
        (line,) = [line for line in done.err.splitlines() if f" {name}: " in line]
        assert reason in line
    assert 'unknown column "SUPPORT TYP"' in done.err
    assert "SUPPORT TYPE" in done.err
    assert "7 of 12 files were kept aside; nothing else was lost" in done.err
    assert "ofrecord editions --rejected" in done.err
    rejected = {one["file"]: one for one in cli("editions", "--rejected").json()}
    assert rejected.keys() == {
        *BAD, "pendingAgencies09072025am.xlsx", "participatingAgencies09072025am.xlsx",
        "undated.xlsx",
    }  # fmt: skip
    assert {type(one["message"]) for one in rejected.values()} == {str}
    assert all(one["message"] for one in rejected.values())
    assert cli("verify").code == 0


def test_a_second_build_says_the_same_of_what_was_kept_aside(with_bad, cli, home):
    first = cli("build", with_bad)
    before = (home / "ice-287g" / "record").read_bytes()
    second = cli("build", with_bad)
    assert second.code == 1
    begins, _, rest = first.err.partition("\n")
    assert "begins" in begins
    assert second.err == rest
    assert "nothing changed: 5 files are in the record already" in second.out
    assert (home / "ice-287g" / "record").read_bytes() == before


def test_what_was_kept_aside_does_not_hold_up_the_next_folder(with_bad, tmp_path, write_list, cli):
    assert cli("build", with_bad).code == 1
    write_list(tmp_path / "more" / "pendingAgencies09082025am.xlsx", [HALE])
    assert cli("build", tmp_path / "more").code == 0
    assert len(cli("editions", "--rejected").json()) == 7


def test_what_was_kept_aside_is_taken_in_once_it_can_be_read(captures, cli, monkeypatch):
    """The bytes are the same; the reader learnt something."""
    inner = capturing.open_masked

    def fails(_):
        raise ReadError("not yet known", reason="malformed")

    monkeypatch.setattr(capturing, "open_masked", fails)
    assert cli("build", captures).code == 1
    assert len(cli("editions", "--rejected").json()) == 5
    monkeypatch.setattr(capturing, "open_masked", inner)
    assert cli("build", captures).code == 0
    assert cli("editions", "--rejected").json() == []
    assert len(cli("editions").json()) == 2


def test_a_path_inside_a_manifest_or_a_zip_reaches_nothing_outside(captures, tmp_path, cli, home):
    (captures / "manifest.csv").write_text("path,sha256,captured_at\n../../secret.xlsx,00,x\n")
    with zipfile.ZipFile(captures / "pendingAgencies09082025am.xlsx", "w") as archive:
        archive.writestr("../../../outside.txt", "x")
    before = {path for path in tmp_path.rglob("*") if home not in path.parents}
    assert cli("build", captures).code == 1
    after = {path for path in tmp_path.rglob("*") if home not in path.parents}
    assert after - before <= {home}


def test_an_empty_folder_is_a_wrong_request(tmp_path, cli):
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "notes.txt").write_text("x")
    done = cli("build", tmp_path / "none")
    assert done.code == 2
    assert "no captures" in done.err


@pytest.mark.skipif(os.getuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_kept_aside(captures, cli):
    (captures / "pendingAgencies09052025am.xlsx").chmod(0)
    done = cli("build", captures)
    assert done.code == 1
    assert "Permission denied" in done.err


def test_progress_and_words_go_to_stderr_and_the_outcome_to_stdout(captures, shell):
    done = shell("build", captures)
    assert done.returncode == 0
    assert done.stdout.count("\n") == 2
    assert "Traceback" not in done.stderr


# On the real captures -----------------------------------------------------------------------------


def test_every_real_capture_is_taken_in(real, shared):
    files = list((shared / "records" / "ice-287g").rglob("*.xlsx"))
    lists = [f for f in files if f.parent.name in {"participating", "pending"}]
    assert sum(len(edition.captures) for edition in real.editions()) == len(lists)
    assert real.rejections == ()


def test_building_the_real_captures_again_changes_nothing(
    real_home, shared, declaration, count_reads
):
    path = real_home / declaration.name / "record"
    before = path.read_bytes(), path.stat().st_mtime_ns
    report = build_record(real_home, [shared / "records" / declaration.name], declaration)
    assert not report.changed
    assert count_reads == []
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
