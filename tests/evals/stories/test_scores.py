"""How well the figures of labelled stories are found, read and settled; floors may not fall.

The labelled claims are no part of the repository. ``make eval`` prints the tables; what is left
wrong is printed line by line by ``python tests/evals/stories/score.py FOLDER together alone page``.
"""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE.parent / "floors.json").read_text("utf-8"))
WAYS = {
    "together": "all of a story's snippets in one text",
    "alone": "each snippet as a text of its own",
    "page": "a whole page of four stories",
}


def load_score():
    """The program beside this file."""
    if "story_score" not in sys.modules:
        spec = importlib.util.spec_from_file_location("story_score", HERE / "score.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return sys.modules["story_score"]


@pytest.fixture(scope="module")
def results(shared):
    folder = shared / "stories"
    for needed in (folder / "dev.jsonl", folder / "seed" / "labels.jsonl"):
        if not needed.is_file():
            pytest.skip(f"needs the labelled claims: there is no {needed}")
    return load_score().score_all(folder)


@pytest.mark.parametrize("way", WAYS, ids=list(WAYS))
def test_no_figure_of_the_labelled_claims_falls_below_its_floor(results, way):
    score = load_score()
    sys.stdout.write(f"{score.table(results[way], f'{way}: {WAYS[way]}')}\n\n")
    measured = results[way].figures()
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


@pytest.mark.parametrize("way", ["together", "page"])
def test_what_no_register_settles_is_never_given_a_verdict(results, way):
    wrong = [
        answer.label["id"]
        for answer in results[way].answers
        if answer.label["verdict"] == "not_checkable" and answer.figure and not answer.settled
    ]
    assert not wrong
