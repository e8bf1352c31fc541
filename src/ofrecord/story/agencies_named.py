"""Agencies as a story names them, to the agencies of a record under every spelling.

A name is tried from sure to less sure: the whole name; a part of it ("Camden", "the Department of
Agriculture"); the same without the state's own name; a county ("Oneida County": any agency of that
county); the words in another order; an abbreviation ("SLED"); a spelling a letter or two off.
The first step that finds something is taken, so that a sure match is never widened.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ofrecord.clean.counties import clean_county
from ofrecord.clean.likeness import find_nearest
from ofrecord.clean.states import STATE_NAMES
from ofrecord.measures.kept import Kept
from ofrecord.measures.wording import fold_words
from ofrecord.record.view import RecordView

_GENERIC = frozenset(
    {
        "department",
        "office",
        "county",
        "sheriff",
        "police",
        "city",
        "town",
        "village",
        "township",
        "borough",
        "state",
        "division",
        "bureau",
        "agency",
        "service",
        "law",
        "enforcement",
        "public",
        "safety",
        "board",
        "trustee",
        "district",
        "parish",
        "municipal",
        "metropolitan",
        "regional",
        "special",
        "authority",
        "consolidated",
        "government",
    }
)
"""Words that a name may hold beyond those a story gives without being another body's."""
_INITIALS = re.compile(r"[A-Z]{2,6}")
_SKIPPED = frozenset({"the", "of", "and", "for", "a"})
_OFFICE_OF_STATE = 3
"""In a longer name "State" stands for the state's own: "the State Law Enforcement Division"."""
_LEAST_LIKE = 8
"""Shorter names are not guessed at: too many are a letter or two apart."""

Words = tuple[str, ...]

_STATE_WORDS: dict[str, Words] = {code: fold_words(name, {}) for code, name in STATE_NAMES.items()}
_OF_ANY_OFFICE = _GENERIC.union(*_STATE_WORDS.values())


@dataclass(frozen=True, slots=True)
class Named:
    """The agencies that a phrase can mean: the likeliest, and those it may cover as well.

    ``covers`` holds the other agencies of a county that is named by itself.
    """

    phrase: str
    agencies: frozenset[int]
    covers: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        """Every agency that the phrase can mean or cover."""
        return self.agencies | self.covers


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way in which a list printed an agency's name."""

    agency: int
    words: Words
    text: str
    spaced: str
    """The words in a row, each between spaces."""


_PLACES = frozenset(
    {"county", "parish", "city", "township", "borough", "village", "town", "police"}
)
"""A state's name before one of these is that of a county or town: "Washington County"."""


class AgencyIndex:
    """The agencies of a record by their names, for phrases to be looked up in."""

    def __init__(self, view: RecordView) -> None:
        self._view = view
        self._abbreviations = view.declaration.abbreviations
        self._found: Kept[tuple[str, tuple[str, ...]], Named] = Kept()

    @cached_property
    def _spellings(self) -> dict[str, list[_Spelling]]:
        """Every spelling by the state it is listed under, or known to belong to."""
        seen: set[tuple[str, int, str]] = set()
        found: dict[str, list[_Spelling]] = defaultdict(list)
        for listed in self._view.lists.values():
            for window in listed.windows:
                clean = listed.cleaned[window.fact]
                right = {column: value for column, value, _ in clean.corrected}
                for state in {clean.state, right.get("state", clean.state)}:
                    key = state, window.agency, clean.agency
                    if key not in seen:
                        seen.add(key)
                        words = fold_words(clean.agency, self._abbreviations)
                        spaced = f" {' '.join(words)} "
                        found[state].append(_Spelling(window.agency, words, clean.agency, spaced))
        return found

    @cached_property
    def _counties(self) -> dict[str, set[int]]:
        """The agencies of each county, by its FIPS code."""
        found: dict[str, set[int]] = defaultdict(set)
        for listed in self._view.lists.values():
            for window in listed.windows:
                fips = listed.cleaned[window.fact].county_fips
                if fips:
                    found[fips].add(window.agency)
        return found

    def name_of(self, agency: int) -> str:
        """An agency's name as it was printed last."""
        return self._names[agency]

    @cached_property
    def _names(self) -> dict[int, str]:
        latest: dict[int, tuple[str, str]] = {}
        for listed in self._view.lists.values():
            for window in listed.windows:
                day = listed.days[window.last]
                if day >= latest.get(window.agency, ("", ""))[0]:
                    latest[window.agency] = day, listed.cleaned[window.fact].agency
        return {agency: name for agency, (_, name) in latest.items()}

    def match(self, phrase: str, states: Sequence[str] = ()) -> Named:
        """The agencies that a phrase can mean, in some states or in any."""
        key = phrase, tuple(states)
        return self._found.of(key, lambda: self._match(*key))

    def _match(self, phrase: str, states: tuple[str, ...]) -> Named:
        words = fold_words(phrase, self._abbreviations)
        if not words:
            return Named(phrase, frozenset())
        if not states and (own := _state_named(words)):
            states = (own,)
        spellings = [s for state in states or self._spellings for s in self._spellings[state]]
        covers = self._of_county(words, states)
        shorter = self._without_state(words, states)
        bare = words[1:] if words[0] == "state" and len(words) > _OFFICE_OF_STATE else words
        for tried in dict.fromkeys((words, shorter, bare)):
            found = _whole(tried, spellings) or _part(tried, spellings)
            if found:
                return Named(phrase, found, covers)
        if covers:
            return Named(phrase, covers)
        found = _rearranged(words, spellings) or _rearranged(shorter, spellings)
        found = found or _initials(phrase, spellings, states)
        return Named(phrase, found or _alike(words, spellings, states))

    def _of_county(self, words: Words, states: tuple[str, ...]) -> frozenset[int]:
        """The agencies of a county that a phrase names by itself."""
        if words[-1] == "county" and len(words) > 1:
            name = " ".join(words)
        elif not _GENERIC.intersection(words):
            name = " ".join((*words, "county"))
        else:
            return frozenset()
        fips = {clean_county(name, state).fips for state in states}
        return frozenset(agency for code in fips - {""} for agency in self._counties[code])

    @staticmethod
    def _without_state(words: Words, states: Iterable[str]) -> Words:
        """The words without a state's name before them, where something is left to go by."""
        for state in states or STATE_NAMES:
            name = _STATE_WORDS.get(state, ())
            if name and words[: len(name)] == name and len(words) > len(name):
                rest = words[len(name) :]
                if rest[0] not in {"county", "sheriff", "city"} and rest != ("police",):
                    return rest
        return words


def _state_named(words: Words) -> str:
    """The state whose name a phrase begins with and goes on after."""
    for code, state in _STATE_WORDS.items():
        named = words[: len(state)] == state and len(words) > len(state) + 1
        if named and words[len(state)] not in _PLACES:
            return code
    return ""


def _whole(words: Words, spellings: Iterable[_Spelling]) -> frozenset[int]:
    return frozenset(s.agency for s in spellings if s.words == words)


def _part(words: Words, spellings: Iterable[_Spelling]) -> frozenset[int]:
    """The agencies whose names hold the words in a row; those that begin with them, if any."""
    text = f" {' '.join(words)} "
    holding = [s for s in spellings if text in s.spaced]
    begin = frozenset(s.agency for s in holding if s.words[: len(words)] == words)
    return begin or frozenset(s.agency for s in holding)


def _rearranged(words: Words, spellings: Iterable[_Spelling]) -> frozenset[int]:
    """The agencies whose names hold all the words, and beyond them only words of any office."""
    wanted = set(words)
    if len(wanted) < 2:
        return frozenset()
    return frozenset(
        s.agency
        for s in spellings
        if wanted <= set(s.words) and set(s.words) - wanted <= _OF_ANY_OFFICE
    )


def _initials(
    phrase: str, spellings: Iterable[_Spelling], states: tuple[str, ...]
) -> frozenset[int]:
    """The agencies whose names an abbreviation abbreviates, with or without the state's initial."""
    wanted = phrase.strip()
    if not _INITIALS.fullmatch(wanted):
        return frozenset()
    initials = [
        (
            spelling.agency,
            "".join(
                part[0]
                for part in re.findall(r"[A-Za-z]+", spelling.text)
                if part.casefold() not in _SKIPPED
            ).upper(),
        )
        for spelling in spellings
    ]
    found = {agency for agency, letters in initials if letters.endswith(wanted)}
    of_state = {"S"} | {STATE_NAMES[state][0] for state in states if state in STATE_NAMES}
    if not found and len(wanted) > 2 and wanted[0] in of_state:
        found = {agency for agency, letters in initials if letters.endswith(wanted[1:])}
    if not found and len(wanted) > 2:
        found = {agency for agency, letters in initials if wanted in letters}
    return frozenset(found)


def _alike(words: Words, spellings: Iterable[_Spelling], states: tuple[str, ...]) -> frozenset[int]:
    """The one agency whose name a misspelt one can only be."""
    text = "".join(words)
    if not states or len(text) < _LEAST_LIKE:
        return frozenset()
    keys: dict[str, set[int]] = defaultdict(set)
    for spelling in spellings:
        keys["".join(spelling.words)].add(spelling.agency)
    nearest = find_nearest(text, tuple(keys))
    if nearest and nearest.name[0] == text[0] and nearest.clear(at_most=2):
        return frozenset(keys[nearest.name])
    return frozenset()
