"""Under which model a number counts: one in its own phrase, after it, or before it."""

from __future__ import annotations

from ofrecord.story.context import Sentence
from ofrecord.story.heads import Head
from ofrecord.story.speech import BORDERS
from ofrecord.story.tokens import Token
from ofrecord.story.totals import respective

_OPEN = frozenset({"which", "(", "—", "–"})
_HOLDING = frozenset({"holding", "hold", "with", "have", "having", "sharing", "share"})
_VAGUE = frozenset({"one", "none", "some", "many", "most", "half", "any", "few"})
_IS = frozenset({"is", "are", "was", "were"})
_ARE = (["are"], ["were"], ["use"], ["follow"], ["fall"], ["belong"], ["corresponden"], ["son"])
_PARTS = frozenset({"and", ",", ";"})
_JOINS = frozenset({"and", "while"})
_DESCRIBING = frozenset({"limited", "narrower", "broader", "stricter", "aggressive"})
_NEXT = 2
_NEW_CLAUSE = frozenset({";", "while", "whereas", "but"})


def find_models(
    sentence: Sentence, token: Token, head: Head, right: int, high: int
) -> tuple[str, ...]:
    """The model of a number, alone in a tuple; an empty one where none is meant.

    ``right`` and ``high`` bound the words after its own phrase that are nearer to it than to the
    next number.
    """
    if _is_whole(sentence.words.words, token.first):
        return ()
    ahead = sentence.words.words[max(0, token.first - 3) : token.first]
    if sentence.share is not None and "of" in ahead:
        return ()
    if count_states(head):
        high = _past_number(sentence, high)
    own = [t for t in sentence.tokens if t.sort == "model" and token.last < t.first <= head.last]
    found = own[-1].value if own else _after(sentence, right, high)
    if found:
        return (found,)
    if own := respective(sentence, token, "model"):
        return (own[0].value,)
    before = _before(sentence, token)
    if before or head.kind != "them":
        return before
    base = sentence.last or sentence.story.fresh
    return base.models if base is not None else ()


def _is_whole(words: list[str], first: int) -> bool:
    """Whether a number is the whole of which a vague part is told: "not one of the nine is …"."""
    before = words[max(0, first - 3) : first]
    return before[1:] == ["of", "the"] and before[0] in _VAGUE


def count_states(head: Head) -> bool:
    """Whether states are what is counted."""
    return head.token is not None and head.token.value == "states"


def _past_number(sentence: Sentence, high: int) -> int:
    """The end of the words of the agreements that states hold: "35 states holding 381 WSO ones"."""
    words = sentence.words.words
    if high >= len(words) or words[high - 1] not in _HOLDING:
        return high
    marks = (n for n in range(high, len(words)) if words[n] in BORDERS or words[n] == ",")
    return next(marks, len(words))


def _after(sentence: Sentence, right: int, high: int) -> str:
    words = sentence.words.words
    for place in range(right, high):
        other = sentence.words.at.get(place)
        if other is not None and other.sort == "model":
            return "" if _of_next(sentence, other, high) else other.value
        if words[place] == "," and words[place - 1] in _DESCRIBING:
            continue
        if place == right and words[place] == "," and words[place + 1 : place + 2] in _ARE:
            continue
        if words[place] == ",":
            return _behind_insertion(sentence, place, high)
        if words[place] in BORDERS and words[place] not in _OPEN:
            return ""
    return ""


def _of_next(sentence: Sentence, model: Token, high: int) -> bool:
    """Whether a model is that of the next number: "23 are under one and the jail model is at 12"."""
    words = sentence.words.words
    first = model.first - (words[model.first - 1] == "the")
    return words[first - 1] in _JOINS and high < len(words) and high - model.last <= _NEXT


def _behind_insertion(sentence: Sentence, comma: int, high: int) -> str:
    """The model that is said behind an insertion: "one of these, the oldest, is a jail model"."""
    words = sentence.words.words
    closing = (n for n in range(comma + 1, high - 1) if words[n] == "," and words[n + 1] in _IS)
    close = next(closing, -1)
    if close < 0:
        return ""
    near = (sentence.words.at.get(place) for place in range(close + 2, min(close + 5, high)))
    return next((t.value for t in near if t is not None and t.sort == "model"), "")


def _before(sentence: Sentence, token: Token) -> tuple[str, ...]:
    """The model that a sentence names before its numbers: "under the jail model, 20 agencies …"."""
    earlier = [t for t in sentence.tokens if t.sort == "model" and t.last < token.first]
    if not earlier:
        return ()
    words, nearest, last = sentence.words.words, earlier[-1], sentence.last
    counted = [
        t
        for t in sentence.tokens
        if t.form and not t.used and t.sort == "number" and t.last < token.first
    ]
    if last is None or last.measure is None or not counted:
        parted = not _NEW_CLAUSE.isdisjoint(words[nearest.last : token.first])
        return () if parted else (nearest.value,)
    joined = words[counted[-1].last + 1 : nearest.first]
    if counted[-1].first < nearest.first and not _JOINS.isdisjoint(joined):
        return (nearest.value,)
    if counted[-1].first < nearest.first and last.models:
        between = words[counted[-1].last : token.first]
        return () if not _PARTS.isdisjoint(between) else last.models
    return last.models if nearest.first < counted[0].first else ()
