"""What is wrong with a series' file is told with its row, and nothing else is lost by it."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date

import pytest

from ofrecord.front import open_record

ODS, CSV, JSON = "uk-small-boats", "uk-small-boats", "ocha-west-bank"
FILES = {
    "ods": ("uk-small-boats", "12_September_2025_Small_boats_-_time_series.ods"),
    "csv": ("uk-small-boats", "rvaughan_data_2025-09-12.csv"),
    "json": ("ocha-west-bank", "west_bank_daily_2025-09-12.json"),
}
COLUMNS = {
    "ods": ["Date", "Migrants arrived", "Boats arrived"],
    "csv": ["#date", "migrants", "boats"],
    "json": ["report_date", "killed_cum", "injured_cum"],
}
FIRST = {
    "ods": "people who arrived in small boats",
    "csv": "people who arrived in small boats",
    "json": "Palestinians killed in the West Bank, including East Jerusalem",
}
DAYS = [date(2025, 9, day) for day in range(1, 9)]
TABLES = pytest.mark.parametrize("form", ["ods", "csv", "json"])


class Case:
    """A capture beside a good one of the same register, and what a build made of it."""

    def __init__(self, form, make_ods, cli, tmp_path):
        self.form = form
        self.register, self.file = FILES[form]
        self.rows = [[day, 900 + 3 * n, 30 + n] for n, day in enumerate(DAYS)]
        self.columns = list(COLUMNS[form])
        self.home, self.folder = tmp_path / "home", tmp_path / "in"
        self._make_ods, self._cli = make_ods, cli
        self.folder.mkdir()
        good = [[date(2025, 8, n), 100 + n, n] for n in range(1, 20)]
        self.good = self.file.replace("12_September", "22_August").replace("09-12", "08-22")
        (self.folder / self.good).write_bytes(self.write(good, COLUMNS[form]))

    def write(self, rows, columns=None, **more):
        """The bytes of a table."""
        columns = columns or self.columns
        if self.form == "ods":
            return self._make_ods({"SB_01": [columns, *rows]}, **more)
        if self.form == "csv":
            text = io.StringIO(newline="")
            csv.writer(text).writerows([columns, *rows])
            return text.getvalue().encode()
        objects = [
            {k: str(v) if isinstance(v, date) else v for k, v in zip(columns, row, strict=False)}
            for row in rows
        ]
        return json.dumps(objects).encode()

    def build(self, data=None, *, file=""):
        """Builds the good capture, and beside it the bytes (or the rows as they stand)."""
        data = self.write(self.rows) if data is None else data
        (self.folder / (file or self.file)).write_bytes(data)
        done = self._cli("--home", self.home, "build", self.folder)
        assert "Traceback" not in done.err
        self.err, self.code = done.err, done.code
        self._hold()
        return self

    def _hold(self):
        """The good capture is whole; building again is quiet and changes nothing."""
        register = open_record(self.home)[self.register]
        (good,) = [e for e in register.editions() if e.captures[0].file == self.good]
        assert good.printed_rows == 19
        assert not [flag for flag in good.flags if flag.startswith("row")]
        assert register.verify().passed
        path = self.home / self.register / "record"
        before = path.read_bytes()
        again = self._cli("--home", self.home, "build", self.folder)
        assert again.code == self.code
        assert f"{self.register}: nothing changed" in again.out
        assert "look at this" not in again.err
        assert path.read_bytes() == before

    @property
    def edition(self):
        """The edition of the bytes."""
        register = open_record(self.home)[self.register]
        (found,) = [e for e in register.editions() if e.captures[0].file != self.good]
        return found

    @property
    def values(self):
        """The first measure's values by day, as the edition gives them, with their marks."""
        register = open_record(self.home)[self.register]
        stored, _ = register.view.find_edition(self.edition.edition_id)
        measure = register.declaration.measures[0].name
        found = register.view.values(stored).of(measure).observations
        return {one.day: (one.value, *one.marks) for one in found}

    def told(self, line):
        """The line is a flag of the edition, and the build says it with the file's name."""
        assert self.code == 0, self.err
        assert line in self.edition.flags, self.edition.flags
        assert f"{self.edition.captures[0].file}: row" in self.err
        shown = self._cli(
            "--home", self.home, "editions", "--register", self.register, "--format", "json"
        )
        assert any(line in one["flags"] for one in shown.json())

    def refused(self, message):
        """The capture is kept aside with the message."""
        assert self.code == 1, self.err
        assert f"kept aside: {self.file}: {message}" in self.err, self.err
        assert "1 of 2 files were kept aside; nothing else was lost" in self.err
        shown = self._cli(
            "--home", self.home, "editions", "--rejected", "--register", self.register,
            "--format", "json",
        )  # fmt: skip
        (one,) = shown.json()
        assert one["file"] == self.file
        assert message in one["message"]

    def others(self, *left_out):
        """Every value but those of some rows (numbered as in the sheet) is there."""
        kept = {row[0]: row[1] for n, row in enumerate(self.rows, start=2) if n not in left_out}
        assert {day: one[0] for day, one in self.values.items()} == kept


@pytest.fixture
def case(form, make_ods, cli, tmp_path):
    return Case(form, make_ods, cli, tmp_path)


@pytest.fixture
def make_case(make_ods, cli, tmp_path):
    def make(form):
        return Case(form, make_ods, cli, tmp_path)

    return make


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
        f'row 2: the column "{COLUMNS[form][0]}" reads "01-09-2025", and 8 of 8 rows are like it: '
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


# Columns ----------------------------------------------------------------------------------------


@TABLES
def test_a_renamed_column_is_refused_with_the_nearest(case, form):
    name = COLUMNS[form][1]
    case.columns[1] = name[:-3] + name[-2:]
    case.build().refused(
        f'row 1: unknown column "{case.columns[1]}" (did you mean "{name.lower()}"?)'
    )


@TABLES
def test_a_column_that_is_not_known_is_refused_with_those_that_are(case):
    case.columns.append("Weather")
    for row in case.rows:
        row.append("fair")
    case.build().refused('row 1: unknown column "Weather". Known columns: ')


@TABLES
def test_a_column_that_is_missing_is_named(case, form):
    del case.columns[1]
    for row in case.rows:
        del row[1]
    if form != "json":  # there the first of the two is required
        case.columns.append("Notes" if form == "ods" else "#date")
    data = case.write(case.rows)
    case.build(data)
    assert case.code == 1
    if form == "csv":
        assert 'two columns hold the day: "#date" and "#date"' in case.err
    else:
        missing = "migrants arrived" if form == "ods" else "killed_cum"
        case.refused(f'row 1: the column "{missing}" is missing')


@pytest.mark.parametrize("form", ["ods", "csv"])
def test_columns_may_stand_in_another_order(case):
    turned = [[row[2], row[0], row[1]] for row in case.rows]
    columns = [case.columns[2], case.columns[0], case.columns[1]]
    case.build(case.write(turned, columns))
    assert case.edition.flags == ()
    case.others()


def test_a_field_that_some_objects_lack_is_told_and_the_others_are_read(make_case):
    case = make_case("json")
    objects = json.loads(case.write(case.rows))
    del objects[3]["killed_cum"], objects[4]["report_date"]
    case.build(json.dumps(objects).encode())
    case.told(f"row 5: {FIRST['json']}: there is no value")
    case.told("row 6: it names no day; its values are left out")
    case.others(5, 6)


def test_a_field_that_one_object_has_besides_is_refused_by_name(make_case):
    case = make_case("json")
    objects = json.loads(case.write(case.rows))
    objects[5]["killed_cumm"] = 1
    case.build(json.dumps(objects).encode()).refused(
        'row 1: unknown column "killed_cumm" (did you mean "killed_cum"?)'
    )


# Around the table -------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["ods", "csv"])
def test_a_header_that_is_repeated_is_explained(case):
    again = [name.upper() for name in case.columns]
    case.build(case.write([*case.rows[:3], again, *case.rows[3:]]))
    assert (5, "the header is repeated") in {(e.row, e.why) for e in case.edition.explained}
    assert case.edition.flags == ()
    case.others()


@pytest.mark.parametrize("form", ["ods", "csv"])
def test_rows_above_the_header_and_notes_below_the_table_are_explained(case):
    above = [["Arrivals, by day"], ["", "People", ""], [], case.columns]
    below = [[], ["Source: the daily reports"]]
    case.build(case.write([*above[1:], *case.rows, *below], above[0]))
    why = {one.row: one.why for one in case.edition.explained}
    assert {why[1], why[2]} == {"above the header"}
    assert why[14] == "a note, not a row of the table: Source: the daily reports"
    assert {day: one[0] for day, one in case.values.items()} == {r[0]: r[1] for r in case.rows}
    assert case.edition.flags == ()


@TABLES
@pytest.mark.parametrize("label", ["Total", ""])
def test_a_row_of_totals_is_no_day(case, label):
    case.rows.append([label, sum(row[1] for row in case.rows), 300])
    what = f'reads "{label}", which is no day' if label else "names no day"
    case.build().told(f"row 10: it {what}; its values are left out")
    case.others(10)


@pytest.mark.parametrize("form", ["ods", "csv"])
def test_a_table_with_only_a_header_is_an_edition_that_says_so(case, cli):
    case.build(case.write([]))
    assert case.code == 0
    assert case.edition.printed_rows == 0
    assert case.edition.flags == ("the table has no row",)
    # It answers nothing: the edition before it still does.
    found = cli("--home", case.home, "series", case.register, "--to", "2025-08-19").json()
    assert found["edition"]["published_on"] == "2025-08-22"
    assert len(found["values"]) == 19


def test_a_row_of_a_text_with_more_cells_than_columns_is_told_and_not_read(make_case):
    """A number with a comma, outside quotes, is two cells: neither is what it seems."""
    case = make_case("csv")
    data = case.write(case.rows).replace(b"2025-09-03,906,", b"2025-09-03,1,906,")
    case.build(data).told(
        "row 4: it has 4 cells under 3 columns, and is not read: does a number have a comma in it, "
        "outside quotes?"
    )
    case.others(4)


def test_a_row_of_a_text_with_fewer_cells_than_columns_is_told(make_case):
    case = make_case("csv")
    case.build(case.write(case.rows).replace(b"2025-09-03,906,32", b"2025-09-03,906"))
    case.told("row 4: fewer cells than the header has columns")
    case.others()


def test_cells_under_no_header_are_told_and_kept(make_case, cli):
    case = make_case("ods")
    case.rows[2].append("see note 4")
    case.build().told("row 4: cells under no header; they are kept, and not read")
    case.others()
    printed = cli("--home", case.home, "reproduce", case.edition.edition_id, "--register", ODS)
    assert "see note 4" in printed.out


@pytest.mark.parametrize(
    "change",
    {
        "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
        "semicolons": lambda data: data.replace(b",", b";"),
        "tabs": lambda data: data.replace(b",", b"\t"),
        "lines of a Mac": lambda data: data.replace(b"\r\n", b"\r"),
        "UTF-16": lambda data: data.decode().encode("utf-16"),
        "blank lines": lambda data: data.replace(b"\r\n", b"\r\n\r\n"),
    }.items(),
    ids=lambda change: change[0],
)
def test_a_text_may_be_written_otherwise(make_case, change):
    case = make_case("csv")
    case.build(change[1](case.write(case.rows)))
    assert case.edition.flags == ()
    case.others()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"906", b'"906', "row 4 (line 4): a quote is left open"),
        (b"906", b"9\x0006", "line 4 holds a control character (U+0000)"),
        (b"906", b"\xe9", "the text is not in UTF-8: byte 72 is 0xE9 (line 4)"),
    ],
)
def test_a_text_that_is_broken_is_refused_with_the_line(make_case, old, new, message):
    case = make_case("csv")
    case.build(case.write(case.rows).replace(old, new, 1)).refused(message)


# Spreadsheets -----------------------------------------------------------------------------------


def formula(ods_files, value=906):
    return ods_files.Markup(
        f'<table:table-cell office:value-type="float" office:value="{value}" '
        f'table:formula="of:=[.B2]+6"><text:p>{value}</text:p></table:table-cell>'
    )


def test_a_formula_in_the_table_is_refused_by_its_cell(make_case, ods_files):
    case = make_case("ods")
    case.rows[2][1] = formula(ods_files)
    case.build().refused("B4 is a formula (one of 1 in the sheet): its value cannot be vouched for")


def test_formulas_of_other_sheets_are_told_and_their_values_kept(make_case, ods_files):
    case = make_case("ods")
    sheets = {"SB_01": [case.columns, *case.rows], "SB_02": [["Weeks", formula(ods_files)]]}
    case.build(case._make_ods(sheets))
    assert "cells of other sheets are formulas (1); their last values are kept" in (
        case.edition.flags
    )
    case.others()


@pytest.mark.parametrize("name", ["Old values", "SB_01 (2)"])
def test_a_hidden_sheet_is_told_and_nothing_is_read_from_it(make_case, name):
    """Even where it holds another table of the same columns."""
    case = make_case("ods")
    other = [case.columns, *([row[0], 1, 1] for row in case.rows)]
    sheets = {name: other, "SB_01": [case.columns, *case.rows]}
    case.build(case._make_ods(sheets, hidden=[name]))
    flag = f"hidden sheets: '{name}'; they are kept, and nothing is read from them"
    assert flag in case.edition.flags
    case.others()


def test_a_table_on_a_hidden_sheet_is_read_where_no_other_holds_it_and_told(make_case):
    case = make_case("ods")
    sheets = {"Cover": [["Small boats"]], "SB_01": [case.columns, *case.rows]}
    case.build(case._make_ods(sheets, hidden=["SB_01"]))
    assert "the sheet of the table is hidden; no other holds it" in case.edition.flags
    case.others()


def test_two_sheets_that_both_hold_the_table_are_refused_by_name(make_case):
    case = make_case("ods")
    sheets = {"SB_01": [case.columns, *case.rows], "Copy": [case.columns, *case.rows[:3]]}
    case.build(case._make_ods(sheets)).refused(
        "more than one sheet holds the table: 'SB_01', 'Copy'"
    )


def test_the_table_may_stand_on_a_sheet_of_any_name(make_case):
    case = make_case("ods")
    case.build(case._make_ods({"Tabelle1": [case.columns, *case.rows]}))
    assert case.edition.flags == ()
    case.others()


# Editions beside each other ---------------------------------------------------------------------


@TABLES
def test_two_editions_of_one_day_that_disagree_are_told_with_the_row(case):
    case.build()
    first = case.edition.edition_id
    case.rows[2][1] += 5
    other = f"second_{case.file}" if case.form != "json" else case.file.replace(".json", "b.json")
    (case.folder / other).write_bytes(case.write(case.rows))
    done = case._cli("--home", case.home, "build", case.folder)
    assert done.code == 0
    register = open_record(case.home)[case.register]
    editions = [e for e in register.editions() if e.published_on == "2025-09-12"]
    assert len(editions) == 2
    assert editions[0].edition_id in {first, editions[1].edition_id}
    (flag,) = [f for f in editions[1].flags if f.startswith("another edition of this day")]
    assert f"{editions[0].edition_id}, has other values (1), first" in flag
    assert "of 2025-09-03: " in flag
    assert flag.endswith("here in row 4")


@TABLES
def test_an_edition_that_ends_before_the_one_before_it_is_told_and_the_older_answers(case, cli):
    case.build()
    later = case.file.replace("12_September", "19_September").replace("09-12", "09-19")
    (case.folder / later).write_bytes(case.write(case.rows[:4]))
    assert cli("--home", case.home, "build", case.folder).code == 0
    register = open_record(case.home)[case.register]
    (flag,) = [f for f in register.editions()[-1].flags if f.startswith("it ends on")]
    assert flag.startswith("it ends on 2025-09-04; the edition before it, ")
    assert flag.endswith(", on 2025-09-08")
    assert register.as_of("2025-09-08", known="today").edition.published_on == "2025-09-12"


# Files of the wrong kind ------------------------------------------------------------------------


def test_a_list_that_is_named_as_a_series_is_refused_with_its_first_row(make_case, write_list):
    case = make_case("ods")
    made = write_list(case.folder.parent / "list.xlsx", [["TEXAS", "Bee County"]])
    case.build(made.read_bytes()).refused(
        "no row names the columns of a known table; the first row reads: 'STATE | LAW ENFORCEMENT"
    )


def test_a_spreadsheet_that_is_named_as_a_workbook_of_a_list_is_refused_there(make_case):
    """What is called a workbook is a list's, and says what it is."""
    case = make_case("ods")
    workbook = case.folder / "participatingAgencies09052025pm.xlsx"
    workbook.write_bytes(case.write(case.rows))
    done = case._cli("--home", case.home, "build", case.folder)
    assert done.code == 1
    assert f"kept aside: {workbook.name}: " in done.err
    assert "Traceback" not in done.err
    assert len(open_record(case.home)[ODS].editions()) == 1


def test_a_series_in_a_workbook_of_another_format_is_told(make_case, write_list):
    case = make_case("ods")
    made = write_list(
        case.folder / case.file.replace(".ods", ".xlsx"), case.rows, columns=case.columns
    )
    done = case._cli("--home", case.home, "build", case.folder)
    assert done.code == 1
    assert f"kept aside: {made.name}: " in done.err
    assert len(open_record(case.home)[ODS].editions()) == 1


def test_a_list_in_a_spreadsheet_is_passed_over_and_named(make_case):
    case = make_case("ods")
    columns = ["STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE"]
    file = case.folder / "pendingAgencies09052025pm.ods"
    file.write_bytes(
        case._make_ods({"Sheet1": [columns, ["TEXAS", "Bee", "County", "Bee", "TFM"]]})
    )
    done = case._cli("--home", case.home, "build", case.folder)
    assert done.code == 0
    assert f"passed over, as no register knows their columns: {file.name}" in done.err


def test_files_of_others_are_passed_over_by_name_and_nothing_is_kept_of_them(make_case):
    case = make_case("json")
    foreign = case.folder / "node_modules" / "left-pad"
    foreign.mkdir(parents=True)
    (foreign / "package.json").write_text('{"name": "left-pad", "files": ["a"]}')
    (foreign / "rows.csv").write_text("a,b\n1,2\n")
    (foreign / "notes.csv").write_bytes(b"\xff\x00\x01")
    case.build()
    assert case.code == 0
    assert "package.json, rows.csv" in case.err.replace("notes.csv, ", "").replace(
        "package.json, notes.csv", "package.json"
    )
    kept = [p for p in (case.home / "captures").rglob("*") if p.is_file() and len(p.name) == 64]
    assert len(kept) == 2


def test_a_capture_that_was_kept_aside_is_taken_in_once_it_is_mended(make_case):
    case = make_case("csv")
    case.build(case.write(case.rows, ["#date", "migrant people", "boats"]))
    assert case.code == 1
    case.build(case.write(case.rows))
    assert case.code == 0
    case.others()
    aside = open_record(case.home)[CSV].rejections
    assert [one.file for one in aside] == [case.file]  # what was wrong with those bytes stays told


def test_the_home_of_a_build_that_was_interrupted_by_bad_files_is_whole(make_case):
    case = make_case("json")
    for number in range(30):
        (case.folder / f"west_bank_daily_2025-07-{number + 1:02}.json").write_bytes(
            b"[{]" + b" " * number
        )
    case.build()
    assert case.code == 1
    register = open_record(case.home)[JSON]
    assert len(register.rejections) == 30
    assert len(register.editions()) == 2
    shutil.rmtree(case.home / "captures")
    assert open_record(case.home)[JSON].verify().passed
