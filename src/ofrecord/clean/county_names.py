"""Which county of a state a name can be: as it stands, without its kind, or misspelt."""

from __future__ import annotations

import re
from typing import Final

from ofrecord.clean.gazetteer import County, county_keys, county_of_fips, fold_name
from ofrecord.clean.likeness import Nearest, find_nearest, letters_allowed

# The word that says what a name is: the last word of the cell.
_KINDS: Final = {
    "county": "county",
    "counties": "county",
    "co": "county",
    "cnty": "county",
    "cty": "county",
    "parish": "parish",
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
_LAST = re.compile(r"^(.*?)[ ,]*\b(city and borough|census area|[a-z]+)[. ]*$", re.IGNORECASE)

_OTHER_NAMES: Final = {
    ("NY", "bronx"): "36005",
    ("NY", "thebronx"): "36005",
    ("NY", "brooklyn"): "36047",
    ("NY", "manhattan"): "36061",
    ("NY", "statenisland"): "36085",
    ("FL", "dade"): "12086",  # its name until 1997
    ("SD", "shannon"): "46102",  # Oglala Lakota County since 2015
    ("AK", "wadehampton"): "02158",  # Kusilvak Census Area since 2015
}
"""Names that are not the Census name but mean one county and no other."""


def read_kind(word: str) -> str:
    """The kind that a word stands for, misspelt or short; empty where it is no kind.

    >>> [read_kind(word) for word in ("County", "Co", "Conty", "Couny", "Lake")]
    ['county', 'county', 'county', 'county', '']
    """
    word = word.lower()
    if kind := _KINDS.get(word):
        return kind
    if word[:1] in ("c", "p") and len(word) >= 4:
        nearest = find_nearest(word, ("county", "parish"))
        if nearest and nearest.letters == 1:
            return nearest.name
    return ""


def split_kind(text: str) -> tuple[str, str]:
    """A printed county as its name and its kind; the kind is empty where none is printed.

    >>> split_kind("Baldwin Couny"), split_kind("City of Richmond"), split_kind("Decatur")
    (('Baldwin', 'county'), ('Richmond', 'city'), ('Decatur', ''))
    """
    if first := _FIRST.match(text):
        return first[2], first[1].lower()
    last = _LAST.match(text)
    kind = read_kind(last[2]) if last else ""
    return (last[1], kind) if last and kind else (text, "")


def find_counties(name: str, kind: str, state: str) -> tuple[County, ...]:
    """The counties that a name can be; the kind decides between a county and a city of that name.

    A parish or an independent city may be printed as a county, but not the reverse.

    >>> [county.name for county in find_counties("Richmond", "", "VA")]
    ['Richmond County', 'Richmond city']
    >>> [county.name for county in find_counties("Hopewell", "county", "VA")]
    ['Hopewell city']
    """
    key = fold_name(name)
    found = tuple(c for c in county_keys(state).get(key, ()) if _accepts(c, kind, state))
    if not found and (other := county_of_fips(_OTHER_NAMES.get((state, key), ""))):
        return (other,)
    same_kind = tuple(county for county in found if kind and county.kind == kind)
    return same_kind or found


def _accepts(county: County, kind: str, state: str) -> bool:
    if kind in ("", "county", county.kind):
        return True
    return state == "AK" and kind not in ("parish", "city")


def nearest_county(name: str, kind: str, state: str) -> tuple[County, Nearest] | None:
    """The county whose name is nearest in letters, with how near it and the next one are."""
    keys = {
        key: counties[0]
        for key, counties in county_keys(state).items()
        if len(counties) == 1 and _accepts(counties[0], kind, state)
    }
    nearest = find_nearest(fold_name(name), keys)
    return (keys[nearest.name], nearest) if nearest else None


def is_clearly(nearest: Nearest, key: str) -> bool:
    """Whether a misspelt key can only be the nearest name.

    A short name differs from many others by a letter. In a long one, one wrong letter that is not
    the first leaves no doubt, even if a rival is two letters off (Palmer: Parmer, not Parker).
    """
    sure = nearest.letters == 1 and len(key) >= 6 and key[0] == nearest.name[0]
    return len(key) >= 4 and nearest.clear(at_most=letters_allowed(key), margin=1 if sure else 2)
