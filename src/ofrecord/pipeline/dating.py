"""The day of a capture by the names under which it was seen, and what its names make odd."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ofrecord.acquire.sightings import Sighting, order_of_sighting
from ofrecord.read.dating import Dating, Doubt, date_capture
from ofrecord.read.workbook import Properties
from ofrecord.record.stored import StoredCapture, StoredSighting, StoredTable
from ofrecord.register import Declaration

DATING_MARK = "dated: "
_SWAP_MARK = "named after the "
NAME_MARKS = (DATING_MARK, _SWAP_MARK)
"""How the flags begin that rest on the names under which a capture was seen."""


def sighting_of(stored: StoredSighting) -> Sighting:
    """A sighting as a record keeps it, as it is told."""
    return Sighting(
        file=stored.file, url=stored.url, seen_at=stored.seen_at, captured_at=stored.captured_at
    )


def stored_sightings(sightings: Iterable[Sighting]) -> tuple[StoredSighting, ...]:
    """Sightings as a record keeps them: the earliest first."""
    every = [*sightings]
    ordered = every if len(every) == 1 else sorted(every, key=order_of_sighting)
    return tuple(StoredSighting(s.file, s.url, s.seen_at, s.captured_at) for s in ordered)


def properties_of(capture: StoredCapture) -> Properties:
    """What a capture's workbook says of itself."""
    return Properties(
        application=capture.application,
        creator=capture.creator,
        created=capture.created,
        modified=capture.modified,
    )


def date_sightings(
    sightings: Sequence[StoredSighting], properties: Properties, declaration: Declaration
) -> Dating | Doubt:
    """The day that a capture's names, times and properties give; or the doubt that they leave.

    ``sightings`` are in order, the earliest first. Raises ``DatingError`` where nothing tells of a
    day.
    """
    captured = min((s.captured_at for s in sightings if s.captured_at), default="")
    return date_capture([s.file for s in sightings], captured, properties, declaration)


def with_dating(
    capture: StoredCapture, found: Dating | Doubt, flags: tuple[str, ...]
) -> StoredCapture:
    """The capture with its day; without one where only the editions beside it can tell."""
    dating = found.fallback if isinstance(found, Doubt) else found
    if dating is None:
        return msgspec.structs.replace(capture, published_on="", dated_by="", flags=flags)
    return msgspec.structs.replace(
        capture,
        published_on=dating.published_on.isoformat(),
        part=dating.part,
        dated_by=dating.dated_by.value,
        flags=flags + tuple(DATING_MARK + flag for flag in dating.flags),
        order=dating.order,
    )


def flag_swap(
    capture: StoredCapture, table: StoredTable, declaration: Declaration
) -> tuple[str, ...]:
    """Says so where a file is named after another list than the one it holds."""
    folded = " ".join(sorted({sighting.file for sighting in capture.sightings})).casefold()
    others = [
        entry.name
        for entry in declaration.lists
        if entry.name != table.list and entry.name in folded and table.list not in folded
    ]
    if not others:
        return ()
    return (f"{_SWAP_MARK}{others[0]} list, but its columns are those of {table.list}",)
