"""What a noun names of what the register counts, and the noun to the left of a number."""

from __future__ import annotations

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.tokens import Token

MEASURES = {
    "agreements": Measure.AGREEMENTS,
    "agencies": Measure.AGENCIES,
    "applications": Measure.AGREEMENTS,
    "states": Measure.STATES,
    "counties": Measure.COUNTIES,
}
"""What is counted, by the noun that names it."""
_COUNTED = frozenset({"noun", "kind", "elsewhere"})
_HAVE = frozenset({"have", "hold", "had", "held"})
_STILL = frozenset(
    {"now", "about", "some", "nearly", "almost", "only", "just", "at", "least", "over"}
)
_INSERTING = frozenset({",", "—", "–"})
_THAT = frozenset({"that", "which", "with", "who"})
PLACES = frozenset({Measure.STATES, Measure.STATES_WITHOUT})


def of_token(token: Token) -> Count | None:
    """What a noun, a kind of agency or a model names of what the register counts."""
    match token.sort:
        case "noun":
            return Count(MEASURES[token.value], pending=token.value == "applications")
        case "kind" if token.value.startswith("type:"):
            return Count(Measure.AGENCIES, types=(token.value[5:],))
        case "kind":
            return Count(Measure.AGENCIES, words=tuple(token.value.split("|")))
        case "model":
            return Count(Measure.AGREEMENTS, models=(token.value,))
        case _:
            return None


def noun_before(
    sentence: Sentence, token: Token, base: Count | None, *, model: str
) -> tuple[Count | None, bool]:
    """What the nearest noun before a number names, and whether that is something else."""
    counted = _of_number(sentence, token)
    if counted is not None:
        return of_token(counted), False
    for other in reversed([t for t in sentence.tokens if t.last < token.first]):
        if other.form == "times" or _is_inserted(sentence, other, token):
            continue
        if other.form and not other.used:
            passes = base is not None and base.measure in PLACES
            if passes and sentence.has_noun("agreements"):
                continue
            return None, False
        if other.sort == "elsewhere" and other.value != "time" and not model:
            if _by_verb(sentence, other, token):
                return None, True
        elif other.sort == "model" and sentence.last is None:
            if sentence.role(sentence.place(token.hedge_start) - 1) == "count":
                return of_token(other), False
        elif other.sort == "noun" and _is_column(sentence, other, token):
            return of_token(other), False
        elif other.sort == "kind" or (
            other.sort == "noun" and other.value not in {"states", "counties"}
        ):
            owner = _owner_of(sentence, other)
            if owner is not None:
                return of_token(owner), False
            between = sentence.words.words[other.last + 1 : token.first]
            if other.value not in {"agreements", "applications"} and _hold(between):
                return Count(MEASURES["agreements"]), False
            if base is not None and sentence.last is not None and {";", "where"} & set(between):
                return None, False
            return of_token(other), False
    return None, False


def _of_number(sentence: Sentence, token: Token) -> Token | None:
    """What "the number of agencies that have agreements" counts, where that is a sentence's subject."""
    words = sentence.words.words
    start = next((n for n in range(token.first - 1) if words[n : n + 2] == ["number", "of"]), -1)
    between = (t for t in sentence.tokens if start < t.first and t.last < token.first)
    if start < 0 or any(t.form and not t.used for t in between):
        return None
    nouns = [t for t in sentence.tokens if start < t.first < start + 7 and t.sort in _COUNTED]
    noun = nouns[0] if nouns else None
    if noun is None or noun.sort == "elsewhere" or noun.value in {"states", "counties"}:
        return None
    tail = words[noun.last + 1 : token.first]
    return noun if not _THAT.isdisjoint(tail[:6]) else None


def _hold(between: list[str]) -> bool:
    """Whether agencies are said to have a number: what they have are agreements."""
    return bool(between) and between[0] in _HAVE and _STILL.issuperset(between[1:])


def _owner_of(sentence: Sentence, agreed: Token) -> Token | None:
    """Those who are told by what they have: "counties with agreements number 30"."""
    words, at, place = sentence.words.words, sentence.words.at, agreed.first - 1
    while place > 0 and (token := at.get(place)) is not None and token.sort == "filler":
        place = token.first - 1
    if agreed.value != "agreements" or words[place] != "with":
        return None
    owner = at.get(place - 1)
    return owner if owner is not None and owner.sort in {"noun", "kind"} else None


def _is_column(sentence: Sentence, other: Token, token: Token) -> bool:
    """Whether a noun stands before a number as in a table: "Counties: 25"."""
    return sentence.words.words[other.last + 1 : token.first] == [":"]


def _is_inserted(sentence: Sentence, other: Token, token: Token) -> bool:
    """Whether a noun is in a clause of its own: "Georgia, which makes sheriffs apply, has 47"."""
    words = sentence.words.words
    opening = {"which", "who", "where", "whose"}
    who = next((n for n in range(other.first - 1, 0, -1) if words[n] in opening), 0)
    mark = words[who - 1] if who > 0 else ""
    opened = mark in _INSERTING and mark not in words[who : other.first]
    return opened and mark in words[other.last + 1 : sentence.place(token.hedge_start)]


def _by_verb(sentence: Sentence, other: Token, token: Token) -> bool:
    """Whether a number is said of a noun before it: "deputies in the county number just 12"."""
    places = range(other.last + 1, token.first)
    return any(sentence.role(place) in {"count", "have", "hold"} for place in places)
