"""The content of an .ods spreadsheet, read as a stream: tables to rows of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ofrecord.errors import ReadError
from ofrecord.read.cells import Row
from ofrecord.read.links import join_link
from ofrecord.read.ods_cells import (
    BLANKS,
    COLUMNS_REPEATED,
    FORMULA,
    OFFICE,
    ROWS_REPEATED,
    STYLE,
    TABLE,
    TEXT,
    VALUE_TYPE,
    NoValue,
    OdsCells,
    paragraph_text,
)
from ofrecord.read.ods_rows import MARK, UsualRow, cut_rows
from ofrecord.read.references import MAX_COLUMNS, MAX_ROWS, column_letters
from ofrecord.read.workbook import MAX_SHEETS, Sheet
from ofrecord.read.xml_events import parse_events

MAX_CELLS = 4_000_000
"""The sheets may not spread over more cells than this, repeated and blank ones included."""
MAX_REPEATED = 64 * 1024 * 1024
"""Repeated cells may not come to more characters than this."""
PART = "content.xml"

_HREF = "http://www.w3.org/1999/xlink href"
_VISIBILITY = f"{TABLE}visibility"
_HIDDEN = frozenset({"collapse", "filter"})

# Where in the document an element stands. What is not in the tables below is passed over.
_TOP, _DOCUMENT, _STYLES, _ONE_STYLE, _BODY, _BOOK, _SHEET, _ROW, _CELL = range(9)
_PARAGRAPH, _NOTE, _NOTE_PARAGRAPH, _PASSED_OVER = range(9, 13)
_NOT_PRINTED = frozenset({f"{TEXT}ruby-text", f"{TEXT}note"})
_WITHIN: tuple[dict[str, int], ...] = (
    {f"{OFFICE}document-content": _DOCUMENT},
    {
        f"{OFFICE}automatic-styles": _STYLES,
        f"{OFFICE}styles": _STYLES,
        f"{OFFICE}body": _BODY,
    },
    {f"{STYLE}style": _ONE_STYLE},
    {},
    {f"{OFFICE}spreadsheet": _BOOK},
    {f"{TABLE}table": _SHEET},
    {
        f"{TABLE}table-row": _ROW,
        f"{TABLE}table-rows": _SHEET,
        f"{TABLE}table-header-rows": _SHEET,
        f"{TABLE}table-row-group": _SHEET,
    },
    {f"{TABLE}table-cell": _CELL, f"{TABLE}covered-table-cell": _CELL},
    {
        f"{TEXT}p": _PARAGRAPH,
        f"{TEXT}h": _PARAGRAPH,
        f"{OFFICE}annotation": _NOTE,
        **{f"{TEXT}{name}": _CELL for name in ("list", "list-item", "list-header", "section")},
    },
    {},
    {f"{TEXT}p": _NOTE_PARAGRAPH, **{f"{TEXT}{n}": _NOTE for n in ("list", "list-item")}},
    {},
    {},
)
_EXTERNAL = frozenset(
    f"{space}{name}"
    for space, name in (
        (TABLE, "table-source"),
        (TABLE, "cell-range-source"),
        (TABLE, "dde-links"),
        (OFFICE, "dde-source"),
        (TABLE, "database-source-sql"),
        (TABLE, "database-source-query"),
        (TABLE, "database-source-table"),
    )
)
_EXTERNAL_FORMULA = re.compile(r"'#|\b(?:DDE|WEBSERVICE)\(", re.IGNORECASE)


@dataclass(slots=True)
class OdsContent:
    """The sheets of a spreadsheet, built up while its elements begin and end."""

    sheets: list[Sheet] = field(default_factory=list)
    place: int = _TOP
    places: list[int] = field(default_factory=list)
    made: OdsCells = field(default_factory=OdsCells)
    runs: list[list[UsualRow]] = field(default_factory=list)
    """The rows that were cut out, each run where its mark stands."""
    style: str = ""
    unseen: set[str] = field(default_factory=set)
    """The styles that hide a sheet."""
    spread: int = 0
    repeated: int = 0
    # Of the sheet:
    name: str = ""
    visible: bool = True
    rows: list[Row] = field(default_factory=list)
    blank_rows: int = 0
    hidden: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    # Of the row:
    cells: list[str] = field(default_factory=list)
    blank_cells: int = 0
    rows_repeated: int = 1
    calculated: list[tuple[int, int]] = field(default_factory=list)
    """The first column of cells with a formula, and how many there are."""
    # Of the cell:
    attributes: Mapping[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    note_texts: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Takes in that an element begins."""
        place = self.place
        self.places.append(place)
        if place in {_PARAGRAPH, _NOTE_PARAGRAPH}:
            self._start_in_text(name, attributes)
            return
        self.place = inner = _WITHIN[place].get(name, _PASSED_OVER)
        if inner == _CELL:
            if place == _ROW:
                self.attributes = attributes
        elif inner == _ROW:
            self._start_row(attributes)
        elif inner == _SHEET and place == _BOOK:
            self._start_sheet(attributes)
        elif inner == _ONE_STYLE:
            self.style = attributes.get(f"{STYLE}name", "")
        elif inner == _PASSED_OVER:
            self._pass_over(name, attributes, place)

    def end(self, _: str) -> None:
        """Takes in that an element ends."""
        ended = self.place
        self.place = outer = self.places.pop()
        if ended in {outer, _PASSED_OVER}:
            return
        if ended == _PARAGRAPH:
            self.paragraphs.append(paragraph_text("".join(self.texts)))
            self.texts.clear()
        elif ended == _CELL:
            self._end_cell()
        elif ended == _ROW:
            self._end_row()
        elif ended == _SHEET:
            self._end_sheet()
        elif ended == _NOTE_PARAGRAPH:
            self.note.append(paragraph_text("".join(self.note_texts)))
            self.note_texts.clear()

    def characters(self, text: str) -> None:
        """Takes in text, where it is that of a cell or of a note."""
        if self.place == _PARAGRAPH:
            self.texts.append(text)
        elif self.place == _NOTE_PARAGRAPH:
            self.note_texts.append(text)

    def _pass_over(self, name: str, attributes: Mapping[str, str], place: int) -> None:
        if name in _EXTERNAL:
            raise ReadError("the spreadsheet has links to other data", reason="external-links")
        if place == _TOP:
            raise ReadError(f"{PART} is no content: it begins {name[-60:]!r}", reason="malformed")
        if place == _CELL and name == f"{TABLE}table":
            raise ReadError(f"{self._here()} holds a table of its own", reason="malformed")
        if place == _BODY:
            kind = name.rpartition(" ")[2]
            raise ReadError(
                f"this is an OpenDocument {kind}, not a spreadsheet", reason="not-a-workbook"
            )
        if place == _ONE_STYLE and attributes.get(f"{TABLE}display") == "false":
            self.unseen.add(self.style)

    def _start_in_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in BLANKS:
            count = self._count(attributes, f"{TEXT}c")
            self._spread(count)
            self.characters(BLANKS[name] * count)
        elif name == f"{TEXT}a" and self.place == _PARAGRAPH:
            if address := attributes.get(_HREF):
                self.addresses.append(address)
        elif not name.startswith(TEXT) or name in _NOT_PRINTED:
            self.place = _NOTE if name == f"{OFFICE}annotation" else _PASSED_OVER

    def _start_sheet(self, attributes: Mapping[str, str]) -> None:
        if len(self.sheets) >= MAX_SHEETS:
            raise ReadError(f"the spreadsheet holds over {MAX_SHEETS} sheets", reason="bomb")
        self.name = attributes.get(f"{TABLE}name", "")
        self.visible = attributes.get(f"{TABLE}style-name") not in self.unseen
        self.rows, self.blank_rows = [], 0
        for entries in (self.hidden, self.links, self.notes, self.formulas):
            entries.clear()

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        if MARK in attributes:
            for row, cells in self.runs[int(attributes[MARK])]:
                self._begin_row(row)
                for cell, count in cells:
                    self._take_cell(cell, count)
                self._end_row()
            self.rows_repeated = 0
        else:
            self._begin_row(attributes)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self.cells, self.blank_cells = [], 0
        self.rows_repeated = 1
        if ROWS_REPEATED in attributes:
            self.rows_repeated = self._count(attributes, ROWS_REPEATED)
        if attributes.get(_VISIBILITY) in _HIDDEN:
            first = len(self.rows) + self.blank_rows + 1
            self.hidden.append((first, first + self.rows_repeated))

    def _end_cell(self) -> None:
        attributes = self.attributes
        count = 1
        if COLUMNS_REPEATED in attributes:
            count = self._count(attributes, COLUMNS_REPEATED)
        cell = ""
        if self.paragraphs or VALUE_TYPE in attributes:
            cell = self._make_cell(attributes)
        if FORMULA in attributes:
            self._take_formula(attributes[FORMULA], count)
        if self.addresses or self.note:
            self._take_extras()
        self._take_cell(cell, count)

    def _take_cell(self, cell: str, count: int) -> None:
        if not cell:
            self.blank_cells += count
            return
        width = len(self.cells) + self.blank_cells + count
        if width > MAX_COLUMNS:
            raise ReadError(f"{self._here()} is beyond the last column", reason="bomb")
        if self.blank_cells:
            self.cells.extend([""] * self.blank_cells)
            self.blank_cells = 0
        if count == 1:
            self.cells.append(cell)
        else:
            self._repeat(len(cell) * count)
            self.cells.extend([cell] * count)

    def _make_cell(self, attributes: Mapping[str, str]) -> str:
        """The cell that has ended; its paragraphs are used up."""
        text = ""
        if self.paragraphs:
            text = self.paragraphs[0] if len(self.paragraphs) == 1 else "\n".join(self.paragraphs)
            self.paragraphs.clear()
        try:
            cell = self.made.make(attributes, text)
        except NoValue:
            kind = attributes.get(VALUE_TYPE, "")[:40]
            raise ReadError(
                f"{self._here()} is a {kind} without such a value", reason="malformed"
            ) from None
        if self.addresses and cell:
            cell = join_link(cell, self.addresses.pop(0)) or cell
        return cell

    def _take_formula(self, formula: str, count: int) -> None:
        if _EXTERNAL_FORMULA.search(formula):
            raise ReadError(f"{self._here()} refers to another file", reason="external-links")
        self.calculated.append((len(self.cells) + self.blank_cells, count))

    def _take_extras(self) -> None:
        """Keeps the links that stand behind no cell, and the cell's annotation."""
        here = self._reference()
        self.links.extend((here, address) for address in self.addresses)
        self.addresses.clear()
        if self.note:
            self.notes.append((here, "\n".join(self.note)))
            self.note.clear()

    def _end_row(self) -> None:
        count = self.rows_repeated
        first = len(self.rows) + self.blank_rows + 1
        if self.calculated:
            self._spread(count * sum(cells for _, cells in self.calculated))
            self.formulas.extend(
                f"{column_letters(column)}{number}"
                for number in range(first, first + count)
                for at, cells in self.calculated
                for column in range(at, at + cells)
            )
            self.calculated.clear()
        if not self.cells:
            self.blank_rows += count
            return
        if first + count - 1 > MAX_ROWS:
            raise ReadError(f"{self._here()} is beyond the last row", reason="bomb")
        self._spread(self.blank_rows + count * len(self.cells))
        if self.blank_rows:
            self.rows.extend([()] * self.blank_rows)
            self.blank_rows = 0
        if count == 1:
            self.rows.append(tuple(self.cells))
        else:
            self._repeat(sum(map(len, self.cells)) * count)
            self.rows.extend([tuple(self.cells)] * count)

    def _end_sheet(self) -> None:
        end = len(self.rows) + 1
        hidden = tuple(n for first, last in self.hidden for n in range(first, min(last, end)))
        self.sheets.append(
            Sheet(
                name=self.name,
                visible=self.visible,
                rows=self.rows,
                hidden=hidden,
                unplaced_links=tuple(sorted(self.links)),
                notes=tuple(self.notes),
                formulas=tuple(self.formulas),
            )
        )

    def _count(self, attributes: Mapping[str, str], name: str) -> int:
        """How often an element is repeated."""
        value = attributes.get(name, "1")
        if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value)):
            raise ReadError(f"{self._here()} is repeated {value[:40]!r} times", reason="malformed")
        return int(value)

    def _spread(self, cells: int) -> None:
        self.spread += cells
        if self.spread > MAX_CELLS:
            raise ReadError(f"{self._here()}: over {MAX_CELLS:,} cells so far", reason="bomb")

    def _repeat(self, characters: int) -> None:
        self.repeated += characters
        if self.repeated > MAX_REPEATED:
            raise ReadError(
                f"{self._here()}: repeated cells come to over {MAX_REPEATED:,} characters",
                reason="bomb",
            )

    def _reference(self) -> str:
        number = len(self.rows) + self.blank_rows + 1
        return f"{column_letters(len(self.cells) + self.blank_cells)}{number}"

    def _here(self) -> str:
        return f"sheet {self.name[:80]!r}, {self._reference()}"


def read_content(text: str) -> list[Sheet]:
    """The sheets of a ``content.xml``; ``ReadError`` where it is not sound."""
    made = OdsCells()
    usual = cut_rows(text, made)
    content = OdsContent(made=made, runs=usual.runs)
    parse_events(usual.rest, PART, content.start, content.end, content.characters)
    return content.sheets
