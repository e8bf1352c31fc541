"""What every page keeps to: its weight, its width, the policy on what it may load."""

HOME, OTHERS = 150_000, 60_000
"""Bytes of all that a page asks for, as they are sent."""
INLINE = "document.querySelectorAll('script:not([src]), [style], [onclick], [onload]').length"


def test_a_page_is_light_with_all_that_it_asks_for(open_context, where):
    """In a browser that has kept nothing, until nothing more is asked for."""
    page = open_context(viewport={"width": 1280, "height": 900}).new_page()
    sizes = {}
    page.on("requestfinished", lambda one: sizes.update({one.url: one.sizes()}))
    page.goto(where, wait_until="networkidle")
    sent = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes.values())
    assert 0 < sent <= (HOME if where in {"/", "/on/2025-09-05/"} else OTHERS), {
        url: one["responseBodySize"] for url, one in sizes.items()
    }


def test_no_page_is_wider_than_a_phone(open_context, where):
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    for language in ("", "/es"):
        page.goto(f"{language}{where}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, language


def test_a_page_says_what_may_be_loaded_and_keeps_to_it(open_context, where):
    page = open_context().new_page()
    answer = page.goto(where)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe" not in policy
    assert page.evaluate(INLINE.replace(", [style]", "")) == 0
    # A script that a hostile cell brought in would not run.
    page.evaluate(
        "() => { const one = document.createElement('script'); one.textContent = 'window.ran = 1';"
        " document.body.append(one); }"
    )
    assert page.evaluate("window.ran") is None
    told = [one for one in open_context.watched.wrong if "Content Security Policy" in one]
    assert told
    open_context.watched.wrong[:] = [one for one in open_context.watched.wrong if one not in told]
