"""What a document is, is told by its bytes alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import ReadError
from ofrecord.read import container
from ofrecord.read.document import Format, read_document, sniff_format


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"", Format.OTHER),
        (b" \n", Format.OTHER),
        (b'[{"a": 1}]', Format.OBJECTS),
        (b'\xef\xbb\xbf \n{"a": 1}', Format.OBJECTS),
        ('[{"a": 1}]'.encode("utf-16"), Format.OBJECTS),
        (b"a,b\n", Format.DELIMITED),
        (b"PKey,b\n", Format.DELIMITED),
        (b"<5,b\n", Format.DELIMITED),
        (b"\xef\xbb\xbfa,b\n", Format.DELIMITED),
        ("a,b\n".encode("utf-16"), Format.DELIMITED),
        ("d\xe9but,b\n".encode("latin-1"), Format.DELIMITED),
        (b"version https://git-lfs.github.com/spec/v1\n", Format.DELIMITED),
        (b"<!DOCTYPE html><p>", Format.OTHER),
        (b"\n<html>", Format.OTHER),
        (b'<?xml version="1.0"?><office:document>', Format.OTHER),
        (b"%PDF-1.7\n", Format.OTHER),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.OTHER),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Format.OTHER),
        (b"\x1f\x8b\x08", Format.OTHER),
        (b"PK\x05\x06" + bytes(18), Format.OTHER),
        (b"PK\x03\x04", Format.XLSX),
    ],
)
def test_bytes_are_told_by_how_they_begin(data, format_):
    assert sniff_format(data) is format_
    if format_ is Format.OTHER:
        with pytest.raises(ReadError):
            read_document(data)


def test_zip_files_are_told_apart_without_unpacking(make_ods, write, pack, monkeypatch):
    monkeypatch.setattr(container.Container, "read", None)
    assert sniff_format(make_ods()) is Format.ODS
    assert sniff_format(make_ods(mimetype_first=False)) is Format.ODS
    assert sniff_format(make_ods(mimetype="application/vnd.oasis.opendocument.text")) is Format.ODS
    assert sniff_format(write()) is Format.XLSX
    assert sniff_format(pack({"word/document.xml": "<a/>"})) is Format.XLSX


def test_a_document_is_read_whatever_it_is(make_ods, write):
    row = '<row r="1"><c r="A1"><v>7</v></c></row>'
    found = [
        read_document(data).sheets[0].rows[-1]
        for data in (
            write(row),
            make_ods({"a": [[7]]}),
            make_ods({"a": [[7]]}, mimetype_first=False),
            b'[{"a": 7}]',
            b"a\n7\n",
        )
    ]
    assert found == [*[("7\x1fn",)] * 4, ("7",)]


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (b"", "empty", "empty"),
        (b"<html>Access denied", "not-a-workbook", "HTML page"),
        (b"%PDF-1.7", "not-a-workbook", "PDF"),
        (b'<?xml version="1.0"?>\n<office:document>', "not-a-workbook", r"\.fods"),
        (b"<?xml version='1.0'?><rss/>", "not-a-workbook", "not a zip file"),
        (b"PK\x03\x04", "truncated", "cut short"),
        (b"version https://git-lfs.github.com/spec/v1\n", "not-a-table", "LFS"),
    ],
)
def test_what_is_none_is_refused_with_what_it_is(data, reason, message):
    with pytest.raises(ReadError, match=message) as caught:
        read_document(data)
    assert caught.value.reason == reason


@given(data=st.binary(max_size=100))
def test_any_bytes_are_told_and_read_or_refused(data):
    for begun in (data, b"PK\x03\x04" + data, b"[" + data, b"\xff\xfe" + data):
        assert sniff_format(begun) in Format
        try:
            read_document(begun)
        except ReadError as error:
            assert str(error).isprintable()  # noqa: PT017  (either outcome is right)


def test_real_documents_are_what_they_are(shared):
    told = {
        path.suffix: sniff_format(path.read_bytes())
        for folder in ("uk-small-boats", "ocha-west-bank", "ukraine-air-attacks")
        for path in (shared / "records" / folder).glob("*/*.*")
    }
    assert told[".ods"] is Format.ODS
    assert told[".json"] is Format.OBJECTS
    assert told[".csv"] is Format.DELIMITED
    assert told[".html"] is Format.OTHER
