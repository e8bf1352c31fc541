"""Takes pictures of every type of page, at the widths of a phone and a desk, light and dark.

    .venv/bin/python tools/take_screenshots.py FOLDER [--address URL] [--language es]

Without an address the site is served from this process, on this machine alone. Needs Chromium
from the system's packages, driven by Playwright.
"""

import argparse
import shutil
import sys
from pathlib import Path

from serving_pages import served

PAGES = {
    "home": "/",
    "home-on-a-day": "/on/2025-09-05/",
    "state": "/on/2025-09-05/state/NY/",
    "county": "/on/2025-09-05/county/36065/",
    "county-without": "/county/36061/",
    "model": "/model/TFM/",
    "agency": "/agency/g-he45st9e7t/",
    "agreement": "/agreement/a-dxeea8yyfh/",
    "changes": "/changes/2025-08-29/2025-09-05/",
    "compare": "/compare/?a=NY&b=TX&c=FL&other=2025-09-05",
    "editions": "/editions/",
    "edition": "/edition/participating-b497a1fefd/",
    "series": "/series/",
    "one-series": "/on/2025-09-12/series/uk-small-boats/",
    "check": "/check/",
    "data": "/data/",
    "method": "/method/",
    "limits": "/limits/",
    "search": "/search/?q=oneida",
    "missing": "/statte/NY/",
}
WIDTHS = {"phone": 390, "desk": 1280}
MOST_HIGH = 2_600


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--address", default="")
    parser.add_argument("--language", default="en")
    parser.add_argument("--only", action="append", choices=PAGES, help="a page (else all)")
    given = parser.parse_args()
    chromium = shutil.which("chromium")
    if not chromium:
        print("Chromium was not found: apt-get install chromium", file=sys.stderr)
        return 3
    given.folder.mkdir(parents=True, exist_ok=True)
    with served(given.address) as address:
        take(chromium, address, given.folder, given.language, given.only or list(PAGES))
    return 0


def take(chromium, address, folder, language, names):
    from playwright.sync_api import sync_playwright

    tongue = "" if language == "en" else f"/{language}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for device, width in WIDTHS.items():
            for scheme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                page = context.new_page()
                for name in names:
                    page.goto(f"{address}{tongue}{PAGES[name]}")
                    size = page.evaluate(
                        "[document.documentElement.scrollWidth, document.body.scrollHeight]"
                    )
                    if size[0] > width:
                        print(f"{name} is {size[0]} wide at {width}", file=sys.stderr)
                    high = min(size[1], MOST_HIGH)
                    page.screenshot(
                        path=folder / f"{name}-{language}-{device}-{scheme}.png",
                        clip={"x": 0, "y": 0, "width": width, "height": high},
                        full_page=True,
                    )
                context.close()
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
