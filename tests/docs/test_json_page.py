"""docs/reference/json.md explains every field that a command prints as JSON."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
OPEN = {"printed", "by_model", "by_status", "agreement_joints", "agency_joints"}
COMMANDS = [
    "status",
    "status --identity",
    "status --notices",
    "as-of 2025-09-24 --by county --rows",
    "as-of 2025-09-24 --by agency --known today",
    "changes 2025-09-01 2025-09-05",
    "agreements --state NY",
    "agreements --list pending --state NY",
    "agencies --state NY",
    "history g-32bskefqgf",
    "history a-6832wbm5x6",
    "editions --from 2025-09-22 --to 2025-09-24",
    "editions --rejected",
    "verify",
    "judge",
]


def fields(value: object) -> set[str]:
    """Every field name in a JSON value; the keys of open maps are values, not fields."""
    if isinstance(value, list):
        return {name for item in value for name in fields(item)}
    if isinstance(value, dict):
        inner = {name for key, item in value.items() if key not in OPEN for name in fields(item)}
        return {*value, *inner}
    return set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_field_of_the_json_is_explained(command):
    run = [sys.executable, "-m", "ofrecord", *command.split(), "--format", "json"]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    page = PAGE.read_text("utf-8")
    assert [name for name in sorted(fields(json.loads(said))) if f"`{name}`" not in page] == []


def test_every_kind_of_change_is_explained():
    from ofrecord.identify.changes import ChangeKind

    page = PAGE.read_text("utf-8")
    assert [str(kind) for kind in ChangeKind if f"| `{kind}` |" not in page] == []
