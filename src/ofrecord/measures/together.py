"""Two lists of a record counted as one: what stands on either of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ofrecord.measures.listed import Listing, Run
from ofrecord.measures.selection import Selection
from ofrecord.measures.series import Quantity, Series


class Together:
    """A selection on two lists, counted at every edition of either.

    A number is asked for by an edition of the first list: it is given for each edition of the
    second that stood with it on its day.
    """

    def __init__(self, one: Listing, other: Listing, selection: Selection) -> None:
        self._lists = one, other
        self._selection = selection

    @cached_property
    def _moments(self) -> list[tuple[str, int, int]]:
        """Every edition of either list in order: its day, which list, and its number there."""
        return sorted(
            (day, which, number)
            for which, listing in enumerate(self._lists)
            for number, day in enumerate(listing.days)
        )

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        """For each edition of each list the moment at which it begins to stand."""
        starts: tuple[list[int], list[int]] = ([], [])
        for moment, (_, which, _) in enumerate(self._moments):
            starts[which].append(moment)
        return starts

    @cached_property
    def _series(self) -> Series:
        size = len(self._moments)
        runs = [
            run
            for listing, starts in zip(self._lists, self._starts, strict=True)
            for run in _moved(listing.select(self._selection).runs, starts, size)
        ]
        return Series(tuple(sorted(runs, key=lambda run: run.first)), size)

    def counts(self, quantity: Quantity, edition: int) -> Sequence[int]:
        """How many the two hold together on the day of an edition of the first list."""
        start = self._starts[0][edition]
        day = self._moments[start][0]
        following = self._starts[0][edition + 1 : edition + 2]
        end = following[0] if following else len(self._moments)
        numbers = self._series.counts(quantity)
        return [
            numbers[moment]
            for moment in range(start, end)
            if moment == start or self._moments[moment][0] == day
        ]


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
