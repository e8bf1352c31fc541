"""Times in a sentence: the day that a figure is of, or the days between which something was done.

Everything is resolved against the story's own day. A month alone is a span of days; nothing is made
more exact than the words are.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ofrecord.story.numbers import parse_number

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
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|march|mar|april|apr|may|june|jun|july|jul|aug(?:ust)?|sept(?:ember)?|sep|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
_DAY = rf"{_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d{{3}}\b)(?:,?\s+(?P<year>(?:19|20)\d\d)|,?\s+(?P<last>last year))?"
_ISO = r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
_SLASH = r"(?P<us>\d{1,2}/\d{1,2}/(?:20)?\d\d)\b"
_ES_DAY = rf"(?P<esday>\d{{1,2}})\s+de\s+{_MONTH.replace('month', 'esmonth')}(?:\s+de\s+(?P<esyear>20\d\d))?"
_MONTH_YEAR = rf"(?:(?P<pre>last|this past|early|late|mid-?)\s*)?{_MONTH.replace('?P<month>', '?P<lone>')}(?P<poss>[’']s)?\.?(?:,?\s+(?:of\s+)?(?P<loneyear>(?:19|20)\d\d)|\s+(?P<lonelast>last year))?"
_YEAR = r"\b(?P<bare>(?:19|20)\d\d)\b"
_WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_DAY_RE = re.compile(rf"\b(?:{_ISO}|{_SLASH}|{_ES_DAY}|{_DAY})", re.IGNORECASE)
_MONTH_RE = re.compile(rf"\b{_MONTH_YEAR}(?![a-z])", re.IGNORECASE)
_WEEKDAY_RE = re.compile(rf"\b{_WEEKDAY}\b", re.IGNORECASE)
_YEAR_RE = re.compile(_YEAR)
_HAS_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)")
_HAS_DATE = re.compile(r"\d[-/]\d")
_HAS_SPAN = re.compile(r"\b(?:last|past|previous|this|recent|today|yesterday|esta|este|last)\b")
_LAST_SPAN = re.compile(
    r"\b(?:over|in|within|during|for)?\s*(?:just\s+)?(?:in\s+)?the\s+(?:last|past|previous)\s+"
    r"(?:(?P<count>\w+)\s+)?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_SINCE_TERM = re.compile(
    r"(?:since|after|under|during|so far (?:under|in)|in the time since)\s+(?:president\s+)?"
    r"(?:donald\s+)?(?:trump|he)\b[^.;]{0,40}?(?:inaugurat\w+|took office|swor\w+|swearing|return\w*|"
    r"second (?:term|administration)|2\.0|retook|presidency|administration)?",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"trump[’']?s?\s+(?:2\.0|second\s+(?:term|administration))|second\s+trump\s+administration|"
    r"(?:trump[’']?s?|his)\s+(?:inauguration|swearing-in|return)|trump\s+(?:was\s+inaugurated|took\s+office|retook)|"
    r"second\s+administration\s+of|since\s+(?:the\s+)?inauguration",
    re.IGNORECASE,
)
_BEFORE_TERM = re.compile(
    r"(?:before|prior to)\s+(?:president\s+)?(?:donald\s+)?trump|(?:close|end)\s+of\s+the\s+biden|"
    r"when\s+(?:president\s+)?(?:donald\s+)?trump\s+took\s+office|under\s+(?:president\s+)?(?:joe\s+)?biden",
    re.IGNORECASE,
)
TERM_DAY = date(2025, 1, 20)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()


@dataclass(frozen=True, slots=True)
class Span:
    """A time in a sentence: the days it covers and where it stands.

    ``kind`` is day, month, year, window (over the last eight months), term (since an inauguration),
    before_term, or weekday. ``lead`` is the word that introduces it: as of, on, in, since, by, until…
    """

    first: date
    last: date
    kind: str
    lead: str
    start: int
    end: int


_LEAD = re.compile(
    r"(?P<lead>as of|as at|effective|since|from|between|until|through|by|before|prior to|after|"
    r"in early|in late|in mid|back in|on|in|during|to|and|desde|hasta|el|en|al)\s+(?:the\s+)?"
    r"(?:(?:start|end|close|middle|evening|morning|beginning)\s+of\s+)?(?:last\s+|this\s+past\s+|late\s+|early\s+)?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)?,?\s*$",
    re.IGNORECASE,
)


def find_times(text: str, published: date | None) -> list[Span]:
    """Every time in a sentence, in order. Without the story's day, only full days are found.

    >>> [(s.first.isoformat(), s.lead) for s in find_times("as of Sept. 5, 31 were pending", date(2025, 9, 8))]
    [('2025-09-05', 'as of')]
    """
    found: list[Span] = []
    taken: list[tuple[int, int]] = []
    low = text.lower()
    months = _HAS_MONTH.search(low) is not None

    def add(first: date, last: date, kind: str, start: int, end: int) -> None:
        if any(a < end and start < b for a, b in taken):
            return
        lead = _LEAD.search(text, max(0, start - 40), start)
        found.append(Span(first, last, kind, lead["lead"].lower() if lead else "", start, end))
        taken.append((start, end))

    if months or _HAS_DATE.search(low):
        for match in _DAY_RE.finditer(text):
            day = _read_day(match, published)
            if day:
                add(day, day, "day", match.start(), match.end())
    if published and ("trump" in low or "biden" in low or "inaugur" in low or "administration" in low):
        for match in _BEFORE_TERM.finditer(text):
            before = TERM_DAY - timedelta(days=1)
            add(before, before, "before_term", match.start(), match.end())
        for match in _TERM.finditer(text):
            add(TERM_DAY, published, "term", match.start(), match.end())
    if published and _HAS_SPAN.search(low):
        for match in _LAST_SPAN.finditer(text):
            first = _span_start(match, published)
            if first:
                add(first, published, "window", match.start(), match.end())
        _add_phrases(text, published, add)
    if months:
        for match in _MONTH_RE.finditer(text):
            span = _read_month(match, published)
            if span:
                add(*span, "month", match.start(), match.end())
    if published and "day" in low:
        for match in _WEEKDAY_RE.finditer(text):
            back = (published.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
            day = published - timedelta(days=back)
            add(day, day, "weekday", match.start(), match.end())
    for match in _YEAR_RE.finditer(text) if "19" in low or "20" in low else ():
        year = int(match["bare"])
        if 1990 <= year <= 2099:
            add(date(year, 1, 1), date(year, 12, 31), "year", match.start(), match.end())
    return sorted(found, key=lambda span: span.start)


def _add_phrases(text: str, published: date, add: object) -> None:
    assert callable(add)
    low = text.lower()
    for phrase, span in _phrases(published).items():
        at = low.find(phrase)
        if at >= 0 and not low[at - 1 : at].isalpha() and not low[at + len(phrase) :][:1].isalpha():
            add(*span, at, at + len(phrase))


def _phrases(published: date) -> dict[str, tuple[date, date, str]]:
    day = timedelta(days=1)
    week = published - timedelta(days=published.weekday())
    month = published.replace(day=1)
    last_month_end = month - day
    year = published.replace(month=1, day=1)
    return {
        "at the end of last year": (year - day, year - day, "day"),
        "the end of last year": (year - day, year - day, "day"),
        "at the start of this year": (year, published, "window"),
        "so far this year": (year, published, "window"),
        "earlier this year": (year, published, "window"),
        "this year": (year, published, "window"),
        "last year": (year.replace(year=year.year - 1), year - day, "window"),
        "earlier this month": (month, published, "window"),
        "this month": (month, published, "window"),
        "last month": (last_month_end.replace(day=1), last_month_end, "window"),
        "earlier this week": (week, published, "window"),
        "this week": (week, published, "window"),
        "esta semana": (week, published, "window"),
        "este año": (year, published, "window"),
        "last week": (week - 7 * day, week - day, "window"),
        "yesterday": (published - day, published - day, "day"),
        "today": (published, published, "day"),
        "recent weeks": (published - 42 * day, published, "window"),
        "recent months": (published - 150 * day, published, "window"),
    }


def _read_day(match: re.Match[str], published: date | None) -> date | None:
    groups = match.groupdict()
    try:
        if groups["iso"]:
            return date.fromisoformat(groups["iso"])
        if groups["us"]:
            month, day, year = (int(part) for part in groups["us"].split("/"))
            return date(year if year > 99 else 2000 + year, month, day)
        if groups["esday"]:
            number = _MONTHS[groups["esmonth"].lower()]
            year_text, day_text = groups["esyear"], groups["esday"]
        else:
            number = _MONTHS[groups["month"].lower()]
            year_text, day_text = groups["year"], groups["day"]
        if year_text:
            return date(int(year_text), number, int(day_text))
        if published is None:
            return None
        if groups.get("last"):
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


def _read_month(match: re.Match[str], published: date | None) -> tuple[date, date] | None:
    groups = match.groupdict()
    name = groups["lone"]
    if name.lower() in {"may", "march", "mar"} and not name[0].isupper():
        return None
    month = _MONTHS[name.lower()]
    if groups["loneyear"]:
        year = int(groups["loneyear"])
    elif published is None:
        return None
    elif groups["lonelast"]:
        year = published.year - 1
    else:
        year = published.year if month <= published.month else published.year - 1
        if (groups["pre"] or "").lower() == "last" and month == published.month:
            year = published.year - 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _span_start(match: re.Match[str], published: date) -> date | None:
    count = 1.0
    if match["count"]:
        number = parse_number(match["count"].lower())
        if number is None:
            return None
        count = number.value
    unit = match["unit"].lower()
    if unit == "day":
        return published - timedelta(days=int(count))
    if unit == "week":
        return published - timedelta(days=int(7 * count))
    months = int(count) * (12 if unit == "year" else 1)
    total = published.year * 12 + published.month - 1 - months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(published.day, monthrange(year, month + 1)[1]))
