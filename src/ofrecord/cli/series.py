"""``ofrecord series``: a series' values by day; and ``as-of`` for a series."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ofrecord.cli.opening import Filled, add_list, open_record, say_where
from ofrecord.cli.output import add_format, number_of, print_json, print_rows, say
from ofrecord.errors import BadRequest
from ofrecord.front.answers import series_answer, series_day_answer
from ofrecord.model import Edition, Measured, PlainRow, Value, field_names, to_rows

if TYPE_CHECKING:
    from datetime import date

    from ofrecord.cli.opening import Commands
    from ofrecord.front import SeriesDay, SeriesRegister
    from ofrecord.measures.series import Answer
    from ofrecord.series import SeriesDeclaration, SeriesMeasure

_VALUE = ("day", "value", "total", "marks", "rows")
_MEASURED = (
    "measure", "value", "printed", "year_to_date", "running_total", "since", "rank", "marks",
)  # fmt: skip
_FILTERS = ("state", "county", "model", "type", "agency", "by")


def add_commands(commands: Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "series",
        help="a series' values by day, as known on a day",
        description=(
            "A series' values by day. Without days all that are held. With --known the newest "
            "edition answers that had been published by then and covers the days; where none had, "
            "the first later one that is held, and the answer says so."
        ),
        epilog=(
            "Example: ofrecord series uk-small-boats --measure people --from 2025-09-01 "
            "--to 2025-09-07"
        ),
    )
    parser.add_argument("name", metavar="REGISTER", help="the series; `ofrecord status` lists them")
    add_list(parser)
    parser.add_argument(
        "--measure",
        default="",
        action=Filled,
        metavar="M",
        help="what is counted (else the first); `ofrecord as-of DAY --register NAME` lists them",
    )
    parser.add_argument("--from", dest="start", action=Filled, metavar="DAY", help="the first day")
    parser.add_argument("--to", dest="end", action=Filled, metavar="DAY", help="the last day")
    parser.add_argument(
        "--known",
        action=Filled,
        metavar="DAY|today",
        help="as known on that day (else by the newest edition)",
    )
    add_format(parser)
    parser.set_defaults(run=run_series)


def run_series(arguments: argparse.Namespace) -> int:
    """Prints the values of a measure by day."""
    record = open_record(arguments)
    register = record.series(arguments.name)
    say_where(record, arguments.name)
    whole, values = register.find_values(
        arguments.measure, arguments.start, arguments.end, arguments.known, arguments.list
    )
    if whole.edition is None:
        raise BadRequest(f"the record of {register.name} holds no edition")
    if whole.later and arguments.format != "table":
        say(f"ofrecord: {_later(whole.known, whole.edition)}")
    _say_days(whole.edition, register.days_of(whole.edition), whole.first, whole.last)
    match arguments.format:
        case "json":
            print_json(series_answer(register, whole, values))
        case "csv":
            print_rows(to_rows(values), "csv", _VALUE, field_names(Value))
        case _:
            _print_values(register, whole, values)
    return 0


def _print_values(register: SeriesRegister, whole: Answer, values: Sequence[Value]) -> None:
    declared, edition = register.declaration, whole.edition
    measure = declared.measure_named(whole.measure)
    _print_edition(register, edition, whole.known if whole.later else "")
    print(f"{measure.title}, {whole.first} to {whole.last}, as known on {whole.known}")
    if measure.cumulative:
        print("value: the running total as printed; total: its growth in the window, day by day")
    else:
        print("value: of the day; total: of the window up to the day")
    rows = to_rows(values)
    for row, value in zip(rows, values, strict=True):
        row["rows"] = ", ".join(map(str, value.rows))
        row["marks"] = ", ".join(value.marks)
    print_rows(rows, "table", _VALUE)
    print(
        f"{number_of(len(values), 'day')} with a value; in the window: {_counted(whole, measure)}"
    )
    if whole.missing:
        print(f"no value for {', '.join(whole.missing)}")
    _print_caveats(declared, [*whole.marks], [*measure.caveats])


def _counted(whole: Answer, measure: SeriesMeasure) -> str:
    if whole.value is None:
        return "not known"
    return f"{int(whole.value):,} {measure.one if whole.value == 1 else measure.many}"


def run_series_day(register: SeriesRegister, arguments: argparse.Namespace) -> int:
    """Prints what a series says of a day."""
    for name in _FILTERS:
        if getattr(arguments, name, None):
            raise BadRequest(
                f"{register.name} is a series of numbers by day: nothing to filter or count by",
                argument=f"--{name}",
                hint=f"Leave it out: ofrecord as-of {arguments.day} --register {register.name}",
            )
    day = register.as_of(arguments.day, arguments.list, arguments.known)
    if day.later and arguments.format != "table":
        say(f"ofrecord: {_later(day.known.isoformat(), day.edition)}")
    asked = day.day.isoformat()
    _say_days(day.edition, register.days_of(day.edition), asked, asked)
    measures = day.measures()
    match arguments.format:
        case "json":
            print_json(series_day_answer(day, with_rows=arguments.rows))
        case "csv":
            print_rows(to_rows(measures), "csv", _MEASURED)
        case _:
            _print_edition(register, day.edition, day.known.isoformat() if day.later else "")
            print(f"{register.declaration.title} on {day.day}, as known on {day.known}")
            if any(measure.cumulative for measure in register.declaration.measures):
                print("value: the growth on the day; printed: the running total as printed")
            rows = to_rows(measures)
            for row, one in zip(rows, measures, strict=True):
                row["marks"] = ", ".join(one.marks)
            print_rows(rows, "table", _MEASURED)
            if all(one.printed is None for one in measures):
                print(f"the edition has no value for {day.day}")
            if arguments.rows:
                _print_rows(day)
            marks = dict.fromkeys(mark for one in measures for mark in one.marks)
            _print_caveats(register.declaration, [*marks], [])
            _print_own_caveats(measures)
    return 0


def _print_rows(day: SeriesDay) -> None:
    """The rows in the columns that are read; JSON has those that are only kept, too."""
    rows: list[PlainRow] = []
    for row in day.rows():
        printed = row["printed"]
        rows.append({"row": row["row"], **(printed if isinstance(printed, dict) else {})})
    print_rows(rows, "table", ["row", *(name for name in day.columns if _is_printed(rows, name))])


def _is_printed(rows: Sequence[PlainRow], name: str) -> bool:
    return any(row.get(name) for row in rows)


def _print_edition(register: SeriesRegister, edition: Edition | None, later_than: str) -> None:
    """The publisher, the document and the edition; ``later_than`` where it was not known then."""
    if edition is None:
        return
    title = register.declaration.list_named(edition.list).title
    print(register.declaration.publisher)
    print(title)
    print(f"edition {edition.edition_id}, published {edition.published_on}")
    if later_than:
        print(f"later edition: {_later(later_than, edition)}")


def _print_caveats(declared: SeriesDeclaration, marks: Sequence[str], more: Sequence[str]) -> None:
    for mark in marks:
        print(f"{mark}: {declared.mark_text(mark)}")
    for caveat in (*declared.caveats, *more):
        print(f"note: {caveat}")


def _print_own_caveats(measures: Sequence[Measured]) -> None:
    """The caveats of single measures, each once, with the measures that it is of."""
    of: dict[str, list[str]] = {}
    for one in measures:
        for caveat in one.caveats if one.printed is not None else ():
            of.setdefault(caveat, []).append(one.measure)
    for caveat, names in of.items():
        print(f"note on {', '.join(names)}: {caveat}")


def _later(known: str, edition: Edition) -> str:
    return (
        f"no edition that was known on {known} reaches these days; the nearest that is held is of "
        f"{edition.published_on}"
    )


def _say_days(
    edition: Edition, held: tuple[date | None, date | None], first: str, last: str
) -> None:
    """Says on stderr which days the edition has, where others are asked about."""
    start, end = held
    if start is None or end is None or (first >= start.isoformat() and last <= end.isoformat()):
        return
    say(f"ofrecord: the edition of {edition.published_on} has the days from {start} to {end}")
