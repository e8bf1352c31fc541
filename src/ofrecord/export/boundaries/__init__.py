"""The outlines of the counties of the United States, ready to be drawn.

Read from two files beside this one; ``SOURCES.txt`` says what they were made from, by
``tools/make_boundaries.py``. Nothing here knows of any register.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from ofrecord.clean.states import STATE_FIPS

_FOLDER = Path(__file__).parent

SAME_OUTLINE: Final = MappingProxyType({"02063": "02261", "02066": "02261"})
"""Counties that are drawn by the outline of the one that they were parts of when it was drawn."""
BOXED: Final = ("PR", "VI", "GU", "MP", "AS")
"""Insular areas, which stand in boxes beside the country."""
_MOST_KEPT: Final = 4_000
SIZE: Final = 1400, 1000
"""The room that a picture of one state is fitted into."""

Point = tuple[float, float]
Ring = Sequence[int]


class _Geometry(msgspec.Struct, frozen=True):
    id: str
    arcs: list[list[list[int]]]


class _Geometries(msgspec.Struct, frozen=True):
    geometries: list[_Geometry]


class _Objects(msgspec.Struct, frozen=True):
    counties: _Geometries
    states: _Geometries


class _Transform(msgspec.Struct, frozen=True):
    scale: Point
    translate: Point


class _Topology(msgspec.Struct, frozen=True):
    transform: _Transform
    objects: _Objects
    arcs: list[list[tuple[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box in which an insular area stands apart, and where its label begins."""

    state: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Counties in one picture of ``width`` by ``height`` units, each as an SVG path.

    ``land`` is the path of the states, ``apart`` that of the insular areas beside them.
    """

    width: int
    height: int
    land: str
    apart: str = ""
    boxes: tuple[Box, ...] = ()
    _arcs: Sequence[Sequence[tuple[int, int]]] = ()
    _rings: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)
    _kept: dict[str | frozenset[str], str] = field(default_factory=dict)

    def has(self, fips: str) -> bool:
        """Whether a county has an outline.

        >>> nation().has("36065"), nation().has("99999")
        (True, False)
        """
        return SAME_OUTLINE.get(fips, fips) in self._rings

    def path(self, fips: str) -> str:
        """The path of a county; an empty text where it has no outline.

        >>> nation().path("11001")[:1]
        'M'
        """
        path = self._kept.get(fips)
        if path is None:
            path = self._kept[fips] = self.joined([fips])
        return path

    def joined(self, codes: Iterable[str]) -> str:
        """Several counties as one path."""
        return "".join(
            _ring_path([self._arcs[n] if n >= 0 else self._arcs[~n][::-1] for n in ring])
            for fips in codes
            for ring in self._rings.get(SAME_OUTLINE.get(fips, fips), ())
        )

    def lines(self, drawn: Iterable[str] = ()) -> str:
        """The borders between all counties but those of ``drawn``, each line once, as one path."""
        without = frozenset(SAME_OUTLINE.get(fips, fips) for fips in drawn)
        if without in self._kept:
            return self._kept[without]
        held = {n for f in without for ring in self._rings.get(f, ()) for n in map(_real, ring)}
        found = {
            n
            for fips, rings in self._rings.items()
            if fips not in without
            for ring in rings
            for n in map(_real, ring)
        }
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        path = self._kept[without] = _trail_path([self._arcs[n] for n in sorted(found - held)])
        return path


@lru_cache(maxsize=1)
def nation() -> Outlines:
    """The whole country, Alaska and Hawaii moved in, insular areas in boxes.

    >>> outlines = nation()
    >>> [box.state for box in outlines.boxes]
    ['PR', 'VI', 'GU', 'MP', 'AS']
    """
    topology = _read("nation.json")
    arcs = _absolute(topology)
    rings = _rings(topology.objects.counties)
    states = _rings(topology.objects.states)
    boxes = tuple(
        Box(state=state, left=left * 2, top=top * 2, width=width * 2, height=height * 2)
        for state, (left, top, width, height) in _BOXES.items()
    )
    insular = {STATE_FIPS[state] for state in BOXED}
    bare = Outlines(width=0, height=0, land="", _arcs=arcs, _rings=rings | states)
    return Outlines(
        width=1950,
        height=1224,
        land=bare.joined(states),
        apart=bare.joined(fips for fips in rings if fips[:2] in insular),
        boxes=boxes,
        _arcs=arcs,
        _rings=rings,
    )


@lru_cache(maxsize=64)
def state_outlines(state: str) -> Outlines:
    """One state by its USPS code, north at the top.

    >>> outlines = state_outlines("DE")
    >>> [outlines.has(fips) for fips in ("10001", "10003", "10005", "36065")]
    [True, True, True, False]
    """
    topology = _counties()
    prefix = STATE_FIPS[state]
    found = _rings(topology.objects.states) | _rings(topology.objects.counties)
    areas = {code: rings for code, rings in found.items() if code[:2] == prefix}
    used = sorted({n for rings in areas.values() for ring in rings for n in map(_real, ring)})
    arcs, width, height = _fitted(
        [[_degrees(topology, p) for p in _arc(topology, n)] for n in used]
    )
    numbers = {n: at for at, n in enumerate(used)} | {~n: ~at for at, n in enumerate(used)}
    rings = {
        code: tuple([numbers[n] for n in ring] for ring in found) for code, found in areas.items()
    }
    bare = Outlines(width=0, height=0, land="", _arcs=arcs, _rings=rings)
    land = bare.joined([prefix])
    del rings[prefix]
    return Outlines(width=width, height=height, land=land, _arcs=arcs, _rings=rings)


def county_polygons(fips: str) -> list[list[list[list[float]]]]:
    """A county's polygons by longitude and latitude, as GeoJSON (RFC 7946) orders them.

    >>> len(county_polygons("36065")), county_polygons("99999")
    (1, [])
    """
    topology = _counties()
    found = []
    for polygon in _polygons().get(SAME_OUTLINE.get(fips, fips), ()):
        rings = []
        for at, ring in enumerate(polygon):
            points = _joined([_arc(topology, n) for n in ring])
            degrees = [[round(v, 4) for v in _position(topology, point)] for point in points]
            rings.append(degrees if (_turns_left(degrees)) == (at == 0) else degrees[::-1])
        found.append(rings)
    return found


# Left, top, width and height, in the pixels of the source.
_BOXES: Final = MappingProxyType(
    {
        "PR": (846, 436, 114, 50),
        "VI": (846, 492, 54, 54),
        "GU": (906, 492, 54, 54),
        "MP": (846, 552, 54, 54),
        "AS": (906, 552, 54, 54),
    }
)


def _read(name: str) -> _Topology:
    return msgspec.json.decode((_FOLDER / name).read_bytes(), type=_Topology)


@lru_cache(maxsize=1)
def _counties() -> _Topology:
    return _read("counties.json")


@lru_cache(maxsize=1)
def _polygons() -> dict[str, list[list[list[int]]]]:
    return {one.id: one.arcs for one in _counties().objects.counties.geometries}


def _rings(found: _Geometries) -> dict[str, tuple[Ring, ...]]:
    return {one.id: tuple(ring for poly in one.arcs for ring in poly) for one in found.geometries}


def _real(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _absolute(topology: _Topology) -> list[list[tuple[int, int]]]:
    return [_arc(topology, n) for n in range(len(topology.arcs))]


def _arc(topology: _Topology, number: int) -> list[tuple[int, int]]:
    """An arc's points on the grid of the file, in the order of its use."""
    x = y = 0
    points = []
    for dx, dy in topology.arcs[_real(number)]:
        x, y = x + dx, y + dy
        points.append((x, y))
    return points if number >= 0 else points[::-1]


def _position(topology: _Topology, point: Point) -> Point:
    (sx, sy), (tx, ty) = topology.transform.scale, topology.transform.translate
    return point[0] * sx + tx, point[1] * sy + ty


def _degrees(topology: _Topology, point: Point) -> Point:
    """A position; islands beyond the line where longitudes begin again go on to the west."""
    x, y = _position(topology, point)
    return (x - 360 if x > 0 and y > 20 else x), y


def _fitted(arcs: list[list[Point]]) -> tuple[list[list[tuple[int, int]]], int, int]:
    """Arcs of degrees on the whole units of a picture, and its width and height."""
    xs = [x for arc in arcs for x, _ in arc]
    ys = [y for arc in arcs for _, y in arc]
    west, north = min(xs), max(ys)
    squeeze = cos(radians((north + min(ys)) / 2))
    across, down = (max(xs) - west) * squeeze, north - min(ys)
    scale = min(SIZE[0] / across, SIZE[1] / down)
    margin = 6
    fitted = [
        [
            (margin + round((x - west) * squeeze * scale), margin + round((north - y) * scale))
            for x, y in arc
        ]
        for arc in arcs
    ]
    return fitted, round(across * scale) + 2 * margin, round(down * scale) + 2 * margin


def _joined(arcs: Iterable[Sequence[tuple[int, int]]]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for arc in arcs:
        points += arc[1:] if points else arc
    return points


def _turns_left(ring: Sequence[Sequence[float]]) -> bool:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


def _trail_path(arcs: Sequence[Sequence[tuple[int, int]]]) -> str:
    """Lines as one path, drawn on from where another ends so that the pen is seldom lifted."""
    ends: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, arc in enumerate(arcs):
        ends[arc[0]].append(number)
        ends[arc[-1]].append(number)
    left = set(range(len(arcs)))
    parts = []
    x = y = 0
    for number, arc in enumerate(arcs):
        if number not in left:
            continue
        left.discard(number)
        points = list(arc)
        while further := [n for n in ends[points[-1]] if n in left]:
            left.discard(further[0])
            found = arcs[further[0]]
            points += found[1:] if found[0] == points[-1] else found[-2::-1]
        steps = "".join(_steps(points)).lstrip()
        parts.append(f"m{points[0][0] - x}{_number(points[0][1] - y)}l{steps}")
        x, y = points[-1]
        if len(set(points)) == 1:
            x += 1
    return "".join(parts)


def _ring_path(arcs: Iterable[Sequence[tuple[int, int]]]) -> str:
    return _line_path(_joined(arcs)[:-1]) + "z"


def _line_path(points: Sequence[tuple[int, int]]) -> str:
    (x, y), *_ = points
    return f"M{x}{_number(y)}l" + "".join(_steps(points)).lstrip()


def _steps(points: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The steps between points; one at least, for a path without any has no size to be seen."""
    x, y = points[0]
    moved = False
    for px, py in points[1:]:
        if (px, py) != (x, y):
            yield f"{_number(px - x)}{_number(py - y)}"
            x, y, moved = px, py, True
    if not moved:
        yield " 1 0"


def _number(value: int) -> str:
    return f" {value}" if value >= 0 else str(value)
