"""Text is made plain and stays itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.clean.text import clean_text, fold_text, placeholder


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Autauga County Sheriff's Office ", "Autauga County Sheriff's Office"),
        ("Power County Sheriff\u2019s Office", "Power County Sheriff's Office"),
        ("Power County Sheriff`s Office", "Power County Sheriff's Office"),
        ("\nSchuylkill County", "Schuylkill County"),
        (
            "Sarpy County Department of Corrections\xa0\xa0",
            "Sarpy County Department of Corrections",
        ),
        ("Kansas  Bureau Of Investigation", "Kansas Bureau Of Investigation"),
        ("link\xa0|\xa0addendum", "link | addendum"),
        ("Miami\u2011Dade\u200b County", "Miami-Dade County"),
        ("\u201cThe Villages\u201d", '"The Villages"'),
        ("UTAh", "UTAh"),
        ("link\x1fthttps://example.org/a.pdf", "link"),
        ("", ""),
    ],
)
def test_blanks_quotes_and_hyphens_become_plain_and_case_is_left_alone(printed, plain):
    assert clean_text(printed) == plain


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text())
def test_clean_text_has_no_outer_doubled_or_odd_blanks(text):
    plain = clean_text(text)
    assert plain == plain.strip()
    assert "  " not in plain
    assert not any(letter.isspace() and letter != " " for letter in plain)


@given(st.text())
def test_a_fold_does_not_depend_on_blanks_or_case(text):
    assert fold_text(f" {text} ".replace(" ", "  ")) == fold_text(text)
    assert fold_text(fold_text(text)) == fold_text(text)


@pytest.mark.parametrize(
    "printed",
    ["", " ", "\xa0", "#NA", "N/A", "#n?A", "#N/A", "NA", "n/a", "-", "--", "None", "#REF!", "TBD"],
)
def test_every_placeholder_stands_for_nothing(printed):
    assert placeholder(printed)


@pytest.mark.parametrize(
    "printed", ["Nassau County", "County", "Value", "Nash", "0", "link pending"]
)
def test_a_word_is_no_placeholder(printed):
    assert not placeholder(printed)
