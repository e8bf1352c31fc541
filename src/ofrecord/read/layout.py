"""A sheet of cells to a table with known columns; every row is kept or explained.

Reading is strict: each column is mapped by the register's declaration, ignored by name, or stops the
capture with an error that names it and the nearest known one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import permutations

from ofrecord.errors import LayoutError
from ofrecord.read.cells import Row, text_of
from ofrecord.read.workbook import Sheet, Workbook
from ofrecord.register import Declaration, ListDeclaration, Role

FITS = 0.8
"""The share of a column's cells that must read as what its header says."""
DOUBTFUL = 0.5
"""A column in which fewer cells than this fit is not what its header says."""
_FEW = 5
_ENOUGH = 3
_SAMPLE = 120
_HEADER_SEARCH = 25
_STRAY = 0.05

Expectations = Mapping[Role, Callable[[str], bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet with its columns known.

    ``columns`` are the headers as printed; ``roles`` say which column, counted from 0, holds what.
    ``explained`` gives for every row that is no entry, by its number counted from 1, why it is none;
    the header is not among them. Every other row below the header is an entry.
    """

    list: ListDeclaration
    sheet: Sheet
    header: int
    columns: tuple[str, ...]
    roles: tuple[tuple[Role, int], ...]
    explained: tuple[tuple[int, str], ...]
    flags: tuple[str, ...]


def fold_header(cell: str) -> str:
    r"""A header cell as it is compared: case and blanks do not matter.

    >>> fold_header(" Support\nType ")
    'support type'
    """
    return " ".join(text_of(cell).replace("\xa0", " ").split()).casefold()


def find_table(
    workbook: Workbook, declaration: Declaration, expectations: Expectations
) -> tuple[Table, tuple[Sheet, ...]]:
    """The one table of a workbook, and the sheets beside it.

    Raises ``LayoutError`` where no sheet, or more than one, holds a known list.
    """
    found: list[Table] = []
    first_error: LayoutError | None = None
    for sheet in workbook.sheets:
        if not sheet.rows:
            continue
        try:
            found.append(_read_table(sheet, declaration, expectations))
        except LayoutError as error:
            if first_error is None or (not first_error.column and error.column):
                first_error = error
    if not found:
        raise first_error or LayoutError("every sheet of the workbook is empty")
    if len(found) > 1:
        visible = [table for table in found if table.sheet.visible] or found
        largest = max(visible, key=lambda table: len(table.sheet.rows))
        same = [t for t in visible if t is not largest and t.list is largest.list and _has_rows(t)]
        if same:
            names = ", ".join(repr(table.sheet.name) for table in (largest, *same))
            raise LayoutError(f"more than one sheet holds the {largest.list.name} list: {names}")
        found = [largest]
    return found[0], tuple(sheet for sheet in workbook.sheets if sheet is not found[0].sheet)


def _has_rows(table: Table) -> bool:
    return len(table.sheet.rows) > table.header


def _read_table(sheet: Sheet, declaration: Declaration, expectations: Expectations) -> Table:
    header = _find_header(sheet, declaration)
    cells = sheet.rows[header - 1]
    roles = _map_columns(sheet, header, declaration)
    which = _which_list(sheet, roles, declaration)
    entries, explained = _sort_rows(sheet, header, roles)
    roles, flags = _check_contents(sheet, entries, cells, roles, expectations)
    flags += _flag_strays(sheet, entries, cells)
    if sheet.hidden:
        flags += (f"{len(sheet.hidden)} rows are hidden by a saved filter; they are read",)
    if sheet.unplaced_links:
        flags += (f"{len(sheet.unplaced_links)} links stand behind blank cells",)
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
    """The number of the first row in which most cells are known column names."""
    best: tuple[int, int] = (0, 0)
    for number, row in enumerate(sheet.rows[:_HEADER_SEARCH], start=1):
        names = [fold_header(cell) for cell in row if cell]
        known = sum(name in declaration.columns or name in declaration.ignored for name in names)
        if known >= 2 and known * 2 >= len(names) and known > best[1]:
            best = (number, known)
    if best[0]:
        return best[0]
    first = next((row for row in sheet.rows if row), ())
    shown = " | ".join(text_of(cell)[:40] for cell in first[:8])
    raise LayoutError(
        f"sheet {sheet.name!r}: no row of the first {_HEADER_SEARCH} names the columns of a known "
        f"list; its first row reads: {shown}",
        hint=f"Known columns: {', '.join(declaration.headers.values())}",
    )


def _map_columns(sheet: Sheet, header: int, declaration: Declaration) -> dict[Role, int]:
    roles: dict[Role, int] = {}
    cells = sheet.rows[header - 1]
    for index, cell in enumerate(cells):
        name = fold_header(cell)
        if not name or name in declaration.ignored:
            continue
        role = declaration.columns.get(name)
        if role is None:
            nearest = next(iter(get_close_matches(name, declaration.columns, 1, 0.6)), "")
            known = declaration.headers[declaration.columns[nearest]] if nearest else ""
            guess = f' (did you mean "{known}"?)' if known else ""
            raise LayoutError(
                f'row {header}: unknown column "{text_of(cell)}"{guess}',
                column=text_of(cell),
                nearest=known,
            )
        if role in roles:
            raise LayoutError(
                f'row {header}: two columns hold the {role.value}: "{text_of(cells[roles[role]])}" '
                f'and "{text_of(cell)}"',
                column=text_of(cell),
            )
        roles[role] = index
    return roles


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


def _sort_rows(
    sheet: Sheet, header: int, roles: Mapping[Role, int]
) -> tuple[list[int], list[tuple[int, str]]]:
    entries: list[int] = []
    explained = [
        (number, "above the header" if row else "blank row")
        for number, row in enumerate(sheet.rows[: header - 1], start=1)
    ]
    head = sheet.rows[header - 1]
    state, agency = roles[Role.STATE], roles[Role.AGENCY]
    needed = max(state, agency)
    for number, row in enumerate(sheet.rows[header:], start=header + 1):
        if len(row) > needed and row[state].strip() and row[agency].strip():
            if row[state] != head[state] or not _repeats(row, head):
                entries.append(number)
            else:
                explained.append((number, "the header is repeated"))
        elif sum(bool(cell.strip()) for cell in row) >= _ENOUGH:
            entries.append(number)
        else:
            text = " ".join(text_of(cell).strip() for cell in row if cell.strip())
            why = f"a note, not an entry: {text[:120]}" if text else "blank row"
            explained.append((number, why))
    return entries, explained


def _repeats(row: Row, head: Row) -> bool:
    return [fold_header(cell) for cell in row] == [fold_header(cell) for cell in head]


def _check_contents(
    sheet: Sheet,
    entries: Sequence[int],
    header: Row,
    roles: dict[Role, int],
    expectations: Expectations,
) -> tuple[dict[Role, int], tuple[str, ...]]:
    """Checks that columns hold what their headers say; headers that are swapped are put right."""
    if len(entries) < _FEW:
        return roles, ()
    step = max(1, len(entries) // _SAMPLE)
    rows = [sheet.rows[number - 1] for number in entries[::step]]
    checked = {role: index for role, index in roles.items() if role in expectations}
    if not [r for r, i in checked.items() if _share(rows, i, expectations[r]) < DOUBTFUL]:
        return roles, ()
    swapped = _find_order(rows, roles, checked, expectations)
    if swapped is None:
        role = min(checked, key=lambda r: _share(rows, checked[r], expectations[r]))
        share = _share(rows, checked[role], expectations[role])
        name = text_of(header[checked[role]])
        raise LayoutError(
            f'the column "{name}" does not hold what it says: {share:.0%} of its '
            f"{len(rows)} cells looked at read as a {role.value}",
            column=name,
        )
    moved = [text_of(header[roles[role]]) for role in roles if roles[role] != swapped[role]]
    flag = "the headers " + " and ".join(f'"{name}"' for name in moved)
    return swapped, (f"{flag} are swapped; the columns are read by their contents",)


def _find_order(
    rows: Sequence[Row],
    roles: dict[Role, int],
    checked: Mapping[Role, int],
    expectations: Expectations,
) -> dict[Role, int] | None:
    """The one way to give the same columns to the roles so that all contents fit."""
    wrong = [r for r, index in checked.items() if _share(rows, index, expectations[r]) < DOUBTFUL]
    free = [role for role in roles if role in wrong or role not in expectations]
    found = []
    for order in permutations([roles[role] for role in free]):
        trial = {**roles, **dict(zip(free, order, strict=True))}
        moved = sum(trial[role] != roles[role] for role in roles)
        if moved == 2 and all(_share(rows, trial[r], expectations[r]) >= FITS for r in checked):
            found.append(trial)
    return found[0] if len(found) == 1 else None


def _share(rows: Sequence[Row], index: int, fits: Callable[[str], bool]) -> float:
    cells = [row[index] for row in rows if index < len(row) and row[index].strip()]
    return sum(map(fits, cells)) / len(cells) if cells else 1.0


def _flag_strays(sheet: Sheet, entries: Sequence[int], header: Row) -> tuple[str, ...]:
    """Cells under no header are kept as printed; where there are many, the layout is not known."""
    width = len(header)
    unnamed = [index for index, cell in enumerate(header) if not cell.strip()]
    strays = [n for n in entries if len(sheet.rows[n - 1]) > width]
    if unnamed:
        strays += [
            n
            for n in entries
            if any(sheet.rows[n - 1][i : i + 1] not in {(), ("",)} for i in unnamed)
        ]
    if not strays:
        return ()
    if len(strays) > max(_FEW, len(entries) * _STRAY):
        raise LayoutError(
            f"{len(strays)} rows have cells under no header, first in row {strays[0]}",
            column="(no name)",
        )
    return (f"{len(strays)} cells stand under no header, first in row {strays[0]}; they are kept",)
