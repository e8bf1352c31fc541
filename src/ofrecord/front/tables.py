"""Values as tables, one column a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ofrecord.model import Group, to_plain

if TYPE_CHECKING:
    import polars as pl

Columns = dict[str, list[str | int | None]]


def group_frame(groups: Sequence[Group], key: str) -> pl.DataFrame:
    """Counts by a key as a table: the key, agreements, agencies, counties and both ranks."""
    columns: Columns = {key: [group.value or None for group in groups]}
    for name in dict.fromkeys(name for group in groups for name in group.more):
        columns[name] = [group.more.get(name) for group in groups]
    for name in ("agreements", "agencies", "counties"):
        columns[name] = [getattr(group, name) for group in groups]
    for name in ("rank", "rank_dense"):
        columns[name] = [getattr(group, name) or None for group in groups]
    return column_frame(columns, key)


def column_frame(columns: Columns, key: str) -> pl.DataFrame:
    """Counts by a key as a table, from its columns."""
    import polars as pl

    texts = {key, "county_fips", "state", "agency_id"}
    return pl.DataFrame(
        [
            pl.Series(name, column, dtype=pl.String if name in texts else pl.Int64)
            for name, column in columns.items()
        ]
    )


def value_frame(values: Sequence[object], of: type) -> pl.DataFrame:
    """Values as a table, one column a field, in their order; ``of`` is their class."""
    import polars as pl

    rows = [to_plain(value) for value in values]
    if rows:
        return pl.DataFrame(rows, infer_schema_length=None)
    names = [name.rstrip("_") for name in getattr(of, "__dataclass_fields__", {})]
    return pl.DataFrame({name: [] for name in names})
