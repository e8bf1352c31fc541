"""The values of a series, added up by day, week or month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ofrecord.errors import BadRequest
from ofrecord.model import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodTotal:
    """The total of a period: of ``first`` to ``last``, which both count.

    ``days`` is how many of its days have a value; of a running total, how many were published.
    """

    first: str
    last: str
    total: int
    days: int
    marks: tuple[str, ...]


def _week(day: date) -> tuple[date, date]:
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def _month(day: date) -> tuple[date, date]:
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day.replace(day=1), after - timedelta(days=1)


PERIODS: dict[str, Callable[[date], tuple[date, date]]] = {
    "day": lambda day: (day, day),
    "week": _week,
    "month": _month,
}
"""The first and the last day of the period that a day lies in; a week begins on Monday."""


def totals_by(values: Sequence[Value], per: str) -> list[PeriodTotal]:
    """The totals of a window's values by period, in order; a period without a value is left out.

    A period that the window cuts off counts only the days of the window.

    >>> totals_by([], "month")
    []
    """
    if per not in PERIODS:
        raise BadRequest(
            "unknown period", argument="--per", given=per, hint=f"Periods: {', '.join(PERIODS)}"
        )
    found: list[PeriodTotal] = []
    before = 0
    for (first, last), days in groupby(
        values, key=lambda value: PERIODS[per](date.fromisoformat(value.day))
    ):
        held = list(days)
        found.append(
            PeriodTotal(
                first=first.isoformat(),
                last=last.isoformat(),
                total=held[-1].total - before,
                days=len(held),
                marks=tuple(dict.fromkeys(mark for value in held for mark in value.marks)),
            )
        )
        before = held[-1].total
    return found
