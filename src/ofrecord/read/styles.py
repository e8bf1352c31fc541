"""Which cell styles of a workbook show a number as a day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_FORMAT = re.compile(r"<numFmt\b[^>]*>")
_CELL_FORMATS = re.compile(r"<cellXfs\b[^>]*>(.*?)</cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(r"<xf\b([^>]*)>")
_ID = re.compile(r'numFmtId="(\d+)"')
_CODE = re.compile(r'formatCode="([^"]*)"')
_LITERAL = re.compile(r'"[^"]*"|&quot;.*?&quot;|\\.|\[[^\]]*\]|_.|\*.')
_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LEAP_BUG = 60
_SECONDS = 86_400


@lru_cache(maxsize=64)
def date_styles(styles: bytes) -> frozenset[str]:
    """The style numbers (as texts) that show a number as a date.

    >>> sorted(date_styles(b'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'))
    ['1']
    """
    text = styles.decode("utf-8", "replace")
    custom = {
        number[1]
        for tag in _FORMAT.findall(text)
        if (number := _ID.search(tag)) and (code := _CODE.search(tag)) and _shows_day(code[1])
    }
    formats = _CELL_FORMATS.search(text)
    if formats is None:
        return frozenset()
    dates = set()
    for index, attributes in enumerate(_CELL_FORMAT.findall(formats[1])):
        number = _ID.search(attributes)
        if number and (number[1] in custom or int(number[1]) in _BUILT_IN):
            dates.add(str(index))
    return frozenset(dates)


def _shows_day(code: str) -> bool:
    bare = _LITERAL.sub("", code.split(";", maxsplit=1)[0]).lower()
    return ("general" not in bare and any(letter in bare for letter in "ydhs")) or "mm" in bare


def serial_to_day(serial: str, *, from_1904: bool = False) -> str | None:
    """The day, or day and time, that a serial number shows; ``None`` where there is none.

    >>> serial_to_day("45714")
    '2025-02-26'
    >>> serial_to_day("45714.5")
    '2025-02-26T12:00:00'
    >>> serial_to_day("-3") is None
    True
    """
    try:
        number = float(serial)
    except ValueError:
        return None
    if not number >= 1:
        return None
    if not from_1904 and number < _LEAP_BUG:
        number += 1
    epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900
    try:
        moment = epoch + timedelta(days=int(number), seconds=round(number % 1 * _SECONDS))
    except OverflowError:
        return None
    if (moment - datetime.min).seconds == 0:
        return moment.date().isoformat()
    return moment.isoformat()


def day_to_serial(day: date) -> int:
    """The serial number of a day in the usual date system.

    >>> day_to_serial(date(2025, 2, 26))
    45714
    """
    return (day - _EPOCH_1900.date()).days
