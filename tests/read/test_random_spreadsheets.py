"""Spreadsheets made at random and real ones are read cell for cell, in both ways alike."""

import contextlib
import datetime as dt
import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ofrecord.errors import ReadError
from ofrecord.read.cells import Kind, kind_of, link_of, text_of
from ofrecord.read.ods import read_ods

TEXT = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")
    | st.sampled_from("\n\t &<>'\""),
    min_size=1,
    max_size=20,
)
MOMENTS = st.datetimes(dt.datetime.fromisoformat("1000-01-01"))
VALUES = st.one_of(
    st.none(),
    TEXT,
    st.dates(),
    MOMENTS.map(lambda moment: moment.replace(microsecond=0)),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)


def expected(value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return f"{str(value).upper()}\x1fb"
        case dt.date():
            return value.isoformat().removesuffix("T00:00:00") + "\x1fd"
        case int() | float():
            return f"{value}\x1fn"
    return value


@settings(max_examples=60)
@given(rows=st.lists(st.lists(VALUES, max_size=6), max_size=8))
def test_what_was_written_is_read_back(rows, make_ods, read_ods_slowly):
    cells = [[expected(value) for value in row] for row in rows]
    for row in cells:
        while row and not row[-1].strip("\n"):
            if row[-1]:
                break
            row.pop()
    while cells and not cells[-1]:
        cells.pop()
    data = make_ods({"Sheet1": rows})
    found = read_ods(data).sheets[0].rows
    assert found == [tuple(row) for row in cells]
    assert read_ods_slowly(data) == read_ods(data)


@settings(max_examples=150)
@given(
    edits=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.sampled_from([0, 1, 5, 60]),
            st.sampled_from(
                [
                    *("", "<", ">", "&", '"', "]]>", "<text:p>", "</text:p>", "<table:table-row>"),
                    *("</table:table-cell>", "<table:table>", "&#31;", "\x00", ' x="y"'),
                ]
            ),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_damaged_content_is_read_alike_in_both_ways_or_refused(
    edits, make_ods, ods_files, read_ods_slowly
):
    rows = [["Date", "Arrived"], [dt.date(2025, 9, 6), 1101, "Revised"], [None, 2.5, True]]
    text = ods_files.content_xml({"SB_01": rows})
    for at, length, snippet in edits:
        place = int(at * len(text))
        text = text[:place] + snippet + text[place + length :]
    data = make_ods(parts={"content.xml": text.encode()})
    try:
        found = read_ods(data)
    except ReadError as error:
        assert str(error).isprintable()  # noqa: PT017  (either outcome is right)
        return
    for sheet in found.sheets:
        for row in sheet.rows:
            assert not any(re.search(r"[\x00-\x08\x1c-\x1e]", cell) for cell in row)
    with contextlib.suppress(ReadError):  # the parser may see what does not bear on any cell
        assert read_ods_slowly(data) == found


def same(cell: str, value: object) -> bool:
    text = text_of(cell)
    match kind_of(cell):
        case Kind.DATE:
            return isinstance(value, dt.date) and value.isoformat()[: len(text)] == text
        case Kind.NUMBER:
            return isinstance(value, int | float) and float(text) == value
    return text == value


def test_every_cell_of_real_editions_is_the_one_that_calamine_reads(shared, read_ods_slowly):
    paths = sorted((shared / "records" / "uk-small-boats" / "ods").glob("*.ods"))
    assert len(paths) == 14
    cells = links = hidden = 0
    calculated = set()
    for path in paths:
        data = path.read_bytes()
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = read_ods(data)
        assert read_ods_slowly(data) == found
        assert [sheet.name for sheet in found.sheets] == book.sheet_names
        for sheet in found.sheets:
            theirs = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            assert len(theirs) == len(sheet.rows)
            for number, values in enumerate(theirs):
                row = sheet.rows[number]
                for column, value in enumerate(values):
                    cell = row[column] if column < len(row) else ""
                    assert same(cell, value), (path.name, sheet.name, number, column, cell, value)
                    cells += bool(cell)
                assert len(row) <= len(values)
            links += sum(bool(link_of(cell)) for row in sheet.rows for cell in row)
            assert sheet.visible
            hidden += len(sheet.hidden)
            calculated.update((sheet.name, reference) for reference in sheet.formulas)
    assert cells > 190_000
    assert links == 14 * 3
    assert calculated
    assert hidden
