"""Small lists, printed edition by edition, and what identity makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from ofrecord.clean.states import STATE_NAMES
from ofrecord.identify.changes import Said, find_changes
from ofrecord.identify.judgements import Judgement
from ofrecord.identify.listing import Listing, Printed
from ofrecord.identify.names import NameFolder
from ofrecord.identify.outcome import Identity, Ledger
from ofrecord.identify.resolve import Resolver
from ofrecord.record.derive import _known_name

ABBREVIATIONS = {"pd": "police department", "so": "sheriff", "co": "county", "twp": "township"}
FOLDER = NameFolder(ABBREVIATIONS, STATE_NAMES)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row, short: who, which model, signed when."""

    agency: str
    model: str = "WSO"
    signed: str = "2025-03-01"
    state: str = "FL"
    county: str = ""
    kind: str = "County"
    document: str = ""
    corrected: str = ""
    """The state that a correction gives."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the list of members, or of applicants."""

    day: str
    rows: Sequence[Row]
    members: bool = True


@dataclass
class Found:
    """An identity, asked by rows."""

    identity: Identity
    listings: list[Listing]
    facts: dict[Row, int]
    said: Mapping[int, Said] = field(default_factory=dict)

    def _run(self, row: Row, edition: int, *, members: bool):
        number = 0 if members else 1
        runs = self.identity.entries[number][self.facts[row]]
        last = len(self.listings[number].days) - 1
        at = edition if edition >= 0 else last + 1 + edition
        return next(run for run in runs if run[0] <= at <= run[1])

    def agreement(self, row: Row, edition: int = -1, *, members: bool = True) -> int:
        return self._run(row, edition, members=members)[2]

    def agency(self, row: Row, edition: int = -1, *, members: bool = True) -> int:
        return self._run(row, edition, members=members)[3]

    def agreement_id(self, row: Row, edition: int = -1, *, members: bool = True) -> str:
        return self.identity.agreements[self.agreement(row, edition, members=members)].id

    def agency_id(self, row: Row, edition: int = -1, *, members: bool = True) -> str:
        return self.identity.agencies[self.agency(row, edition, members=members)].id

    def rules(self) -> set[str]:
        """Every rule that joined something."""
        things = (*self.identity.agreements, *self.identity.agencies)
        return {joint.rule for thing in things for joint in thing.joints}

    def leads(self) -> dict[str, tuple[str, int]]:
        """What every id leads to; fails where one leads to two things."""
        found: dict[str, tuple[str, int]] = {}
        for kind, things in (
            ("agreement", self.identity.agreements),
            ("agency", self.identity.agencies),
        ):
            for number, thing in enumerate(things):
                for one in (thing.id, *thing.others):
                    assert one not in found, f"{one} leads to two things"
                    found[one] = kind, number
        return found

    @property
    def ledger(self) -> Ledger:
        return Ledger.of(
            [(a.id, a.others, a.agency) for a in self.identity.agreements],
            [(a.id, a.others) for a in self.identity.agencies],
            self.identity.pins,
        )

    def changes(self):
        """The typed changes."""
        readers = [self.said.__getitem__ for _ in self.listings]
        return find_changes(self.listings, self.identity, readers)


def printed(row: Row, fact: int) -> Printed:
    """A row as it reaches the rules."""
    state = row.corrected or row.state
    cells = [row.state, row.agency, row.model, row.signed]
    identity = "|".join(" ".join(cell.casefold().split()) for cell in cells)
    agency_identity = "|".join([*identity.split("|")[:2], *filter(None, [row.corrected])])
    return Printed(
        fact=fact,
        agency=" ".join(row.agency.split()),
        name=FOLDER.fold(row.agency, state),
        state=state,
        county=row.county,
        kind=row.kind,
        model=row.model,
        signed=row.signed,
        documents=(row.document,) if row.document else (),
        identity=identity,
        agency_identity=agency_identity,
    )


def say(row: Row) -> Said:
    """A row as changes are told from it."""
    name = " ".join(row.agency.casefold().replace("'", "").split())
    return Said(
        agency=row.agency,
        name=name,
        state=row.state,
        county=row.county,
        kind=row.kind,
        model=row.model,
        signed=row.signed,
        documents=((row.document, row.document),) if row.document else (),
    )


def find_identity(
    editions: Iterable[Edition],
    judgements: Sequence[Judgement] = (),
    before: Found | None = None,
) -> Found:
    """What identity makes of editions, in the order of their days."""
    ordered = sorted(editions, key=lambda edition: (edition.day, not edition.members))
    facts: dict[Row, int] = {}
    for edition in ordered:
        for row in edition.rows:
            facts.setdefault(row, len(facts) + 1)
    listings = []
    for members in (True, False):
        mine = [(n, edition) for n, edition in enumerate(ordered) if edition.members is members]
        rows = {row for _, edition in mine for row in edition.rows}
        listings.append(
            Listing(
                name="members" if members else "applicants",
                members=members,
                days=[edition.day for _, edition in mine],
                order=[number for number, _ in mine],
                entries=[tuple(facts[row] for row in edition.rows) for _, edition in mine],
                printed={facts[row]: printed(row, facts[row]) for row in facts if row in rows},
            )
        )
    resolver = Resolver(
        register="test",
        listings=listings,
        judgements=judgements,
        folder=FOLDER,
        known=_known_name,
        ledger=before.ledger if before else Ledger(),
    )
    return Found(
        identity=resolver.run(),
        listings=listings,
        facts=facts,
        said={fact: say(row) for row, fact in facts.items()},
    )


@pytest.fixture(scope="session")
def row() -> type[Row]:
    return Row


@pytest.fixture(scope="session")
def edition() -> type[Edition]:
    return Edition


@pytest.fixture(scope="session")
def find() -> Callable[..., Found]:
    return find_identity


@pytest.fixture(scope="session")
def list_members() -> Callable[..., Found]:
    """What identity makes of the list of members alone, its editions ten days apart."""

    def run(*editions: Sequence[Row], judgements: Sequence[Judgement] = ()) -> Found:
        days = [f"2025-{4 + number // 3:02}-{1 + number % 3 * 10:02}" for number in range(30)]
        dated = [Edition(day, rows) for day, rows in zip(days, editions, strict=False)]
        return find_identity(dated, judgements)

    return run
