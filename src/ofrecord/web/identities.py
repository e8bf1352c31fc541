"""The pages of the identities: one agency, one agreement, each with its whole life."""

from __future__ import annotations

from typing import Any

from ofrecord.errors import BadRequest
from ofrecord.export.report_parts import web_address
from ofrecord.front import History
from ofrecord.model import Agency, Agreement, Entry
from ofrecord.web.desk import Desk
from ofrecord.web.events import tell_events
from ofrecord.web.page import Elsewhere, MissingPage, Shown


def _history(desk: Desk, kind: str, given: str) -> History:
    """What an id names; an id that was merged leads to the page of what it is now."""
    try:
        found = desk.sources.lists.history(given)
    except BadRequest as error:
        raise MissingPage(given, _nearest(desk, error.nearest)) from None
    own = found.of.agency_id if isinstance(found.of, Agency) else found.of.agreement_id
    if found.kind != kind or own != given:
        raise Elsewhere(desk.links.to(f"{found.kind}/{own}/"))
    return found


def _nearest(desk: Desk, given: str) -> tuple[tuple[str, str], ...]:
    if not given:
        return ()
    found = desk.sources.lists.history(given)
    own = found.of.agency_id if isinstance(found.of, Agency) else found.of.agreement_id
    return ((f"{found.of.agency} ({own})", f"{found.kind}/{own}/"),)


def _entries(desk: Desk, agency_id: str) -> tuple[list[Entry], list[Entry]]:
    """What the day's lists of members and of applicants print of an agency."""
    listed = desk.applicants
    waiting = listed.by_agency.get(agency_id, []) if listed else []
    return desk.lists.by_agency.get(agency_id, []), waiting


def _common(desk: Desk, found: History, own: str, entries: list[Entry]) -> dict[str, Any]:
    day = desk.day
    changes = desk.sources.changes_of(own)
    so_far = [change for change in changes if change.day <= day or change.list is None]
    return {
        "events": tell_events(so_far, desk.words, found.windows),
        "later": len(changes) - len(so_far),
        "windows": [window for window in found.windows if window.from_ <= day],
        "joints": [joint for joint in found.joined_by if joint.day <= day],
        "rows": [entry.row for entry in entries],
        "printed": [(entry.row, tuple(entry.printed.items())) for entry in entries],
        "place": _place(desk, found.of),
        "type": desk.words.given(found.of.type or ""),
        "state": found.of.state or "",
        "state_name": desk.state_name(found.of.state),
    }


def _place(desk: Desk, of: Agency | Agreement) -> str:
    return desk.county_name(of.county_fips) if of.county_fips else ""


def show_agency(desk: Desk, given: str) -> Shown:
    """One agency: how it stands on the day, its agreements, every spelling, its history."""
    found = _history(desk, "agency", given)
    agency = found.of
    assert isinstance(agency, Agency)  # noqa: S101  (told apart by its kind)
    words = desk.words
    entries, waiting = _entries(desk, agency.agency_id)
    state = desk.state_name(agency.state)
    says = words.say("the standing of {agency}, {state}", agency=agency.agency, state=state)
    return Shown(
        template="agency.html",
        title=words.say(
            "{agency}, {state}, on {day}",
            agency=agency.agency,
            state=state,
            day=words.day(desk.day),
        ),
        about=_about(desk, agency.agency),
        values={
            "agency": agency,
            "agreements": found.agreements,
            "entries": desk.entries(entries),
            "waiting": desk.entries(waiting),
            "cite": desk.cite(says, [entry.row for entry in entries]),
            **_common(desk, found, agency.agency_id, entries),
        },
    )


def _about(desk: Desk, agency: str) -> str:
    return desk.words.say(
        "What the lists of {day} say of {agency}.",
        agency=agency,
        day=desk.words.day(desk.edition.published_on),
    )


def show_agreement(desk: Desk, given: str) -> Shown:
    """One agreement, or an application: how it stands on the day, and its history."""
    found = _history(desk, "agreement", given)
    agreement = found.of
    assert isinstance(agreement, Agreement)  # noqa: S101  (told apart by its kind)
    words = desk.words
    members, applied = _entries(desk, agreement.agency_id)
    own = agreement.agreement_id
    entries = [entry for entry in members if entry.agreement_id == own]
    waiting = [entry for entry in applied if entry.agreement_id == own]
    signed = words.day(agreement.signed) if agreement.signed else words.say("not signed")
    says = words.say(
        "the agreement {id} of {agency} ({model}, {signed})",
        id=own,
        agency=agreement.agency,
        model=agreement.model or "–",
        signed=signed,
    )
    return Shown(
        template="agreement.html",
        title=words.say(
            "{agency}, {model}, on {day}",
            agency=agreement.agency,
            model=agreement.model or "–",
            day=words.day(desk.day),
        ),
        about=_about(desk, agreement.agency),
        values={
            "agreement": agreement,
            "model_name": desk.model_name(agreement.model),
            "documents": [a for a in map(web_address, agreement.moa_urls) if a],
            "listed": bool(entries),
            "pending_on_day": bool(waiting),
            "cite": desk.cite(says, [entry.row for entry in entries]),
            **_common(desk, found, own, entries + waiting),
        },
    )
