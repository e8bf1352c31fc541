"""What each edition of a series adds to the one before it on its list, and what it revises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ofrecord.record.series_view import EditionValues, SeriesView


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A value that an edition gives otherwise than the one before it; ``None`` for none at all."""

    measure: str
    day: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An edition beside the one before it on its list.

    ``first`` and ``last`` are the days for which it has values, ``new_days`` how many of these the
    edition before (``before`` and ``before_day``, empty for the first of a list) has none for.
    """

    list: str
    edition_id: str
    day: str
    before: str
    before_day: str
    first: str
    last: str
    new_days: int
    revised: tuple[Revised, ...]


def find_revisions(view: SeriesView) -> list[Revision]:
    """Every edition of a series with what it added and revised, in the order of publication.

    >>> import ofrecord
    >>> boats = ofrecord.open()["uk-small-boats"]
    >>> found = find_revisions(boats.view)
    >>> len(found) == len(boats.editions())
    True
    """
    found = [one for name in view.lists for one in _of_list(view, name)]
    return sorted(found, key=lambda one: one.day)


def _of_list(view: SeriesView, name: str) -> Iterator[Revision]:
    listed = view.lists[name]
    before: EditionValues | None = None
    for number, edition in enumerate(listed.editions):
        now = view.values(edition)
        yield Revision(
            list=name,
            edition_id=edition.edition_id,
            day=listed.days[number],
            before=listed.editions[number - 1].edition_id if number else "",
            before_day=listed.days[number - 1] if number else "",
            first=now.first_day.isoformat() if now.first_day else "",
            last=now.last_day.isoformat() if now.last_day else "",
            new_days=len(_days(now) - (_days(before) if before else set())),
            revised=tuple(_revised(before, now)) if before else (),
        )
        before = now


def _days(values: EditionValues) -> set[date]:
    return {day for measured in values.measures.values() for day in measured.days}


def _revised(before: EditionValues, now: EditionValues) -> Iterator[Revised]:
    """The values that differ, by measure and day; new days are none, measures left out neither."""
    for name, old in before.measures.items():
        if name not in now.measures:
            continue
        new = {one.day: one.value for one in now.of(name).observations}
        for one in old.observations:
            if new.get(one.day) != one.value:
                day = one.day.isoformat()
                yield Revised(measure=name, day=day, before=one.value, after=new.get(one.day))
