"""Signing days are read where they can be read in one way, and never invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.clean.cleaned import How
from ofrecord.clean.signing import clean_signed

LISTED = date(2025, 10, 1)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-09-05\x1fd", "2025-09-05"),
        ("2016-06-08", "2016-06-08"),
        ("2025-09-05 00:00:00", "2025-09-05"),
        ("2025-09-05T00:00:00Z", "2025-09-05"),
        ("2025/9/5", "2025-09-05"),
        ("20250905", "2025-09-05"),
        ("6/9/2020", "2020-06-09"),
        ("06/09/20", "2020-06-09"),
        ("6.9.2020 ", "2020-06-09"),
        ("05/082025", "2025-05-08"),
        ("7/72025", "2025-07-07"),
        ("8/282025", "2025-08-28"),
        ("0508/2025", "2025-05-08"),
        ("05082025", "2025-05-08"),
        ("7//7/2025", "2025-07-07"),
        ("13/05/2025", "2025-05-13"),
        ("June 9, 2020", "2020-06-09"),
        ("Jun. 9 2020", "2020-06-09"),
        ("Tuesday, June 9, 2020", "2020-06-09"),
        ("9 June 2020", "2020-06-09"),
        ("Sept. 9th, 2025", "2025-09-09"),
        ("Febuary 3, 2025", "2025-02-03"),
        ("45714\x1fn", "2025-02-26"),
        ("45714.0\x1fn", "2025-02-26"),
        ("45714", "2025-02-26"),
        ("5025-07-07\x1fd", "2025-07-07"),
        ("7/7/225", "2025-07-07"),
        ("7/7/20255", "2025-07-07"),
        ("2052-07-07", "2025-07-07"),
    ],
)
def test_a_day_that_can_be_read_in_one_way_is_read(cell, day):
    assert clean_signed(cell, LISTED).value == day


@pytest.mark.parametrize(
    "cell",
    [
        "111/2025",
        "1112025",
        "12/2025",
        "42025",
        "2025-02-30",
        "2/30/2025",
        "31/31/2025",
        "0/0/2025",
        "0205-07-07",
        "1850-07-07",
        "link pending",
        "12\x1fn",
        "July 2025",
    ],
)
def test_a_day_that_is_not_sure_is_not_given_and_the_note_says_why(cell):
    cleaned = clean_signed(cell, LISTED)
    assert (cleaned.value, cleaned.how) == (None, How.UNRESOLVED)
    assert cleaned.note


@pytest.mark.parametrize("cell", ["", " ", "\xa0", "#N/A\x1fe", "#NA", "TRUE\x1fb"])
def test_a_blank_is_blank_with_a_note(cell):
    cleaned = clean_signed(cell, LISTED)
    assert (cleaned.value, cleaned.how) == (None, How.BLANK)
    assert cleaned.note


def test_an_impossible_year_needs_the_day_of_the_list_to_be_mended():
    assert clean_signed("5025-07-07\x1fd").value is None
    assert clean_signed("5025-07-07\x1fd", date(2019, 7, 8)).value is None


def test_a_day_after_the_list_is_kept_and_noted():
    cleaned = clean_signed("2025-10-02\x1fd", LISTED)
    assert cleaned.value == "2025-10-02"
    assert "later than the list" in cleaned.note


@pytest.mark.parametrize(
    ("signed", "first", "noted"),
    [
        ("2025-01-07", date(2026, 1, 8), True),
        ("2025-02-23", date(2026, 2, 27), True),
        ("2025-02-23", date(2025, 2, 27), False),
        ("2025-02-23", date(2025, 9, 1), False),
        ("2020-06-09", date(2021, 1, 13), False),
    ],
)
def test_a_year_that_seems_one_too_early_is_noted_and_left(signed, first, noted):
    cleaned = clean_signed(f"{signed}\x1fd", first, first)
    assert cleaned.value == signed
    assert ("one too early" in cleaned.note) == noted


@given(st.text(), st.none() | st.dates(date(2021, 1, 1), date(2030, 1, 1)))
def test_any_text_gets_an_answer(text, listed_on):
    cleaned = clean_signed(text, listed_on)
    assert (cleaned.value is None) == (cleaned.how in (How.BLANK, How.UNRESOLVED))


@given(st.text("0123456789/-. ", max_size=12), st.dates(date(2021, 1, 1), date(2030, 1, 1)))
def test_a_day_has_the_digits_that_were_printed(text, listed_on):
    """Every number of the answer stands in the cell; only an impossible year is mended."""
    cleaned = clean_signed(text, listed_on)
    if cleaned.value and "serial" not in cleaned.note:
        day = date.fromisoformat(cleaned.value)
        assert str(day.day) in text
        assert str(day.month) in text
        assert f"{day.year % 100:02}" in text or "read as" in cleaned.note


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_every_usual_way_to_write_a_day_gives_the_day(day):
    later = day + timedelta(days=1)
    for cell in (
        f"{day}\x1fd",
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%m/%d%Y}",
        f"{(day - date(1899, 12, 30)).days}\x1fn",
    ):
        assert clean_signed(cell, later).value == day.isoformat()
