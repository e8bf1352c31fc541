"""The server, against Datasette on the same rows: requests per second, and the slowest of them."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import ofrecord
from benchmarks.measuring import PYTHON, median, spread
from benchmarks.results import Promise, Result, Skipped, Table, run_script
from ofrecord.front import Register

ROUNDS = 3
SECONDS = 3
CONNECTIONS = 16
DAYS = 500
COUNTS = """
    SELECT state, count(DISTINCT agreement_id) AS agreements, count(DISTINCT agency_id) AS agencies,
           count(DISTINCT county_fips) AS counties,
           rank() OVER (ORDER BY count(DISTINCT agreement_id) DESC) AS rank,
           dense_rank() OVER (ORDER BY count(DISTINCT agreement_id) DESC) AS rank_dense
    FROM entries
    WHERE edition = (SELECT max(number) FROM editions WHERE published_on <= :day)
    GROUP BY state ORDER BY agreements DESC, state"""
ROWS = """
    SELECT * FROM entries
    WHERE edition = (SELECT max(number) FROM editions WHERE published_on <= :day) AND state = :state
    ORDER BY row"""
HOW = """
``wrk -t1 -c16`` on the loopback address, one worker each, the server on one core and ``wrk`` on
another where there are two; both servers run all the time and are asked in turns, three rounds of
three seconds for each question, after one that is not counted. Datasette serves a SQLite file with
the entries and editions of the same list, indexed by edition and by state, opened immutable, and
answers by a canned query (``_shape=array``) that gives the same counts or rows, which is checked
first; ofrecord's answer carries the edition with its captures and the counts of the whole beside
them. "Any of 500 days" are days drawn at random, in a different order on each pass: ofrecord keeps
an answer once it was made, Datasette asks SQLite each time. The page of a state has its map, chart,
rows and newest changes, Datasette's the table of the same rows. Nothing is packed. Other work on
the machine slows both; p99 is of the round in which it was least.
"""
_LUA = """
paths = {%s}
requests = {}
n = 0
init = function(args)
  for number, path in ipairs(paths) do requests[number] = wrk.format("GET", path) end
end
request = function()
  n = n + 1
  return requests[(n * 7919) %% #requests + 1]
end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What wrk found: requests per second, milliseconds of half and of 99 of 100, failures."""

    rate: float
    p50: float
    p99: float
    failed: int


def measure(result: Result) -> None:
    if not shutil.which("wrk"):
        raise Skipped("wrk was not found (Debian's package wrk)")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        register = ofrecord.open(folder / "nothing")["ice-287g"]
        database = _write_database(register, folder / "lists.db")
        with serve_ours(folder / "nothing") as ours, _serve_datasette(database, folder) as theirs:
            _compare(ours, theirs)
            _measure_all(result, folder, ours, theirs, _random_days(register))


def _measure_all(result: Result, folder: Path, ours: str, theirs: str, days: list[str]) -> None:
    questions = {
        "counts by state, one day": ([_counts("2025-09-05")], 10.0),
        "counts by state, any of 500 days": ([_counts(day) for day in days], 10.0),
        "the rows of a state, one day": ([_rows("2025-09-05", "TX")], 10.0),
        "the rows of a state, any of 500 days": ([_rows(day, "FL") for day in days], 10.0),
        "the page of a state, one day": ([_page("2025-09-05", "TX")], 10.0),
    }
    table = Table(
        title="Requests a second, and milliseconds",
        columns=(
            *("question", "ofrecord", "p50", "p99", "Datasette", "p50", "p99"),
            "ofrecord through Datasette",
        ),
    )
    for what, (pairs, bound) in questions.items():
        found: dict[str, list[Load]] = {ours: [], theirs: []}
        for number in range(ROUNDS + 1):
            for server, paths in ((ours, [p[0] for p in pairs]), (theirs, [p[1] for p in pairs])):
                load = _load(folder, server, paths)
                assert not load.failed, (what, server, load)
                if number:
                    found[server].append(load)
        _report(result, table, what, bound, (found[ours], found[theirs]))
    result.tables.append(table)


def _report(
    result: Result, table: Table, what: str, bound: float, found: tuple[list[Load], list[Load]]
) -> None:
    ours, theirs = found
    ratio = median(a.rate / b.rate for a, b in zip(ours, theirs, strict=True))
    p99 = min(load.p99 for load in ours)
    result.promises += [
        Promise(
            what=f"serving {what}: requests a second, ofrecord through Datasette",
            measured=ratio,
            bound=bound,
            at_least=True,
        ),
        Promise(
            what=f"serving {what}: p99 at {CONNECTIONS} connections",
            measured=p99,
            bound=5.0,
            at_least=False,
            unit=" ms",
        ),
    ]
    figures = [
        f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
        for side in found
        for value in (
            median(load.rate for load in side),
            median(load.p50 for load in side),
            min(load.p99 for load in side),
        )
    ]
    table.rows.append((what, *figures, f"{ratio:.1f}"))
    result.raw[what] = {
        name: {
            "rate": [load.rate for load in side],
            "p99_ms": [load.p99 for load in side],
            "spread": spread([load.rate for load in side]),
        }
        for name, side in zip(("ofrecord", "datasette"), found, strict=True)
    }


def _counts(day: str) -> tuple[str, str]:
    return f"/api/v1/ice-287g/as-of/{day}?by=state", f"/lists/counts.json?day={day}&_shape=array"


def _rows(day: str, state: str) -> tuple[str, str]:
    return (
        f"/api/v1/ice-287g/as-of/{day}?rows=true&state={state}",
        f"/lists/rows.json?day={day}&state={state}&_shape=array",
    )


def _page(day: str, state: str) -> tuple[str, str]:
    return f"/on/{day}/state/{state}/", f"/lists/rows?day={day}&state={state}"


def _random_days(register: Register) -> list[str]:
    random.seed(287)
    held = register.view.members.days
    first, last = date.fromisoformat(held[0]), date.fromisoformat(held[-1])
    return [
        (first + timedelta(days=random.randint(0, (last - first).days))).isoformat()
        for _ in range(DAYS)
    ]


# The peer ---------------------------------------------------------------------------------------


def _write_database(register: Register, path: Path) -> Path:
    """The editions of the list of members and their entries, as SQLite."""
    listed = register.view.members
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE editions (number INTEGER PRIMARY KEY, edition_id TEXT, published_on TEXT)"
    )
    fields = (
        *("row", "agreement_id", "agency_id", "agency", "state", "county", "county_fips", "place"),
        *("type", "model", "signed", "moa_url", "addendum_url", "printed"),
    )
    connection.execute(f"CREATE TABLE entries (edition INTEGER, {', '.join(fields)})")
    marks = ", ".join("?" * (len(fields) + 1))
    for number, edition in enumerate(listed.editions):
        connection.execute(
            "INSERT INTO editions VALUES (?, ?, ?)",
            (number, edition.edition_id, edition.first.published_on),
        )
        connection.executemany(
            f"INSERT INTO entries VALUES ({marks})",  # noqa: S608  (marks alone)
            (
                (
                    number,
                    *(getattr(entry, name) for name in fields[:-1]),
                    json.dumps(dict(entry.printed)),
                )
                for entry in register.view.entries(listed.name, number)
            ),
        )
    connection.execute("CREATE INDEX by_edition ON entries (edition, state)")
    connection.execute("CREATE INDEX by_day ON editions (published_on)")
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()
    return path


def _compare(ours: str, theirs: str) -> None:
    """That both give the same counts and the same rows, before anything is measured."""
    for day in ("2025-09-05", "2021-02-01", "2026-02-01"):
        path, other = _counts(day)
        mine, his = _get(ours + path)["by"], _get(theirs + other)
        keys = ("state", "agreements", "agencies", "counties")
        assert sorted([one[key] for key in keys] for one in mine) == sorted(
            [one[key] for key in keys] for one in his
        ), day
        path, other = _rows(day, "TX")
        mine, his = _get(ours + path)["rows"], _get(theirs + other)
        assert [one["agreement_id"] for one in mine] == [one["agreement_id"] for one in his]
        assert [one["printed"] for one in mine] == [json.loads(one["printed"]) for one in his]


# Servers ----------------------------------------------------------------------------------------


@contextmanager
def serve_ours(home: Path) -> Iterator[str]:
    """The address of our server of a home, which runs meanwhile."""
    command = [PYTHON, "-m", "ofrecord", "--home", str(home), "serve", "--port"]
    with _running(command, "/api/v1/registers") as url:
        yield url


@contextmanager
def _serve_datasette(database: Path, folder: Path) -> Iterator[str]:
    queries = {"counts": {"sql": COUNTS}, "rows": {"sql": ROWS}}
    metadata = folder / "metadata.json"
    metadata.write_text(json.dumps({"databases": {"lists": {"queries": queries}}}), "utf-8")
    settings: Mapping[str, int] = {"max_returned_rows": 10_000, "sql_time_limit_ms": 10_000}
    command = [PYTHON, "-m", "datasette", "serve", "-i", str(database), "-m", str(metadata)]
    for name, value in settings.items():
        command += ["--setting", name, str(value)]
    with _running([*command, "--port"], "/lists.json") as url:
        yield url


@contextmanager
def _running(command: list[str], path: str) -> Iterator[str]:
    """A server on a free port and on the first core, until it is no longer needed."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    core = min(os.sched_getaffinity(0))
    process = subprocess.Popen(
        ["taskset", "-c", str(core), *command, str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                _get(url + path)
                break
            except OSError:
                time.sleep(0.1)
                assert process.poll() is None, command
        yield url
    finally:
        process.terminate()
        process.wait()


def _get(url: str):
    with urllib.request.urlopen(url) as answer:  # noqa: S310  (this machine's own servers)
        return json.load(answer)


def _load(folder: Path, server: str, paths: list[str]) -> Load:
    script = folder / "paths.lua"
    script.write_text(_LUA % ", ".join(f'"{path}"' for path in paths), "utf-8")
    core = max(os.sched_getaffinity(0))
    wrk = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", str(script)]
    done = subprocess.run(
        ["taskset", "-c", str(core), *wrk, server + quote(paths[0], safe="/?&=")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    failed = sum(map(int, re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", done)))
    return Load(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1]),
        p50=_milliseconds(re.search(r"\n\s+50%\s+(\S+)", done)[1]),
        p99=_milliseconds(re.search(r"\n\s+99%\s+(\S+)", done)[1]),
        failed=failed,
    )


def _milliseconds(text: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}[unit]


if __name__ == "__main__":
    run_script(measure, "serving", "Serving", HOW, one_core=False)
