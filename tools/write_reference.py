"""Writes the reference from the code: below docs/reference cli.md, python.md, http.md; docs/sql.md.

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
from ofrecord.measures.sql import VIEWS

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
            more = f"{value}…" if argument.nargs in {"+", "*"} else value
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

MEANINGS = {
    "addendum_url": "the address of the addendum, where one is linked",
    "after": "what the newer edition says",
    "agency": "the agency's name as printed, but for white space and quotation marks",
    "agency_id": "the lasting id of the agency",
    "agreement_id": "the lasting id of the agreement",
    "before": "what the older edition said",
    "captured_at": "when the copy was retrieved, ISO 8601 in UTC; empty where unknown",
    "county": "the county's Census name",
    "county_fips": "the county's five-digit FIPS code",
    "dated_by": "what the day rests on: `file_name`, `last_modified`, `capture` or `contents`",
    "day": "the day of the newer edition; for `judged`, the day of the judgement",
    "days_pending": "days from the first day on the list of applicants to the first listing",
    "edition_id": "the id of the edition",
    "edition_number": "the edition's place in its list, from 0",
    "file": "the name of the file",
    "first_day": "the day of the first edition of the run",
    "first_edition": "the first edition of the run, by `edition_number`",
    "first_listed": "the day of the first edition of the list of members that prints it",
    "flags": "what a reader should know of it, parted by semicolons",
    "kind": "the kind of change, as in [json.md](reference/json.md#changes)",
    "last_day": "the day of the last edition of the run",
    "last_edition": "the last edition of the run, by `edition_number`",
    "last_listed": "the day of the last edition of the list of members that prints it",
    "list": "the list, such as `participating` or `pending`; of a series one of its documents",
    "marks": "what singles the value out, parted by commas",
    "measure": "what is counted, such as `people`; `ofrecord as-of DAY --register NAME` lists them",
    "moa_url": "the address of the memorandum of agreement, where one is linked",
    "model": "`JEM`, `TFM` or `WSO`",
    "observed_on": "the day that the value is of",
    "part": "`am`, `mid` or `pm` where the file's name says it",
    "pending_since": "the first day on which the application was printed",
    "pending_until": "the last day on which the application was printed",
    "place": "the town or city after which the agency is named",
    "printed_rows": "the number of entries",
    "published_on": "the day of the edition",
    "register": "the register",
    "removed_by": "the day of the first edition that no longer prints it; null while it is listed",
    "sha256": "the sha256 of the bytes",
    "signed": "the signing day that the list prints",
    "state": "the USPS code",
    "status": "`active`, `superseded` or `removed`; `pending` or `dropped` for applications",
    "superseded_by": "the id of the agreement that took its place",
    "type": "the type of agency, such as `County` or `Municipality`",
    "value": "the value as the edition gives it: of running totals the total",
    "url": "where the copy was retrieved; empty where unknown",
}
"""What each column means; one name means the same in every view."""


def write_sql() -> str:
    """docs/sql.md."""
    parts = [MADE, SQL_INTRODUCTION]
    for name, (text, columns) in VIEWS.items():
        parts += [f"## {name}", "", text, "", "| column | type | meaning |", "| --- | --- | --- |"]
        parts += [f"| `{c}` | {kind} | {MEANINGS[c]} |" for c, kind in columns]
        parts.append("")
    return renew_page(_join([*parts, SQL_EXAMPLES]))


def _join(parts: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip("\n") + "\n"


PAGES = {
    "docs/reference/cli.md": write_cli,
    "docs/reference/python.md": write_python,
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
