"""One page being made: the record, the day, the reader's language, what pages have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ofrecord.clean.gazetteer import county_of_fips, state_of_fips
from ofrecord.clean.states import STATE_NAMES
from ofrecord.export.report_parts import web_address
from ofrecord.export.speech import mark
from ofrecord.front import Register, SeriesRegister
from ofrecord.measures.count import count_entries
from ofrecord.model import Change, Counts, Edition, Entry, Group, Window
from ofrecord.series import Document
from ofrecord.web.cite import Cite, Source, cite_comparison, cite_number
from ofrecord.web.events import Event, tell_event
from ofrecord.web.links import Links, Place
from ofrecord.web.sources import DayRows, Sources
from ofrecord.web.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as a page shows it: what it counts, how much, and how it is cited."""

    name: str
    value: str
    label: str
    cite: Cite


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """An entry as a table shows it."""

    entry: Entry
    county: str
    county_fips: str
    type: str
    signed: str
    moa: str
    addendum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """The counts of one state, county or model, as a table shows them."""

    group: Group
    name: str
    page: str
    level: int
    """How many share its rank, itself included."""


class Desk:
    """What a page is made with."""

    def __init__(
        self,
        sources: Sources,
        words: Words,
        links: Links,
        place: Place,
        query: Mapping[str, str],
        address: str = "",
    ) -> None:
        self.sources = sources
        self.words = words
        self.links = links
        self.place = place
        self.query = query
        self.address = address
        """Where the site stands, with the folder if it has one; empty where that is not known."""
        self.day = place.day or sources.newest

    @property
    def lists(self) -> DayRows:
        """The list of members on the page's day."""
        return self.sources.members(self.day)

    @property
    def applicants(self) -> DayRows | None:
        """The list of applicants on the page's day; none before it begins."""
        name = self.sources.applicants
        return self.sources.rows(self.day, name) if name else None

    @property
    def edition(self) -> Edition:
        """The edition that is the day's list."""
        return self.lists.day.edition

    # Names --------------------------------------------------------------------------------------

    def state_name(self, code: str | None) -> str:
        """A state's name in the reader's language."""
        return self.words.given(STATE_NAMES.get(code or "", code or ""))

    def county_name(self, fips: str) -> str:
        """A county with its state, as the Census names it."""
        county = county_of_fips(fips)
        name = county.name if county else fips
        return f"{name}, {self.state_name(state_of_fips(fips))}"

    def place_name(self, place: str) -> str:
        """A state by its code or a county by its FIPS code; without one, the whole list."""
        if not place:
            return self.words.say("the whole list")
        return self.state_name(place) if place in STATE_NAMES else self.county_name(place)

    def model_name(self, model: str | None) -> str:
        """A model by its full name, in the reader's language too."""
        return self.words.given(self.printed_model(model))

    def printed_model(self, model: str | None) -> str:
        """A model by its full name, as the lists print it."""
        names = self.sources.lists.declaration.vocabularies.get("model", {}).get(model or "", ())
        return names[0] if names else model or ""

    def list_title(self, name: str) -> str:
        """The title of one of the lists."""
        return self.words.given(self.sources.lists.declaration.list_named(name).title)

    # Numbers ------------------------------------------------------------------------------------

    def source(self, name: str = "", register: Register | SeriesRegister | None = None) -> Source:
        """A register (else that of the lists) as a cite names it, with one of its lists."""
        declared = (register or self.sources.lists).declaration
        title = self.words.given(declared.title)
        if not name:
            return Source(title=title, publisher=declared.publisher)
        listed = declared.list_named(name)
        return Source(
            title=f"{title}: {self.words.given(listed.title)}",
            publisher=declared.publisher,
            transcribed=isinstance(listed, Document) and not listed.official,
        )

    def cite(
        self,
        says: str,
        rows: Iterable[int | None] = (),
        listed: DayRows | None = None,
        table: str = "",
    ) -> Cite:
        """How a number of the day's list is cited."""
        day = (listed or self.lists).day
        source = self.source(day.list)
        return cite_number(says, day.edition, self.words, source=source, rows=rows, table=table)

    def cite_table(
        self, caption: str, rows: Iterable[int | None] = (), *, applicants: bool = False
    ) -> Cite:
        """How any number of a table is cited that was made from rows of the day's list."""
        listed = self.applicants if applicants else None
        return self.cite(self.any_number, rows, listed, caption)

    @property
    def any_number(self) -> str:
        """What stands for a number of a table in the sentence that cites it."""
        return self.words.say("[the number and what it counts]")

    def cite_changes(self, says: str, first: str, last: str, table: str = "") -> Cite:
        """How a number of changes is cited: by the lists of the first day and of the last."""
        found = [
            rows.day.edition
            for name in (self.sources.lists.members, self.sources.applicants)
            for day in (first, last)
            if name and (rows := self.sources.rows(day, name))
        ]
        editions = {one.edition_id: one for one in found}
        return cite_comparison(
            says, list(editions.values()), self.words, source=self.source(), table=table
        )

    def figures(self, counts: Counts, where: str, rows: Sequence[int | None]) -> list[Figure]:
        """The counts of the day's list, or of a part of it, each ready to be cited."""
        words = self.words
        told = [
            ("agreements", words.many("agreement", "agreements", counts.agreements)),
            ("agencies", words.many("agency", "agencies", counts.agencies)),
            ("counties", words.many("county", "counties", counts.counties)),
        ]
        if not where:
            told.insert(2, ("states", self._states(counts)))
        found = []
        for name, label in told:
            value = words.number(getattr(counts, name))
            says = f"{value} {label}" if not where else f"{value} {label} ({where})"
            found.append(Figure(name=name, value=value, label=label, cite=self.cite(says, rows)))
        return found

    def _states(self, counts: Counts) -> str:
        label = self.words.many("state", "states", counts.states)
        if not counts.territories:
            return label
        of_them = self.words.many(
            "{n} of them a territory", "{n} of them territories", counts.territories
        )
        return f"{label} ({of_them})"

    def applied(self, entries: Sequence[Entry], where: str) -> Figure | None:
        """How many applications are pending, of those given; none before that list begins."""
        listed = self.applicants
        if listed is None:
            return None
        count = count_entries(entries).agreements
        label = self.words.many("pending application", "pending applications", count)
        value = self.words.number(count)
        says = f"{value} {label} ({where})" if where else f"{value} {label}"
        rows = [entry.row for entry in entries]
        return Figure(name="pending", value=value, label=label, cite=self.cite(says, rows, listed))

    # Changes ------------------------------------------------------------------------------------

    def events(self, changes: Iterable[Change]) -> list[Event]:
        """Changes in words, in the order given, each with the printed rows that it rests on."""
        windows: dict[str, list[Window]] = {"": []}
        found = []
        for change in changes:
            own = change.agreement_id or ""
            if own not in windows:
                windows[own] = self.sources.windows_of(own)
            found.append(tell_event(change, self.words, windows[own]))
        return found

    # Tables -------------------------------------------------------------------------------------

    def entries(self, entries: Iterable[Entry]) -> list[EntryLine]:
        """Entries as a table shows them, by state, agency and model."""
        ordered = sorted(
            entries, key=lambda e: (e.state or "~", e.agency.casefold(), e.model or "", e.row or 0)
        )
        return [
            EntryLine(
                entry=entry,
                county=entry.county or "",
                county_fips=entry.county_fips or "",
                type=self.words.given(entry.type or ""),
                signed=entry.signed or "",
                moa=web_address(entry.moa_url or ""),
                addendum=web_address(entry.addendum_url or ""),
            )
            for entry in ordered
        ]

    def groups(self, groups: Sequence[Group]) -> list[GroupLine]:
        """Counts by state, county or model as a table shows them."""
        level: dict[int, int] = {}
        for group in groups:
            level[group.rank] = level.get(group.rank, 0) + 1
        return [
            GroupLine(
                group=group,
                name=self._group_name(group),
                page=self._group_page(group),
                level=level[group.rank],
            )
            for group in groups
        ]

    def _group_name(self, group: Group) -> str:
        match group.key:
            case "state":
                return self.state_name(group.value) if group.value else self._blank()
            case "model":
                return self.model_name(group.value) if group.value else self._blank()
            case _:
                return group.value or self._blank()

    def _blank(self) -> str:
        return self.words.say(mark("not told by the list"))

    def _group_page(self, group: Group) -> str:
        if not group.value:
            return ""
        code = group.more.get("county_fips", "") if group.key == "county" else group.value
        return f"{group.key}/{code}/" if code else ""
