"""The table of distinct printed rows, and editions as runs over it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import cast

from ofrecord.read.cells import Row, join_row

_NEW = -1


class Facts:
    """Every distinct printed row once, in the order of first printing. Row 0 is the blank row.

    >>> facts = Facts()
    >>> facts.index(("ALABAMA", "Bibb County Sheriff's Office")), facts.index(())
    (1, 0)
    """

    def __init__(self, rows: Iterable[Row] = ((),)) -> None:
        self.rows: list[Row] = list(rows)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {join_row(row): number for number, row in enumerate(self.rows)}

    def index(self, row: Row) -> int:
        """The number of a row, which is added where it is new."""
        return self._number(join_row(row), row)

    def _number(self, line: str, row: Row) -> int:
        number = self._index.get(line)
        if number is None:
            number = self._index[line] = len(self.rows)
            self.rows.append(row)
        return number

    def index_all(self, rows: Sequence[Row], lines: Sequence[str] = ()) -> tuple[int, ...]:
        """The numbers of rows, in their order; those that are new are added.

        ``lines`` are the rows as ``join_row`` gives them, where they are known already.

        >>> Facts().index_all([("b",), (), ("b",)])
        (1, 0, 1)
        """
        lines = lines or list(map(join_row, rows))
        numbers = list(map(self._index.get, lines))
        if None in numbers:
            return tuple(
                [
                    self._number(lines[at], rows[at]) if number is None else number
                    for at, number in enumerate(numbers)
                ]
            )
        return cast("tuple[int, ...]", tuple(numbers))

    def __len__(self) -> int:
        return len(self.rows)


def encode_runs(before: Sequence[int], now: Sequence[int]) -> tuple[int, ...]:
    """An edition as runs of the one before it and new facts.

    >>> encode_runs((1, 2, 3, 4), (1, 2, 9, 4))
    (0, 2, -1, 9, 3, 1)
    """
    known = len(before)
    # Of a fact that stands twice, the first place: it comes last here, so it is the one that stays.
    places = dict(zip(reversed(before), range(known - 1, -1, -1), strict=True))
    runs: list[int] = []
    at, total, expected = 0, len(now), 0
    while at < total:
        fact = now[at]
        follows = expected < known and before[expected] == fact
        start = expected if follows else places.get(fact)
        if start is None:
            runs += (_NEW, fact)
            at += 1
            continue
        length = _common(before, start, now, at)
        runs += (start, length)
        at += length
        expected = start + length
    return tuple(runs)


def _common(before: Sequence[int], start: int, now: Sequence[int], at: int) -> int:
    """How many facts are the same from two places on, at least one."""
    limit = min(len(now) - at, len(before) - start)
    length, step, growing = 1, 1, True
    while step and length < limit:
        end = min(length + step, limit)
        if before[start + length : start + end] == now[at + length : at + end]:
            length = end
        else:
            growing = False
        step = step * 2 if growing else step // 2
    return length


def decode_runs(before: Sequence[int], runs: Sequence[int]) -> tuple[int, ...]:
    """The edition that runs stand for.

    >>> decode_runs((1, 2, 3, 4), (0, 2, -1, 9, 3, 1))
    (1, 2, 9, 4)
    """
    now: list[int] = []
    for at in range(0, len(runs), 2):
        start, length = runs[at], runs[at + 1]
        if start == _NEW:
            now.append(length)
        else:
            now += before[start : start + length]
    return tuple(now)


def new_facts(runs: Sequence[int]) -> list[int]:
    """The facts that an edition's runs bring in, in their order."""
    return [runs[at + 1] for at in range(0, len(runs), 2) if runs[at] == _NEW]


def sheets_text(sheets: Iterable[Iterable[str]]) -> str:
    r"""Every line of every sheet as one text, parted by characters that no cell can hold.

    A line is a row as ``join_row`` gives it.

    >>> sheets_text([["a\x1db", ""]])
    'a\x1db\n\x1e'
    """
    return "\x1c".join(["\n\x1e".join(lines) for lines in sheets])


def digest_text(text: str) -> str:
    """The sha256 of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_rows(sheets: Iterable[Iterable[Row]]) -> str:
    """The sha256 of every cell of every sheet, in order.

    >>> digest_rows([[("a", "b")]]) == digest_rows([[("a",), ("b",)]])
    False
    """
    return digest_text(sheets_text(map("\x1d".join, rows) for rows in sheets))
