"""The counties and places that exist, read from the tables in ``geography/``, a state at a time.

The tables are made by ``tools/make_geography.py``; ``geography/SOURCES.txt`` says from what.
"""

from __future__ import annotations

import zlib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ofrecord.clean.states import STATE_FIPS, STATE_NAMES
from ofrecord.clean.text import clean_text, fold_text

_FOLDER = Path(__file__).with_name("geography")

# As in the Census names, the longest first. Lower-case "city" marks an independent city.
_KINDS: Final = (
    " City and Borough",
    " Census Area",
    " Municipality",
    " Municipio",
    " Borough",
    " District",
    " Parish",
    " County",
    " Island",
    " city",
)
_WORDS: Final = MappingProxyType(
    {"saint": "st", "sainte": "ste", "ft": "fort", "mt": "mount"}
    | {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}
)


_STATE_OF: Final = {fips: code for code, fips in STATE_FIPS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county or what the Census counts as one, by its Census name.

    ``kind`` is the word that follows the name, in lower case: ``county``, ``parish``, ``borough``,
    ``city`` for an independent city, and so on; empty where the name has none.
    """

    fips: str
    name: str
    kind: str


def state_of_fips(fips: str) -> str:
    """The USPS code of the state in which a county lies; empty for no such state.

    >>> state_of_fips("36065")
    'NY'
    """
    return _STATE_OF.get(fips[:2], "")


def fold_name(name: str) -> str:
    """A key for the name of a county or place: as fold_text, and Saint is St., Fort is Ft.

    >>> fold_name("Saint Lucie") == fold_name("St. Lucie"), fold_name("Ft. Myers")
    (True, 'fortmyers')
    """
    words = clean_text(name).replace(".", ". ").replace("-", " ").split()
    folded = [fold_text(word) for word in words]
    return "".join([_WORDS.get(word, word) for word in folded])


@lru_cache(maxsize=1)
def _county_table() -> str:
    return (_FOLDER / "counties.tsv").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _county_lines() -> dict[str, list[str]]:
    by_prefix: dict[str, list[str]] = {}
    for line in _county_table().splitlines():
        by_prefix.setdefault(line[:2], []).append(line)
    return by_prefix


@lru_cache(maxsize=64)
def county_keys(state: str) -> Mapping[str, tuple[County, ...]]:
    """The counties of a state, by its USPS code, under their folded names without the kind.

    Two stand under one key where a county and an independent city share a name.

    >>> [county.name for county in county_keys("VA")["richmond"]]
    ['Richmond County', 'Richmond city']
    """
    keys: dict[str, tuple[County, ...]] = {}
    for line in _county_lines().get(STATE_FIPS.get(state, ""), ()):
        fips, name, key = line.split("\t")
        county = County(fips=fips, name=name, kind=split_name(name)[1])
        keys[key] = (*keys.get(key, ()), county)
    return MappingProxyType(keys)


def split_name(name: str) -> tuple[str, str]:
    """A Census name as the name itself and its kind in lower case.

    >>> split_name("Prince George's County"), split_name("Carson City")
    (("Prince George's", 'county'), ('Carson City', ''))
    """
    kind = next((kind for kind in _KINDS if name.endswith(kind)), "")
    return name.removesuffix(kind), kind.strip().lower()


@lru_cache(maxsize=64)
def counties_of_state(state: str) -> tuple[County, ...]:
    """The counties of a state, by its USPS code, in the order of their FIPS codes.

    >>> [county.name for county in counties_of_state("DE")]
    ['Kent County', 'New Castle County', 'Sussex County']
    """
    found = [county for same in county_keys(state).values() for county in same]
    return tuple(sorted(found, key=lambda county: county.fips))


@lru_cache(maxsize=1)
def _states_by_county() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for state in STATE_NAMES:
        for line in _county_lines().get(STATE_FIPS.get(state, ""), ()):
            key = line.rpartition("\t")[2]
            if found.get(key, ("",))[-1] != state:
                found[key] = (*found.get(key, ()), state)
    return found


def states_with_county(key: str) -> tuple[str, ...]:
    """The states that have a county of this folded name.

    >>> states_with_county("lackawanna")
    ('PA',)
    """
    return _states_by_county().get(key, ())


@lru_cache(maxsize=4096)
def county_of_fips(fips: str) -> County | None:
    """The county of a FIPS code, or None where there is none.

    >>> county_of_fips("36065").name
    'Oneida County'
    """
    state = next((code for code, prefix in STATE_FIPS.items() if fips.startswith(prefix)), "")
    return next((county for county in counties_of_state(state) if county.fips == fips), None)


SEAT: Final = " seat"
"""Ends the counties of a place in the table where they are only the one whose seat it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A town, city, village or other place, with every county in which a place of its name lies.

    ``seat`` says that only the county is given whose seat it is, though it may reach into others.
    """

    name: str
    fips: tuple[str, ...]
    seat: bool = False


@lru_cache(maxsize=1)
def _places_blocks() -> dict[str, bytes]:
    data = (_FOLDER / "places.dat").read_bytes()
    head, _, _ = data.partition(b"\n")
    blocks, at = {}, len(head) + 1
    for entry in head.decode().split():
        state, _, size = entry.partition(":")
        blocks[state] = data[at : at + int(size)]
        at += int(size)
    return blocks


@lru_cache(maxsize=64)
def _place_lines(state: str) -> list[str]:
    block = _places_blocks().get(state)
    return zlib.decompress(block).decode().splitlines() if block else []


@lru_cache(maxsize=262_144)
def find_place(name: str, state: str) -> Place | None:
    """The place of a name, however it is written, in a state; None where there is none.

    >>> find_place("camden", "NY")
    Place(name='Camden', fips=('36065',), seat=False)
    >>> find_place("Ft. Myers", "FL").name
    'Fort Myers'
    """
    key = f"{fold_name(name)}\t"
    lines = _place_lines(state)
    at = bisect_left(lines, key)
    if at == len(lines) or not lines[at].startswith(key):
        return None
    _, written, counties = lines[at].split("\t")
    codes = counties.removesuffix(SEAT).split()
    return Place(
        name=written,
        fips=tuple(STATE_FIPS[state] + code for code in codes),
        seat=counties.endswith(SEAT),
    )


@lru_cache(maxsize=8)
def place_keys(state: str) -> tuple[str, ...]:
    """The folded names of all places of a state."""
    return tuple(line.partition("\t")[0] for line in _place_lines(state))
