"""A folder of downloads: made beside itself, then put in place file by file.

``SHA256SUMS`` names every file that stands there because an export wrote it. A file that is not
named there, or was changed since, is somebody else's: it is left as it is.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ofrecord.errors import BadRequest, OfRecordError

SUMS = "SHA256SUMS"
_STAGE = ".export-unfinished"
Waits = Callable[[], object]
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What putting a folder in place did, as paths below it.

    ``left`` are files of somebody else that stood where one was to be written; ``others`` counts
    those that stand elsewhere in it.
    """

    written: tuple[str, ...]
    same: tuple[str, ...]
    removed: tuple[str, ...]
    left: tuple[str, ...]
    others: int


@contextmanager
def staged(folder: Path, home: Path, waits: Waits = lambda: None) -> Iterator[Path]:
    """An empty folder inside ``folder`` in which files are made before they are put in place.

    Only one process at a time: a second one calls ``waits`` and waits. What a process that was
    killed left behind is taken away. ``BadRequest`` where the folder is the home of records, or
    in it.
    """
    _refuse(folder, home)
    stage = folder / _STAGE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_one(folder, waits):
            shutil.rmtree(stage, ignore_errors=True)
            stage.mkdir()
            try:
                yield stage
            finally:
                shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        raise _unwritable(folder, error) from None


def _refuse(folder: Path, home: Path) -> None:
    if "\0" in str(folder):
        raise BadRequest("no folder can have this name", argument="FOLDER", given=str(folder))
    if folder.exists() and not folder.is_dir():
        raise BadRequest("it is a file, not a folder", argument="FOLDER", given=str(folder))
    if folder.resolve().is_relative_to(home.resolve()):
        raise BadRequest(
            f"it lies in the home of records, {home}, where only records stand",
            argument="FOLDER",
            given=str(folder),
            hint="Name a folder outside it",
        )


def _unwritable(folder: Path, error: OSError) -> OfRecordError:
    return OfRecordError(
        f"{error.filename or folder} cannot be written: {error.strerror or error}",
        hint="Nothing in the folder is half-written; run the command again, or name another folder",
    )


@contextmanager
def _only_one(folder: Path, waits: Waits) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # pragma: no cover  (Windows: each file is whole, the last writer wins)
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waits()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def sum_of(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_in_place(stage: Path, folder: Path, home: Path) -> Placed:
    """Moves every file of a stage to its place in the folder, and says what was done."""
    new = {path: sum_of(stage / path) for path in sorted(_files(stage))}
    ours = _read_sums(folder)
    before = {path for path in sorted(_files(folder)) if not path.startswith(f"{_STAGE}/")}
    standing = {
        path: sum_of(folder / path) for path in before if (path in ours or path in new)
    } | dict.fromkeys(before & {SUMS}, "")
    left = [path for path in new if not _is_free(path, standing, ours, new, folder, home)]
    placed = {path: digest for path, digest in new.items() if path not in left}
    # Should this be killed, both what was and what is coming count as written by an export.
    _write_sums(folder, stage, ours, placed)
    same = [path for path in placed if standing.get(path) == placed[path]]
    written = [path for path in placed if path not in set(same)]
    for path in written:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (stage / path).replace(folder / path)
    removed = [
        path
        for path in standing
        if path != SUMS and path not in new and standing[path] in ours.get(path, ())
    ]
    for path in removed:
        (folder / path).unlink()
        _prune((folder / path).parent, folder)
    _write_sums(folder, stage, {}, placed)
    return Placed(
        written=tuple(written),
        same=tuple(same),
        removed=tuple(removed),
        left=tuple(left),
        others=len(before - set(placed) - set(removed) - {SUMS} - set(left)),
    )


def _files(folder: Path) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        for name in names:
            yield Path(place, name).relative_to(folder).as_posix()


def _is_free(
    path: str,
    standing: dict[str, str],
    ours: dict[str, set[str]],
    new: dict[str, str],
    folder: Path,
    home: Path,
) -> bool:
    """Whether a file may be put in its place: nothing stands there, or what an export wrote."""
    target = folder / path
    if target.resolve().is_relative_to(home.resolve()) or target.is_symlink():
        return False
    if path not in standing:
        return not target.exists()
    return standing[path] == new[path] or standing[path] in ours.get(path, ())


def _read_sums(folder: Path) -> dict[str, set[str]]:
    """The files that exports wrote, each with the sums that it may have."""
    found: dict[str, set[str]] = defaultdict(set)
    with suppress(FileNotFoundError):
        text = (folder / SUMS).read_text(encoding="utf-8", errors="replace")
        for line in text.splitlines():
            if match := _LINE.fullmatch(line):
                found[match[2]].add(match[1])
    return found


def _write_sums(
    folder: Path, stage: Path, before: dict[str, set[str]], placed: dict[str, str]
) -> None:
    lines = set(placed.items())
    lines |= {(path, digest) for path, digests in before.items() for digest in digests}
    text = "".join(f"{digest}  {path}\n" for path, digest in sorted(lines))
    made = stage / SUMS
    made.write_text(text, encoding="utf-8", newline="\n")
    made.replace(folder / SUMS)


def _prune(place: Path, folder: Path) -> None:
    """Takes away folders that have become empty."""
    while place != folder:
        try:
            place.rmdir()
        except OSError:
            return
        place = place.parent
