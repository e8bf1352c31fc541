"""The same reading as ``sheet``, by a full XML parser: for unusual writers, and as a check."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

from ofrecord.errors import ReadError
from ofrecord.read.sheet import COLUMNS, MAX_ROWS, trim_row

if TYPE_CHECKING:
    from ofrecord.read.cells import Row
    from ofrecord.read.sheet import CellReader

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


def read_sheet_tree(data: bytes, path: str, reader: CellReader) -> list[Row]:
    """The rows of a worksheet, each where its number says. Raises ``ReadError`` where the XML is not well-formed."""
    try:
        root = Tree.fromstring(data)  # noqa: S314  (document types are refused before)
    except Tree.ParseError as error:
        raise ReadError(f"{path} is not well-formed XML: {error}", reason="malformed") from None
    space = _STRICT if root.tag.startswith(_STRICT) else _MAIN
    by_number: dict[int, Row] = {}
    number = 0
    for element in root.iterfind(f"{space}sheetData/{space}row"):
        number = int(element.get("r") or number + 1)
        if not 1 <= number <= MAX_ROWS:
            raise ReadError(f"{path}: a row is numbered {number:,}", reason="malformed")
        by_number[number] = trim_row(tuple(_read_row(element, space, path, reader)))
    return [by_number.get(number + 1, ()) for number in range(max(by_number, default=0))]


def _read_row(element: Tree.Element, space: str, path: str, reader: CellReader) -> list[str]:
    cells: list[str] = []
    index = -1
    for cell in element.iterfind(f"{space}c"):
        if cell.find(f"{space}f") is not None:
            raise ReadError(
                f"{path} holds formulas, whose values cannot be vouched for", reason="formulas"
            )
        letters = (cell.get("r") or "").rstrip("0123456789")
        index = COLUMNS[letters] if letters else index + 1
        cells.extend("" for _ in range(index + 1 - len(cells)))
        cells[index] = _read_cell(cell, space, reader)
    return cells


def _read_cell(cell: Tree.Element, space: str, reader: CellReader) -> str:
    inline = cell.find(f"{space}is")
    if inline is not None:
        runs = (inline, *inline.findall(f"{space}r"))
        return "".join((text.text or "") for run in runs for text in run.findall(f"{space}t"))
    value = cell.find(f"{space}v")
    if value is None:
        return ""
    return reader.decode(cell.get("s") or "", cell.get("t") or "n", value.text or "")
