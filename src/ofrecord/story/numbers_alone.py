"""The numbers of a text that is about something else: found, but settled by no register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ofrecord.story.claims import FoundFigure, Measure, Reading
from ofrecord.story.sentences import split_sentences
from ofrecord.story.speech import word_set

NOT_COUNTED = "no register that is held counts this"
_DIGITS = re.compile(r"[0-9][0-9,.]*")
_UNITS = (" percent", "%", " million", " billion")
_WORDS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety dozens "
    "hundreds thousands doubled tripled quadrupled"
)
_MOST = word_set(
    "largest biggest deadliest highest lowest longest worst fastest smallest costliest busiest "
    "hottest coldest wettest driest strongest steepest fewest youngest oldest"
)
"""Superlatives: a fact without a number where it is told since when, or of what."""
_OF_WHAT = re.compile(r"(?: [\w'’-]{1,20}){0,8}? (?:since(?: [\w'’-]{1,20}){1,2}|on record|ever)\b")
_MEASURED = re.compile(
    r"-(?:foot|inch|yard|mile|meter|metre|kilometer|kilometre|acre|story|storey|ton|bed|seat)\b"
)
"""What a number measures, joined to it: "10-story"."""
_MONTH_BEFORE = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s{1,3}$", re.IGNORECASE
)
_ALL = _WORDS | _MOST
Spot = tuple[int, int]


def numbers_alone(text: str, present: frozenset[str], register: str) -> list[FoundFigure]:
    """The numbers of a text, each with the reading that no register settles it.

    ``present`` are the text's words, in lower case.
    """
    spots = [spot for match in _DIGITS.finditer(text) if (spot := _digits(text, match))]
    words = _ALL & present
    if words:
        low = text.lower()
        if len(low) == len(text):
            for word in words:
                spots += _superlatives(low, word) if word in _MOST else _places(low, word)
            spots.sort()
    if not spots:
        return []
    readings = (_nothing(register),)
    found: list[FoundFigure] = []
    line_end = -1
    sentences: Iterator[Spot] = iter(())
    start = end = 0
    for first, last in spots:
        if first >= line_end:  # a line that holds no number is never split
            line = text.rfind("\n", 0, first) + 1
            line_end = text.find("\n", first)
            line_end = len(text) if line_end < 0 else line_end
            sentences = iter(
                [(line + a, line + b) for a, b in split_sentences(text[line:line_end])]
            )
            start = end = line
        while end <= first:
            start, end = next(sentences, (first, len(text)))
        found.append(
            FoundFigure(
                start=first,
                end=last,
                text=text[first:last],
                sentence=text[start:end],
                sentence_start=start,
                readings=readings,
            )
        )
    return found


@lru_cache(maxsize=64)
def _nothing(register: str) -> Reading:
    return Reading(register=register, measure=Measure.NONE, reason=NOT_COUNTED)


def _places(low: str, word: str) -> list[Spot]:
    """Where a number word stands by itself."""
    found: list[Spot] = []
    at, length = low.find(word), len(word)
    while at >= 0:
        end = at + length
        before, after = low[at - 1 : at] if at else "", low[end : end + 1]
        if not (before.isalnum() or after.isalnum() or before == "-" or after == "-"):
            found.append((at, end))
        at = low.find(word, end)
    return found


def _superlatives(low: str, word: str) -> list[Spot]:
    """Where a superlative stands that tells since when, or of what, it is one."""
    spots = []
    for start, end in _places(low, word):
        rest = _OF_WHAT.match(low, end)
        if rest:
            spots.append((start, rest.end()))
    return spots


def _digits(text: str, match: re.Match[str]) -> Spot | None:
    """Where a number in digits stands; ``None`` where it names a day, a year or part of a word."""
    start, end = match.span()
    while text[end - 1] in ",.":
        end -= 1
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before == "_" or after.isalnum() or after == "_":
        return None
    if after == "-":
        measured = _MEASURED.match(text, end)
        return (start, measured.end()) if measured else None
    if before and before in "$€£":
        start -= 1
    word = text[start:end]
    if len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}:
        return None
    if len(word) < 3 and _MONTH_BEFORE.search(text, max(0, start - 12), start):
        return None
    for unit in _UNITS:
        if text.startswith(unit, end):
            return start, end + len(unit)
    return start, end
