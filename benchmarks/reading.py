"""Reading every cell and every link of all captures, against the readers that people use."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from benchmarks.captures import capture_files, warm_cache
from benchmarks.measuring import PYTHON, ROOT, median, ratio_of_rounds, run_process, spread
from benchmarks.results import Promise, Result, Table, run_script

ROUNDS = 3
SAMPLE = 5
"""The slow readers read every fifth file, in the order of size; so does ofrecord to compare."""
NAMES = {
    "ofrecord": "ofrecord.read",
    "pandas": "pandas with openpyxl (cells only)",
    "openpyxl": "openpyxl",
    "sheetjs": "SheetJS",
    "calamine": "python-calamine (cells only, error cells empty)",
    "calamine-links": "python-calamine and a scan for links (error cells empty)",
    "inflate": "inflating alone, no reading",
}
SLOW = ("pandas", "openpyxl")
PROMISES = (("pandas", 10.0), ("openpyxl", 15.0), ("sheetjs", 4.0))
HOW = """
Each reader reads the same files in a process of its own, all on one core, in turns, three rounds.
Counted is the processor time of reading (files read from a warm cache; start-up and imports not).
A ratio is the median over rounds of the reader's time through ofrecord's in the same round.
"""

Measured = dict[str, float]


def find_sheetjs() -> str:
    """Where the package xlsx of npm is, or nothing."""
    if not shutil.which("node"):
        return ""
    places = [os.environ.get("NODE_PATH", ""), str(ROOT / ".venv/sheetjs/node_modules")]
    return next((place for place in places if place and Path(place, "xlsx").is_dir()), "")


def read_with(name: str, files: list[Path], *, count: bool) -> Measured:
    """What one reader took for the files, in a new process; with what it came to, if asked."""
    command = [PYTHON, "-m", "benchmarks.readers", name]
    if name == "sheetjs":
        command = ["node", str(Path(__file__).with_name("sheetjs.cjs"))]
    run = run_process(
        [*command, *(["count"] if count else [])],
        stdin="\n".join(map(str, files)),
        environment={"NODE_PATH": find_sheetjs()},
    )
    measured: Measured = json.loads(run.stdout)
    return measured


def measure(result: Result) -> None:
    files = capture_files()
    sample = files[::SAMPLE]
    warm_cache(files)
    whole = ["ofrecord", "calamine", "calamine-links", "inflate"]
    if find_sheetjs():
        whole.insert(1, "sheetjs")
    else:
        result.remarks.append(
            "SheetJS was not measured: node, or the npm package xlsx, was not found."
        )
    taken: dict[str, list[Measured]] = {name: [] for name in whole}
    sampled: dict[str, list[Measured]] = {name: [] for name in ("ofrecord", *SLOW)}
    for number in range(ROUNDS):
        for name, runs in taken.items():
            runs.append(read_with(name, files, count=number == 0))
        for name, runs in sampled.items():
            runs.append(read_with(name, sample, count=number == 0))
    sets = dict.fromkeys(whole, (taken, files)) | dict.fromkeys(SLOW, (sampled, sample))
    ratios = {
        name: ratio_of_rounds(cpus(group[name]), cpus(group["ofrecord"]))
        for name, (group, _) in sets.items()
    }
    for name, bound in PROMISES:
        if name in ratios:
            what = f"reading: {NAMES[name].partition(' (')[0]} through ofrecord"
            result.promises.append(
                Promise(what=what, measured=ratios[name], bound=bound, at_least=True)
            )
    _describe(result, sets, ratios)
    result.raw = {
        "files": len(files),
        "bytes": sum(path.stat().st_size for path in files),
        "sampled_files": len(sample),
        "all_files": taken,
        "sample": sampled,
    }


def cpus(runs: list[Measured]) -> list[float]:
    """The processor time of each round."""
    return [run["cpu"] for run in runs]


def _describe(result: Result, sets: dict, ratios: dict[str, float]) -> None:
    table = Table(
        title="All captures, one core",
        columns=(
            *("reader", "files", "processor s", "wall s", "spread", "through ofrecord"),
            *("cells", "links", "error cells"),
        ),
    )
    rows = [(name, NAMES[name], *sets[name]) for name in NAMES if name in sets]
    rows.insert(1, ("ofrecord", "ofrecord.read, on the files of the slow readers", *sets["pandas"]))
    for name, label, group, files in rows:
        runs = group[name]
        table.rows.append(
            (
                label,
                f"{len(files):,}",
                f"{median(cpus(runs)):.2f}",
                f"{median(run['wall'] for run in runs):.2f}",
                f"{spread(cpus(runs)):.0%}",
                f"{ratios[name]:.2f}",
                *(f"{int(runs[0][what]):,}" for what in ("cells", "links", "errors")),
            )
        )
    result.tables.append(table)
    floor = ratios["calamine-links"]
    result.remarks.append(
        f"Calamine with links takes {floor:.2f} times what ofrecord takes, and gives error cells "
        f"as empty. A native scan would take about a fifth of that: {floor / 5:.2f} times what "
        f"ofrecord takes. Inflating alone, in C, takes {ratios['inflate']:.2f}."
    )


if __name__ == "__main__":
    run_script(measure, "reading", "Reading", HOW)
