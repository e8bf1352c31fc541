"""Corrections apply to the cells that they name, carry their evidence, and expire."""

import pytest

from ofrecord.clean.cleaned import CleanedCounty, How
from ofrecord.clean.corrections import EXAMPLE, Standing, load_corrections
from ofrecord.errors import DeclarationError

TYE = {
    "state": "TEXAS",
    "agency": "Tye Police Department  ",
    "county": " Galveston County ",
    "model": "Task Force Model",
}
MOVED = """
[[correction]]
id = "placid"
column = "state"
match = { state = "New York", agency = ["Lake Placid Police Department", "Lake Placid PD"] }
value = "FL"
evidence = "moved to Florida in the next list"
where = "list of 2025-03-07"
decided_on = 2025-03-08
by = "someone"

[[correction]]
id = "placid-county"
column = "county"
match = { state = "NY", agency = "Lake Placid Police Department", county = "" }
value = "Orange County"
evidence = "for the test: both states have one"
where = "Census"
decided_on = 2025-03-08
by = "someone"
"""


def test_a_correction_applies_to_the_printed_cells_and_tells_its_evidence():
    cleaned = load_corrections(EXAMPLE).apply("county", TYE)
    assert isinstance(cleaned, CleanedCounty)
    assert (cleaned.value, cleaned.fips, cleaned.how) == ("Taylor County", "48441", How.CORRECTION)
    assert "Abilene" in cleaned.note
    assert "tye-is-in-taylor-county" in cleaned.note


@pytest.mark.parametrize(
    "other", [{"county": "Taylor County"}, {"agency": "Tye PD"}, {"state": "LOUISIANA"}]
)
def test_it_applies_to_no_other_row(other):
    assert load_corrections(EXAMPLE).apply("county", TYE | other) is None


def test_it_applies_to_no_other_column():
    assert load_corrections(EXAMPLE).apply("state", TYE) is None


@pytest.mark.parametrize("state", ["NEW YORK", "N.Y.", "New Yrok"])
@pytest.mark.parametrize("agency", ["LAKE PLACID POLICE DEPARTMENT", "Lake Placid PD"])
def test_a_state_counts_in_any_form_and_one_of_several_names_is_enough(state, agency):
    cleaned = load_corrections(MOVED).apply("state", {"state": state, "agency": agency})
    assert cleaned is not None
    assert cleaned.value == "FL"


@pytest.mark.parametrize("cells", [{"county": "#NA"}, {"county": ""}, {}])
def test_blank_means_any_placeholder_and_a_column_that_is_not_there(cells):
    row = {"state": "NEW YORK", "agency": "Lake Placid Police Department"} | cells
    cleaned = load_corrections(MOVED).apply("county", row)
    assert cleaned is not None
    assert cleaned.fips == "12095"  # of Florida: the state is corrected first


@pytest.mark.parametrize(
    ("change", "standing"),
    [
        ({}, Standing.APPLIES),
        ({"county": "TAYLOR COUNTY"}, Standing.MENDED),
        ({"county": "Jones County"}, Standing.REPRINTED),
        ({"agency": "Tye PD"}, Standing.ABSENT),
    ],
)
def test_a_correction_says_when_it_no_longer_applies(change, standing):
    (review,) = load_corrections(EXAMPLE).review([TYE | change])
    assert (review.standing, review.rows) == (standing, standing is Standing.APPLIES)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value =", "vlaue =", 'correction tye-is-in-taylor-county: unknown key "vlaue" .*"value"'),
        ('evidence = "Tye', 'x = "Tye', 'unknown key "x"'),
        ('by = "the maintainers"', "", "by is missing or empty"),
        ('by = "the maintainers"', 'by = ""', "by is missing or empty"),
        ('by = "the maintainers"', "by = 3", "by is no text"),
        ("decided_on = 2026-03-02", 'decided_on = "lately"', "decided_on is no date"),
        ('column = "county"', 'column = "countie"', 'unknown column "countie" .*"county"'),
        ("county = ", "town = ", 'unknown column "town"'),
        ("Taylor County", "Tailor County", "is not the Census name of a county of Texas"),
        ("[[correction]]", "[[corrections]]", 'unknown table "corrections"'),
        ("[[correction]]", "[[correction", "Expected|expected|line"),
    ],
)
def test_a_file_that_is_not_as_declared_is_refused_with_what_and_where(old, new, message):
    with pytest.raises(DeclarationError, match=message):
        load_corrections(EXAMPLE.replace(old, new, 1), "corrections.toml")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("state", "Texas", "no USPS code"), ("signed", "2025-13-01", "no ISO date")],
)
def test_a_value_must_be_one_that_the_column_can_have(column, value, message):
    text = EXAMPLE.replace('column = "county"', f'column = "{column}"')
    with pytest.raises(DeclarationError, match=message):
        load_corrections(text.replace("Taylor County", value, 1))


def test_a_vocabulary_limits_the_values_of_a_column():
    text = EXAMPLE.replace('column = "county"', 'column = "type"')
    with pytest.raises(DeclarationError, match='"Taylor County" is no type'):
        load_corrections(text, values={"type": ["County", "State"]})


def test_an_id_stands_once():
    with pytest.raises(DeclarationError, match="two corrections have the id"):
        load_corrections(EXAMPLE + EXAMPLE)
