"""The report as a page: it stands alone, runs nothing, and shows only what was escaped."""

import base64
import hashlib
import re
from collections import Counter
from datetime import date

import pytest
from lxml import html as markup

from ofrecord.export.report_html import TEMPLATES, render_html

CSS = (TEMPLATES / "report.css").read_text("utf-8")


@pytest.fixture
def page(report, evidence):
    return render_html(report, evidence, date(2025, 9, 9))


@pytest.fixture
def tree(page):
    return markup.document_fromstring(page)


def test_nothing_that_a_page_held_is_markup(page, tree):
    assert "<script" not in page.lower()
    assert not tree.xpath("//script | //iframe | //img | //object | //form | //base | //link")
    assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp;" in page
    assert "Broome &lt;i&gt;County&lt;/i&gt;" in page


def test_only_http_addresses_and_places_on_the_page_are_links(tree):
    links = tree.xpath("//@href")
    assert links
    assert all(link.startswith(("#", "https://", "http://")) for link in links)


def test_the_policy_forbids_all_but_the_pages_own_style(page, tree):
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style


def test_every_link_on_the_page_leads_to_one_place_on_it(tree):
    ids = Counter(tree.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert [link for link in tree.xpath("//@href") if link[0] == "#" and link[1:] not in ids] == []


def test_each_figure_leads_to_its_evidence_and_back(tree):
    for number in "1234":
        assert tree.xpath(f"//*[@id='t{number}']")[0].get("href") == f"#f{number}"
        assert tree.xpath(f"//li[@id='f{number}']//h4/a/@href") == [f"#t{number}"]
    assert tree.xpath("//*[@id='f5']/a/@href") == ["#t5"]


def test_a_verdict_is_told_in_words_and_signs_not_by_colour_alone(tree):
    mark = tree.xpath("//a[@id='t1']")[0]
    assert "figure 1, contradicted" in mark.text_content()
    assert "✗1" in mark.getparent().text_content()
    card = tree.xpath("//li[@id='f1']")[0].text_content()
    assert "contradicted" in card
    assert "header row: the header row was counted" in card


def test_evidence_can_be_reached_and_scrolled_with_a_keyboard(tree):
    assert tree.xpath("//aside/@tabindex") == ["0"]
    assert tree.xpath("//a[@class='skip']/@href") == ["#evidence-1"]
    assert tree.xpath("//aside/@id") == ["evidence-1"]
    assert all(e.get("aria-hidden") for e in tree.xpath("//a[@tabindex='-1']"))


def test_edition_capture_and_rows_are_shown(tree):
    panel = " ".join(" ".join(tree.xpath("//aside//text()")).split())
    assert "participating list of 2025-09-05 (evening), 957 rows" in panel
    assert "ab" * 32 in panel.replace(" ", "")
    assert "ofrecord reproduce participating-abc" in panel
    assert "12 Broome" in panel


def test_stories_in_which_nothing_can_be_checked_are_folded_away(tree):
    folded = [" ".join(e.text_content().split()) for e in tree.xpath("//details[@class='quiet']")]
    assert len(folded) == 2
    assert "1 figure, which no register settles" in folded[0]
    assert "neither in English nor in Spanish" in folded[1]


def test_the_page_has_a_print_and_a_dark_form():
    assert "@media print" in CSS
    assert "prefers-color-scheme: dark" in CSS


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", block))


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out_from_its_ground(dark):
    light_block, dark_block = re.findall(r":root \{(.*?)\n {0,2}\}", CSS, re.DOTALL)[:2]
    named = colours(light_block) | (colours(dark_block) if dark else {})
    pairs = [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "panel")]
    pairs += [(v, f"{v}-tint") for v in ("supported", "contradicted", "outdated", "ambiguous")]
    pairs += [("not_checkable", "paper"), ("not_checkable", "panel")]
    faint = {pair: contrast(named[pair[0]], named[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}
