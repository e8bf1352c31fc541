"""From cleaned rows to agencies, agreements and applications, all lists of a register at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ofrecord.identify.agreements import AgreementFinder
from ofrecord.identify.applications import ApplicantMatcher
from ofrecord.identify.assembly import Assembler
from ofrecord.identify.candidates import CandidateFinder
from ofrecord.identify.clusters import Clusters, Joint
from ofrecord.identify.judgements import Judgement, Verdict
from ofrecord.identify.likeness import KnownName
from ofrecord.identify.listing import Listing, first_bit
from ofrecord.identify.names import NameFolder
from ofrecord.identify.nodes import AgencyName, Node, Roll, agency_key, gather, printed_name
from ofrecord.identify.outcome import Identity, Ledger

_PASSES = 4


@dataclass(kw_only=True)
class Resolver:
    """Finds the identities behind the rows of a register's lists.

    ``ledger`` holds the ids that were given out before.
    """

    register: str
    listings: Sequence[Listing]
    judgements: Sequence[Judgement]
    folder: NameFolder
    known: KnownName
    ledger: Ledger = field(default_factory=Ledger)

    def run(self) -> Identity:
        """The agencies, agreements and applications, numbered by first printing."""
        members = next(n for n, listing in enumerate(self.listings) if listing.members)
        parted = self._parted_names()
        roll = gather(self.listings, parted)
        judging = Judging(self.judgements, self.folder, roll, parted, members)
        agencies = Clusters((name.masks for name in roll.agencies), judging.apart())
        judging.join_agencies(agencies, roll)
        finder = self._find(roll, agencies, judging, members)
        assembler = Assembler(
            register=self.register,
            listings=self.listings,
            roll=roll,
            agencies=agencies,
            finder=finder,
            members=members,
            ledger=self.ledger,
        )
        identity = assembler.run()
        identity.notices = judging.notices
        identity.judged = [
            (
                judgement,
                -1 if node is None else assembler.agreement_of(node),
                assembler.agency_at(agency),
            )
            for judgement, node, agency in judging.applied
        ]
        identity.candidates = CandidateFinder(
            listings=self.listings,
            roll=roll,
            agencies=agencies,
            finder=finder,
            known=self.known,
            agency_place=assembler.agency_at,
            agreement_place=lambda number: assembler.agreement_of(finder.nodes[number]),
        ).run()
        return identity

    def _find(
        self, roll: Roll, agencies: Clusters, judging: Judging, members: int
    ) -> AgreementFinder:
        """Again until nothing new is found: what is joined late is one from the start then."""
        matchers = [
            ApplicantMatcher(listing=listing, nodes=nodes, agencies=agencies, known=self.known)
            for listing, nodes in zip(self.listings, roll.nodes, strict=True)
            if not listing.members
        ]
        finder = AgreementFinder(
            listing=self.listings[members],
            nodes=roll.nodes[members],
            agencies=agencies,
            known=self.known,
            apart=judging.renewals(),
            applicants=[(matcher.listing, matcher.nodes) for matcher in matchers],
        )
        for _ in range(_PASSES):
            sets = agencies.count
            finder.clear()
            judging.join_agreements(finder)
            finder.run()
            for matcher in matchers:
                matcher.match_mended()
                matcher.match_signed(finder)
            if agencies.count == sets:
                break
        finder.join_known()
        return finder

    def _parted_names(self) -> dict[tuple[str, str], str]:
        """Names that a judgement holds apart though they read the same once cleaned."""
        parted: dict[tuple[str, str], str] = {}
        for judgement in self.judgements:
            if judgement.what == Verdict.APART:
                names = dict.fromkeys(printed_name(name) for name in judgement.names)
                keys = {self.folder.fold(name, judgement.state).key for name in names}
                if len(keys) < len(names):
                    for number, name in enumerate(names):
                        parted[judgement.state, name] = f"#{number}" if number else ""
        return parted


class Judging:
    """A register's judgements, applied to the names and rows that they are about."""

    def __init__(
        self,
        judgements: Sequence[Judgement],
        folder: NameFolder,
        roll: Roll,
        parted: dict[tuple[str, str], str],
        members: int,
    ) -> None:
        self.notices: list[str] = []
        self.applied: list[tuple[Judgement, Node | None, int]] = []
        self._numbers = {_key_of(name, parted): name.number for name in roll.agencies}
        self._rows: dict[tuple[int, str], list[Node]] = defaultdict(list)
        for node in roll.nodes[members]:
            self._rows[node.agency, node.model].append(node)
        self._named = [
            (
                judgement,
                [
                    self._numbers[key]
                    for key in dict.fromkeys(
                        agency_key(
                            judgement.state,
                            folder.fold(name, judgement.state).key,
                            name,
                            parted,
                        )
                        for name in judgement.names
                    )
                    if key in self._numbers
                ],
            )
            for judgement in judgements
        ]

    def _of(self, what: Verdict) -> Iterator[tuple[Judgement, list[int]]]:
        return ((one, numbers) for one, numbers in self._named if one.what == what)

    def apart(self) -> list[tuple[int, int]]:
        """The agency names that stand apart, in pairs."""
        pairs: list[tuple[int, int]] = []
        for judgement, numbers in self._of(Verdict.APART):
            found = [(a, b) for at, a in enumerate(numbers) for b in numbers[at + 1 :]]
            self._note(judgement, applies=bool(found), node=None, agency=numbers[:1])
            pairs += found
        return pairs

    def join_agencies(self, agencies: Clusters, roll: Roll) -> None:
        """Joins the names that are one agency."""
        for judgement, numbers in self._of(Verdict.AGENCY):
            for number in numbers[1:]:
                printed, first = next(iter(roll.agencies[number].identities.items()))
                agencies.join(numbers[0], number, _judged(judgement, printed, roll.days[first[0]]))
            applies = len(numbers) > 1
            self._note(judgement, applies=applies, node=None, agency=numbers[:1])

    def renewals(self) -> list[tuple[int, int]]:
        """The rows that are agreements one after another, in pairs."""
        pairs: list[tuple[int, int]] = []
        for judgement, numbers in self._of(Verdict.RENEWAL):
            nodes = sorted(self._nodes(judgement, numbers), key=lambda node: node.signed)
            days = pairwise(dict.fromkeys(node.signed for node in nodes))
            for then, now in days:
                old = [node for node in nodes if node.signed == then]
                new = [node for node in nodes if node.signed == now]
                pairs += [(a.number, b.number) for a in old for b in new]
            self._note_rows(judgement, nodes)
        return pairs

    def join_agreements(self, finder: AgreementFinder) -> None:
        """Joins the rows that are one agreement."""
        for judgement, numbers in self._of(Verdict.AGREEMENT):
            nodes = self._nodes(judgement, numbers)
            for node in nodes[1:]:
                day = finder.listing.days[first_bit(node.mask)]
                joint = _judged(judgement, node.sample.identity, day)
                finder.agreements.join(nodes[0].number, node.number, joint)
            self._note_rows(judgement, nodes)

    def _nodes(self, judgement: Judgement, numbers: list[int]) -> list[Node]:
        return [
            node
            for number in numbers
            for node in self._rows.get((number, judgement.model), ())
            if not judgement.signed or node.signed in judgement.days
        ]

    def _note_rows(self, judgement: Judgement, nodes: list[Node]) -> None:
        agency = [node.agency for node in nodes[:1]]
        node = nodes[0] if nodes else None
        self._note(judgement, applies=len(nodes) > 1, node=node, agency=agency)

    def _note(
        self, judgement: Judgement, *, applies: bool, node: Node | None, agency: list[int]
    ) -> None:
        """Notes once that a judgement applies, or that it does not."""
        if applies:
            if all(judgement is not one for one, _, _ in self.applied):
                self.applied.append((judgement, node, agency[0]))
            return
        notice = (
            f"judgement {judgement.id} ({judgement.what}: {judgement.names[0]}, "
            f"{judgement.state}) does not apply: what it names is not two in this record"
        )
        if notice not in self.notices:
            self.notices.append(notice)


def _key_of(name: AgencyName, parted: dict[tuple[str, str], str]) -> str:
    sample = name.sample
    return agency_key(sample.state, sample.name.key, sample.agency, parted)


def _judged(judgement: Judgement, printed: str, day: str) -> Joint:
    evidence = f"{judgement.evidence} ({judgement.id}, {judgement.by}, {judgement.decided_on})"
    return Joint(rule="judgement", evidence=evidence, day=day, printed=printed)
