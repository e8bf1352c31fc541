"""The zip container of a workbook, opened with limits and without trusting what it says.

Only the central directory is believed, and only as far as it agrees with the bytes: every part
stands where it says under the name it says, is inflated into a buffer of exactly the size it says,
and has the checksum it says. What is larger than the limits is refused before it is inflated.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import NamedTuple

import deflate

from ofrecord.errors import ReadError

MAX_PART = 24 * 1024 * 1024
"""No part of a workbook may be larger than this when inflated (bytes)."""
MAX_TOTAL = 48 * 1024 * 1024
"""The parts that are read may not be larger than this together (bytes)."""
MAX_PARTS = 2_000
"""No workbook may hold more parts than this."""
MAX_RATIO = 1_032
"""Nothing that deflate packs gets smaller than this."""

_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_END_64_AT = struct.Struct("<4sIQI")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_IN_EXTRA = 0xFFFFFFFF
_MAX_COMMENT = 0xFFFF
_WIDE = struct.Struct("<Q")


class _Part(NamedTuple):
    name: bytes
    offset: int
    packed: int
    size: int
    crc: int
    method: int
    encrypted: bool


@dataclass(slots=True)
class Container:
    """The parts of a zip file, inflated when asked for. Names differ by more than case."""

    data: bytes
    parts: dict[str, _Part]
    inflated: int = field(default=0)
    given: dict[str, bytes] = field(default_factory=dict)
    """Parts that stand for those of the file, by their names in lower case."""

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    def names(self) -> list[str]:
        """The names of all parts in lower case, in the order of the central directory."""
        return list(self.parts)

    def read(self, name: str) -> bytes:
        """The bytes of one part; ``ReadError`` where they cannot be had whole."""
        if name.lower() in self.given:
            return self.given[name.lower()]
        part = self.parts.get(name.lower())
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
        packed = self._packed(name, part)
        raw = packed if part.method == _STORED else _inflate(name, packed, part)
        if len(raw) != part.size or deflate.crc32(raw) != part.crc:
            raise ReadError(f"the part {name} fails its checksum", reason="truncated")
        return raw

    def packed(self, name: str) -> bytes:
        """The bytes of one part as the file holds them, after what is declared of them."""
        part = self.parts[name.lower()]
        declared = f"{part.size} {part.crc} {part.method} {part.encrypted}\x00"
        return declared.encode() + self._packed(name, part)

    def _packed(self, name: str, part: _Part) -> bytes:
        try:
            local = _LOCAL.unpack_from(self.data, part.offset)
        except struct.error:
            raise ReadError(f"the file ends before the part {name}", reason="truncated") from None
        start = part.offset + _LOCAL.size
        names, extra = int(local[9]), int(local[10])
        if local[0] != b"PK\x03\x04" or self.data[start : start + names] != part.name:
            raise ReadError(f"the part {name} is not where the directory says", reason="malformed")
        start += names + extra
        packed = self.data[start : start + part.packed]
        if len(packed) != part.packed:
            raise ReadError(f"the file ends inside the part {name}", reason="truncated")
        return packed


def _inflate(name: str, packed: bytes, part: _Part) -> bytes:
    if part.method != _DEFLATED:
        raise ReadError(
            f"the part {name} is packed in a way (method {part.method}) that no workbook uses",
            reason="malformed",
        )
    if part.size > (part.packed + 1) * MAX_RATIO:
        raise ReadError(
            f"the part {name} says that {part.packed:,} bytes inflate to {part.size:,}; "
            "they cannot",
            reason="bomb",
        )
    if part.size == 0:
        return b""
    try:
        return bytes(deflate.deflate_decompress(packed, part.size))
    except (deflate.DeflateError, ValueError):
        raise ReadError(
            f"the part {name} does not inflate to the {part.size:,} bytes that it declares",
            reason="truncated",
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
    count, offset, end = _directory(data)
    if count > MAX_PARTS:
        raise ReadError(f"it says it holds {count:,} parts", reason="bomb")
    parts: dict[str, _Part] = {}
    for _ in range(count):
        part, offset = _read_entry(data, offset)
        name = part.name.decode("utf-8", "replace").replace("\\", "/")
        _check_name(name)
        if name.lower() in parts:
            raise ReadError(f"two parts are named {name!r}", reason="malformed")
        parts[name.lower()] = part
    if offset != end:
        raise ReadError("the directory of parts is not as long as it says", reason="malformed")
    return Container(data, parts)


def _read_entry(data: bytes, offset: int) -> tuple[_Part, int]:
    """One entry of the central directory, and where the next begins."""
    try:
        entry = _ENTRY.unpack_from(data, offset)
    except struct.error:
        raise ReadError("the directory of parts is cut short", reason="truncated") from None
    if entry[0] != b"PK\x01\x02":
        raise ReadError("the directory of parts is damaged", reason="malformed")
    start = offset + _ENTRY.size
    name_end = start + int(entry[10])
    extra_end = name_end + int(entry[11])
    size, packed, at = int(entry[9]), int(entry[8]), int(entry[16])
    if _IN_EXTRA in {size, packed, at}:
        size, packed, at = _wide_numbers(data[name_end:extra_end], size, packed, at)
    if at > len(data):
        raise ReadError("the file ends before a part that it lists", reason="truncated")
    part = _Part(
        name=data[start:name_end],
        offset=at,
        packed=packed,
        size=size,
        crc=entry[7],
        method=entry[4],
        encrypted=bool(entry[3] & _ENCRYPTED),
    )
    return part, extra_end + int(entry[12])


def _wide_numbers(extra: bytes, *numbers: int) -> list[int]:
    """The numbers of an entry, those that need 64 bits taken from its extra field (zip64)."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            wide = [
                value for (value,) in _WIDE.iter_unpack(extra[at + 4 : at + 4 + length // 8 * 8])
            ]
            if len(wide) >= numbers.count(_IN_EXTRA):
                return [wide.pop(0) if number == _IN_EXTRA else number for number in numbers]
        at += 4 + length
    raise ReadError("the directory of parts is damaged (zip64)", reason="malformed")


def _directory(data: bytes) -> tuple[int, int, int]:
    """How many parts there are, and where their directory begins and ends."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - _MAX_COMMENT))
    if at < 0 or at + _END.size > len(data):
        raise ReadError("the zip file is cut short: its directory is missing", reason="truncated")
    end = _END.unpack_from(data, at)
    if end[1] or end[2] or end[3] != end[4]:
        raise ReadError("the zip file is one of several parts", reason="malformed")
    count, size, offset = int(end[4]), int(end[5]), int(end[6])
    if _IN_EXTRA in {size, offset} or count == _MAX_COMMENT:
        return _directory_64(data, at)
    if offset + size > at:
        raise ReadError("the directory of parts is cut short", reason="truncated")
    return count, offset, offset + size


def _directory_64(data: bytes, at: int) -> tuple[int, int, int]:
    start = at - _END_64_AT.size
    locator = _END_64_AT.unpack_from(data, start) if start >= 0 else (b"", 0, 0, 0)
    where = int(locator[2])
    if locator[0] != b"PK\x06\x07" or where + _END_64.size > start:
        raise ReadError("the directory of parts is damaged (zip64)", reason="malformed")
    end = _END_64.unpack_from(data, where)
    count, size, offset = int(end[7]), int(end[8]), int(end[9])
    if end[0] != b"PK\x06\x06" or offset + size > where:
        raise ReadError("the directory of parts is damaged (zip64)", reason="malformed")
    return count, offset, offset + size


def _check_name(name: str) -> None:
    if (
        name.startswith("/")
        or name[1:2] == ":"
        or ".." in name.split("/")
        or not name.isprintable()
    ):
        raise ReadError(f"a part is named {name!r}, outside the file", reason="unsafe-name")


def _what_it_is(data: bytes) -> str:
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or b"<html" in head:
        return "this is an HTML page, not a workbook"
    if b"<office:document" in head:
        return "this is a flat OpenDocument file (.fods); save it as .ods"
    if head.startswith(b"%pdf"):
        return "this is a PDF, not a workbook"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "this is an old or encrypted Office file (OLE), not an .xlsx workbook"
    if head.startswith(b"pk\x05\x06"):
        return "this is an empty zip file, not a workbook"
    if not data.strip(b"\x00 \t\r\n"):
        return "the file holds nothing but zero bytes or blanks"
    return "this is not a zip file, so not a workbook"
