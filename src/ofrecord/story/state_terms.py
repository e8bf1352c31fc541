"""Under what names stories speak of states: full, abbreviated, Spanish, a people's, nicknames."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.clean.states import STATE_NAMES

DOTTED = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT",
    "del": "DE", "fla": "FL", "ga": "GA", "ill": "IL", "ind": "IN", "kan": "KS", "ky": "KY",
    "la": "LA", "md": "MD", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS",
    "mo": "MO", "mont": "MT", "neb": "NE", "nev": "NV", "okla": "OK", "ore": "OR",
    "pa": "PA", "penn": "PA", "tenn": "TN", "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA",
    "wis": "WI", "wyo": "WY",
}  # fmt: skip
"""Abbreviations that stand for a state only with a full stop."""
_OTHERS = {
    "n.h.": "NH", "n.j.": "NJ", "n.m.": "NM", "n.y.": "NY", "n.c.": "NC", "n.d.": "ND",
    "r.i.": "RI", "s.c.": "SC", "s.d.": "SD", "w.va.": "WV", "d.c.": "DC",
    "hoosier": "IN", "hoosiers": "IN", "texan": "TX", "texans": "TX", "floridian": "FL",
    "georgian": "GA", "pennsylvanian": "PA", "texano": "TX", "tejano": "TX", "texanos": "TX",
    "texana": "TX", "nebraskan": "NE", "tennessean": "TN", "granite state": "NH",
    "lone star state": "TX", "sunshine state": "FL", "buckeye state": "OH",
    "volunteer state": "TN", "palmetto state": "SC", "peach state": "GA", "bay state": "MA",
    "keystone state": "PA", "nueva york": "NY", "nueva jersey": "NJ", "nuevo méxico": "NM",
    "nuevo hampshire": "NH", "carolina del norte": "NC", "carolina del sur": "SC",
    "dakota del norte": "ND", "dakota del sur": "SD", "pensilvania": "PA", "luisiana": "LA",
    "misisipi": "MS", "misuri": "MO", "hawái": "HI", "oregón": "OR",
    "virginia occidental": "WV", "new york state": "NY", "washington state": "WA",
}  # fmt: skip
_OWNERS = {
    "illinois'": "IL", "texas'": "TX", "kansas'": "KS", "arkansas'": "AR", "massachusetts'": "MA",
}  # fmt: skip
OPEN = "WA?"
"""The value of "Washington", which is a state only beside others or where it says so."""
NOT_STATES = (
    "new york city", "kansas city", "oklahoma city", "virginia beach", "iowa city", "texas city",
    "michigan city", "carson city", "jersey city", "missouri city", "idaho falls",
    "colorado springs", "new york times", "new york post", "new york focus", "washington post",
    "washington times", "washington monthly", "texas tribune", "texas observer",
    "florida phoenix", "idaho statesman", "virginia tech", "georgia tech", "delaware river",
    "mississippi river", "ohio river", "missouri river", "colorado river", "miami university",
    "indiana university", "rhode island avenue", "california avenue", "louisiana avenue",
)  # fmt: skip
"""Names that hold a state's but are none."""


def state_terms() -> Iterator[tuple[str, str, bool]]:
    """Every name: the phrase in lower case, the code, and whether it is the possessive."""
    for code, name in STATE_NAMES.items():
        yield name, code, False
        yield f"{name}'s", code, True
    for name, code in _OTHERS.items():
        yield name, code, False
        if name.isascii() and not name.endswith((".", "s")):
            yield f"{name}'s", code, True
    for name, code in _OWNERS.items():
        yield name, code, True
    yield "washington", OPEN, False
    yield "washington's", OPEN, True
