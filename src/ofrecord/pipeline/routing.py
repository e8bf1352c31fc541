"""Which register each file is of: told by its contents, or by its name where these cannot tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ofrecord.acquire.folder import FoundFile, read_file
from ofrecord.acquire.sightings import Sighting
from ofrecord.errors import OfRecordError
from ofrecord.read.document import Format, read_document, sniff_format
from ofrecord.read.series_table import KNOWN, recognise
from ofrecord.register import Declaration, Described
from ofrecord.series import SeriesDeclaration

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls"})
"""What captures of lists are called: they are told by that alone."""
_HEAD = 4096


@dataclass(slots=True)
class Routes:
    """The files of each register, by its name, and those that no register knows."""

    files: dict[str, list[FoundFile]] = field(default_factory=dict)
    passed_over: list[FoundFile] = field(default_factory=list)


def route_files(
    files: Sequence[FoundFile],
    declarations: Sequence[Described],
    sightings: Mapping[str, Sequence[Sighting]],
) -> Routes:
    """Every file with the register whose it is.

    A workbook, or what is called one, is a list's. A table is that of the series which knows most
    of its columns. A file that no series knows, but that is called as one's files are, is its too:
    it will say why it cannot be read. ``sightings`` tell what captures on a shelf were called.
    """
    lists = [one for one in declarations if isinstance(one, Declaration)]
    series = [one for one in declarations if isinstance(one, SeriesDeclaration)]
    routes = Routes(files={one.name: [] for one in declarations})
    for file in files:
        names = [file.name]
        if file.shelved:
            names = [one.file for one in sightings.get(file.name, ())]
        owners = _owners(file, names, lists, series)
        for owner in owners:
            routes.files[owner.name].append(file)
        if not owners:
            routes.passed_over.append(file)
    return routes


def _owners(
    file: FoundFile,
    names: Sequence[str],
    lists: Sequence[Declaration],
    series: Sequence[SeriesDeclaration],
) -> Sequence[Described]:
    if file.error is not None:  # a folder that cannot be looked into may hold anything
        return [*lists, *series][:1]
    suffixes = {PurePath(name).suffix.lower() for name in names}
    if suffixes & WORKBOOKS or (file.shelved and not suffixes):
        return lists if suffixes or _is_workbook(file) else _by_contents(file, names, series)
    return _by_contents(file, names, series)


def _by_contents(
    file: FoundFile, names: Sequence[str], series: Sequence[SeriesDeclaration]
) -> Sequence[Described]:
    """The series that knows most of a table's columns; else the one whose files are called so."""
    if not series:
        return ()
    try:
        data, _ = read_file(file.path, file.folder)
        book = read_document(data)
    except OfRecordError:
        return _by_name(names, series)
    shares = {one.name: recognise(book, one) for one in series}
    best = max(series, key=lambda one: shares[one.name])
    return [best] if shares[best.name] >= KNOWN else _by_name(names, series)


def _is_workbook(file: FoundFile) -> bool:
    try:
        with file.path.open("rb") as opened:
            return sniff_format(opened.read(_HEAD)) is Format.XLSX
    except OSError:
        return False


def _by_name(names: Sequence[str], series: Sequence[SeriesDeclaration]) -> Sequence[Described]:
    """The one series whose files are called so."""
    named = [
        one
        for one in series
        for document in one.documents
        if any(pattern.search(name) for pattern in document.file_names for name in names)
    ]
    return named[:1]
