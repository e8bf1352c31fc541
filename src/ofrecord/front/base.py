"""What every register of a record answers, whether it is a list or a series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ofrecord.dates import parse_day
from ofrecord.errors import BadRequest
from ofrecord.front.tables import value_frame
from ofrecord.model import Edition
from ofrecord.read.cells import Row, link_of, text_of
from ofrecord.record.checking import Progress, Verification, unwatched, verify_record
from ofrecord.record.editions_view import EditionsView
from ofrecord.record.history import reproduce_sheets
from ofrecord.record.stored import StoredRecord, StoredRejection
from ofrecord.register import Described

if TYPE_CHECKING:
    import polars as pl


class RegisterBase:
    """What lists and series both answer: their editions, each reproduced and proved."""

    def __init__(self, declaration: Described, stored: StoredRecord, home: Path | None) -> None:
        self.name = declaration.name
        self.stored = stored
        self.home = home
        """The folder that the record was read from; ``None`` for the one in the package."""

    @property
    def bundled(self) -> bool:
        """Whether this is the record that ships inside the package."""
        return self.home is None

    @property
    def view(self) -> EditionsView[Any, Any]:
        """The record, opened."""
        raise NotImplementedError

    def editions(
        self, list: str = "", start: str | date | None = None, end: str | date | None = None
    ) -> list[Edition]:
        """The editions of a list, or of all, published from a day to another (both included)."""
        name = self.view.list_view(list).name if list else ""
        first = parse_day(start, argument="--from").isoformat() if start else ""
        last = parse_day(end, argument="--to").isoformat() if end else date.max.isoformat()
        if last < first:
            raise BadRequest(
                "the last day comes before the first",
                argument="--to",
                given=last,
                hint=f"ofrecord editions --from {last} --to {first}",
            )
        return [
            self.view.describe(edition)
            for edition in self.view.history
            if (not name or edition.table.list == name)
            and first <= edition.first.published_on <= last
        ]

    def edition(self, edition: str) -> Edition:
        """The edition that an id names, or a capture's sha256 or file name.

        >>> import ofrecord
        >>> ofrecord.open()["ice-287g"].edition("participatingAgencies09052025pm.xlsx").published_on
        '2025-09-05'
        """
        return self.view.describe(self.view.find_edition(edition)[0])

    @property
    def rejections(self) -> tuple[StoredRejection, ...]:
        """The captures that were kept aside, and why."""
        return self.stored.rejections

    def reproduce(self, edition: str, *, links: bool = False) -> list[Row]:
        """The cells of an edition as printed, row by row, header and blank rows included.

        ``edition`` is an edition's id; or a capture's sha256 or file name, which gives that
        capture's cells, including what a web archive added. With ``links``, the addresses behind
        cells stand in further columns.
        """
        found, capture = self.view.find_edition(edition)
        if capture is None:
            rows = [self.view.facts.rows[fact] for fact in found.rows]
        else:
            rows = reproduce_sheets(found, capture, self.view.facts)[found.table.sheet]
        width = max((len(row) for row in rows), default=0)
        table = [tuple(text_of(cell) for cell in row) + ("",) * (width - len(row)) for row in rows]
        if not links:
            return table
        linked = sorted({n for row in rows for n, cell in enumerate(row) if link_of(cell)})
        names = [f"{table[found.table.header - 1][n]} (link)" for n in linked]
        return [
            (*cells, *(names if number == found.table.header - 1 else _links(row, linked)))
            for number, (cells, row) in enumerate(zip(table, rows, strict=True))
        ]

    def has_edition(self, text: str) -> bool:
        """Whether a text names one of its editions or captures."""
        try:
            self.view.find_edition(text)
        except BadRequest:
            return False
        return True

    def verify(self, progress: Progress = unwatched) -> Verification:
        """Proves that every edition reproduces its captures cell for cell."""
        return verify_record(self.view, self.home, progress)

    def frame(self, values: Sequence[object], of: type) -> pl.DataFrame:
        """Values as a table, one column a field."""
        return value_frame(values, of)


def _links(row: Row, linked: Sequence[int]) -> Iterator[str]:
    return (link_of(row[n]) if n < len(row) else "" for n in linked)
