"""Templates: compiled once, everything escaped, every string through the catalogue."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ofrecord.export.palette import stylesheet
from ofrecord.export.report_parts import web_address
from ofrecord.web.desk import Desk
from ofrecord.web.following import follow
from ofrecord.web.links import DATED
from ofrecord.web.page import Shown
from ofrecord.web.words import LANGUAGES

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from markupsafe import Markup

FOLDER = Path(__file__).parent
TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript"}


@cache
def environment() -> Environment:
    """What templates are read and compiled with."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(FOLDER / "templates"),
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["coded"] = coded
    return made


def coded(text: str) -> Markup:
    """A text whose parts in backticks are code; everything else is escaped.

    >>> coded("`am` or <b>")
    Markup('<code>am</code> or &lt;b&gt;')
    """
    from markupsafe import Markup, escape

    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704


@cache
def template(name: str) -> Template:
    """A template, compiled once."""
    return environment().get_template(name)


def compile_all() -> None:
    """Compiles every template, so that no reader waits for it."""
    for path in sorted((FOLDER / "templates").glob("*.html")):
        template(path.name)


@cache
def own_files() -> dict[str, tuple[str, bytes]]:
    """The site's own files by the names under which they are served: type and bytes.

    A name holds a hash of the bytes, so that a browser may keep the file for ever.
    """
    found = {}
    for path in sorted((FOLDER / "static").iterdir()):
        data = path.read_bytes()
        if path.name == "site.css":
            data += stylesheet().encode()
        name = f"{path.stem}.{hashlib.sha256(data).hexdigest()[:12]}{path.suffix}"
        found[name] = TYPES.get(path.suffix, "application/octet-stream"), data
    return found


@cache
def own_file(name: str) -> str:
    """The name under which one of the site's own files is served."""
    stem, _, suffix = name.rpartition(".")
    return next(n for n in own_files() if n.startswith(f"{stem}.") and n.endswith(f".{suffix}"))


def render(shown: Shown, desk: Desk, address: str) -> str:
    """A page as HTML."""
    from markupsafe import Markup

    words, links, sources = desk.words, desk.links, desk.sources
    page = desk.place.page
    before, after = sources.beside(desk.day)
    values = {
        "t": words.say,
        "tn": words.many,
        "given": words.given,
        "foreign": lambda text: not words.has(text),
        "english": "" if words.language == "en" else Markup(' lang="en"'),
        "number": words.number,
        "signed": words.signed,
        "day_name": words.day,
        "state_name": desk.state_name,
        "model_name": desk.model_name,
        "list_title": desk.list_title,
        "cite_table": desk.cite_table,
        "web_address": web_address,
        "link": links.to,
        "root": links.root,
        "file": lambda name: links.file(own_file(name)),
        "language": words.language,
        "languages": [
            (
                code,
                name,
                links.in_language(code, page, desk.query),
                links.whole(desk.address, links.in_language(code, page, desk.query)),
            )
            for code, name in LANGUAGES.items()
        ],
        "static": links.static,
        "canonical": links.whole(desk.address, links.to(page)) if shown.status == 200 else "",
        "following": follow(desk) if shown.status == 200 else None,
        "address": address,
        "origin": "{0.scheme}://{0.netloc}".format(urlsplit(address)) if address else "",
        "page": page,
        "kind": desk.place.kind,
        "title": shown.title,
        "about": shown.about,
        "on": desk.day,
        "asked_day": desk.place.day,
        "newest": sources.newest,
        "first_day": sources.days[0],
        "edition": desk.edition if desk.place.kind in DATED - {"series"} else None,
        "list_before": before,
        "list_after": after,
        "declared": sources.lists.declaration,
        "fresh": [sources.freshness[name] for name in shown.of or (sources.lists.name,)],
    }
    return template(shown.template).render({**values, **shown.values})
