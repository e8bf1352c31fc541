"""Feeds of the site: the feed that goes with a page, and the file at a feed's address."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from ofrecord.export.atom import render_atom
from ofrecord.export.json_feed import render_json_feed
from ofrecord.web.desk import Desk
from ofrecord.web.page import Page
from ofrecord.web.sources import Sources

FOLDER = "/feeds/"
TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
}
"""The forms of a feed by their endings."""
_OF_PLACES = frozenset({"state", "county", "agency", "model"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """The feed that goes with a page: its addresses, and that of the one with spellings if any."""

    atom: str
    json: str
    spelled: str = ""


def follow(desk: Desk) -> Following | None:
    """The feed that goes with a page; none where there is none."""
    name = desk.sources.lists.name
    match desk.place.parts:
        case ():
            return _following(desk, name, "all", "all-with-spellings")
        case ("changes", *_):
            kind, state = desk.query.get("kind", ""), desk.query.get("state", "")
            if kind or state:
                # There are feeds of a kind and of a state, none of both.
                found = _following(desk, name, f"state/{state}" if state else f"kind/{kind}")
                return found or _following(desk, name, "all", "all-with-spellings")
            return _following(desk, name, "all", "all-with-spellings")
        case (key, value) if key in _OF_PLACES:
            return _following(desk, name, f"{key}/{value}")
        case ("series", series, *_):
            return _following(desk, series, "editions")
        case _:
            return None


def _following(desk: Desk, register: str, name: str, spelled: str = "") -> Following | None:
    feeds = desk.sources.feeds.get(register)
    path = f"feeds/{register}/{name}"
    if feeds is None or not (path in feeds.paths if desk.links.static else feeds.has(path)):
        return None
    found = desk.links.root(f"/{path}")
    more = desk.links.root(f"/feeds/{register}/{spelled}.atom") if spelled else ""
    return Following(atom=f"{found}.atom", json=f"{found}.json", spelled=more)


def feed_page(sources: Sources, path: str, address: str) -> Page:
    """The file at a feed's address, such as ``/feeds/REGISTER/state/NY.atom``.

    ``address`` is where the site stands; without it links begin at the root.
    """
    name, dot, ending = path.strip("/").rpartition(".")
    kind = TYPES.get(dot + ending)
    register = name.removeprefix("feeds/").partition("/")[0]
    feeds = sources.feeds.get(register)
    feed = feeds.feed(name) if feeds and kind else None
    if feed is None or kind is None:
        return _missing(sources, path, register)
    render = render_atom if ending == "atom" else render_json_feed
    body = render(feed, address, address)
    modified = sources.standing.last_checked or ""
    return Page(status=200, body=body, content_type=kind, day=feed.day, modified=modified)


def _missing(sources: Sources, path: str, register: str) -> Page:
    feeds = sources.feeds.get(register) or next(iter(sources.feeds.values()))
    near = get_close_matches(path.strip("/")[:100], [f"{one}.atom" for one in feeds.paths], 1, 0.5)
    text = f"no such feed: {path[:200]}\n" + "".join(f"the nearest: /{one}\n" for one in near)
    return Page(status=404, body=text.encode(), content_type="text/plain; charset=utf-8")
