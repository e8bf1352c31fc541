"""The commands that read a record."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ofrecord.cli.output import (
    Progress,
    add_format,
    print_csv,
    print_json,
    print_rows,
    print_table,
    say,
)
from ofrecord.model import Plain, to_plain

if TYPE_CHECKING:
    from ofrecord.front import Record, Register

_Run = Callable[[argparse.Namespace], int]
_Commands = argparse._SubParsersAction  # noqa: SLF001  (argparse names no public type)


def add_commands(commands: _Commands[argparse.ArgumentParser]) -> None:
    """Adds the commands that read."""
    _add_status(commands)
    _add_as_of(commands)
    _add_changes(commands)
    for name in ("agreements", "agencies"):
        _add_identities(commands, name)
    _add_history(commands)
    _add_editions(commands)
    _add_reproduce(commands)
    _add_verify(commands)
    _add_sql(commands)


def _add(
    commands: _Commands[argparse.ArgumentParser], name: str, text: str, example: str, run: _Run
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + ".", epilog=f"Example: {example}"
    )
    parser.add_argument(
        "--register", metavar="NAME", help="the register (the first list, if not given)"
    )
    parser.set_defaults(run=run)
    return parser


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--list", default="", metavar="L", help="the list: participating or pending"
    )
    parser.add_argument("--state", default="", metavar="S", help="a state, in any usual form")
    parser.add_argument(
        "--county", default="", metavar="C", help='a county ("Oneida, NY") or its FIPS'
    )
    parser.add_argument("--model", default="", metavar="M", help="JEM, TFM or WSO, under any name")
    parser.add_argument("--type", default="", metavar="T", help="County, Municipality, State, …")
    parser.add_argument("--agency", default="", metavar="TEXT", help="words of the agency's name")


def _filters(arguments: argparse.Namespace) -> dict[str, str]:
    return {
        name: getattr(arguments, name) for name in ("state", "county", "model", "type", "agency")
    }


def open_record(arguments: argparse.Namespace) -> Record:
    """The record that the arguments name."""
    from ofrecord.front import open_record as open_

    return open_(arguments.home)


def open_register(arguments: argparse.Namespace) -> Register:
    """The register that the arguments name; says so on stderr where it is the bundled one."""
    record = open_record(arguments)
    name = arguments.register or next(iter(record))
    register = record[name]
    if register.bundled:
        say(f"ofrecord: no record of {name} in {record.home}; reading the one inside the package")
    return register


# status -------------------------------------------------------------------------------------------


def _add_status(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "status",
        "what the record holds: registers, lists, editions, captures, days",
        "ofrecord status",
        run_status,
    )
    parser.add_argument(
        "--identity", action="store_true", help="joints by rule, and what is left open"
    )
    parser.add_argument("--notices", action="store_true", help="corrections that no longer apply")
    add_format(parser)


def run_status(arguments: argparse.Namespace) -> int:
    """Prints what the record holds."""
    from ofrecord.measures.standing import describe_identity, describe_register

    if arguments.identity or arguments.notices:
        register = open_register(arguments)
        if arguments.notices:
            notices = [{"notice": notice} for notice in register.stored.identity.notices]
            print_rows(notices, arguments.format, ("notice",))
            return 0
        standing = describe_identity(register.view)
        if arguments.format == "json":
            print_json(to_plain(standing))
            return 0
        rows = [{"what": what, "count": count} for what, count in standing.lines()]
        print_rows(rows, arguments.format, ("what", "count"))
        return 0
    record = open_record(arguments)
    names = [arguments.register] if arguments.register else list(record)
    standings = [describe_register(record[name].view, record[name].home) for name in names]
    bundled = [record[name].bundled for name in names]
    if any(bundled):
        say(f"ofrecord: no record in {record.home}; reading the one inside the package")
    if arguments.format == "json":
        registers: list[Plain] = [to_plain(standing) for standing in standings]
        print_json({"home": str(record.home), "bundled": all(bundled), "registers": registers})
        return 0
    rows: list[dict[str, Plain]] = []
    for standing in standings:
        for listed in standing.lists:
            plain = to_plain(listed)
            assert isinstance(plain, dict)
            rows.append({"register": standing.register, **plain})
    columns = ("register", "list", "editions", "captures", "entries", "first_day", "last_day")
    print_rows(rows, arguments.format, columns)
    if arguments.format == "table":
        for standing in standings:
            print(
                f"{standing.register}: {standing.agreements:,} agreements of "
                f"{standing.agencies:,} agencies, published by {standing.publisher}"
            )
    return 0


# as-of --------------------------------------------------------------------------------------------


def _add_as_of(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "as-of",
        "a list as it stood on a day: counts, groups or rows",
        "ofrecord as-of 2025-09-05 --state NY --rows",
        run_as_of,
    )
    parser.add_argument("day", metavar="DAY", help="a day, such as 2025-09-05")
    _add_filters(parser)
    parser.add_argument("--by", metavar="KEY", help="count by state, county, model, type or agency")
    parser.add_argument("--rows", action="store_true", help="every entry")
    parser.add_argument(
        "--known", metavar="DAY|today", help="take in corrections published by then"
    )
    add_format(parser)


def run_as_of(arguments: argparse.Namespace) -> int:
    """Prints a day's list."""
    register = open_register(arguments)
    day = register.as_of(arguments.day, arguments.list, arguments.known)
    asked = _filters(arguments)
    counts = day.counts(**asked)
    groups = day.groups(arguments.by, **asked) if arguments.by else None
    entries = day.rows(**asked) if arguments.rows else None
    if arguments.format == "json":
        answer: dict[str, Plain] = {
            "register": register.name,
            "list": day.list,
            "day": day.day.isoformat(),
            "known": day.known.isoformat() if day.known else day.day.isoformat(),
            "edition": to_plain(day.edition),
            "counts": to_plain(counts),
            "territories": counts.territories,
            "printed_rows": counts.printed_rows,
        }
        if groups is not None:
            answer["by"] = to_plain(groups)
        if entries is not None:
            answer["rows"] = to_plain(entries)
        print_json(answer)
        return 0
    if arguments.format == "csv":
        _print_as_of_csv(groups, entries, counts)
        return 0
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
        f"{counts.agreements:,} agreements of {counts.agencies:,} agencies in "
        f"{counts.states} states{territories} and {counts.counties:,} counties ({models})"
    )
    for flag in edition.flags:
        print(f"flag: {flag}")
    if groups is not None:
        more = [name for name in ("state", "agency_id") if any(name in g.more for g in groups)]
        names = (arguments.by, *more, "agreements", "agencies", "counties", "rank", "rank_dense")
        print_rows(_plain_rows(groups), "table", names)
    if entries is not None:
        print_rows(
            _plain_rows(entries),
            "table",
            ("row", "state", "agency", "county", "type", "model", "signed", "agreement_id"),
        )
    return 0


def _print_as_of_csv(groups: object, entries: object, counts: object) -> None:
    if isinstance(entries, list):
        print_rows(_plain_rows(entries), "csv", ("row", "agency"))
    elif isinstance(groups, list):
        print_rows(_plain_rows(groups), "csv", ("agreements",))
    else:
        print_rows(_plain_rows([counts]), "csv", ("agreements",))


def _plain_rows(values: Sequence[object]) -> list[dict[str, Plain]]:
    rows = []
    for value in values:
        plain = to_plain(value)
        assert isinstance(plain, dict)
        rows.append(plain)
    return rows


# changes ------------------------------------------------------------------------------------------


def _add_changes(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "changes",
        "what changed after one day, up to and including another",
        "ofrecord changes 2025-08-29 2025-09-05 --kind signed",
        run_changes,
    )
    parser.add_argument("start", metavar="FROM", help="the day after which changes count")
    parser.add_argument("end", metavar="TO", help="the last day whose changes count")
    _add_filters(parser)
    parser.add_argument("--kind", default="", metavar="K", help="signed, removed, redated, …")
    add_format(parser)


def run_changes(arguments: argparse.Namespace) -> int:
    """Prints typed changes."""
    register = open_register(arguments)
    found = register.find_changes(
        arguments.start,
        arguments.end,
        kind=arguments.kind,
        list=arguments.list,
        **_filters(arguments),
    )
    columns = ("day", "list", "kind", "state", "agency", "model", "before", "after")
    print_rows(_plain_rows(found), arguments.format, columns)
    if arguments.format == "table":
        print(f"{len(found):,} changes after {arguments.start}, up to {arguments.end}")
    return 0


# agreements, agencies, history --------------------------------------------------------------------


def _add_identities(commands: _Commands[argparse.ArgumentParser], name: str) -> None:
    parser = _add(
        commands,
        name,
        f"the {name}, each with its lasting id",
        f"ofrecord {name} --state NY --status active",
        run_agreements if name == "agreements" else run_agencies,
    )
    _add_filters(parser)
    parser.add_argument(
        "--status",
        default="all",
        metavar="S",
        help="active, superseded, removed or all; pending or dropped for applications",
    )
    add_format(parser)


def run_agreements(arguments: argparse.Namespace) -> int:
    """Prints the agreements that fit."""
    register = open_register(arguments)
    found = register.find_agreements(None, arguments.status, arguments.list, **_filters(arguments))
    columns = (
        "agreement_id",
        "state",
        "agency",
        "county",
        "model",
        "signed",
        "status",
        "first_listed",
    )
    print_rows(_plain_rows(found), arguments.format, columns)
    if arguments.format == "table":
        print(f"{len(found):,} agreements")
    return 0


def run_agencies(arguments: argparse.Namespace) -> int:
    """Prints the agencies that fit."""
    register = open_register(arguments)
    found = register.find_agencies(None, arguments.status, arguments.list, **_filters(arguments))
    columns = ("agency_id", "state", "agency", "county", "type", "active_models", "first_listed")
    print_rows(_plain_rows(found), arguments.format, columns)
    if arguments.format == "table":
        print(f"{len(found):,} agencies")
    return 0


def _add_history(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "history",
        "one agency's or agreement's whole life, with the evidence for each joint",
        "ofrecord history ID",
        run_history,
    )
    parser.add_argument("id", metavar="ID", help="an agency_id or agreement_id")
    add_format(parser)


def run_history(arguments: argparse.Namespace) -> int:
    """Prints the life of an agency or agreement."""
    register = open_register(arguments)
    history = register.history(arguments.id)
    whole = to_plain(history.of)
    assert isinstance(whole, dict)
    windows = _plain_rows(history.windows)
    joints = _plain_rows(history.joined_by)
    if arguments.format == "json":
        if history.kind == "agency":
            whole["held"] = to_plain(history.agreements)
        print_json({"kind": history.kind, **whole, "windows": windows, "joined_by": joints})
        return 0
    columns = ("list", "from", "to", "editions", "printed")
    if arguments.format == "csv":
        print_rows(windows, "csv", columns)
        return 0
    for name, value in whole.items():
        if value not in (None, [], ""):
            print(f"{name.replace('_', ' ')}: {_line(value)}")
    for agreement in history.agreements:
        print(
            f"  {agreement.agreement_id}: {agreement.model}, signed {agreement.signed}, "
            f"listed {agreement.first_listed or 'never'} to {agreement.last_listed or 'never'}, "
            f"{agreement.status}"
        )
    rows = [{**window, "printed": " | ".join(_texts(window["printed"]))} for window in windows]
    print_rows(rows, "table", columns)
    if joints:
        print("Joined by:")
        print_rows(joints, "table", ("day", "rule", "evidence"))
    return 0


def _line(value: Plain) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _texts(value: Plain) -> list[str]:
    return [str(cell) for cell in value.values()] if isinstance(value, dict) else [str(value)]


# editions, reproduce, verify ----------------------------------------------------------------------


def _add_editions(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "editions",
        "editions with their captures and hashes",
        "ofrecord editions --from 2025-09-01 --to 2025-09-30",
        run_editions,
    )
    parser.add_argument(
        "--list", default="", metavar="L", help="the list: participating or pending"
    )
    parser.add_argument("--from", dest="start", metavar="DAY", help="published on or after")
    parser.add_argument("--to", dest="end", metavar="DAY", help="published on or before")
    parser.add_argument("--rejected", action="store_true", help="the captures that were kept aside")
    add_format(parser)


def run_editions(arguments: argparse.Namespace) -> int:
    """Prints editions, or the captures that were kept aside."""
    register = open_register(arguments)
    if arguments.rejected:
        rows: list[dict[str, Plain]] = [
            {
                "file": rejection.file,
                "sha256": rejection.sha256,
                "bytes": rejection.bytes,
                "code": rejection.code,
                "reason": rejection.reason,
                "message": rejection.message,
            }
            for rejection in register.rejections
        ]
        print_rows(rows, arguments.format, ("file", "bytes", "code", "message"))
        return 0
    found = _plain_rows(register.editions(arguments.list, arguments.start, arguments.end))
    if arguments.format == "table":
        rows = [
            {
                **edition,
                "captures": len(edition["captures"] or ()),
                "flags": _line(edition["flags"]),
            }  # type: ignore[arg-type]
            for edition in found
        ]
        columns = (
            "edition_id",
            "list",
            "published_on",
            "part",
            "dated_by",
            "printed_rows",
            "captures",
            "flags",
        )
        print_rows(rows, "table", columns)
        print(f"{len(found):,} editions")
        return 0
    print_rows(found, arguments.format, ("edition_id",))
    return 0


def _add_reproduce(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "reproduce",
        "an edition's cells as printed, as CSV",
        "ofrecord reproduce EDITION > list.csv",
        run_reproduce,
    )
    parser.add_argument(
        "edition", metavar="EDITION", help="an edition_id, or a capture's sha256 or file name"
    )
    parser.add_argument(
        "--links", action="store_true", help="further columns with the links behind cells"
    )


def run_reproduce(arguments: argparse.Namespace) -> int:
    """Prints an edition's cells."""
    register = open_register(arguments)
    print_csv((), register.reproduce(arguments.edition, links=arguments.links))
    return 0


def _add_verify(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "verify",
        "prove that every edition reproduces its captures cell for cell",
        "ofrecord verify",
        run_verify,
    )
    add_format(parser)


def run_verify(arguments: argparse.Namespace) -> int:
    """Proves the record; 1 where anything does not agree."""
    register = open_register(arguments)
    found = register.verify(Progress("verifying"))
    if arguments.format == "table":
        print(
            f"{found.register}: {found.captures:,} captures of {found.editions:,} editions "
            f"reproduced cell for cell ({found.reread:,} of them read again from their bytes); "
            f"{found.rows_accounted:,} rows accounted for"
        )
        for failure in found.failures:
            print(f"FAILED: {failure}")
    else:
        plain = to_plain(found)
        assert isinstance(plain, dict)
        plain["verified"] = found.passed
        print_rows([plain], arguments.format, ()) if arguments.format == "csv" else print_json(
            plain
        )
    return 0 if found.passed else 1


# sql ----------------------------------------------------------------------------------------------


def _add_sql(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _add(
        commands,
        "sql",
        "read-only SQL over the views of the record",
        'ofrecord sql "SELECT state, count(*) FROM agreements GROUP BY state"',
        run_sql,
    )
    parser.add_argument("query", metavar="QUERY")
    add_format(parser)


def run_sql(arguments: argparse.Namespace) -> int:
    """Prints a query's answer."""
    record = open_record(arguments)
    frame = record.sql(arguments.query)
    rows = frame.to_dicts()
    plain = [{name: _sql_value(value) for name, value in row.items()} for row in rows]
    if arguments.format == "table":
        cells = [["" if v is None else str(v) for v in row.values()] for row in plain]
        print_table(cells, frame.columns)
    else:
        print_rows(plain, arguments.format, frame.columns)
    return 0


def _sql_value(value: object) -> Plain:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_sql_value(item) for item in value]
    return str(value)
