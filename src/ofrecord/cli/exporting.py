"""The command that writes the record as files for others."""

from __future__ import annotations

import argparse
import time
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from ofrecord.cli.opening import Filled, open_record, say_bundled, say_where
from ofrecord.cli.output import Progress, number_of, path_given, printable, say
from ofrecord.errors import BadRequest

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.export.folder import Placed

PARTS = ("data", "site")
"""What can be exported by itself. Without a part everything is."""
_FORMS = ("csv", "parquet", "json", "geojson", "sqlite", "feeds")
_STOPPED = (
    "the folder holds what it held before or, where files were being put in place, whole ones of "
    "both; the same command can be run again"
)
_SHOWN = 5
"""So many of the files that were left alone are named."""


def add_commands(commands: Commands) -> None:
    """Adds the command."""
    parser = commands.add_parser(
        "export",
        help="the site, data downloads and feeds as files, in a folder",
        description=(
            "Writes the record into a folder for any host of files: the site, and the feeds and "
            "data downloads that its pages lead to. `export data FOLDER` writes the data and feeds "
            "alone; `export site FOLDER` is the whole, as without a part. What an earlier export "
            "wrote is replaced, or taken away where it is no longer made; other files are left."
        ),
        epilog="Example: ofrecord export public/ --address https://example.org/record/",
    )
    parser.add_argument(
        "words",
        nargs="+",
        metavar="[PART] FOLDER",
        type=path_given,
        help=f"the folder, after the part that is wanted ({', '.join(PARTS)}) or by itself: all",
    )
    parser.add_argument(
        "--register",
        action="append",
        metavar="NAME",
        help="of data, a register (else all); may be given several times",
    )
    parser.add_argument(
        "--format",
        action="append",
        choices=_FORMS,
        help="of data, a form (else all); may be given several times",
    )
    parser.add_argument(
        "--address",
        default="",
        action=Filled,
        metavar="URL",
        help="the public address at which the folder will stand, for links that have to be whole",
    )
    parser.intermixed = True  # type: ignore[attr-defined]
    parser.set_defaults(run=run_export, stopped=_STOPPED)


def run_export(arguments: argparse.Namespace) -> int:
    """Writes the folder, and says what was written; 1 where a file of another was in the way."""
    folder = _folder(arguments.words)
    if [str(word) for word in arguments.words[:-1]] == ["data"]:
        return _export_data(arguments, folder)
    return _export_site(arguments, folder)


def _export_data(arguments: argparse.Namespace, folder: Path) -> int:
    from ofrecord.export.described import Form
    from ofrecord.export.downloads import FORMS, export_data

    record = open_record(arguments)
    names = arguments.register or []
    for name in names:
        say_where(record, name)
    if not names:
        say_bundled(record)
    began = time.monotonic()
    report = export_data(
        record,
        folder,
        registers=names,
        forms=[Form(name) for name in arguments.format or FORMS],
        address=arguments.address,
        watch=Progress("exporting"),
        waits=_say_it_waits,
    )
    for one in report.exported:
        size = sum(file.size for file in one.files)
        feeds = f", {number_of(one.feeds, 'feed')} in two forms" if one.feeds else ""
        print(f"{one.name}: {number_of(len(one.files), 'file')}, {size:,} bytes{feeds}")
    print(
        f"{number_of(report.files, 'file')}, {report.size:,} bytes in "
        f"{time.monotonic() - began:.1f} seconds, in {printable(str(folder))}"
    )
    return _tell(report.placed)


def _export_site(arguments: argparse.Namespace, folder: Path) -> int:
    from ofrecord.web.folder import write_site

    for option in ("register", "format"):
        if getattr(arguments, option):
            raise BadRequest(
                "the site is of all registers, with data in every form",
                argument=f"--{option}",
                given=getattr(arguments, option)[0],
                hint=f"ofrecord export data {folder} writes data alone",
            )
    record = open_record(arguments)
    say_bundled(record)
    done = write_site(
        record, folder, arguments.address, progress=Progress("exporting"), waits=_say_it_waits
    )
    print(
        f"{number_of(done.pages, 'page')} and pictures and {number_of(done.files, 'file')} of data "
        f"and feeds, {done.size:,} bytes in {done.seconds:.1f} seconds "
        f"({done.pages / done.seconds:,.0f} pages a second, {number_of(done.workers, 'worker')}), "
        f"in {printable(str(folder))}"
    )
    return _tell(done.placed)


def _say_it_waits() -> None:
    say("another export is writing into this folder; this one waits until it is done")


def _folder(words: list[Path]) -> Path:
    """The folder, after the part where one is named."""
    *parts, folder = words
    if not parts and str(folder) in PARTS:
        raise BadRequest(
            "it says which part, but not into which folder",
            argument="FOLDER",
            given=str(folder),
            hint=f"ofrecord export {folder} FOLDER; a folder of that name is ./{folder}",
        )
    for part in parts[:1]:
        if str(part) not in PARTS:
            raise BadRequest(
                "unknown part",
                argument="PART",
                given=str(part),
                nearest=next(iter(get_close_matches(str(part), PARTS, 1, 0.4)), ""),
                hint=f"Parts: {', '.join(PARTS)}",
            )
    if len(parts) > 1:
        raise BadRequest("one folder is written at a time", argument="FOLDER", given=str(folder))
    return folder


def _tell(placed: Placed) -> int:
    print(
        f"  {len(placed.written):,} written, {len(placed.same):,} were there already, "
        f"{len(placed.removed):,} of an earlier export taken away"
    )
    if placed.others:
        say(f"{number_of(placed.others, 'file')} of others in the folder were left as they are")
    if placed.left:
        shown = ", ".join(map(printable, placed.left[:_SHOWN]))
        more = len(placed.left) - _SHOWN
        say(
            f"not written, as a file that no export wrote stands there: {shown}"
            f"{f' and {more:,} more' if more > 0 else ''}"
        )
    return 1 if placed.left else 0
