"""What a sentence does not say itself can be read otherwise: then a figure is open, not false."""

from pathlib import Path

import pytest

import ofrecord
import ofrecord.registers.ice_287g as bundled
from ofrecord.story.claims import Verdict
from ofrecord.story.find import make_finder
from ofrecord.story.report import check_page
from ofrecord.story.settle import settle_figure

FINDER = make_finder(Path(bundled.__file__).parent, "ice-287g")
DAY = "2025-10-14"
OHIO = "Ohio has nine 287(g) agreements. Ohio sheriffs signed most of them. It is an old program. "
FILLER = "The county fair opens on Friday and closes a week later. " * 8


@pytest.fixture(scope="module")
def registers():
    return {"ice-287g": ofrecord.open()["ice-287g"]}


def last(text, registers):
    figure = FINDER.find(text, DAY)[-1]
    return figure, settle_figure(figure, registers, DAY)[1]


def test_a_carried_state_that_would_be_false_is_open_where_the_country_would_be_right(registers):
    figure, outcome = last(f"{FILLER}{OHIO}The program has 130 jail enforcement deals.", registers)
    assert figure.readings[0].scope.states in {(), ("OH",)}
    assert outcome.verdict is not Verdict.CONTRADICTED


def test_a_figure_that_holds_as_it_is_likeliest_stays_supported(registers):
    figure, outcome = last(f"{FILLER}{OHIO}Now there are nine agreements.", registers)
    assert figure.readings[0].scope.states == ("OH",)
    assert figure.fallbacks
    assert outcome.verdict is Verdict.SUPPORTED


def test_a_state_that_the_sentence_names_is_not_read_otherwise(registers):
    figure, outcome = last(f"{FILLER}In all, 1,032 agreements are in Ohio, ICE says.", registers)
    assert figure.fallbacks == ()
    assert outcome.verdict is Verdict.CONTRADICTED


def test_a_number_without_a_noun_may_count_agreements_or_agencies(registers):
    text = f"{FILLER}ICE lists 857 agencies in its 287(g) program. Texas has 185."
    figure, outcome = last(text, registers)
    assert figure.readings[0].measure == "agencies"
    assert outcome.verdict is Verdict.AMBIGUOUS
    assert "read otherwise, ICE's list" in outcome.says


def test_a_county_without_an_agreement_may_be_its_sheriff_alone(registers):
    text = "Salt Lake County, Utah, does not have a 287(g) agreement with ICE."
    assert last(text, registers)[1].verdict is Verdict.AMBIGUOUS
    text = "Utah County, Utah, does not have a 287(g) agreement with ICE."
    assert last(text, registers)[1].verdict in {Verdict.CONTRADICTED, Verdict.OUTDATED}


def test_both_readings_are_given_where_a_figure_is_open(registers):
    text = f"{FILLER}ICE lists 857 agencies in its 287(g) program. Texas has 185. Ohio has five."
    *_, texas, ohio = check_page(text, registers, published=DAY).figures
    assert [reading.measure for reading in texas.other_readings] == ["agreements"]
    assert ohio.verdict == "supported"
    assert ohio.other_readings == ()


def test_who_has_not_applied_is_on_no_list_of_applicants(registers):
    text = "The Hamilton County Sheriff's Office in Ohio has not applied to the 287(g) program."
    assert last(text, registers)[1].verdict is Verdict.SUPPORTED
    text = "The Butler County Sheriff's Office in Ohio has not applied to the 287(g) program."
    assert last(text, registers)[1].verdict in {Verdict.CONTRADICTED, Verdict.OUTDATED}
