"""The captures of one register while a build goes on."""

from __future__ import annotations

from dataclasses import dataclass, field

from ofrecord.errors import OfRecordError
from ofrecord.pipeline.expectations import expectations_of
from ofrecord.read.layout import Expectations
from ofrecord.record.facts import Facts
from ofrecord.record.history import Held, held_captures, load_editions, load_facts
from ofrecord.record.stored import StoredRecord, StoredRejection, StoredTable
from ofrecord.register import Declaration


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
    refused: list[StoredRejection] = field(default_factory=list)
    changed: bool = False


def open_intake(stored: StoredRecord | None, declaration: Declaration) -> Intake:
    """The captures and rejections that a record holds; none without a record."""
    expectations = expectations_of(declaration)
    if stored is None:
        return Intake(declaration, Facts(), expectations)
    intake = Intake(declaration, load_facts(stored), expectations)
    for held in held_captures(load_editions(stored), intake.facts):
        intake.held[held.capture.sha256] = held
    intake.rejections = {rejection.sha256: rejection for rejection in stored.rejections}
    return intake


def reject(sha256: str, name: str, size: int, error: OfRecordError, intake: Intake) -> None:
    """Keeps a file aside with its reason. Of several names of the same bytes the first stands."""
    rejection = StoredRejection(
        sha256=sha256,
        file=name,
        code=error.code,
        reason=getattr(error, "reason", "") or getattr(error, "column", ""),
        message=str(error),
        bytes=size,
    )
    intake.refused.append(rejection)
    known = intake.rejections.get(sha256)
    if known is None or name < known.file or (name == known.file and rejection != known):
        intake.rejections[sha256] = rejection
        intake.changed = True
