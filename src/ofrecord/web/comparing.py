"""The page that sets places or days side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ofrecord.clean.states import STATE_NAMES
from ofrecord.measures.count import count_entries
from ofrecord.model import Counts, Entry
from ofrecord.web.asked import PLACES, compared
from ofrecord.web.cite import Cite
from ofrecord.web.desk import Desk
from ofrecord.web.page import Shown
from ofrecord.web.pictures import draw
from ofrecord.web.sources import DayRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is compared: a place on a day, with its counts."""

    name: str
    page: str
    day: str
    counts: Counts
    pending: int | None
    cites: tuple[tuple[str, Cite], ...]
    """Of its agreements and of its applications, each from their own list."""


def show_compare(desk: Desk) -> Shown:
    """Up to five places, on one day or two, side by side."""
    words = desk.words
    found = compared(desk)
    one, *others = found.days
    return Shown(
        template="compare.html",
        title=words.say("Side by side"),
        about=words.say("Up to five places, or two days, side by side."),
        values={
            "pictures": draw(desk),
            "asked": [desk.query.get(name, "").strip() for name in PLACES],
            "names": PLACES,
            "unknown": found.unknown,
            "one": one,
            "other": others[0] if others else "",
            "columns": [_column(desk, place, day) for place in found.places for day in found.days],
            "models": desk.sources.lists.models,
        },
    )


def _column(desk: Desk, place: str, day: str) -> Column:
    name, rows = desk.place_name(place), desk.sources.members(day)
    listed = desk.sources.rows(day, desk.sources.applicants)
    if not place:
        entries = rows.day.entries
        waiting = listed.day.entries if listed else []
    elif place in STATE_NAMES:
        entries = rows.by_state.get(place, [])
        waiting = listed.by_state.get(place, []) if listed else []
    else:
        entries = rows.by_county.get(place, [])
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
) -> Iterator[tuple[str, Cite]]:
    """How the numbers of a place are cited: its agreements, and its applications."""
    count, entries, rows = signed
    says = desk.words.many("{n} agreement ({place})", "{n} agreements ({place})", count, place=name)
    yield says, desk.cite(says, [entry.row for entry in entries], rows)
    waiting, listed = applied
    if listed:
        says = desk.words.many(
            "{n} pending application ({place})",
            "{n} pending applications ({place})",
            _pending(waiting),
            place=name,
        )
        yield says, desk.cite(says, [entry.row for entry in waiting], listed)


def _pending(entries: list[Entry]) -> int:
    return count_entries(entries).agreements
