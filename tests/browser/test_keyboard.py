"""The whole site without a mouse: what can be used is reached in its order, and is seen to be."""

import re

from playwright.sync_api import expect

STOPS = """[...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
    .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex >= 0)"""
HERE = f"{STOPS}.indexOf(document.activeElement)"
SEEN = """() => {
    const style = getComputedStyle(document.activeElement);
    const box = document.activeElement.getBoundingClientRect();
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
        && box.width > 0 && box.left >= 0 && box.top >= 0 && box.top < innerHeight;
}"""
UNREACHED = f"""{STOPS}.filter(one => {{
    one.focus();
    const style = getComputedStyle(one);
    return document.activeElement !== one || style.outlineStyle === 'none';
}}).map(one => one.outerHTML.slice(0, 200))"""
MOST = 30
"""So many stops are gone to by the key itself; the others are asked whether they take the focus."""


def press_until(page, key, condition, most=80):
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"() => {{ const at = document.activeElement; return {condition}; }}"):
            return
    raise AssertionError(condition)


def test_tab_goes_through_a_page_in_its_order_and_the_focus_is_seen(page, where):
    page.goto(where)
    if page.locator(".map-days[data-days]").count():
        page.locator(".map-days[data-ready]").wait_for()
    places = []
    for _ in range(min(MOST, page.evaluate(f"{STOPS}.length"))):
        page.keyboard.press("Tab")
        at = page.evaluate(HERE)
        # A field of a day has several parts, and stays the place while they are gone through.
        if places[-1:] != [at]:
            places.append(at)
            assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML")
    assert places == list(range(len(places)))
    assert page.evaluate(f"{STOPS}.every(one => one.tabIndex === 0)")
    assert page.evaluate(UNREACHED) == []


def test_the_first_stop_leads_past_what_every_page_begins_with(page):
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_reader_without_a_mouse_gets_from_home_to_a_county_on_a_day(page):
    page.goto("/")
    press_until(page, "Tab", "at.type === 'search'")
    page.keyboard.type("Oneida, NY")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search/"))
    press_until(page, "Tab", "/county\\/\\d+/.test(at.href)")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/county/\d+/$"))
    press_until(page, "Tab", "at.type === 'date'")
    page.keyboard.type("09052025")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/on/2025-09-05/county/\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Oneida County")


def test_every_part_of_the_site_is_one_key_away_from_its_link(page):
    page.goto("/")
    links = page.locator("header nav a")
    for number in range(links.count()):
        name, target = links.nth(number).inner_text(), links.nth(number).get_attribute("href")
        links.nth(number).focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{target}")
        current = page.locator("header nav a[aria-current=page]")
        expect(current).to_have_text(name)


def test_what_is_folded_is_opened_and_shut_by_keys(page):
    page.goto("/on/2025-09-05/state/NY/")
    press_until(page, "Tab", "at.matches('details.cite > summary')")
    opened = "document.activeElement.parentElement.open"
    page.keyboard.press("Enter")
    assert page.evaluate(opened)
    page.keyboard.press("Space")
    assert not page.evaluate(opened)


def test_a_story_is_checked_by_keys_alone(page):
    page.goto("/check/")
    press_until(page, "Tab", "at.tagName === 'TEXTAREA'")
    page.keyboard.type("ICE had 957 287(g) agreements as of Sept. 5, 2025.")
    press_until(page, "Tab", "at.tagName === 'BUTTON'")
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("supported")


def test_a_table_that_is_wider_than_the_screen_is_moved_by_keys(open_context):
    page = open_context(viewport={"width": 390, "height": 800}).new_page()
    page.goto("/on/2025-09-05/")
    stuck = page.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth"
        " && one.tabIndex < 0).length"
    )
    assert stuck == 0
