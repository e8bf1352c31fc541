"""The table of a series' document among the sheets of a workbook; every row is kept or explained.

Reading is strict: each column is mapped by the description, ignored by name, or stops the capture
with an error that names it and the nearest known one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache

from ofrecord.errors import LayoutError
from ofrecord.read.cells import Row, text_of
from ofrecord.read.headers import fold_header
from ofrecord.read.workbook import Sheet, Workbook
from ofrecord.series import Document, SeriesDeclaration, SeriesRow

_HEADER_SEARCH = 25
KNOWN = 0.5
"""A table is a document's if at least this share of its header is known, two columns at least."""
_UNREADABLE = 0.2
"""With a greater share of days than this unreadable, days are written in another way."""
_FEW = 5
_BLANK = "blank row"
_SHOWN = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesTable:
    """A sheet that holds a document's table: where its header stands and which column is what.

    ``explained`` gives for every row but the header that is none of the table why it is none.
    """

    document: Document
    sheet: int
    header: int
    roles: tuple[tuple[str, int], ...]
    explained: tuple[tuple[int, str], ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A header, and the document that it is of."""

    share: float
    document: Document
    sheet: int
    header: int


def recognise(workbook: Workbook, declaration: SeriesDeclaration) -> float:
    """How much of a workbook's best header a series knows: 0 for another register's table.

    >>> from ofrecord.read.workbook import Properties
    >>> from ofrecord.register import register_named
    >>> sheet = Sheet(name="", visible=True, rows=[("report_date", "killed_cum", "injured_cum")])
    >>> book = Workbook(sheets=(sheet,), properties=Properties())
    >>> recognise(book, register_named("ocha-west-bank"))
    1.0
    """
    return max((found.share for found in _headers(workbook, declaration)), default=0.0)


def find_series_table(workbook: Workbook, declaration: SeriesDeclaration) -> SeriesTable:
    """The one table of a workbook; ``LayoutError`` where there is none, or it is a strange one."""
    found = list(_headers(workbook, declaration))
    for visible in (True, False):
        tables = [one for one in found if workbook.sheets[one.sheet].visible is visible]
        best = [one for one in tables if one.share == max(t.share for t in tables)]
        rows = {tuple(workbook.sheets[one.sheet].rows) for one in best}
        if len(rows) > 1:
            names = ", ".join(repr(workbook.sheets[one.sheet].name) for one in best)
            raise LayoutError(f"more than one sheet holds the table: {names}")
        if best:
            return _read_table(workbook, best[0])
    raise LayoutError(_nothing(workbook), hint=_known_columns(declaration.documents))


def _headers(workbook: Workbook, declaration: SeriesDeclaration) -> Iterable[_Found]:
    """For each sheet that holds one the header of which most is known."""
    for number, sheet in enumerate(workbook.sheets):
        best: _Found | None = None
        for row_number, row in enumerate(sheet.rows[:_HEADER_SEARCH], start=1):
            names = [name for cell in row if (name := fold_header(cell))]
            for document in declaration.documents:
                known = sum(name in document.columns or name in document.ignored for name in names)
                mapped = {document.columns.get(name) for name in names}
                share = known / len(names) if names else 0.0
                if known < 2 or share < KNOWN or not document.requires & mapped:
                    continue
                if not set(document.day_roles) & mapped and share < 1 - 1 / len(names):
                    continue
                if best is None or share > best.share:
                    best = _Found(share, document, number, row_number)
        if best is not None:
            yield best


def _nothing(workbook: Workbook) -> str:
    sheet = next((sheet for sheet in workbook.sheets if any(sheet.rows)), None)
    if sheet is None:
        return "it holds no cell"
    first = next(row for row in sheet.rows if row)
    shown = " | ".join(text_of(cell)[:40] for cell in first[:8])
    return f"no row names the columns of a known table; the first row reads: {shown!r}"


def _known_columns(documents: Sequence[Document]) -> str:
    names = dict.fromkeys(name for document in documents for name in document.columns)
    return f"Known columns: {', '.join(names)}"


def _read_table(workbook: Workbook, found: _Found) -> SeriesTable:
    sheet, document = workbook.sheets[found.sheet], found.document
    roles = _map_columns(sheet, found.header, document)
    missing = document.requires - roles.keys()
    if missing:
        names = ", ".join(_header_of(role, document) for role in sorted(missing))
        raise LayoutError(f"row {found.header}: the column {names} is missing", column=names)
    if sheet.formulas:
        raise LayoutError(
            f"{sheet.formulas[0]} is a formula ({len(sheet.formulas):,} in the table): its value "
            "cannot be vouched for",
            hint="The publisher's own file holds values",
        )
    explained = tuple(_explain(sheet, found.header, roles))
    _check_days(sheet, found.header, roles, {number for number, _ in explained}, document)
    return SeriesTable(
        document=document,
        sheet=found.sheet,
        header=found.header,
        roles=tuple(sorted(roles.items(), key=lambda pair: pair[1])),
        explained=explained,
        flags=tuple(_flags(workbook, found.sheet)),
    )


def _map_columns(sheet: Sheet, header: int, document: Document) -> dict[str, int]:
    roles: dict[str, int] = {}
    cells = sheet.rows[header - 1]
    for index, cell in enumerate(cells):
        name = fold_header(cell)
        role = document.columns.get(name)
        if not name or (role is None and name in document.ignored):
            continue
        if role is None:
            nearest = next(iter(get_close_matches(name, document.columns, 1, 0.6)), "")
            guess = f' (did you mean "{nearest}"?)' if nearest else ""
            raise LayoutError(
                f'row {header}: unknown column "{_shown(cell)}"{guess}',
                column=_shown(cell),
                nearest=nearest,
                hint="" if nearest else _known_columns([document]),
            )
        if role in roles:
            both = f'"{_shown(cells[roles[role]])}" and "{_shown(cell)}"'
            raise LayoutError(
                f"row {header}: two columns hold the {role}: {both}", column=_shown(cell)
            )
        roles[role] = index
    return roles


def _header_of(role: str, document: Document) -> str:
    return next((name for name, held in document.columns.items() if held == role), role)


def _shown(cell: str) -> str:
    return " ".join(text_of(cell)[:_SHOWN].split())


def _explain(sheet: Sheet, header: int, roles: dict[str, int]) -> Iterable[tuple[int, str]]:
    """The rows that are none of the table's, each with the reason."""
    places = sorted(roles.values())
    for number, row in enumerate(sheet.rows, start=1):
        if number == header:
            continue
        printed = [text for cell in row if (text := text_of(cell).strip())]
        if not printed:
            yield number, _BLANK
        elif number < header:
            yield number, "above the header"
        elif row == sheet.rows[header - 1]:
            yield number, "the header is repeated"
        elif len(printed) == 1 and len(places) > 1 and not any(c.isdigit() for c in printed[0][:4]):
            yield number, f"a note, not a row of the table: {_shown(printed[0])}"


def _check_days(
    sheet: Sheet, header: int, roles: dict[str, int], explained: set[int], document: Document
) -> None:
    """Refuses a table whose days are written in a way that is not known."""
    at = next((roles[role] for role in reversed(document.day_roles) if role in roles), None)
    if at is None:
        return
    entries = [
        (number, row[at] if at < len(row) else "")
        for number, row in enumerate(sheet.rows[header:], start=header + 1)
        if number not in explained
    ]
    printed = [(number, cell) for number, cell in entries if text_of(cell).strip()]
    odd = [one for one in printed if read_day(text_of(one[1]), document.day_forms) is None]
    if len(odd) > max(_FEW, _UNREADABLE * len(printed)) or (odd and len(odd) == len(printed)):
        number, cell = odd[0]
        name = _shown(sheet.rows[header - 1][at])
        raise LayoutError(
            f'row {number}: the column "{name}" reads "{_shown(cell)}", and {len(odd):,} of '
            f"{len(printed):,} rows are like it: days are written as 2025-09-05 here",
            column=name,
        )


def _flags(workbook: Workbook, which: int) -> Iterable[str]:
    others = [sheet for number, sheet in enumerate(workbook.sheets) if number != which]
    if others:
        names = ", ".join(repr(sheet.name) for sheet in others)
        yield f"other sheets stand beside the table: {names}; they are kept"
    hidden = [sheet for sheet in others if not sheet.visible]
    if hidden:
        names = ", ".join(repr(sheet.name) for sheet in hidden)
        yield f"hidden sheets: {names}; they are kept, and nothing is read from them"
    if not workbook.sheets[which].visible:
        yield "the sheet of the table is hidden; no other holds it"
    rows = len(workbook.sheets[which].hidden)
    if rows:
        yield f"{rows} rows are hidden by a saved filter; they are read"
    formulas = sum(len(sheet.formulas) for sheet in others)
    if formulas:
        yield f"{formulas} cells of other sheets are formulas; their last values are kept"


@lru_cache(maxsize=32_768)
def read_day(text: str, forms: tuple[str, ...] = ()) -> date | None:
    """The day that a cell states; ``None`` for what is none.

    >>> read_day("2025-09-07"), read_day("2025-09-07 09:30"), read_day("07/09/2025")
    (datetime.date(2025, 9, 7), datetime.date(2025, 9, 7), None)
    >>> read_day("07/09/2025", ("%d/%m/%Y",))
    datetime.date(2025, 9, 7)
    """
    text = text.strip()
    try:
        if text[4:5] == "-":
            return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    for form in forms:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (the publisher's own days)
        except ValueError:
            continue
    return None


def series_rows(
    rows: Sequence[Row], header: int, roles: Iterable[tuple[str, int]], explained: Iterable[int]
) -> list[SeriesRow]:
    """The rows of a table with their cells by role, numbered as in their sheet.

    >>> series_rows([("Date", "Boats"), ("2025-09-07", "1")], 1, [("day", 0), ("boats", 1)], [])
    [SeriesRow(number=2, cells={'day': '2025-09-07', 'boats': '1'})]
    """
    left_out = set(explained)
    columns = tuple(roles)
    return [
        SeriesRow(
            number=number,
            cells={role: text_of(row[at]) if at < len(row) else "" for role, at in columns},
        )
        for number, row in enumerate(rows[header:], start=header + 1)
        if number not in left_out
    ]
