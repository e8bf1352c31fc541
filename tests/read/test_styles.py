"""A number is a day where its format shows one, and a number otherwise."""

from datetime import datetime, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.read.styles import date_styles, serial_to_day, shows_day


@pytest.mark.parametrize(
    "code",
    [
        *("m/d/yyyy", "mm/dd/yy", "d-mmm", "mmm-yy", "yyyy", "dddd", "mmmm", "yyyy-mm-dd hh:mm:ss"),
        *("[$-409]mmmm\\ d\\,\\ yyyy;@", "[Red]dd.mm.yyyy", '"on "mm/dd/yyyy', "[=0]0;mm/dd/yyyy"),
        *("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", 'yyyy"年"m"月"d"日"'),
    ],
)
def test_formats_that_show_a_day(code):
    assert shows_day(code)


@pytest.mark.parametrize(
    "code",
    [
        *("General", "0", "0.00", "#,##0.00", "0%", "0.00E+00", "@", "# ?/?", ""),
        *('0.00"days"', '0" yd"', "[Red]0.00", "[Red]#,##0;[Blue]-#,##0", "\\d0", '"dd"0'),
        *("[h]:mm", "[hh]:mm:ss", "[mm]:ss", "[ss]", "[m]", "h:mm", "h:mm AM/PM", "hh:mm:ss"),
        *("mm:ss", "mm:ss.0", "h:mm:ss A/P", '_("$"* #,##0.00_)', "[$USD] 0.00", '0.0 "miles"'),
    ],
)
def test_formats_that_show_no_day(code):
    assert not shows_day(code)


@pytest.mark.parametrize("code", ["mm/dd/yyyy", '0.00"days"', "[Red]0.00", "d\\.m\\.yyyy"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_format_is_read_however_its_tag_is_written(code, quote):
    attribute = code.replace("&", "&amp;").replace('"', "&quot;")
    written = f"formatCode={quote}{attribute}{quote} numFmtId={quote}170{quote}"
    styles = (
        f"<styleSheet xmlns='x'><numFmts count='1'><numFmt {written}/></numFmts>"
        "<cellStyleXfs count='1'><xf numFmtId='14'/></cellStyleXfs>"
        '<cellXfs count="2"><xf numFmtId="0"/><xf applyNumberFormat="1" numFmtId="170"/></cellXfs>'
        "<dxfs><dxf><numFmt numFmtId='0' formatCode='yyyy'/></dxf></dxfs></styleSheet>"
    )
    assert date_styles(styles.encode()) == ({"1"} if shows_day(code) else set())


FIRST, LAST = datetime.fromisoformat("1900-03-01"), datetime.fromisoformat("9999-12-30")


@given(st.datetimes(min_value=FIRST, max_value=LAST))
def test_serials_are_the_days_that_openpyxl_reads(moment):
    serial = openpyxl.utils.datetime.to_excel(moment)
    read = datetime.fromisoformat(serial_to_day(repr(serial)))
    assert abs(read - moment) <= timedelta(seconds=1)


@given(st.integers(0, 2_900_000))
def test_serials_of_the_other_date_system_are_four_years_on(serial):
    epoch = openpyxl.utils.datetime.MAC_EPOCH
    day = serial_to_day(str(serial), from_1904=True)
    if serial >= 1:
        assert day == openpyxl.utils.datetime.from_excel(serial, epoch).date().isoformat()


@pytest.mark.parametrize(
    "serial", ["", "x", "-3", "0", "0.5", "60", "60.5", "nan", "inf", "1e999", "2958466", "9" * 400]
)
def test_what_is_no_day_is_none(serial):
    assert serial_to_day(serial) is None


def test_the_days_around_the_leap_day_that_never_was():
    assert [serial_to_day(s) for s in ("1", "59", "61")] == [
        "1900-01-01",
        "1900-02-28",
        "1900-03-01",
    ]
