"""How well figures are found, read and settled, on labelled claims from real reporting.

``score_all(folder)`` returns the answers; run as a script it prints the tables and, for the ways of
asking that are named after the folder, what is wrong. The ways: ``together`` gives the claims of a
story as one text, one claim a paragraph, as the story had them; ``alone`` gives each claim by
itself, with nothing before it to go by; ``page`` gives a whole page of four stories.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import ofrecord
import ofrecord.registers.ice_287g as bundled
from ofrecord.clean.states import STATE_NAMES, find_state
from ofrecord.story.claims import FoundFigure, Reading
from ofrecord.story.dating import date_figures
from ofrecord.story.find import FigureFinder, make_finder
from ofrecord.story.page import split_page
from ofrecord.story.settle import settle_figure

NAME = "ice-287g"
MEASURES = {
    "has_agreement": "membership",
    "share_pct": "share",
    "growth_pct": "growth_percent",
    "oldest": "first",
    "first_date_at_least": "reach",
}
WITHOUT_VALUE = {"first", "only", "latest", "set", "equal", "membership"}
"""Measures whose value says yes or no, or names those that the scope names."""
COUNTS = {"agreements", "agencies", "counties", "states"}
SLACK = timedelta(days=5)
"""A label's day may lie this far from the reading's: a page's day is often inferred."""
WINDOW_SLACK = timedelta(days=35)
"""A window's ends may lie this far apart: "since January" is the first, or the day of an oath."""


@dataclass
class Answer:
    """What was made of one label."""

    label: dict
    figure: FoundFigure | None
    wrong: list[str] = field(default_factory=list)
    verdict: str = ""

    @property
    def read(self) -> bool:
        return self.figure is not None and not self.wrong

    @property
    def settled(self) -> bool:
        wanted = self.label["verdict"]
        return self.verdict in (wanted if isinstance(wanted, list) else [wanted])


@dataclass
class Result:
    """All answers, and the checkable figures that no label accounts for."""

    answers: list[Answer]
    extras: dict[str, list[FoundFigure]]

    def figures(self) -> dict[str, float]:
        """The numbers that floors.json holds."""
        kinds = [a for a in self.answers if a.label["kind"] != "not_checkable"]
        matched = sum(a.figure is not None for a in kinds)
        extra = sum(len(figures) for figures in self.extras.values())
        figures = {
            "finding_recall": share(a.figure is not None for a in self.answers),
            "finding_precision": matched / max(matched + extra, 1),
            "readings_right": share(a.read for a in self.answers),
        }
        if any(a.verdict for a in self.answers):
            figures["verdicts_right"] = share(a.settled for a in self.answers)
            figures["verdicts_right_checkable"] = share(
                a.settled for a in self.answers if a.label["verdict"] != "not_checkable"
            )
        return {name: round(number, 3) for name, number in figures.items()}


def share(values: Iterable[bool]) -> float:
    """The share of values that are true."""
    counted = list(values)
    return sum(counted) / max(len(counted), 1)


# Running ----------------------------------------------------------------------------------------


def bundled_finder() -> FigureFinder:
    """The finder for the register that ships with the package."""
    return make_finder(Path(bundled.__file__).parent, NAME)


def read_labels(path: Path) -> list[dict]:
    """The labels of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def score(labels: Sequence[dict], *, alone: bool = False, settle: bool = True) -> Result:
    """Every label answered, and what else was found."""
    finder, settled = bundled_finder(), Settler() if settle else None
    stories: dict[object, list[dict]] = defaultdict(list)
    for label in labels:
        stories[(label["story"], label["text"]) if alone else label["story"]].append(label)
    answers: list[Answer] = []
    extras: dict[str, list[FoundFigure]] = {}
    for labelled in stories.values():
        texts = list(dict.fromkeys(label["text"] for label in labelled))
        text = "\n".join(texts)
        starts = {t: sum(len(u) + 1 for u in texts[:n]) for n, t in enumerate(texts)}
        published = labelled[0]["published"] or ""
        found = finder.find(text, published)
        if settled is not None:
            found = settled.date(found, published)
        used: set[int] = set()
        for label in labelled:
            start = starts[label["text"]] + max(label["text"].find(label["span"]), 0)
            answer = answer_label(label, found, (start, start + len(label["span"])), text, used)
            if settled is not None:
                answer.verdict = settled.settle(answer.figure, published)
            answers.append(answer)
        extra = [
            f for n, f in enumerate(found) if n not in used and f.readings[0].measure != "none"
        ]
        extras.setdefault(labelled[0]["story"], []).extend(extra)
    return Result(answers, {story: figures for story, figures in extras.items() if figures})


def score_page(page: str, labels: Sequence[dict]) -> Result:
    """The labels of one whole page answered; each label's text stands in one of its stories.

    Only the page's first story is about the register: what the others state it does not settle.
    """
    finder, settler = bundled_finder(), Settler()
    answers: list[Answer] = []
    extras: dict[str, list[FoundFigure]] = {}
    left: list[dict] = []
    for label in labels:
        left.append({**label, "text": label["text"].replace("\xa0", " ")})
        if label["article"] != 1:
            left[-1]["verdict"] = "not_checkable"
    for number, story in enumerate(split_page(page, published=labels[0]["published"])):
        found = settler.date(finder.find(story.text, story.published), story.published)
        used: set[int] = set()
        for label in [label for label in left if label["text"] in story.text]:
            left.remove(label)
            start = story.text.find(label["text"]) + label["text"].find(label["span"])
            span = start, start + len(label["span"])
            answer = answer_label(label, found, span, story.text, used)
            answer.verdict = settler.settle(answer.figure, story.published)
            answers.append(answer)
        extra = [
            f for n, f in enumerate(found) if n not in used and f.readings[0].measure != "none"
        ]
        if extra:
            extras[f"page, story {number + 1}"] = extra
    answers += [Answer(label, None) for label in left]
    return Result(answers, extras)


class Settler:
    """Figures to verdicts, by the record that ships with the package."""

    def __init__(self) -> None:
        self.registers = {NAME: ofrecord.open()[NAME]}

    def date(self, found: Sequence[FoundFigure], published: str) -> list[FoundFigure]:
        """The figures of a story without a day, dated by what they say together."""
        return date_figures(found, self.registers, published)

    def settle(self, figure: FoundFigure | None, published: str) -> str:
        """The verdict of a figure."""
        if figure is None:
            return "not_found"
        return settle_figure(figure, self.registers, published)[1].verdict.value


def answer_label(
    label: dict,
    found: Sequence[FoundFigure],
    span: tuple[int, int],
    text: str,
    used: set[int],
) -> Answer:
    """The figure that best answers a label: of its measure if there is one, else the nearest."""
    start, end = span
    near = [n for n, f in enumerate(found) if f.start < end and start < f.end]
    wanted = measure_of(label)
    used.update(near)
    if not near:
        return Answer(label, None)

    def likeness(number: int) -> tuple[bool, bool, int]:
        figure = found[number]
        reading = figure.readings[0]
        overlap = min(figure.end, end) - max(figure.start, start)
        return reading.measure == wanted, (reading.measure == "none") == (wanted == "none"), overlap

    figure = found[max(near, key=likeness)]
    return Answer(label, figure, differences(label, figure.readings[0], text))


# Comparing --------------------------------------------------------------------------------------


def measure_of(label: dict) -> str:
    """A label's measure under the name that readings have for it."""
    told = (label.get("reading") or {}).get("measure", "none")
    if label["verdict"] == "not_checkable":
        return "none"
    return MEASURES.get(told, told)


def differences(label: dict, reading: Reading, text: str) -> list[str]:
    """In what a reading differs from a label's; what the text cannot tell is not asked."""
    wanted, told = measure_of(label), label.get("reading") or {}
    if reading.measure != wanted:
        return [f"measure {reading.measure}, not {wanted}"]
    if wanted == "none":
        return []
    filters = told.get("filters", {})
    wrong = wrong_value(reading, told, wanted) + wrong_states(reading, filters, wanted, text)
    wrong += wrong_models(reading, filters, wanted, text)
    if wanted in COUNTS:
        wrong += wrong_windows(reading, filters)
        if reading.scope.pending != ("pending" in filters.get("status", "")):
            wrong.append(f"pending {reading.scope.pending}")
        wrong += wrong_days(reading, told.get("as_of"))
    return wrong


def wrong_value(reading: Reading, told: dict, wanted: str) -> list[str]:
    wrong = []
    asked = wanted not in WITHOUT_VALUE or wanted == "membership"
    if asked and not same_value(reading, told["value"]):
        wrong.append(f"value {reading.value}, not {told['value']}")
    if wanted not in {"set", "models", "first"} and reading.comparator != told["comparator"]:
        wrong.append(f"{reading.comparator}, not {told['comparator']}")
    return wrong


def wrong_states(reading: Reading, filters: dict, wanted: str, text: str) -> list[str]:
    states = set(codes(filters.get("state", "")))
    told = states and any(named(code, text) for code in states)
    if told and set(reading.scope.states) != states and not reading.scope.agencies:
        return [f"states {reading.scope.states}, not {sorted(states)}"]
    if not states and wanted in COUNTS - {"states"} and reading.scope.states:
        return [f"states {reading.scope.states}, not all"]
    return []


def wrong_models(reading: Reading, filters: dict, wanted: str, text: str) -> list[str]:
    model = filters.get("model")
    if model and wanted not in {"membership", "signed_date", "first", "status"}:
        told = model in models(text) and set(reading.scope.models) != {model}
        return [f"models {reading.scope.models}, not {model}"] if told else []
    if not model and wanted in (COUNTS - {"states"}) | {"share"} and reading.scope.models:
        return [f"models {reading.scope.models}, not any"]
    return []


def same_value(reading: Reading, value: object) -> bool:
    if isinstance(value, str) and isinstance(reading.value, str):
        if reading.measure == "models":
            return set(value.split(",")) == set(reading.value.split(","))
        first, last = sorted((value, reading.value), key=len)
        return last.startswith(first)
    try:
        return abs(float(reading.value) - float(value)) < 0.5  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


def codes(told: str) -> list[str]:
    """The states that a label names, in any of its ways of writing them down."""
    parts = told.replace("+", ",").replace("|", ",").split(",")
    return [code for part in parts if (code := find_state(part.strip()))]


def named(code: str, text: str) -> bool:
    """Whether a text names a state at all: a story's page said more than is in the labels."""
    short = {"IN": "Hoosier", "ND": "Dakotas", "SD": "Dakotas"}
    return STATE_NAMES[code] in text or (code in short and short[code] in text)


def models(text: str) -> set[str]:
    """The models that a text names, by their plainest words."""
    words = {
        "TFM": ("ask force", "ask Force", "TFM"),
        "JEM": ("ail", "JEM"),
        "WSO": ("arrant", "WSO"),
    }
    return {model for model, told in words.items() if any(word in text for word in told)}


def wrong_windows(reading: Reading, filters: dict) -> list[str]:
    wrong = []
    for name in ("signed_since", "signed_until"):
        has, wanted = getattr(reading.scope, name), filters.get(name, "")
        if name == "signed_until" and not wanted:
            continue
        if bool(has) != bool(wanted) or (has and not close(has, wanted, WINDOW_SLACK)):
            wrong.append(f"{name} {has or 'none'}, not {wanted or 'none'}")
    return wrong


def wrong_days(reading: Reading, as_of: object) -> list[str]:
    if as_of is None or reading.days is None:
        return []
    if not reading.days[0]:
        return []
    first, last = as_of if isinstance(as_of, list) else (as_of, as_of)
    if _moved(reading.days[0], -SLACK) <= last and first <= _moved(reading.days[1], SLACK):
        return []
    return [f"days {reading.days}, not {as_of}"]


def close(one: str, other: str, slack: timedelta) -> bool:
    return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= slack


def _moved(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()


# Telling ----------------------------------------------------------------------------------------


def table(result: Result, title: str) -> str:
    """The numbers by kind of claim and in all."""
    lines = [f"{title:<22} claims  found  read  verdict"]
    kinds = Counter(answer.label["kind"] for answer in result.answers)
    for kind in [*sorted(kinds), ""]:
        answers = [a for a in result.answers if kind in {"", a.label["kind"]}]
        lines.append(
            f"{kind or 'all':<22} {len(answers):6} {sum(a.figure is not None for a in answers):6}"
            f" {sum(a.read for a in answers):5} {sum(a.settled for a in answers):8}"
        )
    extra = sum(len(figures) for figures in result.extras.values())
    lines.append(f"checkable figures that no label accounts for: {extra}")
    lines += [f"{name}: {number}" for name, number in result.figures().items()]
    return "\n".join(lines)


def mistakes(result: Result) -> str:
    """Every label that was answered wrongly, and every figure that no label accounts for."""
    lines = []
    for a in result.answers:
        if a.read and a.settled:
            continue
        told = a.figure.text if a.figure else "NOT FOUND"
        marks = f"{'' if a.read else 'READ '}{'' if a.settled else 'VERDICT'}"
        lines.append(
            f"{a.label['id']} [{a.label['kind']}] {marks}: {a.label['span']!r} => {told!r}"
        )
        lines.append(f"    {'; '.join(a.wrong)} | {a.verdict}, not {a.label['verdict']}")
    for story, figures in result.extras.items():
        for figure in figures:
            reading = figure.readings[0]
            lines.append(f"{story} EXTRA {figure.text!r}: {reading.measure} {reading.value}")
    return "\n".join(lines)


def score_all(folder: Path) -> dict[str, Result]:
    """Every way of asking: claims of a story together, each alone, and a whole page."""
    labels = read_labels(folder / "dev.jsonl")
    page = (folder / "seed" / "page.txt").read_text("utf-8")
    seed = read_labels(folder / "seed" / "labels.jsonl")
    return {
        "together": score(labels),
        "alone": score(labels, alone=True),
        "page": score_page(page, seed),
    }


def main(folder: Path, wanted: Sequence[str]) -> None:
    """Prints the tables, and for the ways of asking that are named what is wrong."""
    for name, result in score_all(folder).items():
        told = table(result, name) + (f"\n{mistakes(result)}" if name in wanted else "")
        sys.stdout.write(f"{told}\n\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
