"""Who has applied and not signed yet."""

from __future__ import annotations

from collections.abc import Iterator

from ofrecord.story.claims import Comparator, Measure, Scope
from ofrecord.story.context import Sentence
from ofrecord.story.speech import word_set
from ofrecord.story.subjects import Found, Subject, make_reading, named, states_of

WAITING_WORDS = word_set(
    "pending awaits awaiting awaited applied applying submitted weighed waiting pendiente "
    "application applications review enrolled put applies seeking sought requested filed solicitó"
)
_NOT_WAITING = word_set(
    "bill lawsuit court charges legislation trial case appeal sentencing ruling"
)
_WITH_PROGRAM = word_set("waiting submitted weighed seeking sought requested solicitó")
_BEFORE = word_set("still is are has have yet now")
_ENDS = word_set(", ; ( ) — but")
_COMING = word_set("way pending works waiting pipeline")
_NO = frozenset({"no", "none", "not"})
_DENIED = word_set("not never hasn't haven't hadn't isn't aren't wasn't didn't neither nor")
_SOON = 4
_LONG = 7


def read_waiting(sentence: Sentence) -> Iterator[Found]:
    """Who waits: "the deal still awaits approval", "the Highway Patrol has applied"."""
    words = sentence.words.words
    place = next((n for n, w in enumerate(words) if w in WAITING_WORDS and _waits(sentence, n)), -1)
    if place < 0 or not _NOT_WAITING.isdisjoint(words[: place + 1]):
        return
    bodies = [b for b in sentence.bodies if b.sort != "county"] or sentence.bodies
    subject = named(bodies) if bodies else Subject(sentence.story.bodies[:1])
    start, end = _span(sentence, place)
    if not subject.phrases:
        if sentence.has_noun("agreements", "applications") and not _NO.intersection(words):
            yield start, end, sentence.nothing("the agency is not named")
        return
    scope = Scope(
        states=states_of(sentence),
        agencies=subject.phrases,
        models=sentence.models()[:1],
        pending=True,
    )
    if subject.here:
        start, end = min(start, subject.start), max(end, subject.end)
    denied = words[place] != "application" and not _DENIED.isdisjoint(
        words[max(0, place - _SOON) : place]
    )
    value = "no" if denied else "pending"
    yield start, end, make_reading(sentence, Measure.STATUS, scope, value=value)


def _span(sentence: Sentence, place: int) -> tuple[int, int]:
    words = sentence.words.words
    first = last = place
    while first and words[first - 1] in _BEFORE:
        first -= 1
    while last + 1 < len(words) and last - place < _LONG and words[last + 1] not in _ENDS:
        last += 1
    return sentence.words.starts[first], sentence.words.ends[last]


def _waits(sentence: Sentence, place: int) -> bool:
    words = sentence.words.words
    word, after = words[place], words[place + 1 : place + 4]
    if word in {"applied", "enrolled"}:
        return after[:1] in (["for"], ["to"], [])
    if word == "put":
        return after[:2] == ["in", "for"]
    if word in {"application", "applications"}:
        return word == "application" and {"not", "approved"} <= sentence.present
    if word == "filed":
        return not {"application", "applications", "papers"}.isdisjoint(after)
    if word == "review":
        return words[place - 1 : place] == ["under"]
    if word in _WITH_PROGRAM:
        named_here = sentence.has_noun("agreements", "applications")
        return sentence.cue or named_here or "program" in sentence.present
    return True


def read_others_waiting(sentence: Sentence) -> Iterator[Found]:
    """More to come: "with others on the way"."""
    words = sentence.words.words
    place = words.index("others")
    ahead = words[place + 1 : place + 6]
    coming = [n for n, word in enumerate(ahead) if word in _COMING]
    if not coming:
        return
    states = (sentence.last.states if sentence.last else ()) or states_of(sentence)
    scope = Scope(states=states, pending=True)
    end = sentence.words.ends[place + 1 + coming[-1]]
    yield (
        sentence.words.starts[place],
        end,
        make_reading(
            sentence, Measure.AGREEMENTS, scope, value=0.0, comparator=Comparator.MORE_THAN
        ),
    )
