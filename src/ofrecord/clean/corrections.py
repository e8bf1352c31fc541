"""Corrections that only knowledge can make: a data file, each entry with its evidence.

A correction says which printed cells it is about, what one of them should read, how that is known,
and who decided it when. The printed cell stays in the record beside the corrected value. A
correction no longer applies when the publisher mends the cell; ``Corrections.review`` says so.

::

    [[correction]]
    id = "tye-is-in-taylor-county"
    column = "county"
    match = { state = "TX", agency = "Tye Police Department", county = "Galveston County" }
    value = "Taylor County"
    evidence = "Tye is a town of Taylor County, next to Abilene"
    where = "GeoNames"
    decided_on = 2026-03-02
    by = "the maintainers"
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Final

from ofrecord.clean.cleaned import Cleaned, CleanedCounty, How
from ofrecord.clean.county_names import find_counties, split_kind
from ofrecord.clean.likeness import find_nearest
from ofrecord.clean.states import STATE_NAMES, clean_state
from ofrecord.clean.text import clean_text, placeholder
from ofrecord.errors import DeclarationError

COLUMNS: Final = ("state", "agency", "county", "type", "model", "signed")
"""The columns that a correction can be about, in the words of the record."""

_KEYS: Final = ("id", "column", "match", "value", "evidence", "where", "decided_on", "by")

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction: the cell of ``column``, where all of ``match`` is printed, means ``value``.

    ``match`` holds for each column the printed texts that count, folded as ``fold_cell`` does.
    """

    id: str
    column: str
    match: Mapping[str, frozenset[str]]
    value: str
    evidence: str
    where: str
    decided_on: date
    by: str

    def matches(self, cells: Cells, *, without: str = "") -> bool:
        """Whether the printed cells are those that the correction is about."""
        return all(
            fold_cell(column, cells.get(column, "")) in texts
            for column, texts in self.match.items()
            if column != without
        )


class Standing(StrEnum):
    """Whether a correction is still needed in a set of rows."""

    APPLIES = "applies"
    MENDED = "mended"
    """No longer applies: the publisher now prints the value itself."""
    REPRINTED = "reprinted"
    """No longer applies: the row is there, with another text in the cell."""
    ABSENT = "absent"
    """No longer applies: no such row is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How a correction stands in a set of rows, and in how many of them it is used."""

    correction: Correction
    standing: Standing
    rows: int


class Corrections:
    """All corrections of a register, found by the printed cells of a row.

    >>> corrections = load_corrections(EXAMPLE, "example.toml")
    >>> row = {"state": "TEXAS", "agency": "Tye Police Department ", "county": "Galveston County"}
    >>> corrections.apply("county", row).value, corrections.apply("county", row).fips
    ('Taylor County', '48441')
    >>> corrections.apply("state", row) is None
    True
    >>> [str(review.standing) for review in corrections.review([row | {"county": "Taylor County"}])]
    ['mended']
    """

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self.all = tuple(corrections)
        self._by_agency: dict[tuple[str, str], list[Correction]] = {}
        self._keys: dict[str, dict[str, None]] = {}
        self._by_cell: dict[tuple[str, str, str], list[tuple[int, Correction]]] = {}
        for place, one in enumerate(self.all):
            for agency in one.match.get("agency", {""}):
                self._by_agency.setdefault((one.column, agency), []).append(one)
            key = _telling_column(one)
            self._keys.setdefault(one.column, {})[key] = None
            for text in one.match.get(key, {""}):
                found = self._by_cell.setdefault((one.column, key, text), [])
                found.append((place + len(self.all) * (key != "agency"), one))

    def __len__(self) -> int:
        return len(self.all)

    def find(self, column: str, cells: Cells) -> Correction | None:
        """The correction of a column for a row's printed cells, if there is one."""
        found = [
            (place, one)
            for key in self._keys.get(column, ())
            for place, one in self._by_cell.get(
                (column, key, fold_cell(key, cells.get(key, ""))), ()
            )
            if one.matches(cells)
        ]
        return min(found, key=itemgetter(0))[1] if found else None

    def _under(self, column: str, key: str, cell: str) -> Sequence[tuple[int, Correction]]:
        return self._by_cell.get((column, key, fold_cell(key, cell)), ())

    def apply(self, column: str, cells: Cells) -> Cleaned | None:
        """The corrected value of a column for a row's printed cells, or None without a correction.

        ``cells`` holds the printed cells by column (``COLUMNS``); a column that the layout does not
        have may be missing and counts as blank, so ask only for columns that the list should have.
        For a county the answer is a ``CleanedCounty``.
        """
        correction = self.find(column, cells)
        if correction is None:
            return None
        note = f"{correction.evidence} ({correction.where}; correction {correction.id})"
        if column != "county":
            return Cleaned(value=correction.value, how=How.CORRECTION, note=note)
        moved = self.apply("state", cells)
        state = moved.value if moved else clean_state(cells.get("state", "")).value
        county = find_counties(*split_kind(correction.value), state or "")
        return CleanedCounty(
            value=correction.value,
            fips=county[0].fips if len(county) == 1 else "",
            how=How.CORRECTION,
            note=note,
        )

    def review(self, rows: Iterable[Cells]) -> tuple[Review, ...]:
        """How every correction stands in these rows, for example those of the newest edition."""
        found: dict[str, list[Cells]] = {correction.id: [] for correction in self.all}
        by_agency: dict[str, list[Correction]] = {}
        for (_, agency), corrections in self._by_agency.items():
            by_agency.setdefault(agency, []).extend(corrections)
        for cells in rows:
            agency = fold_cell("agency", cells.get("agency", ""))
            for key in {agency, ""}:
                for correction in by_agency.get(key, ()):
                    if correction.matches(cells, without=correction.column):
                        found[correction.id].append(cells)
        return tuple(_review(correction, found[correction.id]) for correction in self.all)


def _telling_column(correction: Correction) -> str:
    """The column by whose cell a correction is looked up: the agency's, or else its own."""
    match = correction.match
    return next((c for c in ("agency", correction.column) if c in match), next(iter(match), ""))


def _review(correction: Correction, rows: list[Cells]) -> Review:
    used = sum(correction.matches(cells) for cells in rows)
    if used:
        standing = Standing.APPLIES
    elif any(_reads(correction, cells) for cells in rows):
        standing = Standing.MENDED
    else:
        standing = Standing.REPRINTED if rows else Standing.ABSENT
    return Review(correction=correction, standing=standing, rows=used)


def _reads(correction: Correction, cells: Cells) -> bool:
    """Whether the cell now prints the value of the correction."""
    printed = fold_cell(correction.column, cells.get(correction.column, ""))
    return printed == fold_cell(correction.column, correction.value)


@lru_cache(maxsize=262_144)
def fold_cell(column: str, printed: str) -> str:
    """A printed cell as corrections compare it: case and blanks do not count.

    A state counts under every form, and all placeholders for nothing are the empty text.

    >>> fold_cell("state", "TEXAS"), fold_cell("county", "#NA"), fold_cell("agency", "Tye  PD ")
    ('tx', '', 'tye pd')
    """
    if column == "state":
        return (clean_state(printed).value or clean_text(printed)).casefold()
    if placeholder(printed):
        return ""
    return clean_text(printed).casefold()


def load_corrections(
    text: str,
    source: str = "corrections.toml",
    values: Mapping[str, Collection[str]] | None = None,
) -> Corrections:
    """Read the corrections of a register from the text of its TOML file.

    ``values`` gives the values that a column with a closed vocabulary may have. Raises
    DeclarationError, naming the file and the correction, for anything that is not exactly as
    declared: a key missing, unknown or empty, an id given twice, a column or value that is none.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{source}: {error}") from error
    for key in document:
        if key != "correction":
            raise DeclarationError(f'{source}: unknown table "{key}"; only [[correction]] is read')
    read: dict[str, Correction] = {}
    for number, entry in enumerate(document.get("correction", []), 1):
        correction = _read_correction(entry, f"{source}: correction {entry.get('id', number)}")
        known = tuple((values or {}).get(correction.column, (correction.value,)))
        if correction.value not in known:
            raise DeclarationError(
                f'{source}: correction {correction.id}: "{correction.value}" is no '
                f"{correction.column}{_nearest(correction.value, known)}"
            )
        if correction.id in read:
            raise DeclarationError(f"{source}: two corrections have the id {correction.id}")
        read[correction.id] = correction
    return Corrections(read.values())


def _read_correction(entry: dict[str, object], place: str) -> Correction:
    for key in entry:
        if key not in _KEYS:
            raise DeclarationError(f'{place}: unknown key "{key}"{_nearest(key, _KEYS)}')
    for key in _KEYS:
        if not entry.get(key):
            raise DeclarationError(f"{place}: {key} is missing or empty")
    texts = {key: _text(entry[key], key, place) for key in _KEYS if key not in _OTHER_TYPES}
    decided_on, match = entry["decided_on"], entry["match"]
    if not isinstance(decided_on, date):
        raise DeclarationError(f"{place}: decided_on is no date")
    if not isinstance(match, dict):
        raise DeclarationError(f"{place}: match is no table of columns")
    for column in (texts["column"], *match):
        if column not in COLUMNS:
            raise DeclarationError(f'{place}: unknown column "{column}"{_nearest(column, COLUMNS)}')
    correction = Correction(
        match={column: _texts(column, value, place) for column, value in match.items()},
        decided_on=decided_on,
        **texts,
    )
    if check := _CHECKS.get(correction.column):
        check(correction, place)
    return correction


_OTHER_TYPES: Final = ("match", "decided_on")


def _text(value: object, key: str, place: str) -> str:
    if not isinstance(value, str):
        raise DeclarationError(f"{place}: {key} is no text")
    return value


def _texts(column: str, value: object, place: str) -> frozenset[str]:
    values = value if isinstance(value, list) else [value]
    return frozenset(fold_cell(column, _text(one, f"match.{column}", place)) for one in values)


def _nearest(given: str, known: tuple[str, ...]) -> str:
    nearest = find_nearest(given, known)
    return f' (did you mean "{nearest.name}"?)' if nearest and nearest.letters <= 3 else ""


def _check_state(correction: Correction, place: str) -> None:
    if correction.value not in STATE_NAMES:
        raise DeclarationError(f'{place}: "{correction.value}" is no USPS code')


def _check_county(correction: Correction, place: str) -> None:
    if not correction.match.get("state"):
        raise DeclarationError(f"{place}: match names no state")
    for state in correction.match["state"]:
        found = find_counties(*split_kind(correction.value), state.upper())
        if [county.name for county in found] != [correction.value]:
            raise DeclarationError(
                f'{place}: "{correction.value}" is not the Census name of a county of '
                f"{STATE_NAMES.get(state.upper(), state)}"
            )


def _check_signed(correction: Correction, place: str) -> None:
    try:
        date.fromisoformat(correction.value)
    except ValueError as error:
        raise DeclarationError(f'{place}: "{correction.value}" is no ISO date') from error


_CHECKS: Final[Mapping[str, Callable[[Correction, str], None]]] = {
    "state": _check_state,
    "county": _check_county,
    "signed": _check_signed,
}

EXAMPLE: Final = (__doc__ or "").partition("::")[2]
"""The file with one correction that is shown above."""
