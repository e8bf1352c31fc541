"""Charts show the numbers of the Python face, and are files that need nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree

import ofrecord
from ofrecord.errors import BadRequest
from ofrecord.export.chart import PERIODS, agreements_chart, places_chart, series_chart
from ofrecord.export.chart_svg import day_ticks, render_chart, value_ticks
from ofrecord.export.county_map import map_of_day
from ofrecord.export.picture import (
    csv_file,
    embed_page,
    picture_of_chart,
    picture_of_map,
    png_file,
    svg_file,
)
from ofrecord.model import Filters
from ofrecord.web.words import words_of

NASTY = '"><script>alert(1)</script>\x00&'


@pytest.fixture(scope="module")
def record():
    return ofrecord.open()


def test_every_point_of_the_line_is_the_count_of_that_day(record):
    register = record["ice-287g"]
    names, rows = agreements_chart(register).table()
    assert names == ("day", "all", *register.models)
    for day, whole, *models in rows[::40]:
        counts = register.as_of(day).counts()
        assert [whole, *models] == [counts.agreements, *counts.by_model.values()]


def test_a_line_of_a_state_ends_with_its_count(record):
    register = record["ice-287g"]
    chart = agreements_chart(register, state="New York", until="2025-09-05")
    assert chart.tracks[0].newest == register.as_of("2025-09-05").counts(state="NY").agreements
    assert "10 on 2025-09-05" in chart.description()
    with pytest.raises(BadRequest, match="no edition up to this day has such an agreement"):
        agreements_chart(register, state="GU", until="2021-03-01")


def test_a_line_of_a_model_ends_with_its_count(record):
    register = record["ice-287g"]
    chart = agreements_chart(register, model="TFM", until="2025-09-05")
    assert [track.name for track in chart.tracks] == ["all"]
    assert chart.tracks[0].newest == register.as_of("2025-09-05").counts().by_model["TFM"]
    assert chart.title().startswith("287(g) agreements, Task Force Model, ")


def test_months_have_the_value_that_stood_as_they_ended(record):
    register = record["ice-287g"]
    chart = agreements_chart(register, until="2025-09-05")
    months = dict(chart.by_month())
    assert months["2025-09-01"][0] == 957
    assert months["2025-07-01"][0] == register.as_of("2025-07-31").counts().agreements
    assert len(months) == 57
    boats = series_chart(record["uk-small-boats"], "people", per="month", end="2025-08-31")
    assert dict(boats.by_month())["2022-08-01"] == (8631,)


@pytest.mark.parametrize("per", PERIODS)
def test_the_bars_of_a_series_add_up_to_its_total(record, per):
    boats = record["uk-small-boats"]
    chart = series_chart(boats, "people", per=per, start="2025-01-01", end="2025-08-31")
    values = [value for _, value in chart.tracks[0].points if value is not None]
    total = boats.total("people", "2025-01-01", "2025-08-31").value
    assert (values[-1] if per == "total" else sum(values)) == total


@pytest.mark.parametrize(
    ("per", "english", "spanish"),
    [
        ("month", ", in 2025-07;", ", en julio de 2025;"),
        ("week", ", in the week from 2025-08-11;", ", en la semana que empieza el 11 de agosto"),
        ("day", ", on 2025-07-30;", ", el 30 de julio de 2025;"),
    ],
)
def test_the_tallest_bar_is_of_its_period(record, per, english, spanish):
    chart = series_chart(record["uk-small-boats"], per=per, start="2025-07-01", end="2025-08-31")
    assert english in chart.description()
    assert spanish in chart.description(words_of("es"))


def test_a_file_is_valid_names_its_source_and_asks_for_nothing(record):
    register = record["ice-287g"]
    pictures = [
        picture_of_chart(agreements_chart(register)),
        picture_of_chart(series_chart(record["uk-small-boats"])),
        picture_of_map(map_of_day(register.as_of("2025-09-05"))),
        picture_of_map(map_of_day(register.as_of("2025-09-05"), state="TX", by="model")),
    ]
    for picture in pictures:
        markup = svg_file(picture)
        told = " ".join(etree.fromstring(markup.encode()).itertext())
        assert picture.publisher in told
        assert not re.search(r"<script|url\(|https?://(?!www\.w3\.org/2000/svg)", markup)
        assert svg_file(picture) == markup
        assert png_file(picture, 600)[:8] == b"\x89PNG\r\n\x1a\n"
        assert csv_file(picture).decode().count("\r\n") == len(picture.rows) + 1


def test_the_borders_of_states_do_not_cover_the_counties(record):
    shown = picture_of_map(map_of_day(record["ice-287g"].as_of("2025-09-05")))
    picture = etree.fromstring(svg_file(shown).encode())
    svg = {"s": "http://www.w3.org/2000/svg"}
    land = picture.find(".//s:defs/s:path", svg)
    assert set(land.keys()) == {"id", "d"}
    borders = picture.findall(".//s:use", svg)[-1]
    assert (borders.get("class"), borders.get("fill")) == ("borders", "none")


def test_hostile_names_are_escaped_and_cells_are_guarded(record):
    chart = replace(agreements_chart(record["ice-287g"]), subject=NASTY, publisher=NASTY)
    picture = replace(picture_of_chart(chart), rows=(("=1+1", 1, 1, 1, 1),))
    for markup in (render_chart(chart), svg_file(picture), embed_page(picture)):
        assert "<script" not in markup
    etree.fromstring(svg_file(picture).encode())
    assert csv_file(picture).splitlines()[1].startswith(b"'=1+1")


@pytest.mark.parametrize("most", [0, 1, 3, 7, 99, 957, 1492, 8631, 123_456])
def test_the_marks_of_values_are_few_round_and_reach_the_most(most):
    ticks = value_ticks(most)
    assert ticks[0] == 0
    assert ticks[-1] >= most
    assert 2 <= len(ticks) <= 6


def test_the_marks_of_days_lie_in_the_window():
    for first, last in (("2021-01-13", "2026-02-27"), ("2025-09-01", "2025-09-05")):
        assert all(first <= day <= last for day, _ in day_ticks(first, last))


def test_an_unknown_period_is_refused(record):
    with pytest.raises(BadRequest, match="unknown period"):
        series_chart(record["uk-small-boats"], per="year")


def test_places_have_a_line_each(record):
    register = record["ice-287g"]
    places = {"Iowa": Filters(state="IA"), "Guam": Filters(state="GU")}
    chart = places_chart(register, places, until="2025-09-05")
    counts = [
        register.as_of("2025-09-05").counts(filters=one).agreements for one in places.values()
    ]
    assert [track.newest for track in chart.tracks] == counts
    with pytest.raises(BadRequest, match="at most 5 places"):
        places_chart(register, {str(n): Filters(state="IA") for n in range(6)})
