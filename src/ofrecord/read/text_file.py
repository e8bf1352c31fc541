"""The text of a file that is plain text: its encoding, and what may not be in it."""

from __future__ import annotations

import re

from ofrecord.errors import ReadError
from ofrecord.read.container import MAX_PART

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def decode_text(data: bytes) -> str:
    r"""The text of a file in UTF-8, or in UTF-16 with its mark at the beginning.

    Raises ``ReadError``: in another encoding (with the position of the first byte that shows it),
    larger than a part of a workbook may be, or without any text.

    >>> decode_text(b"a,b\nd\xe9j\xe0,1\n")
    Traceback (most recent call last):
    ...
    ofrecord.errors.ReadError: the text is not in UTF-8: byte 6 is 0xE9 (line 2)
    """
    if len(data) > MAX_PART:
        raise ReadError(
            f"the text has {len(data):,} bytes; at most {MAX_PART:,} are read", reason="too-large"
        )
    encoding = "utf-16" if data[:2] in _UTF_16 else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + (3 if data[:3] == b"\xef\xbb\xbf" else 0)
        name = "UTF-16" if encoding == "utf-16" else "UTF-8"
        line = data.count(b"\n", 0, at) + 1
        raise ReadError(
            f"the text is not in {name}: byte {at + 1} is 0x{data[at]:02X} (line {line})",
            reason="malformed",
        ) from None
    if not text.strip():
        message = "there is nothing but blanks in the file" if data else "the file is empty"
        raise ReadError(message, reason="empty")
    return text


def find_control(text: str) -> re.Match[str] | None:
    """The first control character in a text, but for tabs and line ends.

    Such characters part the cells of a record from each other, so none may come from a file.
    """
    return None if text.isprintable() else _CONTROL.search(text)
