"""Of which states a number is where its place in the sentence says so: wholes, and one of a list."""

from __future__ import annotations

from ofrecord.story.context import Sentence
from ofrecord.story.numbers import FRACTION_WORDS
from ofrecord.story.speech import BORDERS, PRONOUNS
from ofrecord.story.tokens import Token

_OVER = frozenset({"across", "in"})
_PERCENT = frozenset({"percent", "%"})
_JOINTS = frozenset({",", "and", "y"})
_FAR = 6


def over_states(sentence: Sentence, right: int) -> bool:
    """Whether a number is told to be spread over a number of states: "725 across 40 states"."""
    if "states" not in sentence.present:
        return False
    words, number = sentence.words.words, sentence.words.at.get(right + 1)
    if right >= len(words) or words[right] not in _OVER or number is None or not number.form:
        return False
    noun = sentence.words.at.get(number.last + 1)
    return noun is not None and noun.value == "states" and number.amount > 1


def whole_of_share(sentence: Sentence, token: Token) -> bool:
    """Whether a number is the whole of which a share is told: "a quarter of the 1,414 in effect"."""
    if sentence.words.words[token.first - 1] != "the":
        return False
    words = sentence.words.words[max(0, token.first - _FAR) : token.first]
    if words[-2:] != ["of", "the"]:
        return False
    return not FRACTION_WORDS.isdisjoint(words) or not _PERCENT.isdisjoint(words)


def respective(sentence: Sentence, token: Token, sort: str) -> list[Token]:
    """The state or model of one of as many numbers behind a list: "A and B, with 30 and 24"."""
    words = sentence.words.words
    after, before = words[token.last + 1 : token.last + 2], words[token.first - 1 : token.first]
    if _JOINTS.isdisjoint(after) and _JOINTS.isdisjoint(before):
        return []
    numbers = _run([t for t in sentence.tokens if t.form], token, sentence)
    if len(numbers) < 2:
        return []
    others = [t for t in sentence.tokens if t.sort == sort and t.last < numbers[0].first]
    listed = _run(others, others[-1], sentence) if others else []
    return [listed[numbers.index(token)]] if len(listed) == len(numbers) else []


def _run(tokens: list[Token], one: Token, sentence: Sentence) -> list[Token]:
    """The tokens that stand in one list with another."""
    words, place = sentence.words.words, tokens.index(one)
    first = last = place
    while first and _joined(words, tokens[first - 1], tokens[first]):
        first -= 1
    while last + 1 < len(tokens) and _joined(words, tokens[last], tokens[last + 1]):
        last += 1
    return tokens[first : last + 1]


def _joined(words: list[str], one: Token, other: Token) -> bool:
    between = words[one.last + 1 : other.first]
    return 0 < len(between) <= 2 and _JOINTS.issuperset(between)


def only_included(sentence: Sentence, token: Token) -> bool:
    """Whether a state is named only as one among more: "27 states, South Dakota included"."""
    words = sentence.words.words
    if words[token.last + 1 : token.last + 2] == ["included"]:
        return not any(
            t.sort == "state" and t is not token and abs(t.first - token.first) < 5
            for t in sentence.tokens
        )
    before = words[max(0, token.first - 2) : token.first]
    return before[-1:] in (["including"], ["like"]) or before in (["among", "them"], ["such", "as"])


def is_whole_of_noun(sentence: Sentence, token: Token) -> bool:
    """Whether a number is the whole of what was counted before it: "29 counties of 95"."""
    if sentence.words.words[token.first - 1] != "of":
        return False
    noun = sentence.words.at.get(token.first - 2)
    if noun is None or noun.sort != "noun":
        return False
    number = sentence.words.at.get(noun.first - 1)
    return number is not None and bool(number.form)


def opened_with(sentence: Sentence, token: Token, right: int) -> Token | None:
    """The state that is told of behind its number: "with 14 agreements in hand, Ohio trails"."""
    words = sentence.words.words
    if words[0] not in {"with", "con"} or sentence.place(token.hedge_start) > 2 or "," not in words:
        return None
    other = sentence.words.at.get(words.index(",", right) + 1) if "," in words[right:] else None
    return other if other is not None and other.sort == "state" and not other.owner else None


def has_part(sentence: Sentence, token: Token, high: int) -> bool:
    """Whether the next number is a part of this one, with its own state: "11, four of them in Ohio"."""
    after = sentence.words.words[high + 1 : high + 3]
    if not BORDERS.isdisjoint(sentence.words.words[token.last : high]):
        return False
    return after[:1] == ["of"] and not PRONOUNS.isdisjoint(after) and bool(sentence.states())
