"""``ofrecord check``: the figures in stories, settled against the record."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ofrecord.cli.opening import Filled, open_record
from ofrecord.cli.output import Progress, printable, say
from ofrecord.errors import BadRequest, OfRecordError, StoryError

if TYPE_CHECKING:
    from ofrecord.cli.opening import Commands
    from ofrecord.export.archive import ArchiveReport
    from ofrecord.export.report_text import TextStyle
    from ofrecord.front import Record, Register, SeriesRegister
    from ofrecord.story.claims import Figure, Report, Story

_FORMATS = ("text", "json", "html", "claimreview")
_STDIN = "-"
_WIDEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A page to check, read."""

    name: str
    content: str | bytes
    url: str = ""
    charset: str = ""


def add_commands(commands: Commands) -> None:
    """Adds the command."""
    check = commands.add_parser(
        "check",
        help="check the figures in stories",
        description=(
            "Checks the figures in stories: files of text or HTML, - for what is piped in, or "
            "http(s) addresses. A folder, JSON lines or Parquet of stories is checked into --out."
        ),
        epilog="Example: ofrecord check story.txt --published 2025-09-08",
    )
    check.add_argument(
        "stories", nargs="+", metavar="STORY", help="a file, -, an address, an archive"
    )
    check.add_argument(
        "--published", default="", action=Filled, metavar="DAY", help="the day of publication"
    )
    check.add_argument(
        "--strict", action="store_true", help="exit code 1 where a figure is contradicted"
    )
    check.add_argument("--format", choices=_FORMATS, default="text", help="text unless named")
    check.add_argument("--out", metavar="FILE", type=Path, help="write there instead of stdout")
    check.add_argument(
        "--allow-private",
        action="store_true",
        help="fetch addresses on this machine and in private networks too",
    )
    check.add_argument(
        "--workers", type=int, default=0, metavar="N", help="processes for an archive (all cores)"
    )
    check.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """Checks stories, or an archive of them."""
    from ofrecord.story.archive import is_archive

    blank = next((s for s in arguments.stories if not s.strip()), None)
    if blank is not None:
        raise BadRequest("it is blank", argument="STORY", hint="Name a file, - or an address")
    archives = [s for s in arguments.stories if not _is_address(s) and is_archive(Path(s))]
    if archives:
        return _run_archive(arguments, archives[0])
    record = open_record(arguments)
    registers = record.held()
    for name, register in registers.items():
        if register.bundled:
            say(f"ofrecord: no record of {name} in {record.home}; reading the one in the package")
    reports, code = _check_each(arguments, registers)
    if reports:
        report = _merge(reports)
        _write(_render(report, record, arguments), arguments.out)
        if arguments.strict and report.summary.get("contradicted"):
            code = code or 1
    return code


def _is_address(text: str) -> bool:
    from ofrecord.acquire.address import is_address

    return is_address(text)


def _check_each(
    arguments: argparse.Namespace, registers: Mapping[str, Register | SeriesRegister]
) -> tuple[list[Report], int]:
    """The report of each page that could be checked, and the exit code of those that could not."""
    from ofrecord.story.page import split_page
    from ofrecord.story.report import check_stories

    reports: list[Report] = []
    code = 0
    for given in arguments.stories:
        try:
            source = _read(given, allow_private=arguments.allow_private)
            stories = split_page(
                source.content,
                url=source.url,
                published=arguments.published,
                name=source.name,
                charset=source.charset,
            )
        except OfRecordError as error:
            if len(arguments.stories) == 1 or isinstance(error, BadRequest):
                raise
            say(f"ofrecord: {error}")
            code = max(code, error.exit_code)
            continue
        for story in stories:
            _remark(story, source.name, registers)
        reports.append(check_stories(stories, registers))
    return reports, code


def _read(given: str, *, allow_private: bool) -> _Source:
    from ofrecord.acquire.address import fetch_address, is_address
    from ofrecord.story.archive import read_page
    from ofrecord.story.page_bytes import MAX_PAGE

    if is_address(given):
        page = fetch_address(given, allow_private=allow_private)
        return _Source(name=page.url, content=page.content, url=page.url, charset=page.charset)
    if given == _STDIN:
        return _Source(name="stdin", content=sys.stdin.buffer.read(MAX_PAGE + 1))
    path = Path(given)
    if not path.exists():
        looks_like_one = given.lower().startswith("www.") or "://" in given
        raise BadRequest(
            "no such file",
            argument="STORY",
            given=given,
            nearest=f"https://{given}" if looks_like_one and "://" not in given else "",
            hint="" if looks_like_one else "A story is a file, - or an http(s) address",
        )
    try:
        return _Source(name=given, content=read_page(path))
    except StoryError as error:
        raise StoryError(error.message, name=given, reason=error.reason) from None


def _remark(story: Story, name: str, registers: Mapping[str, Register | SeriesRegister]) -> None:
    """Says what the reader has to know of a story's day and language."""
    what = f"ofrecord: {name}"
    if story.title:
        what += f": “{story.title[:60]}”"
    if story.language == "other":
        say(f"{what}: neither English nor Spanish; its figures are not looked for")
        return
    if not story.published:
        say(f"{what}: no day of publication was found. Name it: --published DAY")
        return
    for register in registers.values():
        if register.declaration.kind == "series":
            continue  # its editions tell of days long before their own
        first = register.view.history[0].first.published_on
        if story.published < first:
            say(
                f"{what}: published {story.published}, before the record of {register.name} "
                f"begins ({first})"
            )


def _merge(reports: list[Report]) -> Report:
    """One report of several, their figures counted through."""
    from collections import Counter
    from dataclasses import replace

    from ofrecord.story.claims import Report

    if len(reports) == 1:
        return reports[0]
    stories: list[Story] = []
    figures: list[Figure] = []
    summary: Counter[str] = Counter()
    for report in reports:
        figures += [
            replace(figure, story=figure.story + len(stories), id=f"f{len(figures) + n}")
            for n, figure in enumerate(report.figures, start=1)
        ]
        stories += report.stories
        summary.update(report.summary)
    return Report(stories=tuple(stories), figures=tuple(figures), summary=dict(summary))


# Writing ----------------------------------------------------------------------------------------


def _render(report: Report, record: Record, arguments: argparse.Namespace) -> str:
    today = datetime.now().astimezone().date()
    match arguments.format:
        case "json":
            from ofrecord.story.plain import report_to_plain

            return _json(report_to_plain(report))
        case "claimreview":
            from ofrecord.export.claim_review import claim_reviews

            # It is made to stand inside a page, where "</script>" would end it.
            return _json(claim_reviews(report, today)).replace("<", "\\u003c")
        case "html":
            from ofrecord.export.report_html import render_html
            from ofrecord.export.report_parts import find_evidence

            return render_html(report, find_evidence(record, report), today)
        case _:
            from ofrecord.export.report_parts import find_evidence
            from ofrecord.export.report_text import render_text

            return render_text(report, find_evidence(record, report), _style(arguments.out))


def _json(value: object) -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def _style(out: Path | None) -> TextStyle:
    from ofrecord.export.report_text import TextStyle

    terminal = out is None and sys.stdout.isatty()
    width = shutil.get_terminal_size((_WIDEST, 24)).columns if terminal else _WIDEST
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return TextStyle(
        width=min(width, _WIDEST), colour=terminal and not plain, ascii=out is None and _is_ascii()
    )


def _is_ascii() -> bool:
    """Whether stdout can show no more than ASCII."""
    try:
        "✓✗↺–“”".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise BadRequest(
            f"cannot be written: {error.strerror}", argument="--out", given=str(out)
        ) from None
    say(f"ofrecord: written to {out}")


# Archives ---------------------------------------------------------------------------------------


def _run_archive(arguments: argparse.Namespace, archive: str) -> int:
    if len(arguments.stories) > 1:
        raise BadRequest("an archive is checked by itself", argument="STORY", given=archive)
    if arguments.out is None:
        raise BadRequest(
            "an archive of stories; its results need a file",
            argument="STORY",
            given=archive,
            hint=f"ofrecord check {archive} --out results.jsonl",
        )
    if not Path(archive).exists():
        raise BadRequest("no such file", argument="STORY", given=archive)
    if arguments.workers < 0:
        raise BadRequest(
            "a number of processes", argument="--workers", given=str(arguments.workers)
        )
    from ofrecord.export.archive import check_archive
    from ofrecord.story.page import read_published

    read_published(arguments.published)
    report = check_archive(
        Path(archive),
        arguments.out,
        home=arguments.home or "",
        published=arguments.published,
        workers=arguments.workers,
        progress=Progress("checking"),
    )
    for line in _sum_up_archive(report, arguments.out):
        print(printable(line))
    contradicted = arguments.strict and report.figures["contradicted"]
    return 1 if report.failed or contradicted else 0


def _sum_up_archive(report: ArchiveReport, out: Path) -> Iterator[str]:
    from ofrecord.export.report_parts import sum_up

    fresh = report.pages - report.resumed
    rate = report.stories / report.seconds if report.seconds and report.stories else 0.0
    yield f"{report.pages:,} pages checked into {out}: {sum_up(report.figures)}"
    if report.resumed:
        yield f"{report.resumed:,} of them were checked by an earlier run that was stopped"
    if fresh:
        noun = "process" if report.workers == 1 else "processes"
        yield (
            f"{report.stories:,} stories in {report.seconds:,.1f} s: {rate:,.0f} stories a second "
            f"with {report.workers} {noun}"
        )
    if report.failed:
        yield f"{report.failed:,} pages could not be checked; each says why in {out.name}, such as"
        yield from (f"  {problem}" for problem in report.problems)
