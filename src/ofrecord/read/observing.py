"""The rows of a series' table to values by day: a row a day, a column a measure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from ofrecord.errors import LayoutError
from ofrecord.read.series_table import read_day
from ofrecord.series import (
    Document,
    Observation,
    Observed,
    RowDoubt,
    SeriesDeclaration,
    SeriesMeasure,
    SeriesRow,
)

_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,15}")
_ZEROS = re.compile(r"\.(?:0{1,2}|0{4,})?$")
"""Decimals that say nothing. Three could as well be thousands, in the way of other languages."""
_ROWS = 20
_FEW = 5
_SHARE = 0.2
_MISPRINT = timedelta(days=31)
DISPUTED = "disputed"
"""The mark of a day for which one edition prints two values."""


def read_whole(text: str) -> int | None:
    """The whole number that a cell states; ``None`` for anything else.

    >>> read_whole("1,101"), read_whole("810.0"), read_whole("1.000"), read_whole("-3")
    (1101, 810, None, None)
    """
    text = _ZEROS.sub("", text.strip())
    return int(text.replace(",", "")) if _WHOLE.fullmatch(text) else None


def observe(
    rows: Sequence[SeriesRow], document: Document, declaration: SeriesDeclaration
) -> Observed:
    """The values that the rows of one edition state, and what is strange about them.

    A register whose rows are not simply one day each brings its own way. Nothing is raised for a
    strange row: it is told, and the others stand.
    """
    if declaration.observe is not None:
        found = declaration.observe(rows, declaration)
        return Observed(
            observations=found.observations, doubts=(*found.doubts, *_falls(found, declaration))
        )
    observations, doubts = _by_columns(rows, document, declaration)
    found = Observed(observations=tuple(observations), doubts=tuple(doubts))
    more = [*_falls(found, declaration)]
    if document.every_day:
        more += [*_gaps(rows, document), *_blanks(rows, document, declaration)]
    return Observed(observations=found.observations, doubts=(*found.doubts, *more))


def _by_columns(
    rows: Sequence[SeriesRow], document: Document, declaration: SeriesDeclaration
) -> tuple[list[Observation], list[RowDoubt]]:
    role = document.day_roles[-1]
    taken: dict[tuple[date, str], int] = {}
    days: dict[date, int] = {}
    found: list[Observation] = []
    doubts: list[RowDoubt] = []
    for row in rows:
        text = row.cells.get(role, "").strip()
        day = read_day(text, document.day_forms)
        if day is None:
            what = f'reads "{text}", which is no day' if text else "names no day"
            doubts.append(RowDoubt(row=row.number, why=f"it {what}; its values are left out"))
            continue
        told = len(doubts)
        marks = _marks(row, declaration)
        for measure in declaration.measures:
            if measure.column not in row.cells:
                continue
            value = _read_value(row, measure, declaration, doubts)
            if value is None:
                continue
            before = taken.setdefault((day, measure.name), len(found))
            if before == len(found):
                found.append(
                    Observation(
                        day=day, measure=measure.name, value=value, rows=(row.number,), marks=marks
                    )
                )
            elif found[before].value != value:
                doubts.append(_dispute(found, before, row, value))
        if days.setdefault(day, row.number) != row.number and told == len(doubts):
            why = f"{day} stands in row {days[day]} already, with the same values"
            doubts.append(RowDoubt(row=row.number, why=why))
    found.sort(key=lambda one: one.day)
    return found, doubts


def _read_value(
    row: SeriesRow,
    measure: SeriesMeasure,
    declaration: SeriesDeclaration,
    doubts: list[RowDoubt],
) -> int | None:
    text = row.cells[measure.column].strip()
    if text.casefold() in declaration.none:
        return None
    value = read_whole(text)
    if value is None:
        why = f'{measure.title}: "{text[:40]}" is no whole number; it is left out'
        doubts.append(RowDoubt(row=row.number, why=why))
    return value


def _dispute(found: list[Observation], at: int, row: SeriesRow, value: int) -> RowDoubt:
    """Keeps the first of two values of a day, marked; both rows are named."""
    first = found[at]
    found[at] = Observation(
        day=first.day,
        measure=first.measure,
        value=first.value,
        rows=(*first.rows, row.number)[:_ROWS],
        marks=tuple(dict.fromkeys((*first.marks, DISPUTED))),
    )
    return RowDoubt(
        row=row.number,
        why=f"{first.measure} of {first.day} is {value:,} here and {first.value:,} in row "
        f"{first.rows[0]}; the first is taken, and marked",
    )


def _marks(row: SeriesRow, declaration: SeriesDeclaration) -> tuple[str, ...]:
    return tuple(
        mark.name
        for mark in declaration.marks
        if mark.column and row.cells.get(mark.column, "").strip().casefold() in mark.values
    )


def _falls(found: Observed, declaration: SeriesDeclaration) -> Iterable[RowDoubt]:
    """The days on which a total that only grows is smaller than before."""
    for measure in declaration.measures:
        if not measure.cumulative:
            continue
        before: Observation | None = None
        for one in found.observations:
            if one.measure != measure.name:
                continue
            if before is not None and one.value < before.value:
                yield RowDoubt(
                    row=one.rows[0],
                    why=f"{measure.title}: the total falls from {before.value:,} "
                    f"({before.day}) to {one.value:,} ({one.day}); both are kept as printed",
                )
            before = one


def _gaps(rows: Sequence[SeriesRow], document: Document) -> Iterable[RowDoubt]:
    """The days that a table with a row for every day leaves out."""
    role = document.day_roles[-1]
    read = ((read_day(row.cells.get(role, ""), document.day_forms), row.number) for row in rows)
    days = {day: number for day, number in read if day is not None}
    for one, other in pairwise(sorted(days)):
        if (other - one).days > 1:
            first, last = one + timedelta(days=1), other - timedelta(days=1)
            span = f"{first}" if first == last else f"{first} to {last}"
            yield RowDoubt(row=days[other], why=f"no row for {span} stands before it")


def _blanks(
    rows: Sequence[SeriesRow], document: Document, declaration: SeriesDeclaration
) -> Iterable[RowDoubt]:
    """The few blank cells of a column that is never without a value otherwise."""
    role = document.day_roles[-1]
    dated = [row for row in rows if read_day(row.cells.get(role, ""), document.day_forms)]
    for measure in declaration.measures:
        if measure.column not in document.requires:
            continue
        blank = [row.number for row in dated if not row.cells.get(measure.column, "").strip()]
        if len(blank) <= max(_FEW, _SHARE * len(dated)) and len(blank) < len(dated):
            for number in blank:
                yield RowDoubt(row=number, why=f"{measure.title}: there is no value")


def misprinted_days(days: Iterable[date], published: date) -> frozenset[date]:
    """The days that an edition of a day can only name by mistake: few, and long after it.

    >>> misprinted_days([date(2025, 9, 6), date(2052, 9, 7)], date(2025, 9, 8))
    frozenset({datetime.date(2052, 9, 7)})
    """
    ordered = sorted(set(days))
    later = [day for day in ordered if day > published]
    before = ordered[-len(later) - 1] if len(later) < len(ordered) else None
    if not later or before is None or len(later) > _FEW or later[0] - before <= _MISPRINT:
        return frozenset()
    return frozenset(later)


def without_days(found: Observed, days: Collection[date]) -> Observed:
    """What rows say without the values of days that are misprints; these are told."""
    if not days:
        return found
    doubts = {
        one.rows[0]: RowDoubt(
            row=one.rows[0],
            why=f"{one.day} comes long after the edition's own day; its values are left out",
        )
        for one in found.observations
        if one.day in days
    }
    kept = tuple(one for one in found.observations if one.day not in days)
    return Observed(observations=kept, doubts=(*found.doubts, *doubts.values()))


def describe_doubts(doubts: Sequence[RowDoubt], most: int = 20) -> tuple[str, ...]:
    """What is strange about rows, a line each, as the flags of an edition tell it.

    >>> describe_doubts([RowDoubt(row=7, why="it names no day; its values are left out")])
    ('row 7: it names no day; its values are left out',)
    """
    lines = [f"row {doubt.row}: {doubt.why}" for doubt in doubts[:most]]
    if len(doubts) > most:
        lines.append(f"{len(doubts) - most:,} more rows are like these")
    return tuple(lines)


def check_values(found: Observed, rows: Sequence[SeriesRow]) -> None:
    """Refuses a table from which next to nothing can be read; ``LayoutError`` says why."""
    if rows and not found.observations:
        first = found.doubts[0] if found.doubts else None
        why = f"; row {first.row}: {first.why}" if first else ""
        raise LayoutError(f"no value can be read from its {len(rows):,} rows{why}")
