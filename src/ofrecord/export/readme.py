"""``README.md`` of an export: what each file is, from whom, under what terms, how to cite it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ofrecord.export.described import TITLES, DataFile, Exported, Form, newest_day

_HEAD = """\
# Dated public records

Every edition that is held of registers and series that public bodies republish, as files.{date}
Compiled by ofrecord, which is not connected with the publishers. What the files say is what the
publishers' lists say, cleaned; nothing is judged.
"""
_FORMS = {
    Form.CSV: """\
**CSV** (RFC 4180, UTF-8, lines end in CR LF). An empty cell is a value that is not known. So that
no spreadsheet runs text as a formula, a text cell that begins with `=` `+` `-` `@` (also in full
width), a tab, a line break or an apostrophe has one more apostrophe in front. To undo it, take one
apostrophe from the front of every text cell that begins with one. Numbers and days are never
changed, and no other form has it.
""",
    Form.PARQUET: """\
**Parquet**: the same tables with typed columns; what is not known is null.
""",
    Form.JSON: """\
**JSON**: arrays of objects, one a line, row for row the same tables. Editions, agreements, agencies
and changes have all the fields that the commands give, lists and objects among them.
""",
    Form.GEOJSON: """\
**GeoJSON** (RFC 7946), of the newest day: the counties that the list names, each with its outline
and counts; the agencies with an active agreement, and the active agreements. Of these two the
geometry is null, as no coordinates of agencies are held: `county_fips` joins each to its county.
Agencies of a whole state have no county. Outlines are those of the U.S. Census Bureau (public
domain), as carried by us-atlas 3.0.1 (ISC licence), simplified.
""",
    Form.SQLITE: """\
**SQLite**: one file a register, with keys, indexes, and search of the names of agencies
(`agencies_fts`). To browse it with [Datasette](https://datasette.io):

    datasette data/*/*.sqlite --metadata data/metadata.json
""",
    Form.FEEDS: """\
**Feeds**: each as Atom (`.atom`) and JSON Feed (`.json`), the newest 100 entries. Of lists:
`feeds/REGISTER/all`, `all-with-spellings`, `state/NY`, `county/36065`, `agency/ID`, `model/WSO`,
`kind/signed`. A change of nothing but a name's spelling is told in `all-with-spellings` and
`kind/respelled` alone. Of series: `feeds/REGISTER/editions`, new editions with what they revised.
""",
}
_CHECKING = """\
**Checking.** `SHA256SUMS` names every file: `sha256sum --check SHA256SUMS`. `datapackage.json`
describes every file of data and its columns (Data Package, version 2); to check the files by it:

    pip install frictionless
    frictionless validate datapackage.json

`dataset.jsonld` is the same for search engines (schema.org). The same record gives the same bytes:
files bear the day of the newest capture, not that of the export.
"""
_CITING = """\
## How to cite

Name the publisher, the list, the day, the edition and the record, as in

> {publisher}, {title}, {list} as published on {day}, in the record of ofrecord.

`edition_id` stands in every row that rests on one edition; the sha256 of its file is in `captures`.
"""
_PLACES = """\
Counties of agencies that print none, and of towns, rest on the U.S. Census Bureau (public domain)
and [GeoNames](https://www.geonames.org) ([CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)).
"""


def write_readme(exported: Sequence[Exported]) -> str:
    """The page as Markdown."""
    day = newest_day(exported)
    forms = {file.form for one in exported for file in one.files}
    if any(one.feeds for one in exported):
        forms.add(Form.FEEDS)
    parts = [_HEAD.format(date=f" Newest capture: {day}." if day else ""), "## Forms", ""]
    parts += [text for form, text in _FORMS.items() if form in forms]
    parts.append(_CHECKING)
    for one in exported:
        parts += _register(one)
    parts += _citing(exported)
    return "\n".join(parts).rstrip("\n") + "\n"


def _register(one: Exported) -> Iterator[str]:
    yield f"## {one.name}: {one.title}\n"
    yield f"- Publisher: {one.publisher}, <{one.home}>"
    yield f"- Licence: {one.licence}"
    yield f"- Editions: {one.editions:,}, from {one.first_day} to {one.last_day}"
    yield from (f"- List `{name}`: {title}" for name, title in one.lists)
    yield from (f"- Measure `{name}`: {title}" for name, title in one.measures)
    if one.caveats:
        yield "\nTo be said with every number:\n"
        yield from (f"- {caveat}" for caveat in one.caveats)
    if one.kind == "list":
        yield f"\n{_PLACES.rstrip()}"
    yield "\n| file | rows | bytes | what it is |\n| --- | ---: | ---: | --- |"
    yield from map(_file, one.files)
    if one.feeds:
        yield f"\n{one.feeds:,} feeds below `feeds/{one.name}/`, in two forms each."
    yield ""


def _file(file: DataFile) -> str:
    text = f"{TITLES[file.form]}. {file.text}".replace("|", "\\|")
    return f"| [{file.path}]({file.path}) | {file.rows:,} | {file.size:,} | {text} |"


def _citing(exported: Sequence[Exported]) -> Iterator[str]:
    for one in exported[:1]:
        yield _CITING.format(
            publisher=one.publisher,
            list=one.lists[0][1] if one.lists else one.name,
            title=one.title,
            day=one.last_day,
        )
