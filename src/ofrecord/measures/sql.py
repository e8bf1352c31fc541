"""Read-only SQL over the documented views of a record (see ``docs/sql.md``).

The views are filled from the open record into a database in memory that can reach neither files nor
the network, and cannot be told to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from ofrecord.errors import BadRequest
from ofrecord.measures.identities import Identities
from ofrecord.model import Edition
from ofrecord.record.editions_view import EditionsView
from ofrecord.record.series_view import SeriesView
from ofrecord.record.view import RecordView

if TYPE_CHECKING:
    import duckdb
    import polars as pl

VIEWS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "editions": (
        "One row an edition.",
        (
            ("register", "VARCHAR"),
            ("list", "VARCHAR"),
            ("edition_id", "VARCHAR"),
            ("published_on", "DATE"),
            ("part", "VARCHAR"),
            ("dated_by", "VARCHAR"),
            ("printed_rows", "INTEGER"),
            ("edition_number", "INTEGER"),
            ("flags", "VARCHAR"),
        ),
    ),
    "captures": (
        "One row a capture.",
        (
            ("register", "VARCHAR"),
            ("edition_id", "VARCHAR"),
            ("sha256", "VARCHAR"),
            ("file", "VARCHAR"),
            ("url", "VARCHAR"),
            ("captured_at", "VARCHAR"),
        ),
    ),
    "windows": (
        (
            "One row for each run of editions (first_edition to last_edition, by edition_number) "
            "in which a list prints an entry one way. Join it to editions for the list of a day."
        ),
        (
            ("register", "VARCHAR"),
            ("list", "VARCHAR"),
            ("agreement_id", "VARCHAR"),
            ("agency_id", "VARCHAR"),
            ("agency", "VARCHAR"),
            ("state", "VARCHAR"),
            ("county", "VARCHAR"),
            ("county_fips", "VARCHAR"),
            ("place", "VARCHAR"),
            ("type", "VARCHAR"),
            ("model", "VARCHAR"),
            ("signed", "DATE"),
            ("moa_url", "VARCHAR"),
            ("addendum_url", "VARCHAR"),
            ("first_edition", "INTEGER"),
            ("last_edition", "INTEGER"),
            ("first_day", "DATE"),
            ("last_day", "DATE"),
        ),
    ),
    "agreements": (
        "One row an agreement, and one an application that was never signed.",
        (
            ("register", "VARCHAR"),
            ("agreement_id", "VARCHAR"),
            ("agency_id", "VARCHAR"),
            ("agency", "VARCHAR"),
            ("state", "VARCHAR"),
            ("county", "VARCHAR"),
            ("county_fips", "VARCHAR"),
            ("type", "VARCHAR"),
            ("model", "VARCHAR"),
            ("signed", "DATE"),
            ("first_listed", "DATE"),
            ("last_listed", "DATE"),
            ("removed_by", "DATE"),
            ("status", "VARCHAR"),
            ("superseded_by", "VARCHAR"),
            ("pending_since", "DATE"),
            ("pending_until", "DATE"),
            ("days_pending", "INTEGER"),
        ),
    ),
    "agencies": (
        "One row an agency.",
        (
            ("register", "VARCHAR"),
            ("agency_id", "VARCHAR"),
            ("agency", "VARCHAR"),
            ("state", "VARCHAR"),
            ("county", "VARCHAR"),
            ("county_fips", "VARCHAR"),
            ("place", "VARCHAR"),
            ("type", "VARCHAR"),
            ("first_listed", "DATE"),
            ("last_listed", "DATE"),
        ),
    ),
    "changes": (
        "One row a change.",
        (
            ("register", "VARCHAR"),
            ("day", "DATE"),
            ("edition_id", "VARCHAR"),
            ("list", "VARCHAR"),
            ("kind", "VARCHAR"),
            ("agreement_id", "VARCHAR"),
            ("agency_id", "VARCHAR"),
            ("agency", "VARCHAR"),
            ("state", "VARCHAR"),
            ("county", "VARCHAR"),
            ("model", "VARCHAR"),
            ("before", "VARCHAR"),
            ("after", "VARCHAR"),
        ),
    ),
    "series_values": (
        (
            "One row for each value that an edition of a series gives: a measure, a day. Join it "
            "to editions for what was known on a day."
        ),
        (
            ("register", "VARCHAR"),
            ("list", "VARCHAR"),
            ("edition_id", "VARCHAR"),
            ("published_on", "DATE"),
            ("measure", "VARCHAR"),
            ("observed_on", "DATE"),
            ("value", "BIGINT"),
            ("marks", "VARCHAR"),
        ),
    ),
}
"""The views: what each holds, and its columns with their types."""


class Queried(Protocol):
    """A register that can be queried."""

    name: str

    @property
    def view(self) -> EditionsView[Any, Any]:
        """The record, opened."""

    def editions(self) -> list[Edition]:
        """Every edition."""


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
        for register in registers:
            for name, rows in _rows(register, query).items():
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


def _fill(
    connection: duckdb.DuckDBPyConnection, name: str, rows: Sequence[tuple[object, ...]]
) -> None:
    if not rows:
        return
    # Column by column through one prepared list parameter: much faster than row by row.
    columns = [column for column, _ in VIEWS[name][1]]
    parts = ", ".join(f"unnest(${number})" for number in range(1, len(columns) + 1))
    values = [list(column) for column in zip(*rows, strict=True)]
    connection.execute(f"INSERT INTO {name} SELECT {parts}", values)


def _rows(register: Queried, query: str) -> dict[str, Sequence[tuple[object, ...]]]:
    """The rows of every view; of the values of series only where the query names them."""
    found: dict[str, Sequence[tuple[object, ...]]] = {}
    view = register.view
    if isinstance(view, RecordView):
        found |= _rows_of_lists(register.name, view)
    elif isinstance(view, SeriesView) and "series_values" in query.casefold():
        found["series_values"] = list(_values(register.name, view))
    return found | _rows_of_editions(register)


def _rows_of_lists(name: str, view: RecordView) -> dict[str, Sequence[tuple[object, ...]]]:
    identities = Identities(view)
    plain: dict[str, Sequence[object]] = {
        "agreements": [
            identities.agreement(n) for n in range(len(view.stored.identity.agreements))
        ],
        "agencies": [identities.agency(n) for n in range(len(view.stored.identity.agencies))],
        "changes": identities.changes,
    }
    found: dict[str, Sequence[tuple[object, ...]]] = {
        kind: [
            (name, *(getattr(value, column) for column, _ in VIEWS[kind][1][1:]))
            for value in values
        ]
        for kind, values in plain.items()
    }
    return found | {"windows": list(_windows(name, view))}


def _values(name: str, view: SeriesView) -> Iterator[tuple[object, ...]]:
    for edition in view.history:
        head = name, edition.table.list, edition.edition_id, edition.first.published_on
        for measure, values in view.values(edition).measures.items():
            for one in values.observations:
                yield (*head, measure, one.day, one.value, ", ".join(one.marks))


def _rows_of_editions(register: Queried) -> dict[str, Sequence[tuple[object, ...]]]:
    found: dict[str, Sequence[tuple[object, ...]]] = {}
    editions = register.editions()
    numbers: dict[str, int] = {}
    rows: list[tuple[object, ...]] = []
    for edition in editions:
        number = numbers.get(edition.list, 0)
        numbers[edition.list] = number + 1
        rows.append(
            (
                register.name,
                edition.list,
                edition.edition_id,
                edition.published_on,
                edition.part,
                edition.dated_by,
                edition.printed_rows,
                number,
                "; ".join(edition.flags),
            )
        )
    found["editions"] = rows
    found["captures"] = [
        (register.name, edition.edition_id, c.sha256, c.file, c.url, c.captured_at)
        for edition in editions
        for c in edition.captures
    ]
    return found


def _windows(name: str, view: RecordView) -> Iterator[tuple[object, ...]]:
    identity = view.stored.identity
    for listed in view.lists.values():
        for window in listed.windows:
            clean = listed.cleaned[window.fact]
            yield (
                name,
                listed.name,
                identity.agreements[window.agreement].agreement_id,
                identity.agencies[window.agency].agency_id,
                clean.agency,
                *(
                    value or None
                    for value in (
                        clean.state,
                        clean.county,
                        clean.county_fips,
                        clean.place,
                        clean.type,
                        clean.model,
                        clean.signed,
                        clean.moa_url,
                        clean.addendum_url,
                    )
                ),
                window.first,
                window.last,
                listed.days[window.first],
                listed.days[window.last],
            )
