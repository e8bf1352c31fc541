"""What a text leaves open: since which day of a month, in which state, by whom, of which day."""

from datetime import date
from pathlib import Path

import pytest

import ofrecord
import ofrecord.registers.ice_287g as bundled
from ofrecord.story.claims import Verdict
from ofrecord.story.dating import date_figures
from ofrecord.story.find import FigureFinder, make_finder
from ofrecord.story.settle import settle_figure

NAME = "ice-287g"


@pytest.fixture(scope="module")
def registers():
    return {NAME: ofrecord.open()[NAME]}


@pytest.fixture(scope="module")
def finder() -> FigureFinder:
    return make_finder(Path(bundled.__file__).parent, NAME)


@pytest.fixture
def verdicts(registers, finder):
    def settle(text, published=""):
        found = date_figures(finder.find(text, published), registers, published)
        return [settle_figure(figure, registers, published)[1].verdict for figure in found]

    return settle


def signed_in_texas(registers, since):
    rows = registers[NAME].agreements(state="TX")
    return rows.filter(rows["signed"] >= since, rows["status"] == "active").height


def test_since_a_month_may_begin_on_any_day_of_it(verdicts, registers):
    """Both the number from the first of the month on and that from its end on are right."""

    first, after = (signed_in_texas(registers, date(2025, 10, day)) for day in (1, 31))
    assert first > after
    for number in (first, after):
        text = f"Texas agencies have signed {number} 287(g) agreements since October."
        assert verdicts(text, "2026-02-27") == [Verdict.SUPPORTED]
    text = f"Texas agencies have signed {first + 40} 287(g) agreements since October."
    assert verdicts(text, "2026-02-27") != [Verdict.SUPPORTED]


def test_a_count_of_a_state_that_is_not_named_is_not_checked(verdicts):
    text = "Statewide, 14 such 287(g) agreements have been signed."
    assert verdicts(text, "2026-01-31") == [Verdict.NOT_CHECKABLE]
    assert verdicts(f"{text} Gov. Hochul objects.", "2026-01-31") == [Verdict.SUPPORTED]


def test_a_story_without_a_day_is_no_older_than_the_last_day_it_tells_of(verdicts):
    text = "There are more than 600 287(g) agreements nationwide."
    assert verdicts(text) == [Verdict.AMBIGUOUS]
    told = "The Yuma County Sheriff’s Office signed its 287(g) agreement on June 3, 2025."
    assert verdicts(f"{told} {text}") == [Verdict.SUPPORTED, Verdict.SUPPORTED]


def test_growth_this_year_is_counted_from_the_first_day_of_the_year_of_each_list(verdicts):
    text = "South Carolina’s 287(g) agreements have multiplied by five this year."
    assert verdicts(text) == [Verdict.AMBIGUOUS]


def test_a_second_that_is_not_named_is_the_newest_of_the_storys_day(verdicts):
    text = "It is only the second 287(g) agreement in Nebraska."
    assert verdicts(text, "2025-05-29") == [Verdict.SUPPORTED]
    assert verdicts(text, "2025-12-01") == [Verdict.CONTRADICTED]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("About 80 agreements are in place between ICE and agencies in 21 states.", "2019-06-27"),
        ("As of 2018, 78 agencies in 20 states had 287(g) agreements.", "2025-11-15"),
    ],
)
def test_what_is_of_a_day_before_the_lists_is_not_checked(verdicts, text, published):
    assert set(verdicts(text, published)) == {Verdict.NOT_CHECKABLE}


def test_an_approval_near_the_day_of_signing_is_open_and_a_signing_on_it_is_not(verdicts):
    agency = "of the Yuma County Sheriff’s Office"
    approved = f"Supervisors approved the 287(g) agreement {agency} on May 27."
    assert verdicts(approved, "2025-06-10") == [Verdict.AMBIGUOUS]
    signed = f"The 287(g) agreement {agency} was signed on May 27."
    assert verdicts(signed, "2025-06-10") == [Verdict.CONTRADICTED]
    long_before = f"Supervisors approved the 287(g) agreement {agency} on Feb. 3."
    assert verdicts(long_before, "2025-06-10") == [Verdict.CONTRADICTED]


def test_the_agreements_of_one_agency_are_counted_by_themselves(verdicts):
    text = (
        "The Franklin County Sheriff’s Office in Pennsylvania signed {} 287(g) agreements in March."
    )
    assert verdicts(text.format("two"), "2025-10-10")[0] is Verdict.SUPPORTED
    assert verdicts(text.format("three"), "2025-10-10")[0] is Verdict.CONTRADICTED


def test_an_agency_with_a_states_name_that_is_a_countys_is_looked_for_in_all_states(verdicts):
    text = "The Washington County Sheriff’s Office has a 287(g) agreement."
    assert verdicts(text, "2025-10-29") == [Verdict.AMBIGUOUS]
    assert verdicts(f"{text[:-1]} in Idaho.", "2025-10-29") == [Verdict.SUPPORTED]
