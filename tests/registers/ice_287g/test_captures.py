"""Each small capture is read as the golden beside it says: cells, links, rows, list and day."""

import io
import json
import runpy
import zipfile
from pathlib import Path

import pytest

from ofrecord.errors import LayoutError
from ofrecord.pipeline import build_record
from ofrecord.pipeline.expectations import expectations_of
from ofrecord.read.dating import Doubt, date_capture
from ofrecord.read.layout import find_table
from ofrecord.read.workbook import read_workbook
from ofrecord.register import register_named

HERE = Path(__file__).parent
CAPTURES = sorted((HERE / "captures").glob("*.xlsx"))


def describe(path: Path) -> dict[str, object]:
    """What is read from a capture, in a form that a person can compare with the workbook."""
    declaration = register_named("ice-287g")
    workbook = read_workbook(path.read_bytes())
    dating = date_capture([path.name], "", workbook.properties, declaration)
    if isinstance(dating, Doubt):
        dating = dating.fallback
    said: dict[str, object] = {
        "published_on": dating.published_on.isoformat(),
        "part": dating.part,
        "dated_by": dating.dated_by.value,
        "dating_flags": list(dating.flags),
    }
    try:
        table, others = find_table(workbook, declaration, expectations_of(declaration))
    except LayoutError as error:
        return said | {"error": str(error), "column": error.column, "nearest": error.nearest}
    explained = dict(table.explained)
    return said | {
        "list": table.list.name,
        "header": table.header,
        "columns": {role.value: table.columns[at] for role, at in table.roles},
        "entries": {
            number: [cell.replace("\x1f", " | ") for cell in row]
            for number, row in enumerate(table.sheet.rows, 1)
            if number > table.header and number not in explained
        },
        "explained": explained,
        "flags": list(table.flags),
        "hidden": list(table.sheet.hidden),
        "unplaced_links": [list(link) for link in table.sheet.unplaced_links],
        "other_sheets": {
            sheet.name: [[cell.replace("\x1f", " | ") for cell in row] for row in sheet.rows]
            for sheet in others
        },
    }


def unpack(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_a_capture_is_read_as_its_golden_says(path):
    golden = json.loads(path.with_suffix(".golden.json").read_text("utf-8"))
    assert json.loads(json.dumps(describe(path))) == golden


def test_the_captures_are_those_that_the_script_writes():
    script = runpy.run_path(str(HERE / "make_captures.py"))
    assert sorted(script["MADE"]) == [path.name for path in CAPTURES]
    for path in CAPTURES:
        written = script["write_workbook"](script["MADE"][path.name])
        assert unpack(written) == unpack(path.read_bytes()), path.name


def test_every_capture_but_the_one_with_an_unknown_column_is_built(tmp_path):
    report = build_record(tmp_path, [HERE / "captures"], register_named("ice-287g"))
    (rejection,) = report.rejections
    assert rejection.file == "participatingAgencies09032025am.xlsx"
    assert report.captures == len(CAPTURES) - 1
