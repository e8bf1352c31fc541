"""States come out of any usual form, and out of nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.clean.cleaned import How
from ofrecord.clean.gazetteer import counties_of_state, split_name
from ofrecord.clean.states import STATE_NAMES, TERRITORIES, clean_state, find_state, parse_state
from ofrecord.errors import BadRequest

# The forms of the Associated Press; the other states are not abbreviated.
PRESS = """
Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss.
Mo. Mont. Neb. Nev. N.H. N.J. N.M. N.Y. N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Vt. Va. Wash.
W.Va. Wis. Wyo.
"""


def test_there_are_fifty_states_one_district_and_five_territories():
    assert len(STATE_NAMES) == 56
    assert {"AS", "GU", "MP", "PR", "VI"} == TERRITORIES


@pytest.mark.parametrize("code", STATE_NAMES)
def test_a_state_is_known_by_name_and_code_in_any_case(code):
    name = STATE_NAMES[code]
    for form in (name, name.upper(), name.lower(), f" {name} ", code, code.lower()):
        assert clean_state(form).value == code


def test_the_forms_of_the_press_are_known():
    found = {find_state(form) for form in PRESS.split()}
    assert len(found) == len(PRESS.split()) == 42
    assert "" not in found


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("PENNSLYVANIA", "PA"),
        ("UTAHJ", "UT"),
        ("UTAh", "UT"),
        ("WEST VIRIGINIA", "WV"),
        ("WEST VIRGINA", "WV"),
        ("WESt VIRGINIA", "WV"),
        ("MCHIGAN", "MI"),
        ("AlABAMA", "AL"),
        ("INDIANA  ", "IN"),
        ("GUAM", "GU"),
        ("NORTHERN MARIANA ISLANDS", "MP"),
        ("CNMI", "MP"),
        ("Commonwealth of Pennsylvania", "PA"),
        ("State of Texas", "TX"),
        ("Washington, D.C.", "DC"),
        ("Washington", "WA"),
        ("U.S. Virgin Islands", "VI"),
        ("ARKANAS", "AR"),
        ("KANAS", "KS"),
        ("VIRGINA", "VA"),
        ("NOTRH CAROLINA", "NC"),
    ],
)
def test_what_lists_print_is_read(printed, code):
    assert clean_state(printed).value == code


@pytest.mark.parametrize(
    "printed",
    ["AKANSAS", "OUTH DAKOTA", "Carolina", "Dakota", "Aransas", "Kalkaska", "Baker County", "X"],
)
def test_a_text_between_two_states_or_of_none_is_not_resolved(printed):
    cleaned = clean_state(printed)
    assert (cleaned.value, cleaned.how) == (None, How.UNRESOLVED)
    assert cleaned.note


@pytest.mark.parametrize("printed", ["", "#NA", "\xa0"])
def test_a_blank_state_is_blank(printed):
    assert clean_state(printed).how is How.BLANK


def test_no_county_is_read_as_a_misspelt_state():
    names = {split_name(c.name)[0] for code in STATE_NAMES for c in counties_of_state(code)}
    assert not [name for name in names if clean_state(name).how is How.SPELLING]


@given(st.text())
def test_any_text_gets_an_answer_and_only_a_known_code(text):
    cleaned = clean_state(text)
    assert (cleaned.value is None) == (cleaned.how in (How.BLANK, How.UNRESOLVED))
    assert cleaned.value is None or cleaned.value in STATE_NAMES


def test_a_mistyped_request_names_the_argument_and_the_nearest_state():
    with pytest.raises(BadRequest, match='--state: unknown state "Texs"') as raised:
        parse_state("Texs", argument="--state")
    assert raised.value.nearest == "Texas"
