"""Feeds as Atom 1.0 (RFC 4287). Every text is escaped; nothing in it is markup."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ofrecord.export.feeds import Entry, Feed
from ofrecord.export.sentences import shown

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
_AUTHOR = "ofrecord"


def render_atom(feed: Feed, address: str = "", pages: str | None = None) -> bytes:
    """A feed as an Atom document.

    ``address`` is that of the folder in which feeds stand; without it links are relative to the
    document itself. ``pages`` is what stands before the addresses of the site's pages ("" where
    they begin at the root); without it no page is linked to.
    """
    site = [] if pages is None else [_link("alternate", "text/html", f"{pages}/{feed.page}")]
    lines = [
        f'{_HEAD}xml:lang="en">',
        f"<id>{_text(feed.id)}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<subtitle>{_text(feed.subtitle)}</subtitle>",
        f"<updated>{moment_of(feed.day)}</updated>",
        _link("self", "application/atom+xml", link_to(feed, "atom", address)),
        *site,
        _link("alternate", "application/feed+json", link_to(feed, "json", address)),
        _link("related", "text/html", feed.home),
        f"<author><name>{_AUTHOR}</name></author>",
        f"<contributor><name>{_text(feed.publisher)}</name></contributor>",
        f"<rights>{_text(feed.rights)}</rights>",
        f"<generator>{_AUTHOR}</generator>",
    ]
    lines += (_render_entry(entry, pages) for entry in feed.entries)
    return "\n".join([*lines, "</feed>\n"]).encode()


def link_to(feed: Feed, ending: str, address: str) -> str:
    """The address of a feed in one of its forms, relative to its own folder without an address."""
    if address:
        return f"{address.rstrip('/')}/{feed.path}.{ending}"
    return f"{feed.path.rpartition('/')[2]}.{ending}"


def moment_of(day: str) -> str:
    """The beginning of a day as RFC 3339 writes it."""
    return f"{day}T00:00:00Z"


def _render_entry(entry: Entry, pages: str | None) -> str:
    page = [] if pages is None else [_link("alternate", "text/html", f"{pages}/{entry.page}")]
    lines = [
        "<entry>",
        f"<id>{_text(entry.id)}</id>",
        f"<title>{_text(entry.title)}</title>",
        f"<updated>{moment_of(entry.day)}</updated>",
        f"<published>{moment_of(entry.day)}</published>",
        *(f"<category term={quoteattr(shown(tag))}/>" for tag in entry.tags),
        *page,
        *([f'<link rel="via" href={quoteattr(shown(entry.via))}/>'] if entry.via else []),
        f'<content type="text">{_text(entry.text)}</content>',
        "</entry>",
    ]
    return "\n".join(lines)


def _link(relation: str, kind: str, address: str) -> str:
    return f'<link rel="{relation}" type="{kind}" href={quoteattr(address)}/>'


def _text(text: str) -> str:
    return escape(shown(text))
