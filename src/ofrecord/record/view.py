"""A register's record, opened: editions by day, entries, identities, changes, histories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ofrecord.clean.gazetteer import county_of_fips
from ofrecord.collector import collector_paused
from ofrecord.model import Entry, Filters
from ofrecord.record import history
from ofrecord.record.editions_view import EditionsOfList, EditionsView
from ofrecord.record.losses import find_losses
from ofrecord.record.stored import StoredClean, StoredRecord, StoredWindow
from ofrecord.register import Declaration

GAP_EDITIONS = 5
"""An agreement that is back within this many editions is known today to have stood meanwhile."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is known of an agreement at some time: cleaned values, and the row that says so."""

    clean: StoredClean
    window: StoredWindow


class ListView(EditionsOfList):
    """One list of a record: its editions in order, and what each prints."""

    def __init__(self, number: int, name: str, view: RecordView) -> None:
        super().__init__(number, name, view.history)
        self.windows = [w for w in view.stored.identity.windows if w.list == number]
        self.cleaned: dict[int, StoredClean] = dict(view.stored.identity.cleaned[number])

    @cached_property
    @collector_paused()
    def by_fact(self) -> dict[int, list[StoredWindow]]:
        """The windows of each fact, in order."""
        found: dict[int, list[StoredWindow]] = defaultdict(list)
        for window in self.windows:
            found[window.fact].append(window)
        return found

    @cached_property
    @collector_paused()
    def by_agreement(self) -> dict[int, list[StoredWindow]]:
        """The windows of each agreement, in order of their first edition."""
        found: dict[int, list[StoredWindow]] = defaultdict(list)
        for window in self.windows:
            found[window.agreement].append(window)
        return found

    def window_of(self, fact: int, edition: int) -> StoredWindow:
        """The window in which an edition prints a fact."""
        runs = self.by_fact[fact]
        if len(runs) == 1:
            return runs[0]
        return next(w for w in runs if w.first <= edition <= w.last)

    def printed(self, edition: int) -> Iterator[tuple[int, StoredWindow]]:
        """The entries of an edition: row number and window, in row order."""
        found = self.editions[edition]
        explained = {number for number, _ in found.table.explained}
        header = found.table.header
        for row, fact in enumerate(found.rows[header:], start=header + 1):
            if row not in explained:
                yield row, self.window_of(fact, edition)


class RecordView(EditionsView[Declaration, ListView]):
    """The record of a register of lists, opened for reading. Nothing here writes."""

    def __init__(self, stored: StoredRecord, declaration: Declaration) -> None:
        super().__init__(stored, declaration)
        self.lists = {
            entry.name: ListView(number, entry.name, self)
            for number, entry in enumerate(declaration.lists)
        }

    @cached_property
    def _losses(self) -> dict[str, str]:
        return find_losses(self.history, self.declaration.member_lists)

    @cached_property
    def members(self) -> ListView:
        """The list of those who have signed."""
        return self.lists[next(e.name for e in self.declaration.lists if e.members)]

    def remarks(self, edition: history.Edition) -> tuple[str, ...]:
        """Whether an edition has lost many entries at once."""
        lost = self._losses.get(edition.edition_id)
        return (lost,) if lost else ()

    # Entries ----------------------------------------------------------------------------------

    def entries(self, name: str, edition: int, known: str | None = None) -> list[Entry]:
        """The entries of a list's edition, as printed then or as known by a later day."""
        view = self.list_view(name)
        rows = list(view.printed(edition))
        if known is None:
            return [self.entry(view, row, window, (window, edition)) for row, window in rows]
        limit = self.edition_on(name, known)
        found: list[Entry] = []
        for row, window in rows:
            latest = self._latest(view, window.agreement, limit) or window
            says = latest, min(latest.last, limit)
            found.append(self.entry(view, row, window, says, known))
        printed = {window.agreement for _, window in rows}
        for agreement in sorted(self._left_out(view, edition, limit) - printed):
            last = self._latest(view, agreement, limit)
            if last is not None:
                says = last, min(last.last, limit)
                found.append(self.entry(view, None, last, says, known))
        return found

    def _latest(self, view: ListView, agreement: int, limit: int) -> StoredWindow | None:
        """The newest row of an agreement among the editions up to a limit."""
        fitting = [w for w in view.by_agreement.get(agreement, ()) if w.first <= limit]
        return max(fitting, key=lambda w: (min(w.last, limit), w.first), default=None)

    def _left_out(self, view: ListView, edition: int, limit: int) -> set[int]:
        """Agreements that an edition leaves out but that were back soon after, by the limit."""
        found = set()
        for agreement, windows in view.by_agreement.items():
            for before, after in pairwise(_merged(windows)):
                gap = after[0] - before[1] - 1
                if before[1] < edition < after[0] <= limit and gap <= GAP_EDITIONS:
                    found.add(agreement)
        return found

    def entry(
        self,
        view: ListView,
        row: int | None,
        window: StoredWindow,
        says: tuple[StoredWindow, int],
        known: str | None = None,
    ) -> Entry:
        """One entry: whose it is by ``window``; what it says by a window, as one edition has it."""
        values, edition = says
        identity = self.stored.identity
        clean = view.cleaned[values.fact]
        corrected = {} if known is None else {c: v for c, v, _ in clean.corrected}
        return Entry(
            row=row,
            agreement_id=identity.agreements[window.agreement].agreement_id,
            agency_id=identity.agencies[window.agency].agency_id,
            agency=clean.agency,
            state=corrected.get("state", clean.state) or None,
            county=corrected.get("county", clean.county) or None,
            county_fips=_fips(corrected, clean) or None,
            place=clean.place or None,
            type=corrected.get("type", clean.type) or None,
            model=corrected.get("model", clean.model) or None,
            signed=corrected.get("signed", clean.signed) or None,
            moa_url=clean.moa_url or None,
            addendum_url=clean.addendum_url or None,
            printed=self.printed_cells(view.editions[edition], values.fact),
            notes=clean.notes,
        )


def _merged(windows: Sequence[StoredWindow]) -> list[tuple[int, int]]:
    """The runs of editions in which any of the windows is printed."""
    runs: list[tuple[int, int]] = []
    for window in sorted(windows, key=lambda w: (w.first, w.last)):
        if runs and window.first <= runs[-1][1] + 1:
            runs[-1] = runs[-1][0], max(runs[-1][1], window.last)
        else:
            runs.append((window.first, window.last))
    return runs


def _fips(corrected: Mapping[str, str], clean: StoredClean) -> str:
    if "county" not in corrected:
        return clean.county_fips
    from ofrecord.clean.counties import clean_county

    state = corrected.get("state", clean.state)
    return clean_county(corrected["county"], state).fips


def keep(entries: Sequence[Entry], filters: Filters) -> list[Entry]:
    """The entries that fit the filters."""
    if not filters:
        return list(entries)
    words = filters.agency.casefold().split()
    return [
        entry
        for entry in entries
        if (not filters.state or entry.state == filters.state)
        and (not filters.county_fips or entry.county_fips == filters.county_fips)
        and (not filters.model or entry.model == filters.model)
        and (not filters.type or entry.type == filters.type)
        and all(word in entry.agency.casefold() for word in words)
    ]


def county_name(fips: str) -> str:
    """A county's Census name by its FIPS code."""
    county = county_of_fips(fips)
    return county.name if county else ""
