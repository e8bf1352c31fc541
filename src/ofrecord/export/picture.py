"""Charts and maps as files: SVG that stands alone, PNG, CSV, and a page to be embedded elsewhere.

    picture = picture_of_map(map_of_day(day), speech)     # or picture_of_chart(chart, speech)
    svg_file(picture); png_file(picture); csv_file(picture); embed_page(picture)

A file says by itself what it shows, of which day, and by whom the list is published. It holds no
script and loads nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from ofrecord.export.chart import Chart
from ofrecord.export.chart_svg import HEIGHT, WIDTH, chart_layers
from ofrecord.export.county_map import CountyMap, Key, map_layers
from ofrecord.export.palette import FONT, LIGHT, attributes_of, dark_rules
from ofrecord.export.speech import ENGLISH, Speech
from ofrecord.export.svg import element, named, plain, png, text, wrapped
from ofrecord.front.csv_text import guard_text

CANVAS: Final = 1200
_MARGIN: Final = 32
_MOST_HEIGHT: Final = 860
_STYLED: Final = re.compile(r' class="(\w+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart or map, drawn in one language, with everything that its files say."""

    title: str
    description: str
    publisher: str
    source: str
    key: tuple[Key, ...]
    layers: str
    width: int
    height: int
    names: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]


def picture_of_map(shown: CountyMap, speech: Speech = ENGLISH) -> Picture:
    """A map, to be a file."""
    names = ("county_fips", "county", "state", "agreements", "agencies", "rank", "models")
    return Picture(
        title=shown.title(speech),
        description=shown.description(speech),
        publisher=speech.given(shown.publisher),
        source=shown.source(speech),
        key=shown.key(speech),
        layers=map_layers(shown, speech),
        width=shown.outlines.width,
        height=shown.outlines.height,
        names=names,
        rows=tuple(
            (row.fips, row.county, row.state, row.agreements, row.agencies, row.rank, models)
            for row, models in ((one, " ".join(one.models)) for one in shown.rows)
        ),
    )


def picture_of_chart(chart: Chart, speech: Speech = ENGLISH) -> Picture:
    """A chart, to be a file."""
    names, rows = chart.table()
    short = [track for track in chart.tracks if track.name != track.label]
    return Picture(
        title=chart.title(speech),
        description=chart.description(speech),
        publisher=speech.given(chart.publisher),
        source=chart.source(speech),
        key=tuple(
            Key(
                style=track.style.replace("l", "m"),
                label=speech.say(
                    "{name}: {label}", name=track.name, label=speech.given(track.label)
                ),
            )
            for track in short
            if len(chart.tracks) > 1
        ),
        layers=chart_layers(chart, speech),
        width=WIDTH,
        height=HEIGHT,
        names=names,
        rows=tuple(rows),
    )


def svg_file(picture: Picture) -> str:
    """The picture as an SVG file with its title, legend and source, for light and dark."""
    return _alone(picture, dark=True)


def png_file(picture: Picture, width: int = CANVAS) -> bytes:
    """The picture as PNG, so many pixels wide, as in light surroundings."""
    return png(_alone(picture, dark=False), width)


def csv_file(picture: Picture) -> bytes:
    """The numbers of the picture as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(picture.names)
    for row in picture.rows:
        writer.writerow([guard_text(c) if isinstance(c, str) else c for c in row])
    return file.getvalue().encode()


def embed_page(picture: Picture, language: str = "en") -> str:
    """A page of the picture alone, to be put into a frame of another site."""
    return (
        f'<!doctype html><html lang="{escape(language)}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(plain(picture.title))}</title>{svg_file(picture)}</html>\n"
    )


def _alone(picture: Picture, *, dark: bool) -> str:
    room = CANVAS - 2 * _MARGIN
    scale = min(room / picture.width, _MOST_HEIGHT / picture.height)
    parts, y = _heading(picture)
    left = _MARGIN + (room - picture.width * scale) / 2
    place = f"translate({left:.1f} {y:.1f}) scale({scale:.4f})"
    parts.append(element("g", picture.layers, transform=place))
    y += picture.height * scale + 36
    found, y = _legend(picture.key, y)
    parts += found
    for line in wrapped(picture.source, 100):
        parts.append(text(line, _MARGIN, y, class_="words", font_size=20))
        y += 27
    height = round(y + 8)
    inside, attributes = named(f"{picture.title}. {picture.publisher}", picture.description, "p")
    paper = element("rect", class_="paper", width=CANVAS, height=height)
    style = element("style", dark_rules()) if dark else ""
    return element(
        "svg",
        inside + style + _STYLED.sub(_with_attributes, paper + "".join(parts)),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {CANVAS} {height}",
        font_family=FONT,
        **attributes,
    )


def _heading(picture: Picture) -> tuple[list[str], float]:
    parts, y = [], 52.0
    for line in wrapped(picture.title[:1].upper() + picture.title[1:], 62):
        parts.append(text(line, _MARGIN, y, class_="strong", font_size=34, font_weight="bold"))
        y += 42
    for line in wrapped(picture.description, 100):
        parts.append(text(line, _MARGIN, y, class_="words", font_size=21))
        y += 28
    return parts, y


def _legend(keys: Sequence[Key], y: float) -> tuple[list[str], float]:
    parts: list[str] = []
    x = float(_MARGIN)
    for key in keys:
        width = 50 + 11.5 * len(key.label)
        if x + width > CANVAS - _MARGIN and x > _MARGIN:
            x, y = float(_MARGIN), y + 34
        parts.append(
            element(
                "rect",
                class_=key.style,
                x=x,
                y=y - 17,
                width=22,
                height=22,
                rx=3,
                stroke=LIGHT["state"],
            )
        )
        parts.append(text(key.label, x + 30, y, class_="strong", font_size=20))
        x += width
    return parts, y + (44 if keys else 0)


def _with_attributes(found: re.Match[str]) -> str:
    held = attributes_of(found[1])
    return found[0] + "".join(f' {key}="{value}"' for key, value in held.items())
