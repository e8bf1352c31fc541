"""From cleaned rows to agencies, agreements and applications, for all lists of a register at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from ofrecord.identify.agreements import AgreementFinder, Node
from ofrecord.identify.applications import (
    Application,
    find_applications,
    join_applications,
    match_applicants,
    match_signed,
)
from ofrecord.identify.clusters import Clusters, Joint
from ofrecord.identify.ids import make_id, name_set
from ofrecord.identify.judgements import Judgement
from ofrecord.identify.likeness import KnownName
from ofrecord.identify.listing import Listing, Printed, first_bit, last_bit
from ofrecord.identify.names import NameFolder

_PASSES = 2


@dataclass(slots=True, kw_only=True)
class Agency:
    """One agency: every name under which it is printed."""

    id: str
    state: str
    keys: tuple[str, ...]
    others: tuple[str, ...]
    joints: tuple[Joint, ...]
    pinned: bool


@dataclass(slots=True, kw_only=True)
class Agreement:
    """One agreement, or one application for one (``application`` without ``nodes``)."""

    id: str
    agency: int
    model: str
    first_listed: str
    last_listed: str
    removed_by: str
    status: str
    superseded_by: int
    pending_since: str
    pending_until: str
    others: tuple[str, ...]
    joints: tuple[Joint, ...]
    pinned: bool


@dataclass(slots=True, kw_only=True)
class Identity:
    """What was found. ``entries`` gives for each list and fact its runs of editions with whose
    entry it is: (first, last, agreement, agency).
    """

    agencies: list[Agency]
    agreements: list[Agreement]
    entries: list[dict[int, list[tuple[int, int, int, int]]]]
    notices: list[str]
    judged: list[tuple[Judgement, int]] = field(default_factory=list)


@dataclass(kw_only=True)
class Resolver:
    """Finds the identities behind the rows of a register's lists.

    ``given`` are the ids that were given out before, ``pinned`` those that must stay.
    """

    register: str
    listings: Sequence[Listing]
    judgements: Sequence[Judgement]
    folder: NameFolder
    known: KnownName
    given: Collection[str] = ()
    pinned: Collection[str] = ()

    def run(self) -> Identity:
        """The agencies, agreements and applications, numbered by first printing."""
        self._number_agencies()
        self.notices: list[str] = []
        self.judged: list[tuple[Judgement, int]] = []
        apart = self._apart()
        self.agencies = Clusters([tuple(masks) for masks in self.agency_masks], apart)
        self._judge_agencies()
        self.nodes = [self._nodes(listing) for listing in self.listings]
        members = self._members()
        finder = AgreementFinder(
            listing=self.listings[members],
            nodes=self.nodes[members],
            agencies=self.agencies,
            known=self.known,
        )
        for _ in range(_PASSES):
            # Twice: an agency joined late in the first pass is one agency from the start in the next.
            for node in finder.nodes:
                node.superseded_by = -1
            finder = AgreementFinder(
                listing=finder.listing, nodes=finder.nodes, agencies=self.agencies, known=self.known
            )
            self._judge_agreements(finder)
            finder.run()
            for number, listing in enumerate(self.listings):
                if not listing.members:
                    match_applicants(listing, self.nodes[number], self.agencies, self.known)
                    match_signed(listing, self.nodes[number], finder, self.agencies, self.known)
        return self._finish(finder, members)

    def _members(self) -> int:
        return next(number for number, listing in enumerate(self.listings) if listing.members)

    def _number_agencies(self) -> None:
        """Gives every agency name of a state a number, in the order of first printing."""
        firsts: list[tuple[str, int, int, int, Printed]] = []
        for number, listing in enumerate(self.listings):
            for order, (fact, printed) in enumerate(listing.printed.items()):
                first = listing.windows[fact][0][0]
                firsts.append((listing.days[first], number, first, order, printed))
        firsts.sort(key=lambda item: item[:4])
        self.agency_number: dict[tuple[str, str], int] = {}
        self.agency_masks: list[list[int]] = []
        self.agency_names: list[dict[str, str]] = []
        for day, number, _, _, printed in firsts:
            key = printed.state, printed.name.key
            agency = self.agency_number.setdefault(key, len(self.agency_number))
            if agency == len(self.agency_masks):
                self.agency_masks.append([0] * len(self.listings))
                self.agency_names.append({})
            self.agency_masks[agency][number] |= self.listings[number].masks[printed.fact]
            self.agency_names[agency].setdefault(printed.agency_identity, day)

    def _agency_of(self, printed: Printed) -> int:
        return self.agency_number[printed.state, printed.name.key]

    def _nodes(self, listing: Listing) -> list[Node]:
        """The rows of a list by agency, model and signing day, in the order of first printing."""
        found: dict[tuple[int, str, str], Node] = {}
        ordered = sorted(
            listing.printed.values(), key=lambda p: (listing.windows[p.fact][0][0], p.fact)
        )
        for printed in ordered:
            key = self._agency_of(printed), printed.model, printed.signed
            node = found.get(key)
            if node is None:
                node = found[key] = Node(
                    number=len(found), agency=key[0], model=printed.model, signed=printed.signed
                )
            node.facts.append(printed)
            node.mask |= listing.masks[printed.fact]
        return list(found.values())

    # Judgements -------------------------------------------------------------------------------

    def _named(self, judgement: Judgement) -> list[int]:
        numbers = []
        for name in judgement.names:
            folded = self.folder.fold(name, judgement.state)
            number = self.agency_number.get((judgement.state, folded.key))
            if number is not None:
                numbers.append(number)
        if len(set(numbers)) < 2 and judgement.what != "agreement":
            self.notices.append(
                f"judgement {judgement.id} ({judgement.what}: {judgement.names[0]}, "
                f"{judgement.state}) no longer applies: its names are not two in this record"
            )
        return list(dict.fromkeys(numbers))

    def _apart(self) -> list[frozenset[int]]:
        pairs = []
        for judgement in self.judgements:
            if judgement.what == "apart":
                numbers = self._named(judgement)
                pairs += [frozenset((a, b)) for a in numbers for b in numbers if a < b]
        return pairs

    def _judge_agencies(self) -> None:
        for judgement in self.judgements:
            if judgement.what != "agency":
                continue
            numbers = self._named(judgement)
            for number in numbers[1:]:
                printed, day = next(iter(self.agency_names[number].items()))
                self.agencies.join(numbers[0], number, _judged(judgement, printed, day))
            if len(numbers) > 1:
                self.judged.append((judgement, numbers[0]))

    def _judge_agreements(self, finder: AgreementFinder) -> None:
        by_key: dict[tuple[int, str, str], list[Node]] = defaultdict(list)
        for node in finder.nodes:
            by_key[node.agency, node.model, node.signed].append(node)
            by_key[node.agency, node.model, ""].append(node)
        for judgement in self.judgements:
            if judgement.what != "agreement":
                continue
            nodes = [
                node
                for number in self._named(judgement)
                for node in by_key[number, judgement.model, judgement.signed]
            ]
            for node in nodes[1:]:
                day = finder.listing.days[first_bit(node.mask)]
                finder.agreements.join(
                    nodes[0].number, node.number, _judged(judgement, node.sample.identity, day)
                )

    # The outcome ------------------------------------------------------------------------------

    def _finish(self, finder: AgreementFinder, members: int) -> Identity:
        agencies, agency_index = self._list_agencies()
        listing = finder.listing
        groups: dict[int, list[Node]] = defaultdict(list)
        for node in finder.nodes:
            groups[finder.agreements.root(node.number)].append(node)
        spans = {root: _span(nodes) for root, nodes in groups.items()}
        signings: dict[tuple[int, str], list[str]] = defaultdict(list)
        first_days: list[tuple[int, int, str, str]] = []
        for root, nodes in groups.items():
            latest = max(nodes, key=lambda node: last_bit(node.mask))
            agency, day = self.agencies.root(latest.agency), listing.days[first_bit(spans[root])]
            signings[agency, latest.model].append(day)
            if first_bit(spans[root]):
                first_days.append((root, agency, latest.model, day))
        applications = self._applications(members, signings)
        for number, found in applications.items():
            join_applications(found, self.listings[number], first_days)
        return self._assemble(finder, members, groups, spans, applications, agencies, agency_index)

    def _applications(
        self, members: int, signings: dict[tuple[int, str], list[str]]
    ) -> dict[int, list[Application]]:
        return {
            number: find_applications(listing, self.nodes[number], self.agencies, signings)
            for number, listing in enumerate(self.listings)
            if number != members
        }

    def _list_agencies(self) -> tuple[list[Agency], dict[int, int]]:
        index: dict[int, int] = {}
        groups: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self.agency_masks)):
            groups[self.agencies.root(number)].append(number)
        states = {number: state for (state, _), number in self.agency_number.items()}
        keys = {number: key for (_, key), number in self.agency_number.items()}
        agencies = []
        for root, members in groups.items():
            index[root] = len(agencies)
            names = [(day, name) for m in members for name, day in self.agency_names[m].items()]
            ids = [
                make_id("g", self.register, name) for _, name in sorted(names, key=lambda n: n[0])
            ]
            named = name_set(ids, self.given, self.pinned)
            agencies.append(
                Agency(
                    id=named.id,
                    state=states[max(members, key=self._last_seen)],
                    keys=tuple(keys[m] for m in members),
                    others=named.others,
                    joints=tuple(self.agencies.joints.get(root, ())),
                    pinned=named.pinned,
                )
            )
        return agencies, index

    def _last_seen(self, agency: int) -> str:
        masks = self.agency_masks[agency]
        return max(
            self.listings[number].days[last_bit(mask)] for number, mask in enumerate(masks) if mask
        )

    def _assemble(
        self,
        finder: AgreementFinder,
        members: int,
        groups: dict[int, list[Node]],
        spans: dict[int, int],
        applications: dict[int, list[Application]],
        agencies: list[Agency],
        agency_index: dict[int, int],
    ) -> Identity:
        listing = finder.listing
        by_root: dict[int, Application] = {}
        for found in applications.values():
            by_root |= {a.agreement: a for a in found if a.agreement >= 0}
        number_of = {root: number for number, root in enumerate(groups)}
        agreements: list[Agreement] = []
        entries: list[dict[int, list[tuple[int, int, int, int]]]] = [
            defaultdict(list) for _ in self.listings
        ]
        applicants = next((n for n in applications), -1)
        for root, nodes in groups.items():
            application = by_root.get(root)
            agreements.append(
                self._agreement(
                    finder, nodes, spans[root], application, applicants, number_of, agency_index
                )
            )
            for node in nodes:
                agency = agency_index[self.agencies.root(node.agency)]
                for printed in node.facts:
                    entries[members][printed.fact] += [
                        (first, last, number_of[root], agency)
                        for first, last in listing.windows[printed.fact]
                    ]
        for list_number, found in applications.items():
            for application in found:
                number = number_of.get(application.agreement, -1)
                if number < 0:
                    number = len(agreements)
                    agreements.append(
                        self._only_applied(application, self.listings[list_number], agency_index)
                    )
                agency = agency_index[application.agency]
                for fact, first, last in application.spans:
                    entries[list_number][fact].append((first, last, number, agency))
        return Identity(
            agencies=agencies,
            agreements=agreements,
            entries=entries,
            notices=self.notices,
            judged=[
                (judgement, agency_index[self.agencies.root(n)]) for judgement, n in self.judged
            ],
        )

    def _agreement(
        self,
        finder: AgreementFinder,
        nodes: list[Node],
        span: int,
        application: Application | None,
        applicants: int,
        number_of: dict[int, int],
        agency_index: dict[int, int],
    ) -> Agreement:
        listing = finder.listing
        last = last_bit(span)
        active = last == len(listing.days) - 1
        successor = next((node.superseded_by for node in nodes if node.superseded_by >= 0), -1)
        root = finder.agreements.root(nodes[0].number)
        superseded_by = -1
        if successor >= 0 and finder.agreements.root(successor) != root:
            superseded_by = number_of[finder.agreements.root(successor)]
        latest = max(nodes, key=lambda node: (last_bit(node.mask), node.number))
        ids = [make_id("a", self.register, i) for i in _identities(nodes, listing)]
        pending = self.listings[applicants] if application else None
        if application and pending:
            ids = [*self._application_ids(application, pending), *ids]
        named = name_set(ids, self.given, self.pinned)
        superseded = superseded_by >= 0 and not active
        return Agreement(
            id=named.id,
            agency=agency_index[self.agencies.root(latest.agency)],
            model=latest.model,
            first_listed=listing.days[first_bit(span)],
            last_listed=listing.days[last],
            removed_by="" if active else listing.days[last + 1],
            status="active" if active else "superseded" if superseded else "removed",
            superseded_by=superseded_by if superseded else -1,
            pending_since=pending.days[application.first] if application and pending else "",
            pending_until=pending.days[application.last] if application and pending else "",
            others=named.others,
            joints=tuple(finder.agreements.joints.get(root, ())),
            pinned=named.pinned,
        )

    def _application_ids(self, application: Application, listing: Listing) -> list[str]:
        """The id of an application; where it was given out under a later first day, that one too."""
        days = [listing.days[application.first]]
        first = make_id("a", self.register, application.identities[0], "applied", days[0])
        if not self.given or first in self.given:
            return [first]
        days += listing.days[application.first + 1 : application.last + 1]
        return [
            make_id("a", self.register, identity, "applied", day)
            for day in dict.fromkeys(days)
            for identity in application.identities
        ]

    def _only_applied(
        self, application: Application, listing: Listing, agency_index: dict[int, int]
    ) -> Agreement:
        last = len(listing.days) - 1
        waiting = application.last == last
        named = name_set(self._application_ids(application, listing), self.given, self.pinned)
        return Agreement(
            id=named.id,
            agency=agency_index[application.agency],
            model=application.model,
            first_listed="",
            last_listed="",
            removed_by="" if waiting else listing.days[application.last + 1],
            status="pending" if waiting else "dropped",
            superseded_by=-1,
            pending_since=listing.days[application.first],
            pending_until=listing.days[application.last],
            others=named.others,
            joints=(),
            pinned=named.pinned,
        )


def _span(nodes: Iterable[Node]) -> int:
    mask = 0
    for node in nodes:
        mask |= node.mask
    return mask


def _identities(nodes: list[Node], listing: Listing) -> list[str]:
    """The printed identities of an agreement, in the order of first printing."""
    found = sorted(
        (listing.windows[printed.fact][0][0], printed.fact, printed.identity)
        for node in nodes
        for printed in node.facts
    )
    return list(dict.fromkeys(identity for _, _, identity in found))


def _judged(judgement: Judgement, printed: str, day: str) -> Joint:
    evidence = f"{judgement.evidence} ({judgement.id}, {judgement.by}, {judgement.decided_on})"
    return Joint(rule="judgement", evidence=evidence, day=day, printed=printed)
