"""Towns and cities: the place after which an agency is named, and the county in which it lies.

A county is answered only where the place can lie in no other: a city that reaches into several
counties, or a name that several places of a state share, is left open. A township is a place of
its own and is never taken for the town of the same name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ofrecord.clean.cleaned import CleanedCounty, How
from ofrecord.clean.gazetteer import Place, county_of_fips, find_place, fold_name, place_keys
from ofrecord.clean.likeness import find_nearest
from ofrecord.clean.states import STATE_NAMES, find_state
from ofrecord.clean.text import clean_text, fold_text

# What an agency is, usual misspellings included; what stands before it is the name of the place.
_BODY: Final = re.compile(
    r"\b(?:pol+i?ce|marshal+(?:'?s)?|const(?:able|bale)'?s?'?s?|sheriff'?s?|"
    r"dep\w*m\w*t|dept|division|office|bureau|pd|dps|public safety|law enforcement|"
    r"correctional|corrections|jail|detention|prison|prosecutor'?s?|attorney'?s?|patrol)\b",
    re.IGNORECASE,
)
_POLICING: Final = re.compile(
    r"\b(?:pol+i?ce|marshal|const(?:able|bale)|public safety|pd|dps)", re.IGNORECASE
)
_NAME_LAST: Final = re.compile(
    r"\b(?:const(?:able|bale)|marshal|pol+i?ce (?:dep\w*m\w*t|dept\.?|force)? ?of\b)", re.IGNORECASE
)
_KIND_OF: Final = re.compile(
    r"^(?:the )?(city|town|village|borough|township|municipality) of (?:the )?(.+)$", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"[\s,]+(?:city|municipal|metropolitan|metro|town|village|special)$", re.IGNORECASE
)
_ORDINAL = (
    r"(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
)
_PART: Final = re.compile(
    rf"[\s,]*\b(?:(?:ward|precinct|pct|district)[. ]*\d+|{_ORDINAL} (?:ward|precinct|district)|"
    r"(?:p\.?a\.? )?state)$",
    re.IGNORECASE,
)
_TOWNSHIP: Final = re.compile(r"^(.+?),? (?:township|twp)\b\.?", re.IGNORECASE)
_BOROUGH: Final = re.compile(r"^(.+?),? (?:borough|boro)\b\.?", re.IGNORECASE)
_COUNTY: Final = re.compile(r"\b(?:count?r?y|county's|parish)\b", re.IGNORECASE)
_NO_PLACE: Final = re.compile(
    r"\b(?:university|college|school|schools|isd|airport|airports|port|authority|state|"
    r"national|federal|commission|board|tribe|tribal|nation|regional|hospital|railroad|transit|"
    r"judicial|task force|trustees|district|academy|institute|guard|department|office)\b",
    re.IGNORECASE,
)


_REMEMBERED: Final = 262_144
"""So many names are remembered: more than any list has, or each is read again for every row."""


@lru_cache(maxsize=_REMEMBERED)
def place_in_agency_name(agency: str, state: str) -> str | None:
    """The town, city, township or borough after which an agency is named, or None.

    Townships and boroughs keep their kind, since a township is not the town of the same name.
    Universities, airports, counties and state bodies are no places.

    >>> place_in_agency_name("Camden Police Department", "NY")
    'Camden'
    >>> place_in_agency_name("Town of Jupiter Police Dept.", "FL")
    'Jupiter'
    >>> place_in_agency_name("West York Borough Police Department", "PA")
    'West York Borough'
    >>> place_in_agency_name("University of Florida Police Department", "FL") is None
    True
    """
    names = _names(clean_text(agency), state)
    for name in names:
        if place := _known(name, state):
            return _with_kind(name, place.name)
    name = names[-1] if names else ""
    if not name or _NO_PLACE.search(names[0]) or not _is_policing(agency):
        return None
    if fold_text(name).startswith(fold_text(STATE_NAMES[state])):
        return None  # a body of the state itself, or a university
    like = _like(name, state)
    return like.name if like else name


def _is_policing(agency: str) -> bool:
    return bool(_POLICING.search(agency) or _TOWNSHIP.search(agency))


def _names(text: str, state: str) -> list[str]:
    """What may be the place's name, the likeliest first."""
    if _COUNTY.search(text) or state not in STATE_NAMES:
        return []
    head, comma, ending = text.rpartition(",")
    if comma and find_state(ending) == state:
        text = head.rstrip()
    body = _BODY.search(text)
    if body is None and not any(kind.match(text) for kind in (_TOWNSHIP, _BOROUGH, _KIND_OF)):
        return []
    name = text[: body.start()].strip(" ,-/") if body else text
    if _is_state(_PART.sub("", name), state):
        name = _after(text) if _NAME_LAST.search(text) else ""
    if kind := _KIND_OF.match(name):
        name = f"{kind[2]} Township" if kind[1].lower() == "township" else kind[2]
    if township := _TOWNSHIP.match(name):
        return [_write_township(township[1])]
    shorter = _PART.sub("", name)
    names = (name, shorter, _TAIL.sub("", shorter)) if shorter else ()
    return [part for part in dict.fromkeys(names) if part and not _is_state(part, state)]


def _is_state(name: str, state: str) -> bool:
    """Whether a name is the state's own, in any usual form, or no name at all."""
    return not fold_text(name) or find_state(name) == state


def _after(text: str) -> str:
    """The name that follows what the agency is: Police Department of X, Constable X Township."""
    while body := _BODY.search(text):
        text = text[body.end() :]
    return re.sub(r"^[\s,'/-]*(?:of|for) (?:the )?", "", text, flags=re.IGNORECASE).strip(" ,-/'")


def _write_township(base: str) -> str:
    base = re.sub(r"^so\.? ", "South ", base, flags=re.IGNORECASE)
    return re.sub(r"^no\.? ", "North ", base, flags=re.IGNORECASE) + " Township"


def _known(name: str, state: str) -> Place | None:
    """The place of a name as it stands, or of a borough's name without Borough."""
    if township := _TOWNSHIP.match(name):
        base = township[1]
        return find_place(f"{base} Township", state) or find_place(f"{base} Twp", state)
    if place := find_place(name, state):
        return place
    borough = _BOROUGH.match(name)
    return find_place(borough[1], state) if borough else None


def _with_kind(name: str, written: str) -> str:
    """The gazetteer's way to write a name, and Borough or Township where the agency says so."""
    if township := _TOWNSHIP.match(written):
        return _write_township(township[1])
    if _BOROUGH.match(name) and not _BOROUGH.match(written):
        return f"{written} Borough"
    return written


@lru_cache(maxsize=16384)
def counties_of_place(place: str, state: str) -> tuple[str, ...]:
    """The FIPS codes of the counties in which a place of that name can lie.

    >>> counties_of_place("Camden", "NY"), counties_of_place("Longboat Key", "FL")
    (('36065',), ('12081', '12115'))
    """
    found = _known(clean_text(place), state)
    return found.fips if found else ()


@lru_cache(maxsize=_REMEMBERED)
def place_to_county(agency: str, state: str) -> CleanedCounty:
    """The county of the place after which an agency is named, where it can be only one.

    >>> camden = place_to_county("Camden Police Department", "NY")
    >>> camden.value, camden.fips, camden.note
    ('Oneida County', '36065', 'the county of Camden')
    >>> place_to_county("Longboat Key Police Department", "FL").note
    'Longboat Key can lie in Manatee County or Sarasota County'
    """
    name = place_in_agency_name(agency, state)
    if name is None:
        return CleanedCounty(value=None, how=How.BLANK)
    place = _known(name, state)
    fips = place.fips if place else ()
    counties = [county for code in fips if (county := county_of_fips(code))]
    if len(counties) == 1:
        return CleanedCounty(
            value=counties[0].name,
            fips=counties[0].fips,
            how=How.DERIVED,
            note=f"the county of {name}" + (", its seat" if place and place.seat else ""),
        )
    if counties:
        several = " or ".join(county.name for county in counties)
        return CleanedCounty(value=None, how=How.UNRESOLVED, note=f"{name} can lie in {several}")
    return CleanedCounty(value=None, how=How.UNRESOLVED, note=f"{name} is in no gazetteer at hand")


def _like(name: str, state: str) -> Place | None:
    """The one place that a misspelt name can be: a letter or two off, and no rival near."""
    key = fold_name(name)
    if len(key) < 7 or _TOWNSHIP.match(name):
        return None
    nearest = find_nearest(key, place_keys(state))
    at_most = 1 if len(key) < 10 else 2
    if nearest and nearest.name[0] == key[0] and nearest.clear(at_most=at_most):
        return find_place(nearest.name, state)
    return None
