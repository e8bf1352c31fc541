"""Answers as JSON objects: what the command line prints and the API sends, field for field."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ofrecord.model import Counts, Entry, Group, Plain, PlainRow, Value, to_plain, to_rows

if TYPE_CHECKING:
    from ofrecord.front import Day, History, Record, SeriesDay, SeriesRegister
    from ofrecord.measures.series import Answer
    from ofrecord.series import SeriesDeclaration


def standing_answer(record: Record, names: Iterable[str] = ()) -> PlainRow:
    """What a record holds: all its registers, or those named.

    >>> import ofrecord
    >>> [one["register"] for one in standing_answer(ofrecord.open(), ["ice-287g"])["registers"]]
    ['ice-287g']
    """
    from ofrecord.measures.standing import describe_register

    registers = [record.register(name) for name in names or record]
    standings: list[Plain] = [
        to_plain(describe_register(register.view, register.home)) for register in registers
    ]
    return {
        "home": os.fsencode(record.home).decode(errors="replace"),
        "bundled": all(one.bundled for one in registers),
        "registers": standings,
    }


def day_answer(
    day: Day,
    counts: Counts,
    groups: Sequence[Group] | None = None,
    entries: Sequence[Entry] | None = None,
) -> PlainRow:
    """A list as it stood on a day; ``by`` and ``rows`` only where they were asked for."""
    answer: PlainRow = {
        "register": day.register.name,
        "list": day.list,
        "day": day.day.isoformat(),
        "known": (day.known or day.day).isoformat(),
        "edition": to_plain(day.edition),
        "counts": to_plain(counts),
        "territories": counts.territories,
        "printed_rows": counts.printed_rows,
    }
    if groups is not None:
        answer["by"] = [*to_rows(groups)]
    if entries is not None:
        answer["rows"] = [*to_rows(entries)]
    return answer


def history_answer(history: History) -> PlainRow:
    """The whole life of an agency, with the agreements it held, or of an agreement."""
    (whole,) = to_rows([history.of])
    if history.kind == "agency":
        whole["held"] = [*to_rows(history.agreements)]
    return {
        "kind": history.kind,
        **whole,
        "windows": [*to_rows(history.windows)],
        "joined_by": [*to_rows(history.joined_by)],
    }


def series_answer(register: SeriesRegister, whole: Answer, values: Sequence[Value]) -> PlainRow:
    """The values of a measure by day, with the edition, marks and caveats that they rest on."""
    declared = register.declaration
    measure = declared.measure_named(whole.measure)
    return {
        "register": register.name,
        "publisher": declared.publisher,
        "list": whole.edition.list if whole.edition else None,
        "measure": measure.name,
        "title": measure.title,
        "cumulative": measure.cumulative,
        "from": whole.first,
        "to": whole.last,
        "known": whole.known,
        "edition": to_plain(whole.edition),
        "later_edition": whole.later,
        "total": None if whole.value is None else int(whole.value),
        "missing": list(whole.missing),
        "marks": _marks(declared, whole.marks),
        "caveats": [*declared.caveats, *measure.caveats],
        "values": [*to_rows(values)],
    }


def series_day_answer(day: SeriesDay, *, with_rows: bool = False) -> PlainRow:
    """What a series says of a day, measure by measure; the printed rows where asked for."""
    declared, measures = day.register.declaration, day.measures()
    answer: PlainRow = {
        "register": day.register.name,
        "publisher": declared.publisher,
        "list": day.list,
        "day": day.day.isoformat(),
        "known": day.known.isoformat(),
        "edition": to_plain(day.edition),
        "later_edition": day.later,
        "counts": {one.measure: one.printed for one in measures},
        "measures": [*to_rows(measures)],
        "marks": _marks(declared, [mark for one in measures for mark in one.marks]),
        "caveats": [*declared.caveats],
    }
    if with_rows:
        answer["rows"] = [*day.rows()]
    return answer


def _marks(declared: SeriesDeclaration, names: Iterable[str]) -> PlainRow:
    return {name: declared.mark_text(name) for name in names}
