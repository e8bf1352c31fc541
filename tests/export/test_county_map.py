"""The map of a day holds the numbers of the Python face, and is safe to put into any page."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree

import ofrecord
from ofrecord.clean.gazetteer import counties_of_state
from ofrecord.clean.states import STATE_FIPS
from ofrecord.errors import BadRequest
from ofrecord.export.boundaries import county_polygons, nation, state_outlines
from ofrecord.export.county_map import class_of, map_of_day, render_key, render_map
from ofrecord.export.map_days import map_days
from ofrecord.export.palette import DARK, LIGHT, dark_rules, stylesheet

SVG = "{http://www.w3.org/2000/svg}"
NEVER_DRAWN = {"60030", "60040", "69085"}


@pytest.fixture(scope="module")
def register():
    return ofrecord.open()["ice-287g"]


@pytest.fixture(scope="module")
def runs(register):
    return register.county_runs()


@pytest.fixture(scope="module")
def shown(register):
    return map_of_day(register.as_of("2025-09-05"))


def test_every_county_that_exists_has_an_outline_but_for_three_groups_of_islands():
    every = [county.fips for state in STATE_FIPS for county in counties_of_state(state)]
    assert {fips for fips in every if not nation().has(fips)} == NEVER_DRAWN
    unseen = {
        fips for fips in every if not county_polygons(fips) and fips not in ("60030", "60040")
    }
    assert not unseen


def test_every_county_that_the_record_names_has_an_outline(runs):
    assert [fips for fips in runs.names if not nation().path(fips)] == []


@pytest.mark.parametrize("state", STATE_FIPS)
def test_the_outlines_of_a_state_are_those_of_its_counties(state):
    outlines = state_outlines(state)
    drawn = {county.fips for county in counties_of_state(state) if outlines.has(county.fips)}
    assert {county.fips for county in counties_of_state(state)} - drawn <= {"60030", "60040"}
    assert not outlines.has("36065" if state != "NY" else "06001")
    assert max(outlines.width, outlines.height) <= 1412


def test_the_map_colours_the_counties_of_the_day_by_their_agreements(register, shown, runs):
    groups = {
        group.more["county_fips"]: group.agreements
        for group in register.as_of("2025-09-05").groups("county")
        if group.value
    }
    picture = etree.fromstring(render_map(shown, drawn=runs.names))
    paths = {path.get("data-f"): path for path in picture.iter(f"{SVG}path") if path.get("data-f")}
    assert set(paths) == set(runs.names)
    for fips, path in paths.items():
        assert path.get("class") == class_of(groups.get(fips, 0))
        title = path.find(f"{SVG}title")
        assert (title is not None and title.text.endswith(f": {groups[fips]}")) == (fips in groups)


def test_the_map_of_models_colours_a_county_by_the_models_of_its_entries(register):
    day = register.as_of("2025-09-05")
    shown = map_of_day(day, state="Texas", by="model")
    for row in shown.rows:
        entries = day.rows(state="TX", county=row.fips)
        assert set(row.models) == {entry.model for entry in entries}
        expected = f"m{register.models.index(row.models[0]) + 1}" if len(row.models) == 1 else "mx"
        assert shown.style(row) == expected


def test_what_names_no_county_is_told_and_not_dropped(register, shown):
    day = register.as_of("2025-09-05")
    bare = [entry for entry in day.entries if not entry.county_fips]
    assert {one.agency_id for one in shown.unplaced} == {entry.agency_id for entry in bare}
    assert shown.unplaced_agreements == len({entry.agreement_id for entry in bare})
    assert "65 name no county" in shown.description()
    alaska = map_of_day(day, state="AK")
    assert "Alaska Department of Corrections" in [one.agency for one in alaska.unplaced]


def test_a_map_says_what_it_shows_with_day_and_publisher(shown):
    picture = etree.fromstring(render_map(shown))
    title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert "2025-09-05" in title.text
    assert shown.publisher in title.text
    assert "957" in description.text
    assert "participating-b497a1fefd" in shown.source()


def test_a_map_asks_for_nothing_from_elsewhere_and_needs_no_inline_style(shown, runs):
    markup = render_map(shown, drawn=runs.names) + render_key(shown)
    assert not re.search(
        r"style=|<style|<script|on\w+=|url\(|https?://(?!www\.w3\.org/2000/svg)", markup
    )
    assert set(re.findall(r'href="([^"]*)"', markup)) == {"#county-map-land"}


def test_hostile_names_are_escaped(shown):
    nasty = '"><script>alert(1)</script>\x00\x1b&'
    rows = (replace(shown.rows[0], county=nasty), *shown.rows[1:])
    hostile = replace(shown, rows=rows, subject=nasty, publisher=nasty)
    markup = render_map(hostile) + render_key(replace(hostile, by="model", models={"X": nasty}))
    assert "<script" not in markup
    told = [title.text for title in etree.fromstring(render_map(hostile)).iter(f"{SVG}title")]
    assert sum('"><script>alert(1)</script>&' in text for text in told) >= 2


def test_the_map_of_the_country_is_small_enough_for_a_first_page(shown, runs):
    assert len(gzip.compress(render_map(shown, drawn=runs.names).encode(), 6)) < 60_000
    assert len(gzip.compress(map_days(runs), 6)) < 16_000


def test_the_map_of_a_state_is_small(register):
    day = register.as_of("2026-02-27")
    for state in ("TX", "GA", "VA"):
        markup = render_map(map_of_day(day, state=state))
        assert len(gzip.compress(markup.encode(), 6)) < 15_000


def test_the_same_day_is_the_same_bytes(register, shown):
    again = map_of_day(register.as_of("2025-09-05"))
    assert render_map(again) == render_map(shown)


@pytest.mark.parametrize("day", ["2021-01-13", "2023-05-05", "2025-03-01", "2025-09-05"])
def test_the_days_of_the_slider_hold_the_counts_of_the_day(register, runs, day):
    place = max(n for n, one in enumerate(runs.days) if one <= day)
    found = {
        fips: [count for at, count in steps if at <= place][-1]
        for fips, steps in runs.runs.items()
        if steps[0][0] <= place
    }
    groups = register.as_of(day).groups("county")
    assert {fips: n for fips, n in found.items() if n} == {
        group.more.get("county_fips", ""): group.agreements for group in groups
    }
    assert runs.totals[place] == register.as_of(day).counts().agreements


def test_the_parts_of_an_unknown_map_are_refused(register):
    day = register.as_of("2025-09-05")
    with pytest.raises(BadRequest, match="unknown kind of map"):
        map_of_day(day, by="size")
    with pytest.raises(BadRequest, match="Texas"):
        map_of_day(day, state="Texsa")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_shades_of_counts_grow_steadily_away_from_the_land(colours):
    shades = [_lightness(colours[name]) for name in ("land", "k1", "k2", "k3", "k4", "k5")]
    steps = [after - before for before, after in pairwise(shades)]
    assert len(Counter(step > 0 for step in steps)) == 1
    assert min(map(abs, steps)) > 8


@pytest.mark.parametrize("sheet", [stylesheet(), dark_rules()], ids=["page", "alone"])
def test_the_style_sheets_load_nothing_and_know_dark_surroundings(sheet):
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert re.search(r"prefers-color-scheme: ?dark", sheet)


def _lightness(colour: str) -> float:
    """The L* of a colour (CIE 1976)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    y = sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y
