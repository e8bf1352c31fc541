"""Moments as HTTP writes them (RFC 9110): ``Fri, 05 Sep 2025 00:00:00 GMT``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache

_FORM = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d\d:\d\d:\d\d GMT"
)


def write_moment(moment: float) -> str:
    """A moment, given in seconds since 1970.

    >>> write_moment(0)
    'Thu, 01 Jan 1970 00:00:00 GMT'
    """
    return format_datetime(datetime.fromtimestamp(int(moment), UTC), usegmt=True)


def write_day(day: str) -> str:
    """The beginning of a day.

    >>> write_day("2025-09-05")
    'Fri, 05 Sep 2025 00:00:00 GMT'
    """
    return format_datetime(datetime.fromisoformat(day).replace(tzinfo=UTC), usegmt=True)


@lru_cache(maxsize=1_024)
def read_moment(text: str) -> datetime | None:
    """The moment that a header states; ``None`` for anything else.

    >>> read_moment("Fri, 05 Sep 2025 12:00:00 GMT").isoformat(), read_moment("yesterday")
    ('2025-09-05T12:00:00+00:00', None)
    """
    if not _FORM.fullmatch(text.strip()):
        return None
    try:
        return parsedate_to_datetime(text.strip())
    except (ValueError, TypeError):
        return None


def day_of(moment: datetime) -> date:
    """The day on which a moment lies, in GMT."""
    return moment.astimezone(UTC).date()
