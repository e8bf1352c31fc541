"""SVG, written as text: escaped, the same bytes for the same picture, nothing from elsewhere."""

from __future__ import annotations

import re
from html import escape
from typing import Final

_FORBIDDEN: Final = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    # XML 1.0 has no other characters.
)


def element(name: str, content: str = "", **attributes: str | float | None) -> str:
    """An element. ``content`` is markup already; attributes are escaped, and left out for ``None``.

    In the names of attributes ``_`` stands for ``-``, and one at the end for nothing.

    >>> element("rect", x=1, width=2.50, class_="box"), element("text", escape("<b>"))
    ('<rect x="1" width="2.5" class="box"/>', '<text>&lt;b&gt;</text>')
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(words: str, x: float, y: float, **attributes: str | float | None) -> str:
    """A line of text; what XML cannot hold is left out.

    >>> text("R&D", 1, 2)
    '<text x="1" y="2">R&amp;D</text>'
    """
    return element("text", escape(plain(words), quote=False), x=x, y=y, **attributes)


def plain(words: str) -> str:
    """A text without the characters that no XML document may hold."""
    return _FORBIDDEN.sub("", words)


def named(title: str, description: str, prefix: str) -> tuple[str, dict[str, str]]:
    """The title and description of a picture, and the attributes that make it one image."""
    inside = element("title", escape(plain(title), quote=False), id=f"{prefix}-title")
    inside += element("desc", escape(plain(description), quote=False), id=f"{prefix}-desc")
    return inside, {"role": "img", "aria_labelledby": f"{prefix}-title {prefix}-desc"}


def wrapped(words: str, most: int) -> list[str]:
    """A text in lines of at most so many letters.

    >>> wrapped("one two three", 8)
    ['one two', 'three']
    """
    import textwrap

    return textwrap.wrap(plain(words), most) or [""]


def png(markup: str, width: int) -> bytes:
    """An SVG picture as PNG, so many pixels wide, in the typefaces of the machine.

    >>> png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>', 20)[1:4]
    b'PNG'
    """
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(svg_string=markup, width=width, sans_serif_family="Liberation Sans")
    )


def _value(value: str | float) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return escape(plain(str(value)))
