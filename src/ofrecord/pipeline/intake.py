"""The captures of one register while a build goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.sightings import Sighting
from ofrecord.errors import OfRecordError
from ofrecord.pipeline.expectations import expectations_of
from ofrecord.read.judged import Expectations
from ofrecord.record.facts import Facts
from ofrecord.record.history import Held, held_captures, load_editions, load_facts
from ofrecord.record.stored import StoredRecord, StoredRejection, StoredSighting, StoredTable
from ofrecord.register import Declaration

if TYPE_CHECKING:
    from ofrecord.pipeline.capturing import Contents

_REMEMBERED = 32


@dataclass(slots=True)
class Intake:
    """The captures of one register while a build goes on."""

    declaration: Declaration
    facts: Facts
    expectations: Expectations
    held: dict[str, Held] = field(default_factory=dict)
    rejections: dict[str, StoredRejection] = field(default_factory=dict)
    tables: dict[
        tuple[str, tuple[bool, ...]], tuple[StoredTable, tuple[int, ...], tuple[str, ...]]
    ] = field(default_factory=dict)
    """Tables by the digest of their cells and by which sheets show."""
    contents: dict[str, Contents] = field(default_factory=dict)
    """The contents of the latest copies that an archive served, by what they are once masked."""
    known: dict[str, tuple[StoredSighting, ...]] = field(default_factory=dict)
    """The sightings of each capture that the record held at first, by sha256."""
    noted: Mapping[str, set[Sighting]] = field(default_factory=dict)
    """The sightings that the shelf's list tells of, where any that the record lacks are needed."""
    seen: dict[str, set[Sighting]] = field(default_factory=dict)
    """The sightings of captures that are new or were kept aside, with every name that was given."""
    refused: list[StoredRejection] = field(default_factory=list)
    changed: bool = False

    def remember(self, key: str, contents: Contents) -> None:
        """Keeps the contents of a copy for others like it, and forgets the oldest."""
        self.contents[key] = contents
        if len(self.contents) > _REMEMBERED:
            del self.contents[next(iter(self.contents))]


def open_intake(
    stored: StoredRecord | None, declaration: Declaration, shelf: CaptureShelf
) -> Intake:
    """The captures and rejections that a record holds, none without one."""
    expectations = expectations_of(declaration)
    if stored is None:
        return Intake(declaration, Facts(), expectations, noted=shelf.read_sightings())
    intake = Intake(declaration, load_facts(stored), expectations)
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
