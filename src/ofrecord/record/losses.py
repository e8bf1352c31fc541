"""Editions that print far fewer entries than the ones before: a list cut short, or a change."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ofrecord.record.history import Edition, entry_facts

SHARE = 0.5
"""An edition with less than this share of the entries of the one before has lost many at once."""
LEAST = 20
"""Of a list with fewer entries than this nothing is said."""


def find_losses(editions: Iterable[Edition], lists: Collection[str]) -> dict[str, str]:
    """For each edition that has lost many entries at once, by its id, that in words.

    The publisher may have taken them off, or the file was cut short: both are kept as printed.
    ``lists`` are those of members: applicants leave theirs by the dozen when they are signed.

    >>> find_losses([], ["participating"])
    {}
    """
    before: dict[str, int] = {}
    losses = {}
    for edition in editions:
        if edition.table.list not in lists:
            continue
        name, now = edition.table.list, len(entry_facts(edition))
        then = before.get(name, 0)
        if then >= LEAST and now < then * SHARE:
            losses[edition.edition_id] = (
                f"{now:,} entries, where the edition before has {then:,}: a list cut short prints "
                "the same as one from which they were taken"
            )
        before[name] = now
    return losses
