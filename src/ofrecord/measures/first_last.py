"""Who signed first, and who last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ofrecord.measures.listed import Run


@dataclass(frozen=True, slots=True, order=True)
class Signing:
    """An agreement's signing day, as it was printed last, and whose it is."""

    day: str
    agency: int
    agreement: int


def signings(runs: Iterable[Run]) -> list[Signing]:
    """The signings that some runs print, by day. An agreement without a day is left out.

    Where a list has printed an agreement with different days, the day printed last counts.
    """
    latest: dict[int, Run] = {}
    for run in runs:
        before = latest.get(run.agreement)
        if run.signed and (before is None or run.last >= before.last):
            latest[run.agreement] = run
    return sorted(
        Signing(run.signed, run.agency, agreement) for agreement, run in latest.items()
    )


def first_by_agency(found: Iterable[Signing]) -> list[Signing]:
    """Each agency's first signing, by day."""
    first: dict[int, Signing] = {}
    for signing in sorted(found):
        first.setdefault(signing.agency, signing)
    return sorted(first.values())


def last_by_agency(found: Iterable[Signing]) -> list[Signing]:
    """Each agency's last signing, the newest first."""
    last: dict[int, Signing] = {}
    for signing in sorted(found, reverse=True):
        last.setdefault(signing.agency, signing)
    return sorted(last.values(), reverse=True)


def place_of(day: str, days: Iterable[str]) -> int:
    """Which place a day takes among others: one more than there are earlier ones.

    >>> place_of("2025-05-08", ["2020-06-09", "2025-05-08"])
    2
    """
    return 1 + sum(other < day for other in days)
