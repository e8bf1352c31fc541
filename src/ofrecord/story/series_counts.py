"""Numbers of a series: what a number counts, what is said of it, and so what it is a number of."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from ofrecord.series import SeriesDeclaration
from ofrecord.story.claims import Comparator, Measure, Reading
from ofrecord.story.numbers import rounded_range
from ofrecord.story.series_left_out import reason_by_pattern, reason_left_out
from ofrecord.story.series_sentence import SeriesSentence
from ofrecord.story.series_when import (
    Stated,
    choose_when,
    complete,
    make_readings,
    remember,
)
from ofrecord.story.series_words import Rule, SeriesWords
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

_FAR = 14
"""An act that stands more words away says nothing of a number."""
_FORMS = frozenset({"digits", "words", "rounded"})
_SUMS = ("in all", "in total", "altogether", "combined", "overall", "all told")
_GO_ON = word_set(", ; . : ) — – - and or but so in on at by for from as since while during after "
                  "before until this last up compared have has had were was are to this over "
                  "than between through within per that which who whose with when")  # fmt: skip
"""Words that can follow a number whose noun has been told before."""
_ALSO = word_set("and , plus well as y")
_PART_OF = word_set("among including whom them")
_WITHIN = word_set("in aboard on by of with from")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number read: where it stands, its readings, and those that may keep it from being false."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    fallbacks: tuple[Reading, ...] = ()


def read_counts(sentence: SeriesSentence, declaration: SeriesDeclaration) -> list[Counted]:
    """The numbers of a sentence that the register, or its reasons, can say something of."""
    found = []
    for token in sentence.tokens:
        if token.sort != "number" or token.used or token.form not in _FORMS:
            continue
        counted = _read(sentence, declaration, token)
        if counted is not None:
            found.append(counted)
    return found


def _read(
    sentence: SeriesSentence, declaration: SeriesDeclaration, number: Token
) -> Counted | None:
    noun = _noun(sentence, number)
    start, end = number.hedge_start, number.end
    if noun is not None and noun.first > number.first:
        end = noun.end
    reason = reason_by_pattern(sentence, number)
    if reason:
        return nothing(declaration.name, start, end, reason)
    rule = _rule(sentence, number, noun)
    if rule is None:
        return None
    if not rule.measure:
        return nothing(declaration.name, start, end, rule.reason)
    reason = reason_left_out(sentence, number, noun)
    if reason:
        return nothing(declaration.name, start, end, reason)
    stated = _stated(declaration, number, rule.measure)
    when = complete(sentence, choose_when(sentence, start, end), start, end)
    made = make_readings(stated, sentence, when, number)
    if noun is not None:
        sentence.story.noun, sentence.story.noun_at = noun.value, sentence.story.number
    if isinstance(made, str):
        return nothing(declaration.name, start, end, made)
    remember(sentence.story, when, counts=True)
    return Counted(start=start, end=end, readings=made[0], fallbacks=made[1])


def nothing(register: str, start: int, end: int, reason: str) -> Counted:
    """A figure that the register does not settle, and why."""
    reading = Reading(register=register, measure=Measure.NONE, reason=reason)
    return Counted(start=start, end=end, readings=(reading,))


def _stated(declaration: SeriesDeclaration, number: Token, measure: str) -> Stated:
    high, comparator, value = None, number.hedge, number.amount
    if number.form == "rounded":
        bounds = rounded_range(number.value)
        if bounds is not None:
            value, high, comparator = float(bounds[0]), float(bounds[1]), Comparator.RANGE
    return Stated(
        register=declaration.name,
        series=measure,
        value=value,
        high=high,
        comparator=comparator,
        cumulative=declaration.measure_named(measure).cumulative,
    )


# What is counted, and what is said of it --------------------------------------------------------


def _noun(sentence: SeriesSentence, number: Token) -> Token | None:
    """What a number counts; where nothing follows it, what was counted before it."""
    noun = sentence.noun_of(number)
    if noun is not None:
        return noun
    words = sentence.words.words
    following = words[number.last + 1 : number.last + 2]
    of_them = words[number.last + 1 : number.last + 3] in (["of", "them"], ["of", "those"])
    if (
        following
        and not of_them
        and following[0] not in _GO_ON
        and not _act_at(sentence, number.last + 1)
    ):
        return None
    rest = sentence.low[number.end : number.end + 14].lstrip(" ,")
    wanted = sentence.book.sum_noun if rest.startswith(_SUMS) else ""
    if wanted:
        token = Token("noun", wanted, number.first, number.last, number.start, number.end)
        token.used = True
        return token
    before = [t for t in sentence.of_sort("noun") if t.last < number.first]
    return _counted_before(sentence, before) or _carried(sentence, number)


def _counted_before(sentence: SeriesSentence, before: list[Token]) -> Token | None:
    """Of some nouns, what a number after them goes on counting: "the number of", else the last.

    What only stands in a phrase about another ("in small boats") is not what is counted.
    """
    words = sentence.words.words
    for noun in reversed(before):
        lead = words[max(0, noun.first - 4) : noun.first]
        if "number" in lead or "numbers" in lead or "total" in lead:
            return noun
    for noun in reversed(before):
        lead = words[max(0, noun.first - 2) : noun.first]
        if _WITHIN.isdisjoint(lead):
            return noun
    return None


def _carried(sentence: SeriesSentence, number: Token) -> Token | None:
    story = sentence.story
    for event in sentence.of_sort("event"):
        noun = _ranked_noun(sentence.book, event.value)
        if noun:
            return Token("noun", noun, number.first, number.first, number.start, number.end)
    if not story.noun or story.number - story.noun_at > 1:
        return None
    return Token("noun", story.noun, number.first, number.first, number.start, number.end)


def _ranked_noun(book: SeriesWords, event: str) -> str:
    """What is counted of events: of "the daily number", people who arrived."""
    measures = {m for r in book.rankings if event in r.nouns for m in r.measures}
    rules = (rule for rule in book.rules if rule.measure in measures and rule.bare)
    return next((min(rule.nouns) for rule in rules if rule.nouns), "")


def _act_at(sentence: SeriesSentence, place: int) -> bool:
    token = sentence.words.at.get(place)
    return token is not None and token.sort == "act"


def _acts(sentence: SeriesSentence, number: Token, noun: Token | None) -> list[tuple[int, str]]:
    """What may be said of a number, the nearest first."""
    first = number.first
    last = noun.last if noun is not None and noun.first >= first else number.last
    found: list[tuple[int, str]] = []
    for act in sentence.of_sort("act"):
        if act.first > last:
            far = sentence.gap(last, act.first) + _owned(sentence, last, act.first)
        elif act.last < first:
            far = sentence.gap(act.last, first) + _owned(sentence, act.last, first)
        else:
            far = 0
        if noun is not None and noun.last < first:
            near = sentence.gap(min(noun.last, act.last), max(noun.first, act.first))
            far = min(far, near)
        found.append((far, act.value))
    return sorted(found)


def _owned(sentence: SeriesSentence, one: int, other: int) -> int:
    """How many other numbers with a noun stand between: the act is theirs before."""
    return sum(
        4 for token in sentence.of_sort("number") if one < token.first < other and not token.used
    )


def _rule(sentence: SeriesSentence, number: Token, noun: Token | None) -> Rule | None:
    act = sentence.act = _act(sentence, number, noun)
    if _is_relative(sentence, number, noun):
        return None
    told = noun is not None and (noun.first >= number.first or noun.used)
    for rule in sentence.book.rules:
        if rule.nouns and (noun is None or noun.value not in rule.nouns):
            if not (rule.bare and noun is None and act in rule.acts and _bare(sentence, number)):
                continue
        if not told and not rule.bare:
            continue
        if rule.acts and act not in rule.acts and not (rule.alone and not act):
            continue
        if rule.beside and rule.beside.isdisjoint(_events(sentence)):
            continue
        if rule.measure and not sentence.about:
            continue
        return rule
    return None


def _act(sentence: SeriesSentence, number: Token, noun: Token | None) -> str:
    """What is said of a number: by the verb nearest to it, or of the number before it."""
    words, default = sentence.words.words, sentence.book.default_act
    place = bisect_left(sentence.words.starts, number.hedge_start)
    before = words[place - 1] if place else ""
    if default and before == "with":
        return default
    if before in _ALSO and sentence.act and _follows_number(sentence, place):
        return sentence.act
    whole = words[max(0, place - 2) : place]
    if default and whole[-1:] == ["of"] and (token := sentence.words.at.get(place - 2)):
        if token.sort == "number":
            return default
    part = not _PART_OF.isdisjoint(words[max(0, place - 2) : place]) or words[
        number.last + 1 : number.last + 3
    ] in (["of", "them"], ["of", "whom"], ["of", "those"])
    reach = 4 * _FAR if part else _FAR
    acts = [value for far, value in _acts(sentence, number, noun) if far <= reach]
    return acts[0] if acts else sentence.act


def _follows_number(sentence: SeriesSentence, place: int) -> bool:
    """Whether a number is listed beside the one before it: "805 drones and 13 missiles"."""
    at, place = sentence.words.at, place - 1
    while place >= 0 and sentence.words.words[place] in _ALSO:
        place -= 1
    noun = at.get(place)
    return (
        noun is not None
        and noun.sort == "noun"
        and any(
            token.last < noun.first and noun.first - token.last < 6
            for token in sentence.of_sort("number")
        )
    )


def _is_relative(sentence: SeriesSentence, number: Token, noun: Token | None) -> bool:
    """Whether something else is said of those of whom a clause tells: "helped 450 who came"."""
    if (
        noun is None
        or noun.first < number.first
        or sentence.words.words[noun.last + 1 : noun.last + 2] not in (["who"], ["that"])
    ):
        return False
    place = bisect_left(sentence.words.starts, number.hedge_start) - 1
    if place < 0 or place in sentence.words.at:
        return False
    return sentence.words.words[place].endswith("ed")


def _bare(sentence: SeriesSentence, number: Token) -> bool:
    words = sentence.words.words
    following = words[number.last + 1 : number.last + 2]
    if words[number.last + 1 : number.last + 3] in (["of", "them"], ["of", "those"]):
        return True
    return not following or following[0] in _GO_ON or _act_at(sentence, number.last + 1)


def _events(sentence: SeriesSentence) -> frozenset[str]:
    story = sentence.story
    here = frozenset(token.value for token in sentence.of_sort("event"))
    return here | story.events if story.number - story.events_at <= 2 else here
