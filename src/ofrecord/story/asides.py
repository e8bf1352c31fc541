"""Numbers that only go with another: told in passing, they are not what a story goes on about."""

from __future__ import annotations

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.tokens import Token

_HOLDING = frozenset({"with", "by", "among", "con", "por"})
_AGAINST = frozenset(
    {"behind", "than", "trailing", "trails", "unlike", "versus", "against", "only"}
)
_FAR = 5
_TAKEN = frozenset({"taken", "took", "takes", "removed", "pulled", "dropped"})
_AWAY = frozenset({"off", "from", "out"})
_SIDE = frozenset({"after", "as", "because", "since", "when", "where", "though"})


def is_aside(sentence: Sentence, token: Token, count: Count) -> bool:
    """Whether a number only goes with another: "1,000 agreements with 800 agencies", "9 pending"."""
    if sentence.subject is None or sentence.subject is count:
        return False
    before = sentence.words.words[max(0, sentence.place(token.hedge_start) - 1) : token.first]
    held = count.measure is Measure.AGENCIES and not _HOLDING.isdisjoint(before[:1])
    waits = count.pending and not sentence.subject.pending
    if count.states != sentence.subject.states and _is_held_against(sentence, token):
        return True
    return held or waits or _in_side_clause(sentence, token)


def _is_held_against(sentence: Sentence, token: Token) -> bool:
    """Whether a number is only one that another state's is held against: "second only to Ohio's 9"."""
    words = sentence.words.words[max(0, token.first - _FAR) : token.first]
    return not _AGAINST.isdisjoint(words)


def _in_side_clause(sentence: Sentence, token: Token) -> bool:
    """Whether a number stands in a clause that only goes with another: "…, after 67 had signed"."""
    words = sentence.words.words
    comma = next((n for n in range(token.first - 1, 0, -1) if words[n] == ","), -1)
    return comma >= 0 and words[comma + 1] in _SIDE


def is_taken_off(sentence: Sentence, token: Token) -> bool:
    """Whether those counted have left: "the order has taken three of them off the list"."""
    if _TAKEN.isdisjoint(sentence.present):
        return False
    words = sentence.words.words
    before = words[max(0, token.first - 3) : token.first]
    after = words[token.last + 1 : token.last + 8]
    return not _TAKEN.isdisjoint(before) and not _AWAY.isdisjoint(after)


def is_topped(sentence: Sentence, token: Token) -> bool:
    """Whether a headline says that a number is passed: "partnerships top 1,000"."""
    if "top" not in sentence.present:
        return False
    words, place = sentence.words.words, sentence.place(token.hedge_start) - 1
    if place < 1 or words[place] != "top":
        return False
    before = sentence.words.at.get(place - 1)
    return before is not None and before.sort in {"noun", "kind"}
