"""Numbers of a series: what a number counts, what is said of it, and so what it is a number of."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import timedelta

from ofrecord.series import SeriesDeclaration
from ofrecord.story.claims import Comparator, Measure, Reading
from ofrecord.story.numbers import rounded_range
from ofrecord.story.series_left_out import is_passed, reason_by_pattern, reason_left_out
from ofrecord.story.series_sentence import SeriesSentence
from ofrecord.story.series_when import (
    Stated,
    choose_when,
    complete,
    make_readings,
    remember,
    tells_total,
)  # fmt: skip
from ofrecord.story.series_words import Rule, SeriesWords
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Token

_WEEK = timedelta(days=7)
_FAR = 14
"""An act that stands more words away says nothing of a number."""
_FORMS = frozenset({"digits", "words", "rounded"})
_SUMS = ("in all", "in total", "altogether", "combined", "overall", "all told")
_GO_ON = word_set(", ; . : ) — – - and or but so in on at by for from as since while during after "
                  "before until this last up compared have has had were was are to this over "
                  "than between through within per that which who whose with when")  # fmt: skip
"""Words that can follow a number whose noun has been told before."""
_ALSO = word_set("and , plus well as y")
_PART_OF = word_set("among including whom them those these which")
_OF_THEM = tuple(["of", word] for word in ("them", "those", "these", "whom", "which"))
_SUM_WORDS = word_set("total tally toll figure count number")
_LEAD = 9
_AUX = word_set("was were are is been being had have has of them those these whom which")
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
    if noun is not None and noun.first > number.first and not _has_whole(sentence, number, noun):
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
    if stated.comparator is Comparator.EXACT and is_passed(sentence, number):
        stated = replace(stated, comparator=Comparator.AT_LEAST)
    when = complete(sentence, choose_when(sentence, start, end), start, end)
    if rule.timed and (when is None or not when.window):
        return nothing(declaration.name, start, end, rule.reason)
    made = make_readings(stated, sentence, when, number)
    if noun is not None and not _is_part(sentence, number):
        story = sentence.story
        story.noun, story.noun_at, story.act = noun.value, story.number, sentence.act
    if isinstance(made, str):
        return nothing(declaration.name, start, end, made)
    remember(sentence.story, when, counts=True)
    fallbacks = made[1]
    if noun is None or noun.last < number.first or noun.start == number.start:
        fallbacks += _of_others(sentence.book, made[0][0])
    if when is None and sentence.book.untold == "year":
        fallbacks += _of_a_day(sentence, made[0][0])
    return Counted(start=start, end=end, readings=made[0], fallbacks=fallbacks)


def _of_a_day(sentence: SeriesSentence, reading: Reading) -> tuple[Reading, ...]:
    """The same of one of the last days: the text tells no time, and not that it is a total."""
    published = sentence.story.published
    if published is None or tells_total(sentence):
        return ()
    days = ((published - _WEEK).isoformat(), published.isoformat())
    one = replace(reading, measure=Measure.VALUE, days=days, base="", begins="", ends="")
    return (one,)


def _has_whole(sentence: SeriesSentence, number: Token, noun: Token) -> bool:
    return any(number.last < t.first < noun.first for t in sentence.of_sort("number"))


def _of_others(book: SeriesWords, reading: Reading) -> tuple[Reading, ...]:
    """The same of every other measure: what is counted is not said beside the number."""
    named = dict.fromkeys(rule.measure for rule in book.rules if rule.measure)
    named.pop(reading.scope.series, None)
    if reading.comparator is not Comparator.EXACT:
        return ()
    return tuple(replace(reading, scope=replace(reading.scope, series=name)) for name in named)


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
    of_them = words[number.last + 1 : number.last + 3] in _OF_THEM
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
    main = sentence.book.main_noun
    if main and _names_nothing(sentence, number, before):
        return Token("noun", main, number.first, number.first, number.start, number.end)
    return _counted_before(sentence, before) or _carried(sentence, number)


def _names_nothing(sentence: SeriesSentence, number: Token, before: list[Token]) -> bool:
    """Whether a number is of what the register counts above all: "605 cross", "the toll was 824"."""
    words = sentence.words.words
    if words[number.last + 1 : number.last + 2] == ["of"]:
        return False
    act = sentence.words.at.get(number.last + 1)
    if act is not None and act.sort == "act" and act.value == sentence.book.main_act:
        return True
    lead = words[max(0, number.first - _LEAD) : number.first]
    sums = [place for place, word in enumerate(lead) if word in _SUM_WORDS]
    if not sums:
        return False
    place = number.first - len(lead) + sums[-1]
    return not any(place < noun.first for noun in before)


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
    token = Token("noun", story.noun, number.first, number.first, number.start, number.end)
    sentence.act = sentence.act or story.act
    return token


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
    act = _act(sentence, number, noun)
    if not _is_whole(sentence, bisect_left(sentence.words.starts, number.hedge_start)):
        sentence.act = act
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
    if direct := _said_next(sentence, number, noun):
        return direct
    if default and before == "with":
        return default
    if before in _ALSO and sentence.act and _follows_number(sentence, place):
        return sentence.act
    if default and _is_whole(sentence, place):
        return default
    part = _is_part(sentence, number)
    reach = 4 * _FAR if part else _FAR
    acts = [value for far, value in _acts(sentence, number, noun) if far <= reach]
    if acts or sentence.act:
        return acts[0] if acts else sentence.act
    bare = noun is not None and noun.start == number.start
    if bare and noun is not None and noun.value == sentence.book.main_noun:
        return sentence.book.main_act
    recent = sentence.story.number - sentence.story.noun_at <= 2
    return sentence.story.act if (bare or part) and recent else ""


def _is_part(sentence: SeriesSentence, number: Token) -> bool:
    """Whether a number is of some of those counted before: "52 of them", "of those, 52"."""
    words = sentence.words.words
    place = bisect_left(sentence.words.starts, number.hedge_start)
    lead = words[max(0, place - 2) : place]
    return not _PART_OF.isdisjoint(lead) or words[number.last + 1 : number.last + 3] in _OF_THEM


def _said_next(sentence: SeriesSentence, number: Token, noun: Token | None) -> str:
    """What is said of a number right after it, or after what it counts: "157 were shot down"."""
    words, at = sentence.words.words, sentence.words.at
    place = (noun.last if noun is not None and noun.first > number.last else number.last) + 1
    begins = place
    while place < len(words) and words[place] in _AUX and place not in at:
        place += 1
    token = at.get(place)
    if token is None or token.sort != "act" or place == begins:
        return ""
    return token.value


def _is_whole(sentence: SeriesSentence, place: int) -> bool:
    """Whether a number is the whole of which a part is told: "144 of the 210", "of the 210, 144"."""
    words = sentence.words.words
    if place and words[place - 1] in {"the", "all", "some"}:
        place -= 1
    if not place or words[place - 1] != "of":
        return False
    token = sentence.words.at.get(place - 2)
    return place < 2 or (token is not None and token.sort == "number")


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
    if words[number.last + 1 : number.last + 3] in _OF_THEM:
        return True
    if following == ["of"] and re.match(r" of (?:19|20)\d\d\b", sentence.low[number.end :]):
        return True
    return not following or following[0] in _GO_ON or _act_at(sentence, number.last + 1)


def _events(sentence: SeriesSentence) -> frozenset[str]:
    story = sentence.story
    here = frozenset(token.value for token in sentence.of_sort("event"))
    return here | story.events if story.number - story.events_at <= 2 else here
