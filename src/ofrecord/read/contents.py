"""Whether the columns of a table hold what their headers say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ofrecord.errors import LayoutError
from ofrecord.read.cells import Row, text_of
from ofrecord.read.workbook import Sheet
from ofrecord.register import Role

Expectations = Mapping[Role, Callable[[str], bool]]
"""What the cells of a column must read as, for the columns of which this can be said."""

FITS = 0.8
"""The share of a column's cells that must read as what its header says."""
DOUBTFUL = 0.5
"""A column in which fewer cells than this fit is not what its header says."""
FEW = 5
"""With fewer rows than this nothing is put right, unless all cells then fit."""
_SAMPLE = 60
_STRAY = 0.05


def check_contents(
    rows: Sequence[Row],
    header: Row,
    roles: dict[Role, int],
    expectations: Expectations,
) -> tuple[dict[Role, int], tuple[str, ...]]:
    """Where each column stands, and a flag where two headers are swapped and were put right.

    Raises ``LayoutError`` for a column that does not hold what it says.
    """
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    doubtful = {
        role
        for role, index in roles.items()
        if role in expectations and _share(sample, index, expectations[role], 1) < DOUBTFUL
    }
    if not doubtful:
        return roles, ()
    least = FITS if len(rows) >= FEW else 1.0
    swaps = list(_find_swaps(sample, roles, doubtful, expectations, least))
    if len(swaps) == 1:
        names = [_shown(header[at]) for role, at in roles.items() if swaps[0][role] != at]
        swapped = " and ".join(f'"{name}"' for name in names)
        return swaps[0], (
            f"the headers {swapped} are swapped; the columns are read by their contents",
        )
    if len(rows) < FEW:
        return roles, ()
    role = min(doubtful, key=lambda r: (_share(sample, roles[r], expectations[r], 1), r))
    name = _shown(header[roles[role]])
    share = _share(sample, roles[role], expectations[role], 1)
    raise LayoutError(
        f'the column "{name}" does not hold what it says: {share:.0%} of its {len(sample)} cells '
        f"looked at read as a {role.value}",
        column=name,
    )


def _shown(cell: str) -> str:
    return " ".join(text_of(cell)[:80].split())


def _find_swaps(
    rows: Sequence[Row],
    roles: dict[Role, int],
    doubtful: set[Role],
    expectations: Expectations,
    least: float,
) -> Iterator[dict[Role, int]]:
    """The ways to exchange two headers after which every column holds what it says."""
    tried: set[frozenset[Role]] = set()
    for one in sorted(doubtful):
        for other, at in roles.items():
            pair = frozenset({one, other})
            if one == other or doubtful - pair or pair in tried:
                continue
            tried.add(pair)
            trial = {**roles, one: at, other: roles[one]}
            if all(
                _share(rows, trial[role], expectations[role], role not in doubtful) >= least
                for role in pair
                if role in expectations
            ):
                yield trial


def _share(rows: Sequence[Row], index: int, fits: Callable[[str], bool], blank: float) -> float:
    """The share of a column's printed cells that fit; ``blank`` where none is printed."""
    cells = [row[index] for row in rows if index < len(row) and text_of(row[index]).strip()]
    return sum(map(fits, cells)) / len(cells) if cells else blank


def flag_strays(sheet: Sheet, entries: Sequence[int], header: Row) -> tuple[str, ...]:
    """Says that cells stand under no header: they are kept as printed.

    Raises ``LayoutError`` where there are many: then the layout is not known.
    """
    width = len(header)
    unnamed = [index for index, cell in enumerate(header) if not text_of(cell).strip()]
    strays = [
        number
        for number in entries
        if len(sheet.rows[number - 1]) > width
        or (unnamed and _is_under(sheet.rows[number - 1], unnamed))
    ]
    if not strays:
        return ()
    if len(strays) > max(FEW, len(entries) * _STRAY):
        raise LayoutError(
            f"sheet {sheet.name!r}: {len(strays):,} rows have cells under no header, first in row "
            f"{strays[0]}",
            column="(no name)",
        )
    return (f"{len(strays)} rows have cells under no header, first row {strays[0]}; they are kept",)


def _is_under(row: Row, unnamed: Sequence[int]) -> bool:
    return any(index < len(row) and text_of(row[index]).strip() for index in unnamed)
