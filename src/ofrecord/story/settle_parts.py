"""Shares and growth settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from ofrecord.measures.growth import growth_percent, growth_ratio
from ofrecord.measures.share import share_percent
from ofrecord.measures.tally import Quantity, Tally
from ofrecord.story.claims import Cause, Explanation, Measure, Outcome, Reading, Scope, Verdict
from ofrecord.story.days import Why, accepted_lists, judge
from ofrecord.story.ground import MARK, Ground
from ofrecord.story.growths import SAME_YEAR
from ofrecord.story.hedges import allowed, number_words
from ofrecord.story.outcomes import Told, make_outcome, not_checkable, when_so
from ofrecord.story.says import counted, list_words, scope_words

_QUANTITIES = (Quantity.AGREEMENTS, Quantity.ROWS)


class Part(Told):
    """What two counts say together: a share of a whole, or growth since a day."""

    def __init__(self, ground: Ground, reading: Reading, *, agencies: bool | None = None) -> None:
        self.ground = ground
        self.reading = reading
        self.listing = ground.listing(reading.scope)
        self.tally = ground.tally(reading.scope)
        self.allowed = allowed(reading)
        marked = f"{MARK}agencies" in reading.scope.words
        self.agencies = marked if agencies is None else agencies
        self.measure = Measure.AGENCIES if self.agencies else Measure.AGREEMENTS
        self.quantities = (Quantity.AGENCIES, Quantity.NAMES) if self.agencies else _QUANTITIES

    def numbers(self, edition: int) -> list[float]:
        """The number on a list, in each fair way of counting."""
        raise NotImplementedError

    def holds(self, edition: int) -> bool:
        """Whether one way of counting a list bears the reading out."""
        return any(map(self.allowed.holds, self.numbers(edition)))

    def between(self, before: int, after: int) -> bool:
        """Whether a list between two could bear it out."""
        return any(
            self.allowed.between(one, other)
            for one, other in zip(self.numbers(before), self.numbers(after), strict=False)
        )

    def found(self, edition: int) -> float:
        """The number on a list: in the way that fits, else in the plainest."""
        numbers = self.numbers(edition)
        number = next((n for n in numbers if self.allowed.holds(n)), numbers[0])
        return round(number, 2)

    def evidence(self, edition: int) -> tuple[str, ...]:
        """The agreements that are counted."""
        return self.ground.agreement_ids(self.tally.at(edition))

    def counted(self, tally: Tally, edition: int, scope: Scope) -> str:
        """A count with its noun and scope."""
        number = tally.count(self.quantities[0], edition)
        narrowed = scope_words(self.ground.declaration, scope)
        return f"{counted(self.measure, number, scope)}{narrowed}"


class Share(Part):
    """What part of a whole a scope holds, in percent."""

    def __init__(self, ground: Ground, reading: Reading, *, agencies: bool | None = None) -> None:
        super().__init__(ground, reading, agencies=agencies)
        whole = reading.whole or Scope()
        self.whole = replace(
            whole, pending=reading.scope.pending, with_pending=reading.scope.with_pending
        )
        self._all = ground.tally(self.whole)

    def numbers(self, edition: int) -> list[float]:
        """The share on a list, in each fair way of counting."""
        return [share_percent(part[edition], whole[edition]) for part, whole in self._columns]

    @cached_property
    def _columns(self) -> Sequence[tuple[Sequence[int], Sequence[int]]]:
        """The part and the whole on every list, in each fair way of counting."""
        return [(self.tally.counts(q), self._all.counts(q)) for q in self.quantities]

    def tell(self, edition: int) -> str:
        """What a list says of the share."""
        part = self.counted(self.tally, edition, self.reading.scope)
        whole = number_words(self._all.count(self.quantities[0], edition))
        return f"has {part} of {whole}, or {self.found(edition):.1f} percent"


class Growth(Part):
    """How much a scope has grown since a day, as a multiple or in percent."""

    def numbers(self, edition: int) -> list[float]:
        """The growth to a list, in each fair way of counting."""
        found = self._numbers.get(edition)
        if found is None:
            columns = [self.tally.counts(quantity) for quantity in self.quantities]
            found = self._numbers[edition] = [
                self._measure(column[base], column[edition])
                for base in self.bases_of(edition)
                for column in columns
            ]
        return found

    @cached_property
    def _numbers(self) -> dict[int, list[float]]:
        """The growth to each list that was asked for."""
        return {}

    @property
    def _measure(self) -> Callable[[int, int], float]:
        ratio = self.reading.measure is Measure.GROWTH_RATIO
        return growth_ratio if ratio else growth_percent

    def bases_of(self, edition: int) -> Sequence[int]:
        """The lists from which the growth to one is counted."""
        if self.reading.base != SAME_YEAR:
            return self.bases
        opening = f"{self.listing.days[edition][:4]}-{SAME_YEAR}"
        return accepted_lists(self.listing, opening, opening)[0] or self.bases

    @cached_property
    def bases(self) -> Sequence[int]:
        """The lists of the day that growth is counted from; none before the lists begin."""
        if not self.reading.base or not self.listing.days:
            return []
        if self.reading.base == SAME_YEAR:
            return [0]
        return accepted_lists(self.listing, self.reading.base, self.reading.base)[0]

    def tell(self, edition: int) -> str:
        """What a list says of the growth."""
        now = self.counted(self.tally, edition, self.reading.scope)
        base = self.bases_of(edition)[-1]
        then = number_words(self.tally.count(self.quantities[0], base))
        number = self.found(edition)
        if self.reading.measure is Measure.GROWTH_RATIO:
            grown = f"{number_words(number)} times as many"
        else:
            grown = f"{number:,.1f} percent more"
        since = self.reading.base if self.reading.base != SAME_YEAR else self.listing.days[base]
        return f"has {now}, that of {since} had {then}: {grown}"


def settle_part(ground: Ground, reading: Reading, published: str) -> Outcome:
    """What the lists say of a share or of growth."""
    kind = Share if reading.measure is Measure.SHARE else Growth
    part = kind(ground, reading)
    if isinstance(part, Growth):
        if not reading.base:
            return not_checkable("the text does not say since when the growth is counted")
        if not part.bases:
            name = list_words(ground.declaration, part.listing)
            first = part.listing.days[0] if part.listing.days else "no day"
            since = f"{name} is held only since {first}"
            return not_checkable(f"{since}, so that growth since {reading.base} cannot be checked")
    ruling = judge(part, reading, published)
    explanations: list[Explanation] = []
    if ruling.verdict not in {Verdict.SUPPORTED, Verdict.NOT_CHECKABLE}:
        other = kind(ground, reading, agencies=not part.agencies)
        fitting = next((e for e in reversed(ruling.accepted) if other.holds(e)), None)
        if fitting is not None and ruling.why is not Why.SOME:
            cause = (
                Cause.AGREEMENTS_NOT_AGENCIES if part.agencies else Cause.AGENCIES_NOT_AGREEMENTS
            )
            told = "agreements" if part.agencies else "agencies"
            explanations.append(
                Explanation(kind=cause, text=f"counted by {told} it {other.tell(fitting)}")
            )
        explanations += when_so(part, ruling.day)
    return make_outcome(part, ruling, explanations)
