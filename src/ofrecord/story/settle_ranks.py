"""Ranks and equal numbers settled: which place a state, county or model takes among the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ofrecord.measures.listed import Run
from ofrecord.measures.tally import Quantity
from ofrecord.story.claims import Cause, Explanation, Measure, Outcome, Reading, Scope, Verdict
from ofrecord.story.days import accepted_lists, judge
from ofrecord.story.ground import Ground, state_codes
from ofrecord.story.hedges import allowed
from ofrecord.story.outcomes import Told, make_outcome, not_checkable, when_so
from ofrecord.story.says import counted, scope_words, states_words

TOP = 10
"""Those said to be among the leading, without a number, are the first ten."""


class Rank(Told):
    """Which place a state, county or model takes among the others, by agreements."""

    def __init__(self, ground: Ground, reading: Reading, *, agencies: bool = False) -> None:
        self.ground = ground
        self.reading = reading
        self.listing = ground.listing(reading.scope)
        self.measure = Measure.AGENCIES if agencies else Measure.AGREEMENTS
        self.allowed = allowed(reading)
        self.key, self.value = _ranked(reading.scope)
        self._places = ground.places(_field(reading.scope, self.key), self.key, self.measure)

    def place(self, edition: int) -> tuple[int, int]:
        """The place by competition ranking ("1224") and by dense ranking; 0 where not listed."""
        return self._places.ranks(edition).get(self.value, (0, 0))

    def fits(self, place: int) -> bool:
        """Whether a place is the one stated."""
        if place and isinstance(self.reading.value, str) and not self.reading.value.isdigit():
            return place <= TOP
        return place > 0 and self.allowed.holds(place)

    def holds(self, edition: int) -> bool:
        """Whether it takes that place on a list, as ranks are usually counted."""
        return self.fits(self.place(edition)[0]) and self._tied_if_said(edition)

    def _tied_if_said(self, edition: int) -> bool:
        return "tied" not in self.reading.others or self._level(edition) > 0

    def _level(self, edition: int) -> int:
        """How many others have the same number on a list."""
        counts = self._places.counts(edition)
        number = counts.get(self.value, 0)
        return sum(count == number for count in counts.values()) - 1 if number else 0

    def between(self, before: int, after: int) -> bool:
        """Never: a place between two lists is not worked out."""
        del before, after
        return False

    def found(self, edition: int) -> float:
        """The place on a list; 0 where it is not listed."""
        return self.place(edition)[0]

    def evidence(self, edition: int) -> tuple[str, ...]:
        """The agreements by which the place is counted."""
        own = self.ground.tally(self.reading.scope)
        return self.ground.agreement_ids(own.at(edition))

    def tell(self, edition: int) -> str:
        """What a list says of the place."""
        counts = self._places.counts(edition)
        number = counts.get(self.value, 0)
        narrowed = scope_words(self.ground.declaration, self.reading.scope)
        told = f"has {counted(self.measure, number, self.reading.scope)}{narrowed}"
        if not number:
            return told
        place, dense = self.place(edition)
        level = self._level(edition)
        tied = f", level with {level} other{'s' if level > 1 else ''}" if level else ""
        as_dense = f" (place {dense} if those level count as one)" if dense != place else ""
        return f"{told}: place {place} of {len(counts)}{tied}{as_dense}"


def _ranked(scope: Scope) -> tuple[str, str]:
    """What is ranked, and which one of them."""
    if scope.counties:
        return "county", scope.counties[0]
    if scope.states:
        return "state", state_codes(scope.states)[0]
    return ("model", scope.models[0]) if scope.models else ("", "")


def _field(scope: Scope, key: str) -> Scope:
    """The scope of all those that are ranked together."""
    return replace(
        scope,
        states=() if key == "state" else scope.states,
        counties=(),
        models=() if key == "model" else scope.models,
    )


def settle_rank(ground: Ground, reading: Reading, published: str) -> Outcome:
    """What the lists say of a rank: by agreements, those level sharing a place."""
    if not _ranked(reading.scope)[0]:
        return not_checkable("the text does not say what is ranked")
    rank = Rank(ground, reading)
    ruling = judge(rank, reading, published)
    if ruling.verdict in {Verdict.SUPPORTED, Verdict.NOT_CHECKABLE}:
        return make_outcome(rank, ruling)
    dense = _dense(rank, ruling.accepted, ruling.day, published)
    if dense is not None:
        return make_outcome(rank, replace(ruling, verdict=Verdict.AMBIGUOUS), (dense,))
    by_agencies = Rank(ground, reading, agencies=True)
    for edition in reversed(ruling.accepted):
        if by_agencies.holds(edition):
            text = f"counted by agencies it is place {by_agencies.place(edition)[0]}"
            cause = Explanation(kind=Cause.OTHER_RANKING, text=text)
            return make_outcome(rank, ruling, (cause,))
    return make_outcome(rank, ruling, when_so(rank, ruling.day))


def _dense(rank: Rank, accepted: Sequence[int], day: str, published: str) -> Explanation | None:
    """The other ranking, where it fits on a list of the day or of the days to publication."""
    if isinstance(rank.reading.value, str):
        return None
    lists = list(accepted)
    if day and published > day:
        lists += accepted_lists(rank.listing, day, published)[0]
    for edition in lists:
        competition, dense = rank.place(edition)
        if dense != competition and rank.fits(dense):
            text = (
                f"it is place {dense} on the list of {rank.listing.days[edition]} if those that "
                "are level count as one"
            )
            return Explanation(kind=Cause.OTHER_RANKING, text=text)
    return None


class Equal(Told):
    """Whether states have the same number of agreements."""

    def __init__(self, ground: Ground, reading: Reading, *, agencies: bool = False) -> None:
        self.ground = ground
        self.reading = reading
        self.listing = ground.listing(reading.scope)
        self.measure = Measure.AGENCIES if agencies else Measure.AGREEMENTS
        self._quantity = Quantity(self.measure.value)
        self.states = state_codes((*reading.scope.states, *reading.others))
        base = ground.pick(reading.scope).selection
        self._tallies = {
            state: self.listing.select(replace(base, states=frozenset({state})))
            for state in self.states
        }

    def counts(self, edition: int) -> dict[str, int]:
        """The number of each state on a list."""
        return {state: s.count(self._quantity, edition) for state, s in self._tallies.items()}

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
        runs: list[Run] = [r for tally in self._tallies.values() for r in tally.at(edition)]
        return self.ground.agreement_ids(runs)

    def tell(self, edition: int) -> str:
        """What a list says of them."""
        numbers = [
            f"{counted(self.measure, number, self.reading.scope)} in {states_words((state,))}"
            for state, number in self.counts(edition).items()
        ]
        return "has " + ", ".join(numbers)


def settle_equal(ground: Ground, reading: Reading, published: str) -> Outcome:
    """What the lists say of states that are said to have the same number."""
    equal = Equal(ground, reading)
    if len(equal.states) < 2:
        return not_checkable("the text does not say whose numbers are the same")
    ruling = judge(equal, reading, published)
    if ruling.verdict in {Verdict.SUPPORTED, Verdict.NOT_CHECKABLE}:
        return make_outcome(equal, ruling)
    agencies = Equal(ground, reading, agencies=True)
    if any(agencies.holds(edition) for edition in ruling.accepted):
        text = "they have the same number of agencies"
        cause = Explanation(kind=Cause.AGENCIES_NOT_AGREEMENTS, text=text)
        return make_outcome(equal, ruling, (cause,))
    return make_outcome(equal, ruling, when_so(equal, ruling.day))
