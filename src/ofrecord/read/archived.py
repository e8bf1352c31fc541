"""Copies that differ in nothing but the address that a web archive put before their links.

An archive serves one page at many moments, each copy with the moment in every link. With that
moment masked the copies are the same bytes, so what was read from one holds for the others.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from ofrecord.read.container import Container, open_container

# Without anything that XML or a spreadsheet's escapes could take for more than plain text.
_ADDRESS = re.compile(rb"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/")
_ARCHIVE = b"web.archive.org"
_SHEETS = "xl/worksheets/"
_STRINGS = "xl/sharedstrings.xml"
_SEPARATE = "docprops/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A workbook's parts. ``mask`` stands in its sheet where the archive's ``address`` stood.

    ``key`` is the same for copies that are the same once masked. All three are empty where nothing
    is masked: without such an address, with several, or with cells or links in another part.
    """

    container: Container
    address: str = ""
    mask: str = ""
    key: str = ""


def open_masked(data: bytes) -> Opened:
    """The parts of a workbook's bytes, with the moment in an archive's address masked.

    Raises ``ReadError`` for what is no whole, safe zip file.
    """
    container = open_container(data)
    sheets = [name for name in container.names() if name.startswith(_SHEETS)]
    if len(sheets) != 1 or _STRINGS in container:  # cells and links stand in several parts
        return Opened(container=container)
    sheet = container.read(sheets[0])
    container.given[sheets[0]] = sheet
    found = _ADDRESS.search(sheet)
    if found is None or sheet.count(_ARCHIVE) != sheet.count(found[0]):
        return Opened(container=container)
    mask = found[0].replace(found[1], b"0" * len(found[1]))
    if mask in sheet:
        return Opened(container=container)
    sheet = container.given[sheets[0]] = sheet.replace(found[0], mask)
    digest = hashlib.sha256(sheet)
    for name in container.names():
        if name != sheets[0] and not name.startswith(_SEPARATE):
            digest.update(f"\x00{name}\x00".encode("utf-8", "surrogatepass"))
            digest.update(container.packed(name))
    return Opened(
        container=container,
        address=found[0].decode(),
        mask=mask.decode(),
        key=digest.hexdigest(),
    )
