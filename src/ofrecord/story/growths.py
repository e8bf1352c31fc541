"""Growth: "tripled", "eight times as many", "up 641 percent", and the day that it is counted from."""

from __future__ import annotations

from datetime import date, timedelta

from ofrecord.story.claims import Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence
from ofrecord.story.heads import find_head
from ofrecord.story.scopes import carried_states
from ofrecord.story.shares import read_share
from ofrecord.story.time_phrases import back
from ofrecord.story.tokens import Token
from ofrecord.story.when import event_day

Part = tuple[int, tuple[Reading, ...]]
_UP = frozenset(
    [
        "up",
        "grew",
        "grown",
        "grow",
        "growing",
        "increase",
        "increased",
        "increases",
        "increasing",
        "rose",
        "risen",
        "rise",
        "rising",
        "jump",
        "jumped",
        "jumping",
        "surge",
        "surged",
        "surging",
        "shot",
        "soared",
        "climbed",
        "climb",
        "spike",
        "spiked",
        "swelled",
        "expanded",
        "growth",
        "hike",
        "aumento",
        "aumentaron",
        "aumentado",
        "creció",
        "crecieron",
        "higher",
        "more",
        "gain",
        "gained",
        "ballooned",
    ]
)
_MANY = frozenset(
    ["as", "more", "the", "higher", "larger", "greater", "what", "number", "increase"]
)
_PEOPLE = frozenset(
    [
        "population",
        "residents",
        "detainees",
        "people",
        "voters",
        "officers",
        "immigrants",
        "adults",
        "respondents",
        "texans",
        "americans",
        "registered",
        "likely",
        "households",
        "inmates",
        "arrests",
        "arrestees",
    ]
)
ELSEWHERE = "the sentence is not about the lists"
UNKNOWN = "what is counted is not in the record"


def read_times(sentence: Sentence, token: Token) -> Part | None:
    """As in "Tripled", "more than fourfold", "multiplied by five", "eight times as many as in January"."""
    number, words = token.number, sentence.words.words
    assert number is not None
    end = token.end
    if number.form != "times":
        after = words[token.last + 1 : token.last + 3]
        before = words[max(0, token.first - 2) : token.first]
        if (
            after[:1] == ["times"]
            and after[1:]
            and (after[1] in _MANY or {"grew", "grown", "increased", "multiplied"} & set(before))
        ):
            end = sentence.words.ends[token.last + 1]
        elif (
            before != ["multiplied", "by"]
            and before[-1:] != ["multiplied"]
            and before != ["factor", "of"]
        ):
            return None
    elif words[token.first] in {"double", "twice", "triple", "doubles"} and _describes(
        sentence, token
    ):
        return None
    if not sentence.about or not (sentence.cue or _counts_members(sentence)):
        return end, sentence.nothing(ELSEWHERE)
    other = _of_something_else(sentence, token)
    if other:
        return end, sentence.nothing(other)
    hedge = _hedge_of(sentence, token)
    return end, (_growth(sentence, Measure.GROWTH_RATIO, number.value, hedge),)


def _of_something_else(sentence: Sentence, token: Token) -> str:
    """What has grown, where that is not in the record: "tripled arrests", "detentions doubled"."""
    for other in sentence.tokens:
        if other.sort != "elsewhere" or other.value == "time":
            continue
        if 0 < other.first - token.last <= 5 or (
            other.last < token.first and not any(
                t.sort in {"noun", "kind"} and t.value not in {"states", "counties"} and other.last < t.first < token.first
                for t in sentence.tokens
            ) and not sentence.has_noun("agreements", "agencies")
        ):  # fmt: skip
            return other.value
    return ""


def _describes(sentence: Sentence, token: Token) -> bool:
    """Whether the word only describes: "a double murder", "twice a week"."""
    words = sentence.words.words
    after = words[token.last + 1 : token.last + 2]
    return after in (
        ["a"],
        ["murder"],
        ["homicide"],
        ["standard"],
        ["jeopardy"],
        ["check"],
        ["crown"],
    )


def _counts_members(sentence: Sentence) -> bool:
    if any(t.sort in {"noun", "kind"} for t in sentence.tokens):
        return True
    return sentence.story.fresh is not None and not any(
        t.sort == "elsewhere" for t in sentence.tokens
    )


def _hedge_of(sentence: Sentence, token: Token) -> Comparator:
    if token.hedge is not Comparator.EXACT:
        return token.hedge
    before = sentence.words.words[max(0, token.first - 2) : token.first]
    if before == ["more", "than"]:
        return Comparator.MORE_THAN
    return Comparator.EXACT


def read_percent(sentence: Sentence, token: Token) -> Part | None:
    """A percent: of growth, or a share; none where it is of people or of something else."""
    assert token.number is not None
    words = sentence.words.words
    if not sentence.about:
        return token.end, sentence.nothing(ELSEWHERE)
    before = words[max(0, token.first - 5) : token.first]
    after = words[token.last + 1 : token.last + 7]
    grows = (
        not _UP.isdisjoint(before)
        or (not _UP.isdisjoint(after[:2]) and after[:1] != ["of"])
        or after[:2] in (["from", "a"], ["since", "january"])
    )
    if not _PEOPLE.isdisjoint(after) and not grows:
        return token.end, sentence.nothing("people, not agreements")
    head = find_head(sentence, token)
    if head.kind == "elsewhere" and head.token is not None and head.token.value != "time":
        return token.end, sentence.nothing(head.token.value)
    members = any(t.sort in {"noun", "kind"} and t.value != "states" for t in sentence.tokens)
    others = any(t.sort == "elsewhere" and t.value != "time" for t in sentence.tokens)
    if others and not members:
        return token.end, sentence.nothing("people, not agreements")
    if grows and (members or sentence.cue or sentence.story.fresh is not None):
        value = token.number.value
        return token.end, (_growth(sentence, Measure.GROWTH_PERCENT, value, token.hedge),)
    return read_share(sentence, token, token.number.value)


def _growth(sentence: Sentence, measure: Measure, value: float, hedge: Comparator) -> Reading:
    days, basis = event_day(sentence)
    nouns = {t.value for t in sentence.tokens if t.sort == "noun"}
    kinds = [t for t in sentence.tokens if t.sort == "kind" and not t.value.startswith("type:")]
    fresh = sentence.last or sentence.story.fresh
    agencies = "agencies" in nouns and "agreements" not in nouns
    if not nouns & {"agencies", "agreements"} and not sentence.cue:
        agencies = fresh is not None and fresh.measure is Measure.AGENCIES
    states = sentence.codes() or (
        sentence.last.states if sentence.last and sentence.last.measure else ()
    )
    if not states:
        states = carried_states(sentence)
    models = sentence.models()[:1]
    words = tuple(kinds[0].value.split("|")) if kinds and "agreements" not in nouns else ()
    agencies = agencies or bool(words)
    return Reading(
        register=sentence.story.register,
        measure=measure,
        scope=Scope(
            states=states,
            models=models,
            words=(*words, "*agencies") if agencies else words,
        ),
        days=days,
        basis=basis,
        comparator=hedge,
        value=value,
        base=find_base(sentence),
    )


def find_base(sentence: Sentence) -> str:
    """The day that growth is counted from: the eve of the time that is named, else of the term."""
    published = sentence.story.published
    eves = [office.began - timedelta(days=1) for office in sentence.lexicon.offices]
    low = sentence.words.low
    for span in sentence.times:
        if span.lead == "as of" or span.kind in {"now", "weekday"}:
            continue
        if span.kind in {"term", "before"}:
            return (
                min(span.first, *eves).isoformat()
                if span.kind == "term" and eves
                else span.first.isoformat()
            )
        if span.kind == "window" and span.first in {eve + timedelta(days=1) for eve in eves}:
            return (span.first - timedelta(days=1)).isoformat()
        if span.kind == "ago":
            return (span.first + (span.last - span.first) / 2).isoformat()
        if span.kind == "window" and published and span.last == published:
            return _window_base(span.first, published)
        if span.kind in {"month", "day", "year", "window"}:
            eve = next(
                (eve for eve in eves if _same_month(eve, span.first) and span.kind == "month"), None
            )
            return (eve or span.first - timedelta(days=1)).isoformat()
    if published and (
        "year over year" in low
        or "year-over-year" in low
        or "from a year" in low
        or "in a year" in low
    ):
        year = back(published, "one", "year")
        return year.isoformat() if year else ""
    last = [eve for eve in eves if published is None or published > eve]
    return max(last).isoformat() if last and published else ""


def _window_base(first: date, published: date) -> str:
    del published
    return (first - timedelta(days=1)).isoformat()


def _same_month(eve: date, first: date) -> bool:
    return (eve.year, eve.month) == (first.year, first.month)
