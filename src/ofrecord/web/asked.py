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


def day_asked(text: str) -> str:
    """A day that a question names; ``MissingPage`` with the nearest for what is none."""
    try:
        return parse_day(text).isoformat()
    except BadRequest as error:
        near = error.nearest
        raise MissingPage(text, ((near, f"on/{near}/"),) if near else ()) from None


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
    found = sorted({day_asked(day) for day in (one, other) if day})
    for day in found:
        if desk.sources.rows(day) is None:
            first = desk.sources.days[0]
            raise MissingPage(day, ((first, f"on/{first}/"),))
    return found


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
