"""Counts settled: agreements, agencies, states, counties, with every filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ofrecord.measures.tally import Quantity
from ofrecord.story.claims import Cause, Comparator, Explanation, Measure, Outcome, Reading, Verdict
from ofrecord.story.counting import Counting
from ofrecord.story.days import Ruling, Why, judge, true_spans
from ofrecord.story.explain import STRONG, explain_count
from ofrecord.story.ground import Ground
from ofrecord.story.hedges import as_number, hedge_words, number_words
from ofrecord.story.outcomes import (
    back_words,
    cited_words,
    gap_words,
    late_words,
    not_checkable,
    not_held,
)
from ofrecord.story.says import counted, scope_words, sentence, spans_words

COUNTS = frozenset(
    {
        Measure.AGREEMENTS,
        Measure.AGENCIES,
        Measure.STATES,
        Measure.STATES_WITHOUT,
        Measure.COUNTIES,
    }
)


def settle_count(ground: Ground, reading: Reading, published: str) -> Outcome:
    """What the lists say of a count."""
    if reading.scope.somewhere and not reading.scope.states:
        return not_checkable("the text does not name the state that is meant")
    count, ruling = _ruled(ground, reading, published)
    if ruling.why is Why.BEFORE:
        return not_held(ground, count.listing, ruling)
    if ruling.verdict is Verdict.NOT_CHECKABLE:
        return _outcome(count, ruling, ())
    if ruling.verdict in {Verdict.CONTRADICTED, Verdict.OUTDATED}:
        fair = _other_fair_reading(count, ruling.accepted)
        if fair is not None:
            return _outcome(count, replace(ruling, verdict=Verdict.AMBIGUOUS), (fair,))
    explanations: tuple[Explanation, ...] = ()
    if ruling.verdict is not Verdict.SUPPORTED:
        explanations = _explain(count, ruling)
        if ruling.verdict is Verdict.OUTDATED and _by_its_own_day(count.reading, explanations):
            ruling = replace(ruling, verdict=Verdict.CONTRADICTED)
    elif _counts_rows(count, ruling.edition):
        explanations = (_repeated_rows(count, ruling.edition),)
    return _outcome(count, ruling, explanations)


def count_holds(ground: Ground, reading: Reading, published: str) -> bool:
    """Whether a count is borne out: the verdict alone, without what would explain another."""
    if reading.scope.somewhere and not reading.scope.states:
        return False
    return _ruled(ground, reading, published)[1].verdict is Verdict.SUPPORTED


def _ruled(ground: Ground, reading: Reading, published: str) -> tuple[Counting, Ruling]:
    count = Counting(ground, _timeless(reading, published))
    return count, judge(count, count.reading, published)


def _timeless(reading: Reading, published: str) -> Reading:
    """What was signed between two days is told by any list from then until the story's day."""
    until = reading.scope.signed_until
    if not until or reading.days is None or reading.scope.pending:
        return reading
    last = max(reading.days[1], published, until)
    return replace(reading, days=(max(reading.days[0], until), last))


def _by_its_own_day(reading: Reading, explanations: Sequence[Explanation]) -> bool:
    """Whether the day's own list explains an exact number better than an older list does."""
    return reading.comparator is Comparator.EXACT and any(e.kind in STRONG for e in explanations)


def _explain(count: Counting, ruling: Ruling) -> tuple[Explanation, ...]:
    """What would make the number right: an older list where one does, else the simplest thing."""
    if ruling.why is Why.PASSED:
        return (_passed(count, ruling),)
    simplest = explain_count(count, ruling.accepted, ruling.day)
    if ruling.why in {Why.EARLIER, Why.SOME, Why.REACHES_BACK}:
        strong = [e for e in simplest if e.kind in STRONG]
        return (*strong, *_days_when_so(count, ruling))
    return simplest if ruling.why is not Why.GAP else ()


def _days_when_so(count: Counting, ruling: Ruling) -> tuple[Explanation, ...]:
    spans = true_spans(count, ruling.day)
    if not spans:
        return ()
    told = spans_words(count.ground.declaration, count.listing, spans)
    figure = hedge_words(count.reading)
    return (Explanation(kind=Cause.OTHER_DAY, text=f"{figure} was right on {told}"),)


def _passed(count: Counting, ruling: Ruling) -> Explanation:
    listing, other = count.listing, ruling.other
    before, after = count.found(other), count.found(other + 1)
    return Explanation(
        kind=Cause.OTHER_DAY,
        text=f"the number passed {hedge_words(count.reading)} between the lists of "
        f"{listing.last_seen[other]} ({number_words(before)}) and {listing.days[other + 1]} "
        f"({number_words(after)})",
    )


def _counts_rows(count: Counting, edition: int) -> bool:
    """Whether only the printed rows bear the number out: one agreement is printed twice."""
    if count.reading.measure is not Measure.AGREEMENTS or count.scope.with_pending:
        return False
    agreements, rows = (count.tally.count(q, edition) for q in (Quantity.AGREEMENTS, Quantity.ROWS))
    return count.allowed.holds(rows) and not count.allowed.holds(agreements)


def _repeated_rows(count: Counting, edition: int) -> Explanation:
    rows = count.tally.count(Quantity.ROWS, edition)
    agreements = count.tally.count(Quantity.AGREEMENTS, edition)
    told = f"{number_words(rows)} rows print {number_words(agreements)} agreements"
    return Explanation(kind=Cause.PRINTED_ROWS, text=f"{told}: what is printed twice counts twice")


# Other fair readings ----------------------------------------------------------------------------


def _other_fair_reading(count: Counting, accepted: Sequence[int]) -> Explanation | None:
    """Another fair way to take the same words, under which the number is right."""
    for rule in (_as_corrected, _net_growth, _without_divisions, _by_county_agencies, _on_the_way):
        found = rule(count, accepted)
        if found is not None:
            return found
    return None


def _as_corrected(count: Counting, accepted: Sequence[int]) -> Explanation | None:
    """Right once an entry listed under a wrong state is put right."""
    known = Counting(count.ground, count.reading, known=True)
    for edition in reversed(accepted[-8:]):
        if known.ways(edition) != count.ways(edition) and known.holds(edition):
            told = number_words(known.found(edition))
            text = f"{told} once entries that stand under a wrong state are put right"
            return Explanation(kind=Cause.OTHER, text=text)
    return None


def _net_growth(count: Counting, accepted: Sequence[int]) -> Explanation | None:
    """Right if what left the list meanwhile is taken off: by how much the list has grown."""
    since, until = count.scope.signed_since, count.scope.signed_until
    if not since or count.reading.measure not in {Measure.AGREEMENTS, Measure.AGENCIES}:
        return None
    if as_number(count.reading.value) == 0:
        return None
    whole = count.wider(replace(count.scope, signed_since="", signed_until=""))
    starts = [whole.listing.edition_on(since), *whole.listing.seen_on.get(since, ())]
    first = {edition for edition in starts if edition is not None}
    first |= {edition + 1 for edition in first if edition + 1 < whole.listing.size and until}
    last = whole.listing.edition_on(until) if until else accepted[-1]
    if last is None:
        return None
    for start in sorted(first):
        grown = whole.ways(last)[0] - whole.ways(start)[0]
        if start < last and count.allowed.holds(grown):
            text = (
                f"by {number_words(grown)} the list grew between {whole.listing.days[start]} and "
                f"{whole.listing.days[last]}, what left it taken off"
            )
            return Explanation(kind=Cause.OTHER, text=text)
    return None


def _without_divisions(count: Counting, accepted: Sequence[int]) -> Explanation | None:
    """Right if a division that is listed beside its agency is no agency of its own."""
    if count.reading.measure is not Measure.AGENCIES or count.scope.with_pending:
        return None
    if not count.scope.states:
        return None
    for edition in reversed(accepted[-8:]):
        top = count.top_agencies(edition)
        if top != count.ways(edition)[0] and count.allowed.holds(top):
            text = f"{number_words(top)} if a division listed beside its agency is not counted"
            return Explanation(kind=Cause.OTHER, text=text)
    return None


def _by_county_agencies(count: Counting, accepted: Sequence[int]) -> Explanation | None:
    """Right if a county takes part by an agency of its own, not by one of a town in it."""
    if count.reading.measure is not Measure.COUNTIES or count.scope.types:
        return None
    own = count.wider(replace(count.scope, types=("County",)))
    for edition in reversed(accepted[-8:]):
        if own.holds(edition):
            text = f"{number_words(own.found(edition))} if only counties' own agencies are counted"
            return Explanation(kind=Cause.OTHER, text=text)
    return None


def _on_the_way(count: Counting, accepted: Sequence[int]) -> Explanation | None:
    """That something is on the way need not mean that an application is listed."""
    del accepted
    reading = count.reading
    vague = reading.comparator is Comparator.MORE_THAN and as_number(reading.value) == 0
    if not (count.scope.pending and vague):
        return None
    return Explanation(
        kind=Cause.OTHER, text="what is being prepared is listed only once it is applied for"
    )


# The outcome ------------------------------------------------------------------------------------


def _outcome(count: Counting, ruling: Ruling, explanations: tuple[Explanation, ...]) -> Outcome:
    listing, edition = count.listing, ruling.edition
    return Outcome(
        verdict=ruling.verdict,
        found=count.found(edition),
        edition=count.ground.describe(listing, edition),
        explanations=explanations,
        evidence=count.ground.agreement_ids(count.tally.at(edition)),
        says=_say(count, ruling, explanations),
    )


def _say(count: Counting, ruling: Ruling, explanations: Sequence[Explanation]) -> str:
    cited = cited_words(count.ground, count.listing, ruling)
    has = f"{cited} {_holds_words(count, ruling.edition)}"
    told = [e.text for e in explanations]
    figure = hedge_words(count.reading)
    match ruling.why, ruling.verdict:
        case _, Verdict.SUPPORTED:
            plain = count.reading.comparator is Comparator.EXACT
            borne = "" if plain else f", which bears out “{figure}”"
            return sentence(has + borne, *told, late_words(ruling))
        case Why.GAP, _:
            words = gap_words(count.ground, count.listing, ruling)
            return sentence(words, _both_ends(count, ruling))
        case Why.REACHES_BACK, _:
            return sentence(has, back_words(count.ground, count.listing))
        case Why.SOME, Verdict.AMBIGUOUS:
            return sentence(f"the text gives no day by which to date “{figure}”", *told)
        case _:
            nothing = as_number(count.reading.value) == 0
            other = "" if nothing else f", not {figure}"
            return sentence(has + other, *told, late_words(ruling))


def _holds_words(count: Counting, edition: int) -> str:
    """What a list holds: "has 957 agreements", "names 39 states and 2 territories"."""
    scope = scope_words(count.ground.declaration, count.scope, count.reading.measure)
    number = count.found(edition)
    match count.reading.measure:
        case Measure.STATES:
            return f"names {_states_words(count, edition)}{scope}"
        case Measure.STATES_WITHOUT:
            return f"leaves {counted(Measure.STATES, number, count.scope)} without an entry{scope}"
        case Measure.COUNTIES:
            return f"covers {counted(Measure.COUNTIES, number, count.scope)}{scope}"
        case measure:
            return f"has {counted(measure, number, count.scope)}{scope}"


def _states_words(count: Counting, edition: int) -> str:
    names = count.states(edition)
    proper = count.tally.count(Quantity.STATES_PROPER, edition)
    told = counted(Measure.STATES, proper, count.scope)
    others = len(names) - proper
    if count.scope.with_pending or not others:
        return told
    return f"{told} and {others} {'territory' if others == 1 else 'territories'}"


def _both_ends(count: Counting, ruling: Ruling) -> str:
    before, after = count.found(ruling.edition), count.found(ruling.other)
    days = count.listing.days
    return (
        f"that of {days[ruling.edition]} {_holds_words(count, ruling.edition)}, "
        f"that of {days[ruling.other]} {number_words(after) if before != after else 'as many'}"
    )
