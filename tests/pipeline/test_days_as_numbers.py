"""A signing day is the right one however the workbook that holds it was saved."""

from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import ofrecord
from ofrecord.pipeline import build_record

HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED")
BEE = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
DAY = date(2025, 5, 7)


@pytest.fixture
def save(tmp_path):
    """A folder with a list of one row that was signed on a day, saved in a manner of its own."""

    def saved(value=DAY, *, style=None, from_1904=False, iso=False):
        book = openpyxl.Workbook()
        if from_1904:
            book.epoch = CALENDAR_MAC_1904
        book.iso_dates = iso
        book.active.append(HEADER)
        book.active.append((*BEE, value))
        if style is not None:
            book.active.cell(2, 6).number_format = style
        folder = tmp_path / "files"
        folder.mkdir()
        book.save(folder / "participatingAgencies05092025am.xlsx")
        return folder

    return saved


STYLES = [None, "General", "0", "@", "m/d/yyyy", "yyyy-mm-dd h:mm", "[$-409]d-mmm-yy;@", "#,##0"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "value", [DAY, datetime.fromisoformat("2025-05-07T13:30:00"), 45784, "5/7/2025"]
)
def test_a_day_is_read_whatever_its_format_and_what_was_printed_is_kept(
    save, tmp_path, declaration, style, value
):
    report = build_record(tmp_path / "home", [save(value, style=style)], declaration)
    assert report.rejections == ()
    register = ofrecord.open(tmp_path / "home")["ice-287g"]
    (entry,) = register.as_of("2025-05-09").entries
    assert entry.signed == "2025-05-07"
    assert register.verify().passed
    printed = entry.printed["SIGNED"]
    if printed.startswith("45784"):  # a number that no format makes a day is kept, and explained
        assert entry.notes == ("signed: the day with the serial number 45784",)
    else:
        assert printed.startswith(("2025-05-07", "5/7/2025"))


@pytest.mark.parametrize("saved", [{"iso": True}, {"from_1904": True}])
def test_a_day_is_read_in_every_date_system(save, tmp_path, declaration, saved):
    build_record(tmp_path / "home", [save(**saved)], declaration)
    (entry,) = ofrecord.open(tmp_path / "home")["ice-287g"].as_of("2025-05-09").entries
    assert entry.signed == "2025-05-07"


def test_a_bare_number_that_counts_from_1904_is_not_read_four_years_early(
    save, tmp_path, declaration
):
    folder = save(style="General", from_1904=True)
    report = build_record(tmp_path / "home", [folder], declaration)
    (rejection,) = report.rejections
    assert rejection.code == "layout"
    assert 'row 2: the column "SIGNED" has a number that is not formatted' in rejection.message
