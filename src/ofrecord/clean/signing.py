r"""The day on which something was signed: from a date cell, a text, or a mistyped date.

A day is never invented. Numbers are read month first, as in the United States. Where a cell can be
read in more than one way, or in none, the value is None and the note says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from ofrecord.clean.cleaned import Cleaned, How
from ofrecord.clean.likeness import find_nearest
from ofrecord.clean.text import CELL_SEPARATOR, clean_text, placeholder

EARLIEST_YEAR: Final = 1990
"""A year before this one is a mistake."""
LATEST_YEAR: Final = 2035
"""A year after this one is a mistake, and so is one more than a year after the list."""

_EXCEL_EPOCH: Final = date(1899, 12, 30)
_ISO = re.compile(r"(?a)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ][\d:.]+z?)?")
_NUMBERS = re.compile(r"(?a)(?:(\d{1,2})/(\d{1,2})/?|(\d{2,4})/?)(\d{4})")
_SHORT_YEAR = re.compile(r"(?a)(\d{1,2})/(\d{1,2})/(\d{2})")
_WRONG_YEAR = re.compile(r"(?a)(\d{1,2})/(\d{1,2})/(\d{3}|\d{5})")
_SERIAL = re.compile(r"(?a)(\d{5})(?:\.\d+)?")
_MONTH_FIRST = re.compile(
    r"(?a)(?:[a-z]+day,? )?([a-z]{3,10})\.? ?(\d{1,2})(?:st|nd|rd|th)?,? ?(\d{4})"
)
_DAY_FIRST = re.compile(r"(?a)(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,10})\.?,?[ -](\d{4})")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One way to read a cell; the year is kept as printed, since it can be an impossible one."""

    year: str
    month: int
    day: int
    how: How
    note: str = ""

    def date_in(self, year: int) -> date | None:
        """The day in a year, or None where that year has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def clean_signed(
    cell: str, listed_on: date | None = None, first_listed_on: date | None = None
) -> Cleaned:
    r"""The signing day that a cell prints, as an ISO date.

    ``listed_on`` is the day of the edition that prints the cell; it mends an impossible year and
    shows a day that lies after it. ``first_listed_on`` is the first day on which the entry was
    printed, given only where earlier editions without it exist; it shows a year that seems to be
    one too early. The last two are noted, never changed.

    >>> clean_signed("2025-07-07\x1fd").value, clean_signed("05/082025").value
    ('2025-07-07', '2025-05-08')
    >>> clean_signed("5025-07-07\x1fd", date(2025, 7, 8))
    Cleaned(value='2025-07-07', how=<How.SPELLING: 'spelling'>, note='year 5025 read as 2025')
    >>> clean_signed("2025-01-07\x1fd", date(2026, 1, 8), date(2026, 1, 8)).note
    'first listed a year after its printed day: the year may be one too early'
    >>> clean_signed("111/2025").note
    '"111/2025" can be 2025-01-11 or 2025-11-01'
    >>> clean_signed("").how
    <How.BLANK: 'blank'>
    """
    plain = _plain_day(cell)
    if plain is not None and not _flag(plain[0], listed_on, first_listed_on):
        return plain[1]
    text, _, tail = cell.partition(CELL_SEPARATOR)
    kind = tail[:1]
    if kind in ("e", "b") or placeholder(text):
        return Cleaned(value=None, how=How.BLANK, note="no signing day printed")
    readings = _read_day(text, kind == "n")
    days = {
        (day, reading.how, reading.note or note)
        for reading in readings
        for day, note in _possible_days(reading, listed_on)
    }
    distinct = sorted({day for day, _, _ in days})
    text = clean_text(text)
    if len(distinct) != 1:
        why = " or ".join(map(str, distinct))
        note = f'"{text}" can be {why}' if why else f'"{text}" is no possible day'
        return Cleaned(value=None, how=How.UNRESOLVED, note=note)
    day, how, note = min(days, key=lambda found: (found[1] is How.SPELLING, found[2]))
    if note.startswith("year "):
        how = How.SPELLING
    flag = _flag(day, listed_on, first_listed_on)
    return Cleaned(value=day.isoformat(), how=how, note="; ".join(filter(None, (note, flag))))


@lru_cache(maxsize=8192)
def _plain_day(cell: str) -> tuple[date, Cleaned] | None:
    """The day of a cell that is one as it stands: nearly all are, so they are read but once."""
    try:
        day = date.fromisoformat(cell.partition(CELL_SEPARATOR)[0])
    except ValueError:
        return None
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR or cell[:10] != day.isoformat():
        return None
    return day, Cleaned(value=day.isoformat(), how=How.AS_PRINTED)


def _possible_days(reading: _Reading, listed_on: date | None) -> Iterator[tuple[date, str]]:
    """The days that a reading can mean: its own year, or a mended one where that is impossible."""
    year = int(reading.year)
    latest = listed_on.year + 1 if listed_on else LATEST_YEAR
    if EARLIEST_YEAR <= year <= latest:
        if day := reading.date_in(year):
            yield day, ""
        return
    if listed_on is None:
        return
    for likely in (listed_on.year, listed_on.year - 1):
        day = reading.date_in(likely)
        near = day is not None and timedelta(0) <= listed_on - day <= timedelta(days=366)
        like = find_nearest(reading.year, (str(likely),))
        if day is not None and near and like is not None and like.letters == 1:
            yield day, f"year {reading.year} read as {likely}"


def _flag(day: date, listed_on: date | None, first_listed_on: date | None) -> str:
    if listed_on is not None and day > listed_on:
        return "later than the list that prints it"
    if first_listed_on is not None:
        late = (first_listed_on - day).days - 365
        if -1 <= late <= 60:
            return "first listed a year after its printed day: the year may be one too early"
    return ""


@lru_cache(maxsize=8192)
def _read_day(printed: str, number: bool) -> tuple[_Reading, ...]:  # noqa: FBT001 - a cache key
    """Every way to read a cell as a day, the year not yet judged."""
    text = clean_text(printed).casefold().strip(" .,;'")
    if iso := _ISO.fullmatch(text):
        how = How.AS_PRINTED if len(text) == 10 and text[4] == text[7] == "-" else How.FOLDED
        return (_Reading(year=iso[1], month=int(iso[2]), day=int(iso[3]), how=how),)
    if (serial := _SERIAL.fullmatch(text)) and (number or not _month_and_year(serial[1])):
        day = _EXCEL_EPOCH + timedelta(days=int(serial[1]))
        if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            note = f"the day with the serial number {serial[1]}"
            return (_reading(str(day.year), day.month, day.day, How.FOLDED, note),)
    if worded := _MONTH_FIRST.fullmatch(text):
        return _worded(worded[1], worded[2], worded[3])
    if worded := _DAY_FIRST.fullmatch(text):
        return _worded(worded[2], worded[1], worded[3])
    return tuple(_numeric(re.sub(r"\s*[/.\-\\]+\s*", "/", text)))


def _reading(year: str, month: int, day: int, how: How, note: str = "") -> _Reading:
    return _Reading(year=year, month=month, day=day, how=how, note=note)


def _month_and_year(digits: str) -> bool:
    """Whether five digits can also be a month and a year run together, as 42025 for 4/2025."""
    return 2000 <= int(digits[1:]) <= LATEST_YEAR


def _worded(word: str, day: str, year: str) -> tuple[_Reading, ...]:
    for month, name in enumerate(_MONTHS, 1):
        if name.startswith(word) or word == "sept" == name[:4]:
            return (_reading(year, month, int(day), How.FOLDED),)
    nearest = find_nearest(word, _MONTHS)
    if nearest and len(word) > 3 and nearest.clear(at_most=2):
        month = _MONTHS.index(nearest.name) + 1
        return (_reading(year, month, int(day), How.SPELLING, f"{word} read as {nearest.name}"),)
    return ()


def _numeric(text: str) -> Iterator[_Reading]:
    """Readings of a text of numbers and slashes, whole or with slashes missing."""
    how = How.FOLDED if re.fullmatch(r"\d{1,2}/\d{1,2}/\d{4}", text) else How.SPELLING
    note = "" if how is How.FOLDED else f'"{text}" read with its slashes'
    if found := _NUMBERS.fullmatch(text):
        month, day, run, year = found.groups()
        if run is None:
            yield from _month_day(month, day, year, how, note)
        else:
            for cut in range(1, len(run)):
                yield from _month_day(run[:cut], run[cut:], year, how, note)
            if text[len(run)] == "/" and len(run) == 2 and 1 <= int(run) <= 12:
                # A month and a year: the first of two days that differ, so that none is chosen.
                yield from (_reading(year, int(run), day, How.SPELLING) for day in (1, 2))
        if run and len(text) == 8 and text.isdecimal() and 1990 <= int(text[:4]) <= LATEST_YEAR:
            yield _reading(text[:4], int(text[4:6]), int(text[6:]), How.FOLDED)
    elif found := _SHORT_YEAR.fullmatch(text):
        yield _reading(f"20{found[3]}", int(found[1]), int(found[2]), How.FOLDED)
    elif found := _WRONG_YEAR.fullmatch(text):
        yield from _month_day(found[1], found[2], found[3], How.SPELLING, "")


def _month_day(month: str, day: str, year: str, how: How, note: str) -> Iterator[_Reading]:
    """Month first; day first only where the first number can be no month."""
    first, second = int(month), int(day)
    if len(month) <= 2 and len(day) <= 2 and 1 <= first <= 12 and 1 <= second <= 31:
        yield _reading(year, first, second, how, note)
    elif len(month) == 2 and 13 <= first <= 31 and 1 <= second <= 12:
        yield _reading(year, second, first, How.SPELLING, f"{month}/{day} read day first")
