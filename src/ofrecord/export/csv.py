"""Tables as CSV (RFC 4180, UTF-8), with text that a spreadsheet would run made safe."""

from __future__ import annotations

import csv
from pathlib import Path

from ofrecord.front.csv_text import guard_text
from ofrecord.front.data import Cell, Table

_TEXT = "VARCHAR"


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
