"""Whatever a folder holds, the rest of it is built, and what is kept aside says why."""

import hashlib
import io
import os
import struct
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.pipeline import build_record, record_path

GOOD = "pendingAgencies09052025pm.xlsx"
ROW = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Warrant Service Officer")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def rewrite(data: bytes, change) -> bytes:
    """The workbook with its parts changed: ``change`` takes and gives a dictionary of them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(parts).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_part(name: str, content: bytes):
    return lambda data: rewrite(data, lambda parts: {**parts, name: content})


def with_cell(value: object):
    def change(data: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        book.active["F2"] = value
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    return change


def in_sheet(old: str, new: str):
    name = "xl/worksheets/sheet1.xml"

    def change(data: bytes) -> bytes:
        return rewrite(
            data, lambda parts: {**parts, name: parts[name].replace(old.encode(), new.encode(), 1)}
        )

    return change


def lie_about_size(data: bytes) -> bytes:
    data = rewrite(data, lambda parts: {**parts, "xl/styles.xml": b"<a>" * 5_000_000})
    at = data.rindex(b"xl/styles.xml") - 46 + 24
    return data[:at] + struct.pack("<I", 10) + data[at + 4 :]


def wrong_checksum(data: bytes) -> bytes:
    at = data.rindex(b"xl/workbook.xml") - 46 + 16
    return data[:at] + b"\xde\xad\xbe\xef" + data[at + 4 :]


def overlapping(data: bytes) -> bytes:
    """Every entry of the directory leads to the same packed bytes."""
    at = data.rindex(b"xl/styles.xml") - 46
    return data[: at + 42] + struct.pack("<I", 0) + data[at + 46 :]


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
)
DEEP = "<x>" * 100_000
SHEET = "xl/worksheets/sheet1.xml"

BAD = {
    "an HTML error page": (lambda _: b"<!DOCTYPE html><title>403</title>", "read", "HTML page"),
    "an empty file": (lambda _: b"", "read", "the file is empty"),
    "zero bytes": (lambda _: b"\x00" * 20_000, "read", "zero bytes"),
    "a PDF": (lambda _: b"%PDF-1.7 ...", "read", "PDF"),
    "an old Office file": (lambda _: b"\xd0\xcf\x11\xe0" + b"\x00" * 99, "read", "OLE"),
    "a cut zip": (lambda data: data[: len(data) // 2], "read", "cut short"),
    "a wrong checksum": (wrong_checksum, "read", "fails its checksum"),
    "a size that lies": (lie_about_size, "read", "does not inflate to the 10 bytes"),
    "parts that overlap": (overlapping, "read", "is not where the directory says"),
    "a sheet of 100 MB": (with_part(SHEET, b" " * 100_000_000), "read", "100,000,000 bytes"),
    "a zip of zips": (
        lambda data: rewrite(data, lambda _: {f"lib {n}.zip": data for n in range(16)}),
        "read",
        "holds no workbook",
    ),
    "very many parts": (
        lambda data: rewrite(data, lambda p: p | {f"x/{n}.xml": b"" for n in range(2_100)}),
        "read",
        "parts",
    ),
    "a part outside the file": (with_part("../../evil.xml", b"x"), "read", "outside the file"),
    "external links": (
        with_part("xl/externalLinks/externalLink1.xml", b"<a/>"),
        "read",
        "links to other workbooks",
    ),
    "macros": (with_part("xl/vbaProject.bin", b"x"), "read", "a program (macros)"),
    "a formula": (with_cell("=1+1"), "read", "holds formulas"),
    "laughs in the sheet": (with_part(SHEET, LAUGHS.encode()), "read", "document type"),
    "laughs in UTF-16": (with_part(SHEET, LAUGHS.encode("utf-16")), "read", "document type"),
    "laughs in the relations": (
        with_part("xl/_rels/workbook.xml.rels", LAUGHS.encode("utf-16-le")),
        "read",
        "document type",
    ),
    "deep nesting": (in_sheet("<sheetData>", f"<sheetData>{DEEP}"), "read", "nests elements"),
    "a row beyond any sheet": (
        in_sheet('<row r="2"', '<row r="2147483648"'),
        "read",
        "a row is numbered '2147483648'",
    ),
    "a column beyond any sheet": (in_sheet('r="A2"', 'r="ZZZZ2"'), "read", "ZZZZ2"),
    "an unknown column": (
        lambda data: rewrite(
            data,
            lambda p: {
                name: content.replace(b"SUPPORT TYPE", b"SUPPORT TYP")
                for name, content in p.items()
            },
        ),
        "layout",
        'unknown column "SUPPORT TYP" (did you mean "SUPPORT TYPE"?)',
    ),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory, write_list) -> bytes:
    """A small workbook as the publisher's are."""
    return write_list(tmp_path_factory.mktemp("good") / GOOD, [ROW]).read_bytes()


@pytest.fixture
def folder(tmp_path, good):
    (tmp_path / "captures").mkdir()
    (tmp_path / "captures" / GOOD).write_bytes(good)
    return tmp_path / "captures"


@pytest.mark.parametrize("case", BAD)
def test_one_bad_capture_is_kept_aside_and_the_rest_is_built(
    case, folder, good, tmp_path, declaration
):
    change, code, message = BAD[case]
    data = change(good)
    (folder / "pendingAgencies09042025pm.xlsx").write_bytes(data)
    home = tmp_path / "home"
    report = build_record(home, [folder], declaration)
    (rejection,) = report.rejections
    assert report.refused == report.rejections
    assert (report.captures, report.editions) == (1, 1)
    assert (rejection.file, rejection.code) == ("pendingAgencies09042025pm.xlsx", code)
    assert (rejection.sha256, rejection.bytes) == (hashlib.sha256(data).hexdigest(), len(data))
    assert message in rejection.message
    assert rejection.message.isprintable()
    assert CaptureShelf(home / "captures").read(rejection.sha256) == data
    before = record_path(home, declaration.name).read_bytes()
    again = build_record(home, [folder], declaration)
    assert (again.changed, again.rejections) == (False, report.rejections)
    assert record_path(home, declaration.name).read_bytes() == before


def test_all_of_them_at_once_take_bounded_memory(folder, good, tmp_path):
    for number, (change, _, _) in enumerate(BAD.values()):
        (folder / f"pendingAgencies{number:02}012025pm.xlsx").write_bytes(change(good))
    # Its own peak: what getrusage calls one is the parent's where that was larger.
    code = (
        "import re, resource, sys; from pathlib import Path;"
        "from ofrecord.pipeline import build_record;"
        "from ofrecord.register import register_named;"
        "report = build_record(Path(sys.argv[1]), [Path(sys.argv[2])], register_named('ice-287g'));"
        "status = Path('/proc/self/status');"
        "peak = int(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1]) * 1024"
        " if status.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "print(report.captures, len(report.rejections), peak)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "home", folder],
        capture_output=True,
        text=True,
        check=True,
    )
    captures, rejections, memory = map(int, done.stdout.split())
    assert (captures, rejections) == (1, len(BAD))
    assert memory < 600_000_000


@pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and odd names")
def test_files_that_are_no_files_are_kept_aside(folder, tmp_path, declaration):
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "folder.xlsx").mkdir()
    (folder / "out.xlsx").symlink_to("/etc/passwd")
    (folder / "round.xlsx").symlink_to("round.xlsx")
    (folder / "bell\a\n\N{GRINNING FACE}.xlsx").write_bytes(b"x")
    report = build_record(tmp_path / "home", [folder], declaration)
    said = {rejection.file: rejection.message for rejection in report.rejections}
    assert said.keys() == {
        "pipe.xlsx",
        "out.xlsx",
        "round.xlsx",
        "bell\\x07\\n\N{GRINNING FACE}.xlsx",
    }
    assert said["out.xlsx"] == "it is a link that leads out of the folder"
    assert said["pipe.xlsx"] == "it is not a regular file"
    assert all(text.isprintable() for pair in said.items() for text in pair)
    assert (report.captures, report.editions) == (1, 1)
    kept = [p for p in (tmp_path / "home" / "captures").glob("??/*") if p.is_file()]
    assert len(kept) == 2


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00\x01", b'path,sha256\n"a,b\n', b"path,sha256\n" + b"x" * 200_000],
    ids=["binary", "broken", "huge"],
)
def test_a_broken_manifest_is_named_and_the_captures_beside_it_are_built(
    content, folder, tmp_path, declaration
):
    (folder / "manifest.csv").write_bytes(content)
    home = tmp_path / "home"
    report = build_record(home, [folder], declaration)
    (rejection,) = report.rejections
    assert (rejection.file, rejection.code) == ("manifest.csv", "capture")
    assert "cannot be read as a list of captures" in rejection.message
    assert (report.captures, report.editions) == (1, 1)
    assert not build_record(home, [folder], declaration).changed
    (folder / "manifest.csv").write_text("path,sha256\n")
    mended = build_record(home, [folder], declaration)
    assert (mended.changed, mended.rejections) == (True, ())


def test_a_manifest_opens_no_file_that_it_names(folder, good, tmp_path, declaration):
    sha256 = hashlib.sha256(good).hexdigest()
    (tmp_path / "secret.xlsx").write_bytes(b"secret")
    lines = [f"../secret.xlsx,{sha256}", "/etc/passwd," + "0" * 64, f"..\\..\\a.xlsx,{sha256}"]
    (folder / "manifest.csv").write_text("path,sha256\n" + "\n".join(lines))
    report = build_record(tmp_path / "home", [folder], declaration)
    assert (report.captures, report.rejections) == (1, ())
    kept = [p for p in (tmp_path / "home" / "captures").glob("??/*") if p.is_file()]
    assert [path.read_bytes() for path in kept] == [good]
