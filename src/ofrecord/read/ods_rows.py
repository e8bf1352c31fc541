"""The rows of an .ods spreadsheet that are written the usual way, each distinct cell read once.

Most rows hold nothing but cells of at most one paragraph. These are cut out of the XML and read
here; a mark stands in their place, and the XML parser, which reads everything else, takes them in
where it meets the mark. Whatever is not written just so is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ofrecord.errors import ReadError
from ofrecord.read.ods_cells import (
    COLUMNS_REPEATED,
    FORMULA,
    OFFICE,
    TABLE,
    TEXT,
    VALUE_TYPE,
    NoValue,
    OdsCells,
    paragraph_text,
)
from ofrecord.read.xml_text import is_simple, unescape_xml

MARK = "rows"
"""The attribute of a row that stands for the rows of that number; no namespace holds it."""

CellRun = tuple[str, int]
"""A cell, and how many columns it fills."""
UsualRow = tuple[Mapping[str, str], list[CellRun]]
"""The attributes of a row, and its cells."""

_ROOT = re.compile(r"(?:<\?xml [^>]*>)?\s*<office:document-content([^>]*)>")
_NAMESPACE = re.compile(r'\sxmlns:([A-Za-z][\w.-]*)="([^"]*)"')
_DECLARED = re.compile(r"\sxmlns[:\s=]")
_ATTRIBUTES = r'((?: [\w.-]+:[\w.-]+="[^"<&]*+")*+)'
_ATTRIBUTE = re.compile(r' ([\w.-]+):([\w.-]+)="([^"]*)"')
_ROW = re.compile(rf"<table:table-row{_ATTRIBUTES}>")
_ROW_END = "</table:table-row>"
_CELL_START = "<table:table-cell"
_CELL = re.compile(rf"{_ATTRIBUTES}(?:/>|>(?:<text:p>([^<>]*+)</text:p>|)</table:table-cell>)")
_SPACES = {"office": OFFICE, "table": TABLE, "text": TEXT}


@dataclass(slots=True)
class UsualRows:
    """What is left of a spreadsheet's content for the parser, and the rows cut out of it, in runs.

    ``runs[n]`` are the rows that stand where the row with the mark ``n`` is left.
    """

    rest: str
    runs: list[list[UsualRow]] = field(default_factory=list)


class _Starts(dict[str, Mapping[str, str] | None]):
    """From the markup before a row's first cell to the row's attributes."""

    def __init__(self, spaces: Mapping[str, str]) -> None:
        super().__init__()
        self.spaces = spaces

    def __missing__(self, markup: str) -> Mapping[str, str] | None:
        match = _ROW.fullmatch(markup)
        found = self[markup] = _read_attributes(match[1], self.spaces) if match else None
        return found


class _Cells(dict[str, CellRun | None]):
    """From a cell's markup to the cell; ``None`` for what the parser is to read."""

    def __init__(self, spaces: Mapping[str, str], made: OdsCells) -> None:
        super().__init__()
        self.spaces = spaces
        self.made = made

    def __missing__(self, markup: str) -> CellRun | None:
        cell = self[markup] = self._read(markup)
        return cell

    def _read(self, markup: str) -> CellRun | None:
        match = _CELL.fullmatch(markup)
        attributes = _read_attributes(match[1], self.spaces) if match else None
        if match is None or attributes is None or FORMULA in attributes:
            return None
        count = attributes.get(COLUMNS_REPEATED, "1")
        if not (count.isascii() and count.isdigit() and len(count) < 10 and int(count)):
            return None
        if VALUE_TYPE not in attributes and match[2] is None:
            return "", int(count)
        try:
            text = paragraph_text(unescape_xml(match[2] or ""))
            return self.made.make(attributes, text), int(count)
        except (NoValue, ReadError):
            return None


def _read_attributes(markup: str, spaces: Mapping[str, str]) -> Mapping[str, str] | None:
    """Attributes by their full names; ``None`` where the parser is to read them."""
    if not markup.isprintable():
        return None
    written = _ATTRIBUTE.findall(markup)
    found = {f"{spaces.get(space)} {name}": value for space, name, value in written}
    known = all(space in spaces for space, _, _ in written)
    return found if known and len(found) == len(written) else None


def cut_rows(text: str, made: OdsCells) -> UsualRows:
    """Cuts the rows that are written the usual way out of a spreadsheet's content."""
    spaces = _namespaces(text)
    if not spaces or not is_simple(text) or f' {MARK}="' in text:
        return UsualRows(text)
    starts, known = _Starts(spaces), _Cells(spaces, made)
    *pieces, tail = text.split(_ROW_END)
    left: list[str] = []
    runs: list[list[UsualRow]] = []
    in_run = False
    for piece in pieces:
        start, *markups = piece.split(_CELL_START)
        attributes = starts[start] if len(start) < len(piece) else None
        cells = [known[markup] for markup in markups] if attributes is not None else [None]
        usual = [cell for cell in cells if cell is not None]
        if attributes is None or len(usual) < len(cells):
            left.append(f"{piece}{_ROW_END}")
            in_run = False
            continue
        if not in_run:
            left.append(f'<table:table-row {MARK}="{len(runs)}"/>')
            runs.append([])
            in_run = True
        runs[-1].append((attributes, usual))
    left.append(tail)
    return UsualRows("".join(left), runs)


def _namespaces(text: str) -> Mapping[str, str]:
    """The namespaces by their prefixes; none where they are not all declared at the beginning."""
    root = _ROOT.match(text)
    if root is None or text.count("xmlns") != root[0].count("xmlns"):
        return {}
    spaces = dict(_NAMESPACE.findall(root[1]))
    usual = all(spaces.get(prefix) == space.strip() for prefix, space in _SPACES.items())
    return spaces if usual and len(spaces) == len(_DECLARED.findall(root[1])) else {}
