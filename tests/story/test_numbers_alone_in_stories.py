"""Numbers without a noun in whole stories: what they go on counting, and what they do not."""

from pathlib import Path

import pytest

import ofrecord.registers.ice_287g as bundled
from ofrecord.story.find import make_finder

FINDER = make_finder(Path(bundled.__file__).parent, "ice-287g")
DAY = "2025-09-26"
LEAD = "Kentucky agencies hold 20 agreements under the 287(g) program. "
FILLER = "The sheriff spoke. He was firm. Nobody asked. The hall was cold. Supper was late. "


def read(text, day=DAY):
    """The figures of a text that a list can settle: what, how many, of which states and models."""
    return [
        (r.measure.value, r.value, r.scope.states, r.scope.models)
        for f in FINDER.find(text, day)
        if (r := f.readings[0]).measure != "none"
    ]


def counts(text, day=DAY):
    """The same without the lead's own."""
    return read(LEAD + text, day)[1:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Tennessee, there are 34, and in Indiana 14.", {"TN": 34, "IN": 14}),
        ("West Virginia has 10; Ohio, nine; Missouri, a dozen.", {"WV": 10, "OH": 9, "MO": 12}),
        (FILLER + "Ohio has nine, Indiana 14 and Tennessee 34.", {"OH": 9, "IN": 14, "TN": 34}),
        ("Indiana passed Ohio this summer and now has 14.", {"IN": 14}),
        ("Tennessee ranks fourth. Ohio, with nine, is far behind.", {"OH": 9}),
    ],
)
def test_states_are_compared_by_what_was_counted_however_long_before(text, expected):
    told = {of[0]: n for measure, n, of, _ in counts(text) if measure == "agreements"}
    assert told == expected


def test_what_was_counted_last_of_something_else_is_not_gone_on_with():
    text = FILLER + "ICE holds 12,000 people. Ohio has nine, Indiana 14."
    assert counts(text) == []


def test_counties_told_by_the_way_are_not_what_other_states_are_compared_by():
    text = "They are spread over 13 counties. Ohio has nine."
    assert ("agreements", 9.0, ("OH",), ()) in counts(text)


def test_a_number_in_a_side_clause_is_not_gone_on_with():
    text = "Florida has 327 agreements, after 67 sheriffs had signed. It had 48 in December."
    assert ("agreements", 48.0, ("FL",), ()) in counts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two are kept at the old mill.",
        "Two, in Sevier and Kane counties, fall in between.",
        "Nassau, on Long Island, has two.",
        "Louisiana and Oklahoma have 25 each.",
        "What kinds are there? Three.",
    ],
)
def test_a_number_that_is_narrowed_in_an_unknown_way_states_something_else(text):
    assert counts(text) == []


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("Ten are for jails, five for warrants and five for patrol.", ["JEM", "WSO", "TFM"]),
        ("More than half, or 11, are task force agreements.", ["TFM"]),
        ("All 20 use the task force model.", ["TFM"]),
        ("Ten are limited to serving warrants.", ["WSO"]),
    ],
)
def test_parts_are_told_by_what_they_are_for(text, models):
    assert [of[0] for measure, _, _, of in counts(text) if measure == "agreements"] == models


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("ICE partnerships top 1,000 under 287(g).", 1000.0, "more_than"),
        ("Hay más de mil cien acuerdos 287(g) con ICE.", 1100.0, "more_than"),
        ("Hay doscientos acuerdos 287(g) con ICE.", 200.0, "exact"),
    ],
)
def test_numbers_are_read_with_what_loosens_them(text, value, hedge):
    reading = FINDER.find(text, DAY)[0].readings[0]
    assert (reading.value, reading.comparator) == (value, hedge)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Georgia had six 287(g) agreements at Christmas.", ("2024-12-25", "2024-12-25")),
        ("On New Year's Eve Georgia had six 287(g) agreements.", ("2024-12-31", "2024-12-31")),
        ("When this year began, Georgia had six 287(g) agreements.", ("2025-01-01", "2025-01-10")),
        ("A year ago this month Georgia had six 287(g) agreements.", ("2024-09-01", "2024-09-30")),
    ],
)
def test_days_that_have_a_name_are_read(text, days):
    assert FINDER.find(text, DAY)[0].readings[0].days == days


def test_the_number_of_agencies_that_have_agreements_counts_agencies():
    text = "The number of agencies that have 287(g) agreements went from six to 44."
    assert [measure for measure, *_ in read(text)] == ["agencies", "agencies"]


def test_territories_that_are_told_beside_states_are_known():
    told = [f.readings[0] for f in FINDER.find("41 states and territories have 287(g) agreements.")]
    assert told[0].scope.territories == ""
    text = "Forty states now have at least one agency on the 287(g) list, plus Guam."
    assert FINDER.find(text)[0].readings[0].scope.territories == "GU"


def test_there_is_none_only_in_the_states_of_its_own_clause():
    text = "There are no 287(g) agreements in Ohio, in contrast with Iowa and Kansas."
    assert read(text) == [("agreements", 0.0, ("OH",), ())]


def test_a_list_is_read_with_its_numbers_first():
    text = "By the numbers: 287(g)\n1,035: agreements\n41: states with at least one\n"
    assert [(measure, value) for measure, value, *_ in read(text)] == [
        ("agreements", 1035.0),
        ("states", 41.0),
    ]


def test_a_story_that_never_names_the_programme_goes_on_about_it():
    text = (
        "ICE has signed agreements with 57 local agencies in Tennessee. Of those, 38 use "
        "the warrant model. " + FILLER + "Florida has 342 and Texas 301."
    )
    assert {of[0]: value for _, value, of, _ in read(text) if of} == {
        "TN": 38.0,
        "FL": 342.0,
        "TX": 301.0,
    }  # fmt: skip


def test_his_own_office_is_no_agency_that_is_named():
    text = "The sheriff says his office was the first in Ohio to join the 287(g) program."
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Georgia, Virginia and Ohio come next, with 30, 24 and 23.",
            [(30.0, ("GA",)), (24.0, ("VA",)), (23.0, ("OH",))],
        ),
        (
            "Oldham is one of nine agencies in Kentucky and among 725 across 40 states.",
            [(725.0, ())],
        ),
        ("Florida has more than any other, 342, about a quarter of the 1,414.", [(1414.0, ())]),
        ("Texas had 213, second only to Florida's 334. Those 213 are old.", [(213.0, ("TX",))]),
    ],
)
def test_of_which_states_a_number_is(text, expected):
    told = [(n, of) for measure, n, of, _ in counts(text) if measure in {"agreements", "agencies"}]
    assert [one for one in told if one in expected][: len(expected)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Senate vote was 31-16.",
        "Only four states and Guam have fewer.",
        "The order has taken three of them off the list.",
        "Ohio has twice as many agreements.",
        "It was first signed in 2017.",
        "Camden is the only village force on the list.",
        "Boards must approve agreements first.",
        "A law that took effect Jan. 1 asks sheriffs to seek agreements.",
    ],
)
def test_what_only_looks_like_a_figure_is_none(text):
    assert counts(text) == []


def test_a_number_that_is_also_that_of_the_programme_is_read():
    assert read("Texas has 287 agreements with ICE.") == [("agreements", 287.0, ("TX",), ())]
    assert read("Section 287 (g) lets ICE sign agreements.") == []


def test_the_day_of_a_memorandum_is_that_of_the_agency_named_before():
    text = "Weber County Sheriff's Office joined 287(g). The memorandum was signed on July 2, 2025."
    reading = FINDER.find(text, DAY)[-1].readings[0]
    assert (reading.measure, reading.value) == ("signed_date", "2025-07-02")
    assert reading.scope.agencies == ("Weber County Sheriff's Office",)


def test_the_counties_of_a_story_of_one_state_are_known_by_their_names_alone():
    text = "Minnesota has nine 287(g) agreements. Hennepin and Ramsey do not participate."
    reading = FINDER.find(text, DAY)[-1].readings[0]
    assert (reading.measure, reading.value) == ("membership", "no")
    assert reading.scope.agencies == ("Hennepin County", "Ramsey County")


@pytest.mark.parametrize(
    ("text", "measure", "value"),
    [
        ("Kansas agencies have 28, up from 23 in November.", "agreements", 28.0),
        ("Kansas agencies now total 28.", "agencies", 28.0),
        ("At least 29 states have one. In June, 21 did.", "states", 21.0),
        ("Eleven states have no agreements. That leaves 39 that do.", "states", 39.0),
        ("Lyon County holds two of them.", "agreements", 2.0),
    ],
)
def test_what_a_number_counts_is_told_by_who_has_it(text, measure, value):
    assert (measure, value) in [(m, n) for m, n, *_ in counts(text)]


def test_what_one_agency_holds_is_asked_of_that_agency():
    reading = FINDER.find(LEAD + "Oldham County holds two of them.", DAY)[1].readings[0]
    assert reading.scope.agencies == ("Oldham County",)


def test_several_kinds_of_agency_together_are_agencies_of_every_kind():
    text = "Fifty Pennsylvania police departments, sheriffs and constables have joined 287(g)."
    assert FINDER.find(text, DAY)[0].readings[0].scope.words == ()
    text = "Fifty police departments and sheriff's offices in Pennsylvania have joined 287(g)."
    assert FINDER.find(text, DAY)[0].readings[0].scope.words == ("police", "sheriff")


def test_the_first_count_of_a_story_tells_its_state():
    text = (
        "Fifty-four Pennsylvania agencies have 287(g) agreements, more than in Ohio or Iowa.\n\n"
        "Fifty of the agreements are for the task force model."
    )
    assert read(text)[-1] == ("agreements", 50.0, ("PA",), ("TFM",))


def test_a_time_that_is_put_in_about_an_agreement_is_not_that_of_a_count():
    text = (
        "Metro's deal with ICE, signed last month, makes it one of four Nevada agencies in 287(g)."
    )
    told = [f.readings[0] for f in FINDER.find(text, DAY) if f.readings[0].measure == "agencies"]
    assert told[0].scope.signed_since == ""


@pytest.mark.parametrize(
    "text",
    [
        "Ohio had no agreements until late.",
        "Massachusetts has one agreement and the others have none.",
        "No new Ohio agencies have joined since summer.",
        "Many agencies have two or three.",
        "There is a tie at 15 among Ohio, Iowa and Utah.",
        "Gorham's agreement is the oldest.",
    ],
)
def test_what_is_told_of_others_than_can_be_asked_is_not_settled(text):
    assert [one for one in counts(text) if one[1] in {0.0, 15.0, 2.0, 3.0, "yes"}] == []


def test_agencies_that_sign_through_another_are_looked_for_under_that_one():
    text = (
        "The Oklahoma Highway Patrol, through the Department of Public Safety, "
        "signed a 287(g) agreement in February."
    )
    reading = next(
        f.readings[0] for f in FINDER.find(text, DAY) if f.readings[0].measure == "signed_date"
    )
    assert reading.scope.agencies == ("Department of Public Safety",)


def test_the_agencies_that_are_gone_are_said_not_to_be_listed():
    text = "Virginia has 29 287(g) agreements. The State Police and the Marine Police are gone."
    reading = FINDER.find(text, DAY)[-1].readings[0]
    assert (reading.measure, reading.value) == ("membership", "no")


def test_shares_that_follow_one_another_are_each_of_its_model():
    text = (
        "Fifty-five percent of the agreements are under the task force model, 34 percent under the "
        "warrant service officer model and 11 percent under the jail enforcement model."
    )
    told = [(n, of) for measure, n, _, of in counts(text) if measure == "share"]
    assert told == [(55.0, ("TFM",)), (34.0, ("WSO",)), (11.0, ("JEM",))]


def test_a_number_put_in_behind_a_share_or_a_model_is_read():
    text = "About half, 11, are task force agreements. The others are jail enforcement (9)."
    told = counts(text)
    assert told[0][0] == "share"
    assert told[1:] == [
        ("agreements", 11.0, ("KY",), ("TFM",)),
        ("agreements", 9.0, ("KY",), ("JEM",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The state has nine agreements, five of which allow raids.",
        "Delaware's only agreement was canceled last spring.",
    ],
)
def test_parts_and_ends_that_no_list_tells_are_not_settled(text):
    assert [n for _, n, *_ in counts(text) if n in {1.0, 5.0}] == []


def test_the_first_count_tells_no_state_where_others_are_counted_as_well():
    text = (
        "Ohio has nine 287(g) agreements. Indiana has 14 agreements.\n\n"
        + FILLER
        + "\n\nThe number of agreements has tripled since January."
    )
    reading = FINDER.find(text, DAY)[-1].readings[0]
    assert (reading.measure, reading.scope.states) == ("growth_ratio", ())
