"""``ofrecord check ARCHIVE --out FILE``: every page told, whatever stops it, and never twice."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from ofrecord.cli import main
from ofrecord.export.archive import check_archive
from ofrecord.story.archive import count_pages, read_pages

TRUE = "ICE had 957 287(g) agreements as of Sept. 5, 2025."
FALSE = "ICE had 958 287(g) agreements as of Sept. 5, 2025."


def write_lines(path, rows):
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def lines(tmp_path):
    rows = [
        {
            "id": f"s{n}",
            "title": "More sheriffs sign on",
            "text": TRUE if n % 2 else FALSE,
            "published": "2025-09-08",
        }
        for n in range(12)
    ]
    return write_lines(tmp_path / "stories.jsonl", rows)


def results(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_json_lines_are_checked_into_a_file(capsys, lines, tmp_path):
    out = tmp_path / "results.jsonl"
    assert main(["check", str(lines), "--out", str(out)]) == 0
    told = results(out)
    assert [line["id"] for line in told] == [f"s{n}" for n in range(12)]
    assert [line["figures"][0]["verdict"] for line in told] == ["contradicted", "supported"] * 6
    assert told[0]["stories"][0]["title"] == "More sheriffs sign on"
    said = capsys.readouterr().out
    assert "12 pages checked" in said
    assert "stories a second with 1 process" in said
    assert [p.name for p in tmp_path.glob("*.part")] == []


def test_strict_tells_contradicted_figures_by_the_exit_code(lines, tmp_path):
    out = tmp_path / "results.jsonl"
    assert main(["check", str(lines), "--out", str(out), "--strict"]) == 1


def test_a_folder_is_checked_in_the_order_of_its_names(tmp_path):
    folder = tmp_path / "stories"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "2.html").write_text(f"<html><p>{TRUE}</p><p>{'It is so. ' * 40}</p>", "utf-8")
    (folder / "a.txt").write_text(FALSE, "utf-8")
    (folder / ".hidden.txt").write_text(FALSE, "utf-8")
    (folder / "picture.png").write_bytes(b"x")
    (folder / "b" / "1.txt").write_bytes(b"")
    out = tmp_path / "results.jsonl"
    assert main(["check", str(folder), "--out", str(out), "--published", "2025-09-08"]) == 1
    told = results(out)
    assert [line["id"] for line in told] == ["a.txt", "b/1.txt", "b/2.html"]
    assert told[1]["error"] == {"code": "story", "message": "there is no text in it"}
    assert told[2]["summary"]["supported"] == 1


def test_parquet_is_the_same_as_json_lines(lines, tmp_path):
    table = tmp_path / "stories.parquet"
    frame = pl.DataFrame([json.loads(line) for line in lines.read_text("utf-8").splitlines()])
    frame.with_columns(pl.col("published").str.to_date()).write_parquet(table)
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    assert main(["check", str(lines), "--out", str(one)]) == 0
    assert main(["check", str(table), "--out", str(other)]) == 0
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("not json", "the line is not JSON"),
        ("[1]", "not a JSON object"),
        ('{"id": "x"}', "no text under"),
        ('{"text": "1 2 3 4"}', "hardly a word"),
        ('{"text": "It was so there.", "published": "soon"}', "not a day"),
        ('{"text": "' + "x" * 10_000_100 + '"}', "a line of more than"),
        ("[" * 100_000, "the line is not JSON"),
        ('{"text": "a\\ud800b of the c"}', ""),
    ],
    ids=range(8),
)
def test_a_page_that_cannot_be_checked_stops_no_other(tmp_path, line, says):
    source = tmp_path / "stories.jsonl"
    good = json.dumps({"id": "good", "text": TRUE, "published": "2025-09-08"})
    source.write_text(f"{line}\n\n{good}\n", "utf-8")
    out = tmp_path / "results.jsonl"
    code = main(["check", str(source), "--out", str(out)])
    bad, fine = results(out)
    assert fine["summary"]["supported"] == 1
    if says:
        assert code == 1
        assert says in bad["error"]["message"]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not parquet" * 99])
def test_what_is_no_parquet_is_refused(capsys, tmp_path, content):
    source = tmp_path / "stories.parquet"
    source.write_bytes(content)
    assert main(["check", str(source), "--out", str(tmp_path / "r.jsonl")]) == 2
    assert "not a Parquet file" in capsys.readouterr().err


def test_a_run_that_was_stopped_goes_on_and_gives_the_same(lines, tmp_path):
    whole, out = tmp_path / "whole.jsonl", tmp_path / "results.jsonl"
    check_archive(lines, whole)
    part = next(iter(_stopped(lines, out)))
    assert check_archive(lines, out).resumed == 5
    assert out.read_bytes() == whole.read_bytes()
    assert not part.exists()


def _stopped(lines, out):
    """Leaves the part file of a run that was killed while it wrote its sixth line."""
    check_archive(lines, out)
    from ofrecord.export.archive import _fingerprint

    part = out.with_name(f"{out.name}.{_fingerprint('', '')}.part")
    whole = out.read_bytes().splitlines(keepends=True)
    part.write_bytes(b"".join(whole[:5]) + whole[5][:40])
    out.unlink()
    yield part


def test_pages_that_changed_since_are_checked_again(lines, tmp_path):
    out = tmp_path / "results.jsonl"
    next(_stopped(lines, out))
    rows = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    rows[2]["text"] = TRUE.replace("957", "900")
    write_lines(lines, rows)
    report = check_archive(lines, out)
    assert report.resumed == 2
    whole = tmp_path / "whole.jsonl"
    check_archive(lines, whole)
    assert out.read_bytes() == whole.read_bytes()


def test_other_options_do_not_go_on_with_what_was_done(lines, tmp_path):
    out = tmp_path / "results.jsonl"
    next(_stopped(lines, out))
    assert check_archive(lines, out, published="2025-09-09").resumed == 0


def test_two_runs_do_not_write_to_one_file(capsys, lines, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    out = tmp_path / "results.jsonl"
    part = next(_stopped(lines, out))
    with part.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert main(["check", str(lines), "--out", str(out)]) == 2
    assert "another run is writing there" in capsys.readouterr().err


def test_the_results_do_not_depend_on_the_number_of_processes(tmp_path):
    rows = [{"id": f"s{n}", "text": f"{TRUE} It was {n}."} for n in range(150)]
    source = write_lines(tmp_path / "stories.jsonl", rows)
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    check_archive(source, one, workers=1)
    assert check_archive(source, two, workers=2).workers == 2
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="kills a process as only POSIX can")
def test_a_killed_run_leaves_no_process_and_its_work_is_kept(tmp_path):
    rows = [{"id": f"s{n}", "text": f"{TRUE} It was {n}. " * 3} for n in range(4000)]
    source = write_lines(tmp_path / "stories.jsonl", rows)
    out = tmp_path / "results.jsonl"
    command = [sys.executable, "-m", "ofrecord", "check", str(source), "--out", str(out)]
    run = subprocess.Popen([*command, "--workers", "2"], stdout=-3, stderr=-3)
    try:
        for _ in range(600):
            time.sleep(0.1)
            parts = list(tmp_path.glob("*.part"))
            if parts and parts[0].stat().st_size > 0:
                break
        else:
            pytest.fail("nothing was written within a minute")
        children = _children(run.pid)
    finally:
        run.send_signal(signal.SIGKILL)
        run.wait()
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in children):
            break
        time.sleep(0.1)
    else:
        pytest.fail("a worker outlived the run that started it")
    assert not out.exists()
    assert parts[0].stat().st_size > 0


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    if not path.exists():
        pytest.skip("the system does not tell a process's children")
    return [int(child) for child in path.read_text("ascii").split()]


def test_pages_are_counted_without_reading_them(lines, tmp_path):
    assert count_pages(lines) == 12 == len(list(read_pages(lines)))
    unfinished = tmp_path / "unfinished.jsonl"
    unfinished.write_text('{"text": "a"}\n{"text": "b"}', "utf-8")
    assert count_pages(unfinished) == 2
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    assert count_pages(tmp_path / "empty.jsonl") == 0
