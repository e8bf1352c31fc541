"""Nothing that was printed is lost: every cell and link of every capture comes back, and every row
is an entry or is explained. Held against two readers that know nothing of this project."""

import hashlib
import io
import random
import re
import zipfile

import openpyxl
import pytest
import python_calamine

from ofrecord import front
from ofrecord.pipeline import build_record
from ofrecord.read.cells import link_of, text_of
from ofrecord.record.history import reproduce_sheets

ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/")
BEE = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
SAMPLE = 24


def shelf_of(home, sha256):
    return (home / "captures" / sha256[:2] / sha256).read_bytes()


@pytest.fixture(scope="module")
def captures(real, real_home):
    """Real captures from all times: edition, capture, and what openpyxl reads."""
    pairs = [(e, c) for e in real.view.history for c in e.captures]
    chosen = random.Random(287).sample(pairs, SAMPLE)
    return [(e, c, *openpyxl_cells(shelf_of(real_home, c.sha256))) for e, c in chosen]


def openpyxl_cells(data):
    """Cells as texts, days as ISO, and the links behind them, by row and column from 0."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows, links = [], {}
    for number, row in enumerate(sheet.iter_rows()):
        cells = []
        for at, cell in enumerate(row):
            value = cell.value
            if hasattr(value, "isoformat"):
                value = value.date().isoformat()
            cells.append("" if value is None else str(value))
            if cell.hyperlink is not None:
                links[number, at] = cell.hyperlink
        rows.append(cells)
    return rows, links


def trimmed(rows):
    """Rows without the blank cells and rows at their ends, which readers treat each its way."""
    found = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] == "":
            cells.pop()
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    return found


def test_verify_proves_every_edition_of_the_real_record(real):
    found = real.verify()
    assert found.failures == ()
    assert found.passed
    assert found.captures == found.reread == sum(len(e.captures) for e in real.view.history)
    assert found.editions == len(real.view.history)


def test_the_cells_of_a_real_capture_are_those_that_openpyxl_reads(real, captures):
    for edition, capture, rows, _ in captures:
        mine = reproduce_sheets(edition, capture, real.view.facts)[0]
        printed = [[text_of(cell) for cell in row] for row in mine]
        assert trimmed(printed) == trimmed(rows), capture.sightings[0].file


def test_the_links_of_a_real_capture_are_those_that_openpyxl_reads(real, captures):
    found = 0
    for edition, capture, _, links in captures:
        wanted = {
            at: (link.target or "") + (f"#{link.location}" if link.location else "")
            for at, link in links.items()
        }
        mine = reproduce_sheets(edition, capture, real.view.facts)[0]
        behind = {
            (number, at): link_of(cell)
            for number, row in enumerate(mine)
            for at, cell in enumerate(row)
            if link_of(cell)
        }
        unplaced = {address for _, address in capture.unplaced_links}
        assert {at: wanted[at] for at in behind} == behind, capture.sightings[0].file
        assert {wanted[at] for at in wanted.keys() - behind.keys()} <= unplaced | {""}
        found += len(behind)
    assert found > 1000


def test_the_cells_of_a_real_capture_are_those_that_calamine_reads(real, real_home, captures):
    """But for error cells, which calamine gives as blank."""
    for edition, capture, _, _ in captures:
        data = shelf_of(real_home, capture.sha256)
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        theirs = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        mine = reproduce_sheets(edition, capture, real.view.facts)[0]
        printed = [
            ["" if text_of(cell).startswith("#") and cell.endswith("\x1fe") else text_of(cell)
             for cell in row]
            for row in mine
        ]  # fmt: skip
        texts = [[_calamine_text(cell) for cell in row] for row in theirs]
        assert trimmed(printed) == trimmed(texts), capture.sightings[0].file


def _calamine_text(cell):
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def test_an_archived_page_comes_back_with_the_archives_address_and_its_edition_without(
    real, real_home
):
    archived = [(e, c) for e in real.view.history for c in e.captures if c.prefix]
    assert len(archived) > 600
    for edition, capture in random.Random(1).sample(archived, 12):
        rows, _ = openpyxl_cells(shelf_of(real_home, capture.sha256))
        mine = real.reproduce(capture.sha256)
        assert trimmed(mine) == trimmed(rows)
        assert any(capture.prefix in cell for row in mine for cell in row)
        plain = real.reproduce(edition.edition_id)
        assert not any("web.archive.org" in cell for row in plain for cell in row)
        assert trimmed(plain) == trimmed([[ARCHIVE.sub("", cell) for cell in r] for r in rows])


def test_every_edition_is_reproduced_with_every_link_when_asked(real):
    for edition in real.view.history:
        rows = [real.view.facts.rows[fact] for fact in edition.rows]
        links = {link_of(cell) for row in rows for cell in row} - {""}
        plain = real.reproduce(edition.edition_id)
        linked = real.reproduce(edition.edition_id, links=True)
        assert len(plain) == len(linked) == len(rows)
        assert len({len(row) for row in linked}) <= 1
        width = len(plain[0])
        assert [row[:width] for row in linked] == plain
        assert {cell for row in linked[edition.table.header :] for cell in row[width:]} >= links


def test_every_row_of_every_edition_is_an_entry_or_is_explained(real):
    for edition in real.editions():
        below = [one for one in edition.explained if one.row > 0]
        assert all(one.why for one in below)
        entries = real.view.lists[edition.list]
        number = next(
            n for n, e in enumerate(entries.editions) if e.edition_id == edition.edition_id
        )
        rows = [row for row, _ in entries.printed(number)]
        header = entries.editions[number].table.header
        explained = {one.row for one in edition.explained}
        assert len(rows) == len(set(rows)) == edition.printed_rows
        everything = set(range(header + 1, header + 1 + edition.rows))
        assert set(rows) | explained >= everything
        assert not set(rows) & explained


def test_the_blank_row_in_the_middle_is_explained_and_not_counted(bundled):
    (edition,) = [e for e in bundled.editions("participating") if e.published_on == "2025-09-24"]
    assert (edition.rows, edition.printed_rows) == (1036, 1035)
    assert [one.row for one in edition.explained if "blank" in one.why] == [558]


def test_the_names_and_hashes_of_every_edition_are_those_of_its_captures(real, real_home):
    for edition in random.Random(2).sample(real.editions(), 20):
        for capture in edition.captures:
            data = shelf_of(real_home, capture.sha256)
            assert hashlib.sha256(data).hexdigest() == capture.sha256
            assert zipfile.is_zipfile(io.BytesIO(data))


def test_reproduce_from_the_shell_is_the_csv_of_the_cells(cli, bundled):
    import csv

    name = "participatingAgencies07292025pm.xlsx"  # a blank before a name, #NA, trailing blanks
    rows = list(csv.reader(io.StringIO(cli("reproduce", name).out, newline="")))
    assert rows == [list(row) for row in bundled.reproduce(name)]
    assert any(row[1].startswith(" Florida Department of Financial Services ,") for row in rows)
    linked = cli("reproduce", name, "--links").out
    assert "MOA (link)" in linked.splitlines()[0]
    assert "https://www.ice.gov/doclib/" in linked


# Made captures: what real ones do not have, or not yet ------------------------------------------


@pytest.fixture
def built(tmp_path, declaration):
    def build(folder):
        build_record(tmp_path / "home", [folder], declaration)
        return front.open_record(tmp_path / "home")[declaration.name]

    return build


@pytest.mark.parametrize(
    "text",
    [
        "a\nb",
        "a\r\nb",
        "a\tb",
        " a ",
        "\N{NO-BREAK SPACE}",
        "é",
        "💥",
        "=1+1",
        "'",
        "<&>",
    ],
    ids=ascii,
)
def test_odd_text_in_a_cell_comes_back_as_it_was(built, tmp_path, write_list, text):
    row = (*BEE[:1], f"Bee {text} Office", *BEE[2:])
    path = tmp_path / "captures" / "pendingAgencies09052025pm.xlsx"
    write_list(path, [row, BEE])
    sheet = openpyxl.load_workbook(path)
    sheet.active["B2"].data_type = "s"
    sheet.save(path)
    register = built(tmp_path / "captures")
    if not register.view.history:
        assert text == "=1+1"  # a formula is no text: the capture is kept aside
        return
    assert register.verify().passed
    want = openpyxl.load_workbook(path).active["B2"].value
    (edition,) = register.editions()
    assert register.reproduce(edition.edition_id)[1][1] == want


def test_a_link_behind_a_cell_comes_back_beside_it(built, tmp_path, write_list):
    rows = [(*BEE, "2025-09-01", "link", ""), (*BEE[:4], "Jail Enforcement Model", "2025-09-01")]
    links = {"G2": "https://www.ice.gov/doclib/287gMOA/bee.pdf"}
    write_list(tmp_path / "captures" / "participatingAgencies09052025pm.xlsx", rows, links=links)
    register = built(tmp_path / "captures")
    (edition,) = register.editions()
    header, first, second = register.reproduce(edition.edition_id, links=True)
    assert header[-1] == "MOA (link)"
    assert (first[-1], second[-1]) == (links["G2"], "")
    assert register.as_of("2025-09-05").entries[0].moa_url == links["G2"]


def test_a_second_sheet_is_kept_and_comes_back(built, tmp_path, write_list):
    path = tmp_path / "captures" / "pendingAgencies09052025pm.xlsx"
    write_list(path, [BEE])
    book = openpyxl.load_workbook(path)
    notes = book.create_sheet("Notes")
    notes.append(["checked", "by", "hand"])
    book.save(path)
    register = built(tmp_path / "captures")
    assert register.verify().passed
    (edition,) = register.view.history
    sheets = reproduce_sheets(edition, edition.captures[0], register.view.facts)
    assert sheets[1] == [("checked", "by", "hand")]
    assert any("Notes" in flag for flag in register.editions()[0].flags)


def test_a_header_repeated_in_the_body_is_explained(built, tmp_path, write_list):
    columns = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE")
    write_list(tmp_path / "captures" / "pendingAgencies09052025pm.xlsx", [BEE, columns, BEE])
    register = built(tmp_path / "captures")
    (edition,) = register.editions()
    assert (edition.rows, edition.printed_rows) == (3, 2)
    assert [one.row for one in edition.explained] == [3]
    assert register.as_of("2025-09-05", "pending").counts().agreements == 1
    assert register.as_of("2025-09-05", "pending").counts().printed_rows == 2


def test_a_changed_cell_on_the_shelf_fails_verification_and_names_the_capture(
    built, tmp_path, write_list
):
    path = write_list(tmp_path / "captures" / "pendingAgencies09052025pm.xlsx", [BEE])
    register = built(tmp_path / "captures")
    assert register.verify().passed
    other = write_list(tmp_path / "other.xlsx", [(*BEE[:1], "Bea County", *BEE[2:])], PENDING)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    kept = tmp_path / "home" / "captures" / sha256[:2] / sha256
    kept.write_bytes(other.read_bytes())
    found = register.verify()
    assert not found.passed
    assert path.name in found.failures[0]


PENDING = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE")
