"""axe-core finds nothing that keeps people from using a page, in any language and either scheme."""

from importlib.resources import files

import pytest
from playwright.sync_api import expect

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = """async only => {
    const found = await axe.run(document, {
        resultTypes: ['violations'],
        ...(only ? {runOnly: {type: 'rule', values: only}} : {}),
    });
    return found.violations.map(({id, help, nodes}) =>
        [id, help, nodes.length, ...nodes.slice(0, 3).map(node => node.html.slice(0, 200))]);
}"""
SHORTEN = """() => {
    for (const long of document.querySelectorAll('tbody, ol, ul, select, svg g')) {
        [...long.children].slice(12).forEach(one => one.remove());
    }
}"""
"""Of a long table the first rows are looked at: the others are made alike."""
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of which a colour scheme decides."""


@pytest.fixture(scope="module")
def examined(browser, server):
    """A page into which axe is let in: the site's policy forbids it what it is not the site's."""
    context = browser.new_context(
        base_url=server.url,
        bypass_csp=True,
        reduced_motion="reduce",
        viewport={"width": 1280, "height": 900},
    )
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["", "/es"], ids=["en", "es"])
def test_axe_finds_nothing(examined, visit, where, language):
    examined.emulate_media(color_scheme="light")
    visit(examined, f"{language}{where}")
    examined.evaluate(SHORTEN)
    assert examined.evaluate(RUN) == []
    # Everything but the colours is the same in the dark.
    examined.emulate_media(color_scheme="dark")
    assert examined.evaluate(RUN, OF_COLOURS) == []


def test_axe_finds_nothing_on_an_annotated_story(examined):
    examined.emulate_media(color_scheme="light")
    examined.goto("/check/")
    examined.get_by_label("The story, as text or HTML").fill(
        "ICE had 957 287(g) agreements as of Sept. 5, and 958 in all. Some 1,400 people were held."
    )
    examined.get_by_role("button", name="Check").click()
    expect(examined.locator("body")).to_contain_text("Some 1,400 people")
    for scheme in ("light", "dark"):
        examined.emulate_media(color_scheme=scheme)
        assert examined.evaluate(RUN) == []
