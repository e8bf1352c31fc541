"""The table of a series' document among the sheets of a workbook; every row is kept or explained.

Reading is strict: each column is mapped by the description, ignored by name, or stops the capture
with an error that names it and the nearest known one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise

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
_ONE_DAY = timedelta(days=1)
_FIFTH = date(2025, 9, 5)


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
        names = '", "'.join(_header_of(role, document) for role in sorted(missing))
        raise LayoutError(f'row {found.header}: the column "{names}" is missing', column=names)
    if sheet.formulas:
        raise LayoutError(
            f"{sheet.formulas[0]} is a formula (one of {len(sheet.formulas):,} in the sheet): its "
            "value cannot be vouched for",
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
        flags=(*_flags(workbook, found.sheet), *_row_flags(sheet, found.header, explained)),
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
    names, uneven = [*map(fold_header, sheet.rows[header - 1])], set(sheet.uneven)
    for number, row in enumerate(sheet.rows, start=1):
        if number == header:
            continue
        printed = [text for cell in row if (text := text_of(cell).strip())]
        if not printed:
            yield number, _BLANK
        elif number < header:
            yield number, "above the header"
        elif [*map(fold_header, row)] == names:
            yield number, "the header is repeated"
        elif number in uneven and len(row) > len(names):
            why = f"it has {len(row)} cells under {len(names)} columns, and is not read"
            yield number, f"{why}: does a number have a comma in it, outside quotes?"
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
        forms = " or ".join(
            dict.fromkeys(("2025-09-05", *map(_FIFTH.strftime, document.day_forms)))
        )
        raise LayoutError(
            f'row {number}: the column "{name}" reads "{_shown(cell)}", and {len(odd):,} of '
            f"{len(printed):,} rows are like it: days are written as {forms} here",
            column=name,
        )
    if document.every_day:
        _check_order(printed, _shown(sheet.rows[header - 1][at]), document)


def _check_order(printed: Sequence[tuple[int, str]], name: str, document: Document) -> None:
    """Refuses a table of every day in which day and month have changed places."""
    read = [(number, cell, read_day(text_of(cell), document.day_forms)) for number, cell in printed]
    steps = swapped = 0
    first = ""
    for (_, _, one), (number, cell, other) in pairwise(read):
        if one is None or other is None or other == one:
            continue
        if abs(other - one) <= _ONE_DAY:
            steps += 1
        elif max(one.day, other.day) <= 12 and abs(_swap(other) - _swap(one)) <= _ONE_DAY:
            swapped += 1
            first = first or f'row {number}: the column "{name}" reads "{_shown(cell)}"'
    if swapped > steps:
        raise LayoutError(
            f"{first}: with day and month in this order the rows are a month apart, the other way "
            "round a day",
            column=name,
        )


def _swap(day: date) -> date:
    return day.replace(month=day.day, day=day.month)


def _flags(workbook: Workbook, which: int) -> Iterable[str]:
    others = [sheet for number, sheet in enumerate(workbook.sheets) if number != which]
    if others:
        names = ", ".join(
            repr(sheet.name) if sheet.name else f"sheet {number}"
            for number, sheet in enumerate(workbook.sheets, start=1)
            if number != which + 1
        )
        yield f"other sheets stand beside the table: {names}; they are kept"
    hidden = [sheet for sheet in others if not sheet.visible]
    if hidden:
        names = ", ".join(repr(sheet.name) for sheet in hidden)
        yield f"hidden sheets: {names}; they are kept, and nothing is read from them"
    if not workbook.sheets[which].visible:
        yield "the sheet of the table is hidden; no other holds it"
    rows = len(workbook.sheets[which].hidden)
    if rows:
        yield f"rows are hidden by a saved filter ({rows:,}); they are read"
    formulas = sum(len(sheet.formulas) for sheet in others)
    if formulas:
        yield f"cells of other sheets are formulas ({formulas:,}); their last values are kept"


def _row_flags(sheet: Sheet, header: int, explained: Sequence[tuple[int, str]]) -> Iterable[str]:
    """What is odd about the rows as such: how many there are, and their cells."""
    width, left_out = len(sheet.rows[header - 1]), {number for number, _ in explained}
    rows = [
        (number, row)
        for number, row in enumerate(sheet.rows[header:], start=header + 1)
        if number not in left_out
    ]
    if not rows:
        yield "the table has no row"
    yield from (f"row {number}: {why}" for number, why in explained if "is not read" in why)
    uneven = set(sheet.uneven)
    short = [number for number, row in rows if number in uneven and len(row) < width]
    if short:
        yield f"{_numbered(short)}: fewer cells than the header has columns"
    beyond = [number for number, row in rows if len(row) > width]
    if beyond:
        yield f"{_numbered(beyond)}: cells under no header; they are kept, and not read"


def _numbered(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:_FEW]))
    more = f" and {len(rows) - _FEW:,} more" if len(rows) > _FEW else ""
    return f"row{'s' if len(rows) > 1 else ''} {shown}{more}"


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
