"""Which changes a filter means: those whose rows then, or whose agreement now, fit it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ofrecord.measures.identities import Identities
from ofrecord.model import Agency, Agreement, Change, Filters
from ofrecord.record.stored import StoredChange


def changes_that_fit(identities: Identities, filters: Filters) -> Iterator[Change]:
    """The changes that concern what the filters name, in the order of publication.

    A change fits by what one row of it printed, before or after, or by what its agreement (or, of a
    judgement on names, its agency) is today; all filters have to fit the same of these.
    """
    kept = identities.view.stored.identity.changes
    for change, stored in zip(identities.changes, kept, strict=True):
        if not filters or any(_fits(face, filters) for face in _faces(identities, stored)):
            yield change


def changes_by_place(identities: Identities) -> Mapping[str, Mapping[str, list[Change]]]:
    """The changes that concern each state, county and model, as the filters of ``changes`` do.

    By ``state``, ``county`` (a FIPS code) and ``model``, then by its value.

    >>> import ofrecord
    >>> lists = ofrecord.open()["ice-287g"]
    >>> found = changes_by_place(lists.identities)["state"]["NY"]
    >>> found == lists.find_changes("2021-01-01", "2030-01-01", state="NY")
    True
    """
    found: dict[str, dict[str, list[Change]]] = {
        key: defaultdict(list) for key in ("state", "county", "model")
    }
    kept = identities.view.stored.identity.changes
    for change, stored in zip(identities.changes, kept, strict=True):
        faces = list(_faces(identities, stored))
        for place, key in enumerate(found):
            for value in {face[place] for face in faces} - {""}:
                found[key][value].append(change)
    return found


def count_kinds(changes: Iterable[Change]) -> Mapping[str, int]:
    """How many changes there are of each kind; 0 of any other.

    >>> import ofrecord
    >>> week = ofrecord.open()["ice-287g"].find_changes("2025-09-02", "2025-09-03")
    >>> count_kinds(week)["redated"]
    2
    """
    return Counter(str(change.kind) for change in changes)


_Face = tuple[str, str, str, str, str]
"""State, county's FIPS code, model, type and the agency's names, of one row or of today."""


def _faces(identities: Identities, change: StoredChange) -> Iterator[_Face]:
    if change.agreement >= 0:
        yield _face_today(identities.agreement(change.agreement))
        yield from _faces_printed(identities, change)
    elif change.agency >= 0:
        yield _face_today(identities.agency(change.agency))


def _face_today(whole: Agreement | Agency) -> _Face:
    model = whole.model if isinstance(whole, Agreement) else None
    names = " ".join(whole.spellings)
    return whole.state or "", whole.county_fips or "", model or "", whole.type or "", names


def _faces_printed(identities: Identities, change: StoredChange) -> Iterator[_Face]:
    """What the edition of a change, and the one before it, print of its agreement."""
    if change.list < 0:
        return
    listed = list(identities.view.lists.values())[change.list]
    for window in listed.by_agreement.get(change.agreement, ()):
        if window.first <= change.edition <= window.last + 1:
            clean = listed.cleaned[window.fact]
            yield clean.state, clean.county_fips, clean.model, clean.type, clean.agency


def _fits(face: _Face, filters: Filters) -> bool:
    state, county, model, kind, names = face
    spelt = names.casefold()
    return (
        filters.state in {"", state}
        and filters.county_fips in {"", county}
        and filters.model in {"", model}
        and filters.type in {"", kind}
        and all(word in spelt for word in filters.agency.casefold().split())
    )
