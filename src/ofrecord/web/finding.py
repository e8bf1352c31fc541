"""Search, and the page that is nearest where there is none."""

from __future__ import annotations

from difflib import get_close_matches

from ofrecord.clean.gazetteer import counties_of_state, fold_name, split_name
from ofrecord.clean.states import STATE_NAMES, find_state
from ofrecord.errors import BadRequest
from ofrecord.model import Agency
from ofrecord.web.desk import Desk
from ofrecord.web.page import MissingPage, Shown

MOST = 50
LONGEST = 200
PAGES = (
    *("changes", "compare", "editions", "series", "check", "data", "method", "limits", "search"),
    *("state", "county", "agency", "agreement", "model", "edition"),
)
"""The names that pages begin with."""
_ALONE = 9
"""So many of them are pages by themselves."""


def states_like(text: str) -> list[str]:
    """The codes of the states that a text names or nearly names."""
    code = find_state(text)
    if code:
        return [code]
    names = {name.casefold(): code for code, name in STATE_NAMES.items()}
    near = get_close_matches(text.casefold(), names, 2, 0.6)
    near_codes = get_close_matches(text.upper(), STATE_NAMES, 2, 0.5) if len(text) <= 3 else []
    return list(dict.fromkeys([*(names[name] for name in near), *near_codes]))


def show_search(desk: Desk) -> Shown:
    """States, counties, agencies and ids that a text names."""
    asked = " ".join(desk.query.get("q", "").split())[:LONGEST]
    words = desk.words
    agencies = _agencies(desk, asked) if asked else []
    places = _places(desk, asked) if asked else []
    return Shown(
        template="search.html",
        title=words.say("Search: {text}", text=asked) if asked else words.say("Search"),
        about=words.say("States, counties, agencies and ids."),
        values={
            "asked": asked,
            "places": places[:MOST],
            "agencies": agencies[:MOST],
            "found": len(agencies) + len(places),
            "more": max(len(agencies) - MOST, 0) + max(len(places) - MOST, 0),
            "nearest": _nearest_names(desk, asked) if asked and not agencies and not places else (),
            "states": sorted(STATE_NAMES, key=desk.state_name),
            "listed_states": desk.sources.places[0],
        },
    )


def _agencies(desk: Desk, text: str) -> list[Agency]:
    """The agencies whose names hold every word, applicants too; or the one that an id names."""
    lists = desk.sources.lists
    found = {one.agency_id: one for one in lists.find_agencies(agency=text)}
    if desk.sources.applicants:
        waiting = lists.find_agencies(agency=text, list=desk.sources.applicants)
        found.update({one.agency_id: one for one in waiting})
    if not found:
        try:
            named = lists.history(text).of
        except BadRequest:
            return []
        own = lists.history(named.agency_id).of
        return [own] if isinstance(own, Agency) else []
    return sorted(found.values(), key=lambda one: (one.state or "~", one.agency.casefold()))


def _places(desk: Desk, text: str) -> list[tuple[str, str]]:
    head, _, tail = text.rpartition(",")
    state = find_state(tail) if head.strip() else ""
    name = head if state else text
    found: list[tuple[str, str]] = []
    if not state:
        translated = [c for c in STATE_NAMES if desk.state_name(c).casefold() == text.casefold()]
        codes = dict.fromkeys([c for c in (find_state(text), *translated) if c])
        found += [(desk.state_name(code), f"state/{code}/") for code in codes]
    key = fold_name(split_name(name.strip().title())[0])
    if len(key) >= 3:
        for code in [state] if state else STATE_NAMES:
            for county in counties_of_state(code):
                own = fold_name(split_name(county.name)[0])
                if own == key or (len(key) >= 4 and own.startswith(key)):
                    found.append((desk.county_name(county.fips), f"county/{county.fips}/"))
    return found


def _nearest_names(desk: Desk, text: str) -> tuple[tuple[str, str], ...]:
    found = [(desk.state_name(code), f"state/{code}/") for code in states_like(text)]
    agencies = {a.agency: a for a in desk.sources.lists.find_agencies()}
    near = get_close_matches(text, agencies, 5, 0.6)
    return (*found, *((name, f"agency/{agencies[name].agency_id}/") for name in near))


def missing(desk: Desk) -> MissingPage:
    """What is nearest to a page that there is not."""
    given = desk.place.page.rstrip("/")
    kind, rest = desk.place.kind.casefold(), "/".join(desk.place.parts[1:])
    links: list[tuple[str, str]] = []
    for name in get_close_matches(kind, PAGES, 1, 0.6):
        alone = name in PAGES[:_ALONE]
        if alone or rest:
            page = f"{name}/" if alone else f"{name}/{rest}/"
            links.append((f"/{page}", page))
    if not links and len(desk.place.parts) == 1:
        links = [(desk.state_name(code), f"state/{code}/") for code in states_like(given)]
    return MissingPage(given, tuple(links))
