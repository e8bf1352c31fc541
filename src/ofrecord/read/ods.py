"""An OpenDocument spreadsheet's bytes to its sheets, in the same form as a workbook's."""

from __future__ import annotations

from ofrecord.collector import collector_paused
from ofrecord.errors import ReadError
from ofrecord.read.container import Container, open_container
from ofrecord.read.ods_content import PART, read_content
from ofrecord.read.workbook import Properties, Workbook
from ofrecord.read.xml_events import read_elements
from ofrecord.read.xml_text import decode_part

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
"""How the media type of every OpenDocument file begins."""
_SPREADSHEETS = frozenset(
    {f"{OPEN_DOCUMENT}{kind}" for kind in ("spreadsheet", "spreadsheet-template")}
)
_MANIFEST = "META-INF/manifest.xml"
_PROGRAMS = ("basic/", "scripts/")
_LISTS_OF_PROGRAMS = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml", "/")


def read_ods(data: bytes) -> Workbook:
    """Every cell and every link of an .ods spreadsheet, as a ``Workbook``.

    A number's text is its exact value as the file holds it, a date's the ISO day, or the moment
    where it has a time other than midnight, a length of time's the value in ISO form; other text is
    as printed. The value of a cell with a formula is the one that was saved, and its reference
    stands in ``formulas``. Raises ``ReadError`` for bytes that are not a whole, safe spreadsheet
    (its ``reason`` says which), for programs in it and for links to other data.

    >>> read_ods(b"%PDF-1.7")
    Traceback (most recent call last):
    ...
    ofrecord.errors.ReadError: this is a PDF, not a workbook
    """
    container = open_container(data)
    _check_type(container)
    _refuse_protected(container)
    _refuse_programs(container)
    with collector_paused():
        sheets = read_content(decode_part(container.read(PART), PART))
    if not sheets:
        raise ReadError("the spreadsheet holds no sheet", reason="malformed")
    return Workbook(sheets=tuple(sheets), properties=_read_properties(container))


def _check_type(container: Container) -> None:
    if "mimetype" not in container:
        raise ReadError("the zip file holds no spreadsheet (mimetype)", reason="not-a-workbook")
    kind = container.read("mimetype")[:120].decode("ascii", "replace").strip()
    if kind not in _SPREADSHEETS:
        raise ReadError(f"this is {kind!r}, not a spreadsheet", reason="not-a-workbook")


def _refuse_protected(container: Container) -> None:
    protected = "encrypted-package" in container
    if _MANIFEST in container and not protected:
        names = ["encryption-data"]
        protected = bool(read_elements(container.read(_MANIFEST), _MANIFEST, names))
    if protected:
        raise ReadError("the spreadsheet is protected by a password", reason="encrypted")


def _refuse_programs(container: Container) -> None:
    for name in container.names():
        if name.startswith(_PROGRAMS) and not name.endswith(_LISTS_OF_PROGRAMS):
            raise ReadError("the spreadsheet holds a program (macros)", reason="macros")


def _read_properties(container: Container) -> Properties:
    if "meta.xml" not in container:
        return Properties()
    names = ("generator", "initial-creator", "creator", "creation-date", "date")
    found = {
        element.name: element.text.strip()
        for element in read_elements(container.read("meta.xml"), "meta.xml", names)
    }
    return Properties(
        application=found.get("generator", ""),
        creator=found.get("initial-creator") or found.get("creator", ""),
        created=found.get("creation-date", ""),
        modified=found.get("date", ""),
    )
