"""Which blocks of a page are its story: what is the page's own left out, the story's part chosen.

Names and links say what is furniture; where a name is wrong, as on a page whose whole body is
called a sidebar, the share of the page's prose that it holds overrules it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from ofrecord.story.page_blocks import BREAK, HEADINGS, Block, Blocks, Span
from ofrecord.story.page_lines import Kind, classify
from ofrecord.story.page_names import Sort

_PROSE = 40
"""Letters from which on a block counts as prose; a button, a byline or a day has fewer."""
_TEASER = 250
"""Letters of prose to a heading that is a link: with fewer it is another page's teaser."""
_LISTS = frozenset(("ul", "ol", "dl"))
_TOLD = frozenset(("p", "li", "dd", "dt", "blockquote", "pre", "tr", "td", "th", "summary"))
"""Elements made for text; text right in others is often a label or a credit."""
_CAPTION = Sort.CAPTION.value
_BESIDE = frozenset((_CAPTION, Sort.DECK.value))
_CAPTION_WORDS = 4
_MOST_LEADING = 8
_NEAR = 4
"""Blocks below the headline among which a deck is, where no name says that it is one."""
_LINE = 120
_HEAD_LINES = frozenset((Kind.BYLINE, Kind.POSTED))
_ENDS = (".", "”")
_NAMED = frozenset((Sort.BODY, Sort.STORY))
# Shares of the prose of the element around it:
_LEAST = 0.35
"""… that an element has which is called a story."""
_MOST = 0.6
"""… that one within it has which is called its paragraphs; with fewer they are in several."""
_ALL = 0.85
"""… that an element of no name has which holds the story."""


class PageStory:
    """The blocks of a page with what is known of each; its story's lines can be asked for."""

    def __init__(self, page: Blocks) -> None:
        self.blocks = page.blocks
        self.spans = page.spans
        self._mark()
        weights = [_weigh(block) for block in page.blocks]
        self.prose = _sums(weights)
        self.letters = _sums([len(block.text) for block in page.blocks])
        self.linked = _sums([block.linked for block in page.blocks])
        self.headlines = _sums([_is_headline(block) for block in page.blocks])
        self.linked_heads = _sums([_is_linked_head(block) for block in page.blocks])
        self.out = self._leave_out()
        self.told = _sums([0 if out else w for w, out in zip(weights, self.out, strict=True)])

    def _mark(self) -> None:
        """Gives captions and decks their names, where an element around them has it."""
        total = sum(len(block.text) for block in self.blocks)
        for span in self.spans:
            if span.sort is Sort.CAPTION or span.sort is Sort.DECK:
                within = self.blocks[span.start : span.end]
                if sum(len(block.text) for block in within) * 2 < total:
                    for block in within:
                        block.tag = span.sort.value

    # What is left out ---------------------------------------------------------------------------

    def _leave_out(self) -> list[bool]:
        apart = (span for span in self.spans if span.sort is Sort.APART)
        never = self._cover([span for span in apart if not self._is_headed(span)])
        total = sum(w for w, out in zip(self._weights(), never, strict=True) if not out)
        if total < _PROSE:
            never, total = [False] * len(self.blocks), self.prose[-1]
        left = self._cover([span for span in self.spans if self._is_furniture(span, total)])
        both = [a or b for a, b in zip(never, left, strict=True)]
        kept = sum(w for w, out in zip(self._weights(), both, strict=True) if not out)
        if kept * 7 >= total:
            return both
        # The names are wrong, or the page is of nothing but links.
        lists = self._cover([span for span in self.spans if self._is_links(span)])
        return [a or b for a, b in zip(never, lists, strict=True)]

    def _weights(self) -> Iterator[int]:
        return (b - a for a, b in zip(self.prose, self.prose[1:], strict=False))

    def _cover(self, spans: Sequence[Span]) -> list[bool]:
        """For each block whether it stands in one of the spans."""
        edges = [0] * (len(self.blocks) + 1)
        for span in spans:
            edges[span.start] += 1
            edges[span.end] -= 1
        return [depth > 0 for depth in accumulate(edges[:-1])]

    def _is_furniture(self, span: Span, total: int) -> bool:
        prose = self.prose[span.end] - self.prose[span.start]
        if prose * 2 > total:
            return False
        named = span.sort is Sort.FURNITURE or span.sort is Sort.HIDDEN or span.tag == "form"
        if (named or (span.tag == "header" and span.parent == 0)) and not self._is_headed(span):
            return True
        if self._is_links(span):
            return True
        heads = self.linked_heads[span.end] - self.linked_heads[span.start]
        return heads > 0 and prose < _TEASER * heads and span.sort is not Sort.BODY

    def _is_headed(self, span: Span) -> bool:
        """Whether a headline of the first order stands in an element, whatever its names say."""
        return self.headlines[span.end] > self.headlines[span.start]

    def _is_links(self, span: Span) -> bool:
        """Whether an element is links and hardly anything else."""
        linked = self.linked[span.end] - self.linked[span.start]
        letters = self.letters[span.end] - self.letters[span.start]
        return linked * 10 >= letters * (6 if span.tag in _LISTS else 8)

    # The story's part of the page ---------------------------------------------------------------

    def mass(self, span: Span) -> int:
        """The letters of prose in a span that are not left out."""
        return self.told[span.end] - self.told[span.start]

    def choose(self, place: int = 0) -> int:
        """The place of the span within another that holds the story's paragraphs."""
        inner = self._inner(place)
        total = self.mass(self.spans[place])
        best, most = place, total * _LEAST
        for at in inner:
            span = self.spans[at]
            if (span.sort in _NAMED or span.tag in {"article", "main"}) and self.mass(span) > most:
                best, most = at, self.mass(span)
        if best == place:
            return self._descend(place)
        best = self._gather(best, place)
        for at in self._inner(best):
            span = self.spans[at]
            share = self.mass(span) / (self.mass(self.spans[best]) or 1)
            if (span.tag == "article" or span.sort is Sort.BODY) and share > _MOST:
                best = at
        return best

    def _inner(self, place: int) -> Iterator[int]:
        end = self.spans[place].end
        for at in range(place + 1, len(self.spans)):
            if self.spans[at].start >= end:
                return
            yield at

    def _gather(self, place: int, outer: int) -> int:
        """The span, or the one around it where that holds as much of the same sort again."""
        span = self.spans[place]
        parent = span.parent
        if span.sort is not Sort.BODY or parent <= outer:
            return place
        same = sum(
            self.mass(self.spans[at])
            for at in self._inner(parent)
            if self.spans[at].parent == parent and self.spans[at].sort is Sort.BODY
        )
        return parent if same > self.mass(span) * 1.2 else place

    def _descend(self, place: int) -> int:
        """From a span inwards, as long as one of those in it has nearly all of its prose."""
        for at in self._inner(place):
            span = self.spans[at]
            if self.mass(span) > _ALL * self.mass(self.spans[place]):
                place = at
        return place

    # Its lines ----------------------------------------------------------------------------------

    def find_headline(self, place: int) -> int | None:
        """The block that is the headline of a span's story: the last of the first order above it.

        One of the first order within it counts where it stands above the paragraphs.
        """
        return self._headline_in(0, self._first_told(self.spans[place]))

    def _headline_in(self, first: int, last: int) -> int | None:
        above = range(last, first - 1, -1)
        return next((at for at in above if self.blocks[at].tag == "h1" and not self.out[at]), None)

    def read(self, place: int, headline: int | None = None) -> list[str]:
        """The lines of the story whose paragraphs a span holds, its headline first.

        What stands between the headline and the paragraphs leads up to them. Bylines and days that
        are printed there are among the lines, for a reader of lines to take them from there.
        """
        span = self.spans[place]
        lines = [line for block in self._body(span) for line in block.text.split(BREAK)]
        if headline is None or not lines:
            return lines
        title = self.blocks[headline].text
        lead = [line for line in self._lead(headline, span) if line not in lines]
        if title in lines:
            lines.remove(title)
        return [title, *lead, *lines]

    def _first_told(self, span: Span) -> int:
        return next((at for at in range(span.start, span.end) if self._tells(at)), span.start)

    def _body(self, span: Span) -> list[Block]:
        loose = self._keeps_loose(span)
        kept: list[Block] = []
        seen: set[str] = set()
        headline = self._headline_in(span.start, self._first_told(span)) or 0
        for at in range(span.start, span.end):
            block = self.blocks[at]
            if self.out[at] or not (_is_told(block) if loose else self._stands_in_text(at, span)):
                continue
            if at < headline and block.tag != _CAPTION:
                continue  # above the headline stand the name of its section and the way to it
            if len(block.text) < _PROSE or block.text not in seen:
                kept.append(block)
                seen.add(block.text)
        return _without_bare_heads(kept)

    def _keeps_loose(self, span: Span) -> bool:
        """Whether a story's paragraphs stand right in elements that are not made for text."""
        loose = sum(
            self.told[at + 1] - self.told[at]
            for at in range(span.start, span.end)
            if self.blocks[at].tag not in _TOLD
        )
        return loose * 2 > self.mass(span) or not self.mass(span)

    def _stands_in_text(self, at: int, span: Span) -> bool:
        """Whether a block is a line of a story whose paragraphs are in elements made for text."""
        block = self.blocks[at]
        if not _is_told(block):
            return False
        if block.tag in _TOLD or block.tag in HEADINGS or block.tag in _BESIDE:
            return True
        between = range(max(span.start, at - 1), min(span.end, at + 2))
        return all(self.told[near + 1] > self.told[near] for near in between)

    def _lead(self, headline: int, span: Span) -> list[str]:
        """What stands between the headline and the paragraphs: deck, byline, day, captions."""
        found: list[str] = []
        for at in range(headline + 1, self._first_told(span)):
            block, text = self.blocks[at], self.blocks[at].text.replace(BREAK, " ")
            if len(found) == _MOST_LEADING:
                break
            leads = not self.out[at] and at < span.start and _leads(block, at - headline)
            if leads or (len(text) < _LINE and classify(text) in _HEAD_LINES):
                found.append(text)
        return found

    def _tells(self, at: int) -> bool:
        return self.told[at + 1] > self.told[at]


def _sums(values: Sequence[int]) -> list[int]:
    """The sums of all values before each place, and of all."""
    return [0, *accumulate(values)]


def _weigh(block: Block) -> int:
    """The letters of a block that tell something; none of one that is short or full of links."""
    letters = len(block.text)
    if letters < _PROSE or block.linked * 2 > letters or block.tag in HEADINGS:
        return 0
    if block.tag in _BESIDE or block.tag == "tr":
        return 0
    return letters - block.linked


def _is_headline(block: Block) -> bool:
    """Whether a block is a heading of the first order; the name of the page is one, but a link."""
    return block.tag == "h1" and block.linked * 2 < len(block.text)


def _is_linked_head(block: Block) -> bool:
    return block.linked > 0 and block.tag in HEADINGS and block.linked * 10 >= len(block.text) * 8


def _is_told(block: Block) -> bool:
    """Whether a block in a story's part of the page may be a line of the story."""
    if block.tag == _CAPTION:
        return block.text.count(" ") + 1 >= _CAPTION_WORDS
    if block.tag in HEADINGS or not block.linked:
        return True
    return block.linked * 100 < len(block.text) * 85 or block.text.endswith(_ENDS)


def _leads(block: Block, below: int) -> bool:
    """Whether a block so many places below the headline leads up to the story."""
    if block.tag in _BESIDE:
        return _is_told(block)
    deck = block.tag == "h2" and len(block.text) >= _PROSE
    return (deck or _weigh(block) > 0) and below <= _NEAR and not block.linked


def _without_bare_heads(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without headings that nothing stands below."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if block.tag in HEADINGS and block.tag != "h1":
            below = kept[-1].tag if kept else "h1"
            if below in HEADINGS and below <= block.tag:
                continue
            if _is_linked_head(block) and not _weigh(kept[-1]):
                continue
        kept.append(block)
    kept.reverse()
    return kept
