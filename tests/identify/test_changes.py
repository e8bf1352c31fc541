"""Typed changes between two consecutive editions."""

from dataclasses import replace

import msgspec
import pytest

from ofrecord.identify.changes import ChangeKind

BAY = "Bay County Sheriff's Office"


@pytest.fixture(scope="module")
def bay(row):
    return row(BAY, county="Bay County", document="moa-1")


@pytest.fixture(scope="module")
def changes(list_members):
    """The kinds of change between editions, each with what stood before and after."""

    def run(*editions):
        return [(str(c.kind), c.before, c.after) for c in list_members(*editions).changes()]

    return run


def test_the_first_edition_is_where_the_record_begins(changes, bay):
    assert changes([bay]) == []


def test_an_agreement_first_listed_is_signed(changes, bay):
    assert changes([], [bay]) == [("signed", "", "2025-03-01")]


def test_who_leaves_is_removed_and_who_comes_back_returns(changes, bay):
    assert changes([bay], [], [bay]) == [
        ("removed", "2025-03-01", ""),
        ("returned", "", "2025-03-01"),
    ]


def test_a_renewal_names_what_it_supersedes_and_nothing_is_removed(list_members, bay):
    new = replace(bay, signed="2026-03-01", document="moa-2")
    found = list_members([bay], [new])
    (change,) = found.changes()
    assert change.kind == ChangeKind.RENEWED
    assert change.before == f"supersedes {found.agreement_id(bay, 0)}"


def test_another_model_is_signed_and_the_old_one_removed(changes, bay):
    other = replace(bay, model="TFM", signed="2025-04-15", document="moa-2")
    assert changes([bay], [other]) == [
        ("signed", "", "2025-04-15"),
        ("removed", "2025-03-01", ""),
    ]


@pytest.mark.parametrize(
    ("changed", "event"),
    [
        ({"signed": "2025-03-02"}, ("redated", "2025-03-01", "2025-03-02")),
        ({"signed": ""}, ("redated", "2025-03-01", "blank")),
        ({"agency": "Bay Co. Sheriff"}, ("respelled", BAY, "Bay Co. Sheriff")),
        ({"county": "Gulf County"}, ("relocated", "Bay County", "Gulf County")),
        ({"kind": "Municipality"}, ("relocated", "County", "Municipality")),
        ({"document": "moa-2"}, ("document_posted", "moa-1", "moa-2")),
        ({"document": ""}, ("document_withdrawn", "moa-1", "")),
    ],
)
def test_a_cell_that_changes_is_one_event(changes, bay, changed, event):
    assert changes([bay], [replace(bay, **changed)]) == [event]


def test_a_state_that_is_mended_is_a_relocation(changes, row):
    wrong = row("Cass County Sheriff's Office", state="MT")
    assert changes([wrong], [replace(wrong, state="MN")]) == [("relocated", "MT", "MN")]


def test_a_model_that_is_mended_is_its_own_kind(changes, bay):
    blank = replace(bay, model="")
    assert changes([blank], [bay]) == [("remodelled", "blank", "WSO")]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ({"county": ""}, {}),
        ({}, {"county": "", "kind": ""}),
        ({"county": "", "kind": ""}, {"kind": "Municipality"}),
    ],
)
def test_a_column_that_one_layout_does_not_have_relocates_nobody(changes, bay, then, now):
    assert changes([replace(bay, **then)], [replace(bay, **now)]) == []


@pytest.mark.parametrize("agency", [f"{BAY}  ", BAY.upper(), BAY.replace("'", "")])
def test_blanks_case_and_quotes_are_no_respelling(changes, bay, agency):
    assert changes([bay], [replace(bay, agency=agency)]) == []


def test_one_document_under_another_address_is_not_posted_again(list_members, bay):
    found = list_members([bay], [replace(bay, document="moa-1-moved")])
    for fact, said in found.said.items():
        found.said[fact] = msgspec.structs.replace(said, documents=(("moa", said.documents[0][1]),))
    assert found.changes() == []


def test_a_row_printed_twice_comes_and_goes_without_an_event(changes, bay):
    twice = replace(bay, county="Bay")
    assert changes([bay], [bay, twice], [bay]) == []


def test_a_table_printed_again_undoes_its_changes(changes, bay):
    new = replace(bay, signed="2025-03-02")
    assert changes([bay], [new], [bay]) == [
        ("redated", "2025-03-01", "2025-03-02"),
        ("redated", "2025-03-02", "2025-03-01"),
    ]


def test_a_change_is_of_the_agency_that_the_row_names(list_members, row):
    sheriff = row("Pinal County Sheriff's Office", "TFM", state="AZ", county="04021")
    attorney = replace(sheriff, agency="Pinal County Attorney's Office")
    found = list_members([sheriff], [attorney], [])
    respelled, removed = found.changes()
    assert respelled.agency == removed.agency == found.agency(attorney, 1)
