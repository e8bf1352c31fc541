"""The site beside the API: what is sent, what may be kept, what is refused."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from ofrecord.serve import make_application
from ofrecord.web.checking import LARGEST_FORM
from ofrecord.web.questions import READ

WEB = Path(__file__).parents[2] / "src" / "ofrecord" / "web"
DAY = "2025-09-05"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    application = make_application(tmp_path_factory.mktemp("nothing"))
    with TestClient(application, follow_redirects=False) as found:
        yield found


@pytest.mark.parametrize("path", ["/", "/es/", f"/on/{DAY}/state/NY/", "/search/?q=oneida"])
def test_a_page_is_sent_with_a_strict_policy_and_a_tag(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    again = client.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_sites_own_files_may_be_kept_for_ever(client):
    page = client.get("/").text
    names = {part.split('"')[0] for part in page.split('href="')[1:] if part.startswith("/static/")}
    assert len(names) >= 2
    for name in names:
        answer = client.get(name)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/other.css").status_code == 404
    assert client.get("/static/../site.py").status_code == 404


def test_an_unknown_page_is_a_page_and_an_unknown_resource_a_problem(client):
    assert client.get("/statte/NY/").headers["content-type"].startswith("text/html")
    problem = client.get("/api/v1/nothing")
    assert problem.headers["content-type"] == "application/problem+json"
    assert client.get("/statte/NY/").status_code == problem.status_code == 404


def test_a_day_that_is_asked_for_by_form_is_an_address(client):
    answer = client.get(f"/es/on/?day={DAY}&page=state/NY/")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/es/on/{DAY}/state/NY/")


@pytest.mark.parametrize(("path", "method", "status"), [("/", "POST", 405), ("/", "PUT", 405)])
def test_nothing_can_be_written(client, path, method, status):
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_story_is_checked_apart(client):
    story = {"story": "ICE had 957 287(g) agreements on Sept. 5.", "published": "2025-09-08"}
    answer = client.post("/check/", data=story)
    assert answer.status_code == 200
    assert "957" in answer.text
    assert "style-src 'sha256-" in answer.headers["content-security-policy"]
    assert '<a href="/check/">Check another story</a>' in answer.text
    assert '<a href="/">ofrecord</a>' in answer.text
    spanish = client.post("/es/check/", data=story).text
    assert '<a href="/es/check/">Comprobar otra noticia</a>' in spanish
    assert client.post("/es/check/", data={"story": ""}).status_code == 400
    private = client.post("/check/", data={"address": "http://127.0.0.1:1/x"})
    assert private.status_code == 400
    assert "private" in private.text


def test_a_story_that_is_too_large_is_refused(client):
    answer = client.post("/check/", content=b"story=" + b"x" * LARGEST_FORM)
    assert answer.status_code == 413
    assert "too large: what is sent may have 4 MB" in answer.text
    assert answer.headers["connection"] == "close"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert '<form class="story"' in answer.text
    assert "4 MB" in client.get("/check/").text


def test_a_check_has_an_end(tmp_path):
    application = make_application(tmp_path, check_seconds=0.01)
    with TestClient(application) as client:
        answer = client.post(
            "/check/", data={"story": "12 <agreements>", "published": "2025-09-08"}
        )
    assert answer.status_code == 504
    assert "may take 0.01 seconds" in answer.text
    assert "12 &lt;agreements&gt;</textarea>" in answer.text
    assert 'value="2025-09-08"' in answer.text
    assert answer.text.count("12 &lt;agreements") == 1  # in no link
    assert answer.headers["cache-control"] == "no-store"


def test_a_query_that_no_page_reads_makes_no_other_page(client):
    kept = client.app.live.served.kept
    client.get("/")
    client.get("/changes/?kind=expired")
    before = len(kept._answers)
    for number in range(5):
        assert client.get(f"/?x{number}=1").content == client.get("/").content
        client.get(f"/changes/?kind=expired&x{number}=1")
    assert len(kept._answers) == before
    assert client.get("/changes/?kind=left").content != client.get("/changes/").content


def test_every_name_that_pages_read_is_part_of_what_they_are_asked():
    read = set()
    for path in WEB.glob("*.py"):
        read |= set(re.findall(r"""query(?:\.get\(|\[)["'](\w+)["']""", path.read_text("utf-8")))
    assert read
    assert read <= set().union(*READ.values())
