"""Numbers that count agreements, agencies, states or counties, to readings."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.claims import Basis, Comparator, Measure, Reading
from ofrecord.story.context import Count, Sentence
from ofrecord.story.growths import find_base, read_percent, read_times
from ofrecord.story.heads import Head, find_head
from ofrecord.story.labels import is_label
from ofrecord.story.numbers import rounded_range
from ofrecord.story.offices import BODY_WORDS
from ofrecord.story.predicates import only_exist, takes_part
from ofrecord.story.ranks import read_ordinal
from ofrecord.story.scopes import scope_count
from ofrecord.story.shares import read_one_in, read_share
from ofrecord.story.speech import BORDERS
from ofrecord.story.tokens import Token
from ofrecord.story.when import date_count

Found = tuple[int, int, tuple[Reading, ...]]

UNKNOWN = "what is counted is not in the record"
ELSEWHERE = "the sentence is not about the lists"
NOT_SAID = "it is not said that they take part"
EXIST = "how many there are in all, with or without an agreement"
_MEASURES = {
    "agreements": Measure.AGREEMENTS,
    "agencies": Measure.AGENCIES,
    "applications": Measure.AGREEMENTS,
    "states": Measure.STATES,
    "counties": Measure.COUNTIES,
}
_PLACES = frozenset({Measure.STATES, Measure.STATES_WITHOUT})
_GOES_ON = frozenset(
    [
        "nationwide",
        "statewide",
        "nationally",
        "total",
        "altogether",
        "overall",
        "now",
        "today",
        "currently",
        "so",
        "strong",
        "alone",
        "already",
        "last",
        "this",
        "ago",
        "earlier",
        "such",
        "more",
        "others",
        "combined",
        "others'",
    ]
)
_CARDINAL = frozenset({"digits", "words", "rounded"})
_COUNTED = frozenset({"tally", "count", "total", "number", "figure", "totals", "roster"})
_WILL = frozenset(
    [
        "could",
        "may",
        "might",
        "would",
        "will",
        "expected",
        "expects",
        "track",
        "poised",
        "projected",
        "set",
        "likely",
        "aims",
    ]
)
_REACHING = frozenset(
    ["reach", "hit", "top", "surpass", "exceed", "pass", "have", "cross", "approach"]
)


def read_numbers(sentence: Sentence) -> Iterator[Found]:
    """Every number of a sentence: where it stands, and its readings (a reason where it has none)."""
    assert sentence.times is not None  # finding them marks the numbers that belong to them
    if not BODY_WORDS.isdisjoint(sentence.present) and sentence.states():
        assert sentence.bodies is not None  # finding them marks the states that only name them
    numbers = [t for t in sentence.tokens if t.number is not None and not t.used]
    for token in numbers:
        if is_label(sentence, token):
            token.used = True
    numbers = [token for token in numbers if not token.used]
    borders = [t.first for t in numbers if t.number is not None and t.number.form in _CARDINAL]
    end = len(sentence.words.words)
    for token in numbers:
        if token.used:
            continue
        high = next((first for first in borders if first > token.first), end)
        found = _read_number(sentence, token, high)
        if found is not None:
            yield token.hedge_start, found[0], found[1]
            if token.first in borders:
                sentence.last_end = max(sentence.last_end, token.end)


def _read_number(
    sentence: Sentence, token: Token, high: int
) -> tuple[int, tuple[Reading, ...]] | None:
    assert token.number is not None
    if token.sort == "money":
        return token.end, sentence.nothing("money")
    form = token.number.form
    if form == "times":
        return read_times(sentence, token)
    if form == "ordinal":
        return read_ordinal(sentence, token)
    if token.sort == "percent":
        return read_percent(sentence, token)
    if form == "fraction":
        return read_share(sentence, token, token.number.value * 100)
    return (
        read_one_in(sentence, token)
        or read_times(sentence, token)
        or _read_count(sentence, token, high)
    )


def _read_count(
    sentence: Sentence, token: Token, high: int
) -> tuple[int, tuple[Reading, ...]] | None:
    upper = _between(sentence, token)
    head = find_head(sentence, token if upper is None else upper)
    words = sentence.words
    last = max(head.last, token.last)
    if (
        words.plain[token.end : token.end + 2].strip("-0123456789 ").isalpha()
        and words.plain[token.end : token.end + 1] == "-"
    ):
        return token.end, sentence.nothing("a measure of something else")
    end = words.ends[last]
    count = _what(sentence, token, head)
    if count is None or not sentence.about:
        sentence.last = Count(None)
        reason = UNKNOWN if sentence.about else ELSEWHERE
        if head.kind == "elsewhere" and head.token is not None:
            reason = head.token.value
        elif head.token is None and head.kind != "them":
            end = token.end
        return end, sentence.nothing(reason)
    carried = count
    if head.token is None and head.kind != "them":
        end = token.end
    reason = ""
    if _reaching(sentence, token):
        reason = ""
    elif head.token is not None and only_exist(sentence, token, head, count):
        reason = EXIST
    elif not takes_part(sentence, token, head, count):
        reason = NOT_SAID
    _without(sentence, token, head, count)
    scope_count(sentence, token, head, count, high)
    zone = sentence.last_end, words.starts[high] if high < len(words.starts) else len(words.low)
    date_count(sentence, token, count, zone)
    sentence.last = carried
    if reason:
        carried.sentence = sentence.story.number
        return end, sentence.nothing(reason)
    return end, _readings(sentence, token, count, upper)


# What is counted --------------------------------------------------------------------------------


def _what(sentence: Sentence, token: Token, head: Head) -> Count | None:
    """What a number counts, without its place and day; ``None`` where that is not in the record."""
    if head.token is not None:
        return _of_token(head.token)
    if head.kind == "elsewhere":
        return None
    base = sentence.last or sentence.story.fresh
    if head.kind == "them":
        return _them(sentence, token, head, base)
    if head.word and head.word not in _GOES_ON and not head.more:
        return None
    return _from_left(sentence, token, head, base)


def _of_token(token: Token) -> Count | None:
    match token.sort:
        case "noun":
            return Count(_MEASURES[token.value], pending=token.value == "applications")
        case "kind" if token.value.startswith("type:"):
            return Count(Measure.AGENCIES, types=(token.value[5:],))
        case "kind":
            return Count(Measure.AGENCIES, words=tuple(token.value.split("|")))
        case "model":
            return Count(Measure.AGREEMENTS, models=(token.value,))
        case _:
            return None


def _them(sentence: Sentence, token: Token, head: Head, base: Count | None) -> Count | None:
    """Some of those counted before, perhaps narrowed: "four of them state agencies"."""
    if base is None or base.measure is None:
        return None
    count = _same(base)
    kind = _kind_after(sentence, max(head.last, token.last) + 1)
    if kind is not None:
        narrowed = _of_token(kind)
        if narrowed is not None:
            count.words, count.types = narrowed.words, narrowed.types
    return count


def _same(base: Count) -> Count:
    measure = base.measure
    if measure in {Measure.STATES, Measure.STATES_WITHOUT}:
        measure = Measure.STATES
    return Count(
        measure, states=base.states, words=base.words, types=base.types, pending=base.pending
    )


def _kind_after(sentence: Sentence, start: int) -> Token | None:
    """The kind of agency that a number is then said to be of: "six are with sheriff's offices"."""
    words, at = sentence.words.words, sentence.words.at
    for place in range(start, min(start + 5, len(words))):
        token = at.get(place)
        if token is not None:
            return token if token.sort == "kind" else None
        if words[place] in BORDERS or words[place] == ",":
            return None
    return None


def _from_left(sentence: Sentence, token: Token, head: Head, base: Count | None) -> Count | None:
    """What a number counts by the noun before it: "agreements in Texas currently total 299"."""
    if not _can_go_on(sentence, token):
        return None
    told = _told_before(sentence, token)
    if told is not None:
        return _same(told)
    model = _model_after(sentence, token)
    if head.more and sentence.last is not None and sentence.last.measure is not None:
        return _same(sentence.last)
    for other in reversed([t for t in sentence.tokens if t.last < token.first]):
        if other.number is not None and not other.used:
            if base is not None and base.measure in _PLACES and sentence.has_noun("agreements"):
                continue
            break
        if other.sort == "elsewhere":
            if other.value == "time":
                continue
            if model is None and _carried_by_verb(sentence, other, token):
                return None
            continue
        if (
            other.sort == "model"
            and base is None
            and sentence.role(sentence.place(token.hedge_start) - 1) == "count"
        ):
            return Count(Measure.AGREEMENTS, models=(other.value,))
        if other.sort == "kind" or (
            other.sort == "noun" and other.value not in {"states", "counties"}
        ):
            if _in_another_clause(sentence, other, token) and base is not None:
                break
            count = _of_token(other)
            if count is not None and model is not None:
                count.models = (model,)
            return count
    if base is None or base.measure is None:
        if base is not None:
            return None
        if model is None:
            noun = sentence.story.noun if not _COUNTED.isdisjoint(sentence.present) else ""
            return Count(_MEASURES[noun]) if noun else None
        return Count(Measure.AGREEMENTS, models=(model,))
    count = _same(base)
    count.states = () if not head.more else count.states
    if model is not None:
        count.models = (model,)
        if count.measure not in {Measure.AGREEMENTS, Measure.AGENCIES}:
            count.measure = Measure.AGREEMENTS
    kind = _kind_after(sentence, token.last + 1)
    if kind is not None and (narrowed := _of_token(kind)) is not None:
        count.words, count.types = narrowed.words, narrowed.types
    return count


def _told_before(sentence: Sentence, token: Token) -> Count | None:
    """The count that "of the 10" points back to, by its number."""
    words = sentence.words.words
    if token.number is None or words[max(0, token.first - 2) : token.first] not in (
        ["of", "the"],
        ["of", "those"],
        ["of", "these"],
    ):
        return None
    return sentence.story.counted.get(token.number.value)


def _in_another_clause(sentence: Sentence, other: Token, token: Token) -> bool:
    return (
        not {";", ".", "where"}.isdisjoint(sentence.words.words[other.last + 1 : token.first])
        and sentence.last is not None
    )


def _carried_by_verb(sentence: Sentence, other: Token, token: Token) -> bool:
    """Whether a number is said of a noun before it: "deputies in the county number just 12"."""
    return any(
        sentence.role(place) in {"count", "have", "hold"}
        for place in range(other.last + 1, token.first)
    )


_BEFORE = frozenset(
    [
        "at",
        "to",
        "with",
        "from",
        "past",
        "only",
        "just",
        "another",
        "and",
        ",",
        ":",
        "than",
        "reached",
        "hit",
        "about",
        "over",
        "nearly",
        "now",
        "of",
        "exactly",
        "by",
        "—",
        "–",
        ";",
        "y",
        "con",
        "los",
        "las",
        "totaling",
        "another's",
        "is",
        "are",
        "for",
        "some",
        "also",
        "has",
        "had",
        "have",
        "number",
    ]
)


def _can_go_on(sentence: Sentence, token: Token) -> bool:
    """Whether a number without a noun can go on counting what was counted before."""
    words, at = sentence.words.words, sentence.words.at
    before = sentence.place(token.hedge_start) - 1
    if before < 0:
        return True
    word = words[before]
    after = words[token.last + 1] if token.last + 1 < len(words) else ""
    if word == "," and after == ",":
        return False
    if word == "the":
        known = sentence.last or sentence.story.fresh
        return known is not None and (
            after in {"that", "who", "with"} or words[before - 1 : before] == ["of"]
        )
    if word in _BEFORE or sentence.role(before) in {"count", "hold", "have", "sign"}:
        return True
    other = at.get(before)
    return other is not None and other.sort in {"state", "noun"}


def _model_after(sentence: Sentence, token: Token) -> str | None:
    """The model that a number is said to be under: "92 for task forces", "four are task force ones"."""
    at, words = sentence.words.at, sentence.words.words
    for place in range(token.last + 1, min(token.last + 7, len(words))):
        other = at.get(place)
        if other is not None and other.sort == "model":
            return other.value
        if (
            words[place] in BORDERS
            or words[place] == ","
            or (other is not None and other.number is not None)
        ):
            return None
    return None


_LACKING = frozenset({"no", "without", "lack", "lacking", "lacked", "zero"})


def _without(sentence: Sentence, token: Token, head: Head, count: Count) -> None:
    """Whether states are counted that have none: "ten states have no agreements", "all but 10"."""
    if count.measure is not Measure.STATES:
        return
    words = sentence.words.words
    tail = words[head.last + 1 : head.last + 5]
    lacking = next((n for n, word in enumerate(tail) if word in _LACKING), -1)
    but = (
        token.first > 1
        and words[token.first - 1] in {"but", "except"}
        and words[token.first - 2] in {"all", "every"}
    )
    if but or (
        lacking >= 0
        and {"have", "has", "had", "that", "which", "with", "still", "tienen"}.union(
            _LACKING, {"no"}
        ).issuperset(tail[: lacking + 1])
    ):
        count.measure = Measure.STATES_WITHOUT
        if not {"weighed", "pending", "whether", "applied"}.isdisjoint(sentence.present):
            count.with_pending = True


# Readings ---------------------------------------------------------------------------------------


def _readings(
    sentence: Sentence, token: Token, count: Count, upper: Token | None
) -> tuple[Reading, ...]:
    number = token.number
    assert number is not None
    assert count.measure is not None
    comparator, value, high = token.hedge, number.value, None
    bounds = rounded_range(sentence.words.words[token.first]) if number.form == "rounded" else None
    if bounds:
        comparator, value, high = Comparator.RANGE, float(bounds[0]), float(bounds[1])
    if upper is not None and upper.number is not None:
        comparator, high = Comparator.RANGE, upper.number.value
    measure, basis = count.measure, count.basis
    if _reaching(sentence, token):
        measure, basis, comparator = Measure.REACH, Basis.EVENT, Comparator.AT_LEAST
        if count.measure is Measure.AGENCIES:
            count.words = (*count.words, "*agencies")
    reading = Reading(
        register=sentence.story.register,
        measure=measure,
        scope=count.scope(),
        days=count.days,
        basis=basis,
        comparator=comparator,
        value=value,
        high=high,
        others=count.others,
    )
    if measure is not Measure.REACH:
        _keep(sentence, count, number.value)
    return (reading,)


def _keep(sentence: Sentence, count: Count, value: float) -> None:
    """What the sentences after this one can go on with."""
    story = sentence.story
    count.sentence = story.number
    story.counted[value] = count
    if count.measure in {Measure.AGREEMENTS, Measure.AGENCIES, Measure.COUNTIES}:
        story.last = count
        story.focus = count.states
        if len(count.states) == 1:
            story.speak_of(count.states)


def _between(sentence: Sentence, token: Token) -> Token | None:
    """The upper end of "between 40 and 50", "40 to 50"."""
    at, words = sentence.words.at, sentence.words.words
    place = token.last + 1
    if place + 1 >= len(words) or words[place] not in {"and", "to", "y", "a", "or"}:
        return None
    other = at.get(place + 1)
    if other is None or other.number is None or other.sort != token.sort or token.number is None:
        return None
    opened = token.first > 0 and words[token.first - 1] in {"between", "entre", "from"}
    if (words[place] in {"and", "y"} and not opened) or other.number.value <= token.number.value:
        return None
    other.used = True
    return other


def _reaching(sentence: Sentence, token: Token) -> bool:
    """Whether a number is still to come: "could reach 1,000", "expects to have 1,500"."""
    words = sentence.words.words[max(0, token.first - 9) : token.first]
    if _WILL.isdisjoint(words) or _REACHING.isdisjoint(words):
        return False
    will = max(n for n, word in enumerate(words) if word in _WILL)
    reach = max(n for n, word in enumerate(words) if word in _REACHING)
    if words[reach] == "have" and not {
        "expected",
        "expects",
        "track",
        "projected",
        "aims",
        "will",
    } & set(words):
        return False
    return will < reach


__all__ = ["Found", "find_base", "read_numbers"]
