"""What is found of rows of one layout, remembered: most rows are printed by many editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from ofrecord.read.cells import Row, split_row, text_of
from ofrecord.read.entries import explain_rows
from ofrecord.register import Declaration, Role

_T = TypeVar("_T")
_CELLS, _ROWS, _LAYOUTS = 16_384, 65_536, 32
_LONGEST = 4_096


class Fits(dict[str, bool | None]):
    """Whether cells read as what a column holds: each cell is asked about once, ``None`` is blank.

    >>> fits = Fits(str.isdigit)
    >>> fits["12"], fits["x"], fits[" "]
    (True, False, None)
    """

    def __init__(self, reads: Callable[[str], bool]) -> None:
        super().__init__()
        self._reads = reads

    def __missing__(self, cell: str) -> bool | None:
        if len(self) >= _CELLS:
            self.clear()
        fits = self[cell] = self._reads(cell) if text_of(cell).strip() else None
        return fits


class Judged(dict[str, _T]):
    r"""What is found of rows, by their lines (``join_row``): each row is looked at once.

    >>> Judged(len)["a\x1db"]
    2
    """

    def __init__(self, judge: Callable[[Row], _T]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, line: str) -> _T:
        found = self._judge(split_row(line))
        if len(line) <= _LONGEST:
            if len(self) >= _ROWS:
                self.clear()
            self[line] = found
        return found


class Layout:
    """The header and the columns of a table, with what is found of each of its rows.

    ``reasons`` say why a row is no entry, as ``explain_rows`` has it; ``fits`` whether each cell of
    the columns ``asked`` about is what it should be.
    """

    def __init__(
        self,
        header: Row,
        roles: dict[Role, int],
        declaration: Declaration,
        expected: Mapping[Role, Fits],
    ) -> None:
        self.header, self.roles, self.expected = header, roles, expected
        self.asked = tuple(role for role in roles if role in expected)
        self.reasons = Judged(explain_rows(header, roles, declaration, expected.get(Role.STATE)))
        self._columns = tuple((expected[role], roles[role]) for role in self.asked)
        self.fits = Judged(self._fits)

    def _fits(self, row: Row) -> tuple[bool | None, ...]:
        width = len(row)
        return tuple([fits[row[at]] if at < width else None for fits, at in self._columns])


class Expectations(dict[Role, Fits]):
    """What the cells of a column must read as, for the columns of which this can be said."""

    def __init__(self, expected: Mapping[Role, Callable[[str], bool]]) -> None:
        super().__init__({role: Fits(reads) for role, reads in expected.items()})
        self._layouts: dict[tuple[Row, tuple[tuple[Role, int], ...]], Layout] = {}

    def layout(self, header: Row, roles: dict[Role, int], declaration: Declaration) -> Layout:
        """The layout of a table, with what is known of rows that had the same."""
        key = header, tuple(roles.items())
        found = self._layouts.get(key)
        if found is None:
            if len(self._layouts) >= _LAYOUTS:
                self._layouts.clear()
            found = self._layouts[key] = Layout(header, roles, declaration, self)
        return found
