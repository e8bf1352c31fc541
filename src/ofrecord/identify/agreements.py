"""Which rows of the list of members are one agreement, through corrections of name, date and state.

Rows with the same agency, model and signing day are one agreement. A row that takes over from
another on the very next edition is the same agreement where a rule below says so; the rules go from
sure to less sure, each takes only pairs in which neither side has a second partner, and each leaves
its evidence. A renewal is a new agreement that supersedes the old one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ofrecord.identify.clusters import Clusters, Joint
from ofrecord.identify.likeness import KnownName, are_alike
from ofrecord.identify.listing import Listing, Printed, first_bit, last_bit

SHORT_GAP = 5
"""A row that comes back within this many editions may come back misspelt."""
_REDATED = 30
_SLACK = 3


@dataclass(slots=True, kw_only=True)
class Node:
    """The rows that print one agency, model and signing day."""

    number: int
    agency: int
    model: str
    signed: str
    facts: list[Printed] = field(default_factory=list)
    mask: int = 0
    superseded_by: int = -1

    @property
    def sample(self) -> Printed:
        """The row that was printed first."""
        return self.facts[0]


@dataclass(kw_only=True)
class AgreementFinder:
    """Joins the nodes of the list of members, edition by edition."""

    listing: Listing
    nodes: list[Node]
    agencies: Clusters
    known: KnownName
    agreements: Clusters = field(init=False)
    _by_fact: dict[int, Node] = field(init=False)
    _earlier: dict[tuple[int, str], list[Node]] = field(init=False)
    _by_contract: dict[tuple[str, str, str], list[Node]] = field(init=False)

    def __post_init__(self) -> None:
        """Makes every node its own agreement."""
        self.agreements = Clusters([(node.mask,) for node in self.nodes])
        self._by_fact = {printed.fact: node for node in self.nodes for printed in node.facts}
        self._earlier = defaultdict(list)
        self._by_contract = defaultdict(list)
        for node in self.nodes:
            if node.signed:
                self._by_contract[node.sample.state, node.model, node.signed].append(node)

    def run(self) -> None:
        """Goes through the editions in order."""
        for number, (came, went) in enumerate(self.listing.moves):
            new = self._nodes(came, lambda node, n=number: first_bit(node.mask) == n)
            if number:
                bit = 1 << number
                gone = self._nodes(went, lambda node, b=bit: not node.mask & b)
                self._match(number, new, gone)
            for node in new:
                self._earlier[self.agencies.root(node.agency), node.model].append(node)

    def _nodes(self, facts: Iterable[int], keep: Callable[[Node], bool]) -> list[Node]:
        nodes = dict.fromkeys(self._by_fact[fact].number for fact in facts)
        return [self.nodes[n] for n in nodes if keep(self.nodes[n])]

    def _match(self, number: int, new: list[Node], gone: list[Node]) -> None:
        rules: tuple[Callable[[Node, Node, int], str], ...] = (
            self._redated,
            self._same_document,
            self._moved,
            self._respelled,
            self._relabelled,
        )
        left, right = {n.number: n for n in new}, {n.number: n for n in gone}
        for rule in rules:
            pairs = [
                (one, other, evidence)
                for one, other in _near(left.values(), right.values())
                if self.agreements.joinable(one.number, other.number)
                and (evidence := rule(one, other, number))
            ]
            lefts = Counter(one.number for one, _, _ in pairs)
            rights = Counter(other.number for _, other, _ in pairs)
            for one, other, evidence in pairs:
                if lefts[one.number] == 1 and rights[other.number] == 1:
                    self._join(one, other, rule.__name__.strip("_"), evidence, number)
                    left.pop(one.number, None)
                    right.pop(other.number, None)
        for node in left.values():
            self._look_back(node, number)
            self._switched(node, right.values())

    def _redated(self, one: Node, other: Node, number: int) -> str:
        if one.model != other.model or not self._one_agency(one, other):
            return ""
        if self._is_renewal(one, other, number):
            return ""
        return (
            f"same agency and model; signed {other.signed or 'blank'} now {one.signed or 'blank'}"
        )

    def _is_renewal(self, one: Node, other: Node, number: int) -> bool:
        """A later signing with another document than the one that was posted is a new agreement."""
        days = _days_between(other.signed, one.signed)
        if days is None or days <= _REDATED:
            return False
        before, now = _documents(other, 1 << (number - 1), self), _documents(one, 1 << number, self)
        return bool(before) and not before & now

    def _same_document(self, one: Node, other: Node, number: int) -> str:
        if one.model != other.model or one.signed != other.signed or not one.signed:
            return ""
        now = _documents(one, 1 << number, self)
        shared = now & _documents(other, 1 << (number - 1), self)
        if not shared or one.sample.state != other.sample.state:
            return ""
        return f"both link to the document {min(shared)}, signed {one.signed}"

    def _moved(self, one: Node, other: Node, number: int) -> str:
        del number
        mine, theirs = one.sample, other.sample
        if mine.state == theirs.state or mine.name.key != theirs.name.key:
            return ""
        if one.model != other.model or one.signed != other.signed or not one.signed:
            return ""
        return (
            f"the same name, model and signing day; {theirs.state or '?'} now {mine.state or '?'}"
        )

    def _respelled(self, one: Node, other: Node, number: int) -> str:
        del number
        if not self._one_contract(one, other) or not self.agencies.joinable(
            one.agency, other.agency
        ):
            return ""
        mine, theirs = one.sample, other.sample
        alike = are_alike(mine.name, theirs.name, mine.state, self.known)
        return f'takes over from "{theirs.agency}": {alike}; signed {one.signed}' if alike else ""

    def _relabelled(self, one: Node, other: Node, number: int) -> str:
        mine, theirs = one.sample, other.sample
        if not self._one_contract(one, other) or not mine.county or mine.county != theirs.county:
            return ""
        if _documents(other, 1 << (number - 1), self) or mine.kind != theirs.kind:
            return ""
        return (
            f'takes over from "{theirs.agency}" while no document was posted: '
            f"the same county, model and signing day {one.signed}"
        )

    def _one_contract(self, one: Node, other: Node) -> bool:
        return (
            one.model == other.model
            and one.signed == other.signed
            and bool(one.signed)
            and one.sample.state == other.sample.state
        )

    def _one_agency(self, one: Node, other: Node) -> bool:
        return self.agencies.root(one.agency) == self.agencies.root(other.agency)

    def _join(self, one: Node, other: Node, rule: str, evidence: str, number: int) -> None:
        day = self.listing.days[number]
        joint = Joint(rule=rule, evidence=evidence, day=day, printed=one.sample.identity)
        self.agreements.join(other.number, one.number, joint)
        if rule == "relabelled":
            return
        if self.agencies.joinable(one.agency, other.agency):
            spelt = Joint(rule=rule, evidence=evidence, day=day, printed=one.sample.agency_identity)
            self.agencies.join(other.agency, one.agency, spelt)

    def _look_back(self, node: Node, number: int) -> None:
        """A row that was not there on the edition before: is it one that had left?"""
        bit = 1 << (number - 1) | 1 << number
        former = [
            other
            for other in self._earlier[self.agencies.root(node.agency), node.model]
            if not other.mask & bit and other.mask & ((1 << number) - 1)
        ]
        if former:
            self._return(
                node, max(former, key=lambda other: self._last_before(other, number)), number
            )
            return
        for other in self._recently_gone(node, number):
            if not self.agencies.joinable(node.agency, other.agency):
                continue
            if not self.agreements.joinable(node.number, other.number):
                continue
            alike = are_alike(node.sample.name, other.sample.name, node.sample.state, self.known)
            if alike:
                evidence = (
                    f'comes back after an absence in which "{other.sample.agency}" was gone: '
                    f"{alike}; signed {node.signed}"
                )
                self._join(node, other, "returned_respelled", evidence, number)
                return

    def _return(self, node: Node, other: Node, number: int) -> None:
        last = self.listing.days[self._last_before(other, number)]
        later = _days_between(last, node.signed)
        if node.signed == other.signed or (later is not None and later <= -_SLACK):
            if not self.agreements.joinable(node.number, other.number):
                return
            evidence = f"had left after {last}; signed {other.signed} then and {node.signed} now"
            self._join(node, other, "returned", evidence, number)
        elif later is not None:
            self._supersede(other, node)

    def _last_before(self, node: Node, number: int) -> int:
        return last_bit(node.mask & ((1 << number) - 1))

    def _recently_gone(self, node: Node, number: int) -> Iterator[Node]:
        since = max(0, number - SHORT_GAP)
        recent = ((1 << number) - 1) & ~((1 << since) - 1)
        for other in self._by_contract.get((node.sample.state, node.model, node.signed), ()):
            if other is not node and other.mask & recent and not other.mask >> (number - 1) & 3:
                yield other

    def _switched(self, node: Node, gone: Iterable[Node]) -> None:
        """Another model, or a renewal, that takes over on the very next edition."""
        for other in gone:
            if (
                self._one_agency(node, other)
                and _days_between(other.signed, node.signed) is not None
            ):
                if other.superseded_by < 0 and node.signed >= other.signed:
                    self._supersede(other, node)

    def _supersede(self, old: Node, new: Node) -> None:
        old.superseded_by = new.number


def _near(left: Iterable[Node], right: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    """The pairs that any rule could join: one model, and one state or one name."""
    by_state: dict[tuple[str, str], list[Node]] = defaultdict(list)
    by_name: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in right:
        by_state[node.sample.state, node.model].append(node)
        by_name[node.sample.name.key, node.model].append(node)
    for node in left:
        yield from ((node, other) for other in by_state[node.sample.state, node.model])
        for other in by_name[node.sample.name.key, node.model]:
            if other.sample.state != node.sample.state:
                yield node, other


def _documents(node: Node, bit: int, finder: AgreementFinder) -> set[str]:
    masks = finder.listing.masks
    return {
        document
        for printed in node.facts
        if masks[printed.fact] & bit
        for document in printed.documents
    }


def _days_between(earlier: str, later: str) -> int | None:
    try:
        return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    except ValueError:
        return None
