"""What making a record needs to know of the kind of register: a list, or a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.pipeline.intake import Intake, Reading
from ofrecord.record.facts import Facts
from ofrecord.record.history import Edition
from ofrecord.record.stored import StoredIdentity, StoredRecord


class RecordMaker(Protocol):
    """What makes the records of one kind of register out of captures."""

    @property
    def name(self) -> str:
        """The register's name."""
        ...

    @property
    def reading(self) -> Reading:
        """How its captures are read and dated."""
        ...

    def fingerprint(self, home: Path) -> str:
        """What the derived part of its record rests on besides the captures."""
        ...

    def read_again(
        self, intake: Intake, stored: StoredRecord | None, home: Path, shelf: CaptureShelf
    ) -> None:
        """Reads what is held once more, where the rules by which it was read have changed."""
        ...

    def settle(self, intake: Intake) -> None:
        """Settles what only the captures together can tell."""
        ...

    def find_odd(self, editions: Sequence[Edition]) -> Mapping[str, str]:
        """What is odd about editions in words, by their ids: only those of which it is so."""
        ...

    def derive(
        self,
        editions: Sequence[Edition],
        facts: Facts,
        before: StoredRecord | None,
        numbers: Mapping[int, int],
        code: str,
        home: Path,
    ) -> StoredIdentity:
        """What follows from the editions and is kept with them."""
        ...
