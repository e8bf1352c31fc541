"""A day is what the newest list of that day printed: counted, grouped, ranked and filtered so that
the parts fit the whole, and never touched by what came later."""

import importlib.util
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord.errors import BadRequest
from ofrecord.measures.count import KEYS, count_by, count_entries
from ofrecord.measures.rank import rank_counts
from ofrecord.measures.timeline import KEYS as TIMELINE_KEYS
from ofrecord.measures.timeline import Timeline
from ofrecord.model import Filters

FEW = settings(max_examples=25)
LISTS = ("participating", "pending")
PART = {"participating": 0, "pending": 1}


def _histories():
    spec = importlib.util.spec_from_file_location("made", Path(__file__).with_name("conftest.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.histories()


HISTORIES = _histories()


def days_of(register):
    """Each list with every day on which something was published, and the days beside it."""
    for name, view in register.view.lists.items():
        for day in dict.fromkeys(view.days):
            found = date.fromisoformat(day)
            yield name, found
            yield name, found + timedelta(days=1)


def said(entry):
    """What an entry says, apart from ids, which later evidence may join."""
    return (
        entry.row, entry.agency, entry.state, entry.county, entry.county_fips, entry.place,
        entry.type, entry.model, entry.signed, entry.moa_url, dict(entry.printed),
    )  # fmt: skip


# What is true of any record -----------------------------------------------------------------------


@FEW
@given(HISTORIES, st.data())
def test_a_day_looks_back_and_never_ahead(build_history, history, data):
    """The record of the first editions gives every day of theirs as the record of all does."""
    first = data.draw(st.integers(1, len(history)))
    ordered = dict(sorted(history.items(), key=lambda item: item[0].split("Agencies")[1]))
    early, late = build_history(ordered, first), build_history(ordered)
    for name, day in days_of(early):
        number = late.view.edition_on(name, day.isoformat())
        if number >= len(early.view.lists[name].editions):
            continue  # the day after an edition on which the next one was published
        then, now = early.as_of(day, name), late.as_of(day, name)
        assert [said(entry) for entry in then.entries] == [said(entry) for entry in now.entries]
        assert then.edition.edition_id == now.edition.edition_id
        assert then.edition.flags == now.edition.flags
        assert then.counts().printed_rows == now.counts().printed_rows
        assert then.counts().by_model.keys() == now.counts().by_model.keys()
        assert then.counts().counties == now.counts().counties


@FEW
@given(HISTORIES)
def test_the_parts_of_a_count_fit_the_whole(build_history, history):
    register = build_history(history)
    for name, day in days_of(register):
        on = register.as_of(day, name)
        counts, rows = on.counts(), on.rows()
        assert counts.printed_rows == len(rows) == on.edition.printed_rows
        assert counts.agreements <= counts.printed_rows
        assert counts.agencies <= counts.agreements or name == "pending"
        assert sum(counts.by_model.values()) == counts.agreements
        assert counts.territories <= counts.states
        for key in KEYS:
            groups = on.groups(key)
            assert sum(group.agreements for group in groups) >= counts.agreements
            assert max((g.agencies for g in groups), default=0) <= counts.agencies
            held = [
                {r.agreement_id for r in rows if _value(r, key) == g} for g in _values(rows, key)
            ]
            assert sorted(map(len, held)) == sorted(group.agreements for group in groups)
        assert len([g for g in on.groups("state") if g.value]) == counts.states
        assert len([g for g in on.groups("county") if g.value]) == counts.counties
        assert len(on.groups("agency")) == counts.agencies


def _value(entry, key):
    found = {
        "state": entry.state, "county": entry.county_fips, "model": entry.model,
        "type": entry.type, "agency": entry.agency_id,
    }  # fmt: skip
    return found[key] or ""


def _values(rows, key):
    return {_value(row, key) for row in rows}


@FEW
@given(HISTORIES)
def test_filters_commute_and_only_narrow(build_history, history):
    register = build_history(history)
    filters = [
        Filters(state="TX"), Filters(county_fips="48189"), Filters(model="TFM"),
        Filters(type="County"), Filters(agency="county office"),
    ]  # fmt: skip
    for name, day in days_of(register):
        on = register.as_of(day, name)
        rows = {one: {row.row for row in on.rows(one)} for one in filters}
        for one in filters:
            assert on.counts(filters=one) == count_entries(on.rows(one), register.models)
            for other in filters:
                both = Filters(
                    state=one.state or other.state,
                    county_fips=one.county_fips or other.county_fips,
                    model=one.model or other.model,
                    type=one.type or other.type,
                    agency=one.agency or other.agency,
                )
                assert {row.row for row in on.rows(both)} == rows[one] & rows[other]


@FEW
@given(HISTORIES)
def test_what_is_known_later_never_changes_what_was_printed_then(build_history, history):
    register = build_history(history)
    for name, day in days_of(register):
        then = register.as_of(day, name)
        before = [said(entry) for entry in then.entries], then.counts()
        assert register.as_of(day, name, known=day).entries == then.entries
        later = register.as_of(day, name, known="today")
        rows = {entry.row for entry in later.entries}
        assert rows - {None} == {entry.row for entry in then.entries}
        assert later.counts().printed_rows == then.counts().printed_rows
        assert later.edition == then.edition
        assert {e.agreement_id for e in then.entries} <= {e.agreement_id for e in later.entries}
        again = register.as_of(day, name)
        assert ([said(entry) for entry in again.entries], again.counts()) == before
        with pytest.raises(BadRequest, match="--known"):
            register.as_of(day, name, known=day - timedelta(days=1))


@FEW
@given(HISTORIES)
def test_counts_looked_up_are_counts_counted(build_history, history):
    _hold_timelines(build_history(history))


def test_counts_looked_up_are_counts_counted_in_the_real_record(bundled):
    _hold_timelines(bundled, step=7)


def _hold_timelines(register, step=1):
    for name, view in register.view.lists.items():
        lines = {key: Timeline(view, key) for key in TIMELINE_KEYS}
        for number in range(0, len(view.editions), step):
            entries = register.view.entries(name, number)
            whole = count_entries(entries)
            for key, line in lines.items():
                if key:
                    assert line.groups(number) == count_by(entries, key), (name, number, key)
                else:
                    found = line.at(number).get("", (0, 0, 0))
                    assert found == (whole.agreements, whole.agencies, whole.counties)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 5), max_size=12))
def test_ranks_are_what_they_are_by_definition(counts):
    """Competition: one more than those above; dense: one more than the different counts above."""
    ranks = rank_counts(counts)
    assert ranks.keys() == counts.keys()
    for value, (competition, dense) in ranks.items():
        above = [count for count in counts.values() if count > counts[value]]
        assert competition == 1 + len(above)
        assert dense == 1 + len(set(above))


# What is true of the real record ------------------------------------------------------------------

REAL_DAYS = ["2021-01-13", "2024-12-31", "2025-03-27", "2025-09-05", "2025-09-24", "2026-02-27"]


@pytest.mark.parametrize("day", REAL_DAYS)
def test_the_days_before_the_next_list_are_those_of_the_list(bundled, day):
    view = bundled.view.lists["participating"]
    number = view.edition_on(day)
    here = bundled.as_of(day)
    assert here.edition.edition_id == view.editions[number].edition_id
    assert here.edition.published_on <= day
    if number + 1 < len(view.editions):
        assert view.days[number + 1] > day or view.days[number + 1] == view.days[number]


@pytest.mark.parametrize("day", REAL_DAYS)
def test_a_row_printed_twice_counts_once_and_is_reported(bundled, day):
    on = bundled.as_of(day)
    counted = Counter(entry.agreement_id for entry in on.entries)
    counts = on.counts()
    assert counts.agreements == len(counted)
    assert counts.printed_rows == sum(counted.values())


def test_volusia_county_is_printed_twice_in_august_2025_and_counted_once(bundled):
    asked = {"state": "FL", "agency": "Volusia County Sheriff", "model": "TFM"}
    counts = bundled.as_of("2025-08-13").counts(**asked)
    assert (counts.agreements, counts.agencies, counts.printed_rows) == (1, 1, 2)


def test_the_printed_cells_stand_under_the_columns_of_their_own_day(bundled):
    """A row that did not change stood under fewer columns before one was added."""
    for name, view in bundled.view.lists.items():
        for number in range(0, len(view.editions), 9):
            columns = bundled.view.describe(view.editions[number]).columns
            for entry in bundled.view.entries(name, number):
                assert tuple(entry.printed) == columns, view.days[number]


def test_territories_are_counted_as_the_publisher_does_and_told_apart(bundled):
    counts = bundled.as_of("2026-02-27").counts()
    groups = bundled.as_of("2026-02-27").groups("state")
    assert counts.states == len(groups)
    assert {g.value for g in groups if g.value in {"GU", "MP"}} == {"GU", "MP"}
    assert counts.territories == 2


def test_an_agency_that_vanishes_for_one_edition_is_known_to_have_stood(bundled):
    """Rooks County, Kansas is absent on 8 September 2025 and back on the 9th."""
    asked = {"state": "KS", "agency": "Rooks County"}
    assert bundled.as_of("2025-09-08").rows(**asked) == []
    later = bundled.as_of("2025-09-08", known="today").rows(**asked)
    returned = bundled.find_changes("2025-09-08", "2025-09-09", **asked)
    assert [change.kind for change in returned if change.list == "participating"]
    assert len(later) <= 1


@pytest.mark.parametrize("name", LISTS)
def test_python_gives_the_same_as_a_table(bundled, name):
    frame = bundled.as_of("2025-09-05", name).counts(by="state")
    groups = bundled.as_of("2025-09-05", name).groups("state")
    assert frame["agreements"].to_list() == [group.agreements for group in groups]
    assert frame["state"].to_list() == [group.value for group in groups]


def test_a_correction_is_taken_in_with_every_known_day_and_never_without(bundled):
    """One that contradicts what is printed, decided long after the day that is named."""
    asked = {"agency": "Tye Police Department"}
    printed = next(day for day in bundled.view.members.days if bundled.as_of(day).rows(**asked))
    (then,) = bundled.as_of(printed).rows(**asked)
    assert then.county == "Galveston County"
    for known in (date.fromisoformat(printed) + timedelta(days=1), "today"):
        (now,) = bundled.as_of(printed, known=known).rows(**asked)
        assert now.county == "Taylor County"
