"""What people come for, done in a browser from the home page on."""

import hashlib
import json
import re
import xml.etree.ElementTree as Tree

import pytest
from playwright.sync_api import expect

DAY = "2025-09-05"
STORY = "ICE had 957 287(g) agreements as of Sept. 5, and 958 in all, the county said."


def figure(page, name):
    """The number that a page gives under a name."""
    return page.locator(f'[data-figure="{name}"] strong').first.inner_text()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def anyone(request, open_context):
    """A page of someone who lets scripts run, and of someone who does not."""
    return open_context(java_script_enabled=request.param).new_page()


def test_an_agency_is_searched_for_and_found(anyone):
    anyone.goto("/")
    anyone.get_by_role("searchbox").first.fill("broome")
    anyone.get_by_role("button", name="Search").first.click()
    expect(anyone).to_have_url(re.compile(r"/search/\?q=broome$"))
    found = anyone.locator('main a[href*="/agency/"]')
    name = found.first.inner_text()
    found.first.click()
    expect(anyone).to_have_url(re.compile(r"/agency/g-\w+/$"))
    expect(anyone.get_by_role("heading", level=1)).to_contain_text(name)


def test_the_day_is_moved_by_its_form_and_the_page_stays(anyone, bundled):
    anyone.goto("/state/NY/")
    anyone.get_by_label("Another day").fill(DAY)
    anyone.get_by_role("button", name="Show").click()
    expect(anyone).to_have_url(re.compile(f"/on/{DAY}/state/NY/$"))
    assert figure(anyone, "agreements") == str(bundled.as_of(DAY).counts(state="NY").agreements)
    anyone.get_by_role("link", name="The next list:").click()
    expect(anyone).to_have_url(re.compile(r"/on/2025-09-\d\d/state/NY/$"))
    anyone.go_back()
    expect(anyone).to_have_url(re.compile(f"/on/{DAY}/state/NY/$"))


def test_two_states_are_compared_on_two_days(anyone, bundled):
    anyone.goto("/")
    anyone.get_by_role("link", name="Compare", exact=True).click()
    anyone.get_by_label("Place 1").fill("New York")
    anyone.get_by_label("Place 2").fill("TX")
    anyone.get_by_label("Day", exact=True).fill(DAY)
    anyone.get_by_role("button", name="Compare").click()
    row = (
        anyone.locator("main table:visible").first.locator("tbody tr", has_text="Agreements").first
    )
    cells = row.get_by_role("cell").all_inner_texts()
    for state in ("NY", "TX"):
        assert str(bundled.as_of(DAY).counts(state=state).agreements) in cells


def test_a_story_is_checked_and_told_what_its_figures_are(anyone):
    anyone.goto("/")
    anyone.get_by_role("link", name="Check a story").click()
    anyone.get_by_label("The story, as text or HTML").fill(STORY)
    anyone.get_by_label(re.compile("day on which it was published")).fill("2025-09-08")
    anyone.get_by_role("button", name="Check").click()
    expect(anyone.locator("body")).to_contain_text("supported")
    expect(anyone.locator("body")).to_contain_text("contradicted")
    anyone.goto("/check/")
    anyone.get_by_role("button", name="Check").click()
    expect(anyone.get_by_role("alert")).to_be_visible()
    expect(anyone.get_by_label("The story, as text or HTML")).to_be_visible()


def test_a_page_is_read_in_spanish_and_back(anyone):
    anyone.goto(f"/on/{DAY}/state/NY/")
    english = figure(anyone, "agreements")
    anyone.get_by_role("link", name="Español").click()
    expect(anyone).to_have_url(re.compile(f"/es/on/{DAY}/state/NY/$"))
    expect(anyone.locator("html")).to_have_attribute("lang", "es")
    assert figure(anyone, "agreements") == english
    expect(anyone.locator("main")).to_contain_text("acuerdos")
    anyone.get_by_role("link", name="English").click()
    expect(anyone).to_have_url(re.compile(rf"(?<!/es)/on/{DAY}/state/NY/$"))


def test_a_map_is_downloaded_as_picture_and_table(page):
    page.goto(f"/on/{DAY}/")
    for form, begins in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"county")):
        link = page.locator("main").get_by_role("link", name=re.compile(f"^{form}")).first
        answer = page.request.get(link.get_attribute("href"))
        assert answer.ok, form
        assert begins in answer.body()[:200].lower() or answer.body().startswith(begins), form


def test_a_change_is_followed_by_feed(page):
    """A reader of feeds finds one in the head of the page; it is well formed, and not empty."""
    page.goto("/")
    feeds = page.locator('head link[rel="alternate"][type^="application/"]')
    kinds = {feeds.nth(n).get_attribute("type"): feeds.nth(n) for n in range(feeds.count())}
    atom = page.request.get(kinds["application/atom+xml"].get_attribute("href"))
    root = Tree.fromstring(atom.body())  # noqa: S314  (the server's own)
    entries = root.findall("{http://www.w3.org/2005/Atom}entry")
    assert entries
    told = page.request.get(kinds["application/feed+json"].get_attribute("href"))
    assert len(json.loads(told.body())["items"]) == len(entries)


def test_a_file_of_the_data_is_downloaded_and_is_what_its_sum_says(page):
    """The files are made when they are first asked for, which takes some seconds."""
    page.goto("/")
    page.get_by_role("link", name="Data", exact=True).click()
    for _ in range(120):
        if not page.get_by_role("status").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    link = page.locator('main a[download$=".csv"]').first
    with page.expect_download() as download:
        link.click()
    data = download.value.path().read_bytes()
    assert data.count(b"\n") > 2
    sums = page.request.get("/SHA256SUMS").text()
    assert f"{hashlib.sha256(data).hexdigest()}  " in sums


# The slider ---------------------------------------------------------------------------------------


@pytest.fixture
def slider(page):
    """The slider of the map on the home page, ready to be moved."""
    page.goto("/")
    page.locator(".map-days[data-ready]").wait_for()
    return page.locator(".map-days input[type=range]")


def test_the_slider_moves_the_map_the_numbers_and_the_address_to_its_day(page, slider, bundled):
    days = bundled.view.lists["participating"].days
    classes = "[...document.querySelectorAll('[data-f]')].map(one => one.className.baseVal).join()"
    before = page.evaluate(classes)
    slider.focus()
    page.keyboard.press("Home")
    assert page.evaluate(classes) != before
    expect(page).to_have_url(re.compile(f"/on/{days[0]}/$"))
    expect(page.locator('[data-figure="agreements"] strong').first).to_have_text(
        str(bundled.as_of(days[0]).counts().agreements)
    )
    page.keyboard.press("ArrowRight")
    assert (
        slider.evaluate("one => new Date(one.value * 864e5).toISOString().slice(0, 10)") > (days[0])
    )
    page.keyboard.press("PageUp")
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile(f"/on/{days[-1]}/$"))
    assert page.evaluate(classes) == before
    assert str(bundled.as_of(days[-1]).counts().agreements)[:1] in slider.get_attribute(
        "aria-valuetext"
    )


def test_an_address_that_the_slider_made_opens_the_same_page(page, slider):
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(r"/on/\d{4}-\d\d-\d\d/$"))
    moved = figure(page, "agreements")
    title = page.title()
    page.reload()
    assert figure(page, "agreements") == moved
    assert page.title() == title
