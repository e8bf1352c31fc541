"""Which feeds there are: changes of lists in all and by place, agency, model and kind; editions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ofrecord.export.report_parts import web_address
from ofrecord.export.sentences import (
    sentence_of,
    sentence_of_edition,
    shown,
    title_of,
    title_of_edition,
)
from ofrecord.front.data import followed_of, revisions_of
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
    """One event in a feed. ``day`` is that of the edition; ``via`` where its file was retrieved."""

    id: str
    day: str
    title: str
    text: str
    tags: tuple[str, ...]
    via: str
    data: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, the newest entry first. ``path`` is its place below the folder, without an ending."""

    path: str
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
        return self.entries[0].day


def feeds_of(register: Register | SeriesRegister) -> Iterator[Feed]:
    """Every feed of a register; none without an entry.

    Only ``all-with-spellings`` and ``kind/respelled`` tell of changes of spelling.

    >>> import ofrecord
    >>> [feed.path for feed in feeds_of(ofrecord.open()["uk-small-boats"])]
    ['feeds/uk-small-boats/editions']
    """
    found = _of_series(register) if isinstance(register, SeriesRegister) else _of_lists(register)
    return (feed for feed in found if feed.entries)


def _of_lists(register: Register) -> Iterator[Feed]:
    entries: dict[int, Entry] = {}
    for followed in followed_of(register):
        if not followed.key:
            entries = _entries(register, followed.changes)
            yield _feed_of(register, "all", "", followed.changes, entries)
            name = "all-with-spellings"
            yield _feed_of(register, name, "with spellings", followed.changes, entries)
        elif _PLAIN_NAME.fullmatch(followed.value):
            path = f"{followed.key}/{followed.value}"
            yield _feed_of(register, path, followed.name, followed.changes, entries)


def _feed_of(
    register: Register, path: str, what: str, changes: Sequence[Change], entries: dict[int, Entry]
) -> Feed:
    told = changes
    if path not in {"all-with-spellings", f"kind/{ChangeKind.RESPELLED}"}:
        told = [change for change in changes if change.kind != ChangeKind.RESPELLED]
    newest = [entries[id(change)] for change in told[: -NEWEST - 1 : -1]]
    return _feed(register, path, f"changes{f': {what}' if what else ''}", newest)


def _feed(
    register: Register | SeriesRegister, path: str, what: str, entries: Sequence[Entry]
) -> Feed:
    declared = register.declaration
    return Feed(
        path=f"feeds/{register.name}/{path}",
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
            data=to_plain(change),
        )
    return found


def _addresses(editions: Sequence[Edition]) -> Mapping[str, str]:
    """Where the first copy of each edition was retrieved that was retrieved from an address."""
    return {
        edition.edition_id: next((web_address(c.url) for c in edition.captures if c.url), "")
        for edition in editions
    }


def _of_series(register: SeriesRegister) -> Iterator[Feed]:
    declared = register.declaration
    addresses = _addresses(register.editions())
    entries = []
    for revision in revisions_of(register)[: -NEWEST - 1 : -1]:
        title = declared.list_named(revision.list).title
        entries.append(
            Entry(
                id=TAG + quote(f"{register.name}/{revision.edition_id}"),
                day=revision.day,
                title=title_of_edition(revision, declared.title),
                text=sentence_of_edition(revision, title),
                tags=(revision.list,),
                via=addresses.get(revision.edition_id, ""),
                data=to_plain(revision),
            )
        )
    yield _feed(register, "editions", "new editions", entries)
