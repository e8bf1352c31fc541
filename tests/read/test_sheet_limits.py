"""Sheets that would take more memory or time than any list does are refused at once."""

import pytest

from ofrecord.errors import ReadError
from ofrecord.read.workbook import read_workbook


def test_a_million_empty_rows_are_no_rows(write):
    data = write("".join(f'<row r="{n}"/>' for n in range(1, 600_000)))
    assert read_workbook(data).sheets[0].rows == []


def test_a_sheet_of_far_cells_is_refused(write):
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 1_000))
    with pytest.raises(ReadError, match="spreads over") as caught:
        read_workbook(write(rows))
    assert caught.value.reason == "too-large"


def test_a_sheet_of_100_megabytes_is_refused(write):
    with pytest.raises(ReadError, match="at most") as caught:
        read_workbook(write(" " * 100_000_000))
    assert caught.value.reason == "too-large"


def test_a_cell_of_40_megabytes_is_refused(write):
    cell = f'<row r="1"><c r="A1" t="str"><v>{"x" * 40_000_000}</v></c></row>'
    with pytest.raises(ReadError) as caught:
        read_workbook(write(cell))
    assert caught.value.reason == "too-large"


def test_deep_nesting_is_refused(write):
    with pytest.raises(ReadError, match="nests elements deeper"):
        read_workbook(write("<a>" * 1_000_000))


def test_rows_that_almost_fit_the_pattern_take_no_time(write):
    cells = "".join(f'<c r="{chr(65 + n)}1" t="s"><v>0</v></c>' for n in range(26))
    almost = f'<row r="1">{cells}<c r="Z1"><v>1</v><x/></c></row>'
    with pytest.raises(ReadError, match="two cells"):
        read_workbook(write(almost * 50, strings=["a"]))
