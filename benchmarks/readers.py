"""One reader, in a process of its own: reads every cell and every link of the files on stdin.

``python -m benchmarks.readers NAME`` prints the seconds of processor and of wall clock until every
value and every link of every file has stood in memory (files opened and read included, starting
Python and importing the reader not). With ``count`` it reads once more and adds how many cells with
a value, links and error cells it came to, so that nobody wins by reading less.
"""

from __future__ import annotations

import io
import json
import re
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple


class Counts(NamedTuple):
    """What a reader came to."""

    cells: int = 0
    links: int = 0
    errors: int = 0


class Reader(NamedTuple):
    """How to read a file, and how to count what was read."""

    read: Callable[[Path], list]
    count: Callable[[list], Counts]


def make_ofrecord() -> Reader:
    from ofrecord.read.cells import SEPARATOR
    from ofrecord.read.workbook import read_workbook

    def read(path: Path) -> list:
        return list(read_workbook(path.read_bytes()).sheets)

    def count(sheets: list) -> Counts:
        cells = list(chain.from_iterable(row for sheet in sheets for row in sheet.rows))
        marks = [cell.partition(SEPARATOR)[2] for cell in cells if SEPARATOR in cell]
        links = sum(len(mark) > 1 for mark in marks)
        return Counts(
            len(cells) - cells.count(""),
            links + sum(len(sheet.unplaced_links) for sheet in sheets),
            sum(mark[0] == "e" for mark in marks),
        )

    return Reader(read, count)


def make_openpyxl() -> Reader:
    import openpyxl

    def read(path: Path) -> list:
        return [
            (cell.value, cell.hyperlink, cell.data_type)
            for sheet in openpyxl.load_workbook(path).worksheets
            for row in sheet.iter_rows()
            for cell in row
        ]

    def count(cells: list) -> Counts:
        return Counts(
            sum(value is not None for value, _, _ in cells),
            sum(link is not None for _, link, _ in cells),
            sum(kind == "e" for _, _, kind in cells),
        )

    return Reader(read, count)


def make_pandas() -> Reader:
    import pandas as pd

    def read(path: Path) -> list:
        frames = pd.read_excel(path, engine="openpyxl", dtype=object, sheet_name=None, header=None)
        return list(frames.values())

    def count(frames: list) -> Counts:
        return Counts(sum(int(frame.count().sum()) for frame in frames))

    return Reader(read, count)


def make_calamine() -> Reader:
    import python_calamine

    def read(path: Path) -> list:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    def count(sheets: list) -> Counts:
        cells: Iterable[object] = chain.from_iterable(row for rows in sheets for row in rows)
        return Counts(sum(cell != "" for cell in cells))

    return Reader(read, count)


_RELATION = re.compile(rb'Id="([^"]+)"[^>]*? Target="([^"]*)"')
_LINK = re.compile(rb'<hyperlink [^>]*?ref="([^"]+)"[^>]*?r:id="([^"]+)"')


def make_calamine_links() -> Reader:
    """Calamine, and beside it the quickest scan for links that Python allows."""
    cells = make_calamine()

    def read(path: Path) -> list:
        links: dict[tuple[str, bytes], bytes] = {}
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            names = set(archive.namelist())
            for name in names:
                relations = f"xl/worksheets/_rels/{name.rpartition('/')[2]}.rels"
                if not name.startswith("xl/worksheets/sheet") or relations not in names:
                    continue
                targets = dict(_RELATION.findall(archive.read(relations)))
                xml = archive.read(name)
                found = _LINK.findall(xml, max(xml.find(b"<hyperlinks"), 0))
                links |= {(name, cell): targets[relation] for cell, relation in found}
        return [cells.read(path), links]

    def count(parts: list) -> Counts:
        return Counts(cells.count(parts[0]).cells, len(parts[1]))

    return Reader(read, count)


def make_inflate() -> Reader:
    """No reader: only inflating the parts, with the same library. Nothing in Python gets below."""
    from ofrecord.read.container import open_container

    def read(path: Path) -> list:
        container = open_container(path.read_bytes())
        wanted = ("xl/worksheets/", "xl/sharedStrings", "xl/styles", "xl/workbook", "docProps/")
        return [container.read(name) for name in container.names() if name.startswith(wanted)]

    return Reader(read, lambda _: Counts())


READERS = {
    "ofrecord": make_ofrecord,
    "openpyxl": make_openpyxl,
    "pandas": make_pandas,
    "calamine": make_calamine,
    "calamine-links": make_calamine_links,
    "inflate": make_inflate,
}


def main() -> None:
    warnings.simplefilter("ignore")  # openpyxl warns of styles that it does not know
    paths = [Path(line) for line in sys.stdin.read().splitlines()]
    reader = READERS[sys.argv[1]]()
    wall, cpu = time.perf_counter(), time.process_time()
    for path in paths:
        reader.read(path)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    measured = {"cpu": cpu, "wall": wall}
    if "count" in sys.argv[2:]:
        counts = [reader.count(reader.read(path)) for path in paths]
        measured |= dict(zip(Counts._fields, map(sum, zip(*counts, strict=True)), strict=True))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
