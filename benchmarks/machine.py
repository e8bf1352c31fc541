"""What the numbers were measured on: machine, versions, day, commit."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.measuring import ROOT

PACKAGES = (
    *("ofrecord", "polars", "duckdb", "msgspec", "deflate", "numpy"),
    *("openpyxl", "pandas", "python-calamine", "trafilatura", "lxml", "spacy"),
)


def describe_machine() -> dict[str, str]:
    """The circumstances, each by its name."""
    return {
        "day": datetime.now(tz=UTC).date().isoformat(),
        "commit": _say("git", "describe", "--always", "--dirty=, with changes not yet committed"),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "load at the start": f"{os.getloadavg()[0]:.1f} processes ready to run",
        "Python": platform.python_version(),
        "packages": ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
        "node": _say("node", "--version") or "not found",
    }


def describe_moment() -> str:
    """When a benchmark ended, at which commit, under what load."""
    moment = datetime.now(tz=UTC).isoformat(sep=" ", timespec="minutes")
    commit = _say("git", "describe", "--always", "--dirty=, with changes not yet committed")
    return f"{moment}, at {commit}, load {os.getloadavg()[0]:.1f}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return next(iter(names), platform.machine())


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _say(*command: str) -> str:
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()
