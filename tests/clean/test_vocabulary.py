"""A closed list of values is matched exactly, then by a clear misspelling, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.clean.cleaned import How
from ofrecord.clean.vocabulary import Vocabulary
from ofrecord.errors import DeclarationError

MODELS = Vocabulary(
    "model",
    {
        "JEM": ["Jail Enforcement Model"],
        "TFM": ["Task Force Model", "Task Force Officer"],
        "WSO": ["Warrant Service Officer"],
    },
)
TYPES = Vocabulary("type", {"County": [], "Municipality": ["Municipal"], "State": ["State Agency"]})


@pytest.mark.parametrize(
    ("vocabulary", "printed", "value", "how"),
    [
        (MODELS, "WSO", "WSO", How.AS_PRINTED),
        (MODELS, "Warrant Service Officer", "WSO", How.VOCABULARY),
        (MODELS, "Warrant Service Officer ", "WSO", How.VOCABULARY),
        (MODELS, "TASK FORCE MODEL", "TFM", How.FOLDED),
        (MODELS, "Task Force Officer  ", "TFM", How.VOCABULARY),
        (MODELS, "Warrant Service Office", "WSO", How.SPELLING),
        (MODELS, "Warrant Services Officer", "WSO", How.SPELLING),
        (MODELS, "Jail Enforcment Model ", "JEM", How.SPELLING),
        (TYPES, "County ", "County", How.AS_PRINTED),
        (TYPES, "Muncipality  ", "Municipality", How.SPELLING),
        (TYPES, "Municipal", "Municipality", How.VOCABULARY),
        (TYPES, "State Agency", "State", How.VOCABULARY),
    ],
)
def test_spellings_are_matched(vocabulary, printed, value, how):
    cleaned = vocabulary.match(printed)
    assert (cleaned.value, cleaned.how) == (value, how)


@pytest.mark.parametrize("printed", ["", "#NA", "\xa0"])
def test_a_blank_is_blank(printed):
    assert MODELS.match(printed).how is How.BLANK


@pytest.mark.parametrize("printed", ["Support", "Model", "Officer", "TFMWSO", "Tribal Task Force"])
def test_a_new_word_is_reported_and_not_guessed(printed):
    cleaned = MODELS.match(printed)
    assert (cleaned.value, cleaned.how) == (None, How.UNRESOLVED)
    assert printed in cleaned.note


def test_one_spelling_of_two_values_is_refused():
    with pytest.raises(DeclarationError, match="stands for both A and B"):
        Vocabulary("letter", {"A": ["alpha"], "B": ["Alpha"]})


@given(st.text())
def test_any_text_gets_an_answer(text):
    assert MODELS.match(text).value in (None, "JEM", "TFM", "WSO")
    assert MODELS.match(text) == MODELS.match(text)
