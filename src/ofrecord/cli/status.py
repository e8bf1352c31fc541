"""``ofrecord status``: what the record holds."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ofrecord.cli.opening import (
    add_command,
    open_record,
    open_register,
    say_bundled,
    say_where,
)
from ofrecord.cli.output import add_format, print_json, print_rows
from ofrecord.front.answers import standing_answer
from ofrecord.model import PlainRow, to_plain, to_rows

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.front import Register
    from ofrecord.measures.standing import Standing

_COLUMNS = ("register", "list", "editions", "captures", "entries", "first_day", "last_day")


def add_commands(commands: Commands) -> None:
    """Adds the command."""
    parser = add_command(
        commands,
        "status",
        "what the record holds: registers, lists, editions, captures, days",
        "ofrecord status",
        run_status,
        "all",
    )
    parser.add_argument("--identity", action="store_true", help="joints by rule; what is left open")
    parser.add_argument("--notices", action="store_true", help="corrections that no longer apply")
    parser.add_argument("--candidates", action="store_true", help="pairs left for judgement")
    add_format(parser)


def run_status(arguments: argparse.Namespace) -> int:
    """Prints what the record holds."""
    if arguments.notices:
        register = open_register(arguments)
        notices: list[PlainRow] = [{"notice": n} for n in register.stored.identity.notices]
        print_rows(notices, arguments.format, ("notice",))
    elif arguments.candidates:
        candidates = to_rows(open_register(arguments).candidates)
        if arguments.format == "table":
            for row in candidates:  # one agreement that could be two
                row["other"] = "" if row["one"] == row["other"] else row["other"]
        print_rows(candidates, arguments.format, ("kind", "of", "one", "other", "why"))
    elif arguments.identity:
        _print_identity(open_register(arguments), arguments.format)
    else:
        _print_standing(arguments)
    return 0


def _print_identity(register: Register, form: str) -> None:
    from ofrecord.measures.standing import describe_identity

    standing = describe_identity(register.view)
    if form == "json":
        print_json(to_plain(standing))
        return
    rows: list[PlainRow] = [{"what": what, "count": count} for what, count in standing.lines()]
    print_rows(rows, form, ("what", "count"))


def _print_standing(arguments: argparse.Namespace) -> None:
    from ofrecord.measures.standing import describe_register

    record = open_record(arguments)
    names = [arguments.register] if arguments.register else list(record)
    registers = [record.register(name) for name in names]
    if arguments.register:
        say_where(record, arguments.register)
    else:
        say_bundled(record)
    if arguments.format == "json":
        print_json(standing_answer(record, names))
        return
    standings = [describe_register(register.view, register.home) for register in registers]
    rows = [row for standing in standings for row in _list_rows(standing)]
    print_rows(rows, arguments.format, _COLUMNS)
    if arguments.format == "table":
        for standing in standings:
            print(f"{standing.register}: {_held(standing)}, published by {standing.publisher}")
            if standing.last_checked:
                print(f"  last checked {standing.last_checked}")


def _held(standing: Standing) -> str:
    if standing.kind == "series":
        return f"{standing.title}, {standing.entries:,} rows"
    return f"{standing.agreements:,} agreements ever listed, of {standing.agencies:,} agencies"


def _list_rows(standing: Standing) -> list[PlainRow]:
    return [{"register": standing.register, **row} for row in to_rows(standing.lists)]
