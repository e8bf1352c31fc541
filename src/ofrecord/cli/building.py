"""The commands that write a record."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ofrecord.cli.output import Progress, number_of, path_given, printable, say

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.pipeline import BuildReport


_SHOWN = 5
"""So many of the files that no register knows, or of the editions that are odd, are named."""


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
    build.add_argument(
        "--register",
        metavar="NAME",
        help="the register (else each capture's own, told by its contents)",
    )
    build.set_defaults(run=run_build, collects=False)


def run_build(arguments: argparse.Namespace) -> int:
    """Builds, and says what was done and what was kept aside."""
    from ofrecord.errors import BadRequest
    from ofrecord.home import find_home
    from ofrecord.pipeline import build_records
    from ofrecord.register import register_named, registers

    home = find_home(arguments.home)
    names = [arguments.register] if arguments.register else list(registers())
    declarations = [register_named(name) for name in names]
    built = build_records(home, arguments.folders, declarations, Progress("reading"))
    if not any(report.files for report in built.reports):
        passed = number_of(len(built.passed_over), "file")
        raise BadRequest(
            f"{passed}, but none that a register knows, below"
            if built.passed_over
            else "no captures (.xlsx, .ods, .csv, .json) below",
            argument="FOLDER",
            given=", ".join(str(folder) for folder in arguments.folders),
        )
    code = max([_tell(report, home) for report in built.reports], default=0)
    _tell_passed_over(built.passed_over)
    return code


def _tell(report: BuildReport, home: Path) -> int:
    """Says what was done for one register; answers 1 where anything was kept aside."""
    from ofrecord.register import register_named

    print(f"{report.register}: {_done(report)}")
    captures = number_of(report.captures, "capture")
    print(f"  {number_of(report.editions, 'edition')} of {captures}, in {home}")
    for line in report.odd[:_SHOWN]:
        say(f"look at this: {printable(line)}")
    if len(report.odd) > _SHOWN:
        say(
            f"look at this: {len(report.odd) - _SHOWN:,} more editions have flags. See: ofrecord "
            f"editions --register {report.register}"
        )
    if report.begun and register_named(report.register).shipped.is_file():
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
        say(f"kept aside: {printable(rejection.file)}: {rejection.message}")
    if report.refused:
        say(
            f"{_contents(report)} of {report.files:,} files were kept aside; nothing else was "
            f"lost. See: ofrecord editions --rejected --register {report.register}"
        )
    return 1 if report.refused else 0


def _tell_passed_over(names: Sequence[str]) -> None:
    """Says which files are none of any register's."""
    if not names:
        return
    shown = ", ".join(printable(name) for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    say(f"passed over, as no register knows their columns: {shown}{more}")


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
