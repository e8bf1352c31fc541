"""What a part of a workbook refers to: other parts, and addresses outside."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ofrecord.errors import ReadError
from ofrecord.read.container import Container
from ofrecord.read.xml_events import read_elements
from ofrecord.read.xml_text import decode_part, is_one_line, is_simple, unescape_xml

_LINK = re.compile(
    r'<Relationship Id="([^"]*+)" Type="http://schemas\.openxmlformats\.org/officeDocument/2006'
    r'/relationships/hyperlink" Target="([^"]*+)" TargetMode="External"/>'
)
_SHORT = 8_192
_NOTHING = re.compile(
    r"(?:<\?xml [^>]*>\s*)?<Relationships xmlns=\"[^\"]*\">\s*</Relationships>\s*"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: its kind (the last word of its type), and the part or address it leads to."""

    kind: str
    target: str


Relations = Mapping[str, Relation]


def read_relations(container: Container, part: str) -> Relations:
    """The relations of a part by their ids; none where it has no list of them.

    ``ReadError`` where the list is not well-formed.
    """
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    return _parse(container.read(path), path, folder) if path in container else {}


def read_links(container: Container, part: str) -> dict[str, str]:
    """The addresses behind a sheet's links, by the ids of the relations that hold them.

    A sheet may have thousands, so those written the usual way are cut out by one pattern; whatever
    is left is read by a full XML parser.
    """
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in container:
        return {}
    text = decode_part(container.read(path), path)
    pieces = _LINK.split(text)
    rest = "".join(pieces[::3])
    joined = "".join(pieces[2::3])
    if not is_simple(rest) or not is_one_line(joined):
        pieces, rest, joined = [text], text, ""
    identities, addresses = pieces[1::3], pieces[2::3]
    if "&" in joined:
        addresses = [unescape_xml(a) if "&" in a else a for a in addresses]
    links = dict(zip(identities, addresses, strict=True))
    found = {} if _NOTHING.fullmatch(rest) else _parse(rest.encode(), path, folder)
    if len(links) < len(identities) or not links.keys().isdisjoint(found):
        raise ReadError(f"{path} gives two relations the same name", reason="malformed")
    return links | {
        name: relation.target for name, relation in found.items() if relation.kind == "hyperlink"
    }


def _parse(data: bytes, path: str, folder: str) -> Relations:
    """The relations in a part; short ones are remembered, for most workbooks hold the same."""
    parse = _parse_short if len(data) <= _SHORT else _parse_short.__wrapped__
    return parse(data, path, folder)


@lru_cache(maxsize=64)
def _parse_short(data: bytes, path: str, folder: str) -> Relations:
    found: dict[str, Relation] = {}
    for element in read_elements(data, path, ["Relationship"]):
        attributes = element.attributes
        target, identity = attributes.get("Target", ""), attributes.get("Id", "")
        kind = attributes.get("Type", "").rpartition("/")[2]
        if identity in found:
            raise ReadError(f"{path} gives two relations the same name", reason="malformed")
        if attributes.get("TargetMode") != "External" and kind != "hyperlink":
            target = target.replace("\\", "/")
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[identity] = Relation(kind, target)
    return found
