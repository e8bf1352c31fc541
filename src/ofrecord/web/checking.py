"""The page on which a story is checked, and the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

from ofrecord.errors import OfRecordError
from ofrecord.web.check_process import SECONDS
from ofrecord.web.desk import Desk
from ofrecord.web.page import Page, Shown
from ofrecord.web.remarks import Remark, tell_error

MOST = 1_000_000
"""The most characters of a story that the form shows again."""
LARGEST_FORM = 4_000_000
"""Bytes of a form with a story in it."""
_NOTHING: Mapping[str, str] = {}


def show_check(desk: Desk, form: Mapping[str, str] | None = None) -> Shown:
    """The form, with what was sent or is in the address; static files say it needs a server."""
    words = desk.words
    given = desk.query if form is None else form
    return Shown(
        template="check.html",
        title=words.say("Check a story"),
        about=words.say("Paste a story or its address: each figure is held against the record."),
        values={
            "problem": None,
            "story": given.get("story", "")[:MOST],
            "address": given.get("address", "")[:2000],
            "published": given.get("published", "")[:10],
            "largest": words.size(LARGEST_FORM),
            "seconds": f"{SECONDS:g}",
        },
    )


def show_problem(
    desk: Desk, problem: Remark, status: int = 400, form: Mapping[str, str] = _NOTHING
) -> Shown:
    """The form again, with why there is no answer to what was sent."""
    shown = show_check(desk, form)
    return replace(shown, status=status, values={**shown.values, "problem": problem})


def check_story(desk: Desk, form: Mapping[str, str]) -> Page | Remark:
    """The annotated page of a story, or why there is none."""
    from ofrecord.export.report_html import render_html
    from ofrecord.export.report_parts import find_evidence
    from ofrecord.story.page import split_page
    from ofrecord.story.report import check_stories

    record = desk.sources.record
    address = form.get("address", "").strip()
    content: str | bytes = form.get("story", "")
    charset = ""
    try:
        if address and not content.strip():
            from ofrecord.acquire.address import fetch_address

            fetched = fetch_address(address)
            address, content, charset = fetched.url, fetched.content, fetched.charset
        stories = split_page(
            content, url=address, published=form.get("published", "").strip(), charset=charset
        )
        report = check_stories(stories, record.held())
        today = datetime.now(UTC).date()
        body = render_html(
            report,
            find_evidence(record, report),
            today,
            desk.words,
            desk.words.language,
            links=_links(desk),
        )
    except OfRecordError as error:
        return tell_error(error, desk.words)
    return Page(status=200, body=body.encode(), policy=_policy(body))


def _links(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The way from an annotated page back into the site: what each link says, and its address."""
    words, to = desk.words, desk.links.to
    return (
        ("ofrecord", to("")),
        (words.say("Check another story"), to("check/")),
        (words.say("Method"), to("method/")),
        (words.say("Limits"), to("limits/")),
    )


def _policy(body: str) -> str:
    """The policy that the annotated page has for itself: its style is inside it."""
    found = re.search(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"', body)
    return unescape(found[1]) if found else "default-src 'none'"
