"""Which rows of a table are entries, and why each of the others is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from ofrecord.errors import LayoutError
from ofrecord.read.cells import Row, text_of
from ofrecord.read.contents import Expectations
from ofrecord.read.headers import fold_header
from ofrecord.read.workbook import Sheet
from ofrecord.register import Declaration, Role

MAX_BLANK = 10_000
"""A sheet with more blank rows than this among its rows is not a table that someone printed."""
_ENOUGH = 3
_SHOWN = 120
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)


class _First(Enum):
    """What the cell says in which an entry has its state."""

    STATE = auto()
    HEADER = auto()
    OTHER = auto()


def sort_rows(
    sheet: Sheet,
    header: int,
    roles: Mapping[Role, int],
    declaration: Declaration,
    expectations: Expectations,
) -> tuple[list[int], list[tuple[int, str]]]:
    """The numbers of the entries, and for every other row but the header why it is none.

    Raises ``LayoutError`` where blank rows without end stand between the printed ones.
    """
    explained = [
        (number, "above the header" if _is_printed(row) else "blank row")
        for number, row in enumerate(sheet.rows[: header - 1], start=1)
    ]
    entries: list[int] = []
    firsts: dict[str, _First] = {}
    state, agency = roles[Role.STATE], roles[Role.AGENCY]
    needed = max(state, agency)
    for number, row in enumerate(sheet.rows[header:], start=header + 1):
        if len(row) > needed:
            first = firsts.get(row[state])
            if first is None:
                first = firsts[row[state]] = _read_first(row[state], declaration, expectations)
            if first is _First.STATE and not row[agency].isspace() and row[agency]:
                entries.append(number)
                continue
        else:
            first = _First.OTHER
        reason = _explain(row, first, roles, declaration)
        if reason:
            explained.append((number, reason))
        else:
            entries.append(number)
    blank = sum(reason == "blank row" for _, reason in explained)
    if blank > MAX_BLANK:
        raise LayoutError(
            f"sheet {sheet.name!r}: {blank:,} blank rows stand above its last row, "
            f"{len(sheet.rows):,}"
        )
    return entries, explained


def _is_printed(row: Row) -> bool:
    return any(text_of(cell).strip() for cell in row)


def _read_first(cell: str, declaration: Declaration, expectations: Expectations) -> _First:
    if not text_of(cell).strip():
        return _First.OTHER
    if fold_header(cell) in declaration.columns:
        return _First.HEADER
    fits = expectations.get(Role.STATE)
    return _First.STATE if fits is None or fits(cell) else _First.OTHER


def _explain(row: Row, first: _First, roles: Mapping[Role, int], declaration: Declaration) -> str:
    """Why a row is no entry; blank for one that is."""
    texts = [text_of(cell).strip() for cell in row]
    printed = [text for text in texts if text]
    if not printed:
        return "blank row"
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
