"""What every series answers, held against sums that are made from its printed cells here."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ofrecord.front import open_record
from ofrecord.series import SeriesDeclaration

ONE_DAY = timedelta(days=1)
EXAMPLES = settings(max_examples=40)
ANSWER = {
    "register", "publisher", "list", "measure", "from", "to", "known", "edition", "later_edition",
    "total", "marks", "caveats", "values",
}  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """One edition, read naively: its day, its last day, and the values of each measure by day."""

    edition_id: str
    published: date
    values: Mapping[str, Mapping[date, int]]

    @property
    def last(self) -> date:
        return max(day for values in self.values.values() for day in values)

    @property
    def first(self) -> date:
        return min(day for values in self.values.values() for day in values)


def read_edition(register, edition) -> Printed:
    """The values of an edition, from its reproduced cells; by its own rule where it has one."""
    declared: SeriesDeclaration = register.declaration
    stored, _ = register.view.find_edition(edition.edition_id)
    values: dict[str, dict[date, int]] = {}
    if declared.observe is not None:
        for name, found in register.view.values(stored).measures.items():
            values[name] = {one.day: one.value for one in found.observations}
        return Printed(edition.edition_id, date.fromisoformat(edition.published_on), values)
    document = declared.list_named(edition.list)
    roles = [
        document.columns.get(" ".join(name.split()).casefold(), "") for name in edition.columns
    ]
    explained = {one.row for one in edition.explained}
    for number, row in enumerate(register.reproduce(edition.edition_id), start=1):
        if number <= stored.table.header or number in explained:
            continue
        cells = dict(zip(roles, row, strict=False))
        day = read_day(cells[document.day_roles[-1]], document.day_forms)
        for measure in declared.measures:
            text = cells.get(measure.column, "").replace(",", "")
            if text.isdigit():
                values.setdefault(measure.name, {}).setdefault(day, int(text))
    return Printed(edition.edition_id, date.fromisoformat(edition.published_on), values)


def read_day(text: str, forms) -> date:
    for form in ("%Y-%m-%d", *forms):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise AssertionError(text)


@dataclass(frozen=True)
class Case:
    """A series to ask, and what it prints on the list that answers."""

    asked: object
    declared: SeriesDeclaration
    editions: list[Printed]

    def edition(self, last: date, known: date) -> tuple[Printed, bool]:
        """The edition that has to answer, and whether it is a later one."""
        before = [one for one in self.editions if one.published <= known]
        after = [one for one in self.editions if one.published > known]
        reaching = [one for one in before if one.last >= last]
        if reaching:
            return reaching[-1], False
        later = [one for one in after if one.last >= last]
        if later:
            return later[0], True
        return (before[-1], False) if before else (after[0], True)

    @property
    def first(self) -> date:
        return min(one.first for one in self.editions)

    @property
    def last(self) -> date:
        return max(one.last for one in self.editions)

    @property
    def newest(self) -> date:
        return max(one.published for one in self.editions)


@pytest.fixture
def case(made) -> Case:
    register = made.register
    asked = register.asked()
    editions = [read_edition(register, one) for one in register.editions(asked.listed.name)]
    return Case(asked, register.declaration, editions)


def windows(case: Case):
    """A measure, two days in order within and around the record, and a day of knowledge."""
    first, last = case.first - 3 * ONE_DAY, case.last + 3 * ONE_DAY
    return st.tuples(
        st.sampled_from([measure.name for measure in case.declared.measures]),
        st.lists(st.dates(first, last), min_size=2, max_size=2).map(sorted),
        st.dates(case.editions[0].published - 3 * ONE_DAY, case.newest + 3 * ONE_DAY),
    )


def naive_total(case: Case, measure: str, first: date, last: date, known: date) -> int | None:
    edition, _ = case.edition(last, known)
    values = edition.values.get(measure, {})
    if case.declared.measure_named(measure).cumulative:
        if not values or last > max(values) or last < min(values):
            return None
        before = [day for day in values if day < first]
        return values[max(day for day in values if day <= last)] - (
            values[max(before)] if before else 0
        )
    if last > edition.last or last < edition.first:
        return None
    return sum(value for day, value in values.items() if first <= day <= last)


def drawn(case: Case, check) -> None:
    """Holds a claim for many windows."""

    @given(windows(case))
    @EXAMPLES
    def hold(window):
        measure, (first, last), known = window
        check(measure, first, last, known)

    hold()


def test_the_edition_that_answers_is_the_newest_known_that_reaches_the_day(case):
    def check(measure, first, last, known):
        answer = case.asked.total(measure, first, last, known)
        edition, later = case.edition(last, known)
        assert answer.edition.edition_id == edition.edition_id
        assert answer.later == later == (edition.published > known)

    drawn(case, check)


def test_a_total_is_the_sum_of_what_is_printed(case):
    def check(measure, first, last, known):
        answer = case.asked.total(measure, first, last, known)
        assert answer.value == naive_total(case, measure, first, last, known)

    drawn(case, check)


def test_a_value_is_the_total_of_its_day(case):
    def check(measure, first, last, known):
        value = case.asked.value(measure, last, known)
        edition, _ = case.edition(last, known)
        if case.declared.measure_named(measure).cumulative:
            assert value.value == naive_total(case, measure, last, last, known)
        else:
            assert value.value == edition.values.get(measure, {}).get(last)
            assert value.value == case.asked.printed(measure, last, known).value
        del first

    drawn(case, check)


def test_totals_of_adjacent_windows_add_up(case):
    def check(measure, first, last, known):
        middle = first + (last - first) // 2
        if middle == last:
            return
        parts = [
            case.asked.total(measure, first, middle, known),
            case.asked.total(measure, middle + ONE_DAY, last, known),
        ]
        whole = case.asked.total(measure, first, last, known)
        if len({one.edition.edition_id for one in (*parts, whole)}) > 1:
            return
        if whole.value is not None:
            # A part that ends before the series begins has no value; it adds nothing.
            assert whole.value == sum(one.value or 0 for one in parts)

    drawn(case, check)


def test_a_running_total_is_the_total_since_the_first_day(case):
    def check(measure, first, last, known):
        running = case.asked.running_total(measure, last, known)
        edition, _ = case.edition(last, known)
        days = edition.values.get(measure, {})
        if not days:
            assert running.value is None
        elif last >= min(days):
            start = min(days)
            assert running.value == naive_total(case, measure, start, last, known)
        del first

    drawn(case, check)


def test_a_change_is_the_difference_of_two_days(case):
    def check(measure, first, last, known):
        cumulative = case.declared.measure_named(measure).cumulative
        ask = case.asked.running_total if cumulative else case.asked.value
        one, other = ask(measure, first, known).value, ask(measure, last, known).value
        change = case.asked.change(measure, first, last, known)
        expected = None if one is None or other is None else other - one
        assert change.value == expected

    drawn(case, check)


def test_an_average_is_the_total_over_the_days(case):
    def check(measure, first, last, known):
        total = naive_total(case, measure, first, last, known)
        average = case.asked.average(measure, first, last, known)
        days = (last - first).days + 1
        assert average.value == (None if total is None else pytest.approx(total / days))

    drawn(case, check)


def test_the_greatest_day_and_the_ranks_agree_with_sorting(case):
    def check(measure, first, last, known):
        edition, _ = case.edition(last, known)
        values = edition.values.get(measure, {})
        days = {day: value for day, value in values.items() if first <= day <= last}
        if case.declared.measure_named(measure).cumulative:
            before = [values[max(earlier)] if (earlier := [e for e in values if e < day]) else 0
                      for day in days]  # fmt: skip
            days = {day: days[day] - start for day, start in zip(days, before, strict=True)}
        greatest = case.asked.maximum(measure, first, last, known)
        assert greatest.value == max(days.values(), default=None)
        if days:
            assert greatest.day == min(d for d in days if days[d] == greatest.value).isoformat()
        for day in days:
            rank = case.asked.rank(measure, day, first, last, known)
            assert rank.value == 1 + sum(value > days[day] for value in days.values())
        outside = case.asked.rank(measure, last + ONE_DAY, first, last, known)
        assert outside.value is None

    drawn(case, check)


def test_a_number_is_reached_on_the_first_day_whose_total_comes_to_it(case):
    def check(measure, first, last, known):
        number = case.asked.total(measure, first, last, known).value
        if not number or number < 0:
            return
        reached = case.asked.reached(measure, first, number, known)
        if reached.value is None or reached.edition is None:
            return
        day = date.fromisoformat(reached.day)
        assert first <= day
        assert reached.value >= number
        (edition,) = [e for e in case.editions if e.edition_id == reached.edition.edition_id]
        values = edition.values[measure]
        cumulative = case.declared.measure_named(measure).cumulative
        so_far = [d for d in values if d < first]
        base = values[max(so_far)] if cumulative and so_far else 0
        running = 0
        for one in sorted(d for d in values if d >= first):
            running = values[one] - base if cumulative else running + values[one]
            if running >= number:
                assert (one, running) == (day, reached.value)
                break

    drawn(case, check)


# Forms ------------------------------------------------------------------------------------------


def test_the_values_are_the_same_in_json_csv_a_table_and_python(made, ask_series):
    for measure in made.declaration.measures:
        found = ask_series("--measure", measure.name, "--format", "json").json()
        assert found.keys() >= ANSWER
        rows = list(
            csv.DictReader(
                io.StringIO(ask_series("--measure", measure.name, "--format", "csv").out)
            )
        )
        assert [(one["day"], str(one["value"])) for one in found["values"]] == [
            (row["day"], row["value"]) for row in rows
        ]
        frame = made.register.values(measure.name)
        assert frame["value"].to_list() == [one["value"] for one in found["values"]]
        table = ask_series("--measure", measure.name, "--format", "table").out
        assert all(one["day"] in table for one in found["values"])


def test_the_publisher_and_every_caveat_stand_in_every_answer(made, ask_series, cli):
    declared = made.declaration
    for measure in declared.measures:
        found = ask_series("--measure", measure.name, "--format", "json").json()
        assert found["publisher"] == declared.publisher
        assert found["caveats"] == [*declared.caveats, *measure.caveats]
        marks = {mark for one in found["values"] for mark in one["marks"]}
        assert {name: declared.mark_text(name) for name in marks} == found["marks"]
        table = ask_series("--measure", measure.name, "--format", "table").out
        for text in (declared.publisher, *declared.caveats, *measure.caveats):
            assert text in table
    last = made.register.asked().last_day()
    asked = ("--home", made.home, "as-of", last, "--register", declared.name, "--known", "today")
    day = cli(*asked, "--format", "json").json()
    assert day["publisher"] == declared.publisher
    assert day["caveats"][: len(declared.caveats)] == [*declared.caveats]
    table = cli(*asked, "--format", "table").out
    assert all(text in table for text in (declared.publisher, *declared.caveats))


def test_sql_gives_the_values_that_python_gives(made):
    record = open_record(made.home)
    name = made.declaration.name
    rows = record.sql(
        "SELECT edition_id, measure, observed_on, value FROM series_values "  # noqa: S608
        f"WHERE register = '{name}'"
    ).rows()
    register = made.register
    expected = {
        (edition.edition_id, measure, day, value)
        for edition in register.editions()
        for measure, values in read_edition(register, edition).values.items()
        for day, value in values.items()
    }
    assert len(rows) == len(expected)
    assert set(rows) == expected


def test_a_revision_is_known_from_the_edition_that_brings_it(case):
    """Where two editions differ, each answers for its own time."""
    found = 0
    for before, after in zip(case.editions, case.editions[1:], strict=False):
        for name, values in after.values.items():
            old = before.values.get(name, {})
            revised = [day for day in values if day in old and old[day] != values[day]]
            for day in revised:
                if day > before.last or before.published == after.published:
                    continue
                found += 1
                ask = case.asked.printed
                assert ask(name, day, before.published).value == old[day]
                assert ask(name, day, after.published).value == values[day]
    assert found, "the small captures have to hold a revision of an earlier day"
