"""Whole stories of our own, each figure marked with the reading and the verdict that are right.

A story's first line is its day. A figure is marked ``{{words||reading||verdict}}``; the
reading names the measure, then the number or fact, the comparator where it is not exact,
``pending``, and the ``states=``, ``models=`` and ``words=`` it is of. What is not marked must
not be settled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ofrecord.story.claims import Comparator, FoundFigure, Reading

_STORIES = Path(__file__).parents[2] / "story"
FOLDER = _STORIES / "stories_of_our_own"
FOLDERS = {"own": FOLDER, "blind": _STORIES / "stories_written_blind"}
"""Stories that the rules were written with, and stories that were written and marked before the
rules were tried on them: of these not all are read rightly, and their marks are as they should be.
"""
MARK = re.compile(r"\{\{(.*?)\|\|(.*?)\|\|(.*?)\}\}")
SCOPED = frozenset({"agreements", "agencies", "counties", "share", "rank", "only"})
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
    extra: list[FoundFigure]

    def mistakes(self) -> Iterator[str]:
        """What is wrong, line by line."""
        for mark in self.marked:
            if mark.wrong or mark.answered != mark.verdict:
                told = f"{', '.join(mark.wrong)} {mark.answered}"
                yield f"{mark.text!r} ({mark.reading}, {mark.verdict}): {told}"
        for figure in self.extra:
            yield f"{figure.text!r} is not marked: {figure.readings[0].measure}"


def read_story(path: Path) -> tuple[str, str, list[Marked]]:
    """A story's day, its text without marks, and its marks."""
    day, _, raw = path.read_text("utf-8").partition("\n")
    text, place = "", 0
    marks: list[Marked] = []
    for match in MARK.finditer(raw):
        text += raw[place : match.start()]
        marks.append(Marked(len(text), len(text) + len(match[1]), *match.groups()))
        text += match[1]
        place = match.end()
    return day, text + raw[place:], marks


def answer(path: Path, finder, settler) -> Told:
    """A story read and settled, held against its marks."""
    day, text, marks = read_story(path)
    found = finder.find(text, day)
    used: set[int] = set()
    for mark in marks:
        near = [n for n, f in enumerate(found) if f.start < mark.end and mark.start < f.end]
        used.update(near)
        if not near:
            mark.wrong = ["not found"]
            continue
        best = min(near, key=lambda n: len(differences(mark.reading, found[n].readings[0])))
        mark.wrong = differences(mark.reading, found[best].readings[0])
        mark.answered = settler.settle(found[best], day)
    extra = [f for n, f in enumerate(found) if n not in used and f.readings[0].measure != "none"]
    return Told(path.stem, marks, extra)


def differences(told: str, reading: Reading) -> list[str]:
    """In what a reading is not the one that is marked."""
    measure, *parts = told.split()
    if reading.measure != measure:
        return [f"measure {reading.measure}"]
    wanted = dict(part.split("=", 1) for part in parts if "=" in part)
    rest = [part for part in parts if "=" not in part and part != "pending"]
    comparator = next((part for part in rest if part in set(Comparator)), None)
    values = [part for part in rest if part != comparator]
    wrong = [f"value {reading.value}"] if values and not _same(values[0], reading.value) else []
    if comparator is not None and reading.comparator != comparator:
        wrong.append(f"comparator {reading.comparator}")
    if measure in SCOPED:
        wrong += [
            f"{name} {getattr(reading.scope, name)}"
            for name in ("states", "models", "words")
            if set(getattr(reading.scope, name))
            != set(filter(None, wanted.get(name, "").split(",")))
        ]
        if reading.scope.pending != ("pending" in parts):
            wrong.append(f"pending {reading.scope.pending}")
    return wrong


def _same(told: str, value: float | str) -> bool:
    if isinstance(value, str):
        return value.startswith(told)
    return abs(float(told) - value) < 0.5


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
