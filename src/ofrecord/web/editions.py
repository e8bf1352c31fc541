"""The pages of the editions: all of them, and one with its captures, changes and flags."""

from __future__ import annotations

from ofrecord.errors import BadRequest
from ofrecord.export.report_parts import web_address
from ofrecord.export.speech import mark
from ofrecord.front import Register, SeriesRegister
from ofrecord.web.desk import Desk
from ofrecord.web.events import KINDS, tell_events
from ofrecord.web.lists import week_kinds
from ofrecord.web.page import Elsewhere, MissingPage, Shown

_MOST = 400
DATED_BY = {
    "file_name": mark("the name of its file"),
    "last_modified": mark("the time at which the publisher saved it"),
    "capture": mark("the time of its first capture"),
}
"""What an edition's day was read from, in words."""


def _registers(desk: Desk) -> list[Register | SeriesRegister]:
    return [desk.sources.lists, *desk.sources.series.values()]


def show_editions(desk: Desk) -> Shown:
    """Every edition of every register, by list, the newest first."""
    words = desk.words
    lists = []
    for register in _registers(desk):
        for name, view in register.view.lists.items():
            editions = [register.view.describe(edition) for edition in view.editions]
            title = register.declaration.list_named(name).title
            lists.append(
                {
                    "name": name,
                    "register": words.given(register.declaration.title),
                    "title": words.given(title),
                    "editions": editions[::-1],
                }
            )
    return Shown(
        template="editions.html",
        title=words.say("Editions"),
        about=words.say("Every edition that is held, with its captures and hashes."),
        values={"lists": [one for one in lists if one["editions"]]},
    )


def show_edition(desk: Desk, given: str) -> Shown:
    """One edition: its captures and their hashes, what it changed, what is odd about it."""
    near = ""
    for register in _registers(desk):
        try:
            found, _ = register.view.find_edition(given)
        except BadRequest as error:
            near = near or error.nearest
            continue
        if found.edition_id != given:
            raise Elsewhere(desk.links.to(f"edition/{found.edition_id}/"))
        return _edition(desk, register, given)
    raise MissingPage(given, ((near, f"edition/{near}/"),) if near else ())


def _edition(desk: Desk, register: Register | SeriesRegister, given: str) -> Shown:
    words = desk.words
    edition = register.view.describe(register.view.find_edition(given)[0])
    listed = register.view.lists[edition.list]
    at = [one.edition_id for one in listed.editions].index(given)
    changes = desk.sources.changes_of(given) if isinstance(register, Register) else ()
    beside = [listed.editions[n].edition_id for n in (at - 1, at + 1) if 0 <= n < len(listed.days)]
    title = words.given(register.declaration.list_named(edition.list).title)
    return Shown(
        template="edition.html",
        title=words.say(
            "{list}, edition of {day}", list=title, day=words.day(edition.published_on)
        ),
        about=words.say("Edition {edition}: its captures and hashes.", edition=given),
        values={
            "edition": edition,
            "list_title": title,
            "register": register.declaration,
            "dated_by": DATED_BY.get(edition.dated_by, edition.dated_by),
            "before": beside[0] if at > 0 else "",
            "after": beside[-1] if at + 1 < len(listed.days) else "",
            "captures": [(one, web_address(one.url)) for one in edition.captures],
            "of_lists": isinstance(register, Register),
            "tally": week_kinds(changes),
            "events": tell_events(changes[:_MOST], words),
            "total": len(changes),
            "first_edition": at == 0,
            "others": tuple(edition.explained),
            "kinds": KINDS,
        },
    )
