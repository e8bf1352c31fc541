"""A capture whose name nothing vouches for finds its place among those that are dated."""

import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest

from ofrecord.pipeline import build_record, record_path
from ofrecord.record.store import read_record

HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE")
FIRST = date(2025, 3, 3)
TOWNS = [f"{a}{b}{c}" for a in ("Al", "Be", "Ca", "Do") for b in "lmnr" for c in ("ton", "ville")]


def rows(week: int) -> list[tuple[str, ...]]:
    """The list of a week: it gains an agency and loses one."""
    return [
        ("TEXAS", f"{town} Police Department", "Municipality", "Bee County", "Task Force Model")
        for town in TOWNS[week : week + 16]
    ]


def workbook(week: int, *, saved: str = "") -> bytes:
    """A workbook that its publisher saved at a time, or that another program wrote."""
    book = openpyxl.Workbook()
    for row in (HEADER, *rows(week)):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if saved:
        parts["docProps/core.xml"] = (
            "<a><creator>Somebody</creator><created>2025-01-01T00:00:00Z</created>"
            f"<modified>{saved}</modified></a>"
        ).encode()
        parts["docProps/app.xml"] = b"<a><Application>Microsoft Excel</Application></a>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


@pytest.fixture
def known(tmp_path):
    """A folder with the lists of sixteen weeks, each of which is dated without doubt."""
    folder = tmp_path / "known"
    folder.mkdir()
    for week in range(0, 16, 2):
        day = FIRST + timedelta(weeks=week)
        data = workbook(week, saved=f"{day}T14:00:00Z")
        (folder / f"pendingAgencies{day:%m%d%Y}pm.xlsx").write_bytes(data)
    return folder


@pytest.fixture
def doubtful(tmp_path):
    """A folder with lists that another program wrote, under names that are right and wrong."""
    folder = tmp_path / "doubtful"
    folder.mkdir()
    for week, digits in [(3, "03242025"), (5, "04073025"), (9, "05052024"), (12, "99999999")]:
        (folder / f"pendingAgencies{digits}pm.xlsx").write_bytes(workbook(week))
    return folder


def days(home, declaration):
    """The day and the flags of each capture, by the name of its file."""
    record = read_record(record_path(home, declaration.name))
    return {
        capture.sightings[0].file: (capture.published_on, bool(capture.flags))
        for capture in record.captures
    }


def test_names_are_mended_or_left_by_their_neighbours(known, doubtful, tmp_path, declaration):
    home = tmp_path / "home"
    report = build_record(home, [known, doubtful], declaration)
    found = days(home, declaration)
    assert found["pendingAgencies03242025pm.xlsx"] == ("2025-03-24", False)
    assert found["pendingAgencies04073025pm.xlsx"] == ("2025-04-07", True)
    assert found["pendingAgencies05052024pm.xlsx"] == ("2025-05-05", True)
    (rejection,) = report.rejections
    assert (rejection.file, rejection.code) == ("pendingAgencies99999999pm.xlsx", "dating")
    assert "no day can be found" in rejection.message
    again = build_record(home, [known, doubtful], declaration)
    assert (again.changed, again.rejections) == (False, report.rejections)


def test_whichever_folder_comes_first_the_record_is_the_same(
    known, doubtful, tmp_path, declaration
):
    homes = []
    for order in ([[known, doubtful]], [[known], [doubtful]], [[doubtful], [known]]):
        homes.append(tmp_path / f"home{len(homes)}")
        for folders in order:
            build_record(homes[-1], folders, declaration)
    found = [days(home, declaration) for home in homes]
    assert found[0] == found[1] == found[2]
    records = [read_record(record_path(home, declaration.name)) for home in homes]
    assert records[0].captures == records[1].captures == records[2].captures
    assert records[0].rejections == records[1].rejections == records[2].rejections


def test_without_neighbours_only_impossible_names_are_kept_aside(doubtful, tmp_path, declaration):
    home = tmp_path / "home"
    report = build_record(home, [doubtful], declaration)
    assert days(home, declaration) == {
        "pendingAgencies03242025pm.xlsx": ("2025-03-24", False),
        "pendingAgencies05052024pm.xlsx": ("2024-05-05", False),
    }
    assert {rejection.code for rejection in report.rejections} == {"dating"}
    assert len(report.rejections) == 2
    assert not build_record(home, [doubtful], declaration).changed
