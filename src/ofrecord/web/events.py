"""Changes as pages tell them: in words, with the document, and the printed rows beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ofrecord.export.report_parts import web_address
from ofrecord.export.speech import mark
from ofrecord.measures.changed import count_kinds
from ofrecord.model import Change, Window
from ofrecord.web.words import Words

KINDS = {
    "signed": mark("listed"),
    "removed": mark("no longer listed"),
    "returned": mark("listed again"),
    "renewed": mark("renewed"),
    "redated": mark("signing day changed"),
    "remodelled": mark("model changed"),
    "respelled": mark("name changed"),
    "relocated": mark("place or type changed"),
    "document_posted": mark("document linked"),
    "document_withdrawn": mark("document no longer linked"),
    "pending_added": mark("listed as pending"),
    "pending_dropped": mark("no longer listed as pending"),
    "pending_signed": mark("from pending to signed"),
    "judged": mark("identity decided by hand"),
}
"""The kinds of change, as pages name them."""
_GONE = ("removed", "pending_dropped")
"""The kinds after which the list has no such row."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedRow:
    """A row as the editions before or after an event print it."""

    when: str
    from_: str
    to: str
    edition: str
    """The edition that is nearest to the event: the last before it, or the first with it."""
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One change, as a page shows it. ``foreign`` says that its words are English in any language.

    ``document`` is the address of the document that it is about.
    """

    change: Change
    kind: str
    says: str
    document: str
    foreign: bool
    rows: tuple[PrintedRow, ...]


def tell_events(
    changes: Iterable[Change], words: Words, windows: Sequence[Window] = ()
) -> list[Event]:
    """Changes in words, the newest first; with ``windows`` the rows that each rests on."""
    found = [tell_event(change, words, windows) for change in changes]
    return sorted(found, key=lambda event: event.change.day, reverse=True)


def tell_event(change: Change, words: Words, windows: Sequence[Window] = ()) -> Event:
    """One change in words."""
    document = web_address(change.after or change.before) if "document" in change.kind else ""
    return Event(
        change=change,
        kind=words.say(KINDS.get(change.kind, change.kind)),
        says=_says(change, words),
        document=document,
        foreign=change.kind == "judged",
        rows=tuple(_rows(change, windows)),
    )


def _says(change: Change, words: Words) -> str:
    before, after = change.before, change.after
    match change.kind:
        case "signed" | "returned" | "removed":
            day = after or before
            return words.say("signed {day}", day=words.day(day)) if day else ""
        case "renewed":
            old = before.removeprefix("supersedes ")
            return words.say("takes the place of {agreement}", agreement=old)
        case "redated":
            return f"{words.day(before or None)} → {words.day(after or None)}"
        case "document_posted" | "document_withdrawn":
            return (after or before).rpartition("/")[2]
        case "pending_added" | "pending_dropped":
            name = after or before
            return "" if name == change.agency else name
        case "pending_signed":
            return _waited(before, after, words)
        case "judged":
            return "; ".join(part for part in (before, after) if part)
        case _:
            return f"{before or '–'} → {after or '–'}"


def _waited(before: str, after: str, words: Words) -> str:
    day, count = _DAY.search(before), re.search(r"\d+", after)
    if not day or not count:
        return f"{before}; {after}"
    return words.many(
        "pending since {day}, listed after {n} day",
        "pending since {day}, listed after {n} days",
        int(count[0]),
        day=words.day(day[0]),
    )


def _rows(change: Change, windows: Sequence[Window]) -> Iterable[PrintedRow]:
    """The row of the last edition before a change, and that of the edition with it."""
    applied = change.kind == "pending_signed"
    mine = [
        window
        for window in windows
        if window.agreement_id == change.agreement_id and window.from_ <= change.day
    ]
    own = [window for window in mine if window.list == change.list]
    after = None if change.kind in _GONE else _with_edition(change, own)
    earlier = [window for window in mine if window.list != change.list] if applied else own
    before = [
        window for window in earlier if window is not after and _ends_before(window, change, after)
    ]
    if before:
        yield _row(mark("before"), before[-1])
    if after:
        yield _row(mark("then"), after)


def _with_edition(change: Change, windows: Sequence[Window]) -> Window | None:
    """The row as the edition that brought a change prints it."""
    begun = [window for window in windows if window.edition_ids[0] == change.edition_id]
    return next(iter(begun or [w for w in windows[::-1] if change.day <= w.to]), None)


def _ends_before(window: Window, change: Change, after: Window | None) -> bool:
    """Whether a row was no longer printed so when the change came; on one day, ids tell."""
    if window.to != change.day:
        return window.to < change.day
    return window.edition_ids[1] != change.edition_id and (
        after is None or window.to <= after.from_
    )


def _row(when: str, window: Window) -> PrintedRow:
    first, last = window.edition_ids
    return PrintedRow(
        when=when,
        from_=window.from_,
        to=window.to,
        edition=last if when == "before" else first,
        cells=tuple(window.printed.items()),
    )


def tell_kinds(changes: Iterable[Change]) -> list[tuple[str, int]]:
    """How many changes of each kind, in the order of the kinds."""
    found = count_kinds(changes)
    return [(kind, found[kind]) for kind in KINDS if found[kind]]
