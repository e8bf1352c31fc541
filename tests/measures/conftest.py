"""Small records made at random: a few agencies over a few editions of both lists."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import strategies as st

from ofrecord import front
from ofrecord.pipeline import build_record

AGENCIES = [
    ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County"),
    ("TEXAS", "Hale County Sheriff's Office", "County", "Hale County"),
    ("TEXAS", "Hale Center Police Department", "Municipality", "Hale County"),
    ("TEXAS", "Texas Department of Public Safety", "State", "#N/A"),
    ("FLORIDA", "Bay County Sheriff's Office", "County", "Bay County"),
    ("FLORIDA", "Baker County Sheriff's Office", "County", "Baker County"),
    ("GUAM", "Guam Police Department", "Territory", ""),
    ("NEW YORK", "Camden Police Department", "Municipality", ""),
]
MODELS = ["Task Force Model", "Jail Enforcement Model", "Warrant Service Officer"]
SIGNED = ["2025-03-03", "2025-03-04", "2025-04-01"]
COLUMNS = (
    "STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA",
    "ADDENDUM",
)  # fmt: skip
_ADDENDUM_FROM = "participatingAgencies05042025"
DAYS = [f"050{day}2025" for day in range(1, 8)]


@st.composite
def rows(draw):
    agency = draw(st.sampled_from(AGENCIES))
    blank = draw(st.sampled_from(["", "", " "]))
    state, name, kind, county = agency
    return (state, name + blank, kind, county, draw(st.sampled_from(MODELS)))


@st.composite
def members(draw):
    return (*draw(rows()), draw(st.sampled_from(SIGNED)), "link pending", "")


@st.composite
def histories(draw):
    """For each edition its file's name and its rows; at least one edition of the members' list."""
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=5, unique=True))
    found = {}
    before = []
    for day in sorted(days):
        # Most of a list stands as it stood; a few rows come and go, anywhere.
        kept = [row for row in before if draw(st.integers(0, 5))]
        now = [*kept, *draw(st.lists(members(), max_size=3 if before else 6))]
        now = now or [draw(members())]
        found[f"participatingAgencies{day}am.xlsx"] = now
        before = now
        if draw(st.booleans()):
            found[f"pendingAgencies{day}am.xlsx"] = draw(st.lists(rows(), max_size=4))
    return found


@pytest.fixture(scope="session")
def build_history(write_list, declaration):
    """Builds the record of a history, or of its first editions, and opens it."""

    def build(history, first=None):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            for name, found in list(history.items())[:first]:
                # As the publisher did, a column is added at some time.
                wide = 5 if name.startswith("pending") else 7 if name < _ADDENDUM_FROM else 8
                write_list(home / "new" / name, [row[:wide] for row in found], COLUMNS[:wide])
            report = build_record(home, [home / "new"], declaration)
            assert not report.rejections
            return front.open_record(home)[declaration.name]

    return build
