"""The counts of a list by a key, for every edition at once.

One pass over the windows of a list notes, for each state (or county, model, type), the editions at
which its counts change. After that the counts of any day are looked up, not counted: the cost of a
question does not grow with the number of entries.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from ofrecord.clean.gazetteer import state_of_fips
from ofrecord.collector import collector_paused
from ofrecord.measures.rank import rank_counts
from ofrecord.model import Filters, Group
from ofrecord.record.stored import StoredClean
from ofrecord.record.view import ListView, county_name

_T = TypeVar("_T")

KEYS = ("", "state", "county", "model", "type")
"""What a timeline can be made by; the empty text is the whole list."""

_VALUE: dict[str, Callable[[StoredClean], str]] = {
    "": lambda _: "",
    "state": lambda clean: clean.state,
    "county": lambda clean: clean.county_fips,
    "model": lambda clean: clean.model,
    "type": lambda clean: clean.type,
}


_EVERYTHING = Filters()


@dataclass(slots=True)
class _Line:
    """One value's counts: the editions at which they change, and what they are from then on."""

    editions: list[int] = field(default_factory=list)
    counts: list[tuple[int, int, int]] = field(default_factory=list)
    label: str = ""
    more: dict[str, str] = field(default_factory=dict)


class Timeline:
    """The counts of a list by a key at each of its editions: agreements, agencies, counties.

    ``filters`` say which entries are counted: by state, county, model and type.
    """

    def __init__(self, listed: ListView, key: str, filters: Filters = _EVERYTHING) -> None:
        self.key = key
        self.filters = filters
        self._lines: dict[str, _Line] = defaultdict(_Line)
        self._sweep(listed, _VALUE[key])
        for value, line in self._lines.items():
            line.label = county_name(value) if key == "county" else value

    @collector_paused()
    def _sweep(self, listed: ListView, value_of: Callable[[StoredClean], str]) -> None:
        moves: dict[int, list[tuple[str, int, int, str, int]]] = defaultdict(list)
        for window in listed.windows:
            clean = listed.cleaned[window.fact]
            if not _fits(clean, self.filters):
                continue
            value = value_of(clean)
            held = value, window.agreement, window.agency, clean.county_fips
            moves[window.first].append((*held, 1))
            moves[window.last + 1].append((*held, -1))
            if self.key == "county" and value not in self._lines:
                self._lines[value].more = {"county_fips": value, "state": state_of_fips(value)}
        tallies: dict[str, tuple[Counter[int], Counter[int], Counter[str]]] = {}
        for edition in sorted(moves):
            touched = set()
            for value, agreement, agency, county, step in moves[edition]:
                tally = tallies.get(value)
                if tally is None:
                    tally = tallies[value] = Counter(), Counter(), Counter()
                _step(tally[0], agreement, step)
                _step(tally[1], agency, step)
                if county:
                    _step(tally[2], county, step)
                touched.add(value)
            for value in touched:
                agreements, agencies, counties = tallies[value]
                line = self._lines[value]
                line.editions.append(edition)
                line.counts.append((len(agreements), len(agencies), len(counties)))

    def at(self, edition: int) -> dict[str, tuple[int, int, int]]:
        """For each value with an entry in an edition: agreements, agencies, counties."""
        found = {}
        for value, line in self._lines.items():
            place = bisect_right(line.editions, edition) - 1
            if place >= 0 and line.counts[place][0]:
                found[value] = line.counts[place]
        return found

    def moves(self) -> dict[str, list[tuple[int, tuple[int, int, int]]]]:
        """For each value the editions at which its counts change, and its counts from then on."""
        return {
            value: list(zip(line.editions, line.counts, strict=True))
            for value, line in self._lines.items()
        }

    def groups(self, edition: int) -> list[Group]:
        """The counts of an edition by the key, most agreements first, with ranks both ways."""
        return [
            Group(
                key=self.key,
                value=line.label,
                agreements=counts[0],
                agencies=counts[1],
                counties=counts[2],
                rank=ranks[0],
                rank_dense=ranks[1],
                more=line.more if value else {},
            )
            for value, line, counts, ranks in self._ordered(edition)
        ]

    def columns(self, edition: int) -> dict[str, list[str | int | None]]:
        """The same, column by column; what is blank is ``None``."""
        found = self._ordered(edition)
        more = dict.fromkeys(name for value, line, _, _ in found if value for name in line.more)
        return {
            self.key: [line.label or None for _, line, _, _ in found],
            **{
                name: [line.more.get(name) if value else None for value, line, _, _ in found]
                for name in more
            },
            "agreements": [counts[0] for _, _, counts, _ in found],
            "agencies": [counts[1] for _, _, counts, _ in found],
            "counties": [counts[2] for _, _, counts, _ in found],
            "rank": [ranks[0] or None for _, _, _, ranks in found],
            "rank_dense": [ranks[1] or None for _, _, _, ranks in found],
        }

    def _ordered(
        self, edition: int
    ) -> list[tuple[str, _Line, tuple[int, int, int], tuple[int, int]]]:
        """Each value of an edition, most agreements first: its line, its counts, its ranks."""
        counts, lines = self.at(edition), self._lines
        ranks = rank_counts({value: count[0] for value, count in counts.items() if value})
        ordered = sorted(counts, key=lambda v: (not v, -counts[v][0], lines[v].label, v))
        return [(v, lines[v], counts[v], ranks.get(v, (0, 0))) for v in ordered]


def _fits(clean: StoredClean, filters: Filters) -> bool:
    return (
        (not filters.state or clean.state == filters.state)
        and (not filters.county_fips or clean.county_fips == filters.county_fips)
        and (not filters.model or clean.model == filters.model)
        and (not filters.type or clean.type == filters.type)
    )


def _step(tally: Counter[_T], item: _T, step: int) -> None:
    count = tally[item] + step
    if count:
        tally[item] = count
    else:
        del tally[item]
