"""A capture of a series with something wrong in it, beside a good one of the same register."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from ofrecord.front import open_record

FILES = {
    "ods": ("uk-small-boats", "12_September_2025_Small_boats_-_time_series.ods"),
    "csv": ("uk-small-boats", "rvaughan_data_2025-09-12.csv"),
    "json": ("ocha-west-bank", "west_bank_daily_2025-09-12.json"),
}
COLUMNS = {
    "ods": ["Date", "Migrants arrived", "Boats arrived"],
    "csv": ["#date", "migrants", "boats"],
    "json": ["report_date", "killed_cum", "injured_cum"],
}
DAYS = [date(2025, 9, day) for day in range(1, 9)]


class Case:
    """A capture beside a good one of the same register, and what a build made of it."""

    def __init__(self, form, make_ods, cli, tmp_path):
        self.form = form
        self.register, self.file = FILES[form]
        self.rows = [[day, 900 + 3 * n, 30 + n] for n, day in enumerate(DAYS)]
        self.columns = list(COLUMNS[form])
        self.home, self.folder = tmp_path / "home", tmp_path / "in"
        self._make_ods, self._cli = make_ods, cli
        self.folder.mkdir()
        good = [[date(2025, 8, n), 100 + n, n] for n in range(1, 20)]
        self.good = self.file.replace("12_September", "22_August").replace("09-12", "08-22")
        (self.folder / self.good).write_bytes(self.write(good, COLUMNS[form]))

    def write(self, rows, columns=None, **more):
        """The bytes of a table."""
        columns = columns or self.columns
        if self.form == "ods":
            return self._make_ods({"SB_01": [columns, *rows]}, **more)
        if self.form == "csv":
            text = io.StringIO(newline="")
            csv.writer(text).writerows([columns, *rows])
            return text.getvalue().encode()
        objects = [
            {k: str(v) if isinstance(v, date) else v for k, v in zip(columns, row, strict=False)}
            for row in rows
        ]
        return json.dumps(objects).encode()

    def build(self, data=None, *, file=""):
        """Builds the good capture, and beside it the bytes (or the rows as they stand)."""
        data = self.write(self.rows) if data is None else data
        (self.folder / (file or self.file)).write_bytes(data)
        done = self._cli("--home", self.home, "build", self.folder)
        assert "Traceback" not in done.err
        self.err, self.code = done.err, done.code
        self._hold()
        return self

    def _hold(self):
        """The good capture is whole; building again is quiet and changes nothing."""
        register = open_record(self.home)[self.register]
        (good,) = [e for e in register.editions() if e.captures[0].file == self.good]
        assert good.printed_rows == 19
        assert not [flag for flag in good.flags if flag.startswith("row")]
        assert register.verify().passed
        path = self.home / self.register / "record"
        before = path.read_bytes()
        again = self._cli("--home", self.home, "build", self.folder)
        assert again.code == self.code
        assert f"{self.register}: nothing changed" in again.out
        assert "look at this" not in again.err
        assert path.read_bytes() == before

    @property
    def edition(self):
        """The edition of the bytes."""
        register = open_record(self.home)[self.register]
        (found,) = [e for e in register.editions() if e.captures[0].file != self.good]
        return found

    @property
    def values(self):
        """The first measure's values by day, as the edition gives them, with their marks."""
        register = open_record(self.home)[self.register]
        stored, _ = register.view.find_edition(self.edition.edition_id)
        measure = register.declaration.measures[0].name
        found = register.view.values(stored).of(measure).observations
        return {one.day: (one.value, *one.marks) for one in found}

    def told(self, line):
        """The line is a flag of the edition, and the build says it with the file's name."""
        assert self.code == 0, self.err
        assert line in self.edition.flags, self.edition.flags
        assert f"{self.edition.captures[0].file}: row" in self.err
        shown = self._cli(
            "--home", self.home, "editions", "--register", self.register, "--format", "json"
        )
        assert any(line in one["flags"] for one in shown.json())

    def refused(self, message):
        """The capture is kept aside with the message."""
        assert self.code == 1, self.err
        assert f"kept aside: {self.file}: {message}" in self.err, self.err
        assert "1 of 2 files were kept aside; nothing else was lost" in self.err
        shown = self._cli(
            "--home", self.home, "editions", "--rejected", "--register", self.register,
            "--format", "json",
        )  # fmt: skip
        (one,) = shown.json()
        assert one["file"] == self.file
        assert message in one["message"]

    def others(self, *left_out):
        """Every value but those of some rows (numbered as in the sheet) is there."""
        kept = {row[0]: row[1] for n, row in enumerate(self.rows, start=2) if n not in left_out}
        assert {day: one[0] for day, one in self.values.items()} == kept


@pytest.fixture
def case(form, make_ods, cli, tmp_path):
    return Case(form, make_ods, cli, tmp_path)


@pytest.fixture
def make_case(make_ods, cli, tmp_path):
    def make(form):
        return Case(form, make_ods, cli, tmp_path)

    return make
