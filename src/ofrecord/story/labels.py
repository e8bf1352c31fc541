"""Numbers that only name something: an age, a section, a clock time, a bare year, "Five Eyes"."""

from __future__ import annotations

import re

from ofrecord.story.claims import Comparator
from ofrecord.story.context import Sentence
from ofrecord.story.speech import ROLES, word_set
from ofrecord.story.tokens import Token

_NOT_QUANTITY = word_set(
    "page chapter section title article route highway interstate season episode form channel "
    "flight district precinct room act amendment proposition sb hb s.b. h.b. local age aged "
    "version unit exit psalm sections public part grade column volume no number"
)
_ONE_BEFORE = word_set("not no every any each this that another some which else a the")
_ONE_AFTER = word_set("in is was under for at as on today a")
_COUNTED = frozenset({"noun", "kind", "model", "filler", "state"})
_JUST = frozenset({"only", "just", "exactly", "but"})
_GROUPS = frozenset({"both", "couple", "pair", "duo", "score", "trio"})
_THEM = (["them"], ["these"], ["those"], ["which"])
_ENDS = word_set(", ; : ( ) and in is was who that")
_OPENS = word_set(": ( — – “ ‘")
_HAVE = frozenset({"has", "have", "had"})
_LISTED = ([","], [";"], ["and"])
_FEW = 4
_VERBS = frozenset({"sign", "hold", "have", "count"})
_FEW_WORDS = word_set("two three four more both all")
_CLOCK = ("a.m", "p.m")


def is_label(sentence: Sentence, token: Token) -> bool:
    """Whether a number counts nothing: it names, dates or describes."""
    if token.form == "times":
        return False
    if _is_glued(sentence, token) or token.form in {"ordinal", "fraction"}:
        return _is_glued(sentence, token)
    if _is_year(sentence, token) or _is_name(sentence, token):
        return True
    words = sentence.words.words
    if token.amount <= _FEW and _is_each(words, token):
        return True
    previous = words[token.first - 1] if token.first else ""
    if token.hedge is Comparator.AT_LEAST and token.amount == 1:
        return True
    if words[token.first] == "one" and token.first == token.last:
        return _is_pronoun(sentence, token, previous)
    if words[token.first] in _GROUPS:
        return _is_group(sentence, token)
    if previous in _NOT_QUANTITY and token.hedge is Comparator.EXACT:
        return previous != "number" or not _verb_number(sentence, token)
    return False


def _is_each(words: list[str], token: Token) -> bool:
    """Whether numbers tell how many each has: "signed one, two or three agreements"."""
    around = words[max(0, token.first - 5) : token.last + 5]
    if words[token.last + 1 : token.last + 2] == ["or"] and words[token.last + 2 :][:1]:
        return words[token.last + 2] in _FEW_WORDS
    if words[token.first - 1 : token.first] == ["or"] and words[token.first - 2] in _FEW_WORDS:
        return True
    return (
        "or" in around
        and "one" in around[: around.index("or")]
        and not (_FEW_WORDS.isdisjoint(around[around.index("or") : around.index("or") + 2]))
    )


def _is_glued(sentence: Sentence, token: Token) -> bool:
    """Whether a number is a part of a sign, a score, a web address or a clock time."""
    plain = sentence.words.plain
    before = plain[max(0, token.start - 1) : token.start]
    after = plain[token.end : token.end + 2]
    if before and before in "#/@.":
        return True
    if before and before in "-:–" and plain[max(0, token.start - 2) : token.start - 1].isdigit():
        return True
    if after[:1] in {"-", "–"} and after[1:].isdigit() and _is_score(plain, token):
        return True
    if after[:1] in {":", "/"} and after[1:].isalnum():
        return after[0] == "/" or after[1].isdigit()
    return plain[token.end + 1 : token.end + 4].lower().startswith(_CLOCK)


def _is_score(plain: str, token: Token) -> bool:
    """Whether a number is the first of a vote or a game: the second is no greater."""
    second = re.match(r"\d{1,9}", plain[token.end + 1 : token.end + 10])
    return second is not None and int(second[0]) <= token.amount


def _verb_number(sentence: Sentence, token: Token) -> bool:
    """Whether "number" is what those counted do: "signatories number 14"."""
    return any(t.last < token.first - 1 and t.sort in _COUNTED for t in sentence.tokens)


def _is_year(sentence: Sentence, token: Token) -> bool:
    word = sentence.words.words[token.first]
    if len(word) != 4 or not word.isdecimal() or not 1500 <= int(word) <= 2100:
        return False
    return token.hedge is Comparator.EXACT and not _counts_soon(sentence, token)


def _is_name(sentence: Sentence, token: Token) -> bool:
    """Whether a number word is a part of a name: "Five Eyes", "Big Ten"."""
    words = sentence.words
    if not token.first or not words.plain[token.start].isupper():
        return False
    if words.words[token.first - 1] in _OPENS:
        return False
    following = token.last + 1
    if following < len(words.words) and words.plain[words.starts[following]].isupper():
        return following not in words.at
    return True


def _is_group(sentence: Sentence, token: Token) -> bool:
    words = sentence.words.words
    if words[token.first] == "both" and words[token.last + 1 : token.last + 2] in (
        ["the"], ["of"], ["its"], ["their"], ["a"], ["an"],
    ):  # fmt: skip
        return True
    following = words[token.last + 1 : token.last + 2]
    if words[token.first] == "both" and any(ROLES.get(word) in _VERBS for word in following):
        return True
    return not _counts_soon(sentence, token)


def _is_pronoun(sentence: Sentence, token: Token, previous: str) -> bool:
    """Whether "one" counts nothing: "not one of them", "one of the strategies", "no one"."""
    if previous in _ONE_BEFORE:
        return True
    if previous == "from":
        return False
    words = sentence.words.words
    following = words[token.last + 1 : token.last + 3]
    just = previous in _JUST
    if following in (["out", "of"], ["of", "every"]):
        place = (
            token.last
            + 2
            + (following[0] == "out")
            + ("every" in words[token.last + 2 : token.last + 4])
        )
        other = sentence.words.at.get(place)
        return other is None or not other.form
    if following[:1] == ["of"]:
        return not just and (following[1:] not in _THEM or following[1:] == ["which"])
    if following[:1] == ["in"] and not just:
        other = sentence.words.at.get(token.last + 2)
        return other is None or not other.form
    if _is_of_state(sentence, token):
        return False
    if _counts_soon(sentence, token) or _is_of_model(sentence, token):
        return False
    return not just or not following or following[0] not in _ONE_AFTER


def _is_of_state(sentence: Sentence, token: Token) -> bool:
    """Whether "one" is a state's number in a list of such: "Ohio has nine, Iowa one"."""
    words, at = sentence.words.words, sentence.words.at
    if words[token.first - 1] in _HAVE and words[token.last + 1 : token.last + 2] in _LISTED:
        return _is_state(sentence, token.first - 2) and _is_state(sentence, token.last + 2)
    state = at.get(token.first - 1)
    if state is None or state.sort != "state" or words[token.last + 1 : token.last + 2] == ["of"]:
        return False
    if words[state.first - 1 : state.first] in (["a"], ["an"], ["the"], ["another"]):
        return False
    return any(t.form in {"digits", "words"} and t.last < state.first for t in sentence.tokens)


def _is_state(sentence: Sentence, place: int) -> bool:
    token = sentence.words.at.get(place)
    return token is not None and token.sort == "state"


def _is_of_model(sentence: Sentence, token: Token) -> bool:
    """Whether one of several is told by its model: "and one is a jail enforcement agreement"."""
    words, after = sentence.words.words, token.last + 1
    if sentence.story.fresh is None or words[after : after + 1] != ["is"]:
        return False
    model = sentence.words.at.get(after + 1 + (words[after + 1 : after + 2] in (["a"], ["an"])))
    return model is not None and model.sort == "model"


def _counts_soon(sentence: Sentence, token: Token) -> bool:
    """Whether what is counted follows at once, or after a word or two."""
    at, words = sentence.words.at, sentence.words.words
    for place in range(token.last + 1, min(token.last + 5, len(words))):
        other = at.get(place)
        if other is not None:
            return other.sort in _COUNTED
        if words[place] in _ENDS:
            return False
    return False
