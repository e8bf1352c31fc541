"""Sentences of a text, with where they stand."""

from __future__ import annotations

import re

from ofrecord.clean.states import find_state
from ofrecord.story.speech import word_set

_STOP = re.compile(r"[.!?…\n](?:(?<=\n)|[\"'”’)\]]{0,4}\s)")
_ABBREVIATIONS = word_set(
    "jan feb mar apr jun jul aug sep sept oct nov dec mr mrs ms dr gov sen rep lt col gen capt sgt "
    "st ste ft mt no vs inc co corp dept jr sr u.s u.k d.c n.y n.j n.h n.c n.d n.m s.c s.d r.i "
    "w.va a.m p.m ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss "
    "mo mont neb nev okla ore pa tenn tex va vt wash wis wyo e.g i.e etc approx pres prof rev hon "
    "atty sres sra sr ee uu"
)
_LONGEST = 8
"""No abbreviation is longer."""
_OPENS = "\"'“‘(["


def split_sentences(text: str) -> list[tuple[int, int]]:
    r"""Where each sentence begins and ends; line ends part sentences too.

    >>> text = "It had 10 as of Sept. 5. Gov. Hill said so.\nNone."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['It had 10 as of Sept. 5.', 'Gov. Hill said so.', 'None.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    for stop, after in [match.span() for match in _STOP.finditer(text)]:
        if text[stop] == "." and _goes_on(text, stop, after):
            continue
        # A stop belongs to its sentence, the space after it does not; a line end is such a space.
        end = after - 1
        if text[start : start + 1].isspace():
            start = _skip_space(text, start, end)
        if start < end:
            found.append((start, end))
        start = after
    start = _skip_space(text, start, len(text))
    return [*found, (start, len(text))] if start < len(text) else found


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _goes_on(text: str, stop: int, after: int) -> bool:
    """Whether a full stop ends only an abbreviation."""
    if text[after - 1] == "\n":
        return False
    if text[after : after + 1].islower():
        return True
    first = max(0, stop - _LONGEST - 1)
    begin = text.rfind(" ", first, stop)
    if begin < 0 or text.find("\n", begin, stop) >= 0:
        begin = text.rfind("\n", first, stop)
    if begin < 0 < first or stop - begin - 1 > _LONGEST:
        return False
    word = text[begin + 1 : stop]
    word = word.lstrip(_OPENS).lower()
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


_DATELINE = re.compile(
    r"^ {0,8}[A-Z][A-Z.'-]{1,30}(?: [A-Z][A-Z.'-]{1,30}){0,3}"
    r"(?:, [A-Z][\w.]{1,14}(?: [A-Z][\w.]{1,14})?){0,2}"
    r"(?:,? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.? \d\d?)?"
    r"(?: \([^)\n]{1,40}\)){0,2} ?[—–-]{1,2} ",
    re.MULTILINE,
)


_ASKED = re.compile(r"^(?:[QA][.:]|[QA] [—–-]) ", re.MULTILINE)
"""How a question and its answer are marked."""


def blank_datelines(text: str) -> str:
    """A text with blanks for where its paragraphs were filed from: that is no part of a sentence.

    >>> blank_datelines("ALBANY, N.Y. (AP) — Nine have signed.")
    '                    Nine have signed.'
    """
    if "\nQ" in text:
        text = _ASKED.sub(lambda match: " " * len(match[0]), text)
    if "—" not in text and "–" not in text and "- " not in text:
        return text
    return _DATELINE.sub(lambda match: " " * len(match[0]), text)


def filed_from(text: str) -> tuple[str, ...]:
    """The state that the first dateline of a text names, alone in a tuple; else none.

    >>> filed_from("ALBANY, N.Y. (AP) — Nine have signed."), filed_from("OSLO — None has.")
    (('NY',), ())
    """
    match = _DATELINE.search(text)
    if match is None:
        return ()
    parts = match[0].split("(")[0].strip(" —–-").split(",")[1:]
    found = [code for part in parts if (code := find_state(part.strip()))]
    return tuple(found[:1])
