"""The counts of a list from edition to edition: lines to be drawn, and counties by day.

A day's list is the newest edition published on or before it, so of several editions of one day
only the last is a step.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ofrecord.clean.gazetteer import state_of_fips
from ofrecord.measures.timeline import Timeline
from ofrecord.record.view import ListView, county_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What an edition holds of something: its counts stand from its day until the next step's."""

    day: str
    edition_id: str
    agreements: int
    agencies: int
    counties: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The counts of one value of a key (``NY`` of ``state``), a step an edition.

    The value is empty for the whole list, and for entries without the value.
    """

    key: str
    value: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyRuns:
    """The counts of agreements by county on any day of a list.

    ``days`` are those on which the list changed hands: an edition stands from its day to the day
    before the next. ``runs`` gives by FIPS code pairs of a place in ``days`` and the agreements
    from then on; under the empty text, those without a county. ``totals`` are those of the whole.
    """

    list: str
    days: tuple[str, ...]
    editions: tuple[str, ...]
    totals: tuple[int, ...]
    runs: Mapping[str, tuple[tuple[int, int], ...]]
    names: Mapping[str, tuple[str, str]]
    """The name of each county, and the code of its state."""


def lines_of(listed: ListView, timeline: Timeline) -> list[Line]:
    """A line for each value of a timeline, in order; of the whole there is always one."""
    last = _last_editions(listed.days)
    at = [timeline.at(edition) for edition in last]
    none = (0, 0, 0)
    return [
        Line(
            key=timeline.key,
            value=value,
            steps=tuple(
                Step(
                    day=listed.days[edition],
                    edition_id=listed.editions[edition].edition_id,
                    agreements=found.get(value, none)[0],
                    agencies=found.get(value, none)[1],
                    counties=found.get(value, none)[2],
                )
                for edition, found in zip(last, at, strict=True)
            ),
        )
        for value in sorted(timeline.moves()) or ([] if timeline.key else [""])
    ]


def county_runs(listed: ListView, whole: Timeline, counties: Timeline) -> CountyRuns:
    """The counties of a list by day, from the timeline of the whole and that by county."""
    last = _last_editions(listed.days)
    totals = [whole.at(edition).get("", (0, 0, 0))[0] for edition in last]
    runs = {}
    for fips, moves in counties.moves().items():
        placed: dict[int, int] = {}
        for edition, counts in moves:
            if edition <= last[-1]:
                placed[bisect_left(last, edition)] = counts[0]
        runs[fips] = tuple(_changing(placed))
    named = sorted(fips for fips in runs if fips)
    return CountyRuns(
        list=listed.name,
        days=tuple(listed.days[edition] for edition in last),
        editions=tuple(listed.editions[edition].edition_id for edition in last),
        totals=tuple(totals),
        runs={fips: runs[fips] for fips in sorted(runs)},
        names={fips: (county_name(fips), state_of_fips(fips)) for fips in named},
    )


def _changing(placed: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Places and counts, without those at which nothing changes."""
    before = 0
    for place, count in placed.items():
        if count != before:
            yield place, count
        before = count


def _last_editions(days: Sequence[str]) -> list[int]:
    """The last edition of each day, by number."""
    return [n for n, day in enumerate(days) if n + 1 == len(days) or days[n + 1] != day]
