"""One capture of a series from its bytes: its table, its day, and what is strange about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.sightings import Sighting
from ofrecord.dates import parse_moment
from ofrecord.errors import DatingError, OfRecordError
from ofrecord.pipeline.dating import DATING_MARK, sighting_of, stored_sightings
from ofrecord.pipeline.intake import Intake
from ofrecord.read.dating import DatedBy
from ofrecord.read.document import read_document
from ofrecord.read.observing import (
    check_values,
    describe_doubts,
    misprinted_days,
    observe,
    without_days,
)
from ofrecord.read.series_table import find_series_table, read_day, series_rows
from ofrecord.read.workbook import Workbook
from ofrecord.record.facts import Facts, digest_text, sheets_text
from ofrecord.record.history import Edition, Held
from ofrecord.record.stored import (
    StoredCapture,
    StoredIdentity,
    StoredRecord,
    StoredSighting,
    StoredTable,
)
from ofrecord.series import Document, Observed, SeriesDeclaration

RULES = "2"
"""Raised when a table would be read otherwise than before."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class SeriesReading:
    """How the captures of a series are read."""

    declaration: SeriesDeclaration

    def read(self, data: bytes, sha256: str, sightings: set[Sighting], intake: Intake) -> Held:
        """The capture that bytes hold, with its table.

        Raises the ``ReadError``, ``LayoutError`` or ``DatingError`` for which it is kept aside.
        """
        workbook = read_document(data)
        table, rows, flags, observed = _read_table(workbook, self.declaration, intake.facts)
        properties = workbook.properties
        capture = StoredCapture(
            sha256=sha256,
            bytes=len(data),
            sightings=stored_sightings(sightings),
            modified=properties.modified,
            created=properties.created,
            application=properties.application,
            creator=properties.creator,
            published_on="",
            part=None,
            dated_by="",
            flags=flags,
            order=("", 0, "", ""),
            sheets=tuple(
                (sheet.name, sheet.visible, tuple((number, 1) for number in sheet.hidden))
                for sheet in workbook.sheets
            ),
            cells=table.digest,
            prefix="",
            bare=False,
            patches=(),
            unplaced_links=tuple(
                one
                for sheet in workbook.sheets
                for one in (*sheet.unplaced_links, *((f"note at {at}", t) for at, t in sheet.notes))
            ),
        )
        document = self.declaration.list_named(table.list)
        return Held(capture=_dated(capture, document, observed), table=table, rows=rows)

    def redate(self, held: Held, sightings: set[Sighting], intake: Intake) -> Held:
        """The capture as it is dated by all names under which it was seen."""
        document = self.declaration.list_named(held.table.list)
        rows = [intake.facts.rows[fact] for fact in held.rows]
        table = held.table
        explained = (number for number, _ in table.explained)
        observed = observe(
            series_rows(rows, table.header, table.roles, explained), document, self.declaration
        )
        own = tuple(flag for flag in held.capture.flags if not flag.startswith(DATING_MARK))
        capture = msgspec.structs.replace(
            held.capture, sightings=stored_sightings(sightings), flags=own
        )
        return replace(held, capture=_dated(capture, document, observed))


class SeriesMaker:
    """What makes the record of a series: its editions say everything."""

    def __init__(self, declaration: SeriesDeclaration) -> None:
        self.declaration = declaration
        self.name = declaration.name
        self.reading = SeriesReading(declaration)

    def fingerprint(self, home: Path) -> str:
        """What reading a table rests on besides its bytes."""
        del home
        path = self.declaration.folder / "register.toml"
        described = path.read_bytes() if path.is_file() else b""
        return hashlib.sha256(RULES.encode() + b"\0" + described).hexdigest()

    def read_again(
        self, intake: Intake, stored: StoredRecord | None, home: Path, shelf: CaptureShelf
    ) -> None:
        """Reads every capture that is kept here once more, where the rules have changed."""
        if stored is None or stored.code == self.fingerprint(home):
            return
        for sha256, held in list(intake.held.items()):
            sightings = set(map(sighting_of, held.capture.sightings))
            try:
                intake.held[sha256] = self.reading.read(
                    shelf.read(sha256), sha256, sightings, intake
                )
            except OfRecordError:
                continue  # it stands as it was read before

    def settle(self, intake: Intake) -> None:
        """Nothing: a capture says by itself what it is."""

    def find_odd(self, editions: Sequence[Edition]) -> Mapping[str, str]:
        """What is strange about the rows of editions, the first of each in words."""
        found: dict[str, str] = {}
        for edition in editions:
            flags = dict.fromkeys(flag for one in edition.captures for flag in one.flags)
            told = [flag.removeprefix(DATING_MARK) for flag in flags]
            rows = [flag for flag in told if flag.startswith("row ")]
            if rows:
                more = f" (and {len(rows) - 1:,} more)" if len(rows) > 1 else ""
                found[edition.edition_id] = f"{edition.first.sightings[0].file}: {rows[0]}{more}"
        return found

    def derive(
        self,
        editions: Sequence[Edition],
        facts: Facts,
        before: StoredRecord | None,
        numbers: Mapping[int, int],
        code: str,
        home: Path,
    ) -> StoredIdentity:
        """Nothing: a series has no identities."""
        del editions, facts, before, numbers, code, home
        return StoredIdentity((), (), (), (), (), (), (), ())


def _read_table(
    workbook: Workbook, declaration: SeriesDeclaration, facts: Facts
) -> tuple[StoredTable, tuple[int, ...], tuple[str, ...], Observed]:
    table = find_series_table(workbook, declaration)
    sheet = workbook.sheets[table.sheet]
    rows = series_rows(sheet.rows, table.header, table.roles, (n for n, _ in table.explained))
    observed = observe(rows, table.document, declaration)
    check_values(observed, rows)
    lines = [list(map("\x1d".join, one.rows)) for one in workbook.sheets]
    numbers = [facts.index_all(one.rows) for one in workbook.sheets]
    stored = StoredTable(
        list=table.document.name,
        header=table.header,
        roles=table.roles,
        explained=table.explained,
        sheet=table.sheet,
        others=tuple(found for number, found in enumerate(numbers) if number != table.sheet),
        digest=digest_text(sheets_text(lines)),
    )
    flags = (*table.flags, *describe_doubts(observed.doubts))
    return stored, numbers[table.sheet], flags, observed


# Dating -----------------------------------------------------------------------------------------


def _dated(capture: StoredCapture, document: Document, observed: Observed) -> StoredCapture:
    """The capture with its day: that of a name, of the first retrieval, or of its last row.

    A name is believed where no row is of a later day, misprints aside.
    """
    files = [one.file for one in capture.sightings]
    names = [(day, file) for file in files if (day := day_in_name(file, document))]
    moment = _first_moment(capture.sightings, document)
    stated = min(names)[0] if names else moment
    days = {one.day for one in observed.observations}
    misprinted = misprinted_days(days, stated) if stated else frozenset()
    last = max(days - misprinted, default=None)
    flags = describe_doubts(without_days(observed, misprinted).doubts[len(observed.doubts) :])
    if names:
        (day, named), by = min(names), DatedBy.FILE_NAME
        if last is not None and last > day:
            flags += (f"the name {named!r} says {day}; its last row is of {last}",)
            day, by = last, DatedBy.CONTENTS
    elif moment is not None:
        day, by = moment, DatedBy.CAPTURE
    elif last is not None:
        day, by = last, DatedBy.CONTENTS
        flags += ("by its last row: it was published on that day or after it",)
    else:
        raise DatingError(
            f"no day can be found: the name {capture.sightings[0].file!r} has none, no time of "
            "capture is known, and no row has a day",
            hint="State captured_at for it in a manifest.csv beside it",
        )
    return msgspec.structs.replace(
        capture,
        published_on=day.isoformat(),
        dated_by=by.value,
        flags=(*capture.flags, *(DATING_MARK + flag for flag in flags)),
        order=(day.isoformat(), 1, last.isoformat() if last else "", capture.sightings[0].file),
    )


def _first_moment(sightings: Sequence[StoredSighting], document: Document) -> date | None:
    """The day of the first retrieval that is stated, beside the bytes or in a name (``stamp``)."""
    texts = [one.captured_at or one.seen_at for one in sightings]
    for pattern in document.file_names:
        found = (pattern.search(one.file) for one in sightings)
        texts += [match.groupdict().get("stamp") or "" for match in found if match]
    moments = (parse_moment(text) for text in texts if text)
    return min((moment.date() for moment in moments if moment is not None), default=None)


def day_in_name(name: str, document: Document) -> date | None:
    """The day that a file's name states, by the document's patterns; ``None`` where it has none.

    A pattern's groups are ``iso``, or ``day``, ``month`` (a number or an English name), ``year``;
    a ``stamp`` is the moment of capture (UTC, YYYYMMDDhhmmss), and names no day of publication.
    """
    for pattern in document.file_names:
        found = pattern.search(name)
        if found is None:
            continue
        parts = found.groupdict()
        if parts.get("iso"):
            day = read_day(parts["iso"])
        else:
            day = _day_of(parts.get("year"), parts.get("month"), parts.get("day"))
        if day is not None:
            return day
    return None


def _day_of(year: str | None, month: str | None, day: str | None) -> date | None:
    if not (year and month and day):
        return None
    number = int(month) if month.isdigit() else _month_named(month)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _month_named(name: str) -> int:
    short = re.sub(r"\W", "", name).casefold()[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
