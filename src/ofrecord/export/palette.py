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
FONT: Final = "Liberation Sans, Arial, Helvetica, sans-serif"

_FILLS: Final = ("land", "k1", "k2", "k3", "k4", "k5", "m1", "m2", "m3", "m4", "mx")
_LINES: Final = {"l0": "ink", "l1": "m1", "l2": "m2", "l3": "m3", "l4": "m4"}
STYLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        **{name: {"fill": name} for name in _FILLS},
        "k0": {"fill": "land"},
        "counties": {"stroke": "county", "stroke-width": "1"},
        "lines": {"fill": "none", "stroke": "county", "stroke-width": "1"},
        "borders": {
            "fill": "none",
            "stroke": "state",
            "stroke-width": "2",
            "stroke-linejoin": "round",
            "pointer-events": "none",
        },
        "box": {"fill": "none", "stroke": "county", "stroke-width": "2"},
        "words": {"fill": "soft"},
        "strong": {"fill": "ink"},
        "paper": {"fill": "paper"},
        "grid": {"fill": "none", "stroke": "line", "stroke-width": "1"},
        "axis": {"fill": "none", "stroke": "soft", "stroke-width": "1"},
        "area": {"fill": "k3"},
        **{
            name: {"fill": "none", "stroke": colour, "stroke-width": "2"}
            for name, colour in _LINES.items()
        },
    }
)
"""The classes of pictures: properties with a colour of the palette, or a value of their own."""
_ROOT: Final = ":is(.county-map, .line-chart, .figure-key)"
_PAGE: Final = ("paper", "ink", "soft", "line")


@cache
def stylesheet() -> str:
    """The style sheet of charts and maps in a page.

    >>> ".k5 {" in stylesheet(), "url(" in stylesheet()
    (True, False)
    """
    return "\n".join(
        [
            f"{_ROOT} {{ {_variables(LIGHT)} }}",
            f"@media (prefers-color-scheme: dark) {{ {_ROOT} {{ {_variables(DARK)} }} }}",
            *(
                f"{_ROOT} .{name} {{ "
                + " ".join(
                    f"{key}: {f'var(--f-{value})' if value in LIGHT else value};"
                    for key, value in style.items()
                )
                + " }"
                for name, style in STYLES.items()
            ),
            _PAGE_RULES,
        ]
    )


def attributes_of(name: str) -> dict[str, str]:
    """The properties of a class as attributes, for a picture that stands alone.

    >>> attributes_of("k1"), attributes_of("unknown")
    ({'fill': '#9acabf'}, {})
    """
    return {key: LIGHT.get(value, value) for key, value in STYLES.get(name, {}).items()}


@cache
def dark_rules() -> str:
    """What a picture that stands alone has for dark surroundings, over its attributes."""
    rules = "".join(
        f".{name}{{{';'.join(f'{k}:{DARK[v]}' for k, v in style.items() if v in DARK)}}}"
        for name, style in STYLES.items()
        if set(style.values()) & set(DARK)
    )
    return f"@media (prefers-color-scheme:dark){{{rules}}}"


def _variables(colours: Mapping[str, str]) -> str:
    values = {n: f"var(--{n}, {c})" if n in _PAGE else c for n, c in colours.items()}
    return " ".join(f"--f-{name}: {value};" for name, value in values.items())


_PAGE_RULES: Final = """\
.county-map, .line-chart { display: block; width: 100%; height: auto; font-family: inherit; }
.county-map .counties [data-f]:hover { stroke: var(--f-ink); stroke-width: 3; }
.county-map.leads .counties [data-f] { cursor: pointer; }
.figure-key { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; \
margin: .5rem 0; padding: 0; font-size: .9rem; }
.figure-key li { display: flex; align-items: center; gap: .4rem; }
.figure-key svg { width: 1.1rem; height: 1.1rem; stroke: var(--f-state); }
@media (forced-colors: active) { .county-map, .line-chart, .figure-key svg \
{ forced-color-adjust: none; } }"""
