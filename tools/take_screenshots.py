"""Takes pictures of every type of page, for a phone and a desk, light and dark, in each language.

    .venv/bin/python tools/take_screenshots.py build/screenshots [--only home] [--device phone] …

Without ``--address`` the site is served by this process, to this machine alone. Every choice can be
given more than once; without one, all are taken. A page that is wider than its screen is told, and
makes the exit code 1. Needs Chromium from the system's packages, which Playwright drives.
"""

import argparse
import sys
from itertools import product
from pathlib import Path

from serving_pages import NO_CHROMIUM, PAGES, find_chromium, served

WIDTHS = {"phone": 390, "desk": 1280}
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "es")
MOST_HIGH = 2_600
"""Of a longer page the upper part is enough."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--address", default="", help="of a site that is served already")
    parser.add_argument("--only", action="append", choices=PAGES, help="a type of page")
    parser.add_argument("--device", action="append", choices=WIDTHS)
    parser.add_argument("--scheme", action="append", choices=SCHEMES)
    parser.add_argument("--language", action="append", choices=LANGUAGES)
    given = parser.parse_args()
    chromium = find_chromium()
    if not chromium:
        print(NO_CHROMIUM, file=sys.stderr)
        return 3
    given.folder.mkdir(parents=True, exist_ok=True)
    views = list(
        product(given.device or WIDTHS, given.scheme or SCHEMES, given.language or LANGUAGES)
    )
    with served(given.address) as address:
        wide = take(chromium, address, given.folder, views, given.only or list(PAGES))
    for told in wide:
        print(told, file=sys.stderr)
    print(f"{len(views) * len(given.only or PAGES)} pictures are in {given.folder}")
    return 1 if wide else 0


def take(chromium, address, folder, views, names) -> list[str]:
    """Takes the pictures, and names the pages that are wider than their screens."""
    from playwright.sync_api import sync_playwright

    wide = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for device, scheme, language in views:
            width = WIDTHS[device]
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            page = context.new_page()
            for name in names:
                page.goto(f"{address}{'' if language == 'en' else f'/{language}'}{PAGES[name]}")
                across, high = page.evaluate(
                    "[document.documentElement.scrollWidth, document.body.scrollHeight]"
                )
                if across > width:
                    wide.append(f"{name} ({language}) is {across} wide on a {device} of {width}")
                page.screenshot(
                    path=folder / f"{name}-{language}-{device}-{scheme}.png",
                    clip={"x": 0, "y": 0, "width": width, "height": min(high, MOST_HIGH)},
                    full_page=True,
                )
            context.close()
        browser.close()
    return wide


if __name__ == "__main__":
    sys.exit(main())
