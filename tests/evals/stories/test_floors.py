"""Figures are found, read and settled at least as well as before.

The labelled claims are no part of the repository. ``make eval`` prints the tables; what is left
wrong is printed line by line by ``python tests/evals/stories/score.py FOLDER together alone page``.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE.parent / "floors.json").read_text("utf-8"))
NAMES = sorted(name for name in FLOORS if name.startswith("stories."))


def load_score():
    """The module beside this one, which is a script as well."""
    spec = importlib.util.spec_from_file_location("score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reached(shared):
    score = load_score()
    figures = {}
    for way, result in score.score_all(shared / "stories").items():
        sys.stdout.write(f"{score.table(result, way)}\n\n")
        figures |= {f"stories.{way}.{name}": n for name, n in result.figures().items()}
    return figures


def test_every_figure_has_a_floor(reached):
    assert sorted(reached) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_is_below_its_floor(reached, name):
    assert reached[name] >= FLOORS[name]
