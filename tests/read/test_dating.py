"""A capture's day rests on its name where that can be right, and is never made up."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.errors import DatingError
from ofrecord.read.dating import (
    STALE_LAG,
    USUAL_LAG,
    DatedBy,
    Dating,
    Doubt,
    date_capture,
    rests_on_its_name,
)
from ofrecord.read.workbook import Properties

EASTERN = ZoneInfo("America/New_York")
MOMENTS = st.datetimes(
    datetime.fromisoformat("2021-01-01"),
    datetime.fromisoformat("2027-12-31"),
    timezones=st.just(UTC),
)


def saved(text: str) -> Properties:
    return Properties(application="Microsoft Excel", creator="Somebody", modified=text)


def name_of(day: date, part: str = "pm", start: str = "participatingAgencies") -> str:
    return f"{start}{day:%m%d%Y}{part}.xlsx"


@pytest.fixture
def dating(declaration):
    """The dating of a capture by its names and the time of saving, or of capture."""

    def dating(*names: str, modified: str = "", captured_at: str = "", properties=None):
        properties = properties or (saved(modified) if modified else Properties())
        return date_capture(names, captured_at, properties, declaration)

    return dating


REAL = [
    # A year early, mended to the day of saving or just after it
    (["participatingAgencies01052025pm"], "2026-01-05T20:22:43Z", "2026-01-05", "pm", True),
    (["participatingAgencies01062025pm"], "2026-01-05T20:22:43Z", "2026-01-06", "pm", True),
    (["participatingAgencies01092025pm"], "2026-01-08T20:13:31Z", "2026-01-09", "pm", True),
    (["pendingAgencies01062025pm"], "2026-01-06T22:03:57Z", "2026-01-06", "pm", True),
    # A month early; nine digits
    (["participatingAgencies08022025pm"], "2025-09-02T20:05:26Z", "2025-09-02", "pm", True),
    (["participatingAgencies090022025am"], "2025-09-02T12:11:44Z", "2025-09-02", "am", True),
    # Impossible years; saved in the evening for the next morning
    (["pendingAgencies10223025am"], "2025-10-23T00:07:56Z", "2025-10-23", "am", True),
    (["participatingAgencies11114025am"], "2025-11-14T15:57:20Z", "2025-11-14", "am", True),
    # As they should be
    (["participatingAgencies09052025pm"], "2025-09-05T20:00:00Z", "2025-09-05", "pm", False),
    (["participatingAgencies10212025mid"], "2025-10-21T15:00:00Z", "2025-10-21", "mid", False),
    (["pendingAgencies11122025"], "2025-11-12T15:00:00Z", "2025-11-12", None, False),
    (["participatingAgencies07032025pm"], "2025-07-02T23:46:43Z", "2025-07-03", "pm", False),
    # Saved on a weekend
    (["pendingAgencies06302025am"], "2025-06-28T14:29:51Z", "2025-06-30", "am", False),
    (["pendingAgencies12292025am"], "2025-12-27T22:32:59Z", "2025-12-29", "am", False),
    # Under many names: the first of them, a wrong one beside a right one
    (
        ["participatingAgencies08192025pm", "participatingAgencies08202025pm"],
        "2025-08-18T19:06:40Z",
        "2025-08-19",
        "pm",
        False,
    ),
    (
        ["participatingAgencies01052025pm", "participatingAgencies01052026pm"],
        "2026-01-05T20:22:43Z",
        "2026-01-05",
        "pm",
        True,
    ),
    (
        ["participatingAgencies03062025am", "participatingAgencies04212025am"],
        "2025-03-06T14:00:00Z",
        "2025-03-06",
        "am",
        True,
    ),
    (["pendingAgencies", "pendingAgencies-20250221214937"], "", "2025-02-21", None, False),
]


@pytest.mark.parametrize(("names", "modified", "day", "part", "flagged"), REAL)
def test_real_names_have_the_days_that_they_must_have(names, modified, day, part, flagged, dating):
    found = dating(*(f"{name}.xlsx" for name in names), modified=modified)
    assert (found.published_on.isoformat(), found.part, bool(found.flags)) == (day, part, flagged)
    again = dating(*(f"{name}.xlsx" for name in reversed(names)), modified=modified)
    assert (again.published_on, again.part, again.order) == (
        found.published_on,
        found.part,
        found.order,
    )


def test_an_old_file_under_a_new_name_is_as_old_as_its_saving(dating):
    found = dating("participatingAgencies04212025am.xlsx", modified="2025-03-06T15:00:00Z")
    assert (found.published_on, found.dated_by) == (date(2025, 3, 6), DatedBy.LAST_MODIFIED)
    assert found.flags == (
        (
            "the name 'participatingAgencies04212025am.xlsx' says 2025-04-21, 46 days after the "
            "workbook was last saved"
        ),
    )


@given(moment=MOMENTS, lag=st.integers(0, STALE_LAG), part=st.sampled_from(["am", "mid", "pm", ""]))
def test_a_name_on_the_day_of_saving_or_soon_after_is_believed(moment, lag, part, declaration):
    day = moment.astimezone(EASTERN).date() + timedelta(days=lag)
    name = name_of(day, part)
    found = date_capture([name], "", saved(moment.isoformat()), declaration)
    assert (found.published_on, found.dated_by) == (day, DatedBy.FILE_NAME)
    late = moment.astimezone(EASTERN).hour >= 16 and lag == 0 and part == "am"
    assert bool(found.flags) == (lag > USUAL_LAG or late)
    assert found.part == (None if late else part or None)


@given(
    moment=MOMENTS,
    lag=st.integers(0, USUAL_LAG),
    at=st.integers(0, 7),
    slip=st.sampled_from(["more", "less", "wrong", "exchanged", "doubled"]),
    digit=st.sampled_from("0123456789"),
)
def test_a_slip_of_the_hand_is_mended_to_a_day_on_which_it_can_have_been_posted(
    moment, lag, at, slip, digit, declaration
):
    first = moment.astimezone(EASTERN).date()
    digits = f"{first + timedelta(days=lag):%m%d%Y}"
    written = {
        "more": digits[:at] + digit + digits[at:],
        "less": digits[:at] + digits[at + 1 :],
        "wrong": digits[:at] + digit + digits[at + 1 :],
        "exchanged": digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :],
        "doubled": digits[:at] + digits[at] + digits[at:],
    }[slip]
    name = f"participatingAgencies{written}pm.xlsx"
    found = date_capture([name], "", saved(moment.isoformat()), declaration)
    assert isinstance(found, Dating)
    assert first <= found.published_on
    if found.dated_by is not DatedBy.FILE_NAME:
        assert found.flags
    if found.dated_by is DatedBy.LAST_MODIFIED and "days after" not in found.flags[0]:
        assert found.published_on <= first + timedelta(days=lag)


@given(moment=MOMENTS, digits=st.text("0123456789", min_size=6, max_size=10))
def test_no_name_gives_a_day_before_the_saving_or_without_a_flag(moment, digits, declaration):
    name = f"participatingAgencies{digits}am.xlsx"
    found = date_capture([name], "", saved(moment.isoformat()), declaration)
    first = moment.astimezone(EASTERN).date()
    dating = found.fallback if isinstance(found, Doubt) else found
    assert dating.published_on >= first
    assert dating.published_on <= first + timedelta(days=STALE_LAG)
    assert dating.flags or dating.dated_by is DatedBy.FILE_NAME


def test_a_list_for_the_morning_saved_in_the_evening_is_posted_on_the_next_working_day(dating):
    for modified, day in [
        ("2025-10-23T00:07:56Z", "2025-10-23"),  # Wednesday evening
        ("2025-10-24T21:00:00Z", "2025-10-27"),  # Friday evening
        ("2025-10-25T21:00:00Z", "2025-10-27"),  # Saturday evening
        ("2025-10-24T14:00:00Z", "2025-10-24"),  # Friday morning
    ]:
        found = dating("participatingAgencies10203025am.xlsx", modified=modified)
        assert (found.published_on.isoformat(), found.part) == (day, "am")


def test_the_day_of_saving_is_the_publishers_not_that_of_greenwich(dating):
    found = dating("participatingAgencies07022025pm.xlsx", modified="2025-07-03T01:30:00Z")
    assert (found.published_on, found.flags) == (date(2025, 7, 2), ())


def test_contents_under_one_name_stand_in_the_order_of_saving(dating):
    name = "pendingAgencies07112025pm.xlsx"
    first = dating(name, modified="2025-07-11T18:11:26Z")
    second = dating(name, modified="2025-07-11T21:36:07Z")
    assert first.order < second.order


def test_parts_of_a_day_stand_in_their_order(dating):
    names = [f"participatingAgencies10212025{part}.xlsx" for part in ("am", "mid", "pm", "pm2")]
    found = [dating(name, modified="2025-10-20T15:00:00Z") for name in names]
    assert sorted(found, key=lambda one: one.order) == found


@given(moment=MOMENTS, modified=MOMENTS | st.none())
def test_a_moment_of_capture_in_the_name_is_never_overridden(moment, modified, declaration):
    name = f"participatingAgencies-{moment:%Y%m%d%H%M%S}.xlsx"
    properties = saved(modified.isoformat()) if modified else Properties()
    found = date_capture([name], "", properties, declaration)
    assert (found.published_on, found.dated_by) == (moment.date(), DatedBy.CAPTURE)
    assert (found.part, found.flags) == (None, ())


def test_a_capture_without_a_day_in_its_name_is_as_old_as_its_saving_or_its_capture(dating):
    found = dating("list.xlsx", modified="2025-09-05T12:00:00Z", captured_at="2025-09-09T00:00:00Z")
    assert (found.published_on, found.dated_by) == (date(2025, 9, 5), DatedBy.LAST_MODIFIED)
    assert found.flags == ("no day in the name 'list.xlsx'",)
    found = dating("list.xlsx", captured_at="2025-09-09T23:00:00-04:00")
    assert (found.published_on, found.dated_by) == (date(2025, 9, 10), DatedBy.CAPTURE)


@pytest.mark.parametrize("captured_at", ["", "yesterday", "2025-13-01T00:00:00Z"])
@pytest.mark.parametrize("modified", ["", "soon", "0000-00-00T00:00:00Z"])
def test_without_any_day_there_is_none(captured_at, modified, dating):
    with pytest.raises(DatingError, match="the name 'list\\.xlsx' has none"):
        dating("list.xlsx", modified=modified, captured_at=captured_at)


@pytest.mark.parametrize(
    "properties",
    [
        Properties(application="wijmo.xlsx", modified="2025-04-16T16:09:04Z"),
        Properties(
            application="Microsoft Excel", creator="openpyxl", modified="2025-04-17T10:00:00Z"
        ),
        Properties(application="LibreOffice", modified="2025-04-17T10:00:00Z"),
        Properties(application="Microsoft Excel", modified=""),
    ],
)
def test_a_time_of_saving_that_is_not_the_publishers_vouches_for_nothing(properties, dating):
    found = dating("participatingAgencies02262025pm.xlsx", properties=properties)
    assert isinstance(found, Doubt)
    assert found.said == found.days[0] == date(2025, 2, 26)
    assert found.fallback.published_on == date(2025, 2, 26)
    assert (found.fallback.dated_by, found.fallback.flags) == (DatedBy.FILE_NAME, ())


def test_a_capture_soon_after_it_vouches_for_a_name(dating):
    found = dating("pendingAgencies02262025pm.xlsx", captured_at="2025-03-01T00:00:00Z")
    assert (found.published_on, found.dated_by) == (date(2025, 2, 26), DatedBy.FILE_NAME)
    stamp = "pendingAgencies-20250301000000.xlsx"
    found = dating("pendingAgencies02262025pm.xlsx", stamp)
    assert (found.published_on, found.dated_by) == (date(2025, 2, 26), DatedBy.FILE_NAME)


def test_a_capture_before_it_disproves_a_name(dating):
    found = dating("pendingAgencies10222025am.xlsx", captured_at="2025-09-23T08:00:00Z")
    assert (found.said, found.fallback.dated_by) == (None, DatedBy.CAPTURE)
    assert date(2025, 10, 22) not in found.days
    assert found.fallback.published_on == date(2025, 9, 23)
    found = dating("pendingAgencies10223025am.xlsx", captured_at="2025-10-23T08:00:00Z")
    assert (found.fallback.published_on, found.fallback.part) == (date(2025, 10, 23), "am")
    assert "has no possible day; it was captured on 2025-10-23" in found.fallback.flags[0]


def test_an_impossible_name_that_nothing_vouches_for_may_mean_the_days_one_slip_away(dating):
    found = dating("participatingAgencies10223025am.xlsx")
    assert (found.said, found.fallback) == (None, None)
    assert date(2025, 10, 22) in found.days


def test_a_name_long_before_the_saving_that_no_slip_explains_is_in_doubt(dating):
    found = dating("participatingAgencies03062025am.xlsx", modified="2025-06-20T15:00:00Z")
    assert found.days == (date(2025, 3, 6), date(2025, 6, 20))
    assert found.fallback.dated_by is DatedBy.LAST_MODIFIED


def test_only_names_that_nothing_vouches_for_can_be_in_doubt(declaration):
    good, none = saved("2025-09-05T12:00:00Z"), Properties()
    assert not rests_on_its_name("file_name", good, declaration)
    assert not rests_on_its_name("capture", none, declaration)
    assert rests_on_its_name("file_name", none, declaration)
    assert rests_on_its_name("", none, declaration)
    assert rests_on_its_name("last_modified", good, declaration)


@given(
    names=st.lists(
        st.one_of(
            st.text(max_size=30),
            st.from_regex(r"pendingAgencies[0-9]{6,10}(am|mid|pm)?[^.]{0,5}\.xlsx", fullmatch=True),
            st.from_regex(r"participatingAgencies-[0-9]{14}\.xlsx", fullmatch=True),
        ),
        min_size=1,
        max_size=4,
    ),
    captured_at=st.sampled_from(["", "x", "2025-09-05T00:00:00Z"]),
    modified=st.sampled_from(["", "x", "2025-09-05T00:00:00Z", "9999-12-31T23:59:59Z"]),
)
def test_no_name_makes_dating_fail_in_another_way(names, captured_at, modified, declaration):
    try:
        found = date_capture(names, captured_at, saved(modified), declaration)
    except DatingError as error:
        assert str(error).isprintable()  # noqa: PT017  (either outcome is right)
        return
    dating = found.fallback if isinstance(found, Doubt) else found
    if dating is not None:
        assert dating.order[0] == dating.published_on.isoformat()
        assert all(flag.isprintable() for flag in dating.flags)
