"""How well the figures of whole stories of our own are found, read and settled."""

import importlib.util
import json
import sys
from pathlib import Path

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


def test_no_figure_of_our_own_stories_falls_below_its_floor():
    own, score = (
        load("own_stories", HERE / "own_stories.py"),
        load("story_score", HERE / "score.py"),
    )
    finder, settler = score.bundled_finder(), score.Settler()
    told = [own.answer(path, finder, settler) for path in sorted(own.FOLDER.glob("*.txt"))]
    measured = own.figures(told)
    floors = {
        key.rsplit(".", 1)[1]: floor
        for key, floor in FLOORS.items()
        if key.startswith("stories.own.")
    }
    marks = sum(len(story.marked) for story in told)
    sys.stdout.write(f"{len(told)} stories of our own, {marks} figures: {measured}\n")
    assert set(floors) == set(measured)
    assert not {name: measured[name] for name in floors if measured[name] < floors[name]}
