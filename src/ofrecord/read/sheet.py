"""One worksheet's XML to rows of cells, in one pass of one pattern.

Workbooks are written by a handful of programs, and all write a row the same few ways. The pattern
below knows these. It cuts the rows that it knows out of the XML; where anything but white space is
left between them, the whole sheet is read by a full XML parser instead (``sheet_tree``). What
stands before and after the rows always is. So the fast way is never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ofrecord.read.cell_markup import CellReader, UnusualMarkup, numbers_as_texts
from ofrecord.read.cells import Row
from ofrecord.read.links import Unplaced, place_in_columns, place_links
from ofrecord.read.references import COLUMNS, MAX_ROWS, column_letters
from ofrecord.read.sheet_tree import read_sheet_tree
from ofrecord.read.xml_text import check_characters, decode_part, is_plain, is_simple, unescape

_BLANKS = " \t\r\n"
MAX_WIDTH = 40
"""Sheets of more columns than this are read by the XML parser."""

SheetParts = tuple[list[Row], tuple[int, ...], Unplaced]
_Columns = list[list[str]]

_PRINTED = re.compile(r'<c r="([A-Z]{1,3})[1-9][0-9]{0,6}"[^>]*+(?<!/)>')
_DIMENSION = re.compile(r'<dimension ref="A1:([A-Z]{1,3})[0-9]+"')
_HIDDEN = re.compile(r'<row r="([0-9]+)"[^>]*? hidden="(?:1|true)"')
_HIDDEN_OR_NOT = re.compile(r'<row r="[0-9]+"[^>]*? hidden="(?:1|true|0|false)"')
_LINK = re.compile(r'<hyperlink ref="([A-Z]{1,3})([1-9][0-9]{0,6})" r:id="([^"]*+)"[^>]*+(?<=/)>')
_LINKS_ARE_RELATIONS = (
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@lru_cache(maxsize=128)
def _row_pattern(width: int, *, inline: bool) -> re.Pattern[str]:
    """What a row of so many columns looks like; its groups are its number, then each column's.

    A column has one group where all cells are inline strings: the text. Otherwise it has two: the
    number of a shared string, and the markup of any other cell. No two ways through the pattern
    match the same cell, so a row that does not fit costs no more than one that does.
    """
    more = r'(?: s="[^"<&]*+"|)(?: [\w:.-]++="[^"<&]*+")*'
    known = r' s="[^"<]*+" t="s"><v>([^<]*+)</v></c>'
    other = (
        r'(?! s="[^"<]*+" t="s"><v>[^<]*+</v></c>)'
        r'([^>]*+>(?:<v>|<is><t(?: xml:space="preserve"|)>)[^<]*+)</(?:v|t></is)></c>'
    )
    text = r' t="inlineStr"><is><t(?: xml:space="preserve"|)>([^<]*+)</t></is></c>'
    blank = rf"{more}(?:/>|></c>)"
    written = rf"(?:{text}|{blank})" if inline else rf"(?:{known}|{other}|{blank})"
    cells = "".join(rf'(?:<c r="{column_letters(at)}\1"{written}|)' for at in range(width))
    blanks = rf'(?:<c r="[A-Z]{{1,3}}\1"{blank})*'
    return re.compile(rf'<row r="([1-9][0-9]{{0,6}})"{more}(?:/>|>{cells}{blanks}</row>)')


def read_sheet(data: bytes, part: str, targets: dict[str, str], reader: CellReader) -> SheetParts:
    """The rows, the hidden rows' numbers, and the links that fall outside the table.

    ``targets`` are the addresses of the sheet's links by relation. Raises ``ReadError`` for
    formulas and for XML that is not sound.
    """
    text = decode_part(data, part)
    found = _read_fast(text, part, targets, reader)
    if found is not None:
        return found
    tree = read_sheet_tree(text, part, reader)
    rows = tree.rows()
    unplaced = place_links(rows, tree.links, targets)
    return rows, tuple(sorted(set(tree.hidden))), unplaced


def _read_fast(
    text: str, part: str, targets: dict[str, str], reader: CellReader
) -> SheetParts | None:
    """The same for a sheet that is written the usual way; ``None`` for any other."""
    start = text.find("<sheetData>") + len("<sheetData>")
    end = text.rfind("</sheetData>")
    if not len("<sheetData>") <= start <= end:
        return None
    # All that is not rows is read by the XML parser, less the links written the usual way.
    head, tail = text[:start], text[end:]
    usual_links = _LINKS_ARE_RELATIONS in head and " location=" not in tail
    links = _LINK.split(tail) if usual_links else [tail]
    rest = head + "".join(links[::4])
    if not is_simple(rest):
        return None
    around = read_sheet_tree(rest, part, reader)
    if (around.links and len(links) > 1) or around.tables != 1:
        return None
    try:
        columns, numbers = _read_rows(text[start:end], reader)
    except UnusualMarkup:
        return None
    hidden = _read_hidden(text, start, end)
    if hidden is None or not _are_in_order(numbers):
        return None
    if len(links) > 1:
        index_of = dict(zip(numbers, range(len(numbers)), strict=True))
        found = zip(links[1::4], links[2::4], links[3::4], strict=True)
        unplaced = place_in_columns(columns, index_of, found, targets)
        return _join_columns(columns, numbers), hidden, unplaced
    rows = _join_columns(columns, numbers)
    return rows, hidden, place_links(rows, around.links, targets)


def _read_rows(text: str, reader: CellReader) -> tuple[_Columns, list[str]]:
    """The columns, and the numbers of the rows; raises ``UnusualMarkup``."""
    first = text[: text.find("</row>")]
    width = max((COLUMNS[letters] + 1 for letters in _PRINTED.findall(first)), default=1)
    if width > MAX_WIDTH:
        raise UnusualMarkup
    if not reader.strings and ' t="inlineStr"' in first:
        pieces = _row_pattern(width, inline=True).split(text)
        step = width + 2
        if not "".join(pieces[::step]).strip(_BLANKS):
            return [_read_inline(pieces[at::step]) for at in range(2, step)], pieces[1::step]
    pieces = _row_pattern(width, inline=False).split(text)
    step = 2 * width + 2
    if "".join(pieces[::step]).strip(_BLANKS):
        raise UnusualMarkup
    shared = reader.shared()
    return [
        _read_column(pieces[at::step], pieces[at + 1 :: step], shared, reader)
        for at in range(2, step, 2)
    ], pieces[1::step]


def _read_column(
    strings: Sequence[str | None],
    others: Sequence[str | None],
    shared: dict[str | None, str],
    reader: CellReader,
) -> list[str]:
    texts = map(shared.__getitem__, strings)
    if not any(others):
        return list(texts)
    return list(map(str.__add__, texts, map(reader.__getitem__, others)))


def _read_inline(texts: list[str | None]) -> list[str]:
    column = [text or "" for text in texts]
    joined = "".join(column)
    check_characters(joined, "a cell")
    return column if is_plain(joined) else list(map(unescape, column))


def _read_hidden(text: str, start: int, end: int) -> tuple[int, ...] | None:
    if text.find(' hidden="', start, end) < 0:
        return ()
    stated = text.count(" hidden=", start, end)
    if stated != len(_HIDDEN_OR_NOT.findall(text, start, end)):
        return None
    return tuple(sorted({int(number) for number in _HIDDEN.findall(text, start, end)}))


def _are_in_order(numbers: list[str]) -> bool:
    count = len(numbers)
    if numbers == numbers_as_texts(count + 1)[1 : count + 1]:
        return True
    order = list(map(int, numbers))
    return order[-1] <= MAX_ROWS and not any(map(int.__ge__, order, order[1:]))


def _join_columns(columns: _Columns, numbers: list[str]) -> list[Row]:
    """The rows, each where its number says, without blank cells and rows at the end."""
    while columns and not any(columns[-1]):
        columns.pop()
    if not columns:
        return []
    before_last = columns[-2] if len(columns) > 1 else columns[-1]
    rows: list[Row] = [
        row if row[-1] else row[:-1] if before else trim_row(row)
        for row, before in zip(zip(*columns, strict=True), before_last, strict=True)
    ]
    if numbers and int(numbers[-1]) > len(numbers):
        spread: list[Row] = [()] * int(numbers[-1])
        for number, row in zip(map(int, numbers), rows, strict=True):
            spread[number - 1] = row
        rows = spread
    while rows and not rows[-1]:
        rows.pop()
    return rows


def trim_row(row: Row) -> Row:
    """The row without the blank cells at its end.

    >>> trim_row(("x", "", ""))
    ('x',)
    """
    width = len(row)
    while width and not row[width - 1]:
        width -= 1
    return row[:width]
