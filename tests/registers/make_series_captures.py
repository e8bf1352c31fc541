"""Writes the small captures of the series: files in the shapes that the publishers' have had.

The numbers are made up in the manner of the real ones, with their oddities. Run it after a change
here (``python tests/registers/make_series_captures.py``), then ``write_goldens.py`` beside it; read
what changed, and commit both.
"""

from __future__ import annotations

import csv
import io
import json
import runpy
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).parent
ODS = runpy.run_path(str(HERE.parent / "read" / "ods_files.py"))
ONE_DAY = timedelta(days=1)


def days(first: str, last: str) -> Iterator[date]:
    """Every day of a window, both ends counted."""
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day
        day += ONE_DAY


def write_csv(rows: Sequence[Sequence[object]], delimiter: str = ",", start: str = "") -> bytes:
    """Rows as text, each line ended as on the web."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return (start + text.getvalue()).encode()


# Small boats: the time series with its cover, notes and weekly sheet; two transcriptions ----------

ARRIVED = {date(2025, 11, 1): 503, date(2025, 11, 7): 87, date(2025, 11, 8): 0}
BOATS_HEADER = (
    "Date",
    "Migrants arrived",
    "Boats arrived",
    "Boats arrived - involved in uncontrolled landings",
    "Notes",
)


def boats(
    last: str,
    *,
    header: Sequence[str] = BOATS_HEADER,
    revised: dict[date, tuple[int, int]] | None = None,
    title: bool = False,
) -> bytes:
    """An edition of the time series."""
    rows: list[list[object]] = [[*header]]
    for day in days("2025-10-27", last):
        people = ARRIVED.get(day, (day.day * 37) % 211)
        count = -(-people // 60)
        note = ""
        if revised and day in revised:
            people, count = revised[day]
            note = "Revised"
        rows.append([day, people, count, "-" if day.day % 3 else 0, note])
    weekly = [
        ["Week ending", *header[1:4], "Migrants prevented", "Events prevented", "Notes"],
        [date(2025, 11, 2), 905, 16, 0, 412, 15, ""],
        [date(2025, 11, 9), 700, 14, 0, "-", "-", ""],
    ]
    above = [["SB_01: Migrants arriving, by day"], []] if title else []
    return ODS["make_ods"](
        {
            "Cover_sheet": [
                ["Small boat activity in the English Channel: time series"],
                [],
                [last],
            ],
            "Notes": [["Note", "Text"], ["1", "Provisional figures, subject to change"]],
            "SB_01": [*above, *rows],
            "SB_02": weekly,
        }
    )


NATIONAL = (
    "full_date", "date_label", "n_year", "n_month", "n_day", "migrants_arrived", "boats_arrived",
    "migrants_per_boat", "cumulative_migrants_arrived", "cumulative_boats_arrived",
    "migrants_per_boat_round",
)  # fmt: skip


def national() -> bytes:
    """The transcription of a newspaper, in which a day without arrivals is blank."""
    rows: list[Sequence[object]] = [NATIONAL]
    for number, day in enumerate(days("2025-11-05", "2025-11-13")):
        people, count = (number * 61) % 190, (number * 61) % 190 // 50
        label = f"{day:%B} {day.day}, {day.year}"
        made = (people or "", count or "", f"{people / count:.4f}" if count else "")
        rows.append((day, label, day.year, day.month, day.day, *made, 40_000 + number, 700, ""))
    return write_csv(rows)


def collected() -> bytes:
    """The transcription that prints days after its last report as nought."""
    lines = ["#date,migrants,boats"]
    for number, day in enumerate(days("2025-11-10", "2025-11-15")):
        people = (0, 56, 217, 0, 0, 0)[number]
        lines.append(f'"{day}",{people},{-(-people // 60)}')
    return ("\n".join(lines) + "\n").encode()


# The West Bank: a JSON object a day, totals carried forward until the next update -----------------


def west_bank(
    first: str, last: str, steps: dict[str, tuple[int, int, int]], *, source: bool = True
) -> bytes:
    """A state of the transcription. ``steps`` give killed, children, injured of each update."""
    objects = []
    killed = children = injured = attacks = 0
    for day in days(first, last):
        text = day.isoformat()
        if text in steps:
            killed, children, injured = steps[text]
            attacks += 17
        one: dict[str, object] = {"report_date": text}
        if day <= date(2024, 1, 3):
            one["verified"] = {
                "killed": 1, "killed_cum": killed + 3, "injured": 4, "injured_cum": injured + 40,
                "killed_children": 0, "killed_children_cum": children + 1,
                "injured_children": 1, "injured_children_cum": 9,
            }  # fmt: skip
        one |= {
            "killed_cum": killed, "killed_children_cum": children, "injured_cum": injured,
            "injured_children_cum": injured // 7, "settler_attacks_cum": attacks,
        }  # fmt: skip
        if source:
            one["flash_source"] = "un" if text in steps else "fill"
        objects.append(one)
    return (json.dumps(objects, indent=2) + "\n").encode()


JULY = {"2025-07-14": (957, 196, 9_301), "2025-07-21": (963, 197, 9_404)}
AUGUST = {**JULY, "2025-07-28": (972, 198, 9_466), "2025-08-04": (974, 198, 9_502)}

# Air attacks: a row a weapon, fewer columns in the older states -----------------------------------

WEAPONS = (
    "time_start", "time_end", "model", "launch_place", "target", "target_main", "launched",
    "destroyed", "not_reach_goal", "still_attacking", "border_crossing", "is_shahed",
    "num_hit_location", "num_fall_fragment_location", "source",
)  # fmt: skip
OLD_WEAPONS = (
    "time_start", "time_end", "model", "launch_place", "target", "launched", "destroyed",
    "carrier", "source",
)  # fmt: skip


def weapon(night: date, model: str, launched: object, destroyed: object, **more: str) -> list[str]:
    """A row of the newer states: a night is told by its evening and its morning."""
    cells = {
        "time_start": f"{night - ONE_DAY} 20:00",
        "time_end": f"{night} 08:30",
        "model": model,
        "target": "Ukraine",
        "launched": f"{launched}",
        "destroyed": f"{destroyed}",
        "border_crossing": "{}",
        "source": f"kpszsu/posts/made{night:%m%d}",
        **more,
    }
    return [cells.get(name, "") for name in WEAPONS]


def attacks(last: str, *, corrected: bool) -> bytes:
    """A state of the transcription, the newest night first."""
    rows = []
    for day in reversed([*days("2025-09-01", last)]):
        number = 115.0 if day.day == 2 and corrected else 40.0 + day.day * 13
        rows.append(weapon(day, "Shahed-136/131", number, number - 8, launch_place="Kursk"))
        if day.day % 2:
            rows.append(weapon(day, "Iskander-M", 3.0, 1.0, launch_place="Crimea"))
        if day.day == 4:
            rows.append(
                weapon(
                    day, "Shahed-136/131", 12.0, 11.0, target="south", source="PvKPivden/posts/4"
                )
            )
            rows.append(weapon(day, "Unknown UAV", 2.0, 2.0, target="south", source="PvKPivden/4"))
    return write_csv([WEAPONS, *rows])


def old_attacks() -> bytes:
    """A state of the first year: nine columns, some days told by region only."""
    rows = [
        ("2023-07-19", "2023-07-19", "Shahed-136/131", "", "Ukraine", 32, 23, "", "kpszsu/posts/a"),
        (
            *("2023-07-19 01:00", "2023-07-19 03:00", "X-101/X-555", "", "south", 8, 5),
            *("Tu-95", "PvKPivden/posts/b"),
        ),
        ("2023-07-17", "2023-07-18", "Kalibr", "Black Sea", "Odesa", 6, 6, "", "PvKPivden/posts/c"),
    ]
    return write_csv([OLD_WEAPONS, *rows])


# The fifth register, of which only the tests know: a row a week -----------------------------------

WEEKLY = ("Week ending", "Stored (Ml)", "Inflow since 2025-08-03 (Ml)", "Share full", "Status")


def levels(weeks: int, *, corrected: bool = False) -> bytes:
    """An edition of the weekly levels; the newest week is estimated."""
    rows: list[Sequence[object]] = [WEEKLY]
    for number in range(weeks):
        day = date(2025, 8, 3) + number * 7 * ONE_DAY
        stored = f"{61_200 - number * 1_150:,}" if number != 2 else "n/a"
        if number == 3 and corrected:
            stored = "58,020"
        status = "e" if number == weeks - 1 else ""
        rows.append((day, stored, 310 + number * 95, f"{0.71 - number / 100:.2f}", status))
    return write_csv([*rows, (), ("Source: the dam keepers' books",)])


def bulletin() -> bytes:
    """The other document: semicolons, days as they are written there, a byte order mark."""
    weeks = [(date(2025, 8, 3) + number * 7 * ONE_DAY, 900 + number) for number in range(5)]
    rows = [(f"{day:%d.%m.%Y}", 20_400 - held, held) for day, held in weeks]
    return write_csv([("Woche bis", "Stand (Ml)", "Zufluss (Ml)"), *rows], ";", "\ufeff")


MADE: dict[str, dict[str, bytes]] = {
    "uk_small_boats": {
        "14_November_2025_Small_boats_-_time_series.ods": boats("2025-11-13"),
        # One day is revised, and says so.
        "21_November_2025_Small_boats_-_time_series.ods": boats(
            "2025-11-20", revised={date(2025, 11, 8): (64, 1)}
        ),
        # The headers of before, a title above them, and a second version of the day's file.
        "28_November_2025_Small_boats_-_time_series_v2.ods": boats(
            "2025-11-27",
            header=[name.replace("arrived", "detected") for name in BOATS_HEADER],
            revised={date(2025, 11, 8): (64, 1), date(2025, 11, 20): (301, 5)},
            title=True,
        ),
        "thenational_long_uk_small_boats_daily_2025-11-16.csv": national(),
        "rvaughan_data_2025-11-16.csv": collected(),
    },
    "ocha_west_bank": {
        # Without the column that says which days are carried forward.
        "west_bank_daily_2024-01-07.json": west_bank(
            "2023-12-28", "2024-01-07", {"2023-12-28": (299, 76, 3_800)}, source=False
        ),
        "west_bank_daily_2025-07-29.json": west_bank("2025-07-14", "2025-07-28", JULY),
        # 28 July was carried forward; now an update was read for it.
        "west_bank_daily_2025-08-10.json": west_bank("2025-07-14", "2025-08-07", AUGUST),
        # No day in the name: the last row dates it.
        "west_bank_daily.json": west_bank(
            "2025-07-14", "2025-08-18", {**AUGUST, "2025-08-11": (979, 199, 9_560)}
        ),
    },
    "ukraine_air_attacks": {
        "missile_attacks_daily_to_2023-07-19.csv": old_attacks(),
        "missile_attacks_daily_to_2025-09-05.csv": attacks("2025-09-05", corrected=False),
        # A number of 2 September is corrected.
        "missile_attacks_daily_to_2025-09-08.csv": attacks("2025-09-08", corrected=True),
        # Only the moment of capture stands in the name.
        "missile_attacks_daily-20250910070000.csv": attacks("2025-09-09", corrected=True),
    },
    "reservoir_levels": {
        "reservoir_weekly_2025-09-01.csv": levels(5),
        "reservoir_weekly_2025-09-08.csv": levels(6, corrected=True),
        "reservoir_weekly_2025-09-22.csv": levels(8, corrected=True),
        "reservoir_bulletin_05-Sep-2025.csv": bulletin(),
    },
}


def main() -> None:
    """Writes every capture."""
    for register, captures in MADE.items():
        folder = HERE / register / "captures"
        folder.mkdir(exist_ok=True)
        for name, data in captures.items():
            (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
