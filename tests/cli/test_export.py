"""``ofrecord export`` says what it wrote, and refuses what is not asked rightly."""

import json

import pytest

CSV = ("--register", "ice-287g", "--format", "csv")


@pytest.mark.parametrize(
    "words",
    [
        ("data", "{}", *CSV),
        (*CSV, "data", "{}"),
        ("data", *CSV, "{}"),
        ("data", "--register", "ice-287g", "{}", "--format", "csv"),
    ],
)
def test_options_may_stand_anywhere(cli, tmp_path, words):
    folder = tmp_path / "out"
    done = cli("export", *(word.format(folder) for word in words))
    assert done.code == 0, done.err
    assert "ice-287g: 8 files" in done.out
    assert "11 files" in done.out
    assert "11 written" in done.out
    assert "inside the package" in done.err
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert {resource["format"] for resource in package["resources"]} == {"csv"}


def test_doing_it_twice_writes_nothing(cli, tmp_path):
    cli("export", "data", tmp_path / "out", *CSV)
    done = cli("export", "data", tmp_path / "out", *CSV)
    assert "0 written, 11 were there already" in done.out


def test_a_file_of_another_is_left_told_and_an_answer_of_1(cli, tmp_path):
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "other.txt").write_text("mine")
    done = cli("export", "data", tmp_path, *CSV)
    assert done.code == 1
    assert "no export wrote stands there: README.md" in done.err
    assert "1 file of others" in done.err
    assert (tmp_path / "README.md").read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("data",), "not into which folder"),
        (("dat", "out"), 'unknown part "dat" (did you mean "data"?)'),
        (("data", "one", "two"), "one folder"),
        (("data", "out", "--register", "ice"), "unknown register"),
        (("data", "out", "--format", "xls"), "--format"),
        (("data", "out", "--address", "ftp://example.org"), "--address"),
        (("data", "out", "--address", " "), "blank"),
        (("data", " "), "blank"),
        (("out", *CSV), "ofrecord export data out"),
        (("site", "out", "--format", "csv"), "data in every form"),
        (("site", "out", "--address", "ftp://example.org"), "--address"),
        ((), "FOLDER"),
    ],
)
def test_what_is_not_asked_rightly_is_refused(cli, tmp_path, monkeypatch, words, says):
    monkeypatch.chdir(tmp_path)
    done = cli("export", *words)
    assert done.code == 2
    assert says in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_home_is_refused(cli, tmp_path):
    done = cli("--home", tmp_path, "export", "data", tmp_path / "ice-287g", *CSV)
    assert done.code == 2
    assert "home of records" in done.err
    assert list(tmp_path.iterdir()) == []
