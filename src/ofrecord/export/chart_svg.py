"""Charts as SVG: days across, whole numbers from zero upwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from ofrecord.export.chart import ALL, Chart, Track
from ofrecord.export.speech import ENGLISH, Speech
from ofrecord.export.svg import element, named, text

WIDTH: Final = 640
HEIGHT: Final = 340
_TOP: Final = 14.0
_BOTTOM: Final = HEIGHT - 30.0
_LEFT: Final = 8.0
_LETTER: Final = 7.4
_SIZE: Final = 14
_APART: Final = 17.0
_TICKS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where days and values stand."""

    first: int
    last: int
    most: int
    left: float
    right: float

    def across(self, day: str) -> float:
        """Where a day begins."""
        share = (date.fromisoformat(day).toordinal() - self.first) / (self.last - self.first)
        return round(self.left + share * (self.right - self.left), 1)

    def up(self, value: float) -> float:
        """Where a value stands."""
        return round(_BOTTOM - value / self.most * (_BOTTOM - _TOP), 1)


def render_chart(chart: Chart, speech: Speech = ENGLISH, *, prefix: str = "line-chart") -> str:
    """The chart as ``<svg>`` for a page, with the style sheet of ``ofrecord.export.palette``.

    Two charts of one page need a ``prefix`` each.
    """
    title = f"{chart.title(speech)}. {speech.given(chart.publisher)}"
    inside, attributes = named(title, chart.description(speech), prefix)
    return element(
        "svg",
        inside + chart_layers(chart, speech),
        xmlns="http://www.w3.org/2000/svg",
        class_="line-chart",
        id=prefix,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        **attributes,
    )


def chart_layers(chart: Chart, speech: Speech) -> str:
    """What a chart consists of: the grid with its labels, the lines, and their names at the end."""
    ticks = value_ticks(max(v or 0 for track in chart.tracks for _, v in track.points))
    last = max(chart.end, *(track.points[-1][0] for track in chart.tracks))
    first, end = date.fromisoformat(chart.first).toordinal(), date.fromisoformat(last).toordinal()
    names = [_name(track, chart, speech) for track in chart.tracks]
    scale = _Scale(
        first=first,
        last=max(end + 1, first + 1),
        most=ticks[-1],
        left=_LEFT + _LETTER * max(len(speech.number(tick)) for tick in ticks) + 8,
        right=WIDTH - 6 - ((_LETTER + 1.2) * max(map(len, names)) + 8 if any(names) else 0),
    )
    return "".join(
        [
            *_values(scale, ticks, speech),
            *_days(scale, chart.first, last),
            *(_line(scale, track) for track in reversed(chart.tracks)),
            *_labels(scale, chart, names),
        ]
    )


def value_ticks(most: int) -> list[int]:
    """Round whole numbers from zero to at least the greatest.

    >>> value_ticks(957), value_ticks(3), value_ticks(0)
    ([0, 250, 500, 750, 1000], [0, 1, 2, 3], [0, 1])
    """
    step, size = 1, 1
    while step * _TICKS < most:
        step = next((n for n in (size, 2 * size, size * 5 // 2, 5 * size) if n * _TICKS >= most), 0)
        size *= 10
        step = step or size
    count = max(1, -(-most // step))
    return [step * n for n in range(count + 1)]


def day_ticks(first: str, last: str) -> list[tuple[str, str]]:
    """The days that are marked across, with their labels: years, months or days.

    >>> [label for _, label in day_ticks("2021-01-13", "2026-02-27")]
    ['2022', '2023', '2024', '2025', '2026']
    >>> day_ticks("2025-01-13", "2025-03-01")
    [('2025-02-01', '2025-02'), ('2025-03-01', '2025-03')]
    """
    one, other = date.fromisoformat(first), date.fromisoformat(last)
    months = (other.year - one.year) * 12 + other.month - one.month
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60) if months <= n * 7), 120)
    if months < 1:
        return [(first, first), (last, last)] if first != last else [(first, first)]
    found = []
    for number in range(one.year * 12 + one.month - 1, other.year * 12 + other.month):
        day = date(number // 12, number % 12 + 1, 1).isoformat()
        if number % every == 0 and first <= day <= last:
            found.append((day, day[:4] if every >= 12 else day[:7]))
    return found


def _values(scale: _Scale, ticks: list[int], speech: Speech) -> Iterator[str]:
    for tick in ticks:
        y = scale.up(tick)
        style = "grid" if tick else "axis"
        yield element("path", class_=style, d=f"M{scale.left} {y}H{scale.right}")
        yield text(
            speech.number(tick),
            scale.left - 8,
            y + 5,
            class_="words",
            font_size=_SIZE,
            text_anchor="end",
        )


def _days(scale: _Scale, first: str, last: str) -> Iterator[str]:
    for day, label in day_ticks(first, last):
        x = scale.across(day)
        yield element("path", class_="axis", d=f"M{x} {_BOTTOM}v5")
        half = len(label) * _LETTER / 2
        middle = min(max(x, half), WIDTH - half)
        yield text(
            label, middle, _BOTTOM + 21, class_="words", font_size=_SIZE, text_anchor="middle"
        )


def _line(scale: _Scale, track: Track) -> str:
    """Steps from point to point; an area stands on the ground, with gaps for missing values."""
    area = track.style == "area"
    ground = scale.up(0)
    path, drawn = "", None
    for day, value in track.points:
        if value == drawn:
            continue
        x = scale.across(day)
        if drawn is None:
            path += f"M{x:g} {ground if area else scale.up(value or 0):g}"
        path += f"H{x:g}" if drawn is not None else ""
        if value is not None:
            path += f"V{scale.up(value):g}"
        elif area:
            path += f"V{ground:g}"
        drawn = value
    if drawn is not None:
        path += f"H{scale.right:g}" + (f"V{ground:g}" if area else "")
    return element("path", class_=track.style, stroke_linejoin="round", d=path)


def _name(track: Track, chart: Chart, speech: Speech) -> str:
    """What stands at the end of a line: a short name with the last number."""
    if track.style == "area":
        return ""
    if len(chart.tracks) == 1:
        return speech.number(track.newest)
    name = speech.given(track.label) if track.name == ALL else track.name
    return f"{name} {speech.number(track.newest)}"


def _labels(scale: _Scale, chart: Chart, names: list[str]) -> Iterator[str]:
    """The names of lines beside their ends, as near as they can be without touching."""
    held = [(scale.up(track.newest), n) for n, track in enumerate(chart.tracks) if names[n]]
    held.sort()
    y = _TOP - _APART
    places = []
    for wanted, number in held:
        y = max(wanted, y + _APART)
        places.append((y, number))
    spill = max(0.0, y - (_BOTTOM - 2)) if places else 0.0
    below = _BOTTOM - 2 + _APART
    for y, number in reversed(places):
        place = min(y, below - _APART) if spill else y
        below = place
        track = chart.tracks[number]
        yield element(
            "path",
            class_=track.style,
            d=f"M{scale.right} {scale.up(track.newest)}L{scale.right + 5} {place:g}",
        )
        yield text(
            names[number], scale.right + 8, round(place + 5, 1), class_="strong", font_size=_SIZE
        )
