"""A record's file: written whole beside the old one, then put in its place.

The file begins with a line that names its format and the sha256 of what follows, so a damaged file
is known as one. A process that ends at any moment leaves either the old record or the new one.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import deflate
import msgspec

from ofrecord.collector import collector_paused
from ofrecord.errors import RecordError
from ofrecord.record.stored import FORMAT, StoredRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAGIC = b"ofrecord"
_FIRST_LINE = re.compile(rb"ofrecord (\d{1,9}) (\d{1,12}) ([0-9a-f]{64})\n")
_MEND = "Move it away, then build again from the captures: ofrecord build FOLDER"
_LOCK = ".lock"
"""The end of the name of the file that the one writer locks; its time is that of the last look."""
_MAX_SIZE = 4 * 1024 * 1024 * 1024
_LEVEL = 6


def encode_record(record: StoredRecord) -> bytes:
    """The bytes of a record's file: the same record gives the same bytes."""
    body = msgspec.msgpack.encode(record)
    packed = bytes(deflate.zlib_compress(body, _LEVEL))
    digest = hashlib.sha256(packed).hexdigest()
    return b"%s %d %d %s\n" % (_MAGIC, FORMAT, len(body), digest.encode()) + packed


def decode_record(data: bytes, where: str, mend: str = _MEND) -> StoredRecord:
    """The record that a file's bytes hold; ``RecordError`` says what is wrong with them.

    ``mend`` is what can be done about it.
    """
    line = _FIRST_LINE.match(data)
    if line is None:
        raise RecordError(f"{where} is not a record, or is damaged", hint=mend)
    if int(line[1]) != FORMAT:
        raise RecordError(
            f"{where} is a record of format {int(line[1])}; this version reads format {FORMAT}",
            hint=mend,
        )
    size, packed = int(line[2]), data[line.end() :]
    if hashlib.sha256(packed).hexdigest().encode() != line[3] or size > _MAX_SIZE:
        raise RecordError(f"{where} is damaged: its checksum does not fit", hint=mend)
    try:
        body = deflate.zlib_decompress(packed, size)
        if len(body) != size:
            raise RecordError(f"{where} is damaged: its length does not fit", hint=mend)
        with collector_paused():
            return msgspec.msgpack.decode(body, type=StoredRecord)
    except (deflate.DeflateError, msgspec.MsgspecError, ValueError) as error:
        raise RecordError(f"{where} is damaged: {error}", hint=mend) from None


def read_record(path: Path) -> StoredRecord | None:
    """The record in a file; ``None`` where there is no file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}") from None
    return decode_record(data, str(path), _mend(path))


def _mend(path: Path) -> str:
    """How a record that cannot be read is made again: from the shelf in its own home, if any."""
    home = path.parent.parent
    if not (home / "captures").is_dir():
        return _MEND
    return (
        "Move it away, then build it again from the captures that are kept here: "
        f"ofrecord --home {quote(str(home))} build {quote(str(home / 'captures'))}"
    )


def write_record(path: Path, record: StoredRecord) -> bytes:
    """Writes a record so that it is seen whole or not at all; answers the bytes written.

    Only for the one writer: what a build that was killed left behind is taken away.
    """
    data = encode_record(record)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left_over in path.parent.glob(f"{path.name}.*.part"):
            left_over.unlink()
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    return data


def mark_checked(path: Path) -> None:
    """Remembers that the publisher's files have just been looked at for a record.

    The record's own file is not touched; where nothing can be written, nothing is remembered.
    """
    with suppress(OSError):
        path.with_name(path.name + _LOCK).touch()


def last_checked(path: Path) -> float:
    """When files were last looked at for a record, in seconds since 1970.

    A record beside which nothing is remembered was looked at when it was written.
    """
    try:
        return path.with_name(path.name + _LOCK).stat().st_mtime
    except OSError:
        return path.stat().st_mtime


def stamp_record(path: Path) -> tuple[tuple[int, int, int], ...]:
    """What a record's file, and the memory of the last look, are told by: another after a build.

    >>> stamp_record(Path("no such record"))
    ()
    """
    found = []
    for part in (path, path.with_name(path.name + _LOCK)):
        with suppress(OSError):
            state = part.stat()
            found.append((state.st_ino, state.st_mtime_ns, state.st_size))
    return tuple(found)


def _unwritable(path: Path, error: OSError) -> RecordError:
    return RecordError(
        f"{path} cannot be written: {error.strerror}",
        hint="Name another folder: ofrecord --home DIR, or OFRECORD_HOME",
    )


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Makes this process the only one that writes the record; a second one waits its turn."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.with_name(path.name + _LOCK).open("a")
    except OSError as error:
        raise _unwritable(path, error) from None
    with file:
        _lock(file.fileno())
        yield


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # pragma: no cover  (Windows: the last writer wins, each file is whole)
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
