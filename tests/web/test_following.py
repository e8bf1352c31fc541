"""Feeds at the addresses of the site: which page has which, what they are, what they link to."""

import json
import re

import pytest
from lxml import etree
from starlette.testclient import TestClient

from ofrecord.export.feeds import feeds_of
from ofrecord.export.json_feed import render_json_feed
from ofrecord.serve import make_application
from ofrecord.web.site import Site

ADDRESS = "https://example.org/record"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ALTERNATE = re.compile(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)">')
FEEDS = {
    "/": "all",
    "/es/on/2025-09-05/": "all",
    "/state/NY/": "state/NY",
    "/on/2025-09-05/county/36065/": "county/36065",
    "/agency/g-he45st9e7t/": "agency/g-he45st9e7t",
    "/model/WSO/": "model/WSO",
    "/changes/": "all",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    application = make_application(tmp_path_factory.mktemp("nothing"))
    with TestClient(application, follow_redirects=False) as found:
        yield found


@pytest.fixture(scope="module")
def known_site(tmp_path_factory):
    import ofrecord

    return Site(ofrecord.open(tmp_path_factory.mktemp("empty")), f"{ADDRESS}/")


@pytest.mark.parametrize("address", FEEDS)
def test_a_page_names_its_feed_in_its_head_and_in_sight(site, address):
    page = site.page(address).body.decode()
    atom = f"/feeds/ice-287g/{FEEDS[address]}.atom"
    assert ALTERNATE.findall(page) == [atom]
    follow = re.search(r'<p class="follow">.*?</p>', page)[0]
    assert f'href="{atom}"' in follow
    assert f'href="{atom.replace(".atom", ".json")}"' in follow
    for link in re.findall(r'href="([^"]+)"', follow):
        assert site.page(link).status == 200


def test_a_feed_of_a_kind_and_of_a_series_has_its_page(site):
    kind = site.page("/changes/2025-08-29/2025-09-05/", {"kind": "removed"}).body.decode()
    assert ALTERNATE.findall(kind) == ["/feeds/ice-287g/kind/removed.atom"]
    series = site.page("/series/uk-small-boats/people/").body.decode()
    assert ALTERNATE.findall(series) == ["/feeds/uk-small-boats/editions.atom"]
    assert ALTERNATE.findall(site.page("/method/").body.decode()) == []


def test_every_feed_of_the_export_is_served_in_both_forms(site):
    for register in (site.sources.lists, *site.sources.series.values()):
        for feed in feeds_of(register):
            if "/agency/" in feed.path and not feed.path.endswith("t"):
                continue
            assert site.page(f"/{feed.path}.atom").content_type.startswith("application/atom+xml")
            assert site.page(f"/{feed.path}.json").body == render_json_feed(feed, "", "")


def test_a_feed_links_to_pages_that_there_are(site):
    for name in ("all", "state/NY", "kind/respelled", "county/36065"):
        feed = etree.fromstring(site.page(f"/feeds/ice-287g/{name}.atom").body)
        links = feed.xpath('.//a:link[@rel="alternate"][@type="text/html"]', namespaces=ATOM)
        assert len(links) == 1 + len(feed.findall("a:entry", ATOM))
        for link in links[:20]:
            assert site.page(link.get("href")).status in {200, 303}


def test_links_are_absolute_where_the_address_is_known(known_site):
    feed = etree.fromstring(known_site.page("/feeds/ice-287g/state/NY.atom").body)
    links = [
        link.get("href")
        for link in feed.xpath('.//a:link[not(@rel="via" or @rel="related")]', namespaces=ATOM)
    ]
    assert f"{ADDRESS}/state/NY/" in links
    assert f"{ADDRESS}/feeds/ice-287g/state/NY.atom" in links
    assert all(link.startswith(f"{ADDRESS}/") for link in links)
    told = json.loads(known_site.page("/feeds/ice-287g/state/NY.json").body)
    assert told["home_page_url"] == f"{ADDRESS}/state/NY/"
    assert told["feed_url"] == f"{ADDRESS}/feeds/ice-287g/state/NY.json"
    assert all(item["url"].startswith(f"{ADDRESS}/agreement/") for item in told["items"])
    page = known_site.page("/state/NY/").body.decode()
    assert ALTERNATE.findall(page) == ["/record/feeds/ice-287g/state/NY.atom"]


def test_a_place_in_which_nothing_changed_yet_can_be_followed(site):
    page = site.page("/county/36001/").body.decode()
    assert ALTERNATE.findall(page) == ["/feeds/ice-287g/county/36001.atom"]
    feed = etree.fromstring(site.page("/feeds/ice-287g/county/36001.atom").body)
    assert feed.findall("a:entry", ATOM) == []
    assert feed.findtext("a:updated", namespaces=ATOM) == "2021-01-13T00:00:00Z"


@pytest.mark.parametrize(
    "name",
    [
        "state/XX.atom",
        "county/99999.json",
        "all.rss",
        "all",
        "",
        "../data.json",
        "kind/nothing.atom",
    ],
)
def test_an_unknown_feed_is_told_with_the_nearest(site, name):
    page = site.page(f"/feeds/ice-287g/{name}")
    assert page.status == 404
    assert page.body.startswith(b"no such feed: /feeds/ice-287g/")


def test_a_feed_is_sent_once_and_kept(client):
    answer = client.get("/feeds/ice-287g/state/NY.atom")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers["access-control-allow-origin"] == "*"
    for name, header in (("if-none-match", "etag"), ("if-modified-since", "last-modified")):
        again = client.get("/feeds/ice-287g/state/NY.atom", headers={name: answer.headers[header]})
        assert again.status_code == 304
    assert client.head("/feeds/ice-287g/state/NY.json").status_code == 200
    assert client.get("/feeds/ice-287g/state/ZZ.atom").status_code == 404
