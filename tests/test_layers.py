"""What the layers in pyproject.toml cannot say: who may go out, and who may know a register."""

import ast
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "ofrecord"
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = [path for path in MODULES if "registers" not in path.relative_to(PACKAGE).parts[:-1]]

OPENS_CONNECTIONS = re.compile(
    r"(aiohttp|ftplib|http|httpcore2?|httpx2?|requests|smtplib|socket|ssl|urllib\.request|urllib3)(\.|$)"
)
NAMES_A_REGISTER = re.compile(r"287\(?g\b|\bice_287g\b|\bICE\b", re.IGNORECASE | re.ASCII)


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def without_examples(text: str) -> str:
    """The text less its doctest examples, which may show the record that ships."""
    return "".join(p if isinstance(p, str) else "\n" for p in doctest.DocTestParser().parse(text))


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_only_acquire_opens_a_connection(path):
    if relative(path).startswith("acquire/"):
        return
    tree = ast.parse(path.read_text("utf-8"))
    assert [name for name in imported(tree) if OPENS_CONNECTIONS.match(name)] == []


@pytest.mark.parametrize("path", CORE, ids=relative)
def test_no_core_module_names_a_register(path):
    lines = without_examples(path.read_text("utf-8")).splitlines()
    assert [line.strip() for line in lines if NAMES_A_REGISTER.search(line)] == []
