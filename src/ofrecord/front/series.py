"""A series of a record: its values by day, as known on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ofrecord.dates import parse_day
from ofrecord.errors import BadRequest
from ofrecord.front.base import RegisterBase
from ofrecord.measures.periods import PeriodTotal, totals_by
from ofrecord.measures.series import Answer, Asked
from ofrecord.model import Edition, Measured, PlainRow, Value
from ofrecord.record.series_view import SeriesView
from ofrecord.record.stored import StoredRecord
from ofrecord.series import SeriesDeclaration

if TYPE_CHECKING:
    import polars as pl


class SeriesRegister(RegisterBase):
    """A series of a record.

    >>> import ofrecord
    >>> boats = ofrecord.open()["uk-small-boats"]
    >>> boats.values("people", "2025-09-06", "2025-09-07")["value"].to_list()
    [1101, 65]
    """

    def __init__(
        self, declaration: SeriesDeclaration, stored: StoredRecord, home: Path | None
    ) -> None:
        super().__init__(declaration, stored, home)
        self.declaration = declaration

    @cached_property
    def view(self) -> SeriesView:
        """The record, opened."""
        return SeriesView(self.stored, self.declaration)

    def asked(self, list: str = "") -> Asked:
        """What answers for the measures of one of its lists (the first that is held)."""
        return Asked(self.view, list)

    @property
    def newest(self) -> date:
        """The day of the newest edition that is held."""
        if not self.view.history:
            raise BadRequest(f"the record of {self.name} holds no edition")
        return date.fromisoformat(self.view.history[-1].first.published_on)

    def as_of(self, day: str | date, list: str = "", known: str | date | None = None) -> SeriesDay:
        """The series as it stood on a day, as known on that day or on ``known``."""
        return SeriesDay(self, parse_day(day, argument="DAY"), list, self._known(known))

    def find_values(
        self,
        measure: str = "",
        start: str | date | None = None,
        end: str | date | None = None,
        known: str | date | None = None,
        list: str = "",
    ) -> tuple[Answer, list[Value]]:
        """The values of a measure for the days of a window, and the answer for the whole of it.

        Without a ``measure`` the first is meant; without days all that are held; ``known`` is the
        day by which they had been published (otherwise the newest edition counts).
        """
        asked = self.asked(list)
        name = self.declaration.measure_named(measure).name
        when = self._when(known)
        first_held, last_held = asked.span(when)
        first = parse_day(start, argument="--from") if start else first_held
        last = parse_day(end, argument="--to") if end else last_held
        if first is None or last is None:
            raise BadRequest(f"the record of {self.name} holds no value")
        if not (start and end) and last < first:
            where = f"after {last}" if start else f"before {first}"
            raise BadRequest(
                f"no value {where} is held",
                argument="--from" if start else "--to",
                given=(first if start else last).isoformat(),
                nearest=(last if start else first).isoformat(),
            )
        if last < first:
            raise BadRequest(
                "the last day comes before the first",
                argument="--to",
                given=last.isoformat(),
                hint=f"ofrecord series {self.name} --from {last} --to {first}",
            )
        whole = asked.total(name, first, last, when)
        if whole.edition is None:
            return whole, []
        return whole, [*_values(asked, whole, name, (first, last, when))]

    def values(
        self,
        measure: str = "",
        start: str | date | None = None,
        end: str | date | None = None,
        known: str | date | None = None,
        list: str = "",
    ) -> pl.DataFrame:
        """The values of a measure for the days of a window, as a table, one row a day."""
        return self.frame(self.find_values(measure, start, end, known, list)[1], Value)

    def days_of(self, edition: Edition) -> tuple[date | None, date | None]:
        """The first and the last day for which an edition has a value."""
        values = self.view.values(self.view.find_edition(edition.edition_id)[0])
        return values.first_day, values.last_day

    def totals_by(
        self,
        per: str,
        measure: str = "",
        start: str | date | None = None,
        end: str | date | None = None,
        known: str | date | None = None,
        list: str = "",
    ) -> list[PeriodTotal]:
        """The totals of a measure by ``day``, ``week`` (from Monday) or ``month`` of a window.

        >>> import ofrecord
        >>> boats = ofrecord.open()["uk-small-boats"]
        >>> boats.totals_by("month", "people", "2025-08-01", "2025-08-31")[0].total
        3567
        """
        return totals_by(self.find_values(measure, start, end, known, list)[1], per)

    # Measures -----------------------------------------------------------------------------------

    def value(self, measure: str, day: str | date, known: str | date | None = None) -> Answer:
        """The value of one day; of a running total, by how much it grew that day.

        ``known`` is the day by which it had been published (otherwise the newest edition counts),
        here as in the measures below. An ``Answer`` names the edition and rows that it rests on.

        >>> import ofrecord
        >>> air = ofrecord.open()["ukraine-air-attacks"]
        >>> air.value("drones", "2025-09-07").value, air.value("missiles", "2025-09-07").value
        (810, 13)
        """
        return self.asked().value(measure, parse_day(day), self._when(known))

    def total(
        self, measure: str, first: str | date, last: str | date, known: str | date | None = None
    ) -> Answer:
        """The total in a window, both ends counted."""
        return self.asked().total(measure, parse_day(first), parse_day(last), self._when(known))

    def running_total(
        self, measure: str, day: str | date, known: str | date | None = None
    ) -> Answer:
        """The total from the start of the series up to and including a day.

        >>> import ofrecord
        >>> killed = ofrecord.open()["ocha-west-bank"].running_total
        >>> [killed("killed", "2025-07-28", by).value for by in ("2025-07-29", "2025-08-31")]
        [963, 972]
        """
        return self.asked().running_total(measure, parse_day(day), self._when(known))

    def change(
        self, measure: str, one: str | date, other: str | date, known: str | date | None = None
    ) -> Answer:
        """By how much a value (of a running total: the total) differs from one day to another."""
        return self.asked().change(measure, parse_day(one), parse_day(other), self._when(known))

    def average(
        self, measure: str, first: str | date, last: str | date, known: str | date | None = None
    ) -> Answer:
        """The total of a window shared out over its days."""
        return self.asked().average(measure, parse_day(first), parse_day(last), self._when(known))

    def maximum(
        self, measure: str, first: str | date, last: str | date, known: str | date | None = None
    ) -> Answer:
        """The greatest value of a day in a window; ``day`` of the answer is the day it was on."""
        return self.asked().maximum(measure, parse_day(first), parse_day(last), self._when(known))

    def rank(
        self,
        measure: str,
        day: str | date,
        first: str | date,
        last: str | date,
        known: str | date | None = None,
    ) -> Answer:
        """The place of a day among those of a window: 1 is the greatest; equals share a place.

        >>> import ofrecord
        >>> air = ofrecord.open()["ukraine-air-attacks"]
        >>> air.rank("total", "2025-09-07", "2022-09-28", "2025-09-07").value
        1
        """
        days = parse_day(day), parse_day(first), parse_day(last)
        return self.asked().rank(measure, *days, self._when(known))

    def reached(
        self, measure: str, first: str | date, number: float, known: str | date | None = None
    ) -> Answer:
        """The first day on which the total since ``first`` came to at least a number.

        >>> import ofrecord
        >>> ofrecord.open()["uk-small-boats"].reached("people", "2025-01-01", 30_000).day
        '2025-09-06'
        """
        return self.asked().reached(measure, parse_day(first), number, self._when(known))

    def _when(self, known: str | date | None) -> date:
        return self._known(known) or self.newest

    def _known(self, known: str | date | None) -> date | None:
        if known is None:
            return None
        return self.newest if known == "today" else parse_day(known, argument="--known")


def _values(
    asked: Asked, whole: Answer, measure: str, window: tuple[date, date, date]
) -> Iterator[Value]:
    """The values of a window; of a running total those printed, with the growth since its start."""
    edition = whole.edition
    cumulative = asked.declaration.measure_named(measure).cumulative
    days = asked.days(measure, *window)
    base = None
    total = 0
    for one in days:
        if cumulative:
            if base is None:
                grown = asked.value(measure, one.day, window[2]).value
                base = one.value - int(grown or 0)
            total = one.value - base
        else:
            total += one.value
        yield Value(
            day=one.day.isoformat(),
            measure=measure,
            value=one.value,
            total=total,
            marks=one.marks,
            rows=one.rows,
            edition_id=edition.edition_id if edition else "",
        )


class SeriesDay:
    """A series as it stood on a day.

    >>> import ofrecord
    >>> day = ofrecord.open()["uk-small-boats"].as_of("2025-09-07", known="today")
    >>> day.counts()["people"], day.measured("people").year_to_date
    (65, 30169)
    """

    def __init__(self, register: SeriesRegister, day: date, name: str, known: date | None) -> None:
        self.register = register
        self.day = day
        self.known = known or day
        if self.known < day:
            raise BadRequest(
                f"what was known before the day itself ({day}) cannot be asked",
                argument="--known",
                given=self.known.isoformat(),
                nearest=day.isoformat(),
            )
        self._asked = register.asked(name)
        self.list = self._asked.listed.name
        edition, self.later = self._asked.edition_for(day, self.known)
        if edition is None:
            raise BadRequest(f"the record of {register.name} holds no edition of {self.list}")
        self._edition = edition

    @cached_property
    def edition(self) -> Edition:
        """The edition that answers: the newest known that covers the day, or a later one."""
        return self.register.view.describe(self._edition)

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers of the columns from which values are read, as printed."""
        return tuple(self.edition.columns[at] for _, at in self._edition.table.roles)

    def measured(self, measure: str) -> Measured:
        """What the series says of one measure on the day."""
        asked, day, known = self._asked, self.day, self.known
        what = self.register.declaration.measure_named(measure)
        value = asked.value(what.name, day, known)
        printed = asked.printed(what.name, day, known)
        running = asked.running_total(what.name, day, known)
        year = asked.total(what.name, date(day.year, 1, 1), day, known)
        first = asked.first_day(what.name) or day
        rank = asked.rank(what.name, day, min(first, day), day, known)
        return Measured(
            measure=what.name,
            title=what.title,
            value=_whole(value.value),
            printed=_whole(printed.value),
            year_to_date=_whole(year.value),
            running_total=_whole(running.value),
            since=running.first or None,
            rank=_whole(rank.value if value.value else None),
            marks=printed.marks,
            rows=printed.rows,
            caveats=what.caveats,
        )

    def measures(self) -> list[Measured]:
        """What the series says of each measure on the day."""
        return [self.measured(measure.name) for measure in self.register.declaration.measures]

    def counts(self) -> dict[str, int | None]:
        """Each measure's value for the day, as printed."""
        return {one.measure: one.printed for one in self.measures()}

    def rows(self) -> list[PlainRow]:
        """The rows of the edition on which the day's values rest, as printed."""
        view = self.register.view
        edition = self._edition
        numbers = {row for one in self.measures() for row in one.rows}
        found: list[PlainRow] = []
        for number in sorted(numbers):
            printed: PlainRow = dict(view.printed_cells(edition, edition.rows[number - 1]))
            found.append({"row": number, "printed": printed})
        return found


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
