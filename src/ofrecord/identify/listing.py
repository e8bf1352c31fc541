"""What identity is found from: a list's editions, and what each of their rows says when cleaned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ofrecord.identify.names import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
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

    @property
    def agency_identity(self) -> str:
        """The cells that say which agency it is, as printed but for blanks and case."""
        return "|".join(self.identity.split("|", 2)[:2])


@dataclass(kw_only=True)
class Listing:
    """One list over time. ``members`` tells the list of members from the list of applicants.

    ``entries[n]`` are the facts of edition ``n`` in row order, ``days[n]`` its day.
    """

    name: str
    members: bool
    days: Sequence[str]
    entries: Sequence[tuple[int, ...]]
    printed: Mapping[int, Printed]
    _moves: list[tuple[list[int], list[int]]] = field(default_factory=list, init=False, repr=False)

    @cached_property
    def moves(self) -> list[tuple[list[int], list[int]]]:
        """For each edition the facts that came and those that went, each in row order."""
        moves: list[tuple[list[int], list[int]]] = []
        before: tuple[int, ...] = ()
        seen: frozenset[int] = frozenset()
        for now in self.entries:
            if now == before:
                moves.append(([], []))
                continue
            these = frozenset(now)
            came = [fact for fact in dict.fromkeys(now) if fact not in seen]
            gone = these ^ seen
            went = [fact for fact in dict.fromkeys(before) if fact in gone] if before else []
            moves.append((came, went))
            before, seen = now, these
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
        return {
            fact: sum((1 << (last + 1)) - (1 << first) for first, last in windows)
            for fact, windows in self.windows.items()
        }


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
