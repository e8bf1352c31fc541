"""The files of data beside the pages: made once in another process, sent whole or in part."""

import asyncio
import csv
import hashlib
import io
import json
import re
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

import ofrecord
from ofrecord.export.downloads import export_data
from ofrecord.export.register_files import plan_register
from ofrecord.front.data import names_of
from ofrecord.measures.tables import rows_of
from ofrecord.serve import make_application
from ofrecord.web.downloading import Downloads, is_download
from ofrecord.web.site import Site
from ofrecord.wire.live import LiveRecord

CSV = "/data/ice-287g/agreements.csv"


def wait_for(client, path, seconds=90):
    """The answer to a path once the files are made."""
    end = time.monotonic() + seconds
    while (answer := client.get(path)).status_code == 503 and time.monotonic() < end:
        time.sleep(0.2)
    return answer


GATE = threading.Event()
"""Set once the files may be made."""


async def make_one(_, record, folder):
    """Makes the files of one register alone, which is quick."""
    await asyncio.to_thread(GATE.wait, 60)
    made = await asyncio.to_thread(
        export_data, record, folder, registers=["ice-287g"], pages="", workers=1
    )
    return made.exported


@pytest.fixture(scope="module")
def client(small_home):
    with (
        pytest.MonkeyPatch.context() as patch,
        TestClient(make_application(small_home), follow_redirects=False) as found,
    ):
        GATE.clear()
        patch.setattr(Downloads, "_ask", make_one)
        found.before = found.get("/data/")
        found.first = found.get(CSV)
        GATE.set()
        wait_for(found, CSV)
        patch.undo()
        yield found


def test_the_page_lists_every_file_before_they_are_made(client):
    page = client.before.text
    assert client.before.headers["cache-control"] != "public, max-age=31536000, immutable"
    for path in (CSV, "/data/ice-287g/ice-287g.sqlite", "/data/ice-287g/counties.geojson"):
        assert f'href="{path}"' in page
    assert 'role="status"' in page


def test_who_asks_too_early_is_told_when_to_come_again(client):
    assert client.first.status_code == 503
    assert client.first.headers["retry-after"] == client.first.headers["refresh"] == "5"
    assert client.first.headers["cache-control"] == "no-store"
    assert "being made" in client.first.text


def test_the_page_tells_sizes_once_they_are_made(client):
    page = client.get("/data/").text
    assert 'role="status"' not in page
    files = re.findall(r'<a href="(/data/ice-287g/[^"]+)" download="([^"]+)"', page)
    assert len(files) == len({name for _, name in files}) == 28
    for path, name in files:
        assert name.startswith("ice-287g")
        assert client.head(path).status_code == 200
    assert "kB" in page
    kept = client.get("/data/", headers={"if-none-match": client.get("/data/").headers["etag"]})
    assert kept.status_code == 304


def test_every_file_has_the_sum_that_is_told(client):
    sums = client.get("/SHA256SUMS").text.splitlines()
    told = {path: digest for digest, path in (line.split("  ") for line in sums)}
    assert {"README.md", "datapackage.json", "data/metadata.json"} <= set(told)
    for path, digest in told.items():
        answer = client.get(f"/{path}")
        assert answer.status_code == 200, path
        assert hashlib.sha256(answer.content).hexdigest() == digest, path


def test_files_have_types_and_can_be_read(client):
    types = {
        CSV: "text/csv; charset=utf-8",
        "/data/ice-287g/agreements.json": "application/json",
        "/data/ice-287g/agreements.parquet": "application/vnd.apache.parquet",
        "/data/ice-287g/counties.geojson": "application/geo+json",
        "/data/ice-287g/ice-287g.sqlite": "application/vnd.sqlite3",
        "/README.md": "text/markdown; charset=utf-8",
        "/dataset.jsonld": "application/ld+json",
    }
    for path, kind in types.items():
        answer = client.get(path)
        assert answer.headers["content-type"] == kind
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["x-content-type-options"] == "nosniff"
    rows = [*csv.DictReader(io.StringIO(client.get(CSV).text))]
    assert {row["agency"] for row in rows} == {"Bee County Sheriff's Office"}


def test_the_database_that_is_sent_is_whole(client, tmp_path):
    (tmp_path / "a.sqlite").write_bytes(client.get("/data/ice-287g/ice-287g.sqlite").content)
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_part_of_a_file_can_be_had_and_what_is_had_is_not_sent_again(client):
    whole = client.get(CSV)
    part = client.get(CSV, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    for name, header in (("if-none-match", "etag"), ("if-modified-since", "last-modified")):
        again = client.get(CSV, headers={name: whole.headers[header]})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(CSV, headers={"range": "bytes=99999999-"}).status_code == 416


@pytest.mark.parametrize(
    "path",
    [
        "/data/../serve.py",
        "/data/ice-287g/../../../../etc/passwd",
        "/data/%2e%2e/%2e%2e/etc/passwd.txt",
        "/data/..%2f..%2fetc%2fpasswd.x",
        "/data//etc/passwd.x",
        "/data/ice-287g/.hidden",
        "/data/ice-287g/agrements.csv",
        "/data/ice-287g/agreements.csv/",
        "/data/ice-287g/agreements.csv%00",
    ],
)
def test_nothing_but_the_files_can_be_reached(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text


def test_an_unknown_file_is_told_with_the_nearest(client):
    assert CSV in client.get("/data/ice-287g/agrements.csv").text
    assert client.post(CSV).status_code == 405


def test_what_is_offered_before_is_what_is_made(bundled, site):
    for register in (bundled, *site.sources.series.values()):
        assert {name for name, _ in names_of(register)} == set(rows_of(register))
        assert len(plan_register(register).files) in {22, 28}


def test_pages_and_feeds_are_no_downloads():
    assert not any(map(is_download, ("/data/", "/es/data/", "/data", "/feeds/a/all.json")))


def test_the_datasets_are_told_in_the_page_and_cannot_end_their_element(client):
    page = client.get("/data/").text
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    assert "<" not in told
    lists = json.loads(told)["@graph"][0]
    assert lists["@type"] == "Dataset"
    assert {file["contentUrl"] for file in lists["distribution"]} >= {CSV.lstrip("/")}
    assert all(len(file["sha256"]) == 64 for file in lists["distribution"])


def test_the_files_are_taken_away_at_the_end_and_made_anew_for_another_record(
    small_home, monkeypatch
):
    monkeypatch.setattr(Downloads, "_ask", make_one)
    GATE.set()

    async def run():
        live = LiveRecord(small_home)
        downloads = Downloads(live)
        downloads.begin()
        downloads.begin()
        await downloads._making[1]
        made = downloads.made(live.served)
        folder = made.folder
        assert (folder / CSV.lstrip("/")).is_file()
        live.served.number += 1  # as if another record had been taken up
        assert downloads.made(live.served) is None
        downloads.begin()
        await downloads._making[1]
        other = downloads.made(live.served).folder
        assert other != folder
        assert folder.exists()  # somebody may still be reading it
        await downloads.close()
        assert not folder.exists()
        assert not other.exists()

    asyncio.run(run())


def test_the_process_makes_the_files_of_every_register(small_home, tmp_path):
    """It is ended by the end of its stdin: here that comes after it is done."""

    async def run():
        return await Downloads(LiveRecord(small_home))._ask(ofrecord.open(small_home), tmp_path)

    exported = asyncio.run(run())
    assert [one.name for one in exported] == [*ofrecord.open(small_home)]
    for one in exported:
        planned = plan_register(ofrecord.open(small_home).register(one.name))
        assert {file.path for file in planned.files} == {file.path for file in one.files}
        assert all((tmp_path / file.path).stat().st_size == file.size for file in one.files)


def test_what_cannot_be_made_is_told_and_the_server_goes_on(small_home):
    async def run():
        live = LiveRecord(small_home)
        downloads = Downloads(live, seconds=0.05)
        downloads.begin()
        await downloads._making[1]
        assert downloads.made(live.served) is None
        assert downloads._not_yet().status_code == 503
        await downloads.close()

    asyncio.run(run())


def test_making_the_files_leaves_the_home_as_it_is(client, small_home):
    assert client.get(CSV).status_code == 200
    assert not [path for path in Path(small_home).rglob("*") if path.name == "SHA256SUMS"]


def test_a_static_site_offers_what_stands_beside_it(static_site):
    assert isinstance(static_site, Site)
    assert 'href="/data/ice-287g/agreements.csv"' in static_site.page("/data/").body.decode()


@pytest.mark.parametrize("broken", ["_ask", "_describe", "mkdtemp"])
def test_whatever_fails_is_told_and_rests_and_leaves_no_folder(
    small_home, monkeypatch, tmp_path, broken, caplog
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    async def ask(*_):
        if broken == "_ask":
            raise msgspec.DecodeError("not JSON")
        return []

    monkeypatch.setattr(Downloads, "_ask", ask)
    monkeypatch.setattr("ofrecord.web.downloading._describe", fail)
    if broken == "mkdtemp":
        monkeypatch.setattr("tempfile.mkdtemp", fail)

    async def run():
        downloads = Downloads(LiveRecord(small_home))
        downloads.begin()
        task = downloads._making[1]
        await asyncio.wait([task])
        assert task.exception() is None
        downloads.begin()
        assert downloads._making[1] is task
        assert "could not be made" in downloads._not_yet().body.decode()
        assert list(tmp_path.iterdir()) == []
        await downloads.close()

    asyncio.run(run())
    assert "could not be made" in caplog.text


def test_only_the_page_of_data_begins_to_make_the_files(small_home, monkeypatch):
    begun = []
    monkeypatch.setattr(Downloads, "begin", lambda _: begun.append(1))
    with TestClient(make_application(small_home)) as client:
        for path in ("/nothing/data", "/state/data/", "/nothing/es/data"):
            client.get(path)
        assert not begun
        for path in ("/data/", "/data", "/es/data/"):
            client.get(path)
        assert len(begun) == 3


def test_what_is_told_names_its_language(client):
    assert client.first.headers["content-language"] == "en"
