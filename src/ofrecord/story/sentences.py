"""Sentences of a text, with where they stand."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n+")
_ABBREVIATIONS = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr gov sen rep lt col gen capt sgt "
    "st ft mt no vs inc co corp dept jr sr u.s u.k d.c n.y n.j n.h n.c n.d n.m s.c s.d w.va a.m p.m "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa tenn tex va vt wash wis wyo e.g i.e etc approx pres prof rev hon atty".split()
)
_LAST_WORD = re.compile(r"([A-Za-z][A-Za-z.]*)$")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; line ends part sentences too.

    >>> text = "It had 10 as of Sept. 5. Gov. Hill said so.\\nNone."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['It had 10 as of Sept. 5.', 'Gov. Hill said so.', 'None.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        mark = match[0]
        end = match.start()
        if mark[0] == "." and "\n" not in mark:
            word = _LAST_WORD.search(text, max(start, end - 12), end)
            if word and (word[1].lower() in _ABBREVIATIONS or len(word[1]) == 1):
                continue
            following = text[match.end() : match.end() + 1]
            if following.islower():
                continue
        if mark[0] != "\n":
            end += len(mark.rstrip())
        if text[start:end].strip():
            found.append((start, end))
        start = match.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return found
