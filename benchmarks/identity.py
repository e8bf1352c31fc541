"""How many agreements and agencies the shipped record has, and by which rules they were joined."""

from __future__ import annotations

import json

from benchmarks.measuring import COMMAND, run_process
from benchmarks.results import Result, Table, run_script

HOW = """
No measurement: what ``ofrecord status --identity`` says of the shipped record. The precision and
recall of the joints, on pairs labelled by hand, are printed by ``make eval``.
"""


def measure(result: Result) -> None:
    run = run_process(
        [COMMAND, "status", "--identity", "--format", "json"],
        environment={"OFRECORD_HOME": "/nonexistent"},
    )
    standing = json.loads(run.stdout)
    table = Table(title="Identities", columns=("what", "how many"))
    for name, value in standing.items():
        words = name.replace("_", " ")
        if isinstance(value, dict):
            table.rows += [(f"{words}: {key}", f"{count:,}") for key, count in value.items()]
        else:
            table.rows.append((words, f"{value:,}"))
    result.tables.append(table)
    result.raw = standing


if __name__ == "__main__":
    run_script(measure, "identity", "Identity", HOW)
