"""The slider of days on the home page: from a move to the map of that day, in Chromium."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import median
from benchmarks.results import Promise, Result, Skipped, Table, run_script
from benchmarks.serving import serve_ours

MOVES = 60
LIMIT = 50.0
HOW = """
The home page of the shipped record, opened in the system's Chromium (headless, 1280 pixels wide,
drawn without a graphics card). ``performance.mark`` before each move of the slider,
``performance.measure`` in the first task after the frame that it leads to: so reading the day,
colouring the counties, style, layout and paint are in it. One move is to a day drawn at random, one
is as large as there is: from the first day to the last and back. Keys are pressed by Chromium
itself, and timed by its Event Timing, which counts in steps of 8 ms up to the next frame.
"""
_MOVE = """day => new Promise(done => {
    const range = document.querySelector('.map-days input[type=range]');
    performance.mark('moved');
    range.value = day;
    range.dispatchEvent(new Event('input', {bubbles: true}));
    requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.measure('shown', 'moved').duration);
        channel.port2.postMessage(0);
    });
})"""
_OBSERVE = """() => {
    window.pressed = [];
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) {
            if (one.name === 'keydown') window.pressed.push(one.duration);
        }
    }).observe({type: 'event', durationThreshold: 16});
}"""
_DAYS = """() => {
    const {min, max} = document.querySelector('.map-days input[type=range]');
    return [Number(min), Number(max)];
}"""


def measure(result: Result) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        raise Skipped("Chromium was not found (Debian's package chromium)")
    with tempfile.TemporaryDirectory() as name, serve_ours(Path(name) / "nothing") as address:
        found = _move(chromium, address)
    table = Table(
        title="Milliseconds from a move to the picture of its day",
        columns=("move", "half", "19 of 20", "the slowest"),
    )
    for what, times in found.items():
        ordered = sorted(times)
        shown = median(ordered), ordered[int(len(ordered) * 0.95)], ordered[-1]
        table.rows.append((what, *(f"{one:.1f}" for one in shown)))
        result.promises.append(
            Promise(
                what=f"the slider of days, {what}: from a move to the picture, 19 of 20",
                measured=shown[1],
                bound=LIMIT,
                at_least=False,
                unit=" ms",
            )
        )
        result.raw[what] = times
    result.tables.append(table)


def _move(chromium: str, address: str) -> dict[str, list[float]]:
    from playwright.sync_api import sync_playwright

    random.seed(287)
    arguments = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        page.goto(address)
        page.locator(".map-days[data-ready]").wait_for()
        first, last = page.evaluate(_DAYS)
        any_day = [page.evaluate(_MOVE, random.randint(first, last)) for _ in range(MOVES)]
        ends = [page.evaluate(_MOVE, (first, last)[number % 2]) for number in range(MOVES)]
        page.evaluate(_OBSERVE)
        page.locator(".map-days input[type=range]").focus()
        for number in range(MOVES):
            page.keyboard.press("PageDown" if number % 2 else "ArrowLeft")
            page.wait_for_timeout(40)
        pressed = page.evaluate("window.pressed")
        browser.close()
    # A key whose picture is there within 16 ms is not told of.
    keys = [*pressed, *[16.0] * max(0, MOVES - len(pressed))]
    return {"to any day": any_day, "from end to end": ends, "by keys": keys}


if __name__ == "__main__":
    run_script(measure, "slider", "The slider of days", HOW, one_core=False)
