"""Which feeds there are: changes of lists in all and by place, agency, model and kind; editions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from ofrecord.export.report_parts import web_address
from ofrecord.export.sentences import (
    sentence_of,
    sentence_of_edition,
    shown,
    title_of,
    title_of_edition,
)
from ofrecord.front.data import extent_of, followed_of, revisions_of, unmoved_place
from ofrecord.front.register import Register
from ofrecord.front.series import SeriesRegister
from ofrecord.identify.changes import ChangeKind
from ofrecord.model import Change, Edition, Plain, to_plain

NEWEST = 100
"""Entries of a feed."""
TAG = "tag:ofrecord.invalid,2025:"
"""How every id begins: a name that no one can own, so that the id is the same on any host."""
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event in a feed. ``day`` is that of the edition; ``via`` where its file was retrieved.

    ``page`` is the page of the site that tells more, below the site's own address.
    """

    id: str
    day: str
    title: str
    text: str
    tags: tuple[str, ...]
    via: str
    page: str
    data: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, the newest entry first. ``path`` is its place below the folder, without an ending.

    ``page`` is the page of the site that it goes with; ``since`` the day from which it could tell.
    """

    path: str
    page: str
    since: str
    title: str
    subtitle: str
    publisher: str
    home: str
    rights: str
    entries: Sequence[Entry]

    @property
    def id(self) -> str:
        """The id of the feed, which does not depend on where it stands."""
        return TAG + self.path

    @property
    def day(self) -> str:
        """The day of the newest entry."""
        return self.entries[0].day if self.entries else self.since


class Feeds:
    """The feeds of a register by their paths, each made when it is asked for.

    Only ``all-with-spellings`` and ``kind/respelled`` tell of changes of spelling.

    >>> import ofrecord
    >>> feeds = Feeds(ofrecord.open()["ice-287g"])
    >>> feeds.feed("feeds/ice-287g/county/36065").title
    '287(g) agreements, changes: Oneida County, NY'
    >>> feeds.feed("feeds/ice-287g/county/36999") is None
    True
    """

    def __init__(self, register: Register | SeriesRegister) -> None:
        self.register = register
        self._root = f"feeds/{register.name}/"

    @cached_property
    def paths(self) -> dict[str, None]:
        """Where the feeds stand that have an entry: those of which an export makes files."""
        return {self._root + name: None for name in self._told}

    def has(self, path: str) -> bool:
        """Whether there is a feed, if only one that has no entry yet."""
        name = path.removeprefix(self._root)
        return name in self._told or self._unmoved(name) is not None

    def feed(self, path: str) -> Feed | None:
        """The feed at a path; that of a place where nothing changed yet has no entry."""
        name = path.removeprefix(self._root)
        if path == name:
            return None
        if isinstance(self.register, SeriesRegister):
            return self._of_series() if name in self._told else None
        if name in self._told:
            what, changes = self._told[name]
            newest = [self._entries[id(change)] for change in changes[: -NEWEST - 1 : -1]]
            return self._feed(name, f"changes{f': {what}' if what else ''}", newest)
        place = self._unmoved(name)
        return self._feed(name, f"changes: {place}", ()) if place else None

    @cached_property
    def _told(self) -> dict[str, tuple[str, Sequence[Change]]]:
        """By the name of each feed with an entry: what it is of, and the changes that it tells."""
        if isinstance(self.register, SeriesRegister):
            return {"editions": ("", ())} if revisions_of(self.register) else {}
        found: dict[str, tuple[str, Sequence[Change]]] = {}
        for followed in followed_of(self.register):
            changes = followed.changes
            quiet = [change for change in changes if change.kind != ChangeKind.RESPELLED]
            if not followed.key:
                found["all"] = "", quiet
                found["all-with-spellings"] = "with spellings", changes
            elif _PLAIN_NAME.fullmatch(followed.value):
                asked = (followed.key, followed.value) == ("kind", ChangeKind.RESPELLED)
                told = changes if asked else quiet
                found[f"{followed.key}/{followed.value}"] = followed.name, told
        return {name: told for name, told in found.items() if told[1]}

    def _unmoved(self, name: str) -> str | None:
        if isinstance(self.register, SeriesRegister):
            return None
        key, _, value = name.partition("/")
        found = unmoved_place(key, value)
        return found.name if found else None

    @cached_property
    def _since(self) -> str:
        return extent_of(self.register).first_day

    def _feed(self, name: str, what: str, entries: Sequence[Entry]) -> Feed:
        declared = self.register.declaration
        key, _, value = name.partition("/")
        page = f"{name}/" if value and key != "kind" else "changes/"
        return Feed(
            path=self._root + name,
            page=f"series/{self.register.name}/" if declared.kind == "series" else page,
            since=self._since,
            title=shown(f"{declared.title}, {what}"),
            subtitle=(
                f"What editions say that {declared.publisher} published. "
                "Compiled by ofrecord, which is not connected with the publisher."
            ),
            publisher=declared.publisher,
            home=declared.home,
            rights=declared.licence,
            entries=entries,
        )

    @cached_property
    def _entries(self) -> dict[int, Entry]:
        """The entry of each change, by the identity of the value."""
        assert isinstance(self.register, Register)  # noqa: S101  (series have no changes)
        return _entries(self.register, self._told["all-with-spellings"][1])

    def _of_series(self) -> Feed:
        assert isinstance(self.register, SeriesRegister)  # noqa: S101  (lists have changes)
        return self._feed("editions", "new editions", _entries_of_series(self.register))


def feeds_of(register: Register | SeriesRegister) -> Iterator[Feed]:
    """Every feed of a register; none without an entry.

    >>> import ofrecord
    >>> [feed.path for feed in feeds_of(ofrecord.open()["uk-small-boats"])]
    ['feeds/uk-small-boats/editions']
    """
    feeds = Feeds(register)
    return (feed for feed in map(feeds.feed, feeds.paths) if feed)


def _entries(register: Register, changes: Sequence[Change]) -> dict[int, Entry]:
    """The entry of each change, by the identity of the value."""
    addresses = _addresses(register.editions())
    times: Counter[str] = Counter()
    found = {}
    for change in changes:
        of = change.agreement_id or change.agency_id or ""
        name = "/".join((register.name, change.edition_id or "", change.kind, of))
        times[name] += 1
        again = f"/{times[name]}" if times[name] > 1 else ""
        found[id(change)] = Entry(
            id=TAG + quote(name + again),
            day=change.day,
            title=title_of(change),
            text=sentence_of(change),
            tags=tuple(shown(tag) for tag in (change.kind, change.state, change.model) if tag),
            via=addresses.get(change.edition_id or "", ""),
            page=_page_of(change),
            data=to_plain(change),
        )
    return found


def _page_of(change: Change) -> str:
    if change.agreement_id:
        return f"agreement/{change.agreement_id}/"
    return f"agency/{change.agency_id}/" if change.agency_id else f"edition/{change.edition_id}/"


def _addresses(editions: Sequence[Edition]) -> Mapping[str, str]:
    """Where the first copy of each edition was retrieved that was retrieved from an address."""
    return {
        edition.edition_id: next((web_address(c.url) for c in edition.captures if c.url), "")
        for edition in editions
    }


def _entries_of_series(register: SeriesRegister) -> list[Entry]:
    """The entry of each edition, the newest first."""
    declared = register.declaration
    addresses = _addresses(register.editions())
    return [
        Entry(
            id=TAG + quote(f"{register.name}/{revision.edition_id}"),
            day=revision.day,
            title=title_of_edition(revision, declared.title),
            text=sentence_of_edition(revision, declared.list_named(revision.list).title),
            tags=(revision.list,),
            via=addresses.get(revision.edition_id, ""),
            page=f"edition/{revision.edition_id}/",
            data=to_plain(revision),
        )
        for revision in revisions_of(register)[: -NEWEST - 1 : -1]
    ]
