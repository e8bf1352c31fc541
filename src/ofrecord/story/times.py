"""Times in a sentence: the day that a figure is of, or the days between which something was done.

Everything is resolved against the story's own day. A month alone is a span of days; nothing is made
more exact than the words are. Times are read from the words, each from the one that gives it away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ofrecord.story.offices_held import Office, find_office
from ofrecord.story.seasons import SEASON_WORDS, find_seasons
from ofrecord.story.speech import word_set
from ofrecord.story.time_phrases import PHRASE_WORDS, find_phrases
from ofrecord.story.tokens import Words

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "enero"), ("february", "feb", "febrero"), ("march", "mar", "marzo"),
            ("april", "apr", "abril"), ("may", "mayo"), ("june", "jun", "junio"),
            ("july", "jul", "julio"), ("august", "aug", "agosto"),
            ("september", "sept", "sep", "septiembre"), ("october", "oct", "octubre"),
            ("november", "nov", "noviembre"), ("december", "dec", "diciembre"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
_NAMED = {
    **{name: (number, "") for name, number in _MONTHS.items()},
    **{f"{name}'s": (number, "") for name, number in _MONTHS.items()},
    **{f"mid-{name}": (number, "mid") for name, number in _MONTHS.items()},
}
_PLAIN_WORDS = frozenset({"may", "march", "mar"})
"""Months whose names are other words without a capital letter."""
_ISO = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_US = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/((?:20)?\d\d)(?![\d/])")
_WEEKDAYS = {
    name: number
    for number, day in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
    for name in (day, f"{day}'s")
}
_LEADS = word_set(
    "since from between until till through by before prior after in on during to and at over "
    "within for under effective desde hasta el en al entre a"
)
_BETWEEN_LEAD = word_set(
    "the last this past late early mid end start close of morning evening night beginning middle "
    "just only about back recently , first half afternoon su mid- all around"
) | frozenset(_WEEKDAYS)
_PARTS = {
    "early": (1, 10), "mid": (10, 20), "late": (20, 31), "end": (25, 31), "close": (25, 31),
    "last day": (31, 31), "final day": (31, 31), "first day": (1, 1), "start": (1, 7),
    "beginning": (1, 7), "week": (1, 7), "two": (1, 14), "three": (1, 21),
}  # fmt: skip
_NAMED_WORDS = frozenset(_NAMED)
_WEEKDAY_WORDS = frozenset(_WEEKDAYS)
TIME_WORDS = _NAMED_WORDS | _WEEKDAY_WORDS | PHRASE_WORDS | SEASON_WORDS
"""One of these stands in every time that is told without a year."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time in a sentence: the days it covers and where it stands.

    ``kind`` is day, month, season, year, window (over the last eight months), term (since an inauguration),
    before (a term began), weekday, ago or now. ``lead`` is the word that introduces it: as of, on,
    in, since, by, until …
    """

    first: date
    last: date
    kind: str
    lead: str
    start: int
    end: int


Raw = tuple[date, date, str, int, int]
"""First day, last day, kind, first and last character."""


def find_times(
    words: Words, present: frozenset[str], published: date | None, offices: Sequence[Office]
) -> list[Span]:
    """Every time in a sentence, in order. Without the story's day, only full days are found.

    ``present`` are the sentence's words.
    """
    found: list[Span] = []
    for raw in _candidates(words, present, published, offices):
        first, last, kind, start, end = raw
        if kind == "month" and published and first <= published < last:
            last = published
        if not any(span.start < end and start < span.end for span in found):
            found.append(Span(first, last, kind, _lead(words, start), start, end))
    if len(found) > 1:
        found.sort(key=lambda span: span.start)
    return found


def _candidates(
    words: Words, present: frozenset[str], published: date | None, offices: Sequence[Office]
) -> Iterator[Raw]:
    """The times, those that are surer before those that they may overlap."""
    low = words.low
    if "/" in low or ("-" in low and "20" in low):
        yield from _figures(low)
    months = [] if _NAMED_WORDS.isdisjoint(present) else list(_find_months(words, published))
    yield from (raw for raw in months if raw[2] == "day")
    for office in offices:
        if not office.words.isdisjoint(present):
            yield from find_office(office, low, published)
    if published and not PHRASE_WORDS.isdisjoint(present):
        yield from find_phrases(words, published)
    yield from (raw for raw in months if raw[2] != "day")
    if not SEASON_WORDS.isdisjoint(present):
        yield from find_seasons(words, published)
    if published and not _WEEKDAY_WORDS.isdisjoint(present):
        yield from _find_weekdays(words, published)
    if "20" in low or "19" in low:
        yield from _find_years(words)


def _lead(words: Words, start: int) -> str:
    """The word that introduces a time."""
    at = bisect_left(words.starts, start) - 1
    tokens = words.words
    for _ in range(6):
        if at < 0:
            return ""
        word = tokens[at]
        if word == "of" and at and tokens[at - 1] == "as":
            return "as of"
        if word == "to" and at and tokens[at - 1] == "prior":
            return "before"
        if word in _LEADS:
            return word
        if word not in _BETWEEN_LEAD:
            return ""
        at -= 1
    return ""


# Days and months --------------------------------------------------------------------------------


def _figures(low: str) -> Iterator[Raw]:
    """Days in figures: 2025-09-05, 10/17/2025."""
    for match in _ISO.finditer(low):
        try:
            day = date.fromisoformat(match[0])
        except ValueError:
            continue
        yield day, day, "day", match.start(), match.end()
    for match in _US.finditer(low):
        month, number, year = int(match[1]), int(match[2]), int(match[3])
        try:
            day = date(year if year > 99 else 2000 + year, month, number)
        except ValueError:
            continue
        yield day, day, "day", match.start(), match.end()


def _find_months(words: Words, published: date | None) -> Iterator[Raw]:
    """Every month that is named, with its day and year where they stand beside it."""
    low = words.words
    for at, word in enumerate(low):
        named = _NAMED.get(word)
        if named is None or (word in _PLAIN_WORDS and not words.plain[words.starts[at]].isupper()):
            continue
        raw = _day(words, at, named[0], published) or _month(words, at, named, published)
        if raw is not None:
            yield raw


def _is_day(word: str) -> int:
    """The day of a month that a word states: "5", "5th"; 0 where it states none."""
    number = word.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0


def _day(words: Words, at: int, month: int, published: date | None) -> Raw | None:
    low = words.words
    number = _is_day(low[at + 1]) if at + 1 < len(low) else 0
    if number:
        first, last = at, at + 1
    elif at > 1 and low[at - 1] == "de" and _is_day(low[at - 2]):
        number, first, last = _is_day(low[at - 2]), at - 2, at
    else:
        return None
    year, last = _year_after(words, last, published)
    try:
        if year:
            day = date(year, month, number)
        elif published is None:
            return None
        else:
            day = date(published.year, month, number)
            if day > published + timedelta(days=7):
                day = date(published.year - 1, month, number)
    except ValueError:
        return None
    return day, day, "day", words.starts[first], words.ends[last]


def _year_after(words: Words, last: int, published: date | None) -> tuple[int, int]:
    """The year that follows a day or month: ", 2025", "of 2025", "last year"; 0 for none."""
    low = words.words
    after = last + 1
    while after < len(low) and after - last < 3 and low[after] in {",", "of", "de", "del"}:
        after += 1
    word = low[after] if after < len(low) else ""
    if _is_year(word):
        return int(word), after
    if word == "last" and low[after + 1 : after + 2] == ["year"] and published is not None:
        return published.year - 1, after + 1
    return 0, last


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in {"19", "20"} and word.isascii() and word.isdigit()


def _month(words: Words, at: int, named: tuple[int, str], published: date | None) -> Raw | None:
    month, part = named
    low = words.words
    year, last = _year_after(words, at, published)
    part, first = (part, at) if part else _part(low, at)
    if low[at].endswith("'s") and low[at + 1 : at + 2] == ["first"]:
        part, last = _first_weeks(low, at, last)
    if not year:
        if published is None:
            return None
        year = published.year - (month > published.month)
        if part == "last" and month == published.month:
            year -= 1
    if not 1 <= year <= 9998:
        return None
    length = monthrange(year, month)[1]
    low_day, high_day = _PARTS.get(part, (1, 31))
    return (
        date(year, month, min(low_day, length)),
        date(year, month, min(high_day, length)),
        "month",
        words.starts[first],
        words.ends[last],
    )


def _first_weeks(low: list[str], at: int, last: int) -> tuple[str, int]:
    """Which part of a month "November's first three weeks" is, and its last word."""
    count = low[at + 2] if at + 2 < len(low) else ""
    if count == "week":
        return count, at + 2
    if count in {"two", "three"} and at + 3 < len(low):
        return count, at + 3
    return "", last


def _part(low: list[str], at: int) -> tuple[str, int]:
    """Which part of a month or year is meant, and where the words for it begin."""
    before = low[at - 1] if at else ""
    if before in {"early", "late", "mid", "last"}:
        return before, at - 1
    if before == "of" and at > 1:
        word = low[at - 2]
        if word in {"end", "close", "start", "beginning"}:
            return word, at - 2
        if word == "day" and at > 2 and low[at - 3] in {"last", "final", "first"}:
            return f"{low[at - 3]} day", at - 3
        if word in {"week", "weeks"} and at > 2:
            count = low[at - 3]
            if count == "first":
                return "week", at - 3
            if count in {"two", "three"} and at > 3 and low[at - 4] == "first":
                return count, at - 4
    return "", at


def _find_weekdays(words: Words, published: date) -> Iterator[Raw]:
    for at, word in enumerate(words.words):
        number = _WEEKDAYS.get(word)
        if number is not None:
            day = published - timedelta(days=(published.weekday() - number) % 7)
            yield day, day, "weekday", words.starts[at], words.ends[at]


def _find_years(words: Words) -> Iterator[Raw]:
    low, plain = words.words, words.plain
    for at, word in enumerate(low):
        if not _is_year(word):
            continue
        start, end = words.starts[at], words.ends[at]
        if plain[start - 1 : start] in {"$", ".", "/", "-"} or plain[end : end + 1] in {"-", "/"}:
            continue
        year = int(word)
        part, place = _part(low, at)
        first, last = _part_of_year(year, part)
        yield first, last, "year", words.starts[place], end


def _part_of_year(year: int, part: str) -> tuple[date, date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    match part:
        case "early":
            return first, date(year, 4, 30)
        case "mid":
            return date(year, 5, 1), date(year, 8, 31)
        case "late":
            return date(year, 9, 1), last
        case "end" | "close" | "last day" | "final day":
            return last, last
        case "start" | "beginning":
            return first, date(year, 1, 15)
        case _:
            return first, last
