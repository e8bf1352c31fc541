"""A delimited text is read cell for cell; what is wrong in it is named by its row."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import ReadError
from ofrecord.read.delimited import MAX_LINE, read_delimited


def rows(text: str | bytes):
    data = text if isinstance(text, bytes) else text.encode()
    (sheet,) = read_delimited(data).sheets
    assert (sheet.name, sheet.visible) == ("", True)
    return sheet.rows


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        read_delimited(data)
    assert str(caught.value).isprintable()
    return caught.value.reason, str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2\n", [("a", "b"), ("1", "2")]),
        ("a,b\r\n1,2\r\n", [("a", "b"), ("1", "2")]),
        ("a,b\r1,2", [("a", "b"), ("1", "2")]),
        ("a;b,c\n1;2\n", [("a;b", "c"), ("1;2",)]),
        ("a;b;c,d\n1;2;3\n", [("a", "b", "c,d"), ("1", "2", "3")]),
        ("a\tb\n1\t2\n", [("a", "b"), ("1", "2")]),
        ('"a,b,c";d\n1;2\n', [("a,b,c", "d"), ("1", "2")]),
        ("a\n1\n", [("a",), ("1",)]),
        ('a,b\n"1,101","say ""no"""\n', [("a", "b"), ("1,101", 'say "no"')]),
        ('a,b\n"1\r\n2",3\n', [("a", "b"), ("1\r\n2", "3")]),
        ("a,b\n 1 , 2.0 \n", [("a", "b"), (" 1 ", " 2.0 ")]),
        ('a,b\n5" gun,NaN\n', [("a", "b"), ('5" gun', "NaN")]),
        ("a,b\n\n1,\n,,\n", [("a", "b"), (), ("1",)]),
    ],
)
def test_cells_are_as_printed(text, expected):
    assert rows(text) == expected
    assert rows("\ufeff" + text) == expected
    assert rows(text.encode("utf-16")) == expected
    assert rows(b"\xfe\xff" + text.encode("utf-16-be")) == expected


def test_rows_of_other_widths_are_kept_and_numbered():
    (sheet,) = read_delimited(b"a,b\n1\n2,3\n4,5,6\n\n7,\n8,9,\n").sheets
    assert sheet.rows == [("a", "b"), ("1",), ("2", "3"), ("4", "5", "6"), (), ("7",), ("8", "9")]
    assert sheet.uneven == (2, 4, 7)


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (b"", "empty", "empty"),
        (b" \r\n ", "empty", "blanks"),
        (b"a,b\nd\xe9j\xe0,1\n", "malformed", "byte 6 is 0xE9 (line 2)"),
        (b"\xef\xbb\xbfa\n\xe9\n", "malformed", "byte 6 is 0xE9 (line 2)"),
        (b"a,b\n1,\x002\n", "malformed", "line 2 holds a control character (U+0000)"),
        (b"a,b\n1,\x1f2\n", "malformed", "(U+001F)"),
        ("a,b\n".encode("utf-16-le"), "malformed", "(U+0000)"),
        (b'a,b\n1,2\n3,"4\n5,6\n', "malformed", "row 3 (line 3): a quote is left open"),
        (b'a,b\n"1"2,3\n', "malformed", "row 2 (line 2): text follows a closing quote"),
        (b'a,b\n"1\n2",3\n4,"5', "malformed", "row 3 (line 4)"),
        (b'a,b\n"' + b"x\n" * MAX_LINE, "too-large", "row 2"),
        (b"a,b\n1," + b"x" * MAX_LINE, "too-large", "line 2"),
        (b"a,b\n" + b"," * 20_000, "too-large", "row 2"),
        (b"a" * (24 * 1024 * 1024 + 1), "too-large", "bytes"),
        (b"<!DOCTYPE html><p>a,b", "not-a-table", "HTML"),
        (b"<!-- a --><HTML>", "not-a-table", "HTML"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "not-a-table", "LFS"),
        (b'{"a": 1}', "not-a-table", "JSON"),
        (b'\n[{"a": 1}]', "not-a-table", "JSON"),
    ],
)
def test_what_is_no_such_text_is_refused_with_its_place(data, reason, message):
    found, said = refused(data)
    assert found == reason
    assert message in said


CELLS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from(',;\t"\n\r '), max_size=8
)


@given(
    table=st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6),
    delimiter=st.sampled_from(",;\t"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_what_was_written_is_read_back(table, delimiter, line_end, quoting):
    table = [["day", "count"], *table]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(table)
    expected = [list(row) for row in table]
    for row in expected:
        while row and not row[-1]:
            row.pop()
    while not expected[-1]:
        expected.pop()
    (sheet,) = read_delimited(text.getvalue().encode()).sheets
    assert sheet.rows == [tuple(row) for row in expected]
    assert sheet.uneven == tuple(n for n, row in enumerate(table, 1) if len(row) != 2)


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_plain_words(data):
    try:
        read_delimited(data)
    except ReadError as error:
        assert str(error).isprintable()  # noqa: PT017  (either outcome is right)


def test_every_cell_of_real_editions_is_the_one_that_the_csv_module_reads(shared):
    paths = [
        *(shared / "records" / "ukraine-air-attacks").glob("**/*.csv"),
        *(shared / "records" / "uk-small-boats" / "daily").glob("*.csv"),
    ]
    assert len(paths) > 15
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            theirs = list(csv.reader(file))
        (sheet,) = read_delimited(path.read_bytes()).sheets
        assert len(sheet.rows) == len(theirs), path.name
        assert sheet.uneven == (), path.name
        for row, values in zip(sheet.rows, theirs, strict=True):
            assert [*row, *[""] * (len(values) - len(row))] == values, path.name
