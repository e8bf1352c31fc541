"""Agencies as stories name them are found under every spelling of the record, and no others."""

import pytest

import ofrecord
from ofrecord.story.ground import ground_of


@pytest.fixture(scope="module")
def index():
    return ground_of(ofrecord.open()["ice-287g"].view).index


@pytest.mark.parametrize(
    ("phrase", "state", "agencies"),
    [
        ("the Broome County Sheriff’s Office", "NY", ["Broome County Sheriff's Office"]),
        ("Broome County’s sheriff", "NY", ["Broome County Sheriff's Office"]),
        ("Brome County Sheriff", "NY", ["Broome County Sheriff's Office"]),
        ("Steuben", "NY", ["Steuben County Sheriff's Office"]),
        ("Camden", "NY", ["Camden Police Department"]),
        ("Oneida County", "NY", ["Camden Police Department"]),
        ("the Village of Allegany", "NY", ["Allegany Village Police Department"]),
        ("Virginia State Police", "VA", ["Virginia Department of State Police"]),
        ("State Police", "WV", ["West Virginia State Police Department"]),
        ("departments of Corrections", "VA", ["Virginia Department of Corrections"]),
        ("Department of Agriculture", "FL", ["Office of Agricultural Law Enforcement"]),
        ("SLED", "SC", ["South Carolina Law Enforcement Division"]),
        ("FDLE", "FL", ["Florida Department of Law Enforcement"]),
        ("the NCPD", "NY", []),
        ("NCPD", "NY", ["Nassau County Police Department"]),
        ("University of Florida", "FL", ["University of Florida Police Department"]),
        ("Texas Attorney General's Office", "TX", ["Texas Office of the Attorney General"]),
        ("St. Mary’s", "MD", ["St. Mary's County Sheriff's Office"]),
        ("Utah County", "UT", ["Utah County Sheriff's Office"]),
        ("Utah Highway Patrol", "UT", []),
        ("West Valley City Police Department", "UT", []),
        ("", "UT", []),
    ],
)
def test_a_phrase_means(index, phrase, state, agencies):
    found = index.match(phrase, (state,))
    assert sorted(map(index.name_of, found.agencies)) == agencies


def test_a_county_by_itself_covers_every_agency_in_it(index):
    found = index.match("Nassau County", ("NY",))
    assert sorted(map(index.name_of, found.all)) == [
        "Nassau County Police Department",
        "Nassau County Sheriff's Office",
    ]


def test_without_a_state_a_name_that_begins_with_one_is_looked_for_there(index):
    found = index.match("Florida Highway Patrol")
    assert len(found.agencies) == 1


def test_without_a_state_a_county_of_several_states_means_any_of_them(index):
    assert len(index.match("Polk County").agencies) > 2
