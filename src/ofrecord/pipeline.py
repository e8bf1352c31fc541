"""The order of the work: acquire, read, clean, identify, record.

This is the only file that knows it. A build takes in what is new, keeps aside what cannot be read,
and writes the record once, at the end.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.folder import (
    FoundFile,
    Sidecars,
    Sighting,
    find_files,
    order_of_sighting,
    read_file,
    read_sidecars,
)
from ofrecord.clean.county_names import split_kind
from ofrecord.clean.gazetteer import fold_name, states_with_county
from ofrecord.clean.signing import clean_signed
from ofrecord.clean.states import clean_state
from ofrecord.clean.text import clean_text, placeholder
from ofrecord.clean.vocabulary import Vocabulary
from ofrecord.errors import DatingError, OfRecordError
from ofrecord.read.cells import text_of
from ofrecord.read.dating import Dating, Doubt, date_capture, rests_on_its_name
from ofrecord.read.layout import Expectations, find_table
from ofrecord.read.neighbours import Neighbour, date_between
from ofrecord.read.workbook import Properties, Workbook, read_workbook
from ofrecord.record.derive import cleaned_before, derive_identity, fingerprint
from ofrecord.record.facts import Facts, digest_text, sheets_text
from ofrecord.record.history import (
    Edition,
    Held,
    held_captures,
    load_editions,
    load_facts,
    order_editions,
    store_history,
)
from ofrecord.record.store import only_writer, read_record, write_record
from ofrecord.record.stored import (
    FORMAT,
    StoredCapture,
    StoredRecord,
    StoredRejection,
    StoredSighting,
    StoredTable,
)
from ofrecord.register import Declaration, Role

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{14}[a-z_]*/")

_FEW_FILES = 4
_FILES_AHEAD = 8

Progress = Callable[[int, int, str], None]


def unwatched(done: int, total: int, name: str) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did: counts of files, and every rejection."""

    register: str
    files: int
    new_captures: int
    new_editions: int
    editions: int
    captures: int
    rejections: tuple[StoredRejection, ...]
    """Everything that is kept aside."""
    refused: tuple[StoredRejection, ...]
    """What this build kept aside, for the first time or again."""
    changed: bool
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Intake:
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


def record_path(home: Path, register: str) -> Path:
    """Where a register's record is kept below a home folder."""
    return home / register / "record"


def build_record(
    home: Path,
    folders: list[Path],
    declaration: Declaration,
    progress: Progress = unwatched,
) -> BuildReport:
    """Takes every capture below the folders into a register's record.

    What cannot be read is kept aside with its reason; nothing else is lost by it. Building twice
    changes nothing. The record is written once, whole, at the end.
    """
    path = record_path(home, declaration.name)
    shelf = CaptureShelf(home / "captures")
    files = find_files(folders)
    sidecars = read_sidecars(folders)
    with only_writer(path), _collector_paused():
        stored = read_record(path)
        intake = _open_intake(stored, declaration)
        known = set(intake.held)
        _take_in_sidecars(sidecars, intake)
        for number, loaded in enumerate(_load_files(files, shelf)):
            progress(number, len(files), loaded.file.name)
            _take_in(loaded, sidecars.sightings, intake)
        progress(len(files), len(files), "")
        if intake.changed:
            _retry_undated(shelf, intake)
        _settle_doubts(intake)
        editions = order_editions(intake.held.values(), intake.facts)
        stale = stored is None or stored.code != fingerprint(declaration, home)
        if stored is None or intake.changed or stale:
            stored = _write(path, intake, editions, stored, home)
    return BuildReport(
        register=declaration.name,
        files=len(files),
        new_captures=len(intake.held) - len(known),
        new_editions=sum(
            not any(capture.sha256 in known for capture in edition.captures) for edition in editions
        ),
        editions=len(editions),
        captures=len(intake.held),
        rejections=stored.rejections,
        refused=tuple(r for r in intake.refused if r.sha256 not in intake.held),
        changed=intake.changed or stale,
        notices=stored.identity.notices,
    )


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A file's bytes, kept already; or why they cannot be had."""

    file: FoundFile
    data: bytes = b""
    sha256: str = ""
    error: OfRecordError | None = None


def _load_files(files: list[FoundFile], shelf: CaptureShelf) -> Iterator[_Loaded]:
    """Each file's bytes in turn, kept before anything is read from them.

    The disk works ahead by a few files while the cells of the one before are read.
    """
    if len(files) < _FEW_FILES:
        yield from (_load_file(file, shelf) for file in files)
        return
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    with ThreadPoolExecutor(max_workers=1) as pool:
        ahead: deque[Future[_Loaded]] = deque()
        for file in files:
            ahead.append(pool.submit(_load_file, file, shelf))
            if len(ahead) > _FILES_AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _load_file(file: FoundFile, shelf: CaptureShelf) -> _Loaded:
    try:
        data, sha256 = read_file(file.path, file.folder)
    except OfRecordError as error:
        return _Loaded(file, error=error)
    shelf.keep(sha256, data)
    return _Loaded(file, data, sha256)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Cells are many small objects in no cycles: looking for cycles among them is wasted work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def expectations_of(declaration: Declaration) -> Expectations:
    """What the cells of a column must read as, for the columns of which this can be said."""
    models = vocabulary_of(declaration, "model")
    types = vocabulary_of(declaration, "type")
    return {
        Role.STATE: lambda cell: clean_state(cell).value is not None,
        Role.MODEL: lambda cell: models.match(cell).value is not None,
        Role.TYPE: lambda cell: types.match(cell).value is not None,
        Role.SIGNED: lambda cell: clean_signed(cell).value is not None,
        Role.COUNTY: _names_county,
        Role.AGENCY: lambda cell: not _names_county(cell),
    }


@lru_cache(maxsize=65_536)
def _names_county(cell: str) -> bool:
    """Whether a cell reads as a county, in any state, or as a placeholder for one."""
    text = clean_text(cell)
    name, kind = split_kind(text)
    return bool(kind) or placeholder(text) or bool(states_with_county(fold_name(name)))


@lru_cache(maxsize=64)
def _vocabulary(name: str, entries: tuple[tuple[str, tuple[str, ...]], ...]) -> Vocabulary:
    return Vocabulary(name, dict(entries))


def vocabulary_of(declaration: Declaration, name: str) -> Vocabulary:
    """A register's declared vocabulary: its models or its types of agency."""
    return _vocabulary(name, tuple(declaration.vocabularies.get(name, {}).items()))


def _open_intake(stored: StoredRecord | None, declaration: Declaration) -> _Intake:
    expectations = expectations_of(declaration)
    if stored is None:
        return _Intake(declaration, Facts(), expectations)
    intake = _Intake(declaration, load_facts(stored), expectations)
    for held in held_captures(load_editions(stored), intake.facts):
        intake.held[held.capture.sha256] = held
    intake.rejections = {rejection.sha256: rejection for rejection in stored.rejections}
    return intake


def _take_in_sidecars(sidecars: Sidecars, intake: _Intake) -> None:
    for name in sidecars.read:
        if intake.rejections.pop(name, None):  # it could not be read before; now it can
            intake.changed = True
    for name, error in sidecars.unreadable:
        _reject(name, name, 0, error, intake)


def _take_in(loaded: _Loaded, sidecar: Mapping[str, tuple[Sighting, ...]], intake: _Intake) -> None:
    file, data, sha256 = loaded.file, loaded.data, loaded.sha256
    if loaded.error is not None:
        _reject(file.name, file.name, 0, loaded.error, intake)
        return
    sightings = {Sighting(file=file.name), *sidecar.get(sha256, ())}
    if {s.file for s in sightings if s.captured_at or s.seen_at or s.url} >= {file.name}:
        sightings.discard(Sighting(file=file.name))
    if intake.rejections.pop(file.name, None):  # it could not be had before; now it can
        intake.changed = True
    held = intake.held.get(sha256)
    if held is not None:
        _add_sightings(held, sightings, intake)
        return
    rejected = intake.rejections.get(sha256)
    if rejected is not None:  # under that name; perhaps this one tells the day
        sightings = _plain({*sightings, Sighting(file=rejected.file)})
    try:
        intake.held[sha256] = _read_capture(data, sha256, sightings, intake)
    except OfRecordError as error:
        _reject(sha256, file.name, len(data), error, intake)
        return
    if intake.held[sha256].capture.published_on:
        intake.changed = True
        intake.rejections.pop(sha256, None)


def _reject(sha256: str, name: str, size: int, error: OfRecordError, intake: _Intake) -> None:
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
    # Of several names of the same bytes the first stands, in whatever order they come.
    if known is None or name < known.file or (name == known.file and rejection != known):
        intake.rejections[sha256] = rejection
        intake.changed = True


def _add_sightings(held: Held, sightings: Iterable[Sighting], intake: _Intake) -> None:
    known = {_sighting(s) for s in held.capture.sightings}
    merged = _plain({*known, *sightings})
    if merged == known:
        return
    capture = held.capture
    try:
        dating = _date(merged, _properties(capture), intake.declaration)
    except OfRecordError:
        return
    own = tuple(flag for flag in capture.flags if not flag.startswith(_NAME_MARKS))
    capture = msgspec.structs.replace(capture, sightings=_stored_sightings(merged))
    own += _flag_swap(capture, held.table, intake.declaration)
    intake.held[capture.sha256] = replace(held, capture=_with_dating(capture, dating, own))
    intake.changed = True


_DATING_MARK = "dated: "
_SWAP_MARK = "named after the "
_NAME_MARKS = (_DATING_MARK, _SWAP_MARK)
"""How the flags begin that rest on the names under which a capture was seen."""


def _plain(sightings: set[Sighting]) -> set[Sighting]:
    """The sightings, less those that only repeat a name of which more is known."""
    told = {s.file for s in sightings if s.captured_at or s.seen_at or s.url}
    return {s for s in sightings if s.captured_at or s.seen_at or s.url or s.file not in told}


def _sighting(stored: StoredSighting) -> Sighting:
    return Sighting(
        file=stored.file, url=stored.url, seen_at=stored.seen_at, captured_at=stored.captured_at
    )


def _stored_sightings(sightings: Iterable[Sighting]) -> tuple[StoredSighting, ...]:
    ordered = sorted(sightings, key=order_of_sighting)
    return tuple(StoredSighting(s.file, s.url, s.seen_at, s.captured_at) for s in ordered)


def _properties(capture: StoredCapture) -> Properties:
    return Properties(
        application=capture.application,
        creator=capture.creator,
        created=capture.created,
        modified=capture.modified,
    )


def _date(
    sightings: Iterable[Sighting], properties: Properties, declaration: Declaration
) -> Dating | Doubt:
    ordered = _stored_sightings(sightings)
    captured = min((s.captured_at for s in ordered if s.captured_at), default="")
    return date_capture([s.file for s in ordered], captured, properties, declaration)


def _with_dating(
    capture: StoredCapture, found: Dating | Doubt, flags: tuple[str, ...]
) -> StoredCapture:
    """The capture with its day; without one where only the editions beside it can tell."""
    dating = found.fallback if isinstance(found, Doubt) else found
    if dating is None:
        return msgspec.structs.replace(capture, published_on="", dated_by="", flags=flags)
    return msgspec.structs.replace(
        capture,
        published_on=dating.published_on.isoformat(),
        part=dating.part,
        dated_by=dating.dated_by.value,
        flags=flags + tuple(_DATING_MARK + flag for flag in dating.flags),
        order=dating.order,
    )


def _retry_undated(shelf: CaptureShelf, intake: _Intake) -> None:
    """Reads again what was kept aside because no day was known: it may have neighbours now."""
    for sha256, rejection in list(intake.rejections.items()):
        if rejection.code != DatingError.code or sha256 in intake.held:
            continue
        try:
            data, sightings = shelf.read(sha256), {Sighting(file=rejection.file)}
            intake.held[sha256] = _read_capture(data, sha256, sightings, intake)
        except OfRecordError:
            continue  # it stays aside, for the reason that is known


def _settle_doubts(intake: _Intake) -> None:
    """Dates the captures whose names nothing vouches for by the editions beside them.

    Only captures that are dated without doubt are neighbours, so no order matters.
    """
    doubts: dict[str, Doubt] = {}
    for sha256, held in intake.held.items():
        capture, properties = held.capture, _properties(held.capture)
        if rests_on_its_name(capture.dated_by, properties, intake.declaration):
            found = _date(map(_sighting, capture.sightings), properties, intake.declaration)
            if isinstance(found, Doubt):
                doubts[sha256] = found
    if not doubts:
        return
    neighbours: dict[str, list[Neighbour]] = {}
    for sha256, held in intake.held.items():
        if sha256 not in doubts:
            day = date.fromisoformat(held.capture.published_on)
            neighbour = Neighbour(day, _entries(held, intake.facts))
            neighbours.setdefault(held.table.list, []).append(neighbour)
    for beside in neighbours.values():
        beside.sort(key=lambda neighbour: neighbour.day)
    for sha256, doubt in sorted(doubts.items()):
        _settle(sha256, doubt, neighbours, intake)


def _settle(
    sha256: str, doubt: Doubt, neighbours: Mapping[str, Sequence[Neighbour]], intake: _Intake
) -> None:
    held = intake.held[sha256]
    beside = neighbours.get(held.table.list, ())
    try:
        dating = date_between(doubt, _entries(held, intake.facts), beside)
    except OfRecordError as error:
        del intake.held[sha256]
        _reject(sha256, doubt.name.text, held.capture.bytes, error, intake)
        return
    own = tuple(flag for flag in held.capture.flags if not flag.startswith(_DATING_MARK))
    capture = _with_dating(held.capture, dating, own)
    if intake.rejections.pop(sha256, None) is not None or capture != held.capture:
        intake.held[sha256] = replace(held, capture=capture)
        intake.changed = True


def _entries(held: Held, facts: Facts) -> frozenset[tuple[str, ...]]:
    """The states, agencies and models that a capture prints."""
    roles = dict(held.table.roles)
    columns = [roles[role] for role in (Role.STATE, Role.AGENCY, Role.MODEL) if role in roles]
    explained = {number for number, _ in held.table.explained}
    return frozenset(
        tuple(text_of(row[at]).strip() if at < len(row) else "" for at in columns)
        for number, row in enumerate((facts.rows[fact] for fact in held.rows), start=1)
        if number > held.table.header and number not in explained
    )


def _read_capture(data: bytes, sha256: str, sightings: set[Sighting], intake: _Intake) -> Held:
    workbook = read_workbook(data)
    text = sheets_text(sheet.rows for sheet in workbook.sheets)
    prefix, plain = _find_prefix(text)
    digest = digest_text(plain)
    key = digest, tuple(sheet.visible for sheet in workbook.sheets)
    if key not in intake.tables:
        intake.tables[key] = _read_table(workbook, prefix, digest, intake)
    table, rows, flags = intake.tables[key]
    patches = _find_patches(workbook, prefix, text, plain) if prefix else ()
    dating = _date(sightings, workbook.properties, intake.declaration)
    capture = StoredCapture(
        sha256=sha256,
        bytes=len(data),
        sightings=_stored_sightings(sightings),
        modified=workbook.properties.modified,
        created=workbook.properties.created,
        application=workbook.properties.application,
        creator=workbook.properties.creator,
        published_on="",
        part=None,
        dated_by="",
        flags=(),
        order=("", 0, "", ""),
        sheets=tuple(
            (sheet.name, sheet.visible, _runs_of(sheet.hidden)) for sheet in workbook.sheets
        ),
        cells=digest_text(text),
        prefix=prefix if not patches else "",
        bare=False,
        patches=patches,
        unplaced_links=tuple(link for sheet in workbook.sheets for link in sheet.unplaced_links),
    )
    flags += _flag_sheets(workbook, capture, table)
    flags += _flag_swap(capture, table, intake.declaration)
    return Held(capture=_with_dating(capture, dating, flags), table=table, rows=rows)


def _find_prefix(text: str) -> tuple[str, str]:
    """The address that a web archive put before the publisher's, and the text without it."""
    match = _ARCHIVED.search(text) if "web.archive.org/web/" in text else None
    if match is None:
        return "", text
    return match[0], text.replace(match[0], "")


def _read_table(
    workbook: Workbook, prefix: str, digest: str, intake: _Intake
) -> tuple[StoredTable, tuple[int, ...], tuple[str, ...]]:
    if prefix:
        workbook = _without_prefix(workbook, prefix)
    # What a copy of the same cells may lack is left out: the table is kept for every copy.
    sheets = tuple(replace(sheet, hidden=(), unplaced_links=()) for sheet in workbook.sheets)
    workbook = replace(workbook, sheets=sheets)
    table, others = find_table(workbook, intake.declaration, intake.expectations)
    index = intake.facts.index
    stored = StoredTable(
        list=table.list.name,
        header=table.header,
        roles=tuple((role.value, at) for role, at in table.roles),
        explained=table.explained,
        sheet=workbook.sheets.index(table.sheet),
        others=tuple(tuple(map(index, sheet.rows)) for sheet in others),
        digest=digest,
    )
    return stored, tuple(map(index, table.sheet.rows)), table.flags


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


def _flag_sheets(workbook: Workbook, capture: StoredCapture, table: StoredTable) -> tuple[str, ...]:
    """What is odd about a copy's sheets, whatever their cells."""
    flags = []
    others = [sheet for number, sheet in enumerate(workbook.sheets) if number != table.sheet]
    if others:
        names = ", ".join(repr(sheet.name) for sheet in others)
        flags.append(f"other sheets stand beside the list: {names}; they are kept")
    hidden = sum(len(sheet.hidden) for sheet in workbook.sheets)
    if hidden:
        flags.append(f"{hidden} rows are hidden by a saved filter; they are read")
    if capture.unplaced_links:
        unplaced = len(capture.unplaced_links)
        flags.append(f"{unplaced} links stand behind blank cells; they are kept")
    return tuple(flags)


def _flag_swap(
    capture: StoredCapture, table: StoredTable, declaration: Declaration
) -> tuple[str, ...]:
    """Says so where a file is named after another list than the one it holds."""
    folded = " ".join(sorted({sighting.file for sighting in capture.sightings})).casefold()
    others = [
        entry.name
        for entry in declaration.lists
        if entry.name != table.list and entry.name in folded and table.list not in folded
    ]
    if not others:
        return ()
    return (f"{_SWAP_MARK}{others[0]} list, but its columns are those of {table.list}",)


def _write(
    path: Path,
    intake: _Intake,
    editions: list[Edition],
    before: StoredRecord | None,
    home: Path,
) -> StoredRecord:
    """Derives what follows from the editions and writes the record."""
    strings, rows, captures, stored_editions, numbers = store_history(
        editions, intake.facts, before
    )
    facts = Facts(intake.facts.rows[fact] for fact in numbers)
    if any(number != fact for fact, number in numbers.items()):
        editions = [
            replace(edition, rows=tuple(numbers[fact] for fact in edition.rows))
            for edition in editions
        ]
    declaration = intake.declaration
    code = fingerprint(declaration, home)
    lists = [entry.name for entry in declaration.lists]
    same_rules = before is not None and before.code == code
    identity = derive_identity(
        editions,
        facts,
        declaration,
        {name: vocabulary_of(declaration, name) for name in ("model", "type")},
        home,
        before.identity if before else None,
        cleaned_before(before, lists, numbers) if before is not None and same_rules else (),
    )
    record = StoredRecord(
        format=FORMAT,
        register=declaration.name,
        code=code,
        strings=strings,
        facts=rows,
        captures=captures,
        editions=stored_editions,
        rejections=tuple(sorted(intake.rejections.values(), key=lambda r: (r.file, r.sha256))),
        identity=identity,
    )
    write_record(path, record)
    return record
