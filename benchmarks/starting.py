"""From the shell to an answer: the whole process, against only importing polars."""

from __future__ import annotations

from benchmarks.measuring import (
    COMMAND,
    PYTHON,
    Run,
    median,
    quantile,
    ratio_of_rounds,
    run_process,
)
from benchmarks.results import Promise, Result, Table, run_script

ROUNDS = 20
COMMANDS = {
    "polars": [PYTHON, "-c", "import polars"],
    "as-of": [COMMAND, "as-of", "2025-09-05", "--by", "state", "--format", "json"],
    "nothing": [PYTHON, "-c", "pass"],
    "duckdb": [PYTHON, "-c", "import duckdb"],
    "help": [COMMAND, "--help"],
    "changes": [COMMAND, "changes", "2025-08-29", "2025-09-05", "--format", "json"],
    "agencies": [COMMAND, "agencies", "--state", "NY", "--format", "json"],
    "status": [COMMAND, "status", "--format", "json"],
}
HOW = """
Whole processes, the same interpreter, all on one core, in turns, 20 rounds after one that is not
counted; the record is the one that ships inside the package. Ratios are medians over rounds, of
processor time and of wall-clock time; the worse counts.
"""


def measure(result: Result) -> None:
    home = {"OFRECORD_HOME": "/nonexistent"}
    runs: dict[str, list[Run]] = {name: [] for name in COMMANDS}
    for number in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            run = run_process(command, environment=home)
            if number:
                runs[name].append(run)
    ratio = max(
        ratio_of_rounds(
            [getattr(run, clock) for run in runs["as-of"]],
            [getattr(run, clock) for run in runs["polars"]],
        )
        for clock in ("wall", "cpu")
    )
    result.promises.append(
        Promise(
            what="ofrecord as-of through python -c 'import polars'",
            measured=ratio,
            bound=2.5,
            at_least=False,
        )
    )
    table = Table(
        title="Milliseconds of wall clock",
        columns=("command", "median", "fastest", "90th of 100", "processor", "through polars"),
    )
    polars = median(run.wall for run in runs["polars"])
    for name, command in COMMANDS.items():
        walls = [run.wall for run in runs[name]]
        words = " ".join(command).replace(PYTHON, "python").replace(COMMAND, "ofrecord")
        table.rows.append(
            (
                f"`{words}`",
                f"{1000 * median(walls):.0f}",
                f"{1000 * min(walls):.0f}",
                f"{1000 * quantile(walls, 0.9):.0f}",
                f"{1000 * median(run.cpu for run in runs[name]):.0f}",
                f"{median(walls) / polars:.2f}",
            )
        )
    result.tables.append(table)
    result.raw = {
        name: [{"cpu": run.cpu, "wall": run.wall} for run in group] for name, group in runs.items()
    }


if __name__ == "__main__":
    run_script(measure, "starting", "Starting", HOW)
