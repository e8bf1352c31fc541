"""Which of a sentence's times a number is of, and the readings that this gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ofrecord.story.claims import Basis, Comparator, Measure, Reading, Scope
from ofrecord.story.series_clock import When, in_year
from ofrecord.story.series_sentence import SeriesSentence, SeriesStory
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

_DAY = timedelta(days=1)
_COMMA, _BORDER = 30, 70
"""How much farther away a time seems behind a comma, or in another clause."""
_BREAKS = (" while ", " but ", " whereas ", ";", "—", "–", " as ", " compared ", " than ", " with ")
_TOTALS = word_set("total tally cumulative altogether toll overall bringing brings brought")
_RATES = (
    "per day", "a day", "each day", "daily", "every day", "per night", "a night", "each night",
    "every night", "nightly", "al día", "por día", "cada noche",
)  # fmt: skip
_IN_ALL = re.compile(
    r"\b(?:ha(?:ve|s|d) (?:now |since |also )?(?:been |killed|wounded|injured|died|recorded|risen|reached)"
    r"|total|toll|so far|altogether|in all)\b"
)
"""What tells that a number is of all the time up to now."""
RATE = "how many a day, and in what time, is not told"
NO_DAY = "the text gives no day that it could be of"
UNKNOWN_THEN = "an earlier number, of a time that is not told"
NO_TIME = "how long a time it is of is not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a number says before its time is known: how many of which measure."""

    register: str
    series: str
    value: float
    high: float | None
    comparator: Comparator
    cumulative: bool


def choose_when(
    sentence: SeriesSentence, start: int, end: int, *, days: bool = False
) -> When | None:
    """The time nearest to a stretch of a sentence, by its characters; of ``days``, a single day."""
    best: tuple[float, When] | None = None
    for when in sentence.whens:
        ranked = any(a <= when.start < b and not a <= start < b for a, b in sentence.ranked)
        if ranked and when.window:
            continue
        if days and (when.window or when.point or (when.last - when.first).days > 3):
            continue
        far = _distance(sentence.low, when, start, end)
        if best is None or far < best[0]:
            best = far, when
    return None if best is None else best[1]


def _distance(low: str, when: When, start: int, end: int) -> float:
    between = low[end : when.start] if when.start >= end else low[when.end : start]
    far = float(len(between)) + (0 if when.start >= end else 5)
    far += _COMMA * between.count(",")
    far += _BORDER * sum(between.count(mark) for mark in _BREAKS)
    return far


def complete(sentence: SeriesSentence, when: When | None, start: int, end: int) -> When | None:
    """The time with what the rest of the sentence, or an earlier one, adds to it."""
    story = sentence.story
    if when is not None and when.same:
        return _pointed_back(sentence, when)
    if when is not None and when.back is not None:
        return _beside_told(story, when)
    words = sentence.words.words
    total = any(word in _TOTALS for word in words)
    if when is not None and when.window and when.open:
        points = [w for w in sentence.whens if w.point and when.first <= w.last < when.last]
        if points:
            return replace(when, last=points[-1].last, ends=_earliest(points[-1]), open=False)
    if when is not None and when.point:
        windows = [w for w in sentence.whens if w.window and not w.same]
        if windows:
            near = min(windows, key=lambda w: _distance(sentence.low, w, start, end))
            if near.first <= when.last:
                last = min(when.last, near.last)
                return replace(near, last=last, ends=_earliest(when), open=False)
    if when is not None and not when.window and not when.point and total:
        windows = [w for w in sentence.whens if w.window and not w.same]
        between = sentence.low[max(0, start - 60) : start]
        if windows and any(word in between for word in ("total", "tally", "bring", "brought")):
            ends = max(windows[0].first, min(when.last, windows[0].last))
            return replace(windows[0], ends=ends)
    return when


def _pointed_back(sentence: SeriesSentence, when: When) -> When | None:
    """The time told before, in the year that is named; of a year alone, up to the same day."""
    story = sentence.story
    here = [w for w in sentence.whens if w.window and not w.same and not w.vague]
    before = [w for w in here if w.end <= when.start]
    held = before[-1] if before else None
    if held is None and story.window is not None and story.number - story.window_at <= 3:
        held = story.window
    if when.year and story.published is not None and (held is None or _is_year(held)):
        last = in_year(story.published, when.year)
        return replace(when, first=date(when.year, 1, 1), last=last, same=False,
                       ends=max(last - 8 * _DAY, date(when.year, 1, 1)))  # fmt: skip
    if held is None:
        return None
    moved = replace(held, start=when.start, end=when.end)
    if not when.year or held.last.year == when.year:
        return moved
    step = when.year - held.last.year
    return replace(
        moved,
        first=in_year(held.first, held.first.year + step),
        last=in_year(held.last, held.last.year + step),
        ends=None if held.ends is None else in_year(held.ends, held.ends.year + step),
        begins=None,
        open=False,
        others=(),
    )


def _is_year(when: When) -> bool:
    """Whether a time is a whole year, or one so far."""
    return when.first.month == when.first.day == 1 and (
        when.open or (when.last.month, when.last.day) == (12, 31)
    )


def _beside_told(story: SeriesStory, when: When) -> When:
    """A day that is told by another: by that of what the story tells of."""
    assert when.back is not None
    near = story.when if story.when is not None and not story.when.window else None
    if near is not None and (near.point or story.number - story.when_at > 3):
        near = None
    event = (near or story.event) if when.back else (story.event or near)
    spare: date | None = None
    if event is not None:
        first = event.first - when.back * _DAY
        if other := event.other or event.spare:
            spare = other - when.back * _DAY
    elif story.published is not None and when.back:
        first = story.published - when.back * _DAY
        spare = first - _DAY
    else:
        return replace(when, vague=True)
    return replace(when, first=first, last=first, spare=spare, back=None)


def _earliest(when: When) -> date | None:
    return when.first if when.first != when.last else None


def make_readings(
    stated: Stated, sentence: SeriesSentence, when: When | None, number: Token
) -> tuple[tuple[Reading, ...], tuple[Reading, ...]] | str:
    """The readings of a number and those that may save it, or why it cannot be settled."""
    book = sentence.book
    rate = _rate(sentence, number)
    if rate:
        per_day = any(word in sentence.low for word in _RATES)
        if when is None or not when.window or when.vague or (book.ratios and not per_day):
            return RATE
        return (_make(stated, Measure.AVERAGE, when),), ()
    if _is_of_record_before(sentence, number, when):
        return _record_before(stated, sentence)
    if when is None:
        when, sure = untold_when(sentence)
        if when is None:
            return book.day_reason or NO_DAY
        readings = _of_when(stated, sentence, when)
        if isinstance(readings, str):
            return readings
        if sure:
            return readings, _of_day_told(stated, sentence, when)
        return readings[:1], readings[1:]
    if when.vague:
        return NO_TIME
    readings = _of_when(stated, sentence, when)
    if isinstance(readings, str):
        return readings
    if when.spare is not None and not when.window:
        spare = replace(when, first=when.spare, last=when.spare)
        return readings, (_make(stated, Measure.VALUE, spare),)
    if when.others and not (when.window and book.shortest > 1):
        return readings, tuple(
            _make(stated, readings[0].measure, replace(when, first=first, last=last, ends=None))
            for first, last in when.others
        )
    if when.window and book.shortest > 1 and (when.last - when.first).days + 1 < book.shortest:
        return book.day_reason
    return readings, ()


_RECORD_BEFORE = re.compile(
    r"\b(?:previous|former|old|prior|earlier|past|existing|standing|last)(?: [\w'-]+){0,3} (?:record|high|peak|maximum)\b[^.;]*$"
)


def _is_of_record_before(sentence: SeriesSentence, number: Token, when: When | None) -> bool:
    """Whether a number is of a record that stood before, and its day is not told."""
    own = when is not None and not when.window
    return not own and _RECORD_BEFORE.search(sentence.low[: number.hedge_start]) is not None


def _record_before(
    stated: Stated, sentence: SeriesSentence
) -> tuple[tuple[Reading, ...], tuple[Reading, ...]] | str:
    """The greatest of the days before the one that the story tells of; else of its year."""
    story = sentence.story
    near = story.when if story.when is not None and not story.when.window else None
    event = story.event or near
    if event is None or stated.cumulative:
        return NO_DAY
    last = event.first - _DAY
    spans = [When(first=day, last=last, start=0, end=0, stated=False)
             for day in (date(2000, 1, 1), date(last.year, 1, 1))]  # fmt: skip
    whole, year = (_make(stated, Measure.MAXIMUM, span) for span in spans)
    return (whole,), (year,)


def _of_day_told(stated: Stated, sentence: SeriesSentence, when: When) -> tuple[Reading, ...]:
    """The reading of the day that was told before, where a number may be of it as well."""
    story = sentence.story
    day = story.day
    if (
        not when.window
        or day is None
        or story.number - story.day_at > 3
        or sentence.book.day_reason
    ):
        return ()
    return tuple(
        _make(stated, Measure.VALUE, replace(day, first=one, last=one))
        for one in (day.first, day.other or day.spare)
        if one is not None
    )


def _of_when(stated: Stated, sentence: SeriesSentence, when: When) -> tuple[Reading, ...] | str:
    book = sentence.book
    if when.point and (book.untold != "event" or stated.cumulative):
        when = _up_to(book.untold, sentence, when)
    if when.window:
        whole = stated.cumulative and when.first <= min(book.epochs.values(), default=when.first)
        return (_make(stated, Measure.RUNNING_TOTAL if whole else Measure.TOTAL, when),)
    if book.day_reason:
        return book.day_reason
    first = _make(stated, Measure.VALUE, when)
    if when.other is None:
        return (first,)
    other = replace(when, first=when.other, last=when.other)
    return first, _make(stated, Measure.VALUE, other)


def _up_to(untold: str, sentence: SeriesSentence, when: When) -> When:
    """The window that ends on a day up to which is counted."""
    first = _start_of(untold, sentence, when.last)
    return replace(when, first=first, ends=_earliest(when), window=True, point=False)


def _start_of(untold: str, sentence: SeriesSentence, day: date) -> date:
    if untold == "year":
        return date(day.year, 1, 1)
    epochs = sentence.book.epochs.values()
    return min(epochs, default=date(day.year, 1, 1))


def untold_when(sentence: SeriesSentence) -> tuple[When | None, bool]:
    """The time of a number whose sentence tells none, and whether that is sure."""
    story, book = sentence.story, sentence.book
    held = story.when if story.number - story.when_at <= 2 else None
    published = story.published
    if book.untold == "event":
        event = held if held is not None and not held.window else story.event
        if event is not None:
            return replace(event, stated=False), True
        if published is None:
            return None, False
        return When(first=published - _DAY, last=published, start=0, end=0, stated=False), True
    if book.untold == "start" and not _IN_ALL.search(sentence.low):
        return None, False
    if held is not None and not book.day_reason and not held.window:
        return replace(held, stated=False), True
    if held is not None and held.window and not held.same:
        return held, True
    if published is None:
        return None, False
    first = _start_of(book.untold, sentence, published)
    return When(first=first, last=published, start=0, end=0, window=True, open=True,
                stated=False), True  # fmt: skip


def tells_total(sentence: SeriesSentence) -> bool:
    """Whether a sentence says that its numbers are of all the time up to now."""
    return _IN_ALL.search(sentence.low) is not None


def _rate(sentence: SeriesSentence, number: Token) -> bool:
    """Whether a number is one of each day or night."""
    after = sentence.low[number.end : number.end + 60]
    clause = after.split(",")[0].split(";")[0]
    before = sentence.low[max(0, number.hedge_start - 24) : number.hedge_start]
    told = any(f" {rate}" in f"{clause} " and _whole(clause, rate) for rate in _RATES)
    return told or "average of" in before or "averaging" in before


def _whole(text: str, phrase: str) -> bool:
    place = text.find(phrase)
    following = text[place + len(phrase) : place + len(phrase) + 1]
    if phrase in {"a day", "a night"} and text[:place].rstrip().endswith((" in", " on", "within")):
        return False
    if text[place + len(phrase) :].startswith((" after", " before", " earlier", " ago")):
        return False
    return not following.isalpha()


def _make(stated: Stated, measure: Measure, when: When) -> Reading:
    return Reading(
        register=stated.register,
        measure=measure,
        scope=Scope(series=stated.series),
        days=(when.first.isoformat(), when.last.isoformat()),
        basis=when.basis if when.stated else Basis.PUBLISHED,
        comparator=stated.comparator,
        value=stated.value,
        high=stated.high,
        begins=when.begins.isoformat() if _begins_on_any(when) and when.begins else "",
        ends=when.ends.isoformat() if when.ends and when.window else "",
    )


def _begins_on_any(when: When) -> bool:
    """Whether a window may begin on any day of a short time; of "since 2018" on the first."""
    return when.window and when.begins is not None and (when.begins - when.first).days < 32


def remember(story: SeriesStory, when: When | None, *, counts: bool) -> None:
    """Notes a time for the sentences that carry on from it."""
    if when is None or when.vague or when.back is not None:
        return
    if when.window:
        if not when.same:
            story.window, story.window_at = when, story.number
    if not when.same:
        story.when, story.when_at = when, story.number
    if not when.window and not when.point and when.first == when.last:
        story.day, story.day_at = when, story.number
    if counts and not when.window and story.event is None:
        story.event = when
