"""What a question names: days and places, and what is answered where they are none."""

import re

import pytest


def led(page):
    """Where the page of what is missing leads."""
    return re.findall(r'<li><a href="([^"]+)"', page.body.decode().partition("<main")[2])


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/on/2025-02-30/", "/on/2025-02-28/"),
        ("/on/2025-09-31/state/NY/", "/on/2025-09-30/state/NY/"),
        ("/on/2019-01-01/", "/on/2021-01-13/"),
        ("/on/2030-01-01/", "/on/2026-02-27/"),
        ("/on/9999-12-31/county/36065/", "/on/2026-02-27/county/36065/"),
        ("/on/foo/", "/on/2026-02-27/"),
        ("/es/on/2030-01-01/", "/es/on/2026-02-27/"),
    ],
)
def test_a_day_without_a_page_leads_to_the_nearest(site, address, nearest):
    page = site.page(address)
    assert page.status == 404
    assert nearest in led(page)


@pytest.mark.parametrize("name", ["map.svg", "chart.csv"])
def test_a_day_to_come_has_no_picture(site, name):
    assert site.page(f"/on/2030-01-01/{name}").status == 404


@pytest.mark.parametrize(
    "day", ["日", "\r\nX:1", "//evil.example", "2030-01-01", "x" * 5_000, "2025-09-05T00:00:00"]
)
def test_a_form_leads_only_to_days_of_the_record(site, day):
    page = site.page("/on/", {"day": day, "page": "//evil.example/state/NY/"})
    assert page.status == 404


def test_a_form_leads_to_the_day_of_its_page(site):
    page = site.page("/es/on/", {"day": "2025-09-05", "page": "state/NY/"})
    assert (page.status, page.location) == (303, "/es/on/2025-09-05/state/NY/")
    away = site.page("/on/", {"day": "2025-09-05", "page": "//evil.example/x"})
    assert away.status == 303
    assert re.match(r"/[^/]", away.location)


def test_american_days_are_understood_but_not_taken(site):
    assert "/on/2025-09-05/" in led(site.page("/on/", {"day": "09/05/2025"}))


def test_compare_knows_nothing_of_days_to_come(site):
    assert site.page("/compare/", {"a": "NY", "one": "2030-01-01"}).status == 404


def test_codes_in_small_letters_lead_to_their_page(site):
    assert site.page("/on/2025-09-05/state/ny/").location == "/on/2025-09-05/state/NY/"
    assert site.page("/model/tfm/").location == "/model/TFM/"


def test_a_filter_that_names_nothing_is_told(site):
    page = site.page("/changes/2025-08-29/2025-09-05/", {"state": "ZZ", "kind": "<x>"})
    assert "Not found: ZZ; &lt;x&gt;" in page.body.decode()
