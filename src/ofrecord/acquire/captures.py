"""The bytes of captures, kept for ever under their sha256, and the names they were seen under."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ofrecord.acquire.sightings import Sighting, decode_sightings, encode_sightings
from ofrecord.errors import CaptureError

SIGHTINGS = "sightings.jsonl"
"""The shelf's list of sightings, to which lines are only added."""
_SHELVED = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"[0-9a-f]{64}\.(\d{1,10})\.part")
_STALE_SECONDS = 3600


def is_shelved(path: Path) -> bool:
    """Whether a file stands where a shelf would keep it: by its sha256, in a folder of two digits.

    >>> is_shelved(Path("captures", "ab", "ab" * 32)), is_shelved(Path("captures", "ab" * 32))
    (True, False)
    """
    return path.parent.name == path.name[:2] and _SHELVED.fullmatch(path.name) is not None


@dataclass(frozen=True, slots=True)
class CaptureShelf:
    """The folder in which captures' bytes are kept, one file for each content."""

    folder: Path

    def keep(self, sha256: str, data: bytes) -> None:
        """Keeps the bytes; a file that stands here is whole, whenever the process ends.

        Raises ``CaptureError`` where they cannot be written.
        """
        path = f"{self.folder}/{sha256[:2]}/{sha256}"
        if os.path.exists(path):  # noqa: PTH110  (twice as quick, and there are thousands)
            return
        part = f"{path}.{os.getpid()}.part"
        try:
            try:
                _write(part, data)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
                _write(part, data)
            os.replace(part, path)  # noqa: PTH105
        except OSError as error:
            raise CaptureError(f"{path} cannot be written: {error.strerror}") from None

    def path_of(self, sha256: str) -> Path:
        """Where the bytes of that sha256 are, or would be."""
        return self.folder / sha256[:2] / sha256

    def holds(self, sha256: str) -> bool:
        """Whether the bytes of that sha256 are here."""
        return _SHELVED.fullmatch(sha256) is not None and self.path_of(sha256).exists()

    def read(self, sha256: str) -> bytes:
        """The bytes; ``CaptureError`` where they are not held, or are no longer the same."""
        try:
            data = self.path_of(sha256).read_bytes()
        except OSError:
            raise CaptureError(f"the capture {sha256} is not held here") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise CaptureError(f"the capture {sha256} is damaged: its bytes have another sha256")
        return data

    def has_sightings(self) -> bool:
        """Whether there is a list of sightings."""
        return (self.folder / SIGHTINGS).exists()

    def read_sightings(self) -> dict[str, set[Sighting]]:
        """The names under which the bytes here were seen, by sha256."""
        found: dict[str, set[Sighting]] = {}
        try:
            data = (self.folder / SIGHTINGS).read_bytes()
        except OSError:
            return found
        for sha256, sighting in decode_sightings(data):
            found.setdefault(sha256, set()).add(sighting)
        return found

    def note(self, seen: Iterable[tuple[str, Sighting]]) -> None:
        """Adds sightings to the shelf's list, so that a record can be made again from the shelf.

        Raises ``CaptureError`` where they cannot be written.
        """
        lines = encode_sightings(seen)
        if not lines:
            return
        path = self.folder / SIGHTINGS
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab+") as file:
                if file.tell():
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":  # a build was killed while it wrote the last line
                        lines = b"\n" + lines
                file.write(lines)
        except OSError as error:
            raise CaptureError(f"{path} cannot be written: {error.strerror}") from None

    def sweep(self) -> int:
        """Takes away what builds that were killed left half written; answers how many files.

        Only for a build that has kept nothing yet.
        """
        swept = 0
        for shelf in _names(self.folder):
            for name in _names(self.folder / shelf) if len(shelf) == 2 else ():
                found = _PART.fullmatch(name) if name.endswith(".part") else None
                if found and _is_left_over(part := self.folder / shelf / name, int(found[1])):
                    part.unlink(missing_ok=True)
                    swept += 1
        return swept


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  (many, and only their names)
    except OSError:
        return []


def _is_left_over(part: Path, process: int) -> bool:
    """Whether nobody writes a part any more: its process is gone, or it is old."""
    if process == os.getpid():
        return True
    try:
        if time.time() - part.stat().st_mtime > _STALE_SECONDS:
            return True
        if os.name == "nt":  # where asking whether a process lives would end it
            return False
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError, FileNotFoundError):
        return True
    except OSError:
        return False
    return False


def _write(path: str, data: bytes) -> None:
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
