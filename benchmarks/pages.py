"""HTML pages whose story is known: three styles made around known text, and marked layouts."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from lxml import html

from benchmarks.measuring import ROOT
from benchmarks.news import make_story

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LAYOUTS = ROOT / "tests" / "story" / "layouts"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePage:
    """A page, what of it is the story's (paragraphs, captions), and what is not."""

    markup: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    furniture: tuple[str, ...]


_MENU = ("Home", "News", "Sports", "Opinion", "Weather", "Obituaries", "Subscribe", "Log in")
_RELATED = (
    "Council keeps the pool open for another summer",
    "What to know before the bridge closes",
    "Two hurt as a roof gives way downtown",
    "Our readers on the best pie in the valley",
)
_FOOT = (
    "Sign up for our morning newsletter and never miss a story.",
    "Copyright 2025 Example Courier. All rights reserved.",
)
_CAPTIONS = (
    "The county courthouse on a quiet morning last spring, seen from the square.",
    "Deputies stand outside the jail as the shift changes at noon on Friday.",
)
_SCRIPT = "window.tags=[" + ",".join(f'{{"slot":{n},"size":[300,250]}}' for n in range(120)) + "];"


def make_pages(count: int, seed: int) -> list[MadePage]:
    """So many pages, of each style in turn."""
    chance = random.Random(seed)
    styles = (_newspaper, _wire, _weblog)
    return [_make(styles[n % len(styles)], chance) for n in range(count)]


def read_layouts() -> list[MadePage]:
    """The pages laid out as publishers do it; what of each is its story's, its elements say."""
    return [_read_layout(path.read_text("utf-8")) for path in sorted(LAYOUTS.glob("*.html"))]


def _read_layout(markup: str) -> MadePage:
    # What only the page's data state is marked in a comment.
    tree = html.fromstring(markup.replace("<!--", "").replace("-->", ""))
    told = tree.xpath("//*[@data-told]")
    captions = [element for element in told if _is_caption(element)]
    return MadePage(
        markup=markup,
        paragraphs=tuple(_line(element) for element in told if element not in captions),
        captions=tuple(_line(element) for element in captions),
        furniture=tuple(_line(element) for element in tree.xpath("//*[@data-page]")),
    )


def _line(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _is_caption(element: HtmlElement) -> bool:
    around = (element, *element.iterancestors("figcaption"))
    return any(
        e.tag == "figcaption" or "caption" in e.get("class", "") or e.get("class") == "epigrafe"
        for e in around
    )


def _make(style: Callable[[str, Sequence[str]], str], chance: random.Random) -> MadePage:
    kind = chance.choice(("other", "near", "dense"))
    paragraphs = tuple(make_story(kind, chance).split("\n\n"))
    title = f"{chance.choice(('Sheriffs', 'Voters', 'Growers'))} take up a question left open"
    return MadePage(
        markup=style(title, paragraphs),
        paragraphs=paragraphs,
        captions=_CAPTIONS,
        furniture=(*_RELATED, *_FOOT),
    )


def _head(title: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Example '
        f'Courier</title><meta property="og:title" content="{title}"><meta property="og:site_name" '
        'content="Example Courier"><meta property="article:published_time" '
        'content="2025-09-08T10:00:00-04:00"><meta name="author" content="Jo Example">'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + title + '",'
        '"datePublished":"2025-09-08T10:00:00-04:00","author":{"@type":"Person","name":"Jo Example"'
        f"}}}}</script><script>{_SCRIPT}</script><style>p{{margin:0}}</style></head><body>"
    )


def _links(words: Sequence[str]) -> str:
    items = (f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(words))
    return f"<ul>{''.join(items)}</ul>"


def _figure(caption: str) -> str:
    return f'<figure><img src="/a.jpg" alt=""><figcaption>{caption}</figcaption></figure>'


def _newspaper(title: str, paragraphs: Sequence[str]) -> str:
    half = len(paragraphs) // 2
    told = [f"<p>{escape(text)}</p>" for text in paragraphs]
    return (
        f"{_head(title)}<header><nav>{_links(_MENU)}</nav></header><main><article><h1>{title}</h1>"
        f'<div class="byline">By Jo Example</div><div class="body">{_figure(_CAPTIONS[0])}'
        f'{"".join(told[:half])}<aside class="related"><h3>Related</h3>{_links(_RELATED)}</aside>'
        f"{_figure(_CAPTIONS[1])}{''.join(told[half:])}</div></article></main>"
        f"<script>{_SCRIPT}</script><footer>{''.join(f'<p>{t}</p>' for t in _FOOT)}</footer>"
    )


def _wire(title: str, paragraphs: Sequence[str]) -> str:
    told = "".join(f'<p class="text">{escape(text)}</p>' for text in paragraphs)
    return (
        f'{_head(title)}<div id="top">{_links(_MENU)}</div><div class="story-page"><h1>{title}</h1>'
        f'<time datetime="2025-09-08">Sept. 8, 2025</time>{_figure(_CAPTIONS[0])}'
        f'<div class="article-body" itemprop="articleBody">{told}'
        f"{_figure(_CAPTIONS[1])}</div></div>"
        f'<div class="more-stories"><h2>More stories</h2>{_links(_RELATED)}</div>'
        f'<div class="footer">{"".join(f"<div>{t}</div>" for t in _FOOT)}</div>'
    )


def _weblog(title: str, paragraphs: Sequence[str]) -> str:
    told = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    captions = "".join(
        f'<div class="wp-caption"><img src="/b.jpg" alt=""><p class="wp-caption-text">{c}</p></div>'
        for c in _CAPTIONS
    )
    return (
        f'{_head(title)}<div class="site-header">{_links(_MENU)}</div><div class="post hentry">'
        f'<h1 class="entry-title">{title}</h1><div class="entry-meta">Posted on September 8, 2025'
        f'</div><div class="entry-content">{captions}{told}</div><div class="related-posts">'
        f'<h3>You may also like</h3>{_links(_RELATED)}</div></div><div id="sidebar" '
        f'class="widget">{_links(_RELATED)}</div><div class="site-footer">{" ".join(_FOOT)}</div>'
    )
