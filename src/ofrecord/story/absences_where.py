"""Where there is none: the states of the clause that says so, or a town of which no list tells."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.heads import Head
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

_HAVE = (["has"], ["had"], ["lists"], ["counts"])
_ENDS = frozenset({";", "—", "while", "unlike", "contrast", "whereas", "compared"})
_LACKING = word_set("no without lack lacking lacked zero none")
_HAVING = word_set("have has had that which with still tienen") | _LACKING
_WEIGHED = frozenset({"weighed", "pending", "whether", "applied"})


def states_near(sentence: Sentence, place: int) -> list[Token]:
    """The states of the clause that says none."""
    words = sentence.words.words
    low = max((n for n in range(place) if words[n] in {";", "—", "while", "but"}), default=-1)
    counted = [t.last for t in sentence.tokens if t.form and not t.used and t.last < place]
    commas = [n for n in range(place - 2) if words[n] == "," and counted and n > counted[-1]]
    low = max([low, *commas[-1:]])
    ends = (n for n in range(place, len(words)) if words[n] in _ENDS)
    high = min([*ends, *_next_holders(sentence, place)], default=len(words))
    near = [t for t in sentence.states() if low < t.first < high]
    own = [t for t in near if t.first > place or not counted or t.first > counted[-1]]
    return own or near


def _next_holders(sentence: Sentence, place: int) -> Iterator[int]:
    """Where another state is told to have some: "one has none, and another has eight"."""
    words = sentence.words.words
    for token in sentence.states():
        joined = words[token.first - 1 : token.first] in (["and"], ["but"], [","])
        if token.first > place and joined and words[token.last + 1 : token.last + 2] in _HAVE:
            yield token.first


def in_town(sentence: Sentence, last: int) -> bool:
    """Whether it is in a town that there is none: "no police department in Albany"."""
    words, place = sentence.words, last + 2
    if words.words[last + 1 : place] != ["in"] or place >= len(words.words):
        return False
    start = words.starts[place]
    if place in words.at or any(span.start <= start < span.end for span in sentence.times):
        return False
    return words.plain[start].isupper()


def lacks(sentence: Sentence, token: Token, head: Head, count: Count) -> bool:
    """Tells states that have none: "ten states have no agreements", "all but 10 states".

    Returns whether it is counties that have none: no list says which counties there are.
    """
    if count.measure not in {Measure.STATES, Measure.COUNTIES}:
        return False
    words = sentence.words.words
    tail = words[head.last + 1 : head.last + 5]
    lacking = next((n for n, word in enumerate(tail) if word in _LACKING), -1)
    before = words[max(0, token.first - 2) : token.first]
    lacks = lacking >= 0 and _HAVING.issuperset(tail[: lacking + 1])
    if count.measure is Measure.COUNTIES:
        return lacks
    but = before[1:] in (["but"], ["except"]) and before[:1] in (["all"], ["every"])
    if but or lacks:
        count.measure = Measure.STATES_WITHOUT
        count.with_pending = not _WEIGHED.isdisjoint(sentence.present)
    return False
