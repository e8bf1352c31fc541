"""Numbers are read in every form in which stories write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.story.claims import Comparator
from ofrecord.story.lexicon import split_words
from ofrecord.story.numbers import join_numbers, parse_number, read_dotted, rounded_range
from ofrecord.story.tokens import Words, flatten, lower


class NumbersOnly:
    """A lexicon that knows numbers and nothing else."""

    def __init__(self) -> None:
        from ofrecord.story.lexicon import Marked, Term
        from ofrecord.story.numbers import TRIGGERS

        self.entries = {word: Term("number", word, 1) for word in TRIGGERS}
        self.marked = Marked(self.entries)

    def choose(self, entry, words, at):
        del words, at
        return entry


def tokens(text: str) -> list[tuple[float, str, str, Comparator]]:
    plain = flatten(text)
    found = Words(plain, lower(plain), NumbersOnly()).tokens
    return [(t.amount, t.form, t.sort, t.hedge) for t in found]


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("1,097", 1097, "digits"), ("40", 40, "digits"), ("2.2", 2.2, "digits"),
        ("nine", 9, "words"), ("twenty-one", 21, "words"), ("sixty three", 63, "words"),
        ("one hundred forty", 140, "words"), ("two dozen", 24, "words"), ("trio", 3, "words"),
        ("10 billion", 10e9, "digits"), ("15th", 15, "ordinal"), ("fourth", 4, "ordinal"),
        ("tripled", 3, "times"), ("eightfold", 8, "times"), ("five-fold", 5, "times"),
        ("dozens", 24, "rounded"), ("one-third", 1 / 3, "fraction"),
        ("two-thirds", 2 / 3, "fraction"),
        ("veintiuno", 21, "words"), ("1,000-plus", 1000, "digits"),
    ],
)  # fmt: skip
def test_a_number_has_the_value_and_the_form_of_its_words(text, value, form):
    ((amount, found, _, _),) = tokens(text)
    assert amount == pytest.approx(value)
    assert found == form


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("about 376", "about"), ("some 650", "about"), ("nearly 1,100", "nearly"),
        ("close to 90", "nearly"), ("more than 510", "more_than"), ("upwards of 142", "more_than"),
        ("at least 10", "at_least"), ("no fewer than 10", "at_least"), ("fewer than 200", "under"),
        ("as many as 1,000", "at_most"), ("up to 30", "at_most"), ("a 50", "exact"),
        ("más de 300", "more_than"), ("al menos 20", "at_least"), ("50-plus", "more_than"),
        ("spread over 40", "exact"), ("over 40", "more_than"), ("more than a dozen", "more_than"),
    ],
)  # fmt: skip
def test_a_hedge_before_a_number_belongs_to_it(text, hedge):
    assert tokens(text)[-1][3] == hedge


def test_money_and_percents_are_told_apart():
    assert [t[2] for t in tokens("$11 billion, 52%, 641 percent, 30 por ciento, 12")] == [
        "money", "percent", "percent", "percent", "number",
    ]  # fmt: skip


def test_thousands_parted_by_dots_are_read_only_where_the_text_is_spanish():
    assert tokens("cuenta con 1.036 acuerdos")[0][0] == 1036
    assert tokens("a rate of 1.036 percent")[0][0] == 1.036


def test_numbers_that_do_not_go_on_stay_apart():
    assert [t[0] for t in tokens("two three, 300 of 475")] == [2, 3, 300, 475]
    assert join_numbers([2, 3]) is None
    assert join_numbers([1, 1_000_000, 2, 1_000]) == 1_002_000


def test_rounded_words_are_ranges():
    assert rounded_range("dozens") == (24, 99)
    assert rounded_range("twelve") is None


@given(st.integers(0, 10**15))
def test_every_whole_number_is_read_back(number):
    for text in (str(number), f"{number:,}"):
        found = parse_number(text)
        assert found is not None
        assert found.value == float(number)


@given(st.text(max_size=300))
def test_no_word_is_too_odd_to_be_looked_at(text):
    parse_number(text.lower())
    read_dotted(text)
    assert all(split_words(text))
