"""What a printed cell is.

A cell is one string: its text as printed. Where the cell is not plain text, or has a link behind
it, a unit separator follows, then one letter for the kind, then the link's address. The separator
is a control character that XML cannot carry, so no printed text can contain it, and a row of cells
is a tuple of strings: cheap to hash, compare and keep.
"""

from __future__ import annotations

from enum import StrEnum

SEPARATOR = "\x1f"
_BETWEEN = "\x1d"
_ONE_BLANK = "\x1e"

Cell = str
Row = tuple[str, ...]


class Kind(StrEnum):
    """What sort of cell the publisher's file holds."""

    TEXT = "t"
    DATE = "d"
    NUMBER = "n"
    ERROR = "e"
    BOOLEAN = "b"
    NULL = "z"
    """A value that is stated to be none; a blank cell states nothing."""
    NESTED = "j"
    """An array, or an object without keys, as its JSON text."""


def make_cell(text: str, kind: Kind = Kind.TEXT, link: str = "") -> Cell:
    r"""The cell for a text, a kind and a link.

    >>> make_cell("ALABAMA")
    'ALABAMA'
    >>> make_cell("link", link="https://example.org/a.pdf")
    'link\x1fthttps://example.org/a.pdf'
    """
    if kind is Kind.TEXT and not link:
        return text
    return f"{text}{SEPARATOR}{kind.value}{link}"


def text_of(cell: Cell) -> str:
    r"""The text as printed.

    >>> text_of('2025-09-05\x1fd')
    '2025-09-05'
    """
    return cell.partition(SEPARATOR)[0]


def kind_of(cell: Cell) -> Kind:
    r"""The kind of the cell.

    >>> kind_of('#N/A\x1fe')
    <Kind.ERROR: 'e'>
    """
    tail = cell.partition(SEPARATOR)[2]
    return Kind(tail[0]) if tail else Kind.TEXT


def link_of(cell: Cell) -> str:
    r"""The address behind the cell, or the empty string.

    >>> link_of('link\x1fthttps://example.org/a.pdf')
    'https://example.org/a.pdf'
    """
    return cell.partition(SEPARATOR)[2][1:]


def join_row(row: Row) -> str:
    r"""A row as one text, which no other row gives.

    >>> join_row(("a", "b"))
    'a\x1db'
    """
    return _BETWEEN.join(row) or (_ONE_BLANK if row else "")


def split_row(line: str) -> Row:
    """The row that a text stands for.

    >>> [split_row(join_row(row)) for row in [("a", ""), ("",), ()]]
    [('a', ''), ('',), ()]
    """
    return ("",) if line == _ONE_BLANK else tuple(line.split(_BETWEEN)) if line else ()
