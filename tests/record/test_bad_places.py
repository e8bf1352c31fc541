"""What cannot be written, and what is no capture, is said in one line; the rest is built."""

import os

import pytest

from ofrecord.errors import RecordError
from ofrecord.pipeline import build_record
from ofrecord.record.store import encode_record, read_record, write_record

ROW = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Warrant Service Officer")
NAME = "pendingAgencies09052025pm.xlsx"


@pytest.fixture
def captures(tmp_path, write_list):
    write_list(tmp_path / "captures" / NAME, [ROW])
    return tmp_path / "captures"


def test_a_home_that_is_a_file_is_said_to_be_unwritable(captures, tmp_path, declaration, cli):
    home = tmp_path / "file"
    home.write_text("not a folder")
    with pytest.raises(RecordError, match="cannot be written"):
        build_record(home, [captures], declaration)
    done = cli("--home", home, "build", captures)
    assert (done.code, done.out) == (1, "")
    assert "cannot be written" in done.err
    assert "--home" in done.err


def test_a_shelf_that_cannot_be_written_stops_the_build(captures, tmp_path, cli):
    home = tmp_path / "home"
    home.mkdir()
    (home / "captures").write_text("not a folder")
    done = cli("--home", home, "build", captures)
    assert (done.code, done.out) == (1, "")
    assert "cannot be written" in done.err
    assert read_record(home / "ice-287g" / "record") is None


def test_a_disk_that_is_full_leaves_the_record_as_it_was(bundled, tmp_path, monkeypatch):
    path = tmp_path / "record"
    write_record(path, bundled.stored)
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RecordError, match="No space left on device"):
        write_record(path, bundled.stored)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["record"]


def test_what_a_killed_build_left_behind_is_never_read_and_is_taken_away(bundled, tmp_path):
    path = tmp_path / "record"
    left_over = tmp_path / "record.1234.part"
    left_over.write_bytes(encode_record(bundled.stored)[:1000])
    assert read_record(path) is None
    write_record(path, bundled.stored)
    assert not left_over.exists()
    assert read_record(path) == bundled.stored


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_named_like_a_capture_does_not_hold_up_the_build(captures, cli, home):
    os.mkfifo(captures / "pendingAgencies09062025pm.xlsx")
    done = cli("build", captures)
    assert done.code == 1
    assert "pendingAgencies09062025pm.xlsx: it is not a regular file" in done.err
    assert "1 edition of 1 capture" in done.out
    (rejected,) = cli("--home", home, "editions", "--rejected").json()
    assert rejected["sha256"] is None


def test_a_file_name_that_is_no_text_stops_nothing(captures, write_list, cli):
    odd = os.fsdecode(b"pendingAgencies09042025pm\xff.xlsx")
    write_list(captures / "pending.xlsx", [ROW, ROW]).rename(captures / odd)
    done = cli("build", captures)
    assert done.code == 0, done.err
    assert "2 new captures of 2 files" in done.out
    names = [e["captures"][0]["file"] for e in cli("editions").json()]
    assert names == ["pendingAgencies09042025pm\N{REPLACEMENT CHARACTER}.xlsx", NAME]


def test_a_build_that_changes_nothing_counts_only_what_is_in_the_record(captures, cli):
    (captures / "bad.xlsx").write_bytes(b"")
    assert cli("build", captures).code == 1
    again = cli("build", captures)
    assert again.code == 1
    assert "nothing changed: 1 files are in the record already" in again.out
    assert "1 of 2 files were kept aside" in again.err
