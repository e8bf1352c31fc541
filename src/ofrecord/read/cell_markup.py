"""From a cell's markup, or its parts, to the cell."""

from __future__ import annotations

import re

from ofrecord.errors import ReadError
from ofrecord.read.cells import Kind, make_cell
from ofrecord.read.styles import serial_to_day
from ofrecord.read.xml_text import check_characters, unescape_excel, unescape_xml

_USUAL = re.compile(r'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?><(v|is><t[^>]*)>(.*)', re.DOTALL)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?Z?")
_TRUE, _FALSE = frozenset({"1", "true"}), frozenset({"0", "false"})


class UnusualMarkup(Exception):
    """A cell is written in a way that only a full XML parser should read."""


class CellReader(dict[str | None, str]):
    """From a cell's markup to the cell, each distinct markup decoded once for a workbook."""

    def __init__(
        self, strings: list[str], dates: frozenset[str], *, from_1904: bool = False
    ) -> None:
        super().__init__({None: ""})
        self.strings = strings
        self.dates = dates
        self.from_1904 = from_1904

    def __missing__(self, markup: str | None) -> str:
        """The cell for ` s="2" t="n"><v>45714`: what stands between its reference and its end."""
        usual = _USUAL.fullmatch(markup) if markup else None
        if usual is None:
            raise UnusualMarkup
        style, kind, tag, value = usual.groups()
        if not value.isprintable():
            check_characters(value, "a cell")
        written = "inlineStr" if tag != "v" else kind or "n"
        cell = self[markup] = self.decode(style or "0", written, unescape_xml(value))
        return cell

    def shared(self) -> dict[str | None, str]:
        """The shared strings by their numbers as texts, and the blank for none."""
        return _Shared(self)

    def decode(self, style: str, kind: str, value: str) -> str:
        """The cell for a style number, a type and a value whose XML references are resolved."""
        if not value:
            return ""
        match kind:
            case "s":
                return self.shared_string(value)
            case "inlineStr" | "str":
                return unescape_excel(value)
            case "n":
                day = None
                if style in self.dates:
                    day = serial_to_day(value, from_1904=self.from_1904)
                return make_cell(day, Kind.DATE) if day else make_cell(value, Kind.NUMBER)
            case "e":
                return make_cell(value, Kind.ERROR)
            case "b" if value in _TRUE or value in _FALSE:
                return make_cell("TRUE" if value in _TRUE else "FALSE", Kind.BOOLEAN)
            case "d":
                midnight = _MIDNIGHT.fullmatch(value)
                return make_cell(midnight[1] if midnight else value, Kind.DATE)
            case _:
                raise ReadError(
                    f"a cell of the type {kind!r} reads {value[:40]!r}", reason="malformed"
                )

    def shared_string(self, number: str) -> str:
        """The shared string of that number; ``ReadError`` where there is none."""
        if number.isascii() and number.isdigit() and len(number) < 10:
            index = int(number)
            if index < len(self.strings):
                return self.strings[index]
        raise ReadError(
            f"a cell refers to shared string {number[:40]!r} of {len(self.strings):,}",
            reason="malformed",
        )


_NUMBERS: list[str] = []


def numbers_as_texts(count: int) -> list[str]:
    """At least the first ``count`` whole numbers as texts, made once."""
    _NUMBERS.extend(map(str, range(len(_NUMBERS), count)))
    return _NUMBERS


class _Shared(dict[str | None, str]):
    def __init__(self, reader: CellReader) -> None:
        super().__init__(zip(numbers_as_texts(len(reader.strings)), reader.strings, strict=False))
        self[None] = ""
        self._reader = reader

    def __missing__(self, number: str | None) -> str:
        return self._reader.shared_string(number or "")
