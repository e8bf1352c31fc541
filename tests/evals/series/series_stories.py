"""Stories about series, with their figures marked, and what is made of them.

A file holds several stories, each after a line ``=== DAY`` with its day of publication. A figure is
marked as ``{{its words||what it is read as||the verdict}}``; what it is read as is a measure of
reading, the measure of the register, the comparator and the number, or ``none``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ofrecord.story.claims import Figure, Reading
from ofrecord.story.report import check_page

FOLDER = Path(__file__).parents[2] / "story" / "series_stories"
MARK = re.compile(r"\{\{(.*?)\|\|(.*?)\|\|(.*?)\}\}", re.DOTALL)
FALSE = frozenset({"contradicted", "outdated"})


@dataclass
class Marked:
    """A figure as it is marked, and what was made of it."""

    start: int
    end: int
    text: str
    reading: str
    verdict: str
    wrong: list[str] = field(default_factory=list)
    answered: str = ""


@dataclass
class Told:
    """A story's answers, and the figures that were settled though none is marked."""

    name: str
    marked: list[Marked]
    extra: list[Figure]

    def mistakes(self) -> Iterator[str]:
        """What is wrong, line by line."""
        for mark in self.marked:
            if mark.wrong or mark.answered != mark.verdict:
                told = f"{', '.join(mark.wrong)} {mark.answered}"
                yield f"{mark.text!r} ({mark.reading}, {mark.verdict}): {told}"
        for figure in self.extra:
            yield f"{figure.text!r} is not marked: {figure.reading.measure} {figure.verdict}"


def read_stories(path: Path) -> Iterator[tuple[str, str, str, list[Marked]]]:
    """Each story's name, its day, its text without marks, and its marks."""
    for number, part in enumerate(path.read_text("utf-8").split("=== ")[1:], start=1):
        day, _, raw = part.partition("\n")
        text, place = "", 0
        marks: list[Marked] = []
        raw = raw.strip()
        for match in MARK.finditer(raw):
            text += raw[place : match.start()]
            marks.append(Marked(len(text), len(text) + len(match[1]), *match.groups()))
            text += match[1]
            place = match.end()
        yield f"{path.stem}-{number}", day.strip(), text + raw[place:], marks


def answer(name: str, day: str, text: str, marks: list[Marked], registers: Mapping) -> Told:
    """A story read and settled, held against its marks."""
    figures = check_page(text, registers, published=day).figures
    used: set[str] = set()
    for mark in marks:
        near = [f for f in figures if f.start < mark.end and mark.start < f.end]
        used.update(figure.id for figure in near)
        if not near:
            mark.wrong = ["not found"]
            continue
        best = min(near, key=lambda f: (len(differences(mark.reading, f.reading)), f.start))
        mark.wrong = differences(mark.reading, best.reading)
        mark.answered = str(best.verdict)
    extra = [f for f in figures if f.id not in used and f.reading.measure != "none"]
    return Told(name, marks, extra)


def differences(told: str, reading: Reading) -> list[str]:
    """In what a reading is not the one that is marked."""
    measure, *rest = told.split()
    if reading.measure != measure:
        return [f"measure {reading.measure} {reading.scope.series} {reading.reason}"]
    if measure == "none":
        return []
    series, comparator, value = rest
    wrong = [f"series {reading.scope.series}"] if reading.scope.series != series else []
    wrong += [f"comparator {reading.comparator}"] if reading.comparator != comparator else []
    if abs(float(reading.value) - float(value)) > 1e-6:
        wrong.append(f"value {reading.value}")
    return wrong


def figures(stories: Sequence[Told]) -> dict[str, float]:
    """The shares found, read and settled right, and how many figures are falsely called false."""
    marks = [mark for story in stories for mark in story.marked]
    extra = sum(len(story.extra) for story in stories)
    found = sum(bool(mark.answered) for mark in marks)
    return {
        "finding_recall": round(found / len(marks), 3),
        "finding_precision": round(found / (found + extra), 3),
        "readings_right": round(sum(not mark.wrong for mark in marks) / len(marks), 3),
        "verdicts_right": round(sum(m.answered == m.verdict for m in marks) / len(marks), 3),
        "not_falsely_false": round(
            sum(m.verdict in FALSE or m.answered not in FALSE for m in marks) / len(marks), 3
        ),
    }
