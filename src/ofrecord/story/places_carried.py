"""The states of a sentence that names none: those spoken of before it, or the story's own."""

from __future__ import annotations

import re

from ofrecord.clean.gazetteer import fold_name, states_with_county
from ofrecord.story.context import Sentence
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

LARGE = 400
"""A bare number as large as this is not carried over to one state: no state has so many."""
IN_STATE_PHRASES = (
    "in this state",
    "in our state",
    "in the state",
    "across the state",
    "throughout the state",
    "around the state",
)
_COUNTY = word_set("county county's parish parish's counties parishes")
_OF_COUNTY = re.compile(r"(.{2,40}?) (?:County|Parish)\b")


def carried_states(sentence: Sentence, token: Token | None = None) -> tuple[str, ...]:
    """The states that a sentence is about though it names none."""
    states, home = _carried(sentence, token), sentence.story.home or sentence.story.lead
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
    if any(phrase in sentence.words.low for phrase in IN_STATE_PHRASES):
        return story.place or story.home or story.states
    pointed = sentence.in_state if large else sentence.local
    if pointed and not sentence.by_publisher:
        return story.place or story.home or story.states
    if sentence.national or large or sentence.general:
        return ()
    found = story.place
    if story.focus_at == story.number - 1:
        if story.focus_all:
            return ()
        told = story.fresh is not None and story.fresh.states
        found = story.focus or (() if told else story.place)
    return () if token is not None and _too_many(sentence, token, found) else found


def _too_many(sentence: Sentence, token: Token, states: tuple[str, ...]) -> bool:
    """Whether no state that is only carried over can have so many: "in January there were 135"."""
    if not token.form or len(states) != 1:
        return False
    bounds = sentence.lexicon.bounds
    early = any(span.kind == "before" for span in sentence.times)
    most = bounds["others"] if early else bounds.get(states[0], bounds["others"])
    return token.amount >= most
