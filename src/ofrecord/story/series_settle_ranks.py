"""Ranks of days, greatest values and the days on which totals reached a number, settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ofrecord.measures.series import Answer
from ofrecord.story.claims import Cause, Explanation, Verdict
from ofrecord.story.hedges import as_number, number_words
from ofrecord.story.series_question import NEWEST, Question, days_between
from ofrecord.story.series_ruling import Ruling, make_ruling, no_value
from ofrecord.story.series_says import answer_words, rank_words

_DAY = timedelta(days=1)


def settle_rank(question: Question) -> Ruling | str:
    """The rank of a day: among those from the time named up to the story's own day."""
    reading, name = question.reading, question.measure.name
    assert reading.days is not None
    first = max(reading.base, question.asked.first_day(name, reading.days[1])) or reading.days[0]
    first = _after_greater(question, first)
    days = days_between(reading.days[0], reading.days[1], 8)
    last = max(reading.days[1], question.published or "")
    answers = [_ranked(question, day, first, last) for day in days]
    held = [answer for answer in answers if answer.value is not None]
    if not held:
        return no_value(question, answers[-1])
    best = next((a for a in reversed(held) if question.holds(a.value)), None)
    verdict = Verdict.CONTRADICTED if best is None else Verdict.SUPPORTED
    answer = best or min(held, key=lambda a: a.value or 0)
    day_value = question.asked.value(name, answer.day)
    most = question.asked.maximum(name, first, answer.last)
    told = rank_words(
        question.declaration, question.measure, answer, day_value, most, question.book, reading.base
    )
    return Ruling(verdict=verdict, answer=answer, found=answer.value, told=told)


def _after_greater(question: Question, first: str) -> str:
    """The day after the last greater one of the time since which nothing was as great."""
    reading, name = question.reading, question.measure.name
    assert reading.days is not None
    begins = min(reading.begins, (date.fromisoformat(reading.days[0]) - _DAY).isoformat())
    if not reading.begins or begins < first:
        return first
    values = [question.asked.value(name, day).value for day in days_between(*reading.days, 8)]
    mine = max((value for value in values if value is not None), default=None)
    if mine is None:
        return first
    for day in reversed(days_between(first, begins, 366)):
        value = question.asked.value(name, day).value
        if value is not None and value > mine:
            after = (date.fromisoformat(day) + _DAY).isoformat()
            return min(after, reading.days[0])
    return first


def _ranked(question: Question, day: str, first: str, last: str) -> Answer:
    """The rank of a day up to the story's own day, where that is covered, else up to the day."""
    name = question.measure.name
    whole = question.asked.last_day(name)
    answer = question.asked.rank(name, day, first, min(last, whole) if whole >= day else day)
    if answer.value is None or (answer.later and last != day):
        alone = question.asked.rank(name, day, first, day)
        answer = alone if answer.value is None or not alone.later else answer
    return replace(answer, day=day)


def settle_maximum(question: Question) -> Ruling | str:
    """The greatest value of a day in a window."""
    reading = question.reading
    assert reading.days is not None
    first, last = reading.days
    begun = question.asked.first_day(question.measure.name, last)
    first = max(first, begun) if begun <= last else first
    answer = question.asked.maximum(question.measure.name, first, last)
    if answer.value is None:
        return no_value(question, answer)
    verdict = Verdict.SUPPORTED if question.holds(answer.value) else Verdict.CONTRADICTED
    return make_ruling(question, verdict, answer)


def settle_reach(question: Question) -> Ruling | str:
    """The day on which a total reached a number."""
    reading, name = question.reading, question.measure.name
    assert reading.days is not None
    number = as_number(reading.value)
    last = question.asked.total(name, reading.base, reading.days[1])
    if last.value is None:
        return no_value(question, last)
    answer = question.asked.reached(name, reading.base, number)
    if answer.value is None or not answer.day:
        answer = question.asked.of(NEWEST).reached(name, reading.base, number)
    figure = number_words(number)
    causes: tuple[Explanation, ...] = ()
    if answer.value is None or not answer.day:
        return make_ruling(question, Verdict.CONTRADICTED, last)
    if reading.days[0] <= answer.day <= reading.days[1]:
        verdict = Verdict.SUPPORTED
    else:
        near = abs((date.fromisoformat(answer.day) - date.fromisoformat(reading.days[1])).days)
        verdict = Verdict.AMBIGUOUS if near == 1 else Verdict.CONTRADICTED
        text = f"{figure} was reached on {answer.day}"
        if near == 1:
            text += (
                ", which may have been told the day after" if answer.day < reading.days[1] else ""
            )
        causes = (Explanation(kind=Cause.OTHER_DAY, text=text),)
    told = (
        f"{answer_words(question.declaration, question.measure, last, question.book)}; "
        f"{figure} was reached on {answer.day}"
    )
    return Ruling(verdict=verdict, answer=last, found=answer.day, told=told, explanations=causes)
