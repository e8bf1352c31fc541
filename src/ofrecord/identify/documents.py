"""The name of a linked document, whatever folder, filter or extension stands in its address."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

_NOISE = re.compile(r"[^a-z0-9]+")
_EXTENSION = re.compile(r"\.(pdf|docx?|html?)$", re.IGNORECASE)


@lru_cache(maxsize=262_144)
def clean_address(link: str) -> str:
    """The publisher's own address behind a mail filter's, a browser extension's or an archive's.

    >>> clean_address("https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.gov%2Fx.pdf&data=1")
    'https://a.gov/x.pdf'
    >>> clean_address("chrome-extension://abc/https:/a.gov/x.pdf")
    'https://a.gov/x.pdf'
    """
    link = link.strip()
    if "safelinks." in link and "url=" in link:
        try:
            wrapped = parse_qs(urlsplit(link).query).get("url", [""])[0]
        except ValueError:
            wrapped = ""
        link = wrapped or link
    inner = re.search(r".(https?:/{1,2})", link)
    if inner and (link.startswith("chrome-extension:") or "web.archive.org/" in link):
        link = inner[1].rstrip("/") + "//" + link[inner.end() :]
    return link if link.startswith(("http://", "https://")) else ""


@lru_cache(maxsize=262_144)
def document_key(link: str) -> str:
    """What two addresses of one document have in common; the empty string for no document.

    >>> document_key("https://a.gov/doclib/JEM_%20etowahCoAL_06-09-2020.pdf")
    'jemetowahcoal06092020'
    """
    address = clean_address(link)
    if not address:
        return ""
    name = unquote(address.split("#")[0].split("?")[0].rsplit("/", 1)[-1])
    return _NOISE.sub("", _EXTENSION.sub("", name).casefold())
