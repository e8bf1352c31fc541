"""The simplest thing that would make a figure hold. It explains; the verdict stays.

Looked for in this order: the header row, agencies for agreements or the reverse, applications,
territories, another day, signings not yet listed, rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ofrecord.measures.selection import Selection
from ofrecord.measures.tally import Quantity
from ofrecord.story.claims import Cause, Comparator, Explanation, Measure, Scope
from ofrecord.story.counting import Counting
from ofrecord.story.days import true_spans
from ofrecord.story.hedges import as_number, hedge_words, number_words
from ofrecord.story.says import counted, spans_words

LAG_DAYS = 14
"""An agreement is expected on the list within this many days of its signing."""

_OTHER_MEASURE = {
    Measure.AGENCIES: (Measure.AGREEMENTS, Cause.AGREEMENTS_NOT_AGENCIES),
    Measure.AGREEMENTS: (Measure.AGENCIES, Cause.AGENCIES_NOT_AGREEMENTS),
}
STRONG = frozenset(
    {
        Cause.AGENCIES_NOT_AGREEMENTS,
        Cause.AGREEMENTS_NOT_AGENCIES,
        Cause.INCLUDES_PENDING,
        Cause.COUNTS_TERRITORIES,
    }
)
"""What explains a figure by the list of its own day better than an older list would."""


def explain_count(count: Counting, accepted: Sequence[int], day: str) -> tuple[Explanation, ...]:
    """What would make a count hold: the simplest thing on its own day's lists, else another day."""
    for rule in (_header_row, _other_measure, _pending, _territories):
        for edition in reversed(accepted[-8:]):
            found = rule(count, edition)
            if found is not None:
                return (found,)
    later = [*_other_day(count, day), *_not_listed(count, accepted, day)]
    later = later or [*_rounded(count, accepted), *_total(count)]
    return tuple(later[:1])


def _header_row(count: Counting, edition: int) -> Explanation | None:
    """One more than the rows of a whole list: its header was counted."""
    reading = count.reading
    whole = count.selection == Selection() and not reading.scope.with_pending
    if reading.measure is not Measure.AGREEMENTS or not whole:
        return None
    if reading.comparator is not Comparator.EXACT:
        return None
    if as_number(reading.value) == count.tally.count(Quantity.ROWS, edition) + 1:
        told = f"{number_words(reading.value)} would count the header row"
        return Explanation(kind=Cause.HEADER_ROW, text=told)
    return None


def _other_measure(count: Counting, edition: int) -> Explanation | None:
    other = _OTHER_MEASURE.get(count.reading.measure)
    if other is None or as_number(count.reading.value) == 0:
        return None
    measure, cause = other
    fits = count.other(measure)
    if not fits.holds(edition):
        return None
    number = fits.found(edition)
    told = counted(measure, number, count.scope)
    was = counted(count.reading.measure, 2, count.scope).partition(" ")[2]
    return Explanation(kind=cause, text=f"it holds {told}: the figure fits these, not {was}")


def _pending(count: Counting, edition: int) -> Explanation | None:
    if count.scope.pending or count.scope.with_pending or as_number(count.reading.value) == 0:
        return None
    if count.reading.measure not in {Measure.AGREEMENTS, Measure.AGENCIES}:
        return None
    together = count.ground.together(count.selection)
    if together is None:
        return None
    for quantity in (Quantity.AGREEMENTS, Quantity.AGENCIES):
        for number in together.counts(quantity, edition):
            if count.allowed.holds(number) and number != count.tally.count(quantity, edition):
                measure = Measure(quantity.value)
                told = counted(measure, number, Scope())
                text = f"{told} would take in applications that are still pending"
                return Explanation(kind=Cause.INCLUDES_PENDING, text=text)
    return None


def _territories(count: Counting, edition: int) -> Explanation | None:
    if count.reading.measure is not Measure.STATES:
        return None
    proper = count.tally.count(Quantity.STATES_PROPER, edition)
    names = count.tally.count(Quantity.STATES, edition)
    if proper == names or not count.allowed.between(proper, names):
        return None
    told = "territory" if names - proper == 1 else "territories"
    text = f"it names {proper} states and {names - proper} {told}, {names} in all"
    return Explanation(kind=Cause.COUNTS_TERRITORIES, text=text)


def _other_day(count: Counting, day: str) -> Iterator[Explanation]:
    """The days on whose lists the number was right, the nearest first."""
    spans = true_spans(count, day)
    if spans:
        told = spans_words(count.ground.declaration, count.listing, spans)
        yield Explanation(
            kind=Cause.OTHER_DAY, text=f"{hedge_words(count.reading)} was right on {told}"
        )


def _not_listed(count: Counting, accepted: Sequence[int], day: str) -> Iterator[Explanation]:
    """Agreements signed by the day that were listed within two weeks of it."""
    if count.scope.pending or not day or count.scope.signed_until:
        return
    if as_number(count.reading.value) == 0:
        return  # what was signed and is not listed yet makes no more of none
    limit = (date.fromisoformat(day) + timedelta(days=LAG_DAYS)).isoformat()
    signed = count.wider(replace(count.scope, signed_until=day))
    for edition in range(accepted[-1] + 1, count.listing.size):
        if count.listing.days[edition] > limit:
            return
        if signed.holds(edition):
            yield Explanation(
                kind=Cause.SIGNED_NOT_LISTED,
                text=f"the list of {count.listing.days[edition]} holds "
                f"{counted(count.reading.measure, signed.found(edition), count.scope)} "
                f"signed by {day}",
            )
            return


def _rounded(count: Counting, accepted: Sequence[int]) -> Iterator[Explanation]:
    reading = count.reading
    value = as_number(reading.value)
    step = next((step for step in (100, 50, 10) if value % step == 0 and value >= 4 * step), 0)
    if reading.comparator is not Comparator.EXACT or not step or value < 100:
        return
    for edition in reversed(accepted[-8:]):
        number = count.found(edition)
        if abs(number - value) <= step / 2:
            text = f"{number_words(value)} is {number_words(number)} rounded"
            yield Explanation(kind=Cause.ROUNDED, text=text)
            return


def _total(count: Counting) -> Iterator[Explanation]:
    """A number of new ones that is the number of all, on some list or between two."""
    if not count.scope.signed_since or as_number(count.reading.value) == 0:
        return
    whole = count.wider(replace(count.scope, signed_since="", signed_until=""))
    spans = true_spans(whole, "")
    listing = whole.listing
    figure = hedge_words(count.reading)
    if spans:
        day = spans_words(count.ground.declaration, listing, spans)
        yield Explanation(
            kind=Cause.OTHER, text=f"{figure} was the number of all, old ones too, on {day}"
        )
        return
    for edition in reversed(listing.long_gaps):
        if whole.between(edition, edition + 1):
            yield Explanation(
                kind=Cause.OTHER,
                text=f"the number of all, old ones too, passed {figure} between the lists of "
                f"{listing.last_seen[edition]} and {listing.days[edition + 1]}",
            )
            return
