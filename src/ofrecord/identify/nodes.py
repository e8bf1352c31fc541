"""The printed rows gathered: agencies' names, and rows by agency, model and signing day.

This is what is sure: rows that print the same, or the same once cleaned. Everything is numbered in
the order of first printing on all lists, so the numbers do not depend on the order of arrival.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct

from ofrecord.identify.clusters import Joint
from ofrecord.identify.listing import Listing, Printed

First = tuple[int, int, int]
"""Where something was first printed: the edition's place among those of all lists, list, row."""


class AgencyName(Struct, kw_only=True, gc=False):
    """One agency's name in one state, and the editions of each list that print it."""

    number: int
    sample: Printed
    """The row that printed it first."""
    masks: list[int]
    identities: dict[str, First] = {}
    """Its printed identities, and where each was first printed."""


class Node(Struct, kw_only=True, gc=False):
    """The rows that print one agency, model and signing day."""

    number: int
    agency: int
    model: str
    signed: str
    sample: Printed
    """The row that was printed first."""
    facts: list[int] = []
    mask: int = 0
    identities: dict[str, First] = {}
    superseded_by: int = -1


@dataclass(slots=True, kw_only=True)
class Roll:
    """All names and rows of all lists."""

    agencies: list[AgencyName]
    nodes: list[list[Node]]
    """For each list its nodes."""
    days: dict[int, str]
    """The day of each edition by its place among the editions of all lists."""


Parted = Mapping[tuple[str, str], str]
"""Names that a judgement parts though they read the same: state and printed name, and a mark."""


def gather(listings: Sequence[Listing], parted: Parted) -> Roll:
    """Numbers the agencies' names, and puts together the rows that print the same.

    ``parted`` are names that a judgement parts though they read the same once cleaned.
    """
    rows = sorted(
        (listing.order[listing.windows[fact][0][0]], number, fact)
        for number, listing in enumerate(listings)
        for fact in listing.printed
    )
    gathering = _Gathering(listings, parted)
    for first in rows:
        gathering.add(first)
    days = {
        place: day
        for listing in listings
        for place, day in zip(listing.order, listing.days, strict=True)
    }
    return Roll(agencies=gathering.agencies, nodes=gathering.nodes, days=days)


class _Gathering:
    def __init__(self, listings: Sequence[Listing], parted: Parted) -> None:
        self.listings = listings
        self.parted = parted
        self.agencies: list[AgencyName] = []
        self.nodes: list[list[Node]] = [[] for _ in listings]
        self._numbers: dict[str, int] = {}
        self._agency_of: dict[str, int] = {}
        self._by_identity: list[dict[str, Node]] = [{} for _ in listings]
        self._by_key: list[dict[tuple[int, str, str], Node]] = [{} for _ in listings]

    def add(self, first: First) -> None:
        """Takes in a row, in the order of first printing."""
        _, number, fact = first
        listing = self.listings[number]
        printed, mask = listing.printed[fact], listing.masks[fact]
        agency = self._agency(printed, first)
        self.agencies[agency].masks[number] |= mask
        node = self._by_identity[number].get(printed.identity)
        if node is None:
            node = self._node(number, agency, printed)
            self._by_identity[number][printed.identity] = node
            node.identities[printed.identity] = first
        node.facts.append(fact)
        node.mask |= mask

    def _agency(self, printed: Printed, first: First) -> int:
        """The number of a row's agency: printed alike, or reading the same once cleaned."""
        found = self._agency_of.get(printed.agency_identity)
        if found is None:
            key = agency_key(printed.state, printed.name.key, printed.agency, self.parted)
            found = self._numbers.setdefault(key, len(self._numbers))
            if found == len(self.agencies):
                masks = [0] * len(self.listings)
                self.agencies.append(AgencyName(number=found, sample=printed, masks=masks))
            self.agencies[found].identities[printed.agency_identity] = first
            self._agency_of[printed.agency_identity] = found
        return found

    def _node(self, number: int, agency: int, printed: Printed) -> Node:
        key = agency, printed.model, printed.signed
        node = self._by_key[number].get(key)
        if node is None:
            node = Node(
                number=len(self.nodes[number]),
                agency=agency,
                model=printed.model,
                signed=printed.signed,
                sample=printed,
            )
            self._by_key[number][key] = node
            self.nodes[number].append(node)
        return node


def agency_key(state: str, key: str, agency: str, parted: Parted) -> str:
    """What names of one agency have in common once cleaned."""
    mark = parted.get((state, printed_name(agency)), "") if parted else ""
    return f"{state}|{key}{mark}"


def printed_name(agency: str) -> str:
    """A name as printed but for blanks and case."""
    return " ".join(agency.casefold().split())


def cleaned_joints(identities: Mapping[str, First], days: Mapping[int, str]) -> Iterable[Joint]:
    """The joints of printed identities that read the same once cleaned, without blanks and case."""
    first, *others = identities
    for printed in others:
        yield Joint(
            rule="cleaned",
            evidence=f'"{printed}" reads as "{first}" once cleaned',
            day=days[identities[printed][0]],
            printed=printed,
        )
