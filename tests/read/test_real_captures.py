"""Every cell and link of real captures, against two readers that are not ours."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from ofrecord.read import sheet, sheet_tree
from ofrecord.read.cells import Kind, kind_of, link_of, text_of
from ofrecord.read.workbook import read_workbook

ODD = re.compile(
    r"20250219163339|20250301180751|20250226183301|05222025pm|07082025pm|08022025pm|09242025am"
    r"|10222025mid|11062025pm|11252025pm|01082026am|02272026am"
)
"""Blank cells in two tags, another program, hidden rows, odd dates, blank rows, no rows, MOA."""


@pytest.fixture(scope="module")
def captures(shared):
    """Every 40th real capture, and all that are odd."""
    paths = sorted((shared / "records" / "ice-287g").glob("p*/*.xlsx"))
    assert len(paths) > 1_000
    odd = [path for path in paths if ODD.search(path.name)]
    return {path.name: path.read_bytes() for path in sorted({*paths[::40], *odd})}


def same(cell: str, value: object) -> bool:
    """Whether a cell is what another reader gives for it."""
    text = text_of(cell)
    match kind_of(cell):
        case Kind.DATE:
            return isinstance(value, dt.date) and value.isoformat()[: len(text)] == text
        case Kind.NUMBER:
            return isinstance(value, int | float) and float(text) == value
        case Kind.BOOLEAN:
            return value is (text == "TRUE")
    return (value or "") == text


def test_every_cell_and_link_is_the_one_that_openpyxl_reads(captures):
    cells = links = 0
    for name, data in captures.items():
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheets = read_workbook(data).sheets
        assert [found.name for found in sheets] == book.sheetnames, name
        for found in sheets:
            other = book[found.name]
            hidden = {n for n, row in other.row_dimensions.items() if row.hidden}
            assert set(found.hidden) == hidden, name
            printed = sum(len([cell for cell in row if cell]) for row in found.rows)
            for row in other.iter_rows():
                for theirs in row:
                    at = theirs.row - 1, theirs.column - 1
                    known = at[0] < len(found.rows) and at[1] < len(found.rows[at[0]])
                    cell = found.rows[at[0]][at[1]] if known else ""
                    assert same(cell, theirs.value), (name, theirs.coordinate, cell, theirs.value)
                    printed -= bool(cell)
                    cells += bool(cell)
                    link = theirs.hyperlink.target if theirs.hyperlink else ""
                    assert link_of(cell) == (link or ""), (name, theirs.coordinate)
                    links += bool(link)
            assert printed == 0, name
    assert cells > 50_000
    assert links > 5_000


def test_every_cell_is_the_one_that_calamine_reads_but_errors_which_it_drops(captures):
    errors = 0
    for name, data in captures.items():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for found in read_workbook(data).sheets:
            theirs = book.get_sheet_by_name(found.name).to_python(skip_empty_area=False)
            assert len(theirs) >= len(found.rows), name
            for number, values in enumerate(theirs):
                row = found.rows[number] if number < len(found.rows) else ()
                for column, value in enumerate(values):
                    cell = row[column] if column < len(row) else ""
                    if kind_of(cell) is Kind.ERROR:
                        assert value == ""
                        errors += 1
                    else:
                        assert same(cell, value), (name, number, column, cell, value)
    assert errors > 1_000


def test_the_pattern_reads_what_the_full_parser_reads(captures, read_slowly):
    for name, data in captures.items():
        assert read_workbook(data) == read_slowly(data), name


def test_only_what_another_program_wrote_is_left_to_the_parser(captures, monkeypatch):
    left = []
    for name, data in captures.items():

        def note(text, part, reader, name=name):
            if "<row " in text:
                left.append(name)
            return sheet_tree.read_sheet_tree(text, part, reader)

        monkeypatch.setattr(sheet, "read_sheet_tree", note)
        read_workbook(data)
    assert left == ["participatingAgencies-20250301180751.xlsx"]
