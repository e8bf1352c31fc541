"""The addresses of pages: what each names, and how one leads to another.

An address is a language, a day and a page, each but the page optional:
``/es/on/2025-09-05/state/NY/``. Without a day it is the page of the newest day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from ofrecord.web.words import LANGUAGES

DATED = frozenset({"", "state", "county", "agency", "agreement", "model", "series"})
"""The kinds of page that can be asked for as of a day."""
DATED_FILES = frozenset({"", "state", "model"})
"""Those of which static files are made for every day with an edition."""
_DAY = re.compile(r"on/(\d{4}-\d\d-\d\d)/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What an address names: language, day ("" for the newest), and the page in parts.

    >>> read_place("/es/on/2025-09-05/state/NY/")
    Place(language='es', day='2025-09-05', parts=('state', 'NY'))
    """

    language: str
    day: str
    parts: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of page; empty for the home page."""
        return self.parts[0] if self.parts else ""

    @property
    def page(self) -> str:
        """The page without language and day, as links name it."""
        return "".join(f"{part}/" for part in self.parts)


def read_place(path: str, language: str = "") -> Place:
    """What a path names; ``language`` where the path does not say."""
    rest = path.strip("/") + "/" if path.strip("/") else ""
    head, _, tail = rest.partition("/")
    if head in LANGUAGES and head != "en":
        language, rest = head, tail
    found = _DAY.match(rest)
    day = found[1] if found else ""
    rest = rest[found.end() :] if found else rest
    parts = tuple(part for part in rest.split("/") if part)
    return Place(language=language or "en", day=day, parts=parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Makes the addresses that one page links to: in its language, and on its day.

    >>> links = Links(prefix="", language="es", day="2025-09-05", static=False)
    >>> links.to("state/NY/"), links.to("editions/")
    ('/es/on/2025-09-05/state/NY/', '/es/editions/')
    """

    prefix: str
    language: str
    day: str
    static: bool

    def to(self, page: str, day: str | None = None, /, **query: str) -> str:
        """The address of a page, on this page's day unless another (or "" for the newest)."""
        kind = page.partition("/")[0]
        dated = DATED_FILES if self.static else DATED
        wanted = self.day if day is None else day
        tongue = "" if self.language == "en" else f"/{self.language}"
        when = f"/on/{wanted}" if wanted and kind in dated else ""
        return f"{self.prefix}{tongue}{when}/{quote(page, safe='/:,')}{_asked(query)}"

    def beside(self, page: str, file: str, day: str, query: Mapping[str, str]) -> str:
        """The address of a file that belongs to a page, on a day or ("") the newest."""
        return f"{self.to(page, day)}{file}{_asked(query)}"

    def file(self, name: str) -> str:
        """The address of one of the site's own files."""
        return f"{self.prefix}/static/{name}"

    def root(self, path: str) -> str:
        """The address of something beside the pages, such as the API."""
        return f"{self.prefix}{path}"

    def whole(self, address: str, path: str) -> str:
        """A path of this site as a whole address, where that of the site is known; else empty.

        >>> links = Links(prefix="/record", language="en", day="", static=False)
        >>> links.whole("https://example.org/record", "/record/state/NY/")
        'https://example.org/record/state/NY/'
        """
        return f"{address.removesuffix(self.prefix)}{path}" if address else ""

    def in_language(self, language: str, page: str, query: Mapping[str, str]) -> str:
        """The address of this page in another language."""
        return replace(self, language=language).to(page, **query)


def _asked(query: Mapping[str, str]) -> str:
    return f"?{urlencode({k: v for k, v in query.items() if v})}" if any(query.values()) else ""
