"""Of a file's name only the digits of a day, its part and a moment of capture are read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.read.names import days_one_slip_away, read_digits, read_name

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "stamp", "digits", "part", "suffix"),
    [
        ("participatingAgencies09052025pm.xlsx", "", "09052025", "pm", ""),
        ("ParticipatingAgencies09052025PM.XLSX", "", "09052025", "pm", ""),
        ("pendingAgencies12042025pm2.xlsx", "", "12042025", "pm", "2"),
        ("pendingAgencies07112025am_b.xlsx", "", "07112025", "am", "_b"),
        ("participatingAgencies06112025pm copy.xlsx", "", "06112025", "pm", " copy"),
        ("participatingAgencies07032025pm-2.xlsx", "", "07032025", "pm", "-2"),
        ("participatingAgencies10212025mid.xlsx", "", "10212025", "mid", ""),
        ("pendingAgencies11122025.xlsx", "", "11122025", None, ""),
        ("participatingAgencies090022025am.xlsx", "", "090022025", "am", ""),
        ("ParticipatingEntities-20210113002027.xlsx", "20210113002027", "", None, ""),
        ("pendingAgencies-20250221214937.xlsx", "20250221214937", "", None, ""),
    ],
)
def test_a_name_says_its_day_and_its_part(text, stamp, digits, part, suffix, declaration):
    name = read_name(text, declaration.file_names)
    assert (name.stamp, name.digits, name.part, name.suffix) == (stamp, digits, part, suffix)
    assert name.text == text


@pytest.mark.parametrize("text", ["pendingAgencies.xlsx", "list.xlsx", "09052025.xlsx", "", "\n"])
def test_a_name_without_a_day_says_nothing(text, declaration):
    assert read_name(text, declaration.file_names) is None


@pytest.mark.parametrize("digits", ["", "0905202", "090052025", "13012025", "02302025", "0905202x"])
def test_digits_that_are_no_day_are_none(digits):
    assert read_digits(digits) is None


@given(DAYS)
def test_digits_are_read_as_month_day_and_year(day):
    assert read_digits(f"{day:%m%d%Y}") == day


@given(day=DAYS, at=st.integers(0, 7), digit=st.sampled_from("0123456789"))
def test_every_slip_of_the_hand_leads_back_to_the_day(day, at, digit):
    digits = f"{day:%m%d%Y}"
    slips = {
        digits[:at] + digit + digits[at:],
        digits[:at] + digits[at + 1 :],
        digits[:at] + digit + digits[at + 1 :],
        digits[:at] + digits[at + 1 : at + 2] + digits[at] + digits[at + 2 :],
    }
    for slip in slips:
        assert day in days_one_slip_away(slip)
