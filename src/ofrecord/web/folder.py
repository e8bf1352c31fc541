"""The site as static files: every page, picture, feed and file of data, with every core.

All of it is made beside its place and then put there file by file, as downloads are
(``ofrecord.export.folder``): an export that is killed leaves every file whole.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ofrecord.errors import OfRecordError
from ofrecord.export.described import Exported
from ofrecord.export.downloads import FORMS, check_address, write_pages
from ofrecord.export.folder import Placed, Waits, put_in_place, staged
from ofrecord.export.register_files import Task, export_register
from ofrecord.export.workers import end_with_parent, results_of
from ofrecord.front import Record, open_record
from ofrecord.web.site import Site
from ofrecord.web.templating import own_files
from ofrecord.web.words import LANGUAGES

_CHUNK = 50
_BETWEEN = 4
"""So many chunks of pages are begun between the data of two registers."""
_OFFERING = "data/"
"""The page that tells the sizes of the files of data, and so is made after them."""
Progress = Callable[[int, int, str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: pages with their pictures, and the files of data and feeds beside them.

    ``size`` is in bytes, of all; ``seconds`` how long all took, by so many processes.
    """

    pages: int
    files: int
    size: int
    workers: int
    seconds: float
    placed: Placed


def write_site(
    record: Record,
    folder: Path,
    address: str = "",
    *,
    workers: int = 0,
    progress: Progress = lambda *_: None,
    waits: Waits = lambda: None,
) -> Written:
    """Writes the whole site of a record below ``folder``, with its feeds and files of data.

    ``address`` is where the folder will stand. Without ``workers`` all cores work. What an earlier
    export wrote and this one does not is taken away; what no export wrote is left as it is.
    ``waits`` is called where another export into the folder has to end first.
    ``BadRequest`` where the folder is in the home of records.
    """
    check_address(address)
    began = time.monotonic()
    workers = workers or os.cpu_count() or 1
    with staged(folder, record.home, waits) as stage:
        site = Site(record, address, static=True)
        pages = _write_all(site, stage, workers, progress)
        made = [path.stat().st_size for path in stage.rglob("*") if path.is_file()]
        placed = put_in_place(stage, folder, record.home)
    return Written(
        pages=pages,
        files=len(made) - pages,
        size=sum(made),
        workers=workers,
        seconds=time.monotonic() - began,
        placed=placed,
    )


def _write_all(site: Site, stage: Path, workers: int, progress: Progress) -> int:
    """Makes every file; answers how many of them are pages and pictures."""
    late = {f"{'' if name == 'en' else f'/{name}'}/{_OFFERING}" for name in LANGUAGES}
    addresses = [address for address in site.addresses() if address not in late]
    total = len(addresses) + len(late)
    exported: dict[str, Exported] = {}
    done = 0
    with closing(_work(site, stage, addresses, workers)) as work:
        for one, count in work:
            done += count
            if one:
                exported[one.name] = one
            progress(done, total, "")
    site.sources.downloads = [exported[name] for name in site.sources.record]
    write_pages(stage, site.sources.downloads, site.address, FORMS)
    _write_pages(site, stage, sorted(late))
    _write_pages(site, stage, site.alone)
    for name, (_, data) in own_files().items():
        _write(stage / "static" / name, data)
    _write(stage / "404.html", site.page("/404/").body)
    progress(total, total, "")
    return total


def _work(
    site: Site, stage: Path, addresses: Sequence[str], workers: int
) -> Generator[tuple[Exported | None, int]]:
    """Writes files of data and pages; tells each register, and how many pages, once it is done."""
    home = site.sources.record.home
    tasks = [
        Task(
            register=name,
            home=str(home),
            stage=str(stage),
            forms=FORMS,
            address=site.address,
            pages=site.address,
        )
        for name in site.sources.record
    ]
    chunks = [addresses[at : at + _CHUNK] for at in range(0, len(addresses), _CHUNK)]
    if workers == 1:
        yield from ((export_register(task), 0) for task in tasks)
        yield from ((None, _write_pages(site, stage, chunk)) for chunk in chunks)
        return
    # A new interpreter a process: what this one holds (threads, open files) is not copied.
    pool = ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_open_site,
        initargs=(home, site.address),
    )
    jobs: list[Callable[[], tuple[Exported | None, int]]] = [
        partial(_write_here, stage, some) for some in chunks
    ]
    for at, task in enumerate(tasks):  # between pages, so that progress goes on meanwhile
        jobs.insert(at * (_BETWEEN + 1) + 1, partial(_export_here, task))
    yield from results_of(pool, jobs)


_here: list[Site] = []
"""The site of this process."""


def _open_site(home: Path, address: str) -> None:
    end_with_parent()
    _here[:] = [Site(open_record(home), address, static=True)]


def _export_here(task: Task) -> tuple[Exported | None, int]:
    return export_register(task), 0


def _write_here(stage: Path, addresses: Sequence[str]) -> tuple[Exported | None, int]:
    return None, _write_pages(_here[0], stage, addresses)


def _write_pages(site: Site, stage: Path, addresses: Sequence[str]) -> int:
    for address in addresses:
        name = address.removeprefix("/")
        path = stage / (f"{name}index.html" if address.endswith("/") else name)
        _write(path, _body(site, address))
    return len(addresses)


def _body(site: Site, address: str) -> bytes:
    page = site.page(address)
    if page.status != 200:
        raise OfRecordError(f"the page {address} could not be made: it answers {page.status}")
    return page.body


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
