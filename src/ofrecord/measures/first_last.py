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
    return sorted(Signing(run.signed, run.agency, agreement) for agreement, run in latest.items())


def first_by_agency(found: Iterable[Signing]) -> list[Signing]:
    """Each agency's first signing, by day."""
    first: dict[int, Signing] = {}
    for signing in sorted(found):
        first.setdefault(signing.agency, signing)
    return sorted(first.values())


def last_to_sign(newest: Iterable[Run], edition: int, many: int) -> list[Signing]:
    """The last agencies to sign of those that an edition lists, and all that are level with them.

    ``newest`` are runs in the order of signing days, the newest first, so that few are looked at.
    """
    last: dict[int, Signing] = {}
    for run in newest:
        if not (run.first <= edition <= run.last) or run.agency in last:
            continue
        if len(last) >= many and run.signed < min(signing.day for signing in last.values()):
            break
        last[run.agency] = Signing(run.signed, run.agency, run.agreement)
    return list(last.values())
