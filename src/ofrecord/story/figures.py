"""Numbers in a sentence to readings: what is counted, where, of which model, on which day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ofrecord.story.claims import Basis, Comparator, Measure, Reading, Scope
from ofrecord.story.context import (
    Sentence,
    carried_states,
    only_included,
    resolve_days,
    scope_states,
    signing_window,
)
from ofrecord.story.lexicon import is_territory
from ofrecord.story.numbers import fraction_of, rounded_range
from ofrecord.story.times import TERM_DAY
from ofrecord.story.tokens import Token

_STOP = frozenset(
    "is are was were be been being has have had will would could can may might must should do does "
    "did signed joined said says which that who where whose when while because but as than "
    "in for with by to from at on under between among across about through after before "
    "accounts account belong belongs go goes went grew grown rose fell made make been "
    "los las en por con para que fue fueron tiene tienen".split()
)
_LINK = frozenset("is are was were for come comes came son".split())
_COUNTING = re.compile(
    r"\b(?:number(?:s|ed|ing)?|total(?:s|ed|ing)?|tall(?:y|ies)|count(?:s|ed|ing)?|come to|came to|"
    r"stands? at|stood at|climbed to|rose to|risen to|grown? to|grew to|reach(?:ed|es)?|"
    r"at|roster|jumped to|hit|surpassed|exceeded|topped|to)\s*$",
    re.IGNORECASE,
)
_GROUPS = frozenset(
    "trio pair couple dozen dozens hundreds thousands scores handful millions".split()
)
_NOT_QUANTITY = frozenset("page chapter section title article route highway no number season episode".split())
_MEASURES = {
    "agreements": Measure.AGREEMENTS,
    "agencies": Measure.AGENCIES,
    "applications": Measure.AGREEMENTS,
    "states": Measure.STATES,
    "counties": Measure.COUNTIES,
}
_REASON_UNKNOWN = "what is counted is not in the record"
_REASON_TOPIC = "the sentence is not about the lists"


@dataclass(frozen=True, slots=True)
class Head:
    """What a number counts: the token that says so, and what stood between."""

    token: Token | None
    kind: str
    end: int
    word: str = ""


def read_numbers(sentence: Sentence) -> Iterator[tuple[int, int, tuple[Reading, ...]]]:
    """Every number of a sentence: where it stands, and its readings (a reason where it has none)."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.sort == "state" and _stands_beside_states(tokens, i):
            token.sort = "place"
    places = [
        i
        for i, token in enumerate(tokens)
        if token.number
        and not token.used
        and token.number.form not in {"times"}
        and not (token.number.form in {"words", "digits"} and _is_idle(sentence, i))
    ]
    borders = [i for i in places if tokens[i].number.form != "ordinal"]  # type: ignore[union-attr]
    places += [i for i, t in enumerate(tokens) if t.number and t.number.form == "times"]
    for at in sorted(places):
        token = tokens[at]
        if token.used or token.number is None:
            continue
        low = max((i + 1 for i in borders if i < at), default=0)
        high = min((i for i in borders if i > at), default=len(tokens))
        found = _read_number(sentence, at, low, high)
        if found is not None:
            start = token.hedge_start if token.hedge_start >= 0 else token.start
            yield start, found[0], found[1]


def _stands_beside_states(tokens: list[Token], at: int) -> bool:
    """Whether a territory is named beside a number of states: "39 states plus Guam"."""
    if not is_territory(tokens[at].value):
        return False
    near = tokens[max(0, at - 4) : at + 6]
    return any(t.sort == "noun" and t.value == "states" for t in near)


def _read_number(
    sentence: Sentence, at: int, low: int, high: int
) -> tuple[int, tuple[Reading, ...]] | None:
    token = sentence.tokens[at]
    assert token.number is not None
    form = token.number.form
    if token.sort == "money":
        return token.end, (_none(sentence, "money"),)
    if form == "times":
        return _read_growth(sentence, at)
    if form == "ordinal":
        return _read_ordinal(sentence, at)
    if token.sort == "percent":
        return _read_percent(sentence, at)
    if form == "fraction":
        return _read_share(sentence, at)
    inside = _one_in(sentence, at)
    if inside is not None:
        return inside
    if _is_label(sentence, at):
        return None
    multiplied = _multiplied(sentence, at)
    if multiplied is not None:
        return multiplied
    return _read_count(sentence, at, low, high)


def _is_idle(sentence: Sentence, at: int) -> bool:
    return _one_in_shape(sentence, at) is None and _is_label(sentence, at)


def _one_in_shape(sentence: Sentence, at: int) -> Token | None:
    """The second number of "one in five", "12 of 76"."""
    tokens = sentence.tokens
    if at + 2 >= len(tokens) or tokens[at + 1].low not in {"in", "of", "out"}:
        return None
    second = tokens[at + 2]
    return second if second.number is not None and not second.used else None


def _is_label(sentence: Sentence, at: int) -> bool:
    """Whether a number only names something: an age, a section, a clock time, a bare year."""
    tokens = sentence.tokens
    token = tokens[at]
    text = sentence.text
    after = text[token.end : token.end + 12].lower()
    if after.startswith(("-year", "-day", "-story", "-hour", "-month", "-mile", " p.m", " a.m", ":", "(")):
        return True
    before = text[max(0, token.start - 2) : token.start]
    if before.endswith(("#", ":", "/", "-")) and token.number and token.number.form == "digits":
        return True
    if token.low == "one" and at and tokens[at - 1].low in {"not", "no", "every", "any", "each", "this", "that"}:
        return True
    if token.low == "one":
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        tail = text[token.end : token.end + 10].lower().strip()
        if text[max(0, token.start - 5) : token.start].lower() != "only " and re.match(
            r"\s*of (?:the|its|their)\b", text[token.end :]
        ):
            return True
        if following not in {"of"} and not (
            at + 1 < len(tokens) and tokens[at + 1].sort in {"noun", "kind", "model"}
        ) and not tail.startswith(("agency", "agreement", "of ")):
            return True
    previous = tokens[at - 1].low if at else ""
    if previous in _NOT_QUANTITY and not _COUNTING.search(text[max(0, token.start - 14) : token.start]):
        return True
    digits = token.text.isdigit() and len(token.text) == 4 and 1900 <= int(token.text) <= 2100
    return digits and token.hedge is Comparator.EXACT and not _counts_next(sentence, at)


def _counts_next(sentence: Sentence, at: int) -> bool:
    return at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].sort in {"noun", "kind"}


def find_head(sentence: Sentence, at: int) -> Head:
    """What a number counts, looking to its right through adjectives."""
    tokens = sentence.tokens
    unknown = 0
    total = False
    last_word = ""
    i = at + 1
    while i < len(tokens) and unknown <= 6:
        token = tokens[i]
        if token.sort in {"noun", "kind", "elsewhere"}:
            while i + 1 < len(tokens) and tokens[i + 1].sort in {"noun", "kind", "elsewhere"}:
                if not _adjoins(sentence, tokens[i], tokens[i + 1]):
                    break
                i += 1
            final = tokens[i]
            return Head(final, final.sort, final.end, final.low)
        if token.sort == "model":
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if following and following.sort in {"noun", "kind"}:
                return Head(following, following.sort, following.end)
            return Head(token, "model", token.end)
        if token.number is not None and not token.used and total:
            token.used = True
            i += 1
            continue
        if token.number is not None or token.low in {";", ":", "(", ")", "—", "–", ","}:
            break
        if token.low == "of":
            rest = [t.low for t in tokens[i + 1 : i + 3]]
            if rest[:1] and rest[0] in {"them", "these", "those", "which"}:
                return Head(None, "of", tokens[i + 1].end, rest[0])
            if rest[:1] and (rest[0] in {"the", "its", "their", "such"} or rest[0].endswith("'s")):
                total = True
                i += 2
                continue
            if tokens[at].low in _GROUPS:
                i += 1
                continue
            return Head(None, "", sentence.tokens[at].end, last_word)
        if token.low in _STOP or token.low in {"and", "or", "y"}:
            break
        if not token.sort and token.low.endswith("ing") and token.low not in {"existing", "outstanding"}:
            break
        if token.sort not in {"state", "filler", "fillers"} and not token.low.endswith("'s"):
            unknown += 1
            last_word = token.low
        i += 1
    return Head(None, "", tokens[at].end, last_word)


def _adjoins(sentence: Sentence, one: Token, other: Token) -> bool:
    return not sentence.text[one.end : other.start].strip()


def _read_count(
    sentence: Sentence, at: int, low: int, high: int
) -> tuple[int, tuple[Reading, ...]] | None:
    token = sentence.tokens[at]
    head = find_head(sentence, at)
    end = max(head.end, token.end)
    if head.kind == "elsewhere" and head.token is not None:
        return end, (_none(sentence, head.token.value),)
    if not _about(sentence):
        return end, (_none(sentence, _REASON_TOPIC),)
    measure, scope = _measure_of(sentence, at, head, low)
    if measure is None:
        if head.word and not _continues(sentence, at, head):
            return end, (_none(sentence, _REASON_UNKNOWN),)
        measure, scope = _from_left(sentence, at)
        if measure is None or measure is Measure.NONE:
            return end, (_none(sentence, _REASON_UNKNOWN),)
        end = token.end
    if _only_exist(sentence, at, head, measure):
        return end, (_none(sentence, "how many there are in all, with or without an agreement"),)
    if measure is Measure.STATES:
        between = {t.sort for t in sentence.tokens[at + 1 : at + 6] if t.end <= head.end}
        if "state" in between:
            return end, (_none(sentence, _REASON_UNKNOWN),)
        if re.match(r"\s+(?:(?:that|which)\s+)?(?:have|with|had|has)\s+no\b|\s+without\b", sentence.text[head.end :]):
            measure = Measure.STATES_WITHOUT
            if re.search(r"pending|still being weighed|whether already", sentence.text):
                scope = replace(scope, with_pending=True)
    return end, _make_readings(sentence, at, measure, scope, low, high)


_EXIST = re.compile(r"\b(?:has|have|there are|is home to|counts|of the state[’']s)\s+(?:\w+\s+){0,1}$")


def _only_exist(sentence: Sentence, at: int, head: Head, measure: Measure) -> bool:
    """Whether a number tells how many agencies or counties a state has, not how many signed."""
    if measure not in {Measure.AGENCIES, Measure.COUNTIES} or head.kind not in {"kind", "noun"}:
        return False
    token = sentence.tokens[at]
    if not _EXIST.search(sentence.text[max(0, token.start - 30) : token.start]):
        return False
    rest = re.split(r"[,;.]| and ", sentence.text[head.end :], maxsplit=1)[0]
    clause = sentence.text[max(0, token.start - 30) : head.end] + rest
    return not re.search(r"agreement|287|partner|sign|ice\b|where|with|model|particip|enforcement agenc|jurisdiction", clause, re.IGNORECASE)


def _about(sentence: Sentence) -> bool:
    return sentence.about


def _measure_of(
    sentence: Sentence, at: int, head: Head, low: int
) -> tuple[Measure | None, Scope]:
    if head.token is None:
        if head.kind == "of" and sentence.story.measure:
            carried = sentence.story.scope
            return Measure(sentence.story.measure), Scope(words=carried.words, types=carried.types)
        return None, Scope()
    if head.kind == "noun":
        pending = head.token.value == "applications" or _pending_near(sentence, at, head)
        return _MEASURES[head.token.value], Scope(pending=pending)
    if head.kind == "kind":
        value = head.token.value
        if value.startswith("type:"):
            return Measure.AGENCIES, Scope(types=(value[5:],))
        return Measure.AGENCIES, Scope(words=tuple(value.split("|")))
    return Measure.AGREEMENTS, Scope(models=(head.token.value,))


def _pending_near(sentence: Sentence, at: int, head: Head) -> bool:
    start = sentence.tokens[at].start
    part = sentence.text[start : head.end + 24].lower()
    return bool(re.search(r"\b(?:pending|awaiting)\b", part))


def _continues(sentence: Sentence, at: int, head: Head) -> bool:
    """Whether a number without a noun goes on counting what the sentence counted before."""
    token = sentence.tokens[at]
    before = sentence.text[: token.hedge_start if token.hedge_start >= 0 else token.start]
    return bool(_COUNTING.search(before)) or head.word in {"more", "others", "nationwide", "statewide", "nationally"}


def _from_left(sentence: Sentence, at: int) -> tuple[Measure | None, Scope]:
    """What a number counts by the noun before it: "agreements in Texas currently total 299"."""
    tokens = sentence.tokens
    token = tokens[at]
    models: tuple[str, ...] = ()
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and following.low in _LINK:
        for later in tokens[at + 2 : at + 7]:
            if later.sort == "model":
                models = (later.value,)
                break
    for i in range(at - 1, -1, -1):
        other = tokens[i]
        if other.sort == "elsewhere" and _COUNTING.search(sentence.text[other.end : token.start]):
            return Measure.NONE, Scope()
        if other.sort == "noun" and other.value in _MEASURES:
            if other.value in {"states", "counties"} and not models:
                continue
            pending = other.value == "applications"
            measure = _MEASURES[other.value]
            if models and measure not in {Measure.AGREEMENTS, Measure.AGENCIES}:
                measure = Measure.AGREEMENTS
            return measure, Scope(models=models, pending=pending)
        if other.sort == "kind":
            return _measure_of(sentence, at, Head(other, "kind", other.end), 0)
    if models:
        return Measure(sentence.story.measure or "agreements"), Scope(models=models)
    before = sentence.text[: token.hedge_start if token.hedge_start >= 0 else token.start]
    if sentence.story.measure and (_COUNTING.search(before) or sentence.cue):
        return Measure(sentence.story.measure), Scope()
    return None, Scope()


def _make_readings(
    sentence: Sentence, at: int, measure: Measure, scope: Scope, low: int, high: int
) -> tuple[Reading, ...]:
    token = sentence.tokens[at]
    number = token.number
    assert number is not None
    days, basis = resolve_days(sentence, token.start)
    scope = _fill_scope(sentence, at, measure, scope, low, high)
    if scope.signed_until and basis is Basis.PUBLISHED:
        days = scope.signed_until, scope.signed_until
    comparator, high_value, value = token.hedge, None, number.value
    if number.form == "rounded":
        bounds = rounded_range(token.low)
        if bounds:
            comparator, value, high_value = Comparator.RANGE, float(bounds[0]), float(bounds[1])
    reading = Reading(
        register=sentence.story.register,
        measure=measure,
        scope=scope,
        days=days,
        basis=basis,
        comparator=comparator,
        value=value,
        high=high_value,
    )
    reach = _reaching(sentence, token)
    if reach:
        return (replace(reading, measure=Measure.REACH, basis=Basis.EVENT, comparator=Comparator.AT_LEAST),)
    sentence.story.measure = measure.value if measure in {Measure.AGREEMENTS, Measure.AGENCIES} else sentence.story.measure
    sentence.story.scope = scope
    sentence.story.focus = scope.states
    if len(scope.states) == 1:
        sentence.story.states = scope.states
    return (reading,)


_WILL = re.compile(r"\b(?:could|may|might|would|will|expected to|on track to|poised to)\s+(?:soon\s+)?(?:reach|hit|top|surpass|exceed|pass)\b", re.IGNORECASE)


def _reaching(sentence: Sentence, token: Token) -> bool:
    return bool(_WILL.search(sentence.text[max(0, token.start - 60) : token.start]))


def _fill_scope(
    sentence: Sentence, at: int, measure: Measure, scope: Scope, low: int, high: int
) -> Scope:
    states = scope_states(sentence, at, low, high)
    if measure is Measure.STATES:
        states = ()
        around = sentence.text[sentence.tokens[at].start : sentence.tokens[at].end + 40].lower()
        before = sentence.text[max(0, sentence.tokens[at].start - 24) : sentence.tokens[at].start].lower()
        for name in ("guam", "northern mariana"):
            if name in around or name in before:
                scope = replace(scope, territories="Guam")
    elif not states:
        named = () if sentence.national else _alone(sentence)
        states = named or carried_states(sentence)
    elif _said_of_all(sentence, at):
        states = ()
    models = scope.models or _models_near(sentence, at, high)
    if sentence.pending and not scope.pending and measure is Measure.AGREEMENTS:
        part = sentence.text[sentence.tokens[at].start :][:80].lower()
        if re.match(r"[\d,\w]+\s+(?:\w+\s+){0,4}(?:are|is|was|were)?\s*pending", part):
            scope = replace(scope, pending=True)
    scope = replace(scope, states=states, models=models)
    if measure in {Measure.AGREEMENTS, Measure.AGENCIES, Measure.COUNTIES} and sentence.signs:
        since, until = signing_window(sentence, sentence.tokens[at].end)
        if since and not _is_stock(sentence, at):
            scope = replace(scope, signed_since=since, signed_until=until)
    return scope


def _alone(sentence: Sentence) -> tuple[str, ...]:
    """The states that a sentence names, where it names one or one list of them."""
    states = [t for t in sentence.states() if not only_included(sentence, t)]
    gaps = [sentence.text[a.end : b.start] for a, b in zip(states, states[1:], strict=False)]
    listed = all(re.fullmatch(r"[’']?s?,?\s*(?:and|plus|y)?\s*(?:the\s)?", gap) for gap in gaps)
    codes = tuple(dict.fromkeys(c for t in states for c in t.value.split(",")))
    return codes if listed else codes[:1]


_ALL = re.compile(r"\b(?:nationwide|nationally|across the (?:country|u\.s\.|nation)|in the (?:country|nation)|national list)\b", re.IGNORECASE)


def _said_of_all(sentence: Sentence, at: int) -> bool:
    """Whether a number's own phrase says that it is of the whole country."""
    token = sentence.tokens[at]
    part = re.split(r"[,;]", sentence.text[token.end : token.end + 70], maxsplit=1)[0]
    return bool(_ALL.search(part)) or (
        bool(re.search(r"\bnationwide\b", sentence.text[: token.start], re.IGNORECASE))
    )


def _models_near(sentence: Sentence, at: int, high: int) -> tuple[str, ...]:
    found = [t.value for t in sentence.tokens[at + 1 : high] if t.sort == "model"]
    if found:
        return (found[0],)
    earlier = [t for t in sentence.tokens[:at] if t.sort == "model"]
    others = [t for t in sentence.tokens[:at] if t.number and not t.used]
    if earlier and not others:
        return (earlier[-1].value,)
    return ()


_NOW = re.compile(r"\b(?:now|currently|at present|active|so far hold|in place|total(?:s|ing)?|hold)\b", re.IGNORECASE)


def _is_stock(sentence: Sentence, at: int) -> bool:
    """Whether a number is of what stands, though the sentence also tells of signing."""
    token = sentence.tokens[at]
    part = sentence.text[max(0, token.start - 40) : token.end + 30]
    new = re.search(r"\b(?:new|added|newly)\b", part, re.IGNORECASE)
    return bool(_NOW.search(part)) and not new


# Growth, shares, ranks --------------------------------------------------------------------------


def _growth_base(sentence: Sentence) -> str:
    published = sentence.story.published
    for span in sentence.times:
        if span.kind in {"term", "before_term"}:
            return (TERM_DAY - timedelta(days=1)).isoformat()
        if span.kind == "window":
            return (span.first - timedelta(days=1)).isoformat()
        if span.kind in {"month", "day", "year"} and span.lead in {"since", "from", "after", ""}:
            if span.kind == "month" and span.first == date(2025, 1, 1):
                return (TERM_DAY - timedelta(days=1)).isoformat()
            return (span.first - timedelta(days=1)).isoformat()
    if published and published >= TERM_DAY:
        return (TERM_DAY - timedelta(days=1)).isoformat()
    return ""


def _growth(sentence: Sentence, measure: Measure, value: float, hedge: Comparator) -> Reading:
    days, basis = resolve_days(sentence, growth=True)
    nouns = [t.value for t in sentence.tokens if t.sort == "noun" and t.value in _MEASURES]
    of_agencies = "agencies" in nouns and "agreements" not in nouns
    states = sentence.codes() or carried_states(sentence)
    scope = Scope(states=() if sentence.national and not sentence.codes() else states,
                  models=sentence.models()[:1])
    if of_agencies:
        scope = replace(scope, words=("*agencies",))
    return Reading(
        register=sentence.story.register,
        measure=measure,
        scope=scope,
        days=days,
        basis=basis,
        comparator=hedge,
        value=value,
        base=_growth_base(sentence),
    )


def _read_growth(sentence: Sentence, at: int) -> tuple[int, tuple[Reading, ...]] | None:
    token = sentence.tokens[at]
    if not _about(sentence) or not any(t.sort == "noun" for t in sentence.tokens):
        if not sentence.cue:
            return token.end, (_none(sentence, _REASON_TOPIC),)
    assert token.number is not None
    hedge = token.hedge
    before = sentence.text[max(0, token.start - 16) : token.start].lower()
    if re.search(r"more than\s*$", before):
        hedge = Comparator.MORE_THAN
    return token.end, (_growth(sentence, Measure.GROWTH_RATIO, token.number.value, hedge),)


def _multiplied(sentence: Sentence, at: int) -> tuple[int, tuple[Reading, ...]] | None:
    token = sentence.tokens[at]
    before = sentence.text[max(0, token.start - 26) : token.start].lower()
    after = sentence.text[token.end : token.end + 8].lower()
    assert token.number is not None
    if re.search(r"multiplied by\s*$", before) or (after.startswith(" times") and _about(sentence)):
        return token.end, (_growth(sentence, Measure.GROWTH_RATIO, token.number.value, token.hedge),)
    return None


def _read_percent(sentence: Sentence, at: int) -> tuple[int, tuple[Reading, ...]] | None:
    token = sentence.tokens[at]
    assert token.number is not None
    before = sentence.text[max(0, token.start - 30) : token.start].lower()
    after = sentence.text[token.end : token.end + 40].lower()
    growing = re.search(r"\b(?:up|grew|grown|increase[ds]?|rose|risen|jump\w*|surge\w*|shot up)\b", before)
    head = find_head(sentence, at)
    if head.kind == "elsewhere" and head.token is not None:
        return token.end, (_none(sentence, head.token.value),)
    if re.search(r"of (?:the |its )?(?:population|residents|detainees|people|voters|officers|immigrants)", after):
        return token.end, (_none(sentence, "people, not agreements"),)
    elsewhere = any(t.sort == "elsewhere" and t.value.startswith("people") for t in sentence.tokens)
    nouns = any(t.sort == "noun" for t in sentence.tokens)
    if not _about(sentence) or (elsewhere and not nouns):
        return token.end, (_none(sentence, _REASON_TOPIC),)
    if growing:
        return token.end, (_growth(sentence, Measure.GROWTH_PERCENT, token.number.value, token.hedge),)
    if re.search(r"^\s+of\b", after) and (nouns or sentence.cue):
        return token.end, (_share(sentence, token.number.value, token.hedge, token.end),)
    return token.end, (_none(sentence, _REASON_UNKNOWN),)


def _read_share(sentence: Sentence, at: int) -> tuple[int, tuple[Reading, ...]] | None:
    token = sentence.tokens[at]
    assert token.number is not None
    if not _about(sentence):
        return token.end, (_none(sentence, _REASON_TOPIC),)
    return token.end, (_share(sentence, token.number.value * 100, token.hedge, token.end),)


def read_half(sentence: Sentence) -> Iterator[tuple[int, int, tuple[Reading, ...]]]:
    """Shares told in a word: "about half of the total"."""
    if sentence.words.isdisjoint({"half", "third", "thirds", "quarter"}):
        return
    for match in re.finditer(
        r"\b(?:(about|roughly|nearly|almost|more than|over|around)\s+)?(half|a third|a quarter|two-thirds|one-third)\s+of\s+(?:the\s+)?([\w()’' -]{0,40})",
        sentence.text,
        re.IGNORECASE,
    ):
        if not _about(sentence):
            continue
        word = match[2].lower().removeprefix("a ").removeprefix("one-")
        share = 2 / 3 if word == "two-thirds" else fraction_of(word)
        rest = match[3].lower()
        if share is None or not re.match(
            r"(?:287|total|agreements|them|those|these|all|country|nation|deals|list)", rest
        ):
            continue
        hedge = {
            "about": Comparator.ABOUT, "roughly": Comparator.ABOUT, "around": Comparator.ABOUT,
            "nearly": Comparator.NEARLY, "almost": Comparator.NEARLY,
            "more than": Comparator.MORE_THAN, "over": Comparator.MORE_THAN,
        }.get((match[1] or "").lower(), Comparator.ABOUT)  # fmt: skip
        yield match.start(), match.end(2), (_share(sentence, share * 100, hedge, match.end()),)


def _one_in(sentence: Sentence, at: int) -> tuple[int, tuple[Reading, ...]] | None:
    """ "One in five agreements": a share of the whole."""
    tokens = sentence.tokens
    second = _one_in_shape(sentence, at)
    if second is None:
        return None
    token = tokens[at]
    assert token.number is not None
    if tokens[at + 1].low == "in" and token.low in {"one", "1", "two", "2", "three", "3"}:
        second.used = True
        head = find_head(sentence, at + 2)
        if head.kind == "elsewhere" or not _about(sentence):
            return second.end, (_none(sentence, "people, not agreements"),)
        share = 100 * token.number.value / max(second.number.value, 1)
        return second.end, (_share(sentence, share, token.hedge or Comparator.ABOUT, second.end),)
    if tokens[at + 1].low == "of":
        head = find_head(sentence, at + 2)
        if head.kind == "elsewhere" and head.token is not None:
            second.used = True
            return head.end, (_none(sentence, head.token.value),)
    return None


def _share(sentence: Sentence, value: float, hedge: Comparator, end: int) -> Reading:
    del end
    days, basis = resolve_days(sentence)
    states, models = sentence.codes(), sentence.models()[:1]
    whole = Scope(states=states if models else ())
    if not states and not models:
        states, models = sentence.story.scope.states, sentence.story.scope.models
    if models and not states:
        whole = Scope(states=carried_states(sentence))
    return Reading(
        register=sentence.story.register,
        measure=Measure.SHARE,
        scope=Scope(states=states or whole.states, models=models),
        whole=whole,
        days=days,
        basis=basis,
        comparator=hedge if hedge is not Comparator.EXACT else Comparator.ABOUT,
        value=value,
    )


def _read_ordinal(sentence: Sentence, at: int) -> tuple[int, tuple[Reading, ...]] | None:
    token = sentence.tokens[at]
    assert token.number is not None
    text = sentence.text
    before = text[max(0, token.start - 60) : token.start].lower()
    after = text[token.end : token.end + 40].lower()
    ranks = re.search(r"(?:tied for|ranks?|ranked|ranking|put \w+|places?|placed|in)\s+(?:\w+\s+)?$", before)
    if re.match(r"\s*(?:place|in the (?:country|nation|u\.s\.)|nationally|nationwide|among (?:the )?states|-?most)", after) or (
        ranks and "place" in after[:8]
    ):
        if not _about(sentence) or token.low == "first" and "place" not in after[:8]:
            return None
        days, basis = resolve_days(sentence, token.start)
        states = sentence.codes()[:1] or carried_states(sentence)
        return token.end, (
            Reading(
                register=sentence.story.register,
                measure=Measure.RANK,
                scope=Scope(states=states, models=sentence.models()[:1]),
                days=days,
                basis=basis,
                value=token.number.value,
                others=("tied",) if "tied" in before else (),
            ),
        )
    if at + 1 < len(sentence.tokens) and token.number.value > 1:
        following = sentence.tokens[at + 1]
        if following.sort == "elsewhere" or (following.sort == "noun" and following.value == "states"):
            return following.end, (_none(sentence, _REASON_UNKNOWN),)
    return None


def _none(sentence: Sentence, reason: str) -> Reading:
    days, basis = resolve_days(sentence)
    return Reading(
        register=sentence.story.register,
        measure=Measure.NONE,
        days=days,
        basis=basis,
        reason=reason,
    )
