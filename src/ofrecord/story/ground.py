"""What stories are settled on: one register's lists, opened once and asked many times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

from ofrecord.clean.states import find_state
from ofrecord.measures.identities import Identities
from ofrecord.measures.kept import Kept
from ofrecord.measures.listed import Listing, Run
from ofrecord.measures.places import Places
from ofrecord.measures.selection import Selection
from ofrecord.measures.tally import Quantity, Tally
from ofrecord.measures.together import Pair, Together
from ofrecord.measures.wording import fold_words
from ofrecord.model import Edition
from ofrecord.record.view import RecordView
from ofrecord.register import Declaration
from ofrecord.series import SeriesDeclaration
from ofrecord.story.agencies_named import AgencyIndex, Named
from ofrecord.story.claims import Measure, Scope

if TYPE_CHECKING:
    from typing_extensions import TypeIs

    from ofrecord.measures.series import Asked

EVIDENCE = 20
"""At most this many ids are given as evidence."""
MARK = "*"
"""Begins a word of a scope that is no part of a name: ``*agencies`` counts agencies."""


class RegisterLike(Protocol):
    """A list that stories can be settled on: its record, opened, and its identities."""

    declaration: Declaration

    @property
    def view(self) -> RecordView:
        """The record, opened."""
        ...

    @property
    def identities(self) -> Identities:
        """The agreements and agencies."""
        ...


class SeriesLike(Protocol):
    """A series that stories can be settled on: what it declares, and what asks its numbers."""

    declaration: SeriesDeclaration

    def asked(self) -> Asked:
        """What answers for the numbers, as they were known on a day."""
        ...


AnyRegister = RegisterLike | SeriesLike


def is_series(register: AnyRegister) -> TypeIs[SeriesLike]:
    """Whether a register holds numbers by day, rather than who is on a list."""
    return isinstance(register.declaration, SeriesDeclaration)


@dataclass(frozen=True, slots=True)
class Picked:
    """A scope, found: what to select, and the agencies that its phrases mean."""

    selection: Selection
    named: tuple[Named, ...]
    lost: tuple[str, ...]
    """The phrases that mean no agency of the record."""


class Ground:
    """One register's lists, indexed."""

    def __init__(self, view: RecordView) -> None:
        self.view = view
        self.declaration = view.declaration
        self.index = AgencyIndex(view)
        self._picked: Kept[Scope, Picked] = Kept()
        self._described: dict[tuple[str, int], Edition] = {}
        self._together: Kept[Selection, Together] = Kept()
        self._places: Kept[tuple[Scope, str, Measure], Places] = Kept()

    @cached_property
    def members(self) -> Listing:
        """The list of those who have signed."""
        return Listing(self.view, self.view.members)

    @cached_property
    def applicants(self) -> Listing | None:
        """The list of those who have applied, where the register has one."""
        others = [one for one in self.view.lists.values() if one is not self.view.members]
        return Listing(self.view, others[0]) if others else None

    @cached_property
    def _pair(self) -> Pair | None:
        """The two lists on one line of time."""
        return None if self.applicants is None else Pair(self.members, self.applicants)

    def listing(self, scope: Scope) -> Listing:
        """The list that a scope asks."""
        if scope.pending and not scope.with_pending and self.applicants is not None:
            return self.applicants
        return self.members

    def describe(self, listing: Listing, number: int) -> Edition | None:
        """An edition as people see it; ``None`` for no edition."""
        if number < 0:
            return None
        found = self._described.get((listing.name, number))
        if found is None:
            edition = self.view.list_view(listing.name).editions[number]
            found = self._described[listing.name, number] = self.view.describe(edition)
        return found

    # Scopes -----------------------------------------------------------------------------------

    def pick(self, scope: Scope) -> Picked:
        """What a scope selects, its agencies found under every spelling."""
        return self._picked.of(scope, lambda: self._pick(scope))

    def _pick(self, scope: Scope) -> Picked:
        states = state_codes(scope.states)
        phrases = dict.fromkeys(scope.agencies)
        named = tuple(self.index.match(phrase, states) for phrase in phrases)
        agencies = frozenset(agency for one in named for agency in one.all) if named else None
        words = tuple(
            word
            for text in scope.words
            if not text.startswith(MARK)
            for part in text.split("|")
            for word in fold_words(part, self.declaration.abbreviations)[:1]
        )
        selection = Selection(
            states=frozenset(states),
            counties=frozenset(scope.counties),
            agencies=agencies,
            words=words,
            models=frozenset(scope.models),
            types=frozenset(scope.types),
            signed_since=scope.signed_since,
            signed_until=scope.signed_until,
        )
        return Picked(selection, named, tuple(one.phrase for one in named if not one.all))

    def states_of(self, scope: Scope) -> tuple[str, ...]:
        """The states in which all the agencies that a scope names can be, where it gives none.

        Several agencies in one breath are taken to be of one state.
        """
        if scope.states or not scope.agencies:
            return ()
        agencies = self.view.stored.identity.agencies
        found = [
            {agencies[agency].state for agency in one.all}
            for one in self.pick(scope).named
            if one.all
        ]
        return tuple(sorted(set.intersection(*found))) if found else ()

    def tally(self, scope: Scope) -> Tally:
        """The runs of a scope, on the list that it asks."""
        return self.listing(scope).select(self.pick(scope).selection)

    def together(self, selection: Selection) -> Together | None:
        """A selection on the lists of members and of applicants, counted as one."""
        pair = self._pair
        if pair is None:
            return None
        return self._together.of(selection, lambda: Together(pair, selection))

    def places(self, scope: Scope, key: str, measure: Measure) -> Places:
        """The places that values of a key take within a scope, by agreements or by agencies."""
        quantity = Quantity(measure.value)
        return self._places.of(
            (scope, key, measure), lambda: Places(self.tally(scope), key, quantity)
        )

    def field(self, scope: Scope) -> Scope:
        """The scope without the agencies that it names: those among whom one is first or only."""
        return replace(scope, agencies=())

    # Evidence ---------------------------------------------------------------------------------

    def agreement_ids(self, runs: Iterable[Run]) -> tuple[str, ...]:
        """The ids of the first agreements of some runs."""
        agreements = self.view.stored.identity.agreements
        numbers: dict[int, None] = {}
        for run in runs:
            numbers[run.agreement] = None
            if len(numbers) == EVIDENCE:
                break
        return tuple(agreements[number].agreement_id for number in numbers)

    def agency_ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The ids of the first of some agencies."""
        agencies = self.view.stored.identity.agencies
        return tuple(agencies[n].agency_id for n in list(dict.fromkeys(numbers))[:EVIDENCE])

    def agency_names(self, numbers: Iterable[int]) -> list[str]:
        """The names of some agencies, in alphabetical order."""
        return sorted({self.index.name_of(number) for number in numbers})


@lru_cache(maxsize=4)
def ground_of(view: RecordView) -> Ground:
    """A register's lists, indexed once for all the stories that are settled on them."""
    return Ground(view)


def state_codes(states: Sequence[str]) -> tuple[str, ...]:
    """The codes of states in any usual form.

    >>> state_codes(["New York", "TX"])
    ('NY', 'TX')
    """
    return tuple(dict.fromkeys(find_state(state) or state for state in states))
