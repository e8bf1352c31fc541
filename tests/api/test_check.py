"""``POST /check``: the same report as the command's, bounded in size and time."""

import sys

import pytest
from starlette.testclient import TestClient

from ofrecord.serve import make_application

STORY = {"text": "ICE had 957 287(g) agreements as of Sept. 5.", "published": "2025-09-08"}
PATH = "/api/v1/check"


def test_a_story_is_checked_as_by_the_command(api, cli, tmp_path):
    file = tmp_path / "story.txt"
    file.write_text(STORY["text"], "utf-8")
    printed = cli("check", file, "--published", STORY["published"], "--format", "json").json()
    answer = api.post(PATH, json=STORY)
    assert answer.status_code == 200
    assert answer.json() == printed
    assert answer.json()["figures"][0]["verdict"] == "supported"
    assert answer.headers["cache-control"] == "no-store"


def test_a_page_is_checked(api):
    page = "<html><body><h1>Sheriffs sign</h1><p>ICE had 958 287(g) agreements.</p></body></html>"
    answer = api.post(PATH, json={"html": page, "published": "2025-09-08"})
    assert [one["verdict"] for one in answer.json()["figures"]] == ["contradicted"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "unprocessable"),
        ({"text": "a", "html": "b"}, 422, "unprocessable"),
        ({"text": 5}, 422, "unprocessable"),
        ({"story": "a"}, 422, "unprocessable"),
        ([], 422, "unprocessable"),
        ({"text": ""}, 422, "story"),
        ({"text": "17 " * 50}, 422, "story"),
        ({"text": "a story", "published": "yesterday"}, 422, "unprocessable"),
        ({"text": "a story", "published": "2999-01-01"}, 422, "unprocessable"),
        ({"url": "http://127.0.0.1/"}, 422, "unprocessable"),
        ({"url": "http://[::1]:80/"}, 422, "unprocessable"),
        ({"url": "http://169.254.169.254/latest/meta-data"}, 422, "unprocessable"),
        ({"url": "file:///etc/passwd"}, 422, "unprocessable"),
        ({"url": "http://user:word@example.org/"}, 422, "unprocessable"),
        ({"text": "a" * 1_000_001}, 413, "too-large"),
    ],
)
def test_what_cannot_be_checked_is_told(api, body, status, code):
    answer = api.post(PATH, json=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["type"] == f"urn:ofrecord:error:{code}"
    assert "--" not in answer.text


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b'{"text": "a"}', "text/plain", 415),
        (b'{"text": "a"}', "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b'{"text": "\xff"}', "application/json", 400),
        (b'{"text": ' + b"[" * 100_000, "application/json", 422),
        (b"", "application/json", 400),
    ],
)
def test_a_body_is_json(api, sent, kind, status):
    answer = api.post(PATH, content=sent, headers={"content-type": kind})
    assert answer.status_code == status, answer.text


def test_a_body_without_a_stated_length_is_bounded_too(api):
    def parts():
        for _ in range(200):
            yield b" " * 10_000

    answer = api.post(PATH, content=parts(), headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_a_check_that_takes_too_long_is_ended_and_the_next_one_is_answered(tmp_path, monkeypatch):
    from ofrecord.api import checking

    application = make_application(tmp_path, check_seconds=60)
    checker = application.live.on_change[0].__self__
    with TestClient(application) as client:
        assert client.post(PATH, json=STORY).status_code == 200
        monkeypatch.setattr(
            checking, "PROCESS", (sys.executable, "-c", "import time; time.sleep(99)")
        )
        checker.renew()  # as when another record was taken up
        monkeypatch.setattr(checker, "_seconds", 0.5)
        late = client.post(PATH, json=STORY)
        assert late.status_code == 504
        assert late.json()["type"] == "urn:ofrecord:error:timeout"
        assert client.get("/api/v1/registers").status_code == 200
        monkeypatch.undo()
        monkeypatch.setattr(checker, "_seconds", 60)
        assert client.post(PATH, json=STORY).status_code == 200


def test_a_process_that_breaks_off_is_replaced(tmp_path, monkeypatch):
    from ofrecord.api import checking

    with TestClient(make_application(tmp_path, check_seconds=60)) as client:
        monkeypatch.setattr(checking, "PROCESS", (sys.executable, "-c", "pass"))
        assert client.post(PATH, json=STORY).status_code == 500
        monkeypatch.undo()
        assert client.post(PATH, json=STORY).status_code == 200
