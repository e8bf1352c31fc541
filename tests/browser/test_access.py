"""axe-core finds nothing that keeps people from using a page, in any language and either scheme."""

from importlib.resources import files

import pytest

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RUN = """async only => {
    const found = await axe.run(document, {
        resultTypes: ['violations'],
        ...(only ? {runOnly: {type: 'rule', values: only}} : {}),
    });
    return found.violations.map(({id, help, nodes}) =>
        [id, help, nodes.length, ...nodes.slice(0, 3).map(node => node.html.slice(0, 200))]);
}"""
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of which a colour scheme decides."""


@pytest.fixture(scope="module")
def examined(browser, server):
    """A page into which axe is let in: the site's policy forbids it what it is not the site's."""
    context = browser.new_context(
        base_url=server.url, bypass_csp=True, viewport={"width": 1280, "height": 900}
    )
    context.add_init_script(AXE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["", "/es"], ids=["en", "es"])
def test_axe_finds_nothing(examined, where, language):
    examined.emulate_media(color_scheme="light")
    examined.goto(f"{language}{where}")
    if examined.locator(".map-days[data-days]").count():
        examined.locator(".map-days[data-ready]").wait_for()
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
    examined.get_by_text("supported").first.wait_for()
    for scheme in ("light", "dark"):
        examined.emulate_media(color_scheme=scheme)
        assert examined.evaluate(RUN) == []
