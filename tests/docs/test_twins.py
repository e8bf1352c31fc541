"""Pages in Spanish say what the English ones say: part by part, number by number."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TWINS = sorted(page.name for page in (DOCS / "es").glob("*.md"))
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) ", re.MULTILINE)
NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def read(name, language):
    return (DOCS / ("es" if language == "es" else "") / name).read_text("utf-8")


def sections(name, language):
    """The sections of a page without its blocks of code, each with its heading."""
    return re.split(r"^(?=#+ )", CODE.sub("", read(name, language)), flags=re.MULTILINE)[1:]


def pairs(name):
    return list(zip(sections(name, "en"), sections(name, "es"), strict=True))


def without_links(text):
    """The text of links without their addresses: anchors are in the language of the page."""
    return re.sub(r"\]\([^)]*\)", "]", text)


def codes(text):
    return Counter(re.sub(r"\s+", " ", code) for code in re.findall(r"`[^`]+`", text))


def numbers(text):
    plain = re.sub(r"`[^`]+`", "", without_links(text))
    return Counter(number.rstrip(".,") for number in NUMBER.findall(plain))


def tables(text):
    return [
        [line.count("|") for line in block.splitlines()]
        for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)
    ]


def test_the_method_and_the_limits_have_their_twins():
    assert TWINS == ["limits.md", "method.md"]


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_has_the_same_headings_in_the_same_order(name):
    levels = [HEADING.findall(CODE.sub("", read(name, language))) for language in ("en", "es")]
    assert levels[0] == levels[1]


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_has_the_same_blocks_of_code(name):
    english, spanish = (CODE.findall(read(name, language)) for language in ("en", "es"))
    assert english == spanish, "run: .venv/bin/python tools/run_examples.py"


@pytest.mark.parametrize("name", TWINS)
def test_every_section_of_a_twin_has_the_same_numbers_names_lists_and_tables(name):
    for english, spanish in pairs(name):
        where = english.partition("\n")[0]
        assert numbers(english) == numbers(spanish), where
        assert codes(english) == codes(spanish), where
        assert tables(english) == tables(spanish), where
        for mark in (r"^- ", r"^\d+\. ", r"\*\*", r"\]\("):
            found = [len(re.findall(mark, text, re.MULTILINE)) for text in (english, spanish)]
            assert found[0] == found[1], (where, mark)


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_is_in_spanish(name):
    prose = without_links(re.sub(r"`[^`]+`|“[^”]+”", "", CODE.sub("", read(name, "es"))))
    words = Counter(re.findall(r"[a-z]+", prose.casefold()))
    assert words["de"] > 100
    english = sum(words[word] for word in ("the", "of", "and", "is", "which", "with"))
    assert english == 0


def test_the_wheel_holds_every_text_that_is_a_page_of_the_site():
    from hatchling.builders.wheel import WheelBuilder

    included = {
        file.distribution_path: Path(file.path)
        for file in WheelBuilder(str(ROOT)).recurse_included_files()
    }
    described = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    forced = described["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for name in TWINS:
        for path in (f"docs/{name}", f"docs/es/{name}"):
            place = path.replace("docs/", "ofrecord/web/texts/")
            assert forced[path] == place
            assert included[place].read_text("utf-8") == (ROOT / path).read_text("utf-8")
