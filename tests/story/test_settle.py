"""Readings settled on the record that ships: every measure, every explanation, hostile readings."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ofrecord
from ofrecord.errors import BadRequest
from ofrecord.story.claims import (
    Basis,
    Cause,
    Comparator,
    FoundFigure,
    Measure,
    Reading,
    Scope,
    Verdict,
)
from ofrecord.story.counting import Counting
from ofrecord.story.ground import ground_of
from ofrecord.story.settle import settle_figure, settle_reading

DAY = "2025-09-05"
NEW_YORK = Scope(states=("NY",))


@pytest.fixture(scope="module")
def lists():
    return ofrecord.open()["ice-287g"]


def read(measure, value, scope=None, day=DAY, **more):
    more.setdefault("basis", Basis.STATED)
    return Reading(
        register="ice-287g",
        measure=measure,
        value=value,
        scope=scope or Scope(),
        days=(day, day) if day else None,
        **more,
    )


@pytest.mark.parametrize(
    ("reading", "verdict", "found"),
    [
        (read(Measure.AGREEMENTS, 957.0), "supported", 957),
        (read(Measure.AGREEMENTS, 958.0), "contradicted", 957),
        (read(Measure.AGREEMENTS, 10.0, NEW_YORK), "supported", 10),
        (read(Measure.AGREEMENTS, 4.0, Scope(states=("NY",), models=("TFM",))), "supported", 4),
        (read(Measure.AGREEMENTS, 31.0, Scope(pending=True)), "supported", 31),
        (read(Measure.AGREEMENTS, 0.0, Scope(states=("NJ", "CT", "DE"))), "supported", 0),
        (read(Measure.AGENCIES, 8.0, NEW_YORK), "supported", 8),
        (read(Measure.AGENCIES, 10.0, NEW_YORK), "contradicted", 8),
        (read(Measure.STATES, 40.0), "supported", 40),
        (read(Measure.STATES, 40.0, day="2025-10-01"), "supported", 40),
        (read(Measure.STATES, 41.0, day="2025-10-01"), "supported", 41),
        (read(Measure.STATES_WITHOUT, 10.0), "supported", 10),
        (read(Measure.COUNTIES, 7.0, NEW_YORK), "supported", 7),
        (read(Measure.RANK, 18.0, NEW_YORK), "supported", 18),
        (read(Measure.RANK, 18.0, NEW_YORK, others=("tied",)), "supported", 18),
        (read(Measure.RANK, 1.0, Scope(states=("FL",)), others=("tied",)), "contradicted", 1),
        (read(Measure.RANK, "top", Scope(states=("FL",))), "supported", 1),
        (read(Measure.RANK, "top", NEW_YORK), "contradicted", 18),
        (read(Measure.EQUAL, "yes", NEW_YORK, others=("IN", "WY")), "supported", None),
        (read(Measure.SHARE, 50.0, Scope(models=("TFM",)), comparator=Comparator.ABOUT),
         "supported", None),
        (read(Measure.GROWTH_RATIO, 7.0, base="2025-01-19"), "supported", 7.09),
        (read(Measure.GROWTH_PERCENT, 609.0, base="2025-01-19"), "supported", 608.89),
        (read(Measure.GROWTH_RATIO, 7.0), "not_checkable", None),
        (read(Measure.GROWTH_RATIO, 7.0, base="2017-01-01"), "not_checkable", None),
        (read(Measure.AGREEMENTS, 75.0, day="2019-01-17"), "not_checkable", None),
        (read(Measure.NONE, 0, reason="people held"), "not_checkable", None),
    ],
)  # fmt: skip
def test_a_number_is_settled(lists, reading, verdict, found):
    outcome = settle_reading(reading, lists, "2025-09-08")
    assert outcome.verdict == verdict, outcome.says
    assert found is None or outcome.found == found


def named(*agencies, state="NY", **more):
    return Scope(states=(state,) if state else (), agencies=agencies, **more)


@pytest.mark.parametrize(
    ("reading", "verdict"),
    [
        (read(Measure.MEMBERSHIP, "yes", named("Broome County", "Camden")), "supported"),
        (read(Measure.MEMBERSHIP, "yes", named("Ulster County")), "contradicted"),
        (read(Measure.MEMBERSHIP, "no", named("Ulster County")), "supported"),
        (read(Measure.MEMBERSHIP, "no", named("Camden")), "outdated"),
        (read(Measure.MEMBERSHIP, "yes", named("Camden", state="DE")), "outdated"),
        (read(Measure.MEMBERSHIP, "yes", Scope()), "not_checkable"),
        (read(Measure.MODELS, "TFM,WSO", named("Niagara County Sheriff")), "supported"),
        (read(Measure.MODELS, "JEM", named("Niagara County Sheriff")), "contradicted"),
        (read(Measure.MODELS, "WSO", named("Niagara County Sheriff"),
              comparator=Comparator.AT_MOST), "contradicted"),
        (read(Measure.STATUS, "pending", named("State Police", state="IN"), "2025-08-01"),
         "supported"),
        (read(Measure.SET, "yes", named("Rensselaer County", models=("JEM",))), "supported"),
        (read(Measure.SET, "yes", named("Camden", models=("TFM",))), "contradicted"),
        (read(Measure.SET, "yes", named("Camden", models=("TFM",)),
              comparator=Comparator.AT_LEAST), "supported"),
        (read(Measure.ONLY, "yes", named("Rensselaer County"), "2024-06-01"), "supported"),
        (read(Measure.ONLY, "yes", named("Rensselaer County")), "outdated"),
        (read(Measure.LATEST, "yes", named("Steuben County Sheriff")), "supported"),
        (read(Measure.LATEST, "yes", named("Camden")), "outdated"),
        (read(Measure.LATEST, "yes", named("Rensselaer County"), "2026-01-30"), "contradicted"),
        (read(Measure.FIRST, "yes", named("Nassau County Sheriff", signed_since="2025-01-01")),
         "supported"),
        (read(Measure.FIRST, "2020", named("Rensselaer County")), "supported"),
        (read(Measure.FIRST, "2019", named("Rensselaer County")), "contradicted"),
        (read(Measure.FIRST, "yes", named("Camden")), "contradicted"),
        (read(Measure.ORDINAL, 2.0, named("Wheeler County", state="NE")), "supported"),
        (read(Measure.ORDINAL, 3.0, named("Wheeler County", state="NE")), "contradicted"),
        (read(Measure.SIGNED_DATE, "2025-07", named("Camden")), "supported"),
        (read(Measure.SIGNED_DATE, "2025-07-02", named("Camden")), "supported"),
        (read(Measure.SIGNED_DATE, "2025", named("Camden")), "supported"),
        (read(Measure.SIGNED_DATE, "2025-08", named("Camden")), "contradicted"),
        (read(Measure.SIGNED_DATE, "last week", named("Camden")), "not_checkable"),
        (read(Measure.REACH, 1000.0, comparator=Comparator.AT_LEAST), "supported"),
        (read(Measure.REACH, 9000.0, comparator=Comparator.AT_LEAST), "not_checkable"),
    ],
)  # fmt: skip
def test_a_fact_is_settled(lists, reading, verdict):
    outcome = settle_reading(reading, lists, "2025-09-08")
    assert outcome.verdict == verdict, outcome.says


@pytest.mark.parametrize(
    ("reading", "cause"),
    [
        (read(Measure.AGREEMENTS, 958.0), Cause.HEADER_ROW),
        (read(Measure.AGENCIES, 10.0, NEW_YORK), Cause.AGREEMENTS_NOT_AGENCIES),
        (read(Measure.AGREEMENTS, 8.0, NEW_YORK), Cause.AGENCIES_NOT_AGREEMENTS),
        (read(Measure.AGREEMENTS, 988.0), Cause.INCLUDES_PENDING),
        (read(Measure.STATES, 40.0, Scope(territories="excluded"), "2026-01-30"),
         Cause.COUNTS_TERRITORIES),
        (read(Measure.AGREEMENTS, 956.0, day="2025-09-03"), Cause.OTHER_DAY),
        (read(Measure.RANK, 16.0, NEW_YORK), Cause.OTHER_RANKING),
        (read(Measure.AGREEMENTS, 901.0, day="2025-08-08"), Cause.PRINTED_ROWS),
        (read(Measure.AGREEMENTS, 950.0), Cause.ROUNDED),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_explained(lists, reading, cause):
    outcome = settle_reading(reading, lists, "2025-09-08")
    assert cause in [explanation.kind for explanation in outcome.explanations], outcome.says


def test_an_explanation_never_changes_the_verdict_of_a_wrong_number(lists):
    for value in (958.0, 988.0, 950.0):
        assert (
            settle_reading(read(Measure.AGREEMENTS, value), lists).verdict is Verdict.CONTRADICTED
        )


def test_an_older_number_names_the_lists_on_which_it_was_right(lists):
    outcome = settle_reading(
        read(Measure.AGREEMENTS, 231.0, Scope(models=("TFM",)), "2025-05-28"), lists
    )
    assert outcome.verdict is Verdict.OUTDATED
    assert "2025-04-29" in outcome.says


def test_a_county_of_a_blank_cell_may_count_or_not(lists):
    scope = replace(NEW_YORK, signed_since="2025-01-05")
    for value in (5.0, 6.0):
        outcome = settle_reading(read(Measure.COUNTIES, value, scope), lists)
        assert outcome.verdict is Verdict.SUPPORTED


def test_an_agency_named_without_its_state_is_open_where_the_states_differ(lists):
    june = read(Measure.SIGNED_DATE, "2025-06", Scope(agencies=("Butler County",)))
    assert settle_reading(june, lists, "2025-10-27").verdict is Verdict.AMBIGUOUS
    ohio = replace(june, scope=replace(june.scope, states=("OH",)))
    assert settle_reading(ohio, lists, "2025-10-27").verdict is Verdict.CONTRADICTED


def test_several_agencies_without_a_state_are_of_the_one_that_has_them_all(lists):
    reading = read(Measure.MEMBERSHIP, "yes", Scope(agencies=("Navajo County", "Yuma County")))
    assert settle_reading(reading, lists).verdict is Verdict.SUPPORTED


def test_the_first_reading_is_given_where_all_agree(lists):
    right = read(Measure.AGREEMENTS, 957.0)
    found = figure(
        right, replace(right, days=None, basis=Basis.PUBLISHED, comparator=Comparator.ABOUT)
    )
    reading, outcome = settle_figure(found, {"ice-287g": lists}, "2025-09-08")
    assert (reading, outcome.verdict) == (right, Verdict.SUPPORTED)


def test_two_fair_readings_that_disagree_are_ambiguous_and_both_are_told(lists):
    agencies, agreements = (
        read(measure, 10.0, NEW_YORK) for measure in (Measure.AGENCIES, Measure.AGREEMENTS)
    )
    reading, outcome = settle_figure(
        figure(agencies, agreements), {"ice-287g": lists}, "2025-09-08"
    )
    assert reading == agencies
    assert outcome.verdict is Verdict.AMBIGUOUS
    assert "8 agencies" in outcome.says
    assert "10 agreements" in outcome.says


def test_a_register_that_is_not_held_is_not_checkable(lists):
    reading = replace(read(Measure.AGREEMENTS, 1.0), register="other")
    outcome = settle_figure(figure(reading), {"ice-287g": lists})[1]
    assert outcome.verdict is Verdict.NOT_CHECKABLE


def test_a_publication_day_that_is_no_day_is_refused(lists):
    with pytest.raises(BadRequest, match="published"):
        settle_reading(read(Measure.AGREEMENTS, 957.0), lists, "Sept. 8")


def figure(*readings):
    return FoundFigure(start=0, end=1, text="x", sentence="x", sentence_start=0, readings=readings)


# Any reading gets an answer ---------------------------------------------------------------------

DAYS = st.sampled_from(
    [
        "2019-06-01",
        "2021-01-13",
        "2025-02-01",
        "2025-04-20",
        "2025-09-05",
        "2026-02-27",
        "2031-01-01",
    ]
)
SCOPES = st.builds(
    Scope,
    states=st.sampled_from([(), ("NY",), ("TX", "FL"), ("GU",), ("ZZ",), ("New York",)]),
    counties=st.sampled_from([(), ("36065",), ("99999",)]),
    agencies=st.sampled_from([(), ("Broome County",), ("",), ("the",), ("Camden", "SLED")]),
    words=st.sampled_from([(), ("sheriff",), ("*agencies",), ("university|college",), ("",)]),
    models=st.sampled_from([(), ("TFM",), ("XXX",)]),
    types=st.sampled_from([(), ("State",), ("Nope",)]),
    pending=st.booleans(),
    with_pending=st.booleans(),
    signed_since=st.sampled_from(["", "2025-01-20", "2030-01-01"]),
    signed_until=st.sampled_from(["", "2025-06-30", "2019-01-01"]),
    territories=st.sampled_from(["", "excluded", "Guam", "Atlantis"]),
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        [
            "yes",
            "no",
            "top",
            "JEM,WSO",
            "2025-03",
            "2025-03-10",
            "2025-13-45",
            "0000",
            "pending",
            "",
        ]
    ),
    st.floats(min_value=0, max_value=1e9, allow_nan=False),
)
READINGS = st.builds(
    Reading,
    register=st.just("ice-287g"),
    measure=st.sampled_from(list(Measure)),
    scope=SCOPES,
    days=st.one_of(st.none(), st.tuples(st.one_of(st.just(""), DAYS), DAYS)),
    basis=st.sampled_from(list(Basis)),
    comparator=st.sampled_from(list(Comparator)),
    value=VALUES,
    high=st.one_of(st.none(), st.floats(0, 1e6)),
    base=st.one_of(st.just(""), DAYS),
    whole=st.one_of(st.none(), SCOPES),
    others=st.sampled_from([(), ("IN", "WY"), ("Carroll",), ("tied",)]),
    reason=st.sampled_from(["", "people held"]),
)


@given(reading=READINGS, published=st.one_of(st.just(""), DAYS))
def test_any_reading_gets_one_verdict_and_one_sentence(lists, reading, published):
    outcome = settle_reading(reading, lists, published)
    assert outcome.verdict in Verdict
    assert outcome.says.endswith(".")
    assert "\n" not in outcome.says
    assert len(outcome.evidence) <= 20
    assert settle_reading(reading, lists, published) == outcome


@pytest.mark.parametrize(
    ("scope", "more"),
    [
        (Scope(states=("TX",)), {}),
        (Scope(states=("TX",), with_pending=True), {}),
        (Scope(signed_since="2025-03-01", since_by="2025-03-31"), {}),
        (Scope(territories="Guam"), {"measure": Measure.STATES}),
    ],
)
def test_the_lists_on_which_a_count_is_right_are_the_same_asked_together_or_one_by_one(
    lists, scope, more
):
    ground = ground_of(lists.view)
    for value in (41.0, 42.0, 300.0):
        asked = read(more.get("measure", Measure.AGREEMENTS), value, scope)
        count = Counting(ground, replace(asked, comparator=Comparator.AT_LEAST))
        editions = range(count.listing.size - 1, -1, -1)
        assert list(count.among(editions)) == [e for e in editions if count.holds(e)]


@pytest.mark.parametrize(("value", "verdict"), [(957.0, "ambiguous"), (956.0, "contradicted")])
def test_a_fallback_counts_only_where_it_is_borne_out(lists, value, verdict):
    found = FoundFigure(
        start=0,
        end=3,
        text="957",
        sentence="957",
        sentence_start=0,
        readings=(read(Measure.AGREEMENTS, value, NEW_YORK),),
        fallbacks=(read(Measure.AGREEMENTS, value),),
    )
    assert settle_figure(found, {"ice-287g": lists})[1].verdict == verdict


def test_a_signing_before_the_lists_is_not_called_false(lists):
    asked = read(Measure.SIGNED_DATE, "2007", Scope(states=("SC",), agencies=("York County",)))
    assert settle_reading(asked, lists).verdict == Verdict.NOT_CHECKABLE
