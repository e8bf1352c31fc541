"""What the site tells programs that look for its pages: robots.txt, and maps of all addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from ofrecord.web.page import Page

MOST = 40_000
"""Addresses of one map; the form allows 50,000."""
ROBOTS = "/robots.txt"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML = "application/xml; charset=utf-8"


def robot_files(pages: Sequence[str], address: str) -> list[str]:
    """Where these files stand: maps only where the site's ``address`` is known.

    >>> robot_files(["/", "/state/NY/"], "https://example.org")
    ['/robots.txt', '/sitemap.xml', '/sitemap-1.xml']
    """
    if not address:
        return [ROBOTS]
    maps = range(1, (len(pages) + MOST - 1) // MOST + 1)
    return [ROBOTS, "/sitemap.xml", *(f"/sitemap-{number}.xml" for number in maps)]


def robot_file(name: str, pages: Sequence[str], address: str, day: str, modified: str) -> Page:
    """One of these files. ``pages`` are the addresses of the site's pages below its own."""
    if name == ROBOTS:
        found = f"Sitemap: {address}/sitemap.xml\n" if address else ""
        body, kind = f"User-agent: *\nDisallow:\n{found}", "text/plain; charset=utf-8"
    elif name == "/sitemap.xml":
        maps = robot_files(pages, address)[2:]
        body, kind = _listed("sitemapindex", "sitemap", (f"{address}{one}" for one in maps)), _XML
    else:
        at = (int(name.removeprefix("/sitemap-").removesuffix(".xml")) - 1) * MOST
        some = (f"{address}{page}" for page in pages[at : at + MOST])
        body, kind = _listed("urlset", "url", some), _XML
    return Page(status=200, body=body.encode(), content_type=kind, day=day, modified=modified)


def _listed(outer: str, inner: str, addresses: Iterable[str]) -> str:
    def lines() -> Iterator[str]:
        yield f'{_HEAD}<{outer} xmlns="{_SPACE}">'
        yield from (f"<{inner}><loc>{escape(one)}</loc></{inner}>" for one in addresses)
        yield f"</{outer}>\n"

    return "\n".join(lines())
