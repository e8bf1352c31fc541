"""Which lists a figure may be meant of, and what they say together."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pytest

from ofrecord.story.claims import Basis, Measure, Reading, Verdict
from ofrecord.story.days import Question, Why, accepted_lists, judge, true_spans


@dataclass
class Lists:
    """Lists by the days of which copies are held; two of one day are told apart by their order."""

    copies: list[list[str]]

    @property
    def days(self):
        return [days[0] for days in self.copies]

    @property
    def last_seen(self):
        return [days[-1] for days in self.copies]

    @property
    def long_gaps(self):
        ends = zip(map(date.fromisoformat, self.last_seen), self.days[1:], strict=False)
        return [n for n, (end, day) in enumerate(ends) if (date.fromisoformat(day) - end).days >= 5]

    @property
    def size(self):
        return len(self.copies)

    @cached_property
    def seen_on(self):
        days = sorted({day for copies in self.copies for day in copies})
        return {day: [n for n, c in enumerate(self.copies) if day in c] for day in days}

    @property
    def seen_days(self):
        return sorted(self.seen_on)

    def edition_on(self, day):
        return max((n for n, first in enumerate(self.days) if first <= day), default=None)


@dataclass
class Asked(Question):
    """A question of one number on each list: whether it is the number stated."""

    listing: Lists
    numbers: list[int]
    stated: int

    def holds(self, edition):
        return self.numbers[edition] == self.stated

    def between(self, before, after):
        low, high = sorted((self.numbers[before], self.numbers[after]))
        return low <= self.stated <= high


LISTS = Lists(
    [
        ["2025-01-10", "2025-01-20"],
        ["2025-03-03"],
        ["2025-03-03", "2025-03-04"],
        ["2025-03-20"],
        ["2025-03-21"],
    ]
)
NUMBERS = [10, 20, 21, 30, 35]


def ruled(stated, first, last="", basis=Basis.STATED, published="", numbers=NUMBERS, value=None):
    reading = Reading(
        register="",
        measure=Measure.AGREEMENTS,
        days=(first, last or first) if first else None,
        basis=basis,
        value=float(stated) if value is None else value,
    )
    return judge(Asked(LISTS, numbers, stated), reading, published)


@pytest.mark.parametrize("stated", [20, 21])
def test_any_list_of_the_very_day_is_accepted(stated):
    assert ruled(stated, "2025-03-03").verdict is Verdict.SUPPORTED


def test_a_copy_of_a_later_day_shows_that_a_list_still_stood():
    assert accepted_lists(LISTS, "2025-03-04", "2025-03-04") == ([2], True)
    assert ruled(20, "2025-03-04").verdict is Verdict.OUTDATED


def test_without_a_list_of_the_day_the_last_before_it_counts():
    assert ruled(21, "2025-03-10").verdict is Verdict.SUPPORTED
    assert ruled(35, "2025-03-22").verdict is Verdict.SUPPORTED


@pytest.mark.parametrize("stated", [25, 30])
def test_between_two_lists_that_disagree_nothing_is_decided(stated):
    ruling = ruled(stated, "2025-03-10")
    assert (ruling.verdict, ruling.why) == (Verdict.AMBIGUOUS, Why.GAP)


def test_between_two_lists_that_agree_it_is_decided():
    assert ruled(30, "2025-03-10", numbers=[10, 20, 21, 21, 35]).verdict is Verdict.CONTRADICTED


def test_what_was_true_on_an_earlier_list_is_outdated():
    ruling = ruled(10, "2025-03-21")
    assert (ruling.verdict, ruling.other) == (Verdict.OUTDATED, 0)


def test_what_an_unheld_list_between_two_distant_ones_could_say_is_outdated():
    ruling = ruled(15, "2025-03-21")
    assert (ruling.verdict, ruling.why) == (Verdict.OUTDATED, Why.PASSED)
    assert ruled(33, "2025-03-21").verdict is Verdict.CONTRADICTED, "the lists are a day apart"


def test_what_was_true_long_ago_is_not_taken_for_an_old_list():
    far = Lists([["2024-01-10"], ["2024-01-11"], ["2025-03-03"], ["2025-03-03"], ["2025-03-20"]])
    reading = Reading(register="", measure=Measure.AGREEMENTS, days=("2025-03-20",) * 2, value=10.0)
    assert judge(Asked(far, NUMBERS, 10), reading, "").verdict is Verdict.CONTRADICTED
    none = Reading(register="", measure=Measure.AGREEMENTS, days=("2025-03-20",) * 2, value=0.0)
    absent = Asked(far, [0, 1, 2, 3, 4], 0)
    assert judge(absent, none, "").verdict is Verdict.OUTDATED, "an absence never is too old"


def test_over_several_days_one_fitting_list_is_enough():
    assert ruled(30, "2025-03-05", "2025-03-21").verdict is Verdict.SUPPORTED


def test_without_a_known_day_every_list_that_may_be_meant_must_fit():
    ruling = ruled(30, "2025-03-05", "2025-03-21", Basis.UNDATED)
    assert (ruling.verdict, ruling.why) == (Verdict.AMBIGUOUS, Why.SOME)
    same = [7] * 5
    assert ruled(7, "", basis=Basis.UNDATED, numbers=same).verdict is Verdict.SUPPORTED
    assert ruled(8, "", basis=Basis.UNDATED, numbers=same).verdict is Verdict.CONTRADICTED


def test_the_storys_own_day_is_taken_where_the_sentence_has_none():
    assert ruled(30, "", basis=Basis.PUBLISHED, published="2025-03-20").verdict is Verdict.SUPPORTED


def test_an_undated_absence_that_is_over_is_outdated():
    ruling = ruled(0, "", basis=Basis.UNDATED, numbers=[0, 0, 1, 2, 3])
    assert ruling.verdict is Verdict.OUTDATED


def test_a_time_that_begins_before_the_lists_is_left_open():
    never = [0, 0, 0, 1, 1]
    ruling = ruled(0, "2019-01-01", "2025-03-04", Basis.EVENT, numbers=never)
    assert (ruling.verdict, ruling.why) == (Verdict.AMBIGUOUS, Why.REACHES_BACK)
    assert ruled(0, "2019-01-01", "2025-03-20", Basis.EVENT, numbers=never).verdict is (
        Verdict.CONTRADICTED
    )


def test_a_day_before_the_first_list_cannot_be_checked():
    ruling = ruled(10, "2024-12-31")
    assert (ruling.verdict, ruling.why) == (Verdict.NOT_CHECKABLE, Why.BEFORE)


def test_a_day_well_after_the_last_list_is_told_and_one_long_after_it_is_not_checked():
    assert ruled(35, "2025-03-28").late == 7
    assert ruled(36, "2025-03-28").verdict is Verdict.CONTRADICTED
    assert ruled(36, "2025-04-28").verdict is Verdict.NOT_CHECKABLE


def test_spans_of_days_are_told_nearest_first():
    asked = Asked(LISTS, [5, 6, 5, 5, 6], 5)
    assert true_spans(asked, "2025-03-21") == [
        ("2025-03-03", "2025-03-20"),
        ("2025-01-10", "2025-01-20"),
    ]
