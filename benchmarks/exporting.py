"""The site as static files: pages a second, with every core."""

from __future__ import annotations

import tempfile
from pathlib import Path

import ofrecord
from benchmarks.results import Result, Table, run_script
from ofrecord.web.folder import Written, write_site

HOW = """
``ofrecord export site`` of the record inside the package into an empty folder, once: every page of
every day, in both languages, with the files of maps and charts, feeds and downloads. Seconds are of
the wall clock and hold the start of every process.
"""


def measure(result: Result) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        record = ofrecord.open(folder / "nothing")
        _report(result, write_site(record, folder / "site"))


def _report(result: Result, done: Written) -> None:
    rate = done.pages / done.seconds
    result.tables.append(
        Table(
            title="The whole site",
            columns=("pages", "other files", "MB", "processes", "seconds", "pages a second"),
            rows=[
                (
                    f"{done.pages:,}",
                    f"{done.files:,}",
                    f"{done.size / 1e6:,.0f}",
                    str(done.workers),
                    f"{done.seconds:,.0f}",
                    f"{rate:,.0f}",
                )
            ],
        )
    )
    result.raw["export"] = {"pages": done.pages, "files": done.files, "seconds": done.seconds}


if __name__ == "__main__":
    run_script(measure, "exporting", "The site as files", HOW, one_core=False)
