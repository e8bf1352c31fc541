"""Every way to write a cell is read, by the pattern and by the parser alike."""

import pytest

from ofrecord.errors import ReadError
from ofrecord.read import sheet, sheet_tree
from ofrecord.read.workbook import read_workbook

DATE = "mm/dd/yyyy"


def rows_of(workbook):
    return workbook.sheets[0].rows


CELLS = {
    # Shared strings: "ALABAMA", " x ", ""
    '<c r="A1" t="s"><v>0</v></c>': "ALABAMA",
    '<c r="A1" s="0" t="s"><v>0</v></c>': "ALABAMA",
    '<c r="A1" t="s" s="0"><v>0</v></c>': "ALABAMA",
    '<c t="s" r="A1"><v>0</v></c>': "ALABAMA",
    "<c r='A1' t='s'><v>0</v></c>": "ALABAMA",
    '<c r="A1" t="s" cm="1"><v>0</v></c>': "ALABAMA",
    '<c  r="A1"  t="s" ><v >0</v ></c >': "ALABAMA",
    '<c r="A1" t="s">\n<v>0</v>\n</c>': "ALABAMA",
    '<c r="A1" t="s"><v>1</v></c>': " x ",
    '<c r="A1" t="s"><v>2</v></c>': "",
    '<c r="A1" t="s"><v><!-- -->0</v></c>': "ALABAMA",
    # Inline strings
    '<c r="A1" t="inlineStr"><is><t>a</t></is></c>': "a",
    '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a\n</t></is></c>': " a\n",
    '<c r="A1" t="inlineStr"><is><t xml:space=\'preserve\'> a</t></is></c>': " a",
    '<c r="A1" t="inlineStr"><is><t>a &amp;&#8217; &lt;b&gt;</t></is></c>': "a &\u2019 <b>",
    '<c r="A1" t="inlineStr"><is><t>a\r\nb_x000D_</t></is></c>': "a\nb\r",
    '<c r="A1" t="inlineStr"><is><t><![CDATA[a & b]]></t></is></c>': "a & b",
    '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><rPr/><t>b</t></r></is></c>': "ab",
    '<c r="A1" t="inlineStr"><is><t>a</t><r><t>b</t></r></is></c>': "ab",
    '<c r="A1" t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>カン</t></rPh></is></c>': "漢",
    '<c r="A1" t="inlineStr"><is><t/></is></c>': "",
    '<c r="A1" t="inlineStr"><is/></c>': "",
    '<c r="A1" t="inlineStr"></c>': "",
    # Numbers and dates: style 0 is General, style 1 a date
    '<c r="A1"><v>957</v></c>': "957\x1fn",
    '<c r="A1" s="0"><v>1.50</v></c>': "1.50\x1fn",
    '<c r="A1" t="n"><v>-1E-3</v></c>': "-1E-3\x1fn",
    '<c r="A1" s="1"><v>45905</v></c>': "2025-09-05\x1fd",
    '<c r="A1" s="1" t="n"><v>45905</v></c>': "2025-09-05\x1fd",
    '<c r="A1" t="n" s="1"><v>45905.5</v></c>': "2025-09-05T12:00:00\x1fd",
    '<c r="A1" s="1"><v>0.25</v></c>': "0.25\x1fn",
    '<c r="A1" s="1"><v>-1</v></c>': "-1\x1fn",
    '<c r="A1" s="99"><v>45905</v></c>': "45905\x1fn",
    '<c r="A1" t="d"><v>2025-09-05</v></c>': "2025-09-05\x1fd",
    '<c r="A1" t="d"><v>2025-09-05T00:00:00Z</v></c>': "2025-09-05\x1fd",
    '<c r="A1" t="d"><v>2025-09-05T00:00:00.000</v></c>': "2025-09-05\x1fd",
    '<c r="A1" t="d"><v>2025-09-05T09:30:00</v></c>': "2025-09-05T09:30:00\x1fd",
    # Errors, booleans, results
    '<c r="A1" t="e"><v>#N/A</v></c>': "#N/A\x1fe",
    '<c r="A1" s="1" t="e"><v>#REF!</v></c>': "#REF!\x1fe",
    '<c r="A1" t="b"><v>1</v></c>': "TRUE\x1fb",
    '<c r="A1" t="b"><v>false</v></c>': "FALSE\x1fb",
    '<c r="A1" t="str"><v>a &amp; b</v></c>': "a & b",
    # Nothing
    '<c r="A1"/>': "",
    '<c r="A1" s="1"/>': "",
    '<c r="A1" s="1"></c>': "",
    '<c r="A1"><v/></c>': "",
    '<c r="A1" t="s"><v></v></c>': "",
    '<c r="A1" t="e"><v></v></c>': "",
    '<c r="A1" s="1"><v>45905</v><extLst><ext><v>9</v></ext></extLst></c>': "2025-09-05\x1fd",
}


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("beside", ["", '<c r="B1" t="s"><v>0</v></c>'])
def test_a_cell_is_read_however_it_is_written(cell, beside, read, write):
    strings = ["ALABAMA", " x ", ""]
    data = write(f'<row r="1">{cell}{beside}</row>', strings=strings, formats=["General", DATE])
    row = (CELLS[cell], "ALABAMA") if beside else (CELLS[cell],)
    assert rows_of(read(data)) == ([row] if any(row) else [])


@pytest.mark.parametrize("cell", [c for c in CELLS if "inlineStr" in c])
def test_an_inline_string_is_read_where_there_is_no_table_of_strings(cell, read, write):
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>STATE</t></is></c></row>'
    data = write(first + f'<row r="2">{cell}</row>'.replace("A1", "A2"))
    assert rows_of(read(data)) == [("STATE",), (CELLS[cell],)][: 2 if CELLS[cell] else 1]


def test_a_number_among_inline_strings_is_read(read, write):
    data = write(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>SIGNED</t></is></c></row>'
        '<row r="2"><c r="A2" s="0" t="n"><v>45905</v></c></row>',
        formats=[DATE],
    )
    assert rows_of(read(data)) == [("SIGNED",), ("2025-09-05\x1fd",)]


def test_the_style_of_a_cell_without_one_is_the_first(read, write):
    data = write('<row r="1"><c r="A1"><v>45905</v></c></row>', formats=[DATE])
    assert rows_of(read(data)) == [("2025-09-05\x1fd",)]


def test_days_are_counted_from_1904_where_the_workbook_says_so(read, write):
    rows = '<row r="1"><c r="A1" s="0"><v>44443</v></c></row>'
    for true in ("1", "true"):
        properties = f"<workbookPr date1904='{true}'/>"
        data = write(rows, formats=[DATE], workbook=properties)
        assert rows_of(read(data)) == [("2025-09-05\x1fd",)]
    data = write(rows, formats=[DATE], workbook="<workbookPr date1904='0'/>")
    assert rows_of(read(data)) == [("2021-09-04\x1fd",)]


ROWS = {
    "in order": (
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
            '<row r="2"><c r="A2"><v>3</v></c></row>'
        ),
        [("1", "2"), ("3",)],
    ),
    "a gap between rows": (
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>',
        [(), ("1",), (), (), ("2",)],
    ),
    "a gap between cells": (
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="D1"><v>2</v></c></row>'
            '<row r="2"><c r="C2"><v>3</v></c></row>'
        ),
        [("1", "", "", "2"), ("", "", "3")],
    ),
    "blank cells and rows at the end": (
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/><c r="C1"/></row>'
            '<row r="2" spans="1:8"/><row r="3"><c r="A3" s="0"/></row>'
        ),
        [("1",)],
    ),
    "blank rows between": (
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"></row>'
            '<row r="4"><c r="A4"><v>2</v></c></row>'
        ),
        [("1",), (), (), ("2",)],
    ),
    "cells out of order": (
        '<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>',
        [("1", "2")],
    ),
    "rows out of order": (
        '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        [("1",), ("2",)],
    ),
    "no numbers and references": (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>",
        [("1", "2"), ("", "3")],
    ),
    "some numbers and references": (
        (
            '<row r="3"><c><v>1</v></c><c r="C3"><v>2</v></c><c><v>3</v></c></row>'
            "<row><c><v>4</v></c></row>"
        ),
        [(), (), ("1", "", "2", "3"), ("4",)],
    ),
    "a first row that is narrower": (
        (
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row>'
        ),
        [("1",), ("2", "3")],
    ),
    "a first row that is blank": (
        '<row r="1"/><row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row>',
        [(), ("2", "3")],
    ),
    "a row cut in two": (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>',
        [("1", "2")],
    ),
    "columns beyond Z": (
        '<row r="1"><c r="A1"><v>1</v></c><c r="AB1"><v>2</v></c></row>',
        [("1", *[""] * 26, "2")],
    ),
    "the last column there is": (
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>',
        [("1", *[""] * 16_382, "2")],
    ),
    "the last row there is": (
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        [*[()] * 1_048_575, ("1",)],
    ),
    "blanks between tags": (
        ' <row r="1">\n<c r="A1"><v>1</v></c>\n</row>\n<row r="2">\t<c r="A2"><v>2</v></c></row> ',
        [("1",), ("2",)],
    ),
    "other attributes in any order": (
        '<row spans="1:8" r="1" ht="33.75"><c r="A1"><v>1</v></c></row>',
        [("1",)],
    ),
    "comments and instructions": (
        (
            '<!-- <row r="9"><c r="A9"><v>9</v></c></row> --><?a <row r="8"/>?>'
            '<row r="1"><c r="A1"><v>1</v></c></row>'
        ),
        [("1",)],
    ),
    "no rows": ("", []),
    "only blank rows": ('<row r="1"/><row r="2"/>', []),
}


@pytest.mark.parametrize("case", ROWS)
def test_rows_are_read_where_they_stand(case, read, write):
    xml, expected = ROWS[case]
    texts = [tuple(cell.removesuffix("\x1fn") for cell in row) for row in rows_of(read(write(xml)))]
    assert texts == expected


@pytest.mark.parametrize("space", ["main", "strict"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_sheet_is_read_under_any_prefix_and_in_strict_form(space, prefix, read, parts, pack):
    name = {
        "main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "strict": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }[space]
    p, made = prefix, parts()
    made["xl/worksheets/sheet1.xml"] = (
        f'<{p}worksheet xmlns{":x" if prefix else ""}="{name}"><{p}sheetData><{p}row r="1">'
        f'<{p}c r="A1" t="str"><{p}v>a</{p}v></{p}c></{p}row></{p}sheetData></{p}worksheet>'
    )
    assert rows_of(read(pack(made))) == [("a",)]


def test_a_prefix_declared_in_the_middle_of_a_sheet_is_followed(read, write):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = write(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<x:row xmlns:x="{main}" r="2"><x:c r="A2"><x:v>2</x:v></x:c></x:row>'
    )
    assert rows_of(read(data)) == [("1\x1fn",), ("2\x1fn",)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_sheet_is_read_in_other_encodings(encoding, read, parts, pack):
    made = parts('<row r="1"><c r="A1" t="str"><v>Doña</v></c></row>')
    for name, content in made.items():
        made[name] = content.encode(encoding)
    assert rows_of(read(pack(made))) == [("Doña",)]


def test_hidden_rows_are_read_and_numbered(read, write):
    data = write(
        '<row r="1" hidden="0"><c r="A1"><v>1</v></c></row>'
        '<row r="2" ht="9" hidden="1"><c r="A2"><v>2</v></c></row>'
        '<row r="3" hidden="true"/><row r="4"><c r="A4" t="str"><v>x hidden="1"</v></c></row>'
    )
    (found,) = read(data).sheets
    assert found.hidden == (2, 3)
    assert len(found.rows) == 4


@pytest.mark.parametrize("attribute", ["hidden='1'", 'hidden = "1"', 'hidden="1" ht="9"'])
def test_hidden_rows_are_known_however_they_are_written(attribute, read, write):
    data = write(f'<row r="1" {attribute}><c r="A1"><v>1</v></c></row>')
    assert read(data).sheets[0].hidden == (1,)


BAD = {
    "a row numbered beyond any sheet": ('<row r="2147483648"/>', "numbered"),
    "a row one beyond any sheet": ('<row r="1048577"/>', "numbered 1,048,577"),
    "a row numbered with 5,000 digits": (f'<row r="{"9" * 5_000}"/>', "numbered"),
    "row nought": ('<row r="0"/>', "numbered"),
    "a row with a word for a number": ('<row r="one"/>', "numbered 'one'"),
    "a column beyond any sheet": ('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', "'ZZZZ1'"),
    "a column one beyond any sheet": ('<row r="1"><c r="XFE1"><v>1</v></c></row>', "'XFE1'"),
    "a cell of another row": ('<row r="1"><c r="A2"><v>1</v></c></row>', "row 1 is at 'A2'"),
    "a reference in small letters": ('<row r="1"><c r="a1"><v>1</v></c></row>', "'a1'"),
    "a reference to a range": ('<row r="1"><c r="A1:B1"><v>1</v></c></row>', "'A1:B1'"),
    "a cell twice": (
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        "two cells of row 1 stand in one column",
    ),
    "a row twice": (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        "two cells of row 1 stand in one column",
    ),
    "a string that is not in the table": (
        '<row r="1"><c r="A1" t="s"><v>1</v></c></row>',
        "refers to shared string '1' of 1",
    ),
    "a string with a word for a number": (
        '<row r="1"><c r="A1" t="s"><v>first</v></c></row>',
        "refers to shared string 'first' of 1",
    ),
    "a string before the first": ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "string '-1'"),
    "an unknown type": ('<row r="1"><c r="A1" t="zz"><v>1</v></c></row>', "of the type 'zz'"),
    "a boolean that is none": ('<row r="1"><c r="A1" t="b"><v>2</v></c></row>', "of the type 'b'"),
    "a formula": ('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', "holds formulas"),
    "a formula without a value": ('<row r="1"><c r="A1"><f>1+1</f></c></row>', "holds formulas"),
    "a shared formula": ('<row r="1"><c r="A1"><f t="shared" si="0"/></c></row>', "holds formulas"),
    "tags that cross": ('<row r="1"><c r="A1"><v>1</c></v></row>', "well-formed"),
    "a tag that does not end": ('<row r="1"><c r="A1"><v>1</v></c>', "well-formed"),
    "an end without a start": ('<row r="1"></row></row>', "well-formed"),
    "a control character": (
        '<row r="1"><c r="A1" t="str"><v>a\x1fb</v></c></row>',
        "control character|well-formed",
    ),
    "a reference to a control character": (
        '<row r="1"><c r="A1" t="str"><v>a&#31;b</v></c></row>',
        "stands for no character|well-formed",
    ),
    "an entity that nobody declared": (
        '<row r="1"><c r="A1" t="str"><v>&lol;</v></c></row>',
        "stands for no character|well-formed",
    ),
    "a damaged attribute": ('<row r="1"><c r="A1" s="<"><v>1</v></c></row>', "well-formed"),
    "a damaged row": ('<row r="1" s="1><c r="A1"><v>1</v></c></row>', "well-formed"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_in_a_sheet_is_named(case, read, write):
    xml, message = BAD[case]
    with pytest.raises(ReadError, match=message) as caught:
        read(write(xml, strings=["ALABAMA"]))
    assert str(caught.value).isprintable()


def test_a_sheet_without_rows_of_its_own_is_refused(read, parts, pack):
    made = parts()
    for wrong in (
        "<worksheet/>",
        "<html/>",
        "",
        "<worksheet xmlns='unknown'><sheetData/></worksheet>",
    ):
        made["xl/worksheets/sheet1.xml"] = wrong
        with pytest.raises(ReadError):
            read(pack(made))


def test_an_empty_table_in_one_tag_is_read(read, parts, pack):
    made = parts()
    sheet_xml = made["xl/worksheets/sheet1.xml"]
    made["xl/worksheets/sheet1.xml"] = sheet_xml.replace("<sheetData></sheetData>", "<sheetData/>")
    assert rows_of(read(pack(made))) == []


def test_no_usual_row_is_left_to_the_parser(monkeypatch, write):
    """The rows that publishers' programs write are read by the pattern, which is much faster."""
    left = []

    def count(text, part, reader):
        left.append(text.count("<row "))
        return sheet_tree.read_sheet_tree(text, part, reader)

    monkeypatch.setattr(sheet, "read_sheet_tree", count)
    read_workbook(
        write(
            '<row r="1" spans="1:8" ht="33.75" customHeight="1" x14ac:dyDescent="0.25">'
            '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="e"><v>#N/A</v></c></row>'
            '<row r="2" spans="1:8" s="5" customFormat="1" ht="33.75" hidden="1">'
            '<c r="A2" s="1"><v>45905</v></c><c r="B2" s="4"/><c r="C2" s="4"/></row>',
            strings=["a"],
        )
    )
    assert left == [0]
