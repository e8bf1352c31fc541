"""The order of the work: acquire, read, clean, identify, record.

This is the only file that knows it. A build takes in what is new, keeps aside what cannot be read,
and writes the record once, at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.folder import FoundFile, Sidecars, find_files, read_sidecars
from ofrecord.collector import collector_paused
from ofrecord.errors import DeclarationError
from ofrecord.pipeline.arriving import (
    retry_undecided,
    sightings_to_note,
    take_in,
    take_in_sidecars,
)
from ofrecord.pipeline.intake import Intake, open_intake
from ofrecord.pipeline.loading import load_files
from ofrecord.pipeline.making import RecordMaker
from ofrecord.pipeline.routing import route_files
from ofrecord.record.edition_ids import read_ledger
from ofrecord.record.facts import Facts
from ofrecord.record.history import History, order_editions, store_history
from ofrecord.record.store import mark_checked, only_writer, read_record, write_record
from ofrecord.record.stored import FORMAT, StoredRecord, StoredRejection
from ofrecord.register import Declaration, Described
from ofrecord.series import SeriesDeclaration

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
    begun: bool
    """Whether the record did not stand before."""
    notices: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    """What is odd about the new editions, one line each."""


def record_path(home: Path, register: str) -> Path:
    """Where a register's record is kept below a home folder."""
    return home / register / "record"


def build_record(
    home: Path,
    folders: list[Path],
    declaration: Described,
    progress: Progress = unwatched,
) -> BuildReport:
    """Takes every capture below the folders into one register's record.

    What cannot be read is kept aside with its reason; nothing else is lost by it. Building twice
    changes nothing. The record is written once, whole, at the end.
    """
    return build_records(home, folders, [declaration], progress).reports[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReports:
    """What a build of several registers did, and the files that none of them knows."""

    reports: tuple[BuildReport, ...]
    passed_over: tuple[str, ...]


def build_records(
    home: Path,
    folders: list[Path],
    declarations: Sequence[Described],
    progress: Progress = unwatched,
) -> BuildReports:
    """Takes every capture below the folders into the record of the register whose it is.

    A register that has no file and no record yet is left alone, unless it is the only one.
    """
    files = find_files(folders)
    sidecars = read_sidecars(folders)
    routes = route_files(files, declarations, sidecars.sightings)
    reports = []
    for declaration in declarations:
        own = routes.files[declaration.name]
        if own or len(declarations) == 1:
            reports.append(_build(home, own, sidecars, declaration, progress))
            sidecars = replace(sidecars, unreadable=())  # they are kept aside once
    return BuildReports(
        reports=tuple(reports), passed_over=tuple(file.name for file in routes.passed_over)
    )


def _build(
    home: Path,
    files: list[FoundFile],
    sidecars: Sidecars,
    declaration: Described,
    progress: Progress,
) -> BuildReport:
    path = record_path(home, declaration.name)
    shelf = CaptureShelf(home / "captures")
    maker = maker_of(declaration)
    with only_writer(path), collector_paused():
        stored = read_record(path)
        begun = stored is None
        shelf.sweep()
        intake = open_intake(stored, maker.reading, shelf)
        known = set(intake.held)
        maker.read_again(intake, stored, home, shelf)
        take_in_sidecars(sidecars, intake)
        for number, loaded in enumerate(load_files(files, shelf)):
            progress(number, len(files), loaded.file.name)
            take_in(loaded, sidecars.sightings, intake)
        progress(len(files), len(files), "")
        if intake.changed:
            retry_undecided(shelf, intake)
        maker.settle(intake)
        shelf.note(sightings_to_note(shelf, intake))
        history = order_editions(intake.held.values(), intake.facts, read_ledger(stored))
        code = maker.fingerprint(home)
        stale = stored is None or stored.code != code
        if stored is None or intake.changed or stale:
            stored = _write(path, intake, history, stored, home, code, maker)
        if files:
            mark_checked(path)
    new = [
        edition.edition_id
        for edition in history.editions
        if not any(capture.sha256 in known for capture in edition.captures)
    ]
    odd = maker.find_odd(history.editions)
    return BuildReport(
        register=declaration.name,
        files=len(files),
        new_captures=len(intake.held) - len(known),
        new_editions=len(new),
        editions=len(history.editions),
        captures=len(intake.held),
        rejections=stored.rejections,
        refused=tuple(r for r in intake.refused if r.sha256 not in intake.held),
        changed=intake.changed or stale,
        begun=begun,
        notices=stored.identity.notices,
        odd=tuple(f"{one}: {odd[one]}" for one in new if one in odd),
    )


def maker_of(declaration: Described) -> RecordMaker:
    """What makes the record of a kind of register."""
    if isinstance(declaration, Declaration):
        from ofrecord.pipeline.lists import ListMaker

        return ListMaker(declaration)
    if isinstance(declaration, SeriesDeclaration):
        from ofrecord.pipeline.series_capturing import SeriesMaker

        return SeriesMaker(declaration)
    raise DeclarationError(f"{declaration.name}: unknown kind of register {declaration.kind!r}")


def _write(
    path: Path,
    intake: Intake,
    history: History,
    before: StoredRecord | None,
    home: Path,
    code: str,
    maker: RecordMaker,
) -> StoredRecord:
    """Derives what follows from the editions and writes the record."""
    editions = history.editions
    strings, rows, captures, stored_editions, numbers = store_history(
        editions, intake.facts, before
    )
    facts = Facts(intake.facts.rows[fact] for fact in numbers)
    renumbered = {fact for fact, number in numbers.items() if number != fact}
    editions = [
        edition
        if renumbered.isdisjoint(edition.rows)
        else replace(edition, rows=tuple([numbers[fact] for fact in edition.rows]))
        for edition in editions
    ]
    record = StoredRecord(
        format=FORMAT,
        register=maker.name,
        code=code,
        strings=strings,
        facts=rows,
        captures=captures,
        editions=stored_editions,
        rejections=tuple(sorted(intake.rejections.values(), key=lambda r: (r.file, r.sha256))),
        identity=maker.derive(editions, facts, before, numbers, code, home),
        edition_ids=history.ids,
    )
    write_record(path, record)
    return record
