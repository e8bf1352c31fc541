"""What is asked of any register: its editions and their cells; and what the record holds."""

from __future__ import annotations

from urllib.parse import quote

from ofrecord.api.asking import (
    BASE,
    Asked,
    Reply,
    csv_reply,
    json_reply,
    page_of,
    redirect_reply,
    rows_reply,
)
from ofrecord.api.memento import day_meant, links, listed, memento_headers
from ofrecord.front.answers import standing_answer
from ofrecord.model import Edition, field_names, to_plain, to_rows


def registers(asked: Asked) -> Reply:
    """What the record holds. Where its folder lies is not told."""
    return json_reply({**standing_answer(asked.record), "home": None})


def editions(asked: Asked) -> Reply:
    """The editions; with ``Accept-Datetime`` the one of that day."""
    register = asked.register
    if asked.accept_datetime is not None:
        return _edition_of_day(asked)
    found = register.editions(asked.get("list"), asked.get("from") or None, asked.get("to") or None)
    some, headers = page_of(asked, found)
    reply = rows_reply(asked, to_rows(some), field_names(Edition), headers)
    return Reply(
        body=reply.body,
        media_type=reply.media_type,
        headers=reply.headers,
        vary=("Accept", "Accept-Datetime"),
    )


def _edition_of_day(asked: Asked) -> Reply:
    one = listed(asked)
    day = day_meant(asked, one.days)
    number = one.edition_on(day) or 0
    edition = one.editions[number]
    address = f"{BASE}/{quote(asked.register.name)}/editions/{quote(edition.edition_id)}"
    return redirect_reply(
        address,
        lasting=False,
        headers={"link": links(asked, one.days[number], one.days[0], one.days[-1])},
        vary=("Accept-Datetime",),
    )


def edition(asked: Asked) -> Reply:
    """One edition under its id; a former id, or a capture's name or sha256, leads there."""
    register = asked.register
    found = register.edition(asked.values["id"])
    if found.edition_id != asked.values["id"]:
        address = f"{BASE}/{quote(register.name)}/editions/{quote(found.edition_id)}"
        return redirect_reply(address, lasting=asked.values["id"] in found.former_ids)
    days = register.view.list_view(found.list).days
    return json_reply(to_plain(found), memento_headers(asked, found.published_on, days))


def cells(asked: Asked) -> Reply:
    """An edition's cells as printed, or those of one of its captures."""
    register = asked.register
    found = register.edition(asked.values["id"])
    rows = register.reproduce(asked.values["id"], links=asked.get("links") == "true")
    return csv_reply(rows, found.edition_id)
