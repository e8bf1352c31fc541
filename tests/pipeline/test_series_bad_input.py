"""What is wrong with a series' file is told or refused by name; nothing else is lost by it."""

from __future__ import annotations

import json
import shutil

import pytest

from ofrecord.front import open_record

ODS, CSV, JSON = "uk-small-boats", "uk-small-boats", "ocha-west-bank"
COLUMNS = {
    "ods": ["Date", "Migrants arrived", "Boats arrived"],
    "csv": ["#date", "migrants", "boats"],
    "json": ["report_date", "killed_cum", "injured_cum"],
}
FIRST = "Palestinians killed in the West Bank, including East Jerusalem"
TABLES = pytest.mark.parametrize("form", ["ods", "csv", "json"])


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
    case.told(f"row 5: {FIRST}: there is no value")
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
