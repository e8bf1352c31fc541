"""The cells of a capture by readers that are not ours: csv, json, python-calamine."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from python_calamine import load_workbook

Cells = list[list[str]]


def read_cells(capture: Path) -> list[Cells]:
    """The cells of every sheet of a capture as plain texts; rows end with their last cell."""
    data = capture.read_bytes()
    match capture.suffix:
        case ".csv":
            return [_trimmed(_read_csv(data.decode("utf-8-sig")))]
        case ".json":
            return [_trimmed(_read_json(data))]
        case ".ods" | ".xlsx":
            book = load_workbook(io.BytesIO(data if capture.suffix == ".ods" else _whole(data)))
            sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
            return [_trimmed(sheet.to_python(skip_empty_area=False)) for sheet in sheets]
    raise AssertionError(capture.suffix)


def _whole(data: bytes) -> bytes:
    """A small workbook with the parts without which this reader does not take it for one."""
    space = "http://schemas.openxmlformats.org"
    kind = f"{space}/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    more = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r" Type="{kind}" Target="xl/workbook.xml"/></Relationships>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in {**more, **parts}.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _read_csv(text: str) -> Iterator[list[str]]:
    head = text.partition("\n")[0]
    return csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",")


def _read_json(data: bytes) -> Cells:
    objects = [_flat(one, "") for one in json.loads(data, parse_int=str, parse_float=str)]
    names = list(dict.fromkeys(name for one in objects for name in one))
    return [names, *([one.get(name, "") for name in names] for one in objects)]


def _flat(value: Mapping[str, object], before: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, held in value.items():
        if isinstance(held, dict):
            found |= _flat(held, f"{before}{key}.")
        else:
            found[before + key] = "" if held is None else str(held)
    return found


def _trimmed(rows: object) -> Cells:
    found = [[_text(cell) for cell in row] for row in rows]  # type: ignore[attr-defined]
    for row in found:
        while row and not row[-1]:
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime() if not (cell.hour or cell.minute or cell.second):
            return cell.date().isoformat()
        case datetime() | date():
            return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    return str(cell)
