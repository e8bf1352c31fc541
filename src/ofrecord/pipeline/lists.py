"""How the record of a register of lists is made: read, cleaned, identified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.pipeline.capturing import ListReading
from ofrecord.pipeline.doubts import settle_doubts
from ofrecord.pipeline.expectations import expectations_of, vocabulary_of
from ofrecord.pipeline.intake import Intake
from ofrecord.pipeline.swaps import settle_lists
from ofrecord.record.cleaning import cleaned_before
from ofrecord.record.derive import derive_identity, fingerprint
from ofrecord.record.facts import Facts
from ofrecord.record.history import Edition
from ofrecord.record.losses import find_losses
from ofrecord.record.stored import StoredIdentity, StoredRecord
from ofrecord.register import Declaration


class ListMaker:
    """What makes the record of a register of lists."""

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.name = declaration.name
        self.reading = ListReading(declaration, expectations_of(declaration))

    def fingerprint(self, home: Path) -> str:
        """What the identities rest on besides the editions."""
        return fingerprint(self.declaration, home)

    def read_again(
        self, intake: Intake, stored: StoredRecord | None, home: Path, shelf: CaptureShelf
    ) -> None:
        """Nothing: identities are derived from what the record holds."""

    def settle(self, intake: Intake) -> None:
        """Settles which list a capture is of and its day, where those beside it tell."""
        settle_lists(intake, self.declaration)
        settle_doubts(intake, self.declaration)

    def find_odd(self, editions: Sequence[Edition]) -> Mapping[str, str]:
        """The editions that have lost many entries at once."""
        return find_losses(editions, self.declaration.member_lists)

    def derive(
        self,
        editions: Sequence[Edition],
        facts: Facts,
        before: StoredRecord | None,
        numbers: Mapping[int, int],
        code: str,
        home: Path,
    ) -> StoredIdentity:
        """The agreements, agencies and changes."""
        lists = [entry.name for entry in self.declaration.lists]
        same_rules = before is not None and before.code == code
        return derive_identity(
            editions,
            facts,
            self.declaration,
            {name: vocabulary_of(self.declaration, name) for name in ("model", "type")},
            home,
            before.identity if before else None,
            cleaned_before(before, lists, numbers) if before is not None and same_rules else (),
        )
