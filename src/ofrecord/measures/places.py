"""The places that states, counties or models take by their counts, on every edition of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from ofrecord.measures.listed import Run
from ofrecord.measures.rank import rank_counts
from ofrecord.measures.tally import Quantity, Tally

_KEYS: dict[str, Callable[[Run], str]] = {
    "state": lambda run: run.state,
    "county": lambda run: run.county,
    "model": lambda run: run.model,
}


class Places:
    """Some runs counted by a key, and ranked: ``state``, ``county`` or ``model``."""

    def __init__(self, tally: Tally, key: str, quantity: Quantity) -> None:
        groups: dict[str, list[Run]] = defaultdict(list)
        for run in tally.runs:
            if value := _KEYS[key](run):
                groups[value].append(run)
        self._counts = {
            value: Tally(tuple(runs), tally.size).counts(quantity) for value, runs in groups.items()
        }
        self._ranks: dict[int, Mapping[str, tuple[int, int]]] = {}

    def counts(self, edition: int) -> dict[str, int]:
        """The count of each value that an edition holds."""
        return {
            value: number for value, counts in self._counts.items() if (number := counts[edition])
        }

    def ranks(self, edition: int) -> Mapping[str, tuple[int, int]]:
        """The competition rank and the dense rank of each value that an edition holds."""
        found = self._ranks.get(edition)
        if found is None:
            found = self._ranks[edition] = rank_counts(self.counts(edition))
        return found
