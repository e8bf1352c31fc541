"""From editions to identities: cleans each distinct row once, then finds whose it is.

Everything here can be worked out again from the editions and the register's data files; it is kept
in the record so that reading is quick. A fingerprint tells when it must be.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ofrecord.clean.gazetteer import county_keys, find_place, fold_name
from ofrecord.clean.states import STATE_NAMES
from ofrecord.clean.text import clean_text, placeholder
from ofrecord.clean.vocabulary import Vocabulary
from ofrecord.identify.changes import Said, find_changes
from ofrecord.identify.clusters import Joint
from ofrecord.identify.documents import document_key
from ofrecord.identify.judgements import load_judgements
from ofrecord.identify.listing import Listing, Printed
from ofrecord.identify.names import NameFolder
from ofrecord.identify.outcome import Identity, Ledger
from ofrecord.identify.resolve import Resolver
from ofrecord.read.cells import Row
from ofrecord.record.cleaning import CleanedBefore, Cleaner, corrections_in
from ofrecord.record.facts import Facts
from ofrecord.record.history import Edition, entry_facts
from ofrecord.record.stored import (
    StoredAgency,
    StoredAgreement,
    StoredCandidate,
    StoredChange,
    StoredClean,
    StoredIdentity,
    StoredJoint,
    StoredWindow,
)
from ofrecord.register import Declaration, Role

RULES = "6"
"""Raised whenever a rule of cleaning or identity changes what it gives."""


def fingerprint(declaration: Declaration, home: Path | None = None) -> str:
    """What the derived part of a record rests on besides its editions.

    How stories speak of a register (the tables under ``story``) has no part in it.
    """
    digest = hashlib.sha256(RULES.encode())
    path = declaration.folder / "register.toml"
    if path.is_file():
        described = tomllib.loads(path.read_text(encoding="utf-8"))
        described.pop("story", None)
        digest.update(json.dumps(described, sort_keys=True).encode())
    paths = [declaration.folder / name for name in ("corrections.toml", "judgements.toml")]
    if home is not None:
        paths.append(home_judgements(home, declaration))
    for path in paths:
        if path.is_file():
            digest.update(path.name.encode() + b"\x00" + path.read_bytes() + b"\x00")
    return digest.hexdigest()


def home_judgements(home: Path, declaration: Declaration) -> Path:
    """Where the judgements of the people who keep this record stand."""
    return home / declaration.name / "judgements.toml"


@dataclass(slots=True, kw_only=True)
class _Side:
    """One list on the way to its identities."""

    listing: Listing
    cleaned: dict[int, StoredClean]
    said: dict[int, Said]


def derive_identity(
    editions: Sequence[Edition],
    facts: Facts,
    declaration: Declaration,
    vocabularies: Mapping[str, Vocabulary],
    home: Path | None = None,
    before: StoredIdentity | None = None,
    cleaned: Sequence[CleanedBefore] = (),
) -> StoredIdentity:
    """Everything that is derived from the editions.

    ``before`` is what was derived from the record as it stood: its ids stay. ``cleaned`` gives, for
    each list, the rows that the same rules have cleaned before.
    """
    cleaner = Cleaner(
        declaration=declaration,
        models=vocabularies["model"],
        types=vocabularies["type"],
        corrections=corrections_in(declaration.folder / "corrections.toml"),
    )
    folder = NameFolder(declaration.abbreviations, STATE_NAMES)
    sides = [
        _make_side(
            editions,
            facts,
            declaration,
            entry.name,
            cleaner,
            folder,
            cleaned[number] if number < len(cleaned) else CleanedBefore(),
        )
        for number, entry in enumerate(declaration.lists)
    ]
    judgements = [*load_judgements(declaration.folder / "judgements.toml")]
    if home is not None:
        judgements += load_judgements(home_judgements(home, declaration))
    resolver = Resolver(
        register=declaration.name,
        listings=[side.listing for side in sides],
        judgements=judgements,
        folder=folder,
        known=_known_name,
        ledger=_ledger(before) if before else Ledger(),
    )
    identity = resolver.run()
    return _store(sides, identity, _review(sides, facts, editions, cleaner, identity))


def _ledger(before: StoredIdentity) -> Ledger:
    """The ids that a record gave out, with what leads to them."""
    return Ledger.of(
        [(a.agreement_id, a.other_ids, a.agency) for a in before.agreements],
        [(a.agency_id, a.other_ids) for a in before.agencies],
        before.pins,
        filter(None, (a.pending_since for a in before.agreements)),
    )


@lru_cache(maxsize=262_144)
def _known_name(name: str, state: str) -> bool:
    """Whether a name is that of a county of the state ("bay county"), or of a place in it."""
    if not state:
        return False
    if name.endswith(" county"):
        counties = county_keys(state).get(fold_name(name.removesuffix(" county")), ())
        return any(county.kind != "city" for county in counties)
    return fold_name(name) in county_keys(state) or find_place(name, state) is not None


def _make_side(
    editions: Sequence[Edition],
    facts: Facts,
    declaration: Declaration,
    name: str,
    cleaner: Cleaner,
    folder: NameFolder,
    known: CleanedBefore,
) -> _Side:
    order = [place for place, edition in enumerate(editions) if edition.table.list == name]
    mine = [editions[place] for place in order]
    cleaned: dict[int, StoredClean] = {}
    printed: dict[int, Printed] = {}
    said: dict[int, Said] = {}
    first = mine[0].first.published_on if mine else ""
    listing = Listing(
        name=name,
        members=declaration.list_named(name).members,
        days=[edition.first.published_on for edition in mine],
        order=order,
        entries=[entry_facts(edition) for edition in mine],
        printed=printed,
        seen={
            number: tuple(capture.published_on for capture in edition.captures[1:])
            for number, edition in enumerate(mine)
            if len(edition.captures) > 1
        },
    )
    for edition, (came, _) in zip(mine, listing.moves, strict=True):
        roles = dict(edition.table.roles)
        day = edition.first.published_on
        for fact in came:
            if fact in cleaned:
                continue
            row = facts.rows[fact]
            values = known.find(fact, day, first) or cleaner.clean(row, roles, day, first)
            cleaned[fact] = values
            printed[fact] = _printed(fact, row, roles, values, folder)
            said[fact] = _said(row, roles, values)
    return _Side(listing=listing, cleaned=cleaned, said=said)


def _printed(
    fact: int, row: Row, roles: Mapping[str, int], values: StoredClean, folder: NameFolder
) -> Printed:
    known = {column: value for column, value, _ in values.corrected}
    state = known.get("state", values.state)
    parts = [_folded(_cell(row, roles, role)) for role in _PRINTED]
    elsewhere = [state] if state != values.state else []
    return Printed(
        fact=fact,
        agency=values.agency,
        name=folder.fold(values.agency, state),
        state=state,
        county=values.county_fips or values.county,
        kind=values.type,
        model=known.get("model", values.model),
        signed=known.get("signed", values.signed),
        documents=tuple(filter(None, (document_key(values.moa_url),))),
        identity="|".join(parts),
        agency_identity="|".join([*parts[:2], *elsewhere]),
    )


_PRINTED = (Role.STATE.value, Role.AGENCY.value, Role.MODEL.value, Role.SIGNED.value)


def _cell(row: Row, roles: Mapping[str, int], role: str) -> str:
    """What a row prints in a column; blank if nothing."""
    at = roles.get(role, -1)
    return row[at] if 0 <= at < len(row) else ""


@lru_cache(maxsize=262_144)
def _folded(cell: str) -> str:
    """A cell's text as a person would type it, without case and without what parts cells."""
    return clean_text(cell).casefold().replace("|", "/")


def _review(
    sides: Sequence[_Side],
    facts: Facts,
    editions: Sequence[Edition],
    cleaner: Cleaner,
    identity: Identity,
) -> list[str]:
    """Corrections and judgements that no longer apply, each in one line."""
    rows: list[dict[str, str]] = []
    for side in sides:
        newest = next((e for e in reversed(editions) if e.table.list == side.listing.name), None)
        if newest is None:
            continue
        roles = dict(newest.table.roles)
        rows += [
            {role: row[at] if at < len(row) else "" for role, at in roles.items()}
            for row in (facts.rows[fact] for fact in dict.fromkeys(entry_facts(newest)))
        ]
    notices = [
        f"correction {review.correction.id} no longer applies: {review.standing.value}"
        for review in cleaner.corrections.review(rows)
        if review.standing.value != "applies"
    ]
    return [*notices, *identity.notices]


def _said(row: Row, roles: Mapping[str, int], values: StoredClean) -> Said:
    """What a row says of itself: a county or type that is only worked out is not said."""
    links = (values.moa_url, values.addendum_url)
    return Said(
        agency=values.agency,
        name=values.agency.casefold().replace("'", ""),
        state=values.state,
        county="" if _says_nothing(_cell(row, roles, "county")) else values.county,
        kind="" if _says_nothing(_cell(row, roles, "type")) else values.type,
        model=values.model,
        signed=values.signed,
        documents=tuple((document_key(link), link) for link in links if link),
    )


@lru_cache(maxsize=262_144)
def _says_nothing(cell: str) -> bool:
    return placeholder(clean_text(cell))


def _store(sides: Sequence[_Side], identity: Identity, notices: Iterable[str]) -> StoredIdentity:
    changes = find_changes(
        [side.listing for side in sides], identity, [side.said.__getitem__ for side in sides]
    )
    windows = [
        StoredWindow(number, fact, agreement, agency, first, last)
        for number, entries in enumerate(identity.entries)
        for fact, runs in entries.items()
        for first, last, agreement, agency in runs
    ]
    windows.sort(key=lambda w: (w.list, w.first, w.fact, w.last))
    return StoredIdentity(
        cleaned=tuple(tuple(sorted(side.cleaned.items())) for side in sides),
        agreements=tuple(
            StoredAgreement(
                agreement_id=a.id,
                agency=a.agency,
                model=a.model,
                first_listed=a.first_listed,
                last_listed=a.last_listed,
                removed_by=a.removed_by,
                status=a.status,
                superseded_by=a.superseded_by,
                pending_since=a.pending_since,
                pending_until=a.pending_until,
                other_ids=a.others,
                joints=_joints(a.joints),
            )
            for a in identity.agreements
        ),
        agencies=tuple(
            StoredAgency(a.id, a.state, a.keys, a.others, _joints(a.joints))
            for a in identity.agencies
        ),
        windows=tuple(windows),
        changes=tuple(
            StoredChange(
                c.list, c.edition, c.day, c.kind.value, c.agreement, c.agency, c.before, c.after
            )
            for c in changes
        ),
        candidates=tuple(
            StoredCandidate(c.kind.value, c.of, c.a, c.b, c.why) for c in identity.candidates
        ),
        pins=tuple(identity.pins),
        notices=tuple(notices),
    )


def _joints(joints: Iterable[Joint]) -> tuple[StoredJoint, ...]:
    return tuple(StoredJoint(j.rule, j.evidence, j.day, j.printed) for j in joints)
