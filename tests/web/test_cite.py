"""Every number of a page is within the reach of a cite, and a cite is whole."""

import re

import pytest
from lxml import html

from ofrecord.web.words import Words

DAY = "2025-09-05"
NUMBERS = "//*[@data-figure] | //td[contains(concat(' ', @class, ' '), ' num ')]"
BOXES = {"li", "p", "dl", "ul", "div", "td"}


def is_cite(element):
    return element is not None and element.tag == "details" and element.get("class") == "cite"


def reach(element):
    """The cites in an element, or right behind it or behind the box that it is in."""
    found = element.xpath(".//details[@class='cite']")
    while element is not None and not found:
        behind = element.getnext()
        while is_cite(behind):
            found.append(behind)
            behind = behind.getnext()
        if element.tag in {"main", "section", "body"}:
            break
        element = element.getparent()
    return found


def cites(page):
    return html.fromstring(page.body).xpath("//details[@class='cite']")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_number_is_within_the_reach_of_a_cite(ask, address, language):
    tree = html.fromstring(ask(address, language).body)
    alone = [one.text_content()[:60] for one in tree.xpath(NUMBERS) if not reach(one)]
    assert alone == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_cite_names_its_register_editions_hashes_and_a_sentence(ask, address, language):
    for cite in cites(ask(address, language)):
        editions = cite.xpath(".//a[contains(@href, '/edition/')]/text()")
        assert editions
        assert len(cite.xpath(".//code")) == len(editions)
        for code in cite.xpath(".//code/text()"):
            assert re.fullmatch(r"[0-9a-f]{64}", code)
        sentence = cite.xpath("./blockquote")[0].text_content()
        assert all(edition in sentence for edition in editions[:1])
        assert sentence.endswith(".")
        publisher = cite.xpath(".//dt[.='Register' or .='Registro']/following-sibling::dd[1]")
        assert publisher[0].text_content().rpartition(", ")[2] in sentence


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_cite_of_a_count_names_its_day_and_rows(site, ask, language):
    page = ask(f"/on/{DAY}/state/NY/", language)
    edition = site.sources.members(DAY).day.edition
    told = [cite.text_content() for cite in cites(page)]
    count = next(one for one in told if "10 agreements (New York)" in one or "10 acuerdos" in one)
    assert edition.edition_id in count
    assert edition.captures[0].sha256 in count
    assert "555–564" in count
    assert Words(language).day(DAY) in count


def test_a_rank_says_the_table_that_it_is_of(ask):
    ranks = {
        f"/on/{DAY}/state/NY/": "by agreements, from the table “Agreements by state",
        f"/on/{DAY}/county/36065/": f"ofrecord as-of {DAY} --by county",
    }
    for address, said in ranks.items():
        assert said in cites(ask(address))[0].text_content()


def test_a_cite_of_a_series_says_its_rows_marks_and_caveats(site, ask):
    page = ask("/series/ocha-west-bank/killed/")
    text = cites(page)[0].text_content()
    assert "carried forward from the last update" in text
    assert "running totals as printed in OCHA's updates" in text
    assert "in a transcription of" in text
    boats = site.sources.series["uk-small-boats"]
    year = cites(ask("/series/uk-small-boats/"))[1].text_content()
    last = boats.asked().span(boats.newest)[1]
    rows = [
        row
        for day in boats.asked().days("people", last.replace(month=1, day=1), last, last)
        for row in day.rows
    ]
    assert f"{min(rows)}–{max(rows)}" in year
    assert "as transcribed" not in year


def test_a_number_of_changes_is_cited_by_the_lists_of_both_days(site, ask):
    cite = cites(ask(f"/changes/2025-08-29/{DAY}/"))[0].text_content()
    for day in ("2025-08-29", DAY):
        for name in ("participating", "pending"):
            assert site.sources.rows(day, name).day.edition.edition_id in cite
