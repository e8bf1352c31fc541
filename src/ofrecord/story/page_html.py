"""A page of HTML into the text of its stories, and what its markup says of them.

The page is parsed once and walked through once; no script runs and nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from ofrecord.story.page_blocks import Blocks, read_blocks
from ofrecord.story.page_bytes import clean_letters
from ofrecord.story.page_markup import MAX_ELEMENTS, compiled, hostile, strip_markup
from ofrecord.story.page_metadata import Metadata, read_metadata
from ofrecord.story.page_story import PageStory

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlArticle:
    """One article of a page: its text, a line a paragraph, and what the markup says of it."""

    text: str
    metadata: Metadata


_ARTICLE_LETTERS = 600
"""Letters of paragraphs from which on an ``<article>`` with a headline is a story of its own, and
no teaser of another page."""
_HEADLINES = {"h1": 1, "h2": 2, "h3": 2}
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]{0,300}>")


def read_html(text: str, url: str = "", name: str = "") -> tuple[HtmlArticle, ...]:
    """The articles of a page, in their order; a page of none is an empty tuple.

    Raises ``StoryError`` (``too-large``, ``hostile``) for markup that would take long to read.
    """
    markup, blocks = strip_markup(text, name)
    tree = _parse(markup, name)
    if tree is None:
        return ()
    body = tree.find("body")
    page = read_blocks(tree if body is None else body)
    if not page.spans:
        return ()
    story = PageStory(page)
    several = _find_articles(page, story)
    if len(several) > 1:
        return tuple(part for part in (_read_part(story, at) for at in several) if part.text)
    metadata = read_metadata(tree, blocks, url, markup=markup)
    found, metadata = _read_whole(story, metadata)
    return (HtmlArticle(text=found, metadata=metadata),) if found else ()


def _read_whole(story: PageStory, metadata: Metadata) -> tuple[str, Metadata]:
    """The text of the one story of a page, and what is said of it, its printed headline for one."""
    place = story.choose()
    headline = story.find_headline(place)
    lines = story.read(place, headline)
    if headline is not None and lines:
        if _says_the_same(lines[0], metadata.title):
            metadata = replace(metadata, title=clean_letters(lines[0]))
        elif headline < story.spans[place].start and metadata.title:
            del lines[0]  # the name of the page or of a part of it
    text = clean_letters("\n".join(lines))
    stated = metadata.stated if len(metadata.stated) > 2 * len(text) else ""
    return _read_stated(stated) if stated else text, metadata


def _says_the_same(printed: str, stated: str) -> bool:
    """Whether two headlines are wordings of one, of which what the page prints counts."""
    first, second = (set(_WORD.findall(title.casefold())) for title in (printed, stated))
    return len(first & second) * 2 >= min(len(first), len(second)) > 0


def _parse(markup: str, name: str) -> _Element | None:
    from lxml.etree import HTMLParser, ParserError, XMLSyntaxError, fromstring

    parser = HTMLParser(
        remove_comments=True, remove_pis=True, collect_ids=False, no_network=True, encoding="utf-8"
    )
    try:
        # As bytes: a text with an encoding declaration would be refused.
        data = _NOT_IN_XML.sub("", markup).encode(errors="replace")
        tree: _Element | None = fromstring(data, parser=parser)
    except (ParserError, XMLSyntaxError, ValueError):
        return None
    if tree is None:
        return None
    elements = compiled("count(.//*)")(tree)
    if elements > MAX_ELEMENTS:
        raise hostile(f"{elements:,.0f} elements, more than {MAX_ELEMENTS:,}", name)
    return tree


def _find_articles(page: Blocks, story: PageStory) -> list[int]:
    """The places of the spans that are whole stories, where a page holds several."""
    found: list[int] = []
    end = 0
    for place, span in enumerate(page.spans):
        if span.tag != "article" and "hentry" not in span.element.get("class", "").split():
            continue
        if span.start < end or story.mass(span) < _ARTICLE_LETTERS:
            continue
        if any(block.tag in _HEADLINES for block in page.blocks[span.start : span.end]):
            found.append(place)
            end = span.end
    return found


def _read_part(story: PageStory, place: int) -> HtmlArticle:
    """One of several stories of a page: its headline, and what it says of itself."""
    span = story.spans[place]
    within = range(span.start, span.end)
    headline = min(within, key=lambda at: _HEADLINES.get(story.blocks[at].tag, 9))
    lines = story.read(story.choose(place), headline)
    text = clean_letters("\n".join(lines))
    return HtmlArticle(text=text, metadata=read_metadata(span.element))


def _read_stated(text: str) -> str:
    """A text that is stated in JSON-LD, which may hold markup of its own."""
    text = clean_letters(unescape(_TAG.sub("\n", text)))
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)
