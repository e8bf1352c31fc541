"""``metadata.json``: what Datasette shows beside the SQLite files, and how it lets one browse."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from ofrecord.export.described import Exported, Form
from ofrecord.front.data import columns_of
from ofrecord.measures.dictionary import VIEWS
from ofrecord.model import Plain, PlainRow

FACETS: dict[str, tuple[str, ...]] = {
    "editions": ("list", "dated_by"),
    "windows": ("list", "state", "model", "type"),
    "agreements": ("status", "state", "model", "type"),
    "agencies": ("state", "type"),
    "changes": ("kind", "list", "state", "model"),
    "series_values": ("list", "measure"),
    "notes": ("about",),
}
"""The columns by which Datasette counts beside the rows."""
_NEWEST = {"editions": "published_on", "changes": "day", "series_values": "observed_on"}
_LABELS = {
    "agencies": "agency", "agreements": "agency", "registers": "title", "lists": "title",
    "measures": "title",
}  # fmt: skip
_UNITS = {"agreements": {"days_pending": "day"}}
_HIDDEN = ("agencies_fts", "agreements_fts")


def describe_databases(exported: Sequence[Exported]) -> PlainRow:
    """The metadata of every SQLite file of an export."""
    databases: PlainRow = {}
    for one in exported:
        for file in one.files:
            if file.form is Form.SQLITE:
                databases[PurePosixPath(file.path).stem] = _database(one)
    return {
        "title": "Dated public records",
        "description": "Every edition that is held, with where its files were retrieved.",
        "databases": databases,
    }


def _database(one: Exported) -> PlainRow:
    tables: PlainRow = {name: _table(one, name) for name in VIEWS}
    return {
        "title": one.title,
        "description": one.cautioned,
        "license": one.licence,
        "source": one.publisher,
        "source_url": one.home,
        "tables": {**tables, **{name: {"hidden": True} for name in _HIDDEN}},
    }


def _table(one: Exported, name: str) -> PlainRow:
    columns: PlainRow = {c.name: c.meaning.replace("`", "") for c in columns_of(name)}
    units: PlainRow = {**_UNITS.get(name, {})}
    counted: list[Plain] = [*FACETS.get(name, ())]
    return {
        "title": f"{one.title}: {name.replace('_', ' ')}",
        "description": VIEWS[name][0],
        "columns": columns,
        **({"facets": counted} if counted else {}),
        **({"sort_desc": _NEWEST[name]} if name in _NEWEST else {}),
        **({"label_column": _LABELS[name]} if name in _LABELS else {}),
        **({"units": units} if units else {}),
    }
