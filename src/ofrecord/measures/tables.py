"""The tables of a register, row by row: what SQL asks and what downloads hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from ofrecord.measures.dictionary import VIEWS
from ofrecord.measures.identities import Identities
from ofrecord.model import Edition
from ofrecord.record.editions_view import EditionsView
from ofrecord.record.series_view import SeriesView
from ofrecord.record.view import RecordView
from ofrecord.register import ListDeclaration
from ofrecord.series import COMMON_MARKS, Document, SeriesDeclaration


class Queried(Protocol):
    """A register that can be queried."""

    name: str

    @property
    def view(self) -> EditionsView[Any, Any]:
        """The record, opened."""

    def editions(self) -> list[Edition]:
        """Every edition."""


_TABLES = frozenset({"registers", "lists", "editions", "captures"})
TABLES_OF_LISTS = _TABLES | {"windows", "agreements", "agencies", "changes"}
TABLES_OF_SERIES = _TABLES | {"measures", "notes", "series_values"}
Rows = Sequence[tuple[object, ...]]


def rows_of(register: Queried, *, values: bool = True) -> dict[str, Rows]:
    """The rows of every table of a register; those of a series' values only where wanted.

    >>> import ofrecord
    >>> len(rows_of(ofrecord.open()["ice-287g"])["agencies"]) > 1000
    True
    """
    found: dict[str, Rows] = {}
    view = register.view
    if isinstance(view, RecordView):
        found |= _rows_of_lists(register.name, view)
    elif isinstance(view, SeriesView):
        found |= _rows_described(register.name, view.declaration)
        if values:
            found["series_values"] = list(_values(register.name, view))
    return found | _rows_of_editions(register) | _rows_of_registers(register)


def _rows_of_registers(register: Queried) -> dict[str, Rows]:
    declared = register.view.declaration
    told = declared.title, declared.publisher, declared.home, declared.licence
    return {
        "registers": [(register.name, *told)],
        "lists": [(register.name, one.name, one.title, _role(one)) for one in declared.lists],
    }


def _role(one: ListDeclaration | Document) -> str:
    if isinstance(one, Document):
        return "official" if one.official else "transcription"
    return "members" if one.members else "applicants"


def _rows_described(name: str, declared: SeriesDeclaration) -> dict[str, Rows]:
    notes = [("register", "", caveat) for caveat in declared.caveats]
    notes += [("measure", one.name, text) for one in declared.measures for text in one.caveats]
    notes += [("mark", one.name, one.text) for one in declared.marks]
    notes += [("mark", mark, text) for mark, text in COMMON_MARKS.items()]
    return {
        "measures": [
            (name, one.name, one.title, one.many, one.cumulative) for one in declared.measures
        ],
        "notes": [(name, *note) for note in notes],
    }


def _rows_of_lists(name: str, view: RecordView) -> dict[str, Rows]:
    identities = Identities(view)
    plain: dict[str, Sequence[object]] = {
        "agreements": [
            identities.agreement(n) for n in range(len(view.stored.identity.agreements))
        ],
        "agencies": [identities.agency(n) for n in range(len(view.stored.identity.agencies))],
        "changes": identities.changes,
    }
    found: dict[str, Rows] = {
        kind: [
            (name, *(_joined(getattr(value, column)) for column, _ in VIEWS[kind][1][1:]))
            for value in values
        ]
        for kind, values in plain.items()
    }
    return found | {"windows": list(_windows(name, view))}


def _joined(value: object) -> object:
    return "; ".join(value) if isinstance(value, tuple) else value


def _values(name: str, view: SeriesView) -> Iterator[tuple[object, ...]]:
    for edition in view.history:
        head = name, edition.table.list, edition.edition_id, edition.first.published_on
        for measure, values in view.values(edition).measures.items():
            for one in values.observations:
                yield (*head, measure, one.day, one.value, ", ".join(one.marks))


def _rows_of_editions(register: Queried) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    editions = register.editions()
    numbers: dict[str, int] = {}
    rows: list[tuple[object, ...]] = []
    for edition in editions:
        number = numbers.get(edition.list, 0)
        numbers[edition.list] = number + 1
        rows.append(
            (
                register.name,
                edition.list,
                edition.edition_id,
                edition.published_on,
                edition.part,
                edition.dated_by,
                edition.printed_rows,
                number,
                "; ".join(edition.flags),
            )
        )
    found["editions"] = rows
    found["captures"] = [
        (register.name, edition.edition_id, c.sha256, c.file, c.url, c.captured_at)
        for edition in editions
        for c in edition.captures
    ]
    return found


def _windows(name: str, view: RecordView) -> Iterator[tuple[object, ...]]:
    identity = view.stored.identity
    for listed in view.lists.values():
        for window in listed.windows:
            clean = listed.cleaned[window.fact]
            yield (
                name,
                listed.name,
                identity.agreements[window.agreement].agreement_id,
                identity.agencies[window.agency].agency_id,
                clean.agency,
                *(
                    value or None
                    for value in (
                        clean.state,
                        clean.county,
                        clean.county_fips,
                        clean.place,
                        clean.type,
                        clean.model,
                        clean.signed,
                        clean.moa_url,
                        clean.addendum_url,
                    )
                ),
                window.first,
                window.last,
                listed.days[window.first],
                listed.days[window.last],
            )
