"""Proof that a record gives back every capture cell for cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.errors import OfRecordError
from ofrecord.read.document import read_document
from ofrecord.record.editions_view import EditionsView
from ofrecord.record.facts import digest_rows
from ofrecord.record.history import verify_capture

Progress = Callable[[int, int], None]


def unwatched(done: int, total: int) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What verifying a register's record found.

    ``reread`` counts the captures whose bytes are held and were read again; ``failures`` says, one
    line each, what does not agree.
    """

    register: str
    editions: int
    captures: int
    reread: int
    rows_accounted: int
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything agrees."""
        return not self.failures


def verify_record(
    view: EditionsView[Any, Any], home: Path | None, progress: Progress = unwatched
) -> Verification:
    """Reproduces every capture from the record and compares it with what its bytes held.

    Each capture's cells are compared with the sha256 taken when they were first read; where the
    bytes are held, they are read again and compared as well. The rows of each edition are counted:
    rows printed are entries kept plus rows explained.
    """
    shelf = CaptureShelf(home / "captures") if home else None
    failures: list[str] = []
    captures = reread = rows = 0
    total = sum(len(edition.captures) for edition in view.history)
    for edition in view.history:
        described = view.describe(edition)
        below = [e for e in described.explained if e.row > edition.table.header]
        if described.rows != described.printed_rows + len(below):
            failures.append(
                f"{edition.edition_id}: {described.rows} rows below the header, but "
                f"{described.printed_rows} entries and {len(below)} explained"
            )
        rows += described.rows
        for capture in edition.captures:
            captures += 1
            progress(captures, total)
            name = capture.sightings[0].file
            if not verify_capture(edition, capture, view.facts):
                failures.append(f"{edition.edition_id}: {name} is not reproduced cell for cell")
            if shelf and shelf.path_of(capture.sha256).exists():
                reread += 1
                problem = _reread(shelf, capture.sha256, capture.cells)
                if problem:
                    failures.append(f"{edition.edition_id}: {name}: {problem}")
    return Verification(
        register=view.declaration.name,
        editions=len(view.history),
        captures=captures,
        reread=reread,
        rows_accounted=rows,
        failures=tuple(failures),
    )


def _reread(shelf: CaptureShelf, sha256: str, cells: str) -> str:
    import hashlib

    try:
        data = shelf.read(sha256)
        if hashlib.sha256(data).hexdigest() != sha256:
            return "the kept bytes have changed: their sha256 is another"
        workbook = read_document(data)
    except OfRecordError as error:
        return f"the kept bytes cannot be read: {error}"
    if digest_rows(sheet.rows for sheet in workbook.sheets) != cells:
        return "the kept bytes hold other cells than the record"
    return ""
