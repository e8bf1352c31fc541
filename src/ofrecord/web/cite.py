"""How a number is cited: its day, edition, file, rows, and a sentence ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ofrecord.model import Edition
from ofrecord.web.words import Words

_RANGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Where a number stands: what a reader needs to find it again."""

    day: str
    edition_id: str
    file: str
    url: str
    sha256: str
    rows: str
    sentence: str


def tell_rows(rows: Iterable[int | None], words: Words) -> str:
    """Row numbers in few words.

    >>> tell_rows([2, 3, 4, 9, None], Words("en"))
    '2–4, 9'
    """
    numbers = sorted({row for row in rows if row is not None})
    ranges: list[list[int]] = []
    for row in numbers:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1][1] = row
        else:
            ranges.append([row, row])
    told = [f"{one}" if one == other else f"{one}–{other}" for one, other in ranges]
    if len(told) > _RANGES:
        left = sum(other - one + 1 for one, other in ranges[_RANGES:])
        return words.say("{rows} and {n} more rows", rows=", ".join(told[:_RANGES]), n=left)
    return ", ".join(told)


def cite_number(
    says: str,
    edition: Edition,
    words: Words,
    *,
    source: str,
    publisher: str,
    rows: Iterable[int | None] = (),
) -> Cite:
    """How ``says`` (a number with what it counts) is cited from an edition of a source."""
    capture = edition.captures[0]
    sentence = words.say(
        "{says}, according to “{source}” as published by {publisher} on {day} (edition {edition}, "
        "file {file}, SHA-256 {sha256}).",
        says=says,
        source=source,
        publisher=publisher,
        day=words.day(edition.published_on),
        edition=edition.edition_id,
        file=capture.file,
        sha256=capture.sha256,
    )
    return Cite(
        day=edition.published_on,
        edition_id=edition.edition_id,
        file=capture.file,
        url=capture.url,
        sha256=capture.sha256,
        rows=tell_rows(rows, words),
        sentence=sentence,
    )
