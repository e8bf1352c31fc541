"""Whole stories of our own: every figure is read and settled as it is marked, and no other is."""

import importlib.util
import sys
from pathlib import Path

import pytest

EVALS = Path(__file__).parents[1] / "evals" / "stories"
STORIES = sorted(Path(__file__).with_name("stories_of_our_own").glob("*.txt"))


def load(name, path):
    """A program of the evaluations."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="module")
def answer():
    own = load("own_stories", EVALS / "own_stories.py")
    score = load("story_score", EVALS / "score.py")
    finder, settler = score.bundled_finder(), score.Settler()
    return lambda path: own.answer(path, finder, settler)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_figure_of_a_story_is_read_and_settled_as_it_is_marked(path, answer):
    told = answer(path)
    assert told.marked
    assert list(told.mistakes()) == []
