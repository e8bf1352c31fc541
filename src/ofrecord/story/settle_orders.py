"""First, second, oldest settled: the place of an agency among the signing days that lists print."""

from __future__ import annotations

from dataclasses import replace

from ofrecord.measures.first_last import Signing, first_by_agency, signings
from ofrecord.measures.listed import Listing
from ofrecord.story.claims import Cause, Explanation, Measure, Outcome, Reading, Verdict
from ofrecord.story.ground import Ground
from ofrecord.story.hedges import as_number
from ofrecord.story.says import join, list_words, scope_words, sentence
from ofrecord.story.settle_events import signing_span
from ofrecord.story.settle_facts import make_groups


class Order:
    """The signings among which one is said to be first, second and so on."""

    def __init__(self, ground: Ground, reading: Reading) -> None:
        self.ground = ground
        self.reading = reading
        self.listing: Listing = ground.members
        scope = replace(reading.scope, pending=False)
        self.groups = make_groups(ground, replace(reading, scope=scope), self.listing)
        self.subject = frozenset(a for group in self.groups for a in group.agencies or ())
        self.named = bool(scope.agencies)
        # Signing days that are known to be misprinted would make the wrong one first.
        selection = ground.pick(ground.field(scope)).selection
        self.field = self.listing.select(replace(selection, known=True))
        self.all = signings(self.field.runs)
        self.agencies = first_by_agency(self.all)

    @property
    def own(self) -> Signing | None:
        """The first signing of those named."""
        return next((s for s in self.agencies if s.agency in self.subject), None)

    def places(self) -> tuple[int, int]:
        """The first and the last place that the named one can take, those level included."""
        own = self.own
        if own is None:
            return 0, 0
        others = [s.day for s in self.agencies if s.agency not in self.subject]
        rows = [s.day for s in self.all if s.agency not in self.subject]
        before = sum(day < own.day for day in others)
        level = max(sum(day <= own.day for day in others), sum(day <= own.day for day in rows))
        return before + 1, level + 1

    def on(self, edition: int) -> int:
        """The place on a list: one more than the others that it holds from before."""
        own = self.own
        held = first_by_agency(signings(self.field.at(edition)))
        others = [s for s in held if s.agency not in self.subject]
        listed = any(s.agency in self.subject for s in held)
        if own is not None and listed:
            return 1 + sum(s.day < own.day for s in others)
        return 1 + len(others)

    def earlier(self) -> list[str]:
        """Those who signed before the named one, with their days."""
        own = self.own
        limit = own.day if own else "9999"
        return [
            f"{self.ground.index.name_of(s.agency)} ({s.day})"
            for s in self.agencies
            if s.day < limit and s.agency not in self.subject
        ]


def settle_order(ground: Ground, reading: Reading, published: str) -> Outcome:
    """Whether the signing days bear out a first, a second and so on."""
    order = Order(ground, reading)
    day = reading.days[1] if reading.days else published
    standing = order.listing.edition_on(day) if day else order.listing.size - 1
    wanted = int(as_number(reading.value)) if reading.measure is Measure.ORDINAL else 1
    if not order.named:
        return _without_name(order, wanted, day, standing)
    first, last = order.places()
    if not _signed_then(order):
        first = last = 0
    back = (
        bool(reading.days) and reading.days is not None and reading.days[0] < order.listing.days[0]
    )
    explanations: tuple[Explanation, ...] = ()
    if first <= wanted <= last:
        verdict = Verdict.AMBIGUOUS if back and wanted == 1 else Verdict.SUPPORTED
    elif standing is not None and order.on(standing) == wanted and not _listed(order, standing):
        verdict = Verdict.AMBIGUOUS
        explanations = (_overtaken(order, standing),)
    elif standing is not None and wanted > 1 and order.on(standing) == wanted:
        verdict = Verdict.AMBIGUOUS
        explanations = (_still_there(order, standing),)
    else:
        verdict = Verdict.CONTRADICTED
    return _order_outcome(order, verdict, standing, explanations)


def _signed_then(order: Order) -> bool:
    """Whether the first signing is of the day or year that is stated with it, if one is."""
    told = str(order.reading.value)
    if order.reading.measure is not Measure.FIRST or not told[:4].isdigit():
        return True
    span = signing_span(order.reading)
    return span is None or (order.own is not None and span.holds(order.own.day))


def _listed(order: Order, edition: int) -> bool:
    return any(run.agency in order.subject for run in order.field.at(edition))


def _still_there(order: Order, edition: int) -> Explanation:
    return Explanation(
        kind=Cause.OTHER,
        text=f"it is so among those that the list of {order.listing.days[edition]} still holds",
    )


def _overtaken(order: Order, edition: int) -> Explanation:
    return Explanation(
        kind=Cause.SIGNED_NOT_LISTED,
        text=f"on the list of {order.listing.days[edition]} it would have been so, "
        "but others signed in between",
    )


def _without_name(order: Order, wanted: int, day: str, standing: int | None) -> Outcome:
    """Where no agency is named: whether the newest of the day, or the next, is of that place."""
    before = [s for s in order.agencies if not day or s.day < day]
    newest = len(before) in {wanted - 1, wanted}
    verdict = Verdict.SUPPORTED if newest else Verdict.CONTRADICTED
    return _order_outcome(order, verdict, standing, ())


def _order_outcome(
    order: Order, verdict: Verdict, edition: int | None, explanations: tuple[Explanation, ...]
) -> Outcome:
    ground, own = order.ground, order.own
    narrowed = scope_words(ground.declaration, ground.field(order.reading.scope))
    earlier = order.earlier()
    column = f"by the signing days that {list_words(ground.declaration, order.listing)} prints"
    if own is not None:
        name = ground.index.name_of(own.agency)
        told = f"{column}, {name} signed on {own.day}, {_after(earlier)}{narrowed}"
    else:
        told = f"{column}, {join(earlier[:4]) or 'none'} signed{narrowed}"
        if order.named:
            told += f", and no entry of {join(list(order.reading.scope.agencies))} is found"
    runs = [run for run in order.field.runs if own and run.agency == own.agency]
    cited = max((run.last for run in runs), default=-1 if edition is None else edition)
    return Outcome(
        verdict=verdict,
        found=f"{ground.index.name_of(own.agency)} {own.day}" if own else None,
        edition=ground.describe(order.listing, cited),
        explanations=explanations,
        evidence=ground.agreement_ids(
            run
            for s in order.agencies[:20]
            for run in order.field.runs
            if run.agreement == s.agreement
        ),
        says=sentence(told, *(e.text for e in explanations)),
    )


def _after(earlier: list[str]) -> str:
    if not earlier:
        return "with no earlier agreement"
    more = f" and {len(earlier) - 3} more" if len(earlier) > 3 else ""
    return f"after {', '.join(earlier[:3])}{more}"
