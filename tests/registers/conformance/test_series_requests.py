"""What a series refuses to answer, and how it says so."""

import pytest

from ofrecord.register import register_named

WRONG = {
    "a measure": (("--measure", "nonesuch"), "unknown measure"),
    "a list": (("--list", "nonesuch"), "unknown list"),
    "a blank measure": (("--measure", ""), "blank"),
    "a day that is none": (("--from", "2025-02-30"), "--from"),
    "the last day first": (("--from", "2025-09-05", "--to", "2025-09-04"), "before the first"),
    "a day of knowledge that is none": (("--known", "soon"), "--known"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_request_for_a_series_is_refused_by_name(ask_series, wrong):
    arguments, message = WRONG[wrong]
    done = ask_series(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert message in done.err


def test_a_misspelt_measure_is_refused_with_the_nearest(made, ask_series):
    for measure in made.declaration.measures:
        done = ask_series("--measure", measure.name[:-1] + "qq")
        assert done.code == 2
        assert "did you mean" in done.err
        assert "Measures of" in done.err


def test_a_series_is_no_list_and_has_nothing_to_filter(made, cli, series):
    home = ("--home", made.home)
    for command in ("agreements", "agencies"):
        done = cli(*home, command, "--register", series)
        assert done.code == 2
        assert f"ofrecord series {series}" in done.err
    done = cli(*home, "as-of", "2025-09-05", "--state", "NY", "--register", series)
    assert done.code == 2
    assert "--state" in done.err
    assert register_named(series).member_lists == ()
