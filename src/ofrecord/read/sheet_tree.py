"""The same reading as ``sheet``, by a full XML parser: for unusual writers, and as a check."""

from __future__ import annotations

from dataclasses import dataclass, field

from ofrecord.errors import ReadError
from ofrecord.read.cell_markup import CellReader
from ofrecord.read.cells import Row
from ofrecord.read.links import Link
from ofrecord.read.references import MAX_ROWS, read_area
from ofrecord.read.xml_events import parse_events

MAX_CELLS = 4_000_000
"""No sheet may spread over more cells than this, blank ones before a printed one included."""
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_NAMES = {
    f"{space} {name}": name
    for space in _MAIN
    for name in (
        *("worksheet", "sheetData", "row", "c", "v", "f", "is", "r", "t"),
        *("hyperlinks", "hyperlink"),
    )
}
_SHEET = ["worksheet"]
_TABLE = [*_SHEET, "sheetData"]
_ROW = [*_TABLE, "row"]
_CELL = [*_ROW, "c"]
_TEXTS = ([*_CELL, "v"], [*_CELL, "is", "t"], [*_CELL, "is", "r", "t"])
_LINKS = [*_SHEET, "hyperlinks"]
_TRUE = frozenset({"1", "true"})


@dataclass(slots=True)
class SheetTree:
    """What a worksheet's XML holds: rows by their numbers, hidden rows, links."""

    part: str
    reader: CellReader
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tables: int = 0
    """How many times the sheet's rows begin: once, in a sound sheet."""
    parents: list[str] = field(default_factory=list)
    number: int = 0
    column: int = -1
    style: str = "0"
    kind: str = "n"
    inline: bool = False
    texts: list[str] = field(default_factory=list)

    def rows(self) -> list[Row]:
        """The rows, each where its number says, without the blank cells at its end."""
        spread = sum(max(row, default=-1) + 1 for row in self.cells.values())
        if spread > MAX_CELLS:
            raise ReadError(f"{self.part} spreads over {spread:,} cells", reason="too-large")
        rows: list[Row] = [()] * max(self.cells, default=0)
        for number, by_column in self.cells.items():
            row = [""] * (max(by_column) + 1)
            for column, cell in by_column.items():
                row[column] = cell
            rows[number - 1] = tuple(row)
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes in that an element begins."""
        short = _NAMES.get(name, "")
        parents = self.parents
        if not parents and short != "worksheet":
            raise ReadError(f"{self.part} is no worksheet: it begins {name!r}", reason="malformed")
        if short == "c" and parents == _ROW:
            self._start_cell(attributes)
        elif short == "row" and parents == _TABLE:
            self._start_row(attributes)
        elif short == "is" and parents == _CELL:
            self.inline = True
        elif short == "f" and parents == _CELL:
            raise ReadError(
                f"{self.part} holds formulas, whose values cannot be vouched for",
                reason="formulas",
            )
        elif short == "hyperlink" and parents == _LINKS:
            self._start_link(attributes)
        elif short == "sheetData" and parents == _SHEET:
            self.tables += 1
        parents.append(short)

    def end(self, _: str) -> None:
        """Takes in that an element ends."""
        ended = self.parents == _CELL
        self.parents.pop()
        if not ended or not self.texts:
            return
        kind = "inlineStr" if self.inline else self.kind
        cell = self.reader.decode(self.style, kind, "".join(self.texts))
        self.texts.clear()
        if not cell:
            return
        by_column = self.cells.setdefault(self.number, {})
        if self.column in by_column:
            raise ReadError(
                f"{self.part}: two cells of row {self.number} stand in one column",
                reason="malformed",
            )
        by_column[self.column] = cell

    def characters(self, text: str) -> None:
        """Takes in text, where it is that of a cell."""
        if self.parents in _TEXTS:
            self.texts.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if number is None:
            self.number += 1
        elif number.isascii() and number.isdigit() and len(number) < 10:
            self.number = int(number)
        else:
            raise ReadError(f"{self.part}: a row is numbered {number[:40]!r}", reason="malformed")
        if not 1 <= self.number <= MAX_ROWS:
            raise ReadError(
                f"{self.part}: a row is numbered {self.number:,}; at most {MAX_ROWS:,} may be",
                reason="malformed",
            )
        if attributes.get("hidden") in _TRUE:
            self.hidden.append(self.number)
        self.column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            area = read_area(reference)
            if area is None or area[0] != self.number or ":" in reference:
                raise ReadError(
                    f"{self.part}: a cell of row {self.number} is at {reference[:40]!r}",
                    reason="malformed",
                )
            self.column = area[2]
        self.style, self.kind = attributes.get("s", "0"), attributes.get("t", "n")
        self.inline = False

    def _start_link(self, attributes: dict[str, str]) -> None:
        relation = next((attributes[key] for key in attributes if key.endswith(" id")), "")
        location = attributes.get("location", "")
        self.links.append(Link(attributes.get("ref", ""), relation, location))


def read_sheet_tree(text: str, part: str, reader: CellReader) -> SheetTree:
    """The rows, hidden rows and links of a worksheet; ``ReadError`` where its XML is not sound."""
    tree = SheetTree(part, reader)
    parse_events(text, part, tree.start, tree.end, tree.characters)
    if not tree.tables:
        raise ReadError(f"{part} holds no table (sheetData)", reason="malformed")
    return tree
