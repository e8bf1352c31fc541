"""The day of a capture whose name nothing vouches for, by the editions beside it.

A list changes by a few entries a day, so it is most like the two editions between which it stands.
A name is left as it is unless another day, one slip of the hand and some weeks away, is far liker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ofrecord.errors import DatingError
from ofrecord.read.dating import Dating, Doubt, date_by_neighbours

ALIKE = 0.5
"""The share of entries in common from which two editions are alike."""
STRANGE = 0.75
"""The share of entries not in common from which an edition is a stranger to its neighbours."""
_FEW = 5
_WEEKS = 15
_MUCH_LIKER = 3
_ROOM = 0.06

Entries = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An edition of the same list whose day is sure: its day and its entries."""

    day: date
    entries: Entries


def date_between(doubt: Doubt, entries: Entries, neighbours: Sequence[Neighbour]) -> Dating:
    """The dating of a doubtful capture with these entries; neighbours stand in order of their days.

    Raises ``DatingError`` where no day that its name can mean fits.
    """
    unlike = {day: _unlike(day, entries, neighbours) for day in doubt.days} if neighbours else {}
    said = doubt.said
    best = min(unlike, key=lambda day: (unlike[day], day != said, day), default=None)
    if said is not None and (best is None or _may_stand(said, best, unlike, entries)):
        return _as_said(doubt, said)
    if best is not None and unlike[best] <= ALIKE:
        says = f"says {said}" if said else "has no possible day"
        days = " and ".join(str(one.day) for one in _beside(best, neighbours))
        flag = f"the name {doubt.name.text!r} {says}; its entries are most like those of {days}"
        return date_by_neighbours(doubt, best, flag)
    if doubt.fallback is not None:
        return doubt.fallback
    raise DatingError(
        f"the name {doubt.name.text!r} has no possible day, the workbook does not say when its "
        "publisher saved it, and its entries are like those of no list whose day is known",
        hint="State captured_at for it in a manifest.csv beside it",
    )


def _may_stand(said: date, best: date, unlike: dict[date, float], entries: Entries) -> bool:
    """Whether the day that a name says is left as it is."""
    if abs((best - said).days) < _WEEKS or len(entries) < _FEW or unlike[best] > ALIKE:
        return True
    return unlike[said] <= min(_MUCH_LIKER * unlike[best] + _ROOM, STRANGE)


def _as_said(doubt: Doubt, said: date) -> Dating:
    if doubt.fallback is not None and doubt.fallback.published_on == said:
        return doubt.fallback
    flag = f"the name {doubt.name.text!r} says {said}; the workbook was saved again since"
    return date_by_neighbours(doubt, said, flag)


def _beside(day: date, neighbours: Sequence[Neighbour]) -> list[Neighbour]:
    """The last edition before a day and the first one since."""
    at = bisect_left(neighbours, day, key=lambda neighbour: neighbour.day)
    return [neighbours[i] for i in (at - 1, at) if 0 <= i < len(neighbours)]


def _unlike(day: date, entries: Entries, neighbours: Sequence[Neighbour]) -> float:
    """The share of entries not in common with the editions beside a day, from 0 to 1."""
    shares = [
        len(entries ^ one.entries) / max(len(entries | one.entries), 1)
        for one in _beside(day, neighbours)
    ]
    return sum(shares) / len(shares)
