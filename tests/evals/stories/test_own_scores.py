"""How well the figures of whole stories of our own are found, read and settled."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE.parent / "floors.json").read_text("utf-8"))


def load(name, path):
    """A program beside this file."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.mark.parametrize("way", ["own", "blind"])
def test_no_figure_of_our_own_stories_falls_below_its_floor(way):
    own, score = (
        load("own_stories", HERE / "own_stories.py"),
        load("story_score", HERE / "score.py"),
    )
    finder, settler = score.bundled_finder(), score.Settler()
    told = [own.answer(path, finder, settler) for path in sorted(own.FOLDERS[way].glob("*.txt"))]
    measured = own.figures(told)
    floors = {
        key.rsplit(".", 1)[1]: floor
        for key, floor in FLOORS.items()
        if key.startswith(f"stories.{way}.")
    }
    marks = sum(len(story.marked) for story in told)
    sys.stdout.write(f"{len(told)} stories of our own ({way}), {marks} figures: {measured}\n")
    assert set(floors) == set(measured)
    assert not {name: measured[name] for name in floors if measured[name] < floors[name]}


def test_the_limits_tell_what_is_reached_on_stories_written_blind():
    limits = (HERE.parents[2] / "docs" / "limits.md").read_text("utf-8")
    for name in ("finding_recall", "readings_right", "verdicts_right", "not_falsely_false"):
        assert f"| {100 * FLOORS[f'stories.blind.{name}']:.1f}% |" in limits
