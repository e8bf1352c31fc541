"""Agreements, agencies and histories, put together from a record's windows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count

from ofrecord.collector import collector_paused
from ofrecord.errors import BadRequest
from ofrecord.model import (
    Agency,
    Agreement,
    Candidate,
    Change,
    Filters,
    Joint,
    SignedAsPrinted,
    Window,
)
from ofrecord.record.stored import StoredAgreement, StoredClean, StoredJoint, StoredWindow
from ofrecord.record.view import ListView, RecordView

_ALL = Filters()
STATUSES = ("active", "superseded", "removed", "pending", "dropped", "all")
"""``all`` is every agreement that was ever listed; applications are asked for by name."""
_APPLIED = ("pending", "dropped")


@dataclass(frozen=True, slots=True)
class _Run:
    """A window with its list, in the order of days."""

    view: ListView
    window: StoredWindow

    @property
    def first_day(self) -> str:
        return self.view.days[self.window.first]

    @property
    def last_day(self) -> str:
        return self.view.days[self.window.last]

    @property
    def clean(self) -> StoredClean:
        return self.view.cleaned[self.window.fact]


@dataclass
class Identities:
    """The agreements and agencies of a record. Nothing is worked out until it is asked for."""

    view: RecordView
    _agreements: dict[int, Agreement] = field(default_factory=dict, init=False)

    @cached_property
    @collector_paused()
    def _runs(self) -> dict[int, list[_Run]]:
        """For each agreement its windows on all lists, in the order of days."""
        found: dict[int, list[_Run]] = defaultdict(list)
        for view in self.view.lists.values():
            for window in view.windows:
                found[window.agreement].append(_Run(view, window))
        for runs in found.values():
            runs.sort(key=lambda run: (run.first_day, run.last_day, run.window.fact))
        return found

    @cached_property
    @collector_paused()
    def _by_agency(self) -> dict[int, list[int]]:
        """For each agency the agreements it holds, and those once printed as its own."""
        found: dict[int, list[int]] = defaultdict(list)
        holders = [agreement.agency for agreement in self.view.stored.identity.agreements]
        for number, agency in enumerate(holders):
            found[agency].append(number)
        for view in self.view.lists.values():
            for window in view.windows:
                agency, number = window.agency, window.agreement
                if holders[number] != agency and number not in found[agency]:
                    found[agency].append(number)
        return dict(found)

    @cached_property
    @collector_paused()
    def _agreement_of_id(self) -> dict[str, int]:
        """The agreement that every id ever given out to one leads to."""
        agreements = self.view.stored.identity.agreements
        index: dict[str, int] = {}
        for number, agreement in enumerate(agreements):
            for other in agreement.other_ids:
                index.setdefault(other, number)
        index.update(zip([a.agreement_id for a in agreements], count(), strict=False))
        return index

    @cached_property
    @collector_paused()
    def _agency_of_id(self) -> dict[str, int]:
        """The agency that every id ever given out to one leads to."""
        agencies = self.view.stored.identity.agencies
        index: dict[str, int] = {}
        for number, agency in enumerate(agencies):
            for other in agency.other_ids:
                index.setdefault(other, number)
        index.update(zip([a.agency_id for a in agencies], count(), strict=False))
        return index

    def find(self, text: str) -> tuple[str, int]:
        """What an id leads to: ``("agreement" | "agency", number)``; ``BadRequest`` otherwise."""
        text = text.strip()
        for kind in ("agency", "agreement") if text.startswith("g") else ("agreement", "agency"):
            index = self._agency_of_id if kind == "agency" else self._agreement_of_id
            if text in index:
                return kind, index[text]
        from difflib import get_close_matches

        known = [*self._agreement_of_id, *self._agency_of_id]
        raise BadRequest(
            "unknown id",
            argument="ID",
            given=text,
            nearest=next(iter(get_close_matches(text, known, 1, 0.75)), ""),
            hint="Find it: ofrecord agencies --agency NAME",
        )

    def held_by(self, agency: int) -> list[int]:
        """The numbers of the agreements that an agency holds."""
        agreements = self.view.stored.identity.agreements
        return [n for n in self._by_agency[agency] if agreements[n].agency == agency]

    # Agreements -------------------------------------------------------------------------------

    def agreement(self, number: int) -> Agreement:
        """The agreement of that number."""
        found = self._agreements.get(number)
        if found is None:
            found = self._agreements[number] = self._make_agreement(number)
        return found

    def _make_agreement(self, number: int) -> Agreement:
        identity = self.view.stored.identity
        stored = identity.agreements[number]
        runs = self._runs[number]
        member = [run for run in runs if run.view is self.view.members] or runs
        latest = max(member, key=lambda run: (run.last_day, run.window.first))
        clean = latest.clean
        return Agreement(
            agreement_id=stored.agreement_id,
            agency_id=identity.agencies[stored.agency].agency_id,
            agency=clean.agency,
            state=clean.state or None,
            county=clean.county or None,
            county_fips=clean.county_fips or None,
            type=clean.type or None,
            model=stored.model or None,
            signed=clean.signed or None,
            signed_as_printed=_signings(member),
            spellings=tuple(dict.fromkeys(run.clean.agency for run in runs)),
            first_listed=stored.first_listed or None,
            last_listed=stored.last_listed or None,
            removed_by=stored.removed_by or None,
            status=stored.status,
            superseded_by=(
                identity.agreements[stored.superseded_by].agreement_id
                if stored.superseded_by >= 0
                else None
            ),
            pending_since=stored.pending_since or None,
            pending_until=stored.pending_until or None,
            days_pending=_days_pending(stored),
            moa_urls=tuple(dict.fromkeys(r.clean.moa_url for r in runs if r.clean.moa_url)),
            former_ids=stored.other_ids,
        )

    def agreements(
        self, filters: Filters = _ALL, status: str = "all", name: str = ""
    ) -> list[Agreement]:
        """The agreements that fit, by state, agency and day. Applications only where asked for."""
        if status not in STATUSES:
            raise _unknown_status(status)
        applied = bool(name) and name != self.view.members.name
        found = []
        for number, stored in enumerate(self.view.stored.identity.agreements):
            if not _has_status(stored, status, applied=applied):
                continue
            agreement = self.agreement(number)
            if _fits(agreement, filters):
                found.append(agreement)
        return sorted(
            found, key=lambda a: (a.state or "~", a.agency, a.signed or "", a.agreement_id)
        )

    # Agencies ---------------------------------------------------------------------------------

    def agency(self, number: int) -> Agency:
        """The agency of that number."""
        identity = self.view.stored.identity
        stored = identity.agencies[number]
        numbers = self._by_agency[number]
        runs = sorted(
            (run for n in numbers for run in self._runs[n] if run.window.agency == number),
            key=lambda run: (run.first_day, run.last_day, run.window.fact),
        )
        latest = max(runs, key=lambda run: (run.last_day, run.view is self.view.members))
        member = [run for run in runs if run.view is self.view.members]
        clean = latest.clean
        mine = self.held_by(number)
        active = {
            identity.agreements[n].model for n in mine if identity.agreements[n].status == "active"
        }
        return Agency(
            agency_id=stored.agency_id,
            agency=clean.agency,
            state=clean.state or None,
            county=clean.county or None,
            county_fips=clean.county_fips or None,
            place=clean.place or None,
            type=clean.type or None,
            spellings=tuple(dict.fromkeys(run.clean.agency for run in runs)),
            agreements=tuple(identity.agreements[n].agreement_id for n in mine),
            active_models=tuple(sorted(active)),
            first_listed=min((run.first_day for run in member), default=None),
            last_listed=max((run.last_day for run in member), default=None),
            former_ids=stored.other_ids,
        )

    def agencies(
        self, filters: Filters = _ALL, status: str = "all", name: str = ""
    ) -> list[Agency]:
        """The agencies with an agreement that fits, by state and name."""
        wanted: dict[int, None] = {}
        for agreement in self.agreements(filters, status, name):
            _, number = self.find(agreement.agency_id)
            wanted[number] = None
        found = [self.agency(number) for number in wanted]
        return sorted(found, key=lambda a: (a.state or "~", a.agency, a.agency_id))

    def candidates(self) -> list[Candidate]:
        """The pairs that the evidence leaves open, as the record keeps them."""
        found = []
        for pair in self.view.stored.identity.candidates:
            if pair.of == "agency":
                both = [(self.agency(n).agency, self.agency(n).agency_id) for n in (pair.a, pair.b)]
            else:
                agreements = [self.agreement(n) for n in (pair.a, pair.b)]
                both = [(f"{a.agency}, {a.model} {a.signed}", a.agreement_id) for a in agreements]
            found.append(
                Candidate(
                    kind=pair.kind,
                    of=pair.of,
                    one=both[0][0],
                    other=both[1][0],
                    one_id=both[0][1],
                    other_id=both[1][1],
                    why=pair.why,
                )
            )
        return found

    # History ----------------------------------------------------------------------------------

    def windows(self, kind: str, number: int) -> list[Window]:
        """Every run of editions that prints an agreement or agency one way, in order of days."""
        if kind == "agreement":
            runs: Iterable[_Run] = self._runs[number]
        else:
            runs = [
                run
                for agreement in self._by_agency[number]
                for run in self._runs[agreement]
                if run.window.agency == number
            ]
        ordered = sorted(runs, key=lambda run: (run.first_day, run.view.name, run.last_day))
        return [self._window(run) for run in ordered]

    def _window(self, run: _Run) -> Window:
        first, last = run.view.editions[run.window.first], run.view.editions[run.window.last]
        agreement = self.view.stored.identity.agreements[run.window.agreement]
        return Window(
            list=run.view.name,
            from_=run.first_day,
            to=run.last_day,
            printed=self.view.printed_cells(first, run.window.fact),
            editions=run.window.last - run.window.first + 1,
            agreement_id=agreement.agreement_id,
            edition_ids=(first.edition_id, last.edition_id),
            moa_url=run.clean.moa_url or None,
            addendum_url=run.clean.addendum_url or None,
        )

    def joints(self, kind: str, number: int) -> list[Joint]:
        """Why the printed identities of an agreement or agency are one, in order of days."""
        identity = self.view.stored.identity
        found: list[StoredJoint] = []
        if kind == "agreement":
            found += identity.agreements[number].joints
            found += identity.agencies[identity.agreements[number].agency].joints
        else:
            found += identity.agencies[number].joints
            for agreement in self._by_agency[number]:
                found += identity.agreements[agreement].joints
        joints = [
            Joint(rule=j.rule, evidence=j.evidence, day=j.day, printed=j.printed) for j in found
        ]
        return sorted(dict.fromkeys(joints), key=lambda joint: (joint.day, joint.rule))

    # Changes ----------------------------------------------------------------------------------

    @cached_property
    @collector_paused()
    def changes(self) -> list[Change]:
        """Every change, in the order of publication."""
        identity = self.view.stored.identity
        lists = list(self.view.lists.values())
        found = []
        for change in identity.changes:
            listed = lists[change.list] if change.list >= 0 else None
            place = self.agreement(change.agreement) if change.agreement >= 0 else None
            agency = place or (self.agency(change.agency) if change.agency >= 0 else None)
            found.append(
                Change(
                    day=change.day,
                    edition_id=listed.editions[change.edition].edition_id if listed else None,
                    list=listed.name if listed else None,
                    kind=change.kind,
                    agreement_id=place.agreement_id if place else None,
                    agency_id=(
                        identity.agencies[change.agency].agency_id if change.agency >= 0 else None
                    ),
                    agency=agency.agency if agency else None,
                    state=agency.state if agency else None,
                    county=agency.county if agency else None,
                    model=place.model if place else None,
                    before=change.before,
                    after=change.after,
                )
            )
        return found


def _signings(runs: Sequence[_Run]) -> tuple[SignedAsPrinted, ...]:
    found: list[SignedAsPrinted] = []
    for run in runs:
        signed = run.clean.signed or None
        if found and found[-1].signed == signed:
            found[-1] = SignedAsPrinted(
                signed=signed, from_=found[-1].from_, to=max(found[-1].to, run.last_day)
            )
        else:
            found.append(SignedAsPrinted(signed=signed, from_=run.first_day, to=run.last_day))
    return tuple(found)


def _days_pending(stored: StoredAgreement) -> int | None:
    if not stored.pending_since or not stored.first_listed:
        return None
    since, listed = map(date.fromisoformat, (stored.pending_since, stored.first_listed))
    return max((listed - since).days, 0)


def _has_status(stored: StoredAgreement, status: str, *, applied: bool) -> bool:
    if applied:
        return bool(stored.pending_since) and status in {"all", stored.status}
    if status == "all":
        return stored.status not in _APPLIED
    return stored.status == status


def _fits(agreement: Agreement, filters: Filters) -> bool:
    words = filters.agency.casefold().split()
    spelt = " ".join(agreement.spellings).casefold()
    return (
        (not filters.state or agreement.state == filters.state)
        and (not filters.county_fips or agreement.county_fips == filters.county_fips)
        and (not filters.model or agreement.model == filters.model)
        and (not filters.type or agreement.type == filters.type)
        and all(word in spelt for word in words)
    )


def _unknown_status(status: str) -> BadRequest:
    from difflib import get_close_matches

    return BadRequest(
        "unknown status",
        argument="--status",
        given=status,
        nearest=next(iter(get_close_matches(status, STATUSES, 1, 0.3)), ""),
        hint=f"Statuses: {', '.join(STATUSES)}",
    )
