"""The only one, and the latest: an agency alone among others, or the last to sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ofrecord.story.claims import Basis, Measure, Scope
from ofrecord.story.context import Sentence, codes_of
from ofrecord.story.orders import field_states, kind_after, named_field, types_after
from ofrecord.story.speech import word_set
from ofrecord.story.subjects import (
    OWN,
    Days,
    Found,
    Subject,
    clause_end,
    make_reading,
    named,
    states_of,
)

ONLY_WORDS = frozenset({"only", "lone", "sole", "other", "único", "única", "else"})
LATEST_WORDS = frozenset({"latest", "newest", "recent", "last"})
_MEMBERS = word_set(
    "agency agencies one office department jurisdiction municipality place county town city village"
)
_OF_THEM = (["one", "of", "them"], ["one", "of", "those"], ["one", "of", "these"])
_NOT_LATEST = word_set("data figures list update report version available numbers count tally")
_NP_ENDS = word_set("to the is are was were has have in , ; : who that which")
_SORTS = word_set("village town city municipal borough township metro suburban rural tribal")
SORT = "of which sort an agency is, is not on the list"
_WAS = (["was"], ["were"])
_IS = frozenset({"is", "was", "belongs"})


def read_only(sentence: Sentence) -> Iterator[Found]:
    """Who is alone: "the only office in New York", "no other agency in Delaware", "lone"."""
    words = sentence.words.words
    for place, word in enumerate(words):
        if word not in ONLY_WORDS or not _alone(sentence, place):
            continue
        subject = _who(sentence, place)
        if _of_a_sort(sentence, place):
            start, end = sentence.words.starts[place], clause_end(sentence, place)
            yield start, end, sentence.nothing(SORT)
            return
        if not subject.phrases:
            yield from _one_in_all(sentence, place)
            continue
        states, counties = named_field(sentence, place)
        scope = Scope(
            states=states if counties else _states(sentence, place),
            counties=counties,
            agencies=subject.phrases,
            words=kind_after(sentence, place),
            types=types_after(sentence, place),
            models=sentence.models()[:1],
        )
        opened = place and words[place - 1] in {"the", "no", "el", "la"}
        start = sentence.words.starts[place - 1 if opened else place]
        ever = {"was", "ever"} <= sentence.present and sentence.story.day != ""
        reading = make_reading(
            sentence,
            Measure.ONLY,
            scope,
            value="yes",
            basis=Basis.MONTH if ever else Basis.EVENT,
            days=(sentence.lexicon.begins, sentence.story.day) if ever else _days(sentence),
        )
        yield start, clause_end(sentence, place), reading
        return


def _of_a_sort(sentence: Sentence, place: int) -> bool:
    """Whether it is alone among those of a sort that no list tells: "the only village force"."""
    words, at = sentence.words.words, sentence.words.at
    sort, noun = words[place + 1 : place + 2], words[place + 2 : place + 3]
    if (
        not sort
        or sort[0] not in _SORTS
        or noun in ([], ["in"], ["of"], ["on"], ["to"], [","], ["with"])
    ):
        return False
    return place + 1 not in at and place + 2 not in at


def _one_in_all(sentence: Sentence, place: int) -> Iterator[Found]:
    """A state with one agreement, no agency named: "it is Maine's only agreement"."""
    words = sentence.words
    nouns = (words.at.get(n) for n in range(place + 1, min(place + 5, len(words.words))))
    noun = next((t for t in nouns if t is not None and t.sort in {"noun", "model"}), None)
    states = _states(sentence, place)
    if noun is None or not states or words.words[place] in {"other", "else"}:
        return
    if words.words[noun.last + 1 : noun.last + 2] in _WAS:
        return  # it is told what became of it
    agreed = noun.value == "agreements" or words.words[noun.last].startswith("agreement")
    if not agreed and noun.value != "agencies":
        return
    measure = Measure.AGREEMENTS if agreed else Measure.AGENCIES
    models = (noun.value,) if noun.sort == "model" else sentence.models()[:1]
    scope = Scope(states=states, models=models)
    yield words.starts[place], noun.end, make_reading(sentence, measure, scope, value=1.0)


def _alone(sentence: Sentence, place: int) -> bool:
    """Whether "only" says that one agency stands alone."""
    words = sentence.words.words
    word, before = words[place], words[place - 1] if place else ""
    after = words[place + 1 : place + 8]
    if word in {"other", "else"}:
        if before != "no":
            return False
    elif word == "only" and before not in {"the", "is", "was"} and not before.endswith("'s"):
        return False
    if after[:1] == ["a"] or after[:3] in _OF_THEM:
        return False
    stop = next((n for n, w in enumerate(after) if w in {",", ";", "who", "that"}), len(after))
    tokens = [sentence.words.at.get(place + 1 + n) for n in range(stop)]
    if any(t is not None and t.form and t.amount != 1 for t in tokens):
        return False
    if not _MEMBERS.isdisjoint(after[:stop][:5]):
        return {"time", "reason", "way", "thing"}.isdisjoint(after[:2])
    return any(
        t is not None
        and (
            _is_member(t.sort, t.value)
            or (t.sort == "model" and words[t.last].startswith("agreement"))
        )
        for t in tokens[:5]
    )


def _is_member(sort: str, value: str) -> bool:
    return sort == "kind" or (sort == "noun" and value in {"agencies", "agreements"})


def _who(sentence: Sentence, place: int) -> Subject:
    start = sentence.words.starts[place]
    before = [b for b in sentence.bodies if b.end <= start]
    after = [b for b in sentence.bodies if b.start >= start]
    if before:
        return named(before[-1:])
    if after:
        between = sentence.words.words[place : sentence.place(after[0].start)]
        if not _IS.isdisjoint(between) or not sentence.story.bodies:
            return named(after[:1])
    return Subject(sentence.story.bodies[:1])


def _states(sentence: Sentence, place: int) -> tuple[str, ...]:
    after = [t for t in sentence.states() if t.first > place]
    if len(after) > 1:
        between = sentence.words.words[after[0].last : after[-1].first]
        if not {"or", "and"}.isdisjoint(between):
            return codes_of(after)
    return field_states(sentence, place)


def _days(sentence: Sentence) -> Days:
    """When one was the only one: years ago, until a time, or on the story's day."""
    published = sentence.story.published
    for span in sentence.times:
        if span.lead in {"before", "until"}:
            day = date.fromordinal(max(span.first.toordinal() - 1, 1)).isoformat()
            return day, day
        if span.kind in {"before", "ago"}:
            return span.first.isoformat(), span.last.isoformat()
    past = not {"was", "had"}.isdisjoint(sentence.present)
    long = not {"years", "decade"}.isdisjoint(sentence.present) and "for" in sentence.present
    if past and long and published:
        end = date(published.year - 1, 12, 31)
        return date(end.year - 2, 1, 1).isoformat(), end.isoformat()
    return OWN


# The latest -------------------------------------------------------------------------------------


def read_latest(sentence: Sentence) -> Iterator[Found]:
    """Who was last: "the latest to join are …", "which signed the most recent agreement"."""
    if not sentence.bodies:
        return
    words = sentence.words.words
    for place, word in enumerate(words):
        if word not in LATEST_WORDS or not _is_latest(words, place, word):
            continue
        start = sentence.words.starts[place]
        after = [
            b
            for b in sentence.bodies
            if b.start >= start and _same_clause(sentence, place, b.start)
        ]
        earlier = [b for b in sentence.bodies if b.end <= start]
        subject = named(after or earlier[-1:])
        if not subject.phrases:
            continue
        scope = Scope(
            states=states_of(sentence)[:1],
            agencies=subject.phrases,
            models=sentence.models()[:1],
        )
        opened = place and words[place - 1] in {"most", "the"}
        first = sentence.words.starts[place - 1 if opened else place]
        end = max(subject.end, clause_end(sentence, place, 6))
        reading = make_reading(sentence, Measure.LATEST, scope, value="yes")
        yield min(subject.start, first), end, reading
        return


def _is_latest(words: list[str], place: int, word: str) -> bool:
    before = words[place - 1] if place else ""
    after = words[place + 1 : place + 3]
    if word == "recent":
        return before == "most" and _NOT_LATEST.isdisjoint(after[:1])
    if word == "last":
        return after in (["to", "sign"], ["to", "join"])
    return not _of_data(words, place)


def _of_data(words: list[str], place: int) -> bool:
    """Whether it is data that are the latest: "the latest Law Enforcement Commission data"."""
    for after in range(place + 1, min(place + 8, len(words))):
        if words[after] in _NP_ENDS:
            return False
        if words[after] in _NOT_LATEST:
            return True
    return False


def _same_clause(sentence: Sentence, place: int, start: int) -> bool:
    between = sentence.words.words[place : sentence.place(start)]
    return {";", "while", "but"}.isdisjoint(between)
