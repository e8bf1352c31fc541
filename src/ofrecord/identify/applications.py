"""The list of applicants: who applied when, who was signed after how many days, who dropped out.

An application is the time for which one agency is printed for one model, short gaps included. It
ends when the agency is signed for that model; an agency printed again after that has applied again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from msgspec import Struct

from ofrecord.identify.agreements import AgreementFinder
from ofrecord.identify.clusters import Clusters, Joint
from ofrecord.identify.likeness import (
    KnownName,
    Nearby,
    PairsOf,
    are_alike,
    every_pair,
    pairs_to_try,
)
from ofrecord.identify.listing import Listing, Printed, days_from, first_bit, last_bit
from ofrecord.identify.names import Name
from ofrecord.identify.nodes import Node
from ofrecord.identify.takeovers import misplaced, pair_off

GAP_DAYS = 14
"""An application missing for no longer than this has not been away."""
GRACE_DAYS = 7
"""An agency gone from the list of applicants for this long without being signed has dropped out."""
_BEFORE, _AFTER, _LINGERING = 60, 7, 35


class Application(Struct, kw_only=True, gc=False):
    """One application: the spans of editions in which it is printed, by fact."""

    agency: int
    model: str
    spans: list[tuple[int, int, int]]
    """Fact, first and last edition of the list of applicants."""
    first: int
    last: int
    agreement: int = -1
    identities: list[str] = []


@dataclass(kw_only=True)
class ApplicantMatcher:
    """Joins agencies that the list of applicants prints one way and then another."""

    listing: Listing
    nodes: list[Node]
    agencies: Clusters
    known: KnownName

    def match_mended(self) -> None:
        """Joins names that were mended from one edition to the next."""
        by_fact = {fact: node for node in self.nodes for fact in node.facts}
        for number, (came, went) in enumerate(self.listing.moves):
            if not number or not came or not went:
                continue
            new = _nodes(by_fact, came, 1 << (number - 1))
            gone = _nodes(by_fact, went, 1 << number)
            for rule, key, test, pairs_of in (
                ("respelled", _place_key, self._respelled, pairs_to_try),
                ("moved", _name_key, self._moved, every_pair),
            ):
                for one, other, how in pair_off(_pairs(new, gone, key, test, pairs_of)):
                    self._join(self.nodes[other], self.nodes[one], rule, how, number)

    def _join(self, old: Node, new: Node, rule: str, how: str, number: int) -> None:
        evidence = f'takes over from "{old.sample.agency}" among the applicants: {how}'
        day, printed = self.listing.days[number], new.sample.agency_identity
        joint = Joint(rule=rule, evidence=evidence, day=day, printed=printed)
        self.agencies.join(old.agency, new.agency, joint)

    def _respelled(self, one: Node, other: Node) -> str:
        mine, theirs = one.sample, other.sample
        if not _near(mine, theirs) or not self._open(one, other):
            return ""
        return are_alike(mine.name, theirs.name, mine.state, self.known)

    def _moved(self, one: Node, other: Node) -> str:
        now, then = one.sample.state, other.sample.state
        if now == then or not self._open(one, other):
            return ""
        if one.sample.kind != other.sample.kind:
            return ""
        if not misplaced(one.sample.name, then, now, self.known):
            return ""
        return f"the same name and model; {then or '?'} now {now or '?'}"

    def _open(self, one: Node, other: Node) -> bool:
        """Whether two nodes are of two agencies that may be one."""
        if self.agencies.root(one.agency) == self.agencies.root(other.agency):
            return False
        return self.agencies.joinable(one.agency, other.agency)

    # From one list to the other ---------------------------------------------------------------

    def match_signed(self, members: AgreementFinder) -> None:
        """Joins agencies that applied under one name and were signed under another."""
        signed: dict[str, set[int]] = defaultdict(set)
        for node in members.nodes:
            signed[node.model].add(self.agencies.root(node.agency))
        waiting = [
            node
            for node in self.nodes
            if self.agencies.root(node.agency) not in signed.get(node.model, ())
        ]
        fresh = [node for node in members.nodes if first_bit(node.mask)]
        pairs = list(self._alike_pairs(waiting, fresh, members.listing))
        pairs += self._moved_pairs(waiting, fresh, members.listing)
        found: dict[tuple[int, int], tuple[Node, Node, str]] = {}
        for one, other, how in pairs:
            key = self.agencies.root(one.agency), self.agencies.root(other.agency)
            found.setdefault(key, (one, other, how))
        for a, b, _ in pair_off([(a, b, "") for a, b in found]):
            node, new, how = found[a, b]
            evidence = f'applied as "{node.sample.agency}", signed as "{new.sample.agency}": {how}'
            self.agencies.join(
                node.agency,
                new.agency,
                Joint(
                    rule="pending_signed",
                    evidence=evidence,
                    day=members.listing.days[first_bit(new.mask)],
                    printed=new.sample.agency_identity,
                ),
            )

    def _alike_pairs(
        self, waiting: Iterable[Node], fresh: Iterable[Node], listing: Listing
    ) -> Iterator[tuple[Node, Node, str]]:
        places: dict[Hashable, Nearby[Node]] = {_place_key(node): Nearby() for node in waiting}
        for new in fresh:
            nearby = places.get(_place_key(new))
            if nearby:
                nearby.add(new.sample.name, new)
        for node in waiting:
            for new in places[_place_key(node)].find(node.sample.name):
                if self._in_time(node, listing.days[first_bit(new.mask)]):
                    how = self._respelled(new, node)
                    if how:
                        yield node, new, how

    def _moved_pairs(
        self, waiting: Iterable[Node], fresh: Iterable[Node], listing: Listing
    ) -> Iterator[tuple[Node, Node, str]]:
        buckets: dict[Hashable, list[Node]] = defaultdict(list)
        for new in fresh:
            buckets[_name_key(new)].append(new)
        for node in waiting:
            for new in buckets.get(_name_key(node), ()):
                if self._in_time(node, listing.days[first_bit(new.mask)]):
                    how = self._moved(new, node)
                    if how:
                        yield node, new, how

    def _in_time(self, node: Node, day: str) -> bool:
        """Whether an application ended at about the day of signing, and had begun by then."""
        last = days_from(day, self.listing.days[last_bit(node.mask)])
        first = days_from(self.listing.days[first_bit(node.mask)], day)
        if last is None or first is None:
            return False
        return -_BEFORE <= last <= _LINGERING and first >= -_AFTER


def _nodes(by_fact: dict[int, Node], facts: Iterable[int], without: int) -> dict[int, Node]:
    nodes = [by_fact[fact] for fact in facts]
    return {node.number: node for node in nodes if not node.mask & without}


def _place_key(node: Node) -> Hashable:
    return node.sample.state, node.model


def _name_key(node: Node) -> Hashable:
    return node.sample.name.key, node.model


def _pairs(
    new: dict[int, Node],
    gone: dict[int, Node],
    key: Callable[[Node], Hashable],
    test: Callable[[Node, Node], str],
    pairs_of: PairsOf,
) -> Iterator[tuple[int, int, str]]:
    going: dict[Hashable, list[Node]] = defaultdict(list)
    for other in gone.values():
        going[key(other)].append(other)
    coming: dict[Hashable, list[Node]] = defaultdict(list)
    for one in new.values():
        if key(one) in going:
            coming[key(one)].append(one)
    for mark, ones in coming.items():
        for one, other in pairs_of(ones, going[mark], _name_of):
            how = test(one, other)
            if how:
                yield one.number, other.number, how


def _name_of(node: Node) -> Name:
    return node.sample.name


def _near(one: Printed, other: Printed) -> bool:
    return not one.county or not other.county or one.county == other.county


def find_applications(
    listing: Listing,
    nodes: list[Node],
    agencies: Clusters,
    signings: dict[tuple[int, str], list[str]],
) -> list[Application]:
    """Every application, in the order of first printing.

    ``signings`` gives for an agency and model the days on which an agreement was first listed.
    """
    spans: dict[tuple[int, str], list[tuple[int, int, int]]] = defaultdict(list)
    for node in nodes:
        key = agencies.root(node.agency), node.model
        for fact in node.facts:
            spans[key] += [(first, last, fact) for first, last in listing.windows[fact]]
    _fill_models(spans)
    found: list[Application] = []
    for (agency, model), windows in spans.items():
        windows.sort(key=lambda window: (window[0], window[2]))
        for group in _parted(windows, listing, signings.get((agency, model), [])):
            identities = dict.fromkeys(listing.printed[fact].identity for _, _, fact in group)
            found.append(
                Application(
                    agency=agency,
                    model=model,
                    spans=[(fact, first, last) for first, last, fact in group],
                    first=group[0][0],
                    last=max(last for _, last, _ in group),
                    identities=list(identities),
                )
            )
    found.sort(key=lambda a: (a.first, a.spans[0][0], a.model))
    return found


def _fill_models(spans: dict[tuple[int, str], list[tuple[int, int, int]]]) -> None:
    """A row without a model has the model that the agency's row prints on the next edition."""
    blank = {agency for agency, model in spans if not model}
    models: dict[int, list[str]] = defaultdict(list)
    for agency, model in spans:
        if agency in blank and model:
            models[agency].append(model)
    for agency, known in models.items():
        ends = {last + 1 for _, last, _ in spans[agency, ""]}
        fitting = [m for m in known if any(first in ends for first, _, _ in spans[agency, m])]
        if len(fitting) == 1:
            spans[agency, fitting[0]] += spans.pop((agency, ""))


def _parted(
    windows: list[tuple[int, int, int]], listing: Listing, signings: list[str]
) -> Iterator[list[tuple[int, int, int]]]:
    """Parts an agency's spans where it was away for long, or was signed and printed anew."""
    group: list[tuple[int, int, int]] = []
    last = -1
    for window in windows:
        if group and window[0] > last + 1:
            left, back = listing.days[last], listing.days[window[0]]
            away = days_from(left, back) or 0
            if away > GAP_DAYS or any(left <= day < back for day in signings):
                yield group
                group = []
        last = max(last, window[1]) if group else window[1]
        group.append(window)
    if group:
        yield group


def join_applications(
    applications: list[Application],
    listing: Listing,
    agreements: list[tuple[int, int, str, str]],
) -> None:
    """Gives each agreement the application that it came from.

    ``agreements`` are number, agency, model and the day of first listing, for those first listed
    after the list of members begins. An application that had begun by that day comes before one
    that was printed only after it, so what is found later takes none away.
    """
    waiting: dict[tuple[int, str], list[Application]] = defaultdict(list)
    for application in applications:
        waiting[application.agency, application.model].append(application)
    for number, agency, model, day in sorted(agreements, key=lambda a: (a[3], a[0])):
        begun: list[Application] = []
        late: list[Application] = []
        for application in waiting.get((agency, model), ()):
            if application.agreement >= 0:
                continue
            before = days_from(listing.days[application.first], day) or 0
            since = days_from(listing.days[application.last], day) or 0
            if before >= 0 and since <= _BEFORE:
                begun.append(application)
            elif 0 > before >= -_AFTER:
                late.append(application)
        if begun or late:
            chosen = max(begun, key=lambda a: a.first) if begun else late[0]
            chosen.agreement = number
