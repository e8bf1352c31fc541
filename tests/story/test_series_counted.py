"""What a number of a series counts, in wordings that name it, carry it on, or tell a part."""

import pytest

from ofrecord.register import register_named
from ofrecord.story.series_find import make_series_finder

BOATS, BANK, AIR = "uk-small-boats", "ocha-west-bank", "ukraine-air-attacks"
DAY = "2025-09-08"
AROUND = {
    BOATS: "Migrants come over the English Channel in small boats.",
    BANK: "It is about the West Bank.",
    AIR: "Ukraine and its allies speak of drones.",
}


def counted(name, text):
    """The value, the measure and the comparator of every figure; the measure is empty for none."""
    found = make_series_finder(register_named(name)).find(f"{text}\n\n{AROUND[name]}", DAY)
    readings = [figure.readings[0] for figure in found]
    return [(one.value, one.scope.series, str(one.comparator)) for one in readings]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (BOATS, "Small boats: 310 cross on windy Tuesday", (310.0, "people", "exact")),
        (BOATS, "Channel arrivals top 25,000", (25000.0, "people", "at_least")),
        (BOATS, "Small boats: the year's total is 30,100 so far.", (30100.0, "people", "exact")),
        (BOATS, "In 2022, 45,755 people made the crossing in boats.", (45755.0, "people", "exact")),
        (
            BANK,
            "West Bank toll passes 900, the UN says, since the war began",
            (900.0, "killed", "at_least"),
        ),
        (
            BANK,
            "In the West Bank 2,400 settler attacks were recorded since the war began.",
            (2400.0, "settler_attacks", "exact"),
        ),
        (
            BANK,
            "In the West Bank Israeli settlers have carried out 2,400 attacks since the war began.",
            (2400.0, "settler_attacks", "exact"),
        ),
        (AIR, "Ukraine was attacked on Sunday with 823 air targets.", (823.0, "total", "exact")),
        (AIR, "Rusia lanz\u00f3 el domingo 810 drones contra Ucrania.", (810.0, "drones", "exact")),
    ],
)
def test_what_is_counted_is_told_by_the_words_beside_or_by_the_register(name, text, told):
    assert counted(name, text)[0] == told


def test_a_part_and_the_whole_that_it_is_of_are_figures_each():
    text = "On Sunday Ukraine shot down 747 of the 810 drones and four of the missiles."
    assert counted(AIR, text) == [
        (747.0, "drones_destroyed", "exact"),
        (810.0, "drones", "exact"),
        (4.0, "missiles_destroyed", "exact"),
    ]


def test_what_is_said_right_after_a_number_is_said_of_it():
    text = "On Sunday Russia launched 90 drones at Ukraine, and 71 were shot down."
    assert [told[1] for told in counted(AIR, text)] == ["drones", "drones_destroyed"]


def test_a_number_without_its_noun_may_be_of_any_measure_before_it_is_false():
    text = "On Sunday 12 small boats crossed the Channel. The week's total was 1,960."
    finder = make_series_finder(register_named(BOATS))
    figure = finder.find(text, DAY)[-1]
    assert figure.readings[0].scope.series == "people"
    assert "boats" in {one.scope.series for one in figure.fallbacks}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (BOATS, "Small boats brought 5 per cent more migrants across the Channel this year."),
        (BOATS, "Small boats took an average of 50 people across the Channel in 2024."),
        (AIR, "Ukraine shot down the drones on Sunday, all but 63."),
        (AIR, "Ukraine struck a Russian oil depot with 70 drones on Sunday."),
        (AIR, "The governor of Bryansk said nine drones were shot down; Ukraine was silent."),
        (AIR, "Russia launched 90 drones at Ukraine on Sunday and another 30 drones on Sunday."),
    ],
)  # fmt: skip
def test_what_is_not_surely_counted_is_not_settled(name, text):
    assert not counted(name, text) or counted(name, text)[-1][1] == ""
