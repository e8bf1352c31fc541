"""Every column is known or stops the capture; every row is an entry or explained, once."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import LayoutError
from ofrecord.pipeline.expectations import expectations_of
from ofrecord.read.entries import MAX_BLANK
from ofrecord.read.layout import find_table
from ofrecord.read.workbook import Properties, Sheet, Workbook
from ofrecord.register import Role

PARTICIPATING = (
    *("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"),
    "ADDENDUM",
)
PENDING = PARTICIPATING[:5]
AGENCIES = [
    ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Warrant Service Officer"),
    ("FLORIDA", "Arcadia Police Department", "Municipality", "DeSoto County", "Task Force Model"),
    ("UTAH", "Weber County Sheriff's Office", "County", "Weber County", "Jail Enforcement Model"),
    ("GEORGIA", "Grady County Sheriff's Office", "County", "Grady County", "Task Force Model"),
    ("KANSAS", "Wathena Police Department", "Municipality", "Doniphan County", "Task Force Model"),
    ("NEVADA", "Douglas County Sheriff's Office", "County", "#N/A\x1fe", "Warrant Service Officer"),
]
ENTRIES = [(*row, "2025-09-05\x1fd", "link\x1fthttps://example.org/a.pdf") for row in AGENCIES]


@pytest.fixture
def find(declaration):
    """The table of sheets that are given by their rows."""

    def find(*sheets, visible=()):
        made = tuple(
            Sheet(
                name=f"Sheet{number}",
                visible=number in visible or not visible,
                rows=[tuple(row) for row in rows],
            )
            for number, rows in enumerate(sheets, 1)
        )
        book = Workbook(sheets=made, properties=Properties())
        return find_table(book, declaration, expectations_of(declaration))

    return find


def entries(table):
    """The numbers of a table's entries, by what it says of the other rows."""
    explained = {number for number, _ in table.explained}
    below = range(table.header + 1, len(table.sheet.rows) + 1)
    return [number for number in below if number not in explained]


def test_the_columns_of_a_list_are_mapped(find):
    table, others = find([PARTICIPATING, *ENTRIES])
    assert table.list.name == "participating"
    assert [role for role, _ in table.roles] == [
        *(Role.STATE, Role.AGENCY, Role.TYPE, Role.COUNTY, Role.MODEL, Role.SIGNED, Role.MOA),
        Role.ADDENDUM,
    ]
    assert (table.header, table.columns, table.explained, table.flags) == (1, PARTICIPATING, (), ())
    assert others == ()


def test_the_columns_say_which_list_it_is(find):
    assert find([PENDING, *AGENCIES])[0].list.name == "pending"
    assert find([(*PENDING, "MOA"), *AGENCIES])[0].list.name == "pending"
    old = ("STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED", "MOA")
    assert find([old])[0].list.name == "participating"


@pytest.mark.parametrize("header", [PARTICIPATING, PENDING])
def test_a_list_of_nothing_but_its_header_is_a_list(header, find):
    table, _ = find([header])
    assert (entries(table), table.explained) == ([], ())


@given(order=st.permutations(range(7)))
def test_columns_stand_in_any_order(order, declaration):
    rows = [PARTICIPATING[:7], *ENTRIES]
    shuffled = [tuple(row[at] for at in order) for row in rows]
    sheet = Sheet(name="Sheet1", visible=True, rows=shuffled)
    book = Workbook(sheets=(sheet,), properties=Properties())
    table, _ = find_table(book, declaration, expectations_of(declaration))
    assert {PARTICIPATING[order[at]]: role for role, at in table.roles} == {
        header: declaration.columns[header.casefold()] for header in PARTICIPATING[:7]
    }
    assert table.flags == ()


@pytest.mark.parametrize(
    ("header", "printed"),
    [
        ("STATE", " State "),
        ("STATE", "States"),
        ("STATE", "STATE/TERRITORY"),
        ("LAW ENFORCEMENT AGENCY", "Law\nEnforcement\xa0 Agency"),
        ("LAW ENFORCEMENT AGENCY", "Law Enforcement Agencies"),
        ("SUPPORT TYPE", "SUPPORT TYPE:"),
        ("SUPPORT TYPE", "Type of Support"),
        ("SUPPORT TYPE", "MODEL*"),
        ("SIGNED", "Date Signed"),
        ("MOA", "Memorandum of Agreement"),
        ("COUNTY", "COUNTY\x1fthttps://example.org"),
    ],
)
def test_a_renamed_header_is_known_by_what_the_register_declares(header, printed, find):
    renamed = tuple(printed if name == header else name for name in PARTICIPATING)
    table, _ = find([renamed, *ENTRIES])
    assert [at for _, at in table.roles] == list(range(8))
    assert table.flags == ()


@pytest.mark.parametrize(
    ("at", "printed", "nearest"),
    [
        (4, "Support Typ", "SUPPORT TYPE"),
        (1, "LAW ENFORCEMENT AGENY", "LAW ENFORCEMENT AGENCY"),
        (0, "STTE", "STATE"),
        (7, "SHERIFF", ""),
        (7, "2025\x1fn", ""),
    ],
)
def test_an_unknown_column_stops_the_capture_and_is_named(at, printed, nearest, find):
    header = (*PARTICIPATING[:at], printed, *PARTICIPATING[at + 1 :])
    with pytest.raises(LayoutError, match="unknown column") as caught:
        find([header, *ENTRIES])
    assert caught.value.column == printed.partition("\x1f")[0]
    assert caught.value.nearest == nearest
    assert str(caught.value).isprintable()


def test_a_header_of_which_every_name_is_misspelt_is_still_named(find):
    header = ("STATTE", "LAW ENFORCEMNT AGENCY", "TYPPE", "COUNTRY", "SUPORT TYPE")
    with pytest.raises(LayoutError, match='row 2: unknown column "STATTE"') as caught:
        find([("287(g)",), header, *AGENCIES])
    assert caught.value.nearest == "STATE"


def test_two_columns_for_one_thing_stop_the_capture(find):
    with pytest.raises(LayoutError, match='two columns hold the model: "SUPPORT TYPE" and "MODEL"'):
        find([(*PENDING, "MODEL"), *AGENCIES])


def test_a_missing_column_is_named(find):
    with pytest.raises(LayoutError, match="the column SUPPORT TYPE is missing"):
        find([PENDING[:4], *(row[:4] for row in AGENCIES)])


@pytest.mark.parametrize(
    "rows", [[], [("Agencies that have signed",)], [("1\x1fn", "2\x1fn")], [("a", "b", "c")] * 50]
)
def test_a_workbook_without_a_list_is_refused(rows, find):
    with pytest.raises(LayoutError) as caught:
        find(rows)
    assert str(caught.value).isprintable()


class TestRows:
    """Rows that are no entries are told apart, each with its reason."""

    def reasons(self, table):
        return dict(table.explained)

    def test_titles_above_the_header_are_explained(self, find):
        table, _ = find([("287(g) Agreements",), (), ("As of 9/5/2025",), PENDING, *AGENCIES])
        assert table.header == 4
        assert self.reasons(table) == {
            1: "above the header",
            2: "blank row",
            3: "above the header",
        }

    @pytest.mark.parametrize("blank", [(), ("", " "), ("\xa0", "", "\n"), ("", "", "", "", " ")])
    def test_blank_rows_are_explained(self, blank, find):
        table, _ = find([PENDING, AGENCIES[0], blank, AGENCIES[1]])
        assert self.reasons(table) == {3: "blank row"}
        assert entries(table) == [2, 4]

    @pytest.mark.parametrize(
        "repeated",
        [
            PENDING,
            tuple(name.title() for name in PENDING),
            tuple(f" {name}\xa0" for name in PENDING),
            ("STATES", "AGENCY", "AGENCY TYPE", "", "MODEL"),
            PENDING[:2],
        ],
    )
    def test_a_header_repeated_in_the_body_is_no_entry(self, repeated, find):
        table, _ = find([PENDING, *AGENCIES[:3], repeated, *AGENCIES[3:]])
        assert self.reasons(table) == {5: "the header is repeated"}

    @pytest.mark.parametrize(
        ("note", "reason"),
        [
            (("Total", "957\x1fn"), "a total, not an entry: Total 957"),
            (("TOTAL AGENCIES", "", "", "", "957"), "a total, not an entry: TOTAL AGENCIES 957"),
            (("Grand total", "9", "8", "7", "6"), "a total, not an entry: Grand total 9 8 7 6"),
            (("* Updated twice a day",), "a note, not an entry: * Updated twice a day"),
            (("Source:", "ICE"), "a note, not an entry: Source: ICE"),
            (("", "", "", "", "end"), "a note, not an entry: end"),
            (("TEXAS",), "a note, not an entry: TEXAS"),
            (("link\x1fthttps://example.org",), "a note, not an entry: link"),
        ],
    )
    def test_notes_and_totals_are_no_entries(self, note, reason, find):
        table, _ = find([PENDING, *AGENCIES, (), note])
        assert self.reasons(table) == {8: "blank row", 9: reason}

    @pytest.mark.parametrize(
        "row",
        [
            ("FLORIDA", "Madison Police Department ", "Municipality ", "Madison County"),
            ("PENNSLYVANIA", "Mahanoy Township Police Department"),
            ("", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model"),
            ("Nowhere", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model"),
            ("TEXAS", "", "County", "Bee County", "Task Force Model"),
            ("TEXAS", "Total Police Department", "County", "Bee County", "Task Force Model"),
            ("GUAM", "Office of the Attorney General"),
        ],
    )
    def test_an_entry_with_blank_or_misspelt_cells_is_an_entry(self, row, find):
        table, _ = find([PENDING, *AGENCIES, row])
        assert entries(table) == list(range(2, 9))

    def test_blank_rows_without_end_stop_the_capture(self, find):
        with pytest.raises(
            LayoutError, match=r"10,001 blank rows stand above its last row, 10,009"
        ):
            find([PENDING, *AGENCIES, *[()] * (MAX_BLANK + 1), AGENCIES[0]])

    @given(
        rows=st.lists(
            st.one_of(
                st.sampled_from(AGENCIES),
                st.sampled_from([(), ("", " "), PENDING, ("Total", "9"), ("a note",)]),
                st.lists(
                    st.sampled_from(
                        ["", " ", "\xa0", "STATE", "TEXAS", "Texs", "x", "9\x1fn", "#N/A\x1fe"]
                    ),
                    max_size=5,
                ).map(tuple),
            ),
            max_size=30,
        ),
        above=st.lists(st.sampled_from([(), ("287(g)",), ("a", "b", "c")]), max_size=3),
    )
    def test_every_row_is_an_entry_or_explained_once(self, rows, above, declaration):
        rows = [*rows, *AGENCIES * len(rows)]  # enough sound entries to know the columns by
        sheet = Sheet(name="Sheet1", visible=True, rows=[*above, PENDING, *rows])
        book = Workbook(sheets=(sheet,), properties=Properties())
        table, _ = find_table(book, declaration, expectations_of(declaration))
        numbers = [number for number, _ in table.explained]
        assert len(numbers) == len(set(numbers))
        assert table.header not in numbers
        assert all(why for _, why in table.explained)
        found = entries(table)
        assert len(above) + 1 + len(rows) == table.header + len(found) + sum(
            number > table.header for number in numbers
        )
        for number, reason in table.explained:
            row = sheet.rows[number - 1]
            printed = any(cell.partition("\x1f")[0].strip() for cell in row)
            assert (reason == "blank row") == (not printed)
        assert all(any(c.strip() for c in sheet.rows[number - 1]) for number in found)
        for number in range(table.header + 1, len(sheet.rows) + 1):
            if sheet.rows[number - 1] in AGENCIES:
                assert number in found


class TestContents:
    """A column that does not hold what it says is put right or stops the capture."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("STATE", "LAW ENFORCEMENT AGENCY"),
            ("STATE", "SUPPORT TYPE"),
            ("TYPE", "COUNTY"),
            ("TYPE", "SUPPORT TYPE"),
            ("SUPPORT TYPE", "SIGNED"),
            ("SIGNED", "MOA"),
            ("COUNTY", "SUPPORT TYPE"),
            ("LAW ENFORCEMENT AGENCY", "COUNTY"),
        ],
    )
    @pytest.mark.parametrize("count", [2, 6])
    def test_two_headers_that_are_swapped_are_read_by_their_contents(self, one, other, count, find):
        swap = {one: other, other: one}
        header = tuple(swap.get(name, name) for name in PARTICIPATING)
        table, _ = find([header, *ENTRIES[:count]])
        assert {role: PARTICIPATING[at] for role, at in table.roles} == {
            **dict(
                zip(
                    [r for r, _ in find([PARTICIPATING, *ENTRIES])[0].roles],
                    PARTICIPATING,
                    strict=True,
                )
            )
        }
        (flag,) = table.flags
        assert "are swapped; the columns are read by their contents" in flag
        assert f'"{one}"' in flag
        assert f'"{other}"' in flag

    def test_three_headers_that_are_mixed_up_stop_the_capture(self, find):
        header = ("TYPE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "COUNTY", "STATE")
        with pytest.raises(LayoutError, match="does not hold what it says: 0% of its 6 cells"):
            find([header, *AGENCIES])

    def test_a_column_of_something_else_stops_the_capture(self, find):
        rows = [(*row[:5], "pending", *row[6:]) for row in ENTRIES]
        with pytest.raises(LayoutError, match='the column "SIGNED" does not hold') as caught:
            find([PARTICIPATING, *rows])
        assert caught.value.column == "SIGNED"

    def test_a_few_rows_with_odd_cells_are_left_as_they_are(self, find):
        rows = [("TEXAS", "Bee County Sheriff's Office", "Countty?", "Bee", "Task Farce")]
        table, _ = find([PENDING, *rows])
        assert (entries(table), table.flags) == ([2], ())

    @pytest.mark.parametrize(
        "signed", ["45905\x1fn", "9/5/2025", "2025-09-05\x1fd", "", "8/282025"]
    )
    def test_days_may_be_dates_numbers_texts_or_blank(self, signed, find):
        rows = [(*row[:5], signed) for row in ENTRIES]
        assert find([PARTICIPATING[:6], *rows])[0].flags == ()

    def test_a_column_without_a_name_but_with_contents_stops_the_capture(self, find):
        for header in ((*PENDING, ""), PENDING, (*PENDING[:2], "", *PENDING[2:])):
            at = header.index("") if "" in header[:5] else 5
            rows = [(*row[:at], "x", *row[at:]) for row in AGENCIES * 2]
            with pytest.raises(LayoutError, match="12 rows have cells under no header") as caught:
                find([header, *rows])
            assert caught.value.column == "(no name)"

    def test_a_stray_cell_is_kept_and_flagged(self, find):
        table, _ = find([PENDING, *AGENCIES[:5], (*AGENCIES[5], "", "check!")])
        assert table.flags == ("1 rows have cells under no header, first row 7; they are kept",)


LIST = [PARTICIPATING, *ENTRIES]
NOTE = [("For internal use",), ("Ask Mr Smith",)]
PIVOT = [("STATE", "SUPPORT TYPE", "Count of agencies"), ("TEXAS", "Task Force Model", "9")]


class TestSheets:
    """One sheet is the list; the others are kept beside it, or there is no telling."""

    @pytest.mark.parametrize("stray", [NOTE, PIVOT, [("STATE", "COUNT"), ("TEXAS", "9")], []])
    @pytest.mark.parametrize("first", [True, False])
    def test_a_stray_sheet_is_kept_beside_the_list(self, stray, first, find):
        table, others = find(*((stray, LIST) if first else (LIST, stray)))
        assert table.sheet.rows == LIST
        assert [sheet.rows for sheet in others] == [stray]

    def test_two_sheets_with_different_lists_stop_the_capture(self, find):
        for other in ([PENDING, *AGENCIES], [PARTICIPATING, *ENTRIES[1:]]):
            with pytest.raises(LayoutError, match=r"more than one sheet holds a list: 'Sheet1'"):
                find(LIST, other)

    def test_the_same_list_twice_is_one(self, find):
        table, others = find(LIST, LIST)
        assert table.sheet.name == "Sheet1"
        assert len(others) == 1

    def test_a_hidden_or_empty_list_beside_the_one_that_shows_is_kept(self, find):
        other = [PARTICIPATING, *ENTRIES[:2]]
        assert find(other, LIST, visible={2})[0].sheet.rows == LIST
        assert find([PENDING], LIST)[0].sheet.rows == LIST

    def test_a_list_that_is_hidden_is_read_where_there_is_no_other(self, find):
        assert find(NOTE, LIST, visible={1})[0].sheet.rows == LIST

    def test_another_sheet_does_not_stand_in_for_a_list_that_cannot_be_read(self, find):
        broken = [(*PARTICIPATING, "SHERIFF"), *[(*row, "", "x") for row in ENTRIES]]
        old = [PARTICIPATING, *ENTRIES[:2]]
        for visible in ({1}, {1, 2}):
            with pytest.raises(LayoutError, match='unknown column "SHERIFF"'):
                find(broken, old, visible=visible)
        assert find(broken, old, visible={2})[0].sheet.rows == old


def test_reading_a_table_changes_nothing_in_the_workbook(declaration):
    rows = [tuple(row) for row in [PARTICIPATING, *ENTRIES]]
    sheet = Sheet(name="Sheet1", visible=True, rows=list(rows), hidden=(2,))
    book = Workbook(sheets=(sheet,), properties=Properties())
    table, _ = find_table(book, declaration, expectations_of(declaration))
    assert table.sheet == dataclasses.replace(sheet, rows=rows)
