"""Tables as Parquet: typed columns, days as dates, what is not known as null."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ofrecord.front.data import Table

if TYPE_CHECKING:
    import polars as pl


def write_parquet(path: Path, table: Table) -> None:
    """Writes a table; the same rows give the same bytes."""
    to_frame(table).write_parquet(path, compression="zstd", statistics=True)


def to_frame(table: Table) -> pl.DataFrame:
    """A table as a typed polars table."""
    import polars as pl

    kinds: dict[str, pl.DataType | type[pl.DataType]] = {
        "VARCHAR": pl.String,
        "DATE": pl.String,
        "INTEGER": pl.Int32,
        "BIGINT": pl.Int64,
        "BOOLEAN": pl.Boolean,
    }
    schema = {column.name: kinds[column.type] for column in table.columns}
    frame = pl.DataFrame(table.rows, schema=schema, orient="row")
    days = [column.name for column in table.columns if column.type == "DATE"]
    return frame.with_columns(pl.col(name).str.to_date("%Y-%m-%d") for name in days)
