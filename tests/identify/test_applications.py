"""The list of applicants: who applied when, who was signed, who dropped out."""

from dataclasses import replace

import pytest

from ofrecord.identify.changes import ChangeKind

BAY = "Bay County Sheriff's Office"


@pytest.fixture(scope="module")
def bay(row):
    return row(BAY, signed="2025-03-20")


@pytest.fixture(scope="module")
def applicant(bay):
    return replace(bay, signed="")


@pytest.fixture(scope="module")
def other(row):
    return row("Tampa Police Department", signed="")


def kinds(found):
    return [(change.day, change.kind.value) for change in found.changes()]


def test_who_applied_and_was_signed_is_one_agreement(find, edition, bay, applicant):
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [applicant], members=False),
            edition("2025-03-20", [], members=False),
            edition("2025-03-21", [bay]),
        ]
    )
    (agreement,) = found.identity.agreements
    assert (agreement.pending_since, agreement.first_listed) == ("2025-03-10", "2025-03-21")
    assert kinds(found) == [("2025-03-21", "signed"), ("2025-03-21", "pending_signed")]
    assert found.changes()[-1].after == "listed after 11 days"


def test_who_leaves_the_list_unsigned_has_dropped_out(find, edition, applicant, other):
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [applicant, other], members=False),
            edition("2025-03-20", [other], members=False),
            edition("2025-04-20", [other], members=False),
        ]
    )
    assert [a.status for a in found.identity.agreements] == ["dropped", "pending"]
    assert kinds(found) == [("2025-03-20", "pending_dropped")]


def test_who_is_missing_for_a_short_time_has_not_dropped_out(find, edition, applicant, other):
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [applicant, other], members=False),
            edition("2025-03-15", [other], members=False),
            edition("2025-03-20", [applicant, other], members=False),
            edition("2025-04-20", [applicant, other], members=False),
        ]
    )
    assert [a.status for a in found.identity.agreements] == ["pending", "pending"]
    assert kinds(found) == []


def test_who_is_printed_again_after_being_signed_has_applied_again(find, edition, bay, applicant):
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [applicant], members=False),
            edition("2025-03-12", [], members=False),
            edition("2025-03-21", [bay]),
            edition("2025-07-01", []),
            edition("2025-07-02", [applicant], members=False),
        ]
    )
    assert [a.status for a in found.identity.agreements] == ["removed", "pending"]


def test_an_application_printed_only_after_the_signing_is_not_where_it_came_from(
    find, edition, bay, applicant
):
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-21", [bay]),
            edition("2025-03-23", [applicant], members=False),
        ]
    )
    (agreement,) = found.identity.agreements
    assert agreement.pending_since == ""
    assert kinds(found) == [("2025-03-21", "signed")]


@pytest.mark.parametrize(
    ("applied", "signed"),
    [
        ("Barndall Police Department", "Barnsdall Police Department"),
        ("Unity Township Constable, FL", "Constable Unity Township"),
    ],
)
def test_who_applied_under_a_slip_is_found_when_signed(find, edition, row, applied, signed):
    old, new = row(applied, signed=""), row(signed)
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [old], members=False),
            edition("2025-03-20", [], members=False),
            edition("2025-03-21", [new]),
        ]
    )
    assert len(found.identity.agencies) == len(found.identity.agreements) == 1
    assert found.rules() == {"pending_signed"}


def test_who_applied_under_a_state_without_such_a_place_is_found_when_signed(find, edition, row):
    wrong = row("McKenzie County Sheriff's Office", signed="", state="TX")
    right = replace(wrong, signed="2025-03-20", state="ND")
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [wrong], members=False),
            edition("2025-03-20", [], members=False),
            edition("2025-03-21", [right]),
        ]
    )
    assert found.agency(wrong, 0, members=False) == found.agency(right)


def test_a_slip_mended_among_the_applicants_is_one_application(find, edition, row, other):
    slipped, mended = row("Cartert Police Department", signed=""), row(BAY, signed="")
    mended = replace(slipped, agency="Carteret Police Department")
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [slipped, other], members=False),
            edition("2025-03-12", [mended, other], members=False),
        ]
    )
    assert len(found.identity.agencies) == 2
    assert found.agreement(slipped, 0, members=False) == found.agreement(mended, members=False)


def test_an_applicant_without_a_model_has_that_of_the_next_edition(find, edition, applicant):
    blank = replace(applicant, model="")
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [blank], members=False),
            edition("2025-03-12", [applicant], members=False),
        ]
    )
    (application,) = found.identity.agreements
    assert application.model == applicant.model


def test_a_body_signed_in_place_of_the_applicant_is_left_open(find, edition, row):
    jail, board = row("Pasco County Jail", signed=""), row("Pasco County Commissioners")
    found = find(
        [
            edition("2025-03-01", []),
            edition("2025-03-10", [jail], members=False),
            edition("2025-03-20", [], members=False),
            edition("2025-03-21", [board]),
        ]
    )
    assert [candidate.kind for candidate in found.identity.candidates] == ["applied_as"]


def test_pending_events_are_of_the_known_kinds():
    assert {k for k in ChangeKind if k.startswith("pending")} == {
        ChangeKind.PENDING_ADDED,
        ChangeKind.PENDING_DROPPED,
        ChangeKind.PENDING_SIGNED,
    }
