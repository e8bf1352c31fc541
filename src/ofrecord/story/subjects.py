"""Whom a fact is about: the agencies that its sentence names, or those named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ofrecord.story.bodies import Body
from ofrecord.story.claims import Basis, Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence
from ofrecord.story.offices import GENERIC
from ofrecord.story.places_carried import carried_states
from ofrecord.story.when import event_day

Found = tuple[int, int, tuple[Reading, ...]]
"""Where a figure begins and ends in its sentence, and its readings."""
Part = tuple[int, tuple[Reading, ...]]
"""Where the words of a number end, and its readings."""
Days = tuple[str, str] | None
OWN: Days = ("own", "own")
"""Stands for the day that the sentence states, or the story's."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Agencies as a story names them, and where in the sentence they stand (nowhere if carried)."""

    phrases: tuple[str, ...]
    start: int = -1
    end: int = -1

    @property
    def here(self) -> bool:
        """Whether the sentence itself names them."""
        return self.start >= 0


def named(bodies: Sequence[Body]) -> Subject:
    """The subject that some bodies make up."""
    if not bodies:
        return Subject(())
    phrases = tuple(dict.fromkeys(body.phrase for body in bodies))
    return Subject(phrases, min(b.start for b in bodies), max(b.end for b in bodies))


def carried(sentence: Sentence) -> Subject:
    """The agencies named before, where a word points back to them."""
    if sentence.story.bodies and not GENERIC.isdisjoint(sentence.present):
        return Subject(sentence.story.bodies)
    return Subject(())


def states_of(sentence: Sentence) -> tuple[str, ...]:
    """The states of a fact: those that the sentence names, else the one the story is about."""
    carried = sentence.codes() or carried_states(sentence)
    if len(carried) > 1 and not sentence.codes() and sentence.bodies:
        carried = sentence.story.home
    return carried or sentence.own_place


def before_of(sentence: Sentence, place: int) -> list[Body]:
    """The bodies that stand before a word."""
    limit = sentence.words.starts[place]
    return [body for body in sentence.bodies if body.start < limit]


def make_reading(
    sentence: Sentence,
    measure: Measure,
    scope: Scope,
    *,
    value: float | str,
    basis: Basis | None = None,
    comparator: Comparator = Comparator.EXACT,
    days: Days = OWN,
    others: tuple[str, ...] = (),
    place: int = -1,
) -> tuple[Reading, ...]:
    """The reading of a fact, of the day that its sentence states or of the story's."""
    stated, stated_basis = event_day(sentence, place)
    reading = Reading(
        register=sentence.story.register,
        measure=measure,
        scope=scope,
        days=stated if days == OWN else days,
        basis=basis or stated_basis,
        comparator=comparator,
        value=value,
        others=others,
    )
    return (reading,)


def clause_end(sentence: Sentence, place: int, most: int = 12) -> int:
    """The end of the clause that goes on from a word, in characters."""
    words = sentence.words.words
    last = place
    for after in range(place + 1, min(place + 1 + most, len(words))):
        if words[after] in {",", ";", ":", "(", ")", "—", "–", "while", "but"}:
            break
        last = after
    return sentence.words.ends[last]
