"""Building a record from nothing, and adding one edition to a full one: whole processes."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from pathlib import Path

from benchmarks.captures import REGISTER, capture_files, captures_folder, warm_cache
from benchmarks.measuring import (
    COMMAND,
    PYTHON,
    Run,
    median,
    ratio_of_rounds,
    run_process,
    spread,
)
from benchmarks.results import Promise, Result, Table, run_script

ROUNDS = 5
LEAST = """
import sys
from pathlib import Path
import ofrecord.cli.building
import ofrecord.pipeline
from ofrecord.record.store import read_record, write_record
path = Path(sys.argv[1])
write_record(path, read_record(path))
"""
HOW = """
Whole processes from start to end, all on one core, in turns, five rounds: a Python that only reads
every capture (and keeps nothing); ``ofrecord --home NEW build FOLDER`` on the same captures;
``ofrecord --home FULL build ONE``, where FULL holds every capture but the newest and ONE is a
folder with that. The last is held against the least that any such process can do: one that starts,
imports what a build needs, reads the full record and writes it as it was. Nothing is deleted in
between: a file system that passes over what was deleted a moment ago is slow to write anew. Ratios
are medians over rounds, of processor time and of wall-clock time; the worse counts.
"""


def find_newest(folder: Path) -> Path:
    """The capture that the last edition stands on, by the manifest's printed days."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["list"] == "participating"]
    day = max(row["printed_date"] for row in rows if row["printed_date"] < "2030")
    return folder / max(row["path"] for row in rows if row["printed_date"] == day)


def build(home: Path, folder: Path) -> Run:
    """Builds as a person would. 1 means: something was kept aside, which real captures may be."""
    return run_process([COMMAND, "--home", str(home), "build", str(folder)], codes=(0, 1))


def measure(result: Result) -> None:
    folder = captures_folder()
    files = capture_files()
    warm_cache(files)
    listed = "\n".join(map(str, files))
    runs: dict[str, list[Run]] = {"reading": [], "build": [], "add": [], "again": [], "least": []}
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        one, rest = _part(folder, find_newest(folder), work)
        full = work / "full"
        build(full, rest)  # and so Python has compiled what it imports
        for number in range(ROUNDS):
            runs["reading"].append(
                run_process([PYTHON, "-m", "benchmarks.readers", "ofrecord"], stdin=listed)
            )
            fresh = work / f"home-{number}"
            runs["build"].append(build(fresh, folder))
            runs["again"].append(build(fresh, folder))
            copy = work / f"copy-{number}"
            shutil.copytree(full, copy)
            runs["add"].append(build(copy, one))
            runs["least"].append(
                run_process([PYTHON, "-c", LEAST, str(copy / REGISTER / "record")])
            )
    _check(runs)
    _promise(result, runs)
    table = Table(
        title="Whole processes",
        columns=("what", "processor s", "wall s", "spread of processor", "peak memory MB"),
    )
    names = {
        "reading": f"reading {len(files):,} captures, nothing kept",
        "build": "building from nothing",
        "add": "adding one edition to a full record",
        "again": "building again with nothing new",
        "least": "starting, reading the record and writing it as it was",
    }
    for name, label in names.items():
        table.rows.append(
            (
                label,
                f"{median(run.cpu for run in runs[name]):.3f}",
                f"{median(run.wall for run in runs[name]):.3f}",
                f"{spread([run.cpu for run in runs[name]]):.0%}",
                f"{max(run.peak_mb for run in runs[name]):.0f}",
            )
        )
    result.tables.append(table)
    least = _through(runs, "least", "build")
    result.remarks.append(
        f"Starting, reading the record and writing it as it was takes {least:.3f} of building from "
        "nothing: no way of adding an edition can take less."
    )
    result.raw = {
        name: [{"cpu": r.cpu, "wall": r.wall, "peak_mb": r.peak_mb} for r in group]
        for name, group in runs.items()
    } | {"files": len(files), "said": runs["build"][0].stdout}


def _part(folder: Path, newest: Path, work: Path) -> tuple[Path, Path]:
    """A folder with the newest capture alone, and one with all the others."""
    one, rest = work / "one", work / "rest"
    one.mkdir()
    shutil.copyfile(newest, one / newest.name)
    for path in folder.rglob("*"):
        if path.suffix in {".xlsx", ".csv"} and path != newest:
            target = rest / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return one, rest


def _check(runs: dict[str, list[Run]]) -> None:
    """That the processes did what is measured: read all, add one edition, change nothing."""
    read = json.loads(runs["reading"][0].stdout)
    assert read["cpu"] > 0
    for run in runs["add"]:
        assert re.search(r"\b1 new capture of 1 file, 1 new edition", run.stdout), run.stdout
    for run in runs["again"]:
        assert f"{REGISTER}: nothing changed" in run.stdout, run.stdout


def _through(runs: dict[str, list[Run]], above: str, below: str) -> float:
    return max(
        ratio_of_rounds(
            [getattr(run, clock) for run in runs[above]],
            [getattr(run, clock) for run in runs[below]],
        )
        for clock in ("cpu", "wall")
    )


def _promise(result: Result, runs: dict[str, list[Run]]) -> None:
    result.promises += [
        Promise(
            what="building from nothing through reading",
            measured=_through(runs, "build", "reading"),
            bound=1.5,
            at_least=False,
        ),
        Promise(
            what="adding one edition through building from nothing",
            measured=_through(runs, "add", "build"),
            bound=1 / 15,
            at_least=False,
        ),
        Promise(
            what="peak memory of building from nothing",
            measured=max(run.peak_mb for run in runs["build"]),
            bound=600,
            at_least=False,
            unit=" MB",
        ),
    ]


if __name__ == "__main__":
    run_script(measure, "building", "Building", HOW)
