"""The bytes of a page into text: encoding found, what is no text refused, what hides removed."""

from __future__ import annotations

import codecs
import re

from ofrecord.errors import StoryError

MAX_PAGE = 5_000_000
"""A page larger than this (bytes) is not read."""
MAX_TEXT = 2_000_000
"""A text longer than this (letters; HTML without its scripts) is not read: a book is shorter."""

_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"BZh", "compressed (bzip2)"),
    (b"\xfd7zXZ", "compressed (xz)"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd)"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"bplist", "a web archive of a browser"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.IGNORECASE)
_TEXT_ENCODING = re.compile(
    r"(utf-?8|utf-?16|utf-?16-?[lb]e|utf-?32|(us-)?ascii|iso-?8859-?\d{1,2}|latin-?1|(windows|cp)-?125\d|"
    r"shift_?jis|euc-?(jp|kr)|gb2312|gbk|gb18030|big5|koi8-?[ru])$"
)
_LATIN = re.compile(r"((us-)?ascii|iso-?8859-?1|latin-?1)$")
_HIDDEN = (
    *range(9),
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0xAD,  # soft hyphen: within words, and seen by nobody
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xFFFE, 0x10000),
    *range(0xE0000, 0xE0080),
)
_SPACES = (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_LINE_ENDS = (0x0B, 0x0C, 0x85, 0x2028, 0x2029)
_CLEAN = {
    chr(code): letter
    for codes, letter in ((_HIDDEN, ""), (_SPACES, " "), (_LINE_ENDS, "\n"))
    for code in codes
}
_UNCLEAN = frozenset(_CLEAN)
_ASCII_TABLE = {ord(letter): clean for letter, clean in _CLEAN.items() if letter.isascii()}
_SAMPLE = 4096
_BINARY_SHARE = 0.02


def decode_page(content: bytes, name: str = "", charset: str = "") -> str:
    """The text of a page's bytes: by its mark, the charset it was served with, or its own word.

    Where nothing says, it is UTF-8, or else Windows-1252, as browsers hold it. ``StoryError`` is
    raised for nothing (``empty``), too much (``too-large``) and bytes that are none (``binary``).

    >>> decode_page("Año".encode("utf-16")), decode_page("Año".encode("latin-1"))
    ('Año', 'Año')
    >>> decode_page(b"%PDF-1.7")
    Traceback (most recent call last):
    ...
    ofrecord.errors.StoryError: this is a PDF, not text or HTML. Save the story's text, ...
    """
    check_size(len(content), name)
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise _not_text(name, what)
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    encoding = _declared(content, charset) or _guess(content)
    if not encoding or (not encoding.startswith("utf-16") and _is_binary(content)):
        raise _not_text(name, "a binary file")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        # The page lies about itself, or a few of its bytes do.
        return content.decode(_guess(content) or encoding, "replace")


def check_size(size: int, name: str = "") -> None:
    """Refuses nothing at all and too much of it."""
    if not size:
        raise StoryError("there is no text in it", name=name, reason="empty")
    if size > MAX_PAGE:
        raise StoryError(
            f"{size:,} bytes; a page has at most {MAX_PAGE:,}",
            name=name,
            reason="too-large",
            hint="Several stories in one file: give them as a folder or as JSON lines",
        )


def _not_text(name: str, what: str) -> StoryError:
    return StoryError(
        f"this is {what}, not text or HTML",
        name=name,
        reason="binary",
        hint="Save the story's text, and check that",
    )


def _declared(content: bytes, charset: str) -> str:
    named = charset.strip().lower()
    if not _TEXT_ENCODING.match(named):
        found = _DECLARED.search(content[:_SAMPLE])
        named = found[1].decode("ascii", "replace").lower() if found else ""
    if not _TEXT_ENCODING.match(named):
        return ""
    if _LATIN.match(named):
        return ""  # browsers read these as Windows-1252, and many such pages are UTF-8
    if named.startswith(("utf-16", "utf16")):
        return ""  # a page whose markup can be read as bytes is not in UTF-16, whatever it says
    try:
        return codecs.lookup(named).name
    except LookupError:
        return ""


def _guess(content: bytes) -> str:
    """The encoding that the bytes themselves speak for; empty where they are no text."""
    sample = content[: _SAMPLE - _SAMPLE % 2]
    if b"\0" in sample:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        half = max(1, len(sample) // 2)
        if odd > half * 0.4 and even < half * 0.05:
            return "utf-16-le"
        if even > half * 0.4 and odd < half * 0.05:
            return "utf-16-be"
        if _is_binary(content):
            return ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _is_binary(content: bytes) -> bool:
    sample = content[:_SAMPLE]
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return controls > max(2, len(sample) * _BINARY_SHARE)


def clean_letters(text: str) -> str:
    r"""The text without letters that are not seen or that hide others; every space a plain one.

    >>> clean_letters("1\u202f000\u200b agree\u00adments\r\n\u202eevil")
    '1 000 agreements\nevil'
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text.translate(_ASCII_TABLE)
    for letter in _UNCLEAN.intersection(text):  # few, so faster than translating all
        text = text.replace(letter, _CLEAN[letter])
    return text
