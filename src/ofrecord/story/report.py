"""A page checked: its stories, their figures, each settled against the record of its own day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from ofrecord.story.claims import (
    Figure,
    FoundFigure,
    Measure,
    Outcome,
    Reading,
    Report,
    Story,
    Verdict,
)
from ofrecord.story.dating import date_figures
from ofrecord.story.finding import StoryFinder
from ofrecord.story.ground import AnyRegister
from ofrecord.story.page import split_page
from ofrecord.story.settle import settle_figure


def check_page(
    content: str | bytes,
    registers: Mapping[str, AnyRegister],
    *,
    published: str | date = "",
    url: str = "",
    name: str = "",
) -> Report:
    """Every story of a page, every figure in them, and what the record says of each.

    ``published`` is the stories' day, where it is known; otherwise it is looked for in the page.
    Raises ``StoryError`` for content in which there is no story, ``BadRequest`` for a day of
    publication that is none.

    >>> import ofrecord
    >>> record = ofrecord.open()
    >>> report = check_page(
    ...     "ICE had signed 958 287(g) agreements as of Sept. 5.",
    ...     {"ice-287g": record["ice-287g"]}, published="2025-09-08")
    >>> [(figure.text, str(figure.verdict), figure.found) for figure in report.figures]
    [('958 287(g) agreements', 'contradicted', 957)]
    """
    return check_stories(split_page(content, published=published, url=url, name=name), registers)


def check_stories(stories: Sequence[Story], registers: Mapping[str, AnyRegister]) -> Report:
    """The stories' figures, each settled; a figure of one register is asked of no other."""
    figures: list[Figure] = []
    finder = StoryFinder(register.declaration for register in registers.values())
    for number, story in enumerate(stories):
        # Words are known in English and Spanish only: silence, and said as such, of all others.
        found_here = finder.find(story.text, story.published) if story.language != "other" else []
        of_story = date_figures(found_here, registers, story.published)
        for found in of_story:
            reading, outcome = settle_figure(found, registers, story.published)
            figures.append(_make_figure(len(figures) + 1, number, found, reading, outcome))
    summary = Counter(str(figure.verdict) for figure in figures)
    return Report(
        stories=tuple(stories),
        figures=tuple(figures),
        summary={str(verdict): summary[str(verdict)] for verdict in Verdict},
    )


def _told_too(found: FoundFigure, outcome: Outcome) -> tuple[Reading, ...]:
    """The fallbacks, where a figure is open because of one of them."""
    return found.fallbacks if outcome.verdict is Verdict.AMBIGUOUS else ()


def _make_figure(
    number: int, story: int, found: FoundFigure, reading: Reading, outcome: Outcome
) -> Figure:
    return Figure(
        id=f"f{number}",
        story=story,
        text=found.text,
        start=found.start,
        end=found.end,
        sentence=found.sentence,
        register="" if reading.measure is Measure.NONE else reading.register,
        reading=reading,
        verdict=outcome.verdict,
        found=outcome.found,
        edition=outcome.edition,
        explanations=outcome.explanations,
        evidence=outcome.evidence,
        says=outcome.says,
        other_readings=(*found.readings[1:], *_told_too(found, outcome)),
        later_edition=outcome.later_edition,
    )
