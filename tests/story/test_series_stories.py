"""Whole stories about series: every figure is read and settled as it is marked, and no other is."""

import importlib.util
import sys
from pathlib import Path

import pytest

import ofrecord

PLACE = Path(__file__).parents[1] / "evals" / "series" / "series_stories.py"


def load():
    if "series_stories" not in sys.modules:
        spec = importlib.util.spec_from_file_location("series_stories", PLACE)
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return sys.modules["series_stories"]


STORIES = [
    story for path in sorted(load().FOLDER.glob("*.txt")) for story in load().read_stories(path)
]


@pytest.fixture(scope="module")
def registers():
    return ofrecord.open().held()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story[0])
def test_every_figure_of_a_story_is_read_and_settled_as_it_is_marked(story, registers):
    told = load().answer(*story, registers)
    assert told.marked
    assert list(told.mistakes()) == []
