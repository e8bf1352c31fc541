"""How well the figures of labelled stories are found, read and settled; floors may not fall.

The labelled claims are no part of the repository. ``make eval`` prints the tables; what is left
wrong is printed line by line by ``python tests/evals/stories/score.py FOLDER together alone page``.
"""

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = json.loads((HERE.parent / "floors.json").read_text("utf-8"))
LIMITS = (HERE.parents[2] / "docs" / "limits.md").read_text("utf-8")
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


def told_wrong():
    """The figures that docs/limits.md says are answered otherwise than they are labelled."""
    section = LIMITS.split("## What the checker of stories may get wrong", 1)[1]
    parts = re.split(r"^On a page of four|^What goes wrong besides", section, flags=re.MULTILINE)
    return [set(re.findall(r"`([\w-]+#\d+)`", part)) for part in parts]


def test_the_limits_name_every_wrong_answer(results):
    """None is left out, and none is named that is right by now."""
    together, page, alone = told_wrong()
    wrong = {
        way: {a.label["id"] for a in result.answers if not (a.settled and a.read)}
        for way, result in results.items()
    }
    assert together == wrong["together"]
    assert page == wrong["page"]
    assert alone == wrong["alone"] - wrong["together"]


def test_the_limits_tell_the_shares_that_are_measured(results):
    measured = results["together"].figures()
    table = LIMITS.split("| of all labelled figures", 1)[1].split("\n\n", 1)[0]
    shares = [float(share) for share in re.findall(r"\| (\d+\.\d)% \|", table)]
    names = "finding_recall", "readings_right", "verdicts_right", "verdicts_right_checkable"
    assert shares[-4:] == [round(100 * measured[name], 1) for name in names]
    unlabelled = round(100 * (1 - measured["finding_precision"]), 1)
    assert f"would settle, {unlabelled}% are in no label" in LIMITS.replace("\n", " ")
    alone = round(100 * results["alone"].figures()["verdicts_right"], 1)
    assert f"{alone}% of the verdicts" in LIMITS
