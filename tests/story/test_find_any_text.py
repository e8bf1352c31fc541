"""Whatever a text is, its figures stand where they are said to stand, soon, and always the same."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ofrecord.registers import ice_287g
from ofrecord.story.find import make_finder
from ofrecord.story.lexicon import load_lexicon
from ofrecord.story.sentences import split_sentences
from ofrecord.story.tokens import WORD, Words, flatten, lower

FOLDER = Path(ice_287g.__file__).parent
LEXICON = load_lexicon(FOLDER / "register.toml")
FINDER = make_finder(FOLDER, "ice-287g")
MORE = (
    "287(g) agreements as of Sept. 5 , 2025 - – — ; : ( ) % $ # . ? ! … \n ’ “ ” & / @ the of and "
    "in no none only first latest most half third each up from to than since by last weeks months "
    "10 958 1,036 1.036 40th 2/3 0 -1 99999999999999999999 1e9 ٣ İ ß ﬁ Æ signed have has had "
    "County Sheriff's Office Police Department New York Georgia Washington Guam pending applied "
    "joined task force model doubled tripled dozens hundreds"
)
WORDS = sorted({*LEXICON.entries, *LEXICON.telling, *MORE.split(" ")})
TEXTS = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
CASED = TEXTS | TEXTS.map(str.title) | TEXTS.map(str.upper)
DAYS = st.sampled_from(["", "2025-09-08", "2026-02-01", "1900-01-01", "no day", "9999-12-31"])
SLOW = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(text=CASED | st.text(max_size=300), published=DAYS)
def test_any_text_gives_figures_that_stand_in_it_in_order(text, published):
    figures = FINDER.find(text, published)
    for figure in figures:
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        assert figure.sentence in text
        assert figure.readings
    assert [f.start for f in figures] == sorted(f.start for f in figures)
    assert figures == FINDER.find(text, published)


@SLOW
@given(CASED | st.text(max_size=300))
def test_sentences_stand_apart_and_leave_out_nothing_but_space(text):
    place = 0
    for start, end in split_sentences(text):
        assert place <= start < end
        assert not text[place:start].strip()
        assert "\n" not in text[start:end]
        assert not text[start].isspace()
        place = end
    assert not text[place:].strip()


@SLOW
@given(CASED | st.text(max_size=300))
def test_the_words_of_a_sentence_stand_where_the_pattern_finds_them(text):
    low = lower(flatten(text))
    words = Words(flatten(text), low, LEXICON)
    found = [match.span() for match in WORD.finditer(low)]
    assert list(zip(words.starts, words.ends, strict=True)) == found
    assert words.words == [low[start:end] for start, end in found]


@pytest.mark.parametrize(
    "part",
    [
        "287(g) agreements ",
        "New York and ",
        "one hundred ",
        "nine of the 10 of the 12 of them, ",
        "Clay County Sheriff's Office, ",
        "Clay, Polk and ",
        "between 40 and ",
        "no agreements in ",
        "(((",
        "“",
        "1,000,",
        "Sept. ",
        "U.S.A.",
        "sheriff's ",
        "is among the first in Ohio and ",
        "ICE had 958 287(g) agreements in New York as of Sept. 5. ",
    ],
)
def test_a_text_that_repeats_itself_takes_time_in_proportion(part):
    def seconds(letters: int) -> float:
        text = "287(g) agreements: " + part * (letters // len(part))
        began = time.process_time()
        FINDER.find(text, "2025-09-08")
        return time.process_time() - began

    seconds(4_000)
    # Sentences too long to be any are left out, so the longest that are read are tried.
    assert seconds(3_900) < 1
    assert seconds(40_000) < 3
