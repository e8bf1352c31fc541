"""Every command of the command line is documented, and its help shows an example."""

import argparse
from pathlib import Path
from unittest import mock

import pytest

from ofrecord.cli import main

DOCS = Path(__file__).parents[2] / "docs"


class ParserFound(BaseException):
    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self.parser = parser


def carry_out(parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
    raise ParserFound(parser)


def commands() -> dict[str, argparse.ArgumentParser]:
    """The commands as the parser that `main` makes knows them, by name."""
    with (
        mock.patch.object(argparse.ArgumentParser, "parse_known_args", carry_out),
        pytest.raises(ParserFound) as found,
    ):
        main(["status"])
    for action in found.value.parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    pytest.fail("ofrecord has no commands")


def reference() -> str:
    pages = sorted([*DOCS.glob("reference*.md"), *(DOCS / "reference").rglob("*.md")])
    assert pages
    return "\n".join(page.read_text("utf-8") for page in pages)


def test_the_reference_documents_every_command():
    text = reference()
    assert [name for name in commands() if f"ofrecord {name}" not in text] == []


def test_the_reference_documents_every_option():
    text = reference()
    missing = [
        f"{name} {option}"
        for name, parser in commands().items()
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help" and option not in text
    ]
    assert missing == []


def test_the_help_of_every_command_shows_an_example():
    without = [
        name
        for name, parser in commands().items()
        if f"ofrecord {name}" not in (parser.epilog or "")
    ]
    assert without == []
