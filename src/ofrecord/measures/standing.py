"""What a record holds: how many editions, captures, entries, agreements, agencies, joints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ofrecord.record.editions_view import EditionsView
from ofrecord.record.history import entry_facts
from ofrecord.record.store import last_checked
from ofrecord.record.view import RecordView

_APPLIED = ("pending", "dropped")
"""How those stand that were never signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStanding:
    """What a record holds of one list. ``entries`` counts every entry of every edition."""

    list: str
    editions: int
    captures: int
    entries: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a record holds of one register."""

    register: str
    kind: str
    title: str
    publisher: str
    first_day: str | None
    last_day: str | None
    last_checked: str | None
    editions: int
    captures: int
    entries: int
    agreements: int
    agencies: int
    rejected: int
    lists: tuple[ListStanding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityStanding:
    """How many agreements and agencies there are, by what rules they were joined, what is open.

    ``agreements`` were ever on the list of members, and ``agencies`` on any list, so these are more
    than those of ``status``: ``agencies_listed`` were ever on the list of members, as there.
    """

    agreements: int
    agencies: int
    agencies_listed: int
    agencies_only_applied: int
    applications_only: int
    by_status: Mapping[str, int]
    agreement_joints: Mapping[str, int]
    agency_joints: Mapping[str, int]
    spellings: int
    candidates: int
    pinned_ids: int

    def lines(self) -> Iterator[tuple[str, int]]:
        """The standing, a line each, for people."""
        yield "agreements ever on the list of members", self.agreements
        for status, count in self.by_status.items():
            what = "applications" if status in _APPLIED else "agreements"
            yield f"{what} {status}", count
        yield "agencies ever on any list", self.agencies
        yield "agencies ever on the list of members", self.agencies_listed
        yield "agencies that only applied", self.agencies_only_applied
        yield "spellings of agencies' names", self.spellings
        for rule, count in self.agreement_joints.items():
            yield f"agreements joined by {rule}", count
        for rule, count in self.agency_joints.items():
            yield f"agencies joined by {rule}", count
        yield "candidates left for judgement", self.candidates
        yield "ids kept though an older edition came later", self.pinned_ids


def describe_register(view: EditionsView[Any, Any], home: Path | None) -> Standing:
    """What a register's record holds, and when it was last checked (ISO 8601, UTC)."""
    lists = [
        ListStanding(
            list=listed.name,
            editions=len(listed.editions),
            captures=sum(len(edition.captures) for edition in listed.editions),
            entries=sum(len(entry_facts(edition)) for edition in listed.editions),
            first_day=listed.days[0] if listed.days else None,
            last_day=listed.days[-1] if listed.days else None,
        )
        for listed in view.lists.values()
    ]
    identity = view.stored.identity
    signed = [a for a in identity.agreements if a.first_listed]
    return Standing(
        register=view.declaration.name,
        kind=view.declaration.kind,
        title=view.declaration.title,
        publisher=view.declaration.publisher,
        first_day=min((one.first_day for one in lists if one.first_day), default=None),
        last_day=max((one.last_day for one in lists if one.last_day), default=None),
        last_checked=_last_checked(view, home),
        editions=len(view.history),
        captures=sum(one.captures for one in lists),
        entries=sum(one.entries for one in lists),
        agreements=len(signed),
        agencies=len({a.agency for a in signed}),
        rejected=len(view.stored.rejections),
        lists=tuple(lists),
    )


def _last_checked(view: EditionsView[Any, Any], home: Path | None) -> str | None:
    """When a build last looked at captures; for the bundled record, its newest capture."""
    if home is not None:
        path = home / view.declaration.name / "record"
        moment = datetime.fromtimestamp(last_checked(path), tz=UTC)
        return moment.isoformat(timespec="seconds")
    seen = [s.captured_at or s.seen_at for c in view.stored.captures for s in c.sightings]
    return max(filter(None, seen), default=None)


def describe_identity(view: RecordView) -> IdentityStanding:
    """How the identities of a record were found."""
    identity = view.stored.identity
    signed = [a for a in identity.agreements if a.first_listed]
    names = {
        (listed.cleaned[w.fact].agency, w.agency)
        for listed in view.lists.values()
        for w in listed.windows
    }
    listed = len({a.agency for a in signed})
    return IdentityStanding(
        agreements=len(signed),
        agencies=len(identity.agencies),
        agencies_listed=listed,
        agencies_only_applied=len(identity.agencies) - listed,
        applications_only=len(identity.agreements) - len(signed),
        by_status=dict(sorted(Counter(a.status for a in identity.agreements).items())),
        agreement_joints=dict(
            Counter(j.rule for a in identity.agreements for j in a.joints).most_common()
        ),
        agency_joints=dict(
            Counter(j.rule for a in identity.agencies for j in a.joints).most_common()
        ),
        spellings=len(names),
        candidates=len(identity.candidates),
        pinned_ids=len(identity.pins),
    )
