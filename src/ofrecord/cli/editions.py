"""``ofrecord editions``, ``reproduce``, ``verify`` and ``sql``: the editions and the proof."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ofrecord.cli.opening import (
    Filled,
    add_command,
    add_list,
    open_any,
    open_record,
    say_bundled,
    say_where,
)
from ofrecord.cli.output import (
    Progress,
    add_format,
    number_of,
    print_csv,
    print_json,
    print_rows,
    print_table,
)
from ofrecord.model import Edition, Plain, PlainRow, field_names, to_rows

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.front import Register, SeriesRegister
    from ofrecord.record.checking import Verification

_EDITION = (
    "edition_id", "list", "published_on", "part", "dated_by", "printed_rows", "captures", "flags",
)  # fmt: skip


def add_commands(commands: Commands) -> None:
    """Adds the commands."""
    editions = add_command(
        commands,
        "editions",
        "a register's editions with their captures and hashes",
        "ofrecord editions --from 2025-09-01 --to 2025-09-30",
        run_editions,
    )
    add_list(editions)
    editions.add_argument(
        "--from", dest="start", action=Filled, metavar="DAY", help="published on or after"
    )
    editions.add_argument(
        "--to", dest="end", action=Filled, metavar="DAY", help="published on or before"
    )
    editions.add_argument("--rejected", action="store_true", help="captures that were kept aside")
    add_format(editions)
    reproduce = add_command(
        commands,
        "reproduce",
        "an edition's cells as printed, as CSV",
        "ofrecord reproduce EDITION > list.csv",
        run_reproduce,
        "the one that holds the edition",
    )
    reproduce.add_argument(
        "edition", metavar="EDITION", help="an edition_id, or a capture's sha256 or file name"
    )
    reproduce.add_argument("--links", action="store_true", help="further columns with the links")
    verify = add_command(
        commands,
        "verify",
        "prove that every edition reproduces its captures cell for cell",
        "ofrecord verify",
        run_verify,
        "all",
    )
    add_format(verify)
    sql = add_command(
        commands,
        "sql",
        "read-only SQL over the views of the record",
        'ofrecord sql "SELECT state, count(*) FROM agreements GROUP BY state"',
        run_sql,
        "all",
    )
    sql.add_argument("query", metavar="QUERY", help="views: editions, captures, windows, …")
    add_format(sql)


def run_editions(arguments: argparse.Namespace) -> int:
    """Prints editions, or the captures that were kept aside."""
    register = open_any(arguments)
    if arguments.rejected:
        rejected: list[PlainRow] = [
            {
                "file": rejection.file,
                "sha256": rejection.sha256 if rejection.sha256 != rejection.file else None,
                "bytes": rejection.bytes,
                "code": rejection.code,
                "reason": rejection.reason,
                "message": rejection.message,
            }
            for rejection in register.rejections
        ]
        print_rows(rejected, arguments.format, ("file", "bytes", "code", "message"))
        return 0
    editions = register.editions(arguments.list, arguments.start, arguments.end)
    rows = to_rows(editions)
    if arguments.format != "table":
        print_rows(rows, arguments.format, _EDITION, field_names(Edition))
        return 0
    short: list[PlainRow] = [
        {**row, "captures": len(edition.captures), "flags": "; ".join(edition.flags)}
        for row, edition in zip(rows, editions, strict=True)
    ]
    print_rows(short, "table", _EDITION)
    print(number_of(len(rows), "edition"))
    return 0


def run_reproduce(arguments: argparse.Namespace) -> int:
    """Prints an edition's cells."""
    register = _register_of(arguments)
    print_csv((), register.reproduce(arguments.edition, links=arguments.links))
    return 0


def _register_of(arguments: argparse.Namespace) -> Register | SeriesRegister:
    """The register named, or the first one that holds the edition."""
    if arguments.register:
        return open_any(arguments)
    record = open_record(arguments)
    names = [*record]
    for name in names:
        if record.register(name).has_edition(arguments.edition):
            return say_where(record, name)
    return say_where(record, names[0])


def run_verify(arguments: argparse.Namespace) -> int:
    """Proves the record; 1 where anything does not agree."""
    found = [register.verify(Progress("verifying")) for register in _to_verify(arguments)]
    if arguments.format == "table":
        for one in found:
            _print_verification(one)
    else:
        rows = to_rows(found)
        for row, one in zip(rows, found, strict=True):
            row["verified"] = one.passed
        if arguments.format == "csv":
            print_rows(rows, "csv", ())
        elif len(rows) == 1:
            print_json(rows[0])
        else:
            print_json(_summed(rows, found))
    return 0 if all(one.passed for one in found) else 1


def _to_verify(arguments: argparse.Namespace) -> list[Register | SeriesRegister]:
    """The register named; else all that the home holds; without any those inside the package."""
    if arguments.register:
        return [open_any(arguments)]
    record = open_record(arguments)
    names = [name for name in record if not record.register(name).bundled] or list(record)
    return [say_where(record, name) for name in names]


def _print_verification(found: Verification) -> None:
    print(
        f"{found.register}: {found.captures:,} captures of {found.editions:,} editions "
        f"reproduced cell for cell ({found.reread:,} of them read again from their bytes); "
        f"{found.rows_accounted:,} rows accounted for"
    )
    for failure in found.failures:
        print(f"FAILED: {failure}")


def _summed(rows: list[PlainRow], found: list[Verification]) -> PlainRow:
    """Several registers in one answer: the sums, and each by itself."""
    return {
        "register": None,
        "editions": sum(one.editions for one in found),
        "captures": sum(one.captures for one in found),
        "reread": sum(one.reread for one in found),
        "rows_accounted": sum(one.rows_accounted for one in found),
        "failures": [failure for one in found for failure in one.failures],
        "verified": all(one.passed for one in found),
        "registers": [*rows],
    }


def run_sql(arguments: argparse.Namespace) -> int:
    """Prints a query's answer."""
    record = open_record(arguments)
    if arguments.register:
        say_where(record, arguments.register)
    else:
        say_bundled(record)
    frame = record.sql(arguments.query, arguments.register or "")
    rows: list[PlainRow] = [
        {name: _value(value) for name, value in row.items()} for row in frame.to_dicts()
    ]
    if arguments.format == "table":
        cells = [["" if cell is None else str(cell) for cell in row.values()] for row in rows]
        print_table(cells, frame.columns, headings=frame.columns)
    else:
        print_rows(rows, arguments.format, frame.columns)
    return 0


def _value(value: object) -> Plain:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    return str(value)
