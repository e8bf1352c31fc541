"""Folding names is sure, and likeness is careful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.identify.documents import clean_address, document_key
from ofrecord.identify.likeness import (
    Nearby,
    are_alike,
    every_pair,
    marks_of,
    pairs_of_few,
    pairs_to_try,
    place_of,
)
from ofrecord.identify.names import NameFolder
from ofrecord.record.derive import _known_name

STATES = {"FL": "Florida", "AK": "Alaska", "PA": "Pennsylvania", "TX": "Texas"}
SHORT = {"pd": "police department", "so": "sheriff", "twp": "township", "bocc": "board of county"}
fold = NameFolder(SHORT, STATES).fold
texts = st.text(st.sampled_from("abcdefg '\u2019.,&-123\u00f1\u00e9"), max_size=30)
WORDS = ("bay", "baker", "lake", "county", "sheriff", "police", "city", "of", "pd", "4th")
names = st.lists(st.sampled_from(WORDS)).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tampa PD", "City of Tampa Police Department"),
        ("Tampa P.D.", "tampa police dept"),
        ("Bay County Sheriff's Office", "BAY COUNTY SHERIFFS OFFICE"),
        ("Bay County Sheriff's Department", "Bay County Sheriff"),
        ("Florida Department of Corrections", "Department of Corrections"),
        ("Fish & Wildlife", "Fish and Wildlife"),
        ("Borough of West Chester Police Department", "West Chester Borough Police Department"),
        ("Lafourche Parish Sheriff", "Lafourche County Sheriff"),
        ("Doña Ana Police", "Dona Ana Police"),
        ("Arnaudville Police Department, FL", "Arnaudville Police Department"),
        ("Constable 4th District", "Constable 4 District"),
    ],
)
def test_the_same_body_under_the_same_words_has_the_same_key(one, other):
    assert fold(one, "FL").key == fold(other, "FL").key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bay County Sheriff", "Baker County Sheriff"),
        ("Bay County Sheriff", "Bay County Jail"),
        ("Manheim Borough Police", "Manheim Township Police"),
        ("Constable District 4", "Constable District 14"),
        ("Texas County Sheriff", "County Sheriff"),
    ],
)
def test_two_bodies_have_two_keys(one, other):
    assert fold(one, "TX").key != fold(other, "TX").key


def test_the_states_name_is_kept_for_likeness():
    name = fold("Alaska Department of Corrections", "AK")
    assert name.words == ("department", "of", "corrections")
    assert name.plain == ("alaska", "department", "of", "corrections")


@given(name=texts, state=st.sampled_from(list(STATES)))
def test_any_text_folds_and_folding_its_words_again_changes_nothing(name, state):
    folded = fold(name, state)
    assert folded.key == "".join(folded.words)
    assert folded.key.isascii()
    assert fold(" ".join(folded.words), "").key == fold(" ".join(folded.words).upper(), "").key


@given(one=names, other=names)
def test_likeness_does_not_depend_on_the_side(one, other):
    left, right = fold(one, "FL"), fold(other, "FL")
    mine = are_alike(left, right, "FL", _known_name)
    theirs = are_alike(right, left, "FL", _known_name)
    assert bool(mine) == bool(theirs)


SLIPS = [
    ("Lampass County Sheriff", "Lampasas County Sheriff"),
    ("Macro Island Police", "Marco Island Police"),
    ("Quarryville Police", "Quarryville Borough Police"),
    ("St. Charles Place Sheriff", "St. Charles Parish Sheriff"),
    ("Constable Unity Township", "Unity Township Constable"),
    ("State Constable 4th District Polk County", "State Constable 4th District"),
    ("Rappahannok, Warren Jail Authority", "Rappahannock, Waren Jail Authority"),
]


@pytest.mark.parametrize(("one", "other"), SLIPS)
def test_alike_names_have_a_mark_in_common(one, other):
    (left,), (right,) = marks_of(fold(one, "TX")), marks_of(fold(other, "TX"))
    assert (
        left.whole == right.whole
        or left.whole in right.parts
        or right.whole in left.parts
        or set(left.slips) & set(right.slips)
    )


def test_a_likeness_is_found_with_the_states_own_name_or_without():
    nearby = Nearby()
    nearby.add(fold("Texas Department of Agriculture", "TX"), "whole")
    nearby.add(fold("Department of Agriculture", "TX"), "short")
    assert nearby.find(fold("Texas Department of Agricultur", "TX")) == ["whole", "short"]
    assert nearby.find(fold("Office of Agricultural Law Enforcement", "TX")) == ["whole", "short"]


def test_of_many_pairs_those_that_may_be_alike_are_tried():
    places = [
        f"{first}{last} Police" for first in ("Oak", "Elm", "Ash") for last in ("dale", "ton")
    ]
    names = {place: fold(place, "TX") for place in (*places, "Oakdael Police")}
    tried = list(pairs_to_try(["Oakdael Police", *places[3:]], places, names.__getitem__))
    assert ("Oakdael Police", "Oakdale Police") in tried
    assert len(tried) < 4 * len(places)
    assert len(list(every_pair(places, places, names.__getitem__))) == len(places) ** 2
    crowd = [str(number) for number in range(11)]
    assert list(pairs_of_few(crowd, crowd, names.get)) == []
    assert len(list(pairs_of_few(crowd[:3], crowd, names.get))) == 33


def test_the_longest_place_counts():
    name = fold("Palm Beach Gardens Police Department", "FL")
    assert place_of(name, "FL", _known_name) == "palm beach gardens"


def test_a_county_is_not_a_city_of_its_name():
    assert _known_name("hopewell", "VA")
    assert not _known_name("hopewell county", "VA")


@pytest.mark.parametrize(
    "link",
    [
        "https://www.ice.gov/doclib/287gMOA/UnivFLPDFL_TFM_MOA_041525.pdf",
        "http://www.ice.gov/doclib/about/287g/UnivFLPDFL-TFM-MOA-041525.PDF#page=2",
        "chrome-extension://abc/https:/www.ice.gov/doclib/287gMOA/UnivFLPDFL_TFM_MOA_041525.pdf",
        "https://gcc02.safelinks.example/?url=https%3A%2F%2Fa.gov%2FUnivFLPDFL_TFM_MOA_041525.pdf&d=1",
        "https://web.archive.org/web/20250219/https://www.ice.gov/x/UnivFLPDFL_TFM_MOA_041525.pdf",
    ],
)
def test_one_document_has_one_key_under_every_address(link):
    assert document_key(link) == "univflpdfltfmmoa041525"


@pytest.mark.parametrize("text", ["", "link pending", "Cons", "https:", "javascript:alert(1)"])
def test_what_is_no_address_is_no_document(text):
    assert clean_address(text) == document_key(text) == ""


@given(text=st.text())
def test_any_text_can_stand_in_a_link(text):
    assert document_key(text) == document_key(clean_address(text))
