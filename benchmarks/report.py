"""What was measured, as a page for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.results import Promise, Result, Table, format_value

HEAD = """# How fast: what was promised, and what was measured

Made by `make bench`; every ratio below was measured in one run of its benchmark, on one machine, in
turns with what it is compared with; each section says when. The raw numbers are in `results.json`.
Times depend on the machine; ratios less so, but other work on a shared machine moves them by some
per cent.
"""


def render_report(machine: Mapping[str, str], results: Sequence[Result]) -> str:
    """The whole page."""
    promises = [promise for result in results for promise in result.promises]
    parts = [
        HEAD,
        "\n".join(f"- {name}: {value}" for name, value in machine.items()),
        "## Promises",
        render_table(
            ("promise", "measured", "bound", "kept"), [_promise_row(one) for one in promises]
        ),
        "## What falls short",
        _render_short([one for one in promises if not one.kept], results),
    ]
    for result in results:
        parts += [f"## {result.title}", result.how.replace("``", "`")]
        if result.measured:
            parts.append(f"Measured {result.measured}.")
        if result.skipped:
            parts.append(f"Not measured in this run: {result.skipped}.")
        for table in result.tables:
            parts += _render_section(table)
        parts += result.remarks
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _promise_row(promise: Promise) -> tuple[str, ...]:
    side = "at least" if promise.at_least else "at most"
    return (
        promise.what,
        f"{format_value(promise.measured)}{promise.unit}",
        f"{side} {format_value(promise.bound)}{promise.unit}",
        "yes" if promise.kept else "**no**",
    )


def _render_short(missed: Sequence[Promise], results: Sequence[Result]) -> str:
    lines = []
    for promise in missed:
        _, measured, bound, _ = _promise_row(promise)
        far = promise.measured / promise.bound
        lines.append(
            f"- {promise.what}: {measured} where {bound} was promised "
            f"({abs(1 - far):.0%} {'below' if far < 1 else 'above'} the bound)."
        )
    lines += [f"- {one.title}: not measured: {one.skipped}." for one in results if one.skipped]
    return "\n".join(lines) or "Nothing: every promise was kept in this run."


def _render_section(table: Table) -> list[str]:
    return [f"### {table.title}", render_table(table.columns, table.rows)]


def render_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; numbers stand to the right.

    >>> print(render_table(("what", "s"), [("reading", "2.7")]))
    | what | s |
    | --- | ---: |
    | reading | 2.7 |
    """
    rows = list(rows)
    lines = [columns, [_rule(rows, number) for number in range(len(columns))], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _rule(rows: Sequence[Sequence[str]], column: int) -> str:
    return "---:" if rows and all(_is_number(row[column]) for row in rows) else "---"


def _is_number(text: str) -> bool:
    return text in {"", "-"} or text.strip("%-").replace(",", "").replace(".", "").isdigit()
