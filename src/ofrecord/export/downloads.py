"""A whole folder of downloads: every register in every form, described, and put in place."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from ofrecord.errors import BadRequest
from ofrecord.export.datapackage import describe_package
from ofrecord.export.dataset import describe_datasets
from ofrecord.export.datasette import describe_databases
from ofrecord.export.described import Exported, Form
from ofrecord.export.folder import Placed, Waits, put_in_place, staged
from ofrecord.export.json_arrays import encode_page
from ofrecord.export.readme import write_readme
from ofrecord.export.register_files import Task, export_register
from ofrecord.export.report_parts import web_address
from ofrecord.export.workers import end_with_parent, results_of
from ofrecord.front import Record

FORMS = tuple(Form)
PAGES = {
    "README.md": "text/markdown",
    "datapackage.json": "application/json",
    "dataset.jsonld": "application/ld+json",
    "data/metadata.json": "application/json",
}
"""What a whole export says of itself: the paths, each with its media type."""
Watch = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export wrote, what it left alone, and how many bytes of files there are."""

    exported: tuple[Exported, ...]
    placed: Placed
    files: int
    size: int


def export_data(  # noqa: PLR0913  (what is written, and how)
    record: Record,
    folder: Path,
    *,
    registers: Sequence[str] = (),
    forms: Sequence[Form] = FORMS,
    address: str = "",
    pages: str | None = None,
    workers: int = 0,
    watch: Watch = lambda *_: None,
    waits: Waits = lambda: None,
) -> ExportReport:
    """Writes the data and feeds of registers (of all, if none is named) into a folder.

    ``address`` is the public address at which the folder will stand, ``pages`` what stands before
    the addresses of the site's pages, which feeds then lead to. The same record gives the same
    bytes. Files are made beside their places and then put there: a process that is killed leaves
    each as it was or as it is to be. ``waits`` is called where another export into the folder has
    to end first. ``BadRequest`` where the folder is in the home of records.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = export_data(
    ...         Record(), Path(folder), registers=["ice-287g"], forms=[Form.CSV], workers=1)
    ...     [file.path for file in made.exported[0].files][:2]
    ['data/ice-287g/editions.csv', 'data/ice-287g/captures.csv']
    """
    check_address(address)
    names = list(dict.fromkeys(registers or record))
    chosen = tuple(form for form in FORMS if form in forms)
    for name in names:
        record.register(name)  # what cannot be opened says so before anything is written
    with staged(folder, record.home, waits) as stage:
        tasks = [
            Task(
                register=name,
                home=str(record.home),
                stage=str(stage),
                forms=chosen,
                address=address,
                pages=pages,
            )
            for name in names
        ]
        by_name: dict[str, Exported] = {}
        with closing(_run(tasks, workers or os.cpu_count() or 1)) as run:
            for done, one in enumerate(run, 1):
                by_name[one.name] = one
                watch(done, len(tasks), one.name)
        exported = tuple(by_name[name] for name in names)
        write_pages(stage, exported, address, chosen)
        sizes = [path.stat().st_size for path in stage.rglob("*") if path.is_file()]
        placed = put_in_place(stage, folder, record.home)
    return ExportReport(exported=exported, placed=placed, files=len(sizes), size=sum(sizes))


def check_address(address: str) -> None:
    """Refuses an address that is none of the web; none at all is right.

    >>> check_address("https://example.org/record/")
    """
    if address and web_address(address) != address:
        raise BadRequest(
            "not an http or https address",
            argument="--address",
            given=address,
            hint="Give the address at which it will stand, such as https://example.org/record/",
        )


def write_pages(
    stage: Path, exported: Sequence[Exported], address: str, forms: Sequence[Form] = FORMS
) -> None:
    """Writes what a folder of downloads says of itself."""
    pages = {
        "README.md": write_readme(exported).encode(),
        "datapackage.json": encode_page(describe_package(exported, address)),
        "dataset.jsonld": encode_page(describe_datasets(exported, address)),
    }
    if Form.SQLITE in forms:
        pages["data/metadata.json"] = encode_page(describe_databases(exported))
    for path, data in pages.items():
        (stage / path).write_bytes(data)


def _run(tasks: Sequence[Task], workers: int) -> Generator[Exported]:
    """Every task, in the order in which they are done, by so many processes."""
    if workers == 1 or len(tasks) == 1:
        yield from map(export_register, tasks)
        return
    # Started anew, not forked: a copy of a process with threads can stand still for ever.
    pool = ProcessPoolExecutor(
        min(workers, len(tasks)), mp_context=get_context("spawn"), initializer=end_with_parent
    )
    yield from results_of(pool, [partial(export_register, task) for task in tasks])
