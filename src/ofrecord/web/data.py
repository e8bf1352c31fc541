"""The page of data: every file that can be had, what its columns hold, the terms, the feeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from ofrecord.export.dataset import describe_dataset
from ofrecord.export.described import MEDIA_TYPES, TITLES, DataFile, Exported, Form
from ofrecord.export.downloads import PAGES
from ofrecord.export.folder import SUMS
from ofrecord.export.register_files import plan_register
from ofrecord.measures.dictionary import MEANINGS, VIEWS
from ofrecord.web.desk import Desk
from ofrecord.web.events import KINDS
from ofrecord.web.page import Shown
from ofrecord.web.sources import Sources

if TYPE_CHECKING:
    from markupsafe import Markup

ALONE = frozenset({*(f"/{name}" for name in PAGES), f"/{SUMS}"})
"""The addresses of what the files say of themselves."""
_PLAIN = "text/plain"
_FORMS = (Form.CSV, Form.PARQUET, Form.JSON, Form.GEOJSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLink:
    """A file as the page offers it; its size and sum are empty while it is being made."""

    href: str
    name: str
    form: str
    media_type: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A table: what it holds, how many rows, and the file of each form (or none)."""

    name: str
    text: str
    rows: int | None
    files: tuple[FileLink | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A register with its files: those of tables, and that of all of them."""

    one: Exported
    forms: tuple[str, ...]
    tables: tuple[TableLine, ...]
    whole: FileLink


def show_data(desk: Desk) -> Shown:
    """The downloads, what each column holds, the terms, and how to follow what changes."""
    words, sources = desk.words, desk.sources
    made = sources.downloads
    planned = offered_of(sources)
    lists = sources.lists
    told = {feed for feeds in sources.feeds.values() for feed in feeds.paths}
    follow = {
        key: [value for value in values if f"feeds/{lists.name}/{key}/{value}" in told]
        for key, values in (
            ("kind", KINDS), ("model", lists.models), ("state", sources.places[0])
        )
    }  # fmt: skip
    return Shown(
        template="data.html",
        title=words.say("Data"),
        about=words.say("Downloads, what each column holds, and the terms."),
        values={
            "ready": bool(made),
            "offered": [_offered(desk, one) for one in planned],
            "datasets": dataset_markup(planned, desk.address),
            "follow": follow,
            "any_change": f"feeds/{lists.name}/all" in told,
            "lists_name": lists.name,
            "series_names": [one.name for one in planned if one.kind == "series"],
            "kinds": KINDS,
            "views": VIEWS,
            "meanings": MEANINGS,
        },
        kept=bool(made),
        of=tuple(sources.registers),
    )


def offered_of(sources: Sources) -> Sequence[Exported]:
    """The registers with their files: as they were made, or as they will be."""
    return sources.downloads or [plan_register(one) for one in sources.registers.values()]


def files_of(exported: Iterable[Exported]) -> dict[str, str]:
    """The media type of every file that is offered, by its address."""
    files = {f"/{file.path}": MEDIA_TYPES[file.form] for one in exported for file in one.files}
    found = {**files, **{f"/{name}": kind for name, kind in PAGES.items()}, f"/{SUMS}": _PLAIN}
    return {
        path: f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        for path, kind in found.items()
    }


def _offered(desk: Desk, one: Exported) -> Offered:
    by_table: dict[str, dict[str, DataFile]] = {}
    for file in one.files:
        by_table.setdefault(file.table, {})[file.form] = file
    whole = by_table.pop("")[Form.SQLITE]
    forms = [form for form in _FORMS if any(form in files for files in by_table.values())]
    return Offered(
        one=one,
        forms=tuple(TITLES[form] for form in forms),
        tables=tuple(_line(desk, files, forms) for files in by_table.values()),
        whole=_link(desk, whole),
    )


def _line(desk: Desk, files: dict[str, DataFile], forms: Sequence[Form]) -> TableLine:
    first = next(iter(files.values()))
    return TableLine(
        name=first.table,
        text=first.text,
        rows=first.rows if first.sha256 else None,
        files=tuple(_link(desk, files[form]) if form in files else None for form in forms),
    )


def _link(desk: Desk, file: DataFile) -> FileLink:
    _, register, name = file.path.split("/")
    return FileLink(
        href=desk.links.root(f"/{file.path}"),
        name=name if name.startswith(register) else f"{register}-{name}",
        form=TITLES[file.form],
        media_type=str(file.form),
        size=desk.words.size(file.size) if file.sha256 else "",
        sha256=file.sha256,
    )


def dataset_markup(exported: Sequence[Exported], address: str) -> Markup:
    """Registers as schema.org Datasets, as JSON that can stand in a page."""
    from markupsafe import Markup

    graph = [describe_dataset(one, address) for one in exported]
    told = msgspec.json.encode({"@context": "https://schema.org/", "@graph": graph}).decode()
    # No text in it can end the element that it stands in.
    return Markup(told.replace("<", "\\u003c").replace("&", "\\u0026"))  # noqa: S704
