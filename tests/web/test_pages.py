"""Every type of page, in both languages: right, valid, and made of nothing from elsewhere."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from justhtml import JustHTML

from ofrecord.web.app import POLICY
from ofrecord.web.words import Words

DAY = "2025-09-05"
PAGES = {
    "/": "February 27, 2026",
    f"/on/{DAY}/": "287(g) agreements on September 5, 2025",
    f"/on/{DAY}/state/NY/": "New York on September 5, 2025",
    f"/on/{DAY}/county/36065/": "Oneida County, New York on September 5, 2025",
    f"/on/{DAY}/model/WSO/": "Warrant Service Officer on September 5, 2025",
    f"/on/{DAY}/agency/g-he45st9e7t/": "Auburndale Police Department, Florida, on September 5",
    "/agreement/a-dxeea8yyfh/": "Auburndale Police Department, TFM, on February 27, 2026",
    f"/changes/2025-08-29/{DAY}/": "Changes after August 29, 2025, up to September 5, 2025",
    "/compare/?a=NY&b=Oneida, NY&other=2025-09-05": "Side by side",
    "/editions/": "Editions",
    "/edition/participating-b497a1fefd/": "Participating agencies, edition of September 5, 2025",
    "/series/": "Series",
    "/on/2026-01-10/series/uk-small-boats/": "as known on January 10, 2026",
    "/series/ukraine-air-attacks/missiles/": "Missile and drone attacks on Ukraine",
    "/check/": "Check a story",
    "/data/": "Data",
    "/method/": "Method",
    "/limits/": "Limits",
    "/search/?q=oneida": "Search: oneida",
}
SPANISH = {
    f"/on/{DAY}/state/NY/": "Nueva York, 5 de septiembre de 2025",
    f"/on/{DAY}/": "Acuerdos 287(g) el 5 de septiembre de 2025",
    "/editions/": "Ediciones",
}
HOMES_OF_OTHERS = re.compile(r"<(?:link|script|img|iframe|source|object|embed)\b[^>]*\bhttps?://")


def ask(site, address, language="en"):
    parts = urlsplit(address)
    return site.page(parts.path, dict(parse_qsl(parts.query)), language)


def text_of(page):
    return page.body.decode()


def heading(page):
    return re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", text_of(page), re.DOTALL)[1])


def figure(page, name):
    """The number that a page gives under a name."""
    return re.search(rf'data-figure="{name}"><strong>(.*?)</strong>', text_of(page))[1]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_its_title_and_one_heading(site, address):
    page = ask(site, address)
    assert page.status == 200
    assert PAGES[address] in heading(page)
    assert f"<title>{heading(page)} · ofrecord</title>" in text_of(page)
    assert text_of(page).count("<h1>") == 1
    assert '<html lang="en">' in text_of(page)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_in_spanish_too(site, address):
    page = ask(site, address, "es")
    assert page.status == 200
    assert '<html lang="es">' in text_of(page)
    assert SPANISH.get(address, "") in heading(page)
    assert ask(site, f"/es{address}").body == page.body


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("address", [*PAGES, "/statte/NY/"])
def test_a_page_is_valid_html_and_loads_nothing_from_elsewhere(site, address, language):
    page = ask(site, address, language)
    found = JustHTML(text_of(page), collect_errors=True)
    assert [str(error) for error in found.errors] == []
    assert not HOMES_OF_OTHERS.search(text_of(page))
    text = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", text_of(page))
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    assert all(re.match(r' src="/static/', told) and not inside for told, inside in scripts)
    for forbidden in ("<style", "style=", " onclick", "javascript:"):
        assert forbidden not in text


@pytest.mark.parametrize("address", PAGES)
def test_every_table_has_a_caption_and_every_head_cell_a_scope(site, address):
    text = text_of(ask(site, address))
    if address in {"/method/", "/limits/"}:
        assert "<th>" not in text
        return
    assert text.count("<table>") == text.count("<caption>")
    assert "<th>" not in text
    names = re.findall(r'\bid="([^"]+)"', text)
    assert len(names) == len(set(names))


def test_the_numbers_are_those_of_the_python_face(site, bundled):
    words = Words("en")
    day = bundled.as_of(DAY)
    page = ask(site, f"/on/{DAY}/")
    for name in ("agreements", "agencies", "states", "counties"):
        assert figure(page, name) == words.number(getattr(day.counts(), name))
    new_york = ask(site, f"/on/{DAY}/state/NY/")
    assert figure(new_york, "agreements") == str(day.counts(state="NY").agreements)
    pending = bundled.as_of(DAY, "pending")
    assert figure(page, "pending") == str(pending.counts().agreements)
    changes = bundled.find_changes("2025-08-29", DAY)
    assert f"{len(changes)} changes to the lists" in text_of(
        ask(site, f"/changes/2025-08-29/{DAY}/")
    )


def test_the_total_of_a_series_is_that_of_the_python_face(site):
    boats = site.sources.series["uk-small-boats"]
    page = ask(site, "/on/2026-01-10/series/uk-small-boats/")
    last = boats.asked().span(boats.as_of("2026-01-10").known)[1]
    total = boats.total("people", f"{last.year}-01-01", last, known="2026-01-10")
    assert figure(page, "line-2") == Words("en").number(int(total.value))


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_light(site, address):
    import zlib

    most = 110_000 if heading(ask(site, address)).startswith("287(g) agreements on") else 60_000
    assert len(zlib.compress(ask(site, address).body)) < most


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/state/Texs/", "/state/TX/"),
        ("/statte/NY/", "/state/NY/"),
        ("/edition/participating-b497a1fefc/", "/edition/participating-b497a1fefd/"),
        ("/agency/g-he45st9e7x/", "/agency/g-he45st9e7t/"),
        ("/county/36999/", "/state/NY/"),
        ("/model/XYZ/", "/model/TFM/"),
        ("/series/uk-small-boat/", "/series/uk-small-boats/"),
        ("/series/uk-small-boats/peple/", "/series/uk-small-boats/people/"),
        ("/on/2019-01-01/state/NY/", "/on/2021-01-13/state/NY/"),
        ("/on/2025-99-99/", "/on/2026-02-27/"),
        ("/editons/", "/editions/"),
        ("/new-york/", "/state/NY/"),
        ("/changes/2025-13-01/2025-09-05/", ""),
        ("/a/b/c/d/", ""),
    ],
)
def test_an_unknown_page_leads_to_the_nearest(site, address, nearest):
    page = site.page(address)
    assert page.status == 404
    assert f'href="{nearest}"' in text_of(page) or not nearest


def test_an_id_that_was_merged_leads_to_what_it_is_now(site):
    page = site.page("/agreement/a-y38vwrwqz6/")
    assert (page.status, page.location) == (303, "/agreement/a-dxeea8yyfh/")


def test_the_form_of_the_day_leads_to_that_day(site):
    page = site.page("/on/", {"day": DAY, "page": "state/NY/"}, "es")
    assert page.location == f"/es/on/{DAY}/state/NY/"
    assert site.page("/on/", {"day": DAY, "page": "//example.org"}).location == "/example.org/"


def test_a_day_between_editions_has_the_list_before_it(site):
    page = site.page("/on/2025-09-06/")
    assert "the newest on September 6, 2025" in text_of(page)
    assert figure(page, "agreements") == "957"


def test_the_policy_allows_nothing_inline_and_no_other_host():
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY


def test_the_page_that_checks_gives_the_annotated_story(site):
    form = {"story": "ICE had 957 287(g) agreements.", "published": DAY}
    page = site.check(form)
    assert page.status == 200
    assert "supported" in text_of(page)
    assert "style-src 'sha256-" in page.policy
    wrong = site.check({"story": "", "published": "soon"}, "es")
    assert wrong.status == 400
    assert 'role="alert"' in text_of(wrong)
