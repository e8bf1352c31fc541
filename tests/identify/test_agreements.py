"""Which rows are one agreement: each rule on the smallest list that needs it."""

from dataclasses import replace

import pytest

BAY = "Bay County Sheriff's Office"
BAKER = "Baker County Sheriff's Office"


@pytest.fixture(scope="module")
def bay(row):
    return row(BAY, county="12005")


@pytest.fixture(scope="module")
def tampa(row):
    return row("Tampa Police Department", "TFM", "2025-02-26", county="12057", kind="Municipality")


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("Tampa PD", "Tampa Police Department"),
        ("City of Tampa Police Department", "TAMPA  POLICE DEPARTMENT "),
        ("Florida Department of Corrections", "Department of Corrections"),
        ("Arnaudville Police Department, FL", "Arnaudville Police Department"),
        ("Polk County Constable 4th District", "Polk County Constable 4 District"),
    ],
)
def test_what_reads_the_same_once_cleaned_is_one(list_members, row, then, now):
    found = list_members([row(then)], [row(now)])
    assert found.agreement(row(then), 0) == found.agreement(row(now))
    assert found.agency(row(then), 0) == found.agency(row(now))


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("Macro Island Police Department", "Marco Island Police Department"),
        ("Bay Couny Sheriff's Office", BAY),
        ("Bay County Sheriff's Offic", BAY),
        ("Indialantic Police Department", "Indiatlantic Police Department"),
        ("Criminal Investigation Division, Lake", "Lake, Criminal Investigation Division"),
        ("University of Ocala Board of Trustees", "University of Ocala Police Department"),
        ("Bay Place Sheriff's Office", BAY),
        ("Tallahassee County Constable", "Tallahassee Township Constable"),
        ("Constable Ocala 5", "Constable Ocala 5, Marion County"),
    ],
)
def test_a_slip_that_is_mended_on_the_very_next_edition_is_one(list_members, row, then, now):
    old, new = row(then), row(now)
    found = list_members([old], [new])
    assert found.agreement(old, 0) == found.agreement(new)
    assert found.agency(old, 0) == found.agency(new)
    assert found.rules() == {"respelled"}


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (BAY, BAKER),
        (BAY, "Lake County Sheriff's Office"),
        ("Lake City Police Department", "Lake Police Department"),
        ("Northern Regional Jail", "Southern Regional Jail"),
        ("Sixth Judicial Circuit", "Tenth Judicial Circuit"),
        ("Constable District 4", "Constable District 5"),
        ("Miami Police Department", "Miami Beach Police Department"),
        ("Palm Beach Police Department", "Palm Bay Police Department"),
        ("Orange County Sheriff's Office", "Orange City Police Department"),
    ],
)
def test_neighbours_are_never_joined_by_likeness(list_members, row, then, now):
    old, new = row(then), row(now)
    found = list_members([old], [new])
    assert found.agreement(old, 0) != found.agreement(new)
    assert found.agency(old, 0) != found.agency(new)


def test_pima_and_pinal_are_two(list_members, row):
    pima = row("Pima County Sheriff's Office", state="AZ")
    pinal = replace(pima, agency="Pinal County Sheriff's Office")
    found = list_members([pima], [pinal])
    assert found.agency(pima, 0) != found.agency(pinal)


def test_a_slip_does_not_change_the_county(list_members, tampa):
    slipped = replace(tampa, agency="Tamqa Police Department", county="12103")
    found = list_members([slipped], [tampa])
    assert found.agreement(slipped, 0) != found.agreement(tampa)


def test_where_two_could_be_meant_neither_is(list_members, row):
    old, one, other = (row(f"{name} Police Department") for name in ("Zorax", "Zorab", "Zoray"))
    found = list_members([old], [one, other])
    assert len({found.agreement(old, 0), found.agreement(one), found.agreement(other)}) == 3


def test_two_names_side_by_side_are_two_agencies_even_when_one_takes_over(list_members, row):
    """The row of the second model is misspelt, while the first model's is not, and is mended."""
    first, slipped = row(BAY, "WSO"), row("Bay Couny Sheriff's Office", "TFM")
    mended = replace(slipped, agency=BAY)
    found = list_members([first, slipped], [first, mended])
    assert found.agreement(slipped, 0) == found.agreement(mended)
    assert found.agency(slipped, 0) != found.agency(first, 0)
    (candidate,) = found.identity.candidates
    assert (candidate.kind, candidate.of) == ("one_agreement", "agency")


def test_one_row_printed_twice_under_a_slip_is_one(list_members, row):
    one = row(BAY, document="bay")
    other = replace(one, agency="Bay Couny Sheriff's Office")
    found = list_members([one, other], [one])
    assert found.agreement(one, 0) == found.agreement(other, 0)
    assert found.agency(one, 0) == found.agency(other, 0)
    assert found.rules() == {"printed_twice"}


def test_a_wrong_link_side_by_side_joins_nothing(list_members, row):
    one, other = row(BAY, document="bay"), row(BAKER, document="bay")
    found = list_members([one, other], [one, other])
    assert found.agreement(one) != found.agreement(other)


def test_one_document_joins_whatever_the_names(list_members, row):
    old = row("Office of Agricultural Law Enforcement", document="agriculture")
    new = replace(old, agency="Florida Department of Agriculture")
    found = list_members([old], [new])
    assert found.agreement(old, 0) == found.agreement(new)
    assert found.rules() == {"same_document"}


@pytest.mark.parametrize("signed", ["2025-03-02", "2025-02-20", "2025-04-08", ""])
def test_a_date_that_changes_with_no_gap_is_corrected(list_members, bay, signed):
    new = replace(bay, signed=signed)
    found = list_members([bay], [bay], [new])
    assert found.agreement(bay, 0) == found.agreement(new)
    assert found.rules() == {"redated"}


def test_a_date_that_changes_and_changes_back_is_one_agreement(list_members, bay):
    other = replace(bay, signed="2025-03-11")
    found = list_members([bay], [other], [bay])
    assert len(found.identity.agreements) == 1


def test_a_renewal_is_a_new_agreement_that_supersedes_the_old(list_members, bay):
    old = replace(bay, signed="2016-06-08", document="bay2016")
    new = replace(bay, signed="2020-06-09", document="bay2020")
    found = list_members([old], [new])
    first, second = (found.identity.agreements[n] for n in (0, 1))
    assert (first.status, first.superseded_by) == ("superseded", 1)
    assert (second.status, second.agency) == ("active", first.agency)


def test_who_was_listed_for_more_than_a_year_has_signed_anew(find, edition, bay):
    old = replace(bay, signed="2020-06-09")
    new = replace(bay, signed="2025-03-01")
    found = find([edition("2021-01-13", [old]), edition("2025-03-06", [new])])
    assert found.agreement(old, 0) != found.agreement(new)


def test_who_applied_again_has_signed_anew(find, edition, bay):
    new, applicant = replace(bay, signed="2025-09-09"), replace(bay, signed="")
    editions = [
        edition("2025-08-29", [replace(bay, signed="2025-07-31")]),
        edition("2025-09-08", [applicant], members=False),
        edition("2025-09-10", [new]),
    ]
    found = find(editions)
    assert len({a.id for a in found.identity.agreements if a.first_listed}) == 2


def test_another_model_is_another_agreement_of_the_agency(list_members, bay):
    other = replace(bay, model="TFM", signed="2025-04-15")
    found = list_members([bay], [bay], [other])
    old = found.identity.agreements[found.agreement(bay, 0)]
    assert found.agency(bay, 0) == found.agency(other)
    assert old.status == "superseded"
    assert old.superseded_by == found.agreement(other)


def test_a_model_left_blank_and_filled_is_one(list_members, bay):
    blank = replace(bay, model="")
    found = list_members([blank], [bay])
    assert found.agreement(blank, 0) == found.agreement(bay)
    assert found.rules() == {"remodelled"}


def test_a_model_corrected_under_one_document_is_one(list_members, bay):
    old, new = replace(bay, document="moa"), replace(bay, document="moa", model="TFM")
    found = list_members([old], [new])
    assert found.agreement(old, 0) == found.agreement(new)


def test_a_model_that_changes_without_a_document_stays_open(list_members, bay):
    new = replace(bay, model="TFM")
    found = list_members([bay], [new])
    assert found.agreement(bay, 0) != found.agreement(new)
    assert [candidate.kind for candidate in found.identity.candidates] == ["other_model"]


def test_who_vanishes_for_one_edition_and_returns_has_not_left(list_members, bay, tampa):
    found = list_members([bay, tampa], [tampa], [bay, tampa])
    (agreement,) = {found.agreement(bay, 0), found.agreement(bay, 2)}
    assert found.identity.agreements[agreement].status == "active"


def test_who_returns_after_a_short_absence_may_return_misspelt(find, edition, bay):
    slipped = replace(bay, agency="Bay Couny Sheriff's Office")
    days = ("2025-07-24", "2025-07-29", "2025-07-30")
    rows = ([bay], [], [slipped])
    found = find([edition(day, printed) for day, printed in zip(days, rows, strict=True)])
    assert found.agreement(bay, 0) == found.agreement(slipped, 2)
    assert found.rules() == {"returned"}


def test_who_left_and_was_signed_anew_has_two_agreements(list_members, bay):
    new = replace(bay, signed="2025-04-25")
    found = list_members([bay], [], [], [new])
    assert found.agreement(bay, 0) != found.agreement(new)
    assert found.identity.agreements[found.agreement(bay, 0)].status == "superseded"


def test_a_row_moved_to_another_state_is_one_agency(list_members, row):
    wrong = row("Crow Wing County Sheriff's Office", state="MA")
    right = replace(wrong, state="MN")
    other = replace(right, model="TFM")
    found = list_members([wrong, other], [right, other])
    assert found.agreement(wrong, 0) == found.agreement(right)
    assert found.agency(wrong, 0) == found.agency(other), "Massachusetts has no such county"


def test_a_row_printed_under_a_wrong_state_is_not_the_agency_of_that_state(list_members, row):
    """Both states have an Ellis County, and the one of Texas is listed beside it."""
    texan = row("Ellis County Sheriff's Office", "JEM", state="TX")
    second = replace(texan, model="TFM")
    wrong = replace(texan, model="WSO", signed="2025-07-07")
    right = replace(wrong, state="KS")
    found = list_members([texan, second, wrong], [texan, second, right])
    assert found.agency(wrong, 0) == found.agency(right)
    assert found.agency(wrong, 0) != found.agency(texan)


def test_a_body_relabelled_while_its_link_was_pending_keeps_its_agreement(list_members, row):
    sheriff = row("Pinal County Sheriff's Office", "TFM", state="AZ", county="04021")
    attorney = replace(sheriff, agency="Pinal County Attorney's Office")
    found = list_members([sheriff], [attorney])
    assert found.agreement(sheriff, 0) == found.agreement(attorney)
    assert found.agency(sheriff, 0) != found.agency(attorney)
    assert found.rules() == {"relabelled"}


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("Melbourne Police Department", "Melbourne Beach Police Department"),
        ("Addison Borough Constable", "Black Township Constable"),
    ],
)
def test_another_place_of_the_county_does_not_take_the_agreement(list_members, row, then, now):
    old, new = (row(name, county="12009", kind="Municipality") for name in (then, now))
    found = list_members([old], [new])
    assert found.agreement(old, 0) != found.agreement(new)


def test_every_joint_says_by_what_rule_on_what_evidence_and_when(list_members, row):
    slipped, mended = row("Bay Couny Sheriff's Office"), row(BAY)
    found = list_members([slipped], [mended])
    (joint,) = found.identity.agencies[0].joints
    assert joint.rule == "respelled"
    assert joint.day == "2025-04-11"
    assert joint.printed == "fl|bay county sheriff's office"
    assert "county is couny but for a slip" in joint.evidence
