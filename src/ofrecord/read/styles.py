"""Which cell styles of a workbook show a number as a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from ofrecord.errors import ReadError
from ofrecord.read.xml_events import MAX_ELEMENTS, parse_events
from ofrecord.read.xml_text import decode_part, is_simple, unescape_xml

_BUILT_IN = frozenset({*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)})
"""The formats without a code that show a day; 18-21, 32, 33 and 45-47 show only a time."""
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"?|\\.|\[[^\]]*\]|_.|\*.|am/pm|a/p|general', re.IGNORECASE)
_CODE = re.compile(r'<numFmt numFmtId="([0-9]+)" formatCode="([^"]*)"/>')
_USED = re.compile(r'<xf numFmtId="([0-9]+)"[^>]*>')
_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LEAP_BUG = 60
_SECONDS = 86_400
_SHORT = 65_536


def date_styles(styles: bytes, part: str = "styles.xml") -> frozenset[str]:
    """The style numbers (as texts) that show a number as a date.

    >>> sorted(date_styles(b'<s><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></s>'))
    ['1']
    """
    read = _date_styles if len(styles) <= _SHORT else _date_styles.__wrapped__
    return read(styles, part)


@lru_cache(maxsize=64)
def _date_styles(styles: bytes, part: str) -> frozenset[str]:
    text = decode_part(styles, part)
    formats, used = _scan(text) or _parse(text, part)
    return frozenset(_show_day(used, formats))


def _scan(text: str) -> tuple[dict[str, str], list[str]] | None:
    """The codes of formats, and each style's format, where they are written the usual way."""
    if text.count("<cellXfs ") != 1 or text.count("<numFmts ") > 1 or not is_simple(text):
        return None
    formats, styles = _section(text, "numFmts"), _section(text, "cellXfs")
    codes, used = _CODE.findall(formats), _USED.findall(styles)
    if len(codes) != formats.count("<numFmt ") or len(used) != styles.count("<xf "):
        return None
    return {number: unescape_xml(code) for number, code in codes}, used


def _section(text: str, name: str) -> str:
    start = text.find(f"<{name} ")
    return text[start : text.find(f"</{name}>", start)] if start >= 0 else ""


def _parse(text: str, part: str) -> tuple[dict[str, str], list[str]]:
    """The same by a full XML parser."""
    formats: dict[str, str] = {}
    used: list[str] = []
    parents: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "xf" and parents[-1:] == ["cellXfs"]:
            used.append(attributes.get("numFmtId", "0"))
        elif local == "numFmt" and parents[-1:] == ["numFmts"]:
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        if len(used) > MAX_ELEMENTS or len(formats) > MAX_ELEMENTS:
            raise ReadError(f"{part} has more than {MAX_ELEMENTS:,} styles", reason="bomb")
        parents.append(local)

    def end(_: str) -> None:
        parents.pop()

    parse_events(text, part, start, end)
    return formats, used


def _show_day(used: list[str], formats: dict[str, str]) -> Iterable[str]:
    for index, number in enumerate(used):
        code = formats.get(number)
        if shows_day(code) if code is not None else number.isdigit() and int(number) in _BUILT_IN:
            yield str(index)


def shows_day(code: str) -> bool:
    """Whether a number format shows the day: not an amount, a time of day or a length of time.

    >>> [shows_day(code) for code in ("mm/dd/yyyy", "[$-409]mmmm d, yyyy;@", "mmmm")]
    [True, True, True]
    >>> [shows_day(code) for code in ('0.00"days"', "[Red]0.00", "[h]:mm", "h:mm AM/PM", "General")]
    [False, False, False, False, False]
    """
    bare = _LITERAL.sub("", _ELAPSED.sub("h", code)).lower()
    return any(letter in bare for letter in "yd") or ("m" in bare and not set(bare) & set("hs0#?"))


@lru_cache(maxsize=4096)
def serial_to_day(serial: str, *, from_1904: bool = False) -> str | None:
    """The day, or day and time, that a serial number shows; ``None`` where there is none.

    >>> serial_to_day("45714")
    '2025-02-26'
    >>> serial_to_day("45714.5")
    '2025-02-26T12:00:00'
    >>> serial_to_day("-3") is None, serial_to_day("60") is None
    (True, True)
    """
    try:
        number = float(serial)
    except ValueError:
        return None
    if not number >= 1:
        return None
    if not from_1904 and number < _LEAP_BUG + 1:
        if number >= _LEAP_BUG:
            return None  # 29 February 1900, which Excel counts and no calendar has
        number += 1
    epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900
    try:
        moment = epoch + timedelta(days=int(number), seconds=round(number % 1 * _SECONDS))
    except OverflowError:
        return None
    if not (moment.hour or moment.minute or moment.second):
        return moment.date().isoformat()
    return moment.isoformat()
