"""What an export holds, described: each file, and each register that the files are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """The forms in which data is written."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"
    GEOJSON = "geojson"
    SQLITE = "sqlite"
    FEEDS = "feeds"


MEDIA_TYPES = {
    Form.CSV: "text/csv",
    Form.PARQUET: "application/vnd.apache.parquet",
    Form.JSON: "application/json",
    Form.GEOJSON: "application/geo+json",
    Form.SQLITE: "application/vnd.sqlite3",
}
TITLES = {
    Form.CSV: "CSV",
    Form.PARQUET: "Parquet",
    Form.JSON: "JSON",
    Form.GEOJSON: "GeoJSON",
    Form.SQLITE: "SQLite",
}
"""What people call the forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One file of data: its path below the folder, and the table it holds (none: all of them)."""

    path: str
    form: Form
    table: str
    text: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A register whose data was written: what it is, what has to be said with it, the files."""

    name: str
    title: str
    kind: str
    publisher: str
    home: str
    licence: str
    caveats: Sequence[str]
    lists: Sequence[tuple[str, str]]
    measures: Sequence[tuple[str, str]]
    first_day: str
    last_day: str
    captured_on: str
    editions: int
    files: Sequence[DataFile]
    feeds: int

    @property
    def description(self) -> str:
        """A short description, the publisher named."""
        days = f", from {self.first_day} to {self.last_day}" if self.first_day else ""
        return (
            f"{self.title}: every edition that is held of what {self.publisher} published"
            f"{days}. Compiled by ofrecord, which is not connected with the publisher."
        )

    @property
    def cautioned(self) -> str:
        """The description with what has to be said with every number."""
        notes = "; ".join(self.caveats)
        return (
            f"{self.description} To be said with every number: {notes}."
            if notes
            else (self.description)
        )


def newest_day(exported: Sequence[Exported]) -> str:
    """The day of the newest capture of all: the date of an export, which looks at no clock."""
    return max((one.captured_on for one in exported), default="")
