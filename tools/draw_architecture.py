"""Draws ``docs/architecture.svg`` from the code: the layers, what each is for, who imports whom.

``python tools/draw_architecture.py`` writes the picture. The layers are those that ``make layers``
enforces (``pyproject.toml``), what each is for is the first sentence of its docstring, and a dot
stands where the source of one imports another. The same code gives the same bytes.
"""

from __future__ import annotations

import ast
import sys
import textwrap
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "ofrecord"
PICTURE = ROOT / "docs" / "architecture.svg"

_ROW, _TOP, _LEFT, _NAME, _TEXT, _CELL = 40, 132, 24, 96, 424, 30
_INK, _SOFT, _LINE, _BAND = "#1f2933", "#52606d", "#cbd2d9", "#f3f5f7"
_OWN, _DOT = "#e4e7eb", "#0b6e99"


def read_layers() -> list[list[str]]:
    """The layers that exist, the highest first; the modules of one layer stand side by side."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = next(
        c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers"
    )
    layers = [[n.strip(" ()") for n in layer.split("|")] for layer in contract["layers"]]
    held = [
        [name for name in names if name != "__main__" and find_sources(name)] for names in layers
    ]
    return [names for names in held if names]


def find_sources(name: str) -> list[Path]:
    """The source files of a module or package directly below ``ofrecord``."""
    alone = PACKAGE / f"{name}.py"
    return [alone] if alone.exists() else sorted((PACKAGE / name).rglob("*.py"))


def read_purpose(name: str) -> str:
    """The first sentence of the docstring of a module or package."""
    alone = PACKAGE / f"{name}.py"
    path = alone if alone.exists() else PACKAGE / name / "__init__.py"
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split()).replace("``", "").rstrip(".")


def read_imports(name: str) -> set[str]:
    """The modules and packages directly below ``ofrecord`` that the sources of one import."""
    found: set[str] = set()
    for path in find_sources(name):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            parts = [n.split(".") for n in names]
            found |= {p[1] for p in parts if len(p) > 1 and p[0] == "ofrecord"}
    return found - {name}


def draw() -> str:
    """The picture as SVG."""
    layers = read_layers()
    names = [name for layer in layers for name in layer]
    place = {name: number for number, name in enumerate(names)}
    matrix = _LEFT + _NAME + _TEXT
    width = matrix + _CELL * len(names) + 28
    height = _TOP + _ROW * len(names) + 20
    notes = (
        "Each imports only what stands below it; those on one band",
        "do not import each other. A dot: the layer of this row imports",
        "the layer of this column.",
    )
    parts = [
        _head(width, height),
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        _text(_LEFT, 34, "The layers of ofrecord", size=18, weight=600),
        *(_text(_LEFT, 58 + 18 * n, note, colour=_SOFT) for n, note in enumerate(notes)),
    ]
    for number, layer in enumerate(layers):
        top = _TOP + _ROW * place[layer[0]]
        if number % 2 == 0:
            parts.append(_band(top, width, len(layer)))
    for name in names:
        parts += _draw_row(name, place, matrix)
    for name, number in place.items():
        x = matrix + _CELL * number + _CELL // 2
        parts.append(
            f'<text transform="translate({x + 4} {_TOP - 8}) rotate(-60)" font-size="13" '
            f'fill="{_INK}">{escape(name)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _head(width: int, height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="system-ui, sans-serif" role="img" '
        'aria-label="The layers of ofrecord and who imports whom">'
    )


def _draw_row(name: str, place: dict[str, int], matrix: int) -> list[str]:
    middle = _TOP + _ROW * place[name] + _ROW // 2
    parts = [_text(_LEFT, middle + 5, name, size=14, weight=600)]
    lines = textwrap.wrap(read_purpose(name), 66)[:2]
    for number, line in enumerate(lines):
        y = middle + 4 + (number * 2 - len(lines) + 1) * 8
        parts.append(_text(_LEFT + _NAME, y, line, size=12, colour=_SOFT))
    own = matrix + _CELL * place[name]
    parts.append(
        f'<rect x="{own + 6}" y="{middle - 9}" width="18" height="18" rx="3" fill="{_OWN}"/>'
    )
    for other in sorted(read_imports(name) & place.keys(), key=place.__getitem__):
        x = matrix + _CELL * place[other] + _CELL // 2
        title = f"<title>{escape(name)} imports {escape(other)}</title>"
        parts.append(f'<circle cx="{x}" cy="{middle}" r="6" fill="{_DOT}">{title}</circle>')
    return parts


def _band(top: int, width: int, rows: int) -> str:
    return (
        f'<rect x="12" y="{top}" width="{width - 24}" height="{_ROW * rows}" fill="{_BAND}" '
        f'stroke="{_LINE}" stroke-width="0.5"/>'
    )


def _text(x: int, y: int, text: str, *, size: int = 13, weight: int = 400, colour: str = _INK):
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{colour}">'
        f"{escape(text)}</text>"
    )


def main() -> int:
    """Writes the picture."""
    PICTURE.write_text(draw(), "utf-8")
    print(f"{PICTURE.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
