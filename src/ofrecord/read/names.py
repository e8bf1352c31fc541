"""What a file's name says of the day of its list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

_DIGITS = "0123456789"
_DATE_DIGITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A file's name: the moment of capture that it states, or the digits of a day and its part."""

    text: str
    stamp: str = ""
    digits: str = ""
    part: str | None = None
    suffix: str = ""


def read_name(text: str, patterns: Sequence[re.Pattern[str]]) -> Name | None:
    r"""What a name says, by the first pattern that knows it; ``None`` for a name without a day.

    >>> pattern = re.compile(r"list(?P<digits>\d+)(?P<part>am|pm)?(?P<suffix>[^.]*)")
    >>> read_name("list09052025pm_b.xlsx", [pattern])
    Name(text='list09052025pm_b.xlsx', stamp='', digits='09052025', part='pm', suffix='_b')
    """
    for pattern in patterns:
        match = pattern.search(text)
        if match is not None:
            groups = match.groupdict()
            return Name(
                text=text,
                stamp=groups.get("stamp") or "",
                digits=groups.get("digits") or "",
                part=(groups.get("part") or "").lower() or None,
                suffix=groups.get("suffix") or "",
            )
    return None


def read_digits(digits: str) -> date | None:
    """The day that MMDDYYYY names; ``None`` where there is none.

    >>> read_digits("09052025"), read_digits("090052025")
    (datetime.date(2025, 9, 5), None)
    """
    if len(digits) != _DATE_DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[4:]), int(digits[:2]), int(digits[2:4]))
    except ValueError:
        return None


def days_one_slip_away(digits: str) -> set[date]:
    """The days whose digits differ from these by one slip: a digit more, less, wrong or exchanged.

    >>> date(2025, 9, 2) in days_one_slip_away("090022025")
    True
    """
    return {day for trial in _slips(digits) if (day := read_digits(trial))}


def _slips(digits: str) -> Iterator[str]:
    for at in range(len(digits) + 1):
        head, tail = digits[:at], digits[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for digit in _DIGITS:
            yield head + digit + tail
            if tail:
                yield head + digit + tail[1:]
