"""Tables made at random are read back cell for cell, in whatever way they are written."""

import contextlib
import io
import re
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ERROR_CODES

from ofrecord.errors import ReadError
from ofrecord.read.references import COLUMNS, column_letters, read_area
from ofrecord.read.workbook import read_workbook

TEXT = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff_")
    | st.sampled_from("\n\t &<>'\""),
    min_size=1,
    max_size=20,
)
URL = st.from_regex(r"https://[a-z]{1,8}\.org/[A-Za-z0-9&?=%'()!.-]{0,20}", fullmatch=True)
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
VALUES = st.one_of(
    st.none(),
    TEXT,
    DAYS,
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.sampled_from(ERROR_CODES),
)
TABLES = st.lists(st.lists(VALUES, max_size=9), max_size=12)


def trimmed(rows):
    """Rows without blank cells and rows at the end, as a sheet is read."""
    rows = [list(row) for row in rows]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return [tuple(row) for row in rows]


def expected(value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return f"{str(value).upper()}\x1fb"
        case datetime() | date():
            return f"{value.isoformat()}\x1fd"
        case int() | float():
            return f"{value}\x1fn"
        case str() if value in ERROR_CODES:
            return f"{value}\x1fe"
    return value


@settings(max_examples=40)
@given(rows=TABLES, links=st.dictionaries(st.integers(0, 11), URL, max_size=4))
def test_what_openpyxl_writes_is_read_back(rows, links):
    book = openpyxl.Workbook()
    sheet = book.active
    cells = [[expected(value) for value in row] for row in rows]
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str) and value not in ERROR_CODES:
                cell.value, cell.data_type = value, "s"  # text that begins with "=" is text
            elif value is not None:
                cell.value = value
    for number, address in links.items():
        if number < len(rows) and rows[number] and rows[number][0] is not None:
            sheet.cell(number + 1, 1).hyperlink = address
            cell = cells[number][0]
            cells[number][0] = cell + ("" if "\x1f" in cell else "\x1ft") + address
    buffer = io.BytesIO()
    book.save(buffer)
    found = read_workbook(buffer.getvalue()).sheets[0]
    assert [tuple(map(as_number, row)) for row in found.rows] == [
        tuple(map(as_number, row)) for row in trimmed(cells)
    ]
    assert found.unplaced_links == ()


def as_number(cell: str) -> object:
    """The cell, a number as its value: openpyxl writes 16 digits, and not as Python does."""
    text, mark, tail = cell.partition("\x1f")
    return (f"{float(text):.12g}", tail) if tail[:1] == "n" else (text, mark, tail)


@st.composite
def raw_sheets(draw):
    """A sheet's XML in one of the many ways to write it, and the rows that it stands for."""
    rows = draw(st.lists(st.lists(st.one_of(st.just(""), TEXT), max_size=6), max_size=8))
    numbers = sorted(draw(st.sets(st.integers(1, 40), min_size=len(rows), max_size=len(rows))))
    strings: list[str] = []
    xml, grid = [], [[] for _ in range(max(numbers, default=0))]
    usual = draw(st.booleans())
    for number, row in zip(numbers, rows, strict=True):
        grid[number - 1] = row
        cells = []
        for column, text in enumerate(row):
            reference = f"{column_letters(column)}{number}"
            cells.append(draw(raw_cells(reference, text, strings, usual=usual)))
        if not usual:
            cells = draw(st.permutations(cells))
        more = draw(st.sampled_from(["", ' spans="1:8"', ' ht="9" customHeight="1"']))
        xml.append(f'<row r="{number}"{more}>{"".join(cells)}</row>')
    if not usual:
        xml = draw(st.permutations(xml))
    space = draw(st.sampled_from(["", "\n", " "]))
    return space.join(xml), strings, trimmed(grid)


@st.composite
def raw_cells(draw, reference, text, strings, *, usual):
    style = draw(st.sampled_from(["", ' s="0"', ' s="3"']))
    kept = f'<t xml:space="preserve">{escape(text)}</t>'
    if not text:
        blank = [f'<c r="{reference}"{style}/>', f'<c r="{reference}"{style}></c>', ""]
        return draw(st.sampled_from(blank))
    strings.append(text)
    ways = [
        f'<c r="{reference}"{style} t="s"><v>{len(strings) - 1}</v></c>',
        f'<c r="{reference}"{style} t="inlineStr"><is>{kept}</is></c>',
        f'<c r="{reference}"{style} t="str"><v>{escape(text)}</v></c>',
    ]
    if not usual:
        ways += [
            f"<c t='s' r='{reference}'><v>{len(strings) - 1}</v></c>",
            f'<c r="{reference}" t="inlineStr"><is><r>{kept}</r><r><t/></r></is></c>',
            f'<c r="{reference}" t="str"><!-- --><v>{escape(text)}</v></c>',
        ]
    return draw(st.sampled_from(ways))


@given(made=raw_sheets())
def test_a_sheet_is_read_in_whatever_way_it_is_written(made, write, read_slowly):
    xml, strings, rows = made
    data = write(xml, strings=strings)
    assert read_workbook(data).sheets[0].rows == rows
    assert read_slowly(data).sheets[0].rows == rows


@given(
    rows=st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=6),
    links=st.lists(
        st.tuples(st.integers(1, 8), st.integers(0, 5), st.integers(0, 2), st.integers(0, 2), URL),
        max_size=6,
    ),
)
def test_every_link_stands_behind_its_cells_or_is_kept_apart(rows, links, write, read_slowly):
    xml = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{column_letters(at)}{number}" t="str"><v>{escape(text)}</v></c>'
            for at, text in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    stated = []
    for top, left, down, right, url in links:
        first = f"{column_letters(left)}{top}"
        last = f"{column_letters(left + right)}{top + down}"
        stated.append((first if first == last else f"{first}:{last}", url))
    tags = "".join(
        f"<hyperlink ref={quoteattr(reference)} r:id={quoteattr(f'rId{at}')}/>"
        for at, (reference, _) in enumerate(stated)
    )
    after = f"<hyperlinks>{tags}</hyperlinks>"
    data = write(xml, after=after, links={f"rId{at}": url for at, (_, url) in enumerate(stated)})
    found = read_workbook(data)
    assert found == read_slowly(data)
    (sheet,) = found.sheets
    kept = {url for row in sheet.rows for cell in row for url in [cell.partition("\x1ft")[2]]}
    kept |= {url for _, url in sheet.unplaced_links}
    covered = set()
    for reference, url in stated:
        top, bottom, left, right = read_area(reference)
        cells = {
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if row <= len(rows) and column < len(rows[row - 1])
        }
        if not cells or cells - covered:
            assert url in kept
        covered |= cells


@given(index=st.integers(0, 16_383))
def test_letters_name_columns(index):
    assert COLUMNS[column_letters(index)] == index


SNIPPETS = [
    *("<", ">", '"', "&", "/>", "]]>", "<!--", "-->", "<![CDATA[", "<?", "?>", "\x00", "\x1f"),
    *("</v>", "<v>", "</c>", '<c r="A1">', "</row>", '<row r="5">', "<sheetData>", "</sheetData>"),
    *(' r="B2"', ' t="s"', ' t="n"', ' hidden="1"', "<f>1</f>", "<x:row>", "&#31;", "_x001F_"),
    *("9" * 30, "-1", "<!DOCTYPE a>", "<is><t>", "</t></is>", ' xmlns:x="y"'),
]
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 0, 1, 5, 60]), st.sampled_from(["", *SNIPPETS])),
    min_size=1,
    max_size=3,
)


@pytest.fixture(scope="module")
def usual(parts) -> dict[str, str | bytes]:
    """The parts of a workbook as publishers' programs write them."""
    rows = "".join(
        f'<row r="{number}" spans="1:4"><c r="A{number}" s="1" t="s"><v>{number % 3}</v></c>'
        f'<c r="B{number}" s="0"><v>459{number:02}</v></c><c r="C{number}" s="1"/>'
        f'<c r="D{number}" t="e"><v>#N/A</v></c></row>'
        for number in range(1, 20)
    )
    tags = '<hyperlink ref="A2" r:id="rId1"/><hyperlink ref="A3" r:id="rId2"/>'
    after = f"<hyperlinks>{tags}</hyperlinks>"
    links = {"rId1": "https://example.org/a?b&c", "rId2": "https://example.org/d"}
    strings = ["STATE", "a & b", "c"]
    return parts(rows, strings=strings, formats=["mm/dd/yyyy", "0"], after=after, links=links)


@settings(max_examples=300)
@given(data=st.data(), edits=EDITS)
def test_damaged_xml_is_read_alike_in_both_ways_or_refused(data, edits, usual, pack, read_slowly):
    name = data.draw(st.sampled_from(sorted(usual)))
    text = usual[name]
    for at, length, snippet in edits:
        place = int(at * len(text))
        text = text[:place] + snippet + text[place + length :]
    workbook = pack({**usual, name: text.encode()})
    try:
        found = read_workbook(workbook)
    except ReadError as error:
        assert str(error).isprintable()  # noqa: PT017  (either outcome is right)
        return
    for sheet in found.sheets:
        for row in sheet.rows:
            assert not any(re.search(r"[\x00-\x08\x1c-\x1e]", cell) for cell in row)
            assert all(cell.count("\x1f") <= 1 for cell in row)
    with contextlib.suppress(ReadError):  # the parser may see what does not bear on any cell
        assert read_slowly(workbook) == found


@settings(max_examples=200)
@given(edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=5))
def test_damaged_bytes_are_refused_in_plain_words_or_do_no_harm(edits, usual, pack):
    data = bytearray(pack(usual))
    for at, byte in edits:
        data[int(at * (len(data) - 1))] = byte
    try:
        read_workbook(bytes(data))
    except ReadError as error:
        assert str(error).isprintable()  # noqa: PT017  (either outcome is right)


@given(data=st.binary(max_size=300))
def test_any_bytes_are_refused_in_plain_words(data):
    with pytest.raises(ReadError):
        read_workbook(data)
    with pytest.raises(ReadError):
        read_workbook(b"PK\x03\x04" + data)


def test_nothing_is_read_twice_from_a_zip_written_by_another_program(usual, pack):
    """A zip that was packed again, stored or deflated, holds the same workbook."""
    whole = read_workbook(pack(usual))
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert read_workbook(pack(dict(reversed(usual.items())), method)) == whole
