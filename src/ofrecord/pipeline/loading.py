"""The bytes of files, kept before anything is read from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.folder import FoundFile, read_file
from ofrecord.errors import OfRecordError

_BATCH_FILES = 32
_BATCH_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's bytes, kept already; or why they cannot be had."""

    file: FoundFile
    data: bytes = b""
    sha256: str = ""
    error: OfRecordError | None = None


def load_files(files: Sequence[FoundFile], shelf: CaptureShelf) -> Iterator[Loaded]:
    """Each file's bytes in turn, kept before anything is read from them.

    The disk works ahead by a batch: going back and forth between keeping one file and reading one
    costs several times as much. A batch is small, so memory stays bounded.
    """
    if len(files) <= _BATCH_FILES:
        yield from (_load_file(file, shelf) for file in files)
        return
    from concurrent.futures import ThreadPoolExecutor

    batches = _part(files)
    with ThreadPoolExecutor(max_workers=1) as pool:
        ahead = pool.submit(_load_batch, next(batches), shelf)
        for batch in batches:
            loaded = ahead.result()
            ahead = pool.submit(_load_batch, batch, shelf)
            yield from loaded
        yield from ahead.result()


def _part(files: Sequence[FoundFile]) -> Iterator[list[FoundFile]]:
    """The files in batches, none with more than so many or, but for its last file, so large."""
    batch: list[FoundFile] = []
    size = 0
    for file in files:
        batch.append(file)
        size += _size_of(file)
        if len(batch) == _BATCH_FILES or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size_of(file: FoundFile) -> int:
    try:
        return file.path.stat().st_size
    except OSError:  # reading it will say why
        return 0


def _load_batch(files: Sequence[FoundFile], shelf: CaptureShelf) -> list[Loaded]:
    return [_load_file(file, shelf) for file in files]


def _load_file(file: FoundFile, shelf: CaptureShelf) -> Loaded:
    if file.error is not None:
        return Loaded(file, error=file.error)
    try:
        data, sha256 = read_file(file.path, file.folder)
    except OfRecordError as error:
        return Loaded(file, error=error)
    shelf.keep(sha256, data)
    return Loaded(file, data, sha256)
