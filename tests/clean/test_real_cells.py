"""Every cell of the real lists, cleaned: how much is resolved may not fall.

A distinct text counts once. Where the real captures are absent these tests are skipped.
"""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from python_calamine import CalamineWorkbook

import ofrecord.registers.ice_287g as package
from ofrecord.clean.cleaned import How
from ofrecord.clean.corrections import load_corrections
from ofrecord.clean.counties import clean_county, county_of_agency
from ofrecord.clean.places import place_in_agency_name
from ofrecord.clean.signing import clean_signed
from ofrecord.clean.states import clean_state
from ofrecord.clean.text import placeholder

COLUMNS = {
    "STATE": "state",
    "LAW ENFORCEMENT AGENCY": "agency",
    "TYPE": "type",
    "COUNTY": "county",
    "SUPPORT TYPE": "model",
    "SIGNED": "signed",
}


class Row(NamedTuple):
    """A distinct row, as printed."""

    state: str
    agency: str
    type: str
    county: str
    model: str
    signed: str

    @property
    def cells(self):
        return self._asdict()


@pytest.fixture(scope="module")
def rows(shared) -> Counter[Row]:
    """Distinct rows of the workbooks since 2025, with the number of times each is printed."""
    found: Counter[Row] = Counter()
    folder = shared / "records/ice-287g"
    for path in sorted(folder.glob("p*/*.xlsx")):
        if path.name.startswith("ParticipatingEntities"):
            continue
        table = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        header = [COLUMNS.get(str(cell).strip(), "") for cell in table[0]]
        for printed in table[1:]:
            cells = {name: _cell(cell) for name, cell in zip(header, printed, strict=True) if name}
            if cells["state"]:
                found[Row(**(dict.fromkeys(Row._fields, "") | cells))] += 1
    return found


def _cell(value) -> str:
    return f"{value}\x1fd" if isinstance(value, dt.date) else str(value)


@pytest.fixture(scope="module")
def corrections():
    text = Path(package.__file__).with_name("corrections.toml").read_text(encoding="utf-8")
    return load_corrections(
        text,
        values={"type": ["County", "Municipality", "State"], "model": ["JEM", "TFM", "WSO"]},
    )


def _state(row, corrections) -> str:
    corrected = corrections.apply("state", row.cells)
    return (corrected or clean_state(row.state)).value


def _county(row, corrections):
    if corrected := corrections.apply("county", row.cells):
        return corrected
    state = _state(row, corrections)
    cleaned = clean_county(row.county, state, row.agency)
    return county_of_agency(row.agency, state) if cleaned.how is How.BLANK else cleaned


def test_every_state_is_resolved(rows):
    assert {row.state for row in rows if clean_state(row.state).value is None} == set()


def test_every_printed_county_is_resolved_but_one(rows, corrections):
    open_ = {
        (row.state, row.county.strip())
        for row in rows
        if not placeholder(row.county) and not _county(row, corrections).fips
    }
    assert open_ == {("WEST VIRGINIA", "Washington County")}  # there is none


def test_of_the_municipal_agencies_without_a_county_nearly_all_get_one(rows, corrections):
    agencies: dict[tuple[str, str], bool] = {}
    for row in rows:
        if row.type.strip().lower().startswith("mun") and placeholder(row.county):
            key = (_state(row, corrections), " ".join(row.agency.split()))
            agencies[key] = bool(_county(row, corrections).fips)
    assert len(agencies) > 200
    assert sum(agencies.values()) / len(agencies) >= 0.95


def test_the_county_of_a_town_agrees_with_the_printed_one(rows, corrections):
    """Where both are known; the differences are the list's own, and corrected."""
    differ = set()
    for row in rows:
        state = _state(row, corrections)
        printed, derived = _county(row, corrections), county_of_agency(row.agency, state)
        if printed.fips and derived.fips and printed.fips != derived.fips:
            differ.add((row.agency.strip(), row.county.strip()))
    assert differ == set()


def test_every_municipal_agency_of_a_town_has_a_place(rows, corrections):
    names = {
        (_state(row, corrections), row.agency)
        for row in rows
        if row.type.strip().lower().startswith("mun") and row.agency.rstrip().endswith("Department")
    }
    found = sum(place_in_agency_name(agency, state) is not None for state, agency in names)
    assert found / len(names) > 0.94


def test_every_signing_day_is_resolved_but_the_blank_ones(rows):
    latest = dt.date(2026, 2, 28)
    for row in rows:
        cleaned = clean_signed(row.signed, latest)
        assert cleaned.value is not None or cleaned.how is How.BLANK


def test_every_correction_has_been_needed_by_a_printed_row(rows, corrections):
    reviews = corrections.review([row.cells for row in rows])
    unused = {review.correction.id for review in reviews if not review.rows}
    assert unused <= {"walton-without-markup"}  # it stands in the page tables before 2025
