"""Some runs of a list, counted at every edition at once.

A quantity is worked out for all editions in one pass over the runs, and only when it is asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from ofrecord.clean.states import TERRITORIES

if TYPE_CHECKING:
    from ofrecord.measures.listed import Run


class Quantity(StrEnum):
    """What can be counted. What repeats counts once, except under ``ROWS``.

    ``NAMES`` counts agencies by their names as printed, ``COLUMN_COUNTIES`` only counties whose
    own cell is printed, ``STATES`` territories and the District of Columbia too, ``STATES_PROPER``
    neither.
    """

    ROWS = "rows"
    AGREEMENTS = "agreements"
    AGENCIES = "agencies"
    NAMES = "names"
    COUNTIES = "counties"
    COLUMN_COUNTIES = "column_counties"
    STATES = "states"
    STATES_PROPER = "states_proper"


_NOT_PROPER = TERRITORIES | {"DC"}

_FIRST: Callable[[Run], int] = attrgetter("first")
_KEY: dict[Quantity, Callable[[Run], int | str]] = {
    Quantity.AGREEMENTS: attrgetter("agreement"),
    Quantity.AGENCIES: attrgetter("agency"),
    Quantity.NAMES: attrgetter("name"),
    Quantity.COUNTIES: attrgetter("county"),
    Quantity.COLUMN_COUNTIES: attrgetter("column_county"),
    Quantity.STATES: attrgetter("state"),
    Quantity.STATES_PROPER: lambda run: "" if run.state in _NOT_PROPER else run.state,
}


class Tally:
    """Runs that were selected from a list of ``size`` editions, in the order of first editions."""

    __slots__ = ("_counted", "_ever", "_repeated", "runs", "size")

    def __init__(self, runs: tuple[Run, ...], size: int) -> None:
        self.runs = runs
        self.size = size
        self._counted: dict[Quantity, Sequence[int]] = {}
        self._ever: dict[Quantity, Sequence[int]] = {}
        self._repeated = False

    def count(self, quantity: Quantity, edition: int) -> int:
        """How many an edition holds."""
        return self.counts(quantity)[edition]

    def counts(self, quantity: Quantity) -> Sequence[int]:
        """How many each edition holds."""
        found = self._counted.get(quantity)
        if found is None:
            found = self._counted[quantity] = self._sweep(quantity)
        return found

    def ever(self, quantity: Quantity) -> Sequence[int]:
        """How many the editions up to each have held, gone ones included."""
        found = self._ever.get(quantity)
        if found is None:
            key = _KEY[quantity]
            steps = [0] * (self.size + 1)
            seen: set[int | str] = {""}
            for run in self.runs:
                value = key(run)
                if value not in seen:
                    seen.add(value)
                    steps[run.first] += 1
            found = self._ever[quantity] = list(accumulate(steps[: self.size]))
        return found

    def at(self, edition: int) -> Iterator[Run]:
        """The runs that an edition holds."""
        held = self.runs[: bisect_right(self.runs, edition, key=_FIRST)]
        return (run for run in held if edition <= run.last)

    def _sweep(self, quantity: Quantity) -> Sequence[int]:
        steps = [0] * (self.size + 1)
        if quantity is Quantity.ROWS:
            once = self.counts(Quantity.AGREEMENTS)
            if not self._repeated:
                return once
            for run in self.runs:
                steps[run.first] += 1
                steps[run.last + 1] -= 1
            return list(accumulate(steps[: self.size]))
        key = _KEY[quantity]
        repeated = False
        covered: dict[int | str, int] = {"": self.size}
        for run, value in zip(self.runs, map(key, self.runs), strict=True):
            first, last, end = run.first, run.last, covered.get(value, -1)
            if first <= end:
                repeated = True
                if last <= end:
                    continue
            steps[first if first > end else end + 1] += 1
            steps[last + 1] -= 1
            covered[value] = last
        if quantity is Quantity.AGREEMENTS:
            self._repeated = repeated
        return list(accumulate(steps[: self.size]))
