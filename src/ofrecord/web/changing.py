"""The pages of what moved: changes between two days, and places or days side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ofrecord.clean.gazetteer import county_of_fips
from ofrecord.clean.states import STATE_NAMES, find_state
from ofrecord.dates import parse_day
from ofrecord.errors import BadRequest
from ofrecord.export.speech import mark
from ofrecord.measures.count import count_entries
from ofrecord.model import Change, Counts, Entry, Filters
from ofrecord.web.cite import Cite
from ofrecord.web.desk import Desk
from ofrecord.web.events import KINDS, Event
from ofrecord.web.lists import week_before, week_kinds
from ofrecord.web.page import Elsewhere, MissingPage, Shown
from ofrecord.web.sources import DayRows

MOST = 400
"""Changes that one page shows."""
TALLY = mark("Changes by kind, after {one} and up to {other}")
PLACES = ("a", "b", "c", "d", "e")
"""The names under which places to compare are asked for."""


def show_changes(desk: Desk, parts: tuple[str, ...]) -> Shown:
    """The changes after a day, up to and including another; by state and kind where asked."""
    query = desk.query
    if query.get("from") and query.get("to"):
        more = {name: query.get(name, "") for name in ("state", "kind")}
        first, last = sorted((_day(query["from"]), _day(query["to"])))
        raise Elsewhere(desk.links.to(f"changes/{first}/{last}/", **more))
    newest = desk.sources.newest
    first, last = parts if len(parts) == 2 else (week_before(newest), newest)
    if _day(first) > _day(last):
        raise Elsewhere(desk.links.to(f"changes/{last}/{first}/"))
    state = find_state(query.get("state", ""))
    kind = query.get("kind", "") if query.get("kind", "") in KINDS else ""
    changes = desk.sources.lists.find_changes(first, last, Filters(state=state), kind=kind)
    words = desk.words
    days = {"one": words.day(first), "other": words.day(last)}
    shown = changes[::-1][:MOST]
    return Shown(
        template="changes.html",
        title=words.say("Changes after {one}, up to {other}", **days),
        about=words.many("{n} change to the lists.", "{n} changes to the lists.", len(changes)),
        values={
            "first": first,
            "last": last,
            "state": state,
            "kind": kind,
            "kinds": KINDS,
            "states": sorted(STATE_NAMES, key=desk.state_name),
            "tally": week_kinds(changes),
            "total": len(changes),
            "shown": len(shown),
            "days": _by_day(shown, desk),
            "cite": desk.cite_changes(_says(desk, changes, state, kind, days), first, last),
            "tally_cite": desk.cite_changes(desk.any_number, first, last, words.say(TALLY, **days)),
            "tally_title": TALLY,
        },
    )


def _says(desk: Desk, changes: list[Change], state: str, kind: str, days: dict[str, str]) -> str:
    """How many changes, and which: of what kind, where, between which days."""
    words = desk.words
    what = [words.say(KINDS[kind])] if kind else []
    what += [desk.state_name(state)] if state else []
    return words.many(
        "{n} change{what} after {first} and up to {last}",
        "{n} changes{what} after {first} and up to {last}",
        len(changes),
        what=f" ({', '.join(what)})" if what else "",
        first=days["one"],
        last=days["other"],
    )


def _by_day(changes: list[Change], desk: Desk) -> list[tuple[str, list[Event]]]:
    days: dict[str, list[Event]] = {}
    for event in desk.events(changes):
        days.setdefault(event.change.day, []).append(event)
    return list(days.items())


def _day(text: str) -> str:
    try:
        return parse_day(text).isoformat()
    except BadRequest as error:
        near = error.nearest
        raise MissingPage(text, ((near, f"on/{near}/"),) if near else ()) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is compared: a place on a day, with its counts."""

    name: str
    page: str
    day: str
    counts: Counts
    pending: int | None
    cites: tuple[Cite, ...]
    """Of its agreements and of its applications, each from their own list."""


def show_compare(desk: Desk) -> Shown:
    """Up to five places, on one day or two, side by side."""
    words = desk.words
    asked = [desk.query.get(name, "").strip() for name in PLACES]
    given = [text for text in asked if text]
    unknown: list[str] = []
    places: list[str] = []
    for text in given:
        found = _place(text, desk)
        if found is None:
            unknown.append(text)
        elif found not in places:
            places.append(found)
    days = _days(desk)
    if not places:
        groups = desk.sources.members(days[0]).groups("state")
        places = [group.value for group in groups if group.value][: len(PLACES)]
        if len(days) == 2 and not given:
            places = [""]
    return Shown(
        template="compare.html",
        title=words.say("Side by side"),
        about=words.say("Up to five places, or two days, side by side."),
        values={
            "asked": asked,
            "names": PLACES,
            "unknown": unknown,
            "one": days[0],
            "other": days[1] if len(days) == 2 else "",
            "columns": [_column(desk, place, day) for place in places for day in days],
            "models": desk.sources.lists.models,
        },
    )


def _days(desk: Desk) -> list[str]:
    one = desk.query.get("one") or desk.day
    other = desk.query.get("other", "")
    found = sorted({_day(day) for day in (one, other) if day})
    for day in found:
        if desk.sources.rows(day) is None:
            first = desk.sources.days[0]
            raise MissingPage(day, ((first, f"on/{first}/"),))
    return found


def _place(text: str, desk: Desk) -> str | None:
    """A state's code or a county's FIPS code."""
    if code := find_state(text):
        return code
    if county_of_fips(text):
        return text
    try:
        return desk.sources.lists.filters(county=text).county_fips
    except BadRequest:
        return None


def _column(desk: Desk, place: str, day: str) -> Column:
    rows = desk.sources.members(day)
    listed = desk.sources.rows(day, desk.sources.applicants)
    if not place:
        name, entries = desk.words.say("the whole list"), rows.day.entries
        waiting = listed.day.entries if listed else []
    elif place in STATE_NAMES:
        name, entries = desk.state_name(place), rows.by_state.get(place, [])
        waiting = listed.by_state.get(place, []) if listed else []
    else:
        name, entries = desk.county_name(place), rows.by_county.get(place, [])
        waiting = listed.by_county.get(place, []) if listed else []
    counts = count_entries(entries, desk.sources.lists.models)
    page = "" if not place else f"{'state' if place in STATE_NAMES else 'county'}/{place}/"
    pending = _pending(waiting) if listed else None
    return Column(
        name=name,
        page=page,
        day=day,
        counts=counts,
        pending=pending,
        cites=tuple(_cites(desk, name, (counts.agreements, entries, rows), (waiting, listed))),
    )


def _cites(
    desk: Desk,
    name: str,
    signed: tuple[int, list[Entry], DayRows],
    applied: tuple[list[Entry], DayRows | None],
) -> Iterator[Cite]:
    """How the numbers of a place are cited: its agreements, and its applications."""
    count, entries, rows = signed
    says = desk.words.many("{n} agreement ({place})", "{n} agreements ({place})", count, place=name)
    yield desk.cite(says, [entry.row for entry in entries], rows)
    waiting, listed = applied
    if listed:
        says = desk.words.many(
            "{n} pending application ({place})",
            "{n} pending applications ({place})",
            _pending(waiting),
            place=name,
        )
        yield desk.cite(says, [entry.row for entry in waiting], listed)


def _pending(entries: list[Entry]) -> int:
    return count_entries(entries).agreements
