"""The lines and bars of charts: numbers, and what they say of themselves.

    chart = agreements_chart(register)                       # all, and by model, step by step
    chart = agreements_chart(register, state="NY")           # of one state
    chart = agreements_chart(register, model="TFM")          # of one model
    chart = places_chart(register, {"Iowa": filters})        # of up to five places
    chart = series_chart(series, "people", per="month")      # bars by day, week or month
    chart = series_chart(series, "people", per="total")      # the running total
    render_chart(chart, speech)                              # <svg> for a page (chart_svg.py)
    chart.table()                                            # every step: names, then rows
    chart.by_month()                                         # the table twin: as months ended
    picture_of_chart(chart, speech)                          # to be a file or an embed (picture.py)

Every number comes from the Python face: nothing is counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from ofrecord.clean.states import STATE_NAMES, parse_state
from ofrecord.dates import parse_day
from ofrecord.errors import BadRequest
from ofrecord.export.speech import ENGLISH, Speech, mark
from ofrecord.model import Edition, Filters

if TYPE_CHECKING:
    from ofrecord.front import Register, SeriesRegister
    from ofrecord.measures.periods import PeriodTotal
    from ofrecord.measures.steps import Line

TOTAL: Final = "total"
ALL: Final = "all"
"""The name of the track that is the whole of a list."""
PERIODS: Final = ("day", "week", "month", TOTAL)
_MODELS_TOLD_APART: Final = 4
MOST_PLACES: Final = 5
_OF_ALL: Final = mark("{subject} by model, {first} to {last}")
_IN_STATE: Final = mark("{subject} in {state} by model, {first} to {last}")
_OF_PLACES: Final = mark("{subject} by place, {first} to {last}")
_OF_MODEL: Final = mark("{subject}, {model}, {first} to {last}")
_PER: Final = {
    "day": mark("{subject}, by day, {first} to {last}"),
    "week": mark("{subject}, by week, {first} to {last}"),
    "month": mark("{subject}, by month, {first} to {last}"),
    TOTAL: mark("{subject}, running total, {first} to {last}"),
}
_MOST: Final = {
    "day": mark("The most is {count}, on {when}; the last is {last}."),
    "week": mark("The most is {count}, in the week from {when}; the last is {last}."),
    "month": mark("The most is {count}, in {when}; the last is {last}."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One line of a chart, or its bars: a value from a day until the next point's day.

    ``style`` is the class of the style sheet; a point's value is ``None`` where there is none.
    """

    name: str
    label: str
    style: str
    points: tuple[tuple[str, int | None], ...]

    @property
    def newest(self) -> int:
        """The last value."""
        return next((value for _, value in reversed(self.points) if value is not None), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The numbers of a chart. ``end`` is the day up to which the last values stand."""

    register: str
    subject: str
    place: str
    message: str
    publisher: str
    edition: Edition
    end: str
    tracks: tuple[Track, ...]
    model: str = ""
    per: str = ""
    """Of bars: ``day``, ``week`` or ``month``."""
    caveats: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The first day."""
        return min(track.points[0][0] for track in self.tracks)

    def title(self, speech: Speech = ENGLISH) -> str:
        """What the chart shows, of which place and days."""
        said = speech.say(
            self.message,
            subject=speech.given(self.subject),
            state=speech.given(self.place),
            model=speech.given(self.model),
            first=speech.day(self.first),
            last=speech.day(self.end),
        )
        return said[:1].upper() + said[1:]

    def description(self, speech: Speech = ENGLISH) -> str:
        """The chart in words, made of its numbers."""
        if self.tracks[0].name != ALL and len(self.tracks) > 1:
            return speech.say(
                "On {day}: {parts}.", day=speech.day(self.end), parts=self._ends(speech)
            )
        whole = self.tracks[0]
        values = [(value, day) for day, value in whole.points if value is not None]
        if whole.style == "area":
            most, day = max(values, key=lambda one: one[0])
            return speech.say(
                _MOST[self.per],
                count=most,
                when=speech.month(date.fromisoformat(day))
                if self.per == "month"
                else speech.day(day),
                last=whole.newest,
            )
        said = speech.say(
            "{count} on {day}, from {before} on {first}.",
            count=whole.newest,
            day=speech.day(self.end),
            before=values[0][0],
            first=speech.day(values[0][1]),
        )
        if len(self.tracks) == 1:
            return said
        return f"{said} {self._ends(speech)}."

    def _ends(self, speech: Speech) -> str:
        """The last value of each part."""
        return "; ".join(
            speech.say("{name}: {count}", name=speech.given(track.label), count=track.newest)
            for track in self.tracks
            if track.name != ALL
        )

    def source(self, speech: Speech = ENGLISH) -> str:
        """Where the numbers are from: publisher and newest edition."""
        return speech.say(
            "Source: {publisher}, up to the edition of {day} ({edition}).",
            publisher=speech.given(self.publisher),
            day=speech.day(self.edition.published_on),
            edition=self.edition.edition_id,
        )

    def table(self) -> tuple[tuple[str, ...], list[tuple[str | int | None, ...]]]:
        """The table twin: the names of its columns, and a row a day."""
        held = [dict(track.points) for track in self.tracks]
        days = sorted({day for track in self.tracks for day, _ in track.points})
        names = ("day", *(track.name for track in self.tracks))
        return names, [(day, *(points.get(day) for points in held)) for day in days]

    def until(self, day: str, edition: Edition) -> Chart:
        """The chart up to a day, whose list is ``edition``; ``BadRequest`` where all is nothing."""
        tracks = tuple(
            replace(one, points=tuple(point for point in one.points if point[0] <= day))
            for one in self.tracks
        )
        if not any(value for track in tracks for _, value in track.points):
            raise BadRequest("no edition up to this day has such an agreement", given=day)
        return replace(self, tracks=tracks, end=day, edition=edition)

    def by_month(self) -> list[tuple[str, tuple[int | None, ...]]]:
        """The values that stood at the end of each month, or at ``end`` in the last.

        Of bars, each month's own. The month is that of the day that stands first.
        """
        columns = [dict(_months(track, self.end)) for track in self.tracks]
        months = sorted({month for column in columns for month in column})
        return [(f"{month}-01", tuple(column.get(month) for column in columns)) for month in months]


def _months(track: Track, end: str) -> Iterator[tuple[str, int | None]]:
    """Each month of a track with its value: the last, which stands until another follows."""
    held = {day[:7]: value for day, value in track.points if day <= end}
    if track.style == "area":
        yield from held.items()
        return
    month, value = date.fromisoformat(track.points[0][0]).replace(day=1), None
    while month.isoformat()[:7] <= end[:7]:
        value = held.get(month.isoformat()[:7], value)
        yield month.isoformat()[:7], value
        month = (month + timedelta(days=31)).replace(day=1)


def agreements_chart(
    register: Register,
    *,
    listed: str = "",
    state: str = "",
    model: str = "",
    until: str | date | None = None,
) -> Chart:
    """The agreements of a list, all and by model, from edition to edition.

    ``state`` keeps to one, in any usual form, ``model`` to one; ``until`` ends the chart with a
    day's list. Raises ``BadRequest`` for a day before the first, and where there was never one.

    >>> import ofrecord
    >>> chart = agreements_chart(ofrecord.open()["ice-287g"], until="2025-09-05")
    >>> chart.description().partition(". ")[0]
    '957 on 2025-09-05, from 150 on 2021-01-13'
    """
    code = parse_state(state, argument="--state") if state else ""
    name = listed or register.members
    declared = register.declaration.list_named(name)
    filters = Filters(state=code, model=model)
    by_model = {line.value: line for line in register.lines("model", name, filters)}
    whole = register.lines("", name, filters)
    names = register.declaration.vocabularies.get("model", {})
    tracks = [Track(name=ALL, label=mark("all"), style="l0", points=_points(whole))]
    for number, one in enumerate(() if model else register.models[:_MODELS_TOLD_APART], 1):
        tracks.append(
            Track(
                name=one,
                label=next(iter(names.get(one, ())), one),
                style=f"l{number}",
                points=_points([by_model[one]])
                if one in by_model
                else tuple((day, 0) for day, _ in tracks[0].points),
            )
        )
    newest = register.as_of("9999-12-31", name).edition
    chart = Chart(
        register=register.name,
        subject=register.declaration.title if declared.members else declared.title,
        place=STATE_NAMES[code] if code else "",
        message=_OF_MODEL if model else _IN_STATE if code else _OF_ALL,
        model=next(iter(names.get(model, ())), model),
        publisher=register.declaration.publisher,
        edition=newest,
        end=newest.published_on,
        tracks=tuple(tracks),
    )
    return _until(chart, register, name, until)


def _until(chart: Chart, register: Register, name: str, until: str | date | None) -> Chart:
    day = parse_day(until).isoformat() if until else chart.end
    return chart.until(day, register.as_of(day, name).edition)


def places_chart(
    register: Register,
    places: Mapping[str, Filters],
    *,
    listed: str = "",
    until: str | date | None = None,
) -> Chart:
    """The agreements of up to five places, by their names, from edition to edition.

    Raises ``BadRequest`` for more places, and where none of them ever had an agreement.

    >>> import ofrecord
    >>> places = {"Iowa": Filters(state="IA"), "Ohio": Filters(state="OH")}
    >>> places_chart(ofrecord.open()["ice-287g"], places, until="2025-09-05").description()
    'On 2025-09-05: Iowa: 1; Ohio: 9.'
    """
    if len(places) > MOST_PLACES:
        raise BadRequest(f"at most {MOST_PLACES} places can be shown", given=str(len(places)))
    name = listed or register.members
    days = _points(register.lines("", name))
    tracks = []
    for number, (place, filters) in enumerate(places.items()):
        points = _points(register.lines("", name, filters)) or tuple((day, 0) for day, _ in days)
        tracks.append(Track(name=place, label=place, style=f"l{number}", points=points))
    newest = register.as_of("9999-12-31", name).edition
    chart = Chart(
        register=register.name,
        subject=register.declaration.title,
        place="",
        message=_OF_PLACES,
        publisher=register.declaration.publisher,
        edition=newest,
        end=newest.published_on,
        tracks=tuple(tracks),
    )
    return _until(chart, register, name, until)


def _points(lines: Sequence[Line]) -> tuple[tuple[str, int | None], ...]:
    return tuple((step.day, step.agreements) for line in lines for step in line.steps)


def series_chart(
    series: SeriesRegister,
    measure: str = "",
    *,
    per: str = "month",
    start: str | date | None = None,
    end: str | date | None = None,
    known: str | date | None = None,
    listed: str = "",
) -> Chart:
    """A measure of a series by day, week or month, or (``per="total"``) its running total.

    Days without a value leave a gap. Raises ``BadRequest`` where no edition has a value.

    >>> import ofrecord
    >>> boats = ofrecord.open()["uk-small-boats"]
    >>> series_chart(boats, "people", per="month", end="2025-08-31").description()
    'The most is 8,631, in 2022-08; the last is 3,567.'
    """
    if per not in PERIODS:
        raise BadRequest(
            "unknown period", argument="--per", given=per, hint=f"Periods: {', '.join(PERIODS)}"
        )
    what = series.declaration.measure_named(measure)
    whole, values = series.find_values(what.name, start, end, known, listed)
    if not values or whole.edition is None:
        raise BadRequest(f"{series.name} has no value of {what.name} for these days")
    points: Iterable[tuple[str, int | None]]
    if per == TOTAL:
        points = [(value.day, value.total) for value in values]
    else:
        points = _with_gaps(series.totals_by(per, what.name, start, end, known, listed))
    return Chart(
        register=series.name,
        subject=what.title,
        place="",
        message=_PER[per],
        per="" if per == TOTAL else per,
        publisher=series.declaration.publisher,
        edition=whole.edition,
        end=values[-1].day,
        tracks=(
            Track(
                name=what.name,
                label=what.many,
                style="l0" if per == TOTAL else "area",
                points=tuple(points),
            ),
        ),
        caveats=(*series.declaration.caveats, *what.caveats),
    )


def _with_gaps(totals: Sequence[PeriodTotal]) -> Iterator[tuple[str, int | None]]:
    """Each period's first day and total; nothing from the day on which values are missing."""
    expected = ""
    for one in totals:
        if expected and one.first > expected:
            yield expected, None
        yield one.first, one.total
        expected = (date.fromisoformat(one.last) + timedelta(days=1)).isoformat()
