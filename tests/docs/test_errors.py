"""Every error has a code of its own and a section in docs/errors.md under that code."""

from pathlib import Path

import pytest

from ofrecord import errors

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"


def tree(error: type[Exception]) -> list[type[Exception]]:
    return [error, *(each for child in error.__subclasses__() for each in tree(child))]


KINDS = [e for e in tree(errors.OfRecordError) if e.__module__.startswith("ofrecord.")]


def test_no_two_errors_share_a_code():
    codes = [kind.code for kind in KINDS]
    assert sorted(set(codes)) == sorted(codes)


@pytest.mark.parametrize("kind", KINDS[1:], ids=lambda kind: kind.__name__)
def test_every_error_has_a_section(kind):
    headings = [
        line.strip("# `") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("#")
    ]
    assert kind.code in headings


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_tree_in_the_docstring_is_complete(kind):
    assert kind.__name__ in errors.__doc__
