"""Copies that an archive served at several moments are read once, and each is kept as it was."""

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.acquire.folder import Sighting
from ofrecord.pipeline.capturing import ListReading
from ofrecord.pipeline.expectations import expectations_of
from ofrecord.pipeline.intake import Intake
from ofrecord.read.archived import open_masked
from ofrecord.read.workbook import read_workbook
from ofrecord.record.facts import Facts, digest_text, sheets_text
from ofrecord.record.history import order_editions, reproduce_sheets
from ofrecord.register import register_named

HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA")
ROW = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
FILE = "participatingAgencies03042025.xlsx"
MOMENTS = ("20250304101112", "20250308131415", "20250309000000")


def page(moment, links, kind=""):
    """A table as an archive served it at a moment: each link has the archive's address."""
    address = f"https://web.archive.org/web/{moment}{kind}/" if moment else ""
    rows = [
        HEADER,
        *((*ROW, f"{n + 1}/3/2025", link.replace("{}", address)) for n, link in enumerate(links)),
    ]
    cells = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABCDEFG"[at]}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for at, cell in enumerate(row)
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/relationships"><Relationship Id="rId1" Type="{office}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>'
        "</worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return buffer.getvalue()


def capture_all(pages, remembered=32):
    """The captures of pages, read one after another in one build."""
    declaration = register_named("ice-287g")
    intake = Intake(Facts(), ListReading(declaration, expectations_of(declaration)))
    held = []
    for number, data in enumerate(pages):
        if not remembered:
            intake.reading.contents.clear()
        held.append(intake.reading.read(data, f"{number:064}", {Sighting(file=FILE)}, intake))
    return held, intake


LINKS = st.lists(
    st.sampled_from(
        [
            "{}https://www.ice.gov/a.pdf",
            "{}http://www.ice.gov/b.pdf",
            "https://www.ice.gov/c.pdf",
            "see {}https://www.ice.gov/d.pdf",
            "{}https://www.ice.gov/?u={}https://x.org",
            "link pending",
        ]
    ),
    min_size=1,
    max_size=5,
)


@given(LINKS, st.sampled_from(["", "id_", "if_"]))
def test_what_one_copy_says_holds_for_the_others(links, kind):
    pages = [page(moment, links, kind) for moment in MOMENTS]
    once, intake = capture_all(pages)
    each, _ = capture_all(pages, remembered=0)
    assert once == each
    editions = order_editions(once, intake.facts).editions
    for edition in editions:
        for capture in edition.captures:
            cells = [sheet.rows for sheet in read_workbook(pages[int(capture.sha256)]).sheets]
            assert reproduce_sheets(edition, capture, intake.facts) == cells
            assert capture.cells == digest_text(
                sheets_text([list(map("\x1d".join, rows)) for rows in cells])
            )


def test_copies_are_one_once_the_moment_is_masked():
    links = ["{}https://www.ice.gov/a.pdf"]
    keys = {open_masked(page(moment, links)).key for moment in MOMENTS}
    assert len(keys) == 1
    assert "" not in keys
    _, intake = capture_all([page(moment, links) for moment in MOMENTS])
    assert len(intake.reading.contents) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["{}https://www.ice.gov/a.pdf"], ["{}https://www.ice.gov/b.pdf"]),
        (["{}https://www.ice.gov/a.pdf", "x"], ["x", "{}https://www.ice.gov/a.pdf"]),
        (["{}https://a.gov/x", "{}https://a.gov/y"], ["{}https://a.gov/x", "https://a.gov/y"]),
    ],
)
def test_what_differs_otherwise_is_another_page(first, second):
    one, other = open_masked(page(MOMENTS[0], first)), open_masked(page(MOMENTS[1], second))
    assert one.key
    assert other.key
    assert one.key != other.key


@pytest.mark.parametrize(
    "links",
    [
        ["https://www.ice.gov/a.pdf"],
        ["{}https://www.ice.gov/a.pdf", "https://web.archive.org/web/20240101000000/http://b.gov"],
        ["{}https://www.ice.gov/a.pdf", "https://web.archive.org/web/00000000000000/http://b.gov"],
        ["https://web.archive.org/web/20240101000000_x0041_/http://b.gov"],
    ],
)
def test_an_address_that_is_not_plainly_one_moment_is_not_masked(links):
    assert open_masked(page(MOMENTS[0], links)).key == ""


def test_only_the_latest_copies_are_remembered():
    _, intake = capture_all(
        [page(MOMENTS[0], [f"{{}}https://www.ice.gov/{number}.pdf"]) for number in range(40)]
    )
    assert len(intake.reading.contents) == 32
