"""Feeds as JSON Feed 1.1. Every text is plain text; the typed change stands beside it."""

from __future__ import annotations

from ofrecord.export.atom import link_to, moment_of
from ofrecord.export.feeds import Entry, Feed
from ofrecord.export.json_arrays import encode_plain
from ofrecord.model import Plain, PlainRow


def render_json_feed(feed: Feed, address: str = "") -> bytes:
    """A feed as a JSON Feed document; without an ``address`` it does not say where it stands."""
    items: list[Plain] = [_item(entry) for entry in feed.entries]
    told: PlainRow = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        **({"feed_url": link_to(feed, "json", address)} if address else {}),
        "description": feed.subtitle,
        "language": "en",
        "authors": [{"name": "ofrecord"}],
        "_ofrecord": {"publisher": feed.publisher, "licence": feed.rights},
        "items": items,
    }
    return encode_plain(told) + b"\n"


def _item(entry: Entry) -> PlainRow:
    return {
        "id": entry.id,
        **({"external_url": entry.via} if entry.via else {}),
        "title": entry.title,
        "content_text": entry.text,
        "date_published": moment_of(entry.day),
        "date_modified": moment_of(entry.day),
        "tags": [*entry.tags],
        "_ofrecord": entry.data,
    }
