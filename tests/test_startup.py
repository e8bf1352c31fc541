"""The command must start fast, so what is slow to import is imported where it is used."""

import subprocess
import sys

import pytest

SLOW_TO_IMPORT = [
    *("duckdb", "htmldate", "httpcore2", "jinja2", "lxml"),
    *("msgspec.yaml", "numpy", "pandas", "polars", "rapidfuzz", "rich", "trafilatura"),
]


@pytest.mark.parametrize("module", ["ofrecord", "ofrecord.cli", "ofrecord.pipeline"])
def test_importing_brings_in_nothing_slow(module, root):
    if (
        not list((root / "src").glob(f"{module.replace('.', '/')}*/__init__.py"))
        and not (root / "src" / f"{module.replace('.', '/')}.py").exists()
    ):
        pytest.skip(f"{module} is not written yet")
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({SLOW_TO_IMPORT!r})))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.split() == [], "see: python -X importtime -c 'import …'"
