"""The content of an .ods spreadsheet, read as a stream: tables to rows of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ofrecord.errors import ReadError
from ofrecord.read.cells import Kind, Row, make_cell
from ofrecord.read.links import join_link
from ofrecord.read.references import MAX_COLUMNS, MAX_ROWS, column_letters
from ofrecord.read.workbook import MAX_SHEETS, Sheet
from ofrecord.read.xml_events import parse_events

MAX_CELLS = 4_000_000
"""The sheets may not spread over more cells than this, repeated and blank ones included."""
PART = "content.xml"

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _STYLE = f"{_SPACE}office:1.0 ", f"{_SPACE}style:1.0 "
_TABLE, _TEXT = f"{_SPACE}table:1.0 ", f"{_SPACE}text:1.0 "
_HREF = "http://www.w3.org/1999/xlink href"
_VALUE_TYPE, _VALUE = f"{_OFFICE}value-type", f"{_OFFICE}value"
_DATE_VALUE, _FORMULA = f"{_OFFICE}date-value", f"{_TABLE}formula"
_COLUMNS_REPEATED, _ROWS_REPEATED = (
    f"{_TABLE}number-columns-repeated",
    f"{_TABLE}number-rows-repeated",
)
_ERROR_TYPE = (
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type",
    "error",
)
_HIDDEN = frozenset({"collapse", "filter"})
_BOOLEANS = {"true": "TRUE", "false": "FALSE"}

# Where in the document an element stands. What is not in the tables below is passed over.
_TOP, _DOCUMENT, _STYLES, _ONE_STYLE, _BODY, _BOOK, _SHEET, _ROW, _CELL = range(9)
_PARAGRAPH, _NOTE, _NOTE_PARAGRAPH, _PASSED_OVER = range(9, 13)
_BLANKS = {f"{_TEXT}s": "\x00", f"{_TEXT}tab": "\x01", f"{_TEXT}line-break": "\x02"}
"""Blanks that are written as elements, which are kept where written blanks are closed up."""
_NOT_PRINTED = frozenset({f"{_TEXT}ruby-text", f"{_TEXT}note"})
_WITHIN: tuple[dict[str, int], ...] = (
    {f"{_OFFICE}document-content": _DOCUMENT},
    {
        f"{_OFFICE}automatic-styles": _STYLES,
        f"{_OFFICE}styles": _STYLES,
        f"{_OFFICE}body": _BODY,
    },
    {f"{_STYLE}style": _ONE_STYLE},
    {},
    {f"{_OFFICE}spreadsheet": _BOOK},
    {f"{_TABLE}table": _SHEET},
    {
        f"{_TABLE}table-row": _ROW,
        f"{_TABLE}table-rows": _SHEET,
        f"{_TABLE}table-header-rows": _SHEET,
        f"{_TABLE}table-row-group": _SHEET,
    },
    {f"{_TABLE}table-cell": _CELL, f"{_TABLE}covered-table-cell": _CELL},
    {
        f"{_TEXT}p": _PARAGRAPH,
        f"{_TEXT}h": _PARAGRAPH,
        f"{_OFFICE}annotation": _NOTE,
        **{f"{_TEXT}{name}": _CELL for name in ("list", "list-item", "list-header", "section")},
    },
    {},
    {f"{_TEXT}p": _NOTE_PARAGRAPH, **{f"{_TEXT}{n}": _NOTE for n in ("list", "list-item")}},
    {},
    {},
)
_EXTERNAL = frozenset(
    f"{space}{name}"
    for space, name in (
        (_TABLE, "table-source"),
        (_TABLE, "cell-range-source"),
        (_TABLE, "dde-links"),
        (_OFFICE, "dde-source"),
        (_TABLE, "database-source-sql"),
        (_TABLE, "database-source-query"),
        (_TABLE, "database-source-table"),
    )
)
_EXTERNAL_FORMULA = re.compile(r"'#|\b(?:DDE|WEBSERVICE)\(", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9:]{5,8})(?:[.,]([0-9]+))?(Z?))?")
_CALCULATED_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:[0-9]{3}")
_WRITTEN_BLANKS = re.compile(r"[ \t\r\n]+")
_PRINTED = str.maketrans("\x00\x01\x02", " \t\n")


class _Numbers(dict[str, str]):
    """From an ``office:value`` to its cell."""

    def __missing__(self, value: str) -> str:
        if not _NUMBER.fullmatch(value):
            raise _NoValue
        cell = self[value] = make_cell(value, Kind.NUMBER)
        return cell


class _Days(dict[str, str]):
    """From an ``office:date-value`` to its cell: the day, with the time unless it is midnight."""

    def __missing__(self, value: str) -> str:
        match = _MOMENT.fullmatch(value)
        try:
            moment = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}") if match else None
        except ValueError:
            moment = None
        if match is None or moment is None:
            raise _NoValue
        fraction = (match[3] or "").rstrip("0")
        if moment.hour or moment.minute or moment.second or fraction:
            text = moment.isoformat() + (f".{fraction}" if fraction else "") + match[4]
        else:
            text = match[1]
        cell = self[value] = make_cell(text, Kind.DATE)
        return cell


class _NoValue(Exception):
    """A cell does not hold what its type says."""


@dataclass(slots=True)
class OdsContent:
    """The sheets of a spreadsheet, built up while its elements begin and end."""

    sheets: list[Sheet] = field(default_factory=list)
    place: int = _TOP
    places: list[int] = field(default_factory=list)
    numbers: _Numbers = field(default_factory=_Numbers)
    days: _Days = field(default_factory=_Days)
    style: str = ""
    unseen: set[str] = field(default_factory=set)
    """The styles that hide a sheet."""
    spread: int = 0
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
            self.style = attributes.get(f"{_STYLE}name", "")
        elif inner == _PASSED_OVER:
            self._pass_over(name, attributes, place)

    def end(self, _: str) -> None:
        """Takes in that an element ends."""
        ended = self.place
        self.place = outer = self.places.pop()
        if ended in {outer, _PASSED_OVER}:
            return
        if ended == _PARAGRAPH:
            self._end_paragraph(self.texts, self.paragraphs)
        elif ended == _CELL:
            self._end_cell()
        elif ended == _ROW:
            self._end_row()
        elif ended == _SHEET:
            self._end_sheet()
        elif ended == _NOTE_PARAGRAPH:
            self._end_paragraph(self.note_texts, self.note)

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
        if place == _CELL and name == f"{_TABLE}table":
            raise ReadError(f"{self._here()} holds a table of its own", reason="malformed")
        if place == _BODY:
            kind = name.rpartition(" ")[2]
            raise ReadError(
                f"this is an OpenDocument {kind}, not a spreadsheet", reason="not-a-workbook"
            )
        if place == _ONE_STYLE and attributes.get(f"{_TABLE}display") == "false":
            self.unseen.add(self.style)

    def _start_in_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _BLANKS:
            count = self._count(attributes, f"{_TEXT}c")
            self._spread(count)
            self.characters(_BLANKS[name] * count)
        elif name == f"{_TEXT}a" and self.place == _PARAGRAPH:
            if address := attributes.get(_HREF):
                self.addresses.append(address)
        elif not name.startswith(_TEXT) or name in _NOT_PRINTED:
            self.place = _NOTE if name == f"{_OFFICE}annotation" else _PASSED_OVER

    def _start_sheet(self, attributes: Mapping[str, str]) -> None:
        if len(self.sheets) >= MAX_SHEETS:
            raise ReadError(f"the spreadsheet holds over {MAX_SHEETS} sheets", reason="bomb")
        self.name = attributes.get(f"{_TABLE}name", "")
        self.visible = attributes.get(f"{_TABLE}style-name") not in self.unseen
        self.rows, self.blank_rows = [], 0
        for entries in (self.hidden, self.links, self.notes, self.formulas):
            entries.clear()

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self.cells, self.blank_cells = [], 0
        repeated = attributes.get(_ROWS_REPEATED)
        self.rows_repeated = self._count(attributes, _ROWS_REPEATED) if repeated else 1
        if attributes.get(f"{_TABLE}visibility") in _HIDDEN:
            first = len(self.rows) + self.blank_rows + 1
            self.hidden.append((first, first + self.rows_repeated))

    @staticmethod
    def _end_paragraph(texts: list[str], paragraphs: list[str]) -> None:
        text = "".join(texts)
        texts.clear()
        if not text.isprintable() or "  " in text or text[:1] == " " or text[-1:] == " ":
            text = _WRITTEN_BLANKS.sub(" ", text).strip(" ").translate(_PRINTED)
        paragraphs.append(text)

    def _end_cell(self) -> None:
        attributes = self.attributes
        count = 1
        if _COLUMNS_REPEATED in attributes:
            count = self._count(attributes, _COLUMNS_REPEATED)
        cell = ""
        if self.paragraphs or _VALUE_TYPE in attributes:
            cell = self._make_cell(attributes)
        if _FORMULA in attributes:
            self._take_formula(attributes[_FORMULA], count)
        if self.addresses or self.note:
            self._take_extras()
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
            self.cells.extend([cell] * count)

    def _make_cell(self, attributes: Mapping[str, str]) -> str:
        """The cell that has ended; its paragraphs are used up."""
        kind = attributes.get(_VALUE_TYPE, "string")
        text = ""
        if self.paragraphs:
            text = self.paragraphs[0] if len(self.paragraphs) == 1 else "\n".join(self.paragraphs)
            self.paragraphs.clear()
        try:
            if _FORMULA in attributes and _is_error(attributes, text):
                cell = make_cell(text, Kind.ERROR)
            else:
                cell = self._value(kind, attributes, text)
        except _NoValue:
            raise ReadError(
                f"{self._here()} is a {kind[:40]} without such a value", reason="malformed"
            ) from None
        if self.addresses and cell:
            cell = join_link(cell, self.addresses.pop(0)) or cell
        return cell

    def _value(self, kind: str, attributes: Mapping[str, str], text: str) -> str:
        match kind:
            case "float" | "percentage" | "currency":
                return self.numbers[attributes.get(_VALUE, "").strip()]
            case "date":
                return self.days[attributes.get(_DATE_VALUE, "").strip()]
            case "string" | "void":
                return text or attributes.get(f"{_OFFICE}string-value", "")
            case "boolean":
                value = _BOOLEANS.get(attributes.get(f"{_OFFICE}boolean-value", ""))
                if value is None:
                    raise _NoValue
                return make_cell(value, Kind.BOOLEAN)
            case "time":
                return attributes.get(f"{_OFFICE}time-value", "") or text
        raise _NoValue

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

    def _reference(self) -> str:
        number = len(self.rows) + self.blank_rows + 1
        return f"{column_letters(len(self.cells) + self.blank_cells)}{number}"

    def _here(self) -> str:
        return f"sheet {self.name[:80]!r}, {self._reference()}"


def _is_error(attributes: Mapping[str, str], text: str) -> bool:
    stated = attributes.get(_ERROR_TYPE[0]) == _ERROR_TYPE[1]
    return bool(text) and (stated or bool(_CALCULATED_ERROR.fullmatch(text)))


def read_content(text: str) -> list[Sheet]:
    """The sheets of a ``content.xml``; ``ReadError`` where it is not sound."""
    content = OdsContent()
    parse_events(text, PART, content.start, content.end, content.characters)
    return content.sheets
