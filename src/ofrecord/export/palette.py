"""The colours of charts and maps, for light and for dark surroundings, and their style sheet.

Classes, not inline styles, so that a page may forbid those. ``stylesheet()`` is the sheet for a
page: it takes the page's own variables (``--paper``, ``--ink``, ``--soft``, ``--line``) where they
are set. Counts take five shades of one colour that differ in lightness, models colours that people
with any colour vision tell apart (after Okabe and Ito); no class is told by its colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

LIGHT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "#fdfdfb",
        "ink": "#1d2121",
        "soft": "#565f5e",
        "line": "#d9dcd6",
        "land": "#eceee9",
        "county": "#c3c9c3",
        "state": "#7d8683",
        "k1": "#9acabf",
        "k2": "#65aa9f",
        "k3": "#358479",
        "k4": "#16625c",
        "k5": "#062f2c",
        "m1": "#0072b2",
        "m2": "#d98200",
        "m3": "#009e73",
        "m4": "#cc5f9c",
        "mx": "#44403c",
    }
)
DARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "paper": "#141817",
        "ink": "#e5e9e7",
        "soft": "#a3adab",
        "line": "#343c3a",
        "land": "#262d2b",
        "county": "#3f4846",
        "state": "#7e8986",
        "k1": "#2c6a62",
        "k2": "#449085",
        "k3": "#67b3a7",
        "k4": "#9ad6cc",
        "k5": "#e6faf6",
        "m1": "#4ba3dc",
        "m2": "#f0a93b",
        "m3": "#2fbf95",
        "m4": "#e391bd",
        "mx": "#d6d0c8",
    }
)
FILLS: Final = ("k1", "k2", "k3", "k4", "k5", "m1", "m2", "m3", "m4", "mx")
_PAGE: Final = ("paper", "ink", "soft", "line")
FONT: Final = 'system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif'


@cache
def stylesheet(*, page: bool = True) -> str:
    """The style sheet of charts and maps: for a page, or for a picture that stands alone.

    >>> ".county-map .k5" in stylesheet(), "url(" in stylesheet()
    (True, False)
    """
    taken = _PAGE if page else ()
    root = ".county-map, .line-chart, .figure-key"

    def variables(colours: Mapping[str, str]) -> str:
        values = {n: f"var(--{n}, {c})" if n in taken else c for n, c in colours.items()}
        return " ".join(f"--f-{name}: {value};" for name, value in values.items())

    return "\n".join(
        [
            f"{root} {{ {variables(LIGHT)} }}",
            f"@media (prefers-color-scheme: dark) {{ {root} {{ {variables(DARK)} }} }}",
            _RULES,
            *(_fill(name) for name in FILLS),
            *(_stroke(name) for name in FILLS if name[0] == "m"),
            *([_PAGE_RULES] if page else []),
        ]
    )


def _fill(name: str) -> str:
    return f".county-map .{name}, .figure-key .{name} {{ fill: var(--f-{name}); }}"


def _stroke(name: str) -> str:
    return f".line-chart .{name} {{ stroke: var(--f-{name}); }}"


_RULES: Final = """\
.county-map .land, .county-map .k0, .figure-key .k0 { fill: var(--f-land); }
.county-map .lines { fill: none; stroke: var(--f-county); stroke-width: 1; }
.county-map .counties path { stroke: var(--f-county); stroke-width: 1; }
.county-map .borders { fill: none; stroke: var(--f-state); stroke-width: 2; \
stroke-linejoin: round; pointer-events: none; }
.county-map .box { fill: none; stroke: var(--f-county); stroke-width: 2; }
.county-map text, .line-chart text { fill: var(--f-soft); }
.county-map .strong, .line-chart .strong { fill: var(--f-ink); }
.county-map .paper, .line-chart .paper { fill: var(--f-paper); }
.line-chart .grid { fill: none; stroke: var(--f-line); stroke-width: 1; }
.line-chart .axis { fill: none; stroke: var(--f-soft); stroke-width: 1; }
.line-chart .step { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line-chart .whole { stroke: var(--f-ink); }
.line-chart .bar { fill: var(--f-k3); }"""
_PAGE_RULES: Final = """\
.county-map, .line-chart { display: block; width: 100%; height: auto; }
.county-map [data-f]:hover { stroke: var(--f-ink); stroke-width: 3; }
.figure-key { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; \
margin: .5rem 0; padding: 0; font-size: .9rem; }
.figure-key li { display: flex; align-items: center; gap: .4rem; }
.figure-key svg { width: 1.1rem; height: 1.1rem; stroke: var(--f-state); }
@media (forced-colors: active) \
{ .county-map, .line-chart, .figure-key svg { forced-color-adjust: none; } }"""
