"""The table of shared strings of a workbook."""

from __future__ import annotations

import re

from ofrecord.errors import ReadError
from ofrecord.read.xml_text import decode_part, is_plain, unescape

_ITEM = re.compile(r'<si>(?:<t(?: xml:space="preserve")?>([^<]*)</t>)?(.*?)</si>|<si/>', re.DOTALL)
_PHONETIC = re.compile(r"<rPh\b.*?</rPh>", re.DOTALL)
_TEXT = re.compile(r"<t\b[^>]*?(?:/>|>([^<]*)</t>)")
_NAME = "xl/sharedStrings.xml"


def read_shared_strings(data: bytes) -> list[str]:
    """The strings in their order; formatting runs are joined, phonetic guides left out.

    >>> read_shared_strings(b'<sst><si><t>STATE</t></si><si><r><t>A</t></r><r><t>B</t></r></si></sst>')
    ['STATE', 'AB']
    """
    text = decode_part(data, _NAME)
    items = _ITEM.findall(text)
    if len(items) != text.count("<si>") + text.count("<si/>") or "<si " in text or ":si>" in text:
        return _read_slowly(data)
    strings = [simple if not rest else _join_runs(simple, rest) for simple, rest in items]
    return strings if is_plain(text) else [unescape(string) for string in strings]


def _join_runs(simple: str, rest: str) -> str:
    return simple + "".join(_TEXT.findall(_PHONETIC.sub("", rest)))


def _read_slowly(data: bytes) -> list[str]:
    """The same by a full XML parser, for files that no usual program writes."""
    from xml.etree import ElementTree as Tree

    try:
        root = Tree.fromstring(data)  # noqa: S314  (document types were refused above)
    except Tree.ParseError as error:
        raise ReadError(f"{_NAME} is not well-formed XML: {error}", reason="malformed") from None
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    return [
        "".join(
            (node.text or "")
            for run in (item, *item.findall(f"{space}r"))
            for node in run.findall(f"{space}t")
        )
        for item in root.findall(f"{space}si")
    ]
