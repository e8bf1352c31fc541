"""The time that a number of a series is of: a day, a time that is over, or one up to now.

A day is told for what was counted on it, a window for what was counted within it. Where a story
says "since May", the window may begin on any day of May; where it says "to July", it may end on any
day of July; where it says "so far this year", on any day on which the newest values may have been
known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ofrecord.story.claims import Basis
from ofrecord.story.times import Span, find_times

if TYPE_CHECKING:
    from ofrecord.story.series_words import SeriesWords
    from ofrecord.story.tokens import Words

_DAY = timedelta(days=1)
SINCE = frozenset({"since", "from", "after", "between", "desde", "entre"})
UNTIL = frozenset({"as of", "by", "until", "till", "through", "to", "up to", "before", "hasta"})
_SAME = re.compile(
    r"\b(?:(?:during|in|over|within) (?:the|that) same (?:period|time|timeframe|months|span)"
    r"|(?:during|in|over) that (?:time|period))\b"
)
_LAST_YEAR = re.compile(
    r"\b(?:(?:at|by|on|in|over|for|during|than|with|from|to)? ?(?:at |by )?(?:the |this )?"
    r"(?:same|equivalent|corresponding)? ?(?:time|point|stage|period|date|day) "
    r"(?:of |in )?(?:last year|in (?P<year>20\d\d)|the (?:previous|year before|prior) ?(?:year)?)"
    r"|a year (?:ago|earlier))\b"
)
_YEAR_SO_FAR = re.compile(
    r"\b(?:so far (?:in|during) (?P<year>20\d\d)|(?P<year2>20\d\d) so far"
    r"|(?:so far )?(?:for|over|during|in|of) the year(?: so far| to date)?|year[- ]to[- ]date|annual total"
    r"|this year so far|since (?:the )?(?:start|beginning) of (?:the|this) year"
    r"|(?:en lo que va (?:de|del) )?(?:este )?año hasta ahora|en lo que va de(?:l)? año)\b"
)
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
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NIGHT = re.compile(
    rf"\b(?:overnight(?: (?P<into>into|to|on|from)(?: the early hours of)?)?(?: (?P<day>{_WEEKDAY}))?"
    rf"(?:(?: to|-| into| and| through)(?: the early hours of)? ?(?P<second>{_WEEKDAY}))?"
    rf"|(?P<late>late|on) (?P<late_day>{_WEEKDAY}) (?:evening|night)"
    rf"|(?P<evening>{_WEEKDAY})(?:'s)? (?:evening|night|overnight)"
    rf"|late(?: on)? (?P<late_only>{_WEEKDAY})"
    rf"|(?P<before>{_WEEKDAY})(?:'s)? overnight"
    rf"|last night)\b"
)
_AFTER = re.compile(r"\b(?:a|one|the) day (?P<way>after|before|earlier)\b(?! tomorrow)")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time that a sentence tells, and where it stands there.

    ``ends`` is the earliest day on which a window may end, ``begins`` the latest on which it may
    begin. ``point`` marks a day up to which is counted. ``other`` is the other day that may be
    meant. A day of which only "one of these" is known spans several.
    """

    first: date
    last: date
    start: int
    end: int
    window: bool = False
    point: bool = False
    open: bool = False
    """Whether the window reaches up to the story itself."""
    ends: date | None = None
    begins: date | None = None
    other: date | None = None
    spare: date | None = None
    """The day that may be meant where the first does not bear it out: the night before."""
    same: bool = False
    """Whether it points back to the time of the sentence before."""
    stated: bool = True
    epoch: bool = False
    vague: bool = False
    """Whether the words leave open how long the time is: in recent weeks."""

    @property
    def basis(self) -> Basis:
        """Where the time is from."""
        if not self.stated or self.open:
            return Basis.PUBLISHED
        return Basis.STATED


def find_whens(words: Words, published: date | None, book: SeriesWords) -> list[When]:
    """The times of a sentence, in order."""
    low = words.low
    found: list[When] = []
    if published is not None:
        found += _own_forms(low, published, book)
    taken = [(when.start, when.end) for when in found]
    days = _british_days(words, published)
    taken += [(span.start, span.end) for span in days]
    spans = [
        *days,
        *(
            span
            for span in find_times(words, frozenset(words.words), published, ())
            if not any(a < span.end and span.start < b for a, b in taken)
        ),
    ]
    found += [when for span in spans if (when := _of_span(span, words, published)) is not None]
    found += _epochs(low, published, book, [(w.start, w.end) for w in found])
    found.sort(key=lambda when: when.start)
    return _day_after(low, _joined(low, found, published))


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


def _own_forms(low: str, published: date, book: SeriesWords) -> list[When]:
    """The times that only series are told by: nights, the same time last year, the year so far."""
    found: list[When] = []
    found += [
        When(first=published, last=published, start=match.start(), end=match.end(), window=True,
             same=True)
        for match in _SAME.finditer(low)
    ]  # fmt: skip
    for match in _LAST_YEAR.finditer(low):
        if match["year"] is None and "year" not in match[0]:
            continue
        year = int(match["year"] or published.year - 1)
        last = _same_day(published, year)
        found.append(
            When(first=date(year, 1, 1), last=last, start=match.start(), end=match.end(),
                 window=True, ends=last - timedelta(days=8))
        )  # fmt: skip
    for match in _YEAR_SO_FAR.finditer(low):
        year = int(match["year"] or match["year2"] or published.year)
        if any(w.start < match.end() and match.start() < w.end for w in found):
            continue
        last = published if year == published.year else date(year, 12, 31)
        found.append(
            When(first=date(year, 1, 1), last=last, start=match.start(), end=match.end(),
                 window=True, open=year == published.year)
        )  # fmt: skip
    if book.nights or "night" in low:
        found += _nights(low, published, book)
    return found


def _same_day(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def _nights(low: str, published: date, book: SeriesWords) -> list[When]:
    """The nights of a sentence by the day on which they ended."""
    if not book.nights:
        return []
    found: list[When] = []
    for match in _NIGHT.finditer(low):
        first, other = _night(match, published)
        told = first != published or other is None or bool(match["day"] or match["before"])
        found.append(
            When(first=first, last=first, other=other if told else None,
                 spare=None if told else other, start=match.start(), end=match.end())
        )  # fmt: skip
    return found


def _night(match: re.Match[str], published: date) -> tuple[date, date | None]:
    """The morning on which a night ended, and the other that may be meant."""
    if match["second"]:
        return _weekday(match["second"], published), None
    begun = match["late_day"] or match["evening"] or match["late_only"]
    if begun:
        day = _weekday(begun, published)
        return (day + _DAY if day < published else day), None
    named = match["day"] or match["before"]
    if named:
        day = _weekday(named, published)
        if match["into"] in {"into", "to"}:
            return day, None
        after = day + _DAY if day < published else None
        if match["into"] == "from":
            return after or day, None
        return day, after
    return published, published - _DAY


def _weekday(name: str, published: date) -> date:
    return published - timedelta(days=(published.weekday() - _NAMES.index(name)) % 7)


def _of_span(span: Span, words: Words, published: date | None) -> When | None:
    """A time as other finders tell it, as a series is told by it."""
    first, last, lead = span.first, span.last, span.lead
    if span.kind in {"term", "before"}:
        return None
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


def _to_follows(words: Words, span: Span) -> bool:
    """Whether another time ends what a time begins: "from January to August"."""
    return words.low[span.end : span.end + 5].lstrip(" ,").startswith(("to ", "and ", "thr", "unt"))


def _epochs(
    low: str, published: date | None, book: SeriesWords, taken: Sequence[tuple[int, int]]
) -> list[When]:
    from ofrecord.story.series_words import epoch_day

    if book.epochs_form is None or published is None:
        return []
    found = []
    for match in book.epochs_form.finditer(low):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        day = epoch_day(book, match[0])
        if day > published:
            continue
        found.append(
            When(first=day, last=published, start=match.start(), end=match.end(), window=True,
                 open=True, epoch=True)
        )  # fmt: skip
    return found


_JOIN = re.compile(r"[ ,]{0,3}(?:(?:and|to|through|until|till|up to|-)[ ]?(?:the end of )?)$")


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
            if first > last:
                first = first.replace(year=first.year - 1)
            found[-1] = When(
                first=first, last=last, start=before.start, end=when.end, window=True, ends=ends,
                begins=None if before.epoch else before.begins,
            )  # fmt: skip
        else:
            found.append(when)
    return found


def _joins(low: str, before: When, when: When) -> bool:
    between = low[before.end : when.start]
    if _JOIN.fullmatch(between) is None or when.same or before.same:
        return False
    opening = low[max(0, before.start - 14) : before.start]
    lead = re.search(r"\b(?:between|from|desde|entre)(?: the| early| late)? ?$", opening)
    return lead is not None


def _day_after(low: str, whens: list[When]) -> list[When]:
    """The times, with the day after (or before) one that is named: "Monday, a day after …"."""
    for match in _AFTER.finditer(low):
        near = [
            when
            for when in whens
            if not when.window and when.end <= match.start() and match.start() - when.end < 80
        ]
        if near:
            named = near[-1]
            step = -_DAY if match["way"] == "after" else _DAY if match["way"] == "before" else -_DAY
            whens.append(
                When(first=named.first + step, last=named.last + step,
                     start=match.start(), end=match.end())
            )  # fmt: skip
    return sorted(whens, key=lambda when: when.start)
