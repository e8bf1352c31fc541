"""The work grows with the list and with its history, and no faster. Counted, not timed."""

import random
import sys
from dataclasses import replace

import pytest

STATES = ("FL", "GA", "TX", "PA", "TN", "VA")
SYLLABLES = [a + b for a in "bdfghklmnprstvw" for b in "aeiou"]
KINDS = ("{} County Sheriff's Office", "{} Police Department", "{} Township Police Department")


def make_rows(chance, row_type, number):
    """Agencies with names as different as real ones."""
    rows = []
    for _ in range(number):
        name = "".join(chance.choices(SYLLABLES, k=4)).title()
        rows.append(
            row_type(
                chance.choice(KINDS).format(name),
                model=chance.choice(("WSO", "TFM", "JEM")),
                signed=f"2025-0{chance.randrange(1, 7)}-{chance.randrange(10, 29)}",
                state=chance.choice(STATES),
                document="".join(chance.choices(SYLLABLES, k=8)),
            )
        )
    return rows


def make_history(row_type, edition_type, agencies, editions, changes):
    """Editions of which each prints some names otherwise, takes rows out, brings new ones in."""
    chance = random.Random(7)
    rows, spare = make_rows(chance, row_type, agencies), make_rows(chance, row_type, agencies * 2)
    for number in range(editions):
        for _ in range(changes):
            at = chance.randrange(len(rows))
            name = rows[at].agency
            slip = chance.randrange(1, 6)
            match chance.randrange(4):
                case 0:
                    slipped = name[:slip] + name[slip + 1] + name[slip] + name[slip + 2 :]
                    rows[at] = replace(rows[at], agency=slipped)
                case 1:
                    day = chance.randrange(10, 29)
                    rows[at] = replace(rows[at], signed=f"{rows[at].signed[:8]}{day}")
                case 2 if spare:
                    rows[at] = spare.pop()
                case _:
                    rows[at] = replace(rows[at], document=f"{rows[at].document}x")
        day = f"{2025 + number // 336}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
        yield edition_type(day, tuple(rows))


def count_calls(run):
    """How many functions of Python a run calls."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        if event == "call":
            calls += 1

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    ("what", "less", "more"),
    [
        ("agencies", (150, 20, 6), (1500, 20, 60)),
        ("editions", (150, 20, 6), (150, 200, 6)),
    ],
)
def test_ten_times_as_much_is_at_most_ten_times_the_work(what, less, more, row, edition, find):
    counts = []
    for size in (less, more):
        editions = list(make_history(row, edition, *size))
        find(editions)  # what is looked up once is looked up before counting
        counts.append(count_calls(lambda editions=editions: find(editions).changes()))
    assert counts[1] <= 11 * counts[0], f"{what}: {counts}"
