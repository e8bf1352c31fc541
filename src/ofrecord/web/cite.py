"""How a number is cited: its day, edition, file, rows, and a sentence ready to be pasted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ofrecord.model import Edition
from ofrecord.web.words import Words

_RANGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An edition that a number rests on, with the capture that dates it."""

    day: str
    edition_id: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What editions are of, as a cite names it: a list with its register, and the publisher.

    ``transcribed`` says that the publisher's numbers were read from what others wrote down.
    """

    title: str
    publisher: str
    transcribed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Where a number stands: what a reader needs to find it again, and to quote it.

    ``table`` is the caption of the table that a cite is of, ``marks`` and ``caveats`` what has to
    be said with a number of a series.
    """

    source: Source
    editions: tuple[Cited, ...]
    rows: str
    sentence: str
    table: str = ""
    marks: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()


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


def name_edition(edition: Edition) -> Cited:
    """An edition as a cite names it."""
    capture = edition.captures[0]
    return Cited(
        day=edition.published_on,
        edition_id=edition.edition_id,
        file=capture.file,
        sha256=capture.sha256,
    )


def cite_number(
    says: str,
    edition: Edition,
    words: Words,
    *,
    source: Source,
    rows: Iterable[int | None] = (),
    table: str = "",
) -> Cite:
    """How ``says`` (a number with what it counts) is cited from an edition of a source.

    Where it is a cell of a ``table``, ``says`` stands for any of its numbers.
    """
    cited = name_edition(edition)
    parts = {
        "says": _of_table(says, table, words),
        "source": source.title,
        "publisher": source.publisher,
        "day": words.day(cited.day),
        "edition": cited.edition_id,
        "file": cited.file,
        "sha256": cited.sha256,
    }
    if source.transcribed:
        sentence = words.say(
            "{says}, according to “{source}”: numbers of {publisher} in a transcription of {day} "
            "(edition {edition}, file {file}, SHA-256 {sha256}).",
            **parts,
        )
    else:
        sentence = words.say(
            "{says}, according to “{source}” as published by {publisher} on {day} (edition "
            "{edition}, file {file}, SHA-256 {sha256}).",
            **parts,
        )
    return Cite(
        source=source,
        editions=(cited,),
        rows=tell_rows(rows, words),
        sentence=sentence,
        table=table,
    )


def cite_comparison(
    says: str, editions: Sequence[Edition], words: Words, *, source: Source, table: str = ""
) -> Cite:
    """How a number is cited that comes of holding editions against each other."""
    cited = tuple(name_edition(edition) for edition in editions)
    sentence = words.say(
        "{says}, found by comparing editions of “{source}” as published by {publisher}: "
        "{editions}.",
        says=_of_table(says, table, words),
        source=source.title,
        publisher=source.publisher,
        editions="; ".join(f"{one.edition_id} ({words.day(one.day)})" for one in cited),
    )
    return Cite(source=source, editions=cited, rows="", sentence=sentence, table=table)


def _of_table(says: str, table: str, words: Words) -> str:
    return words.say("{says}, from the table “{table}”", says=says, table=table) if table else says
