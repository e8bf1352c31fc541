"""Shares: "half of the total", "one in five", "52 percent of all agreements"."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.claims import Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.heads import find_head
from ofrecord.story.numbers import fraction_of
from ofrecord.story.scopes import carried_states
from ofrecord.story.speech import ALL_OF_THEM, HEDGES
from ofrecord.story.tokens import PROGRAM, Token
from ofrecord.story.when import event_day

Found = tuple[int, int, tuple[Reading, ...]]
Part = tuple[int, tuple[Reading, ...]]
_NOT_ABOUT = "the sentence is not about the lists"
_PEOPLE = "people, not agreements"
_PART_WORDS = frozenset(
    {"half", "third", "thirds", "quarter", "quarters", "mitad", "tercio", "majority"}
)
_WHOLE_WORDS = frozenset(
    [
        PROGRAM,
        "total",
        "agreements",
        "them",
        "those",
        "these",
        "all",
        "country",
        "country's",
        "nation",
        "nation's",
        "deals",
        "list",
        "overall",
        "partnerships",
        "agencies",
        "memorandums",
        "moas",
        "such",
        "active",
        "program's",
        "participants",
        "participating",
    ]
)
_FAR = 8


def read_share(sentence: Sentence, token: Token, value: float) -> Part | None:
    """A percent or a fraction of what the register counts."""
    if not sentence.about:
        return token.end, sentence.nothing(_NOT_ABOUT)
    head = find_head(sentence, token)
    if head.kind == "elsewhere" and head.token is not None:
        return token.end, sentence.nothing(head.token.value)
    if not _of_the_whole(sentence, token.last + 1):
        return token.end, sentence.nothing("what is counted is not in the record")
    return token.end, (_share(sentence, value, token.hedge, token.first, token.last),)


def _of_the_whole(sentence: Sentence, start: int) -> bool:
    """Whether a share is of agreements or agencies: "of all such agreements"."""
    words, at = sentence.words.words, sentence.words.at
    if words[start : start + 1] != ["of"]:
        return words[start : start + 1] in (["are"], ["use"]) and sentence.story.fresh is not None
    for place in range(start + 1, min(start + 1 + _FAR, len(words))):
        token = at.get(place)
        if token is not None and token.sort in {"noun", "kind"}:
            return token.value not in {"states", "counties"}
        if token is not None and token.sort == "elsewhere":
            return False
        if words[place] in {"total", "them", PROGRAM} or (words[place] in {"these", "those"}):
            return True
        if words[place] in {",", ";", "and", "who", "that"}:
            return False
    return False


def read_part_words(sentence: Sentence) -> Iterator[Found]:
    """Shares told in a word: "about half of the total", "nearly a third of the nation's agreements"."""
    if _PART_WORDS.isdisjoint(sentence.present) or not sentence.about:
        return
    words = sentence.words.words
    for place, word in enumerate(words):
        if word not in _PART_WORDS or place + 1 >= len(words):
            continue
        found = _part_word(sentence, place)
        if found is not None:
            yield found


def _part_word(sentence: Sentence, place: int) -> Found | None:
    words, starts, ends = sentence.words.words, sentence.words.starts, sentence.words.ends
    word, first = words[place], place
    share: float | None = 0.5 if word == "majority" else fraction_of(word)
    if share is None:
        return None
    before = words[place - 1] if place else ""
    if word in {"thirds", "quarters"}:
        many = {"two": 2, "three": 3}.get(before)
        if many is None:
            return None
        share, first = many / (3 if word == "thirds" else 4), place - 1
    elif before in {"a", "one", "the", "un", "una", "la"}:
        first = place - 1
    elif word in {"third", "quarter", "tercio"}:
        return None
    if not _of_the_whole(sentence, place + 1) and not (
        words[place + 1] == "the" and not _WHOLE_WORDS.isdisjoint(words[place + 2 : place + 5])
    ):
        return None
    hedge, start = _hedge_before(words, first)
    if word == "majority":
        hedge = Comparator.MORE_THAN
    token = sentence.words.at.get(place)
    if token is not None:
        token.used = True
    reading = _share(sentence, share * 100, hedge, first, place)
    return starts[start], ends[place], (reading,)


def _hedge_before(words: list[str], first: int) -> tuple[Comparator, int]:
    for length in (2, 1):
        if first >= length:
            found = HEDGES.get(" ".join(words[first - length : first]))
            if found is not None:
                return found, first - length
    return Comparator.ABOUT, first


def read_one_in(sentence: Sentence, token: Token) -> Part | None:
    """As in "One in five agreements": a share of the whole."""
    words, at = sentence.words.words, sentence.words.at
    if words[token.last + 1 : token.last + 2] not in (["in"], ["of"], ["out"]):
        return None
    place = token.last + 2
    if words[token.last + 1 : token.last + 3] in (["out", "of"], ["in", "every"]):
        place += 1
    second = at.get(place)
    if second is None or second.number is None or second.used or token.number is None:
        return None
    if (
        words[token.last + 1] == "of"
        or token.number.value > 9
        or second.number.form not in {"words", "digits"}
    ):
        return None
    if second.number.value < token.number.value or second.number.value > 100:
        return None
    second.used = True
    head = find_head(sentence, second)
    if head.kind == "elsewhere" or not sentence.about:
        return second.end, sentence.nothing(_PEOPLE)
    if head.token is None and head.word:
        return second.end, sentence.nothing("what is counted is not in the record")
    if head.token is not None and head.token.value in {"states", "counties"}:
        return second.end, sentence.nothing("a share of places")
    share = 100 * token.number.value / max(second.number.value, 1)
    hedge = token.hedge if token.hedge is not Comparator.EXACT else Comparator.ABOUT
    return second.end, (_share(sentence, share, hedge, token.first, second.last),)


def _share(sentence: Sentence, value: float, hedge: Comparator, first: int, last: int) -> Reading:
    days, basis = event_day(sentence)
    whole = _whole(sentence, last + 1)
    rest = [t for t in sentence.states() if t not in whole]
    states, models = codes_of(rest), sentence.models()[:1]
    kinds = [t for t in sentence.tokens if t.sort == "kind"]
    words = (
        tuple(kinds[0].value.split("|")) if kinds and not kinds[0].value.startswith("type:") else ()
    )
    types = (kinds[0].value[5:],) if kinds and kinds[0].value.startswith("type:") else ()
    fresh = sentence.last or sentence.story.fresh
    within = codes_of(whole)
    if not states and not models and not words and not types and fresh is not None:
        states, models = fresh.states, fresh.models
    if not within and (models or words or types) and not _of_all(sentence, last):
        within = states or carried_states(sentence)
    return Reading(
        register=sentence.story.register,
        measure=Measure.SHARE,
        scope=Scope(states=states or within, models=models, words=words, types=types),
        whole=Scope(states=within),
        days=days,
        basis=basis,
        comparator=hedge
        if hedge is not Comparator.EXACT or value == int(value)
        else Comparator.ABOUT,
        value=value,
    )


def _of_all(sentence: Sentence, last: int) -> bool:
    return not ALL_OF_THEM.isdisjoint(sentence.words.words[last + 1 : last + 9])


def _whole(sentence: Sentence, start: int) -> list[Token]:
    """The states that own what a share is of: "of Florida's agreements"."""
    words = sentence.words.words
    if words[start : start + 1] != ["of"]:
        return []
    return [
        t
        for t in sentence.states()
        if start < t.first <= start + 4 and (t.owner or t.first == start + 1)
    ]
