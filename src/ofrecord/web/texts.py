"""The pages of texts: method and limits."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from ofrecord.export.speech import mark
from ofrecord.web.desk import Desk
from ofrecord.web.page import Shown

_PAGES = {"method.md": "method/", "limits.md": "limits/"}
TITLES = {"method": mark("Method"), "limits": mark("Limits")}
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def text_path(name: str, language: str = "en") -> Path:
    """Where a text stands: inside the package, or in the checkout beside it."""
    file = f"{name}.md" if language == "en" else f"{language}/{name}.md"
    shipped = Path(__file__).with_name("texts") / file
    return shipped if shipped.exists() else Path(__file__).parents[3] / "docs" / file


@cache
def read_text(name: str, language: str = "en") -> tuple[str, str]:
    """A text as HTML without its title, and the title."""
    from markdown_it import MarkdownIt

    source = text_path(name, language).read_text("utf-8")
    head, _, rest = source.partition("\n")
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(rest)
    return _with_anchors(made, "" if language == "en" else ' lang="en"'), head.lstrip("# ").strip()


def _with_anchors(made: str, english: str) -> str:
    """Headings that can be linked to; tables and blocks that can be scrolled by keyboard.

    In another language, blocks of code and what stands in English quotes are marked as English.
    """
    taken: Counter[str] = Counter()

    def anchored(found: re.Match[str]) -> str:
        words = re.sub(r"<[^>]+>|&\w+;|[^\w\s-]", "", found[2]).strip().lower()
        name = "-".join(words.split())
        taken[name] += 1
        name += f"-{taken[name] - 1}" if taken[name] > 1 else ""
        return f'<h{found[1]} id="{name}">{found[2]}</h{found[1]}>'

    if english:
        made = re.sub("“[^”<]*”", rf"<span{english}>\g<0></span>", made)
    made = re.sub(r"<h([2-6])>(.*?)</h\1>", anchored, made)
    made = made.replace("<table>", '<div class="scroll" tabindex="0"><table>')
    made = made.replace("</table>", "</table></div>").replace(
        "<pre>", f'<pre tabindex="0"{english}>'
    )
    made = made.replace("<th></th>", "<td></td>")  # the corner of a table heads nothing
    return made.replace("<th>", '<th scope="col">').replace("<th style", '<th scope="col" style')


def show_text(desk: Desk, name: str) -> Shown:
    """The method, or the limits, as the documentation has it in the reader's language."""
    made, title = read_text(name, desk.words.language)

    def lead(found: re.Match[str]) -> str:
        address, label = found[1], found[2]
        file, _, anchor = address.partition("#")
        if file in _PAGES:
            where = desk.links.to(_PAGES[file]) + (f"#{unquote(anchor)}" if anchor else "")
            return f'<a href="{where}">{label}</a>'
        if not file:
            return f'<a href="#{unquote(anchor)}">{label}</a>'
        if address.startswith("https://"):
            return found[0]
        return label  # a page of the documentation that the site does not hold

    from markupsafe import Markup

    body = re.sub(r' style="text-align:(\w+)"', r' class="to-\1"', _LINK.sub(lead, made))
    return Shown(
        template="text.html",
        title=desk.words.say(TITLES[name]),
        about=title,
        # The text is the project's own, made from Markdown in which HTML is escaped.
        values={"text": Markup(body), "text_title": title},  # noqa: S704
    )
