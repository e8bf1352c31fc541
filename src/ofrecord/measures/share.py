"""What part one count is of another."""

from __future__ import annotations


def share_percent(part: int, whole: int) -> float:
    """The part in percent of the whole; 0 of nothing is 0.

    >>> share_percent(306, 628)
    48.72611464968153
    """
    return 100 * part / whole if whole else 0.0
