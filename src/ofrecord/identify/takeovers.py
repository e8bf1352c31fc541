"""The rules by which a row that comes takes over from one that goes on the very same edition.

From sure to less sure. Each rule looks only at rows that have its key in common, and takes only
pairs in which neither side has a second partner: where two could be meant, neither is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct

from ofrecord.identify.clusters import Clusters
from ofrecord.identify.likeness import KnownName, are_alike, place_of
from ofrecord.identify.listing import Printed, days_from
from ofrecord.identify.names import Name
from ofrecord.identify.nodes import Node
from ofrecord.identify.words import ROLES

_REDATED = 30
"""A signing day may be corrected by this much whatever document is posted."""
_STANDING = 365
"""Who was listed this long before a signing day has signed anew."""


class Side(Struct, frozen=True, kw_only=True, gc=False):
    """A node on the edition on which it came or went, with the documents it linked there."""

    node: Node
    documents: frozenset[str]
    listed_since: str
    applied_on: Sequence[str]
    """The days on which its agency's name turned up among the applicants for its model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the rules look things up in."""

    agencies: Clusters
    known: KnownName

    def same_document_key(self, side: Side) -> Hashable:
        """Model, signing day, state and document."""
        node = side.node
        if not side.documents or not node.signed:
            return None
        return node.sample.state, node.model, node.signed, min(side.documents)

    def same_document(self, came: Side, gone: Side) -> str:
        """Both link to one document, with one model and signing day."""
        shared = came.documents & gone.documents
        return f"both link to the document {min(shared)}, signed {came.node.signed}"

    def moved_key(self, side: Side) -> Hashable:
        """Name, model and signing day."""
        node = side.node
        return (node.sample.name.plain, node.model, node.signed) if node.signed else None

    def moved(self, came: Side, gone: Side) -> str:
        """The same row under another state."""
        now, then = came.node.sample.state, gone.node.sample.state
        if now == then:
            return ""
        return f"the same name, model and signing day; {then or '?'} now {now or '?'}"

    def contract_key(self, side: Side) -> Hashable:
        """State, model and signing day."""
        node = side.node
        return (node.sample.state, node.model, node.signed) if node.signed else None

    def respelled(self, came: Side, gone: Side) -> str:
        """A typo or an abbreviation that is written otherwise now."""
        one, other = came.node.sample, gone.node.sample
        alike = self.alike(one, other)
        return f'takes over from "{other.agency}": {alike}; signed {one.signed}' if alike else ""

    def alike(self, one: Printed, other: Printed) -> str:
        """How two names are alike; a slip in the name of a place does not change its county."""
        alike = are_alike(one.name, other.name, one.state, self.known)
        if "slip" in alike and one.county and other.county and one.county != other.county:
            return ""
        return alike

    def known_key(self, side: Side) -> Hashable:
        """Agency, model and signing day."""
        node = side.node
        return (self.agencies.root(node.agency), node.model, node.signed) if node.signed else None

    def known_name(self, came: Side, gone: Side) -> str:
        """Another name of the agency, known from elsewhere."""
        return (
            f'another name of the agency takes over from "{gone.node.sample.agency}"; '
            f"the same model, signed {came.node.signed}"
        )

    def holder_key(self, side: Side) -> Hashable:
        """Agency and model."""
        return self.agencies.root(side.node.agency), side.node.model

    def redated(self, came: Side, gone: Side) -> str:
        """Another signing day for the same agency and model, unless it is a renewal."""
        now, then = came.node.signed, gone.node.signed
        if is_renewal(came, gone):
            return ""
        return f"same agency and model; signed {then or 'blank'} now {now or 'blank'}"

    def signing_key(self, side: Side) -> Hashable:
        """Agency and signing day."""
        node = side.node
        return (self.agencies.root(node.agency), node.signed) if node.signed else None

    def remodelled(self, came: Side, gone: Side) -> str:
        """Another model where none was printed, or for the same document and signing day."""
        now, then = came.node.model, gone.node.model
        if now == then or (then and came.documents.isdisjoint(gone.documents)):
            return ""
        return f"same agency, signed {came.node.signed}; {then or 'no model'} now {now or 'none'}"

    def place_key(self, side: Side) -> Hashable:
        """State and model."""
        return side.node.sample.state, side.node.model

    def respelled_and_redated(self, came: Side, gone: Side) -> str:
        """A misspelt name mended while the signing day was corrected."""
        now, then = came.node.signed, gone.node.signed
        days = days_from(then, now)
        if days is None or abs(days) > _REDATED or is_renewal(came, gone):
            return ""
        one, other = came.node.sample, gone.node.sample
        alike = self.alike(one, other)
        if not alike or " at the end" in alike:
            return ""
        return f'takes over from "{other.agency}": {alike}; signed {then} now {now}'

    def office_key(self, side: Side) -> Hashable:
        """State, model, signing day, county and type."""
        node, sample = side.node, side.node.sample
        if not node.signed or not sample.county:
            return None
        return sample.state, node.model, node.signed, sample.county, sample.kind

    def relabelled(self, came: Side, gone: Side) -> str:
        """Another body of the same place takes the row while no document was posted."""
        one, other = came.node.sample, gone.node.sample
        if gone.documents or not self._one_place(came, gone):
            return ""
        return (
            f'takes over from "{other.agency}" while no document was posted: '
            f"the same county, model and signing day {one.signed}"
        )

    def _one_place(self, came: Side, gone: Side) -> bool:
        """Whether two names share the word that says of which place they are, or a number."""
        one, other = came.node.sample.name, gone.node.sample.name
        shared = {*one.words} & {*other.words} - ROLES
        numbered = any(word.isdigit() for word in shared)
        if not numbered and (one.words[:1] != other.words[:1] or one.words[0] not in shared):
            return False
        state = came.node.sample.state
        places = {place_of(one, state, self.known), place_of(other, state, self.known)} - {""}
        return len(places) < 2


def is_renewal(came: Side, gone: Side) -> bool:
    """Whether a later signing is a new agreement.

    It is where the agency had applied again, where another document is posted than was, and where
    it was listed long before that signing.
    """
    now = came.node.signed
    days, listed = days_from(gone.node.signed, now), days_from(gone.listed_since, now)
    if days is None or days <= 0:
        return False
    if any(gone.listed_since < day <= now for day in came.applied_on):
        return True
    if days <= _REDATED:
        return False
    if listed is not None and listed > _STANDING:
        return True
    return bool(gone.documents) and gone.documents.isdisjoint(came.documents)


Key = Callable[[Rules, Side], Hashable]
Test = Callable[[Rules, Side, Side], str]
RULES: tuple[tuple[str, Key, Test, bool], ...] = (
    ("same_document", Rules.same_document_key, Rules.same_document, False),
    ("moved", Rules.moved_key, Rules.moved, False),
    ("respelled", Rules.contract_key, Rules.respelled, True),
    ("known_name", Rules.known_key, Rules.known_name, False),
    ("redated", Rules.holder_key, Rules.redated, False),
    ("remodelled", Rules.signing_key, Rules.remodelled, False),
    ("respelled", Rules.place_key, Rules.respelled_and_redated, True),
    ("relabelled", Rules.office_key, Rules.relabelled, False),
)
"""Every rule: its name, what both rows must have in common, what it asks of them, and whether it
asks for alike names: what such rows have in common many others may have as well."""


def pair_off(
    pairs: Iterable[tuple[int, int, str]],
) -> Iterator[tuple[int, int, str]]:
    """The pairs in which neither side has a second partner.

    >>> list(pair_off([(1, 7, "a"), (2, 8, "b"), (2, 9, "c")]))
    [(1, 7, 'a')]
    """
    found = list(pairs)
    rights: dict[int, set[int]] = defaultdict(set)
    lefts: dict[int, set[int]] = defaultdict(set)
    for one, other, _ in found:
        rights[one].add(other)
        lefts[other].add(one)
    for one, other, evidence in found:
        if len(rights[one]) == 1 and len(lefts[other]) == 1:
            yield one, other, evidence


def misplaced(name: Name, then: str, now: str, known: KnownName) -> bool:
    """Whether a name is that of a place of the state ``now``, and of none of the state ``then``."""
    return bool(place_of(name, now, known)) and not place_of(name, then, known)
