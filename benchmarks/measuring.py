"""Whole processes on one core, measured one at a time; medians, quantiles and spreads."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
COMMAND = str(Path(sys.executable).with_name("ofrecord"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process that has ended: seconds of wall clock and of processor, peak memory in MB."""

    wall: float
    cpu: float
    peak_mb: float
    stdout: str
    code: int


def run_process(
    command: Sequence[str],
    *,
    stdin: str = "",
    environment: Mapping[str, str] | None = None,
    codes: Sequence[int] = (0,),
    limit: int = 0,
) -> Run:
    """Runs a process to its end, on the core that this process is on.

    ``posix_spawn`` and ``wait4`` rather than ``subprocess``: they give the processor time and the
    peak memory of exactly this child. The peak is never less than this process's own memory at the
    start, so scripts that measure memory import little. A process that has used ``limit`` seconds
    of processor is ended; its code then is negative, which ``codes`` must allow.
    """
    with (
        tempfile.TemporaryFile("w+") as given,
        tempfile.TemporaryFile("w+") as said,
        tempfile.TemporaryFile("w+") as complained,
    ):
        given.write(stdin)
        given.seek(0)
        files = [
            (os.POSIX_SPAWN_DUP2, file.fileno(), number)
            for number, file in enumerate((given, said, complained))
        ]
        variables = {**os.environ, **(environment or {})}
        variables.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled once
        if limit:
            command = ["sh", "-c", f'ulimit -t {limit}; exec "$@"', "sh", *command]
        began = time.perf_counter()
        child = os.posix_spawnp(command[0], list(command), variables, file_actions=files)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - began
        said.seek(0)
        complained.seek(0)
        code = os.waitstatus_to_exitcode(status)
        if code not in codes:
            raise RuntimeError(f"{' '.join(command)} ended with {code}:\n{complained.read()}")
        return Run(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            peak_mb=usage.ru_maxrss / 1024,
            stdout=said.read(),
            code=code,
        )


def take_one_core() -> int:
    """Binds this process and its children to one core, the last it may use; answers which."""
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def median(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values: Sequence[float]) -> float:
    """How far the values lie apart: (largest - smallest) / median."""
    return (max(values) - min(values)) / statistics.median(values) if values else 0.0


def ratio_of_rounds(above: Sequence[float], below: Sequence[float]) -> float:
    """The median, over rounds, of the ratio of two things that were measured in the same round.

    What slows the machine for a while slows both, so the ratio is steadier than either.
    """
    return statistics.median(a / b for a, b in zip(above, below, strict=True))
