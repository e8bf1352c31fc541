"""What changed from one edition of a list to the next, as typed events.

A change of blanks, case or quotes is no event, nor is a cell of a column that the other edition
does not have. The first edition of a list is where the record begins: it has none. Applied to what
one edition of the list of members prints, the events give what the next one prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from ofrecord.identify.applications import GRACE_DAYS
from ofrecord.identify.listing import Listing, days_from
from ofrecord.identify.outcome import Identity, Run


class ChangeKind(StrEnum):
    """The kinds of change."""

    SIGNED = "signed"
    REMOVED = "removed"
    RETURNED = "returned"
    RENEWED = "renewed"
    REDATED = "redated"
    REMODELLED = "remodelled"
    RESPELLED = "respelled"
    RELOCATED = "relocated"
    DOCUMENT_POSTED = "document_posted"
    DOCUMENT_WITHDRAWN = "document_withdrawn"
    PENDING_ADDED = "pending_added"
    PENDING_DROPPED = "pending_dropped"
    PENDING_SIGNED = "pending_signed"
    JUDGED = "judged"


class Said(Struct, frozen=True, kw_only=True, gc=False):
    """What a row says, as far as a change of it is news. A blank is an empty text."""

    agency: str
    """The name as printed, to be shown."""
    name: str
    """The name without what is no change of it: blanks, case and quotes."""
    state: str
    county: str
    kind: str
    model: str
    signed: str
    documents: tuple[tuple[str, str], ...]
    """Of each document its key and its address."""


class Change(Struct, frozen=True, kw_only=True, gc=False):
    """One event: on which list and edition, of which agreement, and what stood before and after."""

    list: int
    edition: int
    day: str
    kind: ChangeKind
    agreement: int
    agency: int
    before: str
    after: str


Reader = Callable[[int], Said]


def find_changes(
    listings: Sequence[Listing], identity: Identity, said: Sequence[Reader]
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
    """Goes through one list's editions with the facts that print each agreement."""

    def __init__(self, number: int, listing: Listing, identity: Identity, said: Reader) -> None:
        self.number = number
        self.listing = listing
        self.identity = identity
        self.said = said
        self.owner = _owners(identity.entries[number])
        self.current: dict[int, list[int]] = {}
        self.edition = 0
        self.followed: dict[int, list[int]] = {}
        for old, agreement in enumerate(identity.agreements):
            if agreement.superseded_by >= 0:
                self.followed.setdefault(agreement.superseded_by, []).append(old)

    def run(self) -> Iterator[Change]:
        """The list's changes, edition by edition."""
        for edition, (came, went) in enumerate(self.listing.moves):
            self.edition = edition
            gone: dict[int, list[int]] = {}
            new: dict[int, list[int]] = {}
            for fact in went:
                gone.setdefault(self.owner(fact, edition - 1)[0], []).append(fact)
            for fact in came:
                new.setdefault(self.owner(fact, edition)[0], []).append(fact)
            before = {agreement for agreement in (*gone, *new) if self.current.get(agreement)}
            seen = {agreement for agreement in new if agreement in self.current}
            for agreement, facts in gone.items():
                left = self.current[agreement]
                self.current[agreement] = [fact for fact in left if fact not in facts]
            for agreement, facts in new.items():
                self.current.setdefault(agreement, []).extend(facts)
            if edition:
                yield from self._compare(gone, new, before, seen)

    def _compare(
        self,
        gone: Mapping[int, list[int]],
        new: Mapping[int, list[int]],
        before: set[int],
        seen: set[int],
    ) -> Iterator[Change]:
        appear = [agreement for agreement in new if agreement not in before]
        leave = [agreement for agreement in gone if not self.current[agreement]]
        renewed: set[int] = set()
        for agreement in appear:
            yield from self._appears(agreement, new[agreement][0], leave, renewed, seen)
        for agreement in leave:
            if agreement not in renewed:
                yield from self._leaves(agreement, gone[agreement][0])
        for agreement, facts in new.items():
            if agreement in before:
                # A row printed twice that comes or goes alone changes nothing that is said.
                for old, now in zip(gone.get(agreement, ()), facts, strict=False):
                    yield from self._differs(agreement, old, now)

    def _change(
        self, kind: ChangeKind, agreement: int, fact: int, before: str, after: str
    ) -> Change:
        left = kind in {ChangeKind.REMOVED, ChangeKind.PENDING_DROPPED}
        return Change(
            list=self.number,
            edition=self.edition,
            day=self.listing.days[self.edition],
            kind=kind,
            agreement=agreement,
            agency=self.owner(fact, self.edition - left)[1],
            before=before,
            after=after,
        )

    def _appears(
        self, agreement: int, fact: int, leave: Iterable[int], renewed: set[int], seen: set[int]
    ) -> Iterator[Change]:
        said = self.said(fact)
        if not self.listing.members:
            if agreement not in seen and not self._listed_before(agreement):
                yield self._change(ChangeKind.PENDING_ADDED, agreement, fact, "", said.agency)
            return
        signed = said.signed or "blank"
        if agreement in seen:
            yield self._change(ChangeKind.RETURNED, agreement, fact, "", signed)
            return
        old = self._follows(agreement)
        if not old:
            yield self._change(ChangeKind.SIGNED, agreement, fact, "", signed)
            return
        renewed.update(one for one in old if one in leave)
        names = ", ".join(self.identity.agreements[one].id for one in old)
        yield self._change(ChangeKind.RENEWED, agreement, fact, f"supersedes {names}", signed)

    def _listed_before(self, agreement: int) -> bool:
        """Whether an applicant was signed before it was first printed as one."""
        found = self.identity.agreements[agreement]
        return bool(found.first_listed) and not found.pending_since

    def _follows(self, agreement: int) -> list[int]:
        """The agreements of the same agency and model that this one supersedes."""
        agreements = self.identity.agreements
        model = agreements[agreement].model
        return [old for old in self.followed.get(agreement, ()) if agreements[old].model == model]

    def _leaves(self, agreement: int, fact: int) -> Iterator[Change]:
        said = self.said(fact)
        if self.listing.members:
            signed = said.signed or "blank"
            yield self._change(ChangeKind.REMOVED, agreement, fact, signed, "")
        elif self._dropped(agreement):
            yield self._change(ChangeKind.PENDING_DROPPED, agreement, fact, said.agency, "")

    def _dropped(self, agreement: int) -> bool:
        """Whether an applicant is gone for good: not signed, nor back within the time of grace."""
        found = self.identity.agreements[agreement]
        if found.first_listed or found.pending_until != self.listing.days[self.edition - 1]:
            return False
        away = days_from(self.listing.days[self.edition], self.listing.days[-1])
        return away is not None and away >= GRACE_DAYS

    def _differs(self, agreement: int, old: int, new: int) -> Iterator[Change]:
        for kind, was, now in _differences(self.said(old), self.said(new)):
            yield self._change(kind, agreement, new, was, now)


def _differences(before: Said, after: Said) -> Iterator[tuple[ChangeKind, str, str]]:
    if before.signed != after.signed:
        yield ChangeKind.REDATED, before.signed or "blank", after.signed or "blank"
    if before.model != after.model:
        yield ChangeKind.REMODELLED, before.model or "blank", after.model or "blank"
    if before.name != after.name:
        yield ChangeKind.RESPELLED, before.agency, after.agency
    places = [
        (was, now)
        for was, now in (
            (before.state, after.state),
            (before.county, after.county),
            (before.kind, after.kind),
        )
        if was and now and was != now
    ]
    if places:
        was, now = (", ".join(side) for side in zip(*places, strict=True))
        yield ChangeKind.RELOCATED, was, now
    posted = _without(after.documents, before.documents)
    withdrawn = _without(before.documents, after.documents)
    if posted:
        yield ChangeKind.DOCUMENT_POSTED, withdrawn, posted
    elif withdrawn:
        yield ChangeKind.DOCUMENT_WITHDRAWN, withdrawn, ""


def _without(documents: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> str:
    """The addresses of the documents that are not among the others."""
    keys = {key for key, _ in others}
    return " ".join(address for key, address in documents if key not in keys)


def _owners(entries: Mapping[int, Sequence[Run]]) -> Callable[[int, int], tuple[int, int]]:
    def owner(fact: int, edition: int) -> tuple[int, int]:
        runs = entries[fact]
        if len(runs) == 1:
            return runs[0][2], runs[0][3]
        for first, last, agreement, agency in runs:
            if first <= edition <= last:
                return agreement, agency
        raise KeyError(fact, edition)

    return owner


def _signings_of_applicants(listings: Sequence[Listing], identity: Identity) -> Iterator[Change]:
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
                after=f"listed after {max(days or 0, 0)} days",
            )


def _judgements(identity: Identity) -> Iterator[Change]:
    for judgement, agreement, agency in identity.judged:
        yield Change(
            list=-1,
            edition=-1,
            day=judgement.decided_on,
            kind=ChangeKind.JUDGED,
            agreement=agreement,
            agency=agency,
            before=f"{judgement.what}: {'; '.join(judgement.names)}",
            after=judgement.evidence,
        )
