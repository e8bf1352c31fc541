"""Pairs that the evidence leaves open: kept apart, or as one, and listed for judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from ofrecord.identify.agreements import AgreementFinder
from ofrecord.identify.clusters import Clusters
from ofrecord.identify.likeness import CROWD, KnownName, alike_pairs, are_alike
from ofrecord.identify.listing import Listing, days_from, first_bit, last_bit
from ofrecord.identify.names import Name
from ofrecord.identify.nodes import AgencyName, Node, Roll
from ofrecord.identify.takeovers import misplaced
from ofrecord.identify.words import ROLES

_T = TypeVar("_T")

LIMIT = 1000
"""No more than this many are kept, the likeliest first."""
_WEEKS, _MONTH = 14, 35


class Open(StrEnum):
    """What is open, the likeliest to be one first."""

    PRINTED_TWICE = "printed_twice"
    """Side by side in one edition, alike, with one county, model and signing day."""
    ONE_AGREEMENT = "one_agreement"
    """Two agencies' names, side by side elsewhere, for one agreement."""
    ALIKE = "alike"
    """Two alike names of one state, never side by side."""
    APPLIED_AS = "applied_as"
    """One body of a place applied and was not signed; another was signed that had not applied."""
    FOLLOWED = "followed"
    """One body of a place left the list, and another came at about that time, for one model."""
    OTHER_STATE = "other_state"
    """One name in two states, one of which has no such place."""
    REPLACED = "replaced"
    """A name took the place of another, with one model and signing day, and is not alike."""
    TWO_DAYS = "two_days"
    """One agency and model side by side with two signing days."""
    OTHER_MODEL = "other_model"
    """One agency's row with one signing day took another model, with no document for both."""
    REDATED = "redated"
    """One agreement whose signing day moved by weeks, to after its first listing: a renewal?"""


class Candidate(Struct, frozen=True, kw_only=True, gc=False):
    """A pair of agencies, or of agreements, by their place in the outcome; one for ``redated``."""

    kind: Open
    of: str
    """``agency`` or ``agreement``."""
    a: int
    b: int
    why: str


@dataclass(kw_only=True)
class CandidateFinder:
    """Looks for what is open. Pairs are found by marks in common, so the work stays linear."""

    listings: Sequence[Listing]
    roll: Roll
    agencies: Clusters
    finder: AgreementFinder
    known: KnownName
    agency_place: Callable[[int], int]
    """The place in the outcome of an agency name's number."""
    agreement_place: Callable[[int], int]
    """The place in the outcome of a node's number."""

    def run(self) -> list[Candidate]:
        """Every candidate once, the likeliest first."""
        found: dict[tuple[str, int, int], Candidate] = {}
        for candidate in self._all():
            found.setdefault((candidate.of, candidate.a, candidate.b), candidate)
        rank = {kind: place for place, kind in enumerate(Open)}
        ordered = sorted(found.values(), key=lambda c: (rank[c.kind], c.a, c.b))
        return ordered[:LIMIT]

    def _all(self) -> Iterator[Candidate]:
        yield from self._printed_twice()
        yield from self._one_agreement()
        yield from self._alike()
        yield from self._applied_as()
        yield from self._followed()
        yield from self._other_state()
        yield from self._replaced()
        yield from self._agreements()

    def _agencies(self, kind: Open, one: AgencyName, other: AgencyName, why: str) -> Candidate:
        a, b = self.agency_place(one.number), self.agency_place(other.number)
        return Candidate(kind=kind, of="agency", a=min(a, b), b=max(a, b), why=why)

    def _open(self, one: int, other: int) -> bool:
        """Whether two agency names are neither one agency nor judged to be two."""
        same = self.agencies.root(one) == self.agencies.root(other)
        return not same and not self.agencies.held_apart(one, other)

    # Agencies ---------------------------------------------------------------------------------

    def _printed_twice(self) -> Iterator[Candidate]:
        groups: dict[tuple[str, str, str, str], list[Node]] = defaultdict(list)
        for node in self.finder.nodes:
            sample = node.sample
            if node.signed and sample.county:
                groups[sample.state, sample.county, node.model, node.signed].append(node)
        for nodes in groups.values():
            for one, other in alike_pairs(nodes, _name_of) if len(nodes) > 1 else ():
                if not one.mask & other.mask or not self._open(one.agency, other.agency):
                    continue
                mine, theirs = one.sample, other.sample
                alike = are_alike(mine.name, theirs.name, mine.state, self.known)
                if alike and " at the end" not in alike:
                    why = f"side by side, signed {one.signed} in one county: {alike}"
                    yield self._of_names(Open.PRINTED_TWICE, one, other, why)

    def _one_agreement(self) -> Iterator[Candidate]:
        clusters = self.finder.agreements
        for root in {clusters.root(node.number) for node in self.finder.nodes}:
            joints = clusters.joints.get(root, ())
            if any(joint.rule == "judgement" for joint in joints):
                continue
            members = sorted(clusters.members(root))
            agencies = dict.fromkeys(self.finder.nodes[number].agency for number in members)
            first, *others = (self.roll.agencies[number] for number in agencies)
            for other in others:
                restated = first.sample.name.plain == other.sample.name.plain
                if not restated and self._open(first.number, other.number):
                    why = f'"{first.sample.agency}" and "{other.sample.agency}" share an agreement'
                    yield self._agencies(Open.ONE_AGREEMENT, first, other, why)

    def _alike(self) -> Iterator[Candidate]:
        states: dict[str, list[AgencyName]] = defaultdict(list)
        for name in self.roll.agencies:
            states[name.sample.state].append(name)
        for names in states.values():
            for other, one in alike_pairs(names, _name_of):
                mine = one.sample
                pair = other.number, one.number
                if not self._open(*pair) or self.agencies.beside(*pair):
                    continue
                theirs = other.sample
                alike = are_alike(theirs.name, mine.name, mine.state, self.known)
                if alike:
                    why = f'"{theirs.agency}" and "{mine.agency}": {alike}'
                    yield self._agencies(Open.ALIKE, other, one, why)

    def _other_state(self) -> Iterator[Candidate]:
        groups: dict[str, list[AgencyName]] = defaultdict(list)
        for name in self.roll.agencies:
            groups[name.sample.name.key].append(name)
        for names in groups.values():
            if not 1 < len(names) <= CROWD:
                continue
            for one, other in _pairs(names):
                then, now = one.sample.state, other.sample.state
                wrong = misplaced(one.sample.name, then, now, self.known) and one
                wrong = wrong or (misplaced(one.sample.name, now, then, self.known) and other)
                if wrong and self._alone(wrong) and self._open(one.number, other.number):
                    why = f'"{one.sample.agency}" in {then or "?"} and in {now or "?"}'
                    yield self._agencies(Open.OTHER_STATE, one, other, why)

    def _alone(self, name: AgencyName) -> bool:
        """Whether a name is joined to none of another state."""
        members = self.agencies.members(self.agencies.root(name.number))
        return len({self.roll.agencies[number].sample.state for number in members}) == 1

    def _applied_as(self) -> Iterator[Candidate]:
        """Who applied and was never signed, beside who was signed and had never applied."""
        signed = self._holders(self.finder.nodes)
        lists = [
            (listing, nodes)
            for listing, nodes in zip(self.listings, self.roll.nodes, strict=True)
            if not listing.members
        ]
        applied = set[tuple[int, str]]().union(*(self._holders(nodes) for _, nodes in lists))
        fresh: dict[tuple[str, ...], list[Node]] = defaultdict(list)
        for node in self.finder.nodes:
            if first_bit(node.mask) and self._holder(node) not in applied:
                fresh[_place_key(node)].append(node)
        for listing, nodes in lists:
            for node in nodes:
                if self._holder(node) not in signed:
                    yield from self._signed_instead(node, listing, fresh.get(_place_key(node), ()))

    def _signed_instead(
        self, node: Node, listing: Listing, fresh: Iterable[Node]
    ) -> Iterator[Candidate]:
        last = listing.days[last_bit(node.mask)]
        for new in fresh:
            day = self.finder.listing.days[first_bit(new.mask)]
            between = days_from(last, day)
            if (
                between is not None
                and abs(between) <= _MONTH
                and self._open(node.agency, new.agency)
            ):
                why = (
                    f'"{node.sample.agency}" applied until {last}; "{new.sample.agency}", '
                    f"which had not applied, was listed on {day}"
                )
                yield self._of_names(Open.APPLIED_AS, node, new, why)

    def _followed(self) -> Iterator[Candidate]:
        """Who left the list, beside who of the same place came at about that time."""
        days = self.finder.listing.days
        places: dict[tuple[str, ...], list[Node]] = defaultdict(list)
        for node in self.finder.nodes:
            places[_place_key(node)].append(node)
        for nodes in places.values():
            firsts = {self.finder.agreements.root(node.number): node for node in nodes}
            for one, other in _pairs(list(firsts.values())):
                old, new = sorted((one, other), key=lambda node: last_bit(self._mask(node)))
                gone, fresh = last_bit(self._mask(old)) + 1, first_bit(self._mask(new))
                if gone == len(days) or not fresh:
                    continue
                left, came = days[gone], days[fresh]
                between = days_from(left, came)
                if between is None or abs(between) > _WEEKS or not _near(old, new):
                    continue
                if self._open(old.agency, new.agency):
                    why = (
                        f'"{old.sample.agency}" left on {left}, '
                        f'"{new.sample.agency}" came on {came}, for one model'
                    )
                    yield self._of_names(Open.FOLLOWED, old, new, why)

    def _replaced(self) -> Iterator[Candidate]:
        for new, old, number in self.finder.replaced:
            if self._open(old.agency, new.agency):
                day = self.finder.listing.days[number]
                why = (
                    f'"{old.sample.agency}" gave way to "{new.sample.agency}" on {day}; '
                    f"one model, signed {new.signed}"
                )
                yield self._of_names(Open.REPLACED, old, new, why)

    def _mask(self, node: Node) -> int:
        """The editions that print a node's agreement."""
        (mask,) = self.finder.agreements.masks(node.number)
        return mask

    def _holder(self, node: Node) -> tuple[int, str]:
        return self.agencies.root(node.agency), node.model

    def _holders(self, nodes: Iterable[Node]) -> set[tuple[int, str]]:
        return {self._holder(node) for node in nodes}

    def _of_names(self, kind: Open, one: Node, other: Node, why: str) -> Candidate:
        names = self.roll.agencies
        return self._agencies(kind, names[one.agency], names[other.agency], why)

    # Agreements -------------------------------------------------------------------------------

    def _agreements(self) -> Iterator[Candidate]:
        clusters = self.finder.agreements
        groups: dict[tuple[int, str], list[Node]] = defaultdict(list)
        for node in self.finder.nodes:
            groups[self.agencies.root(node.agency), node.model].append(node)
        for nodes in groups.values():
            for one, other in _pairs(nodes):
                same = clusters.root(one.number) == clusters.root(other.number)
                if same:
                    yield from self._redated(one, other)
                elif one.mask & other.mask and not clusters.held_apart(one.number, other.number):
                    signed = f"{one.signed or 'blank'} and {other.signed or 'blank'}"
                    why = f"side by side, signed {signed}"
                    yield self._agreement(Open.TWO_DAYS, one, other, why)
        yield from self._other_model()

    def _agreement(self, kind: Open, one: Node, other: Node, why: str) -> Candidate:
        a, b = self.agreement_place(one.number), self.agreement_place(other.number)
        return Candidate(kind=kind, of="agreement", a=min(a, b), b=max(a, b), why=why)

    def _redated(self, one: Node, other: Node) -> Iterator[Candidate]:
        days = self.finder.listing.days
        moved = days_from(one.signed, other.signed)
        listed = days_from(days[first_bit(one.mask)], other.signed)
        if moved is None or listed is None or moved <= _WEEKS or listed <= 0:
            return
        joints = self.finder.agreements.joints.get(self.finder.agreements.root(one.number), ())
        if not any(joint.rule == "judgement" for joint in joints):
            why = (
                f"signed {one.signed}, listed since {days[first_bit(one.mask)]}, "
                f"then signed {other.signed} with no gap: a correction, or a new agreement"
            )
            yield self._agreement(Open.REDATED, one, other, why)

    def _other_model(self) -> Iterator[Candidate]:
        for node in self.finder.nodes:
            if node.superseded_by < 0:
                continue
            new = self.finder.nodes[node.superseded_by]
            if node.signed == new.signed and node.model != new.model:
                why = f"signed {node.signed}; {node.model or 'no model'} gave way to {new.model}"
                yield self._agreement(Open.OTHER_MODEL, node, new, why)


def _name_of(one: Node | AgencyName) -> Name:
    return one.sample.name


def _place_key(node: Node) -> tuple[str, ...]:
    """What bodies of one place share: state, model and the name's first telling word."""
    words = node.sample.name.words
    return node.sample.state, node.model, next((word for word in words if word not in ROLES), "")


def _near(one: Node, other: Node) -> bool:
    """Whether two rows do not print two counties."""
    mine, theirs = one.sample.county, other.sample.county
    return not mine or not theirs or mine == theirs


def _pairs(things: Sequence[_T]) -> Iterator[tuple[_T, _T]]:
    if len(things) <= CROWD:
        for at, one in enumerate(things):
            for other in things[at + 1 :]:
                yield one, other
