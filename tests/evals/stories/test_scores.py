"""How well the figures of labelled stories are found, read and settled; floors may not fall."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE.parent / "floors.json").read_text("utf-8"))


def load_score():
    """The program beside this file."""
    if "story_score" not in sys.modules:
        spec = importlib.util.spec_from_file_location("story_score", HERE / "score.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return sys.modules["story_score"]


@pytest.fixture(scope="module")
def labels(shared):
    path = shared / "stories" / "dev.jsonl"
    if not path.is_file():
        pytest.skip(f"needs the labelled claims: there is no {path}")
    return load_score().read_labels(path)


@pytest.mark.parametrize("way", ["together", "alone"])
def test_no_figure_of_the_labelled_claims_falls_below_its_floor(labels, way):
    """Together: all of a story's snippets in one text. Alone: each snippet as a text of its own."""
    score = load_score()
    result = score.score(labels, alone=way == "alone")
    print(score.table(result, way))
    measured = result.figures()
    floors = {
        key.rsplit(".", 1)[1]: floor
        for key, floor in FLOORS.items()
        if key.startswith(f"stories.{way}.")
    }
    assert set(floors) == set(measured)
    fallen = {
        name: (measured[name], floor) for name, floor in floors.items() if measured[name] < floor
    }
    assert not fallen, f"measured, floor: {fallen}"


def test_what_no_register_settles_is_never_given_a_verdict(labels):
    score = load_score()
    wrong = [
        answer.label["id"]
        for answer in score.score(labels).answers
        if answer.label["verdict"] == "not_checkable" and not answer.settled
    ]
    assert not wrong
