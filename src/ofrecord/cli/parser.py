"""The commands and their arguments."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NoReturn

from ofrecord.cli import (
    building,
    checking,
    day,
    editions,
    exporting,
    identities,
    judging,
    series,
    serving,
    status,
)
from ofrecord.cli.opening import Filled
from ofrecord.cli.output import say
from ofrecord.errors import shorten

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands


class _Parser(argparse.ArgumentParser):
    """Says what was wrong, the nearest that would be right, and where to read more.

    An option is written whole: a new one never changes what a script's shortened one means.
    """

    def __init__(self, **described: Any) -> None:  # noqa: ANN401  (as argparse takes them)
        super().__init__(allow_abbrev=False, **described)
        self.intermixed = False
        """Whether options may stand between words of which one may be left out."""

    def parse_known_args(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        namespace: argparse.Namespace | None = None,
    ) -> tuple[argparse.Namespace, list[str]]:
        """The arguments, and what is left over."""
        if not self.intermixed:
            return super().parse_known_args(args, namespace)
        self.intermixed = False  # what this calls comes back here
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.intermixed = True

    def error(self, message: str) -> NoReturn:
        choice = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        if choice:
            known = re.findall(r"'([^']+)'", choice[2])
            nearest = get_close_matches(choice[1], known, 1, 0.4)
            guess = (
                f' (did you mean "{nearest[0]}"?)' if nearest else f" (one of {', '.join(known)})"
            )
            where = message.split(":", 1)[0].removeprefix("argument ")
            message = f'{where}: unknown "{shorten(choice[1])}"{guess}'
        say(f"{self.prog}: {shorten(message, 1000)}. See: {self.prog} --help")
        raise SystemExit(2)


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command line, with the function that runs them as ``run``."""
    parser = make_parser()
    arguments = parser.parse_args(argv)
    for name, value in vars(arguments).items():
        if value == [] and name != "names":  # what argparse before 3.13 makes of --agency=--
            setattr(arguments, name, "--")
    if not hasattr(arguments, "run"):
        parser.print_help()
        raise SystemExit(0)
    return arguments


def make_parser() -> argparse.ArgumentParser:
    """The whole command line, described."""
    parser = _Parser(
        prog="ofrecord",
        description="The dated public record behind the numbers in the news.",
        epilog="Example: ofrecord as-of 2025-09-05 --by state",
    )
    parser.add_argument("--version", action="version", version=_Version("%(prog)s"))
    parser.add_argument(
        "--home",
        action=Filled,
        metavar="DIR",
        help="the folder of records (otherwise OFRECORD_HOME, otherwise your user data folder)",
    )
    commands: Commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", parser_class=_Parser
    )
    reading = (status, day, series, identities, editions, checking)
    for module in (building, *reading, serving, exporting, judging):
        module.add_commands(commands)
    return parser


class _Version(str):
    """The version, looked up only when argparse puts the program's name in."""

    __slots__ = ()

    def __mod__(self, _: object) -> str:
        from importlib.metadata import version

        return f"ofrecord {version('ofrecord')}"
