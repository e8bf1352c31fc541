"""A static page is the served one, but for what only a server can answer."""

import re

import pytest

DAY = "2025-09-05"
PAGES = (
    *("/", f"/on/{DAY}/", "/state/NY/", f"/on/{DAY}/state/NY/", "/county/36065/"),
    *(f"/on/{DAY}/model/WSO/", "/agency/g-he45st9e7t/", "/agreement/a-dxeea8yyfh/"),
    *("/changes/", f"/changes/2025-08-29/{DAY}/", "/compare/", "/editions/"),
    *("/edition/participating-b497a1fefd/", "/edition/pending-049fb4bd77/", "/series/"),
    *("/series/uk-small-boats/", "/series/ukraine-air-attacks/missiles/", "/check/", "/data/"),
    *("/method/", "/limits/", "/search/"),
)
MAIN = r'(?<=<main id="content" class="wide" tabindex="-1">)'
FORMS = (
    r"<form\b.*?</form>",
    r'<p class="soft" id="how">.*?</p>',  # how to fill in the form of places to compare
    MAIN + r'(.*?<h1>.*?</h1>.*?)<p class="note">.*?</p>',
)
"""Forms, the words about them, and the note that stands in their place."""
OF_ANOTHER_DAY = (
    r"(?:/on/\d{4}-\d\d-\d\d|/on/\{day\})(?=/(?:county|agency|agreement|series)/)",
    r'<a href="[^"]+" rel="(?:prev|next)"><span aria-hidden.*?</a>',
    r'<a href="[^"]+" rel="next"><span class="vh">.*?</a>',
    r" data-editions",
)
"""Pages of counties, agencies and agreements on a past day, of which there are no files."""
EMBED = r"<details>\s*<summary>[^<]*<span[^>]*>[^<]*</span></summary>\s*<p>\s*<code>&lt;iframe"
PICTURES = (
    r'[ ·]*<a href="[^"]+\.(?:png|svg|csv|html)"(?: download)?>.*?</a>[ ·]*',
    EMBED + r".*?</details>",
)
"""The files of pictures, of which there are those of the newest day."""


def without(text, patterns):
    for pattern in patterns:
        text = re.sub(pattern, lambda found: "".join(found.groups("")), text, flags=re.DOTALL)
    return [part.strip() for part in re.split(r"(?=<)", text) if part.strip()]


@pytest.mark.parametrize("tongue", ["", "/es"])
@pytest.mark.parametrize("page", PAGES)
def test_a_static_page_is_the_served_one(site, static_site, page, tongue):
    address = tongue + page
    left = [*FORMS, *OF_ANOTHER_DAY]
    if "/on/" in page:
        left += PICTURES
    if "/state/" in page:
        left.append(r' <a href="[^"]*/changes/[^"]*\?state=NY">[^<]*</a>')
    if page == "/check/":
        left.append(r'<p class="soft">.*?</p>')
    if page == "/search/":
        left.append(r'<li><a href="(?:/es)?/state/[A-Z]{2}/">[^<]*</a></li>')
    if "pending-" in page:
        left.append(r'<a href="(?:/es)?/on/[^"]+">')  # to the list of that day, or the one before
    served, static = (without(one.page(address).body.decode(), left) for one in (site, static_site))
    assert static == served
    assert len(static) > 60


@pytest.mark.parametrize("page", PAGES)
def test_a_static_page_has_no_form(static_site, page):
    assert b"<form" not in static_site.page(page).body
