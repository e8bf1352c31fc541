"""``ofrecord check``: stories from files, pipes and addresses, in every form; clear refusals."""

import http.server
import io
import json
import threading
from contextlib import contextmanager

import pytest

from ofrecord.cli import main

STORY = "ICE had 958 287(g) agreements as of Sept. 5, 2025, in 40 states."
TRUE = "ICE had 957 287(g) agreements as of Sept. 5, 2025."


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(f"Agreements explode\n\n{STORY}\n", "utf-8")
    return path


@contextmanager
def serving(body: bytes, kind: str = "text/html"):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/story"
        finally:
            server.shutdown()
            thread.join()


def check(capsys, *argv) -> tuple[int, str, str]:
    code = main(["check", *map(str, argv)])
    said = capsys.readouterr()
    return code, said.out, said.err


def refused(capsys, *argv) -> tuple[int, str]:
    code, out, err = check(capsys, *argv)
    assert out == ""
    assert "Traceback" not in err
    return code, err.splitlines()[-1]


def test_a_story_is_printed_with_its_figures_marked_and_settled(capsys, story):
    code, out, _ = check(capsys, story, "--published", "2025-09-08")
    assert code == 0
    assert "Agreements explode" in out
    assert "✗1" in out
    assert "contradicted" in out
    assert "957" in out
    assert "edition participating-" in out


def test_the_same_as_json(capsys, story):
    _, out, _ = check(capsys, story, "--published", "2025-09-08", "--format", "json")
    answer = json.loads(out)
    (told,) = answer["stories"]
    assert (told["title"], told["published"], told["published_from"]) == (
        "Agreements explode",
        "2025-09-08",
        "given",
    )
    figure = answer["figures"][0]
    assert figure["verdict"] == "contradicted"
    assert figure["found"] == 957
    assert told["text"][figure["start"] : figure["end"]] == figure["text"]
    assert figure["reading"]["day"] == "2025-09-05"
    assert figure["edition"]["published_on"] == "2025-09-05"
    assert answer["summary"]["contradicted"] == 1


def test_the_same_as_a_page_and_as_claim_reviews(capsys, story):
    _, page, _ = check(capsys, story, "--published", "2025-09-08", "--format", "html")
    assert page.startswith("<!doctype html>")
    assert "Agreements explode" in page
    _, out, _ = check(capsys, story, "--published", "2025-09-08", "--format", "claimreview")
    reviews = json.loads(out)["@graph"]
    assert reviews[0]["reviewRating"]["ratingValue"] == 1


def test_claim_reviews_can_stand_inside_a_page(capsys, tmp_path):
    page = tmp_path / "story.txt"
    page.write_text(f"{STORY} He said: </script><script>alert(1)</script>", "utf-8")
    _, out, _ = check(capsys, page, "--published", "2025-09-08", "--format", "claimreview")
    assert "<" not in out
    assert json.loads(out)["@graph"]


def test_stdout_holds_json_alone(capsys, story):
    _, out, err = check(capsys, story, "--format", "json")
    json.loads(out)
    assert "reading the one in the package" in err
    assert "no day of publication was found" in err


def test_strict_tells_a_contradicted_figure_by_the_exit_code(capsys, story, tmp_path):
    assert check(capsys, story, "--strict", "--published", "2025-09-08")[0] == 1
    assert check(capsys, story, "--published", "2025-09-08")[0] == 0
    true = tmp_path / "true.txt"
    true.write_text(TRUE, "utf-8")
    assert check(capsys, true, "--strict", "--published", "2025-09-08")[0] == 0


def test_a_story_can_be_piped_in(capsys, monkeypatch):
    piped = io.TextIOWrapper(io.BytesIO(TRUE.encode("utf-16")))
    monkeypatch.setattr("sys.stdin", piped)
    code, out, _ = check(capsys, "-", "--published", "2025-09-08")
    assert code == 0
    assert "1 supported" in out


def test_several_stories_are_one_report_counted_through(capsys, story, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(TRUE, "utf-8")
    _, out, _ = check(capsys, story, other, "--published", "2025-09-08", "--format", "json")
    answer = json.loads(out)
    assert len(answer["stories"]) == 2
    assert [f["id"] for f in answer["figures"]] == [
        f"f{n + 1}" for n in range(len(answer["figures"]))
    ]
    assert {f["story"] for f in answer["figures"]} == {0, 1}
    last = answer["figures"][-1]
    assert answer["stories"][last["story"]]["text"][last["start"] : last["end"]] == last["text"]


def test_one_page_that_holds_no_story_does_not_stop_the_others(capsys, story, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    code, out, err = check(capsys, empty, story, "--published", "2025-09-08")
    assert code == 2
    assert "Agreements explode" in out
    assert "empty.txt: there is no text in it" in err


def test_the_story_of_make_demo_is_settled_figure_by_figure(capsys, root):
    example = root / "docs" / "examples" / "story.txt"
    _, out, _ = check(capsys, example, "--published", "2025-09-08", "--format", "json")
    answer = json.loads(out)
    assert [(f["text"], f["verdict"]) for f in answer["figures"]] == [
        ("958 agreements", "contradicted"),
        ("40 states", "supported"),
        ("10 of these 287(g) agreements", "supported"),
        ("Four", "supported"),
        ("five", "supported"),
        ("one", "supported"),
        ("in July", "supported"),
        ("New Jersey and Connecticut have no 287(g) agreements", "supported"),
        ("31 applications", "supported"),
        ("more than 120 people", "not_checkable"),
    ]
    assert answer["figures"][0]["explanations"][0]["kind"] == "header_row"


def test_a_report_can_be_written_to_a_file(capsys, story, tmp_path):
    out = tmp_path / "report.html"
    code, said, err = check(capsys, story, "--format", "html", "--out", out)
    assert (code, said) == (0, "")
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert f"written to {out}" in err


def test_an_address_is_fetched_where_private_ones_are_allowed(capsys):
    page = f"<html><body><article><h1>A headline</h1><p>{TRUE}</p><p>{'It is so. ' * 40}</p>"
    with serving(page.encode()) as url:
        code, out, _ = check(
            capsys, url, "--allow-private", "--published", "2025-09-08", "--format", "json"
        )
    answer = json.loads(out)
    assert code == 0
    assert answer["stories"][0]["url"] == url
    assert answer["summary"]["supported"] == 1


def test_an_address_on_this_machine_is_refused(capsys):
    with serving(b"x") as url:
        code, err = refused(capsys, url)
    assert code == 2
    assert "--allow-private allows such addresses" in err


def test_an_address_that_is_not_reached_is_exit_code_3(capsys):
    with serving(b"%PDF", "application/pdf") as url:
        code, err = refused(capsys, url, "--allow-private")
    assert code == 3
    assert "application/pdf" in err
    assert refused(capsys, url, "--allow-private")[0] == 3


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["nosuch.txt"], 'STORY: no such file "nosuch.txt"'),
        (["www.example.org/a"], 'did you mean "https://www.example.org/a"?'),
        (["story.txt", "--published", "09/05/2025"], 'did you mean "2025-09-05"?'),
        (["story.txt", "--published", "2999-01-01"], "a day still to come"),
        (["folder"], "ofrecord check folder --out results.jsonl"),
        (["folder", "--out", "results.csv"], 'did you mean "results.jsonl"?'),
        (["folder", "--out", "nowhere/results.jsonl"], "no such folder"),
        (["folder", "story.txt", "--out", "r.jsonl"], "an archive is checked by itself"),
        (["nosuch.jsonl", "--out", "r.jsonl"], "no such file"),
        (["empty.txt"], "empty.txt: there is no text in it"),
        (["binary.txt"], "binary.txt: this is a binary file"),
        (["numbers.txt"], "numbers and hardly a word"),
        (["big.txt"], "a page has at most 5,000,000"),
        (["story.txt", "--out", "nowhere/x"], "cannot be written"),
        (["http://user:pw@h/"], "an address with a user name in it"),
        (["ftp://example.org/"], "no such file"),
    ],
)
def test_a_wrong_request_says_what_and_where(capsys, tmp_path, monkeypatch, argv, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "numbers.txt").write_text("12 13 14\n" * 99, "utf-8")
    (tmp_path / "big.txt").write_bytes(b"x" * 5_000_001)
    code, err = refused(capsys, *argv)
    assert code == 2
    assert says in err


def test_a_story_from_before_the_record_says_so(capsys, story):
    _, _, err = check(capsys, story, "--published", "1999-01-01")
    assert "before the record of ice-287g begins" in err


def test_a_story_in_another_language_says_so(capsys, tmp_path):
    page = tmp_path / "story.txt"
    page.write_text("Le shérif a dit que douze des comtés ont signé avec les autorités.", "utf-8")
    code, _, err = check(capsys, page)
    assert code == 0
    assert "neither English nor Spanish" in err


def test_the_seed_page_is_checked(capsys, shared):
    page = shared / "stories" / "seed" / "page.txt"
    code, out, _ = check(capsys, page, "--published", "2025-09-08")
    assert code == 0
    assert "Local Police Agreements With ICE Have Exploded" in out
    assert "no register settles" in out
    assert "OCHA's figures" in out
