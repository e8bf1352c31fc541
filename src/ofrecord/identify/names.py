"""Agencies' names, folded so that the same body under the same words has the same key.

Folding is what is sure: case, quotes, punctuation, declared abbreviations, the word for the office
of a sheriff, constable or marshal, a leading "City of", the state's own name before a department's.
Everything less sure is left to likeness and to evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from ofrecord.identify.words import INSTITUTIONS

_QUOTES = re.compile("['\u2018\u2019`\u00b4]")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_ORDINALS = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_OTHER = re.compile(r"[^a-z0-9]+")
_COMMA_STATE = re.compile(r",\s*([a-z. ]+?)\s*$")
_OFFICES = re.compile(
    r"\b(sher+if+|constable|marshal)s?(?: (?:office|offices|department|dept|departments))?\b"
)
_POLICE = re.compile(r"\bpolice (?:department|dept)\b")
_MUNICIPAL = ("city of ", "town of ", "village of ")
_PLACE_OF = re.compile(
    r"(borough|township|county) of (.+?)(?= (?:police|sheriff|constable|marshal|department)\b|$)"
)
_DROPPED = frozenset({"the"})
_SAME = {"parish": "county", "constables": "constable"}


class Name(Struct, frozen=True, gc=False):
    """An agency's name as it is compared: its words, and the words run together."""

    words: tuple[str, ...]
    key: str
    spoken: tuple[str, ...] = ()
    """The words with the state's own name, where that was left out."""

    @property
    def plain(self) -> tuple[str, ...]:
        """The words of the name, the state's own name included."""
        return self.spoken or self.words


class NameFolder:
    """Folds agencies' names by a register's declared abbreviations.

    ``states`` gives the name of each state by its code.

    >>> fold = NameFolder({"pd": "police department"}, {"FL": "Florida"}).fold
    >>> fold("Tampa P.D.", "FL").key == fold("City of Tampa Police Department ", "FL").key
    True
    >>> fold("Bay County Sheriff's Office", "FL").words
    ('bay', 'county', 'sheriff')
    >>> fold("Township of Doña Police Department, FL", "FL").words
    ('dona', 'township', 'police')
    """

    def __init__(self, abbreviations: Mapping[str, str], states: Mapping[str, str]) -> None:
        self._abbreviations = dict(abbreviations)
        self._states = {code: name.casefold() for code, name in states.items()}
        self.fold = lru_cache(maxsize=None)(self._fold)

    def _fold(self, name: str, state: str) -> Name:
        before, text = self._part_state(self._plain(name, state), state)
        words = [self._abbreviations.get(word, word) for word in text.split()]
        text = " ".join(_SAME.get(word, word) for word in words if word not in _DROPPED)
        text = _POLICE.sub("police", _OFFICES.sub(_office, text))
        again, text = self._part_state(text, state)
        for prefix in _MUNICIPAL:
            text = text.removeprefix(prefix)
        place = _PLACE_OF.match(text)
        if place:
            text = f"{place[2]} {place[1]}{text[place.end() :]}"
        folded, left_out = tuple(text.split()), (before + again).split()
        return Name(folded, text.replace(" ", ""), (*left_out, *folded) if left_out else ())

    def _plain(self, name: str, state: str) -> str:
        """The name in small letters and figures, without a state after its last comma."""
        text = name.casefold()
        if not text.isascii():
            marks = unicodedata.normalize("NFKD", text)
            text = "".join(mark for mark in marks if not unicodedata.combining(mark))
        text = _QUOTES.sub("", text).replace("&", " and ")
        comma_state = _COMMA_STATE.search(text)
        if comma_state and self._is_state(comma_state[1].replace(".", ""), state):
            text = text[: comma_state.start()]
        if "." in text:
            text = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
        return _OTHER.sub(" ", _ORDINALS.sub(r"\1", text)).strip()

    def _is_state(self, text: str, state: str) -> bool:
        return text.strip() in {state.casefold(), self._states.get(state, "")}

    def _part_state(self, text: str, state: str) -> tuple[str, str]:
        """The state's own name before a department's, and the rest: "Alaska Department of"."""
        for name in (self._states.get(state, ""), state.casefold()):
            if name and text.startswith(name + " "):
                rest = text[len(name) + 1 :]
                first, _, more = rest.partition(" ")
                if first in INSTITUTIONS and more:
                    return self._states.get(state, name) + " ", _without_state(rest)
        return "", _without_state(text)


def _without_state(text: str) -> str:
    return text.removeprefix("state ") if text.startswith("state police") else text


def _office(match: re.Match[str]) -> str:
    return "sheriff" if match[1].startswith("sher") else match[1]
