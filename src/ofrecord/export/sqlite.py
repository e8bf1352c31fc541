"""A register as one SQLite file: typed tables, keys, indexes, search of the names of agencies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ofrecord.front.data import Column, Table
from ofrecord.measures.dictionary import KEYS, Keys

_TYPES = {
    "VARCHAR": "TEXT", "DATE": "TEXT", "INTEGER": "INTEGER", "BIGINT": "INTEGER",
    "BOOLEAN": "INTEGER",
}  # fmt: skip
SEARCHED = {"agencies": ("agency", "spellings"), "agreements": ("agency",)}
"""The columns in whose words one can search, as ``NAME_fts``."""


def write_sqlite(path: Path, tables: Sequence[Table]) -> None:
    """Writes a register's tables into a new file; the same rows give the same bytes."""
    held = [table.name for table in tables]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table in tables:
            connection.execute(create_table(table.name, table.columns, held))
        for table in tables:
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)  # noqa: S608
            for statement in _indexes(table):
                connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("VACUUM")


def create_table(name: str, columns: Sequence[Column], held: Sequence[str]) -> str:
    """The statement that makes a table; its keys lead to those tables that are ``held``."""
    keys = KEYS[name]
    parts = [f'"{column.name}" {_TYPES[column.type]}' for column in columns]
    if keys.primary:
        parts.append(f"PRIMARY KEY ({_names(keys.primary)})")
    for column, other in keys.leads:
        if other in held:
            key = _names(KEYS[other].primary)
            parts.append(f'FOREIGN KEY ("{column}") REFERENCES "{other}" ({key})')
    inside = ",\n  ".join(parts)
    rowid = "" if len(keys.primary) < 2 else ", WITHOUT ROWID"
    return f'CREATE TABLE "{name}" (\n  {inside}\n) STRICT{rowid}'


def _indexes(table: Table) -> Iterator[str]:
    for columns in _indexed(KEYS[table.name]):
        name = "_".join((table.name, *columns))
        yield f'CREATE INDEX "{name}" ON "{table.name}" ({_names(columns)})'
    searched = SEARCHED.get(table.name)
    if searched:
        name, words = table.name, _names(searched)
        # Written just so: Datasette finds what can be searched by these very words.
        yield f'CREATE VIRTUAL TABLE "{name}_fts" USING fts5({words}, content="{name}")'
        yield (
            f'INSERT INTO "{name}_fts" (rowid, {words}) '  # noqa: S608  (names of our own)
            f'SELECT rowid, {words} FROM "{name}"'
        )


def _indexed(keys: Keys) -> Iterator[tuple[str, ...]]:
    sought = [tuple(columns.split(",")) for columns in keys.sought]
    for column, other in keys.leads:
        begins = any(columns[0] == column for columns in (keys.primary, *sought) if columns)
        if other not in {"registers", "lists"} and not begins:
            yield (column,)
    yield from sought


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
