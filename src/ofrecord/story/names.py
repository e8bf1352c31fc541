"""Names in a sentence: the run of capitalised words before or after a place, and lists of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ofrecord.story.offices import is_head_word
from ofrecord.story.tokens import Words

_LONGEST = 5
_MOST = 80
"""A list of names longer than this is read no further."""
_PARTICLES = frozenset(
    ["de", "du", "la", "le", "lac", "qui", "las", "los", "del", "van", "von", "st", "ste", "fond"]
)
_LEADING = frozenset(
    [
        "the",
        "in",
        "on",
        "and",
        "but",
        "by",
        "for",
        "with",
        "at",
        "of",
        "since",
        "under",
        "when",
        "as",
        "after",
        "before",
        "while",
        "also",
        "both",
        "neither",
        "either",
        "nor",
        "only",
        "first",
        "last",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "sheriff",
        "chief",
        "gov",
        "governor",
        "mr",
        "ms",
        "mrs",
        "dr",
        "mayor",
        "rep",
        "sen",
        "president",
        "what",
        "that",
        "this",
        "these",
        "those",
        "police",
        "officers",
        "both",
        "deputies",
        "agencies",
        "meanwhile",
        "however",
        "today",
        "yesterday",
        "earlier",
        "later",
        "from",
        "to",
        "or",
        "if",
        "so",
        "photo",
        "via",
        "dhs",
        "u.s.",
        "us",
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
        "counties",
        "states",
        "en",
        "y",
        "del",
        "por",
        "para",
        "su",
        "al",
        "un",
        "una",
        "its",
        "their",
        "his",
        "her",
        "our",
        "under",
        "among",
        "while",
        "like",
        "including",
        "participants",
        "republican",
        "democratic",
        "republicans",
        "democrats",
        "attorney",
        "commissioner",
        "captain",
        "lieutenant",
        "sgt",
        "cmdr",
        "lt",
        "capt",
        "undersheriff",
        "superintendent",
        "director",
        "there",
        "here",
        "all",
        "every",
        "each",
        "some",
        "many",
        "most",
        "several",
        "local",
        "federal",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "no",
        "not",
    ]
)
NOT_A_NAME = re.compile(
    r"(?:U\.?S\.?\s|Homeland Security|Department of Homeland|Immigration|Justice Department|"
    r"Department of Justice|White House|Supreme Court|State Department|Defense Department|"
    r"Department of Defense|County (?:Jail|Council|Commission|Board)|City (?:Council|Commission)|"
    r"Office of (?:Management|Inspector)|Federal )"
)
_SEPARATORS = frozenset({",", "and", "plus", "y", "e", "&", ";", "or", "nor"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its first and last word in the sentence, and its text."""

    first: int
    last: int
    text: str


def is_name_word(words: Words, at: int) -> bool:
    """Whether a word can be a part of a name: it is capitalised and does not only open a sentence."""
    if not 0 <= at < len(words.words):
        return False
    word = words.words[at]
    capital = words.plain[words.starts[at]].isupper()
    return capital and word not in _LEADING and word not in words.publisher


def joins(words: Words, at: int, following: str) -> bool:
    """Whether a word is followed by another with nothing but a space between."""
    if at + 1 >= len(words.words) or words.words[at + 1] != following:
        return False
    return words.plain[words.ends[at] : words.starts[at + 1]] in {" ", ". ", "-", "\n"}


def _near(words: Words, left: int) -> bool:
    return words.plain[words.ends[left] : words.starts[left + 1]] in {" ", ". ", "-", " & "}


def _make(words: Words, first: int, last: int) -> Name:
    text = words.plain[words.starts[first] : words.ends[last]]
    if text.endswith(("'s", "'")) and not text.endswith(("e's", "y's", "n's")):
        text = text.rstrip("s").rstrip("'")
    return Name(first, last, text)


def _owner(words: Words, at: int) -> bool:
    token = words.at.get(at)
    return token is not None and token.sort == "state" and token.owner


def name_before(words: Words, at: int, *, whole: bool = False) -> Name | None:
    """The name that ends just before a word; ``whole`` lets "and" stand within it."""
    last = at - 1
    if last < 0 or not is_name_word(words, last) or not _near(words, last) or _owner(words, last):
        return None
    first = last
    while first and last - first < _LONGEST and _near(words, first - 1):
        if is_name_word(words, first - 1) and not _owner(words, first - 1):
            if is_head_word(words.words[first - 1]) and not whole:
                break
            first -= 1
        elif (
            words.words[first - 1] in ({"and", "of", "the"} if whole else _PARTICLES)
            and first > 1
            and (is_name_word(words, first - 2) and not is_head_word(words.words[first - 2]))
            and not _owner(words, first - 2)
        ):
            first -= 2
        else:
            break
    return _make(words, first, last)


def name_after(words: Words, at: int) -> Name | None:
    """The name that begins at a word."""
    if not is_name_word(words, at) and not (
        at < len(words.words)
        and words.words[at] in _PARTICLES
        and words.plain[words.starts[at]].isupper()
    ):
        return None
    last = at
    low = words.words
    while last + 1 < len(low) and last - at < _LONGEST and _near(words, last):
        if is_name_word(words, last + 1) and low[last + 1] not in {"county", "counties", "parish"}:
            last += 1
        elif low[last + 1] in _PARTICLES and is_name_word(words, last + 2):
            last += 2
        else:
            break
    return _make(words, at, last)


def list_before(words: Words, at: int) -> list[Name]:
    """The names of a list that ends just before a word: one, or "A, B and C"."""
    names: list[Name] = []
    name = name_before(words, at)
    while name is not None and len(names) < _MOST:
        names.append(name)
        place = name.first - 1
        if place < 0 or words.words[place] not in _SEPARATORS:
            break
        while place >= 0 and words.words[place] in _SEPARATORS:
            place -= 1
        name = _list_name(words, place + 1)
    names.reverse()
    while len(names) > 1 and _is_state(words, names[0]) and words.words[names[0].last + 1] == ",":
        del names[0]
    return names


def _list_name(words: Words, at: int) -> Name | None:
    """The name before a separator; there need be no space before a comma."""
    last = at - 1
    if last < 0 or not is_name_word(words, last) or _owner(words, last):
        if last > 0 and words.words[last] in {"county", "parish"}:
            return _list_name(words, last)
        return None
    first = last
    while first and last - first < _LONGEST and _near(words, first - 1):
        if is_name_word(words, first - 1) and not _owner(words, first - 1):
            first -= 1
        elif words.words[first - 1] in _PARTICLES and first > 1 and is_name_word(words, first - 2):
            first -= 2
        else:
            break
    return _make(words, first, last)


def _is_state(words: Words, name: Name) -> bool:
    token = words.at.get(name.first)
    return (
        token is not None
        and token.sort == "state"
        and token.last == name.last
        and not token.value.endswith("?")
    )


def list_after(words: Words, at: int) -> list[Name]:
    """The names of a list that begins at a word: "A, B and C", "Weber County and Utah County"."""
    names: list[Name] = []
    low = words.words
    while len(names) < _MOST:
        name = name_after(words, at)
        if name is None:
            break
        names.append(name)
        at = name.last + 1
        if at < len(low) and low[at] in {"county", "parish", "counties", "parishes"}:
            at += 1
        if at >= len(low) or low[at] not in _SEPARATORS:
            break
        while at < len(low) and low[at] in _SEPARATORS:
            at += 1
        if at < len(low) and low[at] in {"the", "de"}:
            at += 1
    return names
