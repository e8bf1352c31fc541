"""One made record in a process of its own: what each step costs, a line of JSON a step.

python -m benchmarks.grown make EDITIONS AGREEMENTS HOME
python -m benchmarks.grown files EDITIONS AGREEMENTS FOLDER
python -m benchmarks.grown ask HOME
"""

from __future__ import annotations

import gc
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.generate import Generator, hold_editions
from benchmarks.workbooks import write_workbooks
from ofrecord.pipeline import record_path
from ofrecord.pipeline.expectations import vocabulary_of
from ofrecord.record.derive import derive_identity, fingerprint
from ofrecord.record.facts import Facts
from ofrecord.record.history import Edition, load_editions, load_facts, store_history
from ofrecord.record.store import read_record, write_record
from ofrecord.record.stored import FORMAT, StoredIdentity, StoredRecord
from ofrecord.register import Declaration, register_named

REGISTER = "ice-287g"
ASKED = 200
CONTROL = "control: a dict of its ids"
"""What Python and the machine's memory make of the work that is linear without any doubt."""
ENOUGH = 150
"""Seconds of processor: after so long, nothing is added to the made record."""


@contextmanager
def step(name: str) -> Iterator[None]:
    """Says what a step took, and the most memory that the process has had so far."""
    began = time.thread_time()  # a process with a limit counts its own time in ticks
    yield
    say(name, time.thread_time() - began)


def say(name: str, seconds: float) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"step": name, "seconds": seconds, "peak_mb": peak}), flush=True)


def make(editions: int, agreements: int, home: Path) -> None:
    """Makes a record, writes it, and takes in one more edition, as a build does."""
    declaration = register_named(REGISTER)
    path = record_path(home, REGISTER)
    gc.disable()  # as a build does
    with step("generate"):
        history, facts = hold_editions(Generator(editions, agreements).printings())
    history.pop()  # the newest edition of applicants: what is added below is the longer list
    newest = history.pop()
    record = _record(history, facts, declaration, None, "")
    with step("write"):
        write_record(path, record)
    size = path.stat().st_size
    print(json.dumps({"step": "size", **_sizes(record), "bytes": size}), flush=True)
    row = [facts.rows[fact] for fact in newest.rows]
    del history, facts, record
    gc.collect()
    if time.process_time() > ENOUGH:
        return  # adding derives again: it would take as long once more
    with step("add: read the record"):
        stored = read_record(path)
        assert stored is not None
        facts = load_facts(stored)
        history = load_editions(stored)
    history.append(replace(newest, rows=tuple(map(facts.index, row))))
    record = _record(history, facts, declaration, stored.identity, "add: ")
    with step("add: write"):
        write_record(path, record)


def _record(
    history: list[Edition],
    facts: Facts,
    declaration: Declaration,
    before: StoredIdentity | None,
    label: str,
) -> StoredRecord:
    """What a build writes once the captures are read: the same functions in the same order."""
    with step(f"{label}store"):
        strings, rows, captures, editions, numbers = store_history(history, facts)
        kept = Facts(facts.rows[fact] for fact in numbers)
        renumbered = [
            replace(edition, rows=tuple([numbers[fact] for fact in edition.rows]))
            for edition in history
        ]
    with step(f"{label}derive"):
        vocabularies = {name: vocabulary_of(declaration, name) for name in ("model", "type")}
        identity = derive_identity(renumbered, kept, declaration, vocabularies, None, before)
    return StoredRecord(
        format=FORMAT,
        register=declaration.name,
        code=fingerprint(declaration),
        strings=strings,
        facts=rows,
        captures=captures,
        editions=editions,
        rejections=(),
        identity=identity,
    )


def _sizes(record: StoredRecord) -> dict[str, int]:
    identity = record.identity
    return {
        "editions": len(record.editions),
        "facts": len(record.facts),
        "agreements": len(identity.agreements),
        "agencies": len(identity.agencies),
        "changes": len(identity.changes),
        "candidates": len(identity.candidates),
    }


def ask(home: Path) -> None:
    """Opens a record and asks it; the seconds of a question are medians."""
    import ofrecord

    ofrecord.open("/nonexistent")[REGISTER].as_of("2025-09-05").counts(by="state")  # imports
    with step("open"):
        register = ofrecord.open(home)[REGISTER]
        view = register.view
    days = view.members.days
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    rng = random.Random(287)

    def day() -> date:
        return first + timedelta(days=rng.randint(0, (last - first).days))

    identity = view.stored.identity
    named = [a.agreement_id for a in identity.agreements] + [a.agency_id for a in identity.agencies]
    gc.collect()
    with step(CONTROL):
        dict(zip(named, range(len(named)), strict=True))
    with step("first counts"):
        register.as_of(day()).counts(by="state")
    _ask("counts", lambda: register.as_of(day()).counts(by="state"))
    with step("first changes"):
        register.changes(last - timedelta(days=7), last)
    _ask("changes in a week", lambda: register.changes(start := day(), start + timedelta(days=7)))
    ids = [agency.agency_id for agency in identity.agencies]
    with step("first history"):
        register.history(ids[0])
    _ask("history", lambda: register.history(rng.choice(ids)))


def _ask(name: str, question: Callable[[], object]) -> None:
    taken = []
    for _ in range(ASKED):
        began = time.thread_time()
        question()
        taken.append(time.thread_time() - began)
    say(name, sorted(taken)[ASKED // 2])


def main(arguments: list[str]) -> None:
    match arguments:
        case ["make", editions, agreements, home]:
            make(int(editions), int(agreements), Path(home))
        case ["files", editions, agreements, folder]:
            write_workbooks(Generator(int(editions), int(agreements)).printings(), Path(folder))
        case ["ask", home]:
            ask(Path(home))


if __name__ == "__main__":
    main(sys.argv[1:])
