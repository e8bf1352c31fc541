"""Captures in the order of their publication, and the editions that they hold.

An edition is a run of consecutive captures of one list with the same contents. The same captures
give the same history in whatever order they came; only ids that were given out before stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from ofrecord.read.cells import Row
from ofrecord.record.edition_ids import EditionLedger, Run, name_editions
from ofrecord.record.facts import Facts, decode_runs, digest_rows, encode_runs, new_facts
from ofrecord.record.stored import StoredCapture, StoredEdition, StoredRecord, StoredTable

_NOTHING_GIVEN = EditionLedger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A capture with its table: ``rows`` are the facts of the list's sheet, in order."""

    capture: StoredCapture
    table: StoredTable
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One distinct published version of a list, with its captures in order."""

    edition_id: str
    table: StoredTable
    rows: tuple[int, ...]
    captures: tuple[StoredCapture, ...]

    @property
    def first(self) -> StoredCapture:
        """The capture that dates the edition."""
        return self.captures[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The editions in the order of publication, all lists together.

    ``ids`` are the ids once given out that the editions alone would not give, each with the sha256
    of the capture that it was given to.
    """

    editions: list[Edition]
    ids: tuple[tuple[str, str], ...]


def order_editions(
    held: Iterable[Held], facts: Facts, given: EditionLedger = _NOTHING_GIVEN
) -> History:
    """The editions that captures hold, each under the id that it was given before, if any."""
    by_list: dict[str, list[Held]] = {}
    for one in sorted(held, key=lambda one: (*one.capture.order, one.capture.sha256)):
        by_list.setdefault(one.table.list, []).append(one)
    groups = [group for captures in by_list.values() for group in _group(captures, facts)]
    groups.sort(key=lambda g: (*g[0].capture.order, g[0].table.list, g[0].capture.sha256))
    names, ids = name_editions(
        [
            Run(
                list=group[0].table.list,
                digest=group[0].table.digest,
                captures=tuple(one.capture.sha256 for one in group),
            )
            for group in groups
        ],
        given,
    )
    editions = [
        Edition(
            edition_id=name,
            table=group[0].table,
            rows=group[0].rows,
            captures=tuple(one.capture for one in group),
        )
        for name, group in zip(names, groups, strict=True)
    ]
    return History(editions=editions, ids=ids)


def _group(captures: Sequence[Held], facts: Facts) -> list[list[Held]]:
    """The runs of consecutive captures with the same contents."""
    groups: list[list[Held]] = []
    for one in captures:
        last = groups[-1][0] if groups else None
        if last and last.table.digest == one.table.digest:
            groups[-1].append(one)
        elif last and _is_bare_copy(one, last, facts):
            bare = msgspec.structs.replace(one.capture, bare=True)
            groups[-1].append(replace(one, capture=bare))
        else:
            groups.append([one])
    return groups


def _is_bare_copy(one: Held, other: Held, facts: Facts) -> bool:
    """Whether a capture prints another's cells but lost every link on the way."""
    if len(one.rows) != len(other.rows) or one.table.others != other.table.others:
        return False
    rows = [facts.rows[number] for number in one.rows]
    if any("\x1ft" in cell for row in rows for cell in row):
        return False
    return all(
        row == strip_links(facts.rows[number]) for row, number in zip(rows, other.rows, strict=True)
    )


def strip_links(row: Row) -> Row:
    r"""The row's cells without the links behind them.

    >>> strip_links(("link\x1fthttps://example.org", "2025-09-05\x1fd"))
    ('link', '2025-09-05\x1fd')
    """
    if not any("\x1f" in cell and len(cell.partition("\x1f")[2]) > 1 for cell in row):
        return row
    stripped = []
    for cell in row:
        text, mark, tail = cell.partition("\x1f")
        kind = tail[:1]
        stripped.append(text if kind in {"", "t"} else f"{text}{mark}{kind}")
    return tuple(stripped)


def count_unchanged(editions: Sequence[Edition], before: StoredRecord | None) -> int:
    """How many of the first editions stand in a record already, with the same captures."""
    if before is None:
        return 0
    count = 0
    for edition, stored in zip(editions, before.editions, strict=False):
        captures = tuple(before.captures[number] for number in stored.captures)
        if edition.edition_id != stored.edition_id or edition.captures != captures:
            break
        count += 1
    return count


def store_history(
    editions: Sequence[Edition], facts: Facts, before: StoredRecord | None = None
) -> tuple[
    tuple[str, ...],
    tuple[tuple[int, ...], ...],
    tuple[StoredCapture, ...],
    tuple[StoredEdition, ...],
    dict[int, int],
]:
    """Strings, facts, captures and editions as they are kept, numbered by first printing.

    The last value tells from each fact's number in ``facts`` the number it is kept under. The runs
    of editions that stand unchanged in the record ``before`` are taken from there.
    """
    numbers: dict[int, int] = {0: 0}
    coded: list[tuple[Edition, tuple[int, ...]]] = []
    last: dict[str, tuple[int, ...]] = {}
    unchanged = count_unchanged(editions, before)
    for place, edition in enumerate(editions):
        name = edition.table.list
        if before is not None and place < unchanged:
            runs = before.editions[place].runs
        else:
            runs = encode_runs(last.get(name, ()), edition.rows)
        last[name] = edition.rows
        for fact in new_facts(runs):
            numbers.setdefault(fact, len(numbers))
        for sheet in edition.table.others:
            for fact in sheet:
                numbers.setdefault(fact, len(numbers))
        coded.append((edition, runs))
    strings, rows = _store_facts(numbers, facts, before)
    captures: list[StoredCapture] = []
    stored: list[StoredEdition] = []
    for edition, runs in coded:
        first = len(captures)
        captures.extend(edition.captures)
        table = edition.table
        others = tuple(tuple(numbers[fact] for fact in sheet) for sheet in table.others)
        stored.append(
            StoredEdition(
                edition_id=edition.edition_id,
                table=msgspec.structs.replace(table, others=others) if others else table,
                runs=tuple(
                    value if at % 2 == 0 or runs[at - 1] != -1 else numbers[value]
                    for at, value in enumerate(runs)
                ),
                captures=tuple(range(first, len(captures))),
            )
        )
    return tuple(strings), tuple(rows), tuple(captures), tuple(stored), numbers


def _store_facts(
    numbers: Mapping[int, int], facts: Facts, before: StoredRecord | None
) -> tuple[dict[str, int], list[tuple[int, ...]]]:
    """Every cell once, and the facts as numbers of cells; what stands in ``before`` is kept."""
    strings: dict[str, int] = {}
    rows: list[tuple[int, ...]] = []
    known = len(before.facts) if before else 0
    order = list(numbers)
    if before and order[:known] == list(range(known)):
        strings = {cell: number for number, cell in enumerate(before.strings)}
        rows = list(before.facts)
    for fact in order[len(rows) :]:
        row = facts.rows[fact]
        rows.append(tuple([strings.setdefault(cell, len(strings)) for cell in row]))
    return strings, rows


def load_facts(record: StoredRecord) -> Facts:
    """The table of facts that a stored record holds."""
    strings = record.strings
    return Facts(tuple([strings[number] for number in row]) for row in record.facts)


def load_editions(record: StoredRecord) -> list[Edition]:
    """The editions that a stored record holds, their rows decoded."""
    before: dict[str, tuple[int, ...]] = {}
    editions = []
    for stored in record.editions:
        name = stored.table.list
        rows = decode_runs(before.get(name, ()), stored.runs)
        before[name] = rows
        editions.append(
            Edition(
                edition_id=stored.edition_id,
                table=stored.table,
                rows=rows,
                captures=tuple(record.captures[number] for number in stored.captures),
            )
        )
    return editions


def entry_facts(edition: Edition) -> tuple[int, ...]:
    """The facts of an edition's entries, in row order: without the header and what is explained."""
    explained = {number for number, _ in edition.table.explained}
    if not explained:
        return edition.rows[edition.table.header :]
    header = edition.table.header
    return tuple(
        fact
        for number, fact in enumerate(edition.rows[header:], start=header + 1)
        if number not in explained
    )


def held_captures(editions: Iterable[Edition], facts: Facts) -> list[Held]:
    """Every capture of the editions with its table, each as if it had come by itself."""
    return [
        _as_it_came(capture, edition, facts)
        if capture.bare and not capture.prefix
        else Held(capture=capture, table=edition.table, rows=edition.rows)
        for edition in editions
        for capture in edition.captures
    ]


def _as_it_came(capture: StoredCapture, edition: Edition, facts: Facts) -> Held:
    """A copy without links, taken out of the edition in which it was found to be one."""
    return Held(
        capture=msgspec.structs.replace(capture, bare=False),
        table=msgspec.structs.replace(edition.table, digest=capture.cells),
        rows=tuple(facts.index(strip_links(facts.rows[fact])) for fact in edition.rows),
    )


def reproduce_sheets(edition: Edition, capture: StoredCapture, facts: Facts) -> list[list[Row]]:
    """Every cell of every sheet of a capture, as it was read from its bytes."""
    main = [facts.rows[number] for number in edition.rows]
    sheets = [[facts.rows[number] for number in sheet] for sheet in edition.table.others]
    sheets.insert(edition.table.sheet, main)
    if capture.bare:
        sheets[edition.table.sheet] = [strip_links(row) for row in main]
    if capture.prefix:
        sheets = [
            [tuple(add_prefix(cell, capture.prefix) for cell in row) for row in rows]
            for rows in sheets
        ]
    for sheet, row, column, cell in capture.patches:
        cells = list(sheets[sheet][row])
        cells[column] = cell
        sheets[sheet][row] = tuple(cells)
    return sheets


def add_prefix(cell: str, prefix: str) -> str:
    """The cell with a web archive's address before the publisher's."""
    return prefix + cell if cell.startswith(("http://", "https://")) else cell


def verify_capture(edition: Edition, capture: StoredCapture, facts: Facts) -> bool:
    """Whether the record gives back exactly the cells that were read from a capture's bytes."""
    return digest_rows(reproduce_sheets(edition, capture, facts)) == capture.cells
