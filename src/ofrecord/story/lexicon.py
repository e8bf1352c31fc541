"""The words that a register's description says stories use, ready to be found in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ofrecord.clean.states import STATE_NAMES, TERRITORIES
from ofrecord.story.numbers import TRIGGERS
from ofrecord.story.offices_held import Office

_AP = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT",
    "del": "DE", "fla": "FL", "ga": "GA", "ill": "IL", "ind": "IN", "kan": "KS", "ky": "KY",
    "la": "LA", "md": "MD", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS",
    "mo": "MO", "mont": "MT", "neb": "NE", "nev": "NV", "okla": "OK", "ore": "OR",
    "pa": "PA", "penn": "PA", "tenn": "TN", "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA",
    "wis": "WI", "wyo": "WY",
}  # fmt: skip
_INITIALS = {
    "n.h.": "NH", "n.j.": "NJ", "n.m.": "NM", "n.y.": "NY", "n.c.": "NC", "n.d.": "ND",
    "r.i.": "RI", "s.c.": "SC", "s.d.": "SD", "w.va.": "WV", "d.c.": "DC",
}  # fmt: skip
_OTHER_NAMES = {
    "hoosier": "IN", "hoosiers": "IN", "texan": "TX", "texans": "TX", "floridian": "FL",
    "georgian": "GA", "pennsylvanian": "PA", "texano": "TX", "tejano": "TX", "texanos": "TX",
    "texana": "TX", "nebraskan": "NE", "granite state": "NH", "lone star state": "TX",
    "sunshine state": "FL", "tennessean": "TN", "buckeye state": "OH", "volunteer state": "TN",
    "nueva york": "NY", "nueva jersey": "NJ", "nuevo méxico": "NM", "nuevo hampshire": "NH",
    "carolina del norte": "NC", "carolina del sur": "SC", "dakota del norte": "ND",
    "dakota del sur": "SD", "pensilvania": "PA", "luisiana": "LA", "misisipi": "MS",
    "misuri": "MO", "hawái": "HI", "oregón": "OR", "virginia occidental": "WV",
    "luisiana's": "LA", "illinois'": "IL", "texas'": "TX", "kansas'": "KS", "arkansas'": "AR",
    "massachusetts'": "MA", "guam": "GU", "new york state": "NY", "washington state": "WA",
    "florida's": "FL",
}  # fmt: skip
_NOT_STATES = (
    "new york city", "kansas city", "oklahoma city", "virginia beach", "iowa city", "texas city",
    "michigan city", "carson city", "jersey city", "new york times", "washington post",
    "washington times", "texas tribune", "virginia tech", "wyoming county", "nevada county",
    "delaware river", "mississippi river", "ohio river", "washington county", "delaware county",
    "oregon county", "iowa county", "ohio county", "indiana county", "texas county",
    "new york focus", "texas observer", "florida phoenix", "new york post", "georgia tech",
    "miami university", "indiana university", "missouri river", "colorado river", "rhode island avenue",
    "washington monthly", "california avenue", "colorado springs", "utah county", "idaho county",
    "idaho falls", "idaho statesman", "arkansas county", "louisiana avenue", "missouri city",
)  # fmt: skip
"""Names that hold a state's but are none."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for.

    ``sort`` is noun, kind, model, state, place, elsewhere, filler or number; ``capital`` asks for a
    capital letter and ``dotted`` for a full stop after it; ``owner`` is the possessive.
    """

    sort: str
    value: str
    width: int
    capital: bool = False
    dotted: bool = False
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A named part of a state: its counties by FIPS code."""

    state: str
    counties: tuple[str, ...]


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]
"""The phrases that begin with a word by their second word; under the empty word the word itself."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of a register's stories by their first word, and what tells that it is meant.

    ``cues`` name the register's matter outright, in lower case; ``marks`` do so only as they are
    written, capitals and all. ``signs`` are words of which two sorts together tell it less surely.
    """

    entries: Mapping[str, Term | Phrases]
    name: str
    """The cue that most texts with one have."""
    cue_words: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    """The cues and the marks by a word that stands in them, marks of punctuation left out."""
    signs: frozenset[str]
    written: tuple[str, ...]
    """Signs that tell it only as they are written."""
    telling: frozenset[str]
    """Topics, signs and the words of cues together."""
    topics: frozenset[str]
    claims: frozenset[str]
    publisher: tuple[str, ...]
    acting: frozenset[str]
    """The publisher's names, each as one word."""
    initials: frozenset[str]
    offices: tuple[Office, ...]
    places: Mapping[str, Place]
    state_words: frozenset[str]

    def choose(self, entry: Term | Phrases, words: list[str], at: int) -> Term | None:
        """The longest phrase of an entry that begins at a word."""
        if isinstance(entry, Term):
            return entry
        if at + 1 < len(words):
            for rest, term in entry.get(words[at + 1], ()):
                if not rest or tuple(words[at + 2 : at + 2 + len(rest)]) == rest:
                    return term
        alone = entry.get("")
        return alone[0][1] if alone else None


def split_words(text: str) -> list[str]:
    """The words of a phrase as a sentence's are split."""
    from ofrecord.story.tokens import WORD, flatten, lower, mark_programs

    return mark_programs(WORD.findall(lower(flatten(text))))


@lru_cache(maxsize=8)
def load_lexicon(path: Path) -> Lexicon:
    """The lexicon that a register's description declares."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))["story"]
    found: dict[str, dict[tuple[str, ...], Term]] = {}
    for word in TRIGGERS:
        _add(found, word, Term("number", word, 1))
    for sort, table in (
        ("filler", data.get("fillers", {})),
        ("elsewhere", data["elsewhere"]),
        ("noun", data["nouns"]),
        ("kind", data["kinds"]),
        ("model", data["models"]),
    ):
        for value, phrases in table.items():
            _add_all(found, phrases, sort, value)
    _add_states(found)
    for name, codes in data.get("regions", {}).items():
        _add_all(found, [name], "state", ",".join(codes), capital=True)
    places = {
        name: Place(p["state"], tuple(p["counties"])) for name, p in data.get("places", {}).items()
    }
    for name in places:
        _add_all(found, [name], "place", name)
    return Lexicon(
        entries={first: _entry(phrases) for first, phrases in found.items()},
        name=data["cues"][0],
        cue_words=_by_word(data),
        signs=frozenset(data["signs"]),
        written=tuple(data["written"]),
        telling=frozenset((*data["signs"], *data["topics"], *_by_word(data))),
        topics=frozenset(data["topics"]),
        claims=frozenset(data["claims"]),
        publisher=tuple(data["publisher"]),
        acting=frozenset(name.strip() for name in data["publisher"]),
        initials=frozenset(data.get("initials", ())),
        offices=tuple(
            Office(office["began"], tuple(office["holders"]), tuple(office["before"]))
            for office in data.get("offices", ())
        ),
        places=places,
        state_words=frozenset(
            first
            for first, phrases in found.items()
            if any(t.sort == "state" for t in phrases.values())
        ),
    )


def _by_word(data: Mapping[str, list[str]]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Cues and marks by the word by which each is looked for first: one that is rare elsewhere."""
    rare = {word.lower() for word in (*data["signs"], *data["written"])}
    found: dict[str, tuple[list[str], list[str]]] = {}
    for sort, phrases in enumerate((data["cues"], data["marks"])):
        for phrase in phrases:
            words = re.findall(r"[^\W_]+", phrase.lower())
            word = max(words, key=lambda word: (word in rare, len(word)))
            found.setdefault(word, ([], []))[sort].append(phrase)
    return {word: (tuple(cues), tuple(marks)) for word, (cues, marks) in found.items()}


def _add(found: dict[str, dict[tuple[str, ...], Term]], phrase: str, term: Term) -> None:
    words = split_words(phrase)
    sized = Term(term.sort, term.value, len(words), term.capital, term.dotted, term.owner)
    found.setdefault(words[0], {})[tuple(words[1:])] = sized


def _add_all(
    found: dict[str, dict[tuple[str, ...], Term]],
    phrases: Iterable[str],
    sort: str,
    value: str,
    *,
    capital: bool = False,
) -> None:
    for phrase in phrases:
        _add(found, phrase, Term(sort, value, 0, capital))


def _add_states(found: dict[str, dict[tuple[str, ...], Term]]) -> None:
    for code, name in STATE_NAMES.items():
        _add(found, name, Term("state", code, 0, capital=True))
        _add(found, f"{name}'s", Term("state", code, 0, capital=True, owner=True))
    for name, code in _OTHER_NAMES.items():
        owner = name.endswith(("'", "'s"))
        _add(found, name, Term("state", code, 0, capital=True, owner=owner))
    for name, code in _INITIALS.items():
        _add(found, name, Term("state", code, 0, capital=True))
    for name, code in _AP.items():
        _add(found, name, Term("state", code, 0, capital=True, dotted=True))
    for name in _NOT_STATES:
        _add(found, name, Term("name", name, 0, capital=True))
    for name in ("washington", "washington's"):
        _add(found, name, Term("state", "WA?", 0, capital=True, owner=name.endswith("s")))


def _entry(phrases: Mapping[tuple[str, ...], Term]) -> Term | Phrases:
    if len(phrases) == 1 and () in phrases:
        return phrases[()]
    found: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for rest, term in sorted(phrases.items(), key=lambda phrase: -len(phrase[0])):
        found.setdefault(rest[0] if rest else "", []).append((rest[1:], term))
    return {second: tuple(terms) for second, terms in found.items()}


def is_territory(code: str) -> bool:
    """Whether a code is that of a territory."""
    return code in TERRITORIES
