"""An archive of stories checked: all cores, bounded memory, resumed where it was stopped.

``check_batch`` is the unit of work. It takes pages and texts only and opens the record by itself,
once in each process, so that any engine that maps a function over batches can run it.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from io import BufferedRandom
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import msgspec

from ofrecord.errors import BadRequest, OfRecordError, StoryError
from ofrecord.export.workers import end_with_parent
from ofrecord.front import Record, Register, SeriesRegister
from ofrecord.model import PlainRow
from ofrecord.story.archive import Page, count_pages, read_pages
from ofrecord.story.claims import Story
from ofrecord.story.page import split_page
from ofrecord.story.plain import report_to_plain
from ofrecord.story.report import check_stories

Progress = Callable[[int, int, str], None]

_PAGES, _LETTERS = 32, 400_000
"""A batch has at most so many pages, and is full with so many letters or bytes."""
_FEW = 64
"""An archive of so few pages is checked here: other processes would start for longer than that."""
_AHEAD = 3
"""Batches that each worker may be ahead of what is written."""


@dataclass(slots=True)
class ArchiveReport:
    """What was done with an archive. ``stories`` and ``seconds`` are of this run alone."""

    pages: int = 0
    resumed: int = 0
    failed: int = 0
    stories: int = 0
    seconds: float = 0.0
    workers: int = 1
    figures: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    """The first few pages that could not be checked, and why."""


class _Done(msgspec.Struct):
    """What is read of a line that was written before."""

    id: str
    sha256: str
    summary: dict[str, int] = {}
    error: dict[str, str] | None = None


# One batch --------------------------------------------------------------------------------------


def check_batch(pages: Sequence[Page], home: str = "", published: str = "") -> list[bytes]:
    """One line of JSON for each page: its ``id``, ``sha256``, and its report or ``error``.

    ``home`` is the folder of records; ``published`` the day of pages that give none themselves.
    A page that cannot be checked is told with its reason and stops no other.

    >>> line, = check_batch([Page(id="a", content="ICE had 957 287(g) agreements.",
    ...                           published="2025-09-05")])
    >>> msgspec.json.decode(line)["summary"]["supported"]
    1
    """
    registers = _registers(home)
    return [_check(page, registers, published) for page in pages]


@lru_cache(maxsize=1)
def _registers(home: str) -> Mapping[str, Register | SeriesRegister]:
    record = Record(home or None)
    return record.held()


def _check(page: Page, registers: Mapping[str, Register | SeriesRegister], published: str) -> bytes:
    answer: PlainRow = {"id": page.id, "sha256": page.sha256}
    try:
        answer |= report_to_plain(check_stories(_split(page, published), registers))
    except OfRecordError as error:
        answer["error"] = {"code": error.code, "message": error.message}
    except Exception as error:  # noqa: BLE001  (one page must not stop a hundred thousand others)
        answer["error"] = {"code": "internal", "message": f"{type(error).__name__}: {error}"}
    return msgspec.json.encode(answer) + b"\n"


def _split(page: Page, published: str) -> tuple[Story, ...]:
    if page.problem:
        raise StoryError(page.problem)
    return split_page(page.content, url=page.url, published=page.published or published)


# The whole archive ------------------------------------------------------------------------------


def check_archive(
    source: Path,
    out: Path,
    *,
    home: str = "",
    published: str = "",
    workers: int = 0,
    progress: Progress | None = None,
) -> ArchiveReport:
    """Checks every page of an archive; the results are JSON lines in ``out``, in the pages' order.

    Results are written to a ``.part`` file beside ``out``, which takes its name when all is done. A
    run that was stopped goes on where it was, as long as the record and the options are the same;
    pages that have changed since, and all after them, are checked again. ``workers`` are processes;
    0 is one for each core.
    """
    _check_out(source, out)
    report = ArchiveReport(workers=workers or os.cpu_count() or 1)
    total = count_pages(source)
    if total <= _FEW:
        report.workers = 1
    part = out.with_name(f"{out.name}.{_fingerprint(home, published)}.part")
    with _open_part(part) as file:
        pages = _skip_done(file, read_pages(source), report)
        begun = time.monotonic()
        before = report.pages
        for line in _check_all(_batches(pages), home, published, report.workers):
            file.write(line)
            _count(report, msgspec.json.decode(line, type=_Counted))
            if progress is not None:
                report.seconds = time.monotonic() - begun
                rate = (report.pages - before) / max(report.seconds, 1e-9)
                progress(report.pages, total, f"({rate:,.0f} pages a second)")
        report.seconds = time.monotonic() - begun
        file.flush()
        os.fsync(file.fileno())
    part.replace(out)
    return report


class _Counted(msgspec.Struct):
    """What is counted of a line."""

    id: str
    stories: Sequence[msgspec.Raw] = ()
    summary: dict[str, int] = {}
    error: dict[str, str] | None = None


def _count(report: ArchiveReport, line: _Counted | _Done) -> None:
    report.pages += 1
    if isinstance(line, _Counted):
        report.stories += len(line.stories)
    report.figures.update(line.summary)
    if line.error is not None:
        report.failed += 1
        if len(report.problems) < 5:
            report.problems.append(f"{line.id}: {line.error.get('message', '')}")


def _check_out(source: Path, out: Path) -> None:
    if out.suffix.lower() not in {".jsonl", ".ndjson"}:
        raise BadRequest(
            "results are JSON lines",
            argument="--out",
            given=str(out),
            nearest=str(out.with_suffix(".jsonl")),
        )
    if not out.parent.is_dir():
        raise BadRequest("no such folder", argument="--out", given=str(out.parent))
    if out.exists() and out.resolve() == source.resolve():
        raise BadRequest("the archive itself", argument="--out", given=str(out))


def _fingerprint(home: str, published: str) -> str:
    """What the results depend on besides the pages: other options make another part file."""
    parts = [version("ofrecord"), published]
    for name, register in _registers(home).items():
        history = register.view.history
        parts += [name, str(len(history)), history[-1].edition_id if history else ""]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def _open_part(part: Path) -> BufferedRandom:
    """The part file, for this process alone."""
    file = part.open("r+b" if part.exists() else "x+b")
    try:
        import fcntl
    except ImportError:  # not on Windows; two runs at once are then the user's to avoid
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise BadRequest(
            "another run is writing there", argument="--out", given=str(part)
        ) from None
    return file


def _skip_done(
    file: BufferedRandom, pages: Iterator[Page], report: ArchiveReport
) -> Iterator[Page]:
    """The pages that are still to be checked; the part file is cut after those that are not."""
    kept = 0
    for page in pages:
        line = file.readline()
        done = _read_done(line)
        if done is None or (done.id, done.sha256) != (page.id, page.sha256):
            file.seek(kept)
            file.truncate()
            return chain([page], pages)
        kept += len(line)
        report.resumed += 1
        _count(report, done)
    file.seek(kept)
    file.truncate()
    return pages


def _read_done(line: bytes) -> _Done | None:
    if not line.endswith(b"\n"):
        return None
    try:
        return msgspec.json.decode(line, type=_Done)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
    batch: list[Page] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.content)
        if len(batch) >= _PAGES or size >= _LETTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _check_all(
    batches: Iterator[list[Page]], home: str, published: str, workers: int
) -> Iterator[bytes]:
    """The lines of all batches in their order, made by so many processes."""
    if workers == 1:
        for batch in batches:
            yield from check_batch(batch, home, published)
        return
    # Started anew, not forked: a copy of a process with threads can stand still for ever.
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=end_with_parent
    )
    waiting: deque[Future[list[bytes]]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(check_batch, batch, home, published))
            if len(waiting) > workers * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool:
        raise StoryError(
            "a worker process was stopped from outside, perhaps for want of memory",
            reason="stopped",
            hint="Run the same command again: it goes on where it was",
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
