"""Workbooks written by hand, part by part, so that a test can make any of them wrong."""

import io
import zipfile
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape, quoteattr

import pytest

from ofrecord.read import ods_content, sheet
from ofrecord.read.ods import read_ods
from ofrecord.read.ods_rows import UsualRows
from ofrecord.read.workbook import Workbook, read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(entries: Mapping[str, tuple[str, str]]) -> str:
    """A list of relations: kind and target by id."""
    lines = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target={quoteattr(target)}'
        + (' TargetMode="External"/>' if kind == "hyperlink" else "/>")
        for name, (kind, target) in entries.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


@pytest.fixture(scope="session")
def pack() -> Callable[..., bytes]:
    """Packs parts into a zip file."""

    def pack(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return pack


@pytest.fixture(scope="session")
def parts() -> Callable[..., dict[str, str | bytes]]:
    """The parts of a workbook of one sheet, from the XML inside its ``sheetData``."""

    def parts(
        rows: str = "",
        *,
        strings: list[str] | None = None,
        formats: list[str] | None = None,
        links: Mapping[str, str] | None = None,
        after: str = "",
        workbook: str = "",
    ) -> dict[str, str | bytes]:
        book = {"rId1": ("worksheet", "worksheets/sheet1.xml")}
        made: dict[str, str | bytes] = {
            "xl/workbook.xml": (
                f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{workbook}<sheets>'
                '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheetData>{rows}</sheetData>'
                f"{after}</worksheet>"
            ),
        }
        if strings is not None:
            book["rId2"] = ("sharedStrings", "sharedStrings.xml")
            items = "".join(f'<si><t xml:space="preserve">{escape(s)}</t></si>' for s in strings)
            made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
        if formats is not None:
            book["rId3"] = ("styles", "styles.xml")
            codes = "".join(
                f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>'
                for at, code in enumerate(formats)
            )
            used = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
            made["xl/styles.xml"] = (
                f'<styleSheet xmlns="{MAIN}"><numFmts count="9">{codes}</numFmts>'
                f'<cellXfs count="9">{used}</cellXfs></styleSheet>'
            )
        if links is not None:
            made["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
                {name: ("hyperlink", address) for name, address in links.items()}
            )
        made["xl/_rels/workbook.xml.rels"] = relations(book)
        return made

    return parts


@pytest.fixture(scope="session")
def write(pack, parts) -> Callable[..., bytes]:
    """A workbook of one sheet, from the XML inside its ``sheetData``."""

    def write(rows: str = "", **more: object) -> bytes:
        return pack(parts(rows, **more))

    return write


@pytest.fixture(scope="session")
def read_slowly() -> Callable[[bytes], Workbook]:
    """Reads a workbook with every sheet going to the full XML parser."""

    def read(data: bytes) -> Workbook:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sheet, "_read_fast", lambda *_: None)
            return read_workbook(data)

    return read


@pytest.fixture(params=["pattern", "parser"])
def read(request, read_slowly) -> Callable[[bytes], Workbook]:
    """Reads a workbook in both ways, one after the other: what holds for one holds for both."""
    return read_workbook if request.param == "pattern" else read_slowly


@pytest.fixture(scope="session")
def read_ods_slowly() -> Callable[[bytes], Workbook]:
    """Reads a spreadsheet with every row going to the XML parser."""

    def read(data: bytes) -> Workbook:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ods_content, "cut_rows", lambda text, _: UsualRows(text))
            return read_ods(data)

    return read
