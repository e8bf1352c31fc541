"""What is ruled on a reading of a series, and the answer of the record that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ofrecord.measures.series import Answer
from ofrecord.story.claims import Explanation, Verdict
from ofrecord.story.series_question import Question
from ofrecord.story.series_says import answer_words, times_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The answer that a verdict rests on, and what is told besides."""

    verdict: Verdict
    answer: Answer
    found: float | str | None
    told: str
    explanations: tuple[Explanation, ...] = ()


def make_ruling(
    question: Question,
    verdict: Verdict,
    answer: Answer,
    explanations: Sequence[Explanation] = (),
) -> Ruling:
    """A verdict on the number that an answer holds."""
    told = answer_words(
        question.declaration, question.measure, answer, question.book, question.reading
    )
    return Ruling(
        verdict=verdict,
        answer=answer,
        found=answer.value,
        told=told,
        explanations=tuple(explanations),
    )


def no_value(question: Question, answer: Answer) -> str:
    """Why no edition held gives a value."""
    name = question.declaration.name
    last = question.asked.last_day(question.measure.name)
    if last and answer.last > last:
        return f"the record of {name} ends on {last}, so that {answer.last} cannot be checked"
    return f"the record of {name} has no value for {times_words(answer)}"
