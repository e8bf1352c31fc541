"""Facts without a number: who signed when and under which model; none, first, only, pending."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ofrecord.story.absences import read_absence
from ofrecord.story.alones import LATEST_WORDS, ONLY_WORDS, read_latest, read_only
from ofrecord.story.applications import WAITING_WORDS, read_others_waiting, read_waiting
from ofrecord.story.carried import LONG
from ofrecord.story.claims import Comparator, Measure, Reading, Scope
from ofrecord.story.context import Sentence, Story, codes_of
from ofrecord.story.members import MEMBER_WORDS, POWERS, read_carried_models, read_members
from ofrecord.story.offices import BODY_WORDS, GENERIC
from ofrecord.story.orders import FIRST_WORDS, ORDINAL_WORDS, read_first, read_order
from ofrecord.story.parts_of_states import REGION, is_regional
from ofrecord.story.ranks import LEADING_WORDS, read_equal, read_leaders
from ofrecord.story.signings import SIGNING_WORDS, read_signings
from ofrecord.story.speech import DENIALS, word_set
from ofrecord.story.subjects import Found, make_reading
from ofrecord.story.times import TIME_WORDS

Rule = Callable[[Sentence], Iterator[Found]]


def read_facts(sentence: Sentence) -> Iterator[Found]:
    """The facts that a sentence states about the lists."""
    taken = False
    for triggers, rule in _RULES:
        if triggers.isdisjoint(sentence.present):
            continue
        for found in rule(sentence):
            taken = True
            yield _without_region(sentence, found)
    counted = any(t.form and not t.used and t.sort == "number" for t in sentence.tokens)
    if counted and not sentence.bodies:
        return
    if not taken and not WAITING_WORDS.isdisjoint(sentence.present):
        for found in read_waiting(sentence):
            taken = True
            yield found
    signed: Reading | None = None
    for found in read_signings(sentence):
        signed = found[2][0]
        yield found
    if not taken and signed is None:
        yield from read_members(sentence)
    elif signed is not None and not sentence.bodies:
        yield from read_carried_models(sentence, signed)


def _without_region(sentence: Sentence, found: Found) -> Found:
    """A fact, or why it cannot be settled where it is about a region: "first in central Ohio"."""
    start, end, readings = found
    inside = [t for t in sentence.states() if start <= t.start and t.end <= end]
    states = readings[0].scope.states
    if inside and states == codes_of(inside) and all(is_regional(sentence, t) for t in inside):
        return start, end, sentence.nothing(REGION)
    return found


def _read_outside(sentence: Sentence) -> Iterator[Found]:
    """None in a named part of a state: "all are in counties outside the five boroughs"."""
    words = sentence.words.words
    for token in sentence.tokens:
        if token.sort != "place":
            continue
        first = token.first
        while first and words[first - 1] in {"the", "of"}:
            first -= 1
        if not first or words[first - 1] != "outside":
            continue
        place = sentence.lexicon.places[token.value]
        scope = Scope(states=place.states, counties=place.counties)
        start = sentence.words.starts[first - 1]
        yield start, token.end, make_reading(sentence, Measure.AGREEMENTS, scope, value=0.0)


def _read_most(sentence: Sentence) -> Iterator[Found]:
    """The greater part: "Florida, Texas and Georgia have most of these"."""
    words = sentence.words.words
    for place in range(len(words) - 2):
        if words[place] not in {"most", "majority"} or words[place + 1] != "of":
            continue
        before = [t for t in sentence.states() if t.last < place]
        if not before or _WHOLES.isdisjoint(words[place + 2 : place + 6]):
            continue
        if any(sentence.role(n) == "unreal" for n in range(before[-1].last + 1, place)):
            continue
        scope = Scope(states=codes_of(before), models=sentence.models()[:1])
        (reading,) = make_reading(
            sentence, Measure.SHARE, scope, value=50.0, comparator=Comparator.MORE_THAN
        )
        whole = (replace(reading, whole=Scope()),)
        yield before[0].start, sentence.words.ends[place + 2], whole
        return


_WHOLES = word_set("them these those agreements total")
_RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (frozenset({"same"}), read_equal),
    (frozenset({"outside"}), _read_outside),
    (frozenset({"most", "majority"}), _read_most),
    (LEADING_WORDS, read_leaders),
    (DENIALS, read_absence),
    (frozenset({"others"}), read_others_waiting),
    (ONLY_WORDS, read_only),
    (FIRST_WORDS, read_first),
    (ORDINAL_WORDS, read_order),
    (LATEST_WORDS, read_latest),
)

# What can state a fact -----------------------------------------------------------------------

_PLAIN = frozenset[str]().union(*(triggers for triggers, _ in _RULES)) | {
    "half",
    "third",
    "quarter",
}
"""Words by which a sentence states a fact about agreements without naming an agency."""
_NONE = frozenset({"none", "gone", "member", "members"})
COMPARING = LEADING_WORDS | {"has", "have", "had", "none"}
"""Words by which states are held against others that were told of long before."""
_MEMBERS = (
    MEMBER_WORDS
    | POWERS
    | {
        "within",
        "using",
        "as",
        "are",
        "chose",
        "used",
        "uso",
        "limited",
    }
)
_OF_STATE = frozenset({"state", "statewide", "state-level"})
_THESE = frozenset({"these", "those", "them", "ones"})


FACT_WORDS = (
    _PLAIN
    | _MEMBERS
    | _THESE
    | _OF_STATE
    | BODY_WORDS
    | GENERIC
    | WAITING_WORDS
    | SIGNING_WORDS
    | TIME_WORDS
)
"""The words by which ``can_state`` tells what can state a fact, but for the register's own."""


def can_state(
    present: frozenset[str],
    story: Story,
    *,
    dated: bool = False,
    carried: bool = False,
    again: bool = False,
) -> bool:
    """Whether a sentence can state a fact, by the words in it alone.

    ``dated`` says that digits stand in it, which may be those of a day or a year; ``carried`` that
    the sentence before was about the lists; ``again`` that it has the first word of a name used
    before.
    """
    lexicon = story.lexicon
    topical = not lexicon.topics.isdisjoint(present)
    near = carried or (not story.weak and story.number - story.counted_at <= LONG)
    if not _PLAIN.isdisjoint(present):
        compares = near and not COMPARING.isdisjoint(present)
        if topical or _of_states(present, story, carried=carried or compares):
            return True
    if topical and "agencies" in present and not lexicon.state_words.isdisjoint(present):
        if not _OF_STATE.isdisjoint(present) and not _MEMBERS.isdisjoint(present):
            return True
    named = again or not (BODY_WORDS.isdisjoint(present) and lexicon.initials.isdisjoint(present))
    if named and not (lexicon.telling.isdisjoint(present) or _MEMBERS.isdisjoint(present)):
        return True
    if topical and dated and "signing" in present:
        return True
    if named and near and not DENIALS.isdisjoint(present):
        if not (_MEMBERS.isdisjoint(present) and _NONE.isdisjoint(present)):
            return True
    if topical and story.bodies and "signed" in present and _tells_when(present, dated=dated):
        return True
    waits = not WAITING_WORDS.isdisjoint(present)
    if topical and waits:
        return True
    if not named and GENERIC.isdisjoint(present):
        return False
    if waits:
        return True
    if not SIGNING_WORDS.isdisjoint(present) and _tells_when(present, dated=dated):
        return True
    return not lexicon.model_words.isdisjoint(present) and not _MEMBERS.isdisjoint(present)


def _tells_when(present: frozenset[str], *, dated: bool) -> bool:
    return dated or not TIME_WORDS.isdisjoint(present)


def _of_states(present: frozenset[str], story: Story, *, carried: bool) -> bool:
    """Whether a sentence speaks of states and goes on from one about the lists."""
    if story.lexicon.state_words.isdisjoint(present):
        return False
    return carried or story.fresh is not None or not _THESE.isdisjoint(present)
