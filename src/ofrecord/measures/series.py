"""What is asked of a series, as it was known on a day: the one door to its measures.

An edition answers for the days that it covers. Of the editions published on or before the day of
knowledge the newest that covers the days asked about answers; where none does, the first later one
that does, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ofrecord.errors import BadRequest
from ofrecord.model import Edition
from ofrecord.record import history
from ofrecord.record.series_view import EditionValues, MeasureValues, SeriesView
from ofrecord.series import Observation, SeriesMeasure

_ROWS = 20
_MISSING = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A number of a series, the edition that it rests on, and what has to be said with it.

    ``value`` is ``None`` where the edition has none for these days. ``later`` is true where no
    edition known on the day ``known`` covers them, and the first later one answers. ``day`` is the
    day on which a greatest value, or the passing of a number, was. ``missing`` are days of the
    window without a value (the first few), ``rows`` those that it rests on (20 at most).
    """

    measure: str
    first: str
    last: str
    value: float | None
    day: str
    edition: Edition | None
    later: bool
    known: str
    marks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


class Asked:
    """One list of a series, to be asked. Days are ``date`` values; both ends of a window count.

    >>> import ofrecord
    >>> asked = ofrecord.open()["uk-small-boats"].asked()
    >>> asked.total("people", date(2024, 1, 1), date(2024, 12, 31), date(2026, 1, 1)).value
    36816
    """

    def __init__(self, view: SeriesView, name: str = "") -> None:
        self.view = view
        self.declaration = view.declaration
        self.listed = view.list_view(name) if name else view.main
        self.document = view.declaration.list_named(self.listed.name)

    # Editions -----------------------------------------------------------------------------------

    def edition_for(self, last: date, known: date) -> tuple[history.Edition | None, bool]:
        """The edition that answers for days up to ``last``, and whether it is a later one."""
        editions = self.listed.editions
        at = self.listed.edition_on(known.isoformat())
        so_far = range(at, -1, -1) if at is not None else range(0)
        for number in so_far:
            if self._covers(editions[number], last):
                return editions[number], False
        for number in range(0 if at is None else at + 1, len(editions)):
            if self._covers(editions[number], last):
                return editions[number], True
        if at is not None:
            return editions[at], False
        return (editions[0], True) if editions else (None, False)

    def _covers(self, edition: history.Edition, last: date) -> bool:
        if edition.first.published_on < last.isoformat():
            return False  # no edition tells of days after its own, so that it need not be read
        end = self.view.values(edition).last_day
        return end is not None and end >= last

    def _open(self, last: date, known: date) -> tuple[EditionValues | None, Answer]:
        edition, later = self.edition_for(last, known)
        blank = Answer(
            measure="",
            first="",
            last=last.isoformat(),
            value=None,
            day=last.isoformat(),
            edition=self.view.describe(edition) if edition else None,
            later=later,
            known=known.isoformat(),
        )
        return (self.view.values(edition) if edition else None), blank

    def first_day(self, measure: str = "") -> date | None:
        """The first day for which any edition has a value."""
        return min(self._ends(measure, 0), default=None)

    def last_day(self, measure: str = "", known: date | None = None) -> date | None:
        """The last day for which an edition (published by ``known``) has a value."""
        return max(self._ends(measure, -1, known), default=None)

    def span(self, known: date) -> tuple[date | None, date | None]:
        """The first and last day of the newest edition that was known, or of the first later.

        An edition without any value is passed by.
        """
        editions = self.listed.editions
        at = self.listed.edition_on(known.isoformat())
        so_far = 0 if at is None else at + 1
        for edition in (*reversed(editions[:so_far]), *editions[so_far:]):
            values = self.view.values(edition)
            if values.first_day is not None:
                return values.first_day, values.last_day
        return None, None

    def _ends(self, measure: str, end: int, known: date | None = None) -> Iterable[date]:
        limit = known.isoformat() if known else date.max.isoformat()
        for edition, day in zip(self.listed.editions, self.listed.days, strict=True):
            if day > limit:
                continue
            found = self.view.values(edition)
            for name, values in found.measures.items():
                if values.days and (not measure or name == measure):
                    yield values.days[end]

    # Measures -----------------------------------------------------------------------------------

    def value(self, measure: str, day: date, known: date) -> Answer:
        """The value of one day; of a running total, by how much it grew that day."""
        what = self._measure(measure)
        values, blank = self._open(day, known)
        answer = replace(blank, measure=what.name, first=day.isoformat())
        if values is None:
            return answer
        of = values.of(what.name)
        if what.cumulative:
            return self._grown(of, answer, day, day)
        one = of.on(day)
        return answer if one is None else _with(answer, one.value, [one])

    def printed(self, measure: str, day: date, known: date) -> Answer:
        """The value that an edition prints for a day, whatever it counts."""
        what = self._measure(measure)
        values, blank = self._open(day, known)
        answer = replace(blank, measure=what.name, first=day.isoformat())
        one = values.of(what.name).on(day) if values else None
        return answer if one is None else _with(answer, one.value, [one])

    def running_total(self, measure: str, day: date, known: date) -> Answer:
        """The total from the start of the series up to and including a day."""
        what = self._measure(measure)
        values, blank = self._open(day, known)
        answer = replace(blank, measure=what.name)
        if values is None:
            return answer
        of = values.of(what.name)
        if not of.days:
            return answer
        first = of.days[0]
        if not what.cumulative:
            return self._summed(values, replace(answer, first=first.isoformat()), first, day)
        one = of.up_to(day)
        answer = replace(answer, first=first.isoformat())
        if one is None or day > of.days[-1]:
            return answer
        return _with(answer, one.value, [one])

    def total(self, measure: str, first: date, last: date, known: date) -> Answer:
        """The total in a window. Days before the series begins count nothing."""
        what = self._measure(measure)
        _check_window(first, last)
        values, blank = self._open(last, known)
        answer = replace(blank, measure=what.name, first=first.isoformat())
        if values is None:
            return answer
        of = values.of(what.name)
        if what.cumulative:
            return self._grown(of, answer, first, last)
        return self._summed(values, answer, first, last)

    def change(self, measure: str, one: date, other: date, known: date) -> Answer:
        """By how much a value (of a running total: the total) differs from one day to another."""
        what = self._measure(measure)
        _check_window(one, other)
        ask = self.running_total if what.cumulative else self.value
        before, after = ask(what.name, one, known), ask(what.name, other, known)
        answer = replace(after, first=one.isoformat(), value=None)
        if before.value is None or after.value is None:
            return answer
        return replace(
            answer,
            value=after.value - before.value,
            marks=_joined(before.marks, after.marks),
            rows=(*before.rows, *after.rows)[:_ROWS],
        )

    def average(self, measure: str, first: date, last: date, known: date) -> Answer:
        """The total of a window shared out over its days."""
        found = self.total(measure, first, last, known)
        if found.value is None:
            return found
        return replace(found, value=found.value / ((last - first).days + 1))

    def maximum(self, measure: str, first: date, last: date, known: date) -> Answer:
        """The greatest value of a day in a window; ``day`` is the first day that had it."""
        answer, days = self._days(measure, first, last, known)
        if not days:
            return answer
        best = max(days, key=lambda one: (one.value, -one.day.toordinal()))
        return replace(_with(answer, best.value, [best]), day=best.day.isoformat())

    def rank(self, measure: str, day: date, first: date, last: date, known: date) -> Answer:
        """The place of a day among those of a window: 1 is the greatest; equals share a place."""
        answer, days = self._days(measure, first, last, known)
        mine = next((one for one in days if one.day == day), None)
        answer = replace(answer, day=day.isoformat())
        if mine is None:
            return answer
        above = [one for one in days if one.value > mine.value]
        best = sorted(above, key=lambda one: -one.value)
        return _with(answer, 1 + len(above), [mine, *best])

    def reached(self, measure: str, first: date, number: float, known: date) -> Answer:
        """The first day on which the total since ``first`` came to at least a number.

        ``value`` is the total on that day; ``None`` where it has not come to it.
        """
        what = self._measure(measure)
        last = self.last_day(what.name, known)
        if last is None or last < first:
            last = self.last_day(what.name) or first
        values, blank = self._open(max(last, first), known)
        answer = replace(blank, measure=what.name, first=first.isoformat(), day="")
        if values is None:
            return answer
        of = values.of(what.name)
        base = self._before(of, first) if what.cumulative else 0
        total = 0
        for one in of.between(first, max(last, first)):
            total = one.value - base if what.cumulative else total + one.value
            if total >= number:
                found = _with(answer, total, [one])
                return replace(found, day=one.day.isoformat(), last=one.day.isoformat())
        return answer

    def days(self, measure: str, first: date, last: date, known: date) -> Sequence[Observation]:
        """The values of the days of a window, of a running total those printed."""
        what = self._measure(measure)
        values, _ = self._open(last, known)
        return values.of(what.name).between(first, last) if values else ()

    # Parts --------------------------------------------------------------------------------------

    def _measure(self, name: str) -> SeriesMeasure:
        return self.declaration.measure_named(name)

    def _days(
        self, measure: str, first: date, last: date, known: date
    ) -> tuple[Answer, Sequence[Observation]]:
        """The values by which days of a window can be held against each other."""
        what = self._measure(measure)
        _check_window(first, last)
        values, blank = self._open(last, known)
        answer = replace(blank, measure=what.name, first=first.isoformat())
        if values is None:
            return answer, ()
        of = values.of(what.name)
        if not what.cumulative:
            return answer, of.between(first, last)
        grown = []
        before = self._before(of, first)
        for one in of.between(first, last):
            grown.append(replace(one, value=one.value - before))
            before = one.value
        return answer, grown

    def _before(self, of: MeasureValues, first: date) -> int:
        one = of.before(first)
        return one.value if one else 0

    def _grown(self, of: MeasureValues, answer: Answer, first: date, last: date) -> Answer:
        """By how much a running total grew in a window."""
        if not of.days or last > of.days[-1] or last < of.days[0]:
            return answer
        end, start = of.up_to(last), of.before(first)
        if end is None:
            return answer
        return _with(
            answer, end.value - (start.value if start else 0), [s for s in (start, end) if s]
        )

    def _summed(self, values: EditionValues, answer: Answer, first: date, last: date) -> Answer:
        """The sum of the values of a window; none where its end is not covered."""
        start, end = values.first_day, values.last_day
        if start is None or end is None or last > end or last < start:
            return answer
        found = values.of(answer.measure).between(first, last)
        missing: list[str] = []
        if self.document.every_day:
            held = {one.day for one in found}
            first = max(first, start)
            days = (first + timedelta(days=n) for n in range((last - first).days + 1))
            missing = [day.isoformat() for day in days if day not in held]
        total = sum(one.value for one in found)
        return replace(_with(answer, total, found), missing=tuple(missing[:_MISSING]))


def _with(answer: Answer, value: float, found: Sequence[Observation]) -> Answer:
    rows = [row for one in found for row in one.rows]
    return replace(
        answer,
        value=value,
        marks=_joined(*(one.marks for one in found)),
        rows=tuple(rows[:_ROWS]),
    )


def _joined(*marks: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark for some in marks for mark in some))


def _check_window(first: date, last: date) -> None:
    if last < first:
        raise BadRequest(
            "the last day comes before the first", argument="--to", given=last.isoformat()
        )
