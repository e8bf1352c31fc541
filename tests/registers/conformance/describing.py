"""What one capture is read as, in a form that a person can hold against the file.

``python tests/registers/conformance/describing.py CAPTURE…`` writes the golden beside each capture
of a series.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ofrecord.front import open_record
from ofrecord.pipeline import build_record
from ofrecord.register import Described, register_named


def describe(capture: Path, declaration: Described, home: Path) -> Mapping[str, object]:
    """The edition that a capture alone is: list, day, rows, flags, and the values of a series."""
    report = build_record(home, [capture], declaration)
    if report.refused:
        return {"error": report.refused[0].message}
    register = open_record(home)[declaration.name]
    (edition,) = register.editions()
    view = register.view
    stored, _ = view.find_edition(edition.edition_id)
    explained = {one.row: one.why for one in edition.explained}
    found: dict[str, object] = {
        "list": edition.list,
        "published_on": edition.published_on,
        "part": edition.part,
        "dated_by": edition.dated_by,
        "edition_flags": list(edition.flags),
        "explained": explained,
        "rows": {
            number: list(row)
            for number, row in enumerate(register.reproduce(edition.edition_id), start=1)
            if number >= stored.table.header and number not in explained
        },
    }
    if declaration.kind == "series":
        values = view.values(stored).measures
        found["values"] = {
            name: {
                one.day.isoformat(): [one.value, *one.marks] if one.marks else one.value
                for one in values[name].observations
            }
            for name in values
        }
    return found


def write_golden(capture: Path) -> None:
    """Writes the golden beside a capture, a line a row."""
    declaration = register_named(capture.parent.parent.name.replace("_", "-"))
    with tempfile.TemporaryDirectory() as home:
        found = describe(capture, declaration, Path(home))
    lines = []
    for key, value in found.items():
        if isinstance(value, dict):
            inner = (f"  {json.dumps(str(k))}: {_line(v)}" for k, v in value.items())
            lines.append(f" {json.dumps(key)}: {{\n" + ",\n".join(inner) + "\n }")
        else:
            lines.append(f" {json.dumps(key)}: {_line(value)}")
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    capture.with_suffix(".golden.json").write_text(text.replace("{\n\n }", "{}"), "utf-8")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        write_golden(Path(argument))
