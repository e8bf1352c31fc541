"""What a benchmark gives: promises with what was measured, tables, remarks, raw numbers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from benchmarks.measuring import take_one_core


class Skipped(Exception):
    """A benchmark cannot run here; the message says what it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise: a ratio (or a size in a unit) and the bound that it is to keep."""

    what: str
    measured: float
    bound: float
    at_least: bool
    unit: str = " times"

    @property
    def kept(self) -> bool:
        """Whether the measured value is on the right side of the bound."""
        return self.measured >= self.bound if self.at_least else self.measured <= self.bound


@dataclass(slots=True, kw_only=True)
class Table:
    """A table for people: headings and rows of texts."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Result:
    """All that one benchmark found."""

    name: str
    title: str
    how: str
    promises: list[Promise] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    raw: dict[str, object] = field(default_factory=dict)
    skipped: str = ""
    measured: str = ""
    """When, at which commit and under what load."""

    def to_json(self) -> str:
        """The result as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def result_from(data: dict) -> Result:
    """The result that a line of JSON holds."""
    return Result(
        **{
            **data,
            "promises": [Promise(**promise) for promise in data["promises"]],
            "tables": [Table(**table) for table in data["tables"]],
        }
    )


def run_script(
    measure: Callable[[Result], None], name: str, title: str, how: str, *, one_core: bool = True
) -> None:
    """Runs one benchmark as a script: words for people on stderr, the result on stdout."""
    if one_core:
        take_one_core()
    result = Result(name=name, title=title, how=" ".join(how.split()))
    try:
        measure(result)
    except Skipped as reason:
        result.skipped = str(reason)
        print(f"{name}: skipped: {reason}", file=sys.stderr)
    for promise in result.promises:
        print(f"{name}: {describe_promise(promise)}", file=sys.stderr)
    print(result.to_json())


def describe_promise(promise: Promise) -> str:
    """A promise in one line.

    >>> describe_promise(Promise(what="reading", measured=12.34, bound=10, at_least=True))
    'reading: 12.3 times (promised: at least 10 times): kept'
    """
    side = "at least" if promise.at_least else "at most"
    verdict = "kept" if promise.kept else "MISSED"
    return (
        f"{promise.what}: {format_value(promise.measured)}{promise.unit} "
        f"(promised: {side} {format_value(promise.bound)}{promise.unit}): {verdict}"
    )


def format_value(value: float) -> str:
    """A number with three figures.

    >>> [format_value(v) for v in (0.0667, 1.5, 12.34, 163.0, 1500.0)]
    ['0.0667', '1.5', '12.3', '163', '1,500']
    """
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
