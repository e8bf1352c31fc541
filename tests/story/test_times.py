"""Times are resolved against the story's own day, and made no more exact than the words are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.story.lexicon import Marked
from ofrecord.story.offices_held import Office
from ofrecord.story.time_phrases import back
from ofrecord.story.times import find_times
from ofrecord.story.tokens import Words, flatten, lower

DAY = date(2025, 9, 8)  # a Monday
OFFICES = (Office(date(2025, 1, 20), ("donald trump", "trump"), ("biden", "biden administration")),)


class NoWords:
    """A lexicon without a word."""

    entries: dict = {}  # noqa: RUF012
    marked = Marked(entries)


def times(text: str, day: date | None = DAY) -> list[tuple[str, str, str, str]]:
    plain = flatten(text)
    words = Words(plain, lower(plain), NoWords())
    spans = find_times(words, frozenset(words.words), day, OFFICES)
    return [(s.first.isoformat(), s.last.isoformat(), s.kind, s.lead) for s in spans]


@pytest.mark.parametrize(
    ("text", "first", "last", "kind", "lead"),
    [
        ("as of Sept. 5", "2025-09-05", "2025-09-05", "day", "as of"),
        ("over the summer", "2025-06-01", "2025-09-08", "season", "over"),
        ("this spring", "2025-03-01", "2025-06-20", "season", ""),
        ("last fall", "2024-09-01", "2024-12-20", "season", ""),
        ("in the summer of 2024", "2024-06-01", "2024-09-22", "season", "in"),
        ("hace un año", "2024-08-29", "2024-09-18", "ago", ""),
        ("on May 8, 2024", "2024-05-08", "2024-05-08", "day", "on"),
        ("on March 10 last year", "2024-03-10", "2024-03-10", "day", "on"),
        ("Oct. 31", "2024-10-31", "2024-10-31", "day", ""),
        ("since 2025-03-01", "2025-03-01", "2025-03-01", "day", "since"),
        ("(10/17/2024)", "2024-10-17", "2024-10-17", "day", ""),
        ("el 26 de febrero de 2025", "2025-02-26", "2025-02-26", "day", "el"),
        ("in June", "2025-06-01", "2025-06-30", "month", "in"),
        ("in November", "2024-11-01", "2024-11-30", "month", "in"),
        ("last September", "2024-09-01", "2024-09-30", "month", ""),
        ("in early June", "2025-06-01", "2025-06-10", "month", "in"),
        ("by mid-June", "2025-06-10", "2025-06-20", "month", "by"),
        ("by the end of March", "2025-03-25", "2025-03-31", "month", "by"),
        ("through June’s first three weeks", "2025-06-01", "2025-06-21", "month", "through"),
        ("in 2020", "2020-01-01", "2020-12-31", "year", "in"),
        ("by the close of 2024", "2024-12-31", "2024-12-31", "year", "by"),
        ("in the last week", "2025-09-01", "2025-09-08", "window", "in"),
        ("last week", "2025-09-01", "2025-09-07", "window", ""),
        ("last month", "2025-08-01", "2025-08-31", "window", ""),
        ("over the last eight months", "2025-01-08", "2025-09-08", "window", "over"),
        ("so far this year", "2025-01-01", "2025-09-08", "window", ""),
        ("the end of last year", "2024-12-31", "2024-12-31", "day", ""),
        ("late last week", "2025-09-04", "2025-09-07", "window", ""),
        ("on Friday", "2025-09-05", "2025-09-05", "weekday", "on"),
        ("yesterday", "2025-09-07", "2025-09-07", "day", ""),
        ("a year ago", "2024-08-29", "2024-09-18", "ago", ""),
        ("three months earlier", "2025-05-29", "2025-06-18", "ago", ""),
        ("el mes pasado", "2025-08-01", "2025-08-31", "window", "el"),
        ("since Trump took office", "2025-01-20", "2025-09-08", "term", "since"),
        ("when Trump returned to office", "2025-01-19", "2025-01-20", "before", ""),
        ("before Trump’s inauguration", "2025-01-19", "2025-01-19", "before", "before"),
        ("at the close of the Biden administration", "2025-01-19", "2025-01-19", "before", "at"),
        ("in the first 100 days of Trump’s second term", "2025-01-20", "2025-04-30", "window", ""),
    ],
)  # fmt: skip
def test_a_time_is_the_days_that_its_words_mean(text, first, last, kind, lead):
    found = times(text)
    assert len(found) == 1
    assert found[0][:3] == (first, last, kind)
    assert lead in {"", found[0][3]}


@pytest.mark.parametrize(
    "text", ["it may march on", "1,000 agreements", "$2025", "page 19", "a second term paper"]
)
def test_what_is_no_time_is_not_taken_for_one(text):
    assert times(text) == []


def test_without_the_storys_day_only_full_days_are_known():
    assert times("on May 8, since last week, in June 2025", None) == [
        ("2025-06-01", "2025-06-30", "month", "in")
    ]


def test_times_do_not_overlap():
    found = times("from March 3, 2025 to Sept. 5, since last year, in 2020, on Monday")
    assert len(found) == 5


@given(st.text(max_size=200), st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_any_text_has_times_in_order(text, day):
    found = times(text, day)
    assert all(first <= last for first, last, _, _ in found)


@given(
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    st.sampled_from(["one", "eight", "12", "300", "none", ""]),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_back_goes_back(day, count, unit):
    found = back(day, count, unit)
    assert found is None or found < day
