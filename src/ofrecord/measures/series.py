"""Some runs of a list, counted at every edition at once.

A quantity is worked out for all editions in one pass over the runs, and only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
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

_KEY: dict[Quantity, Callable[[Run], int | str]] = {
    Quantity.AGREEMENTS: lambda run: run.agreement,
    Quantity.AGENCIES: lambda run: run.agency,
    Quantity.NAMES: lambda run: run.name,
    Quantity.COUNTIES: lambda run: run.county,
    Quantity.COLUMN_COUNTIES: lambda run: run.column_county,
    Quantity.STATES: lambda run: run.state,
    Quantity.STATES_PROPER: lambda run: "" if run.state in _NOT_PROPER else run.state,
}


class Series:
    """Runs that were selected from a list of ``size`` editions, in the order of first editions."""

    __slots__ = ("_counted", "_ever", "runs", "size")

    def __init__(self, runs: tuple[Run, ...], size: int) -> None:
        self.runs = runs
        self.size = size
        self._counted: dict[Quantity, Sequence[int]] = {}
        self._ever: dict[Quantity, Sequence[int]] = {}

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
        return (run for run in self.runs if run.first <= edition <= run.last)

    def _sweep(self, quantity: Quantity) -> Sequence[int]:
        steps = [0] * (self.size + 1)
        if quantity is Quantity.ROWS:
            for run in self.runs:
                steps[run.first] += 1
                steps[run.last + 1] -= 1
            return list(accumulate(steps[: self.size]))
        key = _KEY[quantity]
        covered: dict[int | str, int] = {"": self.size}
        for run in self.runs:
            value, last = key(run), run.last
            end = covered.get(value, -1)
            if last <= end:
                continue
            steps[max(run.first, end + 1)] += 1
            steps[last + 1] -= 1
            covered[value] = last
        return list(accumulate(steps[: self.size]))
