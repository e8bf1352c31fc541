"""Readings of series, each settled against what was known on the story's day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ofrecord
from ofrecord.story.claims import Basis, Comparator, Measure, Reading, Scope, Verdict
from ofrecord.story.settle import settle_reading

DAYS = st.dates(date(2016, 1, 1), date(2027, 12, 31)).map(date.isoformat)
NAMES = ("uk-small-boats", "ocha-west-bank", "ukraine-air-attacks")


@pytest.fixture(scope="module")
def held():
    record = ofrecord.open()
    return {name: record[name] for name in NAMES}


def reading(register, measure, series, value, first, last="", **more):
    return Reading(
        register=register,
        measure=measure,
        scope=Scope(series=series),
        value=float(value),
        days=(first, last or first),
        basis=more.pop("basis", Basis.STATED),
        **more,
    )


def settle(held, told, published):
    return settle_reading(told, held[told.register], published)


@st.composite
def readings(draw):
    register = draw(st.sampled_from(NAMES))
    names = [measure.name for measure in ofrecord.open()[register].declaration.measures]
    series = draw(st.sampled_from(names))
    whole = draw(st.sampled_from([None, Scope(series=names[0])]))
    days = draw(st.one_of(st.none(), st.tuples(st.one_of(st.just(""), DAYS), DAYS)))
    return Reading(
        register=register,
        measure=draw(st.sampled_from([m for m in Measure if m is not Measure.NONE])),
        scope=Scope(series=series),
        value=draw(st.one_of(st.floats(0, 1e6), st.sampled_from(["yes", "2025-03"]))),
        high=draw(st.one_of(st.none(), st.floats(0, 1e6))),
        days=days,
        basis=draw(st.sampled_from(list(Basis))),
        comparator=draw(st.sampled_from(list(Comparator))),
        base=draw(st.one_of(st.just(""), DAYS, st.just("2024"))),
        whole=whole,
        begins=draw(st.one_of(st.just(""), DAYS)),
        ends=draw(st.one_of(st.just(""), DAYS)),
    )


@settings(max_examples=60)
@given(told=readings(), published=st.one_of(st.just(""), DAYS))
def test_any_reading_of_a_series_gets_one_verdict_and_one_sentence(held, told, published):
    outcome = settle_reading(told, held[told.register], published)
    assert outcome.verdict in Verdict
    assert outcome.says.endswith(".")
    assert "\n" not in outcome.says
    assert len(outcome.evidence) <= 20


def test_a_story_is_settled_against_what_was_known_on_its_day(held):
    told = reading(
        "ocha-west-bank", Measure.RUNNING_TOTAL, "killed", 963, "2023-10-07", "2025-07-28"
    )
    outcome = settle(held, told, "2025-07-30")
    assert (outcome.verdict, outcome.found) == (Verdict.SUPPORTED, 963)
    assert outcome.edition.published_on == "2025-07-29"
    assert not outcome.later_edition


def test_what_a_later_edition_says_otherwise_is_told(held):
    told = reading(
        "ocha-west-bank", Measure.RUNNING_TOTAL, "killed", 963, "2023-10-07", "2025-07-28"
    )
    outcome = settle(held, told, "2025-07-30")
    assert "revised it to 972" in outcome.says
    assert [str(e.kind) for e in outcome.explanations] == ["other"]


def test_where_no_edition_of_the_time_is_held_the_nearest_answers_and_says_so(held):
    told = reading("uk-small-boats", Measure.TOTAL, "people", 30169, "2025-01-01", "2025-09-07")
    outcome = settle(held, told, "2025-09-08")
    assert outcome.verdict is Verdict.SUPPORTED
    assert outcome.later_edition
    assert "no edition of that time is held; the edition of 2025-11-14" in outcome.says.lower()


def test_a_floor_holds_on_any_day_of_the_month_that_ends_a_time(held):
    told = reading(
        "ocha-west-bank", Measure.RUNNING_TOTAL, "killed", 968, "2023-10-07", "2025-07-31",
        ends="2025-07-01", comparator=Comparator.AT_LEAST,
    )  # fmt: skip
    assert settle(held, told, "2025-09-08").verdict is Verdict.SUPPORTED


def test_a_number_of_another_measure_is_contradicted_and_that_is_told(held):
    told = reading("ukraine-air-attacks", Measure.VALUE, "drones", 823, "2025-09-07")
    outcome = settle(held, told, "2025-09-08")
    assert outcome.verdict is Verdict.CONTRADICTED
    assert "823 is the number of drones and missiles" in outcome.says


def test_an_old_total_is_outdated_and_its_day_is_told(held):
    told = reading(
        "uk-small-boats", Measure.TOTAL, "people", 29003, "2025-01-01", "2025-09-20",
        basis=Basis.PUBLISHED,
    )  # fmt: skip
    outcome = settle(held, told, "2025-09-20")
    assert outcome.verdict is Verdict.OUTDATED
    assert "it was 29,003 up to 2025-09-05" in outcome.says


def test_the_day_on_which_a_number_was_reached(held):
    told = reading(
        "uk-small-boats", Measure.REACH, "people", 30000, "2025-09-06", base="2025-01-01"
    )
    assert settle(held, told, "2025-09-08").verdict is Verdict.SUPPORTED
    other = reading(
        "uk-small-boats", Measure.REACH, "people", 30000, "2025-08-20", base="2025-01-01"
    )
    assert settle(held, other, "2025-09-08").verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("day", "place", "verdict"),
    [
        ("2025-09-07", 1, "supported"),
        ("2025-07-09", 1, "contradicted"),
        ("2025-07-09", 2, "supported"),
    ],
)
def test_a_night_is_ranked_among_those_up_to_the_story(held, day, place, verdict):
    told = reading("ukraine-air-attacks", Measure.RANK, "total", place, day, base="2022-02-24")
    outcome = settle(held, told, "2025-09-08")
    assert str(outcome.verdict) == verdict
    assert "where the record begins" in outcome.says


def test_before_the_series_begins_nothing_can_be_checked(held):
    told = reading("uk-small-boats", Measure.VALUE, "people", 5, "2017-05-01")
    outcome = settle(held, told, "2017-05-02")
    assert outcome.verdict is Verdict.NOT_CHECKABLE
    assert "begins on 2018-01-01" in outcome.says


def test_after_the_last_day_held_nothing_can_be_checked(held):
    told = reading("uk-small-boats", Measure.VALUE, "people", 5, "2027-05-01")
    outcome = settle(held, told, "2027-05-02")
    assert outcome.verdict is Verdict.NOT_CHECKABLE
    assert "ends on" in outcome.says


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_names_the_publisher_and_the_caveat(held, name):
    first = held[name].declaration.measures[0].name
    told = reading(name, Measure.TOTAL, first, 1, "2024-02-01", "2024-12-31")
    says = settle(held, told, "2025-09-08").says
    assert "'s figures" in says
    assert says.count(";") >= 1


def figures(text, published):
    report = ofrecord.open().check(text, published=published)
    return {figure.text: (figure.verdict.value, figure.found) for figure in report.figures}


def test_a_rank_since_a_month_leaves_out_the_day_that_was_greater_then():
    told = (
        "Some 882 people crossed the Channel in small boats on Tuesday, the busiest day since {}."
    )
    for since, verdict in (("November 2022", "supported"), ("September 2022", "contradicted")):
        found = figures(told.format(since), "2024-06-19")
        assert found[f"busiest day since {since}"][0] == verdict


def test_a_record_that_stood_before_is_none_of_the_night_told():
    text = (
        "Russia launched 472 drones at Ukraine overnight on Sunday, the air force said. "
        "The previous record was {} drones."
    )
    for number in (355, 298):
        found = figures(text.format(number), "2025-06-01")
        assert all(
            verdict == "not_checkable"
            for told, (verdict, _) in found.items()
            if told != "472 drones"
        )


def test_a_number_of_a_weekend_is_of_no_longer_time():
    text = "Almost 1,000 migrants crossed the Channel in small boats over the weekend."
    assert figures(text, "2023-09-04")["Almost 1,000 migrants"] == ("supported", 985)


def test_a_number_of_one_week_whose_days_are_not_told_is_left_open():
    text = (
        "Russia launched more than 1,600 attack drones at Ukraine in one week, the president said."
    )
    assert {verdict for verdict, _ in figures(text, "2025-03-05").values()} == {"not_checkable"}
