"""Counties come out by their Census name, and never as a neighbour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.clean.cleaned import How
from ofrecord.clean.counties import clean_county, county_in_name, county_of_agency
from ofrecord.clean.gazetteer import counties_of_state, split_name
from ofrecord.clean.states import STATE_NAMES

COUNTIES = [(code, county) for code in STATE_NAMES for county in counties_of_state(code)]


@pytest.mark.parametrize("upper", [False, True])
def test_every_county_is_itself_in_any_case(upper):
    for state, county in COUNTIES:
        printed = county.name.upper() if upper else county.name
        assert clean_county(printed, state).fips == county.fips
    assert clean_county("Autauga County", "AL").how is How.AS_PRINTED


def test_every_county_is_itself_without_its_kind_unless_a_city_shares_the_name():
    shared = {
        (state, county.name)
        for state, county in COUNTIES
        if clean_county(split_name(county.name)[0], state).fips != county.fips
    }
    assert shared == {
        (state, name)
        for state, base in [
            ("MD", "Baltimore"),
            ("MO", "St. Louis"),
            ("VA", "Fairfax"),
            ("VA", "Franklin"),
            ("VA", "Richmond"),
            ("VA", "Roanoke"),
        ]
        for name in (f"{base} County", f"{base} city")
    }


@given(st.sampled_from(COUNTIES), st.text(max_size=30))
def test_a_real_county_is_never_changed_whatever_the_agency_is_called(county, agency):
    state, real = county
    assert clean_county(real.name, state, agency).fips == real.fips


@given(st.sampled_from(COUNTIES), st.sampled_from(sorted(STATE_NAMES)))
def test_a_county_of_another_state_is_never_read_by_likeness(county, state):
    cleaned = clean_county(split_name(county[1].name)[0] + " County", state)
    assert cleaned.how is not How.SPELLING


@given(st.text(), st.sampled_from(["AK", "GU", "LA", "TX", "VA", "", "??"]), st.text())
def test_any_text_gets_an_answer(text, state, agency):
    cleaned = clean_county(text, state, agency)
    assert (cleaned.value is None) == (cleaned.how in (How.BLANK, How.UNRESOLVED))
    assert cleaned.fips == "" or cleaned.value is not None
    assert (county_in_name(text, state).value is None) or state


@pytest.mark.parametrize(
    ("state", "printed", "name"),
    [
        ("FL", "Lake Conty", "Lake County"),
        ("TX", "Guadalupe Conty", "Guadalupe County"),
        ("AL", "Baldwin Couny", "Baldwin County"),
        ("MS", "Hinds Couny", "Hinds County"),
        ("NY", "Steuben COunty", "Steuben County"),
        ("AR", "Sebastian county ", "Sebastian County"),
        ("PA", "\nSchuylkill County", "Schuylkill County"),
        ("GA", "Decatur", "Decatur County"),
        ("TX", "Travis Co.", "Travis County"),
        ("CA", "County of Los Angeles", "Los Angeles County"),
        ("TX", "Bexar County, TX", "Bexar County"),
        ("MD", "PRINCE GEORGES COUNTY", "Prince George's County"),
        ("MD", "St Marys County", "St. Mary's County"),
        ("MO", "Sainte Genevieve County", "Ste. Genevieve County"),
        ("FL", "Saint Lucie County", "St. Lucie County"),
        ("FL", "St. Luice County", "St. Lucie County"),
        ("FL", "Miami Dade County", "Miami-Dade County"),
        ("FL", "Dade County", "Miami-Dade County"),
        ("FL", "De Soto County", "DeSoto County"),
        ("IL", "Du Page", "DuPage County"),
        ("IL", "La Salle County", "LaSalle County"),
        ("TX", "LaSalle County", "La Salle County"),
        ("GA", "De Kalb County", "DeKalb County"),
        ("NM", "Dona Ana County", "Doña Ana County"),
        ("LA", "Saint Landry County", "St. Landry Parish"),
        ("LA", "Union County", "Union Parish"),
        ("LA", "Calacasieu Parish", "Calcasieu Parish"),
        ("LA", "Arcadia County", "Acadia Parish"),
        ("AK", "Matanuska-Susitna", "Matanuska-Susitna Borough"),
        ("AK", "Anchorage Borough", "Anchorage Municipality"),
        ("NY", "Brooklyn", "Kings County"),
        ("CT", "Hartford County", "Hartford County"),
        ("VA", "Hopewell County", "Hopewell city"),
        ("VA", "City of Richmond", "Richmond city"),
        ("VA", "Richmond County", "Richmond County"),
        ("VA", "James City", "James City County"),
        ("NV", "Carson City", "Carson City"),
        ("MO", "St. Louis City", "St. Louis city"),
        ("MD", "Baltimore County", "Baltimore County"),
        ("TN", "Sparta-White County", "White County"),
        ("AR", "Layafette County", "Lafayette County"),
        ("FL", "Flagere County", "Flagler County"),
        ("MD", "Allegancy", "Allegany County"),
        ("TX", "Palmer County", "Parmer County"),
        ("TX", "Somervill", "Somervell County"),
        ("KS", "Lyon's County", "Lyon County"),
        ("MP", "Saipan", "Saipan Municipality"),
        ("DC", "District of Columbia", "District of Columbia"),
    ],
)
def test_usual_and_misspelt_forms_are_read(state, printed, name):
    assert clean_county(printed, state).value == name


@pytest.mark.parametrize(
    ("state", "printed", "note"),
    [
        ("SC", "Lackawanna County", "no county of South Carolina, but one of Pennsylvania"),
        ("AR", "Bowie County", "no county of Arkansas, but one of Texas"),
        ("TX", "Jefferson Parish", "no county of Texas"),
        ("VA", "Richmond", '"Richmond" can be Richmond County or Richmond city'),
        ("MD", "Baltimore", '"Baltimore" can be Baltimore County or Baltimore city'),
        ("TX", "Fall County", '"Fall County" is no county of Texas (nearest: Falls County)'),
        ("AL", "County", '"County" names no county'),
        ("FL", "Manatee and Sarasota County", "names several counties"),
        ("LA", "German Coast County", "is no county of Louisiana"),
        ("AZ", "Pimal County", "is no county of Arizona"),
    ],
)
def test_what_is_not_sure_stays_open_and_says_why(state, printed, note):
    cleaned = clean_county(printed, state)
    assert (cleaned.value, cleaned.how) == (None, How.UNRESOLVED)
    assert note in cleaned.note or note.split(" (")[0] in cleaned.note


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("FL", ["Baker", "Bay", "Lake"]),
        ("AZ", ["Pima", "Pinal"]),
        ("TX", ["Hall", "Hale", "Falls"]),
    ],
)
def test_neighbours_in_spelling_stay_apart(state, names):
    found = [clean_county(f"{name} County", state).value for name in names]
    assert found == [f"{name} County" for name in names]


@pytest.mark.parametrize(
    ("state", "printed", "agency", "name"),
    [
        ("AL", "County", "Clarke County Sheriff's Office", "Clarke County"),
        ("AR", "Pop County", "Pope County Sheriff's Office", "Pope County"),
        ("TX", "Fall County", "Marlin Police Department", "Falls County"),
        ("PA", "Alleghany County", "Office of Constable Monroeville 6th Ward", "Allegheny County"),
        ("VA", "Richmond", "Richmond City Sheriff's Office", "Richmond city"),
        ("VA", "Roanoke", "Roanoke County Sheriff's Office", "Roanoke County"),
    ],
)
def test_the_agency_settles_what_the_cell_leaves_open(state, printed, agency, name):
    assert clean_county(printed, state, agency).value == name


def test_the_agency_does_not_overrule_a_county_of_another_state():
    assert clean_county("Bowie County", "AR", "Texarkana Police Department").value is None


def test_a_district_of_guam_is_kept_and_counted_as_guam():
    cleaned = clean_county("Kattan District ", "GU")
    assert (cleaned.value, cleaned.fips) == ("Kattan District", "66010")


@pytest.mark.parametrize("printed", ["", "#NA", "N/A", "#n?A", "\xa0"])
def test_a_blank_county_is_blank(printed):
    assert clean_county(printed, "TX").how is How.BLANK


@pytest.mark.parametrize(
    ("state", "agency", "name"),
    [
        ("AL", "Etowah County Sheriff's Office", "Etowah County"),
        ("PA", "County of Franklin / Franklin County Jail", "Franklin County"),
        ("PA", "Pennsylvania State Constables Office Cambria County", "Cambria County"),
        (
            "FL",
            "Pasco County Board of County Commissioners/ Pasco County Corrections",
            "Pasco County",
        ),
        ("LA", "East Baton Rouge Parish Sheriff\u2019s Office", "East Baton Rouge Parish"),
        ("FL", "Miami-Dade Sheriff's Office", "Miami-Dade County"),
        ("WI", "Mantiowoc County Sheriff's Office", "Manitowoc County"),
        ("NY", "Cattaraugus Counry Sheriff's Office", "Cattaraugus County"),
        ("VA", "Hopewell Sheriff's Office", "Hopewell city"),
        ("FL", "Jacksonville Sheriff's Office", "Duval County"),
        ("NY", "Camden Police Department", "Oneida County"),
        ("NV", "Las Vegas Metropolitan Police Department", "Clark County"),
    ],
)
def test_a_blank_county_can_be_read_from_the_agency(state, agency, name):
    assert county_of_agency(agency, state).value == name


@pytest.mark.parametrize(
    ("state", "agency"),
    [
        ("GA", "Spaulding County Sheriff's Office"),  # Spalding or Paulding
        ("VA", "Rappahannock, Shenandoah, Warren Regional Jail Authority"),
        ("MA", "Crow Wing County Sheriff's Office"),
        ("AL", "Alabama Department of Corrections"),
        ("NY", "New York State Police"),
    ],
)
def test_an_agency_of_no_sure_county_gets_none(state, agency):
    assert county_of_agency(agency, state).value is None
