"""The words that a series register's description says stories use: its ``story.toml``, loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ofrecord.errors import DeclarationError
from ofrecord.series import SeriesDeclaration
from ofrecord.story.lexicon import Entry, Marked, Term, make_entry, split_words
from ofrecord.story.numbers import TRIGGERS

Cue = tuple[frozenset[str], ...]
"""Groups of words; a text that is about the register holds one of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a number of something, of which something is said, is a number of.

    It is taken where what is counted is one of ``nouns`` and what is said of it one of ``acts``
    (each empty: any, or nothing), and the sentence, or one shortly before it, holds one of
    ``beside``. ``measure`` is empty for what the register does not count, with the ``reason``.
    """

    nouns: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    measure: str = ""
    reason: str = ""
    bare: bool = False
    """Whether the number need not be followed by a noun: "30,000 have crossed"."""
    alone: bool = False
    """Whether nothing need be said of what is counted."""
    timed: bool = False
    """Whether the measure is meant only where the text tells a time of several days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Places of which the register does not tell, and why a number of them is not settled."""

    names: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A form of words around a number (``#``) of something that the register does not count."""

    form: re.Pattern[str]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Events that stories rank ("the largest aerial attack"), and the measures that may be meant."""

    nouns: frozenset[str]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """One measure for each of another: people in each boat."""

    of: str
    per: str
    form: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesWords:
    """How stories tell of a series. It is also what a sentence's words are looked up in."""

    entries: Mapping[str, Entry]
    marked: Marked
    cues: tuple[Cue, ...]
    topics: frozenset[str]
    untold: str
    """What a number is of that names no time: ``year``, ``start`` or ``event``."""
    nights: bool
    """Whether a value is of a night, which is dated by its morning."""
    shortest: int
    """Fewest days of a time within which a total can be told."""
    place_needed: bool
    place_reason: str
    parts_reason: str
    wider_reason: str
    day_reason: str
    sum_noun: str
    default_act: str
    """What is said of a number after "with", and of a whole of which a part is told."""
    main_noun: str
    """What a total or a toll counts that names nothing, and "605 cross"."""
    main_act: str
    """What is said of it."""
    rules: tuple[Rule, ...]
    elsewhere: tuple[Elsewhere, ...]
    patterns: tuple[Pattern, ...]
    rankings: tuple[Ranking, ...]
    ratios: tuple[Ratio, ...]
    unranked: Mapping[str, str]
    """Superlatives that rank what the register does not count, with the reason."""
    epochs: Mapping[str, date]
    epochs_form: re.Pattern[str] | None
    caveat: str

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

    def seems_about(self, present: frozenset[str]) -> bool:
        """Whether a text of these words can be about the register."""
        return any(not any(group.isdisjoint(present) for group in cue) for cue in self.cues)


@lru_cache(maxsize=16)
def _load(path: Path, epochs: tuple[tuple[str, date], ...]) -> SeriesWords:
    try:
        told: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return _make(told, dict(epochs))
    except (KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise DeclarationError(f"{path.name} of {path.parent.name}: {error!r}") from None


def load_series_words(declaration: SeriesDeclaration) -> SeriesWords | None:
    """The words of a series' ``story.toml``; ``None`` where it has none: no story is read for it.

    Raises ``DeclarationError`` for a file that leaves out what is needed or names a measure that
    the register does not have.
    """
    path = declaration.folder / "story.toml"
    if not path.is_file():
        return None
    words = _load(path, tuple(declaration.epochs.items()))
    known = {measure.name for measure in declaration.measures}
    named = {rule.measure for rule in words.rules if rule.measure}
    named |= {name for ranking in words.rankings for name in ranking.measures}
    named |= {name for ratio in words.ratios for name in (ratio.of, ratio.per)}
    if unknown := sorted(named - known):
        raise DeclarationError(
            f"{path.name} of {path.parent.name}: no measure of the register is called "
            f"{', '.join(unknown)}"
        )
    return words


def _make(told: Mapping[str, Any], epochs: dict[str, date]) -> SeriesWords:
    found: dict[str, dict[tuple[str, ...], Term]] = {}
    for word in TRIGGERS:
        _add(found, word, Term("number", word, 1))
    places = told.get("places", {})
    away = places.get("elsewhere", [])
    for sort, table in (("noun", told["nouns"]), ("act", told.get("acts", {}))):
        for value, phrases in table.items():
            for phrase in phrases:
                _add(found, phrase, Term(sort, value, 0))
    for value, phrases in told.get("events", {}).items():
        for phrase in phrases:
            _add(found, phrase, Term("event", value, 0))
    for sort, phrases in (
        ("here", places.get("here", [])),
        ("part", places.get("parts", [])),
        ("wider", places.get("wider", [])),
    ):
        _add_places(found, sort, sort, phrases)
    for number, entry in enumerate(away):
        _add_places(found, "away", str(number), entry["names"])
    entries = {first: make_entry(phrases) for first, phrases in found.items()}
    epochs |= {name.casefold(): day for name, day in told.get("epochs", {}).items()}
    return SeriesWords(
        entries=entries,
        marked=Marked(entries),
        cues=tuple(tuple(map(_group, cue)) for cue in told["cues"]),
        topics=frozenset(_possessive(told["topics"])),
        untold=told.get("untold", "year"),
        nights=told.get("nights", False),
        shortest=told.get("shortest_days", 1),
        place_needed=places.get("needed", False),
        place_reason=places.get("reason", ""),
        parts_reason=places.get("parts_reason", ""),
        wider_reason=places.get("wider_reason", ""),
        day_reason=told.get("day_reason", ""),
        sum_noun=told.get("sum_noun", ""),
        default_act=told.get("default_act", ""),
        main_noun=told.get("main_noun", ""),
        main_act=told.get("main_act", ""),
        rules=tuple(_rule(entry) for entry in told["rules"]),
        elsewhere=tuple(
            Elsewhere(names=frozenset(entry["names"]), reason=entry["reason"]) for entry in away
        ),
        patterns=tuple(
            Pattern(form=re.compile(form), reason=entry["reason"])
            for entry in told.get("patterns", [])
            for form in entry["forms"]
        ),
        rankings=tuple(
            Ranking(nouns=frozenset(entry["events"]), measures=tuple(entry["measures"]))
            for entry in told.get("rankings", [])
        ),
        ratios=tuple(
            Ratio(of=entry["of"], per=entry["per"], form=re.compile(entry["form"]))
            for entry in told.get("ratios", [])
        ),
        unranked={
            word: entry["reason"] for entry in told.get("unranked", []) for word in entry["words"]
        },
        epochs=epochs,
        epochs_form=_epochs_form(epochs),
        caveat=told.get("caveat", ""),
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        nouns=frozenset(entry.get("nouns", ())),
        acts=frozenset(entry.get("acts", ())),
        beside=frozenset(entry.get("beside", ())),
        measure=entry.get("measure", ""),
        reason=entry.get("reason", ""),
        bare=entry.get("bare", False),
        alone=entry.get("alone", False),
        timed=entry.get("timed", False),
    )


def _group(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_possessive(words))


def _possessive(words: Iterable[str]) -> list[str]:
    return [form for word in words for form in (word, f"{word}'s")]


def _add_places(
    found: dict[str, dict[tuple[str, ...], Term]], sort: str, value: str, names: Sequence[str]
) -> None:
    for name in names:
        for form in (name, f"{name}'s"):
            _add(found, form, Term(sort, value, 0))


def _add(found: dict[str, dict[tuple[str, ...], Term]], phrase: str, term: Term) -> None:
    words = split_words(phrase)
    sized = Term(term.sort, term.value, len(words))
    found.setdefault(words[0], {})[tuple(words[1:])] = sized


def _epochs_form(epochs: Mapping[str, date]) -> re.Pattern[str] | None:
    """The form of all names of epochs, the longest first; an article may stand before."""
    if not epochs:
        return None
    names = sorted((_bare(name) for name in epochs), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def epoch_day(words: SeriesWords, name: str) -> date:
    """The day that an epoch's name, as it was found, stands for."""
    return words.epochs.get(name) or words.epochs[f"the {name}"]
