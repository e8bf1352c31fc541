"""Downloads hold the rows that the Python face gives, in every form, and describe themselves."""

import csv
import hashlib
import json
import re
import sqlite3
from contextlib import closing

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ofrecord.export.csv import write_csv
from ofrecord.export.datapackage import object_fields
from ofrecord.export.described import Form
from ofrecord.export.downloads import export_data
from ofrecord.front.csv_text import GUARDED, guard_text, unguard_text
from ofrecord.front.data import Column, Table, objects_of, tables_of, unbroken

SMALL = ("ice-287g", "uk-small-boats")
TABLES = {
    "ice-287g": ("editions", "captures", "windows", "agreements", "agencies", "changes",
                 "registers", "lists"),
    "uk-small-boats": ("editions", "captures", "series_values", "registers", "lists", "measures",
                       "notes"),
}  # fmt: skip
EVERY = [(register, name) for register, names in TABLES.items() for name in names]


@pytest.fixture(scope="module")
def table_of(hostile_record):
    found = {
        (name, table.name): table for name in SMALL for table in tables_of(hostile_record[name])
    }
    return lambda register, name: found[register, name]


@pytest.fixture(scope="module")
def package(downloads):
    return json.loads((downloads / "datapackage.json").read_bytes())


def cells_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.reader(file, strict=True)]


def test_a_register_has_its_tables_in_the_order_of_the_dictionary(hostile_record):
    for register, names in TABLES.items():
        assert tuple(table.name for table in tables_of(hostile_record[register])) == names


def test_the_record_holds_every_hostile_name(table_of, hostile_names):
    found = {row[2] for row in table_of("ice-287g", "agencies").rows}
    beginnings = {name.strip("'")[:7] for name in hostile_names}
    assert beginnings <= {name.strip("'")[:7] for name in found}


@pytest.mark.parametrize(("register", "name"), EVERY, ids=str)
def test_csv_holds_the_rows(downloads, table_of, register, name):
    table = table_of(register, name)
    header, *rows = cells_of(downloads / "data" / register / f"{name}.csv")
    assert tuple(header) == table.names
    texts = [column.type == "VARCHAR" for column in table.columns]
    found = [
        [unguard_text(cell) if text else cell for cell, text in zip(row, texts, strict=True)]
        for row in rows
    ]
    expected = [
        ["" if v is None else str(v).lower() if isinstance(v, bool) else str(v) for v in row]
        for row in table.rows
    ]
    assert found == expected


@pytest.mark.parametrize(("register", "name"), EVERY, ids=str)
def test_no_cell_of_text_begins_with_what_a_spreadsheet_runs(downloads, table_of, register, name):
    data = (downloads / "data" / register / f"{name}.csv").read_bytes()
    assert data.count(b"\n") >= data.count(b"\r\n") > 0
    texts = [column.type == "VARCHAR" for column in table_of(register, name).columns]
    for row in cells_of(downloads / "data" / register / f"{name}.csv")[1:]:
        for cell, text in zip(row, texts, strict=True):
            assert not text or cell[:1] not in GUARDED - {"'"}


@pytest.mark.parametrize(("register", "name"), EVERY, ids=str)
def test_parquet_holds_the_rows_with_types(downloads, table_of, register, name):
    table = table_of(register, name)
    frame = pl.read_parquet(downloads / "data" / register / f"{name}.parquet")
    assert tuple(frame.columns) == table.names
    kinds = {
        "VARCHAR": pl.String, "DATE": pl.Date, "INTEGER": pl.Int32, "BIGINT": pl.Int64,
        "BOOLEAN": pl.Boolean,
    }  # fmt: skip
    assert frame.dtypes == [kinds[column.type] for column in table.columns]
    days = frame.with_columns(pl.col(pl.Date).dt.to_string())
    assert days.rows() == [tuple(row) for row in table.rows]


@pytest.mark.parametrize(("register", "name"), EVERY, ids=str)
def test_json_holds_the_rows_as_the_commands_give_them(
    downloads, hostile_record, table_of, register, name
):
    found = json.loads((downloads / "data" / register / f"{name}.json").read_bytes())
    objects = objects_of(hostile_record[register]).get(name)
    table = table_of(register, name)
    assert found == (objects or [dict(zip(table.names, row, strict=True)) for row in table.rows])
    assert len(found) == len(table.rows)


def test_json_of_identities_is_that_of_the_commands(downloads, hostile_record, cli):
    home = hostile_record.home
    for name in ("agencies", "agreements"):
        found = json.loads((downloads / "data" / "ice-287g" / f"{name}.json").read_bytes())
        key = "agency_id" if name == "agencies" else "agreement_id"
        by_id = {one[key]: one for one in found}
        asked = cli("--home", home, name, "--register", "ice-287g", "--format", "json").json()
        assert asked
        assert [by_id[one[key]] for one in asked] == asked


@pytest.mark.parametrize(("register", "name"), EVERY, ids=str)
def test_sqlite_holds_the_rows(downloads, table_of, register, name):
    table = table_of(register, name)
    path = downloads / "data" / register / f"{register}.sqlite"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        answer = connection.execute(f'SELECT * FROM "{name}"')  # noqa: S608
        assert tuple(column[0] for column in answer.description) == table.names
        assert sorted(answer.fetchall(), key=repr) == sorted(map(tuple, table.rows), key=repr)


@pytest.mark.parametrize("register", SMALL)
def test_sqlite_is_whole_and_its_keys_lead_somewhere(downloads, register):
    path = downloads / "data" / register / f"{register}.sqlite"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kinds = connection.execute("SELECT type, count(*) FROM sqlite_schema GROUP BY 1")
        assert dict(kinds)["index"] > 3


def test_sqlite_finds_agencies_by_words_of_any_spelling(downloads):
    path = downloads / "data" / "ice-287g" / "ice-287g.sqlite"
    query = (
        "SELECT agency_id FROM agencies WHERE rowid IN "
        "(SELECT rowid FROM agencies_fts WHERE agencies_fts MATCH ?)"
    )
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for word in ("nunez", "hyperlink", '"alert 1"'):
            assert len(connection.execute(query, [word]).fetchall()) == 1
        # By this Datasette finds what can be searched.
        wanted = '%content="agencies"%'
        found = connection.execute("SELECT 1 FROM sqlite_schema WHERE sql LIKE ?", [wanted])
        assert found.fetchall()


def test_geojson_has_a_feature_for_each_who_stands(downloads):
    found = json.loads((downloads / "data" / "ice-287g" / "agreements.geojson").read_bytes())
    assert found["type"] == "FeatureCollection"
    assert found["day"] == "2025-05-02"
    agreements = json.loads((downloads / "data" / "ice-287g" / "agreements.json").read_bytes())
    active = [one for one in agreements if one["status"] == "active"]
    assert [feature["properties"] for feature in found["features"]] == active != []
    assert {feature["geometry"] for feature in found["features"]} == {None}
    assert all(feature["type"] == "Feature" for feature in found["features"])
    agencies = json.loads((downloads / "data" / "ice-287g" / "agencies.geojson").read_bytes())
    ids = {feature["id"] for feature in agencies["features"]}
    assert ids == {one["agency_id"] for one in active}


# What the folder says of itself ---------------------------------------------------------------


def test_the_package_describes_every_file_of_data(downloads, package):
    paths = {resource["path"] for resource in package["resources"]}
    made = {
        path.relative_to(downloads).as_posix()
        for path in (downloads / "data").rglob("*")
        if path.is_file()
    }
    assert paths == made - {"data/metadata.json"}
    for resource in package["resources"]:
        data = (downloads / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["sources"][0]["title"]
        assert resource["licenses"][0]["title"]
        assert re.fullmatch(r"[a-z0-9-]+", resource["name"])
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))


def test_every_column_is_described(downloads, package):
    for resource in package["resources"]:
        if resource["format"] == "sqlite":
            continue
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])
        path = downloads / resource["path"]
        if resource["format"] == "csv":
            assert cells_of(path)[0] == fields
        elif resource["format"] == "json":
            assert {tuple(one) for one in json.loads(path.read_bytes())} <= {tuple(fields)}


def test_the_keys_of_the_package_lead_to_resources(package):
    resources = {resource["name"]: resource for resource in package["resources"]}
    leads = [
        (resource, key)
        for resource in resources.values()
        for key in resource.get("schema", {}).get("foreignKeys", ())
    ]
    assert len(leads) > 10
    for resource, key in leads:
        other = resources[key["reference"]["resource"] or resource["name"]]
        columns = {field["name"] for field in other["schema"]["fields"]}
        assert set(key["reference"]["fields"]) <= columns


def test_the_types_of_json_are_those_of_its_fields(downloads):
    kinds = {"array": list, "integer": int, "string": str, "date": str}
    for name in ("editions", "agreements", "agencies", "changes"):
        found = json.loads((downloads / "data" / "ice-287g" / f"{name}.json").read_bytes())
        for field in object_fields(name):
            values = {type(one[field["name"]]) for one in found} - {type(None)}
            assert values <= {kinds[field["type"]]}, field


def test_frictionless_accepts_the_package(downloads):
    """``make downloads`` asks the same of the whole record, with the command itself."""
    frictionless = pytest.importorskip("frictionless", reason="see: make downloads")
    report = frictionless.validate(str(downloads / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


def test_datasets_name_the_publisher_and_their_downloads(downloads):
    found = json.loads((downloads / "dataset.jsonld").read_bytes())
    assert [one["identifier"] for one in found["@graph"]] == list(SMALL)
    for one in found["@graph"]:
        assert one["creator"]["name"] in one["description"]
        assert 50 <= len(one["description"]) <= 5000
        assert all((downloads / file["contentUrl"]).is_file() for file in one["distribution"])
    assert found["@graph"][0]["temporalCoverage"] == "2025-04-30/2025-05-02"


def test_datasette_metadata_describes_columns_that_exist(downloads):
    found = json.loads((downloads / "data" / "metadata.json").read_bytes())
    for name, database in found["databases"].items():
        assert database["license"]
        assert database["source"] in database["description"]
        path = downloads / "data" / name / f"{name}.sqlite"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            for table, about in database["tables"].items():
                columns = {r[1] for r in connection.execute(f'PRAGMA table_info("{table}")')}
                if columns and "columns" in about:
                    asked = {*about["columns"], *about.get("facets", ())}
                    asked |= {about[key] for key in ("label_column", "sort_desc") if key in about}
                    assert asked <= columns


def test_the_readme_names_files_publishers_terms_and_caveats(downloads, hostile_record):
    text = (downloads / "README.md").read_text("utf-8")
    for name in SMALL:
        declared = hostile_record[name].declaration
        assert declared.publisher in text
        assert declared.licence in text
    for caveat in hostile_record["uk-small-boats"].declaration.caveats:
        assert caveat in text
    for link in re.findall(r"\]\((data/[^)]+)\)", text):
        assert (downloads / link).is_file()
    assert "2025-05-02" in text


# Forms and bytes --------------------------------------------------------------------------------


def test_the_same_record_gives_the_same_bytes(downloads, hostile_record, tmp_path):
    again = tmp_path / "again"
    export_data(hostile_record, again, registers=SMALL, workers=2)
    paths = sorted(p.relative_to(downloads) for p in downloads.rglob("*") if p.is_file())
    assert paths == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    different = [p for p in paths if (downloads / p).read_bytes() != (again / p).read_bytes()]
    assert different == []


def test_only_the_forms_that_are_asked_for_are_written(hostile_record, tmp_path):
    export_data(hostile_record, tmp_path, registers=SMALL[:1], forms=[Form.PARQUET], workers=1)
    found = {p.suffix for p in tmp_path.rglob("*") if p.is_file()}
    assert found == {".parquet", ".json", ".jsonld", ".md", ""}
    assert not (tmp_path / "feeds").exists()
    assert not (tmp_path / "data" / SMALL[1]).exists()


@given(st.text(max_size=20))
def test_guarding_is_undone_exactly_and_leaves_nothing_that_runs(text):
    guarded = guard_text(text)
    assert unguard_text(guarded) == text
    assert guarded[:1] not in GUARDED - {"'"}


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
            st.one_of(st.none(), st.integers(-(2**31), 2**31 - 1)),
        ),
        max_size=5,
    )
)
def test_any_text_and_number_comes_back_from_csv(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    columns = (
        Column(name="a", type="VARCHAR", meaning="a"),
        Column(name="b", type="INTEGER", meaning="b"),
    )
    write_csv(path, Table(name="t", text="", columns=columns, rows=rows))
    _, *found = cells_of(path)
    assert [(unguard_text(a), int(b) if b else None) for a, b in found] == rows


@given(st.text(st.characters(codec=None)))
def test_a_text_can_be_written_in_utf_8_whatever_it_holds(text):
    halves = any("\ud800" <= letter <= "\udfff" for letter in text)
    assert (unbroken(text) == text) is not halves
    assert len(unbroken(text).encode().decode()) == len(text)
