"""How well the figures of stories about series are found, read and settled; floors may not fall."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

import ofrecord
from ofrecord.story.report import check_page

HERE = Path(__file__).parent
FLOORS = json.loads((HERE.parent / "floors.json").read_text("utf-8"))
PUBLISHED = "2025-09-08"


def load(name, path):
    """A program beside this file."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="module")
def stories():
    return load("series_stories", HERE / "series_stories.py")


@pytest.fixture(scope="module")
def registers():
    return ofrecord.open().held()


def test_no_figure_of_our_own_stories_falls_below_its_floor(stories, registers):
    told = [
        stories.answer(*story, registers)
        for path in sorted(stories.FOLDER.glob("*.txt"))
        for story in stories.read_stories(path)
    ]
    measured = stories.figures(told)
    floors = {key[7:]: floor for key, floor in FLOORS.items() if key.startswith("series.")}
    marks = sum(len(story.marked) for story in told)
    sys.stdout.write(f"{len(told)} stories about series, {marks} figures: {measured}\n")
    assert set(floors) == set(measured)
    assert not {name: measured[name] for name in floors if measured[name] < floors[name]}


def test_every_figure_of_the_page_of_four_stories_is_settled_as_it_is_labelled(shared, registers):
    seed = shared / "stories" / "seed"
    if not (seed / "labels.jsonl").is_file():
        pytest.skip(f"needs the labelled page: there is none in {seed}")
    report = check_page((seed / "page.txt").read_text("utf-8"), registers, published=PUBLISHED)
    lines = (seed / "labels.jsonl").read_text("utf-8").splitlines()
    labels = [label for line in lines if (label := json.loads(line))["article"] > 1]
    assert len(labels) == 15
    wrong = [label["id"] for label in labels if not is_right(label, report)]
    assert wrong == []


def is_right(label, report):
    """Whether a figure covers a label's span, and is settled as the label says."""
    number = label["article"] - 1
    text = report.stories[number].text
    sentence = max(text.find(label["text"][:60]), 0)
    start = text.find(label["span"], sentence)
    end = start + len(label["span"])
    verdicts = label["verdict"] if isinstance(label["verdict"], list) else [label["verdict"]]
    found = [f for f in report.figures if f.story == number and f.start < end and start < f.end]
    return bool(found) and all(str(figure.verdict) in verdicts for figure in found)
