"""A cell is one string: its text, and where there is more to say, its kind and its link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.read.cells import Kind, kind_of, link_of, make_cell, text_of

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x1c\x1d\x1e\x1f"))


@given(text=TEXT.filter(bool), kind=st.sampled_from(Kind), link=TEXT)
def test_a_cell_gives_back_what_it_was_made_of(text, kind, link):
    cell = make_cell(text, kind, link)
    assert (text_of(cell), kind_of(cell), link_of(cell)) == (text, kind, link)


@given(text=TEXT)
def test_plain_text_is_its_own_cell(text):
    assert make_cell(text) == text


@pytest.mark.parametrize("cell", ["", "ALABAMA", "x\x1fn", "x\x1fthttps://example.org"])
def test_text_kind_and_link_make_the_cell_again(cell):
    assert make_cell(text_of(cell), kind_of(cell), link_of(cell)) == cell
