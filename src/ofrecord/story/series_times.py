"""The time that a number of a series is of: a day, a time that is over, or one up to now.

A day is told for what was counted on it, a window for what was counted within it. Where a story
says "since May", the window may begin on any day of May; where it says "to July", it may end on any
day of July; where it says "so far this year", on any day on which the newest values may have been
known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from ofrecord.story.series_clock import DAY as _DAY
from ofrecord.story.series_clock import When, in_year
from ofrecord.story.series_nights import add_days_beside, find_day_lengths, find_nights
from ofrecord.story.series_periods import find_periods, with_lengths, without_vague
from ofrecord.story.times import Span, find_times

if TYPE_CHECKING:
    from ofrecord.story.series_words import SeriesWords
    from ofrecord.story.tokens import Words

_Told = TypeVar("_Told", When, Span)
SINCE = frozenset({"since", "from", "after", "between", "desde", "entre"})
UNTIL = frozenset({"as of", "by", "until", "till", "through", "to", "up to", "before", "hasta"})
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "may.",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_BRITISH = re.compile(
    r"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)? (?:of )?"
    rf"(?P<month>{'|'.join(_MONTHS[:12])}|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b\.?"
    r"(?:,? (?P<year>20\d\d)\b)?"
)


def find_whens(words: Words, published: date | None, book: SeriesWords) -> list[When]:
    """The times of a sentence, in order."""
    low = words.low
    found: list[When] = []
    if published is not None:
        found += find_nights(low, published) if book.nights else []
        for finder in (find_day_lengths, find_periods):
            found += _free(finder(low, published, nights=book.nights), found)
    days = _free(_british_days(words, published), found)
    taken: list[When | Span] = [*found, *days]
    spans = [*days, *_free(find_times(words, frozenset(words.words), published, ()), taken)]
    found += [
        when for span in spans if (when := _of_span(span, words, published, book)) is not None
    ]
    found = _with_epochs(low, published, book, found)
    found.sort(key=lambda when: when.start)
    found = with_lengths(low, _joined(low, found, published))
    return add_days_beside(low, without_vague(found), published)


def _free(told: Sequence[_Told], taken: Sequence[When | Span]) -> list[_Told]:
    """What overlaps none of what is taken."""
    return [one for one in told if not any(t.start < one.end and one.start < t.end for t in taken)]


def _british_days(words: Words, published: date | None) -> list[Span]:
    """Days told with the month after the day: "7 October 2023", "the 31st of July"."""
    found = []
    for match in _BRITISH.finditer(words.low):
        month = _MONTHS.index(match["month"]) % 12 + 1
        if match["month"] == "may" and not words.plain[match.start("month")].isupper():
            continue
        year = int(match["year"]) if match["year"] else published.year if published else 0
        try:
            day = date(year, month, int(match["day"]))
            if not match["year"] and published is not None and day > published:
                day = date(year - 1, month, int(match["day"]))
        except ValueError:
            continue
        before = words.low[: match.start()].split()[-2:]
        lead = "as of" if before == ["as", "of"] else before[-1] if before else ""
        found.append(Span(day, day, "day", lead, match.start(), match.end()))
    return found


def _of_span(span: Span, words: Words, published: date | None, book: SeriesWords) -> When | None:
    """A time as other finders tell it, as a series is told by it."""
    first, last, lead = span.first, span.last, span.lead
    if span.kind in {"term", "before"} or _is_no_time(words.low[span.start : span.end]):
        return None
    if lead not in SINCE and _SINCE_CLAUSE.search(words.low[: span.start]):
        lead = "since"
    if lead in SINCE and span.kind == "day" and "20" not in words.low[span.start : span.end]:
        first = last = _of_epoch(first, published, book)
    one = When(first=first, last=last, start=span.start, end=span.end)
    if lead in SINCE and span.kind not in {"window", "now"} and not _to_follows(words, span):
        if published is None or first > published:
            return replace(one, window=first != last)
        until = None if first == last else min(last, published)
        return replace(one, last=published, begins=until, window=True, open=True)
    if span.kind == "window":
        opened = published is not None and last == published
        slack = span.start and words.low[span.start : span.end].split()[0] in {"last", "past"}
        begins = first + timedelta(days=1) if opened and slack else None
        return replace(one, window=True, open=opened, begins=begins)
    if span.kind in {"month", "year", "season"}:
        if lead in UNTIL or words.low[span.start : span.end].startswith(("end ", "close ")):
            point = replace(one, first=first, point=True, window=False)
            return replace(point, first=last) if lead == "before" else point
        return replace(one, window=True, open=published is not None and first <= published <= last)
    if lead in UNTIL:
        before = first - _DAY if lead == "before" else first
        return replace(one, first=before, last=last if lead != "before" else before, point=True)
    if span.kind == "now":
        return replace(one, point=True, stated=False)
    return one


_SINCE_CLAUSE = re.compile(
    r"\bsince (?!then\b)(?:[\w'-]+ ){1,7}(?:in|on|of)(?: the| early| late| mid)? $"
)
"""What tells since when, by what happened then: "since figures were first collected in …"."""


def _is_no_time(told: str) -> bool:
    """Whether words that others take for a time tell none of a series: "in a single day"."""
    return told in {"single day", "within a day", "single night"}


def _of_epoch(day: date, published: date | None, book: SeriesWords) -> date:
    """A day told without its year, as the day of that name from which the series is counted."""
    for epoch in book.epochs.values():
        if (epoch.month, epoch.day) == (day.month, day.day) and published and epoch <= published:
            return epoch
    return day


def _to_follows(words: Words, span: Span) -> bool:
    """Whether another time ends what a time begins: "from January to August"."""
    return words.low[span.end : span.end + 5].lstrip(" ,").startswith(("to ", "and ", "thr", "unt"))


def _with_epochs(
    low: str, published: date | None, book: SeriesWords, found: list[When]
) -> list[When]:
    """The times, with those that are told by an event; the event's own day goes with it."""
    from ofrecord.story.series_words import epoch_day

    if book.epochs_form is None or published is None:
        return found
    for match in book.epochs_form.finditer(low):
        if any(w.start < match.end() and match.start() < w.end for w in found):
            continue
        day, end = epoch_day(book, match[0]), match.end()
        if day > published:
            continue
        for near in found:
            gap = low[end : near.start]
            if near.start >= end and near.first <= day and gap.strip(" ,") in _OF_AN_EVENT:
                found = [when for when in found if when is not near]
                end = near.end
                break
        found.append(
            When(first=day, last=published, start=match.start(), end=end, window=True,
                 open=True, epoch=True)
        )  # fmt: skip
    return found


_OF_AN_EVENT = frozenset({"", "in", "on", "of", "began in", "began on", "started in", "started on"})
_JOIN = re.compile(
    r"(?: day| eve)?[ ,]{0,3}(?:(?:and|to|through|until|till|up to|-)[ ]?(?:the end of )?)$"
)


def _joined(low: str, whens: Sequence[When], published: date | None) -> list[When]:
    """The times, those that begin and end one window as one: "from January to August"."""
    found: list[When] = []
    for when in whens:
        before = found[-1] if found else None
        same = before is not None and before.epoch and before.first == when.first
        if before is not None and same and when.start - before.end <= 6:
            found[-1] = replace(before, end=when.end)  # "the war began on Oct. 7, 2023"
        elif before is not None and _joins(low, before, when):
            ends = when.first if when.first != when.last else None
            last = when.last if published is None else min(when.last, published)
            first = before.first
            if first > last and _are_weekdays(low, before, when):
                first -= 7 * _DAY
            elif first > last:
                first = in_year(first, first.year - 1)
            found[-1] = When(
                first=first, last=last, start=before.start, end=when.end, window=True, ends=ends,
                begins=None if before.epoch else before.begins,
            )  # fmt: skip
        else:
            found.append(when)
    return found


def _are_weekdays(low: str, before: When, when: When) -> bool:
    """Whether both ends of a window are told by their weekdays alone."""
    ends = (low[one.start : one.end].rsplit(maxsplit=1)[-1] for one in (before, when))
    return all(word.removesuffix("'s").endswith("day") for word in ends)


def _joins(low: str, before: When, when: When) -> bool:
    between = low[before.end : when.start]
    if _JOIN.fullmatch(between) is None or when.same or before.same:
        return False
    opening = low[max(0, before.start - 14) : before.start]
    lead = re.search(r"\b(?:between|from|desde|entre)(?: the| early| late)? ?$", opening)
    return lead is not None
