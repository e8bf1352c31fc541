"""Feeds as JSON Feed 1.1. Every text is plain text; the typed change stands beside it."""

from __future__ import annotations

from ofrecord.export.atom import link_to, moment_of
from ofrecord.export.feeds import Entry, Feed
from ofrecord.export.json_arrays import encode_plain
from ofrecord.export.report_parts import web_address
from ofrecord.model import Plain, PlainRow


def render_json_feed(feed: Feed, address: str = "", pages: str | None = None) -> bytes:
    """A feed as a JSON Feed document; without an ``address`` it does not say where it stands.

    ``pages`` is what stands before the addresses of the site's pages. They are linked to where it
    is a whole address: links of a JSON Feed cannot be relative.
    """
    site = pages if pages and web_address(pages) else None
    items: list[Plain] = [_item(entry, site) for entry in feed.entries]
    told: PlainRow = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home if site is None else f"{site}/{feed.page}",
        **({"feed_url": link_to(feed, "json", address)} if address else {}),
        "description": feed.subtitle,
        "language": "en",
        "authors": [{"name": "ofrecord"}],
        "_ofrecord": {"publisher": feed.publisher, "licence": feed.rights},
        "items": items,
    }
    return encode_plain(told) + b"\n"


def _item(entry: Entry, site: str | None) -> PlainRow:
    return {
        "id": entry.id,
        **({"url": f"{site}/{entry.page}"} if site is not None else {}),
        **({"external_url": entry.via} if entry.via else {}),
        "title": entry.title,
        "content_text": entry.text,
        "date_published": moment_of(entry.day),
        "date_modified": moment_of(entry.day),
        "tags": [*entry.tags],
        "_ofrecord": entry.data,
    }
