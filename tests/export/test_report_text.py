"""The report on a terminal: every figure marked, its verdict told without leaning on colour."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.export.report_text import TextStyle, _wrap, render_text

COLOUR = re.compile(r"\x1b\[[\d;]*m")


@pytest.fixture
def text(report, evidence):
    return render_text(report, evidence)


def test_each_figure_stands_marked_and_numbered_in_the_story(text):
    assert "It is [✗1 958] in [✓2 40 states]" in text


def test_figures_that_overlap_share_a_mark(text):
    assert "[↺3 ?4 the oldest one signed in 2020]" in " ".join(text.split())


def test_a_figure_is_told_with_verdict_sentence_edition_and_rows(text):
    block = text[text.index("✗ 1") : text.index("✓ 2")]
    assert "“958”: contradicted" in block
    assert "The list of 2025-09-05 has 957 agreements." in block
    assert "header row: the header row was counted" in block
    assert "read as: agreements: 958; state NY; on 2025-09-05 (the day that the sentence" in block
    assert (
        "participating list of 2025-09-05 (evening), 957 rows, edition participating-abc" in block
    )
    assert "row 12: Broome" in block


def test_figures_that_no_register_settles_are_told_by_their_reason(text):
    assert "5 “1,400 people”: people held" in text


def test_a_story_that_says_nothing_of_the_lists_is_told_in_two_lines(text):
    assert "(a story without a headline)\nno day is known\n1 figure, and none that" in text


def test_a_story_in_another_language_says_that_it_was_not_checked(text):
    assert "neither in English nor in Spanish" in text


def test_the_verdicts_are_counted_at_the_end(text):
    assert text.endswith(
        "6 figures: 1 supported, 1 contradicted, 1 outdated, 1 ambiguous, 2 not checkable\n"
    )


def test_nothing_of_a_page_reaches_the_terminal_but_letters(text):
    assert "\x1b" not in text
    assert all(c == "\n" or c.isprintable() for c in text)


def test_colour_adds_nothing_but_colour(report, evidence):
    plain = render_text(report, evidence)
    coloured = render_text(report, evidence, TextStyle(colour=True))
    assert "\x1b[" in coloured
    assert COLOUR.sub("", coloured).split() == plain.split()


def test_a_terminal_without_unicode_gets_ascii(report, evidence):
    text = render_text(report, evidence, TextStyle(ascii=True))
    text.encode("ascii")
    assert "[NO1 958]" in text
    assert '"958": contradicted' in text


@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_lines_keep_to_the_width(report, evidence, width):
    for line in COLOUR.sub("", render_text(report, evidence, TextStyle(width=width))).split("\n"):
        assert len(line) <= max(width, 40) or " " not in line.strip()


@given(st.lists(st.text("ab \x1b[31m0", max_size=12), max_size=30), st.booleans())
def test_wrapping_loses_no_word(words, colour):
    plain = [COLOUR.sub("", word) for word in " ".join(words).split()]
    text = " ".join(word for word in plain if "\x1b" not in word)
    style = TextStyle(width=40, colour=colour)
    painted = style.paint(text, "31") if text else text
    shown = COLOUR.sub("", "\n".join(_wrap(painted, style, "  ")))
    assert shown.split() == text.split()
