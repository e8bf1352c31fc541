"""Kept bytes are read again in whatever format they are."""

import hashlib

import pytest

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.read.document import read_document
from ofrecord.record.checking import _reread
from ofrecord.record.facts import digest_rows


@pytest.mark.parametrize("format_", ["ods", "objects", "delimited"])
def test_bytes_of_every_format_are_compared_with_the_record(format_, make_ods, tmp_path):
    data = {
        "ods": make_ods({"SB_01": [["Date", "Arrived"], ["2025-09-06", 1101]]}),
        "objects": b'[{"day": "2025-07-21", "killed": 963}]',
        "delimited": b"day,launched\n2025-09-07,810\n",
    }[format_]
    shelf = CaptureShelf(tmp_path / "captures")
    sha256 = hashlib.sha256(data).hexdigest()
    shelf.keep(sha256, data)
    cells = digest_rows(sheet.rows for sheet in read_document(data).sheets)
    assert _reread(shelf, sha256, cells) == ""
    assert "other cells" in _reread(shelf, sha256, digest_rows([[("a",)]]))
    unread = hashlib.sha256(b"<html>").hexdigest()
    shelf.keep(unread, b"<html>")
    assert "HTML page" in _reread(shelf, unread, cells)
