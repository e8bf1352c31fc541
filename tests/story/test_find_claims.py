"""Sentences of our own, in the manner of many outlets, are found and read as they are meant.

Each line of claims_of_our_own.jsonl is a text, the story's day, and what is to be found in it.
Where it is not ``loose``, nothing else that the lists could settle may be found.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import ofrecord.registers.ice_287g as bundled
from ofrecord.story.claims import FoundFigure, Reading
from ofrecord.story.find import make_finder

CLAIMS = [
    json.loads(line)
    for line in Path(__file__).with_name("claims_of_our_own.jsonl").read_text("utf-8").splitlines()
]
FINDER = make_finder(Path(bundled.__file__).parent, "ice-287g")
COUNTS = {"agreements", "agencies", "counties"}
PARTS = {"states", "states_without", "share", "growth_ratio", "growth_percent", "reach"}
DATED = {"agreements", "agencies", "states", "counties", "rank", "share"}


def name(claim: dict) -> str:
    return claim["text"].rsplit("\n", 1)[-1][:60]


@pytest.mark.parametrize("claim", CLAIMS, ids=name)
def test_every_figure_is_read_as_it_is_meant(claim):
    text = claim["text"]
    figures = FINDER.find(text, claim["published"])
    used: set[int] = set()
    for wanted in claim["expect"]:
        place = text.rindex if wanted["measure"] == "status" else text.index
        start = place(wanted["span"])
        end = start + len(wanted["span"])
        near = [n for n, f in enumerate(figures) if f.start < end and start < f.end]
        used.update(near)
        assert near, f"{wanted['span']!r} is not found"
        best = min((differences(wanted, figures[n], claim) for n in near), key=len)
        assert best == []
    if not claim.get("loose"):
        extra = [f.text for n, f in enumerate(figures) if n not in used and is_checkable(f)]
        assert extra == []


def is_checkable(figure: FoundFigure) -> bool:
    return figure.readings[0].measure != "none"


def differences(wanted: dict, figure: FoundFigure, claim: dict) -> list[str]:
    """In what a figure's reading is not the one that is meant."""
    reading = figure.readings[0]
    measures = wanted["measure"]
    measures = measures if isinstance(measures, list) else [measures]
    if reading.measure not in measures:
        return [f"{figure.text!r}: {reading.measure} {reading.reason}, not {measures[0]}"] * 9
    wrong = [f"value {reading.value}"] if not has_value(reading, wanted.get("value")) else []
    if reading.measure in COUNTS | PARTS:
        wrong += wrong_scope(reading, wanted)
    if reading.measure in COUNTS:
        wrong += wrong_window(reading, wanted)
    wrong += wrong_rest(reading, wanted)
    if reading.measure in DATED:
        wrong += wrong_days(reading, wanted.get("day", claim["published"] or None), claim)
    return wrong


def has_value(reading: Reading, value: object) -> bool:
    if value is None or (reading.measure == "membership" and value not in {"yes", "no"}):
        return True
    if isinstance(value, str):
        return set(str(reading.value).split(",")) == set(value.split(","))
    return not isinstance(reading.value, str) and abs(reading.value - value) < 0.5


def wrong_scope(reading: Reading, wanted: dict) -> list[str]:
    scope, wrong = reading.scope, []
    told = reading.measure == "share" and "comparator" not in wanted
    if not told and reading.comparator != wanted.get("comparator", "exact"):
        wrong.append(f"comparator {reading.comparator}")
    wrong += [
        f"{field} {getattr(scope, field)}"
        for field in ("states", "models")
        if set(getattr(scope, field)) != set(wanted.get(field, ()))
    ]
    if scope.pending != wanted.get("pending", False):
        wrong.append(f"pending {scope.pending}")
    return wrong


def wrong_window(reading: Reading, wanted: dict) -> list[str]:
    since, until = reading.scope.signed_since, reading.scope.signed_until
    wrong = [] if since == wanted.get("since", "") else [f"since {since}"]
    return wrong if until == wanted.get("until", until) else [*wrong, f"until {until}"]


def wrong_rest(reading: Reading, wanted: dict) -> list[str]:
    scope, wrong = reading.scope, []
    if not set(wanted.get("states", ())) <= set(scope.states):
        wrong.append(f"states {scope.states}")
    if "models" in wanted and reading.measure != "models":
        wrong += [] if set(scope.models) == set(wanted["models"]) else [f"models {scope.models}"]
    if not set(wanted.get("words", ())) <= set(scope.words):
        wrong.append(f"words {scope.words}")
    for field, has in (
        ("types", scope.types),
        ("base", reading.base),
        ("high", reading.high),
        ("others", reading.others),
    ):
        if field in wanted and has != (
            tuple(wanted[field]) if isinstance(wanted[field], list) else wanted[field]
        ):
            wrong.append(f"{field} {has}")
    if "agencies" in wanted:
        named = [phrase.replace("'", "’") for phrase in scope.agencies]
        every = all(any(part in phrase for phrase in named) for part in wanted["agencies"])
        if not every or len(named) != len(wanted["agencies"]):
            wrong.append(f"agencies {named}")
    return wrong


def wrong_days(reading: Reading, day: str | list[str] | None, claim: dict) -> list[str]:
    """A stated day may be taken together with those up to the story's own."""
    if day is None or reading.days is None:
        return [] if reading.days is None and not claim["published"] else [f"days {reading.days}"]
    first, last = (day, day) if isinstance(day, str) else day
    latest = max(last, claim["published"]) if reading.days[0] == first else last
    fits = first <= reading.days[0] <= last and first <= reading.days[1] <= latest
    return [] if fits else [f"days {reading.days}"]
