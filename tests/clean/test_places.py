"""Towns are found in agencies' names, and counties are not guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.clean.cleaned import How
from ofrecord.clean.gazetteer import county_of_fips
from ofrecord.clean.places import counties_of_place, place_in_agency_name, place_to_county


@pytest.mark.parametrize(
    ("state", "agency", "place"),
    [
        ("NY", "Camden Police Department", "Camden"),
        ("LA", "Arnaudville Police Department, LA", "Arnaudville"),
        ("FL", "Tampa PD", "Tampa"),
        ("FL", "Indian River Shores DPS", "Indian River Shores"),
        ("FL", "New Port Richey Polce Department", "New Port Richey"),
        ("TX", "La Vernia Police Deparment", "La Vernia"),
        ("FL", "Boca Raton Police Services Department", "Boca Raton"),
        ("FL", "City of Miami Police Department", "Miami"),
        ("NY", "Village of Camden Police", "Camden"),
        ("FL", "Panama City Police Dept.", "Panama City"),
        ("TX", "Smiley City Marshal's Office", "Smiley"),
        ("TX", "Saint Hedwig Marshal's Office", "St. Hedwig"),
        ("NV", "Las Vegas Metropolitan Police Department", "Las Vegas"),
        ("FL", "Indiatlantic Police Department", "Indialantic"),
        ("FL", "Daytona Beach Shores Public Safety", "Daytona Beach Shores"),
        ("MI", "Center Line Division of Public Safety and Security", "Center Line"),
        ("PA", "West York Borough Police Department", "West York Borough"),
        ("PA", "Stowe Township Police Department", "Stowe Township"),
        ("PA", "Constable Unity Township", "Unity Township"),
        ("PA", "Troy Township PA State Constable", "Troy Township"),
        ("PA", "South Pymatuning TWP State Constable", "South Pymatuning Township"),
        ("PA", "Pennsylvania State Constable's Office, Cooke Township", "Cooke Township"),
        (
            "PA",
            "Pennsylvania State Constable's Office So Middleton Twp",
            "South Middleton Township",
        ),
        ("PA", "Pennsylvania State Constable Office Honey Brook Precinct 1", "Honey Brook"),
        ("PA", "Lower Burrell Fourth Ward Constable", "Lower Burrell"),
        ("PA", "Office of Constable Monroeville 6th Ward", "Monroeville"),
        ("PA", "East Donegal Township, PA", "East Donegal Township"),
        ("PA", "State College Police Department", "State College"),
        ("TX", "University Park Police Department", "University Park"),
        ("FL", "Florida City Police Department", "Florida City"),
        ("FL", "N. Miami Police Department", "North Miami"),
        ("FL", "ST. CLOUD POLICE DEPARTMENT", "St. Cloud"),
        ("FL", "Village of Estero", "Estero"),
    ],
)
def test_the_place_is_what_stands_beside_the_kind_of_agency(state, agency, place):
    found = place_in_agency_name(agency, state)
    assert found == place


@pytest.mark.parametrize(
    ("state", "agency"),
    [
        ("FL", "University of Florida Police Department"),
        ("FL", "Florida Atlantic Police Department"),
        ("FL", "Melbourne International Airport Police Department"),
        ("FL", "Florida Department of Law Enforcement"),
        ("AR", "Arkansas State Police Department"),
        ("IA", "Iowa Dept. of Public Safety"),
        ("KS", "Kansas Bureau of Investigation"),
        ("MP", "CNMI Department of Public Safety"),
        ("LA", "Ward 5 Marshal's Office"),
        ("OH", "Clermont County Sheriff's Office"),
        ("TX", "Galveston County Constable's Office Pct.1"),
        ("MI", "Metro Police Authority of Genesee County"),
        ("PA", "Susquehanna Regional Police Department"),
        ("AR", "Arkansas Department of Public Safety-Crime Information Center"),
        ("TX", "Office of the Attorney General"),
    ],
)
def test_a_body_of_no_one_place_has_none(state, agency):
    assert place_in_agency_name(agency, state) is None
    assert place_to_county(agency, state).how is How.BLANK


@pytest.mark.parametrize(
    ("place", "state", "names"),
    [
        ("Camden", "NY", ["Oneida County"]),
        ("Kissimmee", "FL", ["Osceola County"]),
        ("Richmond", "VA", ["Richmond city"]),
        ("St. Louis", "MO", ["St. Louis city"]),
        ("Longboat Key", "FL", ["Manatee County", "Sarasota County"]),
        ("West York Borough", "PA", ["York County"]),
        ("Nowhere at All", "NY", []),
        ("Camden", "", []),
    ],
)
def test_all_counties_in_which_a_place_can_lie_are_given(place, state, names):
    assert [county_of_fips(fips).name for fips in counties_of_place(place, state)] == names


def test_a_township_is_not_taken_for_the_town_of_the_same_name():
    assert counties_of_place("Derry", "PA")
    assert counties_of_place("Derry Township", "PA") == ()
    assert place_to_county("Derry Township Constable's Office", "PA").how is How.UNRESOLVED


def test_a_seat_that_reaches_further_is_put_into_its_county_with_a_note():
    cleaned = place_to_county("Oklahoma City Police Department", "OK")
    assert (cleaned.value, cleaned.note) == (
        "Oklahoma County",
        "the county of Oklahoma City, its seat",
    )


def test_a_city_in_several_counties_is_left_open():
    cleaned = place_to_county("Longboat Key Police Department", "FL")
    assert (cleaned.value, cleaned.how) == (None, How.UNRESOLVED)


@given(st.text(), st.sampled_from(["NY", "PA", "GU", "", "??"]))
def test_any_name_gets_an_answer(agency, state):
    cleaned = place_to_county(agency, state)
    assert (cleaned.value is None) == (cleaned.how in (How.BLANK, How.UNRESOLVED))
    assert (cleaned.fips == "") == (cleaned.value is None)


@given(st.text(min_size=1, max_size=40))
def test_a_place_stands_in_the_agency_name_or_in_the_gazetteer(name):
    agency = f"{name} Police Department"
    place = place_in_agency_name(agency, "PA")
    assert place is None or place_in_agency_name(f"{place} Police Department", "PA") is not None
