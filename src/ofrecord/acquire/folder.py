"""Captures that stand in a folder, with what the lists beside them say of each.

Beside captures there may be ``manifest.csv`` (one line a capture: ``path``, ``sha256``,
``captured_at``, ``url`` or ``origin_repo`` and ``origin_path``) and ``sightings.csv`` (one line for
each name under which the same bytes were seen: ``sha256``, ``file_name``, ``captured_at``). Both are
optional, and no file is opened because a manifest names it.
"""

from __future__ import annotations

import csv
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ofrecord.errors import BadRequest, CaptureError

MAX_CAPTURE = 64 * 1024 * 1024
"""A file larger than this (bytes) is not taken in."""
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls"})
_SIDECARS = ("manifest.csv", "sightings.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One name under which a capture's bytes were seen, where, and when (texts as stated)."""

    file: str
    url: str = ""
    seen_at: str = ""
    captured_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file below a folder that may be a capture."""

    path: Path
    name: str


Sidecar = Mapping[str, tuple[Sighting, ...]]


def find_files(folders: list[Path]) -> list[FoundFile]:
    """Every file below the folders that may be a capture, in the order of their names.

    Raises ``BadRequest`` for a folder that is not there. Hidden files and links that lead outside
    are left out.
    """
    found: dict[Path, FoundFile] = {}
    for folder in folders:
        if not folder.exists():
            raise BadRequest("no such folder", argument="FOLDER", given=str(folder))
        paths = [folder] if folder.is_file() else sorted(_walk(folder))
        for path in paths:
            if path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$")):
                name = os.fsencode(path.name).decode(errors="replace")
                found.setdefault(path.resolve(), FoundFile(path=path, name=name))
    return list(found.values())


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(files))


def read_file(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and their sha256; ``CaptureError`` where they cannot be had."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise CaptureError("it is not a regular file")
        if status.st_size > MAX_CAPTURE:
            raise CaptureError(f"{status.st_size:,} bytes; a capture has at most {MAX_CAPTURE:,}")
        data = path.read_bytes()
    except OSError as error:
        raise CaptureError(f"it cannot be read: {error.strerror}") from None
    return data, hashlib.sha256(data).hexdigest()


def read_sidecars(folders: list[Path]) -> Sidecar:
    """What the manifests at or below the folders say, by sha256; sightings in a fixed order."""
    found: dict[str, set[Sighting]] = {}
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(p for p in _walk(folder) if p.name in _SIDECARS):
            for sha256, sighting in _read_sidecar(path):
                found.setdefault(sha256, set()).add(sighting)
    return {
        sha256: tuple(
            sorted(seen, key=lambda s: (s.captured_at or s.seen_at or "9", s.file, s.url))
        )
        for sha256, seen in found.items()
    }


def _read_sidecar(path: Path) -> Iterator[tuple[str, Sighting]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for line in csv.DictReader(lines):
                sha256 = (line.get("sha256") or "").strip().lower()
                name = line.get("file_name") or Path(line.get("path") or "").name
                if not sha256 or not name:
                    continue
                yield (
                    sha256,
                    Sighting(
                        file=Path(name.replace("\\", "/")).name,
                        url=line.get("url") or _origin(line),
                        seen_at=line.get("first_commit_at") or "",
                        captured_at=line.get("captured_at") or "",
                    ),
                )
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CaptureError(f"{path} cannot be read as a list of captures: {error}") from None


def _origin(line: Mapping[str, str | None]) -> str:
    repository, path = line.get("origin_repo"), line.get("origin_path")
    return f"https://github.com/{repository} {path}" if repository and path else ""
