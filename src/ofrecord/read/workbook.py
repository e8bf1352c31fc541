"""A workbook's bytes to its sheets: every cell as printed, every link, nothing else believed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ofrecord.collector import collector_paused
from ofrecord.errors import ReadError
from ofrecord.read.cell_markup import CellReader
from ofrecord.read.cells import Row
from ofrecord.read.container import Container, open_container
from ofrecord.read.links import Unplaced
from ofrecord.read.relations import Relation, Relations, read_links, read_relations
from ofrecord.read.shared_strings import read_shared_strings
from ofrecord.read.sheet import read_sheet
from ofrecord.read.styles import date_styles
from ofrecord.read.xml_events import Element, read_elements
from ofrecord.read.xml_text import decode_part, is_simple, unescape_xml

MAX_SHEETS = 200
"""No workbook that is read has more sheets than this."""
_USUAL_PLACE = "xl/workbook.xml"
_TRUE = frozenset({"1", "true"})
_SHORT = 16_384
_PROGRAMS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet. ``rows[i]`` is the sheet's row ``i + 1``; a blank row is the empty tuple.

    Trailing blank cells are not part of a row, nor trailing blank rows of a sheet. ``hidden`` holds
    the numbers of hidden rows (a saved filter hides data that is still data), ``unplaced_links``
    the reference and address of each link behind which no cell is printed, ``notes`` the reference
    and text of each annotation, ``formulas`` the references of cells whose value was calculated,
    ``uneven`` the numbers of rows that were printed with more or fewer cells than the first.
    """

    name: str
    visible: bool
    rows: list[Row]
    hidden: tuple[int, ...] = ()
    unplaced_links: Unplaced = ()
    notes: tuple[tuple[str, str], ...] = ()
    formulas: tuple[str, ...] = ()
    uneven: tuple[int, ...] = ()


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
    from_1904: bool = False
    """Whether bare numbers of days count from 1904; cells formatted as days are days already."""


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
    return read_container(open_container(data))


def read_container(container: Container) -> Workbook:
    """The workbook whose parts these are; raises ``ReadError`` as ``read_workbook`` does."""
    with collector_paused():
        return _read_workbook(container)


def _read_workbook(container: Container) -> Workbook:
    _refuse_active_parts(container)
    place = _find_workbook(container)
    relations = read_relations(container, place)
    listed, from_1904 = _list_sheets(container.read(place), place)
    if not listed:
        raise ReadError("the workbook holds no sheet", reason="malformed")
    if len(listed) > MAX_SHEETS:
        raise ReadError(f"the workbook holds {len(listed):,} sheets", reason="bomb")
    reader = CellReader(
        *_read_tables(container, relations),
        from_1904=from_1904,
    )
    sheets = tuple(_read_sheet(container, entry, relations, reader) for entry in listed)
    properties = read_properties(container)
    return Workbook(sheets=sheets, properties=properties, from_1904=from_1904)


def _refuse_active_parts(container: Container) -> None:
    for name in container.names():
        if name.startswith("xl/externallinks/"):
            raise ReadError("the workbook has links to other workbooks", reason="external-links")
        if name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/"):
            raise ReadError("the workbook holds a program (macros)", reason="macros")


def _find_workbook(container: Container) -> str:
    """The name of the part that lists the sheets."""
    if _USUAL_PLACE in container:
        return _USUAL_PLACE
    for relation in read_relations(container, "").values():
        if relation.kind == "officeDocument" and relation.target in container:
            if relation.target.endswith(".bin"):
                break
            return relation.target
    if "xl/workbook.bin" in container:
        raise ReadError("this is a binary workbook (.xlsb), not .xlsx", reason="not-a-workbook")
    raise ReadError(f"the zip file holds no workbook ({_USUAL_PLACE})", reason="not-a-workbook")


def _list_sheets(data: bytes, part: str) -> tuple[tuple[Element, ...], bool]:
    """The sheets that a workbook lists, and whether it counts days from 1904."""
    read = _read_list if len(data) <= _SHORT else _read_list.__wrapped__
    return read(data, part)


@lru_cache(maxsize=64)
def _read_list(data: bytes, part: str) -> tuple[tuple[Element, ...], bool]:
    found = read_elements(data, part, ["sheet", "workbookPr"])
    from_1904 = any(element.attributes.get("date1904") in _TRUE for element in found)
    return tuple(element for element in found if element.name == "sheet"), from_1904


def _read_tables(container: Container, relations: Relations) -> tuple[list[str], frozenset[str]]:
    """The shared strings, and the styles that show a day."""
    strings: list[str] = []
    dates: frozenset[str] = frozenset()
    for relation in relations.values():
        match relation.kind:
            case "sharedStrings":
                strings = read_shared_strings(container.read(relation.target), relation.target)
            case "styles":
                dates = date_styles(container.read(relation.target), relation.target)
    return strings, dates


def _read_sheet(
    container: Container, entry: Element, relations: Relations, reader: CellReader
) -> Sheet:
    name = entry.attributes.get("name", "")
    relation = relations.get(entry.attributes.get("id", ""), Relation("", ""))
    visible = entry.attributes.get("state", "visible") == "visible"
    if relation.kind in _PROGRAMS:
        raise ReadError("the workbook holds a program (macros)", reason="macros")
    if relation.kind != "worksheet" and relation.target in container:
        return Sheet(name=name, visible=visible, rows=[])  # a chart: it has no cells
    if relation.target not in container:
        raise ReadError(f"the sheet {name!r} has no part", reason="truncated")
    part = relation.target
    rows, hidden, unplaced = read_sheet(
        container.read(part), part, read_links(container, part), reader
    )
    return Sheet(name=name, visible=visible, rows=rows, hidden=hidden, unplaced_links=unplaced)


def read_properties(container: Container) -> Properties:
    """What the workbook whose parts these are says of its own making."""
    core = _properties_of(container, "docProps/core.xml", ("creator", "created", "modified"))
    return Properties(
        application=_properties_of(container, "docProps/app.xml", ("Application",))[0],
        creator=core[0],
        created=core[1],
        modified=core[2],
    )


def _properties_of(container: Container, part: str, names: tuple[str, ...]) -> list[str]:
    """The texts of a part's elements of these names; blank where it has none."""
    if part not in container:
        return [""] * len(names)
    data = container.read(part)
    text = decode_part(data, part)
    if is_simple(text):
        found = [_property_pattern(name).search(text) for name in names]
        return [unescape_xml(match[1]).strip() if match else "" for match in found]
    elements = {element.name: element.text.strip() for element in read_elements(data, part, names)}
    return [elements.get(name, "") for name in names]


@lru_cache(maxsize=16)
def _property_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(?:[\w.-]+:)?{name}(?:\s[^>]*)?(?<!/)>([^<]*)</")
