"""Questions to one open record, against the same questions put to DuckDB over the same rows."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import ofrecord
from benchmarks.database import (
    CHANGE_QUERIES,
    COUNT_QUERIES,
    HISTORY_QUERIES,
    Answer,
    Way,
    open_database,
    ways,
)
from benchmarks.measuring import quantile
from benchmarks.results import Promise, Result, Table, run_script
from ofrecord.front import Register

QUESTIONS = 2_000
TRIAL = 40
BLOCK = 250
"""So many questions to one before it is the other's turn: each finds the caches as it left them."""
HOW = """
One process with the shipped record open and a DuckDB in memory that holds the same rows, 2,000
questions each, put to both in turns, 250 at a time (the first question of a turn finds the other's
data in the processor's caches: with a hundred at a time such questions are one in a hundred, and
p99 shows them alone). Before that, answers are compared: they are equal. A question's time is the
lesser of wall clock and processor, so that other work on the machine counts for neither. DuckDB
gets the best of several ways, found by trial: tables of entries or of windows, distinct ids counted
by aggregates or by lists, one thread or all, prepared or not, fetched as rows or as columns; ids
are small integers and an index stands on agencies. ofrecord gives a polars table (a ``History`` for
an agency), DuckDB plain tuples or arrays, which is less work. DuckDB's history is only the query
for the windows; ofrecord's has the agreements and the evidence too. ofrecord keeps the table of an
edition once one has asked for it: of 2,000 days the first on each of some 180 editions is counted,
which is what p99 shows, and p50 is a copy of what is kept.
"""

Ours = Callable[[tuple], object]


def measure(result: Result) -> None:
    random.seed(287)
    began = time.perf_counter()
    register = ofrecord.open("/nonexistent")["ice-287g"]
    register.as_of("2025-09-05").counts(by="state")
    result.raw["opening_and_first_answer_s"] = time.perf_counter() - began
    databases = {
        "one thread": open_database(register, 1),
        "all threads": open_database(register, None),
    }
    days = _random_days(register)
    agencies = [agency.agency_id for agency in register.find_agencies()]
    weeks = [(day, day + timedelta(days=7)) for day in _random_days(register)]
    pairs = [
        tuple(sorted(pair))
        for pair in zip(_random_days(register), _random_days(register), strict=True)
    ]
    table = Table(
        title="Microseconds a question",
        columns=(
            *("question", "ofrecord p50", "p99", "DuckDB p50", "p99"),
            *("p50 through ofrecord", "p99 through ofrecord", "DuckDB's best way"),
        ),
    )
    cases = [
        (
            "counts by state for a day",
            10.0,
            COUNT_QUERIES,
            lambda given: register.as_of(given[0]).counts(by="state"),
            [(day,) for day in days],
            lambda frame: frame.rows(),
        ),
        (
            "changes in a week",
            5.0,
            CHANGE_QUERIES,
            lambda given: register.changes(*given),
            weeks,
            lambda frame: frame.rows(),
        ),
        (
            "changes between any two days",
            5.0,
            CHANGE_QUERIES,
            lambda given: register.changes(*given),
            pairs,
            lambda frame: frame.rows(),
        ),
        (
            "one agency's history",
            5.0,
            HISTORY_QUERIES,
            lambda given: register.history(given[0]),
            [(random.choice(agencies),) for _ in range(QUESTIONS)],
            _history_rows,
        ),
    ]
    for what, bound, queries, ours, questions, as_rows in cases:
        found = [
            way for name, connection in databases.items() for way in ways(connection, name, queries)
        ]
        _compare(what, ours, as_rows, found, questions[:TRIAL])
        best = _find_best(found, questions)
        taken = _time(ours, best, questions)
        _report(result, table, what, bound, best, taken)
    result.tables.append(table)


def _random_days(register: Register) -> list[date]:
    listed = register.view.members
    first, last = date.fromisoformat(listed.days[0]), date.fromisoformat(listed.days[-1])
    return [
        first + timedelta(days=random.randint(0, (last - first).days)) for _ in range(QUESTIONS)
    ]


def _history_rows(history: object) -> Answer:
    return [
        (
            *(window.list, window.from_, window.to, json.dumps(window.printed), window.editions),
            *(window.agreement_id, *window.edition_ids, window.moa_url, window.addendum_url),
        )
        for window in history.windows
    ]


def _compare(
    what: str, ours: Ours, as_rows: Callable, found: Sequence[Way], questions: Sequence[tuple]
) -> None:
    """That every way gives the same answers as ofrecord, before anything is measured."""
    for question in dict.fromkeys(questions):
        expected = [tuple(v or None for v in row) for row in as_rows(ours(question))]
        for way in found:
            answer = way.ask(question)
            if isinstance(answer, list):
                given = [tuple(v or None for v in row) for row in answer]
                assert sorted(given, key=str) == sorted(expected, key=str), (what, way, question)
            else:
                assert len(next(iter(answer.values()))) == len(expected), (what, way, question)


def _find_best(found: Sequence[Way], questions: Sequence[tuple]) -> Way:
    """DuckDB's quickest way, by the median of some questions."""

    def trial(way: Way) -> float:
        return quantile([_clock(way.ask, question) for question in questions[:TRIAL]], 0.5)

    trials = {way: trial(way) for way in found}
    return min(trials, key=trials.__getitem__)


def _clock(ask: Callable[[tuple], object], question: tuple) -> float:
    """Seconds that one answer takes on a machine that does nothing else.

    The lesser of wall-clock and processor time: the first counts the time that other processes had
    the core, the second counts every thread.
    """
    wall, cpu = time.perf_counter(), time.process_time()
    ask(question)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return min(wall, cpu)


def _time(ours: Ours, best: Way, questions: Sequence[tuple]) -> tuple[list[float], list[float]]:
    """The seconds of each question to both, in turns of a block of questions."""
    taken: tuple[list[float], list[float]] = ([], [])
    for start in range(0, len(questions), BLOCK):
        block = questions[start : start + BLOCK]
        for ask, seconds in zip((ours, best.ask), taken, strict=True):
            seconds += [_clock(ask, question) for question in block]
    return taken


def _report(
    result: Result,
    table: Table,
    what: str,
    bound: float,
    best: Way,
    taken: tuple[list[float], list[float]],
) -> None:
    p50, p99 = ((quantile(taken[0], share), quantile(taken[1], share)) for share in (0.5, 0.99))
    for name, (ours, theirs) in (("p50", p50), ("p99", p99)):
        result.promises.append(
            Promise(
                what=f"{what}: DuckDB through ofrecord, {name}",
                measured=theirs / ours,
                bound=bound,
                at_least=True,
            )
        )
    table.rows.append(
        (
            what,
            *(f"{1e6 * value:,.0f}" for value in (p50[0], p99[0], p50[1], p99[1])),
            f"{p50[1] / p50[0]:.1f}",
            f"{p99[1] / p99[0]:.1f}",
            best.name,
        )
    )
    result.raw[what] = {
        "ofrecord": {f"p{n}": quantile(taken[0], n / 100) for n in (1, 10, 50, 90, 99, 100)},
        "duckdb": {f"p{n}": quantile(taken[1], n / 100) for n in (1, 10, 50, 90, 99, 100)},
        "way": best.name,
    }


if __name__ == "__main__":
    run_script(measure, "asking", "Asking", HOW, one_core=False)
