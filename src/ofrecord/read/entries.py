"""Which rows of a table are entries, and why each of the others is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto

from ofrecord.errors import LayoutError
from ofrecord.read.cells import Row, text_of
from ofrecord.read.headers import fold_header
from ofrecord.read.workbook import Sheet
from ofrecord.register import Declaration, Role

MAX_BLANK = 10_000
"""A sheet with more blank rows than this among its rows is not a table that someone printed."""
_ENOUGH = 3
_SHOWN = 120
_BLANK = "blank row"
STRAY = "cells under no header"
"""What is said of an entry with such cells: they are kept."""
_ENTRY = ("", STRAY)
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)


class _First(Enum):
    """What the cell says in which an entry has its state."""

    STATE = auto()
    HEADER = auto()
    OTHER = auto()


def sort_rows(
    sheet: Sheet, header: int, reasons: Sequence[str]
) -> tuple[Sequence[int], list[tuple[int, str]]]:
    """The numbers of the entries, and for every other row but the header why it is none.

    ``reasons`` say of each row below the header why it is none, if it is none. Raises
    ``LayoutError`` where blank rows without end stand between the printed ones.
    """
    explained = [
        (number, "above the header" if _is_printed(row) else _BLANK)
        for number, row in enumerate(sheet.rows[: header - 1], start=1)
    ]
    entries: Sequence[int] = range(header + 1, len(sheet.rows) + 1)
    if any(reasons):
        found = list(zip(entries, reasons, strict=True))
        explained += [(n, reason) for n, reason in found if reason not in _ENTRY]
        entries = [n for n, reason in found if reason in _ENTRY]
    blank = sum(reason == _BLANK for _, reason in explained)
    if blank > MAX_BLANK:
        raise LayoutError(
            f"sheet {sheet.name!r}: {blank:,} blank rows stand above its last row, "
            f"{len(sheet.rows):,}"
        )
    return entries, explained


def explain_rows(
    header: Row,
    roles: Mapping[Role, int],
    declaration: Declaration,
    states: Mapping[str, bool | None] | None,
) -> Callable[[Row], str]:
    """What says of a row why it is no entry; blank for one that is, or ``STRAY``.

    ``states`` tells whether a cell reads as a state.
    """
    state, agency = roles[Role.STATE], roles[Role.AGENCY]
    needed, width = max(state, agency), len(header)
    unnamed = [index for index, cell in enumerate(header) if not text_of(cell).strip()]

    def explain(row: Row) -> str:
        first = _First.OTHER
        if len(row) > needed:
            first = _read_first(row[state], declaration, states)
        if first is not _First.STATE or row[agency].isspace() or not row[agency]:
            reason = _explain(row, first, roles, declaration)
            if reason:
                return reason
        stray = len(row) > width or any(
            index < len(row) and text_of(row[index]).strip() for index in unnamed
        )
        return STRAY if stray else ""

    return explain


def _is_printed(row: Row) -> bool:
    return any(text_of(cell).strip() for cell in row)


def _read_first(
    cell: str, declaration: Declaration, states: Mapping[str, bool | None] | None
) -> _First:
    if not text_of(cell).strip():
        return _First.OTHER
    if fold_header(cell) in declaration.columns:
        return _First.HEADER
    return _First.STATE if states is None or states[cell] else _First.OTHER


def _explain(row: Row, first: _First, roles: Mapping[Role, int], declaration: Declaration) -> str:
    """Why a row is no entry; blank for one that is."""
    texts = [text_of(cell).strip() for cell in row]
    printed = [text for text in texts if text]
    if not printed:
        return _BLANK
    if first is _First.HEADER and _repeats(row, roles, declaration):
        return "the header is repeated"
    shown = " ".join(" ".join(printed)[:_SHOWN].split())
    if first is not _First.STATE and _TOTAL.match(printed[0]):
        return f"a total, not an entry: {shown}"
    if sum(bool(texts[at]) for at in roles.values() if at < len(texts)) < _ENOUGH:
        return f"a note, not an entry: {shown}"
    return ""


def _repeats(row: Row, roles: Mapping[Role, int], declaration: Declaration) -> bool:
    """Whether every printed cell of a row is the name of the column in which it stands."""
    columns = {index: role for role, index in roles.items()}
    return all(
        columns.get(index) == declaration.columns.get(fold_header(cell), "unknown")
        for index, cell in enumerate(row)
        if text_of(cell).strip()
    )
