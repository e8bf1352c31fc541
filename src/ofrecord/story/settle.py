"""A reading to a verdict: the one door to everything that settles.

The reading is chosen from the words alone, before this module is asked; nothing here chooses it by
the answer. Where a figure has two fair readings and they disagree, the verdict is ``ambiguous``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ofrecord.dates import parse_day
from ofrecord.story.claims import (
    Cause,
    Explanation,
    FoundFigure,
    Measure,
    Outcome,
    Reading,
    Verdict,
)
from ofrecord.story.ground import AnyRegister, Ground, ground_of, is_series
from ofrecord.story.numbers_alone import NOT_COUNTED
from ofrecord.story.outcomes import not_checkable
from ofrecord.story.says import sentence, states_words
from ofrecord.story.series_settle import settle_series
from ofrecord.story.settle_counts import COUNTS, count_holds, settle_count
from ofrecord.story.settle_events import settle_reach, settle_signed
from ofrecord.story.settle_facts import FACTS, settle_fact
from ofrecord.story.settle_orders import settle_order
from ofrecord.story.settle_parts import settle_part
from ofrecord.story.settle_ranks import settle_equal, settle_rank

Rule = Callable[[Ground, Reading, str], Outcome]

_RULES: dict[Measure, Rule] = {
    **dict.fromkeys(COUNTS, settle_count),
    **dict.fromkeys(FACTS, settle_fact),
    Measure.SHARE: settle_part,
    Measure.GROWTH_RATIO: settle_part,
    Measure.GROWTH_PERCENT: settle_part,
    Measure.RANK: settle_rank,
    Measure.EQUAL: settle_equal,
    Measure.SIGNED_DATE: settle_signed,
    Measure.FIRST: settle_order,
    Measure.ORDINAL: settle_order,
    Measure.REACH: settle_reach,
}
_NAMING = frozenset({Measure.MEMBERSHIP, Measure.STATUS, Measure.MODELS, Measure.SIGNED_DATE})
"""What is told of the named alone: the state of a first or a last is among whom it is so."""
MOST_STATES = 12
"""An agency that is named without its state is looked for in so many states at most."""
_FALSE = frozenset({Verdict.CONTRADICTED, Verdict.OUTDATED})


def settle_reading(reading: Reading, register: AnyRegister, published: str = "") -> Outcome:
    """What a register's record says of one reading.

    ``published`` is the story's day (ISO), or empty where it is not known. The outcome's verdict is
    ``not_checkable`` for what the record cannot settle: no such measure, a day before it begins.
    Raises ``BadRequest`` for a ``published`` that is no day.

    >>> import ofrecord
    >>> from ofrecord.story.claims import Basis
    >>> reading = Reading(register="ice-287g", measure=Measure.AGREEMENTS, value=958.0,
    ...                   days=("2025-09-05", "2025-09-05"), basis=Basis.STATED)
    >>> outcome = settle_reading(reading, ofrecord.open()["ice-287g"], "2025-09-08")
    >>> outcome.verdict, outcome.found
    (<Verdict.CONTRADICTED: 'contradicted'>, 957)
    >>> print(outcome.says)  # doctest: +NORMALIZE_WHITESPACE
    ICE's list of 2025-09-05 (evening) has 957 agreements, not 958;
    958 would count the header row.
    """
    if reading.measure is Measure.NONE:
        return _none(reading)
    if published:
        published = parse_day(published, argument="published").isoformat()
    if is_series(register):
        return settle_series(reading, register, published)
    ground = ground_of(register.view)
    rule = _RULES.get(reading.measure)
    if rule is None:
        return not_checkable("a list says who is on it, not how many there are by day")
    states = ground.states_of(reading.scope) if reading.measure in _NAMING else ()
    if not states:
        return rule(ground, reading, published)
    return _of_one_state(
        [rule(ground, _within(reading, state), published) for state in states[:MOST_STATES]], states
    )


def _within(reading: Reading, state: str) -> Reading:
    """A reading whose agencies are those of one state."""
    return replace(reading, scope=replace(reading.scope, states=(state,)))


def _of_one_state(outcomes: Sequence[Outcome], states: Sequence[str]) -> Outcome:
    """The outcome for agencies named without their state; open if it differs between states."""
    if len({outcome.verdict for outcome in outcomes}) == 1:
        return outcomes[0]
    first = min(outcomes, key=lambda outcome: outcome.verdict is not Verdict.SUPPORTED)
    others = f"agencies of this name stand under {states_words(states)}, and not all are so"
    cause = Explanation(kind=Cause.OTHER, text=others)
    return replace(
        first,
        verdict=Verdict.AMBIGUOUS,
        explanations=(*first.explanations, cause),
        says=sentence(first.says, others),
    )


def settle_figure(
    found: FoundFigure, registers: Mapping[str, AnyRegister], published: str = ""
) -> tuple[Reading, Outcome]:
    """The likeliest reading of a figure and its outcome; two fair ones that disagree are ambiguous.

    A reading of a register that is not held is not checkable. One of the figure's fallbacks is asked
    only where its readings are false.
    """
    reading = found.readings[0]
    outcome = _settle(reading, registers, published)
    for other in found.readings[1:]:
        rival = _settle(other, registers, published)
        if _disagree(outcome.verdict, rival.verdict):
            return reading, _both(outcome, rival)
    if outcome.verdict in _FALSE:
        for other in found.fallbacks:
            if not _may_hold(other, registers, published):
                continue
            rival = _settle(other, registers, published)
            if rival.verdict is Verdict.SUPPORTED:
                return reading, _both(outcome, rival)
    return reading, outcome


def _may_hold(reading: Reading, registers: Mapping[str, AnyRegister], published: str) -> bool:
    """Whether a reading can be borne out. For a count that is known without explaining it."""
    if reading.measure not in COUNTS or reading.register not in registers:
        return True
    day = parse_day(published, argument="published").isoformat() if published else ""
    register = registers[reading.register]
    return is_series(register) or count_holds(ground_of(register.view), reading, day)


def _disagree(one: Verdict, other: Verdict) -> bool:
    """Whether one of two readings is borne out and the other is not."""
    return (one is Verdict.SUPPORTED and other in _FALSE) or (
        other is Verdict.SUPPORTED and one in _FALSE
    )


def _settle(reading: Reading, registers: Mapping[str, AnyRegister], published: str) -> Outcome:
    if reading.measure is Measure.NONE:
        return _none(reading)
    try:
        register = registers[reading.register]
    except KeyError:
        return not_checkable(f"the register {reading.register} is not held")
    return settle_reading(reading, register, published)


def _none(reading: Reading) -> Outcome:
    """What no register settles, with the reason that the reading gives."""
    if reading.reason == NOT_COUNTED:
        return not_checkable(reading.reason)
    reason = f": {reading.reason}" if reading.reason else ""
    return not_checkable(f"no register that is held settles this{reason}")


def _both(outcome: Outcome, rival: Outcome) -> Outcome:
    """Two fair readings that disagree, both told."""
    says = sentence(outcome.says, f"read otherwise, {_lower_first(rival.says)}")
    return replace(
        outcome,
        verdict=Verdict.AMBIGUOUS,
        explanations=(*outcome.explanations, *rival.explanations),
        evidence=tuple(dict.fromkeys((*outcome.evidence, *rival.evidence))),
        says=says,
    )


def _lower_first(says: str) -> str:
    """A sentence as the end of another: its first letter small, but for that of initials."""
    return says if says[1:2].isupper() else says[:1].lower() + says[1:]
