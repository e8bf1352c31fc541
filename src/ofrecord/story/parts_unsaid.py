"""Numbers of which it is not understood of what part, or of whom, they are told.

A number without a noun goes on counting what was counted before. Where the words around it narrow it
in a way that is not known ("two are kept at the jail", "Nassau has two"), it states something else.
"""

from __future__ import annotations

from ofrecord.story.context import Count, Sentence
from ofrecord.story.heads import Head
from ofrecord.story.speech import WAITING, word_set
from ofrecord.story.tokens import Token

_IS = frozenset({"is", "are", "was", "were", "son", "eran"})
_NARROWING = word_set("for in on at by under through limited confined al para a de")
_ENDS = word_set("; , : ( ) — – and but while where y")
_KNOWN = frozenset({"model", "kind", "state", "territory", "noun", "filler"})
_PLAIN = word_set(
    "active effect place list lists force signed total all pending more left remaining still new "
    "now today so there nationwide statewide country nation far books record public"
)
_DOES = frozenset({"sign", "hold", "count"})
_EACH = frozenset({"each", "apiece", "cada"})
_TIED = frozenset({"tie", "tied"})
_WITH = (["among"], ["between"], ["for"])
_ALLOWING = word_set(
    "allow allows let lets permit permits give gives grant grants empower empowers"
)
_FALLING = frozenset({"fall", "falls"})
_INSERTED = frozenset({"in", "including", "among", "like"})
_HAVE = frozenset({"has", "have", "had"})
_OPENING = word_set(
    "it they we he she i you there that this these those which who what all some many most others "
    "both each now today currently then still also already nationwide statewide nationally so and "
    "but overall altogether together combined only a the an not none"
)
_SOON = 3
_NEAR = 4
_FAR = 9


def is_part_unsaid(sentence: Sentence, token: Token, head: Head, count: Count) -> bool:
    """Whether a bare number is narrowed by words that are not known: "two are kept at the jail"."""
    words, place = sentence.words.words, max(head.last, token.last) + 1
    if head.token is not None or count.models:
        return False
    if _is_of_a_place(sentence, token):
        return True
    if place >= len(words):
        return False
    among = count.part or _among_parts(sentence)
    if words[place] == "," and words[token.first - 1 : token.first] == ["other"]:
        return True
    if words[place] == "," and words[place + 1 : place + 2] and words[place + 1] in _INSERTED:
        close = next((n for n in range(place + 1, len(words)) if words[n] == ","), -1)
        verb = close > 0 and words[close + 1 : close + 2] and words[close + 1] in _FALLING
        return bool(verb) and not _is_known(sentence, close + 1)
    if head.kind == "them" and words[place] in _ALLOWING:
        return not _is_known(sentence, place + 1)
    if words[place] in _IS:
        return not _is_known(sentence, place + 1)
    return among and words[place] in _NARROWING and not _is_known(sentence, place)


def _is_of_a_place(sentence: Sentence, token: Token) -> bool:
    """Whether it is a place of which it is not known what it is that has a number: "Nassau has two"."""
    words = sentence.words
    opening = _OPENING | sentence.lexicon.short_names
    if not words.plain[words.starts[0]].isupper() or 0 in words.at or words.words[0] in opening:
        return False
    have = next((n for n in range(1, token.first) if words.words[n] in _HAVE), -1)
    if have < 0 or token.first - have > _SOON or words.words[1] not in {",", words.words[have]}:
        return False
    if any(t.first < have and (t.form or t.sort != "filler") for t in sentence.tokens):
        return False
    named = any(body.start < words.starts[have] for body in sentence.bodies)
    return not named or have > _NEAR


def is_of_each_of_some(sentence: Sentence, token: Token) -> bool:
    """Whether several are said to have so many each, whatever they are: "they have two apiece"."""
    after = sentence.words.words[token.last + 1 : token.last + 2]
    return not _EACH.isdisjoint(after) and not sentence.codes()


def is_of_each(sentence: Sentence, token: Token, head: Head) -> bool:
    """Whether each of several has a number: "Iowa and Ohio have two each", "each of which has one"."""
    words, last = sentence.words.words, max(head.last, token.last)
    after, before = words[token.last + 1 : last + 2], words[max(0, token.first - 6) : token.first]
    tied = not _TIED.isdisjoint(before) and words[token.last + 1 : token.last + 2] in _WITH
    return tied or not _EACH.isdisjoint(after) or ("each" in before and ";" not in before)


def _among_parts(sentence: Sentence) -> bool:
    """Whether the number before is told of a part."""
    last = sentence.last or sentence.story.fresh
    return last is not None and (last.part or bool(last.models))


def _is_known(sentence: Sentence, start: int) -> bool:
    """Whether the words that narrow a number are known, or do not narrow it."""
    words, at = sentence.words.words, sentence.words.at
    for place in range(start, min(start + _FAR, len(words))):
        token = at.get(place)
        if token is not None and token.sort in _KNOWN:
            return True
        if words[place] in _ENDS or (token is not None and token.form and not token.used):
            return place == start
        if words[place] in _FALLING and words[place + 1 : place + 2] != ["under"]:
            continue
        if words[place] in _PLAIN or words[place] in WAITING or sentence.role(place) in _DOES:
            return True
        char = sentence.words.starts[place]
        if any(span.start <= char < span.end for span in sentence.times):
            return True
        if any(body.start <= char < body.end for body in sentence.bodies):
            return True
    return False
