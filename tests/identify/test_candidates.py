"""What the evidence leaves open is listed for judgement, and what is settled is not."""

from dataclasses import replace

import pytest

from ofrecord.identify import candidates

BAY = "Bay County Sheriff's Office"


def kinds(found):
    return [str(candidate.kind) for candidate in found.identity.candidates]


def test_alike_names_that_never_stood_side_by_side_are_open(list_members, row):
    moore = row("Moore County Sheriff's Office", state="TN")
    metro = replace(moore, agency="Metropolitan Moore County Sheriff's Office", signed="2025-11-06")
    found = list_members([moore], [], [], [], [metro])
    assert kinds(found) == ["alike"]
    (candidate,) = found.identity.candidates
    assert {candidate.a, candidate.b} == {found.agency(moore, 0), found.agency(metro)}
    assert "metropolitan" in candidate.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BAY, "Baker County Sheriff's Office"),
        ("Miami Police Department", "Miami Beach Police Department"),
        ("Lake Worth Police Department", "Lake City Police Department"),
    ],
)
def test_neighbours_are_not_open(list_members, row, one, other):
    assert kinds(list_members([row(one)], [], [], [row(other)])) == []


def test_alike_names_side_by_side_are_two_and_not_open(list_members, row):
    one, other = row("Zorax Police Department"), row("Zoraxx Police Department", "TFM")
    assert kinds(list_members([one, other])) == []


def test_a_row_that_looks_printed_twice_is_open(list_members, row):
    one = row("Zorax Police Department", county="12005")
    other = replace(one, agency="Zoraxx Police Department")
    assert kinds(list_members([one, other])) == ["printed_twice"]


def test_two_days_side_by_side_are_open(list_members, row):
    one = row("St. Cloud Police Department")
    found = list_members([one, replace(one, signed="2025-03-02")])
    assert kinds(found) == ["two_days"]
    assert found.identity.candidates[0].of == "agreement"


def test_a_day_that_moves_by_weeks_beyond_the_first_listing_is_open(list_members, row):
    one = row("Hardee County Sheriff's Office", signed="2025-02-26")
    assert kinds(list_members([one], [replace(one, signed="2025-05-08")])) == ["redated"]


@pytest.mark.parametrize("signed", ["2025-02-25", "2025-03-09", "2025-01-30"])
def test_a_day_that_moves_a_little_or_back_is_settled(list_members, row, signed):
    one = row("Hardee County Sheriff's Office", signed="2025-02-26")
    assert kinds(list_members([one], [replace(one, signed=signed)])) == []


def test_one_name_in_a_state_without_such_a_place_is_open(list_members, row):
    one = row("Crow Wing County Sheriff's Office", state="MA")
    other = replace(one, state="MN", model="TFM", signed="2025-05-01")
    assert kinds(list_members([one, other])) == ["other_state"]


def test_a_name_that_gives_way_to_one_not_alike_is_open(list_members, row):
    one, other = row("Walton County Sheriff's Office"), row("Waria-labelon County Sheriff's Office")
    assert kinds(list_members([one], [other])) == ["replaced"]


def test_one_body_of_a_place_that_follows_another_is_open(list_members, row):
    one = row("University of Ocala Trustees Authority", "TFM", signed="2025-04-15")
    other = row("University of Ocala Public Safety", "TFM", signed="2025-04-20")
    assert kinds(list_members([one], [one], [other])) == ["followed"]


def test_no_more_are_kept_than_the_limit(list_members, row, monkeypatch):
    monkeypatch.setattr(candidates, "LIMIT", 3)
    rows = [row(f"{name} Police Department") for name in ("Zorax", "Wibble", "Quorn", "Yentl")]
    twice = [replace(one, signed="2025-03-02") for one in rows]
    assert kinds(list_members([*rows, *twice])) == ["two_days"] * 3
