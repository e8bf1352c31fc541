"""Numbers that count agreements, agencies, states or counties, to readings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ofrecord.story.absences_where import lacks
from ofrecord.story.antecedents import MEMBERS, narrow_to_subject, what_is_counted
from ofrecord.story.asides import is_aside, is_taken_off, is_topped
from ofrecord.story.bases import is_against
from ofrecord.story.claims import Basis, Comparator, Measure, Reading
from ofrecord.story.context import Count, Sentence
from ofrecord.story.growths import read_percent, read_times
from ofrecord.story.heads import Head, find_head
from ofrecord.story.labels import is_label
from ofrecord.story.numbers import rounded_range
from ofrecord.story.offices import BODY_WORDS
from ofrecord.story.parts_of_states import REGION, in_quarter, narrow_to_part
from ofrecord.story.parts_unsaid import is_of_each, is_of_each_of_some, is_part_unsaid
from ofrecord.story.places_carried import LARGE
from ofrecord.story.predicates import only_exist, takes_part
from ofrecord.story.ranks import read_ordinal
from ofrecord.story.scopes import is_somewhere, scope_count
from ofrecord.story.shares import NOT_ABOUT, UNKNOWN, read_one_in, read_share
from ofrecord.story.speech import BORDERS, word_set
from ofrecord.story.subjects import Found, Part
from ofrecord.story.tokens import Token
from ofrecord.story.totals import is_whole_of_noun
from ofrecord.story.unsure import SIGNED_WHEN, have_such_rules, is_of_others, some_unsaid
from ofrecord.story.when import EARLIER, LATER, date_count

NOT_SAID = "it is not said that they take part"
NONE_HELD = "how many have none is not on a list"
EXIST = "how many there are in all, with or without an agreement"
OPENING = 3
"""What the first sentences of a story count tells what state it is about."""
EACH = "it is told of each of several states"
DESCRIBES = "a measure of something else"
_FEW = 4
_CLOSE = 5
_PARTED = frozenset({";", "and", "but", "while", "which"})
_SORTS = word_set("municipal village town city borough rural suburban tribal metro small-town")
_CARDINAL = frozenset({"digits", "words", "rounded"})
_KEPT = frozenset({Measure.AGREEMENTS, Measure.AGENCIES, Measure.COUNTIES})
_WILL = word_set(
    "could may might would will expected expects track poised projected set likely aims hopes hope "
    "hoping plans wants goal"
)
_REACHING = word_set("reach hit top surpass exceed pass have cross approach")
_SURELY = word_set("expected expects track projected aims will hopes hope hoping plans wants goal")
_ALL_BUT = (["all", "but"], ["every", "but"], ["all", "except"])
_RISE_OF = tuple(
    [word, "of"] for word in ("increase", "rise", "jump", "gain", "growth", "surge", "addition")
)
_DATING = frozenset({"date", "dates", "dated", "predate", "predates"})
_HAVE = frozenset({"has", "have", "had"})
_FEWER = frozenset({"fewer", "less", "more"})
_MODEL = frozenset({"model", "models", "modelo"})
_NEAR = 9
_FAR = 14
_AND = frozenset({"and", "y"})
_BETWEEN = frozenset({"between", "entre", "from"})
_CHANGE = word_set(
    "grew grown grow growing rose risen rise rising increased increase increasing jumped jump jumping "
    "surged surge surging climbed climb climbing ballooned soared swelled expanded exploded shot went "
    "pasaron pasó aumentaron aumentó subieron subió crecieron creció gone going fell fallen dropped doubled tripled quadrupled up down growth spike spiked leapt moved"
)
_MULTIPLES = word_set("than times double triple twice quadruple doubling tripling")


def read_numbers(sentence: Sentence) -> Iterator[Found]:
    """Every number of a sentence: where it stands, and its readings, or why it has none."""
    sentence.settle_times()
    if not BODY_WORDS.isdisjoint(sentence.present) and sentence.states():
        sentence.settle_bodies()
    numbers = [t for t in sentence.tokens if t.form and not t.used]
    for token in numbers:
        token.used = is_label(sentence, token)
    borders = [t.first for t in numbers if not t.used and t.form in _CARDINAL]
    end = len(sentence.words.words)
    for token in numbers:
        if token.used:
            continue
        high = next((first for first in borders if first > token.first), end)
        found = _read_number(sentence, token, high)
        if found is not None:
            yield token.hedge_start, found[0], found[1]
            if token.form in _CARDINAL:
                sentence.last_end = max(sentence.last_end, token.end)


def _read_number(sentence: Sentence, token: Token, high: int) -> Part | None:
    if token.sort == "money":
        return token.end, sentence.nothing("money")
    if token.sort == "percent":
        return read_percent(sentence, token)
    match token.form:
        case "times":
            return read_times(sentence, token)
        case "ordinal":
            return read_ordinal(sentence, token)
        case "fraction":
            return read_share(sentence, token, token.amount * 100)
        case _:
            return (
                read_one_in(sentence, token)
                or read_times(sentence, token)
                or _read_count(sentence, token, high)
            )


def _read_count(sentence: Sentence, token: Token, high: int) -> Part | None:
    words = sentence.words
    if words.plain[token.end : token.end + 1] == "-" and words.plain[token.end + 1 :][:1].isalpha():
        return token.end, sentence.nothing(DESCRIBES)
    upper = _upper(sentence, token)
    head = find_head(sentence, upper or token)
    named = head.token is not None or head.kind == "them"
    end = words.ends[max(head.last, token.last)] if named else (upper or token).end
    count = what_is_counted(sentence, token, head) if sentence.about else None
    if count is None:
        sentence.last = Count(None)
        if head.kind == "elsewhere" and head.token is not None and head.token.value != "time":
            sentence.story.other_at = sentence.story.number
        return end, sentence.nothing(_reason(sentence, head))
    if is_part_unsaid(sentence, token, head, count) or is_of_others(sentence, token, head):
        return end, sentence.nothing(UNKNOWN)
    coming = _is_coming(sentence, token)
    held = head.token is None and _when(sentence, token) != ""
    narrow_to_subject(sentence, token, count)
    reason = "" if coming or held else _not_counted(sentence, token, head, count)
    if lacks(sentence, token, head, count):
        reason = reason or NONE_HELD
    scope_count(sentence, token, head, count, high)
    each = len(count.states) > 1 and is_of_each(sentence, token, head)
    each = each or (not sentence.models() and is_of_each_of_some(sentence, token))
    reason = reason or (EACH if each else "")
    reason = reason or narrow_to_part(sentence, token, count, max(head.last, token.last) + 1, high)
    count.agencies = _holders(sentence, token, count) or _parts_of_one(sentence, token, count)
    if count.agencies:
        count.measure = Measure.AGREEMENTS
    count.somewhere = not count.states and is_somewhere(sentence, count)
    high_end = words.starts[high] if high < len(words.starts) else len(words.low)
    sentence.when = _when(sentence, token)
    date_count(sentence, token, count, (sentence.last_end, high_end))
    _leave_out(sentence, token, count)
    some = some_unsaid(sentence, token, head, count)
    count.unsettled = bool(some)
    reason = reason or some
    sentence.last = count
    if count.measure in {Measure.STATES, Measure.STATES_WITHOUT}:
        sentence.story.states_at = sentence.story.number
    if count.measure in MEMBERS and sentence.subject is None:
        sentence.subject = count
    count.sentence = sentence.story.number
    if reason:
        return end, sentence.nothing(reason)
    if coming:
        return end, _reach(sentence, token, count)
    _keep(sentence, token, count)
    return end, _count(sentence, token, count, upper)


def _reason(sentence: Sentence, head: Head) -> str:
    """Why a number is no count of the register's."""
    if head.kind == "elsewhere" and head.token is not None:
        return head.token.value
    return UNKNOWN if sentence.about else NOT_ABOUT


def _not_counted(sentence: Sentence, token: Token, head: Head, count: Count) -> str:
    first = sentence.place(token.hedge_start)
    before = sentence.words.words[max(0, first - 2) : first]
    if before in _ALL_BUT and count.measure not in {Measure.STATES, Measure.COUNTIES}:
        return UNKNOWN
    if is_taken_off(sentence, token):
        return UNKNOWN
    if before in _RISE_OF or (not count.models and _of_unknown_model(sentence, head, token)):
        return UNKNOWN
    if head.word in _SORTS and head.token is not None and head.token.sort == "noun":
        return UNKNOWN
    if count.measure is Measure.STATES and in_quarter(sentence, head.last + 1):
        return REGION
    if count.measure is Measure.STATES and have_such_rules(sentence, head):
        return NOT_SAID
    if is_whole_of_noun(sentence, token):
        return EXIST
    if count.measure is Measure.STATES:
        following = sentence.words.words[head.last + 1 : head.last + 6]
        if any(a in _HAVE and b in _FEWER for a, b in pairwise(following)):
            return UNKNOWN
    tail = sentence.words.words[head.last + 1 : head.last + _FAR]
    dating = next((n for n, word in enumerate(tail) if word in _DATING), -1)
    if dating == 0 or (
        dating > 0 and tail[dating + 1 : dating + 2] in (["from"], ["back"], ["to"])
    ):
        return SIGNED_WHEN
    if head.token is not None and only_exist(sentence, token, head, count):
        sentence.exist = sentence.words.words[:2] in (["there", "are"], ["there", "were"])
        return EXIST
    if head.token is None and sentence.exist:
        return EXIST
    return "" if takes_part(sentence, token, head, count) else NOT_SAID


def _of_unknown_model(sentence: Sentence, head: Head, token: Token) -> bool:
    """Whether a number is of a model under a name that is not known: "19 of the street model"."""
    words = sentence.words.words
    for place in range(max(head.last, token.last) + 1, min(token.last + _NEAR, len(words))):
        other = sentence.words.at.get(place)
        if words[place] in BORDERS or words[place] == "," or (other is not None and other.form):
            return False
        if words[place] in _MODEL and other is None:
            return True
        if other is not None and other.sort == "model":
            return False
    return False


def _leave_out(sentence: Sentence, token: Token, count: Count) -> None:
    """Leaves out of "another six signed" those of whom the sentence before told."""
    story, before = sentence.story, sentence.place(token.hedge_start) - 1
    told = story.bodies_at == story.number - 1
    if count.since and told and before >= 0 and sentence.words.words[before] == "another":
        count.others = story.bodies


def _when(sentence: Sentence, token: Token) -> str:
    """Whether a number is one of before, held against one of later, or that one; or neither."""
    words, first = sentence.words.words, sentence.place(token.hedge_start)
    before = words[max(0, first - 2) : first]
    joined = before[1:] == ["and"] and sentence.when == EARLIER
    multiple = before[1:] == ["the"] and before[0] in _MULTIPLES
    against = is_against(before) and (before[-1] == "from" or _then(sentence, token))
    if joined or multiple or against or _changed(sentence, token):
        return EARLIER
    return LATER if before[1:] in (["to"], ["a"]) and sentence.when == EARLIER else ""


def _then(sentence: Sentence, token: Token) -> bool:
    """Whether a time follows a number at once: "compared with 135 in December"."""
    return any(0 <= sentence.place(s.start) - token.last <= _NEAR for s in sentence.times)


def _upper(sentence: Sentence, token: Token) -> Token | None:
    """The upper end of "between 40 and 50", "40 to 50"."""
    at, words = sentence.words.at, sentence.words.words
    place = token.last + 1
    if place + 1 >= len(words) or words[place] not in {"and", "to", "y", "a", "or"}:
        return None
    other = at.get(place + 1)
    if other is None or other.sort != token.sort or other.amount <= token.amount:
        return None
    opened = token.first > 0 and words[token.first - 1] in _BETWEEN
    if opened and _changed(sentence, token):
        return None
    if words[place] in _AND and not opened:
        return None
    other.used = True
    return other


def _changed(sentence: Sentence, token: Token) -> bool:
    """Whether a number is the first of two between which something grew: "rose from 10 to 39"."""
    words = sentence.words.words
    if words[token.first - 1 : token.first] not in (["from"], ["de"]):
        return False
    return not _CHANGE.isdisjoint(words[max(0, token.first - 5) : token.first - 1])


def _holders(sentence: Sentence, token: Token, count: Count) -> tuple[str, ...]:
    """The one agency whose agreements are counted: "the sheriff's office holds two agreements"."""
    if count.measure not in MEMBERS or token.amount > _FEW:
        return ()
    them = sentence.words.words[token.last + 1 : token.last + 3] == ["of", "them"]
    if (count.part or count.measure is Measure.AGENCIES) and not them:
        return ()
    if BODY_WORDS.isdisjoint(sentence.present):
        return ()
    first = sentence.place(token.hedge_start)
    before = [b for b in sentence.bodies if b.end <= token.start]
    if len(before) != 1 or before[0].sort == "town":
        return ()
    between = range(sentence.place(before[0].end), first)
    words = sentence.words.words
    named = any(t.sort in {"noun", "kind"} and t.first in between for t in sentence.tokens)
    if named or len(between) > _CLOSE or not _PARTED.isdisjoint(words[n] for n in between):
        return ()
    owned = not between and sentence.words.words[first - 1].endswith(("'s", "s'"))
    holds = owned or any(sentence.role(n) in {"sign", "hold", "have"} for n in between)
    return (before[0].phrase,) if holds else ()


def _parts_of_one(sentence: Sentence, token: Token, count: Count) -> tuple[str, ...]:
    """The agency whose agreements are told one by one: "two agreements: one for the jail, …"."""
    last = sentence.last
    if last is None or not last.agencies or token.amount > _FEW or not count.models:
        return ()
    return () if sentence.codes() else last.agencies


# Readings ---------------------------------------------------------------------------------------


def _count(
    sentence: Sentence, token: Token, count: Count, upper: Token | None
) -> tuple[Reading, ...]:
    comparator, value, high = token.hedge, token.amount, None
    if comparator is Comparator.EXACT and is_topped(sentence, token):
        comparator = Comparator.MORE_THAN
    if token.form == "rounded":
        bounds = rounded_range(sentence.words.words[token.first])
        if bounds:
            comparator, value, high = Comparator.RANGE, float(bounds[0]), float(bounds[1])
    if upper is not None:
        comparator, high = Comparator.RANGE, upper.amount
    return _reading(sentence, count, comparator=comparator, value=value, high=high)


def _reach(sentence: Sentence, token: Token, count: Count) -> tuple[Reading, ...]:
    """The reading of a number that is still to come: "could reach 1,000 agreements"."""
    if count.measure is Measure.AGENCIES:
        count.words = (*count.words, "*agencies")
    count.measure, count.basis = Measure.REACH, Basis.EVENT
    readings = _reading(sentence, count, comparator=Comparator.AT_LEAST, value=token.amount)
    sentence.last = Count(None)
    return readings


def _reading(
    sentence: Sentence,
    count: Count,
    *,
    comparator: Comparator,
    value: float,
    high: float | None = None,
) -> tuple[Reading, ...]:
    reading = Reading(
        register=sentence.story.register,
        measure=count.measure or Measure.NONE,
        scope=count.scope(),
        days=count.days,
        basis=count.basis,
        comparator=comparator,
        value=value,
        high=high,
        others=count.others,
    )
    return (reading,)


def _keep(sentence: Sentence, token: Token, count: Count) -> None:
    """What the sentences after this one can go on with."""
    story = sentence.story
    story.counted[token.amount] = count
    if count.basis is Basis.STATED and count.days is not None and count.days[1] < story.day:
        story.then, story.then_at = count.days, story.number
    if (count.part or is_aside(sentence, token, count)) and story.last is not None:
        story.last.sentence = story.number
    elif count.measure in _KEPT:
        if _is_general(count) and count.states in ((), story.home):
            story.general = count.states
        story.last = count
        if count.measure in MEMBERS:
            if story.members is None and story.number <= OPENING and len(count.states) == 1:
                story.lead = count.states
            elif count.states and count.states != story.lead:
                story.lead_alone = False
            story.members = count
        everywhere = not count.states and (sentence.national or token.amount >= LARGE)
        story.go_on_about(count.states, everywhere=everywhere)
        if len(count.states) == 1:
            story.speak_of(count.states)


def _is_general(count: Count) -> bool:
    """Whether all agreements or agencies of a place are counted, not some sort of them."""
    some = count.models or count.words or count.types or count.counties or count.since
    return count.measure in MEMBERS and not some and not count.pending


def _is_coming(sentence: Sentence, token: Token) -> bool:
    """Whether a number is still to come: "could reach 1,000", "expects to have 1,500"."""
    words = sentence.words.words[max(0, token.first - 9) : token.first]
    if _WILL.isdisjoint(words) or _REACHING.isdisjoint(words):
        return False
    will = max(n for n, word in enumerate(words) if word in _WILL)
    reach = max(n for n, word in enumerate(words) if word in _REACHING)
    if words[reach] == "have" and _SURELY.isdisjoint(words):
        return False
    return will < reach
