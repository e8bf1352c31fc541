"""A list under the name of another is read by its columns, unless its entries are the other's."""

import shutil

import pytest

import ofrecord
from ofrecord.pipeline import build_record, record_path

COUNTIES = ["Bee", "Hale", "Knox", "Lynn", "Hall", "Cass", "Clay", "Polk", "Rusk", "Wise"]
MODELS = ["Task Force Model", "Warrant Service Officer"]
PENDING = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE")
SIGNED = (*PENDING, "SIGNED", "MOA", "ADDENDUM")


def rows(counties, model):
    for name in counties:
        yield "TEXAS", f"{name} County Sheriff's Office", "County", f"{name} County", model


def signed(counties):
    return [(*row, "2025-08-01", "link pending", "") for row in rows(counties, MODELS[0])]


@pytest.fixture
def folder(tmp_path, write_list):
    """Lists of both kinds on three days, each under its own name."""
    put = tmp_path / "files"
    for day in (1, 3, 5):
        write_list(put / f"participatingAgencies090{day}2025am.xlsx", signed(COUNTIES[:7]))
        pending = list(rows(COUNTIES[6:], MODELS[1]))
        write_list(put / f"pendingAgencies090{day}2025am.xlsx", pending)
    return put


def days(home, name):
    return [e.published_on for e in ofrecord.open(home)["ice-287g"].editions(name)]


def test_a_list_that_lost_a_column_is_kept_aside_and_not_read_as_the_other(
    folder, tmp_path, declaration, write_list
):
    lost = [row[:5] for row in signed(COUNTIES[:7])]
    write_list(folder / "participatingAgencies09042025am.xlsx", lost, PENDING)
    report = build_record(tmp_path / "home", [folder], declaration)
    (rejection,) = report.rejections
    assert rejection.file == "participatingAgencies09042025am.xlsx"
    assert rejection.code == "layout"
    assert rejection.message == (
        "its entries are those of the participating list, but the column SIGNED is missing"
    )
    assert report.captures == 6
    again = build_record(tmp_path / "home", [folder], declaration)
    assert not again.changed
    assert [r.file for r in again.refused] == [rejection.file]
    build_record(tmp_path / "new", [tmp_path / "home" / "captures"], declaration)
    path = record_path(tmp_path / "new", declaration.name)
    assert path.read_bytes() == record_path(tmp_path / "home", declaration.name).read_bytes()


def test_a_list_that_lost_a_column_is_known_whatever_it_is_called(
    folder, tmp_path, declaration, write_list
):
    lost = [row[:5] for row in signed(COUNTIES[:7])]
    file = write_list(folder / "new" / "list.xlsx", lost, PENDING)
    (file.parent / "manifest.csv").write_text(
        f"path,sha256,captured_at\n{file.name},{sha256(file)},2025-09-04\n"
    )
    report = build_record(tmp_path / "home", [folder], declaration)
    assert [r.file for r in report.rejections] == ["list.xlsx"]


def test_applicants_under_a_column_of_signing_days_are_no_members(
    folder, tmp_path, declaration, write_list
):
    gained = [(*row, "2025-08-01", "", "") for row in rows(COUNTIES[6:], MODELS[1])]
    write_list(folder / "pendingAgencies09042025am.xlsx", gained, SIGNED)
    (rejection,) = build_record(tmp_path / "home", [folder], declaration).rejections
    assert rejection.message == (
        "its entries are those of the pending list, but the column SIGNED is none of its"
    )


def test_lists_whose_names_are_exchanged_are_read_by_their_columns(
    folder, tmp_path, declaration, write_list
):
    write_list(folder / "pendingAgencies09042025am.xlsx", signed(COUNTIES[:7]), SIGNED)
    applicants = list(rows(COUNTIES[6:], MODELS[1]))
    write_list(folder / "participatingAgencies09042025am.xlsx", applicants, PENDING)
    report = build_record(tmp_path / "home", [folder], declaration)
    assert (report.captures, report.rejections) == (8, ())
    flagged = [e for e in ofrecord.open(tmp_path / "home")["ice-287g"].editions() if e.flags]
    assert len(flagged) == 2


def test_what_stands_beside_a_list_decides_in_whatever_order_it_comes(
    folder, tmp_path, declaration, write_list
):
    lost = [row[:5] for row in signed(COUNTIES[:7])]
    odd = write_list(folder / "participatingAgencies09042025am.xlsx", lost, PENDING)
    files = sorted(folder.glob("*.xlsx"))
    for number, order in enumerate(([0, 1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1, 0])):
        home = tmp_path / f"home{number}"
        for at in order:
            part = tmp_path / f"part{number}-{at}"
            part.mkdir()
            shutil.copy(files[at], part)
            report = build_record(home, [part], declaration)
        assert [r.file for r in report.rejections] == [odd.name]
        assert days(home, "participating") == ["2025-09-01"]
        assert days(home, "pending") == ["2025-09-01"]


def test_alone_a_list_under_another_name_is_read_by_its_columns(tmp_path, declaration, write_list):
    lost = [row[:5] for row in signed(COUNTIES[:7])]
    put = tmp_path / "files"
    write_list(put / "participatingAgencies09042025am.xlsx", lost, PENDING)
    report = build_record(tmp_path / "home", [put], declaration)
    assert (report.captures, report.rejections) == (1, ())


def sha256(path):
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()
