"""The page on which a story is checked, and the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape

from ofrecord.errors import OfRecordError
from ofrecord.web.desk import Desk
from ofrecord.web.page import Page, Shown
from ofrecord.web.remarks import Remark, tell_error

MOST = 1_000_000
"""The most characters of a story that are taken."""


def show_check(desk: Desk, problem: Remark | None = None) -> Shown:
    """The form; in static files it says that it needs a server."""
    words = desk.words
    return Shown(
        template="check.html",
        title=words.say("Check a story"),
        about=words.say("Paste a story or its address: each figure is held against the record."),
        values={
            "problem": problem,
            "story": desk.query.get("story", "")[:MOST],
            "address": desk.query.get("address", "")[:2000],
            "published": desk.query.get("published", "")[:10],
        },
        status=400 if problem else 200,
    )


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
            report, find_evidence(record, report), today, desk.words, desk.words.language
        )
    except OfRecordError as error:
        return tell_error(error, desk.words)
    return Page(status=200, body=body.encode(), policy=_policy(body))


def _policy(body: str) -> str:
    """The policy that the annotated page has for itself: its style is inside it."""
    found = re.search(r'http-equiv="Content-Security-Policy"\s+content="([^"]*)"', body)
    return unescape(found[1]) if found else "default-src 'none'"
