"""The process that checks stories for the server: reads them from stdin, answers on stdout.

Each message is its length in four bytes and JSON; an answer has its HTTP status before it. The
process ends when its stdin does.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from ofrecord.acquire.address import FetchedPage, Limits, fetch_address
from ofrecord.api.checking import LENGTH_BYTES, Story
from ofrecord.api.problems import refusal_of
from ofrecord.dates import parse_day
from ofrecord.errors import OfRecordError
from ofrecord.front import Record, open_record
from ofrecord.story.plain import report_to_plain

if TYPE_CHECKING:
    from ofrecord.story.claims import Report

LIMITS = Limits(connect=5.0, read=8.0, overall=12.0, body=2_000_000)
"""Of an address: less than a person waits for at a prompt."""


def main() -> int:
    """Answers until there is nothing more to read."""
    record = open_record(sys.argv[1] or None)
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but answers goes out
    while head := source.read(LENGTH_BYTES):
        story = msgspec.json.decode(source.read(int.from_bytes(head, "big")), type=Story)
        _send(answers, *check(record, story))
    return 0


def check(record: Record, story: Story) -> tuple[int, bytes]:
    """The status and the body for one story."""
    try:
        return 200, msgspec.json.encode(report_to_plain(_report(record, story)))
    except OfRecordError as error:
        refusal = refusal_of(error)
    # Whatever is wrong with a story is wrong with the body.
    status = 422 if refusal.status in {400, 404} else refusal.status
    told = {
        "code": "unprocessable" if refusal.code in {"bad-request", "not-found"} else refusal.code,
        "detail": refusal.detail,
        "argument": "url" if refusal.argument == "STORY" else refusal.argument,
        "given": refusal.given,
        "nearest": refusal.nearest,
        "hint": refusal.hint,
    }
    return status, msgspec.json.encode(told)


def _report(record: Record, story: Story) -> Report:
    published = ""
    if story.published is not msgspec.UNSET:
        published = parse_day(story.published, argument="published").isoformat()
    if story.url is not msgspec.UNSET:
        page = fetch_address(story.url, limits=LIMITS)
        return record.check(_decoded(page), published, url=page.url)
    given = story.html if story.text is msgspec.UNSET else story.text
    return record.check("" if given is msgspec.UNSET else given, published)


def _decoded(page: FetchedPage) -> str | bytes:
    """A page as text, where it was served as being in a known encoding."""
    try:
        return page.content.decode(page.charset) if page.charset else page.content
    except (LookupError, UnicodeDecodeError):
        return page.content


def _send(answers: BinaryIO, status: int, body: bytes) -> None:
    answers.write(status.to_bytes(2, "big") + len(body).to_bytes(LENGTH_BYTES, "big") + body)
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
