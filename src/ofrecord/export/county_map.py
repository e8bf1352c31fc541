"""The map of a day: counties by their number of agreements, or by model.

    day = register.as_of("2025-09-05")
    shown = map_of_day(day)                        # the country; state="TX" for one state
    shown.title(speech)                            # what it shows, the day, the publisher
    render_map(shown, speech, drawn=runs.names)    # <svg> for a page: classes, no style, no script
    shown.key(speech)                              # the legend: class and label
    render_key(shown, speech)                      # the same as a <ul class="figure-key">
    shown.rows                                     # the table twin: one row a county
    shown.unplaced, shown.without_outline          # what no map can show, for a list beside it
    map_file(shown, speech)                        # a picture that stands alone (map_files.py)

``speech`` is the reader's language (``ofrecord.export.speech``). A page needs the style sheet of
``ofrecord.export.palette``; for the slider of days see ``ofrecord.export.map_days``. Every number
comes from the Python face: nothing is counted here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from ofrecord.clean.states import STATE_NAMES, parse_state
from ofrecord.errors import BadRequest
from ofrecord.export.boundaries import Outlines, nation, state_outlines
from ofrecord.export.speech import ENGLISH, Speech, mark
from ofrecord.export.svg import element, named, plain, text
from ofrecord.model import Edition, Filters, PlainRow

if TYPE_CHECKING:
    from ofrecord.front import Day

CLASSES: Final = (1, 2, 3, 5, 10)
"""The least number of each class; the same on every day, so that days can be compared."""
KINDS: Final = ("agreements", "model")
MODELS_TOLD_APART: Final = 4
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCount:
    """What the day's list holds of one county."""

    fips: str
    county: str
    state: str
    agreements: int
    agencies: int
    rank: int
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """An agency whose entries name no county, such as one of a state."""

    agency_id: str
    agency: str
    state: str
    type: str
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One line of a legend: the class of a style sheet, and what it stands for."""

    style: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyMap:
    """The numbers of a map, and what it says of itself."""

    register: str
    subject: str
    publisher: str
    day: str
    edition: Edition
    state: str
    by: str
    models: Mapping[str, str]
    agreements: int
    counties: int
    unplaced_agreements: int
    rows: tuple[CountyCount, ...]
    unplaced: tuple[Unplaced, ...]
    outlines: Outlines

    @property
    def without_outline(self) -> tuple[CountyCount, ...]:
        """The counties that the picture has no outline of."""
        return tuple(row for row in self.rows if not self.outlines.has(row.fips))

    def style(self, row: CountyCount) -> str:
        """The class by which a county is coloured."""
        if self.by == "agreements":
            return class_of(row.agreements)
        places = [n for n, model in enumerate(self.models, 1) if model in row.models]
        return f"m{places[0]}" if len(places) == 1 and places[0] <= MODELS_TOLD_APART else "mx"

    def key(self, speech: Speech = ENGLISH) -> tuple[Key, ...]:
        """The legend."""
        if self.by == "agreements":
            return (Key(style="k0", label=speech.say("none")), *_count_keys(speech))
        told = list(self.models.items())[:MODELS_TOLD_APART]
        return (
            Key(style="k0", label=speech.say("none")),
            *(Key(style=f"m{n}", label=speech.given(m)) for n, (_, m) in enumerate(told, 1)),
            Key(style="mx", label=speech.say("several models")),
        )

    def title(self, speech: Speech = ENGLISH) -> str:
        """What the map shows, with the place and the day."""
        parts = {"subject": speech.given(self.subject), "day": speech.day(self.day)}
        if self.state:
            parts["state"] = speech.given(STATE_NAMES[self.state])
            message = (
                mark("{subject} by county in {state}, {day}")
                if self.by == "agreements"
                else mark("{subject} by county and model in {state}, {day}")
            )
        else:
            message = (
                mark("{subject} by county, {day}")
                if self.by == "agreements"
                else mark("{subject} by county and model, {day}")
            )
        return speech.say(message, **parts)

    def description(self, speech: Speech = ENGLISH) -> str:
        """The map in words, made of its numbers."""
        said = [
            speech.say(
                "{agreements} in all, in {counties} counties.",
                agreements=self.agreements,
                counties=self.counties,
            )
        ]
        if self.rows:
            most = "; ".join(
                speech.say(
                    "{county}, {state}: {count}",
                    county=row.county,
                    state=row.state,
                    count=row.agreements,
                )
                for row in self.rows[:_MOST_NAMED]
            )
            said.append(speech.say("The most: {most}.", most=most))
        if self.unplaced_agreements:
            said.append(
                speech.say(
                    "{count} name no county and are not on the map.",
                    count=self.unplaced_agreements,
                )
            )
        return " ".join(said)

    def source(self, speech: Speech = ENGLISH) -> str:
        """Where the numbers are from: publisher and edition."""
        return speech.say(
            "Source: {publisher}, list published on {day} (edition {edition}).",
            publisher=speech.given(self.publisher),
            day=speech.day(self.edition.published_on),
            edition=self.edition.edition_id,
        )

    def plain_rows(self) -> list[PlainRow]:
        """The rows as a table, one a county."""
        return [
            {
                "county_fips": row.fips,
                "county": row.county,
                "state": row.state,
                "agreements": row.agreements,
                "agencies": row.agencies,
                "rank": row.rank,
                "models": " ".join(row.models),
            }
            for row in self.rows
        ]


def class_of(count: int) -> str:
    """The class of a number of agreements.

    >>> [class_of(n) for n in (0, 1, 4, 20)]
    ['k0', 'k1', 'k3', 'k5']
    """
    return f"k{sum(count >= least for least in CLASSES)}"


def map_of_day(day: Day, *, state: str = "", by: str = "agreements") -> CountyMap:
    """The map of a day's list: the whole country, or one state in any usual form.

    ``by`` says what counties are coloured by: their number of agreements, or the model. Raises
    ``BadRequest`` for another, and for an unknown state.

    >>> import ofrecord
    >>> shown = map_of_day(ofrecord.open()["ice-287g"].as_of("2025-09-05"))
    >>> shown.agreements, shown.rows[0].county, shown.rows[0].agreements
    (957, 'Palm Beach County', 20)
    """
    if by not in KINDS:
        raise BadRequest(
            "unknown kind of map", argument="--by", given=by, hint=f"Kinds: {', '.join(KINDS)}"
        )
    code = parse_state(state, argument="--state") if state else ""
    register = day.register
    filters = Filters(state=code)
    counts = day.counts(filters=filters)
    held: dict[str, dict[str, None]] = defaultdict(dict)
    names = register.declaration.vocabularies.get("model", {})
    for model in register.models:
        for group in day.groups("county", Filters(state=code, model=model)):
            held[group.more.get("county_fips", "")][model] = None
    groups = day.groups("county", filters)
    listed = register.declaration.list_named(day.list)
    return CountyMap(
        register=register.name,
        subject=register.declaration.title if listed.members else listed.title,
        publisher=register.declaration.publisher,
        day=day.day.isoformat(),
        edition=day.edition,
        state=code,
        by=by,
        models={model: next(iter(names.get(model, ())), model) for model in register.models},
        agreements=counts.agreements,
        counties=counts.counties,
        unplaced_agreements=next((one.agreements for one in groups if not one.value), 0),
        rows=tuple(
            CountyCount(
                fips=group.more["county_fips"],
                county=group.value,
                state=group.more["state"],
                agreements=group.agreements,
                agencies=group.agencies,
                rank=group.rank,
                models=tuple(held[group.more["county_fips"]]),
            )
            for group in groups
            if group.value
        ),
        unplaced=_unplaced(day, code),
        outlines=state_outlines(code) if code else nation(),
    )


def _unplaced(day: Day, state: str) -> tuple[Unplaced, ...]:
    """The agencies whose entries name no county, each once, by state and name."""
    found: dict[str, Unplaced] = {}
    models: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in day.entries:
        if entry.county_fips or (state and entry.state != state):
            continue
        if entry.model:
            models[entry.agency_id][entry.model] = None
        found[entry.agency_id] = Unplaced(
            agency_id=entry.agency_id,
            agency=entry.agency,
            state=entry.state or "",
            type=entry.type or "",
            models=tuple(models[entry.agency_id]),
        )
    return tuple(sorted(found.values(), key=lambda one: (one.state, one.agency, one.agency_id)))


def render_map(
    shown: CountyMap,
    speech: Speech = ENGLISH,
    *,
    drawn: Iterable[str] = (),
    prefix: str = "county-map",
) -> str:
    """The map as ``<svg>`` for a page, which needs the style sheet of ``ofrecord.export.palette``.

    ``drawn`` are the FIPS codes that a slider may colour besides those of the day
    (``county_runs(...).names``); each county's path says its own as ``data-f``. Two maps of one
    page need a ``prefix`` each.
    """
    title = f"{shown.title(speech)}. {speech.given(shown.publisher)}"
    inside, attributes = named(title, shown.description(speech), prefix)
    outlines = shown.outlines
    return element(
        "svg",
        inside + map_layers(shown, speech, drawn=drawn, prefix=prefix),
        xmlns="http://www.w3.org/2000/svg",
        class_="county-map",
        id=prefix,
        viewBox=f"0 0 {outlines.width} {outlines.height}",
        **attributes,
    )


def map_layers(
    shown: CountyMap, speech: Speech, *, drawn: Iterable[str] = (), prefix: str = "county-map"
) -> str:
    """What a map consists of: land, borders of counties, counties by class, states, boxes."""
    outlines = shown.outlines
    rows = {row.fips: row for row in shown.rows if outlines.has(row.fips)}
    codes = sorted({*rows, *(fips for fips in drawn if outlines.has(fips))})
    parts = [
        # Bare of any class, so that each use of it takes a style of its own.
        element("defs", element("path", id=f"{prefix}-land", d=outlines.land)),
        element("use", class_="land", href=f"#{prefix}-land"),
        element("path", class_="land", d=outlines.apart) if outlines.apart else "",
        element("path", class_="lines", d=outlines.lines(codes)),
        element(
            "g", "".join(_county(shown, rows.get(f), f, speech) for f in codes), class_="counties"
        ),
        element("use", class_="borders", href=f"#{prefix}-land"),
    ]
    for box in outlines.boxes:
        left, top, width, height = box.left, box.top, box.width, box.height
        parts.append(element("rect", class_="box", rx=4, x=left, y=top, width=width, height=height))
        parts.append(text(box.state, left + 8, top + 27, class_="words", font_size=25))
    return "".join(parts)


def _county(shown: CountyMap, row: CountyCount | None, fips: str, speech: Speech) -> str:
    content = ""
    if row is not None:
        content = element("title", escape(plain(_told(shown, row, speech)), quote=False))
    style = shown.style(row) if row else "k0"
    return element("path", content, data_f=fips, class_=style, d=shown.outlines.path(fips))


def _told(shown: CountyMap, row: CountyCount, speech: Speech) -> str:
    count: int | str = row.agreements
    if shown.by == "model":
        count = f"{speech.number(row.agreements)} ({', '.join(row.models)})"
    return speech.say("{county}, {state}: {count}", county=row.county, state=row.state, count=count)


def render_key(shown: CountyMap, speech: Speech = ENGLISH) -> str:
    """The legend as a list for a page."""
    swatch = '<svg viewBox="0 0 16 16" aria-hidden="true"><rect x="1" y="1" width="14" height="14"'
    items = "".join(
        f'<li>{swatch} rx="2" class="{key.style}"/></svg>{escape(key.label)}</li>'
        for key in shown.key(speech)
    )
    return f'<ul class="figure-key">{items}</ul>'


def _count_keys(speech: Speech) -> Sequence[Key]:
    ends = [*(least - 1 for least in CLASSES[1:]), None]
    found = []
    for number, (least, most) in enumerate(zip(CLASSES, ends, strict=True), 1):
        label = speech.say("{least} to {most}", least=least, most=most or 0)
        if most is None:
            label = speech.say("{least} or more", least=least)
        elif most == least:
            label = speech.number(least)
        found.append(Key(style=f"k{number}", label=label))
    return found
