"""Attacks on Ukraine by day: what is added up, what is a restatement, and what is left out."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.registers.ukraine_air_attacks import register
from ofrecord.series import Observation, Observed, SeriesRow

SERIES = register()
DOCUMENT = SERIES.documents[0]
NIGHT = {"start": "2024-09-06 17:00", "day": "2024-09-07 09:30"}
DAY = date(2024, 9, 7)
SHAHED, KALIBR = "Shahed-136/131", "Kalibr"

Values = Mapping[tuple[str, str], Observation]


def row(model: str, launched: str, post: str = "kpszsu/posts/a", **cells: str) -> dict[str, str]:
    """One row of the night to 2024-09-07, country-wide unless ``cells`` say otherwise."""
    usual = {"target": "Ukraine", "destroyed": "0.0", "place": "", "lost": ""}
    return {**NIGHT, **usual, "model": model, "launched": launched, "source": post, **cells}


def seen(*rows: Mapping[str, str]) -> Observed:
    return SERIES.observe(  # type: ignore[misc]
        [SeriesRow(number=number, cells=cells) for number, cells in enumerate(rows, 2)], SERIES
    )


def by_day(observed: Observed) -> Values:
    return {(one.day.isoformat(), one.measure): one for one in observed.observations}


def value(observed: Observed, measure: str = "drones", day: str = "2024-09-07") -> int | None:
    found = by_day(observed).get((day, measure))
    return None if found is None else found.value


def marks(observed: Observed, measure: str = "drones", day: str = "2024-09-07") -> tuple[str, ...]:
    return by_day(observed)[day, measure].marks


# --- the description ------------------------------------------------------------------------------


def test_the_description_names_the_publisher_and_the_transcriber():
    assert SERIES.publisher == "Air Force Command of Ukraine (Ukrainian Air Force)"
    assert not DOCUMENT.official
    assert "Petro Ivaniuk" in DOCUMENT.title
    assert SERIES.epochs["the full-scale invasion"] == date(2022, 2, 24)


def test_every_measure_says_who_reports_it():
    assert all("Ukrainian Air Force" in measure.title for measure in SERIES.measures)


def test_people_find_the_measures_by_their_usual_names():
    names = {"drones": "drones", "aerial attack": "total", "neutralized": "stopped"}
    assert {word: SERIES.measure_named(word).name for word in names} == names


# --- what is counted ------------------------------------------------------------------------------


def test_drones_missiles_and_both_are_counted_and_nothing_else():
    observed = seen(
        row(SHAHED, "90.0", destroyed="60.0", lost="20.0"),
        row(KALIBR, "8.0", destroyed="5.0"),
        row("Orlan-10", "3.0"),
        row("Lancet", "4.0"),
        row("GBU", "30.0"),
        row("Молнія", "7.0"),
    )
    values = {one.measure: one.value for one in observed.observations}
    assert values == {
        "drones": 90,
        "missiles": 8,
        "total": 98,
        "drones_destroyed": 60,
        "missiles_destroyed": 5,
        "destroyed": 65,
        "drones_stopped": 80,
        "stopped": 85,
    }
    assert observed.doubts == ()


def test_a_value_names_the_rows_that_it_rests_on():
    observed = seen(row(SHAHED, "90"), row("Orlan-10", "1"), row(KALIBR, "8"))
    assert by_day(observed)["2024-09-07", "total"].rows == (2, 4)
    assert by_day(observed)["2024-09-07", "missiles"].rows == (4,)


def test_models_that_are_joined_are_counted_where_all_are_of_one_kind():
    observed = seen(row("X-101/X-555 and Kalibr and Iskander-M/KN-23", "40"), row("X-22/X-32", "2"))
    assert value(observed, "missiles") == 42


def test_models_of_different_kinds_in_one_number_are_left_out_and_told():
    observed = seen(row(f"{SHAHED} and Lancet", "16"), row(KALIBR, "6"))
    assert value(observed, "drones") is None  # not zero: a number is known to be missing
    assert value(observed, "total") == 6
    assert marks(observed, "total") == ("partial",)
    assert "drones and other" in observed.doubts[0].why


def test_a_model_that_is_not_known_is_left_out_and_told_with_the_nearest():
    observed = seen(row(SHAHED, "16"), row("Kalibro", "6"))
    assert value(observed, "total") == 16
    (doubt,) = observed.doubts
    assert doubt.row == 3
    assert "'Kalibro' (nearest: 'Kalibr')" in doubt.why


def test_aircraft_of_a_kind_that_is_not_told_are_not_counted_but_marked():
    observed = seen(row(SHAHED, "13"), row("Unknown UAV", "11"), row(KALIBR, "84"))
    assert (value(observed, "drones"), value(observed, "total")) == (13, 97)
    assert marks(observed, "drones") == marks(observed, "total") == ("unidentified",)
    assert marks(observed, "missiles") == ()


def test_a_country_wide_report_that_names_no_missile_says_none():
    assert value(seen(row(SHAHED, "90")), "missiles") == 0
    assert value(seen(row(SHAHED, "90", target="Odesa oblast")), "missiles") is None


# --- the day --------------------------------------------------------------------------------------


def test_a_night_is_of_its_morning():
    assert {one.day for one in seen(row(SHAHED, "90")).observations} == {DAY}


def test_a_blank_end_is_read_from_the_start():
    assert value(seen(row(SHAHED, "90", start="2024-09-07", day=""))) == 90


def test_an_evening_strike_within_its_posts_night_is_of_that_morning():
    evening = {"start": "2024-09-06 21:20", "day": "2024-09-06 21:40"}
    observed = seen(row(SHAHED, "90"), row("X-47 Kinzhal", "3", **evening))
    assert value(observed, "missiles") == 3
    assert value(observed, "missiles", "2024-09-06") is None


def test_an_evening_strike_in_another_post_is_of_its_own_day():
    evening = {"start": "2024-09-06 21:20", "day": "2024-09-06 21:40"}
    observed = seen(row(SHAHED, "90"), row("X-47 Kinzhal", "3", "kpszsu/posts/b", **evening))
    assert value(observed, "missiles", "2024-09-06") == 3


# --- what is never added up twice -----------------------------------------------------------------


@pytest.mark.parametrize("model", [SHAHED, KALIBR, "Iskander-M"])
def test_a_regional_commands_row_is_never_added_to_national_ones(model):
    regional = row(model, "7", "PvKPivden/posts/b", target="south", start="", day="2024-09-07")
    observed = seen(row(SHAHED, "90"), regional)
    assert value(observed, "total") == 90


def test_regional_commands_stand_alone_where_there_is_nothing_national():
    observed = seen(
        row(SHAHED, "13", "pvkshid/posts/a", target="east"),
        row(SHAHED, "3", "PvKPivden/posts/b", target="south"),
    )
    assert value(observed) == 16
    assert marks(observed) == ("several", "regional")


def test_rows_of_one_post_are_added_also_where_they_name_regions():
    observed = seen(
        row(SHAHED, "539"), row("X-47 Kinzhal", "1", target="Kyiv"), row("Iskander-K", "4")
    )
    assert value(observed, "missiles") == 5
    assert marks(observed, "missiles") == ()


def test_one_model_from_two_launch_places_in_one_post_is_added():
    observed = seen(row(KALIBR, "1", place="Voronezh oblast"), row(KALIBR, "1", place="Crimea"))
    assert value(observed, "missiles") == 2


def test_a_row_that_is_transcribed_twice_counts_once():
    observed = seen(row(SHAHED, "90"), row(SHAHED, "90"))
    assert value(observed) == 90
    assert marks(observed) == ("overlap",)


def test_a_regions_row_at_the_time_of_the_country_wide_one_is_part_of_it():
    observed = seen(row(KALIBR, "4", place="Black Sea"), row(KALIBR, "3", target="Kyiv"))
    assert value(observed, "missiles") == 4
    assert marks(observed, "missiles") == ("overlap",)


def test_a_post_that_restates_another_at_the_same_time_is_not_added():
    observed = seen(row(KALIBR, "2"), row(KALIBR, "3", "kpszsu/posts/b"))
    assert value(observed, "missiles") == 3
    assert marks(observed, "missiles") == ("overlap",)
    assert marks(observed, "drones") == ()


def test_times_of_country_wide_rows_that_only_run_into_each_other_are_two_attacks():
    later = {"start": "2024-09-07 08:00", "day": "2024-09-07 18:00"}
    observed = seen(row(SHAHED, "54"), row(SHAHED, "77", "kpszsu/posts/b", **later))
    assert value(observed) == 131
    assert marks(observed) == ("several",)


def test_another_posts_regional_row_that_overlaps_the_country_wide_one_is_part_of_it():
    later = {"start": "2024-09-07 09:00", "day": "2024-09-07 10:30", "target": "Sumy oblast"}
    observed = seen(row(SHAHED, "73"), row(SHAHED, "3", "kpszsu/posts/b", **later))
    assert value(observed) == 73
    assert marks(observed) == ("overlap",)


def test_different_regions_in_different_posts_are_added():
    observed = seen(
        row(SHAHED, "5", target="Odesa oblast"),
        row(SHAHED, "4", "kpszsu/posts/b", target="Poltava oblast and Sumy oblast"),
        row(SHAHED, "2", "kpszsu/posts/c", target="Sumy oblast"),
    )
    assert value(observed) == 9
    assert marks(observed) == ("overlap", "several", "regional")


# --- bad input ------------------------------------------------------------------------------------

BAD = {
    "text for a number": ({"launched": "many"}, "launched 'many' is no whole number"),
    "a negative number": ({"launched": "-5.0"}, "launched '-5.0' is no whole number"),
    "a fraction": ({"launched": "5.5"}, "launched '5.5' is no whole number"),
    "no number": ({"launched": ""}, "no number of weapons launched is given"),
    "a number of another script": ({"launched": "\u0665"}, "is no whole number"),
    "an unreadable day": ({"day": "some morning"}, "'some morning' is no day"),
    "days in another order": ({"day": "07/09/2024"}, "'07/09/2024' is no day"),
    "a day that is none": ({"day": "2024-09-31"}, "'2024-09-31' is no day"),
    "the last day that there is": ({"day": "9999-12-31"}, "the last day that can be written"),
    "no day": ({"start": "", "day": ""}, "no day is given"),
    "an end before the start": ({"day": "2024-09-05 09:00"}, "is before the start"),
    "an end a month later": ({"day": "2024-10-07 09:00"}, "is too long for one attack"),
    "no model": ({"model": ""}, "unknown model ''"),
}


@pytest.mark.parametrize(("cells", "why"), BAD.values(), ids=BAD)
def test_a_row_that_cannot_be_read_is_told_and_the_others_stand(cells, why):
    bad = {**row(SHAHED, "90"), **cells}
    observed = seen(row(SHAHED, "54", start="2024-09-07"), bad, row(KALIBR, "8"))
    assert (value(observed), value(observed, "missiles")) == (54, 8)
    (doubt,) = observed.doubts
    assert doubt.row == 3
    assert why in doubt.why


def test_a_day_that_lacks_a_row_is_marked():
    observed = seen(row(SHAHED, "54"), row(KALIBR, "many"))
    assert marks(observed, "total") == ("partial",)
    assert value(observed, "missiles") is None


@pytest.mark.parametrize("destroyed", ["few", "-1", "91.0"])
def test_a_number_destroyed_that_cannot_be_leaves_the_number_launched(destroyed):
    observed = seen(row(SHAHED, "90.0", destroyed=destroyed))
    assert value(observed) == 90
    assert value(observed, "drones_destroyed") == 0
    assert marks(observed, "drones_destroyed") == ("partial",)
    assert marks(observed, "drones") == ()
    assert [doubt.row for doubt in observed.doubts] == [2]


def test_a_blank_number_destroyed_marks_what_rests_on_it():
    observed = seen(row(SHAHED, "90.0", destroyed=""))
    assert (marks(observed, "destroyed"), marks(observed, "total")) == (("partial",), ())
    assert observed.doubts == ()


CELLS = st.sampled_from(
    [
        "",
        "-",
        "Ukraine",
        SHAHED,
        KALIBR,
        "5.0",
        "2024-09-07",
        "2024-09-07 3:30",
        "kpszsu/",
        "9999-12-31",
    ]
)


@given(st.lists(st.dictionaries(st.sampled_from([*DOCUMENT.columns.values()]), CELLS)))
def test_whatever_the_cells_say_nothing_is_raised(rows):
    seen(*rows)


@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order):
    rows = [
        row(SHAHED, "54"),
        row(SHAHED, "54", "kpszsu/posts/b"),
        row(SHAHED, "20", target="Odesa oblast"),
        row(KALIBR, "3", place="Crimea"),
        row(KALIBR, "3", place="Black Sea"),
        row(KALIBR, "1", "PvKPivden/posts/c", target="south"),
    ]
    observed = seen(*(rows[number] for number in order))
    values = [(one.measure, one.value, one.marks) for one in observed.observations]
    assert values == [(one.measure, one.value, one.marks) for one in seen(*rows).observations]
