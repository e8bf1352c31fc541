"""Shares: "half of the total", "one in five", "52 percent of all agreements"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ofrecord.story.claims import Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.heads import find_head
from ofrecord.story.numbers import fraction_of
from ofrecord.story.numbers_alone import NOT_COUNTED
from ofrecord.story.parts_of_states import REGION, in_quarter
from ofrecord.story.places_carried import carried_states
from ofrecord.story.speech import ALL_OF_THEM, HEDGES, word_set
from ofrecord.story.subjects import Found, Part, make_reading
from ofrecord.story.tokens import Token

NOT_ABOUT = NOT_COUNTED
PEOPLE = "people, not agreements"
PLACES = "a share of places"
UNKNOWN = "what is counted is not in the record"
_PART_WORDS = word_set(
    "half third thirds quarter quarters fifth fourth sixth tenth mitad tercio majority most mayoría"
)
_ORDINAL_PARTS = frozenset({"fifth", "fourth", "sixth", "tenth"})
_OVER_HALF = frozenset({"majority", "most", "mayoría"})
_WHOLE_WORDS = word_set(
    "total agreements them those these all country country's nation nation's deals list "
    "overall partnerships agencies memorandums moas such active program's participants "
    "participating acuerdos convenios"
)
_STOPS = frozenset({",", ";", "and", "who", "that"})
_PLACES = frozenset({"states", "counties"})
_FOLLOWED = frozenset({"followed", "trailed"})
_THEM = frozenset({"them", "these", "those"})
_SIDE = frozenset({"where", "which", "who", "whose"})
_ITS = frozenset({"its", "their"})
_LYING = word_set("are is were in come comes from within lie")
_FAR = 8
_MEMBERS = frozenset({Measure.AGREEMENTS, Measure.AGENCIES})
_OR = frozenset({"or", "("})
_NEAR = 5
_ASIDE = frozenset({"after", "because", "that", "which", "who", "since", "though"})
_MOST = 100
_FEW = 9


def read_share(sentence: Sentence, token: Token, value: float) -> Part | None:
    """A percent or a fraction of what the register counts."""
    if not sentence.about:
        return token.end, sentence.nothing(NOT_ABOUT)
    head = find_head(sentence, token)
    if head.kind == "elsewhere" and head.token is not None:
        return token.end, sentence.nothing(head.token.value)
    words = sentence.words.words[: token.first]
    shared = "share" in words and sentence.has_noun("agreements", "agencies")
    if not shared and not _of_the_whole(sentence, token.last + 1):
        follower = _follower(sentence, token) or _told_anew(sentence, token)
        if follower is None:
            return token.end, sentence.nothing(UNKNOWN)
        return token.end, (replace(follower, value=value, comparator=token.hedge),)
    return token.end, _share(sentence, value, token.hedge, token.last)


def _follower(sentence: Sentence, token: Token) -> Reading | None:
    """The share of a state that is told after another's: "followed by Texas with 14%"."""
    words, place = sentence.words.words, sentence.place(token.hedge_start) - 1
    if place > 0 and words[place] in {"with", "at", "(", ","}:
        place -= 1
    state = sentence.words.at.get(place)
    if sentence.share is None:
        return None
    if sentence.share.scope.models and (model := _model_behind(sentence, token)):
        return replace(sentence.share, scope=replace(sentence.share.scope, models=(model,)))
    if state is None or state.sort != "state":
        return None
    scope = replace(sentence.share.scope, states=codes_of([state]))
    return replace(sentence.share, scope=scope)


def _model_behind(sentence: Sentence, token: Token) -> str:
    """The model of one of several shares: "55 percent are … and 11 percent under the jail model"."""
    after = (t for t in sentence.tokens if t.first > token.last)
    following = next((t for t in after if t.form or t.sort == "model"), None)
    return following.value if following is not None and following.sort == "model" else ""


def _told_anew(sentence: Sentence, token: Token) -> Reading | None:
    """The share of what was counted just before: "they account for 587, or 48 percent"."""
    last, place = sentence.last, sentence.place(token.hedge_start) - 1
    if last is None or last.measure not in _MEMBERS or sentence.words.words[place] not in _OR:
        return None
    if last.since or last.pending or not (last.states or last.models):
        return None
    scope = last.scope()
    (reading,) = make_reading(sentence, Measure.SHARE, scope, value=0, days=last.days)
    narrowed = last.models or last.words or last.types
    return replace(reading, whole=Scope(states=last.states if narrowed else ()))


def _of_the_whole(sentence: Sentence, start: int) -> bool:
    """Whether a share is of agreements or agencies: "of all agreements"."""
    words, at = sentence.words.words, sentence.words.at
    if words[start : start + 1] not in (["of"], ["de"]):
        goes_on = words[start : start + 1] in (["are"], ["use"], ["follow"], ["belong"])
        told = words[0] == "of" and sentence.has_noun("agreements", "agencies")
        return goes_on and (told or sentence.story.fresh is not None)
    for place in range(start + 1, min(start + 1 + _FAR, len(words))):
        token = at.get(place)
        if token is not None and token.sort in {"noun", "kind"}:
            return token.value not in _PLACES
        if token is not None and token.sort == "elsewhere":
            return False
        if words[place] in {"total", "them", "these", "those", "list", "roster"}:
            return True
        if words[place] == "all" and words[place + 1 : place + 2] in ([], [","]):
            return True
        if words[place] in _STOPS or sentence.role(place) in {"unreal", "other"}:
            return False
    return False


# Half, a third ----------------------------------------------------------------------------------


def read_part_words(sentence: Sentence) -> Iterator[Found]:
    """Shares told in a word: "about half of the total", "nearly a third of the agreements"."""
    if _PART_WORDS.isdisjoint(sentence.present) or not sentence.about:
        return
    words = sentence.words.words
    for place, word in enumerate(words):
        if word in _PART_WORDS and place + 1 < len(words):
            found = _part_word(sentence, place, word)
            if found is not None:
                yield found


def _part_word(sentence: Sentence, place: int, word: str) -> Found | None:
    words, starts, ends = sentence.words.words, sentence.words.starts, sentence.words.ends
    share, first = _told(words, place, word)
    if not share or (word == "most" and not _most_are(sentence, place)):
        return None
    named = words[place + 1] == "the" and not _WHOLE_WORDS.isdisjoint(words[place + 2 : place + 5])
    if not named and word != "most" and not _of_the_whole(sentence, _behind(sentence, place + 1)):
        return None
    hedge, start = _hedge_before(words, first)
    token = sentence.words.at.get(place)
    if token is not None:
        token.used = True
    told = Comparator.MORE_THAN if word in _OVER_HALF else hedge
    return starts[start], ends[place], _share(sentence, share * 100, told, place)


def _behind(sentence: Sentence, place: int) -> int:
    """The place behind a number that is put in: "about half, 442, are …"."""
    words, number = sentence.words.words, sentence.words.at.get(place + 1)
    if words[place] != "," or number is None or not number.form:
        return place
    return number.last + 2 if words[number.last + 1 : number.last + 2] == [","] else place


def _most_are(sentence: Sentence, place: int) -> bool:
    """Whether it is told of what sort most are: "most agreements in Ohio are of one type"."""
    words, at = sentence.words.words, sentence.words.at
    if place in at or (place and words[place - 1] in {"the", "at", "its", "second"}):
        return False
    near = [at[n] for n in range(place + 1, min(place + 6, len(words))) if n in at]
    whole = next((t for t in near if t.sort not in {"filler", "state"}), None)
    if whole is None or whole.sort != "noun" or whole.value in _PLACES:
        return False
    after = [t for t in sentence.tokens if t.first > whole.last]
    told = next((t for t in after if t.form or t.sort in {"model", "kind"}), None)
    return told is not None and not told.form


def _told(words: list[str], place: int, word: str) -> tuple[float, int]:
    """The share that a word tells, and where its words begin; no share where it tells none."""
    before = words[place - 1] if place else ""
    if word in {"thirds", "quarters"}:
        many = {"two": 2, "three": 3}.get(before, 0)
        return many / (3 if word == "thirds" else 4), place - 1
    if word in _ORDINAL_PARTS and before not in {"a", "one"}:
        return 0, place
    if before in {"a", "one", "the", "un", "una", "la"}:
        return fraction_of(word) or 0.5, place - 1
    if word in {"third", "quarter", "tercio"}:
        return 0, place
    return fraction_of(word) or 0.5, place


def _hedge_before(words: list[str], first: int) -> tuple[Comparator, int]:
    for length in (2, 1):
        if first >= length:
            found = HEDGES.get(" ".join(words[first - length : first]))
            if found is not None:
                return found, first - length
    return Comparator.ABOUT, first


# One in five ------------------------------------------------------------------------------------


def read_one_in(sentence: Sentence, token: Token) -> Part | None:
    """A share of the whole in two numbers: "one in five agreements"."""
    if _of_places(sentence, token):
        return token.end, sentence.nothing(PLACES)
    second = _second(sentence, token)
    if second is None:
        return None
    second.used = True
    head = find_head(sentence, second)
    if head.kind == "elsewhere" or not sentence.about:
        return second.end, sentence.nothing(PEOPLE)
    if head.token is None and (head.word or not _names_members(sentence)):
        return second.end, sentence.nothing(UNKNOWN)
    if head.token is not None and head.token.value in _PLACES:
        return second.end, sentence.nothing(PLACES)
    share = 100 * token.amount / second.amount
    hedge = token.hedge if token.hedge is not Comparator.EXACT else Comparator.ABOUT
    return second.end, _share(sentence, share, hedge, second.last)


def _names_members(sentence: Sentence) -> bool:
    """Whether a sentence names what a share without a noun can be of."""
    if sentence.has_noun("agreements", "agencies") or sentence.models() or sentence.codes():
        return True
    return any(t.sort == "kind" for t in sentence.tokens) or "them" in sentence.present


def _of_places(sentence: Sentence, token: Token) -> bool:
    """Whether a share of states or counties is told: "one state in five", "one county in ten"."""
    noun = sentence.words.at.get(token.last + 1)
    if noun is None or noun.sort != "noun" or noun.value not in _PLACES or token.amount > _FEW:
        return False
    joined = sentence.words.words[noun.last + 1 : noun.last + 2] == ["in"]
    second = sentence.words.at.get(noun.last + 2) if joined else None
    if second is None or second.sort != "number" or second.amount > _MOST or second.used:
        return False
    after = sentence.words.at.get(second.last + 1)
    if after is not None and after.sort in {"noun", "kind", "elsewhere"}:
        return False
    second.used = True
    return True


def _second(sentence: Sentence, token: Token) -> Token | None:
    """The second number of "one in five", "three out of four", "two in every ten"."""
    words = sentence.words.words
    joined = words[token.last + 1 : token.last + 4]
    if joined[:1] != ["in"] and joined[:2] not in (["out", "of"], ["of", "every"]):
        return None
    place = token.last + (2 if joined[0] in {"in", "of"} else 3)
    place += "every" in joined
    second = sentence.words.at.get(place)
    if second is None or second.used or second.form not in {"words", "digits"}:
        return None
    if token.amount > _FEW or not max(token.amount, 1) <= second.amount <= _MOST:
        return None
    return second


# Readings ---------------------------------------------------------------------------------------


def _share(sentence: Sentence, value: float, hedge: Comparator, last: int) -> tuple[Reading, ...]:
    whole = _owners(sentence, last + 1)
    if _is_here(sentence, last) and not sentence.story.home:
        return sentence.nothing(UNKNOWN)
    states = _who(sentence, last, whole)
    models = sentence.models()[:1]
    words, types = _kind(sentence, last)
    if not (words or types):
        words, types = _kind(sentence)
    within = codes_of(whole)
    fresh = sentence.last or sentence.story.fresh
    if _of_them(sentence, last) and fresh is not None:
        models = tuple(
            dict.fromkeys(t.value for t in sentence.tokens if t.sort == "model" and t.first > last)
        )[:1]
        words, types = _kind(sentence, last)
    if not (states or models or words or types) and fresh is not None:
        states, models = fresh.states, fresh.models
        if sentence.last is None and not _ITS.isdisjoint(sentence.present):
            states = carried_states(sentence) or states
    if not (states or within or models or words or types):
        return sentence.nothing(UNKNOWN)
    if not within and (models or words or types) and not _of_all(sentence, last):
        within = states or carried_states(sentence)
    if any(in_quarter(sentence, place) for place in range(last + 2, last + 6)):
        return sentence.nothing(REGION)
    told = hedge is not Comparator.EXACT or value == int(value)
    (reading,) = make_reading(
        sentence,
        Measure.SHARE,
        Scope(states=states or within, models=models, words=words, types=types),
        value=value,
        comparator=hedge if told else Comparator.ABOUT,
        place=last,
    )
    sentence.share = replace(reading, whole=Scope(states=within))
    return (sentence.share,)


def _beside(sentence: Sentence, last: int) -> list[Token]:
    """The states that a share is said to be in: "27 percent are in one state, 16 in another"."""
    words, at = sentence.words.words, sentence.words.at
    place = last + 1
    while place < len(words) and words[place] in _LYING:
        place += 1
    found: list[Token] = []
    token = at.get(place)
    while place > last + 1 and token is not None and token.sort == "state":
        found.append(token)
        place = token.last + 1
        while words[place : place + 1] in ([","], ["and"]):
            place += 1
        token = at.get(place)
    return found


def _who(sentence: Sentence, last: int, whole: list[Token]) -> tuple[str, ...]:
    """The states whose share it is: those just before it in its clause, else all that are named."""
    words = sentence.words.words
    if _is_here(sentence, last):
        return sentence.story.home
    others = [t for t in sentence.states() if t not in whole]
    aside = next((n for n in range(last, len(words)) if words[n] in _ASIDE), len(words))
    others = [t for t in others if t.first < aside] or others[:0]
    beside = _beside(sentence, last)
    if beside:
        return codes_of(beside)
    parted = next(
        (t for t in others if t.first > last and _FOLLOWED & set(words[last : t.first])), None
    )
    if parted is not None:
        return codes_of([t for t in others if t.first < last])
    return codes_of(others)


def _is_here(sentence: Sentence, last: int) -> bool:
    """Whether a share is said to be of the writer's own state: "here nine in ten are"."""
    return "here" in sentence.words.words[max(0, last - _NEAR) : last]


def _of_them(sentence: Sentence, last: int) -> bool:
    words = sentence.words.words[last + 1 : last + 3]
    return words[:1] == ["of"] and not _THEM.isdisjoint(words)


def _kind(sentence: Sentence, last: int = -1) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kind of agency whose share it is, named behind a word."""
    words = sentence.words.words
    aside = (
        n for n in range(last + 1, len(words) - 1) if words[n] == "," and words[n + 1] in _SIDE
    )
    end = next(aside, len(words))
    kinds = [t for t in sentence.tokens if t.sort == "kind" and last < t.first < end]
    kind = kinds[0].value if kinds else ""
    if kind.startswith("type:"):
        return (), (kind[5:],)
    return (tuple(kind.split("|")) if kind else ()), ()


def _of_all(sentence: Sentence, last: int) -> bool:
    words = sentence.words.words[last + 1 : last + 9]
    listed = any(words[n : n + 3] == ["on", "the", "list"] for n in range(len(words)))
    return listed or not ALL_OF_THEM.isdisjoint(words)


def _owners(sentence: Sentence, start: int) -> list[Token]:
    """The states that own what a share is of: "of Florida's agreements"."""
    if sentence.words.words[start : start + 1] != ["of"]:
        return []
    return [
        t
        for t in sentence.states()
        if start < t.first <= start + 4 and (t.owner or t.first == start + 1)
    ]
