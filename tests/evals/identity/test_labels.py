"""The labelled pairs are well formed, do not contradict one another and name real rows."""

import json
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SIDE = {"list", "file", "row", "state", "agency", "model", "signed"}
KINDS = {
    "abbreviation",
    "blank",
    "county_corrected",
    "duplicate_row",
    "model_switch",
    "neighbour",
    "noise",
    "other_model",
    "pending_signed",
    "redated",
    "relabelled",
    "renamed",
    "renewal",
    "restated",
    "returned",
    "same_county",
    "same_day",
    "same_name_other_body",
    "same_name_other_state",
    "shared_link",
    "spelling",
    "unchanged",
}


def read(name):
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


PAIRS, UNSURE = read("pairs.jsonl"), read("unsure.jsonl")


def place(side):
    return side["list"], side["file"], side["row"]


def question(pair):
    return pair["of"], *sorted([place(pair["a"]), place(pair["b"])])


def components(of):
    """Every labelled row's representative after all pairs called the same are joined."""
    parent = {}

    def find(row):
        parent.setdefault(row, row)
        while parent[row] != row:
            row = parent[row]
        return row

    for pair in PAIRS:
        if pair["of"] == of and pair["same"]:
            parent[find(place(pair["a"]))] = find(place(pair["b"]))
    return find


def test_pairs_have_the_agreed_form():
    for pair in [*PAIRS, *UNSURE]:
        assert pair.keys() == {"id", "of", "a", "b", "same", "why", "kind"}
        assert pair["of"] in {"agency", "agreement"}, pair
        assert isinstance(pair["same"], bool), pair
        assert pair["kind"] in KINDS, pair
        assert pair["why"].strip(), pair
        assert place(pair["a"]) != place(pair["b"]), pair
        for side in (pair["a"], pair["b"]):
            assert side.keys() == SIDE, pair
            assert side["list"] in {"participating", "pending"}, pair
            assert "/" not in side["file"], pair
            assert side["row"] > 1, pair
            assert (side["signed"] is None) == (side["list"] == "pending"), pair


def test_ids_are_unique():
    assert max(Counter(pair["id"] for pair in [*PAIRS, *UNSURE]).values()) == 1


def test_no_question_is_asked_twice():
    assert max(Counter(question(pair) for pair in [*PAIRS, *UNSURE]).values()) == 1


@pytest.mark.parametrize("of", ["agency", "agreement"])
def test_both_answers_are_present_in_number(of):
    answers = Counter(pair["same"] for pair in PAIRS if pair["of"] == of)
    assert answers[True] >= 200
    assert answers[False] >= 70


@pytest.mark.parametrize("of", ["agency", "agreement"])
def test_labels_do_not_contradict_one_another(of):
    find = components(of)
    wrong = [
        pair["id"]
        for pair in PAIRS
        if pair["of"] == of
        and not pair["same"]
        and find(place(pair["a"])) == find(place(pair["b"]))
    ]
    assert wrong == []


def test_one_agreement_is_never_two_agencies():
    apart = {question(pair)[1:] for pair in PAIRS if pair["of"] == "agency" and not pair["same"]}
    joined = {question(pair)[1:] for pair in PAIRS if pair["of"] == "agreement" and pair["same"]}
    assert not apart & joined


def test_readme_states_the_numbers():
    text = (HERE / "README.md").read_text("utf-8")
    for (kind, same), number in Counter((p["kind"], p["same"]) for p in PAIRS).items():
        assert f"| {kind} | {'same' if same else 'different'} | {number} |" in text
    assert f"{len(PAIRS)} pairs" in text
    assert f"{len(UNSURE)} pairs" in text


def test_labelled_rows_stand_in_the_captures_as_printed(shared):
    """Read with calamine, so that this does not rest on the reader under test."""
    calamine = pytest.importorskip("python_calamine")
    folder = shared / "records" / "ice-287g"
    files = {p.name: p for p in folder.glob("p*/*.xlsx")}
    names = {
        "STATE": "state",
        "LAW ENFORCEMENT AGENCY": "agency",
        "SUPPORT TYPE": "model",
    }
    wanted = {}
    for pair in [*PAIRS, *UNSURE]:
        for side in (pair["a"], pair["b"]):
            wanted.setdefault(side["file"], {})[side["row"]] = side
    wrong = []
    for file, sides in wanted.items():
        book = calamine.CalamineWorkbook.from_path(files[file])
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
        head = [" ".join(str(cell).upper().split()) for cell in rows[0]]
        for number, side in sides.items():
            for title, field in names.items():
                printed = rows[number - 1][head.index(title)]
                if str(printed) != side[field]:
                    wrong.append((file, number, field, printed, side[field]))
    assert wrong == []
