"""The types that the answers' JSON has, for OpenAPI: objects that ``front`` puts together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from ofrecord.measures.standing import Standing
from ofrecord.model import (
    Agency,
    Agreement,
    Change,
    Counts,
    Edition,
    Entry,
    Joint,
    Measured,
    SignedAsPrinted,
    Value,
    Window,
)

__all__ = [
    "Agency",
    "AgencyHistory",
    "Agreement",
    "AgreementHistory",
    "Change",
    "CheckReport",
    "Edition",
    "ListOfDay",
    "SeriesOfDay",
    "SeriesValues",
    "Standings",
]


class Standings(TypedDict):
    """What the record holds."""

    home: None
    bundled: bool
    registers: list[Standing]


class GroupOfDay(TypedDict):
    """The counts of one state, county, model, type or agency, with its rank both ways."""

    agreements: int
    agencies: int
    counties: int
    rank: int | None
    rank_dense: int | None
    state: NotRequired[str | None]
    county: NotRequired[str | None]
    county_fips: NotRequired[str]
    model: NotRequired[str | None]
    type: NotRequired[str | None]
    agency: NotRequired[str | None]
    agency_id: NotRequired[str]


class ListOfDay(TypedDict):
    """A list as it stood on a day."""

    register: str
    list: str
    day: str
    known: str
    edition: Edition
    counts: Counts
    territories: int
    printed_rows: int
    by: NotRequired[list[GroupOfDay]]
    rows: NotRequired[list[Entry]]


class AgreementHistory(TypedDict):
    """One agreement's whole life, with the evidence for each joint."""

    kind: str
    agreement_id: str
    agency_id: str
    agency: str
    state: str | None
    county: str | None
    county_fips: str | None
    type: str | None
    model: str | None
    signed: str | None
    signed_as_printed: list[SignedAsPrinted]
    spellings: list[str]
    first_listed: str | None
    last_listed: str | None
    removed_by: str | None
    status: str
    superseded_by: str | None
    pending_since: str | None
    pending_until: str | None
    days_pending: int | None
    moa_urls: list[str]
    former_ids: list[str]
    windows: list[Window]
    joined_by: list[Joint]


class AgencyHistory(TypedDict):
    """One agency's whole life, with the agreements it held and the evidence for each joint."""

    kind: str
    agency_id: str
    agency: str
    state: str | None
    county: str | None
    county_fips: str | None
    place: str | None
    type: str | None
    spellings: list[str]
    agreements: list[str]
    active_models: list[str]
    first_listed: str | None
    last_listed: str | None
    former_ids: list[str]
    held: list[Agreement]
    windows: list[Window]
    joined_by: list[Joint]


SeriesValues = TypedDict(
    "SeriesValues",
    {
        "register": str,
        "publisher": str,
        "list": str,
        "measure": str,
        "title": str,
        "cumulative": bool,
        "from": str,
        "to": str,
        "known": str,
        "edition": Edition,
        "later_edition": bool,
        "total": int | None,
        "missing": list[str],
        "marks": Mapping[str, str],
        "caveats": list[str],
        "values": list[Value],
    },
)
"""The values of a measure by day."""


class PrintedRow(TypedDict):
    """A row of an edition as printed."""

    row: int
    printed: Mapping[str, str]


class SeriesOfDay(TypedDict):
    """What a series says of a day."""

    register: str
    publisher: str
    list: str
    day: str
    known: str
    edition: Edition
    later_edition: bool
    counts: Mapping[str, int | None]
    measures: list[Measured]
    marks: Mapping[str, str]
    caveats: list[str]
    rows: NotRequired[list[PrintedRow]]


class StoryChecked(TypedDict):
    """A story; ``start`` and ``end`` of its figures count in ``text``."""

    title: str
    published: str | None
    published_from: str | None
    byline: str
    outlet: str
    url: str
    language: str
    text: str


class ReadingOfFigure(TypedDict):
    """What a figure is taken to say."""

    measure: str
    filters: Mapping[str, Any]
    day: str | None
    window: list[str | None] | None
    basis: str
    comparator: str
    value: float | str | None
    high: NotRequired[float | str | None]
    base: NotRequired[str]
    whole: NotRequired[Mapping[str, Any]]
    others: NotRequired[list[str]]
    reason: NotRequired[str]


class Explanation(TypedDict):
    """Why a figure does not hold, or holds otherwise."""

    kind: str
    text: str


class FigureChecked(TypedDict):
    """A figure that a story states, and what the record says of it."""

    id: str
    story: int
    text: str
    start: int
    end: int
    sentence: str
    register: str | None
    reading: ReadingOfFigure
    verdict: str
    found: float | str | None
    edition: Edition | None
    explanations: list[Explanation]
    evidence: list[str]
    says: str
    other_readings: list[ReadingOfFigure]


class CheckReport(TypedDict):
    """The figures of one or several stories, each settled against the record of its own day."""

    stories: list[StoryChecked]
    figures: list[FigureChecked]
    summary: Mapping[str, int]
