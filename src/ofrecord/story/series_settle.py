"""Figures of a series settled: against what was known on the story's day, or the nearest to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ofrecord.measures.series import Answer
from ofrecord.story.claims import (
    Basis,
    Cause,
    Comparator,
    Measure,
    Outcome,
    Reading,
    Verdict,
)
from ofrecord.story.ground import SeriesLike
from ofrecord.story.hedges import as_number, decimals, hedge_words
from ofrecord.story.outcomes import not_checkable
from ofrecord.story.says import sentence
from ofrecord.story.series_asking import Asking
from ofrecord.story.series_question import (
    NEWEST,
    PER,
    Ask,
    Question,
    begun_before,
    days_between,
    near_day,
    other_end,
    other_measure,
    revised,
    total_of,
)
from ofrecord.story.series_ruling import Ruling, make_ruling, no_value
from ofrecord.story.series_says import (
    caveat_words,
    evidence_of,
)
from ofrecord.story.series_settle_ranks import settle_maximum, settle_rank, settle_reach
from ofrecord.story.series_words import load_series_words

_DAY = timedelta(days=1)
_MOST_STARTS, _MOST_ENDS = 31, 62
_YEAR_LENGTH, _DAY_LENGTH = 4, 10


def settle_series(reading: Reading, register: SeriesLike, published: str = "") -> Outcome:
    """What a series says of one reading, as it was known on the story's day.

    Where no edition of that time covers the days, the first later one that does is asked, and the
    outcome says so and is marked ``later_edition``. ``not_checkable`` where none covers them.
    """
    declaration = register.declaration
    question = Question(
        reading=reading,
        asked=Asking(register.asked(), published or NEWEST),
        declaration=declaration,
        measure=declaration.measure_named(reading.scope.series),
        published=published,
        book=load_series_words(declaration),
    )
    if not _has_days(reading):
        return not_checkable("the text gives no day that it could be of")
    if early := _too_early(question):
        return not_checkable(early)
    rule = _RULES.get(reading.measure)
    if rule is None:
        return not_checkable("this is not told by the register")
    ruling = rule(question)
    return not_checkable(ruling) if isinstance(ruling, str) else _outcome(question, ruling)


def _has_days(reading: Reading) -> bool:
    """Whether a reading tells the days that what it is a number of needs."""
    if reading.days is None or not reading.days[0] or reading.days[0] > reading.days[1]:
        return False
    match reading.measure:
        case Measure.GROWTH_PERCENT:
            return len(reading.base) == _YEAR_LENGTH
        case Measure.REACH:
            return len(reading.base) == _DAY_LENGTH and reading.base <= reading.days[1]
        case Measure.CHANGE | Measure.RANK:
            told = not reading.base or len(reading.base) == _DAY_LENGTH
            return told and reading.base <= reading.days[0]
        case _:
            return True


def _too_early(question: Question) -> str:
    """Why what lies before the series' first day cannot be checked; empty where it does not."""
    reading = question.reading
    assert reading.days is not None
    first = question.asked.first_day(question.measure.name, reading.days[1])
    if not first or reading.days[1] >= first:
        return ""
    return f"the record of {question.declaration.name} begins on {first}, so that {reading.days[1]} cannot be checked"


# Values of a day --------------------------------------------------------------------------------


def _settle_value(question: Question) -> Ruling | str:
    reading, name = question.reading, question.measure.name
    assert reading.days is not None
    answers = [
        question.asked.value(name, day) for day in days_between(reading.days[0], reading.days[1], 8)
    ]
    held = [answer for answer in answers if answer.value is not None]
    if not held:
        return no_value(question, answers[-1])
    best = next((a for a in reversed(held) if question.holds(a.value)), held[-1])
    if question.holds(best.value):
        return make_ruling(question, Verdict.SUPPORTED, best)
    causes = (*other_measure(question, best), *near_day(question, best))
    outdated = (
        bool(causes) and reading.basis is Basis.PUBLISHED and causes[0].kind is Cause.OTHER_DAY
    )
    verdict = Verdict.OUTDATED if outdated else Verdict.CONTRADICTED
    return make_ruling(question, verdict, best, causes[:1])


# Totals -----------------------------------------------------------------------------------------


def _settle_total(question: Question) -> Ruling | str:
    return _of_windows(question, total_of)


def _of_windows(question: Question, ask: Ask) -> Ruling | str:
    """The ruling on a total: any of the fair windows may bear it out, the latest is told else."""
    answers = [ask(question, first, last) for first, last in _windows(question)]
    if not answers:
        return "the text gives no time that it could be of"
    held = [answer for answer in answers if answer.value is not None]
    if not held:
        return no_value(question, answers[-1])
    if question.reading.basis is Basis.PUBLISHED:
        held.sort(key=lambda answer: answer.later)
    best = next((a for a in held if question.holds(a.value)), None)
    if best is not None:
        return make_ruling(question, Verdict.SUPPORTED, best)
    best = held[0]
    if cause := begun_before(question, best):
        return make_ruling(question, Verdict.AMBIGUOUS, best, (cause,))
    causes = other_measure(question, best)
    if causes or question.reading.measure in PER:
        return make_ruling(question, Verdict.CONTRADICTED, best, causes)
    causes = other_end(question, best, ask)
    outdated = bool(causes) and causes[0].text.startswith("it was")
    verdict = Verdict.OUTDATED if outdated else Verdict.CONTRADICTED
    return make_ruling(question, verdict, best, causes)


def _windows(question: Question) -> Iterator[tuple[str, str]]:
    """The windows that may be meant, the latest end and the earliest beginning first."""
    reading = question.reading
    assert reading.days is not None
    first, last = reading.days
    ends = days_between(reading.ends or _lagged(question), last, _MOST_ENDS)
    begins = days_between(first, reading.begins or first, _MOST_STARTS)
    for end in reversed(ends):
        for begin in begins:
            if begin <= end:
                yield begin, end


def _lagged(question: Question) -> str:
    """The first day on which an open window may end: its newest values come with a lag."""
    reading = question.reading
    assert reading.days is not None
    first, last = reading.days
    if reading.basis is not Basis.PUBLISHED:
        return last
    day = date.fromisoformat(last) - question.lag * _DAY
    return max(first, day.isoformat())


# Averages, rises --------------------------------------------------------------------------------


def _settle_average(question: Question) -> Ruling | str:
    return _of_windows(question, _average)


def _average(question: Question, first: str, last: str) -> Answer:
    whole = question.reading.whole
    if whole is None:
        answer = question.asked.average(question.measure.name, first, last)
        return replace(answer, value=_as_printed(question, answer.value))
    answer = question.asked.total(question.measure.name, first, last)
    other = question.asked.total(whole.series, first, last)
    if not answer.value or not other.value:
        return replace(answer, value=None)
    return replace(answer, value=_as_printed(question, answer.value / other.value))


def _as_printed(question: Question, value: float | None) -> float | None:
    """A number that is no whole one, rounded as the figure is printed."""
    if value is None:
        return None
    return round(value, decimals(as_number(question.reading.value)))


def _settle_growth(question: Question) -> Ruling | str:
    return _of_windows(question, _growth)


def _growth(question: Question, first: str, last: str) -> Answer:
    """By how many percent a window's total differs from that of the same days of another year."""
    year = question.reading.base
    answer = question.asked.total(question.measure.name, first, last)
    begun = f"{int(year) - int(last[:4]) + int(first[:4]):04d}"
    before = question.asked.total(
        question.measure.name, _in_year(first, begun), _in_year(last, year)
    )
    if answer.value is None or not before.value:
        return replace(answer, value=None)
    grown = 100 * (answer.value / before.value - 1)
    return replace(answer, value=round(grown, 1))


def _in_year(day: str, year: str) -> str:
    return f"{year}-02-28" if day[5:] == "02-29" else f"{year}{day[4:]}"


def _settle_change(question: Question) -> Ruling | str:
    reading = question.reading
    assert reading.days is not None
    answer = question.asked.change(
        question.measure.name, reading.base or reading.days[0], reading.days[1]
    )
    if answer.value is None:
        return no_value(question, answer)
    verdict = Verdict.SUPPORTED if question.holds(answer.value) else Verdict.CONTRADICTED
    return make_ruling(question, verdict, answer)


# The outcome ------------------------------------------------------------------------------------


def _outcome(question: Question, ruling: Ruling) -> Outcome:
    reading, answer = question.reading, ruling.answer
    causes = (*ruling.explanations, *revised(question, answer))
    figure = hedge_words(reading)
    plain = reading.measure in {Measure.RANK, Measure.REACH}
    if plain:
        borne = ""
    elif ruling.verdict is Verdict.SUPPORTED:
        borne = "" if reading.comparator is Comparator.EXACT else f", which bears out “{figure}”"
    else:
        borne = f", not {figure}"
    return Outcome(
        verdict=ruling.verdict,
        found=ruling.found,
        edition=answer.edition,
        explanations=causes,
        evidence=evidence_of(answer),
        says=sentence(
            f"{ruling.told}{borne}",
            *(cause.text for cause in causes),
            caveat_words(question.declaration, answer, question.book),
        ),
        later_edition=answer.later,
    )


_RULES: dict[Measure, Callable[[Question], Ruling | str]] = {
    Measure.VALUE: _settle_value,
    Measure.TOTAL: _settle_total,
    Measure.RUNNING_TOTAL: _settle_total,
    Measure.AVERAGE: _settle_average,
    Measure.GROWTH_PERCENT: _settle_growth,
    Measure.CHANGE: _settle_change,
    Measure.RANK: settle_rank,
    Measure.MAXIMUM: settle_maximum,
    Measure.REACH: settle_reach,
}
