"""Runs the benchmarks, all or those named, and writes RESULTS.md and results.json.

    python -m benchmarks [reading building asking starting growing stories identity
                          serving slider exporting]

A benchmark that is not named keeps what the last run found, if there was one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.machine import describe_machine, describe_moment
from benchmarks.measuring import PYTHON, ROOT
from benchmarks.report import render_report
from benchmarks.results import Result, describe_promise, result_from

HERE = Path(__file__).parent
NAMES = (
    *("reading", "building", "asking", "starting", "growing", "stories", "identity"),
    *("serving", "slider", "exporting"),
)


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"unknown benchmark: {', '.join(unknown)} (known: {', '.join(NAMES)})")
        return 2
    raw = HERE / "results.json"
    held = json.loads(raw.read_text(encoding="utf-8")) if names and raw.is_file() else {}
    results = {name: result_from(data) for name, data in held.get("results", {}).items()}
    machine = describe_machine()
    for name in names or NAMES:
        print(f"{name} …", file=sys.stderr)
        began = time.monotonic()
        results[name] = run_benchmark(name)
        results[name].measured = describe_moment()
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    ordered = [results[name] for name in NAMES if name in results]
    data = {"machine": machine, "results": {one.name: json.loads(one.to_json()) for one in ordered}}
    raw.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (HERE / "RESULTS.md").write_text(render_report(machine, ordered), encoding="utf-8")
    for one in ordered:
        for promise in one.promises:
            print(describe_promise(promise))
        if one.skipped:
            print(f"{one.name}: not measured: {one.skipped}")
    return 0


def run_benchmark(name: str) -> Result:
    """One benchmark, in a process of its own: what it holds in memory is no other's."""
    done = subprocess.run(
        [PYTHON, "-m", f"benchmarks.{name}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return result_from(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
