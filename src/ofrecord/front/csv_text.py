"""Answers as CSV: RFC 4180 but for plain line ends; line ends in cells stay.

Where a spreadsheet may open it, a text cell that begins with one of ``GUARDED`` gets one apostrophe
in front. Taking one apostrophe from the front of every text cell that begins with one gives back
exactly what was there. Cells of numbers are left as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ofrecord.model import Plain

GUARD = "'"
_WIDE = "\uff1d\uff0b\uff0d\uff20"
"""The same signs in full width, which some spreadsheets take for the plain ones."""
GUARDED = frozenset(f"'=+-@\t\r\n{_WIDE}")
"""The apostrophe itself is among them, so that taking one away is always right."""


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


def guard_text(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula.

    >>> guard_text("=1+1"), guard_text("'tis"), guard_text("Bee County"), guard_text("")
    ("'=1+1", "''tis", 'Bee County', '')
    """
    return GUARD + text if text[:1] in GUARDED else text


def unguard_text(cell: str) -> str:
    """The text that a cell was made of.

    >>> unguard_text("'=1+1"), unguard_text("''tis"), unguard_text("Bee County")
    ('=1+1', "'tis", 'Bee County')
    """
    return cell.removeprefix(GUARD)


def row_cells(
    rows: Sequence[Mapping[str, Plain]], names: Sequence[str], *, guarded: bool = False
) -> tuple[list[str], Iterator[list[str]]]:
    """The columns of rows, and the cells of each; ``names`` are the columns where there is no row.

    >>> columns, cells = row_cells([{"day": "2025-09-05", "value": 1101}], ["day"])
    >>> columns, [*cells]
    (['day', 'value'], [['2025-09-05', '1101']])
    >>> [*row_cells([{"agency": "-5", "change": -5}], (), guarded=True)[1]]
    [["'-5", '-5']]
    """
    found = list(dict.fromkeys(name for row in rows for name in row)) or list(names)
    cell = _guarded_cell if guarded else cell_text
    return found, ([cell(row.get(name)) for name in found] for row in rows)


def _guarded_cell(value: Plain) -> str:
    return cell_text(value) if isinstance(value, int | float) else guard_text(cell_text(value))


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
