"""From what an .ods cell states, its attributes and its paragraphs, to the cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from ofrecord.read.cells import Kind, make_cell

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE = f"{SPACE}office:1.0 ", f"{SPACE}style:1.0 "
TABLE, TEXT = f"{SPACE}table:1.0 ", f"{SPACE}text:1.0 "
VALUE_TYPE, FORMULA = f"{OFFICE}value-type", f"{TABLE}formula"
COLUMNS_REPEATED = f"{TABLE}number-columns-repeated"
ROWS_REPEATED = f"{TABLE}number-rows-repeated"
BLANKS = {f"{TEXT}s": "\x00", f"{TEXT}tab": "\x01", f"{TEXT}line-break": "\x02"}
"""Blanks that are written as elements, which are kept where written blanks are closed up."""

_VALUE, _DATE_VALUE = f"{OFFICE}value", f"{OFFICE}date-value"
_STRING_VALUE, _TIME_VALUE = f"{OFFICE}string-value", f"{OFFICE}time-value"
_BOOLEAN_VALUE = f"{OFFICE}boolean-value"
_CALCULATED_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_BOOLEANS = {
    "true": make_cell("TRUE", Kind.BOOLEAN),
    "false": make_cell("FALSE", Kind.BOOLEAN),
}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9:]{5,8})(?:[.,]([0-9]+))?(Z?))?")
_ERROR = re.compile(
    r"#(?:N/A|DIV/0!|REF!|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|FIELD!)|Err:[0-9]{3}"
)
_WRITTEN_BLANKS = re.compile(r"[ \t\r\n]+")
_PRINTED = str.maketrans("\x00\x01\x02", " \t\n")


class NoValue(Exception):
    """A cell does not hold what its type says."""


class OdsCells:
    """Makes cells, those of each distinct number and day once."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._days = _Days()

    def make(self, attributes: Mapping[str, str], text: str) -> str:
        """The cell for its attributes and its text; raises ``NoValue``."""
        if FORMULA in attributes and text:
            stated = attributes.get(_CALCULATED_TYPE) == "error"
            if stated or _ERROR.fullmatch(text):
                return make_cell(text, Kind.ERROR)
        match attributes.get(VALUE_TYPE, "string"):
            case "float" | "percentage" | "currency":
                return self._numbers[attributes.get(_VALUE, "").strip()]
            case "date":
                return self._days[attributes.get(_DATE_VALUE, "").strip()]
            case "string" | "void":
                return text or attributes.get(_STRING_VALUE, "")
            case "boolean" if attributes.get(_BOOLEAN_VALUE) in _BOOLEANS:
                return _BOOLEANS[attributes[_BOOLEAN_VALUE]]
            case "time":
                return attributes.get(_TIME_VALUE, "") or text
        raise NoValue


class _Numbers(dict[str, str]):
    """From an ``office:value`` to its cell."""

    def __missing__(self, value: str) -> str:
        if not _NUMBER.fullmatch(value):
            raise NoValue
        cell = self[value] = make_cell(value, Kind.NUMBER)
        return cell


class _Days(dict[str, str]):
    """From an ``office:date-value`` to its cell: the day, with the time unless it is midnight."""

    def __missing__(self, value: str) -> str:
        match = _MOMENT.fullmatch(value)
        try:
            moment = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}") if match else None
        except ValueError:
            moment = None
        if match is None or moment is None:
            raise NoValue
        fraction = (match[3] or "").rstrip("0")
        if moment.hour or moment.minute or moment.second or fraction:
            text = moment.isoformat() + (f".{fraction}" if fraction else "") + match[4]
        else:
            text = match[1]
        cell = self[value] = make_cell(text, Kind.DATE)
        return cell


def paragraph_text(text: str) -> str:
    r"""The text of a paragraph as it is shown: written blanks closed up, those of ``BLANKS`` kept.

    >>> paragraph_text("\n  a\x00 \n b ")
    'a  b'
    """
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return _WRITTEN_BLANKS.sub(" ", text).strip(" ").translate(_PRINTED)
