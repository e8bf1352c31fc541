"""What is wrong with the rows of a series' file is told with the row; nothing else is lost."""

from __future__ import annotations

from datetime import date

import pytest

COLUMNS = {"ods": "Date", "csv": "#date", "json": "report_date"}
FIRST = {
    "ods": "people who arrived in small boats",
    "csv": "people who arrived in small boats",
    "json": "Palestinians killed in the West Bank, including East Jerusalem",
}
DAYS = [date(2025, 9, day) for day in range(1, 9)]
TABLES = pytest.mark.parametrize("form", ["ods", "csv", "json"])


# What the rows say ------------------------------------------------------------------------------


@TABLES
def test_a_missing_day_is_told_with_the_row_after_it(case):
    del case.rows[3]
    case.build().told("row 5: no row for 2025-09-04 stands before it")
    case.others()


@TABLES
def test_missing_days_are_told_as_a_span(case):
    del case.rows[3:6]
    case.build().told("row 5: no row for 2025-09-04 to 2025-09-06 stands before it")
    case.others()


ODD = [
    "about 50", "1 101", "1.101", "1.000", "~50", "50+", "-5", "\u22125", "1e999", "1e3", "1,01",
    "101.5", "101*", "101 [r]", "NaN", "1" + "0" * 18, "9" * 4_000, "=1+1", "<b>7</b>", "\u221e",
]  # fmt: skip


@TABLES
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:12])
def test_a_text_where_a_number_should_be_is_told_and_left_out(case, form, odd):
    case.rows[2][1] = odd
    case.build().told(f'row 4: {FIRST[form]}: "{odd[:40]}" is no whole number; it is left out')
    case.others(4)


@pytest.mark.parametrize("odd", [None, True, 904.5, -4, 10**40, [904], "", 1e300])
def test_a_json_value_that_is_no_whole_number_is_told_and_left_out(make_case, odd):
    case = make_case("json")
    case.rows[2][1] = odd
    case.build()
    assert case.code == 0
    assert [flag for flag in case.edition.flags if flag.startswith(f"row 4: {FIRST['json']}: ")]
    case.others(4)


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("csv", "1,101", 1101),
        ("csv", "810.0", 810),
        ("csv", " 810 ", 810),
        ("json", 906.0, 906),
        ("json", "906", 906),
        ("ods", "1,101", 1101),
        ("ods", 810.0, 810),
    ],
)
def test_a_whole_number_is_read_however_it_is_written(make_case, form, text, value):
    case = make_case(form)
    case.rows[2][1] = text
    case.build()
    assert case.edition.flags == ()
    assert case.values[DAYS[2]] == (value,)


@TABLES
def test_a_blank_where_a_number_should_be_is_told(case, form):
    case.rows[2][1] = ""
    case.build().told(f"row 4: {FIRST[form]}: there is no value")
    case.others(4)


def test_a_total_that_falls_is_told_with_both_totals_and_kept_as_printed(make_case):
    case = make_case("json")
    case.rows[4][1] = 850
    case.build().told(
        f"row 6: {FIRST['json']}: the total falls from 909 (2025-09-04) to 850 (2025-09-05); both "
        "are kept as printed"
    )
    case.others()


@TABLES
def test_a_row_without_a_readable_day_is_told_and_its_values_are_left_out(case):
    case.rows[2][0] = "someday"
    case.rows[5][0] = ""
    case.build().told('row 4: it reads "someday", which is no day; its values are left out')
    case.told("row 7: it names no day; its values are left out")
    case.told("row 5: no row for 2025-09-03 stands before it")
    case.others(4, 7)


@TABLES
def test_of_two_values_of_a_day_the_first_is_taken_and_marked(case):
    case.rows.insert(4, [DAYS[1], 777, 31])
    case.build()
    name = "killed" if case.form == "json" else "people"
    case.told(f"row 6: {name} of 2025-09-02 is 777 here and 903 in row 3; the first is taken, "
              "and marked")  # fmt: skip
    assert case.values[DAYS[1]] == (903, "disputed")
    assert case.values[DAYS[3]] == (909,)


@TABLES
def test_a_row_that_stands_twice_is_told(case):
    case.rows.insert(4, case.rows[3])
    case.build().told("row 6: 2025-09-04 stands in row 5 already, with the same values")
    assert case.values[DAYS[3]] == (909,)


@TABLES
def test_days_in_another_order_are_read_as_they_are(case):
    case.rows.reverse()
    assert case.build().edition.flags == ()
    case.others()


@TABLES
def test_a_day_long_after_the_edition_is_a_misprint_that_is_told_and_left_out(case):
    case.rows[-1][0] = date(2052, 9, 8)
    case.build().told(
        "dated: row 9: 2052-09-08 comes long after the edition's own day; its values are left out"
    )
    assert case.edition.published_on == "2025-09-12"
    assert case.edition.dated_by == "file_name"
    case.others(9)


@TABLES
@pytest.mark.parametrize("day", [date.max, date.min], ids=str)
def test_the_first_and_the_last_day_that_there_can_be_break_nothing(case, cli, day):
    case.rows[-1][0] = day
    case.build()
    assert case.edition
    for more in ((), ("--from", date.min, "--to", date.max), ("--known", date.min)):
        done = cli("--home", case.home, "series", case.register, *more)
        assert done.code == 0, done.err
    for asked in (date.min, date.max):
        done = cli("--home", case.home, "as-of", asked, "--register", case.register)
        assert done.code == 0, done.err


@TABLES
def test_rows_after_the_day_in_the_name_date_the_edition_and_are_told(case):
    case.rows += [[date(2025, 9, day), 950 + day, 40] for day in range(9, 15)]
    case.build()
    assert case.code == 0
    assert case.edition.published_on == "2025-09-14"
    assert case.edition.dated_by == "contents"
    assert [f for f in case.edition.flags if f.endswith("its last row is of 2025-09-14")]
    case.others()


# How days are written ---------------------------------------------------------------------------


@TABLES
def test_days_in_a_form_that_is_not_known_are_refused(case, form):
    for row in case.rows:
        row[0] = f"{row[0]:%d-%m-%Y}"
    forms = "2025-09-05 or 05/09/2025" if form == "ods" else "2025-09-05"
    case.build().refused(
        f'row 2: the column "{COLUMNS[form]}" reads "01-09-2025", and 8 of 8 rows are like it: '
        f"days are written as {forms} here"
    )


def test_days_are_read_in_each_form_that_the_description_names(make_case):
    case = make_case("ods")
    written = [[f"{row[0]:%d/%m/%Y}", *row[1:]] for row in case.rows]
    case.build(case.write(written))
    assert case.edition.flags == ()
    case.others()


@pytest.mark.parametrize("count", [8, 14])
def test_days_with_day_and_month_in_the_other_order_are_refused(make_case, count):
    case = make_case("ods")
    case.rows = [[f"09/{n:02}/2025", 900 + n, 30] for n in range(1, count + 1)]
    case.build().refused(
        'row 3: the column "Date" reads "09/02/2025": with day and month in this order the rows '
        "are a month apart, the other way round a day"
    )


def test_numbers_where_days_should_be_are_refused(make_case):
    case = make_case("ods")
    for number, row in enumerate(case.rows):
        row[0] = 45_901 + number
    case.build().refused('row 2: the column "Date" reads "45901", and 8 of 8 rows are like it')
