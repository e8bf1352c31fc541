"""``datapackage.json``: every file described as the Data Package standard (version 2) has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from ofrecord.export.described import MEDIA_TYPES, TITLES, DataFile, Exported, Form, newest_day
from ofrecord.export.geojson import COUNTIES, COUNTY_FIELDS
from ofrecord.front.data import Column, columns_of
from ofrecord.measures.dictionary import KEYS, MEANINGS, VIEWS
from ofrecord.model import Agency, Agreement, Change, Edition, Plain, PlainRow, field_names

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {
    "VARCHAR": "string", "DATE": "date", "INTEGER": "integer", "BIGINT": "integer",
    "BOOLEAN": "boolean",
}  # fmt: skip
OBJECTS: dict[str, type] = {
    "editions": Edition, "agreements": Agreement, "agencies": Agency, "changes": Change,
}  # fmt: skip
"""The tables whose JSON is that of the commands."""
_FORMATS = {Form.PARQUET: "apache-parquet"}
"""What `frictionless` does not read itself, as it misreads it: docs/decisions/downloads.md."""


def describe_package(exported: Sequence[Exported], address: str = "") -> PlainRow:
    """The description of a whole folder."""
    day = newest_day(exported)
    publishers: list[Plain] = [
        {"title": one.publisher, "path": one.home, "roles": ["publisher"]} for one in exported
    ]
    resources: list[Plain] = [_resource(one, file) for one in exported for file in one.files]
    return {
        "$schema": PROFILE,
        "name": "ofrecord",
        "title": "Dated public records",
        "description": (
            "Every edition that is held of registers and series that public bodies republish. "
            "Compiled by ofrecord, which is not connected with the publishers."
        ),
        **({"homepage": address} if address else {}),
        **({"version": day, "created": f"{day}T00:00:00Z"} if day else {}),
        "licenses": [{"path": "README.md", "title": "As said of each register in README.md"}],
        "sources": [{"title": one.publisher, "path": one.home} for one in exported],
        "contributors": [*publishers, {"title": "ofrecord", "roles": ["compiler"]}],
        "resources": resources,
    }


def _resource(one: Exported, file: DataFile) -> PlainRow:
    return {
        "name": resource_name(one.name, file.table, file.form),
        **({"type": "table"} if file.form is Form.CSV else {}),
        "path": file.path,
        "title": f"{one.title}: {file.table or 'all tables'} ({TITLES[file.form]})",
        "description": file.text,
        "format": _FORMATS.get(file.form, str(file.form)),
        "mediatype": MEDIA_TYPES[file.form],
        **({} if file.form in {Form.PARQUET, Form.SQLITE} else {"encoding": "utf-8"}),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "licenses": [{"path": "README.md", "title": one.licence}],
        "sources": [{"title": one.publisher, "path": one.home}],
        **({"schema": _schema(one, file)} if file.table else {}),
    }


def resource_name(register: str, table: str, form: Form) -> str:
    """The name of a resource.

    >>> resource_name("uk-small-boats", "series_values", Form.CSV)
    'uk-small-boats-series-values-csv'
    """
    return "-".join(filter(None, (register, table.replace("_", "-"), form)))


def _schema(one: Exported, file: DataFile) -> PlainRow:
    form, name = file.form, file.table
    if name == COUNTIES:
        return {"$schema": _SCHEMA, "fields": [_told(*field) for field in COUNTY_FIELDS]}
    if form in {Form.JSON, Form.GEOJSON} and name in OBJECTS:
        return {"$schema": _SCHEMA, "fields": object_fields(name)}
    keys = KEYS[name]
    found: PlainRow = {
        "$schema": _SCHEMA,
        "fields": [_field(column) for column in columns_of(name)],
        "missingValues": [""],
    }
    if keys.primary:
        found["primaryKey"] = [*keys.primary]
    held = {other.table for other in one.files if other.form is form}
    leads: list[Plain] = [
        {
            "fields": [column],
            "reference": {
                "resource": resource_name(one.name, other, form) if other != name else "",
                "fields": [*KEYS[other].primary],
            },
        }
        for column, other in keys.leads
        if other in held
    ]
    if leads and form is Form.CSV:
        found["foreignKeys"] = leads
    return found


def _told(name: str, kind: str, meaning: str) -> PlainRow:
    return {"name": name, "type": kind, "description": meaning}


def _field(column: Column) -> PlainRow:
    return {
        "name": column.name,
        "type": _TYPES[column.type],
        "description": column.meaning.replace("`", ""),
    }


def object_fields(name: str) -> list[Plain]:
    """The fields of the objects that a command answers with."""
    of = OBJECTS[name]
    days = {column for _, columns in VIEWS.values() for column, kind in columns if kind == "DATE"}
    return [
        {
            "name": field,
            "type": "date" if field in days else _object_type(str(declared.type)),
            "description": MEANINGS[field].replace("`", ""),
        }
        for field, declared in zip(field_names(of), fields(of), strict=True)
    ]


def _object_type(declared: str) -> str:
    return "array" if "tuple" in declared else "integer" if "int" in declared else "string"
