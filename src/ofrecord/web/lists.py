"""The pages of the lists: home, state, county, model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ofrecord.clean.gazetteer import counties_of_state, county_of_fips, state_of_fips
from ofrecord.clean.states import STATE_NAMES
from ofrecord.export.speech import mark
from ofrecord.front import Day
from ofrecord.measures.count import count_by, count_entries
from ofrecord.model import Counts, Entry
from ofrecord.web.cite import Cite, cite_comparison
from ofrecord.web.desk import Desk, GroupLine
from ofrecord.web.events import KINDS, tell_kinds
from ofrecord.web.page import Elsewhere, MissingPage, Shown
from ofrecord.web.pictures import draw

NEWEST = 20
"""The changes that a page shows, the newest; the page of changes has all."""
WEEK = 7
STATES_TABLE = mark(
    "Agreements by state on the list of {day}, as the publisher lists states, D.C. and territories"
)
_CORE = ("signed", "removed", "returned", "renewed", "pending_added", "pending_dropped")


def week_before(day: str) -> str:
    """The day a week before a day."""
    return (date.fromisoformat(day) - timedelta(days=WEEK)).isoformat()


def show_home(desk: Desk) -> Shown:
    """The number of the day, how it moved in a week, totals by model and state, what is new."""
    words, lists = desk.words, desk.lists
    counts = lists.day.counts()
    rows = [entry.row for entry in lists.day.entries]
    listed = desk.applicants
    since = week_before(desk.day)
    changes = desk.sources.lists.find_changes(since, desk.day)
    before = desk.sources.rows(since)
    newest = [change for change in desk.sources.changes_so_far(desk.day) if change.kind in _CORE][
        -NEWEST:
    ]
    return Shown(
        template="home.html",
        title=words.say("{register} on {day}", register=_register(desk), day=words.day(desk.day)),
        about=words.say(
            "{agreements} agreements with {agencies} agencies on the list of {day}.",
            agreements=counts.agreements,
            agencies=counts.agencies,
            day=words.day(desk.edition.published_on),
        ),
        values={
            "pictures": draw(desk),
            "counts": counts,
            "figures": desk.figures(counts, "", rows),
            "pending": desk.applied(listed.day.entries, "") if listed else None,
            "models": desk.groups(lists.groups("model")),
            "states": desk.groups(lists.groups("state")),
            "states_table": STATES_TABLE,
            "since": since,
            "before": before.day.counts() if before else None,
            "week": tell_kinds(changes),
            "kinds": KINDS,
            "events": desk.events(reversed(newest)),
            "rows": rows,
            "moved": _cite_move(desk, since, counts.agreements, before.day if before else None),
            "week_cite": desk.cite_changes(
                desk.any_number, since, desk.day, words.say("All changes of the week")
            ),
        },
    )


def _cite_move(desk: Desk, since: str, now: int, before: Day | None) -> Cite | None:
    """How it is cited by how many agreements the list grew in a week."""
    if before is None:
        return None
    words = desk.words
    says = words.say(
        "{change} agreements from {one} to {other}",
        change=words.signed(now - before.counts().agreements),
        one=words.day(since),
        other=words.day(desk.day),
    )
    editions = [before.edition, desk.edition]
    return cite_comparison(says, editions, words, source=desk.source(desk.lists.day.list))


def _cite_rank(desk: Desk, name: str, rank: GroupLine | None, places: int) -> Cite | None:
    """How a place's rank is cited: by the table that it is of."""
    if rank is None or not rank.group.rank:
        return None
    words = desk.words
    day = words.day(desk.edition.published_on)
    if rank.group.key == "state":
        says = words.say(
            "{place}: rank {rank} of {places} by agreements",
            place=name,
            rank=rank.group.rank,
            places=places,
        )
        table = words.say(STATES_TABLE, day=day)
    else:
        says = words.say(
            "{place}: rank {rank} of {places} counties by agreements",
            place=name,
            rank=rank.group.rank,
            places=places,
        )
        command = f"ofrecord as-of {desk.edition.published_on} --by county"
        table = words.say(
            "Agreements by county on the list of {day} ({command})", day=day, command=command
        )
    return desk.cite(says, [entry.row for entry in desk.lists.day.entries], table=table)


def _register(desk: Desk) -> str:
    return desk.words.given(desk.sources.lists.declaration.title)


def show_state(desk: Desk, code: str) -> Shown:
    """A state: its counts and rank, its agreements, applications, documents and changes."""
    if code not in STATE_NAMES:
        if code.upper() in STATE_NAMES:
            raise Elsewhere(desk.links.to(f"state/{code.upper()}/"))
        raise MissingPage(code, _states_like(desk, code))
    lists = desk.lists
    name = desk.state_name(code)
    entries = lists.by_state.get(code, [])
    counts = count_entries(entries, desk.sources.lists.models)
    groups = desk.groups(lists.groups("state"))
    rank = next((group for group in groups if group.group.value == code), None)
    places = lists.day.counts().states
    waiting = desk.applicants.by_state.get(code, []) if desk.applicants else []
    changes = desk.sources.changes_so_far(desk.day, "state", code)
    newest = changes[-NEWEST:]
    rows = [entry.row for entry in entries]
    return Shown(
        template="state.html",
        title=_title(desk, name),
        about=_about(desk, name, counts),
        values={
            "pictures": draw(desk),
            "code": code,
            "name": name,
            "figures": desk.figures(counts, name, rows),
            "pending": desk.applied(waiting, name),
            "rank": rank,
            "rank_cite": _cite_rank(desk, name, rank, places),
            "places": places,
            "models": desk.groups(count_by(entries, "model")),
            "counties": desk.groups(count_by(entries, "county")),
            "entries": desk.entries(entries),
            "waiting": desk.entries(waiting),
            "events": desk.events(reversed(newest)),
            "changes": len(changes),
            "first": desk.sources.days[0],
            "rows": rows,
        },
    )


def _title(desk: Desk, place: str) -> str:
    return desk.words.say("{place} on {day}", place=place, day=desk.words.day(desk.day))


def _about(desk: Desk, place: str, counts: Counts) -> str:
    return desk.words.say(
        "{agreements} agreements with {agencies} agencies in {place} on the list of {day}.",
        agreements=counts.agreements,
        agencies=counts.agencies,
        place=place,
        day=desk.words.day(desk.edition.published_on),
    )


def _states_like(desk: Desk, text: str) -> tuple[tuple[str, str], ...]:
    from ofrecord.web.finding import states_like

    return tuple((desk.state_name(code), f"state/{code}/") for code in states_like(text))


def show_county(desk: Desk, fips: str) -> Shown:
    """A county: what the list has of it, and its history with the printed rows."""
    county = county_of_fips(fips)
    if county is None:
        near = counties_of_state(state_of_fips(fips))[:1]
        state = state_of_fips(fips)
        links = [(desk.state_name(state), f"state/{state}/")] if state else []
        links += [(desk.county_name(one.fips), f"county/{one.fips}/") for one in near]
        raise MissingPage(fips, tuple(links))
    lists = desk.lists
    name = desk.county_name(fips)
    entries = lists.by_county.get(fips, [])
    waiting = desk.applicants.by_county.get(fips, []) if desk.applicants else []
    counts = count_entries(entries, desk.sources.lists.models)
    groups = desk.groups(lists.groups("county"))
    rank = next((g for g in groups if g.group.more.get("county_fips") == fips), None)
    places = lists.day.counts().counties
    changes = desk.sources.changes_so_far(desk.day, "county", fips)
    rows = [entry.row for entry in entries]
    return Shown(
        template="county.html",
        title=_title(desk, name),
        about=_about(desk, name, counts),
        values={
            "name": name,
            "fips": fips,
            "state": state_of_fips(fips),
            "state_name": desk.state_name(state_of_fips(fips)),
            "figures": desk.figures(counts, name, rows)[:2],
            "pending": desk.applied(waiting, name),
            "rank": rank,
            "rank_cite": _cite_rank(desk, name, rank, places),
            "places": places,
            "entries": desk.entries(entries),
            "waiting": desk.entries(waiting),
            "statewide": desk.entries(_statewide(lists.by_state.get(state_of_fips(fips), []))),
            "events": desk.events(reversed(changes)),
            "rows": rows,
        },
    )


def _statewide(entries: Sequence[Entry]) -> list[Entry]:
    """Those of a state without a county: agencies of the whole state, and those of none told."""
    return [entry for entry in entries if not entry.county_fips]


def show_model(desk: Desk, model: str) -> Shown:
    """A model: how many agreements are of it, by state, and what changed."""
    models = desk.sources.lists.models
    if model not in models:
        if model.upper() in models:
            raise Elsewhere(desk.links.to(f"model/{model.upper()}/"))
        known = ((desk.model_name(one), f"model/{one}/") for one in models)
        raise MissingPage(model, tuple(known))
    words, lists = desk.words, desk.lists
    name = desk.model_name(model)
    entries = [entry for entry in lists.day.entries if entry.model == model]
    listed = desk.applicants
    waiting = [entry for entry in listed.day.entries if entry.model == model] if listed else []
    counts = count_entries(entries, models)
    changes = desk.sources.changes_so_far(desk.day, "model", model)
    newest = [change for change in changes if change.kind in _CORE][-NEWEST:]
    rows = [entry.row for entry in entries]
    return Shown(
        template="model.html",
        title=_title(desk, name),
        about=words.say(
            "{agreements} agreements of the {model} on the list of {day}.",
            agreements=counts.agreements,
            model=name,
            day=words.day(desk.edition.published_on),
        ),
        values={
            "pictures": draw(desk),
            "model": model,
            "printed": desk.printed_model(model),
            "figures": desk.figures(counts, model, rows),
            "pending": desk.applied(waiting, model),
            "states": desk.groups(count_by(entries, "state")),
            "others": [one for one in models if one != model],
            "events": desk.events(reversed(newest)),
            "rows": rows,
        },
    )
