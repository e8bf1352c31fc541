"""Links onto the cells that they stand behind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ofrecord.errors import ReadError
from ofrecord.read.cells import SEPARATOR, Row
from ofrecord.read.references import Area, column_letters, read_area

MAX_PLACED = 5_000_000
"""Links over ranges may not cover more cells than this together."""

Unplaced = tuple[tuple[str, str], ...]
"""Links for which no cell is printed: the reference and the address."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a sheet states it: over which cells, to which relation, to which place in it."""

    reference: str
    relation: str
    location: str = ""


def address_of(relation: str, location: str, targets: Mapping[str, str]) -> str:
    """The address of a link; ``ReadError`` where the relation that holds it is missing."""
    target = targets.get(relation) if relation else ""
    if target is None:
        raise ReadError(f"the relation {relation!r} of a link is missing", reason="truncated")
    return f"{target}#{location}" if location else target


def join_link(cell: str, address: str) -> str | None:
    r"""The cell with the link behind it; ``None`` where it is blank or has one already.

    >>> join_link("link", "https://example.org")
    'link\x1fthttps://example.org'
    >>> join_link("", "https://example.org") is None
    True
    """
    if not cell:
        return None
    at = cell.find(SEPARATOR)
    if at < 0:
        return f"{cell}{SEPARATOR}t{address}"
    return cell + address if at == len(cell) - 2 else None


def place_links(rows: list[Row], links: Iterable[Link], targets: Mapping[str, str]) -> Unplaced:
    """Puts links behind the printed cells that they cover; answers those that cover none.

    Where two links cover one cell, the first stands behind it.
    """
    unplaced: list[tuple[str, str]] = []
    looked_at = 0
    for link in links:
        area = _check_reference(link.reference)
        address = address_of(link.relation, link.location, targets)
        if not address:
            continue
        found = False
        for number in range(area[0], min(area[1], len(rows)) + 1):
            row = _link_row(rows[number - 1], area, address)
            found = found or row is not rows[number - 1]
            rows[number - 1] = row
            looked_at += 1 + len(row)
            if looked_at > MAX_PLACED:
                raise ReadError(f"its links cover over {MAX_PLACED:,} cells", reason="bomb")
        if not found:
            unplaced.append((link.reference, address))
    return tuple(sorted(unplaced))


def _check_reference(reference: str) -> Area:
    area = read_area(reference)
    if area is None:
        raise ReadError(f"a link is over {reference[:40]!r}", reason="malformed")
    return area


def _link_row(row: Row, area: Area, address: str) -> Row:
    """The row with the link behind the cells that the area covers; the row itself for none."""
    cells = list(row)
    changed = False
    for column in range(area[2], min(area[3] + 1, len(cells))):
        cell = join_link(cells[column], address)
        if cell is not None:
            cells[column] = cell
            changed = True
    return tuple(cells) if changed else row


def place_in_columns(
    columns: list[list[str]],
    index_of: Mapping[str, int],
    links: Iterable[tuple[str, str, str]],
    targets: Mapping[str, str],
) -> Unplaced:
    """The same for links over single cells (letters, row number, relation), by columns."""
    unplaced: list[tuple[str, str]] = []
    by_letters = {column_letters(index): column for index, column in enumerate(columns)}
    for letters, number, relation in links:
        address = targets.get(relation) or address_of(relation, "", targets)
        if not address:
            continue
        column, index = by_letters.get(letters, []), index_of.get(number, -1)
        cell = column[index] if column and index >= 0 else ""
        if cell and SEPARATOR not in cell:
            column[index] = f"{cell}{SEPARATOR}t{address}"
        elif linked := join_link(cell, address):
            column[index] = linked
        else:
            _check_reference(letters + number)
            unplaced.append((letters + number, address))
    return tuple(sorted(unplaced))
