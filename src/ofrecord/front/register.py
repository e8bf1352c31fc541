"""One register of a record: its days, editions, identities and changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from ofrecord.dates import parse_day
from ofrecord.errors import BadRequest
from ofrecord.front.base import RegisterBase
from ofrecord.front.day import Day
from ofrecord.front.tables import column_frame
from ofrecord.measures.asked import Asked, Asker
from ofrecord.measures.changed import changes_that_fit
from ofrecord.measures.identities import Identities
from ofrecord.measures.kept import Kept
from ofrecord.measures.steps import CountyRuns, Line, county_runs, lines_of
from ofrecord.measures.timeline import KEYS, Timeline
from ofrecord.model import Agency, Agreement, Candidate, Change, Filters, Joint, Window
from ofrecord.record.stored import StoredRecord
from ofrecord.record.view import RecordView
from ofrecord.register import Declaration

if TYPE_CHECKING:
    import polars as pl

_EVERYTHING = Filters()


class Register(RegisterBase):
    """One register of a record.

    >>> import ofrecord
    >>> lists = ofrecord.open()["ice-287g"]
    >>> lists.changes("2025-09-01", "2025-09-05", kind="signed").height > 0
    True
    """

    def __init__(self, declaration: Declaration, stored: StoredRecord, home: Path | None) -> None:
        super().__init__(declaration, stored, home)
        self.declaration = declaration
        self._asker = Asker(declaration)
        self._timelines: dict[tuple[str, str, Filters], Timeline] = {}
        self._counted: Kept[tuple[str, str, int], pl.DataFrame] = Kept()

    @property
    def models(self) -> tuple[str, ...]:
        """The models of the register."""
        return tuple(self.declaration.vocabularies.get("model", {}))

    @cached_property
    def view(self) -> RecordView:
        """The record, opened."""
        return RecordView(self.stored, self.declaration)

    @cached_property
    def identities(self) -> Identities:
        """The agreements and agencies."""
        return Identities(self.view)

    @property
    def members(self) -> str:
        """The name of the list of those who have signed."""
        return self.view.members.name

    def filters(self, filters: Filters | None = None, **asked: Unpack[Asked]) -> Filters:
        """The filters that texts name, in any usual form."""
        return filters if filters is not None else self._asker.filters(**asked)

    def timeline(self, list: str, key: str, filters: Filters = _EVERYTHING) -> Timeline:
        """The counts of a list by a key at every edition, worked out once.

        Filters by state, county, model and type say what is counted.
        """
        found = self._timelines.get((list, key, filters))
        if found is None:
            listed = self.view.list_view(list)
            found = self._timelines[list, key, filters] = Timeline(listed, key, filters)
        return found

    def counted(self, list: str, key: str, edition: int) -> pl.DataFrame:
        """The counts of an edition, by its number, by a key: a table made once, and copied.

        >>> import ofrecord
        >>> ofrecord.open()["ice-287g"].counted("participating", "state", 0).columns[:2]
        ['state', 'agreements']
        """
        made = self._counted.of(
            (list, key, edition),
            lambda: column_frame(self.timeline(list, key).columns(edition), key),
        )
        return made.clone()

    # Days -----------------------------------------------------------------------------------

    def as_of(self, day: str | date, list: str = "", known: str | date | None = None) -> Day:
        """The list as it stood on a day.

        ``list`` is the list of members unless another is named. ``known`` takes in corrections
        published by that day (``"today"``: all of them). Raises ``BadRequest`` for a day before the
        record begins.
        """
        moment = parse_day(day, argument="DAY")
        when: date | None = None
        if known == "today":
            when = max(moment, date.fromisoformat(self.view.history[-1].first.published_on))
        elif known is not None:
            when = parse_day(known, argument="--known")
        return Day(self, list or self.members, moment, when, corrected=known == "today")

    def lines(
        self,
        by: str = "",
        list: str = "",
        filters: Filters | None = None,
        **asked: Unpack[Asked],
    ) -> list[Line]:
        """How the counts of a list went, a step an edition: one line, or one a value of a key.

        Keys are state, county, model and type, which can be filtered by as well.

        >>> import ofrecord
        >>> whole = ofrecord.open()["ice-287g"].lines()[0]
        >>> whole.steps[0].day, whole.steps[0].agreements
        ('2021-01-13', 150)
        """
        wanted = self._countable(filters, **asked)
        if by not in KEYS:
            raise BadRequest(
                "unknown key",
                argument="--by",
                given=by,
                nearest=next(iter(get_close_matches(by, KEYS, 1, 0.3)), ""),
                hint=f"Keys: {', '.join(key for key in KEYS if key)}",
            )
        listed = self.view.list_view(list or self.members)
        return lines_of(listed, self.timeline(listed.name, by, wanted))

    def county_runs(
        self, list: str = "", filters: Filters | None = None, **asked: Unpack[Asked]
    ) -> CountyRuns:
        """The counties of a list with their counts on any day; filters as for ``lines``.

        >>> import ofrecord
        >>> runs = ofrecord.open()["ice-287g"].county_runs(state="DE")
        >>> runs.names["10001"], [count for _, count in runs.runs["10001"]]
        (('Kent County', 'DE'), [1, 0])
        """
        wanted = self._countable(filters, **asked)
        listed = self.view.list_view(list or self.members)
        whole = self.timeline(listed.name, "", wanted)
        return county_runs(listed, whole, self.timeline(listed.name, "county", wanted))

    def _countable(self, filters: Filters | None, **asked: Unpack[Asked]) -> Filters:
        wanted = self.filters(filters, **asked)
        if wanted.agency:
            raise BadRequest("lines are not drawn of single agencies", argument="--agency")
        return wanted

    @property
    def candidates(self) -> list[Candidate]:
        """The pairs of agencies or agreements that are left open for judgement."""
        return self.identities.candidates()

    # Identities -----------------------------------------------------------------------------------

    def find_agreements(
        self,
        filters: Filters | None = None,
        status: str = "all",
        list: str = "",
        **asked: Unpack[Asked],
    ) -> list[Agreement]:
        """The agreements that fit, as values. ``list`` of applicants gives applications."""
        name = self.declaration.list_named(list).name if list else ""
        return self.identities.agreements(self.filters(filters, **asked), status, name)

    def agreements(
        self, status: str = "all", list: str = "", **asked: Unpack[Asked]
    ) -> pl.DataFrame:
        """The agreements that fit, as a table."""
        return self.frame(self.find_agreements(None, status, list, **asked), Agreement)

    def find_agencies(
        self,
        filters: Filters | None = None,
        status: str = "all",
        list: str = "",
        **asked: Unpack[Asked],
    ) -> list[Agency]:
        """The agencies with an agreement that fits, as values."""
        name = self.declaration.list_named(list).name if list else ""
        return self.identities.agencies(self.filters(filters, **asked), status, name)

    def agencies(self, status: str = "all", list: str = "", **asked: Unpack[Asked]) -> pl.DataFrame:
        """The agencies with an agreement that fits, as a table."""
        return self.frame(self.find_agencies(None, status, list, **asked), Agency)

    def history(self, id: str) -> History:
        """One agency's or agreement's whole life. An id that was merged leads to what it is now."""
        kind, number = self.identities.find(id)
        identities = self.identities
        whole: Agency | Agreement
        whole = identities.agency(number) if kind == "agency" else identities.agreement(number)
        held: tuple[Agreement, ...] = ()
        if isinstance(whole, Agency):
            held = tuple(map(identities.agreement, identities.held_by(number)))
        return History(
            kind=kind,
            of=whole,
            agreements=held,
            windows=tuple(identities.windows(kind, number)),
            joined_by=tuple(identities.joints(kind, number)),
        )

    def find_changes(
        self,
        start: str | date,
        end: str | date,
        filters: Filters | None = None,
        *,
        kind: str = "",
        list: str = "",
        **asked: Unpack[Asked],
    ) -> list[Change]:
        """The changes after ``start``, up to and including ``end``, as values."""
        first, last = _span(start, end)
        name = self.declaration.list_named(list).name if list else ""
        _check_kind(kind)
        found = self.filters(filters, **asked)
        return [
            change
            for change in changes_that_fit(self.identities, found)
            if first < change.day <= last
            and (not kind or change.kind == kind)
            and (not name or change.list == name)
        ]

    def changes(
        self,
        start: str | date,
        end: str | date,
        *,
        kind: str = "",
        list: str = "",
        **asked: Unpack[Asked],
    ) -> pl.DataFrame:
        """The changes after ``start``, up to and including ``end``, as a table."""
        if kind or list or asked:
            found = self.find_changes(start, end, None, kind=kind, list=list, **asked)
            return self.frame(found, Change)
        first, last = _span(start, end)
        days, frame = self._all_changes
        place = bisect_right(days, first)
        return frame.slice(place, bisect_right(days, last) - place)

    @cached_property
    def _all_changes(self) -> tuple[Sequence[str], pl.DataFrame]:
        """Every change as one table in the order of days, and the days."""
        changes = self.identities.changes
        return [change.day for change in changes], self.frame(changes, Change)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The whole life of one agency or agreement, with the evidence for each joint."""

    kind: str
    of: Agency | Agreement
    agreements: tuple[Agreement, ...]
    windows: tuple[Window, ...]
    joined_by: tuple[Joint, ...]


def _span(start: str | date, end: str | date) -> tuple[str, str]:
    first = parse_day(start, argument="FROM").isoformat()
    last = parse_day(end, argument="TO").isoformat()
    if last < first:
        raise BadRequest(
            "the second day comes before the first",
            argument="TO",
            given=last,
            hint=f"ofrecord changes {last} {first}",
        )
    return first, last


def _check_kind(kind: str) -> None:
    from ofrecord.identify.changes import ChangeKind

    kinds = [str(known) for known in ChangeKind]
    if kind and kind not in kinds:
        raise BadRequest(
            "unknown kind of change",
            argument="--kind",
            given=kind,
            nearest=next(iter(get_close_matches(kind, kinds, 1, 0.3)), ""),
            hint=f"Kinds: {', '.join(kinds)}",
        )
