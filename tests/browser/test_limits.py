"""What every page keeps to: its weight, its width, the policy on what it may load."""

import re
import runpy
from pathlib import Path

import pytest

from ofrecord.web import site

TOOLS = Path(__file__).parents[2] / "tools"

HOME, OTHERS = 150_000, 60_000
"""Bytes of all that a page asks for, as they are sent."""
INLINE = """document.querySelectorAll(
    'script:not([src], [type="application/ld+json"]), [onclick], [onload]').length"""
INJECT = """() => {
    const one = document.createElement('script');
    one.textContent = 'window.ran = 1';
    document.body.append(one);
    return window.ran;
}"""


@pytest.mark.parametrize("language", ["", "/es"], ids=["en", "es"])
def test_a_page_keeps_to_its_policy_its_weight_and_the_width_of_a_phone(
    open_context, visit, where, language
):
    """All that it asks for, in a browser that has kept nothing; and nothing more."""
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    done = []
    page.on("requestfinished", lambda one: done.append(one))  # noqa: PLW0108  (it asks it for more)
    policy = visit(page, f"{language}{where}").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe" not in policy
    assert page.evaluate(INLINE) == 0
    sizes = {one.url: one.sizes() for one in done}
    sent = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes.values())
    assert 0 < sent <= (HOME if where == "/" else OTHERS), {
        url: one["responseBodySize"] for url, one in sizes.items()
    }
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_script_that_a_page_brought_with_it_would_not_run(open_context):
    page = open_context().new_page()
    page.goto("/on/2025-09-05/state/NY/")
    assert page.evaluate(INJECT) is None
    wrong = open_context.watched.wrong
    told = [one for one in wrong if "Content Security Policy" in one]
    assert told
    wrong[:] = [one for one in wrong if one not in told]


def test_every_type_of_page_is_looked_at():
    asked = runpy.run_path(str(TOOLS / "serving_pages.py"))["PAGES"].values()
    parts = [re.sub(r"^/on/[^/]+|[?].*", "", address).strip("/").split("/")[0] for address in asked]
    assert {*site._ALONE, *site._ONE, "changes", "series"} <= set(parts)
