"""What a record answers with: frozen values, each named as people and scripts know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from msgspec import Struct


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One retrieved copy of a document. Moments are ISO 8601 in UTC, or empty where unknown.

    ``path`` is the file's place in a repository, where it was seen in one.
    """

    sha256: str
    file: str
    url: str
    captured_at: str
    also_seen_as: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A row of an edition that is no entry, and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One distinct published version of a list; several captures can hold the same one.

    ``rows`` counts the rows below the header to the last that is printed: the entries
    (``printed_rows``) and the rows in ``explained`` that stand below the header.
    """

    edition_id: str
    list: str
    published_on: str
    part: str | None
    dated_by: str
    printed_rows: int
    columns: tuple[str, ...]
    captures: tuple[Capture, ...]
    flags: tuple[str, ...]
    rows: int
    explained: tuple[Explained, ...]
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of one edition: cleaned values beside the cells as printed.

    ``row`` is the row's number in the sheet, the first being 1; ``None`` for an agreement that the
    edition left out and that is known today to have stood.
    """

    row: int | None
    agreement_id: str
    agency_id: str
    agency: str
    state: str | None
    county: str | None
    county_fips: str | None
    place: str | None
    type: str | None
    model: str | None
    signed: str | None
    moa_url: str | None
    addendum_url: str | None
    printed: Mapping[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Why two printed identities are one: the rule, the evidence, and the day it shows from."""

    rule: str
    evidence: str
    day: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A pair of agencies, or of agreements, that may be one: left open for judgement."""

    kind: str
    of: str
    one: str
    other: str
    one_id: str
    other_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedAsPrinted:
    """A signing day as one run of editions printed it."""

    signed: str | None
    from_: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One signed instrument between an agency and the publisher, or an application for one."""

    agreement_id: str
    agency_id: str
    agency: str
    state: str | None
    county: str | None
    county_fips: str | None
    type: str | None
    model: str | None
    signed: str | None
    signed_as_printed: tuple[SignedAsPrinted, ...]
    spellings: tuple[str, ...]
    first_listed: str | None
    last_listed: str | None
    removed_by: str | None
    status: str
    superseded_by: str | None
    pending_since: str | None
    pending_until: str | None
    days_pending: int | None
    moa_urls: tuple[str, ...]
    former_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One law-enforcement body in one state, under every spelling."""

    agency_id: str
    agency: str
    state: str | None
    county: str | None
    county_fips: str | None
    place: str | None
    type: str | None
    spellings: tuple[str, ...]
    agreements: tuple[str, ...]
    active_models: tuple[str, ...]
    first_listed: str | None
    last_listed: str | None
    former_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One typed event between two consecutive editions."""

    day: str
    edition_id: str | None
    list: str | None
    kind: str
    agreement_id: str | None
    agency_id: str | None
    agency: str | None
    state: str | None
    county: str | None
    model: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A run of editions that print one row the same way. Days are those of the editions."""

    list: str
    from_: str
    to: str
    printed: Mapping[str, str]
    editions: int
    agreement_id: str
    edition_ids: tuple[str, str]
    moa_url: str | None
    addendum_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many agreements, agencies, states and counties some entries hold.

    ``states`` counts states, D.C. and territories as the publisher lists them; ``territories`` says
    how many of these are territories. Entries that repeat one agreement count once;
    ``printed_rows`` is the number of rows printed.
    """

    agreements: int
    agencies: int
    states: int
    territories: int
    counties: int
    printed_rows: int
    by_model: Mapping[str, int]


class Group(Struct, frozen=True, kw_only=True, gc=False):
    """The counts of one state, county, model, type or agency, with its rank both ways."""

    key: str
    value: str
    agreements: int
    agencies: int
    counties: int
    rank: int
    rank_dense: int
    more: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a series: of a measure, for a day, as one edition has it.

    ``total`` is the total since the first day asked about, and ``marks`` single the value out
    ("revised", "carried"). ``rows`` are those of the edition's sheet that it rests on.
    """

    day: str
    measure: str
    value: int
    total: int
    marks: tuple[str, ...]
    rows: tuple[int, ...]
    edition_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a series says of one measure on a day.

    ``value`` is that of the day; ``printed`` what the edition prints for it, which is another
    number where it prints running totals. ``year_to_date`` counts from the first of January,
    ``running_total`` from ``since``, the first day of the series. ``rank`` is the day's place among
    all days up to it, 1 being the greatest. ``caveats`` are what has to be said with this measure
    alone. What an edition does not tell is ``None``.
    """

    measure: str
    title: str
    value: int | None
    printed: int | None
    year_to_date: int | None
    running_total: int | None
    since: str | None
    rank: int | None
    marks: tuple[str, ...]
    rows: tuple[int, ...]
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to look at: canonical values (USPS, models, FIPS); empty means everything."""

    state: str = ""
    county_fips: str = ""
    model: str = ""
    type: str = ""
    agency: str = ""

    def __bool__(self) -> bool:
        return bool(self.state or self.county_fips or self.model or self.type or self.agency)


Plain = str | int | float | bool | list["Plain"] | dict[str, "Plain"] | None
"""What JSON can hold."""

PlainRow = dict[str, Plain]
"""A JSON object."""


def to_plain(value: object) -> Plain:
    """A value of this module as JSON holds it, with the field names that scripts rely on.

    >>> to_plain(SignedAsPrinted(signed="2025-06-12", from_="2025-06-16", to="2025-06-26"))
    {'signed': '2025-06-12', 'from': '2025-06-16', 'to': '2025-06-26'}
    """
    if isinstance(value, Group):
        return {
            value.key: value.value or None,
            **value.more,
            "agreements": value.agreements,
            "agencies": value.agencies,
            "counties": value.counties,
            "rank": value.rank or None,
            "rank_dense": value.rank_dense or None,
        }
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return {
        field.name.rstrip("_"): to_plain(getattr(value, field.name))
        for field in fields(value)  # type: ignore[arg-type]
    }


def field_names(of: type) -> tuple[str, ...]:
    """The names under which JSON and CSV give the fields of values of this module.

    >>> field_names(SignedAsPrinted)
    ('signed', 'from', 'to')
    """
    return tuple(field.name.rstrip("_") for field in fields(of))


def to_rows(values: Iterable[object]) -> list[PlainRow]:
    """Values of this module as JSON objects, one each.

    >>> to_rows([Explained(row=558, why="blank row")])
    [{'row': 558, 'why': 'blank row'}]
    """
    rows = []
    for value in values:
        plain = to_plain(value)
        if isinstance(plain, dict):
            rows.append(plain)
    return rows
