"""Agencies' names, folded so that the same body under the same words has the same key.

Folding is what is sure: case, quotes, punctuation, declared abbreviations, the word for the office
of a sheriff, constable or marshal, a leading "City of", the state's own name before a department's.
Everything less sure is left to likeness and to evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = re.compile(r"['’‘`´]")
_OTHER = re.compile(r"[^a-z0-9]+")
_OFFICES = re.compile(
    r"\b(sher+if+|constable|marshal)s?(?: (?:office|offices|department|dept|departments))?\b"
)
_POLICE = re.compile(r"\bpolice (?:department|dept)\b")
_MUNICIPAL = ("city of ", "town of ", "village of ")
_INSTITUTIONS = frozenset(
    [
        "department",
        "dept",
        "office",
        "bureau",
        "division",
        "highway",
        "state",
        "attorney",
        "fish",
        "fisheries",
        "commission",
        "dept",
        "public",
        "game",
        "parks",
        "national",
        "wildlife",
        "correctional",
        "corrections",
        "alcoholic",
        "alcohol",
    ]
)
_DROPPED = frozenset({"the"})
_SAME = {"parish": "county", "constables": "constable", "and": "and"}


@dataclass(frozen=True, slots=True)
class Name:
    """An agency's name as it is compared: its words, and the words run together."""

    words: tuple[str, ...]
    key: str


def _office(match: re.Match[str]) -> str:
    return "sheriff" if match[1].startswith("sher") else match[1]


class NameFolder:
    """Folds agencies' names by a register's declared abbreviations.

    ``states`` gives the name of each state by its code.

    >>> fold = NameFolder({"pd": "police department"}, {"FL": "Florida"}).fold
    >>> fold("Tampa PD", "FL").key == fold("City of Tampa Police Department ", "FL").key
    True
    >>> fold("Bay County Sheriff’s Office", "FL").words
    ('bay', 'county', 'sheriff')
    """

    def __init__(self, abbreviations: Mapping[str, str], states: Mapping[str, str]) -> None:
        self._abbreviations = dict(abbreviations)
        self._states = {code: name.casefold() for code, name in states.items()}
        self.fold = lru_cache(maxsize=65536)(self._fold)

    def _fold(self, name: str, state: str) -> Name:
        text = _QUOTES.sub("", name.casefold()).replace("&", " and ")
        comma_state = re.search(r",\s*([a-z. ]+?)\s*$", text)
        if comma_state and self._is_state(comma_state[1].replace(".", ""), state):
            text = text[: comma_state.start()]
        text = _OTHER.sub(" ", text).strip()
        text = self._drop_state(text, state)
        words = [self._abbreviations.get(word, word) for word in text.split()]
        text = " ".join(_SAME.get(word, word) for word in words if word not in _DROPPED)
        text = _OFFICES.sub(_office, text)
        text = _POLICE.sub("police", text)
        text = self._drop_state(text, state)
        for prefix in _MUNICIPAL:
            text = text.removeprefix(prefix)
        if text.startswith("borough of "):
            first, _, rest = text.removeprefix("borough of ").partition(" ")
            text = f"{first} borough {rest}".strip()
        return Name(tuple(text.split()), text.replace(" ", ""))

    def _is_state(self, text: str, state: str) -> bool:
        return text.strip() in {state.casefold(), self._states.get(state, "")}

    def _drop_state(self, text: str, state: str) -> str:
        """The name without the state's own name before a department's: "Alaska Department of …"."""
        for prefix in (self._states.get(state, ""), state.casefold()):
            if prefix and text.startswith(prefix + " "):
                rest = text[len(prefix) + 1 :]
                if rest.split(" ", 1)[0] in _INSTITUTIONS and " " in rest:
                    return rest.removeprefix("state ") if rest.startswith("state police") else rest
        return text.removeprefix("state ") if text == "state police" else text
