"""Text out of workbook XML: references, line ends and Excel's own escapes."""

from __future__ import annotations

import re

from ofrecord.errors import ReadError

_REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]+|#[0-9]+|amp|lt|gt|quot|apos);")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_FIRST_PRINTABLE = 0x20


def decode_part(data: bytes, name: str, *, declares: bool = True) -> str:
    """The text of an XML part; refuses declarations that could expand (entities).

    ``declares`` is false where the caller knows that the part holds no ``<!`` at all.

    >>> decode_part(b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "sheet1.xml")
    Traceback (most recent call last):
    ...
    ofrecord.errors.ReadError: sheet1.xml declares a document type or entities
    """
    if declares and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise ReadError(f"{name} declares a document type or entities", reason="entities")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"{name} is not UTF-8 text", reason="malformed") from None


def unescape(text: str) -> str:
    """The characters that an XML text stands for.

    >>> unescape("Prince George&apos;s &amp; more")
    "Prince George's & more"
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = _REFERENCE.sub(_resolve, text)
    if "_x" in text:
        text = _ESCAPE.sub(_unescape_excel, text)
    return text


def is_plain(text: str) -> bool:
    """Whether ``unescape`` would change nothing in this text."""
    return "&" not in text and "\r" not in text and "_x" not in text


def _resolve(match: re.Match[str]) -> str:
    name = match[1]
    if name in _NAMED:
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(code) if _is_character(code) else match[0]


def _unescape_excel(match: re.Match[str]) -> str:
    """Excel writes characters that XML cannot carry as _xHHHH_; only white space is taken back."""
    code = int(match[1], 16)
    return chr(code) if code in {0x09, 0x0A, 0x0D, 0x5F} else match[0]


def _is_character(code: int) -> bool:
    return (code >= _FIRST_PRINTABLE or code in {0x09, 0x0A, 0x0D}) and not (
        0xD800 <= code <= 0xDFFF or code > 0x10FFFF
    )
