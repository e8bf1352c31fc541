"""Everything that a register holds, as whole tables: what downloads and feeds are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ofrecord.clean.gazetteer import county_of_fips, state_of_fips
from ofrecord.clean.states import STATE_NAMES
from ofrecord.front.register import Register
from ofrecord.front.series import SeriesRegister
from ofrecord.measures.changed import changes_by_place
from ofrecord.measures.dictionary import MEANINGS, VIEWS
from ofrecord.measures.revisions import Revision, find_revisions
from ofrecord.measures.tables import TABLES_OF_LISTS, TABLES_OF_SERIES, rows_of
from ofrecord.model import Change, PlainRow, to_rows

Cell = str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its name, its type as SQL names it, and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A whole table of one register. Days are ISO 8601 texts; what is not known is ``None``."""

    name: str
    text: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """From when to when a register's editions are, how many, and the day of the newest capture."""

    first_day: str
    last_day: str
    editions: int
    captured_on: str


def tables_of(register: Register | SeriesRegister) -> list[Table]:
    """Every table of a register, in the order of the data dictionary; none without a column.

    >>> import ofrecord
    >>> [table.name for table in tables_of(ofrecord.open()["ice-287g"])][:4]
    ['editions', 'captures', 'windows', 'agreements']
    """
    rows = rows_of(register)
    return [
        Table(name=name, text=text, columns=columns_of(name), rows=_cells(name, rows[name]))
        for name, (text, _) in VIEWS.items()
        if name in rows
    ]


def names_of(register: Register | SeriesRegister) -> list[tuple[str, str]]:
    """The name of each table of a register, and what it holds.

    >>> import ofrecord
    >>> names_of(ofrecord.open()["uk-small-boats"])[2][0]
    'series_values'
    """
    held = TABLES_OF_SERIES if isinstance(register, SeriesRegister) else TABLES_OF_LISTS
    return [(name, text) for name, (text, _) in VIEWS.items() if name in held]


def columns_of(name: str) -> tuple[Column, ...]:
    """The columns of a table, as the data dictionary has them."""
    return tuple(
        Column(name=column, type=kind, meaning=MEANINGS[column]) for column, kind in VIEWS[name][1]
    )


def _cells(name: str, rows: Sequence[tuple[object, ...]]) -> list[tuple[Cell, ...]]:
    kinds = [kind for _, kind in VIEWS[name][1]]
    return [tuple(map(_cell, row, kinds)) for row in rows]


def _cell(value: object, kind: str) -> Cell:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return None if kind == "DATE" and not value else unbroken(value)
    return value if isinstance(value, int) else None


def unbroken(text: str) -> str:
    r"""A text that every encoding can hold: halves of characters become U+FFFD.

    >>> unbroken("a\udcff") == "a\ufffd"
    True
    """
    if text.isascii():
        return text
    return "".join("�" if "\ud800" <= letter <= "\udfff" else letter for letter in text)


def objects_of(register: Register | SeriesRegister) -> dict[str, list[PlainRow]]:
    """The tables that commands answer with, as the objects of their JSON, row for row.

    >>> import ofrecord
    >>> len(objects_of(ofrecord.open()["ice-287g"])["agencies"][0]["spellings"]) > 0
    True
    """
    found = {"editions": to_rows(register.editions())}
    if isinstance(register, Register):
        identities, held = register.identities, register.view.stored.identity
        found |= {
            "agreements": to_rows(map(identities.agreement, range(len(held.agreements)))),
            "agencies": to_rows(map(identities.agency, range(len(held.agencies)))),
            "changes": to_rows(identities.changes),
        }
    return found


def extent_of(register: Register | SeriesRegister) -> Extent:
    """From when to when the editions of a register are; of one without any nothing is known."""
    editions = register.editions()
    days = [edition.published_on for edition in editions]
    moments = [capture.captured_at for edition in editions for capture in edition.captures]
    return Extent(
        first_day=min(days, default=""),
        last_day=max(days, default=""),
        editions=len(editions),
        captured_on=max([*days, *(moment[:10] for moment in moments)], default=""),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Changes that one can follow: of all of a register, or of what ``key`` and ``value`` name."""

    key: str
    value: str
    name: str
    changes: Sequence[Change]


def followed_of(register: Register) -> Iterator[Followed]:
    """All changes between editions, then those of each state, county, agency, model and kind.

    In the order of publication. Judgements on identity are no change of a list, and left out.

    >>> import ofrecord
    >>> found = followed_of(ofrecord.open()["ice-287g"])
    >>> next(one.name for one in found if one.key == "county" and one.value == "36065")
    'Oneida County, NY'
    """
    changes = [change for change in register.identities.changes if change.edition_id]
    yield Followed(key="", value="", name="", changes=changes)
    for key, by_value in changes_by_place(register.identities).items():
        for value, found in sorted(by_value.items()):
            of_lists = [change for change in found if change.edition_id]
            if of_lists:
                yield Followed(key=key, value=value, name=_place_name(key, value), changes=of_lists)
    by_agency: dict[str, list[Change]] = {}
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
        if change.agency_id:
            by_agency.setdefault(change.agency_id, []).append(change)
    for value, found in sorted(by_agency.items()):
        agency = register.identities.agency(register.identities.find(value)[1])
        name = f"{agency.agency}, {agency.state}" if agency.state else agency.agency
        yield Followed(key="agency", value=value, name=name, changes=found)
    for value, found in sorted(by_kind.items()):
        yield Followed(key="kind", value=value, name=value.replace("_", " "), changes=found)


def unmoved_place(key: str, value: str) -> Followed | None:
    """A state or county in which no list ever changed, to be followed; none where there is none.

    >>> unmoved_place("county", "36001").name, unmoved_place("county", "36999")
    ('Albany County, NY', None)
    """
    known = {"state": value in STATE_NAMES, "county": county_of_fips(value) is not None}
    if not known.get(key):
        return None
    return Followed(key=key, value=value, name=_place_name(key, value), changes=())


def _place_name(key: str, value: str) -> str:
    if key == "state":
        return STATE_NAMES.get(value, value)
    county = county_of_fips(value) if key == "county" else None
    return f"{county.name}, {state_of_fips(value)}" if county else value


def revisions_of(register: SeriesRegister) -> list[Revision]:
    """Every edition of a series with what it added and revised, in the order of publication."""
    return find_revisions(register.view)
