"""A text as every finder needs it, made once for all registers: flat, in lower case, as words."""

from __future__ import annotations

from functools import cached_property

from ofrecord.story.sentences import blank_datelines, split_sentences
from ofrecord.story.tokens import flatten, lower

_MARKS = ',.;:()"?!—–…/[]'


class Prepared:
    """A text, flattened, in lower case, without marks, and the words that it holds.

    >>> sorted(Prepared("Nine, all told.").present)
    ['all', 'nine', 'told']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = blank_datelines(flatten(text))
        self.low = lower(self.plain)
        self.spaced = _without_marks(self.low)

    @cached_property
    def present(self) -> frozenset[str]:
        """The words of the text, marks left out."""
        return frozenset(self.spaced.split())

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence begins and ends."""
        return split_sentences(self.text)


def _without_marks(low: str) -> str:
    for mark in _MARKS:
        if mark in low:
            low = low.replace(mark, " ")
    return low
