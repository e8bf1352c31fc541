"""Puts together and names what was found: the agreements, the agencies, and whose every row is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from ofrecord.identify.agreements import AgreementFinder
from ofrecord.identify.applications import Application, find_applications, join_applications
from ofrecord.identify.clusters import Clusters, Joint
from ofrecord.identify.ids import Named, make_id, name_sets
from ofrecord.identify.listing import Listing, first_bit, last_bit
from ofrecord.identify.nodes import AgencyName, Node, Roll, cleaned_joints
from ofrecord.identify.outcome import AGENCY, AGREEMENT, Agency, Agreement, Identity, Ledger, Run


class _Deal(Struct, kw_only=True, gc=False):
    """One agreement on the way to its name: its nodes, its application, or both."""

    nodes: list[Node]
    application: Application | None
    list: int
    """The list of the application."""


@dataclass(kw_only=True)
class Assembler:
    """Puts together what the finder and the clusters hold."""

    register: str
    listings: Sequence[Listing]
    roll: Roll
    agencies: Clusters
    finder: AgreementFinder
    members: int
    ledger: Ledger
    agency_index: dict[int, int] = field(default_factory=dict)
    """For each set of agency names, by its root, its place in the outcome."""
    agreement_index: dict[int, int] = field(default_factory=dict)
    """For each set of nodes, by its root, its place in the outcome."""

    def run(self) -> Identity:
        """The agencies and agreements, numbered by first printing."""
        for agency in self.roll.agencies:
            self.agency_index.setdefault(self.agencies.root(agency.number), len(self.agency_index))
        deals = self._deals()
        agreements, retired = self._agreements(deals)
        agencies, retired_agencies = self._agencies(agreements)
        return Identity(
            agencies=agencies,
            agreements=agreements,
            entries=self._entries(deals),
            notices=[],
            retired=[*retired, *retired_agencies],
        )

    def agency_at(self, number: int) -> int:
        """The place in the outcome of the agency that has a name of this number."""
        return self.agency_index[self.agencies.root(number)]

    def agreement_of(self, node: Node) -> int:
        """The place in the outcome of the agreement that has a node."""
        return self.agreement_index[self.finder.agreements.root(node.number)]

    # Agreements -------------------------------------------------------------------------------

    def _deals(self) -> list[_Deal]:
        finder = self.finder
        deals: list[_Deal] = []
        for node in finder.nodes:
            root = finder.agreements.root(node.number)
            place = self.agreement_index.setdefault(root, len(deals))
            if place == len(deals):
                deals.append(_Deal(nodes=[], application=None, list=-1))
            deals[place].nodes.append(node)
        for number, found in self._applications(deals).items():
            for application in found:
                if application.agreement >= 0:
                    deals[application.agreement].application = application
                    deals[application.agreement].list = number
                else:
                    application.agreement = len(deals)
                    deals.append(_Deal(nodes=[], application=application, list=number))
        return deals

    def _applications(self, deals: Sequence[_Deal]) -> dict[int, list[Application]]:
        """The applications of each list of applicants, with the agreements that came of them."""
        days = self.finder.listing.days
        signings: dict[tuple[int, str], list[str]] = defaultdict(list)
        fresh: list[tuple[int, int, str, str]] = []
        for number, deal in enumerate(deals):
            first = min(first_bit(node.mask) for node in deal.nodes)
            latest = _latest(deal.nodes)
            agency = self.agencies.root(latest.agency)
            signings[agency, latest.model].append(days[first])
            if first:
                fresh.append((number, agency, latest.model, days[first]))
        applications = {}
        for number, listing in enumerate(self.listings):
            if number != self.members:
                nodes = self.roll.nodes[number]
                found = find_applications(listing, nodes, self.agencies, signings)
                join_applications(found, listing, fresh)
                applications[number] = found
        return applications

    def _agreements(self, deals: Sequence[_Deal]) -> tuple[list[Agreement], list[str]]:
        sets = [self._ids(deal) for deal in deals]
        self._find_missing(deals, sets)
        named, retired = name_sets(sets, self.ledger.agreements)
        agreements = [
            self._applied(deal.application, self.listings[deal.list], name)
            if deal.application and not deal.nodes
            else self._agreement(deal, name)
            for deal, name in zip(deals, named, strict=True)
        ]
        return agreements, retired

    def _ids(self, deal: _Deal) -> list[str]:
        """The ids of an agreement's printed identities, in the order of first printing."""
        if len(deal.nodes) == 1:
            identities: Iterable[str] = deal.nodes[0].identities
        else:
            places = {i: p for node in deal.nodes for i, p in node.identities.items()}
            identities = sorted(places, key=places.__getitem__)
        ids = [make_id(AGREEMENT, self.register, identity) for identity in identities]
        application = deal.application
        if application is None:
            return ids
        listing = self.listings[deal.list]
        applied = self._applied_id(application.identities[0], listing.days[application.first])
        order = self.finder.listing.order
        listed = min((order[first_bit(node.mask)] for node in deal.nodes), default=-1)
        if listing.order[application.first] < listed:
            return [applied, *ids]
        return [*ids, applied]

    def _applied_id(self, identity: str, day: str) -> str:
        """The id of an application that began on a day."""
        return make_id(AGREEMENT, self.register, identity, "applied", day)

    def _find_missing(self, deals: Sequence[_Deal], sets: Sequence[list[str]]) -> None:
        """Adds the ids of applications that were given out for a later first day than is known now.

        Two that turn out to be one were given two, and one that began earlier than was known was
        given that of the day it was then known to begin.
        """
        missing = self.ledger.agreements.led.keys() - {one for ids in sets for one in ids}
        if not missing:
            return
        applied = [(d.application, d.list, i) for d, i in zip(deals, sets, strict=True)]
        found = [(one, number, ids) for one, number, ids in applied if one is not None]
        for application, number, ids in found:
            days = self.listings[number].days_in(application.first, application.last)
            self._claim(application, dict.fromkeys(days), ids, missing)
        if missing:  # where a list turned out to be of another day than was known
            for application, _, ids in found:
                self._claim(application, self.ledger.began, ids, missing)

    def _claim(
        self, application: Application, days: Iterable[str], ids: list[str], missing: set[str]
    ) -> None:
        """Adds what an application would have been called, had it begun on one of the days."""
        for day in days:
            for identity in application.identities:
                one = self._applied_id(identity, day)
                if one in missing:
                    missing.remove(one)
                    ids.append(one)

    def _agreement(self, deal: _Deal, named: Named) -> Agreement:
        listing, finder = self.finder.listing, self.finder
        latest = _latest(deal.nodes)
        mask = 0
        for node in deal.nodes:
            mask |= node.mask
        last = last_bit(mask)
        active = last == len(listing.days) - 1
        successor = -1 if active else self._successor(deal.nodes)
        since, until = self._pending(deal, listing.order[first_bit(mask)])
        joints = finder.agreements.joints.get(finder.agreements.root(latest.number), ())
        return Agreement(
            id=named.id,
            agency=self.agency_at(latest.agency),
            model=latest.model,
            first_listed=listing.days[first_bit(mask)],
            last_listed=listing.days[last],
            removed_by="" if active else listing.days[last + 1],
            status="active" if active else "superseded" if successor >= 0 else "removed",
            superseded_by=successor,
            pending_since=since,
            pending_until=until,
            others=named.others,
            joints=self._every_joint(joints, deal.nodes),
            pinned=named.pinned,
        )

    def _pending(self, deal: _Deal, listed: int) -> tuple[str, str]:
        """From when to when an agreement was applied for; blank where it was listed before that."""
        if deal.application is None:
            return "", ""
        pending = self.listings[deal.list]
        if pending.order[deal.application.first] > listed:
            return "", ""
        return pending.days[deal.application.first], pending.days[deal.application.last]

    def _successor(self, nodes: Iterable[Node]) -> int:
        finder = self.finder
        for node in nodes:
            if node.superseded_by >= 0:
                root = finder.agreements.root(node.superseded_by)
                if root != finder.agreements.root(node.number):
                    return self.agreement_index[root]
        return -1

    def _applied(self, application: Application, listing: Listing, named: Named) -> Agreement:
        """An application of which no agreement came."""
        waiting = application.last == len(listing.days) - 1
        return Agreement(
            id=named.id,
            agency=self.agency_index[application.agency],
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

    # Agencies ---------------------------------------------------------------------------------

    def _agencies(self, agreements: Sequence[Agreement]) -> tuple[list[Agency], list[str]]:
        groups = [self.agencies.members(root) for root in self.agency_index]
        sets = []
        for group in groups:
            places = {
                identity: place
                for number in group
                for identity, place in self.roll.agencies[number].identities.items()
            }
            ordered = sorted(places, key=places.__getitem__) if len(group) > 1 else places
            sets.append([make_id(AGENCY, self.register, identity) for identity in ordered])
        holders = {
            one: agreement.agency
            for agreement in agreements
            for one in (agreement.id, *agreement.others)
        }
        named, retired = name_sets(sets, self.ledger.agencies, holders)
        agencies = [
            self._agency(root, name) for root, name in zip(self.agency_index, named, strict=True)
        ]
        return agencies, retired

    def _agency(self, root: int, named: Named) -> Agency:
        names = [self.roll.agencies[number] for number in self.agencies.members(root)]
        latest = max(names, key=lambda name: (self._last_seen(name.masks), name.number))
        return Agency(
            id=named.id,
            state=latest.sample.state,
            keys=tuple(name.sample.name.key for name in names),
            others=named.others,
            joints=self._every_joint(self.agencies.joints.get(root, ()), names),
            pinned=named.pinned,
        )

    def _last_seen(self, masks: Sequence[int]) -> int:
        return max(
            listing.order[last_bit(mask)]
            for listing, mask in zip(self.listings, masks, strict=True)
            if mask
        )

    def _every_joint(
        self, joints: Sequence[Joint], printed: Sequence[Node | AgencyName]
    ) -> tuple[Joint, ...]:
        """The joints of a set, with those of names and rows that read the same once cleaned."""
        every = [
            *joints,
            *(
                joint
                for one in printed
                if len(one.identities) > 1
                for joint in cleaned_joints(one.identities, self.roll.days)
            ),
        ]
        return tuple(sorted(every, key=lambda joint: (joint.day, joint.printed)))

    # Rows -------------------------------------------------------------------------------------

    def _entries(self, deals: Sequence[_Deal]) -> list[dict[int, list[Run]]]:
        entries: list[dict[int, list[Run]]] = [defaultdict(list) for _ in self.listings]
        mine, windows = entries[self.members], self.finder.listing.windows
        moved = self._moved(deals)
        for number, deal in enumerate(deals):
            for node in deal.nodes:
                agency = moved.get(node.number, -1)
                if agency < 0:
                    agency = self.agency_at(node.agency)
                for fact in node.facts:
                    mine[fact] = [(a, b, number, agency) for a, b in windows[fact]]
            if deal.application:
                agency = self.agency_index[deal.application.agency]
                for fact, first, last in deal.application.spans:
                    entries[deal.list][fact].append((first, last, number, agency))
        return entries

    def _moved(self, deals: Sequence[_Deal]) -> dict[int, int]:
        """For nodes printed under a wrong state the agency of the right one, if another's are not.

        A name that is left with no row of its own keeps them.
        """
        moved: dict[int, int] = {}
        kept: set[int] = set()
        for deal in deals:
            latest = _latest(deal.nodes).sample if deal.nodes else None
            for node in deal.nodes:
                sample = node.sample
                if (
                    latest
                    and sample.state != latest.state
                    and sample.name.plain == latest.name.plain
                ):
                    moved[node.number] = self.agency_at(_latest(deal.nodes).agency)
                else:
                    kept.add(self.agency_at(node.agency))
            if deal.application:
                kept.add(self.agency_index[deal.application.agency])
        nodes = self.finder.nodes
        return {n: a for n, a in moved.items() if self.agency_at(nodes[n].agency) in kept}


def _latest(nodes: Sequence[Node]) -> Node:
    """The node that was printed last."""
    if len(nodes) == 1:
        return nodes[0]
    return max(nodes, key=lambda node: (last_bit(node.mask), node.number))
