"""Counties that a story of one state calls by their names alone: "Hennepin and Ramsey do not"."""

from __future__ import annotations

from collections.abc import Sequence

from ofrecord.clean.gazetteer import fold_name, states_with_county
from ofrecord.story.bodies import Body
from ofrecord.story.names import list_after
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Words

_VERBS = word_set(
    "do does did don't doesn't didn't has have had hasn't haven't isn't aren't is are was were "
    "signed joined participate participates left remain remains takes take"
)


def find_bare_counties(words: Words, home: Sequence[str]) -> list[Body]:
    """The counties of the story's own state that open a sentence, with a verb after them."""
    if len(home) != 1 or not words.plain[words.starts[0]].isupper():
        return []
    names = list_after(words, 0)
    following = names[-1].last + 1 if names else 0
    if not names or words.words[following : following + 1] == []:
        return []
    if words.words[following] not in _VERBS or any(
        token.first <= names[-1].last for token in words.tokens
    ):
        return []
    if any(home[0] not in states_with_county(fold_name(name.text)) for name in names):
        return []
    return [
        Body(f"{name.text} County", words.starts[name.first], words.ends[name.last], "county")
        for name in names
    ]
