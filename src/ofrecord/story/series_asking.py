"""A series asked in the days of readings, which are ISO texts."""

from __future__ import annotations

from datetime import date

from ofrecord.measures.series import Answer, Asked


class Asking:
    """What a register's numbers are asked by, as they were ``known`` on a day (ISO)."""

    def __init__(self, asked: Asked, known: str) -> None:
        self._asked = asked
        self._known = _day(known)

    def of(self, known: str) -> Asking:
        """The same, as it was known on another day."""
        return Asking(self._asked, known)

    def first_day(self, measure: str, last: str) -> str:
        """The first day of the edition that answers for days up to ``last``; empty for none."""
        edition, _ = self._asked.edition_for(_day(last), self._known)
        if edition is None:
            return ""
        days = self._asked.view.values(edition).of(measure).days
        return days[0].isoformat() if days else ""

    def last_day(self, measure: str) -> str:
        """The last day of the newest edition held; empty for none."""
        editions = self._asked.listed.editions
        days = self._asked.view.values(editions[-1]).of(measure).days if editions else ()
        return days[-1].isoformat() if days else ""

    def value(self, measure: str, day: str) -> Answer:
        """The value of a day."""
        return self._asked.value(measure, _day(day), self._known)

    def running_total(self, measure: str, day: str) -> Answer:
        """The total from the series' start to a day."""
        return self._asked.running_total(measure, _day(day), self._known)

    def total(self, measure: str, first: str, last: str) -> Answer:
        """The total in a window."""
        return self._asked.total(measure, _day(first), _day(last), self._known)

    def average(self, measure: str, first: str, last: str) -> Answer:
        """The total of a window by its days."""
        return self._asked.average(measure, _day(first), _day(last), self._known)

    def change(self, measure: str, one: str, other: str) -> Answer:
        """By how much two days differ."""
        return self._asked.change(measure, _day(one), _day(other), self._known)

    def maximum(self, measure: str, first: str, last: str) -> Answer:
        """The greatest value of a day in a window."""
        return self._asked.maximum(measure, _day(first), _day(last), self._known)

    def rank(self, measure: str, day: str, first: str, last: str) -> Answer:
        """The place of a day among those of a window."""
        return self._asked.rank(measure, _day(day), _day(first), _day(last), self._known)

    def reached(self, measure: str, first: str, number: float) -> Answer:
        """When the total since a day reached a number."""
        return self._asked.reached(measure, _day(first), number, self._known)


def _day(text: str) -> date:
    return date.fromisoformat(text)
