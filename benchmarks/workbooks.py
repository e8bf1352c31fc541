"""Writes made editions as .xlsx files, of the shape in which Excel writes the real ones."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from benchmarks.generate import Printing
from ofrecord.read.cells import Kind, kind_of, link_of, text_of
from ofrecord.record.facts import Row

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BOOK = (
    f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


def write_workbooks(printings: Iterable[Printing], folder: Path) -> list[Path]:
    """One file for each edition, named as the publisher names them."""
    folder.mkdir(parents=True)
    written = []
    for printing in printings:
        stem = f"{printing.list}Agencies{printing.day:%m%d%Y}{printing.part}"
        path = folder / f"{stem}.xlsx"
        _write(path, printing.rows)
        written.append(path)
    return written


def _write(path: Path, rows: list[Row]) -> None:
    strings: dict[str, int] = {}
    lines, places, targets = [], [], []
    for number, row in enumerate(rows, start=1):
        cells = []
        for letter, cell in zip("ABCDEFGH", row, strict=False):
            text = text_of(cell)
            if kind_of(cell) is Kind.DATE:
                cells.append(f'<c r="{letter}{number}" s="1"><v>{_serial(text)}</v></c>')
            elif text:
                index = strings.setdefault(text, len(strings))
                cells.append(f'<c r="{letter}{number}" t="s"><v>{index}</v></c>')
            if link_of(cell):
                targets.append(link_of(cell))
                places.append(f'<hyperlink ref="{letter}{number}" r:id="rId{len(targets)}"/>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    links = f"<hyperlinks>{''.join(places)}</hyperlinks>" if places else ""
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheetData>{''.join(lines)}</sheetData>{links}</worksheet>"
    )
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/hyperlink" Target={quoteattr(target)} '
        'TargetMode="External"/>'
        for number, target in enumerate(targets, start=1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        archive.writestr("xl/styles.xml", _STYLES)
        archive.writestr("xl/sharedStrings.xml", f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>')
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if targets:
            archive.writestr(
                "xl/worksheets/_rels/sheet1.xml.rels",
                f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
            )


def _serial(day: str) -> int:
    return (date.fromisoformat(day) - date(1899, 12, 30)).days
