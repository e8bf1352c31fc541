"""Runs the console examples of the documentation and writes beside them what they print.

``python tools/run_examples.py`` renews README.md and every page below docs/;
``--check`` only says which pages are out of date. A page in another language (docs/es) has the
blocks of the English one: they are copied.

In a ``console`` block every line ``$ ofrecord …`` is run on the record that ships with the package,
at a terminal of 124 columns, and what stands below it is replaced by what it prints on stdout. A
line ``…`` among it stands for lines left out: as many are kept before and after it as there were.
``… 8 2`` alone below a new command asks for the first eight lines and the last two. Blocks marked
``no-run`` are left as they are; in those marked ``no-run fails`` each command is wrong, and what it
says on stderr is written below it.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = 124
_BLOCK = re.compile(
    r"^(```+)console(?P<fails> no-run fails)?[ \t]*\n(?P<code>.*?)^\1[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
TWINS = (ROOT / "docs" / "es",)
"""Where pages stand in other languages, under the names of the English ones."""
_BUNDLED = "reading the one inside the package"
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_ASKED = re.compile(r"… (\d+) (\d+)")
_OMITTED = "…"


def find_pages() -> list[Path]:
    """README.md and the pages below docs/ that have examples."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        page
        for page in pages
        if page.exists() and page.parent not in TWINS and _BLOCK.search(page.read_text("utf-8"))
    ]


def copy_blocks(english: str, twin: str) -> str:
    """A page in another language with the blocks of code of the English one, in their order."""
    blocks = iter(_CODE.findall(english))
    return _CODE.sub(lambda found: next(blocks, found[0]), twin)


def renew_page(text: str) -> str:
    """The text of a page with what its examples print now."""
    return _BLOCK.sub(_renew_block, text)


def _renew_block(block: re.Match[str]) -> str:
    code = block["code"]
    return block[0].replace(code, renew_code(code, fails=bool(block["fails"])))


def renew_code(code: str, *, fails: bool = False) -> str:
    """The lines of a console block with what its commands print now."""
    lines: list[str] = []
    command: list[str] = []
    shown: list[str] = []
    for line in [*code.splitlines(), "$ "]:
        if command and command[-1].endswith("\\"):
            command.append(line)
        elif line.startswith("$ "):
            lines += [*command, *_renew_output(command, shown, fails=fails)]
            command, shown = [line], []
        else:
            shown.append(line)
    return "".join(f"{line}\n" for line in lines)


def _renew_output(command: list[str], shown: list[str], *, fails: bool) -> list[str]:
    if not command or not command[0].startswith("$ ofrecord"):
        return shown
    words = "\n".join(command).removeprefix("$ ").replace("\\\n", " ")
    if fails:
        return run_failing(words)
    said = run_command(words)
    asked = _ASKED.fullmatch(shown[0]) if len(shown) == 1 else None
    if asked:
        before, after = int(asked[1]), int(asked[2])
    elif _OMITTED in shown:
        before = shown.index(_OMITTED)
        after = len(shown) - before - 1
    else:
        return said
    if before + after >= len(said):
        return said
    return [*said[:before], _OMITTED, *said[len(said) - after :]]


@lru_cache(maxsize=1024)
def run_command(command: str) -> list[str]:
    """The lines that a command prints on stdout; it may not fail."""
    with tempfile.TemporaryDirectory() as folder, _at_terminal(folder):
        code, said, complaints = _run_anywhere(command, folder)
    if code:
        sys.exit(f"$ {command}\n{complaints}")
    lines = [line.rstrip() for line in _COLOURS.sub("", said).splitlines()]
    text = "\n".join(lines).strip("\n")
    return text.split("\n") if text else []


def _run_anywhere(command: str, folder: str) -> tuple[int, str, str]:
    """Runs a command in this process, and in a shell whatever its output is given to."""
    if not _needs_shell(command):
        return _run_here(command, _Terminal())
    head, _, tail = command.partition(" | ")
    if not tail or not _stands_alone(head):
        return _run_in_shell(command, folder)
    code, said, complaints = _run_here(head, io.StringIO())
    return (code, "", complaints) if code else _run_in_shell(tail, folder, said)


def _stands_alone(command: str) -> bool:
    try:
        return not _needs_shell(command)
    except ValueError:  # a quotation is open: what was taken for a pipe stands within it
        return False


def _needs_shell(command: str) -> bool:
    words = shlex.shlex(command, posix=True, punctuation_chars=True)
    return any(set(word) <= set("|&;<>") for word in words if word)


@contextlib.contextmanager
def _at_terminal(folder: str) -> Iterator[None]:
    """An environment in which every machine prints the same."""
    before = dict(os.environ)
    scripts = str(Path(sys.executable).parent)
    os.environ |= {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "OFRECORD_HOME": f"{folder}/home",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "COLUMNS": str(COLUMNS),
    }
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        """As a terminal says."""
        return True


def run_failing(command: str) -> list[str]:
    """The lines that a wrong command says on stderr; it must fail."""
    with tempfile.TemporaryDirectory() as folder, _at_terminal(folder):
        code, _, complaints = _run_here(command, _Terminal())
    if not code:
        sys.exit(f"$ {command}\nwas to fail, but did not")
    return [line.rstrip() for line in complaints.splitlines() if _BUNDLED not in line]


def _run_here(command: str, said: io.StringIO) -> tuple[int, str, str]:
    from ofrecord.cli import main as run_ofrecord

    complaints = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complaints):
        try:
            code = run_ofrecord(shlex.split(command)[1:])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    return code, said.getvalue(), complaints.getvalue()


def _run_in_shell(command: str, folder: str, given: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        input=given,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def _keep(page: Path, text: str, renewed: str, *, check: bool) -> bool:
    """Writes a page where it is another, or only says so; answers whether it is."""
    if renewed == text:
        return False
    print(f"{'out of date' if check else 'renewed'}: {page.relative_to(ROOT)}")
    if not check:
        page.write_text(renewed, "utf-8")
    return True


def main(arguments: list[str]) -> int:
    """Renews the pages, or with ``--check`` names those that are out of date."""
    outdated = 0
    check = "--check" in arguments
    for page in find_pages():
        text = page.read_text("utf-8")
        outdated += _keep(page, text, renew_page(text), check=check)
    for twin in (page for folder in TWINS for page in sorted(folder.glob("*.md"))):
        english, text = (ROOT / "docs" / twin.name).read_text("utf-8"), twin.read_text("utf-8")
        outdated += _keep(twin, text, copy_blocks(english, text), check=check)
    return 1 if outdated and check else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
