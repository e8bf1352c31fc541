"""The site as static files: every page written by as many processes as there are cores."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from ofrecord.errors import BadRequest
from ofrecord.front import open_record
from ofrecord.web.site import Site
from ofrecord.web.templating import own_files

_CHUNK = 200
_MARK = ".ofrecord-site"
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written: pages, bytes, by how many processes, in how many seconds."""

    pages: int
    size: int
    workers: int
    seconds: float


def write_site(
    home: Path,
    folder: Path,
    address: str = "",
    *,
    workers: int = 0,
    progress: Progress | None = None,
) -> Written:
    """Writes every page of the record in ``home`` below ``folder``.

    ``address`` is where the folder will stand. Without ``workers`` all cores work.
    """
    began = time.monotonic()
    _claim(folder, home)
    site = Site(open_record(home), address, static=True)
    addresses = list(site.addresses())
    size = _write_own_files(site, folder)
    workers = min(workers or os.cpu_count() or 1, len(addresses) // _CHUNK + 1)
    size += sum(_write(folder / path.lstrip("/"), site.page(path).body) for path in site.files())
    chunks = [addresses[at : at + _CHUNK] for at in range(0, len(addresses), _CHUNK)]
    done = 0
    for written, pages in _write_chunks(site, home, folder, chunks, workers):
        size += written
        done += pages
        if progress:
            progress(done, len(addresses))
    seconds = time.monotonic() - began
    return Written(pages=done, size=size, workers=workers, seconds=seconds)


def _claim(folder: Path, home: Path) -> None:
    """Makes the folder; refuses one with files of others, or in the home of records."""
    if folder.resolve().is_relative_to(home.resolve()):
        raise BadRequest(f"it lies in the home of records, {home}", argument="FOLDER")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / _MARK).exists():
            raise BadRequest(
                "it holds files that no export of the site wrote",
                argument="FOLDER",
                given=str(folder),
                hint="Name an empty folder",
            )
        (folder / _MARK).write_text("The site of ofrecord: it may be written over.\n", "utf-8")
    except OSError as error:
        raise BadRequest(
            f"cannot be written: {error.strerror}", argument="FOLDER", given=str(folder)
        ) from None


def _write_own_files(site: Site, folder: Path) -> int:
    size = 0
    for name, (_, data) in own_files().items():
        size += _write(folder / "static" / name, data)
    return size + _write(folder / "404.html", site.page("/404/").body)


def _write_chunks(
    site: Site, home: Path, folder: Path, chunks: Sequence[Sequence[str]], workers: int
) -> Iterator[tuple[int, int]]:
    if workers == 1:
        for chunk in chunks:
            yield _write_pages(site, folder, chunk), len(chunk)
        return
    # A new interpreter a process: what this one holds (threads, open files) is not copied.
    context = get_context("spawn")
    begin = (home, site.address)
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_open_site, initargs=begin
    ) as pool:
        waiting = {pool.submit(_write_here, folder, chunk): len(chunk) for chunk in chunks}
        for future in as_completed(waiting):
            yield future.result(), waiting[future]


_here: list[Site] = []
"""The site of this process."""


def _open_site(home: Path, address: str) -> None:
    _here[:] = [Site(open_record(home), address, static=True)]


def _write_here(folder: Path, addresses: Sequence[str]) -> int:
    return _write_pages(_here[0], folder, addresses)


def _write_pages(site: Site, folder: Path, addresses: Sequence[str]) -> int:
    size = 0
    for address in addresses:
        page = site.page(address)
        parts = address.strip("/").split("/")
        name = parts.pop() if not address.endswith("/") else "index.html"
        size += _write(folder.joinpath(*parts, name), page.body)
    return size


def _write(path: Path, data: bytes) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return len(data)
