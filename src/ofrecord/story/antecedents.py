"""What a number counts: by its own noun, by what was counted before, or by the noun to its left."""

from __future__ import annotations

from dataclasses import replace

from ofrecord.story.bases import answers_other, find_base, is_against, was_share
from ofrecord.story.claims import Measure
from ofrecord.story.context import Count, Sentence
from ofrecord.story.heads import Head
from ofrecord.story.nouns_before import MEASURES, PLACES, noun_before, of_token
from ofrecord.story.numbers import FRACTION_WORDS
from ofrecord.story.speech import BORDERS, WAITING, word_set
from ofrecord.story.tokens import Token

_GOES_ON = word_set(
    "nationwide statewide nationally total altogether overall now today currently so strong alone "
    "mark already last this esta este hoy ya ago earlier such more others combined others' "
    "each apiece cada"
)
_COUNTED = word_set("tally count total number figure totals roster")
_THERE_WERE = (["there", "were"], ["there", "was"], ["había", "solo"])
_FIRST = word_set("most fewest highest lowest more")
_NAMED = frozenset({"noun", "model", "elsewhere"})
_GREW = word_set("pasaron pasó aumentaron aumentó subieron subió crecieron creció")
_MAKE = frozenset({"make", "makes", "made"})
_ACCOUNT = (["account", "for"], ["accounts", "for"], ["accounted", "for"])
_TALLY = frozenset({"total", "tally"})
_BEFORE = word_set(
    "at to with from past only just another and , : than reached hit about over nearly now of "
    "exactly by — – ; y con los las ya already currently totaling another's is are for some also "
    "has had have number since against remaining all other among those these today eran era "
    "fueron sumaban"
)
_OF_THE = (["of", "the"], ["of", "those"], ["of", "these"], ["de", "los"], ["de", "las"])
_OF_THESE = (["of", "those"], ["of", "these"], ["of", "them"], ["de", "estas"], ["de", "estos"])
_THAT_DO = (["that", "do"], ["that", "have"], ["which", "do"], ["did"], ["do"])
_SPEAKS = word_set("said say says told declined refused replied responded answered called")
_LACKS = (["have", "none"], ["has", "none"], ["have", "no"], ["has", "no"], ["had", "none"])
_ARE = (["are"], ["is"], ["were"], ["with"], ["from"])
MEMBERS = frozenset({Measure.AGREEMENTS, Measure.AGENCIES})
_BE = frozenset({"was", "were", "been", "being"})
RANKING = frozenset({"ranks", "ranked", "rank", "ranking"})
"""States are ranked by agreements."""
_FAR = 7
_MANY = 10
_KINDS = 2
"""Who names more kinds of agency than these means agencies of every kind."""
MOST_STATES = 56
"""There are no more states than these, the territories included."""


def what_is_counted(sentence: Sentence, token: Token, head: Head) -> Count | None:
    """What a number counts, without its place and day; ``None`` where that is not in the record."""
    last = sentence.last
    chosen = last is not None and last.measure is Measure.AGENCIES and _the_model(sentence, token)
    if head.kind == "model" and head.token is not None and last is not None and chosen:
        return replace(_same(last), models=(head.token.value,), states=())
    if head.token is not None:
        count, told = of_token(head.token), sentence.story.counted.get(token.amount)
        before = sentence.words.words[max(0, token.first - 1) : token.first]
        if count is not None and told is not None and before in (["these"], ["those"]):
            count.states = told.states
        return _of_these(sentence, token, _both_kinds(sentence, head, count))
    tail = sentence.words.words[token.last + 1 : token.last + 3]
    if tail in _LACKS and not head.word:
        goes_on = sentence.story.states_at >= sentence.story.number - 1
        return Count(Measure.STATES) if goes_on else None
    if not _SPEAKS.isdisjoint(tail[:1]) or _done_to_others(sentence, token, head):
        return None
    if answers_other(sentence, token):
        return None
    without = tail[:1] == ["without"] and head.word in {"", "without"}
    if (tail[:2] in _THAT_DO or without) and sentence.story.states_at >= sentence.story.number - 1:
        return Count(Measure.STATES_WITHOUT if without else Measure.STATES)
    base = find_base(sentence, token, head, model=_model_after(sentence, token))
    if head.total is not None and not head.word:
        base = sentence.story.counted.get(head.total.amount, base)
    if head.kind == "them":
        return _signed_ones(sentence, token, head, _them(sentence, token, head, base))
    if head.word and head.word not in _GOES_ON and not head.more:
        return None
    count = _going_on(sentence, token, head, base)
    if (
        count is not None
        and base is sentence.story.fresh
        and not RANKING.isdisjoint(sentence.present)
    ):
        return _agreements(count)
    return _signed_ones(sentence, token, head, count)


def _done_to_others(sentence: Sentence, token: Token, head: Head) -> bool:
    """Whether those of a bare number do something with what is not counted: "two cover the jails"."""
    place = token.last + 1
    if head.kind or head.word or place >= len(sentence.words.words):
        return False
    if sentence.role(place) not in {"hold", "other"}:
        return False
    if sentence.words.words[place] in {"cover", "covers"}:
        return not any(
            t.sort in {"noun", "kind", "state", "name"} and t.first > place for t in sentence.tokens
        )
    near = (sentence.words.at.get(n) for n in range(place + 1, place + 3))
    other = next((t for t in near if t is not None), None)
    return other is not None and other.sort == "elsewhere" and other.value != "time"


def _signed_ones(sentence: Sentence, token: Token, head: Head, count: Count | None) -> Count | None:
    """What is said to be signed is an agreement: "nine of New York's were signed this year"."""
    tail = sentence.words.words[head.last + 1 : head.last + 7]
    place = next((n for n, word in enumerate(tail) if word in _BE), -1)
    before = sentence.words.words[max(0, token.first - 1) : token.first]
    passive = place >= 0 and "signed" in tail[place + 1 : place + 3]
    if count is None or not (passive or before == ["signed"]):
        return count
    return _agreements(count)


def _agreements(count: Count) -> Count:
    """The same of agreements, where agencies of any kind would be counted."""
    if count.measure is not Measure.AGENCIES or count.words or count.types:
        return count
    return replace(count, measure=Measure.AGREEMENTS)


def _both_kinds(sentence: Sentence, head: Head, count: Count | None) -> Count | None:
    """A count of several kinds of agency together: "police departments, sheriffs and constables"."""
    last, kinds = head.last, 1
    while count is not None and count.words:
        joined = sentence.words.words[last + 1 : last + 2] in ([","], ["and"], ["or"], ["y"])
        other = sentence.words.at.get(last + 2)
        second = of_token(other) if joined and other is not None and other.sort == "kind" else None
        if second is None or other is None or not second.words:
            break
        count.words, last, kinds = (*count.words, *second.words), other.last, kinds + 1
    if count is not None and kinds > _KINDS:
        count.words = ()  # of whatever kind
    return count


def _of_these(sentence: Sentence, token: Token, count: Count | None) -> Count | None:
    """Some of the same as before: "20 of those agencies" may be applicants still."""
    told = sentence.last or sentence.story.fresh
    these = sentence.words.words[token.last + 1 : token.last + 3] in _OF_THESE
    if count is None or told is None or not these or told.measure is not count.measure:
        return count
    return replace(_same(told), part=True)


def _the_model(sentence: Sentence, token: Token) -> bool:
    """Whether a model is what those counted chose: "four chose the jail and seven the other model"."""
    return sentence.words.words[token.last + 1 : token.last + 2] == ["the"]


def _same(base: Count) -> Count:
    """A count of the same things in the same places."""
    measure = Measure.STATES if base.measure in PLACES else base.measure
    return Count(
        measure,
        states=base.states,
        counties=base.counties,
        words=base.words,
        types=base.types,
        agencies=base.agencies,
        pending=base.pending,
        with_pending=base.with_pending,
    )


def narrow_to_subject(sentence: Sentence, token: Token, count: Count) -> None:
    """Narrows a count to the kind that makes it up: "sheriffs account for 150 of the agencies"."""
    words, place = sentence.words.words, sentence.place(token.hedge_start)
    made = words[max(0, place - 2) : place]
    if not (made[1:] == ["up"] and made[0] in _MAKE) and made not in _ACCOUNT:
        return
    kind = next((t for t in sentence.tokens if t.sort == "kind" and t.last == place - 3), None)
    own = of_token(kind) if kind is not None else None
    if own is not None and not (count.words or count.types):
        count.words, count.types = own.words, own.types


def _narrow(sentence: Sentence, count: Count, start: int) -> None:
    """Narrows a count to a kind of agency that is named next: "six are with sheriff's offices"."""
    words, at = sentence.words.words, sentence.words.at
    for place in range(start, min(start + 5, len(words))):
        token = at.get(place)
        if token is not None:
            kind = of_token(token) if token.sort == "kind" else None
            if kind is not None:
                count.words, count.types = kind.words, kind.types
            return
        if words[place] in BORDERS or words[place] == ",":
            return


def _them(sentence: Sentence, token: Token, head: Head, base: Count | None) -> Count | None:
    """Some of those counted before, perhaps narrowed: "four of them state agencies"."""
    if base is None or base.measure is None:
        return _of_named(sentence, token)
    count = _same(base)
    count.part = True
    _narrow(sentence, count, max(head.last, token.last) + 1)
    return count


def _of_named(sentence: Sentence, token: Token) -> Count | None:
    """Some of the agreements that the sentence has named first: "task force deals: 572 of them"."""
    before = [t for t in sentence.tokens if t.last < token.first and t.sort in _NAMED]
    if not before or before[-1].value in {"states", "counties"}:
        return None
    return of_token(before[-1])


# Numbers without a noun -------------------------------------------------------------------------


def _going_on(sentence: Sentence, token: Token, head: Head, base: Count | None) -> Count | None:
    """What a number without a noun goes on counting: "agreements in Texas currently total 299"."""
    told = _told_before(sentence, token)
    if told is not None:
        return _same(told)
    if sentence.last is not None and sentence.last.measure is not None:
        first = sentence.place(token.hedge_start)
        if head.more or is_against(sentence.words.words[max(0, first - 2) : first]):
            return _same(_member_count(sentence, token, sentence.last))
    if not _can_go_on(sentence, token):
        return None
    own = _model_before(sentence, token)
    if own and sentence.subject is not None:
        return replace(_same(sentence.subject), models=(own,))
    model = _model_after(sentence, token)
    found, other = noun_before(sentence, token, base, model=model)
    if other:
        return None
    if found is not None:
        last = sentence.last
        if last is not None and last.part and last.measure is found.measure:
            found.pending = last.pending
        if sentence.words.words[token.last + 1 : token.last + 2] in _ARE:
            _narrow(sentence, found, token.last + 1)
        return replace(found, models=(model,), part=base is not None) if model else found
    return _by_base(sentence, token, head, base, model)


def _can_go_on(sentence: Sentence, token: Token) -> bool:
    """Whether the words around a number let it count what was counted before."""
    words, at = sentence.words.words, sentence.words.at
    before = sentence.place(token.hedge_start) - 1
    if before < 0:
        return True
    if words[before] == "a" and before and words[token.last].startswith(("dozen", "docena")):
        before -= 1
    word = words[before]
    if word == "or" and was_share(sentence, before):
        return True
    after = words[token.last + 1] if token.last + 1 < len(words) else ""
    if word == "," and after == ",":
        return not (_COUNTED | _FIRST | FRACTION_WORDS).isdisjoint(words[:before])
    if words[max(0, before - 1) : before + 1] in _THERE_WERE:
        return True
    if word == "the" and after == "mark" and before and sentence.role(before - 1) == "count":
        return True
    if word == "(" and after == ")":
        named = at.get(before - 1)
        return named is not None and named.sort in {"state", "model"}
    if word == "the":
        known = sentence.last or sentence.story.fresh
        of = words[before - 1 : before] == ["of"]
        if of and token.amount < _MANY and (not after or after in BORDERS):
            return token.amount in sentence.story.counted
        return known is not None and (of or after in {"that", "who", "with"})
    if word == "a" and before and sentence.role(before - 1) == "count":
        return True
    if word in {"de", "a"} and not _GREW.isdisjoint(words[:before]):
        return True
    if word in _BEFORE or sentence.role(before) in {"count", "hold", "have", "sign"}:
        return True
    other = at.get(before)
    return other is not None and other.sort in {"state", "noun", "model"}


def _member_count(sentence: Sentence, token: Token, last: Count) -> Count:
    """What goes on behind a number of states: "1,000 agreements in 40 states, up from 135".

    It is what the sentence counted before, where so many states cannot be or applications are told.
    """
    if last.measure not in PLACES or sentence.subject is None:
        return last
    waits = not WAITING.isdisjoint(sentence.words.words[token.last + 1 : token.last + _FAR])
    return sentence.subject if waits or token.amount > MOST_STATES else last


def _told_before(sentence: Sentence, token: Token) -> Count | None:
    """The count that "of the 10" points back to, by its number."""
    before = sentence.words.words[max(0, token.first - 2) : token.first]
    return sentence.story.counted.get(token.amount) if before in _OF_THE else None


def _by_base(
    sentence: Sentence, token: Token, head: Head, base: Count | None, model: str
) -> Count | None:
    """A count that goes on with the one before, or with what the story last spoke of."""
    if base is None:
        if model:
            return Count(Measure.AGREEMENTS, models=(model,))
        if sentence.words.words[max(0, token.first - 1) : token.first] == ["from"]:
            return _of_next(sentence, token)
        if _who_sign(sentence, token.last + 1):
            return Count(Measure.AGENCIES)
        told = "" if _COUNTED.isdisjoint(sentence.present) else sentence.story.noun
        if not told and sentence.cue and not _TALLY.isdisjoint(sentence.present):
            told = "agreements"
        return Count(MEASURES[told]) if told else None
    if base.measure is None:
        return None
    of_these = sentence.last is None and sentence.words.words[:2] in _OF_THESE
    if base.measure in PLACES and _is_of_state(sentence, token):
        base = sentence.subject or sentence.story.members or Count(Measure.AGREEMENTS)
    count = _same(base)
    count.states = count.states if head.more else ()
    if base is not sentence.last and not sentence.waiting and not of_these:
        count.pending = count.with_pending = False
    if of_these:
        count.part = True
    if model:
        count.models, count.part = (model,), True
        if count.measure not in {Measure.AGREEMENTS, Measure.AGENCIES}:
            count.measure = Measure.AGREEMENTS
    _narrow(sentence, count, token.last + 1)
    return count


def _is_of_state(sentence: Sentence, token: Token) -> bool:
    """Whether a state's name stands at once before a number: "Virginia 32, Ohio 14"."""
    before = sentence.words.at.get(sentence.place(token.hedge_start) - 1)
    return before is not None and before.sort == "state"


def _of_next(sentence: Sentence, token: Token) -> Count | None:
    """What the next number counts: "from 135 in January to 1,372 agreements"."""
    after = [t for t in sentence.tokens if t.first > token.last]
    if not any(t.form and not t.used and t.amount > token.amount for t in after):
        return None
    noun = next(
        (t for t in after if t.sort == "noun" and t.value in {"agreements", "agencies"}), None
    )
    return None if noun is None else of_token(noun)


def _who_sign(sentence: Sentence, start: int) -> bool:
    """Whether those counted are only told by what they did: "about 250 that signed"."""
    words = sentence.words.words
    if words[start : start + 1] not in (["that"], ["who"], ["which"]):
        return False
    near = range(start + 1, min(start + 4, len(words)))
    return any(sentence.role(place) == "sign" for place in near)


def _model_before(sentence: Sentence, token: Token) -> str:
    """The model that stands just before a number: "and the task force model 480"."""
    place = sentence.place(token.hedge_start) - 1
    if place > 0 and sentence.words.words[place] in {"for", "at", "with", "("}:
        place -= 1
    other = sentence.words.at.get(place)
    return other.value if other is not None and other.sort == "model" else ""


def _model_after(sentence: Sentence, token: Token) -> str:
    """The model that a number is said to be under: "92 for task forces", "four are task forces"."""
    at, words = sentence.words.at, sentence.words.words
    for place in range(token.last + 1, min(token.last + _FAR, len(words))):
        other = at.get(place)
        if other is not None and (other.sort == "model" or other.form):
            return other.value if other.sort == "model" else ""
        if words[place] == "," and place == token.last + 1:
            return _named_next(sentence, place + 1)
        if words[place] in BORDERS or words[place] == ",":
            return ""
    return ""


def _named_next(sentence: Sentence, place: int) -> str:
    """The model that stands alone behind a number and a comma: "357, the jail model;"."""
    words = sentence.words.words
    if words[max(0, place - 3) : place - 2] in (["other"], ["others"]):
        return ""
    place += words[place : place + 1] == ["the"]
    other = sentence.words.at.get(place)
    if other is None or other.sort != "model":
        return ""
    ends = words[other.last + 1 : other.last + 2]
    return other.value if not ends or ends[0] in BORDERS or ends[0] in {",", "and"} else ""
