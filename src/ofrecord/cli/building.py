"""The commands that write a record."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ofrecord.cli.output import Progress, number_of, path_given, printable, say

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.pipeline import BuildReport


def add_commands(commands: Commands) -> None:
    """Adds the commands that write."""
    build = commands.add_parser(
        "build",
        help="take every capture below folders into the record",
        description=(
            "Takes every capture below the folders into the record. Twice changes nothing. The "
            "first build in an empty home begins a record of its own: the history inside the "
            "package is not copied into it."
        ),
        epilog="Example: ofrecord build captures/",
    )
    build.add_argument(
        "folders",
        nargs="+",
        metavar="FOLDER",
        type=path_given,
        help="a folder of captures, or one capture",
    )
    build.add_argument("--register", metavar="NAME", help="the register that the captures are of")
    build.set_defaults(run=run_build, collects=False)


def run_build(arguments: argparse.Namespace) -> int:
    """Builds, and says what was done and what was kept aside."""
    from ofrecord.errors import BadRequest
    from ofrecord.home import find_home
    from ofrecord.pipeline import build_record
    from ofrecord.register import register_named, registers

    home = find_home(arguments.home)
    names = [arguments.register] if arguments.register else list(registers())
    code = 0
    for name in names:
        report = build_record(home, arguments.folders, register_named(name), Progress("reading"))
        if not report.files:
            raise BadRequest(
                "no captures (.xlsx) below",
                argument="FOLDER",
                given=", ".join(str(folder) for folder in arguments.folders),
            )
        print(f"{report.register}: {_done(report)}")
        captures = number_of(report.captures, "capture")
        print(f"  {number_of(report.editions, 'edition')} of {captures}, in {home}")
        for line in report.odd:
            say(f"look at this: {printable(line)}")
        if report.begun and register_named(name).shipped.is_file():
            say(
                "this record begins with these captures; the history inside the package is no "
                "part of it. See: ofrecord build --help"
            )
        if report.notices:
            say(
                f"{len(report.notices)} corrections and judgements no longer apply to the newest "
                "lists. See: ofrecord status --notices"
            )
        for rejection in report.refused:
            code = 1
            say(f"kept aside: {printable(rejection.file)}: {rejection.message}")
        if report.refused:
            say(
                f"{_contents(report)} of {report.files:,} files were kept aside; "
                "nothing else was lost. See: ofrecord editions --rejected"
            )
    return code


def _done(report: BuildReport) -> str:
    if not report.changed:
        held = report.files - len(report.refused)
        all_or_some = "all " if not report.refused else ""
        return f"nothing changed: {all_or_some}{held:,} files are in the record already"
    return (
        f"{number_of(report.new_captures, 'new capture')} of {number_of(report.files, 'file')}, "
        f"{number_of(report.new_editions, 'new edition')}"
    )


def _contents(report: BuildReport) -> str:
    """How many files were kept aside, and how many they are once the same bytes count once."""
    files, contents = len(report.refused), len({one.sha256 for one in report.refused})
    return f"{files:,}" if files == contents else f"{files:,} ({contents:,} different contents)"
