"""Captures whose columns make them another list than they are called: the lists beside them tell.

A publisher sometimes puts one list under the name of the other; then its entries are those of the
list that its columns make it. Where they are those of the other list, a column was lost or added,
and the capture is kept aside rather than read as the wrong list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ofrecord.errors import LayoutError
from ofrecord.pipeline.dating import sighting_of
from ofrecord.pipeline.doubts import entries_of
from ofrecord.pipeline.intake import Intake, reject
from ofrecord.record.history import Held
from ofrecord.record.stored import StoredRejection
from ofrecord.register import Declaration, ListDeclaration

_WRONG_LIST = "its entries are those of the "
_ALIKE = 0.5
"""From what share in common a capture is like a list beside it."""
_MUCH_LIKER = 2.0

_Beside = dict[str, list[tuple[str, str]]]
"""For each list the days of captures that are called what they are, with their sha256, in order."""


def is_wrong_list(rejection: StoredRejection | None) -> bool:
    """Whether a capture was kept aside because its entries are those of another list."""
    return rejection is not None and rejection.message.startswith(_WRONG_LIST)


def settle_lists(intake: Intake, declaration: Declaration) -> None:
    """Keeps aside what has the columns of one list and the entries of another."""
    suspects = [held for held in intake.held.values() if _is_suspect(held, declaration)]
    if not suspects:
        return
    apart = {held.capture.sha256 for held in suspects}
    beside: _Beside = {}
    for sha256, held in intake.held.items():
        if sha256 not in apart and held.capture.published_on:
            beside.setdefault(held.table.list, []).append((held.capture.published_on, sha256))
    for days in beside.values():
        days.sort()
    for held in sorted(suspects, key=lambda one: one.capture.sha256):
        _settle(held, beside, intake, declaration)
    for sha256, rejection in list(intake.rejections.items()):
        if is_wrong_list(rejection) and sha256 in intake.held:  # it is what its columns say
            del intake.rejections[sha256]
            intake.changed = True


def _is_suspect(held: Held, declaration: Declaration) -> bool:
    """Whether no name under which a capture was seen is that of the list it has the columns of."""
    named = _lists_in_names(held, declaration)
    return held.table.list not in {entry.name for entry in named}


def _lists_in_names(held: Held, declaration: Declaration) -> list[ListDeclaration]:
    names = " ".join(sighting.file for sighting in held.capture.sightings).casefold()
    return [entry for entry in declaration.lists if entry.name in names]


def _settle(held: Held, beside: _Beside, intake: Intake, declaration: Declaration) -> None:
    entries = entries_of(held, intake.facts)
    if not entries:
        return

    def likeness(name: str) -> float:
        near = (intake.held[sha256] for sha256 in _near(held, beside.get(name, ())))
        return max((_share(entries, entries_of(one, intake.facts)) for one in near), default=0.0)

    own = likeness(held.table.list)
    others = _lists_in_names(held, declaration) or declaration.lists
    for other in others:
        if other.name != held.table.list and likeness(other.name) >= max(_ALIKE, own * _MUCH_LIKER):
            _keep_aside(held, other, intake, declaration)
            return


def _share(entries: frozenset[tuple[str, ...]], others: frozenset[tuple[str, ...]]) -> float:
    """What two lists have in common, of the longer of them.

    Of the shorter it would say too much: applicants are members a month later.
    """
    return len(entries & others) / max(len(entries), len(others), 1)


def _near(held: Held, days: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The captures before and after a capture; the newest for one without a day."""
    at = bisect_left(days, (held.capture.published_on or "9", ""))
    return (days[number][1] for number in (at - 1, at) if 0 <= number < len(days))


def _keep_aside(
    held: Held, other: ListDeclaration, intake: Intake, declaration: Declaration
) -> None:
    capture, roles = held.capture, {role for role, _ in held.table.roles}
    headers = declaration.headers
    wrong = sorted(other.requires - roles) or sorted(other.lacks & roles)
    lost = bool(other.requires - roles)
    names = ", ".join(headers[role] for role in wrong)
    error = LayoutError(
        f"{_WRONG_LIST}{other.name} list, but the column {names} "
        f"{'is missing' if lost else 'is none of its'}",
        column=names,
    )
    del intake.held[capture.sha256]
    seen = set(map(sighting_of, capture.sightings))
    intake.seen.setdefault(capture.sha256, set()).update(seen)
    reject(capture.sha256, min(s.file for s in seen), capture.bytes, error, intake)
