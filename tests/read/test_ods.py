"""An OpenDocument spreadsheet is read cell for cell, and refused where it could do harm."""

import datetime as dt

import pytest

from ofrecord.errors import ReadError
from ofrecord.read import ods_content
from ofrecord.read.ods import read_ods
from ofrecord.read.ods_rows import UsualRows
from ofrecord.read.workbook import MAX_SHEETS, Properties

CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
ROW = "<table:table-row{}>{}</table:table-row>"


@pytest.fixture
def read(make_ods):
    """The first sheet of a spreadsheet made of rows, or of a table's XML."""
    return lambda rows, **more: read_ods(make_ods({"Sheet1": rows}, **more)).sheets[0]


@pytest.fixture
def read_cell(read, ods_files):
    """The one cell that an XML text holds."""
    return lambda xml: read([[ods_files.Markup(xml)]]).rows[0][0]


@pytest.fixture(params=["pattern", "parser"])
def each_way(request, monkeypatch):
    """Reads in both ways, one after the other: what holds for one holds for both."""
    if request.param == "parser":
        monkeypatch.setattr(ods_content, "cut_rows", lambda text, _: UsualRows(text))


@pytest.fixture
def refused(make_ods):
    """The reason why a spreadsheet is refused, and what is said."""

    def refused(*arguments, **more):
        data = arguments[0] if isinstance(arguments[0], bytes) else make_ods(*arguments, **more)
        with pytest.raises(ReadError) as caught:
            read_ods(data)
        assert str(caught.value).isprintable()
        return caught.value.reason, str(caught.value)

    return refused


def value(kind: str, attributes: str = "", text: str = "as printed") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {attributes}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


@pytest.mark.usefixtures("each_way")
@pytest.mark.parametrize(
    ("xml", "cell"),
    [
        (value("float", 'office:value="1101"', "1,101"), "1101\x1fn"),
        (value("float", 'office:value="1101.50"', "1,102"), "1101.50\x1fn"),
        (value("percentage", 'office:value="0.125"', "13%"), "0.125\x1fn"),
        (value("currency", 'office:currency="GBP" office:value="-3"', "-£3"), "-3\x1fn"),
        (value("float", 'office:value="1e999"', "∞"), "1e999\x1fn"),
        (value("date", 'office:date-value="2025-09-06"', "06/09/2025"), "2025-09-06\x1fd"),
        (value("date", 'office:date-value="2025-09-06T00:00:00.000"'), "2025-09-06\x1fd"),
        (value("date", 'office:date-value="2025-09-06T06:30:00"'), "2025-09-06T06:30:00\x1fd"),
        (value("date", 'office:date-value="2025-09-06T06:30"'), "2025-09-06T06:30:00\x1fd"),
        (
            value("date", 'office:date-value="2025-09-06T00:00:00.5Z"'),
            "2025-09-06T00:00:00.5Z\x1fd",
        ),
        (value("boolean", 'office:boolean-value="true"', "WAHR"), "TRUE\x1fb"),
        (value("boolean", 'office:boolean-value="false"', "FALSCH"), "FALSE\x1fb"),
        (value("time", 'office:time-value="PT12H30M05.5S"', "12:30"), "PT12H30M05.5S"),
        (value("string", 'office:string-value="other"'), "as printed"),
        ('<table:table-cell office:value-type="string" office:string-value="a"/>', "a"),
        ("<table:table-cell><text:p>no type</text:p></table:table-cell>", "no type"),
        (value("string", "", "a<text:s/><text:s text:c='2'/>b"), "a   b"),
        (value("string", "", "<text:s/>a<text:tab/>b<text:line-break/>c<text:s/>"), " a\tb\nc "),
        (value("string", "", "\n  a \t b\n"), "a b"),
        (value("string", "", "a</text:p><text:p/><text:p>b"), "a\n\nb"),
        (value("string", "", "a <text:span>b <text:span> c</text:span></text:span>"), "a b c"),
        (value("string", "", "a<draw:frame><text:p>no</text:p></draw:frame>b"), "ab"),
        (value("string", "", "1 &lt; 2 &#x2019;<!-- no --><![CDATA[<b>]]>"), "1 < 2 \u2019<b>"),
        (
            value("string", "", "<text:a xlink:href='https://example.org/?a&amp;b'>here</text:a>"),
            "here\x1fthttps://example.org/?a&b",
        ),
        (
            value("float", 'office:value="7"', "<text:a xlink:href='#Notes.A1'>7</text:a>"),
            "7\x1fn#Notes.A1",
        ),
        (
            value("string", 'table:formula="of:=NA()" office:string-value=""', "#N/A"),
            "#N/A\x1fe",
        ),
        (value("float", 'table:formula="of:=1/0" office:value="0"', "#DIV/0!"), "#DIV/0!\x1fe"),
        (
            value("string", 'table:formula="of:=X" calcext:value-type="error"', "Fehler"),
            "Fehler\x1fe",
        ),
        (value("string", "", "#N/A"), "#N/A"),
        (value("string", 'table:formula="of:=X"', "#7"), "#7"),
    ],
)
def test_a_cell_is_read_as_its_type_says(xml, cell, read_cell):
    assert read_cell(xml) == cell


@pytest.mark.usefixtures("each_way")
@pytest.mark.parametrize(
    "xml",
    [
        value("float"),
        value("float", 'office:value="1,101"'),
        value("float", 'office:value="INF"'),
        value("float", 'office:value="NaN"'),
        value("date", 'office:date-value="06/09/2025"'),
        value("date", 'office:date-value="2025-02-30"'),
        value("date", 'office:date-value="2025-02-03T25:00:00"'),
        value("boolean", 'office:boolean-value="maybe"'),
        value("number", 'office:value="1"'),
    ],
)
def test_a_cell_that_does_not_hold_what_its_type_says_is_named(xml, refused, ods_files):
    reason, message = refused({"SB_01": [["a"], [], ["b", ods_files.Markup(xml)]]})
    assert reason == "malformed"
    assert "sheet 'SB_01', B3" in message


def test_an_annotation_is_kept_beside_its_cell(read, ods_files):
    note = "<office:annotation><dc:date>2025</dc:date><text:p>a</text:p><text:p>b</text:p>"
    inside = value("string", "", f"be{note}</office:annotation>fore")
    alone = f"<table:table-cell>{note}</office:annotation></table:table-cell>"
    sheet = read([["x", ods_files.Markup(inside)], [ods_files.Markup(alone)]])
    assert sheet.rows == [("x", "before")]
    assert sheet.notes == (("B1", "a\nb"), ("A2", "a\nb"))


def test_links_without_a_cell_of_their_own_are_kept(read, ods_files):
    links = "".join(f"<text:a xlink:href='{name}'>{name}</text:a>" for name in "ab")
    blank = "<text:a xlink:href='c'/><text:a>no address</text:a>"
    sheet = read(
        [
            [ods_files.Markup(value("string", "", links))],
            [None, ods_files.Markup(value("void", "", blank))],
        ]
    )
    assert sheet.rows[0] == ("ab\x1fta",)
    assert sheet.unplaced_links == (("A1", "b"),)
    blank = "<text:a xlink:href='c'/>"
    sheet = read([[None, ods_files.Markup(value("string", "", blank))]])
    assert (sheet.rows, sheet.unplaced_links) == ([], (("B1", "c"),))


@pytest.mark.usefixtures("each_way")
def test_repeated_cells_and_rows_are_as_many_as_they_say(read):
    repeated = ' table:number-columns-repeated="{}"'
    blank = f"<table:table-cell{repeated.format(16_000)}/>"
    rows = (
        ROW.format(' table:number-rows-repeated="2"', "<table:table-cell/>")
        + ROW.format(' table:number-rows-repeated="3"', CELL.format(repeated.format(2), "a"))
        + ROW.format(
            "", f"<table:covered-table-cell{repeated.format(2)}/>" + CELL.format("", "b") + blank
        )
        + ROW.format(' table:number-rows-repeated="1048570"', blank)
    )
    assert read(rows).rows == [(), (), *[("a", "a")] * 3, ("", "", "b")]


def test_a_covered_cell_and_grouped_rows_are_read_like_others(read):
    covered = CELL.format("", "a").replace("table-cell", "covered-table-cell")
    rows = (
        f"<table:table-header-rows>{ROW.format('', covered)}</table:table-header-rows>"
        f"<table:table-row-group><table:table-row-group>{ROW.format('', covered)}"
        f"</table:table-row-group><table:table-rows>{ROW.format('', covered)}</table:table-rows>"
        "</table:table-row-group>"
    )
    assert read(rows).rows == [("a",)] * 3


@pytest.mark.usefixtures("each_way")
def test_hidden_rows_and_sheets_are_read_and_told(make_ods):
    hidden = ' table:visibility="{}" table:number-rows-repeated="{}"'
    rows = (
        ROW.format(hidden.format("collapse", 2), CELL.format("", "a"))
        + ROW.format(hidden.format("filter", 1), "<table:table-cell/>")
        + ROW.format(hidden.format("visible", 1), CELL.format("", "b"))
        + ROW.format(hidden.format("collapse", 1_000_000), "<table:table-cell/>")
    )
    one, other = read_ods(make_ods({"One": rows, "Other": [["c"]]}, hidden=["Other"])).sheets
    assert (one.visible, one.rows, one.hidden) == (True, [("a",), ("a",), (), ("b",)], (1, 2, 3))
    assert (other.visible, other.rows, other.hidden) == (False, [("c",)], ())


@pytest.mark.usefixtures("each_way")
def test_cells_with_a_formula_are_read_and_named(read):
    formula = ' table:formula="of:=SUM([.A1:.A2])"'
    repeated = ' table:number-columns-repeated="2"'
    rows = ROW.format("", CELL.format("", "a")) + ROW.format(
        ' table:number-rows-repeated="2"',
        f"<table:table-cell/><table:table-cell{formula}/>{CELL.format(formula + repeated, 'b')}",
    )
    sheet = read(rows)
    assert sheet.rows == [("a",), *[("", "", "b", "b")] * 2]
    assert sheet.formulas == ("B2", "C2", "D2", "B3", "C3", "D3")


def test_what_a_spreadsheet_says_of_its_making_is_read(make_ods):
    assert read_ods(make_ods({"a": [["b"]]})).properties == Properties(
        application="Made by hand", created="2025-09-08T09:00:00Z", modified="2025-09-08T10:00:00Z"
    )
    assert read_ods(make_ods(parts={"meta.xml": "<a/>"})).properties == Properties()


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"mimetype": None}, "not-a-workbook"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "not-a-workbook"),
        ({"parts": {"Basic/Standard/Module1.xml": "<a/>"}}, "macros"),
        ({"parts": {"Scripts/python/run.py": "1"}}, "macros"),
        ({"parts": {"encrypted-package": "x"}}, "encrypted"),
        ({"parts": {"META-INF/manifest.xml": "<m><encryption-data/></m>"}}, "encrypted"),
        ({"before": "<table:dde-links><table:dde-link/></table:dde-links>"}, "external-links"),
        ({"parts": {"content.xml": "<a/>"}}, "malformed"),
        ({"parts": {"content.xml": "<a>"}}, "malformed"),
        ({"parts": {"content.xml": b"\xff"}}, "malformed"),
        ({"parts": {"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}}, "entities"),
        ({"parts": {"meta.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}}, "entities"),
    ],
)
def test_a_spreadsheet_that_is_none_or_is_unsafe_is_refused(more, reason, refused):
    assert refused({"a": [["b"]]}, **more)[0] == reason


@pytest.mark.usefixtures("each_way")
@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<table:table-source xlink:href='file:///b.ods'/>", "external-links"),
        (
            ROW.format("", CELL.format(" table:formula=\"of:=['file:///b.ods'#$A.A1]\"", "a")),
            "external-links",
        ),
        (ROW.format("", CELL.format(' table:number-columns-repeated="0"', "a")), "malformed"),
        (ROW.format("", CELL.format(' table:number-columns-repeated="-1"', "a")), "malformed"),
        (ROW.format(' table:number-rows-repeated="many"', ""), "malformed"),
        (ROW.format("", CELL.format(' table:number-columns-repeated="16385"', "a")), "bomb"),
        (ROW.format(' table:number-rows-repeated="1048577"', CELL.format("", "a")), "bomb"),
        (
            ROW.format(
                ' table:number-rows-repeated="1048576"',
                CELL.format(' table:number-columns-repeated="16384"', "a"),
            ),
            "bomb",
        ),
        (
            ROW.format(
                ' table:number-rows-repeated="999999"',
                '<table:table-cell table:formula="of:=1" table:number-columns-repeated="999"/>',
            ),
            "bomb",
        ),
        (
            ROW.format(' table:number-rows-repeated="999999999"', "<table:table-cell/>")
            + ROW.format("", CELL.format("", "a")),
            "bomb",
        ),
        (ROW.format("", value("string", "", '<text:s text:c="999999999"/>')), "bomb"),
        (
            ROW.format("", CELL.format(' table:number-columns-repeated="16384"', "a" * 5_000)),
            "bomb",
        ),
        (
            ROW.format(' table:number-rows-repeated="99999"', CELL.format("", "a" * 1_000)),
            "bomb",
        ),
        (
            ROW.format("", "<table:table-cell><table:table/></table:table-cell>"),
            "malformed",
        ),
        (
            ROW.format("", value("string", "", "<text:span>" * 80 + "</text:span>" * 80)),
            "malformed",
        ),
    ],
)
def test_a_table_made_to_do_harm_is_refused(xml, reason, refused):
    assert refused({"a": xml})[0] == reason


def test_many_sheets_of_many_rows_are_refused_together(refused):
    rows = ROW.format(' table:number-rows-repeated="1048575"', "") + ROW.format(
        "", CELL.format("", "a")
    )
    assert refused({str(number): rows for number in range(5)})[0] == "bomb"
    assert refused({str(number): [] for number in range(MAX_SHEETS + 1)})[0] == "bomb"


def test_a_damaged_or_cut_file_is_refused(make_ods, refused):
    data = make_ods({"a": [["b" * 50]]})
    assert refused(data[: len(data) // 2])[0] == "truncated"
    at = data.index(b"content.xml") + 40
    assert refused(data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :])[0] == "truncated"
    flat = b'<?xml version="1.0"?><office:document xmlns:office="a">'
    reason, message = refused(flat)
    assert reason == "not-a-workbook"
    assert ".fods" in message


def test_an_empty_list_of_programs_is_no_program(make_ods):
    parts = {"Basic/script-lc.xml": "<a/>", "Scripts/": "", "Basic/Standard/script-lb.xml": "<a/>"}
    assert read_ods(make_ods({"a": [["b"]]}, parts=parts)).sheets[0].rows == [("b",)]


ROOT = "urn:oasis:names:tc:opendocument:xmlns:"
USUAL = ROW.format("", CELL.format("", "a"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!-- <table:table-row>", "-->"),
        ("<?x <table:table-row>", "?>"),
        ("<table:shapes><draw:frame>", "</draw:frame></table:shapes>"),
        (
            "<table:table-row><table:table-cell><draw:frame>",
            "</draw:frame></table:table-cell></table:table-row>",
        ),
        (
            "<table:table-row><table:table-cell><text:p>",
            "</text:p></table:table-cell></table:table-row>",
        ),
        (f"<x xmlns:table='{ROOT}text:1.0'>", "</x>"),
        ("<x><![CDATA[", "]]></x>"),
    ],
)
def test_what_looks_like_a_row_and_is_none_is_not_read(before, after, read):
    assert read(f"{USUAL}{before}{USUAL}{after}{USUAL}").rows[0] == ("a",)
    rows = [row for row in read(f"{USUAL}{before}{USUAL}{after}{USUAL}").rows if row]
    assert rows == [("a",), ("a",)]


@pytest.mark.parametrize(
    "xml",
    [
        '<table:table-cell office:value-type="string" office:value-type="string"/>',
        '<table:table-cell nobody:knows="this"/>',
        "<table:table-cell><text:p>a]]>b</text:p></table:table-cell>",
        "<table:table-cell><text:p>a&#31;b</text:p></table:table-cell>",
        "<table:table-cell><text:p>a\x1fb</text:p></table:table-cell>",
        "<table:table-cell><text:p>a\uffffb</text:p></table:table-cell>",
        "<table:table-cell><text:p>a&b;c</text:p></table:table-cell>",
    ],
)
def test_what_the_parser_would_refuse_is_refused(xml, refused):
    assert refused({"a": f"<table:table-row>{xml}</table:table-row>"})[0] == "malformed"


def test_only_unusual_rows_are_left_to_the_parser(ods_files):
    rows = [["a", dt.date(2025, 9, 6), 1, True, None]] * 3
    odd = [ods_files.Markup(value("string", "", "<text:span>b</text:span>"))]
    text = ods_files.content_xml({"One": [*rows, odd, *rows], "Other": rows})
    usual = ods_content.cut_rows(text, ods_content.OdsCells())
    assert [len(run) for run in usual.runs] == [2, 3, 2]
    assert usual.rest.count("<table:table-row") == 3 + 3
