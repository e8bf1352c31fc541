"""What of a page's markup is parsed: scripts out, size and attributes bounded before any parser."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ofrecord.errors import StoryError
from ofrecord.story.page_bytes import MAX_TEXT

if TYPE_CHECKING:
    from lxml.etree import XPath

MAX_ELEMENTS = 20_000
"""Elements of a page that are looked into; a long story with its page has two or three thousand."""

_SKIPPED = re.compile(r"<(script|style|svg|noscript|template)(?=[\s/>])", re.IGNORECASE)
_CLOSING = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "svg", "noscript", "template")
}
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{1,100},[A-Za-z0-9+/=%]{200,}")
_JSON_LD = re.compile(r"ld\+json", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z](?:[^>\"']++|\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))*+")
_EDGE = re.compile(r"[\s/=\"']+")
_LONG_TAG = 2_000
_MAX_EDGES_SQUARED = 300_000_000
"""A parser looks at every attribute of a tag for each of them: about a second's work."""
_LOOKS_LIKE_HTML = re.compile(r"\s*<(?:!|\?xml|[a-zA-Z][a-zA-Z0-9]*[\s>/])")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_TAGS_ANYWHERE = re.compile(
    r"</?(?:p|div|body|article|h[1-6]|span|a|br|section)\b[^>]{0,300}>", re.IGNORECASE
)


def is_html(text: str) -> bool:
    """Whether a page is markup rather than plain text.

    >>> is_html("<!DOCTYPE html><title>x</title>"), is_html("5 < 6 agencies, he said. <3")
    (True, False)
    """
    if _LOOKS_LIKE_HTML.match(text[:1000]):
        return True
    sample = text[:50_000]
    tags = sum(1 for _ in _TAGS_ANYWHERE.finditer(sample))
    return tags >= 4 and tags * 400 > len(sample)


@cache
def compiled(path: str) -> XPath:
    """A path of the project's own through a page's elements, compiled once."""
    from lxml.etree import XPath

    return XPath(path)


def strip_markup(text: str, name: str = "") -> tuple[str, list[str]]:
    """The markup without what no story is in, and the JSON-LD blocks that stood there.

    Takes time in proportion to the text. Raises ``StoryError`` (``too-large``, ``hostile``) for
    markup that a parser would need long for.

    >>> strip_markup("<p>One<script>alert(1)</script> day</p>")
    ('<p>One day</p>', [])
    """
    if _FEED.search(text[:2000]):
        raise StoryError(
            "this is a feed, not a page with a story",
            name=name,
            reason="no-story",
            hint="Give the address of one of its stories",
        )
    kept: list[str] = []
    blocks: list[str] = []
    place = 0
    while opening := _SKIPPED.search(text, place):
        kept.append(text[place : opening.start()])
        begins = text.find(">", opening.end())
        closing = _CLOSING[opening[1].lower()].search(text, begins) if begins >= 0 else None
        if closing is None:
            # Never closed: the rest of the page is inside it, for a browser too.
            place = len(text)
            break
        if _JSON_LD.search(text, opening.end(), begins):
            blocks.append(text[begins + 1 : closing.start()])
        place = closing.end()
    kept.append(text[place:])
    markup = "".join(kept)
    if "data:" in markup:
        markup = _EMBEDDED.sub("", markup)
    _check(markup, name)
    return markup, blocks


def _check(markup: str, name: str) -> None:
    if len(markup) > MAX_TEXT:
        raise StoryError(
            f"{len(markup):,} letters of markup besides scripts; a page of a story has at most "
            f"{MAX_TEXT:,}",
            name=name,
            reason="too-large",
            hint="Save the story's text, and check that",
        )
    squared = 0
    for tag in _TAG.finditer(markup):
        if tag.end() - tag.start() > _LONG_TAG:
            squared += sum(1 for _ in _EDGE.finditer(tag[0])) ** 2
    if squared > _MAX_EDGES_SQUARED:
        raise hostile("tags with tens of thousands of attributes", name)


def hostile(what: str, name: str) -> StoryError:
    """The error for a page made to take a reader long, or made by a broken program."""
    return StoryError(
        f"the page has {what}; it is not read",
        name=name,
        reason="hostile",
        hint="Save the story's text, and check that",
    )
