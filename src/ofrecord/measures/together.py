"""Two lists of a record counted as one: what stands on either of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from ofrecord.measures.listed import Listing, Run
from ofrecord.measures.selection import Selection
from ofrecord.measures.tally import Quantity, Tally


class Pair:
    """Two lists on one line of time: the moments at which an edition of either begins to stand."""

    def __init__(self, one: Listing, other: Listing) -> None:
        self.lists = one, other

    @cached_property
    def moments(self) -> list[tuple[str, int, int]]:
        """Every edition of either list in order: its day, which list, and its number there."""
        return sorted(
            (day, which, number)
            for which, listing in enumerate(self.lists)
            for number, day in enumerate(listing.days)
        )

    @cached_property
    def starts(self) -> tuple[list[int], list[int]]:
        """For each edition of each list the moment at which it begins to stand."""
        starts: tuple[list[int], list[int]] = ([], [])
        for moment, (_, which, _) in enumerate(self.moments):
            starts[which].append(moment)
        return starts

    @cached_property
    def of_day(self) -> list[Sequence[int]]:
        """For each edition of the first list its own moment and those of its day until the next."""
        starts, moments = self.starts[0], self.moments
        return [
            [n for n in range(start, end) if n == start or moments[n][0] == moments[start][0]]
            for start, end in pairwise([*starts, len(moments)])
        ]


class Together:
    """A selection on two lists, counted at every edition of either.

    A number is asked for by an edition of the first list: it is given for each edition of the
    second that stood with it on its day.
    """

    def __init__(self, pair: Pair, selection: Selection) -> None:
        self._pair = pair
        self._selection = selection

    @cached_property
    def _tally(self) -> Tally:
        pair = self._pair
        size = len(pair.moments)
        runs = [
            run
            for listing, starts in zip(pair.lists, pair.starts, strict=True)
            for run in _moved(listing.select(self._selection).runs, starts, size)
        ]
        return Tally(tuple(sorted(runs, key=lambda run: run.first)), size)

    def counts(self, quantity: Quantity, edition: int) -> Sequence[int]:
        """How many the two hold together on the day of an edition of the first list."""
        numbers = self._tally.counts(quantity)
        return [numbers[moment] for moment in self._pair.of_day[edition]]


def _moved(runs: Sequence[Run], starts: Sequence[int], size: int) -> Iterator[Run]:
    """Runs counted in moments."""
    for run in runs:
        last = starts[run.last + 1] - 1 if run.last + 1 < len(starts) else size - 1
        yield Run(
            run.agreement,
            run.agency,
            starts[run.first],
            last,
            run.state,
            run.county,
            run.column_county,
            run.model,
            run.type,
            run.signed,
            run.name,
            run.words,
        )
