"""Ranks, both ways in which people count them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def rank_counts(counts: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """For each value its competition rank and its dense rank, the largest count being first.

    With competition ranking ("1224") those level share a place and the places after it are left
    out; with dense ranking ("1223") none is.

    >>> rank_counts({"FL": 9, "TX": 5, "GA": 5, "NY": 1})
    {'FL': (1, 1), 'TX': (2, 2), 'GA': (2, 2), 'NY': (4, 3)}
    """
    ranks: dict[int, tuple[int, int]] = {}
    place = 1
    tally = Counter(counts.values())
    for dense, count in enumerate(sorted(tally, reverse=True), start=1):
        ranks[count] = place, dense
        place += tally[count]
    return {value: ranks[count] for value, count in counts.items()}
