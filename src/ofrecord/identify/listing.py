"""What identity is found from: a list's editions, and what each of their rows says when cleaned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from msgspec import Struct

from ofrecord.identify.names import Name


class Printed(Struct, frozen=True, kw_only=True, gc=False):
    """One distinct row, cleaned. Blank values are empty texts; ``signed`` is an ISO day."""

    fact: int
    agency: str
    name: Name
    state: str
    county: str
    kind: str
    model: str
    signed: str
    documents: tuple[str, ...]
    identity: str
    """The cells that say which agreement it is, as printed but for blanks and case."""
    agency_identity: str
    """The cells that say which agency it is, likewise; with the state that a correction gives."""


@dataclass(kw_only=True)
class Listing:
    """One list over time. ``members`` tells the list of members from the list of applicants.

    ``entries[n]`` are the facts of edition ``n`` in row order, ``days[n]`` its day, ``order[n]``
    its place among the editions of all lists, ``seen[n]`` the days on which it was published again.
    Facts are numbered in the order of first printing.
    """

    name: str
    members: bool
    days: Sequence[str]
    order: Sequence[int]
    entries: Sequence[tuple[int, ...]]
    printed: Mapping[int, Printed]
    seen: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def days_in(self, first: int, last: int) -> Iterator[str]:
        """Every day on which one of these editions was published, for the first time or again."""
        for number in range(first, last + 1):
            yield self.days[number]
            yield from self.seen.get(number, ())

    @cached_property
    def moves(self) -> list[tuple[list[int], list[int]]]:
        """For each edition the facts that came and those that went, each in order."""
        moves: list[tuple[list[int], list[int]]] = []
        before: frozenset[int] = frozenset()
        for rows in self.entries:
            now = frozenset(rows)
            moves.append((sorted(now - before), sorted(before - now)))
            before = now
        return moves

    @cached_property
    def windows(self) -> dict[int, list[tuple[int, int]]]:
        """For each fact its runs of editions, first and last included."""
        opened: dict[int, int] = {}
        windows: dict[int, list[tuple[int, int]]] = {}
        for number, (came, went) in enumerate(self.moves):
            for fact in went:
                windows.setdefault(fact, []).append((opened.pop(fact), number - 1))
            for fact in came:
                opened[fact] = number
        for fact, first in opened.items():
            windows.setdefault(fact, []).append((first, len(self.entries) - 1))
        return windows

    @cached_property
    def masks(self) -> dict[int, int]:
        """For each fact the editions that print it, as the bits of a number."""
        masks = {}
        for fact, windows in self.windows.items():
            mask = 0
            for first, last in windows:
                mask |= (1 << (last + 1)) - (1 << first)
            masks[fact] = mask
        return masks


def first_bit(mask: int) -> int:
    """The first edition of a mask.

    >>> first_bit(0b1100)
    2
    """
    return (mask & -mask).bit_length() - 1


def last_bit(mask: int) -> int:
    """The last edition of a mask.

    >>> last_bit(0b1100)
    3
    """
    return mask.bit_length() - 1


def starts_of(mask: int) -> Iterator[int]:
    """The editions at which the runs of a mask begin.

    >>> list(starts_of(0b1101110))
    [1, 5]
    """
    starts = mask & ~(mask << 1)
    while starts:
        yield first_bit(starts)
        starts &= starts - 1


@lru_cache(maxsize=65536)
def days_from(earlier: str, later: str) -> int | None:
    """The number of days from one ISO day to another; ``None`` where either is no day.

    >>> days_from("2025-02-26", "2025-03-06"), days_from("", "2025-03-06")
    (8, None)
    """
    try:
        return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    except ValueError:
        return None
