"""The pages of the editions: all of them, and one with its captures, changes and flags."""

from __future__ import annotations

from ofrecord.errors import BadRequest
from ofrecord.export.report_parts import web_address
from ofrecord.export.speech import mark
from ofrecord.front import Register, SeriesRegister
from ofrecord.model import Edition
from ofrecord.web.cite import Cite, cite_comparison, cite_number, name_edition
from ofrecord.web.desk import Desk
from ofrecord.web.events import KINDS, tell_kinds
from ofrecord.web.page import Elsewhere, MissingPage, Shown
from ofrecord.web.remarks import tell_remark

_MOST = 400
DATED_BY = {
    "file_name": mark("the name of its file"),
    "last_modified": mark("the time at which the publisher saved it"),
    "capture": mark("the time of its first capture"),
}
"""What an edition's day was read from, in words."""


def show_editions(desk: Desk) -> Shown:
    """Every edition of every register, by list, the newest first."""
    words = desk.words
    lists = []
    for register in desk.sources.registers.values():
        for name, view in register.view.lists.items():
            editions = [register.view.describe(edition) for edition in view.editions]
            title = register.declaration.list_named(name).title
            lists.append(
                {
                    "id": f"{register.name}-{name}",
                    "register": words.given(register.declaration.title),
                    "title": words.given(title),
                    "editions": editions[::-1],
                    "caption": _caption(desk, editions),
                    "cite": _cite_held(desk, register, name, editions) if editions else None,
                }
            )
    return Shown(
        template="editions.html",
        of=tuple(desk.sources.registers),
        title=words.say("Editions"),
        about=words.say("Every edition that is held, with its captures and hashes."),
        values={"lists": [one for one in lists if one["editions"]]},
    )


def _caption(desk: Desk, editions: list[Edition]) -> str:
    return desk.words.many(
        "{n} edition, the newest first", "{n} editions, the newest first", len(editions)
    )


def _cite_held(
    desk: Desk, register: Register | SeriesRegister, name: str, editions: list[Edition]
) -> Cite:
    """How a number of the table of a list's editions is cited: by the first and the newest."""
    words = desk.words
    source = desk.source(name, register)
    held = list({one.edition_id: one for one in (editions[0], editions[-1])}.values())
    sentence = words.many(
        "{says}: of “{source}” as published by {publisher}, {n} edition is held in this record "
        "({editions}).",
        "{says}: of “{source}” as published by {publisher}, {n} editions are held in this record "
        "({editions}).",
        len(editions),
        says=desk.any_number,
        source=source.title,
        publisher=source.publisher,
        editions=" – ".join(f"{one.edition_id}, {words.day(one.published_on)}" for one in held),
    )
    return Cite(
        source=source,
        editions=tuple(name_edition(one) for one in held),
        rows="",
        sentence=sentence,
        table=_caption(desk, editions),
    )


def show_edition(desk: Desk, given: str) -> Shown:
    """One edition: its captures and their hashes, what it changed, what is odd about it."""
    near = ""
    for register in desk.sources.registers.values():
        try:
            found, _ = register.view.find_edition(given)
        except BadRequest as error:
            near = near or error.nearest
            continue
        if found.edition_id != given:
            raise Elsewhere(desk.links.to(f"edition/{found.edition_id}/"))
        return _edition(desk, register, given)
    raise MissingPage(given, ((near, f"edition/{near}/"),) if near else ())


def _own_remarks(register: Register | SeriesRegister) -> tuple[str, ...]:
    """The forms of what a register's own module remarks."""
    if isinstance(register, SeriesRegister):
        return register.declaration.remarks
    return ()


def _edition(desk: Desk, register: Register | SeriesRegister, given: str) -> Shown:
    words = desk.words
    edition = register.view.describe(register.view.find_edition(given)[0])
    listed = register.view.lists[edition.list]
    at = [one.edition_id for one in listed.editions].index(given)
    of_lists = register is desk.sources.lists
    changes = desk.sources.changes_of(given) if of_lists else ()
    beside = [listed.editions[n].edition_id for n in (at - 1, at + 1) if 0 <= n < len(listed.days)]
    title = words.given(register.declaration.list_named(edition.list).title)
    own = _own_remarks(register)
    return Shown(
        template="edition.html",
        of=(register.name,),
        title=words.say(
            "{list}, edition of {day}", list=title, day=words.day(edition.published_on)
        ),
        about=words.say("Edition {edition}: its captures and hashes.", edition=given),
        values={
            "edition": edition,
            "list_title": title,
            "list_day": _list_day(desk, edition),
            "register": register.declaration,
            "dated_by": DATED_BY.get(edition.dated_by, edition.dated_by),
            "before": beside[0] if at > 0 else "",
            "after": beside[-1] if at + 1 < len(listed.days) else "",
            "captures": [(one, web_address(one.url)) for one in edition.captures],
            "of_lists": of_lists,
            "tally": tell_kinds(changes),
            "events": desk.events(changes[:_MOST]),
            "total": len(changes),
            "first_edition": at == 0,
            "flags": [tell_remark(flag, words, own) for flag in edition.flags],
            "others": [(row.row, tell_remark(row.why, words, own)) for row in edition.explained],
            "kinds": KINDS,
            "cite": _cite_entries(desk, register, edition),
            "tally_cite": _cite_tally(desk, register, edition) if changes else None,
        },
    )


def _list_day(desk: Desk, edition: Edition) -> str:
    """The day whose page shows the lists as they were when an edition was published.

    Static files are there for the days alone on which the list of members has an edition.
    """
    rows = desk.sources.rows(edition.published_on) if desk.links.static else None
    return rows.day.edition.published_on if rows else edition.published_on


def _cite_entries(desk: Desk, register: Register | SeriesRegister, edition: Edition) -> Cite:
    words = desk.words
    count = edition.printed_rows
    return cite_number(
        words.many("{n} entry", "{n} entries", count),
        edition,
        words,
        source=desk.source(edition.list, register),
    )


def _cite_tally(desk: Desk, register: Register | SeriesRegister, edition: Edition) -> Cite:
    """How the changes that an edition brought are cited: by the edition before it, and by it."""
    listed = register.view.lists[edition.list].editions
    at = [one.edition_id for one in listed].index(edition.edition_id)
    before = [register.view.describe(listed[at - 1])] if at else []
    return cite_comparison(
        desk.any_number,
        [*before, edition],
        desk.words,
        source=desk.source(edition.list, register),
        table=desk.words.say("What it changed"),
    )
