"""Which register each file is of: told by its contents, or by its name where these cannot tell."""

from __future__ import annotations

import re
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
_ZIP = b"PK"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORD = re.compile(r"[a-z0-9_]+")
"""What of a column's name is the same however it is written."""


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
    every = series
    try:
        data, _ = read_file(file.path, file.folder)
        series = [one for one in series if _names_columns(data, one)]
        if not series:
            return _by_name(names, every)
        book = read_document(data)
    except OfRecordError:
        return _by_name(names, every)
    shares = {one.name: recognise(book, one) for one in series}
    best = max(series, key=lambda one: shares[one.name])
    return [best] if shares[best.name] >= KNOWN else _by_name(names, every)


def _names_columns(data: bytes, declared: SeriesDeclaration) -> bool:
    """Whether a text names two columns of a series anywhere: where not, it need not be parsed.

    A folder can be full of large texts that are none of any register's.
    """
    if data[:4] == _ZIP or data[:2] in _UTF_16:
        return True
    text = data.lower()
    for document in declared.documents:
        words = (max(_WORD.findall(name), key=len, default="") for name in document.columns)
        ignored = (max(_WORD.findall(name), key=len, default="") for name in document.ignored)
        if sum(word.encode() in text for word in (*words, *ignored)) >= 2:
            return True
    return False


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
