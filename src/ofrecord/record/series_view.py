"""The record of a series, opened: what each edition says of each day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from ofrecord.read.observing import misprinted_days, observe, without_days
from ofrecord.read.series_table import series_rows
from ofrecord.record import history
from ofrecord.record.editions_view import EditionsOfList, EditionsView
from ofrecord.record.stored import StoredRecord
from ofrecord.series import Observation, Observed, SeriesDeclaration


class MeasureValues:
    """The values that one edition gives for one measure, by day."""

    def __init__(self, observations: Sequence[Observation]) -> None:
        self.observations = observations
        self.days = [one.day for one in observations]

    def on(self, day: date) -> Observation | None:
        """The value for a day."""
        at = bisect_left(self.days, day)
        return self.observations[at] if self.days[at : at + 1] == [day] else None

    def up_to(self, day: date) -> Observation | None:
        """The value for a day, or for the last day before it that has one."""
        at = bisect_right(self.days, day)
        return self.observations[at - 1] if at else None

    def before(self, day: date) -> Observation | None:
        """The last value before a day."""
        at = bisect_left(self.days, day)
        return self.observations[at - 1] if at else None

    def between(self, first: date, last: date) -> Sequence[Observation]:
        """The values for the days of a window, both ends counted."""
        return self.observations[bisect_left(self.days, first) : bisect_right(self.days, last)]


class EditionValues:
    """Everything that one edition says: the values of each measure, and what is strange."""

    def __init__(self, observed: Observed) -> None:
        self.doubts = observed.doubts
        by_measure: dict[str, list[Observation]] = {}
        for one in observed.observations:
            by_measure.setdefault(one.measure, []).append(one)
        self.measures = {
            name: MeasureValues(sorted(found, key=lambda one: one.day))
            for name, found in by_measure.items()
        }
        days = [day for values in self.measures.values() for day in values.days]
        self.first_day = min(days, default=None)
        self.last_day = max(days, default=None)

    def of(self, measure: str) -> MeasureValues:
        """The values of a measure; none where the edition has no such column."""
        return self.measures.get(measure) or MeasureValues(())


def _last_day(edition: history.Edition) -> str:
    """The last day of an edition's table, as it was found when it was read; empty without one."""
    return edition.first.order[2]


class SeriesView(EditionsView[SeriesDeclaration, EditionsOfList]):
    """The record of a series, opened for reading. Nothing here writes."""

    def __init__(self, stored: StoredRecord, declaration: SeriesDeclaration) -> None:
        super().__init__(stored, declaration)
        self.lists = {
            document.name: EditionsOfList(number, document.name, self.history)
            for number, document in enumerate(declaration.documents)
        }
        self._values: dict[str, EditionValues] = {}
        self._remarks: dict[str, tuple[str, ...]] = {}

    @property
    def main(self) -> EditionsOfList:
        """The list that answers where none is named: the first of which an edition is held."""
        return next(
            (one for one in self.lists.values() if one.editions), next(iter(self.lists.values()))
        )

    def values(self, edition: history.Edition) -> EditionValues:
        """What an edition says, worked out when it is first asked for."""
        found = self._values.get(edition.edition_id)
        if found is None:
            table = edition.table
            rows = series_rows(
                [self.facts.rows[fact] for fact in edition.rows],
                table.header,
                table.roles,
                (number for number, _ in table.explained),
            )
            document = self.declaration.list_named(table.list)
            observed = observe(rows, document, self.declaration)
            published = date.fromisoformat(edition.first.published_on)
            far = misprinted_days((one.day for one in observed.observations), published)
            found = EditionValues(without_days(observed, far))
            self._values[edition.edition_id] = found
        return found

    def remarks(self, edition: history.Edition) -> tuple[str, ...]:
        """What is odd about an edition beside the one before it on its list."""
        found = self._remarks.get(edition.edition_id)
        if found is None:
            found = self._remarks[edition.edition_id] = tuple(self._remark(edition))
        return found

    def _remark(self, now: history.Edition) -> Iterator[str]:
        listed = self.lists[now.table.list]
        number = listed.editions.index(now)
        if not number:
            return
        before = listed.editions[number - 1]
        if listed.days[number] == listed.days[number - 1]:
            yield from self._differences(before, now)
        end, last = _last_day(before), _last_day(now)
        if end and last and last < end:
            yield f"it ends on {last}; the edition before it, {before.edition_id}, on {end}"

    def _differences(self, one: history.Edition, other: history.Edition) -> list[str]:
        """Where two editions of the same day disagree."""
        before, now = self.values(one), self.values(other)
        differing = [
            (value, old)
            for name, values in now.measures.items()
            for value in values.observations
            if (old := before.of(name).on(value.day)) is not None and old.value != value.value
        ]
        if not differing:
            return []
        value, old = min(differing, key=lambda pair: (pair[0].day, pair[0].measure))
        told = (
            f"another edition of this day, {one.edition_id}, has other values "
            f"({len(differing):,}), first {value.measure} of {value.day}: {old.value:,} there, "
            f"{value.value:,} here in row {value.rows[0]}"
        )
        return [told]
