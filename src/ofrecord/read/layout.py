"""A sheet of cells to a table with known columns; every row is kept or explained.

Reading is strict: each column is mapped by the register's declaration, ignored by name, or stops
the capture with an error that names it and the nearest known one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ofrecord.errors import LayoutError
from ofrecord.read.cells import join_row, text_of
from ofrecord.read.contents import check_contents, flag_strays
from ofrecord.read.entries import sort_rows
from ofrecord.read.headers import fold_header
from ofrecord.read.judged import Expectations
from ofrecord.read.workbook import Sheet, Workbook
from ofrecord.register import Declaration, ListDeclaration, Role

__all__ = ["Expectations", "Table", "find_table"]

_HEADER_SEARCH = 25
_NEAR = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet with its columns known.

    ``columns`` are the headers as printed; ``roles`` say which column, counted from 0, holds what.
    ``explained`` gives for every row that is no entry, by its number counted from 1, why it is
    none; the header is not among them. Every other row below the header is an entry.
    """

    list: ListDeclaration
    sheet: Sheet
    header: int
    columns: tuple[str, ...]
    roles: tuple[tuple[Role, int], ...]
    explained: tuple[tuple[int, str], ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Failed:
    """A sheet that has the columns of a list, and why it cannot be read as one."""

    sheet: Sheet
    error: LayoutError
    certain: bool
    """Whether the columns that a list must have are there, so that it is one without doubt."""


def find_table(
    workbook: Workbook,
    declaration: Declaration,
    expectations: Expectations,
    lines: Sequence[Sequence[str]] = (),
) -> tuple[Table, tuple[Sheet, ...]]:
    """The one table of a workbook, and the sheets beside it.

    ``lines`` are the rows of each sheet as ``join_row`` gives them, where they are known already.

    Raises ``LayoutError`` where no sheet that shows, or more than one, holds a known list, and
    where one that does cannot be read whole.
    """
    found: list[Table] = []
    failed: list[_Failed] = []
    lines = lines or [list(map(join_row, sheet.rows)) for sheet in workbook.sheets]
    for sheet, texts in zip(workbook.sheets, lines, strict=True):
        if sheet.rows:
            _try_sheet(sheet, texts, declaration, expectations, found, failed)
    table = _choose(found)
    for failure in sorted(failed, key=lambda f: (not f.certain, not f.error.column)):
        larger = table is None or len(failure.sheet.rows) > len(table.sheet.rows)
        if table is None or (failure.sheet.visible and (failure.certain or larger)):
            raise failure.error
    if table is None:
        raise LayoutError(_nothing(workbook), hint=_known_columns(declaration))
    return table, tuple(sheet for sheet in workbook.sheets if sheet is not table.sheet)


def _try_sheet(
    sheet: Sheet,
    lines: Sequence[str],
    declaration: Declaration,
    expectations: Expectations,
    found: list[Table],
    failed: list[_Failed],
) -> None:
    header = _find_header(sheet, declaration)
    if not header:
        return
    try:
        found.append(_read_table(sheet, lines, header, declaration, expectations))
    except LayoutError as error:
        names = {declaration.columns.get(fold_header(cell)) for cell in sheet.rows[header - 1]}
        certain = any(candidate.requires <= names for candidate in declaration.lists)
        failed.append(_Failed(sheet, error, certain))


def _choose(found: list[Table]) -> Table | None:
    """The table that is the list; sheets that do not show or have no rows only stand in for one."""
    for tables in (
        [table for table in found if table.sheet.visible and len(table.sheet.rows) > table.header],
        [table for table in found if table.sheet.visible],
        found,
    ):
        if not tables:
            continue
        first = tables[0]
        others = [table for table in tables if table.sheet.rows != first.sheet.rows]
        if others:
            names = ", ".join(f"{t.sheet.name!r} ({t.list.name})" for t in (first, *others))
            raise LayoutError(f"more than one sheet holds a list: {names}")
        return first
    return None


def _nothing(workbook: Workbook) -> str:
    sheet = next((sheet for sheet in workbook.sheets if sheet.rows), None)
    if sheet is None:
        return "every sheet of the workbook is empty"
    first = next(row for row in sheet.rows if row)
    shown = " | ".join(text_of(cell)[:40] for cell in first[:8])
    return (
        f"sheet {sheet.name!r}: no row of the first {_HEADER_SEARCH} names the columns of a known "
        f"list; its first row reads: {shown!r}"
    )


def _known_columns(declaration: Declaration) -> str:
    return f"Known columns: {', '.join(declaration.headers.values())}"


def _read_table(
    sheet: Sheet,
    lines: Sequence[str],
    header: int,
    declaration: Declaration,
    expectations: Expectations,
) -> Table:
    cells = sheet.rows[header - 1]
    roles = _map_columns(sheet, header, declaration)
    which = _which_list(sheet, roles, declaration)
    layout = expectations.layout(cells, roles, declaration)
    reasons = list(map(layout.reasons.__getitem__, lines[header:]))
    entries, explained = sort_rows(sheet, header, reasons)
    roles, flags = check_contents(sheet, entries, lines, layout)
    flags += flag_strays(sheet, header, entries, reasons)
    return Table(
        list=which,
        sheet=sheet,
        header=header,
        columns=tuple(text_of(cell) for cell in cells),
        roles=tuple(sorted(roles.items(), key=lambda pair: pair[1])),
        explained=tuple(explained),
        flags=flags,
    )


def _find_header(sheet: Sheet, declaration: Declaration) -> int:
    """The number of the first row in which most cells are column names; 0 where there is none.

    Where no row has enough names that are known, one whose names are much like them will do: its
    columns are not mapped, so the error can name them.
    """
    best = (0, 0)
    for number, row in enumerate(sheet.rows[:_HEADER_SEARCH], start=1):
        if len(row) <= best[1]:
            continue
        names = [fold_header(cell) for cell in row if cell]
        known = sum(name in declaration.columns or name in declaration.ignored for name in names)
        if known >= 2 and known * 2 >= len(names) and known > best[1]:
            best = (number, known)
    if best[0]:
        return best[0]
    for number, row in enumerate(sheet.rows[:_HEADER_SEARCH], start=1):
        names = [fold_header(cell) for cell in row if cell]
        near = sum(bool(get_close_matches(name, declaration.columns, 1, _NEAR)) for name in names)
        if near >= 2 and near * 2 >= len(names):
            return number
    return 0


def _map_columns(sheet: Sheet, header: int, declaration: Declaration) -> dict[Role, int]:
    roles: dict[Role, int] = {}
    cells = sheet.rows[header - 1]
    where = f"row {header}"
    for index, cell in enumerate(cells):
        name = fold_header(cell)
        if not name or name in declaration.ignored:
            continue
        role = declaration.columns.get(name)
        if role is None:
            raise _unknown_column(where, cell, name, declaration)
        if role in roles:
            raise LayoutError(
                f'{where}: two columns hold the {role.value}: "{_shown(cells[roles[role]])}" and '
                f'"{_shown(cell)}"',
                column=_shown(cell),
            )
        roles[role] = index
    return roles


def _unknown_column(where: str, cell: str, name: str, declaration: Declaration) -> LayoutError:
    nearest = next(iter(get_close_matches(name, declaration.columns, 1, 0.6)), "")
    known = declaration.headers[declaration.columns[nearest]] if nearest else ""
    guess = f' (did you mean "{known}"?)' if known else ""
    return LayoutError(
        f'{where}: unknown column "{_shown(cell)}"{guess}',
        column=_shown(cell),
        nearest=known,
        hint="" if known else _known_columns(declaration),
    )


def _shown(cell: str) -> str:
    return " ".join(text_of(cell)[:80].split())


def _which_list(
    sheet: Sheet, roles: Mapping[Role, int], declaration: Declaration
) -> ListDeclaration:
    """The list that the columns make it, whatever the file is called."""
    for candidate in declaration.lists:
        if candidate.requires <= roles.keys() and not candidate.lacks & roles.keys():
            return candidate
    missing = min((c.requires - roles.keys() for c in declaration.lists), key=len)
    names = ", ".join(declaration.headers[role] for role in sorted(missing))
    raise LayoutError(f"sheet {sheet.name!r}: the column {names} is missing", column=names)
