"""What the record holds is borne out in many wordings; the same with a wrong number is not."""

from collections.abc import Mapping
from pathlib import Path

import pytest

import ofrecord
import ofrecord.registers.ice_287g as bundled
from ofrecord.clean.states import STATE_NAMES
from ofrecord.story.claims import Basis, Measure, Reading, Scope, Verdict
from ofrecord.story.counting import Counting
from ofrecord.story.find import make_finder
from ofrecord.story.ground import ground_of
from ofrecord.story.settle import settle_figure

NAME = "ice-287g"
PUBLISHED = "2025-11-12"
STATES = ("TX", "FL", "PA", "NC", "WI", "OH", "NH", "NE", "SC")
NONE = ("IL", "NJ", "VT", "CT", "OR")
OFF = 8
"""By so many a number is made wrong."""
FINDER = make_finder(Path(bundled.__file__).parent, NAME)
AGREEMENTS, AGENCIES = Measure.AGREEMENTS, Measure.AGENCIES
COUNTED: list[tuple[str, Measure, Mapping[str, object]]] = [
    ("{S} has {n} agreements with ICE under the 287(g) program.", AGREEMENTS, {}),
    ("{S}’s 287(g) agreements number {n}.", AGREEMENTS, {}),
    ("In {S}, ICE has signed {n} 287(g) agreements with local agencies.", AGREEMENTS, {}),
    ("{n} law enforcement agencies in {S} take part in the 287(g) program.", AGENCIES, {}),
    ("Taking part in 287(g) are {n} {S} agencies.", AGENCIES, {}),
    ("287(g) agreements have been signed by {n} agencies in {S}.", AGENCIES, {}),
    ("{S} counts {n} agencies among its 287(g) partners.", AGENCIES, {}),
    ("ICE lists {n} {S} agencies as 287(g) participants.", AGENCIES, {}),
    ("Agencies have jumped into 287(g) in {S}, with {n} agencies now on board.", AGENCIES, {}),
    ("In {S}, agencies in {n} counties have 287(g) agreements.", Measure.COUNTIES, {}),
    ("287(g) agreements are in place in {n} {S} counties.", Measure.COUNTIES, {}),
    ("{n} of {S}’s 287(g) agreements are task force agreements.", AGREEMENTS, {"models": ("TFM",)}),
    ("There are {n} warrant service officer agreements in {S}.", AGREEMENTS, {"models": ("WSO",)}),
    ("{S} has {n} agreements under the jail enforcement model.", AGREEMENTS, {"models": ("JEM",)}),
    ("{n} {S} sheriff’s offices have joined 287(g).", AGENCIES, {"words": ("sheriff",)}),
    ("{n} police departments in {S} have 287(g) agreements.", AGENCIES, {"words": ("police",)}),
    (
        "Since July 1, {n} agreements have been signed in {S} under 287(g).",
        AGREEMENTS,
        {"signed_since": "2025-07-01"},
    ),
    ("As of Sept. 5, {S} had {n} 287(g) agreements.", AGREEMENTS, {"day": "2025-09-05"}),
    ("On Sept. 5, ICE’s list showed {n} {S} agencies with 287(g) agreements.", AGENCIES,
     {"day": "2025-09-05"}),
    ("When Trump took office, {S} had {n} 287(g) agreements.", AGREEMENTS, {"day": "2025-01-20"}),
    ("El programa 287(g) cuenta con {n} agencias en {S}.", AGENCIES, {}),
    ("{S} tiene {n} acuerdos 287(g).", AGREEMENTS, {}),
    ("{S}: {n} agreements under 287(g), federal data show.", AGREEMENTS, {}),
    ("With {n} agreements, {S} is far from the leaders in 287(g).", AGREEMENTS, {}),
    ("The number of {S} agencies in the 287(g) program stands at {n}.", AGENCIES, {}),
    ("ICE’s 287(g) partners include {n} agencies in {S}.", AGENCIES, {}),
]  # fmt: skip
ABSENT = [
    "{S} has no 287(g) agreements.",
    "No agencies in {S} participate in 287(g).",
    "There are no 287(g) agreements in {S}.",
    "Not a single {S} agency has joined 287(g).",
    "{S} is among the states with no 287(g) agreements.",
    "None of {S}’s law enforcement agencies has a 287(g) agreement.",
    "ICE has no 287(g) partners in {S}.",
    "No {S} police department or sheriff’s office has a 287(g) agreement.",
    "{S} does not have any 287(g) agreements.",
]
DATED = [
    "The {A} in {S} signed its 287(g) agreement on {d}.",
    "{S}’s {A} joined the 287(g) program on {d}.",
    "ICE’s list gives {d} as the signing date of the agreement with the {A}, {S}.",
    "Signed {d}, the 287(g) agreement covers the {A} in {S}.",
    "It was on {d} that the {A} in {S} joined the 287(g) program.",
    "The {A} in {S} struck a 287(g) deal with ICE on {d}.",
]
SIGNED = [
    ("Yuma County Sheriff’s Office", "Arizona", "June 3, 2025", "June 23, 2025"),
    ("Camden Police Department", "Delaware", "April 29, 2025", "May 19, 2025"),
    ("Lancaster County Sheriff’s Office", "Pennsylvania", "April 24, 2025", "March 4, 2025"),
]


@pytest.fixture(scope="module")
def registers():
    return {NAME: ofrecord.open()[NAME]}


@pytest.fixture(scope="module")
def verdicts(registers):
    def settle(text):
        found = FINDER.find(text, PUBLISHED)
        return [settle_figure(figure, registers, PUBLISHED)[1].verdict for figure in found]

    return settle


def held(registers, measure: Measure, state: str, told: Mapping[str, object]) -> int:
    """The number that the list of the day holds."""
    day = str(told.get("day", PUBLISHED))
    scope = Scope(states=(state,), **{k: v for k, v in told.items() if k != "day"})
    reading = Reading(
        register=NAME, measure=measure, scope=scope, days=(day, day), basis=Basis.STATED
    )
    count = Counting(ground_of(registers[NAME].view), reading)
    return count.ways(count.listing.edition_on(day))[0]


@pytest.mark.parametrize(("wording", "measure", "told"), COUNTED, ids=[c[0] for c in COUNTED])
def test_a_number_that_is_held_is_supported_and_another_is_not(
    verdicts, registers, wording, measure, told
):
    for state in STATES:
        number = held(registers, measure, state, told)
        if number < 2:
            continue
        text = wording.format(S=STATE_NAMES[state], n=number)
        assert set(verdicts(text)) == {Verdict.SUPPORTED}, text
        text = wording.format(S=STATE_NAMES[state], n=number + OFF)
        assert Verdict.SUPPORTED not in verdicts(text), text


@pytest.mark.parametrize("wording", ABSENT)
def test_none_is_supported_where_there_is_none_and_not_where_there_are_some(verdicts, wording):
    for state in NONE:
        text = wording.format(S=STATE_NAMES[state])
        assert verdicts(text) == [Verdict.SUPPORTED], text
    for state in STATES:
        text = wording.format(S=STATE_NAMES[state])
        assert verdicts(text)[0] in {Verdict.CONTRADICTED, Verdict.OUTDATED}, text


@pytest.mark.parametrize("wording", DATED)
def test_a_signing_day_that_is_printed_is_supported_and_another_is_not(verdicts, wording):
    for agency, state, right, wrong in SIGNED:
        text = wording.format(A=agency, S=state, d=right)
        assert verdicts(text) == [Verdict.SUPPORTED], text
        text = wording.format(A=agency, S=state, d=wrong)
        assert verdicts(text) == [Verdict.CONTRADICTED], text
