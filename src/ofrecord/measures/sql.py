"""Read-only SQL over the documented views of a record (see ``docs/sql.md``).

The views are filled from the open record into a database in memory that can reach neither files nor
the network, and cannot be told to.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ofrecord.errors import BadRequest
from ofrecord.measures.dictionary import VIEWS
from ofrecord.measures.tables import Queried, Rows, rows_of

if TYPE_CHECKING:
    import duckdb
    import polars as pl


def run_query(registers: Iterable[Queried], query: str) -> pl.DataFrame:
    """The answer to a query, as a table; ``BadRequest`` with the database's reason otherwise.

    >>> import ofrecord
    >>> record = ofrecord.open()
    >>> record.sql("SELECT count(*) AS n FROM agreements WHERE status = 'active'").item() > 1000
    True
    """
    import duckdb
    import polars as pl

    connection = duckdb.connect(":memory:")
    try:
        for name, (_, columns) in VIEWS.items():
            described = ", ".join(f'"{column}" {kind}' for column, kind in columns)
            connection.execute(f"CREATE TABLE {name} ({described})")
        values = "series_values" in query.casefold()
        for register in registers:
            for name, rows in rows_of(register, values=values).items():
                _fill(connection, name, rows)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        # The engine itself refuses to write, even where a write hides in a query's WITH.
        connection.execute("BEGIN TRANSACTION READ ONLY")
        answer = connection.execute(_one_question(connection, query))
        names = _distinct(column[0] for column in answer.description or ())
        rows = answer.fetchall()
    except duckdb.Error as error:
        raise _bad(f"the query failed: {error}") from None
    finally:
        connection.close()
    return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)


def _one_question(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """The query, where it is one statement and asks; ``BadRequest`` where it is not."""
    from duckdb import StatementType

    if not query.isprintable() and any(0xD800 <= ord(letter) <= 0xDFFF for letter in query):
        raise _bad("the query is not text in UTF-8")
    statements = connection.extract_statements(query)
    if len(statements) != 1:
        raise _bad(f"one statement is answered, not {len(statements)}")
    asking = (StatementType.SELECT, StatementType.EXPLAIN, StatementType.MULTI)  # MULTI: PIVOT
    if statements[0].type not in asking:
        raise _bad(f"only questions (SELECT) are answered, not {statements[0].type.name}")
    return query


def _distinct(names: Iterable[str]) -> list[str]:
    """Names of columns, told apart where a query gives several the same.

    >>> _distinct(["state", "n", "state"])
    ['state', 'n', 'state_1']
    """
    found: dict[str, None] = {}
    for name in names:
        number, free = 0, name
        while free in found:
            number += 1
            free = f"{name}_{number}"
        found[free] = None
    return list(found)


def _bad(message: str) -> BadRequest:
    return BadRequest(message, argument="QUERY", hint=f"Views: {', '.join(VIEWS)}")


def _fill(connection: duckdb.DuckDBPyConnection, name: str, rows: Rows) -> None:
    import polars as pl

    if not rows:
        return
    columns = [column for column, _ in VIEWS[name][1]]
    frame = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    known = frame.with_columns(pl.col(pl.Null).cast(pl.String))
    connection.from_arrow(_Stream(known)).insert_into(name)


@dataclass(frozen=True, slots=True)
class _Stream:
    """A table as an Arrow stream and nothing else: so no library is asked to read it."""

    frame: pl.DataFrame

    def __arrow_c_stream__(self, schema: object = None) -> object:
        return self.frame.__arrow_c_stream__(schema)
