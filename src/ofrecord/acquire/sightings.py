"""The names under which captures were seen, where and when; and the list that the shelf keeps."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

import msgspec

_COMMIT = re.compile(r"[0-9a-f]{40}")
_IN_REPOSITORY = re.compile(
    r"(https://github\.com/[^/\s]+/[^/\s]+)(?: (.+)|/blob/[0-9a-f]{40}/(.+))"
)
_Line = tuple[str, str, str, str, str]
"""The sha256, then the fields of a sighting."""


class Sighting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One name under which a capture's bytes were seen, where, and when (texts as stated)."""

    file: str
    url: str = ""
    seen_at: str = ""
    captured_at: str = ""

    @property
    def told(self) -> bool:
        """Whether more than the name is known."""
        return bool(self.url or self.seen_at or self.captured_at)


def order_of_sighting(sighting: Sighting) -> tuple[str, ...]:
    """What sightings are sorted by: the earliest first, and no two that differ are level."""
    moment = sighting.captured_at or sighting.seen_at or "9"
    return moment, sighting.file, sighting.url, sighting.seen_at, sighting.captured_at


def plain_sightings(sightings: Iterable[Sighting]) -> set[Sighting]:
    """The sightings, less those that only repeat a name of which more is known.

    >>> more = Sighting(file="a.xlsx", captured_at="2025-09-05")
    >>> plain_sightings([more, Sighting(file="a.xlsx")]) == {more}
    True
    """
    every = set(sightings)
    told = {sighting.file for sighting in every if sighting.told}
    return {sighting for sighting in every if sighting.told or sighting.file not in told}


def place_in_repository(repository: str, path: str, commit: str = "") -> str:
    """Where a file of a repository was seen: an address, or without a commit the two with a blank.

    >>> place_in_repository("owner/name", "a list.xlsx", "0" * 40)
    'https://github.com/owner/name/blob/0000000000000000000000000000000000000000/a%20list.xlsx'
    """
    if _COMMIT.fullmatch(commit):
        return f"https://github.com/{repository}/blob/{commit}/{quote(path)}"
    return f"https://github.com/{repository} {path}"


def split_place(place: str) -> tuple[str, str]:
    """The address that can be opened, and the path of the file in a repository where it is in one.

    >>> split_place("https://github.com/owner/name lists/a b.xlsx")
    ('https://github.com/owner/name', 'lists/a b.xlsx')
    >>> split_place("https://example.org/a b.xlsx")
    ('https://example.org/a%20b.xlsx', '')
    """
    found = _IN_REPOSITORY.fullmatch(place)
    if found is None:
        return re.sub(r"\s", lambda blank: quote(blank[0]), place), ""
    if found[2]:
        return found[1], found[2]
    return place, unquote(found[3])


def encode_sightings(seen: Iterable[tuple[str, Sighting]]) -> bytes:
    """Sightings as the lines of the shelf's list: each an array in JSON, the sha256 first."""
    encoder = msgspec.json.Encoder()
    return b"".join(
        encoder.encode((sha256, s.file, s.url, s.seen_at, s.captured_at)) + b"\n"
        for sha256, s in seen
    )


def decode_sightings(data: bytes) -> Iterator[tuple[str, Sighting]]:
    """The sightings of the shelf's list. A line that was not written whole says nothing.

    >>> line = encode_sightings([("ab" * 32, Sighting(file="a.xlsx"))])
    >>> [sighting.file for _, sighting in decode_sightings(line + line[:40])]
    ['a.xlsx']
    """
    decoder = msgspec.json.Decoder(_Line)
    for line in data.split(b"\n"):
        try:
            sha256, file, url, seen_at, captured_at = decoder.decode(line)
        except msgspec.DecodeError:
            continue
        yield sha256, Sighting(file=file, url=url, seen_at=seen_at, captured_at=captured_at)


def printable_name(name: str) -> str:
    r"""A file's name as it is kept and printed: in one line, whatever characters it has.

    >>> printable_name("a\nb.xlsx"), printable_name("\N{WRITING HAND}.xlsx")
    ('a\\nb.xlsx', '✍.xlsx')
    """
    if name.isascii() and name.isprintable():
        return name
    text = os.fsencode(name).decode(errors="replace")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
