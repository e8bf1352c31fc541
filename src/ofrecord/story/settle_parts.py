"""Shares, growth, ranks and equal numbers settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from ofrecord.measures.growth import growth_percent, growth_ratio
from ofrecord.measures.listed import Run
from ofrecord.measures.selection import Selection
from ofrecord.measures.series import Quantity, Series
from ofrecord.measures.share import share_percent
from ofrecord.story.claims import Cause, Explanation, Measure, Outcome, Reading, Scope
from ofrecord.story.claims import Verdict
from ofrecord.story.days import Why, accepted_lists, judge
from ofrecord.story.ground import MARK, Ground
from ofrecord.story.hedges import allowed, number_words
from ofrecord.story.outcomes import make_outcome, not_checkable, when_so
from ofrecord.story.says import counted, list_words, scope_words

_QUANTITIES = (Quantity.AGREEMENTS, Quantity.ROWS)


class Part:
    """What two counts say together: a share of a whole, or growth since a day."""

    def __init__(self, ground: Ground, reading: Reading, *, agencies: bool | None = None) -> None:
        self.ground = ground
        self.reading = reading
        self.listing = ground.listing(reading.scope)
        self.series = ground.series(reading.scope)
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
        return self.ground.agreement_ids(self.series.at(edition))

    def counted(self, series: Series, edition: int, scope: Scope) -> str:
        """A count with its noun and scope."""
        number = series.count(self.quantities[0], edition)
        narrowed = scope_words(self.ground.declaration, scope)
        return f"{counted(self.measure, number, scope)}{narrowed}"


class Share(Part):
    """What part of a whole a scope holds, in percent."""

    def __init__(self, ground: Ground, reading: Reading, *, agencies: bool | None = None) -> None:
        super().__init__(ground, reading, agencies=agencies)
        whole = reading.whole or Scope()
        self.whole = replace(whole, pending=reading.scope.pending)
        self._all = ground.series(self.whole)

    def numbers(self, edition: int) -> list[float]:
        """The share on a list, in each fair way of counting."""
        return [
            share_percent(self.series.count(q, edition), self._all.count(q, edition))
            for q in self.quantities
        ]

    def tell(self, edition: int) -> str:
        """What a list says of the share."""
        part = self.counted(self.series, edition, self.reading.scope)
        whole = number_words(self._all.count(self.quantities[0], edition))
        return f"has {part} of {whole}, or {self.found(edition):.1f} percent"


class Growth(Part):
    """How much a scope has grown since a day, as a multiple or in percent."""

    def numbers(self, edition: int) -> list[float]:
        """The growth to a list, in each fair way of counting."""
        measure = growth_ratio if self.reading.measure is Measure.GROWTH_RATIO else growth_percent
        return [
            measure(self.series.count(q, base), self.series.count(q, edition))
            for base in self.bases
            for q in self.quantities
        ]

    @cached_property
    def bases(self) -> Sequence[int]:
        """The lists of the day that growth is counted from; none before the lists begin."""
        if not self.reading.base or not self.listing.days:
            return []
        return accepted_lists(self.listing, self.reading.base, self.reading.base)[0]

    def tell(self, edition: int) -> str:
        """What a list says of the growth."""
        now = self.counted(self.series, edition, self.reading.scope)
        then = number_words(self.series.count(self.quantities[0], self.bases[-1]))
        number = self.found(edition)
        if self.reading.measure is Measure.GROWTH_RATIO:
            grown = f"{number_words(number)} times as many"
        else:
            grown = f"{number:,.1f} percent more"
        return f"has {now}, that of {self.reading.base} had {then}: {grown}"


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
            return not_checkable(
                f"{name} is held only since {first}, so that growth since {reading.base} cannot be checked"
            )
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


# Ranks ------------------------------------------------------------------------------------------

TOP = 10
"""Those among the leading, without a number, are the first ten."""


class Rank:
    """Which place a state, county or model takes among the others, by agreements."""

    def __init__(self, ground: Ground, reading: Reading, *, agencies: bool = False) -> None:
        self.ground = ground
        self.reading = reading
        self.listing = ground.listing(reading.scope)
        self.agencies = agencies
        self.allowed = allowed(reading)
        scope = reading.scope
        self.key, self.value = _ranked(scope)
        others = replace(
            scope,
            states=() if self.key == "state" else scope.states,
            counties=(),
            models=() if self.key == "model" else scope.models,
        )
        self.series = ground.series(others)
        self._ranks: dict[int, dict[str, tuple[int, int]]] = {}
        self._counts: dict[int, dict[str, int]] = {}

    def counts(self, edition: int) -> dict[str, int]:
        """The number of each on a list."""
        found = self._counts.get(edition)
        if found is None:
            held: dict[str, set[int]] = {}
            for run in self.series.at(edition):
                if value := _value(run, self.key):
                    held.setdefault(value, set()).add(run.agency if self.agencies else run.agreement)
            found = self._counts[edition] = {value: len(ids) for value, ids in held.items()}
        return found

    def places(self, edition: int) -> tuple[int, int]:
        """The place by competition ranking ("1224") and by dense ranking; 0 where not listed."""
        from ofrecord.measures.rank import rank_counts

        ranks = self._ranks.get(edition)
        if ranks is None:
            ranks = self._ranks[edition] = rank_counts(self.counts(edition))
        return ranks.get(self.value, (0, 0))

    def fits(self, place: int) -> bool:
        """Whether a place is the one stated."""
        if place == 0:
            return False
        if isinstance(self.reading.value, str) and not self.reading.value.isdigit():
            return place <= TOP
        return self.allowed.holds(place)

    def holds(self, edition: int) -> bool:
        """Whether it takes that place on a list, as ranks are usually counted."""
        return self.fits(self.places(edition)[0])

    def between(self, before: int, after: int) -> bool:
        """Never: a place between two lists is not worked out."""
        del before, after
        return False

    def found(self, edition: int) -> float:
        """The place on a list; 0 where it is not listed."""
        return self.places(edition)[0]

    def evidence(self, edition: int) -> tuple[str, ...]:
        """The agreements by which the place is counted."""
        fitting = (run for run in self.series.at(edition) if _value(run, self.key) == self.value)
        return self.ground.agreement_ids(fitting)

    def tell(self, edition: int) -> str:
        """What a list says of the place."""
        counts = self.counts(edition)
        number = counts.get(self.value, 0)
        measure = Measure.AGENCIES if self.agencies else Measure.AGREEMENTS
        told = counted(measure, number, self.reading.scope)
        narrowed = scope_words(self.ground.declaration, self.reading.scope)
        if not number:
            return f"has {told}{narrowed}"
        place, dense = self.places(edition)
        level = sum(count == number for count in counts.values()) - 1
        tied = f", level with {level} other{'s' if level > 1 else ''}" if level else ""
        as_dense = f" (place {dense} if those level count as one)" if dense != place else ""
        return f"has {told}{narrowed}: place {place} of {len(counts)}{tied}{as_dense}"


def _ranked(scope: Scope) -> tuple[str, str]:
    if scope.counties:
        return "county", scope.counties[0]
    if scope.states:
        from ofrecord.story.ground import state_codes

        return "state", state_codes(scope.states)[0]
    if scope.models:
        return "model", scope.models[0]
    return "", ""


def _value(run: Run, key: str) -> str:
    match key:
        case "state":
            return run.state
        case "county":
            return run.county
        case _:
            return run.model


def settle_rank(ground: Ground, reading: Reading, published: str) -> Outcome:
    """What the lists say of a rank: by agreements, those level sharing a place."""
    rank = Rank(ground, reading)
    if not rank.key:
        return not_checkable("the text does not say what is ranked")
    ruling = judge(rank, reading, published)
    if ruling.verdict in {Verdict.SUPPORTED, Verdict.NOT_CHECKABLE}:
        return make_outcome(rank, ruling)
    dense = _dense(rank, ruling.accepted, ruling.day, published)
    if dense is not None:
        return make_outcome(rank, replace(ruling, verdict=Verdict.AMBIGUOUS), (dense,))
    explanations: list[Explanation] = []
    by_agencies = Rank(ground, reading, agencies=True)
    for edition in reversed(ruling.accepted):
        if by_agencies.holds(edition):
            text = f"by agencies it is place {by_agencies.places(edition)[0]}"
            explanations.append(Explanation(kind=Cause.OTHER_RANKING, text=text))
            break
    return make_outcome(rank, ruling, explanations or when_so(rank, ruling.day))


def _dense(rank: Rank, accepted: Sequence[int], day: str, published: str) -> Explanation | None:
    """The other ranking, where it fits on a list of the day or of the days to publication."""
    if not isinstance(rank.reading.value, float | int):
        return None
    lists = list(accepted)
    if published > day and rank.reading.days:
        lists += accepted_lists(rank.listing, day, published)[0]
    for edition in lists:
        competition, dense = rank.places(edition)
        if dense != competition and rank.fits(dense):
            text = (
                f"it is place {dense} on the list of {rank.listing.days[edition]} if states that "
                "are level count as one"
            )
            return Explanation(kind=Cause.OTHER_RANKING, text=text)
    return None


# Equal numbers ----------------------------------------------------------------------------------


class Equal:
    """Whether states have the same number of agreements."""

    def __init__(self, ground: Ground, reading: Reading, *, agencies: bool = False) -> None:
        from ofrecord.story.ground import state_codes

        self.ground = ground
        self.reading = reading
        self.listing = ground.listing(reading.scope)
        self.measure = Measure.AGENCIES if agencies else Measure.AGREEMENTS
        self._quantity = Quantity(self.measure.value)
        self.states = state_codes((*reading.scope.states, *reading.others))
        base: Selection = ground.pick(reading.scope).selection
        self._series = {
            state: self.listing.select(replace(base, states=frozenset({state})))
            for state in self.states
        }

    def counts(self, edition: int) -> dict[str, int]:
        """The number of each state on a list."""
        return {state: s.count(self._quantity, edition) for state, s in self._series.items()}

    def holds(self, edition: int) -> bool:
        """Whether all have the same number on a list."""
        return len(set(self.counts(edition).values())) == 1

    def between(self, before: int, after: int) -> bool:
        """Never: what stood between two lists is not worked out."""
        del before, after
        return False

    def found(self, edition: int) -> str:
        """The numbers on a list."""
        return ", ".join(f"{state} {number}" for state, number in self.counts(edition).items())

    def evidence(self, edition: int) -> tuple[str, ...]:
        """The agreements of the states."""
        runs = (run for series in self._series.values() for run in series.at(edition))
        return self.ground.agreement_ids(runs)

    def tell(self, edition: int) -> str:
        """What a list says of them."""
        numbers = [
            f"{counted(self.measure, number, self.reading.scope)} in {_name(state)}"
            for state, number in self.counts(edition).items()
        ]
        return "has " + ", ".join(numbers)


def _name(state: str) -> str:
    from ofrecord.story.says import states_words

    return states_words((state,))


def settle_equal(ground: Ground, reading: Reading, published: str) -> Outcome:
    """What the lists say of states that are said to have the same number."""
    equal = Equal(ground, reading)
    if len(equal.states) < 2:
        return not_checkable("the text does not say whose numbers are the same")
    ruling = judge(equal, reading, published)
    if ruling.verdict in {Verdict.SUPPORTED, Verdict.NOT_CHECKABLE}:
        return make_outcome(equal, ruling)
    agencies = Equal(ground, reading, agencies=True)
    for edition in reversed(ruling.accepted):
        if agencies.holds(edition):
            text = "they have the same number of agencies"
            cause = Explanation(kind=Cause.AGENCIES_NOT_AGREEMENTS, text=text)
            return make_outcome(equal, ruling, (cause,))
    return make_outcome(equal, ruling, when_so(equal, ruling.day))


