"""The words that a register's description says stories use, ready to be found in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ofrecord.clean.states import STATE_NAMES, TERRITORIES

_AP = {
    "ala.": "AL", "ariz.": "AZ", "ark.": "AR", "calif.": "CA", "colo.": "CO", "conn.": "CT",
    "del.": "DE", "fla.": "FL", "ga.": "GA", "ill.": "IL", "ind.": "IN", "kan.": "KS", "ky.": "KY",
    "la.": "LA", "md.": "MD", "mass.": "MA", "mich.": "MI", "minn.": "MN", "miss.": "MS",
    "mo.": "MO", "mont.": "MT", "neb.": "NE", "nev.": "NV", "n.h.": "NH", "n.j.": "NJ",
    "n.m.": "NM", "n.y.": "NY", "n.c.": "NC", "n.d.": "ND", "okla.": "OK", "ore.": "OR",
    "pa.": "PA", "r.i.": "RI", "s.c.": "SC", "s.d.": "SD", "tenn.": "TN", "tex.": "TX", "vt.": "VT",
    "va.": "VA", "wash.": "WA", "w.va.": "WV", "wis.": "WI", "wyo.": "WY",
}  # fmt: skip
_DEMONYMS = {
    "hoosier": "IN", "texan": "TX", "floridian": "FL", "texano": "TX", "georgian": "GA",
    "tejano": "TX", "pennsylvanian": "PA",
}  # fmt: skip
_REGIONS = {
    "the dakotas": ("ND", "SD"), "dakotas": ("ND", "SD"), "the carolinas": ("NC", "SC"),
    "carolinas": ("NC", "SC"), "delmarva": ("DE",),
    "mountain west": ("AZ", "CO", "ID", "MT", "NV", "NM", "UT", "WY"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """What a phrase stands for: its sort (noun, kind, model, state, elsewhere) and value."""

    sort: str
    value: str
    words: int


@dataclass(slots=True)
class Lexicon:
    """The phrases of a register's stories by their first word, longest first."""

    short: str
    cue: re.Pattern[str]
    """What tells that a text is about the register at all."""
    topics: frozenset[str]
    _phrases: dict[str, list[tuple[tuple[str, ...], Term]]] = field(default_factory=dict)

    def add(self, phrase: str, sort: str, value: str) -> None:
        """Adds a phrase."""
        words = tuple(split_words(phrase))
        entries = self._phrases.setdefault(words[0], [])
        entries.append((words, Term(sort, value, len(words))))
        entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, words: list[str], at: int) -> Term | None:
        """The longest phrase that begins at a word."""
        entries = self._phrases.get(words[at])
        if entries is None:
            return None
        for phrase, term in entries:
            if tuple(words[at : at + len(phrase)]) == phrase:
                return term
        return None


def split_words(text: str) -> list[str]:
    """The words of a phrase as a sentence's are split."""
    from ofrecord.story.tokens import WORD

    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


@lru_cache(maxsize=8)
def load_lexicon(path: Path) -> Lexicon:
    """The lexicon that a register's description declares."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))["story"]
    cues = "|".join(
        re.escape(cue).replace("'", "['’]") for cue in sorted(data["cues"], key=len, reverse=True)
    )
    lexicon = Lexicon(
        short=data["short"],
        cue=re.compile(rf"(?<![a-z])(?:{cues})(?![a-z])", re.IGNORECASE),
        topics=frozenset(data["topics"]),
    )
    _add_all(lexicon, "noun", data["nouns"])
    _add_all(lexicon, "kind", data["kinds"])
    _add_all(lexicon, "model", data["models"])
    _add_all(lexicon, "elsewhere", data["elsewhere"])
    for code, name in STATE_NAMES.items():
        lexicon.add(name, "state", code)
    for table in (_AP, _DEMONYMS):
        for name, code in table.items():
            lexicon.add(name, "state", code)
    for name, codes in _REGIONS.items():
        lexicon.add(name, "state", ",".join(codes))
    return lexicon


def _add_all(lexicon: Lexicon, sort: str, table: Mapping[str, Iterable[str]]) -> None:
    for value, phrases in table.items():
        for phrase in phrases:
            lexicon.add(phrase, sort, value)


def is_territory(code: str) -> bool:
    """Whether a code is that of a territory."""
    return code in TERRITORIES
