"""A reading of a series with what it is asked of, and what would make its number right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ofrecord.measures.series import Answer
from ofrecord.series import SeriesDeclaration, SeriesMeasure
from ofrecord.story.claims import Cause, Comparator, Explanation, Measure, Reading
from ofrecord.story.hedges import allowed, as_number, hedge_words, number_words
from ofrecord.story.series_asking import Asking
from ofrecord.story.series_says import revised_words
from ofrecord.story.series_words import SeriesWords

_DAY = timedelta(days=1)
NEWEST = "9999-12-31"
"""Known by this day is everything that is held."""
HALF_YEAR = 183
"""A number that was last right longer ago than this was no number of the story's time."""
NEAR_DAYS = 7
"""An exact number that fits a day as near as this may be of that day."""
_CLOSED = frozenset({Comparator.EXACT, Comparator.ABOUT, Comparator.NEARLY, Comparator.RANGE})
PER = frozenset({Measure.AVERAGE, Measure.GROWTH_PERCENT})
"""Readings whose number is no count."""
Ask = Callable[["Question", str, str], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A reading, with what it is asked of and what was known when."""

    reading: Reading
    asked: Asking
    declaration: SeriesDeclaration
    measure: SeriesMeasure
    published: str
    book: SeriesWords | None

    @property
    def lag(self) -> int:
        """How many days may pass until a day's value is published."""
        return self.declaration.lag

    def holds(self, value: float | None) -> bool:
        """Whether a number that the record holds bears the reading out."""
        return value is not None and allowed(self.reading).holds(value)


def total_of(question: Question, first: str, last: str) -> Answer:
    """The total in a window; of a running total that begins with the series, as it is printed."""
    asked, name = question.asked, question.measure.name
    begins = asked.first_day(name, last)
    if question.measure.cumulative and begins and first <= begins:
        return asked.running_total(name, last)
    return asked.total(name, first, last)


# What explains a figure --------------------------------------------------------------------------


def near_day(question: Question, answer: Answer) -> tuple[Explanation, ...]:
    """The nearest day for which the number is right, an earlier one first."""
    if question.reading.comparator not in _CLOSED:
        return ()
    day = date.fromisoformat(answer.last)
    for step in range(1, NEAR_DAYS + 1):
        for near in (day - step * _DAY, day + step * _DAY):
            other = question.asked.value(question.measure.name, near.isoformat())
            if other.edition is not None and question.holds(other.value):
                figure = hedge_words(question.reading)
                return (Explanation(kind=Cause.OTHER_DAY, text=f"{figure} is right for {near}"),)
    return ()


def other_end(question: Question, best: Answer, ask: Ask) -> tuple[Explanation, ...]:
    """The day up to which the number was right, or on which it was reached later."""
    value, figure = as_number(question.reading.value), hedge_words(question.reading)
    last, first = date.fromisoformat(best.last), best.first
    if best.value is not None and value < best.value and question.reading.comparator in _CLOSED:
        for step in range(1, HALF_YEAR):
            day = (last - step * _DAY).isoformat()
            if day < first:
                return ()
            other = ask(question, first, day)
            if other.value is not None and question.holds(other.value):
                return (
                    Explanation(
                        kind=Cause.OTHER_DAY, text=f"it was {number_words(other.value)} up to {day}"
                    ),
                )
            if other.value is not None and other.value < value * 0.9:
                return ()
        return ()
    reached = question.asked.of(NEWEST).reached(question.measure.name, first, value)
    if reached.value is not None and reached.day > best.last:
        return (Explanation(kind=Cause.OTHER_DAY, text=f"{figure} was reached on {reached.day}"),)
    return ()


def other_measure(question: Question, best: Answer) -> tuple[Explanation, ...]:
    """Another measure of the register that the number fits on the same days."""
    reading = question.reading
    exact = reading.comparator is Comparator.EXACT and reading.measure not in PER
    if not exact or as_number(reading.value) == 0:
        return ()
    for measure in question.declaration.measures:
        if measure.name == question.measure.name:
            continue
        other = replace(question, measure=measure)
        single = reading.measure is Measure.VALUE
        answer = (
            question.asked.value(measure.name, best.last)
            if single
            else total_of(other, best.first, best.last)
        )
        if answer.value is not None and question.holds(answer.value):
            told = f"{number_words(answer.value)} is the number of {measure.many}"
            return (Explanation(kind=Cause.OTHER, text=told),)
    return ()


def begun_before(question: Question, best: Answer) -> Explanation | None:
    """That a greater number may be right, as its time begins before the record does."""
    begins = question.asked.first_day(question.measure.name, best.last)
    less = best.value is not None and best.value < as_number(question.reading.value)
    if question.measure.cumulative or best.first >= begins or not less:
        return None
    return Explanation(kind=Cause.OTHER, text=f"the record begins on {begins}, after that time")


def revised(question: Question, answer: Answer) -> tuple[Explanation, ...]:
    """What the newest edition held says otherwise than the one known on the story's day."""
    if answer.later or question.reading.measure not in {
        Measure.VALUE,
        Measure.TOTAL,
        Measure.RUNNING_TOTAL,
    }:
        return ()
    newest = replace(question, asked=question.asked.of(NEWEST))
    if question.reading.measure is Measure.VALUE:
        other = newest.asked.value(question.measure.name, answer.last)
    else:
        other = total_of(newest, answer.first, answer.last)
    if other.value is None or other.value == answer.value:
        return ()
    return (Explanation(kind=Cause.OTHER, text=revised_words(other)),)


def days_between(first: str, last: str, most: int) -> list[str]:
    """The days from one to another, both included; of very many the last ones."""
    one, other = date.fromisoformat(first), date.fromisoformat(last)
    count = min((other - one).days, most - 1)
    return [(other - step * _DAY).isoformat() for step in range(max(count, 0), -1, -1)]
