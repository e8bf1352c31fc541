"""What every page keeps to: its weight, its width, the policy on what it may load."""

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


def test_a_page_is_light_and_keeps_to_its_policy(open_context, visit, where):
    """All that it asks for, in a browser that has kept nothing; and nothing more."""
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    done = []
    page.on("requestfinished", lambda one: done.append(one))  # noqa: PLW0108  (it asks a function for more)
    policy = visit(page, where).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe" not in policy
    assert page.evaluate(INLINE) == 0
    sizes = {one.url: one.sizes() for one in done}
    sent = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes.values())
    assert 0 < sent <= (HOME if where == "/" else OTHERS), {
        url: one["responseBodySize"] for url, one in sizes.items()
    }


def test_no_page_is_wider_than_a_phone(open_context, visit, where):
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    for language in ("", "/es"):
        visit(page, f"{language}{where}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, language


def test_a_script_that_a_page_brought_with_it_would_not_run(open_context):
    page = open_context().new_page()
    page.goto("/on/2025-09-05/state/NY/")
    assert page.evaluate(INJECT) is None
    wrong = open_context.watched.wrong
    told = [one for one in wrong if "Content Security Policy" in one]
    assert told
    wrong[:] = [one for one in wrong if one not in told]
