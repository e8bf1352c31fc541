"""What a notebook does: open a record, ask for days, changes and identities, get tables."""

import sys
from datetime import UTC, date, datetime
from typing import get_type_hints

import polars as pl
import pytest

import ofrecord
from ofrecord import front
from ofrecord.errors import BadRequest, OfRecordError
from ofrecord.register import registers
from ofrecord.story.claims import Report

DAY = "2025-09-05"


def test_the_front_door_is_what_the_interface_shows(tmp_path):
    record = ofrecord.open(tmp_path)
    lists = record["ice-287g"]
    day = lists.as_of(DAY)
    assert isinstance(day.counts(by="state"), pl.DataFrame)
    assert isinstance(lists.changes("2025-09-01", DAY), pl.DataFrame)
    assert isinstance(lists.agreements(state="NY"), pl.DataFrame)
    assert isinstance(lists.agencies(state="NY"), pl.DataFrame)
    assert isinstance(record.sql("SELECT 1 AS one"), pl.DataFrame)


def test_every_name_in_all_is_there_and_no_other_is_loaded():
    for name in ofrecord.__all__:
        assert getattr(ofrecord, name) is not None
    with pytest.raises(AttributeError, match="nothing"):
        ofrecord.nothing  # noqa: B018
    assert ofrecord.__version__.startswith("0.")


def test_open_without_a_folder_takes_the_one_that_the_environment_names(home):
    assert ofrecord.open().home == home
    assert ofrecord.open()["ice-287g"].bundled


def test_open_in_a_folder_with_a_record_reads_that(tmp_path, write_list, declaration):
    from ofrecord.pipeline import build_record

    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    write_list(tmp_path / "new" / "pendingAgencies09052025pm.xlsx", [row])
    build_record(tmp_path, [tmp_path / "new"], declaration)
    register = ofrecord.open(str(tmp_path))[declaration.name]
    assert not register.bundled
    assert register.home == tmp_path
    assert register.as_of(DAY, "pending").counts().agreements == 1
    with pytest.raises(BadRequest, match="the participating list"):
        register.as_of(DAY)


def test_a_record_is_a_collection_of_registers_by_name(tmp_path):
    record = ofrecord.open(tmp_path)
    assert list(record) == list(registers())
    assert "ice-287g" in record
    assert "other" not in record
    assert record["ice-287g"] is record["ice-287g"]
    with pytest.raises(BadRequest, match="ice-287g"):
        record["ice-287"]


@pytest.mark.parametrize("day", [DAY, date(2025, 9, 5), datetime(2025, 9, 5, 23, tzinfo=UTC)])
def test_a_day_is_a_text_or_a_date(bundled, day):
    assert bundled.as_of(day).counts().agreements == 957


def test_tables_hold_what_the_values_hold(bundled):
    changes = bundled.changes("2025-09-01", DAY)
    assert changes.columns[:3] == ["day", "edition_id", "list"]
    assert changes.height == len(bundled.find_changes("2025-09-01", DAY))
    agreements = bundled.agreements(state="NY")
    assert agreements["agreement_id"].to_list() == [
        agreement.agreement_id for agreement in bundled.find_agreements(state="NY")
    ]
    assert bundled.as_of(DAY).counts(by="model")["agreements"].sum() == 957


def test_a_table_of_nothing_has_the_columns_of_one_of_something(bundled):
    assert bundled.agreements(agency="no such name").columns == bundled.agreements().columns
    assert bundled.agencies(agency="no such name").columns == bundled.agencies().columns
    nothing = bundled.changes(DAY, DAY)
    assert nothing.columns == bundled.changes("2025-09-01", DAY).columns
    groups = bundled.as_of(DAY).counts(by="state", agency="no such name")
    assert groups.height == 0
    assert groups.columns == bundled.as_of(DAY).counts(by="state").columns


def test_values_cannot_be_changed_by_whoever_is_given_them(bundled):
    day = bundled.as_of(DAY)
    for value in (day.counts(), day.entries[0], day.edition, bundled.find_agreements()[0]):
        name = next(iter(value.__dataclass_fields__))
        with pytest.raises(AttributeError):
            setattr(value, name, "mine")


def test_asking_never_changes_what_is_answered_next(bundled):
    before = bundled.as_of(DAY).counts()
    rows = bundled.as_of(DAY).rows()
    rows.clear()
    bundled.find_agreements().clear()
    bundled.find_changes("2025-01-01", DAY).clear()
    bundled.as_of(DAY).groups("state").clear()
    assert bundled.as_of(DAY).counts() == before
    assert bundled.find_agreements()
    assert bundled.find_changes("2025-01-01", DAY)
    assert bundled.as_of(DAY).groups("state")


@pytest.mark.parametrize(
    "ask",
    [
        lambda lists: lists.as_of("soon"),
        lambda lists: lists.as_of(DAY, "gone"),
        lambda lists: lists.as_of(DAY, known="2025-01-01"),
        lambda lists: lists.as_of(DAY).counts(by="colour"),
        lambda lists: lists.as_of(DAY).counts(state="Ontario"),
        lambda lists: lists.as_of(DAY).rows(model="XYZ"),
        lambda lists: lists.find_changes(DAY, "2025-09-01"),
        lambda lists: lists.find_changes("2025-09-01", DAY, kind="x"),
        lambda lists: lists.find_agreements(status="x"),
        lambda lists: lists.history("x"),
        lambda lists: lists.editions("x"),
        lambda lists: lists.reproduce("x"),
    ],
)
def test_a_wrong_question_is_a_bad_request_with_its_parts(bundled, ask):
    with pytest.raises(BadRequest) as asked:
        ask(bundled)
    error = asked.value
    assert isinstance(error, OfRecordError)
    assert (error.code, error.exit_code) == ("bad-request", 2)
    assert error.argument
    assert error.argument in str(error)


def test_a_history_holds_the_agency_its_agreements_and_the_evidence(bundled):
    (agency,) = bundled.find_agencies(state="NY", agency="Rensselaer")
    life = bundled.history(agency.agency_id)
    assert life.kind == "agency"
    assert life.of == agency
    assert [held.agreement_id for held in life.agreements] == list(agency.agreements)
    assert life.windows[0].from_ == agency.first_listed or life.windows[0].list == "pending"
    for agreement in life.agreements:
        own = bundled.history(agreement.agreement_id)
        assert own.of == agreement
        assert all(window in life.windows for window in own.windows)


def test_known_today_is_the_day_of_the_newest_list(bundled):
    newest = bundled.view.history[-1].first.published_on
    today = bundled.as_of(DAY, known="today")
    assert today.known == date.fromisoformat(newest)
    assert today.entries == bundled.as_of(DAY, known=newest).entries


def test_known_today_takes_in_corrections_of_the_newest_list(bundled):
    newest = bundled.view.history[-1].first.published_on
    printed = {entry.agency: entry.county for entry in bundled.as_of(newest).entries}
    corrected = bundled.as_of(newest, known="today")
    assert corrected.known == date.fromisoformat(newest)
    changed = {
        entry.agency: (printed[entry.agency], entry.county)
        for entry in corrected.entries
        if entry.agency in printed and entry.county != printed[entry.agency]
    }
    assert changed["Tye Police Department"] == ("Galveston County", "Taylor County")


def test_public_functions_say_their_types():
    for kind in (front.Record, front.Register, front.Day):
        module = sys.modules[kind.__module__]
        named = {**vars(module), "pl": pl, "Report": Report}
        for name, function in vars(kind).items():
            if callable(function) and not name.startswith("_"):
                assert "return" in get_type_hints(function, named), f"{kind.__name__}.{name}"


def test_a_table_of_counts_is_its_askers_own():
    day = ofrecord.open()["ice-287g"].as_of("2025-09-05")
    first = day.counts(by="state")
    kept = first.rows()
    first[0, "agreements"] = 0
    first.insert_column(0, pl.Series("more", [1] * first.height))
    first.columns = [f"x{number}" for number in range(first.width)]
    first.drop_in_place("x1")
    assert day.counts(by="state").rows() == kept
    assert day.counts(by="county").height > len(kept)
