"""Each hedge bears out the numbers that docs/method-stories.md says, and no others."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.story.claims import Comparator, Measure, Reading
from ofrecord.story.hedges import allowed, hedge_words


def says(value, comparator, measure=Measure.AGREEMENTS, high=None):
    return allowed(
        Reading(register="", measure=measure, comparator=comparator, value=value, high=high)
    )


@pytest.mark.parametrize(
    ("value", "comparator", "fitting", "failing"),
    [
        (957, Comparator.EXACT, [957], [956, 958]),
        (1000, Comparator.ABOUT, [950, 1000, 1050], [949, 1051]),
        (8, Comparator.ABOUT, [7, 8, 9], [6, 10]),
        (1100, Comparator.NEARLY, [990, 1064, 1100], [989, 1101]),
        (600, Comparator.MORE_THAN, [601, 5000], [600, 1]),
        (10, Comparator.AT_LEAST, [10, 11], [9]),
        (200, Comparator.UNDER, [199, 0], [200]),
        (200, Comparator.AT_MOST, [200, 0], [201]),
    ],
)
def test_a_count_is_borne_out_by(value, comparator, fitting, failing):
    hedge = says(float(value), comparator)
    assert [n for n in fitting if not hedge.holds(n)] == []
    assert [n for n in failing if hedge.holds(n)] == []


def test_a_range_holds_both_its_ends():
    hedge = says(10.0, Comparator.RANGE, high=20.0)
    assert [n for n in range(30) if hedge.holds(n)] == list(range(10, 21))


@pytest.mark.parametrize(
    ("value", "comparator", "fitting", "failing"),
    [
        (50.0, Comparator.ABOUT, [45, 48.7, 55], [44.9, 55.1]),
        (41.0, Comparator.EXACT, [40.5, 41.4], [40.4, 41.6]),
        (100 / 3, Comparator.EXACT, [28.4, 38], [28, 39]),
        (50.0, Comparator.MORE_THAN, [55.4], [50.0, 49]),
        (100 / 3, Comparator.NEARLY, [28.4, 33], [27, 34]),
    ],
)
def test_a_share_told_in_words_may_be_five_points_off_a_printed_one_is_rounded(
    value, comparator, fitting, failing
):
    hedge = says(value, comparator, Measure.SHARE)
    assert [n for n in fitting if not hedge.holds(n)] == []
    assert [n for n in failing if hedge.holds(n)] == []


@pytest.mark.parametrize(
    ("value", "comparator", "fitting", "failing"),
    [
        (3.0, Comparator.EXACT, [2.9, 3.0, 3.4], [2.8, 3.5, 6.01]),
        (2.5, Comparator.EXACT, [2.46, 2.54], [2.4, 2.6]),
        (4.0, Comparator.MORE_THAN, [4.65, inf], [4.0]),
    ],
)
def test_n_fold_is_n_up_to_half_way_to_the_next(value, comparator, fitting, failing):
    hedge = says(value, comparator, Measure.GROWTH_RATIO)
    assert [n for n in fitting if not hedge.holds(n)] == []
    assert [n for n in failing if hedge.holds(n)] == []


def test_a_rise_in_percent_is_rounded_as_printed():
    hedge = says(641.0, Comparator.EXACT, Measure.GROWTH_PERCENT)
    assert hedge.holds(640.74)
    assert not hedge.holds(665.9)


@given(
    value=st.integers(0, 3000),
    comparator=st.sampled_from([c for c in Comparator if c is not Comparator.RANGE]),
    one=st.integers(0, 3000),
    other=st.integers(0, 3000),
)
def test_between_two_counts_one_fits_exactly_if_the_hedge_says_so(value, comparator, one, other):
    hedge = says(float(value), comparator)
    low, high = sorted((one, other))
    assert hedge.between(one, other) == any(hedge.holds(n) for n in range(low, high + 1))


@given(
    value=st.integers(0, 50),
    comparator=st.sampled_from(list(Comparator)),
    high=st.none() | st.integers(0, 60).map(float),
    numbers=st.lists(st.integers(0, 60)),
)
def test_of_many_counts_those_fit_that_fit_by_themselves(value, comparator, high, numbers):
    hedge = says(float(value), comparator, high=high)
    assert hedge.among(numbers) == [n for n, number in enumerate(numbers) if hedge.holds(number)]


def test_the_figure_is_quoted_with_its_hedge():
    reading = Reading(
        register="", measure=Measure.AGREEMENTS, value=250.0, comparator=Comparator.UNDER
    )
    assert hedge_words(reading) == "fewer than 250"
