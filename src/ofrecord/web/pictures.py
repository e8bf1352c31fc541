"""The maps and charts of a page: drawn in it, and each a file below the page's own address.

``/on/2025-09-05/state/NY/map.png`` is the map of that page; ``.svg``, ``.csv`` and ``.html`` (to be
put into a frame of another site) stand beside it. ``/map.json`` and ``/state/NY/map.json`` hold
what the slider of days needs.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Final

from markupsafe import Markup

from ofrecord.clean.states import STATE_NAMES
from ofrecord.errors import BadRequest
from ofrecord.export.chart import ALL, TOTAL, Chart, places_chart, series_chart
from ofrecord.export.chart_svg import render_chart
from ofrecord.export.county_map import CountyMap, Unplaced, map_of_day, render_key, render_map
from ofrecord.export.map_days import map_days
from ofrecord.export.palette import dark_rules
from ofrecord.export.picture import (
    Picture,
    csv_file,
    embed_page,
    picture_of_chart,
    picture_of_map,
    png_file,
    svg_file,
)
from ofrecord.export.speech import mark
from ofrecord.web.asked import PLACES, compared, filters_of
from ofrecord.web.cite import Cite, cite_number
from ofrecord.web.desk import Desk
from ofrecord.web.page import HTML, MissingPage, Page

MAP: Final = "map"
FORMS: Final = ("png", "svg", "csv", "html")
_TYPES: Final = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "html": HTML,
}
_FILE: Final = re.compile(r"([a-z]+)\.(png|svg|csv|html)")
_DAYS: Final = "map.json"
_SAYS: Final = mark("{day}: {count} agreements; {counties} counties on the map")
_QUESTION: Final = (*PLACES, "one", "other")
_HEIGHTS: Final = {MAP: 860}
_HEIGHT: Final = 760


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A map or chart as a page shows it.

    ``rows`` are its table twin: a name, or a county's page and name, with the numbers under
    ``heads``. ``files`` are the addresses of its files by form; none in a page of a static export
    that has a day in its address.
    """

    name: str
    title: str
    says: str
    source: str
    markup: Markup
    key: Markup
    heads: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[int | None, ...]], ...]
    files: Mapping[str, str]
    cite: Cite
    height: int
    unplaced: tuple[Unplaced, ...] = ()
    slider: Mapping[str, str] | None = None


Made = CountyMap | Chart


def pictures_of(desk: Desk) -> dict[str, Callable[[], Made]]:
    """What can be drawn of a page: names, and what makes the numbers of each."""
    lists = desk.sources.lists
    match desk.place.parts:
        case ():
            return {
                MAP: partial(_map_of, desk),
                "chart": partial(desk.sources.chart, desk.day),
            }
        case ("state", code) if code in STATE_NAMES:
            return {
                MAP: partial(_map_of, desk, code),
                "chart": partial(desk.sources.chart, desk.day, state=code),
            }
        case ("model", model) if model in lists.models:
            return {"chart": partial(desk.sources.chart, desk.day, model=model)}
        case ("compare",):
            return {"chart": partial(_places, desk)}
        case ("series", name, *rest) if name in desk.sources.series:
            series = desk.sources.series[name]
            measure = rest[0] if rest else ""
            known = desk.place.day or None
            return {
                per: partial(series_chart, series, measure, per=per, known=known, end=known)
                for per in ("month", TOTAL)
            }
    return {}


def _map_of(desk: Desk, state: str = "") -> CountyMap:
    """The map of the day that was asked for, which is the list's own or one after it."""
    return replace(map_of_day(desk.lists.day, state=state), day=desk.day)


def _places(desk: Desk) -> Chart:
    """The places that are compared, up to the later day."""
    found = compared(desk)
    names = {desk.place_name(one): filters_of(one) for one in found.places}
    return places_chart(desk.sources.lists, names, until=found.days[-1])


def draw(desk: Desk) -> dict[str, Drawn]:
    """The maps and charts of a page, by name; without those that have nothing to show."""
    return {
        name: _map(desk, made) if isinstance(made, CountyMap) else _chart(desk, name, made)
        for name, made in _made(desk)
    }


def _made(desk: Desk) -> Iterator[tuple[str, Made]]:
    for name, make in pictures_of(desk).items():
        with suppress(BadRequest):
            yield name, make()


def _map(desk: Desk, shown: CountyMap) -> Drawn:
    words = desk.words
    runs = desk.sources.county_runs(shown.state)
    return Drawn(
        name=MAP,
        title=_begin(shown.title(words)),
        says=shown.description(words),
        source=shown.source(words),
        markup=Markup(render_map(shown, words, drawn=runs.names, prefix="county-map")),  # noqa: S704
        key=Markup(render_key(shown, words)),  # noqa: S704
        heads=(words.say("Agreements"), words.say("Agencies")),
        rows=tuple(
            (f"county/{row.fips}/", f"{row.county}, {row.state}", (row.agreements, row.agencies))
            for row in shown.rows
        ),
        files=_files(desk, MAP),
        cite=desk.cite_table(
            _begin(shown.title(words)),
            (one.row for one in desk.lists.day.entries if shown.state in {"", one.state}),
        ),
        height=_HEIGHTS[MAP],
        unplaced=shown.unplaced,
        slider=_slider(desk),
    )


def _slider(desk: Desk) -> dict[str, str]:
    """What the slider is told: where its days are, where a day's page is, what it says."""
    words, links, page = desk.words, desk.links, desk.place.page
    county = links.to("county/00000/", "" if desk.links.static else "{day}")
    return {
        "days": links.root(f"/{page}{_DAYS}"),
        "day": desk.day,
        "last": desk.sources.newest,
        "address": links.to(page, "{day}"),
        "county": county.replace("00000", "{fips}"),
        "says": words.say(_SAYS, **{name: f"{{{name}}}" for name in ("day", "count", "counties")}),
        "named": "{county}: {count}",
        "label": words.say("Move the day"),
        "failed": words.say("The page of that day could not be fetched."),
    }


def _chart(desk: Desk, name: str, chart: Chart) -> Drawn:
    words = desk.words
    title = _begin(chart.title(words))
    heads = [
        words.say("All") if track.name == ALL else words.given(track.label)
        for track in chart.tracks
    ]
    if len(heads) == 1:
        heads = [words.say("Value")]
    return Drawn(
        name=name,
        title=title,
        says=chart.description(words),
        source=chart.source(words),
        markup=Markup(render_chart(chart, words, prefix=f"chart-{name}")),  # noqa: S704
        key=Markup(),
        heads=tuple(heads),
        rows=tuple(
            ("", words.month(date.fromisoformat(day)), values)
            for day, values in reversed(chart.by_month())
        ),
        files=_files(desk, name),
        cite=_cite(desk, chart, title),
        height=_HEIGHT,
    )


def _cite(desk: Desk, chart: Chart, title: str) -> Cite:
    """How any number of a chart is cited: by the lists that it begins and ends with, or its own."""
    series = desk.sources.series.get(chart.register)
    if series is None:
        return desk.cite_changes(desk.any_number, chart.first, chart.end, title)
    source = desk.source(chart.edition.list, series)
    found = cite_number(desk.any_number, chart.edition, desk.words, source=source, table=title)
    return replace(found, caveats=tuple(desk.words.given(one) for one in chart.caveats))


def _begin(title: str) -> str:
    return title[:1].upper() + title[1:]


def _files(desk: Desk, name: str) -> dict[str, str]:
    if desk.links.static and desk.place.day:
        return {}
    page, day = desk.place.page, desk.place.day
    asked = {key: desk.query[key] for key in _QUESTION if desk.query.get(key)}
    return {form: desk.links.beside(page, f"{name}.{form}", day, asked) for form in FORMS}


# Files -------------------------------------------------------------------------------------------


def is_file(parts: tuple[str, ...]) -> bool:
    """Whether the parts of an address name a file of a page's pictures."""
    return bool(parts) and (parts[-1] == _DAYS or bool(_FILE.fullmatch(parts[-1])))


def file_names(desk: Desk, *, days: bool) -> list[str]:
    """The names of the files of a page's pictures; ``days``: with that of the slider."""
    offered = [name for name, _ in _made(desk)]
    drawn = [f"{name}.{form}" for name in offered for form in FORMS]
    return [*drawn, _DAYS] if days and MAP in offered else drawn


def make_file(desk: Desk, asked: str) -> Page:
    """A picture's file, by its name below the page of the desk."""
    modified = desk.sources.standing.last_checked or ""
    offered = pictures_of(desk)
    if asked == _DAYS:
        if MAP not in offered:
            raise MissingPage(asked, ((desk.words.say("The page"), desk.place.page),))
        state = desk.place.parts[1] if desk.place.parts else ""
        runs = desk.sources.county_runs(state)
        kind = "application/json"
        return Page(status=200, body=map_days(runs), content_type=kind, modified=modified)
    name, form = asked.rsplit(".", 1)
    if name not in offered:
        near = tuple((f"{one}.{form}", f"{desk.place.page}{one}.{form}") for one in offered)
        raise MissingPage(asked, near)
    try:
        made = offered[name]()
    except BadRequest as error:
        raise MissingPage(asked, ((error.problem, desk.place.page),)) from None
    words = desk.words
    drawn = picture_of_map(made, words) if isinstance(made, CountyMap) else None
    picture = drawn or picture_of_chart(made, words)  # type: ignore[arg-type]
    return Page(
        status=200,
        body=_bytes(picture, form, words.language),
        content_type=_TYPES[form],
        day=desk.day,
        modified=modified,
        policy=picture_policy(),
    )


def _bytes(picture: Picture, form: str, language: str) -> bytes:
    match form:
        case "png":
            return png_file(picture)
        case "svg":
            return svg_file(picture).encode()
        case "csv":
            return csv_file(picture)
        case _:
            return embed_page(picture, language).encode()


@cache
def picture_policy() -> str:
    """What a picture may load: nothing but its own colours; any site may put it into a frame."""
    digest = base64.b64encode(hashlib.sha256(dark_rules().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors *"
    )
