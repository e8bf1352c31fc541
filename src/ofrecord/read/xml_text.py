"""Text out of workbook XML: encodings, references, line ends and Excel's own escapes."""

from __future__ import annotations

import re

from ofrecord.errors import ReadError

_REFERENCE = re.compile(r"&(?:(#x[0-9A-Fa-f]{1,8}|#[0-9]{1,8}|amp|lt|gt|quot|apos);)?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_WHITE = frozenset({0x09, 0x0A, 0x0D})
_UNDERSCORE = 0x5F
_FIRST_PRINTABLE = 0x20
_CONTROLS = bytes(range(_FIRST_PRINTABLE))
_ILLEGAL = bytes(set(_CONTROLS) - _WHITE)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}?\sencoding\s*=\s*["']([^"']{1,40})["']""")
_READ_AS_IT_IS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16"})


def decode_part(data: bytes, part: str) -> str:
    """The text of an XML part in UTF-8 or UTF-16, the two encodings a workbook may use.

    Raises ``ReadError`` for any other encoding and for a document type, whose entities could make
    a small part endless.

    >>> decode_part(b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "sheet1.xml")
    Traceback (most recent call last):
    ...
    ofrecord.errors.ReadError: sheet1.xml declares a document type or entities
    """
    try:
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            text = data.decode("utf-16")
        elif data[:2] == b"<\x00":
            text = data.decode("utf-16-le")
        elif data[:2] == b"\x00<":
            text = data.decode("utf-16-be")
        else:
            _check_encoding(data, part)
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"{part} is not UTF-8 or UTF-16 text", reason="malformed") from None
    if "!" in text and ("<!DOCTYPE" in text or "<!ENTITY" in text):
        raise ReadError(f"{part} declares a document type or entities", reason="entities")
    return text


def _check_encoding(data: bytes, part: str) -> None:
    declared = _DECLARED.match(data, 3 if data[:3] == b"\xef\xbb\xbf" else 0)
    if declared and declared[1].lower() not in _READ_AS_IT_IS:
        name = declared[1].decode("ascii", "replace")
        raise ReadError(f"{part} is in the encoding {name!r}, not UTF-8", reason="malformed")


def is_simple(text: str) -> bool:
    """Whether an XML text is free of comments, CDATA and instructions after its first line.

    >>> is_simple('<?xml version="1.0"?><a/>'), is_simple("<a><!-- b --></a>")
    (True, False)
    """
    if "!" in text and "<!" in text:
        return False
    start = text.find("?>") + 2 if text.startswith("<?xml") else 0
    return text.find("?", start) < 0 or text.find("<?", start) < 0


def unescape(text: str) -> str:
    r"""The characters that a cell's text stands for: in XML, and by Excel's own escapes.

    >>> unescape("a_x000D_b &amp; _x005F_x000D_")
    'a\rb & _x000D_'
    """
    return unescape_excel(unescape_xml(text))


def unescape_xml(text: str) -> str:
    """The characters that an XML text stands for; ``ReadError`` for references that it may not use.

    >>> unescape_xml("Prince George&apos;s")
    "Prince George's"
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _REFERENCE.sub(_resolve, text) if "&" in text else text


def unescape_excel(text: str) -> str:
    """The text without Excel's own ``_xHHHH_`` escapes.

    Only white space and the underscore are taken back: the other characters that are written so are
    such as XML cannot carry, and a cell keeps them as they are written.
    """
    return _ESCAPE.sub(_unescape_excel, text) if "_x" in text else text


def is_plain(text: str) -> bool:
    """Whether ``unescape`` would change nothing in this text."""
    return "&" not in text and "\r" not in text and "_x" not in text


def check_characters(text: str, part: str) -> None:
    r"""Raises ``ReadError`` for characters that no XML text may hold.

    Such characters part the cells of a record from each other, so none may come from a file.

    >>> check_characters("link\x1fthttps://example.org", "sheet1.xml")
    Traceback (most recent call last):
    ...
    ofrecord.errors.ReadError: sheet1.xml holds a control character (U+001F)
    """
    if "]" in text and "]]>" in text:
        raise ReadError(f"{part} holds the end of a CDATA section", reason="malformed")
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _ILLEGAL)) != len(data):
        first = next(byte for byte in data if byte in _ILLEGAL)
        raise ReadError(f"{part} holds a control character (U+{first:04X})", reason="malformed")


def is_one_line(text: str) -> bool:
    """Whether a text is free of control characters, tabs and line breaks among them."""
    data = text.encode("utf-8", "surrogatepass")
    return len(data.translate(None, _CONTROLS)) == len(data)


def _resolve(match: re.Match[str]) -> str:
    name = match[1]
    if name in _NAMED:
        return _NAMED[name]
    if name:
        code = int(f"0{name[1:]}", 0) if name[1] == "x" else int(name[1:])
        if _is_character(code):
            return chr(code)
    shown = match.string[match.start() : match.start() + 12]
    raise ReadError(f"the reference {shown!r} stands for no character", reason="malformed")


def _unescape_excel(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code in _WHITE or code == _UNDERSCORE else match[0]


def _is_character(code: int) -> bool:
    return (code >= _FIRST_PRINTABLE or code in _WHITE) and not (
        0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF} or code > 0x10FFFF
    )
