"""Makes the history of a register that never was: as many editions and agencies as one likes.

Agencies are those that counties and towns of the gazetteer could have. Both lists change as the
real ones do: applicants are signed, documents are posted days later, names, dates and counties are
corrected, a few agencies leave and are replaced. A factor of one is the size of the real history:
186 editions of each list, 1,500 agreements at the end.

``agencies`` multiplies how many rows every edition has, and with it what changes in each.
``editions`` multiplies how often the same lists are published; each edition brings as many
corrections, departures and newcomers as at a factor of one, so the history has more of them.
"""

from __future__ import annotations

import hashlib
import random
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ofrecord.clean.gazetteer import counties_of_state, find_place, place_keys
from ofrecord.clean.states import STATE_FIPS, STATE_NAMES
from ofrecord.record.facts import Facts, Row
from ofrecord.record.history import Edition, Held, order_editions
from ofrecord.record.stored import StoredCapture, StoredSighting, StoredTable

AGREEMENTS = 1_500
STARTS_WITH = 0.1
"""The share of the agreements that the first edition lists."""
CORRECTIONS, DEPARTURES = 3, 1
"""In each edition, at a factor of one for agencies."""
WAIT, POSTED_AFTER = 10, 5
"""Editions from application to signing, and from signing to the document."""
FIRST_DAY = date(2021, 1, 4)
PARTS = ("am", "mid", "pm")
MODELS = ("Jail Enforcement Model", "Task Force Model", "Warrant Service Officer")
HEADERS: dict[str, Row] = {
    "participating": (
        *("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA"),
    ),
    "pending": ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE"),
}
ROLES = ("state", "agency", "type", "county", "model", "signed", "moa")
TOWN = ("Police Department", "Marshal's Office", "Department of Public Safety", "Constable")
COUNTY = ("Sheriff's Office", "Constable's Office", "Department of Corrections")


@dataclass(slots=True)
class Standing:
    """One agreement while it is listed."""

    number: int
    state: str
    agency: str
    type: str
    county: str
    model: str
    signed: str = ""
    moa: str = "link pending"

    def row(self) -> Row:
        """Its row on the list of members."""
        signed = f"{self.signed}\x1fd"
        return (self.state, self.agency, self.type, self.county, self.model, signed, self.moa)

    @property
    def key(self) -> tuple[str, int]:
        """Where it stands on the list."""
        return self.state, self.number


@dataclass(frozen=True, slots=True)
class Printing:
    """One edition of one list: its day, the part of the day, and its rows, header included."""

    list: str
    day: date
    part: str
    rows: list[Row]


def name_agencies(rng: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """State, name, type and county of agencies that could be, each once, in no order."""
    counties, towns = [], []
    for code in STATE_FIPS:
        state = STATE_NAMES[code].upper()
        for county in counties_of_state(code):
            counties += [(state, f"{county.name} {what}", "County", county.name) for what in COUNTY]
        named = {county.fips: county.name for county in counties_of_state(code)}
        for key in place_keys(code):
            place = find_place(key, code)
            if place is not None:
                county_name = named.get(place.fips[0], "") if place.fips else ""
                towns += [
                    (state, f"{place.name} {what}", "Municipality", county_name) for what in TOWN
                ]
    rng.shuffle(counties)
    rng.shuffle(towns)
    # As many sheriffs as towns while there are sheriffs, like the real list.
    for number, town in enumerate(towns):
        if number < len(counties):
            yield counties[number]
        yield town


class Generator:
    """The editions of both lists, one after another; the same seed gives the same history."""

    def __init__(self, editions: int, agreements: int, seed: int = 287) -> None:
        self.editions = editions
        self.agreements = agreements
        self._rng = random.Random(seed)
        self._names = name_agencies(self._rng)
        self._listed: list[Standing] = []
        self._keys: list[tuple[str, int]] = []
        self._rows: list[Row] = []
        self._count = 0
        self._unposted: dict[int, list[Standing]] = {}
        self._mistaken: list[tuple[Standing, str, str]] = []

    def printings(self) -> Iterator[Printing]:
        """Every edition in order."""
        scale = self.agreements / AGREEMENTS
        start = int(self.agreements * STARTS_WITH)
        growth = (self.agreements - start) / max(self.editions - 1, 1)
        leaving = max(1, round(DEPARTURES * scale))
        corrected = max(1, round(CORRECTIONS * scale))
        due = float(start)
        waiting: list[list[Standing]] = []
        for _ in range(WAIT):
            due += growth
            waiting.append(self._apply(int(due) - start + leaving if waiting else start))
            start = int(due)
        for number in range(self.editions):
            day = FIRST_DAY + timedelta(days=number // len(PARTS))
            part = PARTS[number % len(PARTS)]
            if number:
                self._remove(leaving)
                self._correct(corrected)
                self._post(number)
            for one in waiting.pop(0):
                self._sign(one, day, number)
            due += growth
            waiting.append(self._apply(int(due) - start + leaving))
            start = int(due)
            yield Printing("participating", day, part, [HEADERS["participating"], *self._rows])
            applicants = sorted((one for several in waiting for one in several), key=_key)
            rows = [one.row()[:5] for one in applicants]
            yield Printing("pending", day, part, [HEADERS["pending"], *rows])

    def _apply(self, count: int) -> list[Standing]:
        found = []
        for _ in range(count):
            if self._listed and self._rng.random() < 0.15:
                held = self._rng.choice(self._listed)
                state, agency, kind, county = held.state, held.agency, held.type, held.county
                model = self._rng.choice([model for model in MODELS if model != held.model])
            else:
                state, agency, kind, county = next(self._names)
                model = self._rng.choice(MODELS)
            self._count += 1
            found.append(Standing(self._count, state, agency, kind, county, model))
        return found

    def _sign(self, one: Standing, day: date, number: int) -> None:
        one.signed = (day - timedelta(days=self._rng.randint(1, 4))).isoformat()
        at = bisect_left(self._keys, one.key)
        self._keys.insert(at, one.key)
        self._listed.insert(at, one)
        self._rows.insert(at, one.row())
        self._unposted.setdefault(number + POSTED_AFTER, []).append(one)

    def _remove(self, count: int) -> None:
        for _ in range(count):
            at = self._rng.randrange(len(self._listed))
            for several in (self._listed, self._keys, self._rows):
                del several[at]

    def _post(self, number: int) -> None:
        for one in self._unposted.pop(number, ()):
            words = "".join(filter(str.isalnum, f"{one.agency}{one.state}"))
            one.moa = f"link\x1fthttps://www.example.gov/287gMOA/{words}_{one.number}.pdf"
            self._print(one)

    def _correct(self, count: int) -> None:
        """Mends the mistakes of the edition before, and makes as many new ones."""
        for one, field, right in self._mistaken:
            setattr(one, field, right)
            self._print(one)
        self._mistaken = []
        for _ in range(count // 2 + count % 2):
            one = self._rng.choice(self._listed)
            field = self._rng.choice(("agency", "signed", "county"))
            right = getattr(one, field)
            if any(one is other for other, _, _ in self._mistaken[-8:]) or len(right) < 6:
                continue
            wrong = {
                "agency": right[:3] + right[4:],
                "signed": (date.fromisoformat(one.signed) - timedelta(days=1)).isoformat(),
                "county": "",
            }[field]
            setattr(one, field, wrong)
            self._mistaken.append((one, field, right))
            self._print(one)

    def _print(self, one: Standing) -> None:
        at = bisect_left(self._keys, one.key)
        if at < len(self._keys) and self._keys[at] == one.key:
            self._rows[at] = one.row()


def _key(one: Standing) -> tuple[str, int]:
    return one.key


def hold_editions(printings: Iterator[Printing]) -> tuple[list[Edition], Facts]:
    """The editions as a record holds them once their captures are read, and the table of facts."""
    facts = Facts()
    held = []
    index = facts.index
    for number, printing in enumerate(printings):
        rows = tuple([index(row) for row in printing.rows])
        held.append(_hold(printing, rows, hashlib.sha256(str(number).encode()).hexdigest()))
    return order_editions(held, facts).editions, facts


def _hold(printing: Printing, rows: tuple[int, ...], digest: str) -> Held:
    day = printing.day.isoformat()
    name = f"{printing.list}Agencies{printing.day:%m%d%Y}{printing.part}.xlsx"
    capture = StoredCapture(
        sha256=digest,
        bytes=0,
        sightings=(StoredSighting(name, "", "", ""),),
        modified="",
        created="",
        application="",
        creator="",
        published_on=day,
        part=printing.part,
        dated_by="file_name",
        flags=(),
        order=(day, PARTS.index(printing.part), "", ""),
        sheets=(("Sheet1", True, ()),),
        cells=digest,
        prefix="",
        bare=False,
        patches=(),
        unplaced_links=(),
    )
    table = StoredTable(
        list=printing.list,
        header=1,
        roles=tuple((role, at) for at, role in enumerate(ROLES[: len(HEADERS[printing.list])])),
        explained=(),
        sheet=0,
        others=(),
        digest=digest,
    )
    return Held(capture=capture, table=table, rows=rows)
