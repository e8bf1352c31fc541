"""The captures of one register while a build goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.sightings import Sighting
from ofrecord.errors import OfRecordError
from ofrecord.record.facts import Facts
from ofrecord.record.history import Held, held_captures, load_editions, load_facts
from ofrecord.record.stored import StoredRecord, StoredRejection, StoredSighting


class Reading(Protocol):
    """How the captures of a kind of register are read and dated."""

    def read(self, data: bytes, sha256: str, sightings: set[Sighting], intake: Intake) -> Held:
        """The capture that bytes hold; raises the error for which it has to be kept aside."""
        ...

    def redate(self, held: Held, sightings: set[Sighting], intake: Intake) -> Held:
        """The capture as it is dated by all names under which it was seen."""
        ...


@dataclass(slots=True)
class Intake:
    """The captures of one register while a build goes on."""

    facts: Facts
    reading: Reading
    held: dict[str, Held] = field(default_factory=dict)
    rejections: dict[str, StoredRejection] = field(default_factory=dict)
    known: dict[str, tuple[StoredSighting, ...]] = field(default_factory=dict)
    """The sightings of each capture that the record held at first, by sha256."""
    noted: Mapping[str, set[Sighting]] = field(default_factory=dict)
    """The sightings that the shelf's list tells of, where any that the record lacks are needed."""
    seen: dict[str, set[Sighting]] = field(default_factory=dict)
    """The sightings of captures that are new or were kept aside, with every name that was given."""
    refused: list[StoredRejection] = field(default_factory=list)
    changed: bool = False


def open_intake(stored: StoredRecord | None, reading: Reading, shelf: CaptureShelf) -> Intake:
    """The captures and rejections that a record holds, none without one."""
    if stored is None:
        return Intake(Facts(), reading, noted=shelf.read_sightings())
    intake = Intake(load_facts(stored), reading)
    for held in held_captures(load_editions(stored), intake.facts):
        intake.held[held.capture.sha256] = held
        intake.known[held.capture.sha256] = held.capture.sightings
    intake.rejections = {rejection.sha256: rejection for rejection in stored.rejections}
    if intake.rejections:
        intake.noted = shelf.read_sightings()
    for sha256, rejection in intake.rejections.items():
        intake.seen[sha256] = {Sighting(file=rejection.file), *intake.noted.get(sha256, ())}
    return intake


def reject(
    sha256: str,
    name: str,
    size: int,
    error: OfRecordError,
    intake: Intake,
    *,
    kept: bool = True,
) -> None:
    """Keeps a file aside with its reason. Of several names of the same bytes the first stands.

    What is not ``kept`` is only said.
    """
    rejection = StoredRejection(
        sha256=sha256,
        file=name,
        code=error.code,
        reason=getattr(error, "reason", "") or getattr(error, "column", ""),
        message=str(error),
        bytes=size,
    )
    intake.refused.append(rejection)
    if not kept:
        return
    known = intake.rejections.get(sha256)
    # By its sha256 goes only what has no name.
    before = (known.file == sha256, known.file) if known else ()
    this = (name == sha256, name)
    if known is None or this < before or (this == before and rejection != known):
        intake.rejections[sha256] = rejection
        intake.changed = True
