"""What a series is: numbers by day, published in editions that revise earlier days.

A series register is a description (a TOML file) beside a small module. The description names the
documents and their columns, the measures, the marks that single out values, and the caveats that
travel with every answer. The module is needed only where rows are not simply one day each.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ofrecord.errors import BadRequest, DeclarationError
from ofrecord.register import Described, described, find_list

COMMON_MARKS = {
    "disputed": "the edition prints two values for the day; the first is taken",
    "overlap": "rows of the edition overlap; each is counted once",
}
"""Marks that any series may have, with what they say."""
DAY = "day"
"""The role of the column that says which day a row is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """One row of an edition: its number in the sheet, and its cells by the roles of the columns.

    A column that the edition does not have is not among the cells.
    """

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One value of a measure for one day, and the rows of the edition that it rests on."""

    day: date
    measure: str
    value: int
    rows: tuple[int, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDoubt:
    """A row that says something impossible or strange: ``why``, and what was made of it."""

    row: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What the rows of one edition say: the values, and what is strange about the rows."""

    observations: tuple[Observation, ...]
    doubts: tuple[RowDoubt, ...] = ()


Observe = Callable[[Sequence[SeriesRow], "SeriesDeclaration"], Observed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One of the documents in which a series is published, or a transcription of it.

    ``columns`` gives the role of each header (in lower case); those in ``ignored`` are kept as
    printed.
    """

    name: str
    title: str
    requires: frozenset[str]
    columns: Mapping[str, str]
    ignored: frozenset[str]
    file_names: tuple[re.Pattern[str], ...]
    official: bool = True
    """Whether it is the publisher's own; a transcription says by whom in its title."""
    day_roles: tuple[str, ...] = (DAY,)
    """The columns of days; the last is the one that a row is dated by."""
    day_forms: tuple[str, ...] = ()
    """How days are written besides ISO 8601 (as ``strptime`` names them)."""
    every_day: bool = False
    """Whether it has a row for every day, so that a day without one is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesMeasure:
    """Something that is counted; where it is ``cumulative``, a value is the total up to its day."""

    name: str
    title: str
    one: str
    many: str
    column: str = ""
    cumulative: bool = False
    words: tuple[str, ...] = ()
    """Further names under which people ask for it."""
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What singles out values: those of rows whose ``column`` reads one of ``values``."""

    name: str
    text: str
    column: str = ""
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDeclaration(Described):
    """A series, described: its documents, measures, marks and caveats.

    ``caveats`` travel with every answer. ``epochs`` are days that texts name by an event ("the
    start of the war"). ``lag`` is how many days may pass until a day's value is published.
    """

    documents: tuple[Document, ...]
    measures: tuple[SeriesMeasure, ...]
    marks: tuple[Mark, ...]
    caveats: tuple[str, ...]
    epochs: Mapping[str, date]
    lag: int
    observe: Observe | None = None
    remarks: tuple[str, ...] = ()
    """The forms of what ``observe`` remarks on rows, such as ``"unknown model {text}"``: the site
    says a remark that fits one in other languages."""
    none: frozenset[str] = frozenset({"", "-"})
    """Cells that say that there is no value."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """What only the register's own module needs."""

    @property
    def member_lists(self) -> tuple[str, ...]:
        """None: a series has no members."""
        return ()

    @property
    def lists(self) -> tuple[Document, ...]:
        """The documents, as every register names them."""
        return self.documents

    def list_named(self, name: str) -> Document:
        """The document of that name; ``BadRequest`` names the nearest."""
        return find_list(name, {document.name: document for document in self.documents}, self.name)

    def mark_text(self, name: str) -> str:
        """What a mark on a value says, in words."""
        texts = {mark.name: mark.text for mark in self.marks}
        return texts.get(name) or COMMON_MARKS.get(name, name)

    def measure_named(self, name: str) -> SeriesMeasure:
        """The measure that people mean; ``BadRequest`` names the nearest. A blank is the first."""
        if not name:
            return self.measures[0]
        wanted = " ".join(name.casefold().replace("_", " ").split())
        names: dict[str, SeriesMeasure] = {}
        for measure in self.measures:
            for word in (measure.name, measure.many, measure.title, *measure.words):
                names.setdefault(word.casefold().replace("_", " "), measure)
        if wanted in names:
            return names[wanted]
        nearest = next(iter(get_close_matches(wanted, names, 1, 0.5)), "")
        raise BadRequest(
            "unknown measure",
            argument="--measure",
            given=name,
            nearest=names[nearest].name if nearest else "",
            hint=f"Measures of {self.name}: {', '.join(m.name for m in self.measures)}",
        )


def load_series(
    path: Path, observe: Observe | None = None, remarks: tuple[str, ...] = ()
) -> SeriesDeclaration:
    """The series that a ``register.toml`` describes; ``DeclarationError`` names what is wrong.

    ``observe`` makes values of an edition's rows where a row is not simply one day; ``remarks`` are
    the forms of what it remarks on rows.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return SeriesDeclaration(
            **described(data, path),
            documents=tuple(_document(name, entry) for name, entry in data["lists"].items()),
            measures=tuple(
                SeriesMeasure(
                    name=name,
                    title=entry["title"],
                    one=entry["one"],
                    many=entry["many"],
                    column=entry.get("column", ""),
                    cumulative=entry.get("cumulative", False),
                    words=tuple(entry.get("words", ())),
                    caveats=tuple(entry.get("caveats", ())),
                )
                for name, entry in data["measures"].items()
            ),
            marks=tuple(
                Mark(
                    name=name,
                    text=entry["text"],
                    column=entry.get("column", ""),
                    values=frozenset(value.casefold() for value in entry.get("values", ())),
                )
                for name, entry in data.get("marks", {}).items()
            ),
            caveats=tuple(data["caveats"]["always"]),
            epochs={name.casefold(): day for name, day in data.get("epochs", {}).items()},
            lag=data["lag_days"],
            observe=observe,
            remarks=remarks,
            none=frozenset({"", *data.get("no_value", ["-"])}),
            extra=data.get("extra", {}),
        )
    except (KeyError, TypeError, ValueError, re.error, OSError) as error:
        raise DeclarationError(f"{path.name} of {path.parent.name}: {error!r}") from None


def _document(name: str, entry: Mapping[str, Any]) -> Document:
    return Document(
        name=name,
        title=entry["title"],
        requires=frozenset(entry["requires"]),
        columns={
            spelling.casefold(): role
            for role, spellings in entry["columns"].items()
            for spelling in spellings
        },
        ignored=frozenset(header.casefold() for header in entry.get("ignored_columns", ())),
        file_names=tuple(re.compile(pattern) for pattern in entry["file_names"]),
        official=entry.get("official", True),
        day_roles=tuple(entry.get("day_roles", (DAY,))),
        day_forms=tuple(entry.get("day_forms", ())),
        every_day=entry.get("every_day", False),
    )
