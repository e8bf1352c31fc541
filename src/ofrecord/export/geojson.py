"""Those who stand on the newest day, as GeoJSON (RFC 7946).

The package holds no coordinates: the geometry of every feature is null, and ``county_fips`` says
to which county's boundary it can be joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ofrecord.export.json_arrays import encode_plain
from ofrecord.model import PlainRow

STANDING = ("agencies", "agreements")
"""The tables of which there are features."""
_IDS = {"agencies": "agency_id", "agreements": "agreement_id"}


def standing(name: str, objects: Sequence[PlainRow]) -> Iterator[PlainRow]:
    """The agencies with an active agreement, or the active agreements."""
    for one in objects:
        if one["active_models"] if name == "agencies" else one["status"] == "active":
            yield one


def write_features(path: Path, name: str, objects: Sequence[PlainRow], told: PlainRow) -> int:
    """Writes a collection of features; answers how many. ``told`` is said of the collection."""
    head = {"type": "FeatureCollection", "name": name, **told}
    count = 0
    with path.open("wb") as file:
        file.write(encode_plain(head)[:-1] + b',"features":[')
        for count, one in enumerate(standing(name, objects), 1):
            file.write((b",\n" if count > 1 else b"\n") + encode_plain(_feature(name, one)))
        file.write(b"\n]}\n")
    return count


def _feature(name: str, one: PlainRow) -> PlainRow:
    return {"type": "Feature", "id": one[_IDS[name]], "geometry": None, "properties": one}
