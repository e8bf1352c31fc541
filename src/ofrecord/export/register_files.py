"""The files of one register: its tables in every form, and its feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ofrecord.export.atom import render_atom
from ofrecord.export.csv import write_csv
from ofrecord.export.described import DataFile, Exported, Form
from ofrecord.export.feeds import feeds_of
from ofrecord.export.folder import sum_of
from ofrecord.export.geojson import COUNTIES, STANDING, counties_of, standing, write_features
from ofrecord.export.json_arrays import objects_of_table, write_array
from ofrecord.export.json_feed import render_json_feed
from ofrecord.export.parquet import write_parquet
from ofrecord.export.sqlite import write_sqlite
from ofrecord.front import open_record
from ofrecord.front.data import Extent, Table, extent_of, names_of, objects_of, tables_of
from ofrecord.front.register import Register
from ofrecord.front.series import SeriesRegister
from ofrecord.model import PlainRow
from ofrecord.series import SeriesDeclaration

_WRITERS: dict[Form, Callable[[Path, Table], None]] = {
    Form.CSV: write_csv,
    Form.PARQUET: write_parquet,
}
_FEATURES = {
    COUNTIES: "The counties with an agreement on the newest day, each with its outline and counts.",
    **{name: f"The {name} that stand on the newest day, without geometry." for name in STANDING},
}
_WHOLE = "All tables of the register in one file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One register whose files are to be written below ``stage``.

    ``pages`` is what stands before the addresses of the site's pages; ``None`` where there is none.
    """

    register: str
    home: str
    stage: str
    forms: tuple[Form, ...]
    address: str
    pages: str | None


def export_register(task: Task) -> Exported:
    """Writes the files of a register, and answers what they are. Runs in a process of its own."""
    register = open_record(task.home).register(task.register)
    return describe_register(
        register, list(_write_all(register, task)), _write_feeds(register, task)
    )


def plan_register(register: Register | SeriesRegister) -> Exported:
    """What an export of a register will hold, before it is made: files without size or sum.

    >>> import ofrecord
    >>> [file.path for file in plan_register(ofrecord.open()["uk-small-boats"]).files][-1]
    'data/uk-small-boats/uk-small-boats.sqlite'
    """
    named = names_of(register)
    planned = [
        (f"{table}.{form}", form, table, text)
        for form in (Form.CSV, Form.PARQUET, Form.JSON)
        for table, text in named
    ]
    if isinstance(register, Register):
        planned += [(f"{n}.geojson", Form.GEOJSON, n, text) for n, text in _FEATURES.items()]
    planned.append((f"{register.name}.sqlite", Form.SQLITE, "", _WHOLE))
    files = [
        DataFile(
            path=f"data/{register.name}/{name}",
            form=form,
            table=table,
            text=text,
            rows=0,
            size=0,
            sha256="",
        )
        for name, form, table, text in planned
    ]
    return describe_register(register, files, 0)


def describe_register(
    register: Register | SeriesRegister, files: Sequence[DataFile], feeds: int
) -> Exported:
    """A register with the files that were made of it."""
    declared, extent = register.declaration, extent_of(register)
    series = declared if isinstance(declared, SeriesDeclaration) else None
    held = {edition.list for edition in register.editions()}
    return Exported(
        name=register.name,
        title=declared.title,
        kind=declared.kind,
        publisher=declared.publisher,
        home=declared.home,
        licence=declared.licence,
        caveats=series.caveats if series else (),
        lists=tuple((one.name, one.title) for one in declared.lists if one.name in held),
        measures=tuple((one.name, one.title) for one in series.measures) if series else (),
        first_day=extent.first_day,
        last_day=extent.last_day,
        captured_on=extent.captured_on,
        editions=extent.editions,
        files=files,
        feeds=feeds,
    )


def _write_all(register: Register | SeriesRegister, task: Task) -> Iterator[DataFile]:
    stage = Path(task.stage)
    folder = f"data/{register.name}"
    tables = tables_of(register) if set(task.forms) - {Form.FEEDS} else []
    objects = objects_of(register) if {Form.JSON, Form.GEOJSON} & set(task.forms) else {}
    (stage / folder).mkdir(parents=True, exist_ok=True)
    for form in task.forms:
        if form in _WRITERS:
            for table in tables:
                path = f"{folder}/{table.name}.{form}"
                _WRITERS[form](stage / path, table)
                yield _file(stage, path, form, table.name, table.text, len(table.rows))
        elif form is Form.JSON:
            yield from _write_json(stage, folder, tables, objects)
        elif form is Form.GEOJSON and isinstance(register, Register):
            yield from _write_geojson(stage, folder, register, objects)
        elif form is Form.SQLITE:
            path = f"{folder}/{register.name}.sqlite"
            write_sqlite(stage / path, tables)
            rows = sum(len(table.rows) for table in tables)
            yield _file(stage, path, form, "", _WHOLE, rows)


def _write_json(
    stage: Path, folder: str, tables: Sequence[Table], objects: dict[str, list[PlainRow]]
) -> Iterator[DataFile]:
    for table in tables:
        path = f"{folder}/{table.name}.json"
        write_array(stage / path, objects.get(table.name) or objects_of_table(table))
        yield _file(stage, path, Form.JSON, table.name, table.text, len(table.rows))


def _write_geojson(
    stage: Path, folder: str, register: Register, objects: dict[str, list[PlainRow]]
) -> Iterator[DataFile]:
    extent: Extent = extent_of(register)
    told: PlainRow = {
        "register": register.name,
        "publisher": register.declaration.publisher,
        "day": extent.last_day,
    }
    for name, text in _FEATURES.items():
        path = f"{folder}/{name}.geojson"
        if name == COUNTIES:
            found: Iterable[PlainRow] = counties_of(register.as_of(extent.last_day))
        else:
            found = standing(name, objects[name])
        count = write_features(stage / path, name, found, told)
        yield _file(stage, path, Form.GEOJSON, name, text, count)


def _file(stage: Path, path: str, form: Form, table: str, text: str, rows: int) -> DataFile:
    made = stage / path
    return DataFile(
        path=path,
        form=form,
        table=table,
        text=text,
        rows=rows,
        size=made.stat().st_size,
        sha256=sum_of(made),
    )


def _write_feeds(register: Register | SeriesRegister, task: Task) -> int:
    if Form.FEEDS not in task.forms:
        return 0
    feeds = list(feeds_of(register))
    for feed in feeds:
        made = Path(task.stage, f"{feed.path}.atom")
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(render_atom(feed, task.address, task.pages))
        made.with_suffix(".json").write_bytes(render_json_feed(feed, task.address, task.pages))
    return len(feeds)
