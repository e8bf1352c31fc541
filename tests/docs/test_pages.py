"""README.md and the pages below docs/ say only what is so: what they show runs."""

import doctest
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
SOURCES = sorted(p for p in (ROOT / "src").rglob("*") if p.suffix in {".py", ".toml", ".md"})
BLOCK = re.compile(
    r"^(?P<fence>```+)(?P<says>[^\n`]*)\n(?P<code>.*?)^(?P=fence)\s*$", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"\]\((?!\w+:)(?P<file>[^)#\s]*)(?:#[^)\s]*)?\)")
# Folders of one person's machine, which mean nothing to a reader.
FOREIGN = re.compile(r"\.\./shared|(?<![\w.~-])/(?:work|tmp|root)/")


@dataclass(frozen=True)
class Block:
    language: str
    runs: bool
    code: str
    line: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    found = []
    for match in BLOCK.finditer(text):
        language, *options = [*match["says"].split(), ""]
        line = text.count("\n", 0, match.start("code"))
        runs = "no-run" not in options
        found.append(Block(language=language, runs=runs, code=match["code"], line=line))
    return found


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def that_show(language: str) -> list[Path]:
    return [p for p in PAGES if any(b.runs and b.language == language for b in blocks(p))]


@pytest.mark.parametrize("page", that_show("python"), ids=relative)
def test_the_python_on_a_page_runs_from_top_to_bottom(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(page):
        if block.language != "python" or not block.runs:
            continue
        if ">>> " in block.code:
            said: list[str] = []
            example = doctest.DocTestParser().get_doctest(
                block.code, names, relative(page), str(page), block.line
            )
            flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            runner = doctest.DocTestRunner(optionflags=flags)
            runner.run(example, out=said.append, clear_globs=False)
            names = example.globs
            assert not said, "".join(said)
        else:
            # Empty lines before it, so that a traceback names the line of the page.
            exec(compile("\n" * block.line + block.code, str(page), "exec"), names)  # noqa: S102


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_within_the_project_lead_somewhere(page):
    prose = BLOCK.sub("", page.read_text("utf-8"))
    files = [match["file"] for match in LINK.finditer(prose) if match["file"]]
    assert [file for file in files if not (page.parent / file).exists()] == []


@pytest.mark.parametrize("path", [*PAGES, *SOURCES], ids=relative)
def test_nothing_points_into_one_machine(path):
    lines = path.read_text("utf-8").splitlines()
    assert [line for line in lines if FOREIGN.search(line)] == []


def test_readme_says_how_to_start_on_its_first_screen():
    first_screen = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:40])
    assert "make demo" in first_screen
    assert "make test" in first_screen


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench"])
def test_every_promised_make_target_exists(target):
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
