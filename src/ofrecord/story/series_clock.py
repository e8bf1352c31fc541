"""A time as a series is told by it, and the few steps between days that its finders share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ofrecord.story.claims import Basis

DAY = timedelta(days=1)
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time that a sentence tells, and where it stands there.

    ``ends`` is the earliest day on which a window may end, ``begins`` the latest on which it may
    begin. ``point`` marks a day up to which is counted. ``other`` is the other day that may be
    meant. A day of which only "one of these" is known spans several.
    """

    first: date
    last: date
    start: int
    end: int
    window: bool = False
    point: bool = False
    open: bool = False
    """Whether the window reaches up to the story itself."""
    ends: date | None = None
    begins: date | None = None
    other: date | None = None
    spare: date | None = None
    """The day that may be meant where the first does not bear it out: the night before."""
    same: bool = False
    """Whether it points back to the time of the sentence before."""
    stated: bool = True
    epoch: bool = False
    vague: bool = False
    """Whether the words leave open how long the time is: in recent weeks."""
    others: tuple[tuple[date, date], ...] = ()
    """Further windows that the words may mean: "last week" as the seven days up to the story."""
    year: int = 0
    """Of a time that points back (``same``): the year in which the same days are meant."""
    back: int | None = None
    """Of a day that is told by another ("the night before"): by how many days it lies before that."""

    @property
    def basis(self) -> Basis:
        """Where the time is from."""
        if not self.stated or self.open:
            return Basis.PUBLISHED
        return Basis.STATED


def weekday(name: str, published: date) -> date:
    """The last day of a name, the story's own counted.

    >>> weekday("monday", date(2025, 9, 10))
    datetime.date(2025, 9, 8)
    """
    return published - timedelta(days=(published.weekday() - _NAMES.index(name)) % 7)


def in_year(day: date, year: int) -> date:
    """The same day of another year; of a 29 February the 28th."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
