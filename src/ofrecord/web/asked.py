"""What a question names: days, and up to five places to set side by side."""

from __future__ import annotations

from dataclasses import dataclass

from ofrecord.clean.gazetteer import county_of_fips
from ofrecord.clean.states import STATE_NAMES, find_state
from ofrecord.dates import parse_day
from ofrecord.errors import BadRequest
from ofrecord.model import Filters
from ofrecord.web.desk import Desk
from ofrecord.web.page import MissingPage

PLACES = ("a", "b", "c", "d", "e")
"""The names under which places to compare are asked for."""
WHOLE = ""
"""The place that is the whole list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The places to set side by side, as codes of states and counties, and one day or two.

    ``unknown`` are the texts that name no place.
    """

    places: tuple[str, ...]
    days: tuple[str, ...]
    unknown: tuple[str, ...]


def day_asked(desk: Desk, text: str, page: str = "") -> str:
    """A day of the record that a question names.

    ``MissingPage`` with the nearest for what is no day, and for days before the record begins or
    after it was last looked at: of those nothing is known. ``page`` is the page that was asked for.
    """
    try:
        day = parse_day(text).isoformat()
    except BadRequest as error:
        raise _no_day(desk, text, error.nearest or desk.sources.newest, page) from None
    if not desk.sources.days[0] <= day <= desk.sources.last_day:
        raise _no_day(desk, text, day, page)
    return day


def _no_day(desk: Desk, text: str, nearest: str, page: str) -> MissingPage:
    first, last = desk.sources.days[0], desk.sources.last_day
    near = min(max(nearest, first), last)
    return MissingPage(text, ((desk.words.day(near), f"on/{near}/{page}"),))


def compared(desk: Desk) -> Compared:
    """What the page's question sets side by side; without one, the states with the most."""
    given = [text for name in PLACES if (text := desk.query.get(name, "").strip())]
    read = [(text, _place(text, desk)) for text in given]
    places = list(dict.fromkeys(place for _, place in read if place))
    days = _days(desk)
    if not places:
        groups = desk.sources.members(days[0]).groups("state")
        places = [group.value for group in groups if group.value][: len(PLACES)]
        if len(days) == 2 and not given:
            places = [WHOLE]
    return Compared(
        places=tuple(places),
        days=tuple(days),
        unknown=tuple(text for text, place in read if not place),
    )


def filters_of(place: str) -> Filters:
    """What is of a place."""
    return Filters(state=place) if place in STATE_NAMES else Filters(county_fips=place)


def _days(desk: Desk) -> list[str]:
    one = desk.query.get("one") or desk.day
    other = desk.query.get("other", "")
    return sorted({day_asked(desk, day) for day in (one, other) if day})


def _place(text: str, desk: Desk) -> str:
    """A state's code or a county's FIPS code; empty for what is neither."""
    if code := find_state(text):
        return code
    if county_of_fips(text):
        return text
    try:
        return desk.sources.lists.filters(county=text).county_fips
    except BadRequest:
        return ""
