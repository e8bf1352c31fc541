"""References to cells (`B7`, `G2:G9`): letters to columns, counted from 0, and back."""

from __future__ import annotations

import re

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")

Area = tuple[int, int, int, int]
"""The first and last row, counted from 1, and the first and last column, counted from 0."""


class _Columns(dict[str, int]):
    def __missing__(self, letters: str) -> int:
        index = 0
        for letter in letters:
            index = index * 26 + ord(letter) - 64
        if len(letters) <= 3:
            self[letters] = index - 1
        return index - 1


COLUMNS = _Columns()
"""From a column's letters to its index, A being 0."""


def column_letters(index: int) -> str:
    """The letters of a column.

    >>> column_letters(0), column_letters(26)
    ('A', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = _LETTERS[letter] + letters
    return letters


def read_area(reference: str) -> Area | None:
    """The rows and columns that a reference covers; ``None`` for what is no reference.

    >>> read_area("G2:H9"), read_area("A0")
    ((2, 9, 6, 7), None)
    """
    match = _RANGE.fullmatch(reference)
    if match is None:
        return None
    left, right = COLUMNS[match[1]], COLUMNS[match[3] or match[1]]
    top, bottom = int(match[2]), int(match[4] or match[2])
    if left > right:
        left, right = right, left
    if top > bottom:
        top, bottom = bottom, top
    return (top, bottom, left, right) if bottom <= MAX_ROWS and right < MAX_COLUMNS else None
