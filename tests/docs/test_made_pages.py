"""What the documentation takes from the code is what the code says now."""

import json
import re
import runpy
import sys
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "tools"
CONSOLE = re.compile(r"^```console([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MADE = [
    "docs/reference/cli.md",
    "docs/reference/downloads.md",
    "docs/reference/python.md",
    "docs/reference/http.md",
    "docs/sql.md",
]


@lru_cache
def tool(name: str) -> dict:
    """What a tool defines; its examples are run once for all tests."""
    sys.path.insert(0, str(TOOLS))
    try:
        return runpy.run_path(str(TOOLS / name))
    finally:
        sys.path.remove(str(TOOLS))


def pages() -> list[str]:
    found = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    return sorted(
        p.relative_to(ROOT).as_posix()
        for p in found
        if "```console" in p.read_text() and p.parent.name != "es"
    )


def test_the_picture_of_the_architecture_shows_the_layers_and_imports_of_the_code():
    drawn = tool("draw_architecture.py")["draw"]()
    picture = (ROOT / "docs" / "architecture.svg").read_text("utf-8")
    assert picture == drawn, "run: .venv/bin/python tools/draw_architecture.py"


@pytest.mark.parametrize("page", MADE)
def test_the_reference_says_what_the_code_says(page):
    written = tool("write_reference.py")["PAGES"][page]()
    text = (ROOT / page).read_text("utf-8")
    assert text == written, "run: .venv/bin/python tools/write_reference.py"


@pytest.mark.parametrize("page", [page for page in pages() if page not in MADE])
def test_a_page_shows_what_its_commands_print(page):
    """Each of them succeeds: one that fails ends the tool."""
    text = (ROOT / page).read_text("utf-8")
    renewed = tool("run_examples.py")["renew_page"](text)
    assert text == renewed, "run: .venv/bin/python tools/run_examples.py"


@pytest.mark.parametrize("page", pages())
def test_every_command_on_a_page_is_run(page, monkeypatch):
    """But for those of blocks that say ``no-run``."""
    run = []
    renew = tool("run_examples.py")["renew_page"]
    monkeypatch.setitem(renew.__globals__, "run_command", lambda command: run.append(command) or [])
    monkeypatch.setitem(renew.__globals__, "run_failing", lambda _: [])
    text = (ROOT / page).read_text("utf-8")
    renew(text)
    shown = [
        line.removeprefix("$ ")
        for says, code in CONSOLE.findall(text)
        if "no-run" not in says
        for line in code.replace("\\\n", " ").splitlines()
        if line.startswith("$ ofrecord")
    ]
    assert [" ".join(one.split()) for one in run] == [" ".join(one.split()) for one in shown]


def test_a_page_whose_command_fails_is_not_renewed():
    renew = tool("run_examples.py")["renew_page"]
    for command in ("ofrecord as-of never", "ofrecord as-of never | head -1", "ofrecord x > y"):
        with pytest.raises(SystemExit, match="ofrecord"):
            renew(f"```console\n$ {command}\n```\n")


def test_readme_shows_what_was_measured():
    results = (ROOT / "benchmarks" / "RESULTS.md").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    renewed = tool("copy_measurements.py")["renew_readme"](readme, results)
    assert readme == renewed, "run: .venv/bin/python tools/copy_measurements.py"


def test_every_page_shows_what_the_registers_are_made_of():
    counts = tool("count_registers.py")
    for page, counted in counts["pages"]().items():
        text = page.read_text("utf-8")
        assert "<!-- counted: begin" in text, page
        assert text == counts["renew"](text, counted), (
            "run: .venv/bin/python tools/count_registers.py"
        )


def test_every_register_has_a_page_of_its_own_that_names_its_publisher():
    from ofrecord.register import registers

    for declaration in registers().values():
        page = (declaration.folder / "README.md").read_text("utf-8")
        short = declaration.publisher.rpartition("(")[2].rstrip(")")
        assert short in page
        for part in ("## What the publisher prints", "Caveats", "not held"):
            assert part.casefold() in page.casefold(), declaration.name


def test_the_method_explains_every_rule_of_identity():
    import ofrecord
    from ofrecord.identify.takeovers import RULES

    register = ofrecord.open()["ice-287g"]
    identity = register.stored.identity
    joints = [j for thing in (*identity.agreements, *identity.agencies) for j in thing.joints]
    rules = {name for name, *_ in RULES} | {joint.rule for joint in joints}
    method = (ROOT / "docs" / "method.md").read_text("utf-8")
    assert [rule for rule in sorted(rules) if f"| `{rule}` |" not in method] == []


@pytest.mark.parametrize("of", ["agency", "agreement"])
def test_the_limits_state_the_floors_of_the_rules(of):
    floors = json.loads((ROOT / "tests" / "evals" / "floors.json").read_text("utf-8"))
    row = [floors[f"identity.rules_alone.{of}.{figure}"] for figure in ("precision", "recall")]
    stated = " | ".join(f"{floor:.1%}" for floor in row)
    assert f"| {stated} |" in (ROOT / "docs" / "limits.md").read_text("utf-8")


def test_every_reason_for_refusing_a_file_is_explained():
    sources = [path.read_text("utf-8") for path in (ROOT / "src/ofrecord/read").glob("*.py")]
    reasons = {reason for text in sources for reason in re.findall(r'reason="([a-z-]+)"', text)}
    page = (ROOT / "docs" / "errors.md").read_text("utf-8")
    assert [reason for reason in sorted(reasons) if f"| `{reason}` |" not in page] == []


@pytest.fixture(params=sorted((ROOT / "src/ofrecord/registers").glob("*/register.toml")), ids=str)
def described(request):
    """What a register's description says."""
    return tomllib.loads(request.param.read_text("utf-8"))


def test_every_table_of_a_description_is_explained(described):
    page = (ROOT / "docs" / "register.md").read_text("utf-8")
    tables = [key for key, value in described.items() if isinstance(value, dict)]
    assert [key for key in tables if f"[{key}" not in page] == []


def test_every_key_of_a_description_is_explained(described):
    keys = {key for key, value in described.items() if not isinstance(value, dict)}
    for name in ("lists", "measures", "marks"):
        keys |= {key for entry in described.get(name, {}).values() for key in entry}
    for name in ("dating", "documents", "caveats"):
        keys |= described.get(name, {}).keys()
    page = (ROOT / "docs" / "register.md").read_text("utf-8")
    keys -= {"columns"}  # a table of its own
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []
