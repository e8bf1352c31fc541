"""Judgements: joined, held apart, signed anew; and taken back."""

from dataclasses import replace

import pytest

from ofrecord.errors import DeclarationError
from ofrecord.identify.changes import ChangeKind
from ofrecord.identify.judgements import (
    EXAMPLE,
    Judgement,
    Verdict,
    load_judgements,
    read_judgements,
)

BAY = "Bay County Sheriff's Office"


def judge(what, *names, **more):
    return Judgement(
        id="test-1",
        what=what,
        state="FL",
        names=names,
        evidence="because",
        decided_on="2026-01-01",
        by="a test",
        **more,
    )


def test_names_judged_one_are_one_agency_even_side_by_side(list_members, row):
    one, other = row("Hopewell Sheriff"), row("Hopewell Jail", "TFM")
    judged = [judge(Verdict.AGENCY, one.agency, other.agency)]
    found = list_members([one, other], judgements=judged)
    assert found.agency(one) == found.agency(other)
    assert found.identity.agencies[0].joints[0].evidence == "because (test-1, a test, 2026-01-01)"


def test_one_agency_by_judgement_has_one_agreement_for_a_model_and_day(list_members, row):
    one, other = row("Hopewell Sheriff"), row("Hopewell Jail")
    judged = [judge(Verdict.AGENCY, one.agency, other.agency)]
    found = list_members([one, other], judgements=judged)
    assert found.agreement(one) == found.agreement(other)


def test_names_judged_apart_are_never_joined(list_members, row):
    old, new = row("Bay Couny Sheriff's Office"), row(BAY)
    found = list_members([old], [new], judgements=[judge(Verdict.APART, old.agency, new.agency)])
    assert found.agency(old, 0) != found.agency(new)
    assert found.identity.candidates == []


def test_names_that_read_the_same_can_be_judged_apart(list_members, row):
    one, other = row("City of Lake Police Department"), row("Lake Police Department", "TFM")
    together = list_members([one, other])
    assert together.agency(one) == together.agency(other)
    judged = [judge(Verdict.APART, one.agency, other.agency)]
    parted = list_members([one, other], judgements=judged)
    assert parted.agency(one) != parted.agency(other)
    assert parted.identity.notices == []


def test_rows_judged_one_agreement_are_one_whoever_holds_them(list_members, row):
    sheriff, prison = row("Cambria County Sheriff"), row("Cambria County Prison")
    judged = [judge(Verdict.AGREEMENT, sheriff.agency, prison.agency, model="WSO")]
    found = list_members([sheriff], [prison], judgements=judged)
    assert found.agreement(sheriff, 0) == found.agreement(prison)
    assert found.agency(sheriff, 0) != found.agency(prison)


def test_a_later_day_can_be_judged_a_renewal(list_members, row):
    old = row(BAY, signed="2025-02-26")
    new = replace(old, signed="2025-05-08")
    days = "2025-02-26/2025-05-08"
    judged = [judge(Verdict.RENEWAL, BAY, model="WSO", signed=days)]
    assert list_members([old], [new]).identity.candidates[0].kind == "redated"
    found = list_members([old], [new], judgements=judged)
    assert found.identity.agreements[0].superseded_by == found.agreement(new)
    assert found.identity.candidates == []


def test_two_days_side_by_side_can_be_judged_one_agreement(list_members, row):
    one = row("St. Cloud Police Department", signed="2025-04-15")
    other = replace(one, signed="2025-04-14")
    days = "2025-04-14/2025-04-15"
    judged = [judge(Verdict.AGREEMENT, one.agency, model="WSO", signed=days)]
    assert list_members([one, other]).identity.candidates[0].kind == "two_days"
    assert len(list_members([one, other], judgements=judged).identity.agreements) == 1


def test_the_changes_say_when_a_judgement_was_made(list_members, row):
    one, other = row("Hopewell Sheriff"), row("Hopewell Jail", "TFM")
    judged = [judge(Verdict.AGENCY, one.agency, other.agency)]
    changes = list_members([one, other], judgements=judged).changes()
    assert [(c.day, c.kind, c.after) for c in changes] == [
        ("2026-01-01", ChangeKind.JUDGED, "because")
    ]


@pytest.mark.parametrize("what", Verdict)
def test_a_judgement_about_what_is_not_in_the_record_says_so(list_members, row, what):
    found = list_members([row(BAY)], judgements=[judge(what, "Nobody", "None", model="WSO")])
    (notice,) = found.identity.notices
    assert notice.startswith("judgement test-1")
    assert found.identity.judged == []


def test_the_example_in_the_documentation_is_read():
    (judgement,) = read_judgements(EXAMPLE)
    assert (judgement.what, judgement.state, len(judgement.names)) == (Verdict.AGENCY, "FL", 2)


def test_no_file_is_no_judgements(tmp_path):
    assert load_judgements(tmp_path / "judgements.toml") == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('what = "agency"', 'what = "agencies"', 'what is "agencies"; it is one of'),
        ("evidence", "evidance", 'unknown key "evidance" (did you mean "evidence"?)'),
        ('by = "the maintainers"', "", "by is missing"),
        ('state = "FL"', 'state = " "', "state is missing"),
        ('"Pembroke Police Department", ', "", "names must be two or more printed names"),
        ('what = "agency"', 'what = "agreement"', "model is missing"),
        ("[[judgement]]", "[[judgment]]", 'unknown table "judgment"'),
        ("[[judgement]]", "[[judgement", "cannot be read"),
    ],
)
def test_a_judgement_that_is_not_as_declared_is_named(old, new, says):
    with pytest.raises(DeclarationError, match="judgements") as error:
        read_judgements(EXAMPLE.replace(old, new))
    assert says in str(error.value)


def test_two_judgements_of_one_id_are_named():
    with pytest.raises(DeclarationError, match="two judgements have the id fl-pembroke-pines"):
        read_judgements(EXAMPLE + EXAMPLE)
