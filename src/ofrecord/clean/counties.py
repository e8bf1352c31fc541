"""Counties, from any usual form to the Census name and the FIPS code.

Going from sure to less sure: the name itself; the name without its kind (County, Parish, city);
a kind that the state does not use; a town and its county in one cell; a misspelling, only where one
county is clearly nearest. A name that is exactly a county, here or in another state, is never
taken for another one by likeness.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ofrecord.clean.cleaned import CleanedCounty, How
from ofrecord.clean.gazetteer import (
    County,
    counties_of_state,
    county_keys,
    fold_name,
    states_with_county,
)
from ofrecord.clean.likeness import find_nearest, letters_allowed
from ofrecord.clean.states import STATE_NAMES, clean_state
from ofrecord.clean.text import clean_text, placeholder

# The word that says what a name is, however it is spelt: the last word of the cell.
_KIND_WORDS: Final = {
    "county": "county",
    "counties": "county",
    "co": "county",
    "cnty": "county",
    "cty": "county",
    "parish": "parish",
    "par": "parish",
    "borough": "borough",
    "census area": "census area",
    "city and borough": "city and borough",
    "municipality": "municipality",
    "municipio": "municipio",
    "district": "district",
    "island": "island",
    "city": "city",
}
_FIRST = re.compile(r"^(county|parish|city|borough|municipality) of (?:the )?(.+)$", re.IGNORECASE)
_LAST = re.compile(
    r"^(.*?)[ ,]*\b(city and borough|census area|[a-z]+)[. ]*$", re.IGNORECASE | re.DOTALL
)
_STATE_AT_END = re.compile(r"^(.+?),\s*([A-Za-z. ]+)$")
_COUNTY_IN_NAME = re.compile(r"\b(county|parish|borough)\b(?:'?s)?", re.IGNORECASE)
_SHERIFF = re.compile(r"^(.+?)\s+(city\s+|town\s+)?sheriff", re.IGNORECASE)


def _spelt_kind(word: str) -> str:
    """The kind that a last word stands for: County, Co., Conty, Couny, COunty."""
    word = word.lower()
    if kind := _KIND_WORDS.get(word):
        return kind
    if word[0] in "cp" and len(word) >= 4:
        nearest = find_nearest(word, ("county", "parish"))
        if nearest and nearest.letters == 1:
            return nearest.name
    return ""


def _split_kind(text: str) -> tuple[str, str]:
    """A printed county as (name, kind); kind is empty where none is printed.

    >>> _split_kind("Baldwin Couny"), _split_kind("City of Richmond"), _split_kind("Decatur")
    (('Baldwin', 'county'), ('Richmond', 'city'), ('Decatur', ''))
    """
    if first := _FIRST.match(text):
        return first[2], first[1].lower()
    last = _LAST.match(text)
    kind = _spelt_kind(last[2]) if last else ""
    return (last[1], kind) if last and kind else (text, "")


def _accepts(county: County, kind: str, state: str) -> bool:
    """Whether a county may be printed with this word: Parish as County, but no Parish in Texas."""
    if kind in ("", county.kind):
        return True
    if kind == "county":
        return True
    return state == "AK" and kind not in ("parish", "city")


def _exact(name: str, kind: str, state: str) -> tuple[County, ...]:
    """The counties that a name can be, the kind told apart where both exist."""
    found = tuple(
        c for c in county_keys(state).get(fold_name(name), ()) if _accepts(c, kind, state)
    )
    same_kind = tuple(c for c in found if kind and c.kind == kind)
    return same_kind or found


def _resolved(county: County, text: str, how: How, note: str = "") -> CleanedCounty:
    if how is How.FOLDED and text == county.name:
        how = How.AS_PRINTED
    return CleanedCounty(value=county.name, fips=county.fips, how=how, note=note)


def _unresolved(note: str) -> CleanedCounty:
    return CleanedCounty(value=None, how=How.UNRESOLVED, note=note)


@lru_cache(maxsize=32768)
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
    text = clean_text(printed)
    if placeholder(text):
        return CleanedCounty(value=None, how=How.BLANK)
    if state not in STATE_NAMES:
        return _unresolved("the state is not known")
    if (ending := _STATE_AT_END.match(text)) and clean_state(ending[2]).value == state:
        text = ending[1]
    name, kind = _split_kind(text)
    if not fold_name(name) or _spelt_kind(fold_name(name)) == "county":
        named = county_in_name(agency, state)
        if named.value is not None:
            return named
        return _unresolved(f'"{text}" names no county')
    # "James City" and "Carson City" are names; "Richmond City" is a name and a kind.
    found = _exact(text, "", state) or _exact(name, kind, state)
    if len(found) > 1:
        return _choose(found, text, state, agency)
    if found:
        return _resolved(found[0], text, How.FOLDED, _kind_note(found[0], kind))
    return _read_further(text, name, kind, state, agency)


def _kind_note(county: County, kind: str) -> str:
    if kind == "county" and county.kind == "city":
        return "an independent city, printed as a county"
    return ""


def _choose(found: tuple[County, ...], text: str, state: str, agency: str) -> CleanedCounty:
    """Of a county and an independent city of the same name, the one that the agency names."""
    named = county_in_name(agency, state)
    for county in found:
        if county.fips == named.fips:
            note = f'"{text}" is a county and a city; the agency\'s name tells which'
            return _resolved(county, text, How.DERIVED, note)
    return _unresolved(f'"{text}" can be ' + " or ".join(county.name for county in found))


def _read_further(text: str, name: str, kind: str, state: str, agency: str) -> CleanedCounty:
    """What is no county as it stands: a district, a county elsewhere, two names, a misspelling."""
    counties = counties_of_state(state)
    if len(counties) == 1 and state != "DC":
        note = f"a part of {counties[0].name}, which the Census counts as one county"
        return CleanedCounty(value=text, fips=counties[0].fips, how=How.AS_PRINTED, note=note)
    parts = [part for part in re.split(r"\s*(?:/|-|,|&|\band\b)\s*", name) if part]
    if len(parts) > 1:
        whole = {c for part in parts for c in _exact(*_split_kind(part), state)}
        if len(whole) == 1:
            note = f'the county in "{text}"'
            return _resolved(whole.pop(), text, How.DERIVED, note)
        if whole:
            return _unresolved(f'"{text}" names several counties')
    if elsewhere := states_with_county(fold_name(name)):
        names = ", ".join(STATE_NAMES[code] for code in elsewhere)
        return _unresolved(f"no county of {STATE_NAMES[state]}, but one of {names}")
    return _guess_county(text, fold_name(name), kind, state, agency)


def _guess_county(text: str, key: str, kind: str, state: str, agency: str) -> CleanedCounty:
    """The county that a misspelling can only be: clearly nearest, or named by the agency too."""
    keys = {
        key: counties[0]
        for key, counties in county_keys(state).items()
        if len(counties) == 1 and _accepts(counties[0], kind, state)
    }
    nearest = find_nearest(key, keys)
    if nearest is None:
        return _unresolved(f'"{text}" is no county of {STATE_NAMES[state]}')
    county = keys[nearest.name]
    # A short name differs from many others by a letter; in a long one, one wrong letter that is
    # not the first leaves no doubt, even if a rival is two letters off (Palmer: Parmer or Parker).
    sure = nearest.letters == 1 and len(key) >= 6 and key[0] == nearest.name[0]
    if len(key) >= 4 and nearest.clear(at_most=letters_allowed(key), margin=1 if sure else 2):
        return _resolved(county, text, How.SPELLING, f'"{text}" read as {county.name}')
    named = county_in_name(agency, state)
    if named.value is not None:
        like = find_nearest(key, [k for k, c in keys.items() if c.fips == named.fips])
        if like and like.letters <= letters_allowed(key) and like.letters <= nearest.letters:
            note = f'"{text}" read as {named.value}, which the agency is named after'
            return CleanedCounty(value=named.value, fips=named.fips, how=How.SPELLING, note=note)
    return _unresolved(
        f'"{text}" is no county of {STATE_NAMES[state]} (nearest: {county.name})'
    )


@lru_cache(maxsize=32768)
def county_in_name(agency: str, state: str) -> CleanedCounty:
    """The county after which an agency is named, as in "Etowah County Sheriff's Office".

    ``blank`` where the name holds no county, ``unresolved`` where it holds more than one.

    >>> county_in_name("Etowah County Sheriff's Office", "AL").fips
    '01055'
    >>> county_in_name("Metro Police Authority of Genesee County", "MI").value
    'Genesee County'
    >>> county_in_name("Jackson Police Department", "AL").how
    <How.BLANK: 'blank'>
    """
    text = clean_text(agency)
    found: dict[str, County] = {}
    for word in _COUNTY_IN_NAME.finditer(text):
        kind = word[1].lower()
        if kind == "borough" and state != "AK":
            continue
        after = re.match(r"\s+of\s+(.+)", text[word.end() :], re.IGNORECASE)
        before = _longest(text[: word.start()].split(), kind, state, from_end=True)
        after_it = _longest(after[1].split(), kind, state, from_end=False) if after else ()
        for county in before or after_it:
            found[county.fips] = county
    if not found and (sheriff := _SHERIFF.match(text)):
        kind = "city" if sheriff[2] else ""
        for name in (sheriff[1], re.sub(r"^city of ", "", sheriff[1], flags=re.IGNORECASE)):
            for county in _exact(name, kind or ("city" if name != sheriff[1] else ""), state):
                found[county.fips] = county
    if len(found) == 1:
        county = next(iter(found.values()))
        note = "the county in the agency's name"
        return CleanedCounty(value=county.name, fips=county.fips, how=How.DERIVED, note=note)
    if found:
        return _unresolved("the agency's name can mean " + " or ".join(
            county.name for county in found.values()
        ))
    return CleanedCounty(value=None, how=How.BLANK)


def _longest(words: list[str], kind: str, state: str, *, from_end: bool) -> tuple[County, ...]:
    """The counties named by the most words at one end of a run of words."""
    for count in range(min(5, len(words)), 0, -1):
        part = words[-count:] if from_end else words[:count]
        if found := _exact(" ".join(part).strip("/,;()"), kind, state):
            return found
    return ()
