"""The site as files: whole, the same as it is served, and put in place as downloads are."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

import ofrecord
from ofrecord.errors import OfRecordError
from ofrecord.export.folder import SUMS, sum_of
from ofrecord.front import Record
from ofrecord.web.folder import write_site
from ofrecord.web.site import Site

ROOT = Path(__file__).parents[2]
ADDRESS = "https://example.org/record"
MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module", autouse=True)
def _lists_alone(small_home):
    """The small record holds no series, whose many values take long to write."""
    inner = Record._holds

    def holds(record, name):
        return inner(record, name) and (name == "ice-287g" or record.home != small_home)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Record, "_holds", holds)
        yield


@pytest.fixture(scope="module")
def folder(small_home, tmp_path_factory, told):
    """The site of a small record. No test may change it."""
    found = tmp_path_factory.mktemp("site") / "out"
    done = write_site(
        ofrecord.open(small_home),
        found,
        f"{ADDRESS}/",
        workers=1,
        progress=lambda *how: told.append(how),
    )
    told.append(done)
    return found


@pytest.fixture(scope="module")
def whole(small_home):
    return Site(ofrecord.open(small_home), ADDRESS, static=True)


def file_of(folder, address):
    return folder / f"{address[1:]}{'index.html' if address.endswith('/') else ''}"


def test_every_page_is_written_as_it_is_made(folder, whole, told):
    addresses = list(whole.addresses())
    assert told[-1].pages == len(addresses) == told[-2][0] == told[-2][1]
    for address in addresses:
        if not address.endswith("/data/"):  # that tells the sizes of files
            assert file_of(folder, address).read_bytes() == whole.page(address).body, address


def test_many_write_the_same_as_one(folder, small_home, tmp_path, monkeypatch):
    monkeypatch.setattr("ofrecord.web.folder._CHUNK", 1)
    monkeypatch.setattr(Site, "_pages", lambda _: ["", "state/TX/", "editions/", "data/"])
    done = write_site(ofrecord.open(small_home), tmp_path / "out", ADDRESS, workers=2)
    assert done.workers == 2
    for name in ("es/index.html", "state/TX/index.html", "data/ice-287g/ice-287g.sqlite"):
        assert (tmp_path / "out" / name).read_bytes() == (folder / name).read_bytes()


def test_every_feed_and_every_file_of_data_stands_beside_the_pages(folder, whole):
    for address in whole.files():
        assert file_of(folder, address).is_file(), address
        if address.startswith("/feeds/"):
            assert file_of(folder, address).read_bytes() == whole.page(address).body


def test_the_page_of_data_tells_of_the_files_that_stand_there(folder):
    page = (folder / "es" / "data" / "index.html").read_text("utf-8")
    assert 'role="status"' not in page
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1]
    for one in json.loads(told)["@graph"]:
        for file in one["distribution"]:
            path = folder / file["contentUrl"].removeprefix(f"{ADDRESS}/")
            assert file["sha256"] == sum_of(path)


def test_the_sums_name_every_file(folder):
    lines = (folder / SUMS).read_text().splitlines()
    named = {line[66:]: line[:64] for line in lines}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(named) == found - {SUMS}
    for name in ("index.html", "404.html", "robots.txt", "datapackage.json"):
        assert named[name] == sum_of(folder / name)


def test_every_page_names_its_own_address_and_that_in_the_other_language(folder):
    page = (folder / "es" / "state" / "TX" / "index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}/es/state/TX/">' in page
    assert f'<link rel="alternate" hreflang="en" href="{ADDRESS}/state/TX/">' in page
    assert 'href="/record/state/TX/" lang="en"' in page


def test_a_site_whose_address_is_not_known_names_none(site):
    page = site.page("/state/TX/").body.decode()
    assert 'rel="canonical"' not in page
    assert 'hreflang="es" href="/es/state/TX/"' in page
    assert site.page("/sitemap.xml").status == 404
    assert b"Sitemap" not in site.page("/robots.txt").body


def test_the_maps_name_every_page(folder, whole):
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (folder / "robots.txt").read_text()
    index = etree.parse(folder / "sitemap.xml").findall(".//s:loc", MAPS)
    named = [
        loc.text
        for one in index
        for loc in etree.parse(file_of(folder, one.text.removeprefix(ADDRESS))).iterfind(
            ".//s:loc", MAPS
        )
    ]
    pages = [f"{ADDRESS}{address}" for address in whole.addresses() if address.endswith("/")]
    assert named == pages


def test_every_link_of_the_files_leads_somewhere(folder):
    """The tool that checks an export finds nothing, and finds what is put there."""
    check = [sys.executable, str(ROOT / "tools" / "check_links.py"), str(folder), ADDRESS]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"\d+ files, \d+ links", done.stdout)


def test_a_link_to_nowhere_is_found(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text(
        '<p id="here"><a href="#here">x</a> <a href="#there">x</a> <a href="/a/">x</a>'
        '<a href="/b/">x</a> <img src="/c.png" alt=""> <a href="https://example.net/">x</a>'
    )
    (tmp_path / "f.atom").write_text(
        '<feed xmlns="http://www.w3.org/2005/Atom"><link href="f.json"/><link href="/a/"/></feed>'
    )
    check = [sys.executable, str(ROOT / "tools" / "check_links.py"), str(tmp_path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    for dead in ("a/index.html: #there", "a/index.html: /b/", "/c.png", "f.atom: f.json"):
        assert dead in done.stdout
    assert "4 dead" in done.stdout


def test_files_of_others_are_left_and_pages_that_no_longer_exist_are_taken_away(
    small_home, tmp_path, monkeypatch
):
    record = ofrecord.open(small_home)
    (tmp_path / "mine.txt").write_text("mine")
    pages = Site._pages
    monkeypatch.setattr(Site, "_pages", lambda self: (*list(pages(self))[:9], "state/TX/"))
    assert write_site(record, tmp_path, workers=1).placed.others == 1
    assert (tmp_path / "state" / "TX" / "index.html").is_file()
    monkeypatch.setattr(Site, "_pages", lambda self: list(pages(self))[:9])
    done = write_site(record, tmp_path, workers=1)
    assert "state/TX/index.html" in done.placed.removed
    assert not (tmp_path / "state").exists()
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert "index.html" in done.placed.same


def test_a_page_that_cannot_be_made_leaves_the_folder_as_it_was(small_home, tmp_path, monkeypatch):
    monkeypatch.setattr(Site, "_pages", lambda _: ["", "stat/"])
    with pytest.raises(OfRecordError, match="/stat/ could not be made"):
        write_site(ofrecord.open(small_home), tmp_path / "out", workers=1)
    assert list((tmp_path / "out").iterdir()) == []


def test_an_export_that_is_killed_leaves_nothing_half_written(small_home, tmp_path):
    command = [sys.executable, "-m", "ofrecord", "--home", str(small_home), "export", "site", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as killed:
        while not list(tmp_path.glob("out/.export-unfinished/**/*.html")):
            assert killed.poll() is None
        killed.send_signal(signal.SIGKILL)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".export-unfinished"]


def test_an_export_that_is_stopped_ends_at_once_with_its_workers(small_home, tmp_path):
    """The signal goes to the first process alone, as from a supervisor."""
    program = (
        "import sys, time, ofrecord.web.folder as f, ofrecord.cli as c\n"
        "f.os.cpu_count = lambda: 2\n"
        "f.export_register = f.time.sleep\n"
        "if __name__ == '__main__': sys.exit(c.main(sys.argv[1:]))\n"
        "else: f.export_register = lambda task: time.sleep(60)\n"
    )
    (tmp_path / "run.py").write_text(program)
    command = [sys.executable, "run.py", "--home", str(small_home), "export", "site", "out"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as stopped:
        while not list(tmp_path.glob("out/.export-unfinished/**/*.html")):
            assert stopped.poll() is None
        stopped.send_signal(signal.SIGINT)
        began = time.monotonic()
        told = stopped.communicate(timeout=50)[1]
    assert stopped.returncode == 130
    assert time.monotonic() - began < 10
    assert "the folder holds what it held before" in told
    assert "the record is as it was" not in told
    assert list((tmp_path / "out").iterdir()) == []
