"""Everything that the site says is in the catalogue, and in Spanish."""

import re

import pytest

from ofrecord.web.catalogue import strings_of_code, texts_declared
from ofrecord.web.templating import FOLDER, environment
from ofrecord.web.words import LANGUAGES, Words, read_catalogue

ALLOWED = {"ofrecord", "SHA", "ofrecord reproduce", "ofrecord as", "rows", "format csv"}
SAID = re.compile(r'(?:title|alt|aria-label|placeholder|content)="([^"]*[A-Za-z]{2}[^"]*)"')
OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_string_is_translated(language):
    known = read_catalogue(language)
    said = [m if isinstance(m, str) else m[0] for m in strings_of_code()]
    assert [text for text in said if text not in known] == [], "run: tools/write_catalogue.py"


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_a_register_is_translated(language):
    known = read_catalogue(language)
    assert [text for text in texts_declared() if text not in known] == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_translated_that_nothing_says(language):
    said = {m if isinstance(m, str) else m[0] for m in strings_of_code()} | {*texts_declared()}
    assert sorted(set(read_catalogue(language)) - said) == [], "run: tools/write_catalogue.py"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_parts_of_the_string(language):
    for message in strings_of_code():
        forms = (message,) if isinstance(message, str) else message
        wanted = set(re.findall(r"\{\w+\}", forms[-1]))
        for said in read_catalogue(language)[forms[0]]:
            assert set(re.findall(r"\{\w+\}", said)) <= wanted, said
        assert wanted == set(re.findall(r"\{\w+\}", read_catalogue(language)[forms[0]][-1]))


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "templates").glob("*.html")), ids=lambda p: p.name
)
def test_a_template_says_nothing_outside_the_catalogue(path):
    source = path.read_text("utf-8")
    data = "".join(
        text if kind == "data" else "\x00" for _, kind, text in environment().lex(source)
    )
    data = re.sub(r"<code[^>]*>.*?</code>", "", data, flags=re.DOTALL)
    attributes = [
        found for found in SAID.findall(data) if not re.match(r"width=device|https:", found)
    ]
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>|&\w+;", " ", data))
    assert [word for word in words if word not in ALLOWED] == []
    assert attributes == []


def test_numbers_and_days_are_written_as_the_locale_has_them():
    assert Words("en").day("2025-09-05") == "September 5, 2025"
    assert Words("es").day("2025-09-05") == "5 de septiembre de 2025"
    assert Words("es").many("agency", "agencies", 2) == "agencias"
    assert Words("en").signed(-3) == "\N{MINUS SIGN}3"
