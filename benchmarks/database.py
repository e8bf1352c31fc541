"""The same rows in DuckDB, and the same questions put to it as well as we know how."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ofrecord.front import Register

if TYPE_CHECKING:
    import duckdb

Answer = list[tuple]
Ask = Callable[[tuple], Answer]

COUNTS = """
    SELECT state, count(DISTINCT agreement) AS n, count(DISTINCT agency), count(DISTINCT county),
           rank() OVER (ORDER BY n DESC), dense_rank() OVER (ORDER BY n DESC)
    FROM {rows} GROUP BY state ORDER BY n DESC, state"""
LISTS = """
    SELECT state, n, agencies, counties, rank() OVER (ORDER BY n DESC),
           dense_rank() OVER (ORDER BY n DESC)
    FROM (SELECT state, len(list_distinct(list(agreement))) AS n,
                 len(list_distinct(list(agency))) AS agencies,
                 len(list_distinct(list(county))) AS counties
          FROM {rows} GROUP BY state)
    ORDER BY n DESC, state"""
ENTRIES = "entries WHERE edition = (SELECT max(number) FROM editions WHERE list = 0 AND day <= ?)"
WINDOWS = (
    "windows, (SELECT max(number) FROM editions WHERE list = 0 AND day <= ?) AS on_day(number) "
    "WHERE list = 0 AND first <= on_day.number AND last >= on_day.number"
)
CHANGES = """
    SELECT day_text, edition_id, list, kind, agreement_id, agency_id, agency, state, county, model,
           before, after
    FROM changes WHERE day > ? AND day <= ? ORDER BY number"""
HISTORY = """
    SELECT w.list_name, f.day_text, l.day_text, w.printed, w.last - w.first + 1, w.agreement_id,
           f.edition_id, l.edition_id, w.moa_url, w.addendum_url
    FROM windows w
    JOIN editions f ON f.list = w.list AND f.number = w.first
    JOIN editions l ON l.list = w.list AND l.number = w.last
    WHERE w.agency_id = ? ORDER BY f.day_text, w.list_name, l.day_text"""


class Way(NamedTuple):
    """One way of putting a question to DuckDB."""

    name: str
    ask: Ask


def open_database(register: Register, threads: int | None) -> duckdb.DuckDBPyConnection:
    """A database in memory with the record's rows; ``None`` leaves the threads as they are."""
    import duckdb

    connection = duckdb.connect(":memory:")
    if threads:
        connection.execute(f"SET threads = {threads}")
    for table, columns, rows in _tables(register):
        connection.execute(f"CREATE TABLE {table} ({columns})")
        values = [list(column) for column in zip(*rows, strict=True)]
        marks = ", ".join(f"unnest(${number})" for number in range(1, len(values) + 1))
        connection.execute(f"INSERT INTO {table} SELECT {marks}", values)
    connection.execute("CREATE INDEX by_agency ON windows (agency_id)")
    return connection


def _tables(register: Register) -> Iterator[tuple[str, str, list[tuple]]]:
    view = register.view
    identity = view.stored.identity
    yield (
        "editions",
        "list INTEGER, number INTEGER, edition_id VARCHAR, day DATE, day_text VARCHAR",
        [
            (listed.number, number, edition.edition_id, date.fromisoformat(day), day)
            for listed in view.lists.values()
            for number, (edition, day) in enumerate(zip(listed.editions, listed.days, strict=True))
        ],
    )
    members = view.members
    entries, windows = [], []
    for listed in view.lists.values():
        for window in listed.windows:
            clean = listed.cleaned[window.fact]
            printed = view.printed_cells(listed.editions[window.first], window.fact)
            windows.append(
                (
                    *(listed.number, listed.name, window.first, window.last),
                    *(window.agreement, window.agency),
                    identity.agreements[window.agreement].agreement_id,
                    identity.agencies[window.agency].agency_id,
                    *(clean.state, clean.county_fips or None, json.dumps(printed)),
                    *(clean.moa_url or None, clean.addendum_url or None),
                )
            )
    for number in range(len(members.editions)):
        for _, window in members.printed(number):
            clean = members.cleaned[window.fact]
            entries.append(
                (number, window.agreement, window.agency, clean.state, clean.county_fips or None)
            )
    yield (
        "entries",
        "edition INTEGER, agreement INTEGER, agency INTEGER, state VARCHAR, county VARCHAR",
        entries,
    )
    yield (
        "windows",
        (
            "list INTEGER, list_name VARCHAR, first INTEGER, last INTEGER, agreement INTEGER, "
            "agency INTEGER, agreement_id VARCHAR, agency_id VARCHAR, state VARCHAR, "
            "county VARCHAR, printed VARCHAR, moa_url VARCHAR, addendum_url VARCHAR"
        ),
        windows,
    )
    yield (
        "changes",
        (
            "number INTEGER, day DATE, day_text VARCHAR, edition_id VARCHAR, list VARCHAR, "
            "kind VARCHAR, agreement_id VARCHAR, agency_id VARCHAR, agency VARCHAR, state VARCHAR, "
            "county VARCHAR, model VARCHAR, before VARCHAR, after VARCHAR"
        ),
        [
            (number, date.fromisoformat(change["day"]), *change.values())
            for number, change in enumerate(register.changes("1900-01-01", "2999-12-31").to_dicts())
        ],
    )


def ways(connection: duckdb.DuckDBPyConnection, threads: str, queries: dict[str, str]) -> list[Way]:
    """Each query as a prepared statement, its answer fetched as rows or as columns."""
    found = []
    for name, query in queries.items():
        statement = f"{name} {threads}".replace(" ", "_")
        connection.execute(f"PREPARE {statement} AS {query}")
        marks = ", ".join(["'{}'"] * query.count("?"))
        call = f"EXECUTE {statement}({marks})"
        found += [
            Way(
                f"{name}, {threads}, as rows",
                lambda given, call=call: connection.execute(call.format(*given)).fetchall(),
            ),
            Way(
                f"{name}, {threads}, parsed each time, as rows",
                lambda given, query=query: connection.execute(query, given).fetchall(),
            ),
            Way(
                f"{name}, {threads}, as columns",
                lambda given, call=call: connection.execute(call.format(*given)).fetchnumpy(),
            ),
        ]
    return found


COUNT_QUERIES = {
    f"{table} {how}": query.format(rows=rows).strip()
    for how, query in (("counted distinct", COUNTS), ("by lists", LISTS))
    for table, rows in (("entries", ENTRIES), ("windows", WINDOWS))
}
CHANGE_QUERIES = {"changes": CHANGES.strip()}
HISTORY_QUERIES = {"windows of an agency": HISTORY.strip()}
