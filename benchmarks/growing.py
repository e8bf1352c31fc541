"""What costs more as the record grows, and how much: records of 1, 10 and 100 times the size."""

from __future__ import annotations

import json
import math
import shutil
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.grown import CONTROL
from benchmarks.measuring import COMMAND, PYTHON, median, run_process
from benchmarks.results import Result, Table, run_script

FACTORS = (1, 10, 100)
AXES = ("editions", "agencies")
EDITIONS, AGREEMENTS = 186, 1_500
LIMIT = 300
"""Seconds of processor for one made record."""
ENDED = (0, -signal.SIGXCPU, -signal.SIGKILL)
REPEATS = {1: 3, 10: 2, 100: 1}
WORSE = 1.1
"""Nothing measured is exact: an exponent above this, and the control's, is worse than linear."""
SMALL = (20, 100)
"""Editions and agreements, at a factor of one, of the records that are built from .xlsx files."""
HOW = """
Records of 1, 10 and 100 times as many editions, and of 1, 10 and 100 times as many agencies, as the
shipped one (186 editions of each list, 1,500 agreements; ``benchmarks/generate.py`` says how they
change). They are made as a build makes them once the captures are read, by the record's own
functions, then opened and asked in a new process; seconds are processor time, of one question the
median of 200. The exponent is that of the last step: 1 is linear, 0 is no growth. The control makes
a plain dict of all ids, which is linear without any doubt: what it shows beyond 1 is the machine's
memory. A step is called worse than linear where its exponent is above 1.1 and above the control's.
Below are whole builds from made .xlsx files, smaller at a factor of one
(20 editions of each list, 100 agreements).
"""

Steps = dict[str, float]
Points = dict[tuple[str, int], Steps]


def measure(result: Result) -> None:
    points, sizes, missing = _made_records()
    steps = list(dict.fromkeys(name for one in points.values() for name in one))
    result.tables += [_size_table(sizes), *(_table(axis, steps, points) for axis in AXES)]
    files, built = _built_records()
    result.tables += [_table(axis, built, files, "from .xlsx files, ") for axis in AXES]
    everything = {("made", *key): value for key, value in points.items()}
    everything |= {("xlsx", *key): value for key, value in files.items()}
    worse = _find_worse(everything)
    result.remarks += missing
    result.remarks.append(
        "Worse than linear: " + "; ".join(worse) + "."
        if worse
        else "Nothing measured grows worse than linearly from 10 to 100 times the size."
    )
    result.remarks.append("![Growth of each step, log by log](growing.svg)")
    draw_growth(points, Path(__file__).with_name("growing.svg"))
    result.raw = {
        "made": {f"{axis} {factor}": steps for (axis, factor), steps in points.items()},
        "sizes": {f"{axis} {factor}": size for (axis, factor), size in sizes.items()},
        "xlsx": {f"{axis} {factor}": steps for (axis, factor), steps in files.items()},
    }


def _made_records() -> tuple[Points, dict[tuple[str, int], dict[str, int]], list[str]]:
    points: Points = {}
    sizes: dict[tuple[str, int], dict[str, int]] = {}
    missing: list[str] = []
    for factor in FACTORS:
        for axis in AXES if factor > 1 else AXES[:1]:
            counts = [EDITIONS, AGREEMENTS]
            counts[AXES.index(axis)] *= factor
            found = [_make_and_ask(counts) for _ in range(REPEATS[factor])]
            points[axis, factor] = {
                name: median(steps[name] for steps, _, _ in found if name in steps)
                for name in found[0][0]
            }
            sizes[axis, factor] = found[0][1]
            if any(stopped for _, _, stopped in found):
                missing.append(
                    f"{factor} times as many {axis}: stopped after {LIMIT} seconds of processor; "
                    "the steps that had not ended are left blank."
                )
    points["agencies", 1], sizes["agencies", 1] = points["editions", 1], sizes["editions", 1]
    if "adding one edition" not in points["agencies", 100]:
        missing.append(
            "Adding one edition to the record of 100 times as many agencies was left out to keep "
            "this run short: it derives everything again, so it takes what deriving takes."
        )
    return points, sizes, missing


def _make_and_ask(counts: list[int]) -> tuple[Steps, dict[str, int], bool]:
    """The seconds of each step for a record of so many editions and agreements; its sizes."""
    steps: Steps = {}
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as home:
        command = [PYTHON, "-m", "benchmarks.grown"]
        made = run_process([*command, "make", *map(str, counts), home], codes=ENDED, limit=LIMIT)
        adding: list[float] = []
        for line in map(json.loads, made.stdout.splitlines()):
            if line["step"] == "size":
                sizes = {name: count for name, count in line.items() if name != "step"}
            elif line["step"].startswith("add: "):
                adding.append(line["seconds"])
            elif line["step"] != "generate":
                steps[line["step"]] = line["seconds"]
        if len(adding) == 4:
            steps["adding one edition"] = sum(adding)
        steps["MB: making"] = made.peak_mb
        if sizes:
            asked = run_process([*command, "ask", home], codes=ENDED, limit=LIMIT)
            for line in map(json.loads, asked.stdout.splitlines()):
                steps[line["step"]] = line["seconds"]
            steps["MB: asking"] = asked.peak_mb
            shell = [COMMAND, "--home", home, "as-of", "2030-01-01", "--by", "state"]
            steps["as-of from the shell"] = min(run_process(shell).cpu for _ in range(3))
            steps["MB: file"] = sizes["bytes"] / 1e6
        return steps, sizes, made.code != 0


def _built_records() -> tuple[Points, list[str]]:
    points: Points = {}
    for factor in FACTORS:
        for axis in AXES if factor > 1 else AXES[:1]:
            counts = list(SMALL)
            counts[AXES.index(axis)] *= factor
            with tempfile.TemporaryDirectory() as made:
                points[axis, factor] = _build(counts, Path(made), REPEATS[factor])
    points["agencies", 1] = points["editions", 1]
    return points, list(points["editions", 1])


def _build(counts: list[int], work: Path, repeats: int) -> Steps:
    folder = work / "files"
    run_process([PYTHON, "-m", "benchmarks.grown", "files", *map(str, counts), str(folder)])
    files = sorted(folder.iterdir())
    last = max(folder.glob("participating*"), key=lambda path: path.stat().st_mtime_ns)
    newest = work / "one" / last.name
    newest.parent.mkdir()
    reading, building, adding = [], [], []
    for number in range(repeats):
        home = work / f"home-{number}"
        listed = "\n".join(map(str, files))
        reading.append(run_process([PYTHON, "-m", "benchmarks.readers", "ofrecord"], stdin=listed))
        build = [COMMAND, "--home", str(home), "build"]
        building.append(run_process([*build, str(folder)]))
        shutil.rmtree(home)
        shutil.move(last, newest)
        run_process([*build, str(folder)])
        adding.append(run_process([*build, str(newest.parent)]))
        shutil.move(newest, last)
    return {
        "reading": median(run.cpu for run in reading),
        "building from nothing": median(run.cpu for run in building),
        "adding one edition": median(run.cpu for run in adding),
        "MB: building from nothing": max(run.peak_mb for run in building),
    }


def _size_table(sizes: Mapping[tuple[str, int], dict[str, int]]) -> Table:
    names = list(sizes["editions", 1])
    table = Table(title="The made records", columns=("record", *names))
    for (axis, factor), size in sorted(sizes.items(), key=lambda item: (item[0][0], item[0][1])):
        cells = (f"{size[name]:,}" if name in size else "" for name in names)
        table.rows.append((f"{factor} times as many {axis}", *cells))
    return table


def _table(axis: str, steps: list[str], points: Points, prefix: str = "") -> Table:
    table = Table(
        title=f"As {axis} grow: {prefix}seconds of processor, or MB",
        columns=("step", *(f"{factor} times" for factor in FACTORS), "exponent"),
    )
    for name in sorted(steps, key=lambda name: name.startswith("MB")):
        values = [points[axis, factor].get(name) for factor in FACTORS]
        exponent = growth(values)
        table.rows.append(
            (
                f"{name.removeprefix('MB: ')}, MB" if name.startswith("MB") else name,
                *("" if value is None else _figure(value) for value in values),
                "" if exponent is None else f"{exponent:.2f}",
            )
        )
    return table


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value > 1e-3 else f"{value:.6f}"


def growth(values: list[float | None]) -> float | None:
    """The exponent from the last value but one to the last: by how many powers of ten it grew.

    >>> growth([0.1, 1.0, 10.0]), growth([1.0, 2.0, None])
    (1.0, None)
    """
    before, last = values[-2:]
    if not before or not last:
        return None
    return math.log(last / before) / math.log(FACTORS[-1] / FACTORS[-2])


def _find_worse(points: Mapping[tuple[str, str, int], Steps]) -> list[str]:
    found = []
    for kind, axis in dict.fromkeys((kind, axis) for kind, axis, _ in points):

        def exponent_of(name: str, kind: str = kind, axis: str = axis) -> float | None:
            return growth([points[kind, axis, factor].get(name) for factor in FACTORS])

        bound = max(WORSE, exponent_of(CONTROL) or 0.0)
        for name in points[kind, axis, 1]:
            exponent = exponent_of(name)
            if exponent is not None and exponent > bound:
                where = "" if kind == "made" else " (from .xlsx files)"
                found.append(f"{name}{where} as {axis} grow, exponent {exponent:.2f}")
    return found


def draw_growth(points: Points, path: Path) -> None:
    """The seconds of each step by the size of the record, both on log scales, into a file."""
    import altair as alt

    values = [
        {"axis": f"{axis} grow", "times": factor, "step": name, "seconds": seconds}
        for (axis, factor), steps in points.items()
        for name, seconds in steps.items()
        if not name.startswith("MB")
    ]
    derive = {axis: points[axis, 1].get("derive", 1.0) for axis in AXES}
    linear = [
        {"axis": f"{axis} grow", "times": factor, "seconds": derive[axis] * factor * 2}
        for axis in AXES
        for factor in FACTORS
    ]
    horizontal = alt.X("times:Q", title="times as many").scale(type="log", base=10)
    vertical = alt.Y("seconds:Q", title="seconds of processor").scale(type="log", base=10)
    base = alt.layer(
        alt.Chart().mark_line(point=True).encode(horizontal, vertical, alt.Color("step:N")),
        alt.Chart(alt.Data(values=linear))
        .mark_line(strokeDash=[4, 4], color="gray")
        .encode(horizontal, vertical),
        data=alt.Data(values=values),
    )
    chart = base.properties(width=330, height=380).facet(column=alt.Column("axis:N", title=None))
    chart.properties(title="Dashed: linear").save(str(path))


if __name__ == "__main__":
    run_script(measure, "growing", "Growing", HOW)
