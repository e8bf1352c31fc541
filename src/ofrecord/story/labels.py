"""Numbers that only name something: an age, a section, a clock time, a bare year, "Five Eyes"."""

from __future__ import annotations

from ofrecord.story.claims import Comparator
from ofrecord.story.context import Sentence
from ofrecord.story.tokens import Token

_NOT_QUANTITY = frozenset(
    [
        "page",
        "chapter",
        "section",
        "title",
        "article",
        "route",
        "highway",
        "interstate",
        "season",
        "episode",
        "form",
        "channel",
        "flight",
        "district",
        "precinct",
        "room",
        "act",
        "amendment",
        "proposition",
        "sb",
        "hb",
        "s.b.",
        "h.b.",
        "local",
        "age",
        "aged",
        "version",
        "unit",
        "exit",
        "psalm",
        "sections",
        "public",
        "part",
        "grade",
        "column",
        "volume",
        "no",
        "number",
    ]
)
_ONE_BEFORE = frozenset(
    [
        "not",
        "no",
        "every",
        "any",
        "each",
        "this",
        "that",
        "another",
        "some",
        "which",
        "else",
        "a",
        "the",
    ]
)
_COUNTED = frozenset({"noun", "kind", "model", "filler", "state"})
_JUST = frozenset({"only", "just", "exactly", "but"})
_GROUPS = frozenset(["both", "couple", "pair", "duo", "score", "trio"])


def is_label(sentence: Sentence, token: Token) -> bool:
    """Whether a number counts nothing: it names, dates or describes."""
    words, number = sentence.words, token.number
    assert number is not None
    plain = words.plain
    if number.form == "times":
        return False
    before = plain[max(0, token.start - 1) : token.start]
    after = plain[token.end : token.end + 6].lower()
    if before in {"#", "/", "@", "."} or (
        before in {"-", ":", "–"} and plain[max(0, token.start - 2) : token.start - 1].isdigit()
    ):
        return True
    if (
        after.startswith((":", "/", " a.m.", " p.m.", " p.m", " a.m"))
        and after[1:2].strip()
        and after[1:2] != '"'
    ):
        return after[0] != ":" or after[1].isdigit()
    if number.form in {"ordinal", "fraction"}:
        return False
    if _is_year(sentence, token) or _is_name(sentence, token):
        return True
    word = words.words[token.first]
    previous = words.words[token.first - 1] if token.first else ""
    if token.hedge is Comparator.AT_LEAST and number.value == 1:
        return True
    if word == "one" and token.first == token.last:
        return _is_pronoun(sentence, token, previous)
    if word == "both" and words.words[token.last + 1 : token.last + 2] in (
        ["the"],
        ["of"],
        ["its"],
        ["their"],
    ):
        return True
    if word in _GROUPS:
        return not _counts_soon(sentence, token)
    if previous in _NOT_QUANTITY and token.hedge is Comparator.EXACT:
        return previous not in {"number", "no"} or not _verb_number(sentence, token, previous)
    return False


def _verb_number(sentence: Sentence, token: Token, previous: str) -> bool:
    """Whether "number" is what those counted do: "signatories number 14"."""
    if previous == "no":
        return False
    return token.first > 1 and any(
        t.last < token.first - 1 and t.sort in _COUNTED for t in sentence.tokens
    )


def _is_year(sentence: Sentence, token: Token) -> bool:
    word = sentence.words.words[token.first]
    if len(word) != 4 or not word.isdigit() or not 1500 <= int(word) <= 2100:
        return False
    return token.hedge is Comparator.EXACT and not _counts_soon(sentence, token)


def _is_name(sentence: Sentence, token: Token) -> bool:
    """Whether a number word is a part of a name: "Five Eyes", "Big Ten"."""
    plain, words = sentence.words.plain, sentence.words
    if not token.first or not plain[token.start].isupper():
        return False
    following = token.last + 1
    if following < len(words.words) and plain[words.starts[following]].isupper():
        return following not in words.at
    return True


def _is_pronoun(sentence: Sentence, token: Token, previous: str) -> bool:
    """Whether "one" counts nothing: "not one of them", "one of the strategies", "no one"."""
    words = sentence.words.words
    if previous in _ONE_BEFORE:
        return True
    following = words[token.last + 1 : token.last + 3]
    if following[:1] == ["in"]:
        other = sentence.words.at.get(token.last + 2)
        return other is None or other.number is None
    if following[:1] == ["of"]:
        if previous in _JUST or following[1:] in (["them"], ["these"], ["those"], ["which"]):
            return following[1:] == ["which"] and previous not in _JUST
        return True
    if previous in _JUST:
        return (
            following[:1] != []
            and not _counts_soon(sentence, token)
            and following[0] not in {"in", "is", "was", "under", "for"}
        )
    return not _counts_soon(sentence, token)


def _counts_soon(sentence: Sentence, token: Token) -> bool:
    """Whether what is counted follows at once, or after a word or two."""
    at, words = sentence.words.at, sentence.words.words
    for place in range(token.last + 1, min(token.last + 5, len(words))):
        other = at.get(place)
        if other is not None:
            return other.sort in _COUNTED
        if words[place] in {",", ";", ":", "(", ")", "and", "in", "is", "was", "who", "that"}:
            return False
    return False
