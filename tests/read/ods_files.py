"""Small .ods files made by hand, so that a test can make any part of them wrong."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    [
        *(f'xmlns:{name}="{SPACE}{name}:1.0"' for name in ("office", "table", "text", "style")),
        f'xmlns:draw="{SPACE}drawing:1.0" xmlns:meta="{SPACE}meta:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
    ]
)


class Markup(str):
    """The XML of a whole cell, to be written as it is."""

    __slots__ = ()


def cell_xml(value: object) -> str:
    """A cell as a publisher's program writes it."""
    match value:
        case Markup():
            return str(value)
        case None | "":
            return "<table:table-cell/>"
        case bool():
            kind, text = f'boolean" office:boolean-value="{str(value).lower()}', str(value).upper()
        case int() | float():
            kind, text = f'float" office:value="{value}', f"{value:,}"
        case datetime():
            kind, text = f'date" office:date-value="{value.isoformat()}', f"{value:%d/%m/%Y %H:%M}"
        case date():
            kind, text = f'date" office:date-value="{value.isoformat()}T00:00:00', f"{value:%d %b}"
        case _:
            kind, text = "string", str(value)
    lines = "".join(f"<text:p>{text_xml(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="{kind}">{lines}</table:table-cell>'


def text_xml(text: str) -> str:
    """A line of text with each blank that could be closed up written as an element."""
    escaped = escape(text).replace("\t", "<text:tab/>")
    return re.sub(r"^ | $|(?<= ) ", "<text:s/>", escaped)


def row_xml(row: Sequence[object]) -> str:
    """A row of cells."""
    return f"<table:table-row>{''.join(map(cell_xml, row))}</table:table-row>"


def content_xml(
    sheets: Mapping[str, Sequence[Sequence[object]] | str],
    *,
    hidden: Sequence[str] = (),
    before: str = "",
    after: str = "",
) -> str:
    """The content of a spreadsheet: each sheet's rows, or the XML inside its table."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}"
        f' table:style-name="{"out-of-sight" if name in hidden else "ta1"}"><table:table-column/>'
        f"{rows if isinstance(rows, str) else ''.join(map(row_xml, rows))}</table:table>"
        for name, rows in sheets.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}>'
        '<office:automatic-styles><style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="out-of-sight" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{before}{tables}{after}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )


def make_ods(
    sheets: Mapping[str, Sequence[Sequence[object]] | str] | None = None,
    *,
    hidden: Sequence[str] = (),
    before: str = "",
    after: str = "",
    mimetype: str | None = MIMETYPE,
    parts: Mapping[str, str | bytes] | None = None,
    mimetype_first: bool = True,
) -> bytes:
    """A spreadsheet of these sheets; ``parts`` are further parts, or stand for those made here."""
    content = content_xml(sheets or {"Sheet1": []}, hidden=hidden, before=before, after=after)
    made: dict[str, str | bytes] = {
        "content.xml": content,
        "META-INF/manifest.xml": (
            f'<manifest:manifest xmlns:manifest="{SPACE}manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{mimetype}"/></manifest:manifest>'
        ),
        "meta.xml": (
            f"<office:document-meta {SPACES}><office:meta><meta:generator>Made by hand"
            "</meta:generator><meta:creation-date>2025-09-08T09:00:00Z</meta:creation-date>"
            "<dc:date>2025-09-08T10:00:00Z</dc:date></office:meta></office:document-meta>"
        ),
        **(parts or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype is not None and mimetype_first:
            archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, part in made.items():
            archive.writestr(name, part)
        if mimetype is not None and not mimetype_first:
            archive.writestr("mimetype", mimetype)
    return buffer.getvalue()
