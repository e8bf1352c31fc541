"""The day on which a story was published, from what its text says: only where that is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday lunes",
            "tuesday martes",
            "wednesday miércoles miercoles",
            "thursday jueves",
            "friday viernes",
            "saturday sábado sabado",
            "sunday domingo",
        )
    )
    for name in names.split()
}
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"""\b(?:(?P<weekday>{_WEEKDAY}),?\s+)?
    (?: (?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)
      | (?P<day2>\d{{1,2}})(?:\s+de)?\s+(?P<month2>{_MONTH})\b\.?,?(?:\s+del?)?
        \s+(?P<year2>(?:19|20)\d\d)
      | (?P<iso>(?:19|20)\d\d-\d\d-\d\d)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.]((?:20)?\d\d)\b")
_UPDATED = re.compile(r"\b(?:updated|modified|actualizad[oa]|modificad[oa])\b", re.IGNORECASE)
_WEEKDAY_NAMED = re.compile(rf"\b({_WEEKDAY})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_YEARS = 2_000
_LONGEST_DAY = len("Wednesday, 28th de septiembre del ")
_LEDE_LETTERS = 900
"""How far into a story its news is told (letters): there a bare weekday is that of publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A whole day (with its year) that a text names, and where."""

    day: date
    weekday_named: bool
    start: int
    end: int


def find_days(text: str) -> Iterator[NamedDay]:
    """The whole days that a text names, in English or Spanish. A day that cannot be is left out.

    >>> [str(found.day) for found in find_days("On Monday, Sept. 8, 2025. Not May 40, 2025.")]
    ['2025-09-08']
    >>> [str(found.day) for found in find_days("Publicado el 8 de septiembre de 2025")]
    ['2025-09-08']
    """
    end = 0
    for year in islice(
        _YEAR.finditer(text), _MOST_YEARS
    ):  # a year is rare, and found much faster than a month
        if year.start() < end:
            continue
        # A day stands around its year: before it, or after it where it is ISO.
        match = _DAY.search(text, max(end, year.start() - _LONGEST_DAY), year.end() + 6)
        if match is None or match.end() < year.end():
            continue
        end = match.end()
        day = _read_day(match)
        weekday = match["weekday"]
        if day is None or (weekday and _WEEKDAYS[weekday.lower()] != day.weekday()):
            continue  # the printed day cannot be, or contradicts itself
        yield NamedDay(day=day, weekday_named=bool(weekday), start=match.start(), end=end)


def _read_day(match: re.Match[str]) -> date | None:
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = _MONTHS[(match["month"] or match["month2"]).lower()]
        return date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
    except ValueError:
        return None


def read_header_day(line: str) -> date | None:
    """The one day that a line at the head of a story states, such as ``Posted on 9/28/2025``.

    A day in digits is read only where there is no doubt which is the month.

    >>> read_header_day("Posted on Sept. 8, 2025 by admin")
    datetime.date(2025, 9, 8)
    >>> read_header_day("Published 9/28/2025"), read_header_day("Published 9/8/2025")
    (datetime.date(2025, 9, 28), None)
    """
    # "Published Sept. 5, 2025 | Updated Sept. 6, 2025": the first is that of publication.
    first = _UPDATED.split(line, maxsplit=1)[0]
    named = {found.day for found in find_days(first)} or {found.day for found in find_days(line)}
    if not named and (match := _NUMERIC.search(line)):
        named = _numeric_days(match)
    return named.pop() if len(named) == 1 else None


def _numeric_days(match: re.Match[str]) -> set[date]:
    """The days that a day in digits may be: the month first, or the day first."""
    first, second, year = (int(part) for part in match.groups())
    found = set()
    for month, day in ((first, second), (second, first)):
        try:
            found.add(date(year if year > 99 else 2000 + year, month, day))
        except ValueError:
            continue
    return found


def infer_day(paragraphs: Sequence[str]) -> date | None:
    """The day of a story that names it only in passing; ``None`` unless the text leaves no doubt.

    A caption says "in London, Monday, Sept. 8, 2025", and the news is told as of "Monday": the
    news is of that very day. It has to be the latest day that the story names, by less than a
    week the only one with that name, and the first weekday that the story names.

    >>> infer_day(["Noem said Monday she does not.", "Noem in London, Monday, Sept. 8, 2025."])
    datetime.date(2025, 9, 8)
    >>> infer_day(["Noem said Tuesday she does not.", "Noem in London, Monday, Sept. 8, 2025."])
    """
    named = list(find_days("\n".join(paragraphs)))
    captioned = [found.day for found in named if found.weekday_named]
    if not captioned:
        return None
    latest = max(captioned)
    if latest < max(found.day for found in named):
        return None
    lede = _without_days("\n".join(paragraphs)[:_LEDE_LETTERS])
    first = _WEEKDAY_NAMED.search(lede)
    if first is None or _WEEKDAYS[first[1].lower()] != latest.weekday():
        return None
    before = lede[max(0, first.start() - 8) : first.start()].lower()
    return None if re.search(r"\b(last|next|every|each|el próximo|cada)\s+$", before) else latest


def _without_days(text: str) -> str:
    return _DAY.sub(" ", text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment as a page's markup states it: its day as printed, and whether it is UTC by night.

    ``unsure`` is true where the moment is UTC and in the hours in which America still has the day
    before: a publisher there may have printed that day.
    """

    day: date
    unsure: bool


_MOMENT = re.compile(
    r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)\S*?)?\s*(Z|UTC|[+-]00:?00)?\s*$",
    re.IGNORECASE,
)
_FIRST_HOURS = 10
"""Hours by which the westernmost American state is behind UTC."""


def read_moment(text: str) -> Moment | None:
    """The moment that a machine-readable field states, or the one day that it prints.

    >>> read_moment("2025-09-08T16:02:11-04:00")
    Moment(day=datetime.date(2025, 9, 8), unsure=False)
    >>> read_moment("2025-09-09T01:30:00Z").unsure
    True
    """
    match = _MOMENT.match(text) or _MOMENT.match(re.sub(r"[+-]\d\d:?\d\d\s*$", "", text))
    try:
        if match:
            unsure = bool(match[6] and match[4] and int(match[4]) < _FIRST_HOURS)
            return Moment(day=date(int(match[1]), int(match[2]), int(match[3])), unsure=unsure)
    except ValueError:
        return None
    day = read_header_day(text)
    return Moment(day=day, unsure=False) if day else None


_IN_ADDRESS = re.compile(
    r"[/_-](20\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)


def read_address_day(url: str) -> date | None:
    """The day in a story's address.

    >>> read_address_day("https://example.org/politics/2025/09/08/a-story/")
    datetime.date(2025, 9, 8)
    >>> read_address_day("https://example.org/story-1234567")
    """
    found = set()
    for match in _IN_ADDRESS.finditer(url.partition("?")[0]):
        try:
            found.add(date(int(match[1]), int(match[2]), int(match[3])))
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None


def settle_moment(moment: Moment, beside: date | None) -> date:
    """The day of a moment, where another day may be printed beside it.

    A moment by night in UTC is the evening before in America; the day before is taken only where
    the page itself prints it.

    >>> settle_moment(read_moment("2025-09-09T01:30:00Z"), date(2025, 9, 8))
    datetime.date(2025, 9, 8)
    """
    if moment.unsure and beside == moment.day - timedelta(days=1):
        return beside
    return moment.day
