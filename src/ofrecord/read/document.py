"""Which kind of document a file's bytes are, and its sheets whichever it is."""

from __future__ import annotations

import re
from contextlib import suppress
from enum import StrEnum

from ofrecord.errors import ReadError
from ofrecord.read.container import open_container
from ofrecord.read.delimited import read_delimited
from ofrecord.read.objects import read_objects
from ofrecord.read.ods import OPEN_DOCUMENT, read_ods
from ofrecord.read.workbook import Workbook, read_workbook

_ZIP = b"PK\x03\x04"
_ODS_HEAD = b"mimetype" + OPEN_DOCUMENT.encode()
_USUAL = (b"[Content_Types].xml", b"xl/", b"_rels/", b"docProps/")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 1_024
_MARKUP = re.compile(rb"<(?:!|\?|html|head|body|office:)", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1e]")
_TEXT = re.compile(
    rb"(?:\xef\xbb\xbf)?[^%\x00-\x08\x0e-\x1f\x7f-\xff][^\x00-\x08\x0e-\x1f\x7f-\xff]*,"
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1e]|\A(?:%PDF|\xd0\xcf\x11\xe0|\x1f\x8b)")


class Format(StrEnum):
    """What a document's bytes are."""

    XLSX = "xlsx"
    ODS = "ods"
    OBJECTS = "objects"
    DELIMITED = "delimited"
    OTHER = "other"


def sniff_format(data: bytes) -> Format:
    """What the bytes are by their beginning, whatever the file is called.

    Nothing is unpacked, and nothing is promised: a file of a format can still be refused by its
    reader. A zip file that is no OpenDocument counts as a workbook.

    >>> sniff_format(b'[{"day": 1}]'), sniff_format(b"day,killed"), sniff_format(b"<html>")
    (<Format.OBJECTS: 'objects'>, <Format.DELIMITED: 'delimited'>, <Format.OTHER: 'other'>)
    """
    if data[:4] == _ZIP:
        return _sniff_zip(data)
    head = data[:_LOOKED_AT]
    if head[:2] in _UTF_16:
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] in {b"[", b"{"}:
        return Format.OBJECTS
    if not head or _MARKUP.match(head) or b"<html" in head.lower() or _BINARY.search(head):
        return Format.OTHER
    return Format.DELIMITED


def _sniff_zip(data: bytes) -> Format:
    if data.startswith(_ODS_HEAD, 30):
        return Format.ODS
    if not data.startswith(_USUAL, 30):
        with suppress(ReadError):
            container = open_container(data)
            if "mimetype" in container and "content.xml" in container:
                return Format.ODS
    return Format.XLSX


def read_document(data: bytes) -> Workbook:
    r"""The sheets of a workbook, a spreadsheet, a delimited text or JSON objects.

    Raises ``ReadError`` for what is none of them, or is one that is not whole and safe.

    >>> read_document(b"day,killed\n2025-07-21,963\n").sheets[0].rows[1]
    ('2025-07-21', '963')
    """
    match sniff_format(data):
        case Format.XLSX:
            return read_workbook(data)
        case Format.ODS:
            return read_ods(data)
        case Format.OBJECTS:
            return read_objects(data)
        case Format.DELIMITED:
            return read_delimited(data)
    control = _CONTROL.search(data[:_LOOKED_AT])
    if control and _TEXT.match(data[: control.start()]):
        line = data.count(b"\n", 0, control.start()) + 1
        raise ReadError(
            f"line {line} holds a control character (U+{control[0][0]:04X}), which no text has",
            reason="malformed",
        )
    open_container(data)
    raise ReadError("this is no document with a table", reason="not-a-workbook")
