"""Counties, from any usual form to the Census name and the FIPS code.

Going from sure to less sure: the name itself; the name without its kind (County, Parish, city);
a kind that the state does not use; a town and its county in one cell; a misspelling, only where one
county is clearly nearest. A name that is exactly a county, here or in another state, is never
taken for another one by likeness alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ofrecord.clean.cleaned import CleanedCounty, How
from ofrecord.clean.county_names import (
    find_counties,
    is_clearly,
    nearest_county,
    read_kind,
    split_kind,
)
from ofrecord.clean.gazetteer import (
    County,
    counties_of_state,
    county_of_fips,
    find_place,
    fold_name,
    states_with_county,
)
from ofrecord.clean.likeness import find_nearest, letters_allowed
from ofrecord.clean.places import counties_of_place, place_in_agency_name, place_to_county
from ofrecord.clean.states import STATE_NAMES, find_state
from ofrecord.clean.text import clean_text, placeholder

_STATE_AT_END = re.compile(r"^(.+?),\s*([A-Za-z. ]+)$")
_COUNTY_WORD = re.compile(
    r"\b(county|parish|borough|couny|counry|conty|coutny)\b(?:'?s)?", re.IGNORECASE
)
_SHERIFF = re.compile(r"^(?:(city|town) of )?(.+?)\s+(city\s+|town\s+)?sheriff", re.IGNORECASE)
_JAIL = re.compile(r"^(.+?)\s+(?:corrections|correctional|detention|jail)\b", re.IGNORECASE)


def _resolved(county: County, text: str, how: How, note: str = "") -> CleanedCounty:
    if how is How.FOLDED and text == county.name:
        how = How.AS_PRINTED
    return CleanedCounty(value=county.name, fips=county.fips, how=how, note=note)


def _unresolved(note: str) -> CleanedCounty:
    return CleanedCounty(value=None, how=How.UNRESOLVED, note=note)


def clean_county(printed: str, state: str, agency: str = "") -> CleanedCounty:
    """The county that a cell names, in a state given by its USPS code.

    ``agency`` is the name printed beside it. It settles only what the cell leaves open: which of a
    county and a city of the same name, or which county a misspelling stands for.

    >>> clean_county("Prince Georges", "MD").value, clean_county("Saint Landry County", "LA").fips
    ("Prince George's County", '22097')
    >>> clean_county("Hopewell County", "VA").value
    'Hopewell city'
    >>> clean_county("Palmer County", "TX").how
    <How.SPELLING: 'spelling'>
    >>> clean_county("Lackawanna County", "SC").note
    'no county of South Carolina, but one of Pennsylvania'
    """
    # Nearly every cell is sure by itself, so that the agency need not be looked at.
    return _sure_county(printed, state) or _less_sure_county(printed, state, agency)


@lru_cache(maxsize=262_144)
def _sure_county(printed: str, state: str) -> CleanedCounty | None:
    text, name, kind = _split_cell(printed, state)
    if placeholder(text):
        return CleanedCounty(value=None, how=How.BLANK)
    if state not in STATE_NAMES:
        return _unresolved("the state is not known")
    found = _find(text, name, kind, state)
    if len(found) != 1:
        return None
    city = kind == "county" and found[0].kind == "city"
    note = "an independent city, printed as a county" if city else ""
    return _resolved(found[0], text, How.FOLDED, note)


def _split_cell(printed: str, state: str) -> tuple[str, str, str]:
    """The text of a cell without the state's name at its end, its name and its kind."""
    text = clean_text(printed)
    if (ending := _STATE_AT_END.match(text)) and find_state(ending[2]) == state:
        text = ending[1]
    return (text, *split_kind(text))


def _find(text: str, name: str, kind: str, state: str) -> tuple[County, ...]:
    # "James City" and "Carson City" are names; "Richmond City" is a name and a kind.
    return find_counties(text, "", state) or find_counties(name, kind, state)


@lru_cache(maxsize=262_144)
def _less_sure_county(printed: str, state: str, agency: str) -> CleanedCounty:
    text, name, kind = _split_cell(printed, state)
    found = _find(text, name, kind, state)
    if found:
        return _choose(found, text, state, agency)
    if not fold_name(name) or read_kind(fold_name(name)) == "county":
        named = county_in_name(agency, state)
        return named if named.value else _unresolved(f'"{text}" names no county')
    return _read_further(text, name, kind, state, agency)


def _choose(found: tuple[County, ...], text: str, state: str, agency: str) -> CleanedCounty:
    """Of a county and an independent city of the same name, the one that the agency names."""
    allowed = _counties_of_agency(agency, state)
    left = [county for county in found if county.fips in allowed]
    if len(left) == 1:
        note = f'"{text}" is a county and a city; the agency\'s name tells which'
        return _resolved(left[0], text, How.DERIVED, note)
    return _unresolved(f'"{text}" can be ' + " or ".join(county.name for county in found))


def _read_further(text: str, name: str, kind: str, state: str, agency: str) -> CleanedCounty:
    """What is no county as it stands: a district, two names, a county elsewhere, a misspelling."""
    counties = counties_of_state(state)
    if len(counties) == 1 and state != "DC":
        note = f"a part of {counties[0].name}, which the Census counts as one county"
        return CleanedCounty(value=text, fips=counties[0].fips, how=How.AS_PRINTED, note=note)
    parts = [part for part in re.split(r"\s*(?:/|-|,|&|\band\b)\s*", name) if part]
    if len(parts) > 1:
        whole = {c for part in parts for c in find_counties(*split_kind(part), state)}
        if len(whole) == 1:
            return _resolved(whole.pop(), text, How.DERIVED, f'the county in "{text}"')
        if whole:
            return _unresolved(f'"{text}" names several counties')
    return _guess_county(text, name, kind, state, agency)


def _guess_county(text: str, name: str, kind: str, state: str, agency: str) -> CleanedCounty:
    """The county that a misspelling can only be: clearly nearest, or the agency's own as well."""
    key = fold_name(name)
    likely = nearest_county(name, kind, state)
    if likely is None:
        return _unresolved(f'"{text}" is no county of {STATE_NAMES[state]}')
    county, nearest = likely
    elsewhere = states_with_county(key)
    if not elsewhere and is_clearly(nearest, key):
        return _resolved(county, text, How.SPELLING, f'"{text}" read as {county.name}')
    near = [
        own
        for fips in _counties_of_agency(agency, state)
        if (own := county_of_fips(fips))
        and (like := find_nearest(key, (fold_name(split_kind(own.name)[0]),)))
        and like.letters <= min(letters_allowed(key), nearest.letters)
    ]
    if len(near) == 1:
        note = f'"{text}" read as {near[0].name}, where the agency is by its name'
        return _resolved(near[0], text, How.SPELLING, note)
    if elsewhere:
        names = ", ".join(STATE_NAMES[code] for code in elsewhere)
        return _unresolved(f"no county of {STATE_NAMES[state]}, but one of {names}")
    return _unresolved(f'"{text}" is no county of {STATE_NAMES[state]} (nearest: {county.name})')


def _counties_of_agency(agency: str, state: str) -> tuple[str, ...]:
    """The FIPS codes of the counties in which an agency can be, going by its name."""
    named = county_in_name(agency, state)
    if named.fips:
        return (named.fips,)
    place = place_in_agency_name(agency, state)
    return counties_of_place(place, state) if place else ()


def county_of_agency(agency: str, state: str) -> CleanedCounty:
    """The county of an agency whose county cell is blank, going by its name.

    That is the county after which it is named, else the only one in which its town can lie.

    >>> county_of_agency("Camden Police Department", "NY").value
    'Oneida County'
    >>> county_of_agency("Etowah County Sheriff's Office", "AL").value
    'Etowah County'
    >>> county_of_agency("Alabama Department of Corrections", "AL").how
    <How.BLANK: 'blank'>
    """
    named = county_in_name(agency, state)
    return place_to_county(agency, state) if named.how is How.BLANK else named


@lru_cache(maxsize=262_144)
def county_in_name(agency: str, state: str) -> CleanedCounty:
    """The county after which an agency is named, as in "Etowah County Sheriff's Office".

    ``blank`` where the name holds no county, ``unresolved`` where it holds more than one.

    >>> county_in_name("Etowah County Sheriff's Office", "AL").fips
    '01055'
    >>> county_in_name("Metro Police Authority of Genesee County", "MI").value
    'Genesee County'
    >>> county_in_name("Mantiowoc County Sheriff's Office", "WI").note
    'named after a county; "Mantiowoc" read as Manitowoc County'
    >>> county_in_name("Jackson Police Department", "AL").how
    <How.BLANK: 'blank'>
    """
    text = clean_text(agency)
    words = list(_COUNTY_WORD.finditer(text))
    found = {county for word in words for county in _beside(text, word, state)}
    if not words and (sheriff := _SHERIFF.match(text)):
        city = "city" if sheriff[1] or sheriff[3] else ""
        found = set(find_counties(sheriff[2], city, state))
    elif not words and (jail := _JAIL.match(text)) and not find_place(jail[1], state):
        found = set(find_counties(jail[1], "", state))
    note = "named after a county"
    if not found and len(words) == 1:
        name = text[: words[0].start()].strip()
        likely = nearest_county(name, read_kind(words[0][1]), state)
        elsewhere = states_with_county(fold_name(name))
        if likely and not elsewhere and is_clearly(likely[1], fold_name(name)):
            found = {likely[0]}
            note += f'; "{name}" read as {likely[0].name}'
    if len(found) == 1:
        return _resolved(found.pop(), "", How.DERIVED, note)
    if found:
        several = " or ".join(sorted(county.name for county in found))
        return _unresolved(f"the agency's name can mean {several}")
    return CleanedCounty(value=None, how=How.BLANK)


def _beside(text: str, word: re.Match[str], state: str) -> tuple[County, ...]:
    """The counties named beside the word County: before it, or after "County of"."""
    kind = read_kind(word[1])
    if kind == "borough" and state != "AK":
        return ()
    before = text[: word.start()].split()
    after = re.match(r"\s+of\s+(.+)", text[word.end() :], re.IGNORECASE)
    following = after[1].split() if after else []
    runs = [before[-count:] for count in range(5, 0, -1) if count <= len(before)]
    runs += [following[:count] for count in range(5, 0, -1) if count <= len(following)]
    for run in runs:
        if found := find_counties(" ".join(run).strip("/,;()"), kind, state):
            return found
    return ()
