"""Attacks on Ukraine as the real editions have them: well-known nights, overlaps, revisions."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from ofrecord.registers.ukraine_air_attacks import register
from ofrecord.series import Observation, Observed, SeriesRow

SERIES = register()
DOCUMENT = SERIES.documents[0]
NEWEST = "2026-02-16"


class Edition:
    """What an edition says, by day and measure."""

    def __init__(self, observed: Observed) -> None:
        self.observations = observed.observations
        self.doubts = observed.doubts
        self.said: dict[tuple[str, str], Observation] = {
            (one.day.isoformat(), one.measure): one for one in observed.observations
        }

    def value(self, measure: str, day: str) -> int:
        return self.said[day, measure].value


def read(path: Path) -> Edition:
    """An edition, its columns read by the description and each of them known to it."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    for name in header:
        assert name.casefold() in DOCUMENT.columns or name.casefold() in DOCUMENT.ignored, name
    roles = [DOCUMENT.columns.get(name.casefold()) for name in header]
    assert set(roles) >= DOCUMENT.requires
    printed = [
        SeriesRow(
            number=number,
            cells={role: cell for role, cell in zip(roles, cells, strict=True) if role},
        )
        for number, cells in enumerate(rows, 2)
    ]
    assert SERIES.observe
    return Edition(SERIES.observe(printed, SERIES))


@pytest.fixture(scope="module")
def editions(shared: Path) -> dict[str, Edition]:
    """Every real edition by the day in its name."""
    folder = shared / "records" / SERIES.name / "editions"
    return {
        found["iso"]: read(path)
        for path in sorted(folder.iterdir())
        if (found := DOCUMENT.file_names[0].search(path.name))
    }


def test_all_editions_are_read_and_few_rows_are_doubtful(editions):
    assert len(editions) == 16
    assert {day: len(one.doubts) for day, one in editions.items() if len(one.doubts) > 6} == {
        "2024-11-03": 7
    }


def test_the_night_to_2025_09_07(editions):
    values = editions[NEWEST].said
    night = {name: values["2025-09-07", name] for name in ("drones", "missiles", "total")}
    assert {name: one.value for name, one in night.items()} == {
        "drones": 810,
        "missiles": 13,
        "total": 823,
    }
    assert values["2025-09-07", "drones_destroyed"].value == 747
    assert values["2025-09-07", "missiles_destroyed"].value == 4
    assert all(one.marks == () for one in night.values())
    # Three rows of one post; the fourth of that day is of a regional command ("south", 7).
    assert night["total"].rows == (543, 544, 545)


@pytest.mark.parametrize(
    ("measure", "greatest", "next_before"), [("drones", 810, 728), ("total", 823, 741)]
)
def test_it_is_the_greatest_of_all_and_2025_07_09_the_next_before(
    editions, measure, greatest, next_before
):
    values = {one.day: one.value for one in editions[NEWEST].observations if one.measure == measure}
    assert max(values, key=values.__getitem__) == date(2025, 9, 7)
    assert sorted(values.values())[-2] < greatest == values[date(2025, 9, 7)]
    before = {day: value for day, value in values.items() if day < date(2025, 9, 7)}
    assert max(before, key=before.__getitem__) == date(2025, 7, 9)
    assert before[date(2025, 7, 9)] == next_before


# Attack drones and decoys, and missiles, as the Air Force's own posts gave them.
NIGHTS = {
    "2022-11-15": (10, 98),
    "2023-12-29": (36, 122),
    "2024-01-02": (35, 99),
    "2024-08-26": (109, 127),
    "2024-11-17": (90, 120),
    "2024-11-28": (97, 91),
    "2024-12-25": (106, 78),
    "2025-01-15": (74, 43),
    "2025-05-26": (355, 9),
    "2025-06-01": (472, 7),
    "2025-06-06": (407, 45),
    "2025-06-29": (477, 60),
    "2025-07-04": (539, 11),
    "2025-07-09": (728, 13),
    "2025-07-12": (597, 26),
    "2025-07-21": (426, 24),
    "2025-08-28": (598, 31),
    "2025-08-30": (537, 45),
    "2025-09-10": (415, 43),
    "2025-09-28": (593, 50),
    "2025-10-03": (381, 35),
    "2025-10-04": (109, 3),
    "2025-10-05": (496, 53),
    "2025-10-10": (465, 32),
    "2025-10-30": (653, 52),
    "2025-11-03": (138, 12),
    "2025-11-08": (458, 45),
    "2025-12-06": (653, 51),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_well_known_nights_are_as_they_were_reported(editions, night):
    edition = editions[NEWEST]
    assert (edition.value("drones", night), edition.value("missiles", night)) == NIGHTS[night]


def test_what_was_shot_down_and_what_was_lost_are_told_apart_and_together(editions):
    """ "475 neutralised: 249 shot down, 226 lost", says the post on the night to 2025-06-29."""
    edition = editions[NEWEST]
    assert edition.value("destroyed", "2025-06-29") == 249
    assert edition.value("stopped", "2025-06-29") == 475


def test_few_nights_hold_a_restatement_and_none_adds_it(editions):
    values = {
        day: one.value
        for (day, measure), one in editions[NEWEST].said.items()
        if measure == "total" and "overlap" in one.marks
    }
    assert values == {
        "2022-10-17": 28,  # 15 drones in two regions, of them 11 told again; 8 at 21:00; 5 missiles
        "2022-11-04": 13,  # 11 drones, of which 9 in the east; 2 missiles
        "2023-05-19": 28,  # 22 drones, of which 2 in the east; 6 missiles
        "2023-06-20": 35,  # 35 drones, of which 6 in one region
        "2023-10-29": 15,  # 12 drones, of which 5 in three regions; 3 missiles in two regions
        "2024-09-28": 77,  # 73 drones, of which 3 in one region; 4 missiles
        "2025-08-04": 166,  # 162 drones; 4 missiles, of which 3 at one place
        "2025-10-04": 112,  # 109 drones; 3 missiles, of which another post told 2
    }


def test_an_edition_revises_an_earlier_day(editions):
    before, after = (editions[day] for day in ("2024-09-08", NEWEST))
    assert before.value("missiles", "2024-08-26") != after.value("missiles", "2024-08-26") == 127
    assert before.value("drones", "2024-08-26") == after.value("drones", "2024-08-26") == 109


def test_most_days_that_only_regions_report_are_before_2025(editions):
    observed = editions[NEWEST].observations
    regional = {one.day for one in observed if "regional" in one.marks}
    assert len(regional) == 195
    assert [day for day in sorted(regional) if day.year > 2024] == [date(2025, 6, 28)]


def test_in_2025_only_days_without_an_attack_are_missing(editions):
    """Two nights without drones, the truce of Easter and that of May."""
    days = {one.day for one in editions[NEWEST].observations}
    year = [date(2025, 1, 1) + timedelta(number) for number in range(365)]
    assert [f"{day:%m-%d}" for day in year if day not in days] == [
        "04-01",
        "04-07",
        "04-20",
        "05-08",
        "05-09",
        "05-10",
    ]


def test_the_file_begins_half_a_year_into_the_full_scale_invasion(editions):
    first = {name: min(one.day for one in each.observations) for name, each in editions.items()}
    assert first.pop("2023-07-23") == date(2022, 11, 2)
    assert set(first.values()) == {date(2022, 9, 28)}
    assert any("2022-09-28" in caveat for caveat in SERIES.caveats)
