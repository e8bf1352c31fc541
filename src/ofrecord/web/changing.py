"""The page of what moved between two days."""

from __future__ import annotations

from ofrecord.clean.states import STATE_NAMES, find_state
from ofrecord.dates import parse_day
from ofrecord.errors import BadRequest
from ofrecord.export.speech import mark
from ofrecord.model import Change, Filters
from ofrecord.web.desk import Desk
from ofrecord.web.events import KINDS, Event, tell_kinds
from ofrecord.web.lists import week_before
from ofrecord.web.page import Elsewhere, MissingPage, Shown

MOST = 400
"""Changes that one page shows."""
TALLY = mark("Changes by kind, after {one} and up to {other}")


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
    unknown = [
        query[name]
        for name, read in (("state", state), ("kind", kind))
        if query.get(name) and not read
    ]
    changes = desk.sources.lists.find_changes(first, last, Filters(state=state), kind=kind)
    words = desk.words
    days = {"one": words.day(first), "other": words.day(last)}
    shown = changes[::-1][:MOST]
    return Shown(
        template="changes.html",
        title=words.say("Changes after {one}, up to {other}", **days),
        about=words.many("{n} change to the lists.", "{n} changes to the lists.", len(changes)),
        values={
            "unknown": unknown,
            "first": first,
            "last": last,
            "state": state,
            "asked_kind": kind,
            "kinds": KINDS,
            "states": sorted(STATE_NAMES, key=desk.state_name),
            "tally": tell_kinds(changes),
            "total": len(changes),
            "shown": len(shown),
            "days": _byday_asked(shown, desk),
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


def _byday_asked(changes: list[Change], desk: Desk) -> list[tuple[str, list[Event]]]:
    days: dict[str, list[Event]] = {}
    for event in desk.events(changes):
        days.setdefault(event.change.day, []).append(event)
    return list(days.items())


def _day(text: str) -> str:
    """A day between which changes are asked for, whether the record has it or not."""
    try:
        return parse_day(text).isoformat()
    except BadRequest as error:
        near = error.nearest
        raise MissingPage(text, ((near, f"on/{near}/"),) if near else ()) from None
