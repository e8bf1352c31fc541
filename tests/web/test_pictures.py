"""Maps and charts stand in the pages, with a table twin, and each is a file of its own."""

import base64
import csv
import hashlib
import io
import json
import re
import xml.etree.ElementTree as Tree

import pytest

from ofrecord.web.app import answer_of

PAGES = {
    "/on/2025-09-05/": ("map", "chart"),
    "/on/2025-09-05/state/FL/": ("map", "chart"),
    "/on/2025-09-05/model/TFM/": ("chart",),
    "/series/uk-small-boats/": ("month", "total"),
    "/on/2025-09-05/series/ocha-west-bank/": ("month", "total"),
}
BOTH = [(page, name) for page, names in PAGES.items() for name in names]


def said(page):
    return dict(answer_of(page)._said)[b"cache-control"].decode()


def text(page):
    return page.body.decode()


@pytest.mark.parametrize(("page", "name"), BOTH)
@pytest.mark.parametrize("tongue", ["", "/es"])
def test_a_page_shows_its_pictures_and_links_their_files(site, page, name, tongue):
    shown = text(site.page(tongue + page))
    figure = re.search(rf'<figure class="picture" id="{name}">.*?</figure>', shown, re.DOTALL)[0]
    assert "<svg" in figure
    assert 'role="img"' in figure
    for form in ("png", "svg", "csv", "html"):
        assert f'href="{tongue}{page}{name}.{form}"' in figure
    assert "<table>" in figure or re.search(r'<a href="#(\w+)">', figure)[1] in shown


@pytest.mark.parametrize(("page", "name"), BOTH)
def test_the_files_of_a_picture_are_what_they_say(site, page, name):
    svg = site.page(f"{page}{name}.svg")
    drawn = Tree.fromstring(svg.body)  # noqa: S314
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg.content_type == "image/svg+xml"
    rows = list(csv.reader(io.StringIO(site.page(f"{page}{name}.csv").body.decode(), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 2
    embedded = site.page(f"{page}{name}.html")
    assert "frame-ancestors *" in embedded.policy
    assert "<script" not in text(embedded)


def test_a_picture_is_a_png(site):
    page = site.page("/on/2025-09-05/chart.png")
    assert page.body.startswith(b"\x89PNG")
    assert page.content_type == "image/png"


def test_the_colours_of_an_embedded_picture_are_what_its_policy_allows(site):
    page = site.page("/on/2025-09-05/map.html")
    style = re.search(r"<style>(.*?)</style>", text(page), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page.policy


def test_the_map_has_the_numbers_of_the_day(site):
    rows = list(csv.DictReader(io.StringIO(site.page("/on/2025-09-05/map.csv").body.decode())))
    assert rows[0]["county"] == "Palm Beach County"
    figure = text(site.page("/on/2025-09-05/"))
    assert f"{len(rows)} counties" in figure
    found = re.search(r'data-figure="counties"><strong>([\d,]+)', figure)[1]
    assert int(found.replace(",", "")) == len(rows)


def test_a_day_between_editions_is_named_as_it_was_asked_for(site):
    shown = text(site.page("/on/2025-09-06/"))
    assert "by county, September 6, 2025" in shown
    assert "list published on September 5, 2025" in shown


def test_agencies_without_a_county_stand_beside_the_map(site):
    shown = text(site.page("/on/2025-09-05/state/FL/"))
    figure = re.search(r'<figure class="picture" id="map">.*?</figure>', shown, re.DOTALL)[0]
    assert "without a county, which no map can show" in figure
    assert "Sarasota Manatee Airport Authority Police Department" in figure


def test_the_slider_is_told_where_its_days_are(site):
    shown = text(site.page("/es/on/2025-09-05/state/FL/"))
    box = re.search(r'<div class="map-days"([^>]*)>', shown)[1]
    told = dict(re.findall(r'data-(\w+)="([^"]*)"', box))
    assert told["days"] == "/state/FL/map.json"
    assert told["address"] == "/es/on/{day}/state/FL/"
    assert told["county"] == "/es/on/{day}/county/{fips}/"
    days = site.page(told["days"])
    assert days.content_type == "application/json"
    assert json.loads(days.body)["names"]["12011"] == "Broward County, FL"


def test_every_part_that_follows_the_slider_has_an_id_of_its_own(site):
    for address in ("/", "/state/FL/"):
        shown = text(site.page(address))
        ids = re.findall(r' id="([^"]+)"', shown)
        assert len(ids) == len(set(ids))
        following = re.findall(r"<\w+([^>]*) data-follow", shown)
        assert len(following) >= 6
        assert all('id="' in one for one in following)


def test_what_was_never_listed_has_no_chart_and_its_file_is_missing(site):
    assert 'id="chart"' not in text(site.page("/on/2021-03-01/state/GU/"))
    missing = site.page("/on/2021-03-01/state/GU/chart.svg")
    assert missing.status == 404
    assert 'href="/state/GU/"' in text(missing)


@pytest.mark.parametrize(
    "address",
    ["/nomap.svg", "/agency/x/map.svg", "/state/ZZ/map.json", "/county/12011/map.json", "/map.exe"],
)
def test_an_unknown_file_is_a_helpful_404(site, address):
    assert site.page(address).status == 404


def test_only_files_with_a_hash_in_their_name_may_be_kept_for_ever(site):
    assert "immutable" not in said(site.page("/map.json"))
    name = re.search(r'href="(/static/site[^"]+)"', text(site.page("/")))[1]
    assert "immutable" in said(site.page(name))


def test_a_dated_page_of_an_export_names_no_file_that_is_not_written(static_site):
    static = static_site
    assert 'href="/map.png"' in text(static.page("/"))
    assert ".png" not in text(static.page("/on/2025-09-05/"))
    written = set(static.addresses())
    assert {"/map.png", "/map.json", "/state/FL/map.html", "/es/chart.csv"} <= written
    assert "/es/map.json" not in written


def test_places_side_by_side_are_drawn_with_a_line_each(site):
    page = site.page("/compare/", {"a": "IA", "b": "Oneida, NY", "one": "2025-09-05"})
    found = re.search(r'href="(/compare/chart\.csv\?[^"]+)"', text(page))[1]
    assert "b=Oneida%2C+NY" in found
    asked = {"a": "IA", "b": "Oneida, NY", "one": "2025-09-05"}
    rows = list(csv.reader(io.StringIO(site.page("/compare/chart.csv", asked).body.decode())))
    assert rows[0] == ["day", "Iowa", "Oneida County, New York"]
    assert rows[-1][1] == str(site.sources.lists.as_of("2025-09-05").counts(state="IA").agreements)
