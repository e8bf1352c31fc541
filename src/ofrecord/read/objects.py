"""JSON objects to a sheet: each object a row, each path of keys a column, nothing lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from ofrecord.collector import collector_paused
from ofrecord.errors import ReadError
from ofrecord.read.cells import SEPARATOR, Kind, Row, make_cell
from ofrecord.read.json_text import Number, parse_json, parse_json_lines
from ofrecord.read.ods_content import MAX_CELLS
from ofrecord.read.references import MAX_COLUMNS, MAX_ROWS
from ofrecord.read.sheet import trim_row
from ofrecord.read.text_file import decode_text
from ofrecord.read.workbook import Properties, Sheet, Workbook

GIVEN = f"{SEPARATOR}{Kind.TEXT.value}"
"""The cell of an empty text that is stated: the blank cell stands for a key that is missing."""
_NULL = make_cell("", Kind.NULL)
_CONSTANTS = {True: make_cell("TRUE", Kind.BOOLEAN), False: make_cell("FALSE", Kind.BOOLEAN)}
_ESCAPED = re.compile(r"[\\.]")


def read_objects(data: bytes) -> Workbook:
    r"""The sheet of a JSON array of objects, of JSON lines, or of an object with one such array.

    The first row holds the path of every key in the order in which they first appear, its keys
    joined by dots (a dot or backslash within a key has a backslash before it). Each further row is
    one object, even one without keys. A number's text is as written; ``null`` is a cell of that
    kind, an empty text the cell ``GIVEN``, a missing key a blank cell; an array is its JSON text.
    An object around the array gives the sheet's name, and a second sheet of its other keys where it
    has some. Raises ``ReadError`` for what is not such JSON, with its line and column.

    >>> read_objects(b'[{"day": "2025-07-21", "verified": {"killed": 963}}]').sheets[0].rows
    [('day', 'verified.killed'), ('2025-07-21', '963\x1fn')]
    """
    with collector_paused():
        text = decode_text(data)
        if text.count("{") > MAX_ROWS:
            raise ReadError(f"there are over {MAX_ROWS:,} objects", reason="too-large")
        value = parse_json(text)
        if value is None:
            sheets = [_make_sheet("", parse_json_lines(text))]
        elif isinstance(value, list):
            sheets = [_make_sheet("", value)]
        else:
            sheets = _unwrap(value)
        return Workbook(sheets=tuple(sheets), properties=Properties())


def _unwrap(value: object) -> list[Sheet]:
    """The sheets of an object that holds the array among other values."""
    if not isinstance(value, dict):
        raise ReadError("this is a single JSON value, not objects", reason="not-a-table")
    arrays = [key for key, held in value.items() if isinstance(held, list) and _are_objects(held)]
    filled = [key for key in arrays if value[key]] or arrays
    if len(filled) != 1:
        found = f"{len(filled)} arrays" if filled else "no array"
        raise ReadError(
            f"this is one JSON object with {found} of objects; exactly one is read",
            reason="not-a-table",
        )
    rest = {key: held for key, held in value.items() if key != filled[0]}
    sheets = [_make_sheet(filled[0], value[filled[0]])]
    return [*sheets, _make_sheet("", [rest])] if rest else sheets


def _are_objects(values: list[object]) -> bool:
    return all(isinstance(value, dict) for value in values)


def _make_sheet(name: str, values: list[object]) -> Sheet:
    columns: dict[tuple[str, ...], int] = {}
    found: list[dict[int, str]] = []
    for number, value in enumerate(values, start=1):
        if not isinstance(value, dict):
            raise ReadError(f"item {number} of the array is no object", reason="not-a-table")
        row: dict[int, str] = {}
        for path, cell in _walk(value, ()):
            row[columns.setdefault(path, len(columns))] = cell
        found.append(row)
    if len(columns) > MAX_COLUMNS or len(columns) * len(found) > MAX_CELLS:
        raise ReadError(
            f"{len(found):,} objects have {len(columns):,} keys; that is too many cells",
            reason="too-large",
        )
    return Sheet(name=name, visible=True, rows=list(_lay_out(columns, found)))


def _lay_out(columns: Mapping[tuple[str, ...], int], found: list[dict[int, str]]) -> Iterator[Row]:
    if found:
        yield tuple(_name(path) for path in columns)
    places = range(len(columns))
    for row in found:
        yield trim_row(tuple([row.get(place, "") for place in places]))


def _name(path: tuple[str, ...]) -> str:
    r"""The header of a path of keys.

    >>> _name(("verified", "killed")), _name(("no. 1",))
    ('verified.killed', 'no\\. 1')
    """
    return ".".join(_ESCAPED.sub(r"\\\g<0>", key) for key in path) or GIVEN


def _walk(value: dict[str, object], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, held in value.items():
        inner = (*path, key)
        if isinstance(held, dict) and held:
            yield from _walk(held, inner)
        else:
            yield inner, _make_cell(held)


def _make_cell(value: object) -> str:
    match value:
        case Number():
            return f"{value}{SEPARATOR}{Kind.NUMBER.value}"
        case str():
            return value or GIVEN
        case bool():
            return _CONSTANTS[value]
        case None:
            return _NULL
    return make_cell(_compact(value), Kind.NESTED)


def _compact(value: object) -> str:
    """The JSON text of a value without blanks, its numbers as they are written."""
    match value:
        case Number():
            return str(value)
        case list():
            return f"[{','.join(map(_compact, value))}]"
        case dict():
            inner = (f"{_compact(key)}:{_compact(held)}" for key, held in value.items())
            return f"{{{','.join(inner)}}}"
    return json.dumps(value, ensure_ascii=False)
