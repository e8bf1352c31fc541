"""One capture from its bytes: its table, its day, and what sets it apart from its copies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import msgspec

from ofrecord.acquire.sightings import Sighting
from ofrecord.errors import LayoutError
from ofrecord.pipeline.dating import (
    NAME_MARKS,
    date_sightings,
    flag_swap,
    properties_of,
    stored_sightings,
    with_dating,
)
from ofrecord.pipeline.intake import Intake
from ofrecord.read.archived import open_masked
from ofrecord.read.cells import Kind, join_row, kind_of, text_of
from ofrecord.read.judged import Expectations
from ofrecord.read.layout import find_table
from ofrecord.read.workbook import Workbook, read_container, read_properties
from ofrecord.record.facts import Facts, digest_text, sheets_text
from ofrecord.record.history import Held
from ofrecord.record.stored import StoredCapture, StoredTable
from ofrecord.register import Declaration, Role

_REMEMBERED = 32
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{14}[a-z_]*/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is read from the cells of a capture, or of several that only an archive parts.

    ``mask`` is what an archive put before the publisher's addresses, with its moment masked where
    several copies can share these contents; it stands in ``text``, ``patches`` and links.
    """

    text: str
    mask: str
    table: StoredTable
    rows: tuple[int, ...]
    flags: tuple[str, ...]
    sheets: tuple[tuple[str, bool, tuple[tuple[int, int], ...]], ...]
    patches: tuple[tuple[int, int, int, str], ...]
    unplaced_links: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class ListReading:
    """How the captures of a register of lists are read: what is found of one serves for others."""

    declaration: Declaration
    expectations: Expectations
    tables: dict[
        tuple[str, tuple[bool, ...]], tuple[StoredTable, tuple[int, ...], tuple[str, ...]]
    ] = field(default_factory=dict)
    """Tables by the digest of their cells and by which sheets show."""
    contents: dict[str, Contents] = field(default_factory=dict)
    """The contents of the latest copies that an archive served, by what they are once masked."""

    def read(self, data: bytes, sha256: str, sightings: set[Sighting], intake: Intake) -> Held:
        """The capture that bytes hold, with its table.

        Without a day where only the editions beside it can tell. Raises the ``ReadError`` or
        ``DatingError`` for which it has to be kept aside.
        """
        return _read_capture(data, sha256, sightings, intake.facts, self)

    def redate(self, held: Held, sightings: set[Sighting], intake: Intake) -> Held:
        """The capture as it is dated by all names under which it was seen."""
        del intake
        capture, ordered = held.capture, stored_sightings(sightings)
        dating = date_sightings(ordered, properties_of(capture), self.declaration)
        own = tuple(flag for flag in capture.flags if not flag.startswith(NAME_MARKS))
        capture = msgspec.structs.replace(capture, sightings=ordered)
        own += flag_swap(capture, held.table, self.declaration)
        return replace(held, capture=with_dating(capture, dating, own))

    def remember(self, key: str, contents: Contents) -> None:
        """Keeps the contents of a copy for others like it, and forgets the oldest."""
        self.contents[key] = contents
        if len(self.contents) > _REMEMBERED:
            del self.contents[next(iter(self.contents))]


def _read_capture(
    data: bytes, sha256: str, sightings: set[Sighting], facts: Facts, reading: ListReading
) -> Held:
    opened = open_masked(data)
    contents = reading.contents.get(opened.key)
    if contents is None:
        workbook = read_container(opened.container)
        properties = workbook.properties
        contents = _examine(workbook, opened.mask, facts, reading)
        if opened.key:
            reading.remember(opened.key, contents)
    else:
        properties = read_properties(opened.container)
    prefix = opened.address if contents.mask == opened.mask else contents.mask
    masked = contents.mask, prefix
    ordered = stored_sightings(sightings)
    dating = date_sightings(ordered, properties, reading.declaration)
    capture = StoredCapture(
        sha256=sha256,
        bytes=len(data),
        sightings=ordered,
        modified=properties.modified,
        created=properties.created,
        application=properties.application,
        creator=properties.creator,
        published_on="",
        part=None,
        dated_by="",
        flags=(),
        order=("", 0, "", ""),
        sheets=contents.sheets,
        cells=digest_text(contents.text.replace(*masked)) if prefix else contents.table.digest,
        prefix=prefix if not contents.patches else "",
        bare=False,
        patches=tuple(
            (sheet, row, column, cell.replace(*masked))
            for sheet, row, column, cell in contents.patches
        ),
        unplaced_links=tuple((at, link.replace(*masked)) for at, link in contents.unplaced_links),
    )
    flags = contents.flags + flag_swap(capture, contents.table, reading.declaration)
    return Held(
        capture=with_dating(capture, dating, flags), table=contents.table, rows=contents.rows
    )


def _examine(workbook: Workbook, mask: str, facts: Facts, reading: ListReading) -> Contents:
    """What the cells of a workbook hold, the list among them found and its rows numbered."""
    lines = [list(map("\x1d".join, sheet.rows)) for sheet in workbook.sheets]
    text = sheets_text(lines)
    prefix, plain = _find_prefix(text, mask)
    digest = digest_text(plain)
    key = digest, tuple(sheet.visible for sheet in workbook.sheets)
    if key not in reading.tables:
        reading.tables[key] = _read_table(workbook, lines, prefix, digest, facts, reading)
    table, rows, flags = reading.tables[key]
    if workbook.from_1904:
        _check_days(workbook, table)
    unplaced = tuple(link for sheet in workbook.sheets for link in sheet.unplaced_links)
    return Contents(
        text=text if prefix else "",
        mask=prefix,
        table=table,
        rows=rows,
        flags=flags + _flag_sheets(workbook, table, len(unplaced)),
        sheets=tuple(
            (sheet.name, sheet.visible, _runs_of(sheet.hidden)) for sheet in workbook.sheets
        ),
        patches=_find_patches(workbook, prefix, text, plain) if prefix else (),
        unplaced_links=unplaced,
    )


def _check_days(workbook: Workbook, table: StoredTable) -> None:
    """Refuses signing days that are bare numbers where these count from another day than usual."""
    at = dict(table.roles).get(Role.SIGNED)
    if at is None:
        return
    rows = workbook.sheets[table.sheet].rows
    bare = (n for n, row in enumerate(rows, start=1) if at < len(row) and _is_number(row[at]))
    number = next(bare, None)
    if number is not None:
        name = text_of(rows[table.header - 1][at])
        raise LayoutError(
            f'row {number}: the column "{name}" has a number that is not formatted as a day, and '
            "this workbook counts days from 1904: it would be read as four years early",
            column=name,
        )


def _is_number(cell: str) -> bool:
    return kind_of(cell) is Kind.NUMBER


def _find_prefix(text: str, mask: str) -> tuple[str, str]:
    """The address that a web archive put before the publisher's, and the text without it."""
    if mask and mask in text:
        return mask, text.replace(mask, "")
    match = _ARCHIVED.search(text) if "web.archive.org/web/" in text else None
    if match is None:
        return "", text
    return match[0], text.replace(match[0], "")


def _read_table(
    workbook: Workbook,
    lines: Sequence[list[str]],
    prefix: str,
    digest: str,
    facts: Facts,
    reading: ListReading,
) -> tuple[StoredTable, tuple[int, ...], tuple[str, ...]]:
    if prefix:
        workbook = _without_prefix(workbook, prefix)
        lines = [list(map(join_row, sheet.rows)) for sheet in workbook.sheets]
    # What a copy of the same cells may lack is left out: the table is kept for every copy.
    sheets = tuple(replace(sheet, hidden=(), unplaced_links=()) for sheet in workbook.sheets)
    workbook = replace(workbook, sheets=sheets)
    table, _ = find_table(workbook, reading.declaration, reading.expectations, lines)
    which = workbook.sheets.index(table.sheet)
    numbers = [
        facts.index_all(sheet.rows, texts)
        for sheet, texts in zip(workbook.sheets, lines, strict=True)
    ]
    stored = StoredTable(
        list=table.list.name,
        header=table.header,
        roles=tuple((role.value, at) for role, at in table.roles),
        explained=table.explained,
        sheet=which,
        others=tuple(rows for number, rows in enumerate(numbers) if number != which),
        digest=digest,
    )
    return stored, numbers[which], table.flags


def _without_prefix(workbook: Workbook, prefix: str) -> Workbook:
    sheets = tuple(
        replace(sheet, rows=[tuple([cell.replace(prefix, "") for cell in r]) for r in sheet.rows])
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=sheets)


def _find_patches(
    workbook: Workbook, prefix: str, text: str, plain: str
) -> tuple[tuple[int, int, int, str], ...]:
    """The cells that putting the archive's address back would not give as they were read."""
    at_start = plain.count("\x1dhttp://") + plain.count("\x1dhttps://")
    if text.count("\x1d" + prefix) == text.count(prefix) == at_start:
        return ()
    return tuple(
        (number, row, column, cell)
        for number, sheet in enumerate(workbook.sheets)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if prefix in cell
    )


def _runs_of(numbers: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == sum(runs[-1]):
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return tuple((first, count) for first, count in runs)


def _flag_sheets(workbook: Workbook, table: StoredTable, unplaced: int) -> tuple[str, ...]:
    """What is odd about a copy's sheets, whatever their cells."""
    flags = []
    others = [sheet for number, sheet in enumerate(workbook.sheets) if number != table.sheet]
    if others:
        names = ", ".join(repr(sheet.name) for sheet in others)
        flags.append(f"other sheets stand beside the list: {names}; they are kept")
    hidden = sum(len(sheet.hidden) for sheet in workbook.sheets)
    if hidden:
        flags.append(f"{hidden} rows are hidden by a saved filter; they are read")
    if unplaced:
        flags.append(f"{unplaced} links stand behind blank cells; they are kept")
    return tuple(flags)
