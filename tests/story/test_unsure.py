"""What a story tells of a part, of others or of each is not settled as if it were told of all."""

from pathlib import Path

import pytest

import ofrecord
import ofrecord.registers.ice_287g as bundled
from ofrecord.story.report import check_page

FOLDER = Path(bundled.__file__).parent
FALSE = {"contradicted", "outdated"}
DAY = "2025-11-20"
LEAD = "Ohio has 14 287(g) agreements. "
FILLER = "The county fair opens on Friday and closes a week later, as it does every year. " * 6
NOT_TOLD_APART = [
    ("ICE has 1,185 287(g) agreements. 212 of the agreements rest on a handshake.", "212"),
    (
        "ICE has 1,185 287(g) agreements. Nine of the 1,185 agreements allow only talk.",
        "Nine",
    ),
    (f"{LEAD}Three will be trained next.", "Three"),
    (f"{LEAD}The jail's average population is 87.", "87"),
    (f"{LEAD}Sheriff Lee Orr, who is 63, signed the newest of them.", "63"),
    (f"{LEAD}County population: 12,500.", "12,500"),
    (f"{LEAD}Five more go to class.", "Five"),
    (f"{LEAD}Eleven have been added at night.", "Eleven"),
    ("The 287(g) list grew by night: the update added 58, 22 of them in Ohio.", "22 of them"),
    ("Eight states with similar bans have no 287(g) agreements.", "Eight states"),
    ("Task force agreements under 287(g) number 619, of which there were zero then.", "zero"),
    ("Nine municipal departments in Ohio have 287(g) agreements.", "Nine"),
    ("In Ohio the 287(g) list grew when three sheriffs signed on.", "three sheriffs"),
    ("Under President Obama the 287(g) program peaked at 72 agencies.", "72 agencies"),
    (f"{LEAD}One county said four in ten are at home.", "four in ten"),
    (f"{LEAD}Lake and Butler counties have two apiece.", "two"),
    ("We've got 88 counties in Ohio and a few have 287(g) agreements.", "88 counties"),
]
TRUE = [
    ("There are 1,185 of these 287(g) agreements now.", "1,185"),
    ("Florida has 337 287(g) agreements, more than a quarter of all 1,185.", "1,185"),
    ("Alaska and Iowa have 287(g) agreements. Alaska and Iowa have four together.", "four"),
    ("Delaware has none of the 287(g) agreements, Virginia 31 and Pennsylvania 49.", "31"),
    ("Of its 287(g) agreements, 619 are task force agreements; 426, the warrant model.", "426"),
    (
        "Tennessee leads its neighbors in 287(g). Its 51 agreements dwarf those of Ohio.",
        "51",
    ),
    ("As of today: 40 287(g) states and territories.", "40"),
    ("Ohio has 14 287(g) agreements; Ohio's count is 14.", "count is 14"),
]


@pytest.fixture(scope="module")
def registers():
    return {"ice-287g": ofrecord.open()["ice-287g"]}


def told(text, span, registers, day=DAY):
    page = check_page(text, registers, published=day)
    whole = page.stories[0].text
    start = whole.rindex(span)
    end = start + len(span)
    return [f for f in page.figures if f.start < end and start < f.end]


@pytest.mark.parametrize(("text", "span"), NOT_TOLD_APART)
@pytest.mark.parametrize("before", ["", FILLER], ids=["alone", "in a story"])
def test_what_is_not_understood_is_never_called_false(before, text, span, registers):
    for figure in told(before + text, span, registers):
        assert figure.verdict not in FALSE, figure.says


@pytest.mark.parametrize(("text", "span"), TRUE)
def test_what_is_understood_is_not_called_false(text, span, registers):
    for figure in told(text, span, registers):
        assert figure.verdict not in FALSE, figure.says


def test_none_of_one_state_is_not_none_of_the_next(registers):
    text = "41 287(g) applications are pending, none from Idaho, 13 from Florida."
    (none,) = told(text, "none from Idaho", registers, "2025-02-21")
    assert (none.reading.scope.states, none.verdict) == (("ID",), "supported")
    assert none.reading.scope.pending


def test_what_several_states_have_may_be_told_of_each(registers):
    text = f"{FILLER}Kansas has 23 287(g) agreements. Alaska and Iowa have two."
    (two,) = told(text, "two", registers)
    assert two.verdict == "ambiguous"
    text = f"{FILLER}Kansas has 23 287(g) agreements. Alaska and Iowa have nine."
    (nine,) = told(text, "nine", registers)
    assert nine.verdict in FALSE


def test_a_kind_of_agency_is_not_carried_into_another_count_as_if_it_were_said(registers):
    text = f"{FILLER}Three Ohio state agencies asked about 287(g). There are 14 in Ohio's program."
    for figure in told(text, "14", registers):
        assert figure.verdict not in FALSE


def test_the_agreements_of_an_office_named_before_may_be_meant(registers):
    text = (
        f"{FILLER}The Lyon County Sheriff's Office in Nevada works with ICE under 287(g). "
        "The office holds two agreements, its chief said."
    )
    (two,) = told(text, "two agreements", registers)
    assert two.verdict not in FALSE


def test_a_time_behind_a_colon_is_of_something_else(registers):
    text = (
        "Kansas has 21 agencies in the 287(g) program and his is small: Shawnee County signed in "
        "July."
    )
    (count,) = told(text, "21 agencies", registers)
    assert count.verdict == "supported"


def test_what_the_publishers_data_show_may_be_of_a_state(registers):
    text = f"{LEAD}{FILLER}The state's tally is 14, ICE figures show. Ohio is not the first."
    (count,) = told(text, "14,", registers)
    assert count.verdict == "supported"


def test_who_has_left_is_not_said_to_take_part(registers):
    text = "In Pennsylvania, Bucks County is already off the list of 287(g) agreements."
    assert all(f.verdict not in FALSE for f in told(text, "Bucks County", registers, "2026-01-20"))


def test_an_order_among_those_who_stay_is_open(registers):
    text = (
        "The Las Vegas Metropolitan Police Department signed a 287(g) agreement on Monday. "
        "It is the fourth Nevada agency in the program."
    )
    (order,) = told(text, "fourth", registers, "2025-06-18")
    assert order.verdict == "ambiguous"
    assert "still holds" in order.says


def test_states_that_lead_together_are_each_among_so_many(registers):
    text = "Florida (337), Texas (230) and Tennessee (51) lead the country in 287(g) agreements."
    assert all(f.verdict == "supported" for f in told(text, "lead the country", registers))


def test_a_denied_first_is_no_first(registers):
    text = "In Kansas, Reno County's 287(g) agreement is hardly the first."
    assert told(text, "the first", registers) == []
