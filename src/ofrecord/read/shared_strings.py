"""The table of shared strings of a workbook."""

from __future__ import annotations

import re

from ofrecord.errors import ReadError
from ofrecord.read.xml_events import parse_events
from ofrecord.read.xml_text import (
    check_characters,
    decode_part,
    is_simple,
    unescape,
    unescape_excel,
)

_ITEM = re.compile(
    r'<si><t(?: xml:space="preserve"|)>([^<]*+)</t></si>'
    r"|(<si>[^<]*+(?:<(?!/?si>)[^<]*+)*</si>|<si/>)"
)
_FEW = 500
"""Where more items than this hold runs or guides, one parser reads all of them."""
_HEAD = re.compile(
    r"(?:<\?xml [^>]*>\s*)?"
    r'<sst xmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/'
    r'spreadsheetml)/main"(?: \w+="\w*")*>\s*</sst>\s*'
)


def read_shared_strings(data: bytes, part: str = "xl/sharedStrings.xml") -> list[str]:
    """The strings in their order; formatting runs are joined, phonetic guides left out.

    Raises ``ReadError`` for what is not well-formed.

    >>> read_shared_strings(b"<sst><si><t>A</t></si><si><r><t>B</t></r><r><t>C</t></r></si></sst>")
    ['A', 'BC']
    """
    text = decode_part(data, part)
    pieces = _ITEM.split(text)
    plain, odd = pieces[1::3], pieces[2::3]
    # What stands between the items must come to an empty table, or they were not all of it.
    usual = _HEAD.fullmatch("".join(pieces[::3])) and is_simple(text)
    if not usual or len(odd) - odd.count(None) > _FEW:
        return [unescape_excel(string) for string in _parse_items(text, part)]
    joined = "".join(filter(None, plain))
    check_characters(joined, part)
    if "\r" in joined or "_x" in joined:
        plain = [unescape(string) if string else string for string in plain]
    elif "&" in joined:
        plain = [unescape(string) if string and "&" in string else string for string in plain]
    return [
        string if item is None else _parse_item(item, part)
        for string, item in zip(plain, odd, strict=True)
    ]


def _parse_item(item: str, part: str) -> str:
    return unescape_excel("".join(_parse_items(f"<sst>{item}</sst>", part)))


def _parse_items(text: str, part: str) -> list[str]:
    """The strings as a full XML parser gives them, in whatever way they are written."""
    strings: list[str] = []
    texts: list[str] = []
    parents: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if not parents and local != "sst":
            raise ReadError(f"{part} is no table of strings: it begins {name!r}")
        parents.append(local)

    def characters(content: str) -> None:
        if parents[-1] == "t" and (parents[-2:-1] == ["si"] or parents[-3:-1] == ["si", "r"]):
            texts.append(content)

    def end(_: str) -> None:
        if parents.pop() == "si":
            strings.append("".join(texts))
            texts.clear()

    parse_events(text, part, start, end, characters)
    return strings
