"""Links lead somewhere: from the home page on, and in a static export."""

import re
from collections import Counter
from html import unescape
from urllib.parse import parse_qsl, unquote, urlsplit

from ofrecord.web.downloading import is_download
from ofrecord.web.site import Site

LINK = re.compile(r'(?:href|action)="([^"]+)"')
NAME = re.compile(r'\bid="([^"]+)"')
A_KIND = 12
PICTURES = (".png", ".svg", ".csv", ".html", ".json")


def links_of(body):
    return {unescape(found) for found in LINK.findall(body.decode())}


def kind_of(where):
    """The parts of an address that are no names; of PNG pictures, slow to draw, the last alone."""
    path = urlsplit(where).path
    if path.endswith(".png"):
        return path.rpartition("/")[2]
    return "/".join(part for part in where.split("/") if part.islower() and "-" not in part)


def test_links_lead_to_pages(site):
    """A dozen of each kind of page, in the order in which they are found."""
    waiting, seen, kinds, dead = ["/", "/es/"], set(), Counter(), []
    files = set(site.files())
    while waiting:
        address = waiting.pop(0)
        parts = urlsplit(address)
        if is_download(parts.path):
            if parts.path not in files:
                dead.append(address)
            continue
        page = site.page(parts.path, dict(parse_qsl(parts.query)))
        if page.status not in {200, 303}:
            dead.append(address)
        if not page.content_type.startswith("text/html"):
            continue
        names = set(NAME.findall(page.body.decode()))
        for link in sorted(links_of(page.body)):
            where = link.partition("#")[0]
            if link.startswith("#"):
                assert unquote(link[1:]) in names, f"{address}: {link}"
            if not where.startswith("/") or where in seen or where.endswith("/on/"):
                continue
            seen.add(where)
            kind = kind_of(where)
            kinds[kind] += 1
            if kinds[kind] <= (1 if kind.endswith(PICTURES) else A_KIND):
                waiting.append(where)
    assert dead == []
    assert len(kinds) > 20


def test_links_of_static_files_lead_to_files(static_site):
    pages = set(static_site.addresses())
    assert len(pages) == len(list(static_site.addresses()))
    every = pages | set(static_site.files())
    some = [a for a in pages if a.count("/") <= 2] + sorted(pages)[::400]
    some += [a for a in pages if a.startswith("/edition/pending-")][::20]
    dead = []
    for address in some:
        page = static_site.page(address)
        assert page.status == 200, address
        for link in links_of(page.body) if page.content_type.startswith("text/html") else ():
            where = link.partition("#")[0]
            if where.startswith("/") and not where.startswith("/static/") and where not in every:
                dead.append((address, link))
    assert dead == []


def test_a_site_below_a_folder_links_within_it(site):
    there = Site(site.sources.record, "https://example.org/record/")
    links = links_of(there.page("/on/2025-09-05/").body)
    inner = [link for link in links if link.startswith("/")]
    assert inner
    assert all(link.startswith("/record/") for link in inner)
