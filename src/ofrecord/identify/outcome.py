"""What identity finds: agencies and agreements with their ids, and the ids given out before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from ofrecord.identify.candidates import Candidate
from ofrecord.identify.clusters import Joint
from ofrecord.identify.ids import Given, given_ids
from ofrecord.identify.judgements import Judgement

AGREEMENT, AGENCY = "a", "g"
"""What ids begin with."""


class Agency(Struct, frozen=True, kw_only=True, gc=False):
    """One agency: every name under which it is printed."""

    id: str
    state: str
    keys: tuple[str, ...]
    others: tuple[str, ...]
    joints: tuple[Joint, ...]
    pinned: bool


class Agreement(Struct, frozen=True, kw_only=True, gc=False):
    """One agreement, or one application for one: that was never listed, so has no such days."""

    id: str
    agency: int
    model: str
    first_listed: str
    last_listed: str
    removed_by: str
    status: str
    superseded_by: int
    pending_since: str
    pending_until: str
    others: tuple[str, ...]
    joints: tuple[Joint, ...]
    pinned: bool


Run = tuple[int, int, int, int]
"""First and last edition, agreement, agency."""


@dataclass(slots=True, kw_only=True)
class Identity:
    """What was found."""

    agencies: list[Agency]
    agreements: list[Agreement]
    entries: list[dict[int, list[Run]]]
    """For each list and fact, its runs of editions with whose entry it is."""
    notices: list[str]
    retired: list[str]
    """Ids once given out that lead to nothing any more."""
    candidates: list[Candidate] = field(default_factory=list)
    judged: list[tuple[Judgement, int, int]] = field(default_factory=list)
    """Judgements that apply, each with the agreement and the agency that it is about, or -1."""

    @property
    def pins(self) -> list[str]:
        """Ids once given out that the printed rows alone would not give."""
        pinned = {a.id for a in self.agreements if a.pinned}
        pinned |= {a.id for a in self.agencies if a.pinned}
        return sorted(pinned.union(self.retired))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The ids that were given out before, to agreements and to agencies."""

    agreements: Given = field(default_factory=Given)
    agencies: Given = field(default_factory=Given)
    began: tuple[str, ...] = ()
    """The days on which applications were known to begin; their ids come from them."""

    @classmethod
    def of(
        cls,
        agreements: Sequence[tuple[str, Sequence[str], int]],
        agencies: Sequence[tuple[str, Sequence[str]]],
        pins: Iterable[str],
        began: Iterable[str] = (),
    ) -> Ledger:
        """What was given out: each thing's id with the others that lead to it.

        An agreement comes with the number of its agency. ``pins`` are ids that stay although the
        printed rows alone would not give them.
        """
        held: dict[str, list[str]] = {}
        for one, _, agency in agreements:
            held.setdefault(agencies[agency][0], []).append(one)
        pinned: dict[str, set[str]] = {AGREEMENT: set(), AGENCY: set()}
        for pin in pins:
            pinned[pin[:1]].add(pin)
        return cls(
            agreements=given_ids([a[:2] for a in agreements], pinned[AGREEMENT]),
            agencies=given_ids(agencies, pinned[AGENCY], held),
            began=tuple(sorted(set(began))),
        )
