"""One worksheet's XML to rows of cells, in one pass of one pattern.

Workbooks are written by a handful of programs, and all write a cell the same few ways. The pattern
below knows these; how many cells it must find is counted independently, and a sheet in which the
two differ is read by a full XML parser instead (``sheet_tree``). So the fast way is never a guess.
"""

from __future__ import annotations

import re

from ofrecord.errors import ReadError
from ofrecord.read.cells import SEPARATOR, Kind, Row, make_cell
from ofrecord.read.styles import serial_to_day
from ofrecord.read.xml_text import decode_part, is_plain, unescape

MAX_ROWS = 1_048_576
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"

_CELL = re.compile(
    r'<c r="([A-Z]{1,3}[1-9][0-9]*)"(?: s="[0-9]+"(?= t="))?'
    r'([^>]*>(?:<v>|<is><t(?: xml:space="preserve")?>)[^<]*)</'
)
_KEY = re.compile(r'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?><(?:v|is><t[^>]*)>(.*)', re.DOTALL)
_INLINE = ' t="inlineStr"><is><t>'
_ROOT = re.compile(r"\s*(?:<\?xml[^>]*\?>)?\s*<worksheet\b([^>]*)>")
_PREFIXED = re.compile(r'xmlns:\w+="[^"]*/spreadsheetml/(?:2006/)?main"')
_LINK = re.compile(r"<hyperlink\b([^>]*)>")
_LINK_FAST = re.compile(r'<hyperlink ref="([A-Z]+)([0-9]+)" r:id="([^"]+)"[^>]*>')
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_HIDDEN_ROW = re.compile(r'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="([0-9]+)"')
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)(?::([A-Z]{1,3})([1-9][0-9]*))?")
_MAX_LINK_CELLS = 10_000

Links = dict[int, dict[int, str]]
SheetParts = tuple[list[Row], tuple[int, ...], tuple[tuple[str, str], ...]]


_SHARED_KEYS: list[str] = []


def _shared_keys(count: int) -> list[str]:
    """The markup of a cell that refers to each of the first shared strings, without its style."""
    _SHARED_KEYS.extend(f' t="s"><v>{index}' for index in range(len(_SHARED_KEYS), count))
    return _SHARED_KEYS


class CellReader(dict[str, str]):
    """From a cell's markup to the cell, each distinct markup decoded once for a workbook."""

    def __init__(self, strings: list[str], dates: frozenset[str], from_1904: bool) -> None:
        super().__init__(zip(_shared_keys(len(strings)), strings))
        self.strings = strings
        self.dates = dates
        self.from_1904 = from_1904

    def __missing__(self, key: str) -> str:
        match = _KEY.fullmatch(key)
        if match is None:
            raise ReadError(f"a cell is written as {key[:80]!r}", reason="malformed")
        cell = self.decode(match[1] or "", match[2] or "n", match[3])
        self[key] = cell
        return cell

    def decode(self, style: str, kind: str, value: str) -> str:
        """The cell for a style number, a type letter and the value as written."""
        match kind:
            case "s":
                try:
                    return self.strings[int(value)]
                except (ValueError, IndexError):
                    raise ReadError(
                        f"a cell refers to shared string {value!r} of {len(self.strings)}",
                        reason="malformed",
                    ) from None
            case "inlineStr" | "str":
                return value if is_plain(value) else unescape(value)
            case "n":
                return self._number(style, value)
            case "e":
                return make_cell(unescape(value), Kind.ERROR)
            case "b":
                return make_cell("TRUE" if value == "1" else "FALSE", Kind.BOOLEAN)
            case "d":
                return make_cell(value.removesuffix("T00:00:00"), Kind.DATE)
            case _:
                raise ReadError(f"a cell is of the unknown type {kind!r}", reason="malformed")

    def _number(self, style: str, value: str) -> str:
        if not value:
            return ""
        day = serial_to_day(value, from_1904=self.from_1904) if style in self.dates else None
        return make_cell(day, Kind.DATE) if day else make_cell(value, Kind.NUMBER)


class _Columns(dict[str, int]):
    """From column letters to the index of the column, A being 0."""

    def __missing__(self, letters: str) -> int:
        index = 0
        for letter in letters:
            index = index * 26 + ord(letter) - 64
        self[letters] = index - 1
        return index - 1


COLUMNS = _Columns()


class _UsualReferences(dict[str, tuple[str, ...]]):
    """From a row's number to the references of its first 26 cells."""

    def __missing__(self, number: str) -> tuple[str, ...]:
        references = tuple(letter + number for letter in _LETTERS)
        self[number] = references
        return references


_USUAL = _UsualReferences()


def read_sheet(
    data: bytes,
    path: str,
    targets: dict[str, str],
    strings: list[str],
    dates: frozenset[str],
    from_1904: bool,
) -> SheetParts:
    """The rows, the hidden rows' numbers, and the links that fall outside the table.

    ``targets`` are the sheet's relations by id. Raises ``ReadError`` for formulas and for XML that
    cannot be read.
    """
    declares = b"!" in data and b"<!" in data
    text = decode_part(data, path, declares=declares)
    start = text.find("<sheetData")
    end = text.rfind("</sheetData>")
    if not 0 <= start < end:
        start = end = max(end, 0)
    reader = CellReader(strings, dates, from_1904)
    cells = _CELL.findall(text, start, end)
    rows: list[Row] | None = None
    if not declares and _is_usual(text) and _count_values(text, start, end) == len(cells):
        rows = _assemble(cells, reader)
    if rows is None:
        from ofrecord.read.sheet_tree import read_sheet_tree

        rows = read_sheet_tree(data, path, reader)
    hidden: tuple[int, ...] = ()
    if text.find('hidden="', start, end) >= 0:
        numbers = _HIDDEN_ROW.findall(text, start, end)
        hidden = tuple(sorted(int(number) for number in numbers))
    unplaced = _add_links(rows, _read_links(text[end:], targets))
    while rows and not rows[-1]:
        rows.pop()
    return rows, hidden, unplaced


def _count_values(text: str, start: int, end: int) -> int:
    return text.count("</v>", start, end) + text.count("</is>", start, end)


def _is_usual(text: str) -> bool:
    """Whether the sheet's elements are written without a prefix."""
    root = _ROOT.match(text)
    return root is not None and not _PREFIXED.search(root[1])


def _assemble(cells: list[tuple[str, str]], reader: CellReader) -> list[Row] | None:
    """The rows from cells in sheet order; ``None`` where they are not in that order."""
    if not cells:
        return []
    references, keys = zip(*cells, strict=True)
    if not reader.strings and "".join(keys).count(_INLINE) == len(keys):
        texts = tuple([key[len(_INLINE) :] for key in keys])
        if not is_plain("".join(texts)):
            texts = tuple([text if is_plain(text) else unescape(text) for text in texts])
    else:
        texts = tuple(map(reader.__getitem__, keys))
    return _cut_rows(references, texts)


def _cut_rows(references: tuple[str, ...], texts: Row) -> list[Row] | None:
    """The rows of a sheet, the length of the row before being the first guess for each."""
    rows: list[Row] = []
    at = count = 0
    total = len(references)
    number = references[0].lstrip(_LETTERS)
    while at < total:
        end = at + count
        following = references[end].lstrip(_LETTERS) if end < total else ""
        if end > total or following == number or references[end - 1].lstrip(_LETTERS) != number:
            end = at + 1
            while end < total and references[end].lstrip(_LETTERS) == number:
                end += 1
            count = end - at
            following = references[end].lstrip(_LETTERS) if end < total else ""
        skipped = int(number) - len(rows) - 1
        if skipped:
            if skipped < 0 or int(number) > MAX_ROWS:
                return None
            rows.extend([()] * skipped)
        row = texts[at:end]
        if references[at:end] != _USUAL[number][:count]:
            row = place_cells(references[at:end], row)
        rows.append(row if row[-1] else trim_row(row))
        at, number = end, following
    return rows


def place_cells(references: tuple[str, ...], values: Row) -> Row:
    """The row in which each value stands in the column that its reference names.

    >>> place_cells(("A7", "C7"), ("x", "y"))
    ('x', '', 'y')
    """
    indexes = [COLUMNS[reference.rstrip(_DIGITS)] for reference in references]
    row = [""] * (max(indexes) + 1)
    for index, value in zip(indexes, values, strict=True):
        row[index] = value
    return tuple(row)


def trim_row(row: Row) -> Row:
    """The row without the blank cells at its end.

    >>> trim_row(("x", "", ""))
    ('x',)
    """
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return row[:width]


def _read_links(text: str, targets: dict[str, str]) -> Links:
    links: Links = {}
    count = text.count("<hyperlink ")
    if not count:
        return links
    found = _LINK_FAST.findall(text)
    if len(found) == count and 'location="' not in text:
        for letters, number, relation in found:
            links.setdefault(int(number), {})[COLUMNS[letters]] = targets.get(relation, "")
        return links
    for tag in _LINK.findall(text):
        attributes = dict(_ATTRIBUTE.findall(tag))
        target = targets.get(attributes.get("r:id", ""), "")
        if "location" in attributes:
            target += "#" + unescape(attributes["location"])
        for row, column in _cells_of(attributes.get("ref", "")):
            links.setdefault(row, {})[column] = target
    return links


def _cells_of(reference: str) -> list[tuple[int, int]]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return []
    first, last = COLUMNS[match[1]], COLUMNS[match[3] or match[1]]
    top, bottom = int(match[2]), int(match[4] or match[2])
    if (last - first + 1) * (bottom - top + 1) > _MAX_LINK_CELLS:
        return [(top, first)]
    return [(row, column) for row in range(top, bottom + 1) for column in range(first, last + 1)]


def _add_links(rows: list[Row], links: Links) -> tuple[tuple[str, str], ...]:
    """Puts each link behind its cell; answers those for which there is no printed cell."""
    unplaced = []
    for number, by_column in links.items():
        row = list(rows[number - 1]) if number <= len(rows) else []
        for column, target in by_column.items():
            if column < len(row) and row[column] and target:
                cell = row[column]
                row[column] = cell + target if SEPARATOR in cell else f"{cell}{SEPARATOR}t{target}"
            elif target:
                unplaced.append((f"{number}:{column}", target))
        if row:
            rows[number - 1] = tuple(row)
    return tuple(sorted(unplaced))
