"""The tables are what they claim to be."""

import subprocess
import sys
from pathlib import Path

import pytest

from ofrecord.clean import gazetteer
from ofrecord.clean.gazetteer import (
    counties_of_state,
    county_keys,
    county_of_fips,
    find_place,
    fold_name,
    place_keys,
    split_name,
)
from ofrecord.clean.states import STATE_FIPS, STATE_NAMES, TERRITORIES

ALL = [county for state in STATE_NAMES for county in counties_of_state(state)]


def test_fips_codes_are_unique_and_begin_with_their_state():
    assert len({county.fips for county in ALL}) == len(ALL)
    for state, prefix in STATE_FIPS.items():
        assert all(c.fips.startswith(prefix) and len(c.fips) == 5 for c in counties_of_state(state))


def test_the_states_have_3143_counties_and_the_territories_91():
    territories = sum(len(counties_of_state(state)) for state in TERRITORIES)
    assert (len(ALL) - territories, territories) == (3143, 91)


@pytest.mark.parametrize(
    ("state", "count"), [("TX", 254), ("GA", 159), ("VA", 133), ("LA", 64), ("FL", 67), ("CT", 8)]
)
def test_states_have_as_many_counties_as_they_have(state, count):
    assert len(counties_of_state(state)) == count


def test_the_folded_names_in_the_table_are_those_that_the_code_makes():
    for state in STATE_NAMES:
        for key, counties in county_keys(state).items():
            assert {fold_name(split_name(county.name)[0]) for county in counties} == {key}


@pytest.mark.parametrize("state", sorted(set(STATE_NAMES) - {"AS", "GU", "MP", "VI"}))
def test_every_place_is_found_under_its_name_and_lies_in_real_counties(state):
    keys = place_keys(state)
    assert list(keys) == sorted(set(keys))
    for key in keys:
        place = find_place(key, state)
        assert place is not None
        assert fold_name(place.name) == key
        assert place.fips
        assert all(county_of_fips(fips) for fips in place.fips)


def test_the_tables_stay_small_and_say_where_they_come_from():
    folder = Path(gazetteer.__file__).with_name("geography")
    assert sum(path.stat().st_size for path in folder.iterdir()) < 600_000
    assert "creativecommons.org/licenses/by/4.0" in (folder / "SOURCES.txt").read_text()


def test_an_exact_value_is_cleaned_without_loading_a_library_for_likeness():
    code = (
        "import sys\n"
        "from ofrecord.clean.states import clean_state\n"
        "from ofrecord.clean.counties import clean_county, county_of_agency\n"
        "assert clean_county('Oneida County', clean_state('NEW YORK').value).fips == '36065'\n"
        "assert county_of_agency('Camden Police Department', 'NY').fips == '36065'\n"
        "assert 'rapidfuzz' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
