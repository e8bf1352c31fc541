"""A page of HTML into the text of its stories, and what its markup says of them.

The text is what ``trafilatura`` in its fast mode takes for the article, called once for each; no
script runs and nothing is fetched.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ofrecord.errors import StoryError
from ofrecord.story.page_bytes import clean_letters
from ofrecord.story.page_markup import MAX_ELEMENTS, compiled, hostile, strip_markup
from ofrecord.story.page_metadata import Metadata, read_metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Extractor


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlArticle:
    """One article of a page: its text, a line a paragraph, and what the markup says of it."""

    text: str
    metadata: Metadata


_ARTICLE_LETTERS = 600
"""Letters of paragraphs from which on an ``<article>`` with a headline is a story of its own, and
no teaser of another page."""
_CAPTION_WORDS = 4
_MOST_LEADING = 8
_PARAGRAPH = 60
"""Letters of a paragraph of a story; a byline or a day has fewer."""
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def read_html(text: str, url: str = "", name: str = "") -> tuple[HtmlArticle, ...]:
    """The articles of a page, in their order; a page of none is an empty tuple.

    Raises ``StoryError`` (``too-large``, ``hostile``) for markup that would take long to read.
    """
    markup, blocks = strip_markup(text, name)
    tree = _parse(markup, name)
    if tree is None:
        return ()
    several = _find_articles(tree) if markup.count("</article") > 1 or "hentry" in markup else []
    if len(several) > 1:
        parts = [_stand_alone(article) for article in several]
        found = [(read_metadata(p, [], search_page=False), _extract(p, url)) for p in parts]
        return tuple(HtmlArticle(text=text, metadata=m) for m, text in found if text)
    # What the markup says is read before the text is: taking the article out alters the tree.
    metadata = read_metadata(tree, blocks, url)
    article = _extract(tree, url)
    return (HtmlArticle(text=article, metadata=metadata),) if article else ()


def _parse(markup: str, name: str) -> HtmlElement | None:
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        remove_comments=True, remove_pis=True, collect_ids=False, no_network=True, encoding="utf-8"
    )
    try:
        # As bytes: a text with an encoding declaration would be refused.
        data = _NOT_IN_XML.sub("", markup).encode(errors="replace")
        tree: HtmlElement = document_fromstring(data, parser=parser)
    except (ParserError, ValueError):
        return None
    elements = compiled("count(.//*)")(tree)
    if elements > MAX_ELEMENTS:
        raise hostile(f"{elements:,.0f} elements, more than {MAX_ELEMENTS:,}", name)
    return tree


def _find_articles(tree: HtmlElement) -> list[HtmlElement]:
    """The elements of a page that are whole stories, where it holds several."""
    found: list[HtmlElement] = []
    marked = compiled("//article | //div[contains(concat(' ', @class, ' '), ' hentry ')]")(tree)
    for element in marked if len(marked) > 1 else ():
        if any(parent in found for parent in element.iterancestors()):
            continue
        letters = sum(len(p.text_content()) for p in element.iter("p"))
        heads = next(element.iter("h1", "h2", "h3"), None)
        if heads is not None and letters >= _ARTICLE_LETTERS:
            found.append(element)
    return found


def _stand_alone(element: HtmlElement) -> HtmlElement:
    """An element as a page of its own."""
    from lxml.html import Element

    page, body = Element("html"), Element("body")
    copy = deepcopy(element)
    copy.tail = None
    body.append(copy)
    page.append(body)
    return page


def _extract(tree: HtmlElement, url: str) -> str:
    """The article's text, captions included: a line for each paragraph."""
    import trafilatura

    lead = _lead_captions(tree)
    _keep_captions(tree)
    loggers = _loggers()
    for logger in loggers:  # pages without text are reported as errors; that is said elsewhere
        logger.disabled = True
    try:
        document = trafilatura.bare_extraction(tree, url=url or None, options=_options())
    except (RecursionError, AssertionError, IndexError, KeyError, AttributeError) as error:
        raise StoryError("the page's markup cannot be made sense of", reason="hostile") from error
    finally:
        for logger in loggers:
            logger.disabled = False
    text = clean_letters(getattr(document, "text", None) or "")
    return _with_lead(text, lead) if text else ""


def _lead_captions(tree: HtmlElement) -> tuple[str, ...]:
    """What stands first below the headline: it, then the captions above the first paragraph.

    The picture there is often no part of the element that the paragraphs are in.
    """
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        return ()
    found = [_words_of(headings[0])]
    for element in compiled("following::*[self::figcaption or self::p]")(headings[0]):
        words = _words_of(element)
        if element.tag == "figcaption":
            if len(words.split()) >= _CAPTION_WORDS and not _is_teaser(element):
                found.append(words)
            if len(found) > _MOST_LEADING:
                break
        elif len(words) >= _PARAGRAPH and next(element.iterancestors("figcaption"), None) is None:
            break
    return tuple(found)


def _words_of(element: HtmlElement) -> str:
    return " ".join(clean_letters(element.text_content()).split())


def _is_teaser(caption: HtmlElement) -> bool:
    """Whether a caption is that of a link to another story."""
    return next(caption.iterancestors("a", "aside", "nav", "footer", "li"), None) is not None


def _with_lead(text: str, lead: Sequence[str]) -> str:
    """The text with the captions above it that were left out."""
    missing = [caption for caption in lead[1:] if caption not in text]
    if not missing:
        return text
    first, _, rest = text.partition("\n")
    headed = first == lead[0]
    return "\n".join([*([first] if headed else []), *missing, rest if headed else text])


@cache
def _options() -> Extractor:
    """How an article is taken out. Addresses play no part, since links are left out."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", fast=True, comments=False)


@cache
def _loggers() -> tuple[logging.Logger, ...]:
    """The loggers of the library that takes articles out, which its import has made."""
    return tuple(
        logging.getLogger(name)
        for name in logging.Logger.manager.loggerDict
        if name.partition(".")[0] == "trafilatura"
    )


def _keep_captions(tree: HtmlElement) -> None:
    """Makes a paragraph of each caption: they belong to the story, and pictures are left out."""
    from lxml.html import Element

    for caption in _captions(tree):
        words = caption.text_content().split()
        picture = next((e for e in caption.iterancestors("figure", "div") if _is_picture(e)), None)
        parent = picture.getparent() if picture is not None else None
        if picture is None or parent is None or len(words) < _CAPTION_WORDS:
            continue
        paragraph = Element("p")
        paragraph.text = " ".join(words)
        paragraph.tail, picture.tail = picture.tail, None
        caption.drop_tree()
        parent.insert(parent.index(picture) + 1, paragraph)


def _captions(tree: HtmlElement) -> Sequence[HtmlElement]:
    found: list[HtmlElement] = compiled("//figcaption | //*[contains(@class, 'caption-text')]")(
        tree
    )
    return found


def _is_picture(element: HtmlElement) -> bool:
    return element.tag == "figure" or "caption" in element.get("class", "")
