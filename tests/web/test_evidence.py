"""Beside each event stand the rows that it rests on, and every page says how fresh it is."""

import zlib

import pytest
from lxml import html

from ofrecord.web.templating import own_files
from ofrecord.web.words import Words

DAY = "2025-09-05"
WITH_EVENTS = (
    "/",
    "/state/FL/",
    f"/on/{DAY}/state/NY/",
    "/county/36065/",
    "/model/WSO/",
    "/agency/g-he45st9e7t/",
    "/agreement/a-dxeea8yyfh/",
    f"/changes/2025-08-29/{DAY}/",
    "/edition/participating-b497a1fefd/",
)


def events_of(page):
    history = "//ol[@class='events']/li[div/span[@class='tag'][not(@lang)]]"
    return html.fromstring(page.body).xpath(history)


@pytest.mark.parametrize("address", WITH_EVENTS)
def test_every_event_has_the_printed_rows_beside_it(ask, address):
    events = events_of(ask(address))
    assert events
    for event in events:
        kind = event.xpath(".//span[@class='tag']/text()")[0]
        if kind == "identity decided by hand":
            continue
        assert event.xpath(".//details//td"), event.text_content()
        assert event.xpath(".//details/p/a[contains(@href, '/edition/')]")


def test_the_rows_beside_an_event_are_printed_in_the_editions_that_they_name(site, ask):
    lists = site.sources.lists
    shown = 0
    for event in events_of(ask(f"/changes/2025-08-29/{DAY}/"))[:60]:
        for table in event.xpath(".//details//table"):
            edition = table.xpath("./caption/a/text()")[0]
            cells = [cell.text or "" for cell in table.xpath(".//td")]
            printed = [[*row] for row in lists.reproduce(edition)]
            assert [cell.strip() for cell in cells] in [
                [cell.strip() for cell in row[: len(cells)]] for row in printed
            ]
            shown += 1
    assert shown > 60


def test_every_change_of_the_lists_has_its_rows(site):
    """What came has a row then, what went only one before, what changed has both."""
    from ofrecord.web.events import tell_event

    words = Words("en")
    wanted = {
        **dict.fromkeys(("signed", "pending_added", "renewed"), ({"then"},)),
        **dict.fromkeys(("removed", "pending_dropped"), ({"before"},)),
        "pending_signed": ({"before", "then"}, {"then"}),
    }
    for change in site.sources.lists.identities.changes:
        if change.kind == "judged" or not change.agreement_id:
            continue
        event = tell_event(change, words, site.sources.windows_of(change.agreement_id))
        rows = {row.when for row in event.rows}
        assert rows in wanted.get(change.kind, ({"before", "then"},)), change


def test_every_page_says_how_fresh_its_registers_are(site, ask, address):
    footer = html.fromstring(ask(address).body).xpath("//footer")[0].text_content()
    name = address.partition("series/")[2].partition("/")[0]
    of = site.sources.freshness[name or site.sources.lists.name]
    if address == "/series/":
        of = site.sources.freshness["uk-small-boats"]
    words = Words("en")
    assert f"Last changed{words.day(of.newest)}" in footer
    assert (words.day(of.checked) if of.checked else "Last checkednot known") in footer
    assert f"is published by {of.declared.publisher}" in footer


def test_no_page_of_a_state_is_heavy_with_its_style_sheet(site):
    own = sum(len(zlib.compress(data)) for _, data in own_files().values())
    for code in site.sources.places[0]:
        assert own + len(zlib.compress(site.page(f"/state/{code}/").body)) < 60_000
