"""Seasons as times: "this summer", "last fall", "in the spring of 2025"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Words

Raw = tuple[date, date, str, int, int]
_SEASONS = {
    "spring": ((3, 1), (6, 20)),
    "summer": ((6, 1), (9, 22)),
    "fall": ((9, 1), (12, 20)),
    "autumn": ((9, 1), (12, 20)),
    "primavera": ((3, 1), (6, 20)),
    "verano": ((6, 1), (9, 22)),
    "otoño": ((9, 1), (12, 20)),
}
"""The first and the last day that a season can be taken to have, by month and day."""
SEASON_WORDS = frozenset((*_SEASONS, *(f"{name}'s" for name in _SEASONS)))
_BEFORE = word_set("this last past the in early late of during over since by mid el la este esta")
_VERBS = word_set("under short within behind into")
_BACK = word_set("last past")


def find_seasons(words: Words, published: date | None) -> Iterator[Raw]:
    """The seasons that a sentence names; those without a year only if the story's day is known.

    A season that no year is told of is the latest that has begun, and with "last" that has ended.
    """
    low = words.words
    for at, word in enumerate(low):
        span = _SEASONS.get(word.removesuffix("'s"))
        before = low[at - 1] if at else ""
        if span is None or before not in _BEFORE or not _VERBS.isdisjoint(low[at + 1 : at + 2]):
            continue
        year, last = _year_after(low, at)
        told = [_of_year(span, year)] if year else _of_story(span, published, before)
        for first, end in told[:1]:
            running = published is not None and first <= published < end
            until = published if running and published is not None else end
            start = at - 1 if before in {"this", "last", "past"} else at
            yield first, until, "season", words.starts[start], words.ends[last]


def _year_after(low: list[str], at: int) -> tuple[int, int]:
    """The year that follows a season, and its last word; 0 for none."""
    place = at + 1 + (low[at + 1 : at + 2] in (["of"], ["de"]))
    word = low[place] if place < len(low) else ""
    if len(word) == 4 and word.isascii() and word.isdigit() and word.startswith("20"):
        return int(word), place
    return 0, at


def _of_year(span: tuple[tuple[int, int], tuple[int, int]], year: int) -> tuple[date, date]:
    (month, day), (last_month, last_day) = span
    return date(year, month, day), date(year, last_month, last_day)


def _of_story(
    span: tuple[tuple[int, int], tuple[int, int]], published: date | None, before: str
) -> list[tuple[date, date]]:
    """The season that a story of a day means, if it can be told."""
    if published is None:
        return []
    found = [_of_year(span, year) for year in (published.year, published.year - 1)]
    if before in _BACK:
        return [one for one in found if one[1] < published][:1]
    return [one for one in found if one[0] <= published][:1]
