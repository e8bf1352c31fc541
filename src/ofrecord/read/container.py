"""The zip container of a workbook, opened with limits and without trusting what it says.

Only the central directory is believed, and only as far as it agrees with the bytes: a part is
inflated into a buffer of exactly its declared size, and its checksum is verified. A container that
declares more than the limits is refused before anything is inflated.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

import deflate

from ofrecord.errors import ReadError

MAX_PART = 48 * 1024 * 1024
"""No part of a workbook may be larger than this when inflated (bytes)."""
MAX_TOTAL = 96 * 1024 * 1024
"""The parts that are read may not be larger than this together (bytes)."""
MAX_PARTS = 2_000
"""No workbook may hold more parts than this."""

_END = struct.Struct("<4s4H2IH")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class _Part:
    offset: int
    packed: int
    size: int
    crc: int
    method: int
    encrypted: bool


@dataclass(slots=True)
class Container:
    """The parts of a zip file by name, inflated when asked for."""

    data: bytes
    parts: dict[str, _Part]
    inflated: int = field(default=0)

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def names(self) -> list[str]:
        """The names of all parts, in the order of the central directory."""
        return list(self.parts)

    def read(self, name: str) -> bytes:
        """The bytes of one part; ``ReadError`` where they cannot be had whole."""
        part = self.parts.get(name)
        if part is None:
            raise ReadError(f"the part {name} is missing", reason="truncated")
        if part.encrypted:
            raise ReadError(f"the part {name} is encrypted", reason="encrypted")
        if part.size > MAX_PART or self.inflated + part.size > MAX_TOTAL:
            raise ReadError(
                f"the part {name} says it is {part.size:,} bytes when inflated; "
                f"at most {MAX_PART:,} a part and {MAX_TOTAL:,} in all are read",
                reason="too-large",
            )
        self.inflated += part.size
        return self._inflate(name, part)

    def _inflate(self, name: str, part: _Part) -> bytes:
        start = self._start(name, part)
        packed = self.data[start : start + part.packed]
        if len(packed) != part.packed:
            raise ReadError(f"the file ends inside the part {name}", reason="truncated")
        if part.method == _STORED:
            raw = packed
        elif part.method == _DEFLATED:
            raw = _inflate(name, packed, part.size)
        else:
            raise ReadError(f"the part {name} is packed in an unknown way", reason="malformed")
        if len(raw) != part.size or deflate.crc32(raw) != part.crc:
            raise ReadError(f"the part {name} fails its checksum", reason="truncated")
        return raw

    def _start(self, name: str, part: _Part) -> int:
        try:
            local = _LOCAL.unpack_from(self.data, part.offset)
        except struct.error:
            raise ReadError(f"the file ends before the part {name}", reason="truncated") from None
        if local[0] != b"PK\x03\x04":
            raise ReadError(f"the part {name} is not where the directory says", reason="malformed")
        return part.offset + _LOCAL.size + int(local[9]) + int(local[10])


def _inflate(name: str, packed: bytes, size: int) -> bytes:
    if size == 0:
        return b""
    try:
        return bytes(deflate.deflate_decompress(packed, size))
    except (deflate.DeflateError, ValueError):
        raise ReadError(
            f"the part {name} does not inflate to the size it declares", reason="truncated"
        ) from None


def open_container(data: bytes) -> Container:
    """The parts of a zip file; ``ReadError`` for what is not one, or not a safe one.

    >>> open_container(b"<html>Access denied</html>")
    Traceback (most recent call last):
    ...
    ofrecord.errors.ReadError: this is an HTML page, not a workbook
    """
    if not data:
        raise ReadError("the file is empty", reason="empty")
    if data[:4] != b"PK\x03\x04":
        raise ReadError(_what_it_is(data), reason="not-a-workbook")
    count, offset = _directory(data)
    if count > MAX_PARTS:
        raise ReadError(f"it says it holds {count:,} parts", reason="bomb")
    parts: dict[str, _Part] = {}
    for _ in range(count):
        try:
            entry = _ENTRY.unpack_from(data, offset)
        except struct.error:
            raise ReadError("the directory of parts is cut short", reason="truncated") from None
        if entry[0] != b"PK\x01\x02":
            raise ReadError("the directory of parts is damaged", reason="malformed")
        names, extra, comment = int(entry[10]), int(entry[11]), int(entry[12])
        name = data[offset + _ENTRY.size : offset + _ENTRY.size + names].decode("utf-8", "replace")
        _check_name(name)
        parts[name.replace("\\", "/")] = _Part(
            offset=entry[16],
            packed=entry[8],
            size=entry[9],
            crc=entry[7],
            method=entry[4],
            encrypted=bool(entry[3] & _ENCRYPTED),
        )
        offset += _ENTRY.size + names + extra + comment
    return Container(data, parts)


def _directory(data: bytes) -> tuple[int, int]:
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if at < 0 or at + _END.size > len(data):
        raise ReadError("the zip file is cut short: its directory is missing", reason="truncated")
    end = _END.unpack_from(data, at)
    return int(end[4]), int(end[6])


def _check_name(name: str) -> None:
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\x00" in name:
        raise ReadError(f"a part is named {name!r}, outside the file", reason="unsafe-name")


def _what_it_is(data: bytes) -> str:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "this is an HTML page, not a workbook"
    if head.startswith(b"%pdf"):
        return "this is a PDF, not a workbook"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "this is an old or encrypted Office file (OLE), not an .xlsx workbook"
    if not head.strip(b"\x00"):
        return "the file holds nothing but zero bytes or blanks"
    return "this is not a zip file, so not a workbook"
