"""Answers as CSV: RFC 4180 but for plain line ends; line ends in cells stay."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ofrecord.model import Plain

_FORMULA = ("'", "=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def cell_text(value: Plain) -> str:
    """A value as one cell: nothing for ``None``, items parted by semicolons.

    >>> cell_text(["JEM", "TFM"]), cell_text(None), cell_text(True)
    ('JEM; TFM', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(cell_text(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {cell_text(item)}" for key, item in value.items())
    return str(value)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what may be one.

    Taking one apostrophe from the front of every cell that begins with one gives back what was
    there.

    >>> safe_cell("=1+1"), safe_cell("'tis"), safe_cell("-5"), safe_cell("Bee County")
    ("'=1+1", "''tis", '-5', 'Bee County')
    """
    if not text.startswith(_FORMULA):
        return text
    number = text[1:].replace(".", "", 1).replace(",", "")
    return text if text[0] in "+-" and number.isdecimal() else f"'{text}"


def row_cells(
    rows: Sequence[Mapping[str, Plain]], names: Sequence[str]
) -> tuple[list[str], Iterator[list[str]]]:
    """The columns of rows, and the cells of each; ``names`` are the columns where there is no row.

    >>> columns, cells = row_cells([{"day": "2025-09-05", "value": 1101}], ["day"])
    >>> columns, [*cells]
    (['day', 'value'], [['2025-09-05', '1101']])
    """
    found = list(dict.fromkeys(name for row in rows for name in row)) or list(names)
    return found, ([cell_text(row.get(name)) for name in found] for row in rows)


def csv_lines(names: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    r"""The lines of a CSV, each with its line end; without ``names`` it has no heading.

    >>> "".join(csv_lines(["agency", "n"], [["Bee County, TX", "1"]]))
    'agency,n\n"Bee County, TX",1\n'
    """
    # Written with the RFC's line end, so that a cell with either half of it is put in quotes.
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    if names:
        writer.writerow(names)
        yield lines.last
    for row in rows:
        writer.writerow(row)
        yield lines.last


class _Lines:
    """Takes one record at a time, with a plain line end."""

    last = ""

    def write(self, record: str) -> None:
        self.last = record.removesuffix("\r\n") + "\n"
