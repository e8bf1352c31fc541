"""In Spanish nothing is said in English that the catalogue has; what is left is marked by lang."""

import re
from urllib.parse import urlencode

import pytest
from lxml import html

from ofrecord.web.catalogue import strings_of_code, texts_declared
from ofrecord.web.words import read_catalogue

SAID = ("title", "aria-label", "placeholder", "content", "alt")
COMMON = {"the", "is", "are", "was", "were", "which", "with", "that", "it", "not", "by", "this"}
"""Words by which an English sentence is known; names of agencies have them rarely."""


def patterns():
    """What fits the English strings whose Spanish is another, but for those that fit anything."""
    known = read_catalogue("es")
    for message in (*strings_of_code(), *texts_declared()):
        forms = (message,) if isinstance(message, str) else message
        for form in forms:
            letters = re.sub(r"\{\w+\}|[^A-Za-z]", "", form)
            if form not in known[forms[0]] and len(letters) > 7:
                numbered = form.replace("{n}", "0")
                yield re.compile(re.sub(r"\\\{\w+\\\}", ".+?", re.escape(numbered)), re.DOTALL)


@pytest.fixture(scope="module")
def english():
    return list(patterns())


def is_english(text, english):
    plain = re.sub(r"\d[\d,]*", "0", text)
    return any(one.fullmatch(plain) for one in english)


def texts(tree):
    """The texts and attributes of a page, that are not marked as English, nor code."""
    inside = "ancestor-or-self::*[@lang][1][@lang='en'] or ancestor-or-self::code"
    for text in tree.xpath(f"//body//text()[not(parent::*[{inside}])] | //title/text()"):
        if text.strip():
            yield " ".join(text.split())
    for name in SAID:
        yield from tree.xpath(f"//@{name}[not(parent::*[{inside}])]")


def data_of(site):
    """Names that are data, which no language changes."""
    declared = [one.declaration for one in site.sources.registers.values()]
    return [one.publisher for one in declared]


def told(texts, site):
    for text in texts:
        yield re.sub("|".join(map(re.escape, data_of(site))), "", text)


def test_a_spanish_page_says_no_string_of_the_catalogue_in_english(ask, address, english):
    tree = html.fromstring(ask(address, "es").body)
    found = [text for text in texts(tree) if is_english(text, english)]
    assert found == []


def test_what_a_spanish_page_leaves_in_english_is_marked(ask, address, site):
    tree = html.fromstring(ask(address, "es").body)
    for text in told(texts(tree), site):
        words = set(re.findall(r"[a-z]+", text))
        assert len(words & COMMON) < 2, text


STORY = (
    "ICE had 957 287(g) agreements on Sept. 5. New York had 12 agreements, and Texas about 100. "
    "Officers made 40 arrests. In August 3,567 people crossed the Channel in small boats."
)


@pytest.mark.parametrize("story", [STORY, "Nothing is counted here, and nobody said a number."])
def test_the_annotated_page_is_framed_in_spanish(site, english, story):
    page = site.check({"story": story, "published": "2025-09-08"}, "es")
    assert page.status == 200
    tree = html.fromstring(page.body)
    assert tree.get("lang") == "es"
    assert "Cifras comprobadas" in tree.xpath("//h1")[0].text_content()
    assert [text for text in texts(tree) if is_english(text, english)] == []
    for text in told(texts(tree), site):
        assert len(set(re.findall(r"[a-z]+", text)) & COMMON) < 2, text


def test_the_annotated_page_names_verdicts_and_readings_in_spanish(site):
    text = site.check({"story": STORY, "published": "2025-09-08"}, "es").body.decode()
    for said in ("respaldada", "no comprobable", "Leída como: acuerdos", "filas de la edición"):
        assert said in text
    assert '<article class="story" lang="en"' in text


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"story": ""}, "No hay texto"),
        ({"story": "12 agreements", "published": "soon"}, "No es un día: soon"),
        ({"story": "12 agreements", "published": "2099-01-01"}, "Un día que aún no ha llegado"),
        ({"address": "ftp://example.org"}, "No es una dirección http(s): ftp://example.org"),
        ({"address": "http://127.0.0.1/"}, "una dirección de esta máquina o de una red privada"),
        ({"story": "%PDF-1.7"}, "una frase" if False else "frase da una cifra"),
    ],
)
def test_why_a_story_is_not_checked_is_said_in_spanish(site, form, said):
    page = site.check(form, "es")
    alert = html.fromstring(page.body).xpath("//*[@role='alert']/span")[0]
    assert said in alert.text_content()
    assert alert.get("lang") is None


def test_every_flag_and_explained_row_is_told_in_spanish(site):
    from ofrecord.web.remarks import tell_remark
    from ofrecord.web.words import words_of

    for register in site.sources.registers.values():
        own = getattr(register.declaration, "remarks", ())
        for edition in register.editions():
            for text in (*edition.flags, *(row.why for row in edition.explained)):
                assert not tell_remark(text, words_of("es"), own).foreign, text


def test_what_a_server_cannot_answer_is_said_in_the_language_of_the_path(tmp_path):
    from starlette.testclient import TestClient

    from ofrecord.serve import make_application

    with TestClient(make_application(tmp_path, check_seconds=0.01)) as client:
        assert client.post("/es/").text == "Aquí solo se responde a lecturas.\n"
        assert client.post("/").text == "Only reading is answered here.\n"
        form = urlencode({"story": "12 agreements"}).encode()
        assert client.post("/es/check/", content=form).text.count("La noticia no se comprobó") == 1


def test_pictures_name_states_in_the_readers_language(ask):
    headings = html.fromstring(ask("/on/2025-09-05/state/NY/", "es").body).xpath("//figure//text()")
    told = " ".join(headings)
    assert "Nueva York" in told
    assert "en New York" not in told
