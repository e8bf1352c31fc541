"""What of an address's query a page reads: nothing else makes it another page."""

from __future__ import annotations

from urllib.parse import parse_qsl

from ofrecord.web.asked import PLACES
from ofrecord.web.links import read_place

READ: dict[str, frozenset[str]] = {
    "changes": frozenset({"from", "to", "state", "kind"}),
    "check": frozenset({"story", "address", "published"}),
    "compare": frozenset({*PLACES, "one", "other"}),
    "on": frozenset({"day", "page"}),
    "search": frozenset({"q"}),
}
"""The names that each kind of page reads; other pages read none."""
_MOST_NAMES = 50


def read_query(path: str, asked: bytes) -> dict[str, str]:
    """The part of a query that the page at a path reads; none of one with too many names.

    >>> read_query("/es/search/", b"q=oneida&utm_source=a")
    {'q': 'oneida'}
    >>> read_query("/", b"q=oneida")
    {}
    """
    names = READ.get(read_place(path).kind) if asked else None
    if not names:
        return {}
    try:
        given = dict(parse_qsl(asked.decode("latin-1"), max_num_fields=_MOST_NAMES))
    except ValueError:
        return {}
    return {name: text for name, text in given.items() if name in names}
