"""The command must start fast, so what is slow to import is imported where it is used."""

import subprocess
import sys

import pytest

SLOW_TO_IMPORT = [
    *("duckdb", "htmldate", "httpcore2", "jinja2", "lxml", "numpy", "pandas", "polars"),
    *("rapidfuzz", "rich", "trafilatura", "yaml"),
]
DAY = "2025-09-05"


def slow_modules_after(code):
    """The slow modules that are loaded once the code has run, and what it wrote to stderr."""
    found = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(*set(sys.modules) & set({SLOW_TO_IMPORT!r}))"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.splitlines()[-1].split()


@pytest.mark.parametrize("module", ["ofrecord", "ofrecord.cli", "ofrecord.pipeline"])
def test_importing_brings_in_nothing_slow(module):
    found = slow_modules_after(f"import sys, {module}")
    assert found == [], "see: python -X importtime -c 'import …'"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["status"],
        ["as-of", DAY],
        ["as-of", DAY, "--by", "state"],
        ["as-of", DAY, "--state", "NY", "--county", "Oneida", "--rows", "--known", "today"],
        ["as-of", DAY, "--format", "csv"],
        ["changes", "2025-09-01", DAY],
        ["agreements", "--state", "NY"],
        ["editions"],
        ["reproduce", "participatingAgencies09052025pm.xlsx"],
    ],
    ids=" ".join,
)
def test_a_question_from_the_shell_brings_in_nothing_slow(arguments):
    found = slow_modules_after(
        "import sys\nfrom ofrecord.cli import main\n"
        f"try:\n    code = main({arguments!r})\n"
        "except SystemExit as ended:\n    code = ended.code\nassert code == 0"
    )
    assert found == []


def test_building_brings_in_no_tables_and_no_database(tmp_path, write_list):
    row = ("TEXAS", "Bee County Sheriff's Office", "County", "Bee County", "Task Force Model")
    write_list(tmp_path / "captures" / "pendingAgencies09052025pm.xlsx", [row])
    found = slow_modules_after(
        "import sys\nfrom ofrecord.cli import main\n"
        f"assert main(['build', {str(tmp_path / 'captures')!r}]) == 0"
    )
    assert set(found) <= {"rapidfuzz"}
