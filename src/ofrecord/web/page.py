"""What a request is answered with, and what cannot be answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page, ready to be sent or written.

    ``day`` is the day that it speaks of, ``modified`` the moment from which it has been so (ISO
    8601, UTC). ``policy`` is its Content-Security-Policy where it has one of its own, ``location``
    where the request leads instead, for a status of 303. What is ``lasting`` has a name with a hash
    of its bytes, so it never changes. What will soon be another page is not to be ``kept``.
    """

    status: int
    body: bytes
    content_type: str = HTML
    day: str = ""
    modified: str = ""
    location: str = ""
    policy: str = ""
    lasting: bool = False
    kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a page shows: its template, its title and description, and the template's values.

    ``kept`` is not set where it will soon show something else.
    """

    template: str
    title: str
    about: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    kept: bool = True
    of: tuple[str, ...] = ()
    """The names of the registers that the page is of; without any, the lists."""


class MissingPage(Exception):
    """There is no such page: what was asked for, and the links to what is nearest."""

    def __init__(self, given: str, nearest: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(given)
        self.given = given
        self.nearest = nearest
        """Each a text to show and a page to link to."""


class Elsewhere(Exception):
    """The page is at another address."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location
