"""Days and moments, read strictly: a day is never invented."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from ofrecord.errors import BadRequest

_WRITTEN = "Days are written as 2025-09-05"
_TIMESTAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


def parse_day(text: str | date, *, argument: str = "day") -> date:
    """The day that an ISO 8601 text names; ``BadRequest`` says what would be right.

    >>> parse_day("2025-09-05")
    datetime.date(2025, 9, 5)
    >>> parse_day("09/05/2025")
    Traceback (most recent call last):
    ...
    ofrecord.errors.BadRequest: day: not a day "09/05/2025" (did you mean "2025-09-05"?)
    """
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    if not isinstance(text, str):
        raise BadRequest("not a day", argument=argument, given=repr(text), hint=_WRITTEN)
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    nearest = ""
    american = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*", text)
    if american:
        nearest = f"{american[3]}-{int(american[1]):02d}-{int(american[2]):02d}"
    elif written := re.fullmatch(r"\s*(\d{4})-(0[1-9]|1[0-2])-(2[89]|3\d)\s*", text):
        nearest = _end_of_month(int(written[1]), int(written[2]))
    raise BadRequest(
        "not a day",
        argument=argument,
        given=text or '""',
        nearest=nearest,
        hint="" if american else _WRITTEN,
    )


def _end_of_month(year: int, month: int) -> str:
    """The last day of a month, for a day that it does not have."""
    if year < 1:
        return ""
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


@lru_cache(maxsize=16_384)
def parse_moment(text: str) -> datetime | None:
    """The moment, in UTC, that a file's property or a manifest states; ``None`` for anything else.

    >>> parse_moment("2025-09-05T17:22:07Z")
    datetime.datetime(2025, 9, 5, 17, 22, 7, tzinfo=datetime.timezone.utc)
    >>> parse_moment("soon") is None
    True
    """
    stamp = _TIMESTAMP.fullmatch(text)
    try:
        if stamp:
            return datetime(*(int(part) for part in stamp.groups()), tzinfo=UTC)  # type: ignore[misc, arg-type]
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):  # no moment, or one that is not in any year in UTC
        return None


@lru_cache(maxsize=32)
def time_zone(name: str) -> ZoneInfo:
    """The time zone of a publisher, by its IANA name."""
    return ZoneInfo(name)
