"""The states of a sentence that names none: those spoken of before it, or the story's own."""

from __future__ import annotations

import re

from ofrecord.clean.gazetteer import fold_name, states_with_county
from ofrecord.story.context import Sentence
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

LARGE = 400
"""A bare number as large as this is not carried over to one state: no state has so many."""
_COUNTY = word_set("county county's parish parish's counties parishes")
_OF_COUNTY = re.compile(r"(.{2,40}?) (?:County|Parish)\b")


def carried_states(sentence: Sentence, token: Token | None = None) -> tuple[str, ...]:
    """The states that a sentence is about though it names none."""
    states, home = _carried(sentence, token), sentence.story.home
    if home and states != home and len(states) == 1 and lies_elsewhere(sentence, states[0], home):
        return home
    return states


def lies_elsewhere(sentence: Sentence, state: str, home: tuple[str, ...]) -> bool:
    """Whether the counties that a sentence names lie in the story's state and not in another."""
    if _COUNTY.isdisjoint(sentence.present):
        return False
    names = [match[1] for body in sentence.bodies if (match := _OF_COUNTY.match(body.phrase))]
    found = [states_with_county(fold_name(name)) for name in names]
    return any(state not in states and home[0] in states for states in found)


def _carried(sentence: Sentence, token: Token | None) -> tuple[str, ...]:
    story = sentence.story
    large = token is not None and token.form and token.amount >= LARGE
    pointed = sentence.in_state if large else sentence.local
    if pointed and not sentence.by_publisher:
        return story.place or story.home or story.states
    if sentence.national or large or sentence.general:
        return ()
    if story.focus_at == story.number - 1:
        if story.focus_all:
            return ()
        told = story.fresh is not None and story.fresh.states
        return story.focus or (() if told else story.place)
    return story.place
