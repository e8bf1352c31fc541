"""From what a number without a noun goes on: the count before it, or one told of states long before."""

from __future__ import annotations

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.heads import Head
from ofrecord.story.nouns_before import MEASURES
from ofrecord.story.numbers import FRACTION_WORDS
from ofrecord.story.scopes import states_before
from ofrecord.story.tokens import Token

_AGAINST = (
    ["up", "from"],
    ["down", "from"],
    ["compared", "with"],
    ["compared", "to"],
    ["frente", "a"],
    ["comparado", "con"],
    ["comparados", "con"],
)
"""What stands before a number that another is held against."""
_COUNTING = frozenset({"noun", "kind", "elsewhere"})
_PERCENT = frozenset({"percent", "%"})
_CLOSE = 8


def find_base(sentence: Sentence, token: Token, head: Head, *, model: str) -> Count | None:
    """The count that a number without a noun goes on from; ``None`` where there is none.

    ``model`` is one that is said of the number. Counties are counted of one place by the way: what
    is told of states is not them.
    """
    story = sentence.story
    base = sentence.last or story.fresh
    of_them = head.kind == "them"
    if base is not None and base is story.fresh and base.measure is Measure.COUNTIES:
        base = base if of_them or model else story.members or base
    open_ = base is None or base.measure is Measure.COUNTIES
    return _of_a_state(sentence, token, base) if open_ and (of_them or not head.word) else base


def _of_a_state(sentence: Sentence, token: Token, base: Count | None) -> Count | None:
    """What a number goes on counting that is said of a state: "Ohio has nine", "in Iowa, two".

    It is what the story compares states by, even if that was told long before, or in another unit
    than the counties of one state.
    """
    states = states_before(sentence, token.first, 0)
    if not states or (base is not None and set(states) <= set(base.states)):
        return base
    nearest = max(t.last for t in sentence.states() if t.last < token.first)
    between = range(nearest + 1, token.first)
    if len(between) > _CLOSE or any(sentence.role(n) in {"other", "unreal"} for n in between):
        return base
    if any(t.first in between and t.sort in _COUNTING for t in sentence.tokens):
        return base
    return sentence.story.remembered or base or _of_the_story(sentence)


def _of_the_story(sentence: Sentence) -> Count | None:
    """What a story speaks of that has counted nothing yet."""
    story = sentence.story
    counts = story.noun and story.other_at < story.noun_at
    return Count(MEASURES[story.noun]) if counts else None


def answers_other(sentence: Sentence, token: Token) -> bool:
    """Whether a number is a whole sentence, and it was not asked how many there are."""
    if token.first or token.last + 1 < len(sentence.words.words):
        return False
    return sentence.story.asked_at < sentence.story.number - 1


def is_against(before: list[str]) -> bool:
    """Whether the words before a number hold it against another: "up from", "against".

    >>> is_against(["up", "from"]), is_against(["they", "versus"]), is_against(["in", "all"])
    (True, True, False)
    """
    return before in _AGAINST or before[-1:] in (["against"], ["versus"])


def was_share(sentence: Sentence, place: int) -> bool:
    """Whether a number tells a share anew: "more than half, or 620, are …"."""
    before = sentence.words.words[max(0, place - 3) : place]
    return not FRACTION_WORDS.isdisjoint(before) or not _PERCENT.isdisjoint(before)
