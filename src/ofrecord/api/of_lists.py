"""What is asked of a register of lists: days, changes, agreements, agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from ofrecord.api.asking import (
    BASE,
    Asked,
    Reply,
    json_reply,
    page_of,
    redirect_reply,
    rows_reply,
)
from ofrecord.api.memento import day_meant, links, listed, memento_headers
from ofrecord.api.problems import Refusal
from ofrecord.front.answers import day_answer, history_answer
from ofrecord.model import Agency, Agreement, Change, Counts, Entry, field_names, to_rows

if TYPE_CHECKING:
    from ofrecord.model import PlainRow

_GROUP = ("agreements", "agencies", "counties", "rank", "rank_dense")


def list_of_day(asked: Asked) -> Reply:
    """The list of a day: counts, and groups or rows where asked for."""
    register = asked.lists
    day = register.as_of(asked.values["day"], asked.get("list"), asked.known())
    filters = asked.filters(register)
    by = asked.get("by")
    groups = day.groups(by, filters) if by else None
    counts = day.counts(filters=filters)
    headers = memento_headers(
        asked, day.edition.published_on, register.view.list_view(day.list).days
    )
    entries = None
    if asked.get("rows") == "true":
        entries, more = page_of(asked, day.rows(filters))
        more["link"] = ", ".join(filter(None, [headers["link"], more.get("link")]))
        headers |= more
    if not asked.csv:
        return json_reply(day_answer(day, counts, groups, entries), headers)
    if entries is not None:
        return rows_reply(asked, to_rows(entries), field_names(Entry), headers)
    if groups is not None:
        return rows_reply(asked, to_rows(groups), (by, *_GROUP), headers)
    return rows_reply(asked, to_rows([counts]), field_names(Counts), headers)


def day_now(asked: Asked) -> Reply:
    """Leads to the list of the day that ``Accept-Datetime`` names, or to the newest."""
    days = listed(asked).days
    day = day_meant(asked, days)
    return redirect_reply(
        asked.address(f"{asked.path}/{day}"),
        lasting=False,
        headers={"link": links(asked, "", days[0], days[-1])},
        vary=("Accept-Datetime",),
    )


def changes(asked: Asked) -> Reply:
    """The typed changes after one day, up to and including another."""
    register = asked.lists
    found = register.find_changes(
        asked.values["from"],
        asked.values["to"],
        asked.filters(register),
        kind=asked.get("kind"),
        list=asked.get("list"),
    )
    some, headers = page_of(asked, found)
    return rows_reply(asked, to_rows(some), field_names(Change), headers)


def agreements(asked: Asked) -> Reply:
    """The agreements that fit."""
    register = asked.lists
    status = asked.get("status") or "all"
    found = register.find_agreements(asked.filters(register), status, asked.get("list"))
    some, headers = page_of(asked, found)
    return rows_reply(asked, to_rows(some), field_names(Agreement), headers)


def agencies(asked: Asked) -> Reply:
    """The agencies with an agreement that fits."""
    register = asked.lists
    status = asked.get("status") or "all"
    found = register.find_agencies(asked.filters(register), status, asked.get("list"))
    some, headers = page_of(asked, found)
    return rows_reply(asked, to_rows(some), field_names(Agency), headers)


def agreement(asked: Asked) -> Reply:
    """One agreement's whole life."""
    return _history(asked, "agreement")


def agency(asked: Asked) -> Reply:
    """One agency's whole life."""
    return _history(asked, "agency")


def _history(asked: Asked, kind: str) -> Reply:
    """A life under the id that it has now; other ids of it lead there."""
    register = asked.lists
    history = register.history(asked.values["id"])
    whole = history_answer(history)
    current = str(whole[f"{history.kind}_id"])
    place = "agencies" if history.kind == "agency" else "agreements"
    address = f"{BASE}/{quote(register.name)}/{place}/{quote(current)}"
    if history.kind != kind:
        raise Refusal(
            status=404,
            code="not-found",
            detail=f"this is the id of an {history.kind}",
            argument="id",
            given=asked.values["id"],
            nearest=address,
        )
    if current != asked.values["id"]:
        return redirect_reply(asked.address(address), lasting=True)
    if asked.csv:
        rows: list[PlainRow] = to_rows(history.windows)
        return rows_reply(asked, rows, ("list", "from", "to", "printed", "editions"))
    return json_reply(whole)
