"""A folder is put in place file by file; what no export wrote there is never touched."""

import subprocess
import sys
import textwrap
import threading

import pytest

from ofrecord.errors import BadRequest, OfRecordError
from ofrecord.export.folder import SUMS, put_in_place, staged, sum_of


@pytest.fixture
def put(tmp_path):
    """Puts files, given as texts by path, in place in a folder."""
    folder = tmp_path / "out"

    def run(**files: str):
        with staged(folder, tmp_path / "home") as stage:
            for name, text in files.items():
                path = stage / name.replace("__", "/")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            return put_in_place(stage, folder, tmp_path / "home")

    run.folder = folder
    return run


def test_files_are_written_and_named_with_their_sums(put):
    placed = put(a="1", data__b="2")
    assert placed.written == ("a", "data/b")
    assert (put.folder / "data" / "b").read_text() == "2"
    lines = (put.folder / SUMS).read_text().splitlines()
    assert lines == [f"{sum_of(put.folder / name)}  {name}" for name in ("a", "data/b")]
    assert sorted(path.name for path in put.folder.iterdir()) == [SUMS, "a", "data"]


def test_what_an_export_wrote_is_replaced_and_what_it_no_longer_writes_taken_away(put):
    put(a="1", b="2", data__c="3")
    placed = put(a="1", b="22")
    assert (placed.written, placed.same, placed.removed) == (("b",), ("a",), ("data/c",))
    assert (put.folder / "b").read_text() == "22"
    assert not (put.folder / "data").exists()


def test_files_of_others_are_left_and_told(put):
    put.folder.mkdir()
    (put.folder / "a").write_text("mine")
    (put.folder / "notes.txt").write_text("mine too")
    placed = put(a="1", b="2")
    assert (placed.left, placed.written, placed.others) == (("a",), ("b",), 1)
    assert (put.folder / "a").read_text() == "mine"
    assert "  a\n" not in (put.folder / SUMS).read_text()
    assert put(b="3").left == ()
    assert (put.folder / "notes.txt").read_text() == "mine too"


def test_a_file_that_was_changed_since_is_no_longer_an_exports(put):
    put(a="1", b="2")
    (put.folder / "a").write_text("changed by hand")
    (put.folder / "b").write_text("changed too")
    placed = put(a="11")
    assert placed.left == ("a",)
    assert placed.removed == ()
    assert (put.folder / "a").read_text() == "changed by hand"
    assert (put.folder / "b").read_text() == "changed too"


def test_a_link_that_leads_elsewhere_is_not_followed(put, tmp_path):
    put.folder.mkdir()
    other = tmp_path / "other"
    other.write_text("other")
    (put.folder / "a").symlink_to(other)
    assert put(a="1").left == ("a",)
    assert other.read_text() == "other"


def test_a_folder_that_leads_into_the_home_is_not_written_to(put, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    put.folder.mkdir()
    (put.folder / "data").symlink_to(home)
    assert put(data__record="1").left == ("data/record",)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("inside", ["", "ice-287g", "a/b/../c"])
def test_a_folder_in_the_home_is_refused(tmp_path, inside):
    with pytest.raises(BadRequest, match="home of records"), staged(tmp_path / inside, tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadRequest, match="not a folder"), staged(tmp_path / "file", tmp_path / "h"):
        pass


def test_nothing_is_left_behind_by_what_fails(tmp_path):
    folder = tmp_path / "out"
    with (
        pytest.raises(OfRecordError, match="cannot be written"),
        staged(folder, tmp_path / "home") as stage,
    ):
        (stage / "none" / "a").write_text("half")
    assert list(folder.iterdir()) == []


def test_an_export_that_is_killed_leaves_whole_files_that_the_next_one_replaces(tmp_path):
    """Killed while it moves files: each is the old or the new, and each counts as an export's."""
    program = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from ofrecord.export.folder import put_in_place, staged
        folder, home, text, slow = Path(sys.argv[1]), Path("home"), sys.argv[2], sys.argv[3]
        with staged(folder, home) as stage:
            for number in range(20):
                (stage / f"{number:02}").write_text(text * 1000)
            if slow == "slow":
                move = Path.replace
                def replace(self, target):
                    move(self, target)
                    if self.name == "09":
                        print("half-way", flush=True)
                        time.sleep(60)
                Path.replace = replace
            put_in_place(stage, folder, home)
        """
    )
    folder = tmp_path / "out"
    run = [sys.executable, "-c", program, str(folder)]
    subprocess.run([*run, "a", "fast"], check=True, cwd=tmp_path)
    with subprocess.Popen(
        [*run, "b", "slow"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout
        assert killed.stdout.readline() == "half-way\n"
        killed.kill()
    texts = {path.name: path.read_text() for path in folder.glob("[0-9]*")}
    assert set(texts.values()) == {"a" * 1000, "b" * 1000}
    subprocess.run([*run, "c", "fast"], check=True, cwd=tmp_path)
    assert {path.read_text() for path in folder.glob("[0-9]*")} == {"c" * 1000}
    assert sorted(path.name for path in folder.iterdir()) == [*(f"{n:02}" for n in range(20)), SUMS]


def test_who_has_to_wait_for_another_export_is_told(tmp_path):
    told = threading.Event()

    def second():
        with staged(tmp_path / "out", tmp_path / "home", told.set):
            pass

    other = threading.Thread(target=second)
    with staged(tmp_path / "out", tmp_path / "home", told.set):
        assert not told.is_set()
        other.start()
        assert told.wait(10)
    other.join()
