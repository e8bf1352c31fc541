"""Counts what each register is made of, and writes it into CONTRIBUTING.md and the READMEs.

``python tools/count_registers.py`` puts a table with a line for each register between the two
``counted`` marks of CONTRIBUTING.md, and the counts of one register between those of the README.md
of its folder. Every line of a file counts, blank ones and docstrings too (as ``wc -l`` does).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REGISTERS = ROOT / "src" / "ofrecord" / "registers"
TESTS = ROOT / "tests" / "registers"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
_MARKED = re.compile(r"(<!-- counted: begin[^>]*-->\n).*?(<!-- counted: end -->)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many lines a register is made of."""

    folder: str
    description: int
    """``register.toml``"""
    story: int
    """``story.toml``: the words by which stories speak of it"""
    knowledge: int
    """Corrections and judgements, as data."""
    code: int
    """Python below its folder"""
    tests: int
    """Python below ``tests/registers/`` that is this register's alone."""


def count_lines(files: Iterable[Path]) -> int:
    """The lines of files together."""
    return sum(file.read_bytes().count(b"\n") for file in files)


def find_registers() -> list[str]:
    """The folders of the registers in this repository."""
    return sorted(path.parent.name for path in REGISTERS.glob("*/register.toml"))


def count_register(folder: str) -> Counted:
    """What one register is made of."""
    home = REGISTERS / folder
    data = {path.name: count_lines([path]) for path in home.glob("*.toml")}
    return Counted(
        folder=folder,
        description=data.pop("register.toml"),
        story=data.pop("story.toml", 0),
        knowledge=sum(data.values()),
        code=count_lines(home.glob("*.py")),
        tests=count_lines((TESTS / folder).rglob("*.py")),
    )


def count_shared_tests() -> int:
    """The lines of tests that run over every register."""
    own = [TESTS / folder for folder in find_registers()]
    return count_lines(
        path for path in TESTS.rglob("*.py") if not any(path.is_relative_to(one) for one in own)
    )


def write_table() -> str:
    """The table that CONTRIBUTING.md shows."""
    lines = [
        "| folder | `register.toml` | `story.toml` | corrections, judgements | code | own tests |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for folder in find_registers():
        one = count_register(folder)
        numbers = (one.description, one.story, one.knowledge, one.code, one.tests)
        lines.append(f"| {folder} | {' | '.join(f'{number:,}' for number in numbers)} |")
    shared = f"Tests that run over every register: {count_shared_tests():,} lines."
    return "\n".join([*lines, "", shared, ""])


def write_sentence(folder: str) -> str:
    """What the README.md of a register's folder says of its size."""
    one = count_register(folder)
    parts = [f"{one.code:,} lines of code", f"{one.description:,} of `register.toml`"]
    if one.story:
        parts.append(f"{one.story:,} of `story.toml`")
    if one.knowledge:
        parts.append(f"{one.knowledge:,} of corrections and judgements")
    if one.tests:
        parts.append(f"{one.tests:,} of tests of its own")
    return f"{', '.join(parts)} (blank lines and docstrings counted).\n"


def renew(text: str, counted: str) -> str:
    """A page with what was counted between its marks."""
    return _MARKED.sub(lambda found: f"{found[1]}{counted}{found[2]}", text)


def pages() -> dict[Path, str]:
    """Every page that shows counts, with what it shall show."""
    found = {CONTRIBUTING: write_table()}
    return found | {
        REGISTERS / name / "README.md": write_sentence(name) for name in find_registers()
    }


def main() -> int:
    """Writes the counts."""
    for page, counted in pages().items():
        page.write_text(renew(page.read_text("utf-8"), counted), "utf-8")
    print("CONTRIBUTING.md and the READMEs of the registers have the counts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
