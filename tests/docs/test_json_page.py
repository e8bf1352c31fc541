"""docs/reference/json.md explains every field that a command prints as JSON."""

from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "json.md"
OPEN = {"printed", "by_model", "by_status", "agreement_joints", "agency_joints"}
OPEN_OF_SERIES = OPEN | {"counts", "marks"}
"""Of a series: maps of measures and of marks, by their names."""
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
OF_SERIES = [
    "status --register uk-small-boats",
    "as-of 2025-09-06 --register uk-small-boats --rows",
    "as-of 2025-09-07 --register ukraine-air-attacks",
    "series ocha-west-bank --from 2025-07-01 --to 2025-07-31",
    "editions --register uk-small-boats",
    "verify --register uk-small-boats",
]


def fields(value: object, open_: set[str]) -> set[str]:
    """Every field name in a JSON value; the keys of open maps are values, not fields."""
    if isinstance(value, list):
        return {name for item in value for name in fields(item, open_)}
    if isinstance(value, dict):
        closed = [item for key, item in value.items() if key not in open_ or isinstance(item, list)]
        return {*value, *(name for item in closed for name in fields(item, open_))}
    return set()


@pytest.mark.parametrize("command", [*COMMANDS, *OF_SERIES])
def test_every_field_of_the_json_is_explained(cli, command):
    open_ = OPEN_OF_SERIES if command in OF_SERIES else OPEN
    said = cli(*command.split(), "--format", "json").json()
    page = PAGE.read_text("utf-8")
    assert [name for name in sorted(fields(said, open_)) if f"`{name}`" not in page] == []


def test_every_kind_of_change_is_explained():
    from ofrecord.identify.changes import ChangeKind

    page = PAGE.read_text("utf-8")
    assert [str(kind) for kind in ChangeKind if f"| `{kind}` |" not in page] == []
