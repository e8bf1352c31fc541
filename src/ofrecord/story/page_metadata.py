"""What a page's markup says of its story: title, byline, outlet, and the day of publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

from ofrecord.story.page_bytes import clean_letters
from ofrecord.story.page_lines import Kind, classify, read_byline
from ofrecord.story.page_markup import compiled
from ofrecord.story.publication_day import (
    Moment,
    find_days,
    read_address_day,
    read_moment,
    settle_moment,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of its story.

    ``day_from`` is ``json-ld``, ``meta``, ``time``, ``url`` or ``page``.
    """

    title: str = ""
    byline: str = ""
    outlet: str = ""
    url: str = ""
    day: date | None = None
    day_from: str = ""
    stated: str = ""
    """The story's whole text, where JSON-LD states it."""


_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Background|Tech|Satirical|Review|Medical|Scholarly)?"
    r"(?:NewsArticle|Article)$|(?:Blog|LiveBlog|SocialMedia)Posting$|Report$"
)
_MAX_BLOCK = 300_000
_MAX_DEPTH = 12
_META_DAY = frozenset(
    (
        "article:published_time",
        "article:published",
        "og:article:published_time",
        "og:published_time",
        "og:pubdate",
        "article.published",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "publicationdate",
        "date_published",
        "datepublished",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "originalpublicationdate",
        "timestamp",
        "news_keywords_date",
        "ptime",
        "citation_publication_date",
        "citation_date",
        "article_date_original",
        "analyticsattributes.articledate",
        "rnews:datepublished",
        "bt:pubdate",
    )
)
_META_TITLE = (
    "og:title",
    "twitter:title",
    "dc.title",
    "parsely-title",
    "sailthru.title",
    "headline",
)
_META_BYLINE = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "byline",
)
_META_OUTLET = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "article:publisher",
)
_MARKED = (
    ".//*[@itemprop='datePublished'] | .//*[(self::time or self::abbr) and (@pubdate or "
    "contains(@class, 'publish') or contains(@class, 'entry-date') or contains(@class, "
    "'post-date'))]"
)
_AUTHOR = (
    ".//*[@rel='author' or @itemprop='author' or contains(concat(' ', @class, ' '), ' byline ')]"
)
_LONGEST_NAME = 60
_MOST_BYLINES = 4
_LONGEST = 300


def read_metadata(
    tree: _Element, blocks: Sequence[str] = (), url: str = "", *, markup: str = ""
) -> Metadata:
    """What the elements say; ``blocks`` are the page's JSON-LD. Nothing raises or is fetched.

    ``markup`` is what is searched for a day where no field states it; without it none is.
    """
    meta = _read_meta(tree)
    articles = [article for block in blocks for article in _articles(block)]
    address = _first_link(tree, "canonical") or meta.get("og:url", "") or url
    article = _fitting(articles, meta.get("og:title", ""))
    day, day_from = _find_day(tree, meta, article, [url, address], markup)
    return Metadata(
        title=_tidy(_text(article, "headline") or _first(meta, _META_TITLE) or _find_title(tree)),
        byline=_tidy(
            _people(article.get("author"))
            or _no_address(_first(meta, _META_BYLINE))
            or _find_byline(tree)
        ),
        outlet=_tidy(_people(article.get("publisher")) or _no_address(_first(meta, _META_OUTLET))),
        url=url or (address if address.startswith(("http://", "https://")) else ""),
        day=day,
        day_from=day_from,
        stated=_text(article, "articleBody"),
    )


# What the head and JSON-LD say ------------------------------------------------------------------


def _read_meta(tree: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content", "").strip()
        if not content or len(content) > 2000:
            continue
        for kind in ("property", "name", "itemprop"):
            key = element.get(kind)
            if key:
                found.setdefault(key.strip().lower(), content)
    return found


def _articles(block: str) -> Iterator[dict[str, Json]]:
    """The articles that a JSON-LD block describes."""
    if len(block) > _MAX_BLOCK:
        return
    try:
        data: Json = json.loads(block.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return
    todo: list[tuple[Json, int]] = [(data, 0)]
    while todo:
        value, depth = todo.pop(0)
        if isinstance(value, list) and depth < _MAX_DEPTH:
            todo.extend((item, depth + 1) for item in value)
        elif isinstance(value, dict):
            kinds = value.get("@type")
            if any(isinstance(k, str) and _ARTICLE.match(k) for k in _as_list(kinds)):
                yield value
            if depth < _MAX_DEPTH:
                inner = (value.get(key) for key in ("@graph", "mainEntity", "mainEntityOfPage"))
                todo.extend((item, depth + 1) for item in inner if isinstance(item, list | dict))


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _fitting(articles: Sequence[dict[str, Json]], title: str) -> dict[str, Json]:
    """The article that the page is of: the only one, or the one with the page's title."""
    if not articles:
        return {}
    if title:
        for article in articles:
            headline = _text(article, "headline")
            if headline and (headline in title or title in headline):
                return article
    same = {(_text(a, "headline"), _text(a, "datePublished")) for a in articles}
    return articles[0] if len(same) == 1 else {}


def _text(value: dict[str, Json], key: str) -> str:
    found = value.get(key)
    return found.strip() if isinstance(found, str) else ""


def _people(value: Json) -> str:
    names: list[str] = []
    for item in _as_list(value):
        stated = _as_list(item.get("name") if isinstance(item, dict) else item)
        names.extend(_no_address(name.strip()) for name in stated if isinstance(name, str))
    return ", ".join(dict.fromkeys(name for name in names if name))


def _no_address(text: str) -> str:
    """A name; empty where an address stands in its place."""
    return "" if re.match(r"https?:|www\.|@|/", text) else text


def _first(meta: dict[str, str], keys: Sequence[str]) -> str:
    return next((meta[key] for key in keys if key in meta), "")


def _first_link(tree: _Element, rel: str) -> str:
    return next(
        (e.get("href", "") for e in tree.iter("link") if e.get("rel", "").lower() == rel), ""
    )


def _find_title(tree: _Element) -> str:
    heads = list(tree.iter("h1"))[:2]
    if len(heads) == 1:
        return " ".join("".join(heads[0].itertext()).split())
    element = next(tree.iter("title"), None)
    if element is None:
        return ""
    # "Headline - Outlet", "Headline | Outlet": the headline is the longest part.
    parts = re.split(r"\s+[|–—-]\s+|\s+::\s+", "".join(element.itertext()).strip())
    return max(parts, key=len)


def _find_byline(tree: _Element) -> str:
    """The names that an element gives as the author's."""
    for element in compiled(_AUTHOR)(tree)[:_MOST_BYLINES]:
        line = " ".join("".join(element.itertext()).split())
        if line and len(line) <= _LONGEST_NAME:
            return read_byline(line)[0] if classify(line) is Kind.BYLINE else _no_address(line)
    return ""


def _tidy(text: str) -> str:
    text = clean_letters(unescape(re.sub(r"<[^>]{0,300}>", " ", text)))
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


# The day ----------------------------------------------------------------------------------------


def _find_day(
    tree: _Element,
    meta: dict[str, str],
    article: dict[str, Json],
    addresses: Sequence[str],
    markup: str,
) -> tuple[date | None, str]:
    in_address = next((day for a in addresses if a and (day := read_address_day(a))), None)
    for text, found_in in _stated(tree, meta, article):
        moment = read_moment(text) if text else None
        if moment:
            return settle_moment(moment, in_address or _printed_before(tree, moment)), found_in
    if in_address:
        return in_address, "url"
    return (_search_page(markup), "page") if markup else (None, "")


def _stated(
    tree: _Element, meta: dict[str, str], article: dict[str, Json]
) -> Iterator[tuple[str, str]]:
    """What the markup states as the day, and where, the most reliable first."""
    yield _text(article, "datePublished"), "json-ld"
    yield from ((meta[key], "meta") for key in meta if key in _META_DAY)
    yield from ((text, "time") for text in _times(tree))


def _times(tree: _Element) -> Iterator[str]:
    """What the elements say that mark the day of publication."""
    for element in compiled(_MARKED)(tree):
        if "updated" not in element.get("class", "").lower().split():
            said = (element.get(key) for key in ("datetime", "content", "title"))
            yield next(filter(None, said), "".join(element.itertext())[:100])


def _printed_before(tree: _Element, moment: Moment) -> date | None:
    """The day before a moment by night in UTC, where the page prints that day and not the next."""
    if not moment.unsure:
        return None
    printed = {found.day for found in find_days(" ".join(tree.itertext())[:100_000])}
    before = date.fromordinal(moment.day.toordinal() - 1)
    return before if before in printed and moment.day not in printed else None


def _search_page(markup: str) -> date | None:
    """The day that ``htmldate`` finds in the page's elements, where no field states it."""
    from htmldate import find_date
    from lxml.etree import ParserError
    from lxml.html import document_fromstring

    try:
        tree = document_fromstring(markup.encode(errors="replace"))
        found = find_date(tree, extensive_search=False, original_date=True)
    except (ParserError, ValueError, TypeError, RecursionError):  # of hostile markup
        return None
    return date.fromisoformat(found) if found else None
