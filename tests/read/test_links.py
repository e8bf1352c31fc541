"""The address behind every cell is read, whatever way the sheet states it."""

import pytest

from ofrecord.errors import ReadError
from ofrecord.read.workbook import read_workbook

A, B = "https://example.org/a.pdf", "https://example.org/b.pdf?x=1&y=2"
ROWS = (
    '<row r="1"><c r="A1" t="str"><v>STATE</v></c><c r="B1" t="str"><v>MOA</v></c></row>'
    '<row r="2"><c r="A2" t="str"><v>TEXAS</v></c><c r="B2" t="str"><v>link</v></c></row>'
    '<row r="3"><c r="A3" t="str"><v>UTAH</v></c><c r="B3"><v>7</v></c></row>'
    '<row r="5"><c r="A5" t="str"><v>GUAM</v></c><c r="B5"/></row>'
)


@pytest.fixture
def linked(read, write):
    """The links behind cells, by reference, and those that stand behind none."""

    def linked(hyperlinks: str, addresses: dict[str, str] | None = None):
        after = f"<hyperlinks>{hyperlinks}</hyperlinks>"
        (sheet,) = read(write(ROWS, after=after, links=addresses or {"rId1": A, "rId2": B})).sheets
        found = {
            f"{'AB'[column]}{number}": cell.partition("\x1f")[2]
            for number, row in enumerate(sheet.rows, 1)
            for column, cell in enumerate(row)
            if "\x1f" in cell
        }
        assert found.pop("B3")[0] == "n"
        return found, dict(sheet.unplaced_links)

    return linked


CASES = {
    '<hyperlink ref="B2" r:id="rId1"/>': ({"B2": "t" + A}, {}),
    '<hyperlink r:id="rId1" ref="B2"/>': ({"B2": "t" + A}, {}),
    "<hyperlink ref='B2' r:id='rId1'/>": ({"B2": "t" + A}, {}),
    '<hyperlink ref="$B$2" r:id="rId1"/>': ({"B2": "t" + A}, {}),
    '<hyperlink ref="B2" r:id="rId2" display="a > b" tooltip="x"/>': ({"B2": "t" + B}, {}),
    '<hyperlink ref="B2" r:id="rId1" location="p7"/>': ({"B2": f"t{A}#p7"}, {}),
    '<hyperlink ref="B2" location="Sheet1!A1"/>': ({"B2": "t#Sheet1!A1"}, {}),
    '<hyperlink ref="B2" location="a&amp;b"/>': ({"B2": "t#a&b"}, {}),
    '<hyperlink ref="B2" display="nowhere"/>': ({}, {}),
    '<hyperlink ref="A2:B2" r:id="rId1"/>': ({"A2": "t" + A, "B2": "t" + A}, {}),
    '<hyperlink ref="B5:B1" r:id="rId1"/>': ({"B1": "t" + A, "B2": "t" + A}, {}),
    '<hyperlink ref="B5" r:id="rId1"/>': ({}, {"B5": A}),
    '<hyperlink ref="B4" r:id="rId1"/>': ({}, {"B4": A}),
    '<hyperlink ref="C2" r:id="rId1"/>': ({}, {"C2": A}),
    '<hyperlink ref="ZZ9999" r:id="rId1"/>': ({}, {"ZZ9999": A}),
    '<hyperlink ref="C6:D9" r:id="rId1"/>': ({}, {"C6:D9": A}),
    '<hyperlink ref="B2" r:id="rId1"/><hyperlink ref="B1" r:id="rId2"/>': (
        {"B2": "t" + A, "B1": "t" + B},
        {},
    ),
    '<hyperlink ref="B2" r:id="rId1"/><hyperlink ref="B2" r:id="rId2"/>': (
        {"B2": "t" + A},
        {"B2": B},
    ),
    '<!-- <hyperlink ref="B1" r:id="rId1"/> --><hyperlink ref="B2" r:id="rId1"/>': (
        {"B2": "t" + A},
        {},
    ),
    "": ({}, {}),
}


@pytest.mark.parametrize("case", CASES)
def test_a_link_is_read_however_it_is_stated(case, linked):
    assert linked(case) == CASES[case]


def test_a_link_behind_a_number_keeps_its_kind(read, write):
    after = '<hyperlinks><hyperlink ref="B3" r:id="rId1"/></hyperlinks>'
    rows = read(write(ROWS, after=after, links={"rId1": A})).sheets[0].rows
    assert rows[2] == ("UTAH", "7\x1fn" + A)


def test_a_link_over_the_whole_sheet_stands_behind_every_printed_cell(read, write):
    after = '<hyperlinks><hyperlink ref="A1:XFD1048576" r:id="rId1"/></hyperlinks>'
    rows = read(write(ROWS, after=after, links={"rId1": A})).sheets[0].rows
    assert [cell.endswith(A) for row in rows for cell in row] == [True] * 7


def test_links_over_the_whole_sheet_without_end_are_refused(write):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_001))
    links = '<hyperlink ref="A1:XFD1048576" r:id="rId1"/>' * 2_600
    with pytest.raises(ReadError, match="its links cover over") as caught:
        read_workbook(write(rows, after=f"<hyperlinks>{links}</hyperlinks>", links={"rId1": A}))
    assert caught.value.reason == "bomb"


@pytest.mark.parametrize("reference", ["", "B", "2", "B2:", "ZZZZ2", "B9999999", "nonsense"])
def test_a_link_over_no_cell_is_refused(reference, read, write):
    after = f'<hyperlinks><hyperlink ref="{reference}" r:id="rId1"/></hyperlinks>'
    with pytest.raises(ReadError, match="a link is over"):
        read(write(ROWS, after=after, links={"rId1": A}))


def test_a_link_whose_address_is_missing_is_refused(read, write):
    after = '<hyperlinks><hyperlink ref="B2" r:id="rId9"/></hyperlinks>'
    with pytest.raises(ReadError, match="the relation 'rId9' of a link is missing") as caught:
        read(write(ROWS, after=after, links={"rId1": A}))
    assert caught.value.reason == "truncated"
    with pytest.raises(ReadError, match="is missing"):
        read(write(ROWS, after=after))


ADDRESSES = [
    *("https://example.org/a?b=1&c=2", "http://x/ a b.pdf", "mailto:a@example.org", "#Sheet1!A1"),
    *("../a.pdf", "file:///C:/a.pdf", "https://example.org/_x000D_.pdf", "https://example.org/'\""),
    *("https://example.org/Do\u00f1a", "chrome-extension://abc/https:/example.org", "a\nb", ""),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_kept_as_it_is(address, read, write):
    after = '<hyperlinks><hyperlink ref="B2" r:id="rId1"/></hyperlinks>'
    rows = read(write(ROWS, after=after, links={"rId1": address})).sheets[0].rows
    assert rows[1][1] == ("link\x1ft" + address if address else "link")


def test_a_line_break_in_an_address_is_the_blank_that_xml_makes_of_it(read, parts, pack):
    after = '<hyperlinks><hyperlink ref="B2" r:id="rId1"/></hyperlinks>'
    made = parts(ROWS, after=after, links={"rId1": "a|b"})
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    made[name] = made[name].replace("|", "\n")
    assert read(pack(made)).sheets[0].rows[1][1] == "link\x1fta b"


RELATIONS = {
    "in another order": '<Relationship Target="{a}" TargetMode="External" Type="{t}" Id="rId1"/>',
    "in single quotes": "<Relationship Id='rId1' Type='{t}' Target='{a}' TargetMode='External'/>",
    "with blanks": '<Relationship  Id="rId1" Type="{t}" Target="{a}" TargetMode="External" />',
    "in two tags": '<Relationship Id="rId1" Type="{t}" Target="{a}" TargetMode="External">'
    "</Relationship>",
    "without a mode": '<Relationship Id="rId1" Type="{t}" Target="{a}"/>',
    "beside others": '<Relationship Id="rId2" Type="x/printerSettings" Target="../p.bin"/>'
    '<Relationship Id="rId1" Type="{t}" Target="{a}" TargetMode="External"/>'
    '<Relationship Id="rId3" Type="x/comments" Target="../comments1.xml"/>',
    "after a comment": '<!-- <Relationship Id="rId1" Type="{t}" Target="b" TargetMode="External"/>'
    ' --><Relationship Id="rId1" Type="{t}" Target="{a}" TargetMode="External"/>',
}


@pytest.mark.parametrize("case", RELATIONS)
def test_an_address_is_read_however_its_relation_is_written(case, read, parts, pack):
    made = parts(ROWS, after='<hyperlinks><hyperlink ref="B2" r:id="rId1"/></hyperlinks>', links={})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    made["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + RELATIONS[case].format(t=kind, a=A)
        + "</Relationships>"
    )
    assert read(pack(made)).sheets[0].rows[1] == ("TEXAS", f"link\x1ft{A}")


BAD_RELATIONS = {
    "a name twice": '<Relationship Id="rId1" Type="{t}" Target="{a}" TargetMode="External"/>' * 2,
    "an entity": '<!DOCTYPE a [<!ENTITY b "c">]>',
    "a tag that does not end": '<Relationship Id="rId1" Type="{t}" Target="{a}"',
    "a control character": '<Relationship Id="rId1" Type="{t}" Target="\x1f" TargetMode="External"/'
    ">",
    "an unknown reference": '<Relationship Id="rId1" Type="{t}" Target="&a;" TargetMode="External"/'
    ">",
}


@pytest.mark.parametrize("case", BAD_RELATIONS)
def test_a_list_of_relations_that_is_not_sound_is_refused(case, read, parts, pack):
    made = parts(ROWS, links={})
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    made["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + BAD_RELATIONS[case].format(t=kind, a=A)
        + "</Relationships>"
    )
    with pytest.raises(ReadError) as caught:
        read(pack(made))
    assert str(caught.value).isprintable()
