"""``ofrecord agreements``, ``agencies`` and ``history``: the identities."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ofrecord.cli.opening import add_command, add_filters, open_register, read_filters
from ofrecord.cli.output import add_format, number_of, print_json, print_rows
from ofrecord.front.answers import history_answer
from ofrecord.model import Agency, Agreement, Plain, PlainRow, field_names, to_rows

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.front import History

_AGREEMENT = (
    "agreement_id", "state", "agency", "county", "model", "signed", "status", "first_listed",
)  # fmt: skip
_AGENCY = ("agency_id", "state", "agency", "county", "type", "active_models", "first_listed")
_WINDOW = ("list", "from", "to", "editions", "printed")


def add_commands(commands: Commands) -> None:
    """Adds the commands."""
    for name, run in (("agreements", run_agreements), ("agencies", run_agencies)):
        parser = add_command(
            commands,
            name,
            f"the {name}, each with its lasting id",
            f"ofrecord {name} --state NY --status active",
            run,
        )
        add_filters(parser)
        parser.add_argument(
            "--status",
            default="all",
            metavar="S",
            help="active, superseded, removed or all; pending or dropped for applications",
        )
        add_format(parser)
    history = add_command(
        commands,
        "history",
        "one agency's or agreement's whole life, with the evidence for each joint",
        "ofrecord history ID",
        run_history,
    )
    history.add_argument("id", metavar="ID", help="an agency_id or agreement_id")
    add_format(history)


def run_agreements(arguments: argparse.Namespace) -> int:
    """Prints the agreements that fit."""
    register = open_register(arguments)
    filters = read_filters(register, arguments)
    found = register.find_agreements(filters, arguments.status, arguments.list)
    print_rows(to_rows(found), arguments.format, _AGREEMENT, field_names(Agreement))
    if arguments.format == "table":
        what = register.declaration.noun_of(arguments.list or register.members)
        print(number_of(len(found), what))
    return 0


def run_agencies(arguments: argparse.Namespace) -> int:
    """Prints the agencies that fit."""
    register = open_register(arguments)
    filters = read_filters(register, arguments)
    found = register.find_agencies(filters, arguments.status, arguments.list)
    print_rows(to_rows(found), arguments.format, _AGENCY, field_names(Agency))
    if arguments.format == "table":
        print(number_of(len(found), "agency"))
    return 0


def run_history(arguments: argparse.Namespace) -> int:
    """Prints the life of an agency or agreement."""
    history = open_register(arguments).history(arguments.id)
    match arguments.format:
        case "json":
            print_json(history_answer(history))
        case "csv":
            print_rows(to_rows(history.windows), "csv", _WINDOW)
        case _:
            _print_history(history)
    return 0


def _print_history(history: History) -> None:
    (whole,) = to_rows([history.of])
    for name, value in whole.items():
        if value not in (None, [], "") and name != "agreements":
            print(f"{name.replace('_', ' ')}: {_line(value)}")
    for agreement in history.agreements:
        listed = f"listed {agreement.first_listed} to {agreement.last_listed}"
        print(
            f"agreement {agreement.agreement_id}: {agreement.model}, signed {agreement.signed}, "
            f"{listed if agreement.first_listed else 'never listed'}, {agreement.status}"
        )
    rows: list[PlainRow] = [
        {**row, "printed": " | ".join(window.printed.values())}
        for row, window in zip(to_rows(history.windows), history.windows, strict=True)
    ]
    print_rows(rows, "table", _WINDOW)
    if history.joined_by:
        print("Joined by:")
        print_rows(to_rows(history.joined_by), "table", ("day", "rule", "evidence"))


def _line(value: Plain) -> str:
    if not isinstance(value, list):
        return str(value)
    return "; ".join(
        " ".join(f"{key} {part}" for key, part in item.items() if part)
        if isinstance(item, dict)
        else str(item)
        for item in value
    )
