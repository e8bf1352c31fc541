"""Where there is none: the states of the clause that says so, or a town of which no list tells."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.bodies import Body
from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.heads import Head
from ofrecord.story.speech import WAITING, word_set
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
    holders = (*_next_holders(sentence, place), *_next_numbers(sentence, place))
    high = min([*ends, *holders], default=len(words))
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


def _next_numbers(sentence: Sentence, place: int) -> Iterator[int]:
    """Where another is told to have a number: "none from Ohio, 13 from Iowa", "Iowa 13"."""
    words, at = sentence.words.words, sentence.words.at
    for token in sentence.tokens:
        if not token.form or token.used or token.first <= place:
            continue
        before = at.get(token.first - 1)
        if before is not None and before.sort == "state" and before.first > place + 1:
            yield before.first
        elif words[token.first - 1] == ",":
            yield token.first


def subject_of_verb(sentence: Sentence, place: int) -> list[Body]:
    """The one agency of a sentence whose second verb denies: "Rey County's … and has no deal"."""
    before = sentence.words.words[max(0, place - 2) : place]
    start = sentence.words.starts[place]
    bodies = [body for body in sentence.bodies if body.start < start]
    if before not in (["and", "has"], ["but", "has"], ["and", "have"], ["but", "have"]):
        return []
    if len(bodies) != 1 or any(t.first < place for t in sentence.states()):
        return []
    return bodies


def goes_on_waiting(sentence: Sentence, place: int) -> bool:
    """Whether none of the applications counted just before is meant: "41 wait, none from Ohio"."""
    words = sentence.words.words
    told = not WAITING.isdisjoint(words[max(0, place - 6) : place])
    return (
        told
        and words[place - 1 : place] == [","]
        and words[place + 1 : place + 2]
        in (
            ["from"],
            ["in"],
            ["of"],
        )
    )


def of_states(sentence: Sentence, place: int) -> bool:
    """Whether it is a number of states that have none: they are counted, and none is named."""
    numbered = {t.last + 1 for t in sentence.tokens if t.form}
    states = [t for t in sentence.tokens if t.value == "states" and t.last < place]
    return bool(states) and states[-1].first in numbered


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
