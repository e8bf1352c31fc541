"""Times told by words alone: last month, so far this year, three weeks ago, over the last year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from ofrecord.story.numbers import parse_number

Found = tuple[date, date, str, int, int]

PHRASE_WORDS = frozenset(
    [
        "last",
        "past",
        "previous",
        "this",
        "recent",
        "today",
        "yesterday",
        "ago",
        "earlier",
        "now",
        "currently",
        "esta",
        "este",
        "pasado",
        "pasada",
        "hoy",
        "ayer",
        "recently",
        "single",
        "present",
        "writing",
        "ahora",
        "within",
        "actualmente",
        "summer",
        "spring",
    ]
)
"""One of these stands in every such time."""
_LAST = re.compile(
    r"\b(?:the|los|las)?\s*(?:last|past|previous|últimos|últimas)\s+(?P<count>\w+)\s+"
    r"(?P<unit>day|week|month|year|día|semana|mes|año)(?:e?s)?\b"
)
_AGO = re.compile(
    r"\b(?P<count>a|an|one|\w+)\s+(?P<unit>day|week|month|year)s?\s+(?P<way>ago|earlier|before|prior)\b"
)
_WITHIN = re.compile(
    r"\b(?:within|in|over|during)\s+(?:the\s+(?:last|past)|a|one|a\s+single|the\s+space\s+of\s+a|just\s+a)\s+(?P<unit>week|month|year)\b"
)
_UNITS = {"día": "day", "semana": "week", "mes": "month", "año": "year"}


def find_phrases(low: str, published: date) -> Iterator[Found]:
    """The times of a sentence (in lower case) that are told by words alone."""
    for match in _AGO.finditer(low):
        found = _ago(match, published)
        if found:
            yield *found, match.start(), match.end()
    for pattern in (_LAST, _WITHIN):
        for match in pattern.finditer(low):
            count = match["count"] if "count" in match.re.groupindex else "one"
            first = back(published, count, match["unit"])
            if first:
                yield first, published, "window", match.start(), match.end()
    phrases = _phrases(published)
    for match in _PHRASE.finditer(low):
        yield *phrases[match[0]], match.start(), match.end()


def _ago(match: re.Match[str], published: date) -> tuple[date, date, str] | None:
    count = "one" if match["count"] in {"a", "an"} else match["count"]
    day = back(published, count, match["unit"])
    if day is None:
        return None
    slack = timedelta(days={"day": 0, "week": 3, "month": 10, "year": 10}[match["unit"]])
    return day - slack, day + slack, "ago"


def back(published: date, count: str, unit: str) -> date | None:
    """The day a number of days, weeks, months or years before another.

    >>> back(date(2025, 3, 31), "one", "month")
    datetime.date(2025, 2, 28)
    """
    number = parse_number(count)
    if number is None or not 0 < number.value < 400:
        return None
    whole, unit = int(number.value), _UNITS.get(unit, unit)
    if unit in {"day", "week"}:
        return published - timedelta(days=whole * (7 if unit == "week" else 1))
    months = whole * (12 if unit == "year" else 1)
    year, month = divmod(published.year * 12 + published.month - 1 - months, 12)
    if year < 1:
        return None
    return date(year, month + 1, min(published.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=512)
def _phrases(published: date) -> dict[str, tuple[date, date, str]]:
    """What the fixed phrases mean on a day."""
    day = timedelta(days=1)
    week = published - timedelta(days=published.weekday())
    month, year = published.replace(day=1), published.replace(month=1, day=1)
    month_end, year_end = month - day, year - day
    last_month, last_year = month_end.replace(day=1), year.replace(year=max(1, year.year - 1))
    now = (published, published, "now")
    return {
        "the end of last year": (year_end, year_end, "day"),
        "the close of last year": (year_end, year_end, "day"),
        "the end of last month": (month_end, month_end, "day"),
        "the start of this year": (year, published, "window"),
        "the start of the year": (year, published, "window"),
        "the beginning of the year": (year, published, "window"),
        "the first of the year": (year, published, "window"),
        "so far this year": (year, published, "window"),
        "earlier this year": (year, published, "window"),
        "this year": (year, published, "window"),
        "early last year": (last_year, last_year.replace(month=4, day=30), "window"),
        "late last year": (last_year.replace(month=9), year_end, "window"),
        "last year": (last_year, year_end, "window"),
        "so far this month": (month, published, "window"),
        "earlier this month": (month, published, "window"),
        "this month": (month, published, "window"),
        "late last month": (last_month.replace(day=20), month_end, "window"),
        "early last month": (last_month, last_month.replace(day=10), "window"),
        "last month": (last_month, month_end, "window"),
        "earlier this week": (week, published, "window"),
        "this week": (week, published, "window"),
        "late last week": (week - 4 * day, week - day, "window"),
        "last week": (week - 7 * day, week - day, "window"),
        "yesterday": (published - day, published - day, "day"),
        "recent days": (published - 10 * day, published, "window"),
        "recent weeks": (published - 42 * day, published, "window"),
        "recent months": (published - 150 * day, published, "window"),
        "esta semana": (week, published, "window"),
        "este mes": (month, published, "window"),
        "este año": (year, published, "window"),
        "la semana pasada": (week - 7 * day, week - day, "window"),
        "el mes pasado": (last_month, month_end, "window"),
        "el año pasado": (last_year, year_end, "window"),
        "as of this writing": now,
        "today": now,
        "now": now,
        "currently": now,
        "at present": now,
        "presently": now,
        "ahora": now,
        "actualmente": now,
        "hoy": now,
    }


_PHRASE = re.compile(
    rf"\b(?:{'|'.join(sorted(_phrases(date(2025, 1, 1)), key=len, reverse=True))})\b"
)
