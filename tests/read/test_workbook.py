"""A workbook is its sheets in their order, found by its relations and by nothing else."""

import gc
import io

import openpyxl
import pytest

from ofrecord.errors import ReadError
from ofrecord.read.workbook import MAX_SHEETS, Properties, read_workbook

CELL = '<row r="1"><c r="A1" t="str"><v>{}</v></c></row>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELS = "xl/_rels/workbook.xml.rels"


def reasons(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_workbook(data)
    assert str(caught.value).isprintable()
    return caught.value.reason


def sheet_xml(text: str) -> str:
    rows = CELL.format(text)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def test_several_sheets_are_read_in_the_workbooks_order():
    book = openpyxl.Workbook()
    book.active.title = "Second > & first"
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.create_sheet("Very hidden", 0).sheet_state = "veryHidden"
    book.create_chartsheet("Chart")
    for sheet in book.worksheets:
        sheet["B2"] = sheet.title
    buffer = io.BytesIO()
    book.save(buffer)
    sheets = read_workbook(buffer.getvalue()).sheets
    assert [(sheet.name, sheet.visible, sheet.rows) for sheet in sheets] == [
        ("Very hidden", False, [(), ("", "Very hidden")]),
        ("Second > & first", True, [(), ("", "Second > & first")]),
        ("Hidden", False, [(), ("", "Hidden")]),
        ("Chart", True, []),
    ]


@pytest.mark.parametrize(
    "target",
    [
        *("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml"),
        *("./worksheets/./sheet1.xml", "worksheets\\sheet1.xml", "Worksheets/Sheet1.xml"),
    ],
)
def test_a_sheet_is_found_however_its_place_is_written(target, parts, pack):
    made = parts(CELL.format("a"))
    made[RELS] = made[RELS].replace("worksheets/sheet1.xml", target)
    assert read_workbook(pack(made)).sheets[0].rows == [("a",)]


def test_no_relation_leads_out_of_the_file(parts, pack):
    made = parts(CELL.format("a"))
    made[RELS] = made[RELS].replace("worksheets/sheet1.xml", "../../../../etc/passwd")
    assert reasons(pack(made)) == "truncated"


def test_parts_of_other_names_are_found_by_their_relations(parts, pack):
    made = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=["a"])
    moved = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" '
        f'Type="{RELATIONS}/officeDocument" Target="/content/book.xml"/></Relationships>',
        "content/book.xml": made["xl/workbook.xml"],
        "content/_rels/book.xml.rels": made[RELS]
        .replace("sharedStrings.xml", "texts.xml")
        .replace("worksheets/sheet1.xml", "one.xml"),
        "content/one.xml": made["xl/worksheets/sheet1.xml"],
        "content/texts.xml": made["xl/sharedStrings.xml"],
        "xl/sharedStrings.xml": "not this one",
    }
    assert read_workbook(pack(moved)).sheets[0].rows == [("a",)]


def test_a_sheet_may_be_listed_under_any_prefix_and_in_any_order(parts, pack):
    made = parts(CELL.format("a"))
    made["xl/workbook.xml"] = (
        f"<x:workbook xmlns:x='{MAIN}' xmlns:q='{RELATIONS}'><!-- <sheet/> --><x:sheets>"
        "<x:sheet q:id='rId1' state='hidden' sheetId='1' name='a&#x2019;&gt;'/>"
        "</x:sheets></x:workbook>"
    )
    (sheet,) = read_workbook(pack(made)).sheets
    assert (sheet.name, sheet.visible, sheet.rows) == ("a\u2019>", False, [("a",)])


def test_relations_may_be_listed_under_a_prefix(parts, pack):
    made = parts(CELL.format("a"))
    made[RELS] = (
        f"<p:Relationships xmlns:p='{PACKAGE}'><p:Relationship Target='worksheets/sheet1.xml' "
        f"Type='http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet' Id='rId1'/>"
        "</p:Relationships>"
    )
    assert read_workbook(pack(made)).sheets[0].rows == [("a",)]


@pytest.mark.parametrize(
    ("core", "app", "properties"),
    [
        (
            """<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t' xmlns:xsi='x'>
            <dc:creator>Spina, Michael &amp; Co</dc:creator>
            <cp:lastModifiedBy>Somebody Else</cp:lastModifiedBy>
            <dcterms:created xsi:type='dcterms:W3CDTF'>2025-02-15T19:41:07Z</dcterms:created>
            <dcterms:modified xsi:type='dcterms:W3CDTF'> 2025-09-05T12:00:00Z
            </dcterms:modified></cp:coreProperties>""",
            "<Properties><Application>Microsoft Excel</Application></Properties>",
            Properties(
                application="Microsoft Excel",
                creator="Spina, Michael & Co",
                created="2025-02-15T19:41:07Z",
                modified="2025-09-05T12:00:00Z",
            ),
        ),
        (
            (
                "<a xmlns:d='d'><!-- <modified>no</modified> --><d:creator/>"
                "<modified>yes</modified></a>"
            ),
            "<a><Application><![CDATA[a & b]]></Application></a>",
            Properties(application="a & b", modified="yes"),
        ),
        ("<a/>", "<a/>", Properties()),
        (None, None, Properties()),
    ],
)
def test_what_a_workbook_says_of_its_making_is_read(core, app, properties, parts, pack):
    made = parts()
    if core is not None:
        made |= {"docProps/core.xml": core, "docProps/app.xml": app}
    assert read_workbook(pack(made)).properties == properties


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("xl/externalLinks/externalLink1.xml", "external-links"),
        ("XL/ExternalLinks/externalLink1.xml", "external-links"),
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
    ],
)
def test_a_workbook_with_active_parts_is_refused(name, reason, parts, pack):
    assert reasons(pack({**parts(CELL.format("a")), name: "x"})) == reason


def test_a_macro_sheet_is_refused_wherever_it_stands(parts, pack):
    made = parts(CELL.format("a"))
    made[RELS] = made[RELS].replace("/worksheet", "/xlMacrosheet")
    assert reasons(pack(made)) == "macros"


@pytest.mark.parametrize("part", ["xl/workbook.xml", RELS, "xl/sharedStrings.xml", "xl/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_billion_laughs_are_refused_in_every_part(part, encoding, parts, pack):
    made = parts(CELL.format("a"), strings=["a"], formats=["General"])
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">{laughs}]><a>&l9;</a>'
    assert reasons(pack({**made, part: bomb.encode(encoding)})) == "entities"


@pytest.mark.parametrize("part", ["docProps/core.xml", "xl/worksheets/sheet1.xml"])
def test_a_billion_laughs_are_refused_in_sheets_and_properties(part, parts, pack):
    bomb = '<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>'
    assert reasons(pack({**parts(CELL.format("a")), part: bomb})) == "entities"


@pytest.mark.parametrize(
    ("names", "reason", "message"),
    [
        ({"xl/workbook.bin": "x"}, "not-a-workbook", "binary workbook"),
        ({"word/document.xml": "<a/>"}, "not-a-workbook", "holds no workbook"),
        ({"mimetype": "application/vnd.oasis.opendocument"}, "not-a-workbook", "holds no workbook"),
        ({"lib 0.zip": "PK"}, "not-a-workbook", "holds no workbook"),
    ],
)
def test_another_kind_of_zip_file_is_named(names, reason, message, pack):
    with pytest.raises(ReadError, match=message) as caught:
        read_workbook(pack(names))
    assert caught.value.reason == reason


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", RELS, "xl/sharedStrings.xml"])
def test_a_missing_part_is_named(part, parts, pack):
    made = parts(CELL.format("a"), strings=["a"])
    del made[part]
    assert reasons(pack(made)) == "truncated"


def test_a_workbook_without_sheets_is_refused(parts, pack):
    made = parts()
    made["xl/workbook.xml"] = f"<workbook xmlns='{MAIN}'><sheets/></workbook>"
    assert reasons(pack(made)) == "malformed"


def test_more_sheets_than_any_list_has_are_refused(parts, pack):
    made = parts()
    entry = '<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(entry, entry * (MAX_SHEETS + 1))
    assert reasons(pack(made)) == "bomb"


def test_one_part_is_not_read_for_sheets_without_end(parts, pack):
    made = parts(f"<!--{'x' * 20_000_000}-->")
    entry = '<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(entry, entry * 10)
    assert reasons(pack(made)) == "too-large"


def test_a_part_of_very_many_entries_is_refused(parts, pack):
    made = parts(CELL.format("a"))
    made[RELS] = made[RELS].replace("<Rel", "<Relationship Type='x'/>" * 300_000 + "<Rel", 0)
    many = "".join(f"<Relationship Id='{n}' Type='x' Target='y'/>" for n in range(100_001))
    made[RELS] = f"<Relationships xmlns='{PACKAGE}'>{many}</Relationships>"
    assert reasons(pack(made)) == "bomb"


@pytest.mark.parametrize("was_on", [True, False])
def test_reading_leaves_the_collector_as_it_was(was_on, write):
    try:
        (gc.enable if was_on else gc.disable)()
        read_workbook(write(CELL.format("a")))
        assert gc.isenabled() == was_on
        with pytest.raises(ReadError):
            read_workbook(b"")
        assert gc.isenabled() == was_on
    finally:
        gc.enable()


def test_reading_the_same_bytes_twice_gives_the_same_and_shares_nothing(write):
    data = write(CELL.format("a"))
    first, second = read_workbook(data), read_workbook(data)
    assert first == second
    first.sheets[0].rows.clear()
    assert second.sheets[0].rows == [("a",)]
