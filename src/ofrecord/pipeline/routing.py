"""Which register each file is of: told by its contents, or by its name where these cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ofrecord.acquire.folder import FoundFile, read_file
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


def route_files(files: Sequence[FoundFile], declarations: Sequence[Described]) -> Routes:
    """Every file with the register whose it is.

    A workbook, or what is called one, is a list's. A table is that of the series which knows most
    of its columns. A file that no series knows, but that is called as one's files are, is its too:
    it will say why it cannot be read.
    """
    lists = [one for one in declarations if isinstance(one, Declaration)]
    series = [one for one in declarations if isinstance(one, SeriesDeclaration)]
    routes = Routes(files={one.name: [] for one in declarations})
    for file in files:
        owners = _owners(file, lists, series)
        for owner in owners:
            routes.files[owner.name].append(file)
        if not owners:
            routes.passed_over.append(file)
    return routes


def _owners(
    file: FoundFile, lists: Sequence[Declaration], series: Sequence[SeriesDeclaration]
) -> Sequence[Described]:
    if file.error is not None:  # a folder that cannot be looked into may hold anything
        return [*lists, *series][:1]
    if file.path.suffix.lower() in WORKBOOKS:
        return lists
    if file.shelved and _is_workbook(file):
        return lists
    if not series:
        return ()
    try:
        data, _ = read_file(file.path, file.folder)
        book = read_document(data)
    except OfRecordError:
        named = _by_name(file, series)
        return named or (lists if file.shelved else ())
    shares = {one.name: recognise(book, one) for one in series}
    best = max(series, key=lambda one: shares[one.name])
    if shares[best.name] >= KNOWN:
        return [best]
    return _by_name(file, series)


def _is_workbook(file: FoundFile) -> bool:
    try:
        with file.path.open("rb") as opened:
            return sniff_format(opened.read(_HEAD)) is Format.XLSX
    except OSError:
        return False


def _by_name(file: FoundFile, series: Sequence[SeriesDeclaration]) -> Sequence[Described]:
    """The one series whose files are called so."""
    named = [
        one
        for one in series
        if any(p.search(file.name) for document in one.documents for p in document.file_names)
    ]
    return named[:1]
