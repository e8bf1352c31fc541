"""What others wrote is text: in cells, in addresses, in questions."""

import re

import pytest

import ofrecord
from ofrecord.pipeline import build_record
from ofrecord.web.site import Site

DATA_BLOCK = '<script type="application/ld+json">'
SCRIPT = '<script>alert("x")</script>'
NAME = f"{SCRIPT} O'Neil & Sons' Office \"><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, write_list, declaration):
    folder = tmp_path_factory.mktemp("hostile")
    row = (
        "TEXAS",
        NAME,
        "County",
        f"Bee {SCRIPT}",
        "Task Force Model",
        "2025-03-03",
        "link",
        SCRIPT,
    )
    other = (
        "TEXAS",
        f"{NAME} 2",
        "County",
        "Bee County",
        "Task Force Model",
        "2025-03-03",
        SCRIPT,
        "",
    )
    captures = folder / "captures"
    links = {"G2": "javascript:alert(1)"}
    write_list(captures / "participatingAgencies03042025.xlsx", [row], links=links)
    write_list(captures / "participatingAgencies03052025.xlsx", [row, other], links=links)
    write_list(captures / "pendingAgencies03052025.xlsx", [row[:5]])
    build_record(folder / "home", [captures], declaration)
    return Site(ofrecord.open(folder / "home"))


def test_cells_of_a_capture_are_shown_as_text(hostile):
    shown = 0
    for address in hostile.addresses():
        if "/series/" in address and address.endswith(".png"):
            continue  # of other registers, and slow to draw
        page = hostile.page(address)
        assert page.status == 200, address
        if address.endswith((".png", ".csv", ".json")):
            continue
        text = page.body.decode()
        assert not re.search(r"<script(?! src=)", text.replace(DATA_BLOCK, "")), address
        assert "<img" not in text, address
        assert 'href="javascript:' not in text, address
        shown += "&lt;script&gt;" in text
    assert shown > 20


@pytest.mark.parametrize("path", ["/search/", "/compare/", "/changes/", "/on/", "/check/"])
def test_questions_are_shown_as_text(site, path):
    names = ("q", "a", "from", "to", "state", "kind", "day", "page", "one", "story", "address")
    page = site.page(path, dict.fromkeys(names, SCRIPT))
    assert page.status < 500
    assert b"<script" not in page.body


@pytest.mark.parametrize(
    "path",
    [f"/{SCRIPT}/", f"/agency/{SCRIPT}/", f"/on/2025-09-05/state/{SCRIPT}/", "/%00/", "/%ff%fe/"],
)
def test_addresses_are_shown_as_text(site, path):
    page = site.page(path)
    assert page.status == 404
    assert b"<script" not in page.body


def test_a_search_of_anything_is_answered(site):
    for text in ("", " ", "%", "x" * 5_000, "\x00", "日本", "{agreements}", "{{ 7 * 7 }}"):
        assert site.page("/search/", {"q": text}).status == 200
