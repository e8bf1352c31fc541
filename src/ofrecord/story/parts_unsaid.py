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
_NARROWING = word_set("for in on at by under through limited confined al para a")
_ENDS = word_set("; , : ( ) — – and but while where y")
_KNOWN = frozenset({"model", "kind", "state", "territory", "noun", "filler"})
_PLAIN = word_set(
    "active effect place list lists force signed total all pending more left remaining still new "
    "now today so there nationwide statewide country nation far books record public"
)
_DOES = frozenset({"sign", "hold", "count"})
_FAR = 9


def is_part_unsaid(sentence: Sentence, token: Token, head: Head, count: Count) -> bool:
    """Whether a bare number is narrowed by words that are not known: "two are kept at the jail"."""
    words, place = sentence.words.words, max(head.last, token.last) + 1
    if head.token is not None or count.models or place >= len(words):
        return False
    among = count.part or _among_parts(sentence)
    if words[place] in _IS:
        return not _is_known(sentence, place + 1)
    return among and words[place] in _NARROWING and not _is_known(sentence, place)


def _among_parts(sentence: Sentence) -> bool:
    """Whether the number before is told of a part."""
    last = sentence.last
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
        if words[place] in _PLAIN or words[place] in WAITING or sentence.role(place) in _DOES:
            return True
        char = sentence.words.starts[place]
        if any(span.start <= char < span.end for span in sentence.times):
            return True
        if any(body.start <= char < body.end for body in sentence.bodies):
            return True
    return False
