"""How a record is kept in its file. Only this package knows.

A *fact* is one distinct printed row: a tuple of cells, kept once, as indexes into a table of
strings. An *edition* is a sequence of facts, kept as runs copied from the edition before it on
the same list and the facts that are new: an unchanged row costs nothing. Row 0 of the facts is
the blank row.
"""

from __future__ import annotations

import msgspec

FORMAT = 1
"""Raised whenever the meaning of the file changes."""


class StoredSighting(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One name under which a capture's bytes were seen."""

    file: str
    url: str
    seen_at: str
    captured_at: str


class StoredCapture(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One capture: how it is dated, and what sets it apart from the others of its edition."""

    sha256: str
    bytes: int
    sightings: tuple[StoredSighting, ...]
    modified: str
    created: str
    application: str
    creator: str
    published_on: str
    part: str | None
    dated_by: str
    flags: tuple[str, ...]
    order: tuple[str, int, str, str]
    sheets: tuple[tuple[str, bool, tuple[tuple[int, int], ...]], ...]
    """For each sheet its name, whether it shows, and its runs of hidden rows (first, count)."""
    cells: str
    """sha256 of every cell as read, for verification."""
    prefix: str
    """The address that a web archive put before every address in the cells."""
    bare: bool
    """Whether this copy lost all links (a program that is not the publisher's saved it again)."""
    patches: tuple[tuple[int, int, int, str], ...]
    """Cells that differ from the edition's in any other way: sheet, row, column, cell."""
    unplaced_links: tuple[tuple[str, str], ...]


class StoredTable(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What an edition prints besides its entries."""

    list: str
    header: int
    roles: tuple[tuple[str, int], ...]
    explained: tuple[tuple[int, str], ...]
    sheet: int
    """Which of the workbook's sheets is the list's."""
    others: tuple[tuple[int, ...], ...]
    """The facts of each other sheet."""
    digest: str
    """sha256 of the cells, without what a web archive added."""


class StoredEdition(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One edition: its table, its rows as runs, and its captures (the first dates it)."""

    edition_id: str
    table: StoredTable
    runs: tuple[int, ...]
    """Pairs: start and length of a run copied from the edition before, or -1 and a new fact."""
    captures: tuple[int, ...]


class StoredRejection(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A capture that was kept aside, and why."""

    sha256: str
    file: str
    code: str
    reason: str
    message: str
    bytes: int


class StoredWindow(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A fact on a list from one edition to another (both included), and whose entry it is."""

    list: int
    fact: int
    agreement: int
    agency: int
    first: int
    last: int


class StoredJoint(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Why two printed identities are one."""

    rule: str
    evidence: str
    day: str
    printed: str
    """The printed identity that was joined."""


class StoredAgreement(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One agreement, or one application for one."""

    agreement_id: str
    agency: int
    model: str
    first_listed: str
    last_listed: str
    removed_by: str
    status: str
    superseded_by: int
    pending_since: str
    pending_until: str
    other_ids: tuple[str, ...]
    joints: tuple[StoredJoint, ...]


class StoredAgency(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One agency under every spelling."""

    agency_id: str
    state: str
    keys: tuple[str, ...]
    other_ids: tuple[str, ...]
    joints: tuple[StoredJoint, ...]


class StoredChange(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One typed event between two consecutive editions of a list."""

    list: int
    edition: int
    day: str
    kind: str
    agreement: int
    agency: int
    before: str
    after: str


class StoredClean(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The cleaned values of one fact of one list, as printed and as known from corrections."""

    state: str
    agency: str
    county: str
    county_fips: str
    place: str
    type: str
    model: str
    signed: str
    moa_url: str
    addendum_url: str
    notes: tuple[str, ...]
    corrected: tuple[tuple[str, str, str], ...]
    """Values that only knowledge gives: column, value, correction's id."""


class StoredCandidate(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A pair of agencies, or of agreements, that is left open for judgement."""

    kind: str
    of: str
    """``agency`` or ``agreement``: what ``a`` and ``b`` number."""
    a: int
    b: int
    why: str


class StoredIdentity(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Everything that is derived from the editions, kept so that reading is quick."""

    cleaned: tuple[tuple[tuple[int, StoredClean], ...], ...]
    """For each list: facts and their cleaned values."""
    agreements: tuple[StoredAgreement, ...]
    agencies: tuple[StoredAgency, ...]
    windows: tuple[StoredWindow, ...]
    changes: tuple[StoredChange, ...]
    candidates: tuple[StoredCandidate, ...]
    """The likeliest first."""
    pins: tuple[str, ...]
    """Ids once given out that the printed rows alone would not give."""
    notices: tuple[str, ...]
    """Corrections and judgements that no longer apply, or never did."""


class StoredRecord(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A register's whole record."""

    format: int
    register: str
    code: str
    """Fingerprint of the rules that derived the identities."""
    strings: tuple[str, ...]
    facts: tuple[tuple[int, ...], ...]
    captures: tuple[StoredCapture, ...]
    editions: tuple[StoredEdition, ...]
    rejections: tuple[StoredRejection, ...]
    identity: StoredIdentity
    edition_ids: tuple[tuple[str, str], ...] = ()
    """Ids of editions once given out that the editions alone would not give, each with its capture.

    A record that was written before there were any has none.
    """
