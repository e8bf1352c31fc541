"""The served site in real Chromium: every page that a test opens is watched while it is open.

Playwright's loop runs in the thread that drives it, so a browser ends with its module: other tests
on the same worker run loops of their own.
"""

import os
import runpy
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright

TOOLS = Path(__file__).parents[2] / "tools"
PATIENCE = 30_000
"""Milliseconds that a machine with other work to do may take to do one thing."""
expect.set_options(timeout=PATIENCE)
PAGES = runpy.run_path(str(TOOLS / "serving_pages.py"))["PAGES"]
"""An address of every type of page, by its name: those of which pictures are taken."""
READY = ".map-days[data-days]:not([data-ready])"
"""A slider that does not move yet."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``where`` is of every type of page."""
    if "where" in metafunc.fixturenames:
        metafunc.parametrize("where", PAGES.values(), ids=PAGES)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the system's Chromium is; without it the tests in a browser are skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("Chromium was not found: apt-get install chromium")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    arguments = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@dataclass
class Watched:
    """What pages did that none may do, and all that they asked for."""

    address: str
    wrong: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._ask(request.url))
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))

    def _ask(self, url: str) -> None:
        self.asked.append(url)
        if not url.startswith((f"{self.address}/", "data:", "blob:")):
            self.wrong.append(f"asked another host: {url}")

    def _hear(self, said) -> None:
        refused = "the server responded with a status of 4" in said.text  # as it should
        if said.type in {"error", "warning"} and not refused:
            self.wrong.append(f"{said.type}: {said.text} ({said.location['url']})")


@pytest.fixture
def open_context(browser: Browser, server) -> Iterator[Callable[..., BrowserContext]]:
    """Opens contexts whose pages may ask this server alone, and say nothing wrong."""
    watched = Watched(server.url)
    contexts = []

    def opened(**options: object) -> BrowserContext:
        options = {"reduced_motion": "reduce", **options}
        context = browser.new_context(base_url=server.url, **options)
        context.set_default_timeout(PATIENCE)
        watched.watch(context)
        contexts.append(context)
        return context

    opened.watched = watched
    yield opened
    for context in contexts:
        context.close()
    assert watched.wrong == []


@pytest.fixture(scope="session")
def visit() -> Callable[[Page, str], Response]:
    """Opens an address, and waits until all is there."""

    def visited(page: Page, address: str) -> Response:
        answer = page.goto(address)
        page.locator(READY).wait_for(state="detached")
        return answer

    return visited


@pytest.fixture
def page(open_context) -> Page:
    """A page at a desk, in English, with JavaScript."""
    return open_context(viewport={"width": 1280, "height": 900}).new_page()
