"""The editions of a register's record, opened: by day, by id, with their captures and flags."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import Generic, TypeVar

from ofrecord.acquire.sightings import split_place
from ofrecord.collector import collector_paused
from ofrecord.errors import BadRequest
from ofrecord.model import Capture, Edition, Explained
from ofrecord.read.cells import text_of
from ofrecord.record import history
from ofrecord.record.edition_ids import leading_ids
from ofrecord.record.facts import Facts
from ofrecord.record.stored import StoredCapture, StoredRecord
from ofrecord.register import Described, find_list


class EditionsOfList:
    """The editions of one of a register's lists, in order."""

    def __init__(self, number: int, name: str, editions: list[history.Edition]) -> None:
        self.number = number
        self.name = name
        self.editions = [edition for edition in editions if edition.table.list == name]
        self.days = [edition.first.published_on for edition in self.editions]

    def edition_on(self, day: str) -> int | None:
        """The newest edition published on or before a day; ``None`` before the list begins."""
        at = bisect_right(self.days, day) - 1
        return at if at >= 0 else None


D = TypeVar("D", bound=Described)
L = TypeVar("L", bound=EditionsOfList)


class EditionsView(Generic[D, L]):
    """A register's record, opened for reading: what lists and series have in common.

    ``lists`` is filled by those that stand on it. Nothing here writes.
    """

    lists: Mapping[str, L]

    def __init__(self, stored: StoredRecord, declaration: D) -> None:
        self.stored = stored
        self.declaration = declaration
        self.history = history.load_editions(stored)

    @cached_property
    @collector_paused()
    def facts(self) -> Facts:
        """The distinct printed rows."""
        return history.load_facts(self.stored)

    def list_view(self, name: str) -> L:
        """The list of that name; ``BadRequest`` names the nearest."""
        return find_list(name, self.lists, self.declaration.name)

    def remarks(self, edition: history.Edition) -> tuple[str, ...]:
        """What is odd about an edition beside others, a line each."""
        del edition
        return ()

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
        entries = len(history.entry_facts(edition))
        header = edition.table.header
        flags = dict.fromkeys(flag for capture in edition.captures for flag in capture.flags)
        return Edition(
            edition_id=edition.edition_id,
            list=edition.table.list,
            published_on=edition.first.published_on,
            part=edition.first.part,
            dated_by=edition.first.dated_by,
            printed_rows=entries,
            columns=tuple(map(text_of, self.facts.rows[edition.rows[header - 1]])),
            captures=tuple(self._capture(capture) for capture in edition.captures),
            flags=(*flags, *self.remarks(edition)),
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
                hint=f"See: ofrecord editions --rejected --register {self.declaration.name}",
            )
        return BadRequest(
            "unknown edition",
            argument="EDITION",
            given=text,
            nearest=next(iter(get_close_matches(text, self._edition_of_id, 1, 0.5)), ""),
            hint=f"List them: ofrecord editions --register {self.declaration.name}",
        )

    def printed_cells(self, edition: history.Edition, fact: int) -> dict[str, str]:
        """The cells of a row by the columns of the edition that prints it."""
        header = self.facts.rows[edition.rows[edition.table.header - 1]]
        row = self.facts.rows[fact]
        cells = [text_of(cell) for cell in row] + [""] * (len(header) - len(row))
        names = [text_of(cell) for cell in header]
        names += [f"(column {n + 1})" for n in range(len(names), len(cells))]
        return dict(zip(names, cells, strict=False))
