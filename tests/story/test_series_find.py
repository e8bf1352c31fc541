"""What sentences about series are read as; a fifth register is found by its own words alone."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import DeclarationError
from ofrecord.register import register_named
from ofrecord.story.finding import StoryFinder
from ofrecord.story.series_find import make_series_finder
from ofrecord.story.speech import word_set

DAY = "2025-09-08"
BOATS, BANK, AIR = "uk-small-boats", "ocha-west-bank", "ukraine-air-attacks"

WORDS = """
cues = [[["ferry", "ferries"], ["passengers"]]]
topics = ["ferry", "ferries"]
untold = "year"
[nouns]
passengers = ["passengers", "travellers"]
[acts]
carry = ["carried", "took"]
[[rules]]
nouns = ["passengers"]
acts = ["carry"]
measure = "people"
"""


def read(name, text, published=DAY):
    finder = make_series_finder(register_named(name))
    return [figure.readings[0] for figure in finder.find(text, published)]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("on Saturday", ("2025-09-06", "2025-09-06")),
        ("on 6 September", ("2025-09-06", "2025-09-06")),
        ("on Sept. 6", ("2025-09-06", "2025-09-06")),
        ("so far this year", ("2025-01-01", DAY)),
        ("in August", ("2025-08-01", "2025-08-31")),
        ("last month", ("2025-08-01", "2025-08-31")),
        ("in 2024", ("2024-01-01", "2024-12-31")),
        ("from January to August", ("2025-01-01", "2025-08-31")),
        ("at the same point last year", ("2024-01-01", "2024-09-08")),
        ("since Labour came to power", ("2024-07-05", DAY)),
        ("between 1 May 2025 and 31 July 2025", ("2025-05-01", "2025-07-31")),
    ],
)
def test_the_time_of_a_number(words, days):
    (told,) = read(BOATS, f"Some 900 people crossed the Channel in small boats {words}.")
    assert told.days == days


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Sunday", "2025-09-07"),
        ("overnight into Sunday", "2025-09-07"),
        ("late on Saturday", "2025-09-07"),
        ("on Saturday night", "2025-09-07"),
        ("overnight", "2025-09-08"),
    ],
)
def test_a_night_is_dated_by_its_morning(words, day):
    (told,) = read(AIR, f"Russia launched 400 drones at Ukraine {words}.")
    assert told.days == (day, day)


def test_overnight_saturday_may_be_either_night():
    finder = make_series_finder(register_named(AIR))
    (figure,) = finder.find("Russia launched 400 drones at Ukraine overnight Saturday.", DAY)
    assert [one.days[0] for one in figure.readings] == ["2025-09-06", "2025-09-07"]


def test_the_time_of_the_sentence_before_is_carried_over():
    text = (
        "Between the start of the war and July 2025 the UN counted 49 Israelis killed in the West "
        "Bank. During the same period 970 Palestinians were killed there."
    )
    told = read(BANK, text)[-1]
    assert (told.days, told.ends) == (("2023-10-07", "2025-07-31"), "2025-07-01")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (BOATS, "At least 12 people died when small boats sank in the Channel on Sunday."),
        (
            BOATS,
            "Nearly 300 migrants were stopped on Sunday before small boats left for the Channel.",
        ),
        (BANK, "In the West Bank, 20 Israelis have been killed since the war began."),
        (BANK, "In Gaza 60,000 Palestinians have been killed; the West Bank is tense."),
        (AIR, "Ukraine launched 90 drones at Moscow overnight."),
        (AIR, "Russia could launch 2,000 drones at Ukraine in one night by the winter."),
        (AIR, "In the drone attack on Ukraine 14 people were killed on Sunday."),
        (
            AIR,
            "Russia launched 30 drones at Kharkiv on Sunday, Ukraine's governor said.",
        ),
    ],
)
def test_what_the_register_does_not_count_has_its_own_reason(name, sentence):
    told = read(name, sentence)
    assert {str(one.measure) for one in told} == {"none"}
    assert all(one.reason and "lists" not in one.reason for one in told)


def test_a_text_without_the_words_of_a_register_is_left_alone():
    assert read(BOATS, "Some 900 people crossed the bridge on Saturday.") == []


def own_register(tmp_path, words):
    (tmp_path / "story.toml").write_text(words, "utf-8")
    return dataclasses.replace(register_named(BOATS), name="ferries", folder=tmp_path)


def test_a_fifth_register_is_read_by_its_own_words_alone(tmp_path):
    declaration = own_register(tmp_path, WORDS)
    finder = StoryFinder([declaration])
    (figure,) = finder.find("The ferries carried 3,400 passengers on Saturday.", DAY)
    (told,) = figure.readings
    assert (told.register, str(told.measure), told.scope.series, told.value, told.days[0]) == (
        "ferries", "value", "people", 3400.0, "2025-09-06",
    )  # fmt: skip


def test_a_register_without_words_reads_no_story(tmp_path):
    declaration = dataclasses.replace(register_named(BOATS), folder=tmp_path)
    assert make_series_finder(declaration) is None


@pytest.mark.parametrize(
    "words",
    [WORDS.replace('"people"', '"persons"'), "cues = 3", WORDS.replace("cues", "clues"), "["],
)
def test_words_that_cannot_be_are_told(tmp_path, words):
    with pytest.raises(DeclarationError):
        make_series_finder(own_register(tmp_path, words))


MET = word_set(
    "Ukraine drones missiles Russia launched shot down West Bank killed Palestinians children the "
    "Channel small boats people crossed largest attack since invasion second-highest day of record "
    "810 30,000 37% 0 99999999999999999999 forty-eight on Sunday overnight Saturday in 2024 31 May "
    "Sept. 7, 2025 between and from to so far this year per boat . , ; — ( ) them"
)
PIECES = st.lists(st.sampled_from(sorted(MET)), max_size=40)


@given(pieces=PIECES, published=st.sampled_from(["", "2025-09-08", "2018-01-01", "2026-02-27"]))
def test_any_text_is_read_and_every_figure_lies_in_it(pieces, published):
    text = "Ukraine drones. Small boats in the Channel. West Bank killed. " + " ".join(pieces)
    for name in (BOATS, BANK, AIR):
        for figure in make_series_finder(register_named(name)).find(text, published):
            assert text[figure.start : figure.end] == figure.text
            assert figure.readings
