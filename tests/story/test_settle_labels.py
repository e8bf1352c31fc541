"""Given the readings of people who read the stories, the record says what they say it says.

The labelled claims are no part of the repository; each says how its sentence is to be read. What a
label leaves to its text (which agencies are meant) is filled in here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace

import pytest

import ofrecord
from ofrecord.clean.counties import clean_county
from ofrecord.clean.states import find_state
from ofrecord.story.claims import Basis, Cause, Comparator, Measure, Reading, Scope, Verdict
from ofrecord.story.dating import date_readings
from ofrecord.story.settle import settle_reading

MEASURES = {
    "share_pct": Measure.SHARE,
    "growth_pct": Measure.GROWTH_PERCENT,
    "has_agreement": Measure.MEMBERSHIP,
    "oldest": Measure.FIRST,
    "first_date_at_least": Measure.REACH,
}
MOUNTAIN_WEST = ("NV", "UT", "ID", "MT", "WY", "CO", "NM")
KINDS = {"police", "sheriff", "university|college"}


def _counties(*names: str) -> tuple[str, ...]:
    return tuple(f"{name} County" for name in names)


# What a label's reading leaves to its text: the agencies that the text names.
NAMED: dict[str, tuple[str, ...]] = {
    "seed#12": ("Rensselaer County Sheriff's Office",),
    "seed#13": ("Nassau County Sheriff's Office",),
    "seed#21": ("Rensselaer County Sheriff's Office",),
    "seed#23": ("Steuben County Sheriff's Office",),
    "aclusc-2025#2": _counties("York", "Lexington", "Horry"),
    "aclusc-2025#3": ("SLED", *_counties("Berkeley", "Kershaw", "Pickens")),
    "inquirer-20250424#1": ("Bucks County Sheriff's Office",),
    "investwest-202504#1": ("Owyhee County Sheriff's Office",),
    "kelo-20250523#2": ("Highway Patrol", "Division of Criminal Investigation (DCI)"),
    "kjzz-20250611#2": _counties("Navajo", "Yuma"),
    "kuer-20250730#1": (
        "Utah Department of Corrections",
        *_counties("Beaver", "Kane", "Sanpete", "Tooele", "Utah", "Washington", "Weber"),
    ),
    "kuer-20250730#2": _counties("Weber", "Washington", "Utah", "Tooele"),
    "kuer-20250730#3": (
        "Utah Highway Patrol",
        "Ogden Police Department",
        "West Valley City Police Department",
    ),
    "nepm-202505#2": ("Wheeler County Sheriff's Office",),
    "nepm-202505#3": ("Wheeler County Sheriff's Office",),
    "newsmax-20260216#1": _counties(
        "Wicomico",
        "Washington",
        "St. Mary's",
        "Garrett",
        "Frederick",
        "Cecil",
        "Carroll",
        "Allegany",
    ),
    "shoredaily-20260206#1": (
        "Virginia Marine Resources Commission",
        "Virginia State Police",
        "Department of Corrections",
        "Department of Wildlife",
    ),
    "tnlookout-202512#2": _counties(
        "Hancock", "Lincoln", "Madison", "Marion", "Unicoi", "Van Buren"
    ),
    "tnlookout-202512#3": (
        "Department of Safety and Homeland Security",
        "Department of Correction",
    ),
    "unionherald-20260216#1": _counties(
        "Allegany",
        "Carroll",
        "Cecil",
        "Frederick",
        "Garrett",
        "St. Mary's",
        "Washington",
        "Wicomico",
    ),
    "visaverge-bucks-202505#2": ("Bucks County Sheriff's Office",),
    "visaverge-in-202507#2": ("Hamilton County Sheriff's Office",),
    "visaverge-wv#1": ("Division of Corrections and Rehabilitation",),
    "wboc-202505#2": ("Camden Police Department",),
    "whyy-20250424#1": ("Bucks County Sheriff's Office",),
    "wlrn-20250224#1": ("Florida Highway Patrol",),
    "wlrn-20250224#4": (
        "Department of Agriculture",
        "Fish and Wildlife Conservation Commission",
        "Florida Department of Law Enforcement",
        "Florida Highway Patrol",
        "Florida State Guard",
    ),
    "wvgov-20250813#1": (
        "West Virginia State Police",
        "West Virginia Division of Corrections and Rehabilitation",
        "West Virginia National Guard",
    ),
    "wvgov-20250813#2": ("State Police", "West Virginia National Guard"),
}
REACHES_BACK = {"sltrib-20250917#2"}
"""The text says "never before" of a time that begins before the lists."""

DISAGREED = {
    "irtf-202512#4": "true on lists of seven weeks before, so outdated by the rule for old numbers",
    "ihe-20250416#1": "told from documents, not from the list; eight were listed two weeks later",
    "wboc-202505#2": "the region that the text names reaches beyond the state that the label gives",
}
"""The labels that are settled otherwise, and why."""

CAUSES = {
    "seed#1": Cause.HEADER_ROW,
    "seed#7": Cause.OTHER_RANKING,
    "breitbart-20250410#2": Cause.INCLUDES_PENDING,
    "centersquare-tx-20260209#1": Cause.OTHER_DAY,
    "factually-roster-20260131#1": Cause.OTHER_DAY,
    "factually-roster-20260131#2": Cause.COUNTS_TERRITORIES,
    "ipm-20250801#3": Cause.AGREEMENTS_NOT_AGENCIES,
    "kjzz-20250611#1": Cause.AGREEMENTS_NOT_AGENCIES,
    "tnlookout-202512#1": Cause.AGREEMENTS_NOT_AGENCIES,
    "visaverge-20250528#3": Cause.OTHER_DAY,
    "wvxu-20251027#1": Cause.SIGNED_NOT_LISTED,
}
"""What explains a figure that does not hold, where the label names such a thing."""


def to_readings(label: dict) -> list[Reading]:
    """A label's reading; two where the label counts agreements and the states they are in."""
    told = label.get("reading") or {"measure": "none"}
    filters = dict(told.get("filters", {}))
    if told["measure"] == "none" or "measure" not in told:
        return [Reading(register="ice-287g", measure=Measure.NONE, reason=label["note"])]
    measure = MEASURES.get(told["measure"]) or Measure(told["measure"])
    value: float | str = told["value"]
    if "ratio" in filters:
        measure, value = Measure.GROWTH_RATIO, filters["ratio"]
    others: tuple[str, ...] = ()
    if measure is Measure.EQUAL:
        others, value = tuple(find_state(state) for state in value), "yes"
    if "exclude" in filters:
        others = (filters["exclude"],)
    days, basis = _days(label, told)
    comparator = Comparator(told["comparator"])
    if measure is Measure.SET:
        comparator = Comparator.EXACT
    first = Reading(
        register="ice-287g",
        measure=measure,
        scope=_scope(label, measure, filters),
        days=days,
        basis=basis,
        comparator=Comparator.EXACT if "ratio" in filters else comparator,
        value=value if isinstance(value, str) else float(value),
        base=filters.get("base", ""),
        others=others,
    )
    if isinstance(filters.get("states"), int):
        states = Reading(
            register="ice-287g",
            measure=Measure.STATES,
            scope=first.scope,
            days=days,
            basis=basis,
            value=float(filters["states"]),
        )
        return [first, states]
    return [first]


def _days(label: dict, told: dict) -> tuple[tuple[str, str] | None, Basis]:
    basis = Basis(told["basis"])
    day = told["as_of"]
    if label["id"] in REACHES_BACK:
        return ("", day), Basis.EVENT
    if day is None:
        return None, basis
    if isinstance(day, list):
        return (day[0], day[1]), basis
    return (day, day), basis


def _scope(label: dict, measure: Measure, filters: dict) -> Scope:
    states = _states(filters.get("state", ""))
    agency = filters.get("agency", "")
    words: tuple[str, ...] = ()
    agencies = NAMED.get(label["id"], ())
    if agency in KINDS and measure in {Measure.AGENCIES, Measure.AGREEMENTS}:
        words = tuple(agency.split("|"))
    elif agency and not agencies:
        agencies = tuple(agency.split("|"))
    counties = tuple(
        clean_county(f"{name} County", states[0]).fips
        for name in filters.get("county", "").split("|")
        if name
    )
    return Scope(
        states=states,
        counties=counties,
        agencies=agencies,
        words=words,
        models=(filters["model"],) if "model" in filters else (),
        types=(filters["type"],) if "type" in filters else (),
        pending=filters.get("status") == "pending",
        with_pending=filters.get("status") == "participating+pending",
        signed_since=filters.get("signed_since", ""),
        signed_until=filters.get("signed_until", ""),
        territories=filters.get("territories", ""),
    )


def _states(told: str) -> tuple[str, ...]:
    if "Mountain West" in told:
        return MOUNTAIN_WEST
    names = told.replace("+", ",").split(",") if told else []
    return tuple(find_state(name.strip()) for name in names)


# The labels settled -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def labels(shared):
    """Every label of the register, seed page and development set."""
    found = []
    for path in (shared / "stories/seed/labels.jsonl", shared / "stories/dev.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            label = json.loads(line)
            if "reading" in label:
                found.append(label)
    return found


@pytest.fixture(scope="module")
def lists():
    return ofrecord.open()["ice-287g"]


@pytest.fixture(scope="module")
def outcomes(labels, lists):
    """For each label its outcomes; stories without a day are dated by their own figures."""
    stories = defaultdict(list)
    for label in labels:
        stories[label.get("story", "seed")].append((label, to_readings(label)))
    found = {}
    for told in stories.values():
        published = told[0][0]["published"] or ""
        readings = [reading for _, several in told for reading in several]
        days = None if published else date_readings(readings, lists)
        for label, several in told:
            found[label["id"]] = [
                settle_reading(date_reading(reading, days), lists, published) for reading in several
            ]
    return found


def date_reading(reading: Reading, days: tuple[str, str] | None) -> Reading:
    if days and reading.days is None and reading.basis is Basis.UNDATED:
        return replace(reading, days=days, basis=Basis.MONTH)
    return reading


ORDER = [
    Verdict.CONTRADICTED,
    Verdict.OUTDATED,
    Verdict.AMBIGUOUS,
    Verdict.NOT_CHECKABLE,
    Verdict.SUPPORTED,
]


def verdict_of(outcomes):
    """The verdict on a claim of several parts: its weakest part's."""
    return min((outcome.verdict for outcome in outcomes), key=ORDER.index)


def test_the_labels_readings_are_settled_as_labelled(labels, outcomes):
    wrong = {}
    for label in labels:
        wanted = label["verdict"]
        wanted = wanted if isinstance(wanted, list) else [wanted]
        got = verdict_of(outcomes[label["id"]])
        if got not in wanted:
            wrong[label["id"]] = f"{got}, not {wanted}: {outcomes[label['id']][0].says}"
    assert {key: told for key, told in wrong.items() if key not in DISAGREED} == {}
    assert wrong.keys() == DISAGREED.keys(), (
        "one listed as settled otherwise is settled as labelled"
    )


def test_what_does_not_hold_is_explained_by_what_the_label_names(outcomes):
    found = {
        key: [e.kind for outcome in outcomes[key] for e in outcome.explanations] for key in CAUSES
    }
    assert {key: kinds for key, kinds in found.items() if CAUSES[key] not in kinds} == {}


def test_every_outcome_can_be_pasted_and_names_its_edition(outcomes):
    for several in outcomes.values():
        for outcome in several:
            assert outcome.says.endswith(".")
            assert "\n" not in outcome.says
            assert outcome.says[0].isupper() or outcome.says[0].isdigit()
            if outcome.verdict is Verdict.SUPPORTED:
                assert outcome.edition is not None


def test_every_figure_of_the_seeds_first_story_is_settled_as_labelled(labels, outcomes):
    first = [label for label in labels if label.get("article") == 1]
    assert len(first) == 27
    wrong = {
        label["id"]: verdict_of(outcomes[label["id"]])
        for label in first
        if verdict_of(outcomes[label["id"]]) != label["verdict"]
    }
    assert wrong == {}
