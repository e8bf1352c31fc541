"""How much a count has grown from one day to another."""

from __future__ import annotations

from math import inf


def growth_ratio(base: int, now: int) -> float:
    """How many times the first count the second is; from nothing to something it is infinite.

    >>> growth_ratio(135, 628) > 4, growth_ratio(0, 3)
    (True, inf)
    """
    if base:
        return now / base
    return inf if now else 1.0


def growth_percent(base: int, now: int) -> float:
    """By how many percent of the first count the second is more.

    >>> round(growth_percent(135, 1000))
    641
    """
    return 100 * (growth_ratio(base, now) - 1)
