"""Times told by words alone: last month, so far this year, three weeks ago, over the last year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from ofrecord.story.numbers import parse_number
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Words

Raw = tuple[date, date, str, int, int]
Found = tuple[date, date, str, int, int]
"""First day, last day, kind, first and last word."""

_NOW = frozenset(
    {"today", "now", "currently", "presently", "ahora", "actualmente", "hoy", "writing"}
)
_AGO = frozenset({"ago", "earlier", "before", "prior"})
_LAST = frozenset({"last", "past", "previous"})
_UNITS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
    "months": "month", "year": "year", "years": "year", "día": "day", "días": "day",
    "semana": "week", "semanas": "week", "mes": "month", "meses": "month", "año": "year",
    "años": "year",
}  # fmt: skip
PHRASE_WORDS = (
    word_set(
        "last past previous this recent yesterday ago earlier pasado pasada últimos últimas esta "
        "este hace single start beginning close end within year present christmas eve"
    )
    | _NOW
)
"""One of these stands in every such time."""
_DAY = timedelta(days=1)
_SLACK = {"day": 0, "week": 3, "month": 10, "year": 10}
"""By so many days what is told by a unit may lie before or after."""


def find_phrases(words: Words, published: date) -> Iterator[Raw]:
    """The times of a sentence that are told by words alone."""
    low = words.words
    for at, word in enumerate(low):
        if word not in PHRASE_WORDS:
            continue
        found = _phrase(low, at, word, published)
        if found is not None:
            first, last, kind, start, end = found
            yield first, last, kind, words.starts[start], words.ends[end]


def _phrase(low: list[str], at: int, word: str, published: date) -> Found | None:
    if word in _NOW or word == "present":
        return _now(low, at, word, published)
    if word == "yesterday":
        return published - _DAY, published - _DAY, "day", at, at
    for words, rule in _RULES:
        if word in words:
            return rule(low, at, published)
    return _start_of_year(low, at, published)


def _now(low: list[str], at: int, word: str, published: date) -> Found | None:
    if word == "present" and low[at - 1 : at] != ["at"]:
        return None
    if word == "writing" and low[max(0, at - 2) : at] != ["of", "this"]:
        return None
    return published, published, "now", at - 2 if word == "writing" else at, at


def _ago(low: list[str], at: int, published: date) -> Found | None:
    """Reads "A year ago", "three months earlier"."""
    unit = _UNITS.get(low[at - 1]) if at > 1 else None
    if unit is None:
        return None
    count = "one" if low[at - 2] in {"a", "an"} else low[at - 2]
    day = back(published, count, unit)
    if day is None:
        return None
    if unit == "year" and low[at + 1 : at + 3] == ["this", "month"]:
        return (*_month_of(day), "month", at - 2, at + 2)
    slack = timedelta(days=_SLACK[unit])
    return day - slack, day + slack, "ago", at - 2, at


def _month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _holiday(low: list[str], at: int, published: date) -> Found | None:
    """Reads "at Christmas", "on New Year's Eve": the last one before the story."""
    if low[at] == "christmas":
        month, number, start = 12, 25, at
    elif low[max(0, at - 2) : at] == ["new", "year's"]:
        month, number, start = (12, 31, at - 2) if low[at] == "eve" else (1, 1, at - 2)
    else:
        return None
    day = date(published.year, month, number)
    day = day if day <= published else date(published.year - 1, month, number)
    return day, day, "day", start, at


def _hace(low: list[str], at: int, published: date) -> Found | None:
    """Reads "Hace un año", "hace tres meses"."""
    if at + 2 >= len(low) or low[at + 2] not in _UNITS:
        return None
    count = "one" if low[at + 1] in {"un", "una"} else low[at + 1]
    day = back(published, count, _UNITS[low[at + 2]])
    if day is None:
        return None
    slack = timedelta(days=_SLACK[_UNITS[low[at + 2]]])
    return day - slack, day + slack, "ago", at, at + 2


def _last(low: list[str], at: int, published: date) -> Found | None:
    """Reads "last month", "over the last eight months", "the end of last year"."""
    following = low[at + 1] if at + 1 < len(low) else ""
    if following not in _UNITS:
        return _span(low, at, published)
    if low[at + 2 : at + 3] == ["of"]:
        return None
    if low[at - 1 : at] == ["the"] and (low[at] != "last" or low[max(0, at - 2) : at - 1] in _OVER):
        first = back(published, "one", _UNITS[following])
        return (first, published, "window", at, at + 1) if first else None
    return _named_last(low, at + 1, published, start=at) if low[at] == "last" else None


def _pasado(low: list[str], at: int, published: date) -> Found | None:
    """Reads "el mes pasado"."""
    return _named_last(low, at - 1, published) if at and low[at - 1] in _UNITS else None


def _span(low: list[str], at: int, published: date) -> Found | None:
    """Reads "The last eight months"."""
    if at + 2 >= len(low) or low[at + 2] not in _UNITS:
        return None
    first = back(published, low[at + 1], _UNITS[low[at + 2]])
    return (first, published, "window", at, at + 2) if first else None


def _named_last(low: list[str], unit_at: int, published: date, *, start: int = -1) -> Found | None:
    """Reads "last month", "el mes pasado", with the part of it that is named before."""
    start = unit_at if start < 0 else start
    before = low[start - 1] if start else ""
    end = unit_at if low[unit_at + 1 : unit_at + 2] not in (["pasado"], ["pasada"]) else unit_at + 1
    unit = _UNITS[low[unit_at]]
    first, last = _before(unit, published)
    if before == "of" and start > 1 and low[start - 2] in {"end", "close"}:
        return last, last, "day", start - 2, end
    if before == "late":
        cut = {"week": timedelta(days=3), "month": timedelta(days=11), "year": timedelta(days=121)}
        return last - cut.get(unit, timedelta(0)), last, "window", start - 1, end
    if before == "early":
        cut = {"week": timedelta(days=2), "month": timedelta(days=9), "year": timedelta(days=119)}
        return first, first + cut.get(unit, timedelta(0)), "window", start - 1, end
    return first, last, "window", start, end


def _before(unit: str, published: date) -> tuple[date, date]:
    """The calendar week, month or year before a day's own."""
    match unit:
        case "week":
            monday = published - timedelta(days=published.weekday())
            return monday - 7 * _DAY, monday - _DAY
        case "month":
            last = published.replace(day=1) - _DAY
            return last.replace(day=1), last
        case "year":
            return date(published.year - 1, 1, 1), date(published.year - 1, 12, 31)
        case _:
            return published - _DAY, published - _DAY


def _this(low: list[str], at: int, published: date) -> Found | None:
    """Reads "This month", "so far this year", "the start of this year"."""
    unit = _UNITS.get(low[at + 1]) if at + 1 < len(low) else None
    if unit is None or unit == "day":
        return None
    if unit == "year" and low[at + 2 : at + 3] in _BEGINS:
        opening = published.replace(month=1, day=1)
        return opening, min(opening + timedelta(days=9), published), "ago", at, at + 1
    first = {
        "week": published - timedelta(days=published.weekday()),
        "month": published.replace(day=1),
        "year": published.replace(month=1, day=1),
    }[unit]
    start = at
    if low[max(0, at - 2) : at] == ["so", "far"]:
        start = at - 2
    elif at and low[at - 1] in {"earlier", "early"}:
        start = at - 1
    elif low[at - 1 : at] == ["of"] and at > 1 and low[at - 2] in {"start", "beginning"}:
        start = at - 2
    return first, published, "window", start, at + 1


def _recent(low: list[str], at: int, published: date) -> Found | None:
    days = {"days": 10, "weeks": 42, "months": 150}.get(low[at + 1] if at + 1 < len(low) else "")
    return (published - timedelta(days=days), published, "window", at, at + 1) if days else None


def _within(low: list[str], at: int, published: date) -> Found | None:
    """Reads "Within a year", "in a single year"."""
    after = at + 1
    if low[at] == "within" and low[after : after + 1] == ["a"]:
        after += 1
    unit = _UNITS.get(low[after]) if after < len(low) else None
    first = (
        back(published, "one", unit) if unit and (low[at] == "single" or after > at + 1) else None
    )
    return (first, published, "window", at, after) if first else None


def _start_of_year(low: list[str], at: int, published: date) -> Found | None:
    """Reads "The start of the year", "it began the year with 135", "when the year began"."""
    opening = published.replace(month=1, day=1)
    opened = min(opening + timedelta(days=9), published)
    if low[at] in {"start", "beginning"} and low[at + 1 : at + 4] == ["of", "the", "year"]:
        if low[max(0, at - 2) : at] in (["at", "the"], ["by", "the"]):
            return opening, opened, "ago", at - 1, at + 3
        return opening, published, "window", at, at + 3
    if low[at] == "end" and low[at + 1 : at + 4] == ["of", "the", "year"]:
        past = not _PAST.isdisjoint(low) and low[max(0, at - 2) : at] in (
            ["at", "the"],
            ["by", "the"],
        )
        ended = date(published.year - 1, 12, 31)
        return (ended - timedelta(days=9), ended, "ago", at - 1, at + 3) if past else None
    began = low[at - 1 : at] == ["the"] and low[at] == "year"
    if began and (low[max(0, at - 2)] in _BEGAN or low[at + 1 : at + 2] in _BEGINS):
        return opening, opened, "ago", at - 1, at
    return None


_PAST = frozenset({"was", "were", "had", "stood"})
_BEGAN = frozenset({"began", "started", "opened", "entered"})
_BEGINS = (["began"], ["started"], ["opened"])
_OVER = (["in"], ["over"], ["within"], ["during"], ["for"])
_RULES = (
    (_AGO, _ago),
    (frozenset({"hace"}), _hace),
    (_LAST, _last),
    (frozenset({"this", "esta", "este"}), _this),
    (frozenset({"pasado", "pasada"}), _pasado),
    (frozenset({"recent"}), _recent),
    (frozenset({"christmas", "eve", "day"}), _holiday),
    (frozenset({"últimos", "últimas"}), _span),
    (frozenset({"single", "within"}), _within),
)


def back(published: date, count: str, unit: str) -> date | None:
    """The day a number of days, weeks, months or years before another.

    >>> back(date(2025, 3, 31), "one", "month")
    datetime.date(2025, 2, 28)
    """
    number = parse_number(count)
    if number is None or not 0 < number.value < 400:
        return None
    whole = int(number.value)
    if unit in {"day", "week"}:
        return published - timedelta(days=whole * (7 if unit == "week" else 1))
    months = whole * (12 if unit == "year" else 1)
    year, month = divmod(published.year * 12 + published.month - 1 - months, 12)
    if year < 1:
        return None
    return date(year, month + 1, min(published.day, monthrange(year, month + 1)[1]))
