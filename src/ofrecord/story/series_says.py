"""One plain sentence about a figure of a series: the publisher, the number, the day, the caveat."""

from __future__ import annotations

from ofrecord.measures.series import Answer
from ofrecord.series import SeriesDeclaration, SeriesMeasure
from ofrecord.story.claims import Measure, Reading
from ofrecord.story.hedges import number_words
from ofrecord.story.says import join, publisher_words
from ofrecord.story.series_words import SeriesWords

_ORDINALS = {1: "", 2: "second ", 3: "third ", 4: "fourth ", 5: "fifth "}


def answer_words(
    declaration: SeriesDeclaration,
    measure: SeriesMeasure,
    answer: Answer,
    book: SeriesWords | None,
    reading: Reading | None = None,
) -> str:
    """What an edition says, whose it is, and of which days."""
    nights = book is not None and book.nights
    return (
        f"{cited_words(declaration, answer)} {_counted(measure, answer, reading)} "
        f"{times_words(answer, nights=nights)}"
    )


def cited_words(declaration: SeriesDeclaration, answer: Answer) -> str:
    """The publisher's figures as an edition gives them, and how it stands to the story's day."""
    owner = f"{_the(publisher_words(declaration))}'s figures"
    if answer.edition is None:
        return f"{owner} have"
    day = answer.edition.published_on
    if answer.later:
        near = f"the edition of {day}, the nearest"
        return f"no edition of that time is held; {near}, of {owner} has"
    return f"the edition of {day} of {owner} has"


def _the(name: str) -> str:
    """A publisher's name with its article, where it is no acronym."""
    bare = name.lower().startswith("the ") or name.isupper()
    return name if bare else f"the {name}"


def _counted(measure: SeriesMeasure, answer: Answer, reading: Reading | None) -> str:
    value = answer.value or 0
    if reading is not None and reading.measure is Measure.GROWTH_PERCENT:
        way = "more" if value >= 0 else "less"
        return f"{number_words(abs(value))} percent {way} {measure.many} than in {reading.base}, for the time"
    if reading is not None and reading.measure is Measure.AVERAGE:
        each = "a day" if reading.whole is None else f"for each of the {reading.whole.series}"
        return f"an average of {number_words(value)} {measure.many} {each}"
    number = "no" if value == 0 else number_words(value)
    return f"{number} {measure.one if value == 1 else measure.many}"


def times_words(answer: Answer, *, nights: bool = False) -> str:
    """The days that an answer is of.

    >>> times_words(Answer(measure="", first="2025-01-01", last="2025-01-31", value=1, day="",
    ...                    edition=None, later=False, known="", marks=(), missing=(), rows=()))
    'from 2025-01-01 to 2025-01-31'
    """
    if answer.first == answer.last:
        return f"for the night to {answer.last}" if nights else f"for {answer.last}"
    return f"from {answer.first} to {answer.last}"


def rank_words(
    declaration: SeriesDeclaration,
    measure: SeriesMeasure,
    rank: Answer,
    value: Answer,
    most: Answer,
    book: SeriesWords | None,
    base: str = "",
) -> str:
    """What an edition says of a day's number and of its place among the days of a time."""
    nights = book is not None and book.nights
    day = "night" if nights else "day"
    said = answer_words(declaration, measure, value, book)
    place = int(rank.value or 0)
    since = f"from {rank.first} to {rank.last}"
    if base and base < rank.first:
        since = f"from {rank.first}, where the record begins, to {rank.last}"
    if place == 1:
        return f"{said}, the most of any {day} {since}"
    if place in _ORDINALS:
        told = f"{said}, the {_ORDINALS[place]}most of any {day} {since}"
    else:
        told = f"{said}, number {place:,} of the {day}s {since}"
    if most.value is None:
        return told
    return f"{told}; the most were {number_words(most.value)} on {most.day}"


def revised_words(other: Answer) -> str:
    """What a later edition says otherwise."""
    day = other.edition.published_on if other.edition else ""
    return f"the edition of {day} revised it to {number_words(other.value or 0)}"


def caveat_words(declaration: SeriesDeclaration, answer: Answer, book: SeriesWords | None) -> str:
    """What has to be known of the values: the marks on them, and the register's own caveat."""
    texts = {mark.name: mark.text for mark in declaration.marks}
    some = "" if answer.first == answer.last or len(answer.rows) < 2 else "for some of these days: "
    told = [f"{some}{texts[name]}" for name in answer.marks[:2] if name in texts]
    if answer.missing:
        told.append(f"no value is held for {join(list(answer.missing[:3]))}")
    general = book.caveat if book is not None else ""
    general = general or (declaration.caveats[0] if declaration.caveats else "")
    if general:
        told.append(f"{general[:1].lower()}{general[1:]}")
    return "; ".join(told)


def evidence_of(answer: Answer) -> tuple[str, ...]:
    """The rows of the edition that an answer rests on."""
    return tuple(f"row {row}" for row in answer.rows)
