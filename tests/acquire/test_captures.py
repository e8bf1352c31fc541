"""The bytes of captures are kept whole under their sha256, and given back only so."""

import hashlib

import pytest

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.errors import CaptureError

DATA = b"abc"
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def shelf(tmp_path):
    return CaptureShelf(tmp_path / "captures")


def test_bytes_come_back_as_they_were(shelf):
    shelf.keep(SHA, DATA)
    shelf.keep(SHA, DATA)
    assert shelf.read(SHA) == DATA
    assert [path for path in shelf.folder.rglob("*") if path.is_file()] == [shelf.path_of(SHA)]


def test_bytes_that_are_not_held_are_named(shelf):
    with pytest.raises(CaptureError, match=f"the capture {SHA} is not held here"):
        shelf.read(SHA)


def test_bytes_that_changed_on_the_disk_are_not_given_out(shelf):
    shelf.keep(SHA, DATA)
    shelf.path_of(SHA).write_bytes(b"abd")
    with pytest.raises(CaptureError, match="is damaged"):
        shelf.read(SHA)


def test_what_stands_on_the_shelf_is_not_written_again(shelf):
    shelf.keep(SHA, DATA)
    before = shelf.path_of(SHA).stat().st_mtime_ns
    shelf.keep(SHA, DATA)
    assert shelf.path_of(SHA).stat().st_mtime_ns == before


def test_a_shelf_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "captures").write_text("a file")
    with pytest.raises(CaptureError, match="cannot be written"):
        CaptureShelf(tmp_path / "captures").keep(SHA, DATA)
