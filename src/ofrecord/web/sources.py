"""What pages are made from: the record's registers, opened, and what several pages ask for."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from ofrecord.errors import BadRequest
from ofrecord.export.chart import Chart, agreements_chart
from ofrecord.export.described import Exported
from ofrecord.export.feeds import Feeds
from ofrecord.front import Day, Record, Register, SeriesRegister
from ofrecord.measures.changed import changes_by_place
from ofrecord.measures.standing import Standing, describe_register
from ofrecord.measures.steps import CountyRuns
from ofrecord.model import Change, Entry, Filters, Group, Window
from ofrecord.register import Described

_DAYS_KEPT = 12


@dataclass
class DayRows:
    """A day's list with its entries found by what they are of."""

    day: Day
    by_agency: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_county: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    by_state: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _groups: dict[str, list[Group]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.day.entries:
            self.by_agency[entry.agency_id].append(entry)
            self.by_county[entry.county_fips or ""].append(entry)
            self.by_state[entry.state or ""].append(entry)

    def groups(self, key: str) -> list[Group]:
        """The counts by a key, with ranks."""
        if key not in self._groups:
            self._groups[key] = self.day.groups(key)
        return self._groups[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How fresh a register is, as its pages say: days in ISO 8601, empty where not known."""

    declared: Described
    newest: str
    """The day of its newest edition."""
    checked: str
    """The day on which it was last looked for what is new."""


def _freshness(register: Register | SeriesRegister) -> Freshness:
    standing = describe_register(register.view, register.home)
    return Freshness(
        declared=register.declaration,
        newest=standing.last_day or "",
        checked=(standing.last_checked or "")[:10],
    )


class Sources:
    """A record as the site reads it; ``lists``, the first register of lists, it is about."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.lists: Register = next(
            one for one in record.held().values() if isinstance(one, Register)
        )
        self._days: OrderedDict[tuple[str, int], DayRows] = OrderedDict()
        self.downloads: Sequence[Exported] = ()
        """The files of data that stand beside the pages; none while they are being made."""
        self._charts: dict[tuple[str, str], Chart] = {}
        self._runs: dict[str, CountyRuns] = {}

    @cached_property
    def series(self) -> dict[str, SeriesRegister]:
        """Every series of the record, by name."""
        found = ((name, self.record.register(name)) for name in self.record)
        return {name: one for name, one in found if isinstance(one, SeriesRegister)}

    @cached_property
    def feeds(self) -> Mapping[str, Feeds]:
        """The feeds of every register, by its name."""
        return {name: Feeds(one) for name, one in self.registers.items()}

    @cached_property
    def standing(self) -> Standing:
        """What is held of the lists, and when that was last checked."""
        return describe_register(self.lists.view, self.lists.home)

    @cached_property
    def registers(self) -> dict[str, Register | SeriesRegister]:
        """Every register that is held, by name: first the lists that the site is about.

        Of further registers of lists there are the editions, the data and the feeds.
        """
        return {self.lists.name: self.lists, **self.record.held()}

    @cached_property
    def freshness(self) -> dict[str, Freshness]:
        """How fresh each register is, by name."""
        return {name: _freshness(one) for name, one in self.registers.items()}

    @cached_property
    def days(self) -> list[str]:
        """The days on which an edition of the list of members was published, in order."""
        return list(dict.fromkeys(self.lists.view.members.days))

    @property
    def newest(self) -> str:
        """The day of the newest edition of the list of members."""
        return self.days[-1]

    @cached_property
    def last_day(self) -> str:
        """The last day that anything is known of: of an edition, or when it was last looked for."""
        newest = [str(register.newest) for register in self.series.values()]
        return max(self.newest, (self.standing.last_checked or "")[:10], *newest)

    @property
    def applicants(self) -> str:
        """The name of the list of those who have applied; empty where there is none."""
        declared = self.lists.declaration.lists
        return next((entry.name for entry in declared if not entry.members), "")

    @cached_property
    def places(self) -> tuple[list[str], list[str]]:
        """The states, and the counties by their FIPS codes, that a list has ever named."""
        cleaned = [c for one in self.lists.view.lists.values() for c in one.cleaned.values()]
        states = sorted({clean.state for clean in cleaned if clean.state})
        return states, sorted({clean.county_fips for clean in cleaned if clean.county_fips})

    def rows(self, day: str, name: str = "") -> DayRows | None:
        """A list on a day; none before it begins. A few days are kept."""
        listed = self.lists.view.list_view(name or self.lists.members)
        number = listed.edition_on(day)
        if number is None:
            return None
        key = listed.name, number
        found = self._days.get(key)
        if found is None:
            found = DayRows(self.lists.as_of(listed.days[number], listed.name))
            self._days[key] = found
            if len(self._days) > _DAYS_KEPT:
                self._days.popitem(last=False)
        self._days.move_to_end(key)
        return found

    def members(self, day: str) -> DayRows:
        """The list of members on a day; ``BadRequest`` before it begins."""
        found = self.rows(day)
        if found is None:
            raise BadRequest("the record begins later", given=day, nearest=self.days[0])
        return found

    def chart(self, day: str, *, state: str = "", model: str = "") -> Chart:
        """The agreements up to a day, of all, a state or a model; made whole once."""
        key = state, model
        if key not in self._charts:
            self._charts[key] = agreements_chart(self.lists, state=state, model=model)
        return self._charts[key].until(day, self.members(day).day.edition)

    def county_runs(self, state: str) -> CountyRuns:
        """What the slider of days is made of, of the country or one state; found once."""
        if state not in self._runs:
            self._runs[state] = self.lists.county_runs(filters=Filters(state=state))
        return self._runs[state]

    def beside(self, day: str) -> tuple[str, str]:
        """The days of the editions before and after a day's own; empty where there is none."""
        at = bisect_right(self.days, day) - 1
        before = self.days[at - 1] if at > 0 else ""
        return before, self.days[at + 1] if at + 1 < len(self.days) else ""

    # Changes ------------------------------------------------------------------------------------

    @cached_property
    def _changes_of(self) -> dict[str, list[Change]]:
        found: dict[str, list[Change]] = defaultdict(list)
        for change in self.lists.identities.changes:
            for key in {change.agreement_id, change.agency_id, change.edition_id} - {None}:
                found[str(key)].append(change)
        return found

    @cached_property
    def _changes_by_place(self) -> Mapping[str, Mapping[str, list[Change]]]:
        return changes_by_place(self.lists.identities)

    def changes_so_far(self, day: str, key: str = "", value: str = "") -> list[Change]:
        """The changes up to and including a day: all, or those of a state, county or model."""
        every = self.lists.identities.changes
        found = self._changes_by_place[key].get(value, []) if key else every
        return found[: bisect_right(found, day, key=attrgetter("day"))]

    def changes_of(self, key: str) -> Sequence[Change]:
        """The changes that concern an agency, an agreement or an edition, by its id."""
        return self._changes_of.get(key, ())

    def windows_of(self, agreement_id: str) -> list[Window]:
        """The runs of editions that print an agreement one way, in order of days."""
        return self.lists.identities.windows(*self.lists.identities.find(agreement_id))
