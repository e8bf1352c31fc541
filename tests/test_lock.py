"""The lock is what docs/decisions/lock-without-hosts.md says."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def test_the_lock_names_no_host(root):
    assert "://" not in (root / "uv.lock").read_text("utf-8"), "run make lock"


def test_the_lock_fits_what_the_project_declares(root):
    uv = shutil.which("uv", path=Path(sys.executable).parent)
    if uv is None:
        pytest.skip("uv is not installed beside this Python")
    done = subprocess.run(
        [uv, "lock", "--check", "--offline"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run make lock\n{done.stderr}"
