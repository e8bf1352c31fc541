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

sys.path.insert(0, str(Path(__file__).parent))
from data_reference import write_downloads, write_sql
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


def _join(parts: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).rstrip("\n") + "\n"


PAGES = {
    "docs/reference/cli.md": write_cli,
    "docs/reference/python.md": write_python,
    "docs/reference/downloads.md": lambda: _join([MADE, *write_downloads()]),
    "docs/reference/http.md": lambda: _join([MADE, *write_http()]),
    "docs/sql.md": lambda: renew_page(_join([MADE, *write_sql()])),
}


def main() -> int:
    """Writes the pages."""
    for name, write in PAGES.items():
        (ROOT / name).write_text(write(), "utf-8")
        print(f"{name} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
