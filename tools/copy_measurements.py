"""Copies into README.md what ``make bench`` measured, word for word.

``python tools/copy_measurements.py`` takes the day, the machine, the table of promises and what
falls short from ``benchmarks/RESULTS.md`` and puts them between the two ``measured`` marks.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
README = ROOT / "README.md"
_MARKED = re.compile(r"(<!-- measured: begin[^>]*-->\n).*?(<!-- measured: end -->)", re.DOTALL)
_SECTION = re.compile(r"^## ([^\n]+)\n\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_SAID_OF_THE_MACHINE = ("day", "processor", "memory", "Python")


def find_measurements(results: str) -> str:
    """The part of the results that README shows."""
    said = dict(re.findall(r"^- ([A-Za-z ]+): (.+)$", results, re.MULTILINE))
    machine = "; ".join(f"{name}: {said[name]}" for name in _SAID_OF_THE_MACHINE if name in said)
    sections = dict(
        re.findall(r"^## ([^\n]+)\n\n(.*?)(?=^## |\Z)", results, re.MULTILINE | re.DOTALL)
    )
    table = sections["Promises"].strip()
    short = sections["What falls short"].strip()
    return f"{machine}.\n\n{table}\n\nWhat falls short:\n\n{short}\n"


def renew_readme(readme: str, results: str) -> str:
    """README with the measurements of the results between its marks."""
    shown = find_measurements(results)
    return _MARKED.sub(lambda found: f"{found[1]}{shown}{found[2]}", readme)


def main() -> int:
    """Copies the measurements."""
    text = README.read_text("utf-8")
    README.write_text(renew_readme(text, RESULTS.read_text("utf-8")), "utf-8")
    print("README.md has the measurements of benchmarks/RESULTS.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
