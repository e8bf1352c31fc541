"""``ofrecord as-of`` and ``ofrecord changes``: a list on a day, and between two days."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ofrecord.cli.opening import (
    Filled,
    add_command,
    add_filters,
    open_any,
    open_register,
    read_filters,
    say_end,
    say_start,
)
from ofrecord.cli.output import add_format, number_of, print_json, print_rows
from ofrecord.cli.series import run_series_day
from ofrecord.dates import parse_day
from ofrecord.front.answers import day_answer
from ofrecord.front.series import SeriesRegister
from ofrecord.model import Change, Counts, Entry, Group, PlainRow, field_names, to_rows

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.front import Day

_ENTRY = ("row", "state", "agency", "county", "type", "model", "signed", "agreement_id")
_GROUP = ("agreements", "agencies", "counties", "rank", "rank_dense")
_CHANGE = ("day", "list", "kind", "state", "agency", "model", "before", "after")


def add_commands(commands: Commands) -> None:
    """Adds the commands."""
    as_of = add_command(
        commands,
        "as-of",
        "a list as it stood on a day: counts, groups or rows; a series' numbers of a day",
        "ofrecord as-of 2025-09-05 --state NY --rows",
        run_as_of,
    )
    as_of.add_argument("day", metavar="DAY", help="a day, such as 2025-09-05")
    add_filters(as_of)
    as_of.add_argument(
        "--by", action=Filled, metavar="KEY", help="count by state, county, model, type or agency"
    )
    as_of.add_argument(
        "--rows", action="store_true", help="every entry; of a series the rows behind its numbers"
    )
    as_of.add_argument(
        "--known",
        metavar="DAY|today",
        help="take in what was published by then (else by the day itself)",
    )
    add_format(as_of)
    changes = add_command(
        commands,
        "changes",
        "what changed on a list after one day, up to and including another",
        "ofrecord changes 2025-08-29 2025-09-05 --kind signed",
        run_changes,
    )
    changes.add_argument("start", metavar="FROM", help="the day after which changes count")
    changes.add_argument("end", metavar="TO", help="the last day whose changes count")
    add_filters(changes)
    changes.add_argument(
        "--kind", default="", action=Filled, metavar="K", help="signed, removed, redated, …"
    )
    add_format(changes)


def run_as_of(arguments: argparse.Namespace) -> int:
    """Prints a day's list, or what a series says of a day."""
    register = open_any(arguments)
    if isinstance(register, SeriesRegister):
        return run_series_day(register, arguments)
    day = register.as_of(arguments.day, arguments.list, arguments.known)
    filters = read_filters(register, arguments)
    say_end(register, day.list, day.day.isoformat())
    counts = day.counts(filters=filters)
    groups = day.groups(arguments.by, filters) if arguments.by else None
    entries = day.rows(filters) if arguments.rows else None
    match arguments.format:
        case "json":
            print_json(day_answer(day, counts, groups, entries))
        case "csv":
            _print_csv(counts, groups, entries, arguments.by)
        case _:
            _print_head(day, counts, register.declaration.noun_of(day.list))
            if groups is not None:
                _print_groups(groups, arguments.by)
            if entries is not None:
                print_rows(to_rows(entries), "table", _ENTRY)
    return 0


def _print_csv(
    counts: Counts, groups: Sequence[Group] | None, entries: Sequence[Entry] | None, key: str
) -> None:
    if entries is not None:
        print_rows(to_rows(entries), "csv", _ENTRY, field_names(Entry))
    elif groups is not None:
        print_rows(to_rows(groups), "csv", (key, *_GROUP))
    else:
        print_rows(to_rows([counts]), "csv", ())


def _print_head(day: Day, counts: Counts, noun: str) -> None:
    edition = day.edition
    part = f" {edition.part}" if edition.part else ""
    print(
        f"{day.list} list of {day.day}: edition {edition.edition_id}, "
        f"published {edition.published_on}{part}, {edition.printed_rows:,} rows printed"
    )
    if day.known:
        print(f"with corrections published by {day.known}")
    territories = f" ({counts.territories} of them territories)" if counts.territories else ""
    models = ", ".join(f"{model} {number:,}" for model, number in counts.by_model.items())
    print(
        f"{number_of(counts.agreements, noun)} of {number_of(counts.agencies, 'agency')} in "
        f"{number_of(counts.states, 'state')}{territories} and "
        f"{number_of(counts.counties, 'county')} ({models})"
    )
    for flag in edition.flags:
        print(f"flag: {flag}")


def _print_groups(groups: Sequence[Group], key: str) -> None:
    more = [name for name in ("state", "agency_id") if any(name in g.more for g in groups)]
    print_rows(to_rows(groups), "table", (key, *more, *_GROUP))


def run_changes(arguments: argparse.Namespace) -> int:
    """Prints typed changes."""
    register = open_register(arguments)
    found = register.find_changes(
        arguments.start,
        arguments.end,
        read_filters(register, arguments),
        kind=arguments.kind,
        list=arguments.list,
    )
    end = parse_day(arguments.end, argument="TO").isoformat()
    say_end(register, arguments.list or register.members, end)
    say_start(register, arguments.list or register.members, end)
    rows = to_rows(found)
    if arguments.format == "table":
        rows = [_with_names(row) for row in rows]
    print_rows(rows, arguments.format, _CHANGE, field_names(Change))
    if arguments.format == "table":
        print(f"{number_of(len(found), 'change')} after {arguments.start}, up to {arguments.end}")
    return 0


def _with_names(row: PlainRow) -> PlainRow:
    """A change for a table: of a document its name, for its address would fill the screen."""
    if not str(row["kind"]).startswith("document"):
        return row
    return row | {
        side: " ".join(address.rpartition("/")[2] for address in str(row[side]).split())
        for side in ("before", "after")
    }
