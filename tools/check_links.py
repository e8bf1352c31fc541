"""Follows every link of a folder of the site: pages, files, pictures, feeds, places within pages.

    .venv/bin/python tools/check_links.py FOLDER [ADDRESS]

``ADDRESS`` is that which the folder was written for, if it was. Exit code 1 where a link leads
nowhere; each is told with the file that it is in. Links to other hosts are counted alone.
"""

import json
import re
import sys
from functools import cache
from html import unescape
from multiprocessing import Pool
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LINK = re.compile(r'(?:href|src|action|data)="([^"]*)"')
ID = re.compile(r'\bid="([^"]*)"')
LOCATION = re.compile(r"<loc>([^<]*)</loc>")
READ = {".html", ".atom", ".json", ".svg", ".xml", ".jsonld"}
SHOWN = 40
_given: list[str] = []


def begin(folder: str, address: str) -> None:
    """Says to a process where the files are, and at which address they are to stand."""
    _given[:] = folder, address.rstrip("/")


@cache
def ids_of(path: Path) -> frozenset[str]:
    """The places within a page that can be linked to."""
    return frozenset(map(unescape, ID.findall(path.read_text("utf-8"))))


def links_of(path: Path) -> set[str]:
    """Every link of a file."""
    text = path.read_text("utf-8")
    if path.suffix == ".xml":
        return set(map(unescape, LOCATION.findall(text)))
    if path.suffix in {".json", ".jsonld"}:
        return links_of_json(path, text)
    return set(map(unescape, LINK.findall(text)))


def links_of_json(path: Path, text: str) -> set[str]:
    """What feeds and descriptions in JSON lead to; files of data hold the links of others."""
    if path.suffix == ".jsonld":
        graph = json.loads(text)["@graph"]
        return {file["contentUrl"] for one in graph for file in one["distribution"]}
    if path.name == "datapackage.json":
        return {one["path"] for one in json.loads(text)["resources"]}
    if "feeds" in path.parts:
        told = json.loads(text)
        found = {told.get("feed_url"), told["home_page_url"]}
        return {one for one in found | {item.get("url") for item in told["items"]} if one}
    return set()


def check(name: str) -> tuple[int, int, list[str]]:
    """How many links a file has, how many of them to other hosts, and which lead nowhere."""
    folder, address = Path(_given[0]), _given[1]
    path = folder / name
    here = f"{address or 'https://site.invalid'}/{name.removesuffix('index.html')}"
    inside = urlsplit(here).netloc
    prefix = urlsplit(address).path
    dead, away, links = [], 0, links_of(path)
    for link in links:
        whole = urlsplit(urljoin(here, link))
        if whole.netloc != inside:
            away += 1
            continue
        where = unquote(whole.path)
        below = where.removeprefix(prefix) if where.startswith(f"{prefix}/") else None
        target = folder / (below or "/none").removeprefix("/")
        if where.endswith("/"):
            target /= "index.html"
        placed = below is not None and target.is_file()
        if placed and whole.fragment and target.suffix == ".html":
            placed = whole.fragment in ids_of(target)
        if not placed:
            dead.append(f"{name}: {link}")
    ids_of.cache_clear()
    return len(links), away, dead


def main(folder: str, address: str = "") -> int:
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in Path(folder).rglob("*")
        if path.suffix in READ and path.is_file()
    )
    links = away = 0
    dead: list[str] = []
    with Pool(initializer=begin, initargs=(folder, address)) as pool:
        for count, others, found in pool.imap_unordered(check, names, 50):
            links += count
            away += others
            dead += found
    for one in sorted(dead)[:SHOWN]:
        print(one)
    print(f"{len(names)} files, {links} links, {away} to other hosts, {len(dead)} dead")
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
