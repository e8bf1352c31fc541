"""Growth: "tripled", "eight times as many", "up 641 percent", and the day it is counted from."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ofrecord.story.claims import Basis, Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence
from ofrecord.story.heads import find_head
from ofrecord.story.places_carried import carried_states
from ofrecord.story.shares import NOT_ABOUT, PEOPLE, read_share
from ofrecord.story.speech import word_set
from ofrecord.story.subjects import Part
from ofrecord.story.time_phrases import back
from ofrecord.story.times import Span
from ofrecord.story.tokens import Token
from ofrecord.story.when import event_day, is_of_telling

_UP = word_set(
    "up grew grown grow growing increase increased increases increasing rose risen rise rising "
    "jump jumped jumping surge surged surging shot soared climbed climb spike spiked swelled "
    "expanded growth hike aumento aumentaron aumentado creció crecieron higher more gain gained "
    "ballooned"
)
_MANY = word_set("as more the higher larger greater what number increase")
_GREW = word_set("grew grown increased multiplied")
_PEOPLE = word_set(
    "population residents detainees people voters officers immigrants adults respondents texans "
    "americans registered likely households inmates arrests arrestees"
)
_DESCRIBED = word_set("a murder homicide standard jeopardy check crown")
_BY = (["multiplied", "by"], ["factor", "of"], ["multiplicado", "por"])
_YEARLY = ("year over year", "year-over-year", "from a year", "in a year")
_THIS_YEAR = ("this year", "este año", "since january", "desde enero")
SAME_YEAR = "01-01"
"""The base of a growth since the beginning of the year, of whatever year the story is."""
_WOULD = word_set("would could might will")
_IN_SO_LONG = re.compile(
    r"\bin (?:just |only |under )?([a-z]+|\d{1,2}) (days|weeks|months|years)\b"
)
_FROM = frozenset({"from", "than"})
_NEAR = 5
OTHER_STATE = "one state is held against another"
_COMPARING = frozenset({"as", "than"})
_MADE = frozenset({"make", "makes", "made", "making"})


def read_times(sentence: Sentence, token: Token) -> Part | None:
    """Multiples: "tripled", "multiplied by five", "eight times as many as in January"."""
    end = _end_of_multiple(sentence, token)
    if not end:
        return None
    if not sentence.about or not (sentence.cue or _counts_members(sentence)):
        return end, sentence.nothing(NOT_ABOUT)
    other = _of_something_else(sentence, token) or _against_state(sentence, token)
    if other:
        return end, sentence.nothing(other)
    if not _WOULD.isdisjoint(sentence.words.words[max(0, token.first - 5) : token.first]):
        return end, sentence.nothing("it has not come yet")
    before = sentence.words.words[max(0, token.first - 2) : token.first]
    hedge = Comparator.MORE_THAN if before == ["more", "than"] else token.hedge
    return end, (_growth(sentence, token, Measure.GROWTH_RATIO, hedge),)


def _end_of_multiple(sentence: Sentence, token: Token) -> int:
    """Where a multiple ends; 0 where a number is none."""
    words = sentence.words.words
    after = words[token.last + 1 : token.last + 3]
    before = words[max(0, token.first - 2) : token.first]
    if token.form == "times":
        described = words[token.first] in {"double", "twice", "triple", "doubles"}
        return 0 if described and not _DESCRIBED.isdisjoint(after[:1]) else token.end
    ahead = words[max(0, sentence.place(token.hedge_start) - 1) : token.first]
    if after[:1] == ["times"] and not _GREW.isdisjoint(ahead):
        return sentence.words.ends[token.last + 1]
    if after[:1] == ["times"] and (not _MANY.isdisjoint(after[1:]) or not _GREW.isdisjoint(before)):
        return sentence.words.ends[token.last + 1]
    return token.end if before in _BY else 0


def _of_something_else(sentence: Sentence, token: Token) -> str:
    """What has grown, where that is not in the record: "tripled arrests", "detentions doubled"."""
    members = sentence.has_noun("agreements", "agencies")
    for other in sentence.tokens:
        if other.sort != "elsewhere" or other.value == "time":
            continue
        if 0 < other.first - token.last <= _NEAR or (other.last < token.first and not members):
            return other.value
    return ""


def _against_state(sentence: Sentence, token: Token) -> str:
    """Whether states are compared, and nothing has grown: "16 times as many as Kentucky"."""
    words = sentence.words.words
    compared = words[token.last + 1 : token.last + 3] == ["as", "many"]
    after = range(token.last + (3 if compared else 1), len(words))
    than = next((n for n in after if words[n] in _COMPARING), -1)
    if than < 0:
        return OTHER_STATE if compared and not sentence.times and sentence.states() else ""
    place = than + 1 + (words[than + 1 : than + 2] == ["as"])
    near = (sentence.words.at.get(n) for n in range(place, place + _NEAR))
    named = any(t is not None and t.sort == "state" for t in near)
    return OTHER_STATE if named and not sentence.times else ""


def _counts_members(sentence: Sentence) -> bool:
    if any(t.sort in {"noun", "kind"} for t in sentence.tokens):
        return True
    others = any(t.sort == "elsewhere" and t.value != "time" for t in sentence.tokens)
    return sentence.story.fresh is not None and not others


def read_percent(sentence: Sentence, token: Token) -> Part | None:
    """A percent: of growth, or a share; none where it is of people or of something else."""
    if not sentence.about:
        return token.end, sentence.nothing(NOT_ABOUT)
    words = sentence.words.words
    grows = _grows(words, token)
    if not grows and not _PEOPLE.isdisjoint(words[token.last + 1 : token.last + 7]):
        return token.end, sentence.nothing(PEOPLE)
    head = find_head(sentence, token)
    if head.kind == "elsewhere" and head.token is not None and head.token.value != "time":
        return token.end, sentence.nothing(head.token.value)
    members = any(t.sort in {"noun", "kind"} and t.value != "states" for t in sentence.tokens)
    others = any(t.sort == "elsewhere" and t.value != "time" for t in sentence.tokens)
    if others and not members:
        return token.end, sentence.nothing(PEOPLE)
    if grows and (members or sentence.cue or sentence.story.fresh is not None):
        return token.end, (_growth(sentence, token, Measure.GROWTH_PERCENT, token.hedge),)
    return read_share(sentence, token, token.amount)


def _grows(words: list[str], token: Token) -> bool:
    first = token.first - (words[max(0, token.first - 2) : token.first] == ["more", "than"]) * 2
    before = words[max(0, first - _NEAR) : first]
    after = words[token.last + 1 : token.last + 3]
    grew = any(
        w in _UP
        and not (w == "up" and before[n - 1] in _MADE)
        and not (w == "more" and before[n + 1 : n + 2] == ["than"])
        for n, w in enumerate(before)
    )
    if grew or after in (["from", "a"], ["since", "january"]):
        return True
    return not _UP.isdisjoint(after) and after[:1] != ["of"]


# Readings ---------------------------------------------------------------------------------------


def _growth(sentence: Sentence, token: Token, measure: Measure, hedge: Comparator) -> Reading:
    days, basis = _day(sentence)
    nouns = {t.value for t in sentence.tokens if t.sort == "noun"}
    kind = next((t.value for t in sentence.tokens if t.sort == "kind" and ":" not in t.value), "")
    words = tuple(kind.split("|")) if kind and "agreements" not in nouns else ()
    if words or _grew_agencies(sentence, nouns):
        words = (*words, "*agencies")
    last = sentence.last if sentence.last and sentence.last.measure else None
    carried = last.states if last else carried_states(sentence)
    return Reading(
        register=sentence.story.register,
        measure=measure,
        scope=Scope(
            states=sentence.codes() or carried,
            models=sentence.models()[:1],
            words=words,
        ),
        days=days,
        basis=basis,
        comparator=hedge,
        value=token.amount,
        base=_find_base(sentence, token),
    )


def _day(sentence: Sentence) -> tuple[tuple[str, str] | None, Basis]:
    """The day up to which something has grown: never the one that it is counted from."""
    for span in sentence.times:
        if (span.lead == "as of" and not _is_base(sentence, span)) or is_of_telling(sentence, span):
            return (span.first.isoformat(), span.last.isoformat()), Basis.STATED
    days, basis = event_day(sentence)
    based = any(s.kind in {"before", "ago"} or _is_base(sentence, s) for s in sentence.times)
    return sentence.own_day() if based else (days, basis)


def _is_base(sentence: Sentence, span: Span) -> bool:
    """Whether a time is that of the number from which something grew: "up from 135 as of May"."""
    words = sentence.words.words
    place = sentence.place(span.start)
    return not _FROM.isdisjoint(words[max(0, place - 8) : place - 1])


def _grew_agencies(sentence: Sentence, nouns: set[str]) -> bool:
    """Whether it is agencies that have grown in number, not agreements."""
    if "agreements" in nouns or "agencies" in nouns:
        return "agreements" not in nouns
    fresh = sentence.last or sentence.story.fresh
    return not sentence.cue and fresh is not None and fresh.measure is Measure.AGENCIES


def _find_base(sentence: Sentence, token: Token) -> str:
    """The day that growth is counted from: the eve of the time that is named, else of the term.

    A time behind the number goes before one that opens the sentence.
    """
    published = sentence.story.published
    eves = [office.began - timedelta(days=1) for office in sentence.lexicon.offices]
    behind = [span for span in sentence.times if span.start >= token.end]
    for span in behind + [span for span in sentence.times if span.start < token.end]:
        named = span.lead != "as of" or _is_base(sentence, span)
        if named and span.kind not in {"now", "weekday"}:
            return _base_of(span, eves).isoformat()
    low = sentence.words.low
    span_told = _IN_SO_LONG.search(low, token.end)
    if published and span_told is not None and not _WOULD.intersection(sentence.present):
        day = back(published, span_told[1], span_told[2].removesuffix("s"))
        if day is not None:
            return day.isoformat()
    if published and any(phrase in low for phrase in _YEARLY):
        year = back(published, "one", "year")
        return year.isoformat() if year else ""
    if published is None and any(phrase in low for phrase in _THIS_YEAR):
        return SAME_YEAR
    past = [eve for eve in eves if published and published > eve]
    return max(past).isoformat() if past else ""


def _base_of(span: Span, eves: list[date]) -> date:
    """The day from which growth since a time is counted."""
    match span.kind:
        case "before":
            return span.first
        case "term":
            return min(span.first, *eves)
        case "ago":
            return span.first + (span.last - span.first) / 2
        case "month":
            began = (
                eve for eve in eves if (eve.year, eve.month) == (span.first.year, span.first.month)
            )
            return next(began, _eve(span.first))
        case _:
            return _eve(span.first)


def _eve(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day
