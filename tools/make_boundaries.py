"""Make the boundaries of counties in ``src/ofrecord/export/boundaries``.

Needed only to renew them; the package itself reads nothing but the two files. To run it again, in
the checkout:

    mkdir -p build/boundaries && cd build/boundaries && npm pack us-atlas@3.0.1 && cd ../..
    python tools/make_boundaries.py build/boundaries/us-atlas-3.0.1.tgz

The same input gives the same bytes. Both files are TopoJSON: a border that two counties share is
one arc, so that simplifying it leaves no gap. Each holds counties by FIPS code, and states.

``nation.json``    for one picture of the whole country: the Albers projection of the source with
                   Alaska and Hawaii moved in, and the insular areas, which the source leaves out,
                   each projected into a box of its own. A unit is half a source pixel.
``counties.json``  for pictures of one state, and for GeoJSON: longitudes and latitudes, as fine as
                   a picture of the smallest state that an arc belongs to needs.
"""

from __future__ import annotations

import heapq
import json
import sys
import tarfile
from collections import defaultdict
from itertools import pairwise
from math import cos, radians
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src/ofrecord/export/boundaries"

NATION_SCALE = 0.5
"""Source pixels to a unit of the picture of the whole country."""
NATION_AREA = 3.0
"""Source pixels squared: a point whose triangle with its neighbours is smaller is left out."""
NATION_ISLAND = 3.0
"""Source pixels squared: a smaller island is left out, unless it is its county's largest piece."""
STATE_PIXELS = 700
"""The size of a picture of one state, by which its arcs are simplified."""
STATE_ISLAND = 3.0

# Where the source's picture is empty: left, top, right, bottom, for each insular area.
BOXES = {
    "72": (846, 436, 960, 486),
    "78": (846, 492, 900, 546),
    "66": (906, 492, 960, 546),
    "69": (846, 552, 900, 606),
    "60": (906, 552, 960, 606),
}
BOX_MARGIN = 5
BOX_LABEL = 16
# It would make its box mostly sea: almost uninhabited islands far from the rest of their area.
FAR_AWAY = {"69085"}

Point = tuple[float, float]
Ring = list[int]
Polygon = list[Ring]


def main() -> None:
    whole, flat = read_source(Path(sys.argv[1]))
    write("nation.json", make_nation(whole, flat))
    write("counties.json", make_counties(whole))


def read_source(path):
    """The two topologies of the package: by longitude and latitude, and in Albers pixels."""
    with tarfile.open(path) as packed:
        found = []
        for name in ("counties-10m", "counties-albers-10m"):
            member = packed.extractfile(f"package/{name}.json")
            assert member is not None
            found.append(json.load(member))
    return found


class Shapes:
    """Areas as polygons of rings of arcs; an arc is a list of points, ``~n`` is it backwards."""

    def __init__(self, topology) -> None:
        self.arcs: list[list[Point]] = []
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        for arc in topology["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(points)
        # States by two digits, counties by five.
        self.areas: dict[str, list[Polygon]] = {}
        for kind in ("states", "counties"):
            for geometry in topology["objects"][kind]["geometries"]:
                arcs = geometry["arcs"]
                self.areas[geometry["id"]] = [arcs] if geometry["type"] == "Polygon" else arcs

    def points(self, ring: Ring) -> list[Point]:
        """The points of a ring, one after the other."""
        found: list[Point] = []
        for arc in ring:
            points = self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]
            found += points[1:] if found else points
        return found

    def extent(self, codes) -> tuple[float, float, float, float]:
        """The least and the greatest x and y of some areas."""
        points = [
            point
            for code in codes
            for polygon in self.areas[code]
            for point in self.points(polygon[0])
        ]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    def users(self) -> dict[int, list[str]]:
        """The counties that each arc belongs to."""
        found = defaultdict(list)
        for code, polygons in self.areas.items():
            for polygon in polygons:
                for ring in polygon:
                    for arc in ring:
                        found[arc if arc >= 0 else ~arc].append(code)
        return found


def make_nation(whole, flat):
    shapes = Shapes(flat)
    for code, polygons in shapes.areas.items():
        # The westernmost Aleutians would take a twentieth of the picture's width.
        near = [p for p in polygons if max(x for x, _ in shapes.points(p[0])) > 0]
        shapes.areas[code] = drop_islands(shapes, near, NATION_ISLAND, lambda _: 1.0)
    shapes.arcs = [simplify(arc, NATION_AREA, 1.0) for arc in shapes.arcs]
    add_insular(shapes, Shapes(whole))
    return encode(shapes, (NATION_SCALE, NATION_SCALE), (0, 0), snap=True)


def add_insular(shapes: Shapes, whole: Shapes) -> None:
    """Each insular area, projected into its box (the label stands above it)."""
    for prefix, (left, top, right, bottom) in BOXES.items():
        codes = [
            code
            for code in whole.areas
            if code.startswith(prefix) and len(code) == 5 and code not in FAR_AWAY
        ]
        west, south, east, north = whole.extent(codes)
        squeeze = cos(radians((south + north) / 2))
        width, height = right - left - 2 * BOX_MARGIN, bottom - top - BOX_LABEL - BOX_MARGIN
        scale = min(width / ((east - west) * squeeze), height / (north - south))
        x0 = left + BOX_MARGIN + (width - (east - west) * squeeze * scale) / 2
        y0 = top + BOX_LABEL + (height + (north - south) * scale) / 2
        moved: dict[int, int] = {}
        for code in codes:
            polygons = drop_islands(
                whole, whole.areas[code], 1.0, lambda _, s=scale, q=squeeze: s * s * q
            )
            for polygon in polygons:
                for ring in polygon:
                    for at, arc in enumerate(ring):
                        real = arc if arc >= 0 else ~arc
                        if real not in moved:
                            moved[real] = len(shapes.arcs)
                            points = [
                                (x0 + (x - west) * squeeze * scale, y0 - (y - south) * scale)
                                for x, y in whole.arcs[real]
                            ]
                            shapes.arcs.append(simplify(points, 0.6, 1.0))
                        ring[at] = moved[real] if arc >= 0 else ~moved[real]
            shapes.areas[code] = polygons


def make_counties(whole):
    shapes = Shapes(whole)
    by_state = defaultdict(list)
    for code in shapes.areas:
        by_state[code[:2]].append(code)
    area, squeezes = {}, {}
    for state, codes in by_state.items():
        west, south, east, north = shapes.extent(codes)
        if east - west > 180:  # Alaska reaches over the line where longitudes begin again
            west, east = -190.0, -130.0
        squeeze = cos(radians((south + north) / 2))
        pixel = max((east - west) * squeeze, north - south) / STATE_PIXELS
        area[state], squeezes[state] = pixel * pixel, squeeze
    for code, polygons in shapes.areas.items():
        state = code[:2]
        shapes.areas[code] = drop_islands(
            shapes,
            polygons,
            STATE_ISLAND * area[state],
            lambda _, s=state: squeezes[s],
        )
    users = shapes.users()
    for number, points in enumerate(shapes.arcs):
        states = {code[:2] for code in users.get(number, ())}
        if states:
            finest = min(states, key=area.__getitem__)
            shapes.arcs[number] = simplify(points, area[finest], squeezes[finest])
    transform = whole["transform"]
    return encode(shapes, transform["scale"], transform["translate"], snap=False)


def drop_islands(shapes: Shapes, polygons, least: float, factor):
    """The polygons but for islands smaller than ``least``; a county keeps its largest piece."""
    sizes = [ring_area(shapes.points(polygon[0])) * factor(polygon) for polygon in polygons]
    largest = max(sizes)
    return [
        [list(ring) for ring in polygon]
        for polygon, size in zip(polygons, sizes, strict=True)
        if size >= least or size == largest
    ]


def ring_area(points: list[Point]) -> float:
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def simplify(points: list[Point], least: float, squeeze: float) -> list[Point]:
    """The points whose triangle with their neighbours is at least as large (Visvalingam).

    A closed arc keeps four points, so that it stays a ring.
    """
    fewest = 4 if points[0] == points[-1] else 2
    before = list(range(-1, len(points) - 1))
    after = list(range(1, len(points) + 1))
    gone = [False] * len(points)

    def size(n: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = points[before[n]], points[n], points[after[n]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2 * squeeze

    current = {n: size(n) for n in range(1, len(points) - 1)}
    queue = [(value, n) for n, value in current.items()]
    heapq.heapify(queue)
    left = len(points)
    while queue and left > fewest:
        value, n = heapq.heappop(queue)
        if gone[n] or value != current[n]:
            continue
        if value >= least:
            break
        gone[n] = True
        left -= 1
        one, other = before[n], after[n]
        after[one], before[other] = other, one
        for near in (one, other):
            if 0 < near < len(points) - 1:
                current[near] = max(size(near), value)
                heapq.heappush(queue, (current[near], near))
    return [point for point, without in zip(points, gone, strict=True) if not without]


def encode(shapes: Shapes, scale, translate, *, snap: bool):
    """The shapes as TopoJSON with only the arcs in use, each a list of whole steps."""
    numbers: dict[int, int] = {}
    arcs = []
    objects: dict[str, list] = {"counties": [], "states": []}
    for code in sorted(shapes.areas):
        polygons = []
        for polygon in shapes.areas[code]:
            rings = []
            for ring in polygon:
                rings.append([])
                for arc in ring:
                    real = arc if arc >= 0 else ~arc
                    if real not in numbers:
                        numbers[real] = len(arcs)
                        arcs.append(steps(shapes.arcs[real], scale, translate, snap=snap))
                    rings[-1].append(numbers[real] if arc >= 0 else ~numbers[real])
            polygons.append(rings)
        kind = "states" if len(code) == 2 else "counties"
        objects[kind].append({"type": "MultiPolygon", "id": code, "arcs": polygons})
    return {
        "type": "Topology",
        "transform": {"scale": list(scale), "translate": list(translate)},
        "objects": {
            kind: {"type": "GeometryCollection", "geometries": geometries}
            for kind, geometries in objects.items()
        },
        "arcs": arcs,
    }


def steps(points: list[Point], scale, translate, *, snap: bool):
    grid = [
        (round((x - translate[0]) / scale[0]), round((y - translate[1]) / scale[1]))
        for x, y in points
    ]
    kept = grid[:1]
    for point in grid[1:]:
        if not snap or point != kept[-1]:
            kept.append(point)
    if len(kept) == 1:
        kept.append(grid[-1])
    ahead = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept)]
    return [kept[0], *ahead]


def write(name: str, topology) -> None:
    text = json.dumps(topology, separators=(",", ":"))
    (FOLDER / name).write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {len(text):,} bytes, {len(topology['arcs']):,} arcs")


if __name__ == "__main__":
    main()
