"""A list as it stood on a day."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Unpack, overload

from ofrecord.clean.states import TERRITORIES
from ofrecord.errors import BadRequest
from ofrecord.front.tables import group_frame
from ofrecord.measures.asked import Asked
from ofrecord.measures.count import count_by, count_entries
from ofrecord.measures.timeline import KEYS as TIMELINES
from ofrecord.model import Counts, Edition, Entry, Filters, Group
from ofrecord.record.view import keep

if TYPE_CHECKING:
    import polars as pl

    from ofrecord.front.register import Register


class Day:
    """A list as it stood on a day: the newest edition published on or before it.

    >>> import ofrecord
    >>> day = ofrecord.open()["ice-287g"].as_of("2025-09-05")
    >>> day.counts().agreements, day.counts(state="NY").agreements
    (957, 10)
    """

    def __init__(
        self,
        register: Register,
        name: str,
        day: date,
        known: date | None,
        *,
        corrected: bool = False,
    ) -> None:
        self.register = register
        self.list = register.view.declaration.list_named(name).name
        self.day = day
        self.known = known if known and (corrected or known > day) else None
        if known and known < day:
            raise BadRequest(
                f"what was known before the day itself ({day}) cannot be asked",
                argument="--known",
                given=known.isoformat(),
                nearest=day.isoformat(),
            )
        self._number = register.view.edition_on(self.list, day.isoformat())

    @cached_property
    def edition(self) -> Edition:
        """The edition that is the day's list."""
        view = self.register.view
        return view.describe(view.list_view(self.list).editions[self._number])

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry, in the order of the edition's rows."""
        known = self.known.isoformat() if self.known else None
        return self.register.view.entries(self.list, self._number, known)

    def rows(self, filters: Filters | None = None, **asked: Unpack[Asked]) -> list[Entry]:
        """The entries that fit: ``state``, ``county``, ``model``, ``type``, ``agency``."""
        return keep(self.entries, self.register.filters(filters, **asked))

    @overload
    def counts(
        self, *, by: None = None, filters: Filters | None = None, **asked: Unpack[Asked]
    ) -> Counts: ...
    @overload
    def counts(
        self, *, by: str, filters: Filters | None = None, **asked: Unpack[Asked]
    ) -> pl.DataFrame: ...

    def counts(
        self, *, by: str | None = None, filters: Filters | None = None, **asked: Unpack[Asked]
    ) -> Counts | pl.DataFrame:
        """The counts of the day's list, or, ``by`` a key, a table of them with ranks both ways.

        Keys are state, county, model, type and agency; filters as in ``rows``. Raises
        ``BadRequest`` for what is unknown.
        """
        wanted = self.register.filters(filters, **asked)
        if by is not None:
            if self._looks_up(by, wanted):
                return self.register.counted(self.list, by, self._number)
            return group_frame(count_by(self.rows(wanted), by), by)
        if self.known is None and not wanted:
            return self._whole_counts()
        return count_entries(self.rows(wanted), self.register.models)

    def groups(
        self, by: str, filters: Filters | None = None, **asked: Unpack[Asked]
    ) -> list[Group]:
        """The counts by a key as values, most agreements first."""
        wanted = self.register.filters(filters, **asked)
        if self._looks_up(by, wanted):
            return self.register.timeline(self.list, by).groups(self._number)
        return count_by(self.rows(wanted), by)

    def _looks_up(self, by: str, wanted: Filters) -> bool:
        """Whether counts by a key are looked up: those of the whole list, as it was printed."""
        return self.known is None and not wanted and by in TIMELINES and bool(by)

    def _whole_counts(self) -> Counts:
        """The counts of the whole list, looked up."""
        lines = {key: self.register.timeline(self.list, key).at(self._number) for key in TIMELINES}
        agreements, agencies, counties = lines[""].get("", (0, 0, 0))
        states = {state for state in lines["state"] if state}
        models = dict.fromkeys(self.register.models, 0)
        models.update({model: found[0] for model, found in lines["model"].items() if model})
        return Counts(
            agreements=agreements,
            agencies=agencies,
            states=len(states),
            territories=len(states & TERRITORIES),
            counties=counties,
            printed_rows=self.edition.printed_rows,
            by_model=models,
        )
