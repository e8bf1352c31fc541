"""Times in a sentence: the day that a figure is of, or the days between which something was done.

Everything is resolved against the story's own day. A month alone is a span of days; nothing is made
more exact than the words are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ofrecord.story.lexicon import Office
from ofrecord.story.numbers import parse_number
from ofrecord.story.time_phrases import PHRASE_WORDS, find_phrases
from ofrecord.story.tokens import Words

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero", "february feb febrero", "march mar marzo", "april apr abril",
            "may mayo", "june jun junio", "july jul julio", "august aug agosto",
            "september sept sep septiembre", "october oct octubre", "november nov noviembre",
            "december dec diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_DAY = re.compile(
    rf"\b(?:(?P<iso>{_YEAR}-\d\d-\d\d)|(?P<us>\d\d?/\d\d?/(?:20)?\d\d)\b"
    rf"|(?P<esday>\d\d?)º?\s+de\s+(?P<esmonth>{_NAMES})\b(?:\s+(?:de|del)\s+(?P<esyear>{_YEAR}))?"
    rf"|(?P<month>{_NAMES})\b\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?(?!\d|,\d{{3}}\b)"
    rf"(?:,?\s+(?:of\s+)?(?P<year>{_YEAR})\b|,?\s+(?:of\s+)?(?P<last>last\s+year))?)"
)
_MONTH = re.compile(
    rf"(?:\b(?P<part>last|this\s+past|early|late|mid|end\s+of|close\s+of|start\s+of|beginning\s+of|"
    rf"first\s+(?:week|two\s+weeks|three\s+weeks)\s+of|first\s+half\s+of|second\s+half\s+of)"
    rf"(?:\s+|-))?\b(?P<month>{_NAMES})\b(?P<first>'s\s+first\s+(?:two\s+weeks|three\s+weeks|week))?"
    rf"(?:'s)?\.?"
    rf"(?:,?\s+(?:of\s+|de\s+|del\s+)?(?P<year>{_YEAR})\b|,?\s+(?:of\s+)?(?P<last>last\s+year))?"
)
_BARE_YEAR = re.compile(
    rf"(?:\b(?P<part>early|late|mid|end\s+of|close\s+of|start\s+of|beginning\s+of)(?:\s+|-))?"
    rf"(?<![\d,$.])(?P<year>{_YEAR})\b(?![,.]\d|/\d)"
)
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(_WEEKDAYS)})\b")
_MONTH_WORDS = frozenset(
    (*_MONTHS, *(f"{month}'s" for month in _MONTHS), *(f"mid-{m}" for m in _MONTHS))
)
_DAY_WORDS = frozenset((*_WEEKDAYS, *(f"{day}'s" for day in _WEEKDAYS)))
_LEADS = frozenset(
    [
        "since",
        "from",
        "between",
        "until",
        "till",
        "through",
        "by",
        "before",
        "prior",
        "after",
        "in",
        "on",
        "during",
        "to",
        "and",
        "at",
        "over",
        "within",
        "for",
        "effective",
        "desde",
        "hasta",
        "el",
        "en",
        "al",
        "entre",
        "desde",
        "a",
    ]
)
_BETWEEN_LEAD = frozenset(
    [
        "the",
        "last",
        "this",
        "past",
        "late",
        "early",
        "mid",
        "end",
        "start",
        "close",
        "of",
        "morning",
        "evening",
        "night",
        "beginning",
        "middle",
        "just",
        "only",
        "about",
        "back",
        "recently",
        ",",
        "first",
        "half",
        "afternoon",
        "su",
        "mid-",
        "all",
        "around",
    ]
) | frozenset(_WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Span:
    """A time in a sentence: the days it covers and where it stands.

    ``kind`` is day, month, year, window (over the last eight months), term (since an inauguration),
    before (a term began), weekday, ago or now. ``lead`` is the word that introduces it: as of, on,
    in, since, by, until …
    """

    first: date
    last: date
    kind: str
    lead: str
    start: int
    end: int


def find_times(words: Words, published: date | None, offices: Sequence[Office]) -> list[Span]:
    """Every time in a sentence, in order. Without the story's day, only full days are found."""
    low, present = words.low, set(words.words)
    found: list[Span] = []
    months = not _MONTH_WORDS.isdisjoint(present)

    def add(first: date, last: date, kind: str, start: int, end: int) -> None:
        if not any(span.start < end and start < span.end for span in found):
            found.append(Span(first, last, kind, _lead(words, start), start, end))

    if months or "/" in low or ("-" in low and "20" in low):
        for match in _DAY.finditer(low):
            day = _read_day(match, words.plain, published)
            if day:
                add(day, day, "day", match.start(), match.end())
    for office in offices:
        for one in _find_office(office, low, present, published):
            add(*one)
    if published and not PHRASE_WORDS.isdisjoint(present):
        for first, last, kind, start, end in find_phrases(low, published):
            add(first, last, kind, start, end)
    if months:
        for match in _MONTH.finditer(low):
            span = _read_month(match, words.plain, published)
            if span:
                add(*span, "month", match.start(), match.end())
    if published and not _DAY_WORDS.isdisjoint(present):
        for match in _WEEKDAY.finditer(low):
            back = (published.weekday() - _WEEKDAYS.index(match["day"])) % 7
            day = published - timedelta(days=back)
            add(day, day, "weekday", match.start(), match.end())
    if "20" in low or "19" in low:
        for match in _BARE_YEAR.finditer(low):
            add(*_read_year(match), "year", match.start(), match.end())
    if len(found) > 1:
        found.sort(key=lambda span: span.start)
    return found


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
            if word == "in" and at and tokens[at - 1] == "back":
                return "in"
            return word
        if word not in _BETWEEN_LEAD:
            return ""
        at -= 1
    return ""


# Days, months and years -------------------------------------------------------------------------


def _read_day(match: re.Match[str], plain: str, published: date | None) -> date | None:
    groups = match.groupdict()
    try:
        if groups["iso"]:
            return date.fromisoformat(groups["iso"])
        if groups["us"]:
            month, day, year = (int(part) for part in groups["us"].split("/"))
            return date(year if year > 99 else 2000 + year, month, day)
        if groups["esday"]:
            number, year_text, day_text = (
                _MONTHS[groups["esmonth"]],
                groups["esyear"],
                groups["esday"],
            )
        else:
            number, year_text, day_text = _MONTHS[groups["month"]], groups["year"], groups["day"]
            if not _is_month(plain, match.start("month"), groups["month"]):
                return None
        if year_text:
            return date(int(year_text), number, int(day_text))
        if published is None:
            return None
        if groups["last"]:
            return date(published.year - 1, number, int(day_text))
        return _latest(number, int(day_text), published)
    except ValueError:
        return None


def _latest(month: int, day: int, published: date) -> date:
    """The newest such day that is not after the story's (a few days of grace)."""
    candidate = date(published.year, month, day)
    if candidate > published + timedelta(days=7):
        candidate = date(published.year - 1, month, day)
    return candidate


def _is_month(plain: str, at: int, name: str) -> bool:
    """Whether a word is the month: "may" and "march" only with a capital letter."""
    return name not in {"may", "march", "mar", "mayo"} or plain[at].isupper() or name == "mayo"


def _read_month(
    match: re.Match[str], plain: str, published: date | None
) -> tuple[date, date] | None:
    name = match["month"]
    if not _is_month(plain, match.start("month"), name):
        return None
    month, part = _MONTHS[name], " ".join((match["part"] or "").split())
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None
    elif match["last"]:
        year = published.year - 1
    else:
        year = published.year - (month > published.month)
        if part == "last" and month == published.month:
            year = published.year - 1
    if not 1 <= year <= 9998:
        return None
    length = monthrange(year, month)[1]
    first, last = _PARTS.get(part or (match["first"] or "")[3:], (1, 31))
    return date(year, month, min(first, length)), date(year, month, min(last, length))


_PARTS = {
    "early": (1, 10), "mid": (10, 20), "late": (20, 31), "end of": (25, 31), "close of": (25, 31),
    "start of": (1, 7), "beginning of": (1, 7), "first week of": (1, 7), "first week": (1, 7),
    "first two weeks of": (1, 14), "first two weeks": (1, 14), "first three weeks of": (1, 21),
    "first three weeks": (1, 21), "first half of": (1, 15), "second half of": (16, 31),
}  # fmt: skip


def _read_year(match: re.Match[str]) -> tuple[date, date]:
    year, part = int(match["year"]), " ".join((match["part"] or "").split())
    first, last = date(year, 1, 1), date(year, 12, 31)
    match part:
        case "early":
            return first, date(year, 4, 30)
        case "mid":
            return date(year, 5, 1), date(year, 8, 31)
        case "late":
            return date(year, 9, 1), last
        case "end of" | "close of":
            return last, last
        case "start of" | "beginning of":
            return first, date(year, 1, 15)
        case _:
            return first, last


# Terms of office --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Patterns:
    words: frozenset[str]
    began: re.Pattern[str]
    before: re.Pattern[str]
    opening: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(office: Office) -> _Patterns:
    holder = "|".join(re.escape(name) for name in office.holders)
    before = "|".join(re.escape(name) for name in office.before)
    entry = (
        r"(?:was\s+)?(?:re)?inaugurated|(?:was\s+)?sworn\s+in|took\s+(?:back\s+)?(?:the\s+)?(?:office|power|oath)"
        r"|retook|return(?:s|ed|ing)?\s+to\s+(?:office|power|the\s+(?:white\s+house|oval\s+office|presidency))"
        r"|return\b|came\s+(?:back\s+)?(?:to\s+power|into\s+office)|inauguration|swearing-in|second\s+inauguration"
    )
    term = r"2\.0|second\s+(?:term|administration|presidency)|(?:current\s+)?term|presidency|administration"
    return _Patterns(
        words=frozenset(
            {"inauguration", "administration", "term", "inaugurated"}
            | {word for name in (*office.holders, *office.before) for word in (name, f"{name}'s")}
        ),
        began=re.compile(
            rf"\b(?:(?:{holder})(?:'s?)?\s+(?:{entry}|{term})|inauguration\s+day|since\s+(?:the\s+)?inauguration"
            rf"|second\s+(?:{holder})\s+(?:term|administration|presidency)"
            rf"|(?:second\s+)?(?:term|administration)\s+of\s+(?:president\s+)?(?:donald\s+)?(?:{holder})"
            rf"|(?:he|his)\s+(?:{entry}|second\s+(?:term|administration)))"
        ),
        before=re.compile(
            rf"\b(?:(?:close|end|final\s+\w+|last\s+\w+)\s+of\s+(?:the\s+)?(?:{before})|under\s+(?:president\s+)?(?:joe\s+)?(?:{before})"
            rf"|(?:{before})\s+(?:left|era|years))\b"
        ),
        opening=re.compile(
            r"\b(?:first|opening|year\s+one|initial)\s+(?:(?P<count>\d+)\s+)?(?P<unit>days|months|year|weeks)?"
            r"(?:\s*(?:of|in)\s+(?:the\s+|his\s+|president\s+)*|\s*)$"
        ),
    )


def _find_office(
    office: Office, low: str, present: set[str], published: date | None
) -> Iterator[tuple[date, date, str, int, int]]:
    patterns = _patterns(office)
    if patterns.words.isdisjoint(present):
        return
    eve = office.began - timedelta(days=1)
    for match in patterns.before.finditer(low):
        yield eve, eve, "before", match.start(), match.end()
    for match in patterns.began.finditer(low):
        start = match.start()
        ahead = low[max(0, start - 40) : start]
        if re.search(r"\b(?:before|prior\s+to|preceding|until)\s+(?:\w+\s+){0,3}$", ahead):
            yield eve, eve, "before", start, match.end()
        elif re.search(
            r"\bwhen\s+(?:\w+\s+){0,2}$|\b(?:at|on|the\s+day\s+of)\s+(?:\w+\s+){0,2}$", ahead
        ):
            yield eve, office.began, "before", start, match.end()
        else:
            opening = patterns.opening.search(ahead)
            if opening:
                last = _opening_end(office.began, opening["count"], opening["unit"] or "year")
                at = start - len(ahead) + opening.start()
                yield office.began, last, "window", at, match.end()
            elif published and published >= office.began:
                yield office.began, published, "term", start, match.end()


def _opening_end(began: date, count: str | None, unit: str) -> date:
    number = int(count) if count and len(count) < 4 else 0
    match unit:
        case "days":
            return began + timedelta(days=number or 100)
        case "weeks":
            return began + timedelta(days=7 * (number or 8))
        case "months":
            return began + timedelta(days=30 * (number or 5))
        case _:
            return began.replace(year=began.year + 1)


def count_of(word: str) -> int:
    """How many a number word of a time means, at most a few hundred; 0 where it means none."""
    number = parse_number(word)
    return int(number.value) if number and 0 < number.value < 400 else 0
