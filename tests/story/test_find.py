"""The finder holds for any text: offsets are exact, nothing is raised, nothing takes long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import ofrecord.registers.ice_287g as bundled
from ofrecord.story.claims import Measure
from ofrecord.story.find import TOO_LONG, make_finder

FINDER = make_finder(Path(bundled.__file__).parent, "ice-287g")
OTHER_NEWS = Path(__file__).with_name("other_news.txt").read_text("utf-8")
PIECES = [
    "287(g)", "287(g) agreements", "ICE", "agreements", "agencies", "states", "40", "1,097",
    "one", "a third of", "half", "tripled", "more than", "nearly", "of them", "of the 10",
    "between 40 and", "percent", "%", "$3 million", "Texas", "New York’s", "Washington", "Guam",
    "in", "and", ",", ";", ":", "(", ")", "—", ".", "\n", "as of Sept. 5", "since January",
    "last week", "on May 8, 2025", "Trump took office", "before Biden",
    "the Lee County Sheriff’s Office", "Cecil, Frederick and", "counties", "County", "police",
    "departments of", "signed", "joined", "have no", "none", "never", "the only", "first",
    "second", "the latest", "pending", "awaiting", "task force model", "WSO", "could reach",
    "leads the nation", "the same number", "as", "under", "El condado de", "firmó", "1.036",
    "acuerdos", "ningún", "…", "“", "”", "’", "\u2011", "\u200b", "İ", "ß", "\u0000", "🧾", "٣",
    "²",
]  # fmt: skip
"""What sentences about the lists are made of, and what has no place in them."""


def check(text: str, published: str) -> list:
    """Finds the figures of a text and sees that they are where they say they are."""
    figures = FINDER.find(text, published)
    for figure in figures:
        assert text[figure.start : figure.end] == figure.text
        assert figure.text
        end = figure.sentence_start + len(figure.sentence)
        assert text[figure.sentence_start : end] == figure.sentence
        assert figure.sentence_start <= figure.start < figure.end <= end
        assert figure.readings
    assert [f.start for f in figures] == sorted(f.start for f in figures) or "\n" in text
    return figures


days = st.sampled_from(["", "2025-09-08", "2025-02-28", "1900-01-01", "2200-12-31", "0001-01-01"])


@given(text=st.text(max_size=400), published=days)
@example(text="İİİİ 287(g) İ 40 agreements in 3 states", published="2025-09-08")
@example(text="287(g)\x00 9" * 40, published="")
def test_any_text_is_read_without_an_error_and_figures_stand_where_they_say(text, published):
    check(text, published)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=60), published=days)
def test_any_jumble_of_the_words_of_such_stories_is_read(pieces, published):
    check(" ".join(pieces), published)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40), published=days)
def test_reading_twice_gives_the_same(pieces, published):
    text = " ".join(["287(g)", *pieces])
    assert FINDER.find(text, published) == FINDER.find(text, published)


@given(day=st.one_of(st.text(max_size=12), st.dates().map(str)))
def test_a_day_that_no_story_can_have_is_as_good_as_none(day):
    check("ICE had 958 287(g) agreements in 40 states last month.", day)


HOSTILE = {
    "digits": "1" * 1_000_000,
    "grouped digits": "1,000" * 200_000,
    "dotted digits": "1.000" * 200_000,
    "number words": "one hundred " * 50_000,
    "words": "word " * 100_000,
    "capitals": "Aa " * 100_000,
    "names in a list": "287(g) " + "Aa, " * 50_000 + "and Bb counties",
    "sheriffs": "287(g) Lee County Sheriff’s Office and " * 5_000,
    "brackets": "287(g) " + "(" * 100_000,
    "quotes": "287(g) agreements " + "”" * 100_000,
    "stops": "287(g) 1. " * 20_000,
    "full stops": "287(g) " + "." * 200_000,
    "hyphens": "287(g) " + "a-" * 100_000 + " 40 agreements",
    "apostrophes": "287(g) " + "a'" * 100_000 + " 40 agreements",
    "lines": "287(g)\n" * 50_000,
    "spaces": "287(g)" + " " * 200_000 + "40 agreements",
    "control characters": "287(g) 40 agreements\x00\x01\x02\x1f" * 5_000,
    "months": "287(g) agreements March 3, 2025 " * 5_000,
    "years ago": "287(g) agreements " + "a year ago " * 20_000,
    "terms": "287(g) before the Trump administration " * 5_000,
    "states": "287(g) Texas, Ohio and " * 10_000,
    "of them": "287(g) 40 of them of which " * 10_000,
    "none": "no no none never neither nor 287(g) agreements " * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_no_faster_than_the_text(text):
    """A megabyte of anything is read in seconds, in sentences of any length."""
    began = time.process_time()
    check(text, "2025-09-08")
    whole = time.process_time() - began
    began = time.process_time()
    check(text[: len(text) // 4], "2025-09-08")
    quarter = time.process_time() - began
    assert whole < 20
    assert whole < 0.5 or whole < 12 * quarter


@pytest.mark.parametrize("text", ["word " * 700, "Aa, " * 900, "40 agreements " * 280])
def test_one_long_sentence_is_read_in_good_time(text):
    began = time.process_time()
    check(f"287(g) {text}", "2025-09-08")
    assert time.process_time() - began < 2


def test_news_about_other_things_states_nothing_that_the_lists_could_settle():
    figures = check(OTHER_NEWS, "2025-09-08")
    assert len(figures) > 80
    assert [f.text for f in figures if f.readings[0].measure is not Measure.NONE] == []


def test_each_of_the_other_stories_by_itself_states_nothing_either():
    stories = OTHER_NEWS.split("\n\n")
    for first in range(0, len(stories), 4):
        figures = check("\n\n".join(stories[first : first + 4]), "2025-09-08")
        assert [f.text for f in figures if f.readings[0].measure is not Measure.NONE] == []


def test_the_seed_page_raises_no_alarm_in_its_other_stories(shared):
    page = (shared / "stories" / "seed" / "page.txt").read_text("utf-8")
    rest = page[page.index("Noem says roundup") :]
    for text in (page, rest):
        figures = check(text, "2025-09-08")
        at = text.index("Noem says roundup")
        alarms = [f.text for f in figures if f.start >= at and f.readings[0].measure != "none"]
        assert alarms == []


def test_a_sentence_that_is_too_long_to_be_read_is_told():
    row = "Ohio 12, " * 600
    figures = check(f"ICE had 957 287(g) agreements. The table: {row}and so on.", "2025-09-05")
    told = [(f.text, f.readings[0].measure.value, f.readings[0].reason) for f in figures]
    assert told[0][:2] == ("957 287(g) agreements", "agreements")
    assert told[1:] == [("12", "none", TOO_LONG)]
    assert len(figures[1].sentence) < 200
