"""Feeds are valid Atom and JSON Feed, say what editions say, and are quiet about spellings."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from ofrecord.export.atom import render_atom
from ofrecord.export.feeds import NEWEST, TAG, feeds_of
from ofrecord.export.json_feed import render_json_feed
from ofrecord.export.sentences import TITLES, sentence_of, shown
from ofrecord.front.data import followed_of, revisions_of
from ofrecord.identify.changes import ChangeKind
from ofrecord.measures.revisions import Revised

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "atom.rng"))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ADDRESS = "https://example.org/record/"
PARTS = ("", "state/", "county/", "agency/", "model/", "kind/")


@pytest.fixture(scope="module")
def feeds(hostile_record):
    """Every feed of the hostile record by its path below those of its register."""
    found = {}
    for name in ("ice-287g", "uk-small-boats"):
        for feed in feeds_of(hostile_record[name]):
            found[feed.path.removeprefix("feeds/")] = feed
    return found


def test_there_are_feeds_of_all_and_of_every_part(feeds):
    lists = [path.removeprefix("ice-287g/") for path in feeds if path.startswith("ice-287g/")]
    assert {path.rpartition("/")[0] + "/" if "/" in path else "" for path in lists} == set(PARTS)
    assert {"all", "all-with-spellings", "state/TX", "county/48025", "model/TFM"} <= set(lists)
    assert "uk-small-boats/editions" in feeds


@pytest.mark.parametrize("address", ["", ADDRESS], ids=["relative", "absolute"])
def test_atom_is_valid_and_says_where_it_stands(feeds, address):
    ids = set()
    for path, feed in feeds.items():
        document = etree.fromstring(render_atom(feed, address))
        SCHEMA.assertValid(document)
        ids.add(document.findtext("a:id", namespaces=ATOM))
        entries = document.findall("a:entry", ATOM)
        assert 0 < len(entries) <= NEWEST
        assert len({e.findtext("a:id", namespaces=ATOM) for e in entries}) == len(entries)
        moments = [e.findtext("a:updated", namespaces=ATOM) for e in entries]
        assert moments == sorted(moments, reverse=True)
        assert document.findtext("a:updated", namespaces=ATOM) == moments[0]
        links = {link.get("rel"): link.get("href") for link in document.findall("a:link", ATOM)}
        here = f"{ADDRESS}feeds/{path}" if address else path.rpartition("/")[2]
        assert (links["self"], links["alternate"]) == (f"{here}.atom", f"{here}.json")
        assert feed.publisher in document.findtext("a:subtitle", namespaces=ATOM)
    assert len(ids) == len(feeds)
    assert all(re.fullmatch(r"tag:[a-z.]+,\d{4}:[\w/%.~-]+", one) for one in ids)


@pytest.mark.parametrize("pages", ["", "https://example.org/record"], ids=["root", "whole"])
def test_entries_lead_to_pages_of_the_site(feeds, pages):
    feedparser = pytest.importorskip("feedparser")
    for feed in feeds.values():
        document = render_atom(feed, ADDRESS, pages)
        SCHEMA.assertValid(etree.fromstring(document))
        parsed = feedparser.parse(document)
        assert not parsed.bozo
        assert [one.link for one in parsed.entries] == [f"{pages}/{e.page}" for e in feed.entries]
        told = json.loads(render_json_feed(feed, ADDRESS, pages))
        assert told["home_page_url"] == (f"{pages}/{feed.page}" if pages else feed.home)
        assert all(("url" in item) is bool(pages) for item in told["items"])


def test_a_parser_of_feeds_has_no_complaint(feeds):
    feedparser = pytest.importorskip("feedparser")
    for feed in feeds.values():
        parsed = feedparser.parse(render_atom(feed, ADDRESS))
        assert not parsed.bozo
        assert parsed.version == "atom10"
        assert [one.title for one in parsed.entries] == [one.title for one in feed.entries]
        assert [one.content[0].value for one in parsed.entries] == [e.text for e in feed.entries]


@pytest.mark.parametrize("address", ["", ADDRESS], ids=["relative", "absolute"])
def test_json_feed_has_what_its_version_demands(feeds, address):
    """JSON Feed 1.1: what is required, and the types of what is there."""
    texts = {"title", "home_page_url", "feed_url", "description", "language"}
    for feed in feeds.values():
        found = json.loads(render_json_feed(feed, address))
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert ("feed_url" in found) is bool(address)
        assert all(isinstance(found[key], str) and found[key] for key in texts & set(found))
        unknown = set(found) - texts - {"version", "authors", "items"}
        assert all(key.startswith("_") for key in unknown)
        assert all(author["name"] for author in found["authors"])
        assert len({item["id"] for item in found["items"]}) == len(found["items"]) > 0
        for item, entry in zip(found["items"], feed.entries, strict=True):
            assert item["content_text"] == entry.text
            assert datetime.fromisoformat(item["date_published"]).tzinfo == UTC
            assert all(isinstance(tag, str) for tag in item["tags"])
            assert item.get("external_url", "https:").startswith("https:")


def test_hostile_names_are_told_as_plain_text(feeds):
    feed = feeds["ice-287g/all"]
    text = render_atom(feed, ADDRESS).decode()
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "]]>" not in text
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", text)
    titles = " ".join(entry.title for entry in feed.entries)
    assert "<script>alert(1)</script>" in titles
    assert all("\n" not in entry.title + entry.text for entry in feed.entries)


def test_a_change_of_spelling_alone_is_told_only_where_it_is_asked_for(feeds):
    telling = {
        path for path, feed in feeds.items() if any("respelled" in e.tags for e in feed.entries)
    }
    assert telling <= {"ice-287g/all-with-spellings", "ice-287g/kind/respelled"}
    assert telling


def test_a_feed_tells_the_changes_that_the_filters_find(hostile_record):
    register = hostile_record["ice-287g"]
    for followed in followed_of(register):
        if followed.key in {"state", "model", "county"}:
            asked = {followed.key: followed.value}
            found = register.find_changes("2021-01-01", "2030-01-01", **asked)
        elif followed.key == "kind":
            found = register.find_changes("2021-01-01", "2030-01-01", kind=followed.value)
        elif followed.key == "agency":
            found = [c for c in register.identities.changes if c.agency_id == followed.value]
        else:
            found = register.identities.changes
        assert list(followed.changes) == [change for change in found if change.edition_id]


def test_the_feeds_of_the_shipped_record_are_valid(bundled):
    count = 0
    for feed in feeds_of(bundled):
        if not feed.path.startswith("feeds/ice-287g/agency/"):
            SCHEMA.assertValid(etree.fromstring(render_atom(feed)))
            assert len(feed.entries) <= NEWEST
            count += 1
    assert count > 500


def test_every_kind_of_change_is_told_in_words(bundled):
    kinds = {str(kind) for kind in ChangeKind} - {ChangeKind.JUDGED}
    assert set(TITLES) == kinds
    newest = {change.kind: change for change in bundled.identities.changes if change.edition_id}
    for kind, change in newest.items():
        said = sentence_of(change)
        assert said.startswith(f"The {change.list} list of {change.day} "), kind
        assert "{" not in said
        assert "Before: " not in said
        assert change.agency in said


def test_an_id_rests_on_the_edition_and_the_agreement_not_on_the_address(feeds):
    for feed in feeds.values():
        for entry in feed.entries:
            assert entry.id.startswith(TAG)
            assert isinstance(entry.data, dict)
            assert str(entry.data["edition_id"]) in entry.id
    first = feeds["ice-287g/all"].entries[0].id
    assert first in render_atom(feeds["ice-287g/all"]).decode()
    assert first in render_atom(feeds["ice-287g/all"], ADDRESS).decode()


# Series -------------------------------------------------------------------------------------------


def test_an_edition_of_a_series_is_told_with_what_it_revised(hostile_record, feeds):
    first, second = revisions_of(hostile_record["uk-small-boats"])
    assert (first.before, first.new_days, first.revised) == ("", 2, ())
    assert (second.before, second.new_days) == (first.edition_id, 1)
    revised = Revised(measure="people", day="2025-01-02", before=20, after=25)
    assert revised in second.revised
    newest, oldest = feeds["uk-small-boats/editions"].entries
    assert "1 day more than the edition of 2025-01-03" in newest.text
    assert "people of 2025-01-02 from 20 to 25" in newest.text
    assert oldest.text.endswith("It is the first that is held.")


def test_what_is_not_seen_is_left_out_of_sentences():
    assert shown("a\u202eb\u200f\x00\ud800c") == "a b �c"
