"""A workbook's bytes to its sheets: every cell as printed, every link, nothing else believed."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from ofrecord.errors import ReadError
from ofrecord.read.cells import Row
from ofrecord.read.container import Container, open_container
from ofrecord.read.shared_strings import read_shared_strings
from ofrecord.read.sheet import read_sheet
from ofrecord.read.styles import date_styles
from ofrecord.read.xml_text import decode_part, is_plain, unescape

_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
_HYPERLINK = re.compile(
    r'<Relationship Id="([^"]*)" Type="http://schemas\.openxmlformats\.org/officeDocument/2006'
    r'/relationships/hyperlink" Target="([^"]*)" TargetMode="External"'
)
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DATE_1904 = re.compile(r'\bdate1904\s*=\s*"(?:1|true)"')
_APPLICATION = re.compile(r"<Application>([^<]*)<")
_CREATOR = re.compile(r"<dc:creator[^>]*>([^<]*)<")
_MODIFIED = re.compile(r"<dcterms:modified[^>]*>([^<]*)<")
_CREATED = re.compile(r"<dcterms:created[^>]*>([^<]*)<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet. ``rows[i]`` is the sheet's row ``i + 1``; a blank row is the empty tuple.

    Trailing blank cells are not part of a row, nor trailing blank rows of a sheet. ``hidden`` holds
    the numbers of hidden rows (a saved filter hides data that is still data).
    """

    name: str
    visible: bool
    rows: list[Row]
    hidden: tuple[int, ...] = ()
    unplaced_links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What a workbook says of its own making; times are texts as written, in UTC."""

    application: str = ""
    creator: str = ""
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The sheets of a workbook in their order, with its properties."""

    sheets: tuple[Sheet, ...]
    properties: Properties


def read_workbook(data: bytes) -> Workbook:
    """Every cell and every link of an .xlsx workbook, as printed.

    Answers a ``Workbook``; raises ``ReadError`` for bytes that are not a whole, safe workbook
    (its ``reason`` says which), and for formulas and external links, whose values cannot be
    vouched for.

    >>> read_workbook(b"")
    Traceback (most recent call last):
    ...
    ofrecord.errors.ReadError: the file is empty
    """
    container = open_container(data)
    _refuse_active_parts(container)
    if "xl/workbook.xml" not in container:
        raise ReadError("the zip file holds no workbook (xl/workbook.xml)", reason="not-a-workbook")
    book = decode_part(container.read("xl/workbook.xml"), "xl/workbook.xml")
    targets = _relations(container, "xl/workbook.xml")
    strings = (
        read_shared_strings(container.read("xl/sharedStrings.xml"))
        if "xl/sharedStrings.xml" in container
        else []
    )
    styles = (
        date_styles(container.read("xl/styles.xml"))
        if "xl/styles.xml" in container
        else frozenset[str]()
    )
    from_1904 = bool(_DATE_1904.search(book))
    sheets = []
    for tag in _SHEET.findall(book):
        attributes = _attributes(tag)
        path = targets.get(attributes.get("r:id", ""), "")
        if path not in container:
            raise ReadError(
                f"the sheet {attributes.get('name', '')!r} has no part", reason="truncated"
            )
        rows, hidden, unplaced = read_sheet(
            container.read(path), path, _relations(container, path), strings, styles, from_1904
        )
        sheets.append(
            Sheet(
                name=attributes.get("name", ""),
                visible=attributes.get("state", "visible") == "visible",
                rows=rows,
                hidden=hidden,
                unplaced_links=unplaced,
            )
        )
    if not sheets:
        raise ReadError("the workbook holds no sheet", reason="malformed")
    return Workbook(sheets=tuple(sheets), properties=_properties(container))


def _refuse_active_parts(container: Container) -> None:
    for name in container.names():
        if name.startswith("xl/externalLinks/"):
            raise ReadError("the workbook has links to other workbooks", reason="external-links")
        if name.endswith("vbaProject.bin"):
            raise ReadError("the workbook holds a program (macros)", reason="macros")


def _relations(container: Container, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in container:
        return {}
    data = container.read(path)
    text = decode_part(data, path, declares=b"!" in data)
    fast = _HYPERLINK.findall(text)
    if fast and len(fast) == text.count('"External"'):
        return {
            relation: target if is_plain(target) else unescape(target) for relation, target in fast
        }
    found = {}
    for tag in _RELATION.findall(text):
        attributes = _attributes(tag)
        target = attributes.get("Target", "")
        if attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        found[attributes.get("Id", "")] = target
    return found


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}


def _properties(container: Container) -> Properties:
    core = _text(container, "docProps/core.xml")
    return Properties(
        application=_first(_APPLICATION, _text(container, "docProps/app.xml")),
        creator=_first(_CREATOR, core),
        created=_first(_CREATED, core),
        modified=_first(_MODIFIED, core),
    )


def _text(container: Container, name: str) -> str:
    return decode_part(container.read(name), name) if name in container else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return unescape(found[1]) if found else ""
