"""A count that a story states, in every fair way of counting it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from ofrecord.clean.states import STATE_NAMES, TERRITORIES, find_state
from ofrecord.measures.listed import Listing
from ofrecord.measures.tally import Quantity
from ofrecord.story.claims import Measure, Reading, Scope
from ofrecord.story.days import Question
from ofrecord.story.ground import Ground
from ofrecord.story.hedges import allowed

STATES = len(STATE_NAMES) - len(TERRITORIES) - 1
"""How many states there are, without the District of Columbia."""

_WAYS: dict[Measure, tuple[Quantity, ...]] = {
    Measure.AGREEMENTS: (Quantity.AGREEMENTS, Quantity.ROWS),
    Measure.AGENCIES: (Quantity.AGENCIES, Quantity.NAMES),
    Measure.COUNTIES: (Quantity.COUNTIES, Quantity.COLUMN_COUNTIES),
    Measure.STATES: (Quantity.STATES, Quantity.STATES_PROPER),
    Measure.STATES_WITHOUT: (Quantity.STATES_PROPER,),
}


class Counting(Question):
    """Whether the lists of a reading hold the number that it states.

    An agreement that is printed twice may count once or twice, an agency by its identity or by its
    name as printed, a county with or without those of blank cells, territories or not: one fitting
    way is enough.
    """

    def __init__(self, ground: Ground, reading: Reading, *, known: bool = False) -> None:
        self.ground = ground
        self.reading = reading
        self.scope = reading.scope
        self.listing: Listing = ground.listing(reading.scope)
        selection = ground.pick(reading.scope).selection
        if reading.others:
            selection = replace(selection, without=_left_out(ground, reading))
        self.selection = replace(selection, known=True) if known else selection
        self.tally = self.listing.select(self.selection)
        self._windowed = bool(reading.scope.signed_since or reading.scope.signed_until)
        self._later = None
        if reading.scope.since_by:
            later = replace(selection, signed_since=reading.scope.since_by)
            self._later = self.listing.select(later)
        self._territories = _territories(reading.scope.territories)
        self._together = ground.together(self.selection) if reading.scope.with_pending else None
        self.allowed = allowed(reading)
        self._others: dict[Measure, Counting] = {}

    @cached_property
    def _columns(self) -> tuple[Sequence[int], ...]:
        """The numbers of all lists, in each fair way of counting, the plainest first."""
        columns: list[Sequence[int]] = []
        for quantity in self._quantities():
            columns.append(self.tally.counts(quantity))
            if self._windowed and quantity is not Quantity.ROWS:
                columns.append(self.tally.ever(quantity))
        if self.reading.measure is Measure.STATES_WITHOUT:
            return tuple([STATES - number for number in column] for column in columns)
        return tuple(columns)

    @cached_property
    def _fitting(self) -> frozenset[int]:
        """The lists that bear the reading out in one way of counting."""
        return frozenset(place for column in self._columns for place in self.allowed.among(column))

    def ways(self, edition: int) -> Sequence[int]:
        """The number on a list, in each fair way of counting, the plainest first."""
        if self._together is None:
            return [column[edition] for column in self._columns]
        found: list[int] = []
        for quantity in self._quantities():
            found += self._together.counts(quantity, edition)
            if self._windowed and quantity is not Quantity.ROWS:
                found.append(self.tally.ever(quantity)[edition])
        if self.reading.measure is Measure.STATES_WITHOUT:
            return [STATES - number for number in found]
        return found

    def _quantities(self) -> tuple[Quantity, ...]:
        if self.reading.measure is Measure.STATES and self._territories is not None:
            return (Quantity.STATES_PROPER,)
        return _WAYS[self.reading.measure]

    def holds(self, edition: int) -> bool:
        """Whether one way of counting a list bears the reading out."""
        if self._territories and not self._territories <= self.states(edition):
            return False
        if self._together is None:
            fits = edition in self._fitting
        else:
            fits = any(map(self.allowed.holds, self.ways(edition)))
        return fits or self._from_later(edition)

    def among(self, editions: Iterable[int]) -> Iterator[int]:
        """Those of some editions on whose lists it is so, in their order."""
        if self._territories or self._together is not None or self._later is not None:
            return super().among(editions)
        return filter(self._fitting.__contains__, editions)

    def _from_later(self, edition: int) -> bool:
        """Whether a later day of a month from which on is counted bears the reading out."""
        if self._later is None:
            return False
        for quantity in self._quantities():
            fewer, more = (s.count(quantity, edition) for s in (self._later, self.tally))
            if self.allowed.holds(fewer) or self.allowed.between(fewer, more):
                return True
        return False

    def between(self, before: int, after: int) -> bool:
        """Whether a list between two could bear it out."""
        return any(
            self.allowed.between(one, other)
            for one, other in zip(self.ways(before), self.ways(after), strict=False)
        )

    def found(self, edition: int) -> int:
        """The number on a list: in the way that fits, else in the plainest."""
        ways = self.ways(edition)
        return next((number for number in ways if self.allowed.holds(number)), ways[0])

    def states(self, edition: int) -> set[str]:
        """The states and territories on a list."""
        return {run.state for run in self.tally.at(edition) if run.state}

    def other(self, measure: Measure) -> Counting:
        """The same, counting something else."""
        found = self._others.get(measure)
        if found is None:
            other = Counting(self.ground, replace(self.reading, measure=measure))
            found = self._others[measure] = other
        return found

    def wider(self, scope: Scope) -> Counting:
        """The same, of another scope."""
        return Counting(self.ground, replace(self.reading, scope=scope))

    def top_agencies(self, edition: int) -> int:
        """How many agencies a list holds where a division of one that is listed too is no other.

        A division's name begins with its parent's: "Department of Corrections" and "DOC Law
        Enforcement Services".
        """
        names: dict[int, tuple[str, tuple[str, ...]]] = {}
        for run in self.tally.at(edition):
            names[run.agency] = run.state, run.words
        told = set(names.values())
        return sum(
            not any((state, words[:length]) in told for length in range(2, len(words)))
            for state, words in names.values()
        )


def _left_out(ground: Ground, reading: Reading) -> frozenset[int]:
    return frozenset(
        agency
        for phrase in reading.others
        if not find_state(phrase)
        for agency in ground.index.match(phrase, reading.scope.states).all
    )


def _territories(told: str) -> frozenset[str] | None:
    """The territories that a story counts beside the states; ``None`` where it does not say."""
    if not told:
        return None
    names = re.split(r"\s*(?:,|;|\+|&|\band\b|\bplus\b)\s*", told)
    return frozenset(code for name in names if (code := find_state(name)) in TERRITORIES)
