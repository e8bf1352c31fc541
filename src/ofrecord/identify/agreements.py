"""Which rows of the list of members are one agreement, through corrections of name, date and state.

Rows with the same agency, model and signing day are one agreement. A row that takes over from
another on the very next edition is the same agreement where a rule says so (``takeovers``); so is
one that comes back. A renewal and another model are new agreements that supersede the old one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ofrecord.identify.clusters import Clusters, Joint
from ofrecord.identify.likeness import (
    KnownName,
    PairsOf,
    every_pair,
    pairs_of_few,
    pairs_to_try,
)
from ofrecord.identify.listing import Listing, days_from, first_bit, last_bit, starts_of
from ofrecord.identify.names import Name
from ofrecord.identify.nodes import Node
from ofrecord.identify.takeovers import RULES, Key, Rules, Side, Test, misplaced, pair_off

SHORT_ABSENCE = 14
"""A row that comes back within this many days may come back misspelt."""
_SLACK = 3
"""A row signed no later than this many days before it left is not a new agreement."""
_NO_DOCUMENT: frozenset[str] = frozenset()


@dataclass(kw_only=True)
class AgreementFinder:
    """Joins the nodes of the list of members, edition by edition."""

    listing: Listing
    nodes: list[Node]
    agencies: Clusters
    known: KnownName
    apart: Sequence[tuple[int, int]] = ()
    applicants: Sequence[tuple[Listing, Sequence[Node]]] = ()
    """The lists of applicants, with their nodes."""
    agreements: Clusters = field(init=False)
    replaced: list[tuple[Node, Node, int]] = field(init=False)
    """Rows that came and went at once with one state, model and signing day, and no more in common:
    the one that came, the one that went, the edition."""
    _rules: Rules = field(init=False)
    _by_fact: dict[int, Node] = field(init=False)
    _absent: dict[tuple[str, str, str], list[Node]] = field(init=False)
    """By state, model and signing day, the rows that have left at some time."""
    _earlier: dict[tuple[int, str], dict[int, Node]] = field(init=False)
    _applied: dict[tuple[int, str], list[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Puts the nodes where they are looked up."""
        self._rules = Rules(agencies=self.agencies, known=self.known)
        self._by_fact = {fact: node for node in self.nodes for fact in node.facts}
        self.clear()

    def clear(self) -> None:
        """Makes every node its own agreement; the agencies stay as they are."""
        self.agreements = Clusters(([node.mask] for node in self.nodes), self.apart)
        self._earlier = {}
        self._absent = defaultdict(list)
        self.replaced = []
        self._applied = defaultdict(list)
        for listing, nodes in self.applicants:
            for node in nodes:
                days = [listing.days[number] for number in starts_of(node.mask)]
                self._applied[self.agencies.root(node.agency), node.model] += days
        for node in self.nodes:
            node.superseded_by = -1

    def run(self) -> None:
        """Goes through the editions in order."""
        for pair in self._twice:
            self._join_twice(*pair)
        for number, (came, went) in enumerate(self.listing.moves):
            before = 1 << (number - 1) if number else 0
            new = self._nodes(came, before)
            gone = self._nodes(went, 1 << number)
            for node in gone.values():
                self._absent[node.sample.state, node.model, node.signed].append(node)
            if new and gone:
                new, gone = self._match(number, self._sides(new, came), self._sides(gone, went))
            fresh = [node for node in new.values() if first_bit(node.mask) == number]
            if number:
                for node in fresh:
                    self._look_back(node, number)
                self._supersede_gone(fresh, gone.values(), number)
            for fact in came:
                node = self._by_fact[fact]
                if first_bit(node.mask) == number:
                    key = self.agencies.root(node.agency), node.model
                    self._earlier.setdefault(key, {})[node.number] = node

    def _nodes(self, facts: Iterable[int], without: int) -> dict[int, Node]:
        """The nodes of facts, but for those that the edition ``without`` prints as well."""
        nodes = [self._by_fact[fact] for fact in facts]
        return {node.number: node for node in nodes if not node.mask & without}

    def _sides(self, nodes: dict[int, Node], facts: Iterable[int]) -> dict[int, Side]:
        documents: dict[int, set[str]] = {}
        for fact in facts:
            linked = self.listing.printed[fact].documents
            if linked:
                documents.setdefault(self._by_fact[fact].number, set()).update(linked)
        return {
            number: Side(
                node=node,
                documents=frozenset(documents.get(number, _NO_DOCUMENT)),
                listed_since=self._listed_since(node),
                applied_on=self._applied.get((self.agencies.root(node.agency), node.model), ()),
            )
            for number, node in nodes.items()
        }

    def _listed_since(self, node: Node) -> str:
        return self.listing.days[first_bit(self._mask(node))]

    def _mask(self, node: Node) -> int:
        """The editions that print a node's agreement."""
        return self.agreements.masks(node.number)[0]

    # Rows that take over ----------------------------------------------------------------------

    def _match(
        self, number: int, came: dict[int, Side], gone: dict[int, Side]
    ) -> tuple[dict[int, Node], dict[int, Node]]:
        """Lets rows take over from rows; answers those left on both sides."""
        self._drop_one_agreement(came, gone)
        for name, key, test, by_name in RULES:
            if not came or not gone:
                break
            pairs = self._pairs(came, gone, key, test, pairs_to_try if by_name else every_pair)
            for one, other, evidence in pair_off(pairs):
                self._take_over(came.pop(one).node, gone.pop(other).node, name, evidence, number)
        unlike = self._pairs(came, gone, Rules.contract_key, lambda *_: "unlike", pairs_of_few)
        for one, other, _ in pair_off(unlike):
            self.replaced.append((came[one].node, gone[other].node, number))
        left = ({n: side.node for n, side in sides.items()} for sides in (came, gone))
        new, old = left
        return new, old

    def _drop_one_agreement(self, came: dict[int, Side], gone: dict[int, Side]) -> None:
        """Leaves out rows that are known to be one agreement already."""
        going = {self.agreements.root(number): number for number in gone}
        for number in list(came):
            other = going.get(self.agreements.root(number))
            if other is not None:
                del came[number]
                gone.pop(other, None)

    def _pairs(
        self, came: dict[int, Side], gone: dict[int, Side], key: Key, test: Test, pairs_of: PairsOf
    ) -> Iterator[tuple[int, int, str]]:
        going: dict[object, list[int]] = defaultdict(list)
        for number, side in gone.items():
            going[key(self._rules, side)].append(number)
        going.pop(None, None)
        coming: dict[object, list[int]] = defaultdict(list)
        for number, side in came.items():
            mark = key(self._rules, side)
            if mark in going:
                coming[mark].append(number)
        found = [
            (number, other)
            for mark, numbers in coming.items()
            for number, other in pairs_of(numbers, going[mark], self._name_of)
        ]
        for number, other in found:
            if self.agreements.joinable(number, other):
                evidence = test(self._rules, came[number], gone[other])
                if evidence:
                    yield number, other, evidence

    def _name_of(self, number: int) -> Name:
        return self.nodes[number].sample.name

    def _take_over(self, came: Node, gone: Node, rule: str, evidence: str, number: int) -> None:
        day = self.listing.days[number]
        identity = came.sample.identity
        joint = Joint(rule=rule, evidence=evidence, day=day, printed=identity)
        self.agreements.join(gone.number, came.number, joint)
        if rule == "relabelled" or not self._one_body(came, gone, rule):
            return
        spelt = Joint(rule=rule, evidence=evidence, day=day, printed=came.sample.agency_identity)
        self.agencies.join(gone.agency, came.agency, spelt)

    def _one_body(self, came: Node, gone: Node, rule: str) -> bool:
        """Whether two names that share an agreement are one agency's.

        Two names side by side are two agencies. One name printed once under a state, or under one
        that has no such place, is not another name.
        """
        if self.agencies.joinable(came.agency, gone.agency):
            return True
        agencies = self.agencies
        if rule != "moved" or agencies.held_apart(came.agency, gone.agency):
            return False
        sets = (agencies.members(agencies.root(node.agency)) for node in (came, gone))
        if len({self._names[number] for numbers in sets for number in numbers}) > 1:
            return False
        if self._rows_of[gone.agency] == 1:
            return True
        return misplaced(came.sample.name, gone.sample.state, came.sample.state, self.known)

    @cached_property
    def _every(self) -> list[Node]:
        """The nodes of all lists."""
        return [*self.nodes, *(node for _, nodes in self.applicants for node in nodes)]

    @cached_property
    def _rows_of(self) -> Counter[int]:
        """How many nodes there are of each agency name."""
        return Counter(node.agency for node in self._every)

    @cached_property
    def _names(self) -> dict[int, tuple[str, ...]]:
        """The words of each agency name."""
        return {node.agency: node.sample.name.plain for node in self._every}

    # Rows that come back ----------------------------------------------------------------------

    def _look_back(self, node: Node, number: int) -> None:
        """A row that was not there on the edition before: is it one that had left?"""
        recent = 3 << (number - 1)
        past = (1 << number) - 1
        former = [
            other
            for other in self._earlier.get(
                (self.agencies.root(node.agency), node.model), {}
            ).values()
            if not self._mask(other) & recent
        ]
        if former:
            self._return(node, max(former, key=lambda other: last_bit(other.mask & past)), number)
            return
        for other in self._recently_gone(node, number):
            alike = self._rules.alike(node.sample, other.sample)
            if alike and self.agreements.joinable(node.number, other.number):
                evidence = (
                    f'comes back after an absence in which "{other.sample.agency}" was gone: '
                    f"{alike}; signed {node.signed}"
                )
                self._take_over(node, other, "returned", evidence, number)
                return

    def _return(self, node: Node, other: Node, number: int) -> None:
        last = self.listing.days[last_bit(other.mask & ((1 << number) - 1))]
        later = days_from(last, node.signed)
        if node.signed == other.signed or (later is not None and later <= -_SLACK):
            if self.agreements.joinable(node.number, other.number):
                evidence = f"had left after {last}; signed {other.signed} then, {node.signed} now"
                self._take_over(node, other, "returned", evidence, number)
        elif later is not None:
            other.superseded_by = node.number

    def _recently_gone(self, node: Node, number: int) -> Iterator[Node]:
        """Rows of the same state, model and signing day that left within the short absence."""
        day = self.listing.days[number]
        for other in self._absent.get((node.sample.state, node.model, node.signed), ()):
            past = other.mask & ((1 << number) - 1)
            if other is node or not node.signed or self._mask(other) & (3 << (number - 1)):
                continue
            away = days_from(self.listing.days[last_bit(past) + 1], day)
            if away is not None and away <= SHORT_ABSENCE:
                yield other

    # Rows that are one, wherever they stand ---------------------------------------------------

    @cached_property
    def _twice(self) -> list[tuple[Node, Node, str]]:
        """Rows side by side with one state, model, signing day and document."""
        groups: dict[tuple[str, str, str], dict[int, Node]] = defaultdict(dict)
        for fact, printed in self.listing.printed.items():
            if printed.documents and printed.signed:
                node = self._by_fact[fact]
                key = printed.documents[0], printed.model, printed.signed
                groups[key][node.number] = node
        found = []
        for (document, _, signed), nodes in groups.items():
            first, *others = nodes.values()
            found += [
                (first, other, f"the document {document}, signed {signed}")
                for other in others
                if first.mask & other.mask and first.sample.state == other.sample.state
            ]
        return found

    def _join_twice(self, one: Node, other: Node, what: str) -> None:
        if self.agreements.held_apart(one.number, other.number):
            return
        if self.agencies.held_apart(one.agency, other.agency):
            return
        alike = self._rules.alike(one.sample, other.sample)
        if not alike or " at the end" in alike:
            return
        day = self.listing.days[first_bit(one.mask & other.mask)]
        evidence = f'printed beside "{one.sample.agency}" for {what}: {alike}'
        printed, name = other.sample.identity, other.sample.agency_identity
        rule = "printed_twice"
        self.agreements.join(
            one.number, other.number, Joint(rule=rule, evidence=evidence, day=day, printed=printed)
        )
        self.agencies.join(
            one.agency, other.agency, Joint(rule=rule, evidence=evidence, day=day, printed=name)
        )

    def join_known(self) -> None:
        """One agency, model and signing day is one agreement, whatever stands between."""
        firsts: dict[tuple[int, str, str], Node] = {}
        for node in self.nodes:
            if not node.signed:
                continue
            key = self.agencies.root(node.agency), node.model, node.signed
            first = firsts.setdefault(key, node)
            if self.agreements.held_apart(first.number, node.number):
                continue
            evidence = f"another name of the agency; the same model, signed {node.signed}"
            day = self.listing.days[first_bit(node.mask)]
            printed = node.sample.identity
            joint = Joint(rule="known_name", evidence=evidence, day=day, printed=printed)
            self.agreements.join(first.number, node.number, joint)

    # What follows -----------------------------------------------------------------------------

    def _supersede_gone(self, new: Iterable[Node], gone: Iterable[Node], number: int) -> None:
        """Another model, or a renewal, that takes over on the very next edition."""
        going: dict[int, list[Node]] = defaultdict(list)
        for other in gone:
            stands = self._mask(other) >> number & 1
            if other.signed and other.superseded_by < 0 and not stands:
                going[self.agencies.root(other.agency)].append(other)
        for node in new:
            for other in going.get(self.agencies.root(node.agency), ()):
                if other.superseded_by < 0 and node.signed >= other.signed:
                    other.superseded_by = node.number
