"""The bytes of files, kept before anything is read from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ofrecord.acquire.captures import CaptureShelf
from ofrecord.acquire.folder import FoundFile, read_file
from ofrecord.errors import OfRecordError

_FEW_FILES = 4
_FILES_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file's bytes, kept already; or why they cannot be had."""

    file: FoundFile
    data: bytes = b""
    sha256: str = ""
    error: OfRecordError | None = None


def load_files(files: list[FoundFile], shelf: CaptureShelf) -> Iterator[Loaded]:
    """Each file's bytes in turn, kept before anything is read from them.

    The disk works ahead by a few files while the cells of the one before are read.
    """
    if len(files) < _FEW_FILES:
        yield from (_load_file(file, shelf) for file in files)
        return
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    with ThreadPoolExecutor(max_workers=1) as pool:
        ahead: deque[Future[Loaded]] = deque()
        for file in files:
            ahead.append(pool.submit(_load_file, file, shelf))
            if len(ahead) > _FILES_AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _load_file(file: FoundFile, shelf: CaptureShelf) -> Loaded:
    try:
        data, sha256 = read_file(file.path, file.folder)
    except OfRecordError as error:
        return Loaded(file, error=error)
    shelf.keep(sha256, data)
    return Loaded(file, data, sha256)
