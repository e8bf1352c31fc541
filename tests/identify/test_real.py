"""The record in the package, kept by somebody who gets its captures little by little."""

import random

import pytest

from ofrecord.pipeline.expectations import vocabulary_of
from ofrecord.record.derive import derive_identity
from ofrecord.record.history import held_captures, load_editions, load_facts, order_editions

STEPS = 5


@pytest.fixture(scope="module")
def facts(bundled):
    return load_facts(bundled.stored)


@pytest.fixture(scope="module")
def derive(facts, declaration):
    """What is derived from some of the captures, after something was derived before."""
    vocabularies = {name: vocabulary_of(declaration, name) for name in ("model", "type")}

    def run(held, before=None):
        editions = order_editions(held, facts).editions
        return derive_identity(editions, facts, declaration, vocabularies, before=before)

    return run


@pytest.fixture(scope="module")
def captures(bundled, facts):
    return held_captures(load_editions(bundled.stored), facts)


@pytest.fixture(scope="module")
def whole(derive, captures):
    return derive(captures)


def leads(identity):
    """What every id leads to; fails where one leads to two things."""
    found = {}
    for number, agreement in enumerate(identity.agreements):
        for one in (agreement.agreement_id, *agreement.other_ids):
            assert one not in found
            found[one] = "agreement", number
    for number, agency in enumerate(identity.agencies):
        for one in (agency.agency_id, *agency.other_ids):
            assert one not in found
            found[one] = "agency", number
    return found


def given_out(identity):
    agreements = {agreement.agreement_id for agreement in identity.agreements}
    return agreements | {agency.agency_id for agency in identity.agencies}


@pytest.mark.parametrize("arrival", ["in order", "shuffled"])
def test_no_id_is_lost_and_identities_are_those_of_one_run(arrival, derive, captures, whole):
    held = list(captures)
    if arrival == "shuffled":
        random.Random(3).shuffle(held)
    before, ids = None, set()
    for step in range(1, STEPS + 1):
        before = derive(held[: len(held) * step // STEPS], before)
        assert ids <= leads(before).keys(), "an id that was given out leads nowhere"
        ids |= given_out(before)
    assert before.windows == whole.windows
    if arrival == "in order":
        assert before.agreements == whole.agreements
        assert before.agencies == whole.agencies
        assert before.pins == ()


def test_deriving_again_changes_nothing(derive, captures, whole):
    assert derive(captures, whole) == whole


def test_the_registers_own_judgements_all_apply(whole):
    assert [notice for notice in whole.notices if notice.startswith("judgement")] == []
    assert "judged" in {change.kind for change in whole.changes}
