"""Whether those counted are said to take part, or only that they might, or do other things."""

from __future__ import annotations

from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.heads import Head
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

_STOPS = word_set("; ( ) — – , while whereas but although though")
_FAR = 14
_SOON = 6
_FEW = 4
_NEUTRAL = word_set(
    "located based headquartered led named called so-called combined limited related united added "
    "scattered divided concentrated mostly elected armed need indeed red shed reported counted "
    "needed detailed publicized announced posted published confirmed opted decided"
)
"""Words in -ed that say nothing of what those counted did."""
_PLACES = frozenset({Measure.AGENCIES, Measure.STATES, Measure.COUNTIES})
_AGREED = frozenset({"agreements", "applications"})
_DOES = frozenset({"sign", "hold", "count"})
_TO = frozenset({"to", "de", "a", "para"})
_AUXILIARY = frozenset({"be", "been", "being", "have"})
_NOT_YET = word_set(
    "would should must require requires required requiring mandate mandates mandated could may "
    "might propose proposes proposed bill bills want wants wanted"
)
_NO_DEALS = word_set("letter letters bill law order petition pledge brief resolution statement")
"""What else is signed."""
_IN = frozenset({"in", "of", "from", "across", "by"})
_SHARES = word_set("half third quarter most majority percent % thirds quarters")
_GROUPS = frozenset({"group", "coalition", "association", "alliance", "panel", "sample"})
_SUITS = frozenset({"lawsuit", "suit", "complaint"})
_VAGUE = word_set("half third quarter fifth most many some few majority thirds quarters all none")
_LAND = word_set("united country nation u.s. nationwide the")
_HAVE = frozenset({"has", "have", "are", "counts", "its", "with", "got"})
_HEDGES = frozenset({"all", "about", "some", "roughly", "only", "just"})
_TAKING_PART = word_set("participating partnering enrolled where with under aboard partner")
_DO = frozenset({"do", "does", "did"})
_HAS = frozenset({"has", "have", "had"})
_IS = frozenset({"is", "are", "were", "become", "became"})
_STAFF = word_set("officers deputies troopers agents staff police personnel employees")
_PREPARED = word_set("trained certified deputized enrolled signed empowered authorized")
_MEMBERS = ("partner", "particip", "jurisdiction", "signator", "agenc", "member", "entit")


def takes_part(sentence: Sentence, token: Token, head: Head, count: Count) -> bool:
    """Whether those that a number counts are said to take part.

    "Eight counties have signed agreements" does; "six states have introduced bills", "four
    departments were asked to join" and "it would require 254 counties to sign" do not.
    """
    if _in_table(sentence, token):
        return True
    if _of_a_group(sentence.words.words, token.first):
        return False
    if count.measure not in _PLACES:
        return not _unreal_before(sentence, token)
    last = max(head.last, token.last)
    said = _right(sentence, token, last + 1)
    if said is None:
        said = _left(sentence, token.first - 1)
    if said is None and sentence.place(token.hedge_start) == 1 and sentence.words.words[0] == "in":
        said = _main_verb(sentence, last + 1)
    return _evidence(sentence) if said is None else said


def _of_a_group(words: list[str], first: int) -> bool:
    """Whether those counted only make up some group: "a group of 30 sheriffs", "it names three"."""
    before = words[max(0, first - 4) : first]
    return (before[-1:] == ["of"] and not _GROUPS.isdisjoint(before)) or not _SUITS.isdisjoint(
        before
    )


def _in_table(sentence: Sentence, token: Token) -> bool:
    """Whether a number stands behind the name of its state, as in a table: "Ohio: 12 agencies"."""
    before = sentence.words.at.get(token.first - 2)
    colon = sentence.words.words[max(0, token.first - 1) : token.first] == [":"]
    return colon and before is not None and before.sort == "state"


def _right(sentence: Sentence, token: Token, start: int) -> bool | None:
    """What the verb after those counted says of them; ``None`` where there is none."""
    words, at = sentence.words.words, sentence.words.at
    inserted = 0
    for place in range(start, min(start + _FAR, len(words))):
        word, other, role = words[place], at.get(place), sentence.role(place)
        if place < inserted:
            continue
        if word == "," and place == start:
            inserted = _after_insertion(words, place)
            if inserted:
                continue
        following = words[place + 1 : place + 2]
        if word in _DO and place == start and (not following or following[0] in _STOPS):
            return True
        if word in _HAS and following in (["one"], ["it"], ["them"]):
            return True
        if word == "part" and following == ["of"] and not _IS.isdisjoint(words[start:place]):
            return True
        if word == "followed" and words[place - 1] in _HAVE:
            return True
        if word == "done" and following == ["so"]:
            return _told_before(sentence)
        if word == "asked" and words[place - 1] in _HAVE and words[place + 1 : place + 2] == ["to"]:
            return True
        if other is not None and other.form and not other.used:
            return False if _has_others(sentence, place) else None
        if word in _STOPS:
            return None
        if other is not None and other.sort == "noun" and other.value in _AGREED:
            return True
        if not role and other is None and place - start <= _SOON and _is_past(word):
            return False
        if not role or role == "have" or (word == "including" and words[place - 1] == ","):
            continue
        if role in {"other", "sign"} and _done_by_staff(sentence, place):
            return True
        if role == "sign" and not _NO_DEALS.isdisjoint(words[place + 1 : place + 4]):
            return False
        if words[place - 1] in _TO and role in {"sign", "hold"}:
            if _left(sentence, token.first - 1) is False:
                return False
        else:
            return role in _DOES
    return None


def _told_before(sentence: Sentence) -> bool:
    """Whether the sentence before told who takes part: that they have "done so" says the same."""
    fresh = sentence.last or sentence.story.fresh
    if sentence.story.claim:
        return True
    return fresh is not None and fresh.sentence >= sentence.story.number - 1


def _has_others(sentence: Sentence, place: int) -> bool:
    """Whether those counted are said to have so many of something else: "have 100,000 people"."""
    words, at = sentence.words.words, sentence.words.at
    if _HAS.isdisjoint(words[max(0, place - 3) : place]):
        return False
    near = (at.get(n) for n in range(place + 1, min(place + 4, len(words))))
    return any(t is not None and t.sort == "elsewhere" for t in near)


def _after_insertion(words: list[str], place: int) -> int:
    """Where a clause goes on behind ", among them X and Y,"; 0 where nothing is put in."""
    if words[place + 1 : place + 2] not in (["among"], ["including"], ["like"], ["such"]):
        return 0
    return next((n + 1 for n in range(place + 1, len(words)) if words[n] == ","), 0)


def _done_by_staff(sentence: Sentence, place: int) -> bool:
    """Whether officers are trained or deputized: their agencies take part."""
    before = sentence.words.at.get(place - 1)
    words = sentence.words.words
    staff = before is not None and before.sort == "elsewhere" and words[before.first] in _STAFF
    return staff and words[place] in _PREPARED


def _is_past(word: str) -> bool:
    return word.endswith("ed") and word not in _NEUTRAL


def _main_verb(sentence: Sentence, start: int) -> bool | None:
    """What a sentence says that begins with where: "in five states, laws prohibit agreements"."""
    words = sentence.words.words
    for place in range(start, len(words)):
        role = sentence.role(place)
        if role and role != "have" and words[place] not in {"including", "include"}:
            return role in _DOES
        if not role and place not in sentence.words.at and _is_past(words[place]):
            return False
    return None


def _left(sentence: Sentence, start: int) -> bool | None:
    """What the verb before those counted says of them; ``None`` where there is none."""
    words, at = sentence.words.words, sentence.words.at
    for place in range(start, max(start - _FAR, -1), -1):
        other, role = at.get(place), sentence.role(place)
        ends = other is not None and other.last == place
        if words[place] in _STOPS or (ends and other is not None and other.form and not other.used):
            return None
        if ends and other is not None:
            if other.sort == "noun" and other.value in _AGREED:
                return not _unreal_before(sentence, other)
            if other.sort == "elsewhere" and start - place <= 1 and not role:
                return False
        if role in {"unreal", "other"}:
            return False
        if role in _DOES:
            return not _done_by_others(sentence, place)
    return None


def _done_by_others(sentence: Sentence, place: int) -> bool:
    """Whether others than agencies do what is said: "the field office covers three states"."""
    subject = sentence.words.at.get(place - 1)
    return subject is not None and subject.sort == "elsewhere" and subject.value != "time"


def _unreal_before(sentence: Sentence, token: Token) -> bool:
    """Whether what is counted is only asked for: "it would require 40 agreements"."""
    words, starts = sentence.words.words, sentence.words.starts
    for place in range(token.first - 1, max(token.first - 7, -1), -1):
        word = words[place]
        if word in _STOPS:
            return False
        if word in _NOT_YET and not sentence.words.plain[starts[place]].isupper():
            return True
        before = words[place - 1] if place else ""
        if sentence.role(place) in _DOES and before not in _TO and before not in _AUXILIARY:
            return False
    return False


def _evidence(sentence: Sentence) -> bool:
    """Whether a sentence whose verb says nothing still speaks of those who take part."""
    if sentence.cue or sentence.has_noun("agreements", "applications"):
        return True
    if sentence.has_role("sign", "hold"):
        return True
    told = sentence.last or sentence.story.fresh
    if told is None and sentence.states():
        told = sentence.story.remembered
    others = any(t.sort == "elsewhere" for t in sentence.tokens)
    return told is not None and told.measure is not None and not others


def only_exist(sentence: Sentence, token: Token, head: Head, count: Count) -> bool:
    """Whether a number tells how many agencies or counties there are, not how many take part."""
    if count.measure is Measure.STATES:
        return _are_region(sentence, token, head)
    if count.measure not in {Measure.AGENCIES, Measure.COUNTIES} or head.total is not None:
        return False
    words = sentence.words.words
    after = words[head.last + 1 : head.last + 5]
    if after[:2] in (["serve", "in"], ["work", "in"], ["operate", "in"]) and _LAND.intersection(
        after
    ):
        return True
    if words[max(0, token.first - 2) : token.first] == ["state", "of"]:
        return True
    before = token.first - 1
    while before >= 0 and words[before] in _HEDGES:
        before -= 1
    if _part_of_owned(words, before):
        return True
    pointed = before > 0 and words[before] == "the" and words[before - 1] in _IN
    if pointed and token.amount <= _FEW and count.measure is Measure.COUNTIES:
        return True
    if before < 0 or not (words[before] in _HAVE or words[before].endswith(("'s", "s'"))):
        return False
    if words[0] in {"of", "out"} and words[head.last + 1 : head.last + 2] == [","]:
        return True
    if words[before] == "with" and words[before - 1] in {"along", "together"}:
        return False
    if words[before] == "with" and sentence.has_noun("agreements"):
        return False
    if _tells_of_part(sentence, token, head):
        return False
    noun = head.token
    if noun is None or noun.sort != "noun" or noun.value != "agencies":
        return True
    return not words[noun.last].startswith(_MEMBERS)


def _part_of_owned(words: list[str], owner: int) -> bool:
    """Whether a vague part of all is told: "a third of Ohio's 88 counties", "many of its towns"."""
    if owner < 2 or not words[owner].endswith(("'s", "s'", "its")):
        return False
    first = owner - 1
    while first and words[first] not in {"of", ","} and owner - first < 3:
        first -= 1
    return words[first] == "of" and words[first - 1] in _VAGUE


def _are_region(sentence: Sentence, token: Token, head: Head) -> bool:
    """Whether states are all those of a region: "the seven Mountain West states"."""
    words = sentence.words.words
    first = sentence.place(token.hedge_start)
    while first and words[first - 1] in _HEDGES:
        first -= 1
    if words[max(0, first - 1) : first] == ["in"] and not _SHARES.isdisjoint(words[:first]):
        return True
    before = words[max(0, token.first - 2) : token.first]
    if before[-1:] != ["the"] and before != ["the", "other"]:
        return False
    if token.amount <= _FEW or words[head.last + 1 : head.last + 4] == ["with", "the", "most"]:
        return True
    return any(t.sort == "state" and token.last < t.first < head.last for t in sentence.tokens)


def _tells_of_part(sentence: Sentence, token: Token, head: Head) -> bool:
    """Whether the clause of a number goes on to say that those counted take part."""
    words, at = sentence.words.words, sentence.words.at
    for place in range(token.first, min(len(words), head.last + 12)):
        word, other = words[place], at.get(place)
        after = place > head.last
        if word in _STOPS and (after or word != ","):
            return False
        if after and word == "and":
            return False
        if word in _TAKING_PART or (after and sentence.role(place) in {"sign", "hold"}):
            return True
        named = other is not None and other.value != "states"
        if after and named and other is not None and other.sort in {"noun", "model", "filler"}:
            return True
    return False
