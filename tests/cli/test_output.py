"""Data goes to stdout, words go to stderr, in whatever form and wherever it is sent."""

import csv
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from ofrecord.cli import output

DAY = "2025-09-05"
OFRECORD = Path(sys.executable).with_name("ofrecord")


def on_a_terminal(arguments, columns=200):
    """What a person at a terminal of that width sees, and the exit code."""
    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    process = subprocess.Popen(
        [OFRECORD, *arguments], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    seen = b""
    while True:
        if select.select([master], [], [], 0.1)[0]:
            try:
                part = os.read(master, 65536)
            except OSError:  # how Linux says that the other end is closed
                break
            if not part:
                break
            seen += part
        elif process.poll() is not None:
            break
    os.close(master)
    return seen.decode().replace("\r\n", "\n"), process.wait(timeout=60)


TABLES = [
    (["status"], "participating"),
    (["as-of", DAY, "--by", "state"], "957 agreements"),
    (["as-of", DAY, "--state", "NY", "--rows"], "Camden Police Department"),
    (["changes", "2025-09-04", DAY], "changes after 2025-09-04"),
    (["agreements", "--state", "NY"], "agreements"),
    (["agencies", "--state", "NY"], "agencies"),
    (["editions", "--from", DAY, "--to", DAY], "4 editions"),
    (["sql", "SELECT 1 AS one"], "one"),
]


@pytest.mark.parametrize(("arguments", "said"), TABLES, ids=lambda value: str(value)[:40])
def test_a_terminal_gets_a_table(arguments, said):
    seen, code = on_a_terminal(arguments)
    assert code == 0
    assert said in seen
    assert "─" in seen
    assert not seen.lstrip().startswith(("{", "["))


@pytest.mark.parametrize("columns", [20, 80, 200])
def test_a_table_shows_every_cell_whole_however_narrow_the_terminal(cli, columns):
    rows = cli("as-of", DAY, "--state", "NY", "--rows").json()["rows"]
    seen, code = on_a_terminal(["as-of", DAY, "--state", "NY", "--rows"], columns)
    assert code == 0
    assert "…" not in seen
    for row in rows:
        assert row["agreement_id"] in seen
        assert row["signed"] in seen


@pytest.mark.parametrize("columns", [60, 100, 124, 200])
def test_a_table_folds_a_long_cell_and_cuts_nothing_off(monkeypatch, capsys, columns):
    flag = "the name 'participatingAgencies08022025pm.xlsx' says 2025-08-02; saved on 2025-09-02"
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    rows = [["participating", "2025-09-02", "last_modified", "957", flag]]
    output.print_table(rows, ("list", "published_on", "dated_by", "printed_rows", "flags"))
    lines = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out).splitlines()
    head = next(number for number, line in enumerate(lines) if "flags" in line)
    at = lines[head].index("flags")
    seen = "".join(line[at:] for line in lines[head + 2 :])
    assert "".join(seen.split()) == "".join(flag.split())


@pytest.mark.parametrize(("arguments", "_"), TABLES, ids=lambda value: str(value)[:40])
def test_a_pipe_gets_json_alone_and_every_form_when_asked(cli, arguments, _):
    assert json.loads(cli(*arguments).out) is not None
    assert json.loads(cli(*arguments, "--format", "json").out) is not None
    rows = list(csv.reader(io.StringIO(cli(*arguments, "--format", "csv").out, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert "─" in cli(*arguments, "--format", "table").out


@pytest.mark.parametrize(
    "asked",
    [
        ["sql", "SELECT count(*) AS n FROM editions"],
        ["as-of", DAY, "--by", "state"],
        ["changes", "2025-09-02", "2025-09-03"],
        ["status"],
        ["--help"],
    ],
    ids=lambda asked: asked[0],
)
def test_a_command_says_nothing_on_stderr_that_it_does_not_mean(asked):
    done = subprocess.run([OFRECORD, *asked], capture_output=True, text=True, check=True)
    assert [line for line in done.stderr.splitlines() if not line.startswith("ofrecord: ")] == []


def test_a_table_of_changes_names_documents_and_data_gives_their_addresses(cli):
    asked = ["changes", "2025-08-29", DAY, "--kind", "document_posted", "--state", "WI", "--format"]
    plain = cli(*asked, "json").json()
    assert all(row["after"].startswith("https://") for row in plain)
    table = cli(*asked, "table").out
    assert "https://" not in table
    names = [row["after"].rpartition("/")[2] for row in plain]
    assert names
    assert all(name in "".join(table.split()) for name in names)


def test_one_agreement_that_could_be_two_is_named_once(cli):
    asked = ["status", "--candidates", "--format"]
    open_ones = [row for row in cli(*asked, "json").json() if row["one"] == row["other"]]
    assert open_ones
    table = " ".join(cli(*asked, "table").out.split())
    assert all(f"{row['one']} {row['other']}" not in table for row in open_ones)


def test_the_rows_of_csv_are_the_rows_of_json(cli):
    asked = ["as-of", DAY, "--state", "NY", "--rows", "--format"]
    rows = list(csv.DictReader(io.StringIO(cli(*asked, "csv").out, newline="")))
    plain = cli(*asked, "json").json()["rows"]
    assert [row["agreement_id"] for row in rows] == [row["agreement_id"] for row in plain]
    assert [row["county_fips"] for row in rows] == [row["county_fips"] or "" for row in plain]


def test_csv_of_no_rows_is_its_header(cli):
    asked = ["as-of", DAY, "--agency", "no such agency", "--format", "csv"]
    assert cli(*asked, "--rows").out.count("\n") == 1
    assert "agency" in cli(*asked, "--rows").out
    assert "agreements" in cli(*asked, "--by", "state").out
    assert cli("changes", DAY, DAY, "--format", "csv").out.startswith("day,")


@pytest.mark.parametrize("cell", ["a\r\nb", "a\nb", "a\rb", 'a"b', "a,b", " a ", "\u2028", "a\0b"])
def test_a_cell_of_csv_is_read_back_as_it_was(capsys, cell):
    output.print_csv((), [("before", cell, "after"), ("next", "", "row")])
    text = capsys.readouterr().out
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["before", cell, "after"],
        ["next", "", "row"],
    ]


def test_the_version_is_said(cli):
    done = cli("--version")
    assert done.code == 0
    assert done.out.startswith("ofrecord 0.")


@pytest.mark.parametrize("command", ["", "build", "status", "as-of", "changes", "history", "sql"])
def test_help_shows_how_to_ask(cli, command):
    done = cli(*filter(None, [command, "--help"]))
    assert done.code == 0
    assert "Example: ofrecord" in done.out


def test_a_reader_who_has_seen_enough_is_no_error(home):
    environment = {**os.environ, "OFRECORD_HOME": str(home)}
    line = f"set -o pipefail; {OFRECORD} agreements --format csv | head -1"
    done = subprocess.run(
        ["bash", "-c", line], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("agreement_id,")
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 141}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_an_answer_that_cannot_be_written_is_said_to_be_so():
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [OFRECORD, "agreements"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_data_is_utf_8_in_every_locale(encoding):
    done = subprocess.run(
        [OFRECORD, "reproduce", "participatingAgencies09052025pm.xlsx"],
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "\N{RIGHT SINGLE QUOTATION MARK}" in done.stdout.decode()


def test_a_home_that_is_no_text_is_named_as_well_as_can_be(cli, tmp_path):
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/\xff")
    status = cli("--home", folder, "status").json()
    assert status["home"] == f"{tmp_path}/\N{REPLACEMENT CHARACTER}"


def test_an_empty_home_is_refused(cli):
    done = cli("--home", "", "status")
    assert done.code == 2
    assert "--home: it is blank" in done.err


def test_a_home_of_nobody_is_a_folder_of_that_name(cli, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli("--home", "~nosuchperson/x", "status").json()["home"] == "~nosuchperson/x"


def test_an_answer_to_sql_has_the_names_of_its_columns_as_headings(cli):
    done = cli("sql", 'SELECT 1 AS printed_rows, 2 AS "[b]a_b"', "--format", "table")
    assert done.out.split()[:2] == ["printed_rows", "[b]a_b"]
