"""Those who stand on the newest day, as GeoJSON (RFC 7946).

Counties have their outlines. Of agencies and agreements no coordinates are held, and a county's
middle is not where an agency is: their geometry is null, and ``county_fips`` says to which county's
feature they can be joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from ofrecord.export.boundaries import county_polygons
from ofrecord.export.county_map import map_of_day
from ofrecord.export.json_arrays import encode_plain
from ofrecord.front.day import Day
from ofrecord.model import Plain, PlainRow

STANDING = ("agencies", "agreements")
"""The tables of which there are features."""
COUNTIES = "counties"
COUNTY_FIELDS = (
    ("county_fips", "string", "the county's FIPS code"),
    ("county", "string", "the county, as the Census names it"),
    ("state", "string", "USPS code of the state"),
    ("agreements", "integer", "agreements on the list of the day"),
    ("agencies", "integer", "agencies with an agreement on the list of the day"),
    ("rank", "integer", "rank among counties by agreements; those with as many share it"),
    ("models", "string", "the models of its agreements, parted by blanks"),
)
"""The properties of a county: name, type and meaning."""
_IDS = {"agencies": "agency_id", "agreements": "agreement_id", COUNTIES: "county_fips"}


def standing(name: str, objects: Sequence[PlainRow]) -> Iterator[PlainRow]:
    """The agencies with an active agreement, or the active agreements."""
    for one in objects:
        if one["active_models"] if name == "agencies" else one["status"] == "active":
            yield one


def counties_of(day: Day) -> list[PlainRow]:
    """The counties of a day's list with their counts and ranks.

    >>> import ofrecord
    >>> counties_of(ofrecord.open()["ice-287g"].as_of("2025-09-05"))[0]["agreements"]
    20
    """
    return map_of_day(day).plain_rows()


def write_features(path: Path, name: str, objects: Iterable[PlainRow], told: PlainRow) -> int:
    """Writes a collection of features; answers how many. ``told`` is said of the collection."""
    head = {"type": "FeatureCollection", "name": name, **told}
    count = 0
    with path.open("wb") as file:
        file.write(encode_plain(head)[:-1] + b',"features":[')
        for count, one in enumerate(objects, 1):
            file.write((b",\n" if count > 1 else b"\n") + encode_plain(_feature(name, one)))
        file.write(b"\n]}\n")
    return count


def _feature(name: str, one: PlainRow) -> PlainRow:
    identity = one[_IDS[name]]
    geometry = _outline(str(identity)) if name == COUNTIES else None
    return {"type": "Feature", "id": identity, "geometry": geometry, "properties": one}


def _outline(fips: str) -> Plain:
    """A county's outline; null where none is held."""
    polygons = cast("list[Plain]", county_polygons(fips))
    match polygons:
        case []:
            return None
        case [one]:
            return {"type": "Polygon", "coordinates": one}
        case _:
            return {"type": "MultiPolygon", "coordinates": polygons}
