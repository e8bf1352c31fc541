"""Captures that stand in a folder, with what the lists beside them say of each.

Beside captures there may be ``manifest.csv`` (one line a capture: ``path``, ``sha256``,
``captured_at``, ``url`` or ``origin_repo`` and ``origin_path``) and ``sightings.csv`` (one line
for each name under which the same bytes were seen: ``sha256``, ``file_name``, ``captured_at``).
Both are optional, and no file is opened because a manifest names it. A shelf (``captures``) is such
a folder too: its files are named by their sha256, and ``sightings.jsonl`` tells what they were.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from ofrecord.acquire.captures import SIGHTINGS, is_shelved
from ofrecord.acquire.sightings import (
    Sighting,
    decode_sightings,
    order_of_sighting,
    place_in_repository,
    printable_name,
)
from ofrecord.dates import parse_moment
from ofrecord.errors import BadRequest, CaptureError

MAX_CAPTURE = 64 * 1024 * 1024
"""A file larger than this (bytes) is not taken in."""
MAX_SIDECAR = 16 * 1024 * 1024
"""A list of captures larger than this (bytes) is not read."""
MAX_SIGHTINGS = 256 * 1024 * 1024
"""The same for a shelf's own list, which grows for ever."""
SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".fods", ".csv", ".tsv", ".json", ".jsonl"}
)
"""What captures are called; those that no reader knows are kept aside and say so."""
_SIDECARS = ("manifest.csv", "sightings.csv", SIGHTINGS)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file below a folder that may be a capture; its name is fit to be printed."""

    path: Path
    name: str
    folder: Path
    shelved: bool = False
    """Whether it is a capture on a shelf, whose name says nothing but its sha256."""
    error: CaptureError | None = None
    """Why it is a folder that cannot be looked into, and no file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecars:
    """What the lists beside captures say, by sha256, and which of the lists could be read.

    The lists are named by their places below the folder.
    """

    sightings: Mapping[str, tuple[Sighting, ...]]
    read: tuple[str, ...]
    unreadable: tuple[tuple[str, CaptureError], ...]


def find_files(folders: list[Path]) -> list[FoundFile]:
    """Every file below the folders that may be a capture, in the order of their names.

    Those on a shelf have no suffix. Raises ``BadRequest`` for a folder that is not there. Hidden
    files are left out.
    """
    found: dict[str, FoundFile] = {}
    real: dict[str, str] = {}
    for folder in folders:
        if not _is_there(folder):
            raise BadRequest("no such folder", argument="FOLDER", given=str(folder))
        shut: list[FoundFile] = []
        paths = _walk(folder, shut) if folder.is_dir() else [folder]
        for path in paths:
            shelved = not path.suffix and is_shelved(path)
            if shelved or _is_named_as_one(path):
                name = printable_name(path.name)
                file = FoundFile(path=path, name=name, folder=folder, shelved=shelved)
                found.setdefault(_real_path(path, real), file)
        found.update((os.path.abspath(one.path), one) for one in shut)  # noqa: PTH100
    return list(found.values())


def _real_path(path: Path, real: dict[str, str]) -> str:
    """The place of a file without links on the way; ``real`` keeps those of the folders."""
    parent, name = os.path.split(path)
    if name in {"", ".", ".."} or os.path.islink(path):  # noqa: PTH114  (there are thousands)
        return os.path.realpath(path)
    if parent not in real:
        real[parent] = os.path.realpath(parent or ".")
    return os.path.join(real[parent], name)  # noqa: PTH118


def _is_named_as_one(path: Path) -> bool:
    if path.name in _SIDECARS or path.name.startswith((".", "~$")):
        return False
    return path.suffix.lower() in SUFFIXES


def _is_there(folder: Path) -> bool:
    try:
        return folder.exists()
    except OSError:  # such as a name longer than any can be
        return False


def _walk(folder: Path, shut: list[FoundFile] | None = None) -> Iterator[Path]:
    """The files below a folder in a fixed order; no linked folder is entered.

    Folders that cannot be looked into, or are not, are added to ``shut``.
    """

    def keep_out(path: Path, why: str) -> None:
        if shut is not None:
            name = printable_name(path.name)
            error = CaptureError(f"this folder was not looked into: {why}")
            shut.append(FoundFile(path=path, name=name, folder=folder, error=error))

    def cannot(error: OSError) -> None:
        keep_out(Path(error.filename or folder), error.strerror or "it cannot be read")

    for parent, folders, files in os.walk(folder, followlinks=False, onerror=cannot):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if Path(parent, name).is_symlink():
                keep_out(Path(parent, name), "it is a link. Name the folder it leads to as well")
        yield from (Path(parent, name) for name in sorted(files))


def read_file(path: Path, folder: Path | None = None) -> tuple[bytes, str]:
    """The bytes of a file and their sha256.

    Raises ``CaptureError`` where they cannot be had, or where the file is a link that leads out of
    ``folder``.
    """
    data = _read_bytes(path, folder, MAX_CAPTURE, "a capture")
    return data, hashlib.sha256(data).hexdigest()


def _read_bytes(path: Path, folder: Path | None, limit: int, what: str) -> bytes:
    try:
        if folder is not None and path.is_symlink():
            inside = os.path.realpath(folder)
            if os.path.commonpath([os.path.realpath(path), inside]) != inside:
                raise CaptureError("it is a link that leads out of the folder")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise CaptureError("it is not a regular file")
        if status.st_size > limit:
            raise CaptureError(f"{status.st_size:,} bytes; {what} has at most {limit:,}")
        with path.open("rb", buffering=0) as file:
            data = _read_whole(file, status.st_size, limit)
    except OSError as error:
        raise CaptureError(f"it cannot be read: {error.strerror}") from None
    if len(data) > limit:
        raise CaptureError(f"it is growing; {what} has at most {limit:,} bytes")
    return data


def _read_whole(file: FileIO, size: int, limit: int) -> bytes:
    """All bytes of a file that is thought to have ``size``; over ``limit`` of one that grows."""
    data = file.read(size + 1)
    if len(data) == size:
        return data
    rest = [data]
    while data and sum(map(len, rest)) <= limit:
        data = file.read(limit + 1)
        rest.append(data)
    return b"".join(rest)


def read_sidecars(folders: list[Path]) -> Sidecars:
    """What the lists at or below the folders say of captures; sightings stand in a fixed order.

    A list that cannot be read whole says nothing.
    """
    found: dict[str, set[Sighting]] = {}
    read: list[str] = []
    unreadable: list[tuple[str, CaptureError]] = []
    for folder in folders:
        for path in _walk(folder) if folder.is_dir() else ():
            if path.name not in _SIDECARS:
                continue
            name = printable_name(path.relative_to(folder).as_posix())
            try:
                lines = list(_read_sidecar(path, folder))
            except CaptureError as error:
                unreadable.append((name, error))
                continue
            read.append(name)
            for sha256, sighting in lines:
                found.setdefault(sha256, set()).add(sighting)
    return Sidecars(
        sightings={
            sha256: tuple(sorted(seen, key=order_of_sighting)) for sha256, seen in found.items()
        },
        read=tuple(read),
        unreadable=tuple(unreadable),
    )


def _read_sidecar(path: Path, folder: Path) -> Iterator[tuple[str, Sighting]]:
    if path.name == SIGHTINGS:
        data = _read_bytes(path, folder, MAX_SIGHTINGS, "a list of sightings")
        for sha256, seen in decode_sightings(data):
            if _SHA256.fullmatch(sha256):
                yield sha256, _make_sighting(seen.file, seen.url, seen.seen_at, seen.captured_at)
        return
    try:
        text = _read_bytes(path, folder, MAX_SIDECAR, "a list of captures").decode("utf-8-sig")
        lines = csv.reader(text.splitlines(keepends=True), strict=True)
        columns = {name: at for at, name in enumerate(next(lines, []))}
        for cells in lines:
            line = {name: cells[at] for name, at in columns.items() if at < len(cells)}
            sha256 = line.get("sha256", "").strip().lower()
            path_given = (line.get("file_name") or line.get("path") or "").replace("\\", "/")
            name = path_given.rstrip("/").rpartition("/")[2]
            if _SHA256.fullmatch(sha256) and name not in {"", ".", ".."}:
                yield (
                    sha256,
                    _make_sighting(
                        name,
                        line.get("url") or _origin(line),
                        line.get("first_commit_at"),
                        line.get("captured_at"),
                    ),
                )
    except (UnicodeDecodeError, csv.Error) as error:
        raise CaptureError(f"it cannot be read as a list of captures: {error}") from None


def _make_sighting(file: str, url: str, seen_at: str | None, captured_at: str | None) -> Sighting:
    return Sighting(
        file=printable_name(file)[:_LONGEST],
        url=printable_name(url),
        seen_at=_moment(seen_at),
        captured_at=_moment(captured_at),
    )


def _moment(text: str | None) -> str:
    """A time as stated; blank for what is none, so that nothing rests on it."""
    text = (text or "").strip()
    return text if text and parse_moment(text) else ""


def _origin(line: Mapping[str, str]) -> str:
    repository, path = line.get("origin_repo"), line.get("origin_path")
    if not repository or not path:
        return ""
    return place_in_repository(repository, path, line.get("first_commit") or "")
