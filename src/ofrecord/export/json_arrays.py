"""Tables as JSON: one array of objects, a line each, with the fields that the commands give."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from ofrecord.front.data import Table, unbroken
from ofrecord.model import Plain, PlainRow


def objects_of_table(table: Table) -> Iterable[PlainRow]:
    """The rows of a table as objects with its columns."""
    return (dict(zip(table.names, row, strict=True)) for row in table.rows)


def write_array(path: Path, objects: Iterable[PlainRow]) -> None:
    """Writes an array, one object a line."""
    with path.open("wb") as file:
        before = b"[\n"
        for one in objects:
            file.write(before + encode_plain(one))
            before = b",\n"
        file.write(b"\n]\n" if before == b",\n" else b"[]\n")


def encode_plain(value: Plain) -> bytes:
    """A value as JSON in UTF-8, whatever its texts hold."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_unbroken(value))


def _unbroken(value: Plain) -> Plain:
    if isinstance(value, str):
        return unbroken(value)
    if isinstance(value, list):
        return [_unbroken(item) for item in value]
    if isinstance(value, dict):
        return {unbroken(key): _unbroken(item) for key, item in value.items()}
    return value


def encode_page(value: Plain) -> bytes:
    """A value as JSON for people to read."""
    return msgspec.json.format(encode_plain(value), indent=2) + b"\n"
