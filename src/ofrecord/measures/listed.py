"""A list as runs: each agreement with what it was listed with, from one edition to another.

What questions about any day are counted from. A run goes on while the values that questions ask
for stay the same: links, spellings of cells and the order of rows do not end it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from ofrecord.clean.counties import clean_county
from ofrecord.clean.text import placeholder
from ofrecord.measures.kept import Kept
from ofrecord.measures.selection import Selection
from ofrecord.measures.tally import Tally
from ofrecord.measures.wording import fold_words
from ofrecord.read.cells import text_of
from ofrecord.record.stored import StoredClean, StoredWindow
from ofrecord.record.view import ListView, RecordView

LONG_GAP_DAYS = 5
"""Lists this many days apart or more leave room for one between them that is not held."""
_PLAIN = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Run:
    """An agreement on a list, with the same values from edition ``first`` to edition ``last``.

    ``county`` is a FIPS code, ``column_county`` the same where the county's own cell is printed.
    ``name`` tells names as printed apart; ``words`` are the name's, to look for words in.
    """

    agreement: int
    agency: int
    first: int
    last: int
    state: str
    county: str
    column_county: str
    model: str
    type: str
    signed: str
    name: str
    words: tuple[str, ...]


class Listing:
    """One list of a record, ready to be counted on any day."""

    def __init__(self, view: RecordView, listed: ListView) -> None:
        self.name = listed.name
        self.members = view.members is listed
        self.days = listed.days
        self.size = len(listed.editions)
        self._view = view
        self._listed = listed
        self._tallies: Kept[Selection, Tally] = Kept()
        self._words: dict[str, tuple[str, ...]] = {}

    # Editions and days ------------------------------------------------------------------------

    def edition_on(self, day: str) -> int | None:
        """The newest edition published on or before a day; ``None`` before the list begins."""
        at = bisect_right(self.days, day) - 1
        return at if at >= 0 else None

    @cached_property
    def seen_on(self) -> dict[str, list[int]]:
        """The editions of which a copy is held from each day."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, edition in enumerate(self._listed.editions):
            for day in dict.fromkeys(capture.published_on for capture in edition.captures):
                found[day].append(number)
        return found

    @cached_property
    def seen_days(self) -> list[str]:
        """The days from which copies are held, in order."""
        return sorted(self.seen_on)

    @cached_property
    def last_seen(self) -> list[str]:
        """For each edition the last day from which a copy of it is held."""
        return [
            max(capture.published_on for capture in edition.captures)
            for edition in self._listed.editions
        ]

    @cached_property
    def long_gaps(self) -> list[int]:
        """The editions whose last copy is from ``LONG_GAP_DAYS`` or more before the next."""
        ends = zip(self.last_seen, self.days[1:], strict=False)
        return [
            number
            for number, (before, after) in enumerate(ends)
            if (date.fromisoformat(after) - date.fromisoformat(before)).days >= LONG_GAP_DAYS
        ]

    # Runs -------------------------------------------------------------------------------------

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Every run with the values as printed, in the order of their first editions."""
        return self._make_runs(known=False)

    @cached_property
    def known_runs(self) -> tuple[Run, ...]:
        """Every run with the values as they are known from corrections."""
        return self._make_runs(known=True)

    @cached_property
    def _by_state(self) -> Mapping[bool, Mapping[str, Sequence[Run]]]:
        """The runs of each state, by whether they have the values that are known."""
        found: dict[bool, dict[str, list[Run]]] = {False: {}, True: {}}
        for known, runs in ((False, self.runs), (True, self.known_runs)):
            for run in runs:
                found[known].setdefault(run.state, []).append(run)
        return found

    def select(self, selection: Selection) -> Tally:
        """The runs that fit a selection, ready to be counted. Kept, so asking again is quick."""
        return self._tallies.of(selection, lambda: self._select(selection))

    def _select(self, selection: Selection) -> Tally:
        runs = self._runs_of(selection)
        if not selection.of_states:
            runs = [run for run in runs if selection.fits(run)]
        return Tally(tuple(runs), self.size)

    def _runs_of(self, selection: Selection) -> Sequence[Run]:
        """The runs of a selection's states, in the order of their first editions."""
        if not selection.states:
            return self.known_runs if selection.known else self.runs
        by_state = self._by_state[selection.known]
        several = [by_state.get(state, ()) for state in sorted(selection.states)]
        runs = [run for some in several for run in some]
        return runs if len(several) == 1 else sorted(runs, key=attrgetter("first"))

    def _make_runs(self, *, known: bool) -> tuple[Run, ...]:
        values = {
            fact: self._values(fact, clean, known=known)
            for fact, clean in self._listed.cleaned.items()
        }
        runs: list[Run] = []
        for agreement, windows in self._listed.by_agreement.items():
            runs += _joined(agreement, windows, values)
        runs += self._repeats(values)
        return tuple(sorted(runs, key=lambda run: (run.first, run.agreement, run.last)))

    def _values(self, fact: int, clean: StoredClean, *, known: bool) -> _Values:
        right = {c: v for c, v, _ in clean.corrected} if known else {}
        state = right.get("state", clean.state)
        county = clean.county_fips
        if "county" in right:
            county = clean_county(right["county"], state).fips
        return (
            state,
            county,
            county if self._county_cell(fact) else "",
            right.get("model", clean.model),
            right.get("type", clean.type),
            right.get("signed", clean.signed),
            f"{state} {_PLAIN.sub(' ', clean.agency.casefold()).strip()}",
            self._words_of(clean.agency),
        )

    def _words_of(self, name: str) -> tuple[str, ...]:
        found = self._words.get(name)
        if found is None:
            found = self._words[name] = fold_words(name, self._view.declaration.abbreviations)
        return found

    @cached_property
    def _county_columns(self) -> dict[int, int]:
        """For each edition the column of the county, where it has one."""
        found = {}
        for number, edition in enumerate(self._listed.editions):
            columns = dict(edition.table.roles)
            if "county" in columns:
                found[number] = columns["county"]
        return found

    def _county_cell(self, fact: int) -> bool:
        """Whether a row's own county cell names something."""
        windows = self._listed.by_fact.get(fact)
        column = self._county_columns.get(windows[0].first) if windows else None
        if column is None:
            return False
        row = self._view.facts.rows[fact]
        return column < len(row) and not placeholder(text_of(row[column]))

    def _repeats(self, values: dict[int, _Values]) -> Iterator[Run]:
        """A run for every time that an edition prints a row again, cell for cell."""
        for number, edition in enumerate(self._listed.editions):
            if len(set(edition.rows)) == len(edition.rows):
                continue
            for fact, times in Counter(edition.rows).items():
                windows = self._listed.by_fact.get(fact, ()) if times > 1 else ()
                for window in [w for w in windows if w.first <= number <= w.last][:1]:
                    again = _make_run(window.agreement, window.agency, number, number, values[fact])
                    yield from [again] * (times - 1)


_Values = tuple[str, str, str, str, str, str, str, tuple[str, ...]]


def _joined(
    agreement: int, windows: list[StoredWindow], values: dict[int, _Values]
) -> Iterator[Run]:
    """An agreement's runs: windows that follow one another with the same values are one."""
    open_runs: dict[tuple[int, _Values], tuple[int, int]] = {}
    for window in sorted(windows, key=lambda w: (w.first, w.last)):
        key = window.agency, values[window.fact]
        before = open_runs.get(key)
        if before and before[1] + 1 == window.first:
            open_runs[key] = before[0], window.last
            continue
        if before:
            yield _make_run(agreement, key[0], *before, key[1])
        open_runs[key] = window.first, window.last
    for (agency, told), (first, last) in open_runs.items():
        yield _make_run(agreement, agency, first, last, told)


def _make_run(agreement: int, agency: int, first: int, last: int, values: _Values) -> Run:
    state, county, column_county, model, kind, signed, name, words = values
    return Run(
        agreement,
        agency,
        first,
        last,
        state,
        county,
        column_county,
        model,
        kind,
        signed,
        name,
        words,
    )
