"""Sentences of a text, with where they stand."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n+")
_ABBREVIATIONS = frozenset(
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mr",
        "mrs",
        "ms",
        "dr",
        "gov",
        "sen",
        "rep",
        "lt",
        "col",
        "gen",
        "capt",
        "sgt",
        "st",
        "ste",
        "ft",
        "mt",
        "no",
        "vs",
        "inc",
        "co",
        "corp",
        "dept",
        "jr",
        "sr",
        "u.s",
        "u.k",
        "d.c",
        "n.y",
        "n.j",
        "n.h",
        "n.c",
        "n.d",
        "n.m",
        "s.c",
        "s.d",
        "r.i",
        "w.va",
        "a.m",
        "p.m",
        "ala",
        "ariz",
        "ark",
        "calif",
        "colo",
        "conn",
        "del",
        "fla",
        "ga",
        "ill",
        "ind",
        "kan",
        "ky",
        "la",
        "md",
        "mass",
        "mich",
        "minn",
        "miss",
        "mo",
        "mont",
        "neb",
        "nev",
        "okla",
        "ore",
        "pa",
        "tenn",
        "tex",
        "va",
        "vt",
        "wash",
        "wis",
        "wyo",
        "e.g",
        "i.e",
        "etc",
        "approx",
        "pres",
        "prof",
        "rev",
        "hon",
        "atty",
        "sres",
        "sra",
        "sr",
        "ee",
        "uu",
    ]
)
_OPENS = "\"'“‘(["


def split_sentences(text: str) -> list[tuple[int, int]]:
    r"""Where each sentence begins and ends; line ends part sentences too.

    >>> text = "It had 10 as of Sept. 5. Gov. Hill said so.\nNone."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['It had 10 as of Sept. 5.', 'Gov. Hill said so.', 'None.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        end, after = match.span()
        mark = text[end]
        if mark != "\n":
            if mark == "." and _goes_on(text, start, end, after):
                continue
            end = _without_space(text, end + 1, after)
        if text[start:end].strip():
            found.append((start, end))
        start = after
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def _goes_on(text: str, start: int, end: int, after: int) -> bool:
    """Whether a full stop ends only an abbreviation; no line end stands after it."""
    if "\n" in text[end:after]:
        return False
    following = text[after : after + 1]
    if following.islower():
        return True
    word = text[text.rfind(" ", max(start, end - 12), end) + 1 : end].lstrip(_OPENS).lower()
    word = word.rsplit("\n", 1)[-1]
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


def _without_space(text: str, end: int, after: int) -> int:
    while end < after and not text[end].isspace():
        end += 1
    return end
