"""Whether a sentence says that those counted take part, or only that they might, or do other things."""

from __future__ import annotations

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.heads import Head
from ofrecord.story.tokens import Token

_STOPS = frozenset([";", "(", ")", "—", "–", "while", "whereas", "but", "although", "though"])
_FAR = 14
_NEUTRAL = frozenset(
    [
        "located",
        "based",
        "headquartered",
        "led",
        "named",
        "called",
        "so-called",
        "combined",
        "limited",
        "related",
        "united",
        "added",
        "scattered",
        "divided",
        "concentrated",
        "mostly",
        "elected",
        "armed",
        "need",
        "indeed",
        "red",
        "shed",
        "reported",
        "counted",
        "needed",
        "detailed",
        "publicized",
        "announced",
        "posted",
        "published",
        "confirmed",
    ]
)
_PLACES = frozenset({Measure.AGENCIES, Measure.STATES, Measure.COUNTIES})
_TO = frozenset({"to", "de", "a", "para"})
_AUXILIARY = frozenset({"be", "been", "being", "have"})
_NOT_YET = frozenset(
    [
        "would",
        "should",
        "must",
        "require",
        "requires",
        "required",
        "requiring",
        "mandate",
        "mandates",
        "mandated",
        "could",
        "may",
        "might",
        "propose",
        "proposes",
        "proposed",
        "bill",
        "bills",
        "want",
        "wants",
        "wanted",
    ]
)


def takes_part(sentence: Sentence, token: Token, head: Head, count: Count) -> bool:
    """Whether those that a number counts are said to take part.

    "Eight counties have signed agreements" does; "six states have introduced bills", "four departments
    were asked to join" and "it would require 254 counties to sign" do not.
    """
    if count.measure not in _PLACES:
        return not _unreal_before(sentence, token)
    last = max(head.last, token.last)
    said = _right(sentence, token, last + 1)
    if said is None:
        said = _left(sentence, token.first - 1)
    if said is None:
        said = _evidence(sentence)
    return said


def _right(sentence: Sentence, token: Token, start: int) -> bool | None:
    words, at = sentence.words.words, sentence.words.at
    for place in range(start, min(start + _FAR, len(words))):
        word = words[place]
        if word in _STOPS or word == ",":
            return None
        other = at.get(place)
        if other is not None:
            if other.number is not None and not other.used:
                return None
            if other.sort == "noun" and other.value in {"agreements", "applications"}:
                return True
        role = sentence.role(place)
        if not role or role == "have":
            if (
                word.endswith("ed")
                and not role
                and other is None
                and place - start <= 6
                and word not in _NEUTRAL
            ):
                return False
            continue
        before = words[place - 1]
        if before in _TO and role in {"sign", "hold"}:
            if _left(sentence, token.first - 1) is False:
                return False
            continue
        if role == "unreal" and before in _AUXILIARY | {"not"} and word == "limited":
            continue
        return role in {"sign", "hold", "count"}
    return None


def _left(sentence: Sentence, start: int) -> bool | None:
    words, at = sentence.words.words, sentence.words.at
    for place in range(start, max(start - _FAR, -1), -1):
        word = words[place]
        if word in _STOPS or word == ",":
            return None
        other = at.get(place)
        if other is not None and other.last == place:
            if other.number is not None and not other.used:
                return None
            if other.sort == "noun" and other.value in {"agreements", "applications"}:
                return not _unreal_before(sentence, other)
            if other.sort == "elsewhere" and start - place <= 1 and not sentence.role(place):
                return False
        role = sentence.role(place)
        if role in {"unreal", "other"}:
            return False
        if role in {"sign", "hold", "count"}:
            return True
    return None


def _unreal_before(sentence: Sentence, token: Token) -> bool:
    """Whether what is counted is only asked for: "it would require 40 agreements"."""
    words = sentence.words.words
    for place in range(token.first - 1, max(token.first - 7, -1), -1):
        word = words[place]
        if word in _STOPS or word == ",":
            return False
        if word in _NOT_YET and not sentence.words.plain[sentence.words.starts[place]].isupper():
            return True
        if sentence.role(place) in {"sign", "count", "hold"}:
            after_to = place and words[place - 1] in _TO
            if not after_to and (not place or words[place - 1] not in _AUXILIARY):
                return False
    return False


def _evidence(sentence: Sentence) -> bool:
    """Whether a sentence whose verb says nothing still speaks of those who take part."""
    if sentence.cue or sentence.has_noun("agreements", "applications"):
        return True
    if any(sentence.role(place) in {"sign", "hold"} for place in range(len(sentence.words.words))):
        return True
    fresh = sentence.last or sentence.story.fresh
    return (
        fresh is not None
        and fresh.measure is not None
        and not any(t.sort == "elsewhere" for t in sentence.tokens)
    )


def only_exist(sentence: Sentence, token: Token, head: Head, count: Count) -> bool:
    """Whether a number tells how many agencies or counties there are, not how many take part."""
    if count.measure not in {Measure.AGENCIES, Measure.COUNTIES} or head.total is not None:
        return False
    words = sentence.words.words
    before = token.first - 1
    while before >= 0 and words[before] in {"all", "about", "some", "roughly", "only", "just"}:
        before -= 1
    if before < 0:
        return False
    if words[before] not in {"has", "have", "are", "counts", "its", "with"} and not words[
        before
    ].endswith("'s"):
        return False
    at = sentence.words.at
    for place in range(token.first, min(len(words), head.last + 12)):
        word = words[place]
        if word in _STOPS or (place > head.last and word in {",", "and"}):
            break
        if word in {
            "participating",
            "partnering",
            "enrolled",
            "where",
            "with",
            "under",
            "aboard",
            "partner",
        }:
            return False
        other = at.get(place)
        if place > head.last and (
            sentence.role(place) in {"sign", "hold"}
            or (other is not None and other.sort in {"noun", "model", "filler"})
        ):
            return False
    if head.token is not None and head.token.value == "agencies" and head.token.sort == "noun":
        return not _partners(sentence, head.token)
    return True


def _partners(sentence: Sentence, token: Token) -> bool:
    """Whether a noun says by itself that those take part: participants, partners, jurisdictions."""
    word = sentence.words.words[token.last]
    return word.startswith(
        ("partner", "particip", "jurisdiction", "signator", "agenc", "member", "entit")
    )
