"""The words that a register's description says stories use, ready to be found in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

from ofrecord.clean.gazetteer import state_of_fips
from ofrecord.clean.states import TERRITORIES
from ofrecord.story.numbers import TRIGGERS
from ofrecord.story.offices_held import Office
from ofrecord.story.state_terms import DOTTED, NOT_STATES, state_terms


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for.

    ``sort`` is noun, kind, model, state, name, place, elsewhere, filler or number; ``width`` its
    number of words; ``capital`` asks for a capital letter and ``dotted`` for a full stop after it;
    ``owner`` is the possessive.
    """

    sort: str
    value: str
    width: int
    capital: bool = False
    dotted: bool = False
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A named part of a state, or of several: its counties by FIPS code."""

    counties: tuple[str, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """The state that it is a part of; none where it reaches into several."""
        found = {state_of_fips(county) for county in self.counties}
        return tuple(found) if len(found) == 1 else ()


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]
"""The phrases that begin with a word by their second word; under the empty word the word itself."""
Entry = Term | Phrases
Cues = tuple[tuple[str, ...], tuple[str, ...]]
"""Phrases that tell in lower case, and phrases that tell as they are written."""


class Marked(dict[str, bool]):
    """Whether a word may stand for something: in the phrases, a number, or of two words.

    What was asked once is kept, within bounds: a text has few words that were not there before.
    """

    _MOST = 100_000

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        super().__init__()
        self._entries = entries

    def __missing__(self, word: str) -> bool:
        if len(self) >= self._MOST:
            self.clear()
        found = self[word] = word in self._entries or "/" < word < ":" or "-" in word
        return found


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases of a register's stories by their first word, and what tells that it is meant."""

    entries: Mapping[str, Entry]
    marked: Marked
    name: str
    """What most texts about the register hold, in lower case."""
    cues: Mapping[str, Cues]
    """What names the register's matter outright, by a word of it, marks left out."""
    signs: frozenset[str]
    """Words that tell it less surely: one of these and a topic are needed."""
    written: tuple[str, ...]
    """Signs that tell it only as they are written."""
    topics: frozenset[str]
    """Words that the register's matter is told in."""
    claims: frozenset[str]
    """Words of which one is enough in a text of a sentence or two."""
    telling: frozenset[str]
    """Topics, signs and the words of cues together."""
    publisher: tuple[str, ...]
    """How sentences begin whose subject publishes the lists."""
    short_names: frozenset[str]
    """What the publisher is called in one word."""
    initials: frozenset[str]
    """Agencies that are called by their initials."""
    begins: str
    """The day from which on the lists can settle anything (ISO)."""
    offices: tuple[Office, ...]
    earlier: tuple[str, ...]
    earlier_words: frozenset[str]
    """Terms of office, as stories call them, that were over before the lists begin."""
    bounds: Mapping[str, int]
    """How many no state has had, by its code; under ``others`` for those that are not named."""
    governors: Mapping[str, str]
    """The states of governors by their surnames in lower case."""
    places: Mapping[str, Place]
    state_words: frozenset[str]
    """The words with which states' names begin."""
    model_words: frozenset[str]
    """The words of which the models' names are made."""

    def choose(self, entry: Entry, words: list[str], at: int) -> Term | None:
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
    from ofrecord.story.tokens import WORD, flatten, lower

    return WORD.findall(lower(flatten(text)))


def is_territory(code: str) -> bool:
    """Whether a code is that of a territory."""
    return code in TERRITORIES


# Loading ----------------------------------------------------------------------------------------


class _Place(TypedDict):
    counties: list[str]


class _Office(TypedDict):
    began: date
    holders: tuple[str, ...]
    before: tuple[str, ...]
    earlier: tuple[str, ...]


class _Told(TypedDict):
    """The part of a register's description that is about stories."""

    begins: date
    cues: list[str]
    marks: list[str]
    signs: list[str]
    written: list[str]
    topics: list[str]
    claims: list[str]
    publisher: list[str]
    initials: list[str]
    offices: list[_Office]
    bounds: dict[str, int]
    governors: dict[str, list[str]]
    regions: dict[str, list[str]]
    places: dict[str, _Place]
    fillers: dict[str, list[str]]
    elsewhere: dict[str, list[str]]
    nouns: dict[str, list[str]]
    kinds: dict[str, list[str]]
    models: dict[str, list[str]]


_Found = dict[str, dict[tuple[str, ...], Term]]
_PLAIN = frozenset(
    {
        "officer",
        "officers",
        "agreements",
        "agreement",
        "type",
        "service",
        "force",
        "most",
        "program",
        "to",
        "the",
        "its",
        "county",
        "limited",
        "a",
        "la",
        "de",
    }
)
"""Words of models' names that say nothing by themselves."""


@lru_cache(maxsize=8)
def load_lexicon(path: Path) -> Lexicon:
    """The lexicon that a register's description declares."""
    told: _Told = tomllib.loads(path.read_text(encoding="utf-8"))["story"]
    found = _find_phrases(told)
    cues = _by_word(told)
    models = (phrase for phrases in told["models"].values() for phrase in phrases)
    entries = {first: make_entry(phrases) for first, phrases in found.items()}
    return Lexicon(
        entries=entries,
        marked=Marked(entries),
        name=told["cues"][0],
        cues=cues,
        signs=frozenset(told["signs"]),
        written=tuple(told["written"]),
        topics=frozenset(told["topics"]),
        claims=frozenset(told["claims"]),
        telling=frozenset((*told["signs"], *told["topics"], *cues)),
        publisher=tuple(f"{name} " for name in told["publisher"]),
        short_names=frozenset(name for name in told["publisher"] if " " not in name),
        initials=frozenset(told["initials"]),
        begins=told["begins"].isoformat(),
        offices=tuple(
            Office(o["began"], tuple(o["holders"]), tuple(o["before"])) for o in told["offices"]
        ),
        earlier=(earlier := tuple(name for o in told["offices"] for name in o["earlier"])),
        earlier_words=frozenset(name.split()[-1] for name in earlier),
        bounds=told["bounds"],
        governors={name: code for code, names in told["governors"].items() for name in names},
        places={n: Place(tuple(p["counties"])) for n, p in told["places"].items()},
        state_words=frozenset(
            first
            for first, phrases in found.items()
            if any(term.sort == "state" for term in phrases.values())
        ),
        model_words=frozenset(word for phrase in models for word in split_words(phrase)) - _PLAIN,
    )


def _find_phrases(told: _Told) -> _Found:
    """Every phrase by its first word and the words after it; what is added later wins."""
    found: _Found = {}
    for word in TRIGGERS:
        _add(found, word, Term("number", word, 1))
    for sort in ("fillers", "elsewhere", "nouns", "kinds", "models"):
        table: Mapping[str, Iterable[str]] = told[sort]
        for value, phrases in table.items():
            for phrase in phrases:
                _add(found, phrase, Term(sort if sort == "elsewhere" else sort[:-1], value, 0))
    for phrase, code, owner in state_terms():
        _add(found, phrase, Term("state", code, 0, capital=True, owner=owner))
    for phrase, code in DOTTED.items():
        _add(found, phrase, Term("state", code, 0, capital=True, dotted=True))
    for phrase in NOT_STATES:
        _add(found, phrase, Term("name", phrase, 0, capital=True))
    for phrase, codes in told["regions"].items():
        _add(found, phrase, Term("state", ",".join(codes), 0, capital=True))
    for phrase in told["places"]:
        _add(found, phrase, Term("place", phrase, 0))
    return found


def _add(found: _Found, phrase: str, term: Term) -> None:
    words = split_words(phrase)
    sized = Term(term.sort, term.value, len(words), term.capital, term.dotted, term.owner)
    found.setdefault(words[0], {})[tuple(words[1:])] = sized


def make_entry(phrases: Mapping[tuple[str, ...], Term]) -> Entry:
    """The phrases that begin with one word, as a sentence's words are looked up in them."""
    if len(phrases) == 1 and () in phrases:
        return phrases[()]
    found: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for rest, term in sorted(phrases.items(), key=lambda phrase: -len(phrase[0])):
        found.setdefault(rest[0] if rest else "", []).append((rest[1:], term))
    return {second: tuple(terms) for second, terms in found.items()}


def _by_word(told: _Told) -> dict[str, Cues]:
    """Cues and marks by the word by which each is looked for first: one that is rare elsewhere."""
    rare = {word.lower() for word in (*told["signs"], *told["written"])}
    found: dict[str, tuple[list[str], list[str]]] = {}
    for sort, phrases in enumerate((told["cues"], told["marks"])):
        for phrase in phrases:
            words = re.findall(r"[^\W_]+", phrase.lower())
            word = max(words, key=lambda word: (word in rare, len(word)))
            found.setdefault(word, ([], []))[sort].append(phrase)
    return {word: (tuple(cues), tuple(marks)) for word, (cues, marks) in found.items()}
