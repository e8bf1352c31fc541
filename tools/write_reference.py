"""Writes the reference from the code: docs/sql.md, and docs/reference but for json.md.

``python tools/write_reference.py`` writes the pages. What a command, an option, a name, a field or
a view is comes from the code; what this file adds are introductions, the meaning of each column of
the SQL views, and which examples to show. What the examples print comes from running them.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from pathlib import Path

from ofrecord.cli.parser import make_parser
from ofrecord.export.datapackage import OBJECTS
from ofrecord.measures.dictionary import KEYS, MEANINGS, VIEWS
from ofrecord.model import field_names

sys.path.insert(0, str(Path(__file__).parent))
from http_reference import write_http
from run_examples import renew_page

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "ofrecord"
MADE = (
    "<!-- Written by tools/write_reference.py from the code. Do not edit this page by hand. -->\n"
)

# The command line ---------------------------------------------------------------------------------

CLI_INTRODUCTION = """\
# The command line

`make demo` and `make test` make `.venv` in the checkout; `.venv/bin/ofrecord` is the command.

**Where the record is.** `--home DIR`, written before the command, or the environment variable
`OFRECORD_HOME` names the folder. Without either it is the platform's folder for a user's data.
Where that folder holds no record, every command that reads uses the record that ships inside the
package, and says so on stderr.

**Formats.** `--format table|json|csv`. On a terminal the default is `table`, otherwise `json`.
JSON and CSV go to stdout alone; progress, warnings and hints go to stderr. The fields of JSON are
described in [json.md](json.md). A CSV has the same fields, one column each.

**Filters.** `--state` takes a code or a name in any usual form (`NY`, `new york`, `N.Y.`).
`--county` takes a Census name with its state (`"Oneida, NY"`) or a FIPS code (`36065`). `--model`
takes `JEM`, `TFM`, `WSO` or a name in use (`"Task Force Model"`, `jail`). `--agency` takes words of
the name: all of them must be there. Filters given together must all fit.

**Exit codes.** 0: done. 1: done, and the answer is that something is wrong (a capture was kept
aside, `verify` found a difference). 2: the request is wrong; the message names the argument, what
was given and what would be right. 3: a source could not be reached. The messages are explained in
[errors.md](../errors.md).

"""

HELP = {
    "folders": "a folder with captures, or one capture; there may be several",
    "what": "`agency`, `agreement` or `apart`; without it, the judgements in force are listed",
}
"""What an argument is for whose help says nothing."""

CLI_EXAMPLES = {
    "status": ["ofrecord status\n… 9 0"],
    "as-of": ["ofrecord as-of 2025-09-05 --state NY --rows\n… 9 0"],
    "changes": ["ofrecord changes 2025-09-01 2025-09-05 --kind signed\n… 9 0"],
    "agreements": ["ofrecord agreements --county 'Oneida, NY'\n… 9 0"],
    "agencies": ["ofrecord agencies --state NH --type County --status active\n… 9 0"],
    "history": ["ofrecord history g-rtd0v8gfdf\n… 15 0"],
    "editions": ["ofrecord editions --list pending --from 2025-09-04 --to 2025-09-05\n… 9 0"],
    "reproduce": ["ofrecord reproduce participating-b497a1fefd | head -3\n… 9 0"],
    "verify": ["ofrecord verify\n… 9 0"],
    "export": ["ofrecord export data downloads --register ice-287g --format csv | head -1"],
    "sql": [
        'ofrecord sql "SELECT model, count(*) AS n FROM agreements GROUP BY 1 ORDER BY 1"\n… 9 0'
    ],
}
"""What is shown and run for each command; a command that is not here shows its help's example."""


def write_cli() -> str:
    """docs/reference/cli.md."""
    parser = make_parser()
    actions = parser._actions  # noqa: SLF001  (argparse tells nothing of itself otherwise)
    commands = next(a for a in actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    general = [a for a in actions if a.option_strings and a.dest != "help"]
    parts = [MADE, CLI_INTRODUCTION, "Before any command:\n", *_write_arguments(general)]
    for name, command in commands.choices.items():
        parts += ["", f"## ofrecord {name}", "", f"{command.description}", ""]
        arguments = [a for a in command._actions if a.dest != "help"]  # noqa: SLF001
        parts += [f"    {_write_usage(name, arguments)}", "", *_write_arguments(arguments), ""]
        if name in CLI_EXAMPLES:
            parts += ["```console", *(f"$ {shown}" for shown in CLI_EXAMPLES[name]), "```"]
        else:
            example = (command.epilog or "").removeprefix("Example: ")
            parts += ["```console no-run", f"$ {example}", "```"]
    return renew_page(_join(parts))


def _write_usage(name: str, arguments: list[argparse.Action]) -> str:
    words = [f"ofrecord {name}"]
    for argument in sorted(arguments, key=lambda a: bool(a.option_strings)):
        value = _value(argument)
        if not argument.option_strings:
            several = argument.nargs in {"+", "*"} and " " not in value
            more = f"{value}…" if several else value
            words.append(f"[{more}]" if argument.nargs in {"?", "*"} else more)
        else:
            words.append(f"[{argument.option_strings[-1]}{f' {value}' if value else ''}]")
    return " ".join(words)


def _value(argument: argparse.Action) -> str:
    if argument.nargs == 0:
        return ""
    if argument.choices and not argument.metavar:
        return "|".join(map(str, argument.choices))
    return str(argument.metavar or argument.dest.upper())


def _write_arguments(arguments: list[argparse.Action]) -> list[str]:
    if not arguments:
        return []
    rows = ["| argument | what it does |", "| --- | --- |"]
    for argument in arguments:
        name = " ".join(filter(None, [*argument.option_strings[-1:], _value(argument)]))
        text = argument.help or HELP.get(argument.dest, "")
        if not text:
            raise KeyError(f"{argument.dest}: no help; add it to the command, or to HELP here")
        rows.append(f"| `{_cell(name)}` | {_cell(text)} |")
    return rows


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


# Python -------------------------------------------------------------------------------------------

PYTHON_INTRODUCTION = """\
# Python

The command line and the Python face are one thing: a command asks what is described here and
prints the answer.

Methods named after a command (`counts(by=…)`, `agreements`, `agencies`, `changes`, `sql`) answer
with a [polars](https://pola.rs) `DataFrame`, one column a field. Beside each stands a method that
answers with plain frozen values (`groups`, `find_agreements`, `find_agencies`, `find_changes`),
which needs no polars. The filters `state`, `county`, `model`, `type` and `agency` are texts in any
usual form, as on the command line; they stand for `**asked` below. Of a series, `values` answers
with a `DataFrame`, `find_values` with plain values, and each measure with an `Answer`. Whatever is
wrong with a request raises `BadRequest`, a child of `ofrecord.errors.OfRecordError`
([errors.md](../errors.md)).

"""
INNER = frozenset({"view", "identities", "timeline", "frame", "asked"})
"""Members that the command line and the measures use; no script needs them."""
FACE = (
    "open_record", "Record", "RegisterBase", "Register", "Day", "History", "SeriesRegister",
    "SeriesDay",
)  # fmt: skip
VALUES = (
    "Edition", "Capture", "Explained", "Entry", "Agreement", "SignedAsPrinted", "Agency", "Change",
    "Window", "Joint", "Counts", "Group", "Filters", "Value", "Measured",
)  # fmt: skip


def write_python() -> str:
    """docs/reference/python.md."""
    parts = [MADE, PYTHON_INTRODUCTION]
    parts += ["## Opening a record", ""]
    face = {
        name: node
        for path in sorted((SOURCE / "front").glob("*.py"))
        for name, node in _definitions(f"front/{path.name}").items()
    }
    for name in FACE:
        node = face[name]
        if isinstance(node, ast.FunctionDef):
            parts += _write_function(node, "ofrecord.open")
        else:
            parts += _write_class(node)
    parts += ["", "## Values", "", "Frozen dataclasses. Days are ISO 8601 texts."]
    model = _definitions("model.py")
    for name in VALUES:
        parts += _write_fields(model[name])
    parts += _write_fields(_definitions("measures/series.py")["Answer"])
    return _join(parts)


def _definitions(file: str) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    tree = ast.parse((SOURCE / file).read_text("utf-8"))
    return {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}


def _write_class(node: ast.ClassDef) -> list[str]:
    parts = ["", f"## {node.name}", "", *_write_text(node)]
    for member in node.body:
        if not isinstance(member, ast.FunctionDef) or not ast.get_docstring(member):
            continue
        marks = {ast.unparse(mark) for mark in member.decorator_list}
        if member.name.startswith("_") or member.name in INNER or "overload" in marks:
            continue
        if marks & {"property", "cached_property"}:
            kind = ast.unparse(member.returns) if member.returns else ""
            parts += ["", f"### {node.name}.{member.name}", "", f"    {member.name}: {kind}", ""]
            parts += _write_text(member)
        else:
            parts += _write_function(member, f"{node.name}.{member.name}")
    if not any(isinstance(member, ast.FunctionDef) for member in node.body):
        parts += _write_table(node)
    return parts


def _write_function(node: ast.FunctionDef, name: str) -> list[str]:
    arguments = ast.unparse(node.args).removeprefix("self, ").removeprefix("self")
    arguments = re.sub(r"\*\*asked: .*$", "**asked: str", arguments)
    answer = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    short = name.rpartition(".")[2]
    return ["", f"### {name}", "", f"    {short}({arguments}){answer}", "", *_write_text(node)]


def _write_text(node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    """The docstring as Markdown: its examples become blocks of Python."""
    lines: list[str] = []
    inside = False
    for line in (ast.get_docstring(node) or "").splitlines():
        if line.startswith(">>> ") and not inside:
            lines += ["```python"]
            inside = True
            if "ofrecord" not in line:
                lines += [">>> import ofrecord"]
        elif inside and not line.strip():
            lines += ["```"]
            inside = False
        code = line.replace("open_record()", "ofrecord.open()")
        lines.append(code if inside else line.replace("``", "`"))
    return [*lines, "```"] if inside else lines


def _write_fields(node: ast.ClassDef) -> list[str]:
    return ["", f"### {node.name}", "", *_write_text(node), *_write_table(node)]


def _write_table(node: ast.ClassDef) -> list[str]:
    rows = ["", "| field | type |", "| --- | --- |"]
    for member in node.body:
        if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name):
            kind = _cell(ast.unparse(member.annotation))
            rows.append(f"| `{member.target.id}` | `{kind}` |")
    return rows


# SQL ----------------------------------------------------------------------------------------------

SQL_INTRODUCTION = """\
# SQL over the record

`ofrecord sql QUERY` and `Record.sql` answer read-only queries over the views below. The dialect is
[DuckDB](https://duckdb.org)'s. The views are filled from the open record into a database in memory:
a query cannot change the record, and cannot reach files or the network. They hold all registers;
with `--register NAME` one. `editions`, `captures` and `series_values` know series; the other views
are of lists.

The values are what `agreements`, `agencies`, `changes` and `as-of` give: cleaned, with the printed
cells left out (`ofrecord reproduce` gives those). Corrections that contradict a printed cell are
not applied: these are the lists as printed
([method.md](method.md#corrections-and-the-two-clocks)).

"""

SQL_EXAMPLES = """\
## Examples

Agreements on the list of a day, by state. A day's list is the newest edition of that day or before.

```console
$ ofrecord sql "WITH day AS (SELECT max(edition_number) AS n FROM editions \\
    WHERE list = 'participating' AND published_on <= '2025-09-05') \\
    SELECT state, count(DISTINCT agreement_id) AS agreements FROM windows, day \\
    WHERE list = 'participating' AND day.n BETWEEN first_edition AND last_edition \\
    GROUP BY state ORDER BY agreements DESC, state LIMIT 5"
```

How long applications took, by model, for those that were signed.

```console
$ ofrecord sql "SELECT model, count(*) AS signed, median(days_pending) AS median_days \\
    FROM agreements WHERE days_pending IS NOT NULL GROUP BY model ORDER BY model"
```

Days on which most agreements were first listed.

```console
$ ofrecord sql "SELECT day, count(*) AS first_listed FROM changes WHERE kind = 'signed' \\
    GROUP BY day ORDER BY first_listed DESC, day LIMIT 5"
```

A value of a series as it was known on a day: that of the newest edition published by then.

```console
$ ofrecord sql "SELECT observed_on, value, marks FROM series_values \\
    WHERE register = 'ocha-west-bank' AND measure = 'killed' \\
    AND observed_on BETWEEN '2025-07-27' AND '2025-07-29' \\
    AND published_on = (SELECT max(published_on) FROM editions \\
    WHERE register = 'ocha-west-bank' AND published_on <= '2025-08-31') ORDER BY observed_on"
```

Days whose value was changed from one edition to another, by measure.

```console
$ ofrecord sql "SELECT register, measure, count(*) AS days_changed FROM \\
    (SELECT register, list, measure, observed_on FROM series_values \\
    GROUP BY ALL HAVING count(DISTINCT value) > 1) \\
    GROUP BY ALL ORDER BY register, days_changed DESC LIMIT 5"
```

Commands and queries over all registers mix lists and series: name the `register`, or ask one with
`ofrecord sql --register NAME`.
"""


def write_sql() -> str:
    """docs/sql.md."""
    parts = [MADE, SQL_INTRODUCTION]
    for name, (text, columns) in VIEWS.items():
        parts += [f"## {name}", "", text, "", "| column | type | meaning |", "| --- | --- | --- |"]
        parts += [f"| `{c}` | {kind} | {MEANINGS[c]} |" for c, kind in columns]
        parts.append("")
    return renew_page(_join([*parts, SQL_EXAMPLES]))


# Downloads ----------------------------------------------------------------------------------------

DOWNLOADS_INTRODUCTION = """\
# Downloads

`ofrecord export data FOLDER` writes the record as files ([how](../how-to/publish-the-data.md)). This is
what stands in the folder; its own `README.md` says the same of that export, with the publisher, the
terms and the caveats of each register.

| file | what it is |
| --- | --- |
| `README.md` | what each file is, from whom, under what terms, how to cite it |
| `datapackage.json` | every file of data with its columns, size and sha256: [Data Package](https://datapackage.org), version 2 |
| `dataset.jsonld` | each register as a [schema.org Dataset](https://schema.org/Dataset), for search engines |
| `SHA256SUMS` | every file that an export wrote: `sha256sum --check SHA256SUMS` |
| `data/REGISTER/TABLE.csv`, `.parquet`, `.json` | the tables below |
| `data/REGISTER/counties.geojson` | the counties of the newest day, with outlines and counts |
| `data/REGISTER/agencies.geojson`, `agreements.geojson` | those who stand on the newest day |
| `data/REGISTER/REGISTER.sqlite` | all tables of the register |
| `data/metadata.json` | titles, meanings and facets of the SQLite files, for [Datasette](https://datasette.io) |
| `feeds/REGISTER/…` | what editions changed: [Atom](https://www.rfc-editor.org/rfc/rfc4287) and [JSON Feed](https://jsonfeed.org) |

The same record gives the same bytes. No clock is read: what bears a date bears the day of the newest
capture.

## Forms

**CSV** is RFC 4180 in UTF-8, lines ending in CR LF; an empty cell is a value that is not known. A text
cell that begins with `=` `+` `-` `@` (also in full width), a tab, a line break or an apostrophe has one
apostrophe put in front, so that no spreadsheet runs it. Taking one apostrophe from the front of every text
cell that begins with one gives back exactly what was there. Columns of numbers and days are never
changed.

**Parquet** has typed columns: days are dates, what is not known is null.

**JSON** is an array of objects, one a line, row for row the CSV. `editions`, `agreements`, `agencies` and
`changes` have the fields of the commands ([json.md](json.md)), lists and objects among them.

**GeoJSON** has one feature for each county that the newest list names, with its outline, its counts and its
rank; and one for each agency with an active agreement, or each active agreement, with the fields of its
JSON. Where an agency is, the package does not hold, so the geometry of the latter is null, as RFC 7946
allows: `county_fips` joins a feature to that of its county.

**SQLite** has a file for each register, with primary and foreign keys, indexes, and full-text search:
`agencies_fts` finds agencies by the words of any spelling.

## Feeds

| feed | what it tells |
| --- | --- |
| `feeds/REGISTER/all` | every change of a list but those of spelling |
| `feeds/REGISTER/all-with-spellings` | those too |
| `state/NY`, `county/36065`, `agency/ID`, `model/WSO`, `kind/signed` | the same for one state, county (by FIPS code), agency, model, kind of change |
| `feeds/REGISTER/editions` | of a series: new editions, the days they add, the values they revise |

Each has the newest 100 entries, as `.atom` and as `.json`. A change concerns a state, county or model by
what its row printed, before or after, or by what its agreement is today, as with the filters of `ofrecord
changes`. A name spelt otherwise is told in `all-with-spellings` and `kind/respelled` alone. Judgements on
identity are no change of a list and in no feed. An entry's day is that of the edition; its id stays the
same wherever the folder stands. In a JSON Feed, `_ofrecord` holds the change as `ofrecord changes` gives it.

## Tables

"""


def write_downloads() -> str:
    """docs/reference/downloads.md."""
    parts = [MADE, DOWNLOADS_INTRODUCTION]
    for name, (text, columns) in VIEWS.items():
        keys = KEYS[name]
        leads = dict(keys.leads)
        parts += [f"### {name}", "", text]
        if keys.primary:
            parts.append(f"Its key is {' and '.join(f'`{c}`' for c in keys.primary)}.")
        parts += ["", "| column | type | meaning | leads to |", "| --- | --- | --- | --- |"]
        for column, kind in columns:
            to = f"`{leads[column]}`" if column in leads else ""
            parts.append(f"| `{column}` | {kind} | {MEANINGS[column]} | {to} |")
        parts.append("")
    parts += ["### Further fields of JSON", "", "| field | in | meaning |", "| --- | --- | --- |"]
    of_views = {name: {column for column, _ in columns} for name, (_, columns) in VIEWS.items()}
    further: dict[str, list[str]] = {}
    for name, of in OBJECTS.items():
        for field in field_names(of):
            if field not in of_views[name]:
                further.setdefault(field, []).append(f"`{name}`")
    for field, names in sorted(further.items()):
        parts.append(f"| `{field}` | {', '.join(names)} | {MEANINGS[field]} |")
    return _join(parts)


def _join(parts: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip("\n") + "\n"


PAGES = {
    "docs/reference/cli.md": write_cli,
    "docs/reference/python.md": write_python,
    "docs/reference/downloads.md": write_downloads,
    "docs/reference/http.md": lambda: _join([MADE, *write_http()]),
    "docs/sql.md": write_sql,
}


def main() -> int:
    """Writes the pages."""
    for name, write in PAGES.items():
        (ROOT / name).write_text(write(), "utf-8")
        print(f"{name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
