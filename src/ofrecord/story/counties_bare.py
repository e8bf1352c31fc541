"""Counties that a story of one state calls by their names alone: "Hennepin and Ramsey do not"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ofrecord.clean.gazetteer import fold_name, states_with_county
from ofrecord.story.bodies import Body
from ofrecord.story.names import list_after
from ofrecord.story.speech import DENIALS, word_set
from ofrecord.story.tokens import Words

_VERBS = word_set(
    "do does did don't doesn't didn't has have had hasn't haven't isn't aren't is are was were "
    "signed joined participate participates left remain remains takes take"
)
_FAR = 14
"""What is denied is looked for among so many words."""


def find_bare_counties(words: Words, home: Callable[[], Sequence[str]]) -> list[Body]:
    """The counties of the story's own state that open a sentence which denies something of them.

    ``home`` tells that state; it is asked last, since that takes longest.
    """
    if 0 in words.at or DENIALS.isdisjoint(words.words[1:_FAR]):
        return []
    if not words.plain[words.starts[0]].isupper():
        return []
    names = list_after(words, 0)
    if not names or names[-1].last + 1 >= len(words.words):
        return []
    if words.words[names[-1].last + 1] not in _VERBS:
        return []
    lie_in = [states_with_county(fold_name(name.text)) for name in names]
    if not all(lie_in) or any(token.first <= names[-1].last for token in words.tokens):
        return []
    states = home()
    if len(states) != 1 or any(states[0] not in found for found in lie_in):
        return []
    return [
        Body(f"{name.text} County", words.starts[name.first], words.ends[name.last], "county")
        for name in names
    ]
