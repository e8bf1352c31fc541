"""Conditional requests, packing, HEAD, OPTIONS, reading from other sites, past states."""

import zlib

import brotli
import pytest

DAY = "2025-09-05"
LISTS = "/api/v1/ice-287g"
PATH = f"{LISTS}/as-of/{DAY}?by=state"


@pytest.mark.parametrize("path", [PATH, f"{LISTS}/timemap", "/api/v1/openapi.json", "/"])
def test_what_has_not_changed_is_not_sent_again(api, path):
    first = api.get(path)
    assert first.headers["etag"].startswith('"')
    tagged = api.get(path, headers={"if-none-match": first.headers["etag"]})
    dated = api.get(path, headers={"if-modified-since": first.headers["last-modified"]})
    for answer in (tagged, dated):
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]
        assert "content-type" not in answer.headers
    listed = f'"other", W/{first.headers["etag"]}'
    assert api.get(path, headers={"if-none-match": listed}).status_code == 304
    assert api.get(path, headers={"if-none-match": "*"}).status_code == 304
    assert api.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    # A tag counts before a date.
    both = {"if-none-match": '"other"', "if-modified-since": first.headers["last-modified"]}
    assert api.get(path, headers=both).status_code == 200
    old = {"if-modified-since": "Thu, 01 Jan 2015 00:00:00 GMT"}
    assert api.get(path, headers=old).status_code == 200
    assert api.get(path, headers={"if-modified-since": "yesterday"}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("identity", None),
        ("br;q=0, gzip;q=0", None),
        ("nonsense;q=x", None),
        ("*", "br"),
    ],
)
def test_answers_are_packed_as_the_client_takes_them(api, accepted, packing):
    plain = api.get(PATH, headers={"accept-encoding": "identity"})
    with api.stream("GET", PATH, headers={"accept-encoding": accepted}) as answer:
        raw = b"".join(answer.iter_raw())
        headers = answer.headers
    assert headers.get("content-encoding") == packing
    assert "Accept-Encoding" in headers["vary"]
    assert int(headers["content-length"]) == len(raw)
    unpacked = {
        None: lambda data: data,
        "gzip": lambda data: zlib.decompress(data, 31),
        "br": brotli.decompress,
    }[packing](raw)
    assert unpacked == plain.content
    assert packing is None or headers["etag"] != plain.headers["etag"]
    assert packing is None or len(raw) < len(plain.content) / 3


@pytest.mark.parametrize(
    "path", [PATH, f"{LISTS}/agreements?state=Texs", f"{LISTS}/as-of", "/api/v1/registers", "/"]
)
def test_head_is_get_without_a_body(api, path):
    head, got = api.head(path), api.get(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert dict(head.headers) == dict(got.headers)


@pytest.mark.parametrize("path", [PATH, f"{LISTS}/as-of/1999-01-01", "/nowhere", "/"])
def test_every_answer_may_be_read_from_other_sites_and_runs_nothing(api, path):
    headers = api.get(path).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "ETag" in headers["access-control-expose-headers"]
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_other_sites_may_read_and_not_post(api):
    asked = {"origin": "https://example.org", "access-control-request-method": "GET"}
    answer = api.options(PATH, headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "access-control-allow-methods" not in api.options("/api/v1/check").headers


def test_the_same_question_has_one_answer_however_it_is_written(api):
    one = api.get(f"{LISTS}/as-of/{DAY}?state=NY&by=county")
    other = api.get(f"{LISTS}/as-of/{DAY}?by=county&state=N%59&format=json")
    assert one.headers["etag"] == other.headers["etag"]
    csv = api.get(f"{LISTS}/as-of/{DAY}?state=NY&by=county", headers={"accept": "text/csv"})
    assert csv.headers["content-type"].startswith("text/csv")
    assert "Accept" in one.headers["vary"].split(", ")


# Past states -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("Fri, 05 Sep 2025 00:00:00 GMT", "2025-09-05"),
        ("Fri, 05 Sep 2025 23:59:59 GMT", "2025-09-05"),
        ("Sun, 07 Sep 2025 12:00:00 GMT", "2025-09-07"),
        ("Thu, 01 Jan 2015 00:00:00 GMT", "2021-01-13"),  # before the first: the first
        ("Thu, 01 Jan 2099 00:00:00 GMT", "2026-02-27"),  # after the last: the last
    ],
)
def test_a_gate_leads_to_the_list_of_the_day(api, moment, day):
    gate = api.get(f"{LISTS}/as-of", headers={"accept-datetime": moment})
    assert gate.status_code == 302
    assert gate.headers["location"] == f"{LISTS}/as-of/{day}"
    assert "Accept-Datetime" in gate.headers["vary"]
    assert f'<{LISTS}/as-of>; rel="original timegate"' in gate.headers["link"]
    assert f'<{LISTS}/timemap>; rel="timemap"' in gate.headers["link"]
    memento = api.get(gate.headers["location"])
    assert memento.status_code == 200
    assert memento.json()["day"] == day
    assert 'rel="original timegate"' in memento.headers["link"]


def test_a_memento_says_of_which_day_its_edition_is(api):
    answer = api.get(f"{LISTS}/as-of/2025-09-07")
    assert answer.json()["edition"]["published_on"] == "2025-09-05"
    assert answer.headers["memento-datetime"] == "Fri, 05 Sep 2025 00:00:00 GMT"
    again = {"accept-datetime": answer.headers["memento-datetime"]}
    assert api.get(f"{LISTS}/as-of", headers=again).headers["location"].endswith("2025-09-05")


def test_editions_lead_to_the_one_of_the_moment(api):
    moment = {"accept-datetime": "Sun, 07 Sep 2025 12:00:00 GMT"}
    gate = api.get(f"{LISTS}/editions", headers=moment)
    assert gate.status_code == 302
    edition = api.get(gate.headers["location"])
    assert edition.json()["edition_id"] == "participating-b497a1fefd"
    assert edition.headers["memento-datetime"] == "Fri, 05 Sep 2025 00:00:00 GMT"
    # The gate's answer is not taken for the list of editions, nor the other way round.
    assert api.get(f"{LISTS}/editions?limit=1").status_code == 200
    assert api.get(f"{LISTS}/editions?limit=1", headers=moment).status_code == 302


@pytest.mark.parametrize("moment", ["2025-09-05", "soon", "", "Fri, 31 Feb 2025 00:00:00 GMT"])
def test_what_is_no_moment_is_refused(api, moment):
    answer = api.get(f"{LISTS}/as-of", headers={"accept-datetime": moment})
    assert answer.status_code == 400
    assert answer.json()["argument"] == "Accept-Datetime"


def test_a_timemap_names_every_day(api):
    answer = api.get(f"{LISTS}/timemap?list=pending")
    assert answer.headers["content-type"] == "application/link-format"
    lines = answer.text.splitlines()
    days = {one["published_on"] for one in api.get(f"{LISTS}/editions?list=pending").json()}
    assert len([line for line in lines if 'memento"' in line]) == len(days)
    assert 'rel="first memento"' in lines[2]
    assert 'rel="last memento"' in lines[-1]
    first = lines[2].split(">")[0].lstrip("<")
    assert api.get(first).status_code == 200
