"""Facts without a number: who has signed, when, under which model; none, first, latest, only, pending."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ofrecord.story.absences import DENIALS, read_absence
from ofrecord.story.claims import Comparator, Measure, Scope
from ofrecord.story.context import Sentence, Story
from ofrecord.story.members import WAITING_WORDS, read_members, read_waiting
from ofrecord.story.offices import BODY_WORDS, GENERIC
from ofrecord.story.orders import (
    FIRST_WORDS,
    LATEST_WORDS,
    ONLY_WORDS,
    ORDINAL_WORDS,
    read_first,
    read_latest,
    read_only,
    read_order,
)
from ofrecord.story.ranks import LEADING_WORDS, read_equal, read_leaders
from ofrecord.story.signings import SIGNING_WORDS, read_signings
from ofrecord.story.subjects import Found, make_reading, states_of
from ofrecord.story.times import TIME_WORDS
from ofrecord.story.tokens import PROGRAM

Rule = Callable[[Sentence], Iterator[Found]]


def read_facts(sentence: Sentence) -> Iterator[Found]:
    """The facts that a sentence states about the lists."""
    taken = False
    for triggers, rule in _RULES:
        if triggers.isdisjoint(sentence.present):
            continue
        for found in rule(sentence):
            taken = True
            yield found
    counted = any(t.number and not t.used and t.sort == "number" for t in sentence.tokens)
    if counted and not sentence.bodies:
        return
    if not taken and not WAITING_WORDS.isdisjoint(sentence.present):
        for found in read_waiting(sentence):
            taken = True
            yield found
    dated = False
    for found in read_signings(sentence):
        dated = True
        yield found
    if not taken and not dated:
        yield from read_members(sentence)


def _others_waiting(sentence: Sentence) -> Iterator[Found]:
    """As in "With others on the way"."""
    words = sentence.words.words
    place = words.index("others")
    ahead = words[place + 1 : place + 6]
    if not {"way", "pending", "works", "waiting", "pipeline"} & set(ahead):
        return
    last = (
        place
        + 1
        + max(
            n
            for n, w in enumerate(ahead)
            if w in {"way", "pending", "works", "waiting", "pipeline"}
        )
    )
    scope = Scope(
        states=(sentence.last.states if sentence.last else ()) or states_of(sentence), pending=True
    )
    yield (
        sentence.words.starts[place],
        sentence.words.ends[last],
        make_reading(
            sentence, Measure.AGREEMENTS, scope, value=0.0, comparator=Comparator.MORE_THAN
        ),
    )


def _outside(sentence: Sentence) -> Iterator[Found]:
    """As in "All are in counties outside the five boroughs": none in a named part of a state."""
    for token in sentence.tokens:
        if token.sort != "place":
            continue
        words = sentence.words.words
        first = token.first
        while first and words[first - 1] in {"the", "of"}:
            first -= 1
        if not first or words[first - 1] != "outside":
            continue
        place = sentence.lexicon.places[token.value]
        scope = Scope(states=(place.state,), counties=place.counties)
        yield (
            sentence.words.starts[first - 1],
            token.end,
            make_reading(sentence, Measure.AGREEMENTS, scope, value=0.0),
        )


def _most_of(sentence: Sentence) -> Iterator[Found]:
    """As in "Florida, Texas and Georgia have most of these"."""
    words = sentence.words.words
    for place in range(len(words) - 1):
        if words[place] not in {"most", "majority"} or words[place + 1] != "of":
            continue
        before = [t for t in sentence.states() if t.last < place]
        ahead = words[place + 2 : place + 6]
        if not before or not {"them", "these", "those", "agreements", PROGRAM, "total"} & set(
            ahead
        ):
            continue
        codes = tuple(dict.fromkeys(c for t in before for c in t.value.split(",")))
        scope = Scope(states=codes, models=sentence.models()[:1])
        yield (
            before[0].start,
            sentence.words.ends[place + 2 if place + 2 < len(words) else place + 1],
            make_reading(
                sentence,
                Measure.SHARE,
                scope,
                value=50.0,
                comparator=Comparator.MORE_THAN,
                whole=Scope(),
            ),
        )
        return


_RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (frozenset({"same"}), read_equal),
    (frozenset({"outside"}), _outside),
    (frozenset({"most", "majority"}), _most_of),
    (LEADING_WORDS, read_leaders),
    (DENIALS, read_absence),
    (frozenset({"others"}), _others_waiting),
    (ONLY_WORDS, read_only),
    (FIRST_WORDS, read_first),
    (ORDINAL_WORDS, read_order),
    (LATEST_WORDS, read_latest),
)
_PLAIN = frozenset().union(*(triggers for triggers, _ in _RULES)) | {"half", "third", "quarter"}
"""Words by which a sentence states a fact about agreements without naming an agency."""
_MEMBERS = frozenset(
    [
        "sign",
        "signs",
        "signed",
        "has",
        "have",
        "had",
        "hold",
        "holds",
        "join",
        "joins",
        "joined",
        "part",
        "participate",
        "participates",
        "participating",
        "participants",
        "include",
        "includes",
        "included",
        "including",
        "among",
        "list",
        "listed",
        "covers",
        "cover",
        "partner",
        "partners",
        "partnered",
        "cooperate",
        "cooperating",
        "aboard",
        "come",
        "entered",
        "participan",
        "participa",
        "tiene",
        "tienen",
        "firmado",
        "with",
        "under",
        "within",
        "struck",
        "use",
        "uses",
        "used",
        "using",
        "as",
        "are",
        "authorized",
        "chose",
    ]
)
_THESE = frozenset({"these", "those", "them", "ones"})
_MODELS = frozenset({"model", "models", "jail", "task", "warrant"})


def can_state(present: frozenset[str], story: Story) -> bool:
    """Whether a sentence can state a fact, by the words in it alone."""
    lexicon = story.lexicon
    topical = not lexicon.topics.isdisjoint(present) or not lexicon.telling.isdisjoint(present)
    if not _PLAIN.isdisjoint(present) and (
        topical or not (_THESE.isdisjoint(present) or lexicon.state_words.isdisjoint(present))
    ):
        return True
    named = not BODY_WORDS.isdisjoint(present) or not lexicon.initials.isdisjoint(present)
    if not named and story.known:
        named = not story.known.keys().isdisjoint(present)
    if named and not (lexicon.telling.isdisjoint(present) or _MEMBERS.isdisjoint(present)):
        return True
    if topical and story.bodies and not WAITING_WORDS.isdisjoint(present):
        return True
    if not named and GENERIC.isdisjoint(present):
        return False
    if not SIGNING_WORDS.isdisjoint(present) and not TIME_WORDS.isdisjoint(present):
        return True
    if not WAITING_WORDS.isdisjoint(present):
        return True
    modelled = not _MODELS.isdisjoint(present) or not lexicon.telling.isdisjoint(present)
    return modelled and not _MEMBERS.isdisjoint(present)
