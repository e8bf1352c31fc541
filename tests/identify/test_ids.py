"""An id once given out always leads to one thing, and to the same."""

from dataclasses import replace

import pytest

from ofrecord.identify.ids import Given, given_ids, make_id, name_sets
from ofrecord.identify.judgements import Judgement, Verdict

BAY = "Bay County Sheriff's Office"
SLIPPED = "Bay Couny Sheriff's Office"


def judgement(what, *names):
    return Judgement(
        id="test-1",
        what=what,
        state="FL",
        names=names,
        evidence="a test",
        decided_on="2026-01-01",
        by="a test",
    )


def test_an_id_is_opaque_and_short():
    one = make_id("a", "register", "florida|bay county sheriff's office")
    assert one.startswith("a-")
    assert len(one) == 12
    assert "bay" not in one


def test_an_id_comes_from_what_was_first_printed(find, edition, row):
    slipped, mended = row(SLIPPED), row(BAY)
    first = find([edition("2025-03-01", [slipped])])
    found = find([edition("2025-03-01", [slipped]), edition("2025-03-05", [mended])])
    assert found.agency_id(mended) == first.agency_id(slipped)
    assert found.agreement_id(mended) == first.agreement_id(slipped)


def test_other_printed_identities_lead_to_it(find, edition, row):
    slipped, mended = row(SLIPPED), row(BAY)
    alone = find([edition("2025-03-05", [mended])])
    found = find([edition("2025-03-01", [slipped]), edition("2025-03-05", [mended])])
    kind, number = found.leads()[alone.agency_id(mended)]
    assert (kind, number) == ("agency", found.agency(mended))


def test_an_id_stays_when_an_older_edition_turns_up(find, edition, row):
    slipped, mended = row(SLIPPED), row(BAY)
    newer = [edition("2025-03-05", [mended]), edition("2025-03-09", [mended])]
    before = find(newer)
    after = find([edition("2025-03-01", [slipped]), *newer], before=before)
    again = find([edition("2025-03-01", [slipped]), *newer], before=after)
    for found in (after, again):
        assert found.agency_id(mended) == before.agency_id(mended)
        assert found.agreement_id(mended) == before.agreement_id(mended)
        assert set(found.identity.pins) == {before.agency_id(mended), before.agreement_id(mended)}


def test_a_merge_leaves_a_redirect_and_parting_gives_each_its_own_again(find, edition, row):
    jail, board = row("Pasco County Jail"), row("Pasco County Commissioners", "TFM")
    editions = [edition("2025-03-01", [jail]), edition("2025-03-09", [board])]
    before = find(editions)
    judged = find(editions, [judgement(Verdict.AGENCY, jail.agency, board.agency)], before)
    parted = find(editions, before=judged)
    assert judged.agency_id(jail, 0) == judged.agency_id(board) == before.agency_id(jail, 0)
    assert judged.leads()[before.agency_id(board)] == ("agency", judged.agency(board))
    assert parted.agency_id(board) == before.agency_id(board)
    assert parted.identity == before.identity


def test_a_row_under_a_wrong_state_takes_no_id_from_the_agency_of_that_state(find, edition, row):
    texan = row("Ellis County Sheriff's Office", "JEM", state="TX")
    wrong = replace(texan, model="WSO", signed="2025-07-07", corrected="KS")
    found = find([edition("2025-07-01", [wrong]), edition("2025-07-09", [texan, wrong])])
    assert found.agency_id(texan) != found.agency_id(wrong)
    found.leads()


def test_a_correction_made_later_changes_no_id(find, edition, row):
    wrong = row("Kershaw County Sheriff's Office")
    before = find([edition("2025-03-01", [wrong])])
    corrected = replace(wrong, corrected="SC")
    after = find([edition("2025-03-01", [corrected])], before=before)
    assert after.agreement_id(corrected) == before.agreement_id(wrong)
    assert after.agency_id(corrected) == before.agency_id(wrong)
    assert after.identity.agencies[0].state == "SC"


def test_two_applications_that_turn_out_to_be_one_keep_both_ids(find, edition, row):
    applicant, other = row(BAY, signed=""), row("Tampa Police Department", signed="")
    members = edition("2025-03-01", [])
    editions = [
        members,
        edition("2025-03-01", [applicant, other], members=False),
        edition("2025-03-11", [other], members=False),
        edition("2025-03-21", [applicant, other], members=False),
    ]
    before = find(editions)
    between = edition("2025-03-10", [applicant, other], members=False)
    after = find([*editions, between], before=before)
    ids = {before.agreement_id(applicant, n, members=False) for n in (0, 2)}
    assert len(ids) == 2
    leads = after.leads()
    assert {leads[one] for one in ids} == {("agreement", after.agreement(applicant, members=False))}


def test_what_no_row_gives_any_more_leads_to_its_heir():
    before = given_ids([("a-old", ["a-new"]), ("a-other", [])], [])
    (named, other), retired = name_sets([["a-new"], ["a-other"]], before)
    assert (named.id, named.others, named.pinned) == ("a-old", ("a-new",), True)
    assert (other.id, retired) == ("a-other", [])


def test_what_leads_nowhere_is_kept_as_retired():
    before = given_ids([("a-old", [])], [])
    _, retired = name_sets([["a-new"]], before)
    assert retired == ["a-old"]
    _, retired = name_sets([["a-new"]], Given(pinned=frozenset(retired)))
    assert retired == ["a-old"]


def test_an_agency_without_a_row_leads_to_who_holds_its_agreements():
    before = given_ids([("g-old", [])], [], {"g-old": ["a-1"]})
    (named,), retired = name_sets([["g-new"]], before, {"a-1": 0})
    assert (named.id, retired) == ("g-old", [])


@pytest.mark.parametrize("again", range(3))
def test_naming_twice_changes_nothing(again):
    given = Given()
    sets = [["a-1", "a-2"], ["a-3"]]
    for _ in range(again):
        named, _ = name_sets(sets, given)
        given = given_ids([(n.id, n.others) for n in named], [n.id for n in named if n.pinned])
    assert name_sets(sets, given)[0] == name_sets(sets, Given())[0]
