"""The real captures, which are no part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.measuring import ROOT
from benchmarks.results import Skipped

REGISTER = "ice-287g"


def captures_folder() -> Path:
    """The folder of all captures; ``Skipped`` says how to name another."""
    shared = Path(os.environ.get("OFRECORD_SHARED") or ROOT.parent / "shared")
    folder = shared / "records" / REGISTER
    if not folder.is_dir():
        raise Skipped(
            f"needs the real captures: there is no {REGISTER} in the records of "
            "the folder beside the checkout (OFRECORD_SHARED names another)"
        )
    return folder


def capture_files() -> list[Path]:
    """Every capture, in the order of its size."""
    return sorted(captures_folder().rglob("*.xlsx"), key=lambda path: (path.stat().st_size, path))


def warm_cache(files: list[Path]) -> None:
    """Reads every file once, so that no measurement waits for the disk."""
    for path in files:
        path.read_bytes()
