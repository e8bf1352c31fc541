"""A register's record, opened: editions by day, entries, identities, changes, histories."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ofrecord.acquire.sightings import split_place
from ofrecord.clean.gazetteer import county_of_fips
from ofrecord.collector import collector_paused
from ofrecord.errors import BadRequest
from ofrecord.model import Capture, Edition, Entry, Explained, Filters
from ofrecord.read.cells import text_of
from ofrecord.record import history
from ofrecord.record.derive import entry_facts
from ofrecord.record.edition_ids import leading_ids
from ofrecord.record.facts import Facts
from ofrecord.record.losses import find_losses
from ofrecord.record.stored import StoredCapture, StoredClean, StoredRecord, StoredWindow
from ofrecord.register import Declaration

GAP_EDITIONS = 5
"""An agreement that is back within this many editions is known today to have stood meanwhile."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is known of an agreement at some time: cleaned values, and the row that says so."""

    clean: StoredClean
    window: StoredWindow


class ListView:
    """One list of a record: its editions in order, and what each prints."""

    def __init__(self, number: int, name: str, view: RecordView) -> None:
        self.number = number
        self.name = name
        self._view = view
        self.editions = [e for e in view.history if e.table.list == name]
        self.days = [edition.first.published_on for edition in self.editions]
        self.windows = [w for w in view.stored.identity.windows if w.list == number]
        self.cleaned: dict[int, StoredClean] = dict(view.stored.identity.cleaned[number])

    def edition_on(self, day: str) -> int | None:
        """The newest edition published on or before a day; ``None`` before the list begins."""
        at = bisect_right(self.days, day) - 1
        return at if at >= 0 else None

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


class RecordView:
    """A register's record, opened for reading. Nothing here writes."""

    def __init__(self, stored: StoredRecord, declaration: Declaration) -> None:
        self.stored = stored
        self.declaration = declaration
        self.history = history.load_editions(stored)
        self.lists = {
            entry.name: ListView(number, entry.name, self)
            for number, entry in enumerate(declaration.lists)
        }

    @cached_property
    @collector_paused()
    def facts(self) -> Facts:
        """The distinct printed rows."""
        return history.load_facts(self.stored)

    @cached_property
    def _losses(self) -> dict[str, str]:
        return find_losses(self.history, self.declaration.member_lists)

    def list_view(self, name: str) -> ListView:
        """The list of that name; ``BadRequest`` names the nearest."""
        return self.lists[self.declaration.list_named(name).name]

    @cached_property
    def members(self) -> ListView:
        """The list of those who have signed."""
        return self.lists[next(e.name for e in self.declaration.lists if e.members)]

    def edition_on(self, name: str, day: str) -> int:
        """The index of a day's list; ``BadRequest`` where the record begins later."""
        view = self.list_view(name)
        found = view.edition_on(day)
        if found is None:
            first = view.days[0] if view.days else "none"
            raise BadRequest(
                f"the record of the {name} list begins later: its first day is {first}",
                argument="DAY",
                given=day,
                nearest=first if view.days else "",
            )
        return found

    # Editions ---------------------------------------------------------------------------------

    @cached_property
    def _given_ids(self) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        """For each edition the other ids that lead to it; the ids that lead nowhere any more."""
        editions = [(e.edition_id, [c.sha256 for c in e.captures]) for e in self.history]
        return leading_ids(editions, self.stored.edition_ids)

    def describe(self, edition: history.Edition) -> Edition:
        """An edition with its captures and flags, as people see it."""
        entries = len(entry_facts(edition))
        header = edition.table.header
        flags = dict.fromkeys(flag for capture in edition.captures for flag in capture.flags)
        lost = self._losses.get(edition.edition_id)
        return Edition(
            edition_id=edition.edition_id,
            list=edition.table.list,
            published_on=edition.first.published_on,
            part=edition.first.part,
            dated_by=edition.first.dated_by,
            printed_rows=entries,
            columns=tuple(map(text_of, self.facts.rows[edition.rows[header - 1]])),
            captures=tuple(self._capture(capture) for capture in edition.captures),
            flags=(*flags, *([lost] if lost else [])),
            rows=len(edition.rows) - header,
            explained=tuple(Explained(row=n, why=why) for n, why in edition.table.explained),
            former_ids=self._given_ids[0].get(edition.edition_id, ()),
        )

    def _capture(self, capture: StoredCapture) -> Capture:
        first = capture.sightings[0]
        places = [split_place(s.url) for s in capture.sightings if s.file == first.file and s.url]
        # An address at which the file itself can be had tells more than that of where it lies.
        url, path = max(places, key=lambda place: place[0].count("/"), default=("", ""))
        return Capture(
            sha256=capture.sha256,
            file=first.file,
            url=url,
            path=path,
            captured_at=first.captured_at or first.seen_at,
            also_seen_as=tuple(
                dict.fromkeys(s.file for s in capture.sightings if s.file != first.file)
            ),
        )

    def find_edition(self, text: str) -> tuple[history.Edition, StoredCapture | None]:
        """The edition that an id, a capture's sha256 or file name, or a day names.

        The capture is given where the text names one. ``BadRequest`` names the nearest id.
        """
        text = text.strip()
        by_id = self._edition_of_id
        if text in by_id:
            return by_id[text], None
        named = [
            (edition, capture)
            for edition in self.history
            for capture in edition.captures
            if any(s.file == text for s in capture.sightings)
            or (len(text) >= 8 and capture.sha256.startswith(text.lower()))
        ]
        if len(named) > 1:
            raise BadRequest(
                "several captures have this name",
                argument="EDITION",
                given=text,
                hint=f"Name one by its sha256: {', '.join(c.sha256[:12] for _, c in named)}",
            )
        if named:
            return named[0]
        starts = [e for one, e in by_id.items() if one.startswith(text)] if len(text) > 3 else []
        if starts and all(edition is starts[0] for edition in starts):
            return starts[0], None
        raise self._unknown_edition(text)

    @cached_property
    def _edition_of_id(self) -> dict[str, history.Edition]:
        """Every id that was given out to an edition, with the edition that it leads to."""
        found = {edition.edition_id: edition for edition in self.history}
        former, _ = self._given_ids
        return found | {one: found[now] for now, ids in former.items() for one in ids}

    def _unknown_edition(self, text: str) -> BadRequest:
        from difflib import get_close_matches

        _, lost = self._given_ids
        if text in lost:
            return BadRequest(
                "the captures of this edition are kept aside",
                argument="EDITION",
                given=text,
                hint="See: ofrecord editions --rejected",
            )
        return BadRequest(
            "unknown edition",
            argument="EDITION",
            given=text,
            nearest=next(iter(get_close_matches(text, self._edition_of_id, 1, 0.5)), ""),
            hint="List them: ofrecord editions",
        )

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

    def printed_cells(self, edition: history.Edition, fact: int) -> dict[str, str]:
        """The cells of a row by the columns of the edition that prints it."""
        header = self.facts.rows[edition.rows[edition.table.header - 1]]
        row = self.facts.rows[fact]
        cells = [text_of(cell) for cell in row] + [""] * (len(header) - len(row))
        names = [text_of(cell) for cell in header]
        names += [f"(column {n + 1})" for n in range(len(names), len(cells))]
        return dict(zip(names, cells, strict=False))


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
