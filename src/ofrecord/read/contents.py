"""Whether the columns of a table hold what their headers say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from ofrecord.errors import LayoutError
from ofrecord.read.cells import text_of
from ofrecord.read.entries import STRAY
from ofrecord.read.judged import Fits, Layout
from ofrecord.read.workbook import Sheet
from ofrecord.register import Role

FITS = 0.8
"""The share of a column's cells that must read as what its header says."""
DOUBTFUL = 0.5
"""A column in which fewer cells than this fit is not what its header says."""
FEW = 5
"""With fewer rows than this nothing is put right, unless all cells then fit."""
_SAMPLE = 60
_STRAY = 0.05


def check_contents(
    sheet: Sheet, entries: Sequence[int], lines: Sequence[str], layout: Layout
) -> tuple[dict[Role, int], tuple[str, ...]]:
    """Where each column stands, and a flag where two headers are swapped and were put right.

    ``lines`` are all rows of the sheet as ``join_row`` gives them. Raises ``LayoutError`` for a
    column that does not hold what it says.
    """
    roles, expected = layout.roles, layout.expected
    looked_at = entries[:: max(1, len(entries) // _SAMPLE)]
    sample = [lines[number - 1] for number in looked_at]
    found = zip(*map(layout.fits.__getitem__, sample), strict=True)
    shares = {role: _share(fits, 1) for role, fits in zip(layout.asked, found, strict=False)}
    doubtful = {role for role, share in shares.items() if share < DOUBTFUL}
    if not doubtful:
        return roles, ()
    columns = list(zip_longest(*[sheet.rows[number - 1] for number in looked_at], fillvalue=""))
    least = FITS if len(entries) >= FEW else 1.0
    swaps = list(_find_swaps(columns, roles, doubtful, expected, least))
    if len(swaps) == 1:
        names = [_shown(layout.header[at]) for role, at in roles.items() if swaps[0][role] != at]
        swapped = " and ".join(f'"{name}"' for name in names)
        return swaps[0], (
            f"the headers {swapped} are swapped; the columns are read by their contents",
        )
    if len(entries) < FEW:
        return roles, ()
    role = min(doubtful, key=lambda r: (shares[r], r))
    name = _shown(layout.header[roles[role]])
    raise LayoutError(
        f'the column "{name}" does not hold what it says: {shares[role]:.0%} of its '
        f"{len(looked_at)} cells looked at read as a {role.value}",
        column=name,
    )


def _shown(cell: str) -> str:
    return " ".join(text_of(cell)[:80].split())


def _find_swaps(
    columns: Sequence[Sequence[str]],
    roles: dict[Role, int],
    doubtful: set[Role],
    expected: Mapping[Role, Fits],
    least: float,
) -> Iterator[dict[Role, int]]:
    """The ways to exchange two headers after which every column holds what it says."""

    def share(role: Role, index: int) -> float:
        cells = columns[index] if index < len(columns) else ()
        return _share(list(map(expected[role].__getitem__, cells)), role not in doubtful)

    tried: set[frozenset[Role]] = set()
    for one in sorted(doubtful):
        for other, at in roles.items():
            pair = frozenset({one, other})
            if one == other or doubtful - pair or pair in tried:
                continue
            tried.add(pair)
            trial = {**roles, one: at, other: roles[one]}
            if all(share(role, trial[role]) >= least for role in pair if role in expected):
                yield trial


def _share(fits: Sequence[bool | None], blank: float) -> float:
    """The share of a column's printed cells that fit; ``blank`` where none is printed."""
    fitting, other = fits.count(True), fits.count(False)
    return fitting / (fitting + other) if fitting or other else blank


def flag_strays(
    sheet: Sheet, header: int, entries: Sequence[int], reasons: Sequence[str]
) -> tuple[str, ...]:
    """Says that cells stand under no header: they are kept as printed.

    ``reasons`` are those of the rows below the ``header``. Raises ``LayoutError`` where there are
    many such rows: then the layout is not known.
    """
    if STRAY not in reasons:
        return ()
    strays = [n for n, reason in enumerate(reasons, start=header + 1) if reason == STRAY]
    if len(strays) > max(FEW, len(entries) * _STRAY):
        raise LayoutError(
            f"sheet {sheet.name!r}: {len(strays):,} rows have cells under no header, first in row "
            f"{strays[0]}",
            column="(no name)",
        )
    return (f"{len(strays)} rows have cells under no header, first row {strays[0]}; they are kept",)
