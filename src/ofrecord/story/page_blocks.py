"""A page's elements into its blocks of text, in one walk: each with what it is and stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ofrecord.story.page_markup import compiled
from ofrecord.story.page_names import LONGEST_NAMES, Sort, sort_element, sort_names

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class Block:
    """A run of text that stands by itself: a paragraph, a heading, an item of a list, a caption."""

    text: str
    """In one line; line breaks within are ``BREAK``."""
    tag: str
    """The element that the text stands in; of a row of a table ``tr``."""
    linked: int
    """How many of its letters are links."""


@dataclass(slots=True)
class Span:
    """An element that holds blocks: those from ``start`` to ``end``."""

    tag: str
    sort: Sort
    parent: int
    """The place of the innermost span around it; -1 for the page."""
    start: int
    end: int
    element: _Element


@dataclass(slots=True)
class Blocks:
    """The blocks of a page in their order, and the elements that hold them, outer before inner."""

    blocks: list[Block] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


BREAK = "\u2028"
"""A line break within a block, as in an address; no page has the letter for anything else."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(
    (
        *("nav", "aside", "footer", "button", "select", "option", "optgroup", "datalist", "input"),
        *("textarea", "label", "iframe", "frame", "frameset", "noframes", "object", "embed"),
        *("applet", "audio", "video", "canvas", "map", "area", "dialog", "menu", "progress"),
        *("meter", "head", "script", "style", "noscript", "template", "svg", "math", "link"),
        *("meta", "img", "picture", "source", "track", "hr", "param", "title", "base", "rp", "rt"),
        *("amp-ad", "amp-analytics", "amp-consent", "amp-embed", "amp-iframe", "amp-img"),
        *("amp-lightbox", "amp-sidebar", "amp-social-share", "amp-user-notification", "amp-video"),
    )
)
"""Elements that no story is in: what moves through the page, what is pressed or played."""
_BLOCKS = (
    *("p", "div", "section", "article", "main", "header", "figure", "figcaption", "blockquote"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th"),
    *("caption", "pre", "form", "fieldset", "details", "summary", "address", "center", "hgroup"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "nav", "aside", "footer"),
)
_BLOCK_NAMES = frozenset(_BLOCKS)
_HOLDERS = _BLOCK_NAMES - HEADINGS - {"p", "figcaption", "summary", "dt", "caption", "pre"}
_ROW = frozenset(("td", "th"))
_WITHIN_CELLS = tuple(name for name in _BLOCKS if name not in _ROW)
_DEEPEST = 200
"""How deep elements are told apart; what stands deeper is taken as the text of what it is in."""


def read_blocks(body: _Element) -> Blocks:
    """The blocks of an element and all that it holds. The tree is left as it is, but for breaks.

    Takes time in proportion to the elements. Nothing raises.

    >>> from lxml.html import fromstring
    >>> page = read_blocks(fromstring("<div><h1>One</h1><p>Two <a href='x'>three</a></p></div>"))
    >>> [(block.tag, block.text, block.linked) for block in page.blocks]
    [('h1', 'One', 0), ('p', 'Two three', 5)]
    """
    for line_break in body.iter("br"):
        line_break.tail = BREAK + (line_break.tail or "")
    if next(body.iter("pre"), None) is not None:
        for text in compiled(".//pre[not(ancestor::pre)]")(body):
            _keep_lines(text)
    page = Blocks()
    _Walk(page).hold(body, str(body.tag), Sort.PLAIN, -1)
    return page


def _keep_lines(element: _Element) -> None:
    """Keeps the line breaks of text that is printed as it was typed."""
    if element.text:
        element.text = element.text.replace("\n", BREAK)
    for inner in element.iterdescendants():
        inner.text = inner.text and inner.text.replace("\n", BREAK)
        inner.tail = inner.tail and inner.tail.replace("\n", BREAK)


class _Walk:
    """One walk through a page, in the order of its text."""

    def __init__(self, page: Blocks) -> None:
        self.blocks = page.blocks
        self.spans = page.spans
        self.depth = 0
        self.links = 0
        """How many links the walk is inside of."""

    def visit(self, element: _Element, tag: str, parent: int) -> None:
        """An element that starts a block of its own, or holds blocks."""
        attributes = element.items()
        sort = sort_element(attributes) if attributes else Sort.PLAIN
        if tag == "tr" and self.row(element):
            return
        if tag == "figcaption":
            sort = Sort.CAPTION
        if sort is Sort.PLAIN and not (tag in _HOLDERS and len(element)):
            self.runs(element, tag, parent)
        else:
            self.hold(element, tag, sort, parent)

    def hold(self, element: _Element, tag: str, sort: Sort, parent: int) -> None:
        """An element that is told apart from what is around it."""
        start = len(self.blocks)
        place = len(self.spans)
        self.spans.append(Span(tag, sort, parent, start, start, element))
        self.runs(element, tag, place)
        if len(self.blocks) == start:
            del self.spans[place:]
        else:
            self.spans[place].end = len(self.blocks)

    def runs(self, element: _Element, tag: str, parent: int) -> None:
        """The runs of text directly in an element, and the elements between them."""
        text = element.text
        if not len(element):
            if text:
                self.add(text, tag, 0)
            return
        if self.depth >= _DEEPEST:
            self.add("".join(element.itertext()), tag, 0)
            return
        self.depth += 1
        parts = [text] if text else []
        linked = 0
        for child in element:
            name = str(child.tag)
            if name in _SKIPPED:
                pass
            elif name in _BLOCK_NAMES:
                if parts:
                    self.add("".join(parts), tag, linked)
                    parts, linked = [], 0
                self.visit(child, name, parent)
            elif not len(child):
                if child.text and not (name == "span" and _is_unseen(child)):
                    parts.append(child.text)
                    if name == "a":
                        linked += len(child.text)
            elif next(child.iter(*_BLOCKS), None) is None:
                inner = "".join(child.itertext())
                parts.append(inner)
                linked += len(inner) if name == "a" else _count_linked(child)
            else:
                if parts:
                    self.add("".join(parts), tag, linked)
                    parts, linked = [], 0
                self.links += name == "a"
                self.visit(child, name, parent)
                self.links -= name == "a"
            if child.tail:
                parts.append(child.tail)
        if parts:
            self.add("".join(parts), tag, linked)
        self.depth -= 1

    def add(self, text: str, tag: str, linked: int) -> None:
        """A run of text, its spaces made single; one of space alone is no block."""
        if BREAK in text and tag not in HEADINGS:
            lines = (" ".join(line.split()) for line in text.split(BREAK))
            text = BREAK.join(line for line in lines if line)
        else:
            text = " ".join(text.split())
        if text:
            self.blocks.append(
                Block(text, tag, len(text) if self.links else min(linked, len(text)))
            )

    def row(self, element: _Element) -> bool:
        """A row of a table as one block; false where its cells hold blocks of their own."""
        cells = [cell for cell in element if cell.tag in _ROW]
        if len(cells) < 2 or next(element.iterdescendants("br", *_WITHIN_CELLS), None) is not None:
            return False
        texts = (" ".join("".join(cell.itertext()).split()) for cell in cells)
        named, *values = [text for text in texts if text] or [""]
        text = f"{named}: {', '.join(values)}" if values else named
        self.add(text, "tr", _count_linked(element))
        return True


def _is_unseen(element: _Element) -> bool:
    """Whether words are for those alone to whom a page is read aloud: "Image caption, "."""
    names = element.get("class")
    return names is not None and sort_names(names[:LONGEST_NAMES]) is Sort.HIDDEN


def _count_linked(element: _Element) -> int:
    return sum(len(text) for link in element.iter("a") for text in link.itertext())
