"""What is wrong is told as problem details: what, where, the nearest; never how it came about."""

import re

import pytest

DAY = "2025-09-05"
LISTS = "/api/v1/ice-287g"
PAGE = "docs/errors.md"


@pytest.mark.parametrize(
    ("path", "status", "argument", "nearest"),
    [
        (f"{LISTS}/as-of/{DAY}?state=Texs", 404, "state", "Texas"),
        (f"{LISTS}/as-of/{DAY}?county=Onieda,+NY", 404, "county", "Oneida County, NY"),
        (f"{LISTS}/as-of/{DAY}?model=JEMM", 404, "model", "JEM"),
        (f"{LISTS}/as-of/{DAY}?list=pendin", 404, "list", "pending"),
        (f"{LISTS}/as-of/1999-01-01", 404, "day", "2021-01-13"),
        (f"{LISTS}/as-of/09-05-2025", 400, "day", None),
        (f"{LISTS}/as-of/2025-02-30", 400, "day", None),
        (f"{LISTS}/as-of/20250905", 400, "day", None),
        (f"{LISTS}/as-of/{DAY}?by=stat", 400, "by", "state"),
        (f"{LISTS}/as-of/{DAY}?stat=NY", 400, "query", "state"),
        (f"{LISTS}/as-of/{DAY}?state=NY&state=FL", 400, "state", None),
        (f"{LISTS}/as-of/{DAY}?state=%20", 400, "state", None),
        (f"{LISTS}/as-of/{DAY}?rows=yes", 400, "rows", None),
        (f"{LISTS}/as-of/{DAY}?known=2025-09-04", 422, "known", DAY),
        (f"{LISTS}/as-of/{DAY}?limit=0", 400, "limit", None),
        (f"{LISTS}/as-of/{DAY}?%", 400, None, None),
        (f"{LISTS}/as-of/{DAY}?state=%ff", 400, None, None),
        (f"{LISTS}/changes?from={DAY}&to=2025-09-01", 422, "to", None),
        (f"{LISTS}/changes?from={DAY}", 400, "to", None),
        ("/api/v1/uk-small-boats/series?from=3427-08-09", 422, "from", "2026-02-26"),
        (f"{LISTS}/changes?from=09/05/2025&to={DAY}", 400, "from", DAY),
        (f"{LISTS}/changes?from={DAY}&to={DAY}&kind=sined", 400, "kind", "signed"),
        (f"{LISTS}/agreements?status=activ", 400, "status", "active"),
        (f"{LISTS}/agreements/g-rtd0v8gfdf", 404, "id", f"{LISTS}/agencies/g-rtd0v8gfdf"),
        (f"{LISTS}/agreements/a-nothing", 404, "id", None),
        (f"{LISTS}/editions/participating-b497a1feff", 404, "id", "participating-b497a1fefd"),
        (f"{LISTS}/series", 404, "register", f"{LISTS}/changes"),
        ("/api/v1/ice-287/editions", 404, "register", "ice-287g"),
        ("/api/v1/uk-small-boats/series?measure=peopel", 404, "measure", "people"),
        ("/api/v1/uk-small-boats/changes?from=a&to=b", 404, "register", None),
        ("/api/v1/register", 404, "path", "/api/v1/registers"),
        ("/api/etc/passwd", 404, "path", None),
        ("/api/v1/ice-287g/editions/..%2f..%2fetc", 404, None, None),
    ],
)
def test_a_wrong_request_is_told_what_would_be_right(api, path, status, argument, nearest):
    answer = api.get(path)
    told = answer.json()
    assert (answer.status_code, told["status"]) == (status, status), told
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["type"].startswith("urn:ofrecord:error:")
    assert told["title"]
    assert told["detail"]
    if argument is not None:
        assert told["argument"] == argument
    if nearest is not None:
        assert told["nearest"] == nearest
    assert "ofrecord " not in told.get("hint", "")
    assert "--" not in answer.text


HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "\x00",
    "\u202egnp.exe",
    "💥" * 60,
    "{{7*7}}",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("path", ["agreements/{}", "editions/{}", "editions/{}/cells"])
def test_hostile_ids_are_unknown_and_nothing_else(api, path, text):
    from urllib.parse import quote

    answer = api.get(f"{LISTS}/{path.format(quote(text, safe=''))}")
    assert answer.status_code in {400, 404}
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "Traceback" not in answer.text
    assert not re.search(r"/(home|usr|work|tmp|root)/", answer.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_repeated_as_data(api, text):
    answer = api.get(f"{LISTS}/agreements", params={"agency": text})
    assert answer.status_code == 200
    assert answer.json() == []
    answer = api.get(f"{LISTS}/agreements", params={"state": text})
    assert answer.status_code == 404
    assert text.startswith(answer.json()["given"].rstrip("…"))


def test_too_many_parameters_are_refused(api):
    query = "&".join(f"a{n}=1" for n in range(200))
    assert api.get(f"{LISTS}/agreements?{query}").status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "SOMETHING"])
def test_what_cannot_be_done_names_what_can(api, method):
    answer = api.request(method, f"{LISTS}/agreements")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["type"] == "urn:ofrecord:error:method-not-allowed"
    assert api.get("/api/v1/check").headers["allow"] == "POST, OPTIONS"


def test_an_unforeseen_error_is_told_without_how_it_came_about(api, monkeypatch, caplog):
    from ofrecord.front.register import Register

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("/work/secret")

    monkeypatch.setattr(Register, "find_changes", broken)
    answer = api.get(f"{LISTS}/changes?from=2024-01-01&to=2024-01-02")
    assert answer.status_code == 500
    assert answer.json()["type"] == "urn:ofrecord:error:internal"
    assert "secret" not in answer.text + caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_every_type_of_problem_is_explained(root):
    from ofrecord.api.problems import TITLES

    page = (root / PAGE).read_text("utf-8")
    assert [code for code in TITLES if f"| `{code}` |" not in page] == []
