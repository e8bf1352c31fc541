"""A page of plain text into its stories; what belongs to none is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ofrecord.story.page_lines import (
    DATELINE,
    Kind,
    classify,
    find_outlet,
    read_byline,
)
from ofrecord.story.publication_day import find_days, infer_day, read_header_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStory:
    """A story as the text of its page has it. ``day_from`` says where its day was found."""

    text: str
    title: str = ""
    byline: str = ""
    outlet: str = ""
    day: date | None = None
    day_from: str = ""


@dataclass(slots=True)
class _Draft:
    """A story while its lines are read."""

    title: str = ""
    byline: str = ""
    outlet: str = ""
    day: date | None = None
    day_from: str = ""
    paragraphs: list[str] = field(default_factory=list)


_FORCED_BREAKS = 4
"""Line breaks that the width forced, from which on a text counts as wrapped by hand."""
_WIDTHS = range(40, 121)
_LINES_BEFORE_BODY = 6
"""How many lines a story's head may have between its headline and its first paragraph."""


def split_text(text: str) -> tuple[TextStory, ...]:
    r"""The stories of a page of plain text, in their order.

    A story's text is its headline, its paragraphs and its captions, a blank line between each.
    Bylines, lists of links, credits and the page's own words belong to none. A page without heads
    is one story. Nothing raises; a page of nothing but furniture has no story.

    >>> page = "A raid\nposted in: News | 0\nBy ANA LEY, Associated Press\nBONN (AP) — They came."
    >>> split_text(page)[0].title, split_text(page)[0].byline, split_text(page)[0].text
    ('A raid', 'ANA LEY', 'A raid\n\nBONN (AP) — They came.')
    """
    lines = [Line(text=line, kind=classify(line)) for line in join_wrapped(_split_lines(text))]
    starts = find_starts(lines)
    if not starts or any(line.kind is Kind.PROSE for line in lines[: starts[0]]):
        starts = [0, *starts]
    ends = [*starts[1:], len(lines)]
    drafts = [read_story(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    return tuple(_finish(draft) for draft in drafts if draft.paragraphs)


def _split_lines(text: str) -> list[str]:
    return re.sub(r"\n{4,}", "\n\n\n", text).split("\n")


def join_wrapped(lines: Sequence[str]) -> list[str]:
    """Lines trimmed; paragraphs that were wrapped at a fixed width made one line each.

    A break is forced where the next line's first word would have stood out over the width. Only a
    text most of whose breaks are forced is wrapped; elsewhere a line is a paragraph.
    """
    lines = [line.strip() for line in lines]
    breaks = [(a, b) for a, b in pairwise(lines) if a and b]
    width = max((len(a) for a, _ in breaks), default=0)
    if width not in _WIDTHS:
        return lines
    forced = sum(_is_forced(a, b, width) for a, b in breaks)
    if forced < _FORCED_BREAKS or forced * 3 < len(breaks) * 2:
        return lines
    joined: list[str] = []
    for before, line in pairwise(["", *lines]):
        if before and line and _is_forced(before, line, width) and _can_join(before, line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _is_forced(line: str, following: str, width: int) -> bool:
    # The widest line sets the width, and a text may be ragged by a few letters.
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - 2


def _can_join(before: str, line: str) -> bool:
    heads = (Kind.BYLINE, Kind.POSTED, Kind.RELATED, Kind.END, Kind.RULE)
    return classify(before) not in heads and classify(line) not in heads


def find_starts(lines: Sequence[Line]) -> list[int]:
    """The places of the lines at which stories start: their headlines.

    A headline is a title whose next lines are a story's head (where it was posted, a byline, a
    dateline with its agency) and then prose. A subhead has prose right after it.
    """
    starts: list[int] = []
    since, told = 0, False
    for place, line in enumerate(lines):
        if line.kind is Kind.END or line.kind is Kind.RULE:
            since = place + 1
        told = told or line.kind is Kind.PROSE
        # A story that has told nothing yet is not over: what follows is its deck.
        if line.kind is not Kind.HEADLINE or (starts and not told) or not _has_head(lines, place):
            continue
        start = _first_title(lines, since, place) if not starts or since > starts[-1] else place
        if not starts or start > starts[-1]:
            starts.append(start)
            since, told = place + 1, False
    return starts


def _has_head(lines: Sequence[Line], place: int) -> bool:
    """Whether a story's head and then prose follow a title."""
    head = False
    passed = 0
    for line in lines[place + 1 : place + 1 + 3 * _LINES_BEFORE_BODY]:
        match line.kind:
            case Kind.BLANK | Kind.FURNITURE:
                continue
            case Kind.POSTED | Kind.BYLINE:
                head = True
            case Kind.PROSE:
                dateline = DATELINE.match(line.text)
                return head or bool(dateline and dateline["agency"])
            case Kind.HEADLINE if head:
                pass  # a second headline or a caption without a full stop
            case _:
                return False
        passed += 1
        if passed > _LINES_BEFORE_BODY:
            return False
    return False


def _first_title(lines: Sequence[Line], since: int, place: int) -> int:
    """The first of the titles right before ``place``: the headline above its deck."""
    first = place
    for before in range(place - 1, since - 1, -1):
        kind = lines[before].kind
        if kind is Kind.HEADLINE and lines[before].text.count(" ") > 1:
            first = before
        elif kind is not Kind.BLANK and kind is not Kind.HEADLINE:
            break
    return first


def read_story(lines: Sequence[Line]) -> _Draft:
    """One story's lines, in order, into its parts."""
    draft = _Draft()
    in_list = False
    has_head = any(line.kind in {Kind.POSTED, Kind.BYLINE} for line in lines)
    for place, line in enumerate(lines):
        match line.kind:
            case Kind.END:
                draft.outlet = find_outlet(line.text) or draft.outlet
                break
            case Kind.RELATED:
                in_list = True
            case Kind.BYLINE | Kind.POSTED:
                _read_head(draft, line)
            case Kind.PROSE:
                in_list = False
                _add_prose(draft, line.text)
            case Kind.HEADLINE if not in_list or _is_only_line(lines):
                if not draft.paragraphs and (has_head or _prose_follows(lines, place)):
                    draft.title = line.text
                draft.paragraphs.append(line.text)
            case _:
                pass
    if draft.paragraphs == [draft.title]:
        draft.title = ""
    return draft


def _is_only_line(lines: Sequence[Line]) -> bool:
    return sum(line.kind is not Kind.BLANK for line in lines) == 1


def _prose_follows(lines: Sequence[Line], place: int) -> bool:
    return any(line.kind is Kind.PROSE for line in lines[place + 1 :])


def _read_head(draft: _Draft, line: Line) -> None:
    if line.kind is Kind.BYLINE and len(draft.paragraphs) < _LINES_BEFORE_BODY:
        names, outlet = read_byline(line.text)
        draft.byline = draft.byline or names
        draft.outlet = draft.outlet or outlet
    if len(draft.paragraphs) < _LINES_BEFORE_BODY and draft.day is None:
        draft.day = read_header_day(line.text)
        draft.day_from = "header" if draft.day else ""


def _add_prose(draft: _Draft, text: str) -> None:
    dateline = DATELINE.match(text)
    if dateline and draft.day is None:
        found = [day.day for day in find_days(dateline[0])]
        if found:
            draft.day, draft.day_from = found[0], "dateline"
    if dateline and dateline["agency"] and not draft.outlet:
        draft.outlet = dateline["agency"]
    draft.paragraphs.append(text)


def _finish(draft: _Draft) -> TextStory:
    day, day_from = draft.day, draft.day_from
    if day is None:
        day = infer_day(draft.paragraphs)
        day_from = "text" if day else ""
    return TextStory(
        text="\n\n".join(draft.paragraphs),
        title=draft.title,
        byline=draft.byline,
        outlet=draft.outlet,
        day=day,
        day_from=day_from,
    )
