"""Lasting ids of editions: made from the contents, and kept with the capture they were given to.

Every id that was given out is anchored to one capture, and leads to the edition that holds it. So
an edition keeps its id when copies of it turn up before it or after it; where two editions turn out
to be one, the id of one leads to the other; where one turns out to be two, each capture keeps the
ids it has. An id is never given to anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ofrecord.record.stored import StoredRecord

_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The captures of one edition, by sha256 in the order of publication, and what they hold."""

    list: str
    digest: str
    captures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLedger:
    """The ids that a record has given out to editions.

    ``anchors`` gives for each id the sha256 of its capture; ``current`` are those that name an
    edition themselves; ``held`` gives for each id the captures of the edition that it leads to.
    """

    anchors: Mapping[str, str] = field(default_factory=dict)
    current: frozenset[str] = frozenset()
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_ledger(record: StoredRecord | None) -> EditionLedger:
    """The ids that a record has given out; none without a record."""
    if record is None:
        return EditionLedger()
    return make_ledger(
        (
            (edition.edition_id, [record.captures[number].sha256 for number in edition.captures])
            for edition in record.editions
        ),
        record.edition_ids,
    )


def make_ledger(
    editions: Iterable[tuple[str, Sequence[str]]], more: Iterable[tuple[str, str]]
) -> EditionLedger:
    """The ids given out: to ``editions``, each with its captures, and those that are kept beside.

    >>> make_ledger([("l-a", ["x", "y"])], [("l-b", "y")]).held["l-b"]
    ('x', 'y')
    """
    captures = {one: tuple(held) for one, held in editions}
    anchors = {one: held[0] for one, held in captures.items()}
    anchors.update(more)
    holder = {sha256: held for held in captures.values() for sha256 in held}
    return EditionLedger(
        anchors=anchors,
        current=frozenset(captures),
        held={one: holder.get(sha256, ()) for one, sha256 in anchors.items()},
    )


def name_editions(
    runs: Sequence[Run], given: EditionLedger
) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """The id of each edition, and every id that does not follow from these, with its capture.

    ``runs`` are the editions of all lists, each list's in the order of publication.

    >>> first, copy = (Run(list="l", digest="d" * 64, captures=(c,)) for c in "ab")
    >>> name_editions([first, copy], EditionLedger())
    (['l-dddddddddd', 'l-dddddddddd-2'], ())
    >>> given = EditionLedger(anchors={"l-dddddddddd": "b"}, current=frozenset(["l-dddddddddd"]))
    >>> name_editions([first, copy], given)[0]
    ['l-dddddddddd-2', 'l-dddddddddd']
    """
    place = {sha256: number for number, run in enumerate(runs) for sha256 in run.captures}
    anchors = {one: _anchor(one, given, place) for one in given.anchors}
    claims: dict[int, list[str]] = {}
    for one, sha256 in anchors.items():
        if sha256 in place:
            claims.setdefault(place[sha256], []).append(one)
    taken = set(anchors)
    names: list[str] = []
    for number, run in enumerate(runs):
        name = _choose(claims.get(number, ()), run, anchors, given) or _free(run, taken)
        taken.add(name)
        names.append(name)
    natural = {name: run.captures[0] for name, run in zip(names, runs, strict=True)}
    more = {one: sha256 for one, sha256 in anchors.items() if natural.get(one) != sha256}
    return names, tuple(sorted(more.items()))


def _anchor(one: str, given: EditionLedger, place: Mapping[str, int]) -> str:
    """The capture of an id; where it is no longer held, the next that the id named and that is."""
    sha256 = given.anchors[one]
    if sha256 in place:
        return sha256
    return next((other for other in given.held.get(one, ()) if other in place), sha256)


def _choose(
    claims: Iterable[str], run: Run, anchors: Mapping[str, str], given: EditionLedger
) -> str:
    """Of the ids that lead to an edition the one it has: its own before, of its contents, first."""
    order = {sha256: number for number, sha256 in enumerate(run.captures)}
    stem = _stem(run)
    return min(
        claims,
        key=lambda one: (
            one not in given.current,
            not one.startswith(stem),
            order[anchors[one]],
            len(one),
            one,
        ),
        default="",
    )


def _stem(run: Run) -> str:
    return f"{run.list}-{run.digest[:_LENGTH]}"


def _free(run: Run, taken: set[str]) -> str:
    """The first id of an edition's contents that was never given out."""
    stem = name = _stem(run)
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def leading_ids(
    editions: Iterable[tuple[str, Iterable[str]]], more: Iterable[tuple[str, str]]
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """For each edition the other ids that lead to it; and the ids that lead nowhere any more.

    ``editions`` are ids with captures; ``more`` as ``name_editions`` answers it. Of an id that
    leads nowhere the sha256 of its capture, which is kept aside, is given.

    >>> leading_ids([("l-a", ["x", "y"])], [("l-b", "y"), ("l-c", "z")])
    ({'l-a': ('l-b',)}, {'l-c': 'z'})
    """
    holder = {sha256: one for one, captures in editions for sha256 in captures}
    found: dict[str, tuple[str, ...]] = {}
    lost: dict[str, str] = {}
    for one, sha256 in more:
        leads = holder.get(sha256)
        if leads is None:
            lost[one] = sha256
        elif leads != one:
            found[leads] = (*found.get(leads, ()), one)
    return found, lost
