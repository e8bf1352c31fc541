"""Agencies, counties and towns are found under the names that sentences give them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ofrecord.registers.ice_287g as bundled
from ofrecord.story.bodies import find_bodies, find_known
from ofrecord.story.lexicon import load_lexicon
from ofrecord.story.tokens import Words, flatten, lower

LEXICON = load_lexicon(Path(bundled.__file__).with_name("register.toml"))


def bodies(text: str) -> list[str]:
    plain = flatten(text)
    words = Words(plain, lower(plain), LEXICON)
    found = find_bodies(words, LEXICON.initials)
    assert all(0 <= b.start < b.end <= len(text) for b in found)
    return [body.phrase for body in found]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("the Nassau County Police Department (NCPD) signed", ["Nassau County Police Department"]),
        ("the St. Lucie County Sheriff’s Office", ["St. Lucie County Sheriff's Office"]),
        ("Prince George’s County sheriff’s office", ["Prince George's County sheriff's office"]),
        ("Sheriff Bob Johnson of Santa Rosa County", ["Santa Rosa County Sheriff's Office"]),
        ("Clermont County’s sheriff signed", ["Clermont County Sheriff's Office"]),
        ("Coral Gables police joined", ["Coral Gables Police Department"]),
        ("the police department in Camden", ["Camden Police Department"]),
        (
            "police departments of Ogden and West Valley City",
            [
                "Ogden Police Department",
                "West Valley City Police Department",
            ],
        ),
        (
            "deputies in Cecil, Frederick and Harford counties",
            [
                "Cecil County Sheriff's Office",
                "Frederick County Sheriff's Office",
                "Harford County Sheriff's Office",
            ],
        ),
        (
            "Broome, Nassau and Steuben counties",
            [
                "Broome County",
                "Nassau County",
                "Steuben County",
            ],
        ),
        (
            "the counties of Berkeley, Kershaw and Pickens",
            [
                "Berkeley County",
                "Kershaw County",
                "Pickens County",
            ],
        ),
        (
            "eight counties so far: Cass, Crow Wing and Mille Lacs",
            [
                "Cass County",
                "Crow Wing County",
                "Mille Lacs County",
            ],
        ),
        (
            "Weber, Washington, Utah and Tooele counties",
            [
                "Weber County",
                "Washington County",
                "Utah County",
                "Tooele County",
            ],
        ),
        ("Fond du Lac County and Oneida County", ["Fond du Lac County", "Oneida County"]),
        (
            "Pinellas, Pasco and Polk County sheriffs",
            [
                "Pinellas County Sheriff's Office",
                "Pasco County Sheriff's Office",
                "Polk County Sheriff's Office",
            ],
        ),
        ("the Florida Department of Law Enforcement", ["Florida Department of Law Enforcement"]),
        (
            "the state’s departments of Corrections and Wildlife",
            [
                "Department of Corrections",
                "Department of Wildlife",
            ],
        ),
        (
            "the Fish and Wildlife Conservation Commission",
            [
                "Fish and Wildlife Conservation Commission",
            ],
        ),
        (
            "the State Police and the West Virginia National Guard",
            [
                "State Police",
                "West Virginia National Guard",
            ],
        ),
        ("Nevada’s Douglas County Sheriff’s Office", ["Douglas County Sheriff's Office"]),
        (
            "the University of Florida and Florida A&M University",
            [
                "University of Florida",
                "Florida A&M University",
            ],
        ),
        ("SLED plus the county of York", ["SLED"]),
        ("In Camden, a village, the Police Department joined", ["Camden Police Department"]),
        ("la Oficina del Sheriff del condado de Orange", ["Orange County Sheriff's Office"]),
        ("the town of Troy", ["Troy"]),
    ],
)  # fmt: skip
def test_an_agency_is_found_by_its_name(text, phrases):
    assert bodies(text) == phrases


@pytest.mark.parametrize(
    "text",
    [
        "local police and sheriffs signed agreements",
        "Local Police Agreements With ICE Have Exploded",
        "the Department of Homeland Security and the Justice Department",
        "ten Nassau County detectives were trained",
        "an Oneida County village",
        "20 condados de Carolina del Norte",
        "Florida sheriffs and Texas counties",
        "parent of the Highway Patrol",
    ],
)
def test_what_names_no_agency_is_not_taken_for_one(text):
    assert bodies(text) == []


def test_a_first_word_points_back_to_the_name_given_before():
    plain = "Yuma came aboard, as did Camden’s neighbors and Yuma County"
    words = Words(plain, lower(flatten(plain)), LEXICON)
    known = {"yuma": "Yuma County", "camden": "Camden Police Department"}
    assert [b.phrase for b in find_known(words, known, [])] == [
        "Yuma County",
        "Camden Police Department",
    ]


PIECES = ["Lee", "County", ",", "and", "Aa", "of", "the", "Police", "Sheriff’s", "counties", "in"]
PIECES += ["(", ":", "—", "Department", "St.", "'s"]


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_bodies_never_overlap(words):
    text = " ".join(words)
    plain = flatten(text)
    found = find_bodies(Words(plain, lower(plain), LEXICON))
    assert all(a.end <= b.start for a, b in pairwise(found))
