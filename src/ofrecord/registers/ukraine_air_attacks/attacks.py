"""From rows of weapons to days: what is added up, and what is a restatement.

A row is one weapon of one attack in one post. It is of the day on which its attack ended: where it
overlaps a row of the same post that ended on the next day, of that day. Three things keep the rows
of a day from being simply added up:

- *Who reports.* Posts of the Air Force and the General Staff, and rows whose target is the whole
  country, are national. All others tell again of a region that the national ones include: they
  are counted only for days without a national row.
- *Restatements.* Rows of one model at overlapping times can be one number told twice;
  ``_restates`` says when they are. The greatest number stands.
- *What it is.* Only attack drones (with decoys) and missiles are counted; the description lists
  them.

A day has a value of zero where a country-wide report of it names no weapon of that kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache

from ofrecord.series import (
    DAY,
    Observation,
    Observed,
    RowDoubt,
    SeriesDeclaration,
    SeriesRow,
)

DRONES, MISSILES, UNIDENTIFIED = "drones", "missiles", "unidentified"
BOTH = (DRONES, MISSILES)

LONGEST = timedelta(days=3)
"""No attack is longer; of one that is, a day is misprinted."""

SUMS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "drones": ((DRONES,), ("launched",)),
    "missiles": ((MISSILES,), ("launched",)),
    "total": (BOTH, ("launched",)),
    "drones_destroyed": ((DRONES,), ("destroyed",)),
    "missiles_destroyed": ((MISSILES,), ("destroyed",)),
    "destroyed": (BOTH, ("destroyed",)),
    "drones_stopped": ((DRONES,), ("destroyed", "lost")),
    "stopped": (BOTH, ("destroyed", "lost")),
}
"""Of each measure: the kinds of weapon that it counts, and the numbers of a row that it adds."""

REMARKS = (
    "no day is given; the row is left out",
    "{text} is the last day that can be written; the row is left out",
    "the end {end} is before the start {start}; the row is left out",
    "{first} to {last} is too long for one attack; the row is left out",
    "{text} is no day as {forms} writes one; the row is left out",
    "unknown model {text}; the row is left out",
    "{text} gives one number for {kinds}; the row is left out",
    "no number of weapons launched is given; the row is left out",
    "{column} {text} is no whole number; the row is left out",
    "{column} {text}: no more than {n} can be; the row is left out",
    "{column} {text} is no whole number; this number is left out",
    "{column} {text}: no more than {n} can be; this number is left out",
)
"""The forms of what is remarked on rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """A row that was read: so many of one model, in one time, told by one post."""

    row: int
    start: datetime
    end: datetime
    day: date
    model: str
    kind: str
    numbers: Mapping[str, int | None]
    targets: frozenset[str]
    """The regions aimed at; empty for the whole country."""
    place: str
    post: str
    national: bool

    @property
    def days(self) -> int:
        """How many days its time touches."""
        return (self.end.date() - self.start.date()).days + 1


def observe(rows: Sequence[SeriesRow], declaration: SeriesDeclaration) -> Observed:
    """The values of each day, and the rows that could not be read; it never raises.

    ``rows`` have the roles ``start``, ``day``, ``model``, ``place``, ``target``, ``launched``,
    ``destroyed``, ``lost`` and ``source``.
    """
    reading = _Reading(declaration)
    launches = _mornings(launch for row in rows if (launch := reading.launch(row)) is not None)
    counted, restated = _counted([launch for launch in launches if launch.kind in BOTH])
    marks = reading.marks
    for launch in restated:
        marks[launch.day, launch.kind].add("overlap")
    for launch in launches:
        if launch.kind == UNIDENTIFIED and launch.national:
            marks[launch.day, DRONES].add("unidentified")
    days: defaultdict[date, list[Launch]] = defaultdict(list)
    for launch in counted:
        days[launch.day].append(launch)
    order = [mark.name for mark in declaration.marks]
    observations = tuple(
        observation
        for day in sorted(days)
        for observation in _day_values(day, days[day], marks, order)
    )
    return Observed(observations=observations, doubts=tuple(reading.doubts))


def _mornings(launches: Iterable[Launch]) -> list[Launch]:
    """The rows, each with the day on which the attack ended that its post tells of."""
    posts: defaultdict[str, list[Launch]] = defaultdict(list)
    for launch in launches:
        posts[launch.post].append(launch)
    return [
        replace(launch, day=max(other.day for other in post if _overlap(launch, other)))
        for post in posts.values()
        for launch in post
    ]


def _counted(launches: Sequence[Launch]) -> tuple[list[Launch], list[Launch]]:
    """The rows to add up, and those that restate one of them or are restated."""
    national = {launch.day for launch in launches if launch.national}
    candidates = [one for one in launches if one.national or one.day not in national]
    near: defaultdict[tuple[str, date], list[Launch]] = defaultdict(list)
    counted: list[Launch] = []
    restated: list[Launch] = []
    for launch in sorted(candidates, key=_precedence):
        keys = [(launch.model, launch.start.date() + timedelta(days=n)) for n in range(launch.days)]
        kept = next((one for key in keys for one in near[key] if _restates(launch, one)), None)
        if kept is not None:
            restated += [launch, kept]
            continue
        counted.append(launch)
        for key in keys:
            near[key].append(launch)
    return counted, restated


def _precedence(launch: Launch) -> tuple[int, bool, str, int]:
    """The greatest number first; of equal ones the country-wide, then as the posts are named."""
    return -(launch.numbers["launched"] or 0), bool(launch.targets), launch.post, launch.row


def _restates(one: Launch, other: Launch) -> bool:
    """Whether two rows of one model tell of the same weapons.

    Rows of one post are different weapons, unless time, target and launch place are the same (a row
    transcribed twice), or a region's row has the time of the country-wide one and no launch place
    of its own (a part of it). Of different posts, country-wide rows are one attack where the time
    of one lies within the other's, and two where the times only run into each other; a region's row
    that overlaps the country-wide one, or one of the same region, is a part of it.
    """
    if not _overlap(one, other):
        return False
    if one.post == other.post:
        if (one.start, one.end) != (other.start, other.end):
            return False
        if bool(one.targets) != bool(other.targets):
            return not (one if one.targets else other).place
        return (one.targets, one.place) == (other.targets, other.place)
    if not one.targets and not other.targets:
        return _within(one, other) or _within(other, one)
    return not one.targets or not other.targets or bool(one.targets & other.targets)


def _overlap(one: Launch, other: Launch) -> bool:
    return one.start < other.end and other.start < one.end


def _within(one: Launch, other: Launch) -> bool:
    return other.start <= one.start and one.end <= other.end


def _day_values(
    day: date,
    launches: Sequence[Launch],
    marks: Mapping[tuple[date, str], set[str]],
    order: Sequence[str],
) -> Iterable[Observation]:
    """The value of each measure for one day, of the rows that are added up."""
    whole = any(not launch.targets for launch in launches)
    for measure, (kinds, numbers) in SUMS.items():
        of_kind = [launch for launch in launches if launch.kind in kinds]
        found = set().union(*(marks.get((day, kind), set()) for kind in kinds))
        if not of_kind and (not whole or "partial" in found):
            continue
        values = [launch.numbers[number] for launch in of_kind for number in numbers]
        if len({launch.post for launch in of_kind}) > 1:
            found.add("several")
        if not whole:
            found.add("regional")
        if None in values:
            found.add("partial")
        yield Observation(
            day=day,
            measure=measure,
            value=sum(value or 0 for value in values),
            rows=tuple(sorted(launch.row for launch in of_kind or launches)),
            marks=tuple(name for name in order if name in found),
        )


class _Reading:
    """Reads rows one by one; collects what is strange, and the days whose values lack a row."""

    def __init__(self, declaration: SeriesDeclaration) -> None:
        self.doubts: list[RowDoubt] = []
        self.marks: defaultdict[tuple[date, str], set[str]] = defaultdict(set)
        self._forms = declaration.documents[0].day_forms
        self._none = declaration.none
        self._country = declaration.extra["country"].casefold()
        self._sources = tuple(declaration.extra["national_sources"])
        self._kinds = {
            name.casefold(): kind
            for kind, names in declaration.extra["weapons"].items()
            for name in names
        }
        self._names = {
            name.casefold(): name
            for names in declaration.extra["weapons"].values()
            for name in names
        }

    def launch(self, row: SeriesRow) -> Launch | None:
        """The row, or nothing where it cannot be read; then a doubt says why."""
        cells = {role: " ".join(cell.split()) for role, cell in row.cells.items()}
        target, source = cells.get("target", ""), cells.get("source", "")
        national = target.casefold() == self._country or source.startswith(self._sources)
        days: set[date] = set()
        try:
            start, end, day = self._time(cells, days)
            kind = self._kind(cells.get("model", ""))
            numbers = self._numbers(row.number, cells)
        except ValueError as error:
            self.doubts.append(RowDoubt(row=row.number, why=f"{error}; the row is left out"))
            if national:
                for named in days:
                    for kind in BOTH:
                        self.marks[named, kind].add("partial")
            return None
        return Launch(
            row=row.number,
            start=start,
            end=end,
            day=day,
            model=cells["model"].casefold(),
            kind=kind,
            numbers=numbers,
            targets=frozenset() if target.casefold() == self._country else _targets(target),
            place=cells.get("place", "").casefold(),
            post=source or f"row {row.number}",
            national=national,
        )

    def _time(self, cells: Mapping[str, str], days: set[date]) -> tuple[datetime, datetime, date]:
        """When it began and ended; ``days`` receives the days that it names."""
        given = [cells.get(role, "") for role in ("start", DAY)]
        given = [text for text in given if text not in self._none]
        if not given:
            raise ValueError("no day is given")
        first, last = given[0], given[-1]
        start, end = _moment(first, self._forms), _moment(last, self._forms)
        days |= {start.date(), end.date()}
        day = end.date()
        if ":" not in last:
            if day == date.max:
                raise ValueError(f"{last!r} is the last day that can be written")
            end += timedelta(days=1)
        if end < start:
            raise ValueError(f"the end {last!r} is before the start {first!r}")
        if end - start > LONGEST:
            raise ValueError(f"{first!r} to {last!r} is too long for one attack")
        return start, max(end, start + timedelta(minutes=1)), day

    def _kind(self, model: str) -> str:
        """What kind of weapon a model is; models joined by "and" or "/" are all of one kind."""
        kinds: set[str] = set()
        for joined in model.casefold().split(" and "):
            for part in (joined,) if joined in self._kinds else joined.split("/"):
                if part not in self._kinds:
                    raise ValueError(f"unknown model {model!r}{self._nearest(part)}")
                kinds.add(self._kinds[part])
        if len(kinds) > 1:
            raise ValueError(f"{model!r} gives one number for {' and '.join(sorted(kinds))}")
        return kinds.pop()

    def _nearest(self, name: str) -> str:
        for near in get_close_matches(name, self._names, 1):
            return f" (nearest: {self._names[near]!r})"
        return ""

    def _numbers(self, row: int, cells: Mapping[str, str]) -> dict[str, int | None]:
        """The numbers of a row. Without the one launched it says nothing; others can be wanting."""
        launched = self._number(cells, "launched")
        if launched is None:
            raise ValueError("no number of weapons launched is given")
        numbers: dict[str, int | None] = {"launched": launched, "destroyed": None, "lost": 0}
        left = launched
        for role in ("destroyed", "lost"):
            try:
                number = self._number(cells, role, left)
            except ValueError as error:
                self.doubts.append(RowDoubt(row=row, why=f"{error}; this number is left out"))
                numbers[role] = None
                continue
            if number is not None:
                numbers[role] = number
                left -= number
        return numbers

    def _number(self, cells: Mapping[str, str], role: str, most: int | None = None) -> int | None:
        text = cells.get(role, "")
        if text in self._none:
            return None
        if not re.fullmatch(r"\d{1,9}(?:\.0+)?", text, re.ASCII):
            raise ValueError(f"{role} {text!r} is no whole number")
        number = int(text.partition(".")[0])
        if most is not None and number > most:
            raise ValueError(f"{role} {text!r}: no more than {most} can be")
        return number


@lru_cache(maxsize=16_384)
def _moment(text: str, forms: tuple[str, ...]) -> datetime:
    for form in forms:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - local time, as printed
        except ValueError:
            continue
    raise ValueError(f"{text!r} is no day as {' or '.join(forms)} writes one")


def _targets(text: str) -> frozenset[str]:
    """The regions that a target names; one of its own where it is blank, for it is not told."""
    return frozenset(text.casefold().split(" and "))
