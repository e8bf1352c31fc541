"""The times that numbers of a series are told with: weekends, weeks, halves of a year, nights."""

from datetime import date

import pytest

from ofrecord.register import registers
from ofrecord.story.prepared import Prepared
from ofrecord.story.series_times import find_whens
from ofrecord.story.series_words import load_series_words
from ofrecord.story.tokens import Words

WEDNESDAY = date(2025, 3, 5)
BOATS, BANK, AIR = "uk-small-boats", "ocha-west-bank", "ukraine-air-attacks"


def whens(text, register=BOATS, published=WEDNESDAY):
    book = load_series_words(registers()[register])
    prepared = Prepared(text)
    return find_whens(Words(prepared.plain, prepared.low, book), published, book)


WINDOWS = [
    ("Some 400 came over the weekend.", "2025-03-01", "2025-03-02"),
    ("Hundreds arrive over sunny weekend", "2025-03-01", "2025-03-02"),
    ("About 300 crossed last week.", "2025-02-24", "2025-03-02"),
    ("In the past week 300 crossed.", "2025-02-26", "2025-03-04"),
    ("It launched 900 in one week, from Monday to Sunday.", "2025-02-24", "2025-03-02"),
    ("In the week to Sunday 23 February 200 came.", "2025-02-17", "2025-02-23"),
    ("In the seven days ending 2 March 200 came.", "2025-02-24", "2025-03-02"),
    ("In the week beginning 17 February 90 came.", "2025-02-17", "2025-02-23"),
    ("In the year to June 2024 31,000 came.", "2023-07-01", "2024-06-30"),
    ("In the 12 months to 31 December 2024 36,000 came.", "2024-01-01", "2024-12-31"),
    ("In the first six months of 2024 13,000 came.", "2024-01-01", "2024-06-30"),
    ("In the second half of 2023 18,000 came.", "2023-07-01", "2023-12-31"),
    ("In the first half of last year 13,000 came.", "2024-01-01", "2024-06-30"),
    ("In the first quarter of 2024 5,000 came.", "2024-01-01", "2024-03-31"),
    ("In the first half of February 500 came.", "2025-02-01", "2025-02-15"),
    ("From 18 to 24 November 700 came.", "2024-11-18", "2024-11-24"),
    ("Some 700 came on Nov. 18-24.", "2024-11-18", "2024-11-24"),
    ("In May last year 2,000 came.", "2024-05-01", "2024-05-31"),
    ("Since last year 40,000 came.", "2024-01-01", "2025-03-05"),
    ("Since counting began in 2018 150,000 came.", "2018-01-01", "2025-03-05"),
    ("Since figures were first collected in 2018 150,000 came.", "2018-01-01", "2025-03-05"),
    ("Since Labour won power in July 2024 40,000 came.", "2024-07-05", "2025-03-05"),
    ("Between 7 October 2023 and 27 March 2024 440 died.", "2023-10-07", "2024-03-27"),
]


@pytest.mark.parametrize(("text", "first", "last"), WINDOWS)
def test_a_window_has_the_days_that_its_words_say(text, first, last):
    found = [(w.first.isoformat(), w.last.isoformat()) for w in whens(text) if w.window]
    assert found == [(first, last)]


@pytest.mark.parametrize("told", ["7 October", "October 7", "7 October 2023", "Oct. 7, 2023"])
def test_the_day_from_which_a_series_is_counted_needs_no_year(told):
    when = whens(f"Since {told}, 700 Palestinians have been killed.", BANK)[0]
    assert (when.first, when.last) == (date(2023, 10, 7), WEDNESDAY)


def test_the_end_of_a_month_is_a_day_up_to_which_is_counted():
    one, other = (
        whens(text)[0]
        for text in (
            "At the end of February last year 2,000 had arrived.",
            "By the end of January 1,000 had arrived.",
        )
    )
    assert one.point
    assert one.last == date(2024, 2, 29)
    assert other.point
    assert other.last == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It fired 90 drones in an overnight attack on Sunday.", "2025-03-02"),
        ("It fired 90 drones in the night to Tuesday.", "2025-03-04"),
        ("It fired 90 drones in the early hours of Monday.", "2025-03-03"),
        ("It fired 90 drones in the attack of Friday.", "2025-02-28"),
        ("KYIV, March 5 (Agency) - It fired 90 drones on Monday.", "2025-03-03"),
        ("In the past 24 hours it fired 90 drones.", "2025-03-05"),
    ],
)
def test_a_night_is_the_one_that_is_named(text, day):
    assert [when.first.isoformat() for when in whens(text, AIR)] == [day]


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("The night before, it had fired 117.", 1),
        ("The previous night it had fired 117.", 1),
        ("The following night it fired 117.", -1),
        ("It fired 117 in a single night.", 0),
    ],
)
def test_a_day_may_be_told_by_another(text, back):
    assert [when.back for when in whens(text, AIR)] == [back]


def test_one_week_without_its_days_is_left_open():
    assert [when.vague for when in whens("In one week 700 people came.")] == [True]


def test_the_same_period_of_another_year_points_back():
    when = whens("That is fewer than in the same period of 2022.")[0]
    assert (when.same, when.year) == (True, 2022)
