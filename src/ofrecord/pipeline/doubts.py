"""The days of captures whose names nothing vouches for: the editions beside them tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ofrecord.errors import OfRecordError
from ofrecord.pipeline.dating import (
    DATING_MARK,
    date_sightings,
    properties_of,
    sighting_of,
    with_dating,
)
from ofrecord.pipeline.intake import Intake, reject
from ofrecord.read.cells import text_of
from ofrecord.read.dating import Doubt, rests_on_its_name
from ofrecord.read.neighbours import Neighbour, date_between
from ofrecord.record.facts import Facts
from ofrecord.record.history import Held
from ofrecord.register import Declaration, Role


def settle_doubts(intake: Intake, declaration: Declaration) -> None:
    """Dates the captures whose names nothing vouches for by the editions beside them.

    Only captures that are dated without doubt are neighbours, so no order matters.
    """
    doubts: dict[str, Doubt] = {}
    for sha256, held in intake.held.items():
        capture, properties = held.capture, properties_of(held.capture)
        if rests_on_its_name(capture.dated_by, properties, declaration):
            found = date_sightings(capture.sightings, properties, declaration)
            if isinstance(found, Doubt):
                doubts[sha256] = found
    if not doubts:
        return
    neighbours: dict[str, list[Neighbour]] = {}
    for sha256, held in intake.held.items():
        if sha256 not in doubts:
            day = date.fromisoformat(held.capture.published_on)
            neighbour = Neighbour(day, entries_of(held, intake.facts))
            neighbours.setdefault(held.table.list, []).append(neighbour)
    for beside in neighbours.values():
        beside.sort(key=lambda neighbour: neighbour.day)
    for sha256, doubt in sorted(doubts.items()):
        _settle(sha256, doubt, neighbours, intake)


def _settle(
    sha256: str, doubt: Doubt, neighbours: Mapping[str, Sequence[Neighbour]], intake: Intake
) -> None:
    held = intake.held[sha256]
    beside = neighbours.get(held.table.list, ())
    try:
        dating = date_between(doubt, entries_of(held, intake.facts), beside)
    except OfRecordError as error:
        del intake.held[sha256]
        intake.seen.setdefault(sha256, set()).update(map(sighting_of, held.capture.sightings))
        reject(sha256, doubt.name.text, held.capture.bytes, error, intake)
        return
    own = tuple(flag for flag in held.capture.flags if not flag.startswith(DATING_MARK))
    capture = with_dating(held.capture, dating, own)
    if intake.rejections.pop(sha256, None) is not None or capture != held.capture:
        intake.held[sha256] = replace(held, capture=capture)
        intake.changed = True


def entries_of(held: Held, facts: Facts) -> frozenset[tuple[str, ...]]:
    """The states, agencies and models that a capture prints."""
    roles = dict(held.table.roles)
    columns = [roles[role] for role in (Role.STATE, Role.AGENCY, Role.MODEL) if role in roles]
    explained = {number for number, _ in held.table.explained}
    return frozenset(
        tuple(text_of(row[at]).strip() if at < len(row) else "" for at in columns)
        for number, row in enumerate((facts.rows[fact] for fact in held.rows), start=1)
        if number > held.table.header and number not in explained
    )
