"""Tables as CSV (RFC 4180, UTF-8), with text that a spreadsheet would run made safe.

A text cell that begins with one of ``GUARDED`` gets one apostrophe in front. Taking one apostrophe
from the front of every text cell that begins with one gives back exactly what was there. Cells of
numbers and days are left as they are.
"""

from __future__ import annotations

import csv
from pathlib import Path

from ofrecord.front.data import Cell, Table

GUARD = "'"
_WIDE = "\uff1d\uff0b\uff0d\uff20"
"""The same signs in full width, which some spreadsheets take for the plain ones."""
GUARDED = frozenset(f"'=+-@\t\r\n{_WIDE}")
"""The apostrophe itself is among them, so that taking one away is always right."""
_TEXT = "VARCHAR"


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


def write_csv(path: Path, table: Table) -> None:
    """Writes a table, its header first; what is not known is an empty cell."""
    texts = [column.type == _TEXT for column in table.columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(table.names)
        writer.writerows(map(_csv_cell, row, texts) for row in table.rows)


def _csv_cell(value: Cell, text: bool) -> str | int:  # noqa: FBT001  (called through map)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guard_text(value) if text and isinstance(value, str) else value
