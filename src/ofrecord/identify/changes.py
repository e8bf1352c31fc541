"""What changed from one edition of a list to the next, as typed events.

A change of blanks, case or quotes is no event. The first edition of a list is where the record
begins: it has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ofrecord.identify.applications import GRACE_DAYS, days_from
from ofrecord.identify.listing import Listing
from ofrecord.identify.resolve import Identity


class ChangeKind(StrEnum):
    """The kinds of change."""

    SIGNED = "signed"
    REMOVED = "removed"
    RETURNED = "returned"
    RENEWED = "renewed"
    REDATED = "redated"
    RESPELLED = "respelled"
    RELOCATED = "relocated"
    DOCUMENT_POSTED = "document_posted"
    DOCUMENT_WITHDRAWN = "document_withdrawn"
    PENDING_ADDED = "pending_added"
    PENDING_DROPPED = "pending_dropped"
    PENDING_SIGNED = "pending_signed"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a row says, as far as a change of it is news."""

    agency: str
    state: str
    county: str
    kind: str
    signed: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One event: on which list and edition, of which agreement, and what stood before and after."""

    list: int
    edition: int
    day: str
    kind: ChangeKind
    agreement: int
    agency: int
    before: str
    after: str


def find_changes(
    listings: list[Listing], identity: Identity, said: list[Callable[[int], Said]]
) -> list[Change]:
    """Every change of every list, in the order of publication."""
    changes: list[Change] = []
    for number, listing in enumerate(listings):
        changes += _ListChanges(number, listing, identity, said[number]).run()
    changes += _signings_of_applicants(listings, identity)
    changes += _judgements(identity)
    order = {kind: place for place, kind in enumerate(ChangeKind)}
    changes.sort(key=lambda c: (c.day, c.list, c.edition, order[c.kind], c.agreement))
    return changes


class _ListChanges:
    def __init__(
        self, number: int, listing: Listing, identity: Identity, said: Callable[[int], Said]
    ) -> None:
        self.number = number
        self.listing = listing
        self.identity = identity
        self.said = said
        self.owner = _owners(identity.entries[number])
        self.current: dict[int, list[int]] = {}
        self.seen: set[int] = set()
        self.followed: dict[int, list[int]] = {}
        for old, agreement in enumerate(identity.agreements):
            if agreement.superseded_by >= 0:
                self.followed.setdefault(agreement.superseded_by, []).append(old)

    def run(self) -> Iterator[Change]:
        """The list's changes, edition by edition."""
        for edition, (came, went) in enumerate(self.listing.moves):
            affected: dict[int, tuple[int, ...]] = {}
            for fact in went:
                agreement, _ = self.owner(fact, edition - 1)
                affected.setdefault(agreement, tuple(self.current[agreement]))
                self.current[agreement].remove(fact)
            for fact in came:
                agreement, _ = self.owner(fact, edition)
                affected.setdefault(agreement, tuple(self.current.get(agreement, ())))
                self.current.setdefault(agreement, []).append(fact)
            if edition:
                for agreement, before in affected.items():
                    yield from self._compare(edition, agreement, before)
            self.seen.update(affected)

    def _compare(self, edition: int, agreement: int, before: tuple[int, ...]) -> Iterator[Change]:
        now = self.current[agreement]
        if not before:
            yield from self._appears(edition, agreement, now[0])
        elif not now:
            yield from self._disappears(edition, agreement, before[0])
        else:
            yield from self._differs(edition, agreement, before[0], now[0])

    def _change(
        self, edition: int, kind: ChangeKind, agreement: int, agency: int, before: str, after: str
    ) -> Change:
        return Change(
            list=self.number,
            edition=edition,
            day=self.listing.days[edition],
            kind=kind,
            agreement=agreement,
            agency=agency,
            before=before,
            after=after,
        )

    def _appears(self, edition: int, agreement: int, fact: int) -> Iterator[Change]:
        _, agency = self.owner(fact, edition)
        said = self.said(fact)
        after = said.signed if self.listing.members else said.agency
        if not self.listing.members:
            kind = ChangeKind.PENDING_ADDED
        elif agreement in self.seen:
            kind = ChangeKind.RETURNED
        else:
            old = self._superseded(agreement)
            kind = ChangeKind.RENEWED if old else ChangeKind.SIGNED
            yield self._change(edition, kind, agreement, agency, old, after)
            return
        yield self._change(edition, kind, agreement, agency, "", after)

    def _superseded(self, agreement: int) -> str:
        """The signing day of the agreement of the same model that this one follows."""
        agreements = self.identity.agreements
        for old in self.followed.get(agreement, ()):
            if agreements[old].model == agreements[agreement].model:
                return f"superseded {agreements[old].id}"
        return ""

    def _disappears(self, edition: int, agreement: int, fact: int) -> Iterator[Change]:
        _, agency = self.owner(fact, edition - 1)
        said = self.said(fact)
        if self.listing.members:
            follower = self.identity.agreements[agreement].superseded_by
            if self.current.get(follower):
                model = self.identity.agreements[follower].model
                if model == self.identity.agreements[agreement].model:
                    return
            yield self._change(edition, ChangeKind.REMOVED, agreement, agency, said.signed, "")
        elif self._dropped(edition, agreement):
            yield self._change(
                edition, ChangeKind.PENDING_DROPPED, agreement, agency, said.agency, ""
            )

    def _dropped(self, edition: int, agreement: int) -> bool:
        """Whether an applicant that is gone was not signed, nor came back, within the time of grace."""
        found = self.identity.agreements[agreement]
        last_day = self.listing.days[edition - 1]
        if found.pending_until != last_day or found.first_listed:
            return False
        return days_from(self.listing.days[edition], self.listing.days[-1]) >= GRACE_DAYS

    def _differs(self, edition: int, agreement: int, old: int, new: int) -> Iterator[Change]:
        before, after = self.said(old), self.said(new)
        _, agency = self.owner(new, edition)
        for kind, was, now in _differences(before, after):
            yield self._change(edition, kind, agreement, agency, was, now)


def _differences(before: Said, after: Said) -> Iterator[tuple[ChangeKind, str, str]]:
    if before.signed != after.signed:
        yield ChangeKind.REDATED, before.signed, after.signed
    if before.agency != after.agency:
        yield ChangeKind.RESPELLED, before.agency, after.agency
    places = [
        (was, now)
        for was, now in (
            (before.state, after.state),
            (before.county, after.county),
            (before.kind, after.kind),
        )
        if was != now
    ]
    if places:
        yield (
            ChangeKind.RELOCATED,
            ", ".join(was or "blank" for was, _ in places),
            ", ".join(now or "blank" for _, now in places),
        )
    posted = [link for link in after.documents if link not in before.documents]
    withdrawn = [link for link in before.documents if link not in after.documents]
    if posted:
        yield ChangeKind.DOCUMENT_POSTED, " ".join(withdrawn), " ".join(posted)
    elif withdrawn:
        yield ChangeKind.DOCUMENT_WITHDRAWN, " ".join(withdrawn), ""


def _owners(
    entries: Mapping[int, list[tuple[int, int, int, int]]],
) -> Callable[[int, int], tuple[int, int]]:
    def owner(fact: int, edition: int) -> tuple[int, int]:
        runs = entries[fact]
        if len(runs) == 1:
            return runs[0][2], runs[0][3]
        for first, last, agreement, agency in runs:
            if first <= edition <= last:
                return agreement, agency
        raise KeyError(fact, edition)

    return owner


def _signings_of_applicants(listings: list[Listing], identity: Identity) -> Iterator[Change]:
    members = next(n for n, listing in enumerate(listings) if listing.members)
    number_of = {day: n for n, day in reversed(list(enumerate(listings[members].days)))}
    for number, agreement in enumerate(identity.agreements):
        if agreement.pending_since and agreement.first_listed:
            days = days_from(agreement.pending_since, agreement.first_listed)
            yield Change(
                list=members,
                edition=number_of[agreement.first_listed],
                day=agreement.first_listed,
                kind=ChangeKind.PENDING_SIGNED,
                agreement=number,
                agency=agreement.agency,
                before=f"pending since {agreement.pending_since}",
                after=f"listed after {max(days, 0)} days",
            )


def _judgements(identity: Identity) -> Iterator[Change]:
    for judgement, agency in identity.judged:
        yield Change(
            list=-1,
            edition=-1,
            day=judgement.decided_on,
            kind=ChangeKind.JUDGED,
            agreement=-1,
            agency=agency,
            before="; ".join(judgement.names),
            after=judgement.evidence,
        )
