"""Numbers that only go with another: told in passing, they are not what a story goes on about."""

from __future__ import annotations

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.tokens import Token

_HOLDING = frozenset({"with", "by", "among", "con", "por"})
_SIDE = frozenset({"after", "as", "because", "since", "when", "where", "though"})


def is_aside(sentence: Sentence, token: Token, count: Count) -> bool:
    """Whether a number only goes with another: "1,000 agreements with 800 agencies", "9 pending"."""
    if sentence.subject is None or sentence.subject is count:
        return False
    before = sentence.words.words[max(0, sentence.place(token.hedge_start) - 1) : token.first]
    held = count.measure is Measure.AGENCIES and not _HOLDING.isdisjoint(before[:1])
    waits = count.pending and not sentence.subject.pending
    return held or waits or _in_side_clause(sentence, token)


def _in_side_clause(sentence: Sentence, token: Token) -> bool:
    """Whether a number stands in a clause that only goes with another: "…, after 67 had signed"."""
    words = sentence.words.words
    comma = next((n for n in range(token.first - 1, 0, -1) if words[n] == ","), -1)
    return comma >= 0 and words[comma + 1] in _SIDE
