"""A name that nothing vouches for is held against the editions beside it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import DatingError
from ofrecord.read.dating import DatedBy, date_capture
from ofrecord.read.neighbours import Neighbour, date_between
from ofrecord.read.workbook import Properties

FIRST = date(2025, 1, 1)


def entries(day: int, size: int = 100) -> frozenset[tuple[str, ...]]:
    """A list that gains one entry and loses one every day."""
    return frozenset(("TEXAS", f"Agency {number}") for number in range(day, day + size))


HISTORY = [Neighbour(FIRST + timedelta(days=at), entries(at)) for at in range(0, 365, 3)]


@pytest.fixture
def doubt(declaration):
    """The doubt about a name that nothing vouches for."""

    def doubt(digits: str, captured_at: str = ""):
        name = f"participatingAgencies{digits}pm.xlsx"
        return date_capture([name], captured_at, Properties(), declaration)

    return doubt


@given(at=st.integers(0, 364), size=st.integers(0, 300))
def test_a_right_name_is_left_as_it_is(at, size, declaration):
    day = FIRST + timedelta(days=at)
    name = f"participatingAgencies{day:%m%d%Y}pm.xlsx"
    history = [Neighbour(one.day, entries((one.day - FIRST).days, size)) for one in HISTORY]
    found = date_between(
        date_capture([name], "", Properties(), declaration), entries(at, size), history
    )
    assert (found.published_on, found.dated_by, found.flags) == (day, DatedBy.FILE_NAME, ())


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("09022026", date(2025, 9, 2)),  # a year late
        ("09022024", date(2025, 9, 2)),  # a year early
        ("08022025", date(2025, 9, 2)),  # a month early
        ("90022025", date(2025, 9, 2)),  # exchanged, and no day at all
        ("090022025", date(2025, 9, 2)),  # a digit too many
        ("0902205", date(2025, 9, 2)),  # a digit too few
        ("09023025", date(2025, 9, 2)),  # the year 3025
    ],
)
def test_a_wrong_name_is_mended_to_where_the_entries_fit(digits, day, doubt):
    found = date_between(doubt(digits), entries((day - FIRST).days), HISTORY)
    assert (found.published_on, found.part, found.dated_by) == (day, "pm", DatedBy.FILE_NAME)
    assert "its entries are most like those of 2025-09-01 and 2025-09-04" in found.flags[0]


def test_a_name_is_not_mended_on_the_word_of_a_few_entries(doubt):
    found = date_between(doubt("08022025"), entries(244, 3), HISTORY)
    assert (found.published_on, found.flags) == (date(2025, 8, 2), ())


def test_a_name_is_not_mended_by_less_than_a_fortnight(doubt):
    found = date_between(doubt("09032025"), entries((date(2025, 9, 13) - FIRST).days), HISTORY)
    assert (found.published_on, found.flags) == (date(2025, 9, 3), ())


def test_without_neighbours_a_possible_name_stands(doubt):
    found = date_between(doubt("08022025"), entries(244), [])
    assert (found.published_on, found.dated_by) == (date(2025, 8, 2), DatedBy.FILE_NAME)


def test_an_impossible_name_with_no_neighbours_like_it_is_kept_aside(doubt):
    strangers = [Neighbour(one.day, entries(5_000)) for one in HISTORY]
    for neighbours in ([], strangers):
        with pytest.raises(DatingError, match="like those of no list whose day is known"):
            date_between(doubt("09023025"), entries(244), neighbours)


def test_an_impossible_name_falls_back_on_its_capture(doubt):
    found = date_between(doubt("99999999", "2025-09-02T10:00:00Z"), entries(5_000), HISTORY)
    assert (found.published_on, found.dated_by) == (date(2025, 9, 2), DatedBy.CAPTURE)
    assert found.flags


def test_a_name_stands_where_the_workbook_was_only_saved_again(declaration):
    properties = Properties(
        application="Microsoft Excel", creator="A", modified="2025-11-20T15:00:00Z"
    )
    name = "participatingAgencies03062025am.xlsx"
    doubt = date_capture([name], "", properties, declaration)
    at = (date(2025, 3, 6) - FIRST).days
    found = date_between(doubt, entries(at), HISTORY)
    assert (found.published_on, found.dated_by) == (date(2025, 3, 6), DatedBy.FILE_NAME)
    assert "the workbook was saved again since" in found.flags[0]
    late = (date(2025, 11, 20) - FIRST).days
    found = date_between(doubt, entries(late), HISTORY)
    assert found.published_on == date(2025, 11, 20)
