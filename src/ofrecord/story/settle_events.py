"""Events settled by the signing days that all lists print: signed when, reached when."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ofrecord.measures.listed import Run
from ofrecord.measures.tally import Quantity
from ofrecord.story.claims import (
    Cause,
    Comparator,
    Explanation,
    Outcome,
    Reading,
    Verdict,
)
from ofrecord.story.explain import LAG_DAYS
from ofrecord.story.ground import Ground
from ofrecord.story.hedges import as_number, number_words
from ofrecord.story.outcomes import not_checkable
from ofrecord.story.says import edition_words, join, list_words, scope_words, sentence
from ofrecord.story.settle_facts import Group, make_groups

MOST = 6
"""At most this many signings are told in a sentence."""
VOTE_DAYS = 45
"""A vote or an announcement is taken to be of a signing not so many days from it."""
ABOUT_DAYS = 15
"""A signing "about" a month or day may lie this many days on either side of it."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which something is said to have happened."""

    first: str
    last: str

    def holds(self, day: str) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


def signing_span(reading: Reading) -> Span | None:
    """The days that a signing date allows; ``None`` where none is stated.

    >>> from ofrecord.story.claims import Measure
    >>> signing_span(Reading(register="", measure=Measure.SIGNED_DATE, value="2025-03"))
    Span(first='2025-03-01', last='2025-03-31')
    """
    span = _read_span(number_words(reading.value).replace(",", ""))
    if span is None:
        scope = reading.scope
        if not (scope.signed_since or scope.signed_until):
            return None
        return Span(scope.signed_since or "0001-01-01", scope.signed_until or "9999-12-31")
    match reading.comparator:
        case Comparator.ABOUT | Comparator.NEARLY:
            return Span(_moved(span.first, -ABOUT_DAYS), _moved(span.last, ABOUT_DAYS))
        case Comparator.MORE_THAN | Comparator.AT_LEAST:
            return Span(span.first, "9999-12-31")
        case Comparator.UNDER | Comparator.AT_MOST:
            return Span("0001-01-01", span.last)
        case _:
            return span


def _read_span(told: str) -> Span | None:
    """The days of a year, a month or a day, written as ISO 8601; ``None`` for anything else."""
    if not re.fullmatch(r"[12]\d{3}(?:-\d\d){0,2}", told):
        return None
    try:
        match [int(part) for part in told.split("-")]:
            case [year]:
                return Span(f"{year}-01-01", f"{year}-12-31")
            case [year, month]:
                return Span(f"{told}-01", f"{told}-{monthrange(year, month)[1]:02}")
            case _:
                return Span(date.fromisoformat(told).isoformat(), told)
    except ValueError:
        return None


def _moved(day: str, by: int) -> str:
    if not "1000" < day < "9999":
        return day
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


# Signed when ------------------------------------------------------------------------------------


def settle_signed(ground: Ground, reading: Reading, published: str) -> Outcome:
    """Whether the SIGNED column bears out a signing day or month, for each of those named."""
    span = signing_span(reading)
    if span is None:
        return not_checkable("the text does not say when it was signed")
    plain = replace(reading, scope=replace(reading.scope, signed_since="", signed_until=""))
    listing = ground.members
    groups = make_groups(ground, plain, listing)
    fits = {group.label: [r for r in group.tally.runs if span.holds(r.signed)] for group in groups}
    if all(fits.values()):
        runs = [run for found in fits.values() for run in found]
        return _signed_outcome(ground, groups, Verdict.SUPPORTED, runs, (), published)
    wrong = [group for group in groups if not fits[group.label]]
    soft = [
        _soft(ground, group, span, published) or _approved(group, span, reading.others)
        for group in wrong
    ]
    dated = [run for group in wrong for run in group.tally.runs if run.signed]
    runs = _nearest(ground, dated, span, published)
    if all(soft):
        first = next(one for one in soft if one is not None)
        return _signed_outcome(ground, wrong, Verdict.AMBIGUOUS, runs, (first,), published)
    if span.last < listing.days[0]:
        name = list_words(ground.declaration, listing)
        since = f"{name} is held only since {listing.days[0]}"
        return not_checkable(f"{since}, so that what ended before cannot be checked")
    return _signed_outcome(ground, wrong, Verdict.CONTRADICTED, runs, _never(wrong), published)


def _soft(ground: Ground, group: Group, span: Span, published: str) -> Explanation | None:
    """What leaves a wrong signing day open: not listed yet, or printed with two days."""
    listing = ground.members
    told = max(published, span.last) if published else span.last
    listed = [r for r in group.tally.runs if r.signed]
    known = [r for r in listed if listing.days[r.first] <= told]
    limit = _moved(told, LAG_DAYS)
    later = [r for r in listed if listing.days[r.first] > told and r.signed >= span.first]
    soon = [r for r in later if min(r.signed, listing.days[r.first]) <= limit]
    if soon and not known:
        first = min(soon, key=lambda r: listing.days[r.first])
        return Explanation(
            kind=Cause.SIGNED_NOT_LISTED,
            text=f"it was announced before it was listed: the list of {listing.days[first.first]} "
            f"has it as signed {first.signed}",
        )
    for one in known:
        for other in listed:
            if (
                one.agreement == other.agreement
                and one.signed < span.first <= span.last < other.signed
            ):
                return Explanation(
                    kind=Cause.OTHER_DAY,
                    text=f"its signing was printed as {one.signed} and later as {other.signed}",
                )
    return None


def _approved(group: Group, span: Span, others: Sequence[str]) -> Explanation | None:
    """What leaves the day of an approval open: that of the signing is near, but another."""
    if "approval" not in others:
        return None
    first, last = _moved(span.first, -VOTE_DAYS), _moved(span.last, VOTE_DAYS)
    near = next((r.signed for r in group.tally.runs if r.signed and first <= r.signed <= last), "")
    if not near:
        return None
    text = f"a vote or an announcement need not be of the day of signing, {near}"
    return Explanation(kind=Cause.OTHER, text=text)


def _never(groups: Iterable[Group]) -> tuple[Explanation, ...]:
    lost = [group.label for group in groups if not group.tally.runs]
    if not lost:
        return ()
    text = f"no list held has an entry of {join(lost, 'or')}"
    return (Explanation(kind=Cause.OTHER, text=text),)


def _signed_outcome(
    ground: Ground,
    groups: Sequence[Group],
    verdict: Verdict,
    runs: Sequence[Run],
    explanations: tuple[Explanation, ...],
    day: str,
) -> Outcome:
    """The outcome, with the signing days that the list of the story's day prints, if it does."""
    listing = ground.members
    on = listing.edition_on(day) if day else None
    newest = max((run.last for run in runs), default=-1)
    cited = newest if on is None else max((min(max(on, r.first), r.last) for r in runs), default=-1)
    days = list(dict.fromkeys((ground.index.name_of(r.agency), r.signed) for r in runs))
    found = "; ".join(f"{name} {signed}" for name, signed in days[:MOST]) or None
    name = edition_words(ground.declaration, listing, ground.describe(listing, cited))
    told = join([f"{who} as signed on {signed}" for who, signed in days[:MOST]])
    more = f", and {len(days) - MOST} others on other days" if len(days) > MOST else ""
    missing = join([group.label for group in groups], "or")
    has = f"{name} has {told}{more}" if told else f"{name} has no entry of {missing}"
    return Outcome(
        verdict=verdict,
        found=found,
        edition=ground.describe(listing, cited),
        explanations=explanations,
        evidence=ground.agreement_ids(runs),
        says=sentence(has, *(e.text for e in explanations)),
    )


def _nearest(ground: Ground, runs: Iterable[Run], span: Span, day: str) -> list[Run]:
    """Runs that a story could know first, and of these the nearest to the day that it states."""
    days = ground.members.days

    def far(run: Run) -> tuple[bool, int]:
        signed = date.fromisoformat(run.signed)
        off = max(
            (date.fromisoformat(span.first) - signed).days,
            (signed - date.fromisoformat(span.last)).days,
        )
        return bool(day) and days[run.first] > day, off

    return sorted(runs, key=far)


# Reached ----------------------------------------------------------------------------------------


def settle_reach(ground: Ground, reading: Reading, published: str) -> Outcome:
    """When a number that a story speaks of as still to come was reached, if it was."""
    listing = ground.listing(reading.scope)
    tally = ground.tally(reading.scope)
    agencies = any(word.startswith("*agenc") for word in reading.scope.words)
    quantity = Quantity.AGENCIES if agencies else Quantity.ROWS
    value = as_number(reading.value)
    counts = tally.counts(quantity)
    reached = next((n for n, count in enumerate(counts) if count >= value), None)
    figure = f"{number_words(value)} {quantity if agencies else 'agreements'}"
    narrowed = scope_words(ground.declaration, reading.scope)
    owner = list_words(ground.declaration, listing)
    end = reading.days[1] if reading.days and reading.days[1] > published else ""
    if reached is None:
        if end and end <= listing.last_seen[-1]:
            says = sentence(f"{owner} had not reached {figure}{narrowed} by {end}")
            return Outcome(verdict=Verdict.CONTRADICTED, found=None, says=says)
        last = f"{listing.last_seen[-1]}, the last list held"
        return not_checkable(f"{figure}{narrowed} had not been reached on {last}")
    day = listing.days[reached]
    told = f"{owner} reached {figure}{narrowed} on {day} ({number_words(counts[reached])})"
    verdict = Verdict.SUPPORTED
    if published and day <= published and listing.edition_on(published) != reached:
        verdict, told = Verdict.CONTRADICTED, f"{told}, before the story"
    elif end and day > end:
        verdict, told = Verdict.CONTRADICTED, f"{told}, later than said"
    return Outcome(
        verdict=verdict,
        found=day,
        edition=ground.describe(listing, reached),
        says=sentence(told),
    )
