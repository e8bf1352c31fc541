"""What the reading commands have in common: opening the record, and asking by filters."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from ofrecord.cli.output import say

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (no public name)
    from ofrecord.front import Record, Register, SeriesRegister
    from ofrecord.measures.asked import Asked
    from ofrecord.model import Filters

_FILTERS = ("state", "county", "model", "type", "agency")
Run = Callable[[argparse.Namespace], int]


class Filled(argparse.Action):
    """An option that says something: a blank is refused, and not taken for an option left out."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Sets what was given, or ends the command."""
        if not str(values).strip():
            parser.error(f"{option_string}: it is blank. Leave it out to ask about all")
        setattr(namespace, self.dest, values)


def add_command(
    commands: Commands,
    name: str,
    text: str,
    example: str,
    run: Run,
    otherwise: str = "the first that `ofrecord status` names",
) -> argparse.ArgumentParser:
    """Adds a command that reads one register, or without a name what ``otherwise`` says."""
    parser = commands.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}.", epilog=f"Example: {example}"
    )
    parser.add_argument("--register", metavar="NAME", help=f"the register (else {otherwise})")
    parser.set_defaults(run=run)
    return parser


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Gives a command the filters."""
    add_list(parser)
    parser.add_argument("--state", metavar="S", help="a state, in any usual form")
    parser.add_argument("--county", metavar="C", help='a county ("Oneida, NY") or its FIPS code')
    parser.add_argument("--model", metavar="M", help="a model, under any name in use")
    parser.add_argument("--type", metavar="T", help="a type of agency")
    parser.add_argument("--agency", metavar="TEXT", help="words of the agency's name")


def add_list(parser: argparse.ArgumentParser) -> None:
    """Gives a command the choice of a list."""
    parser.add_argument(
        "--list", default="", action=Filled, metavar="L", help="one of the register's lists"
    )


def read_filters(register: Register, arguments: argparse.Namespace) -> Filters:
    """The filters that the arguments name."""
    named = {name: getattr(arguments, name) for name in _FILTERS}
    asked = {name: text for name, text in named.items() if text is not None}
    return register.filters(**cast("Asked", asked))


def open_record(arguments: argparse.Namespace) -> Record:
    """The record that the arguments name."""
    from ofrecord.front import open_record as open_

    return open_(arguments.home)


def open_any(arguments: argparse.Namespace) -> Register | SeriesRegister:
    """The register that the arguments name, whatever its kind (else the first)."""
    record = open_record(arguments)
    return say_where(record, arguments.register or next(iter(record)))


def open_register(arguments: argparse.Namespace) -> Register:
    """The register of lists that the arguments name (else the first).

    Says so on stderr where it is the one inside the package.
    """
    record = open_record(arguments)
    name = arguments.register or next(iter(record))
    lists = record.lists(name)
    say_where(record, name)
    return lists


def say_bundled(record: Record) -> None:
    """Says on stderr which registers are read from inside the package."""
    bundled = [name for name in record if record.register(name).bundled]
    if len(bundled) == len(list(record)):
        say(f"ofrecord: no record in {record.home}; reading the one inside the package")
    elif bundled:
        say(
            f"ofrecord: no record of {', '.join(bundled)} in {record.home}; reading the one inside "
            "the package"
        )


def say_where(record: Record, name: str) -> Register | SeriesRegister:
    """The register of that name; says so on stderr where it is the bundled one."""
    register = record.register(name)
    if register.bundled:
        say(f"ofrecord: no record of {name} in {record.home}; reading the one inside the package")
    return register


def say_start(register: Register, name: str, day: str) -> None:
    """Says on stderr from which day on a list is held, where an earlier one is asked about."""
    days = register.view.list_view(name).days
    if days and day < days[0]:
        say(f"ofrecord: the first {name} list that is held here is of {days[0]}")


def say_end(register: Register, name: str, day: str) -> None:
    """Says on stderr up to which day a list is held, where a later one is asked about."""
    days = register.view.list_view(name).days
    if days and day > days[-1]:
        say(f"ofrecord: the newest {name} list that is held here is of {days[-1]}")
