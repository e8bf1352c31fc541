"""Names in a sentence: the run of capitalised words before or after a place, and lists of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ofrecord.story.offices import is_head_word
from ofrecord.story.speech import word_set
from ofrecord.story.tokens import Words

_LONGEST = 5
"""A name has no more words than these after its first."""
_MOST = 80
"""A list of names longer than this is read no further."""
_PARTICLES = word_set("de du la le lac qui las los del van von st ste fond")
_LEADING = word_set(
    "the in on and but by for with at of since under when as after before while also both neither "
    "either nor only first last january february march april may june july august september "
    "october november december monday tuesday wednesday thursday friday saturday sunday sheriff "
    "chief gov governor mr ms mrs dr mayor rep sen president what that this these those police "
    "officers deputies agencies meanwhile however today yesterday earlier later from to or if so "
    "photo via u.s. us jan feb mar apr jun jul aug sep sept oct nov dec counties states en y del "
    "por para su al un una its their his her our among like including participants republican "
    "democratic republicans democrats attorney commissioner captain lieutenant sgt cmdr lt capt "
    "undersheriff superintendent director there here all every each some many most several local "
    "federal two three four five six seven eight nine ten no not"
)
"""Words that are capitalised only because they begin a sentence, or that stand before a name."""
NOT_A_NAME = re.compile(
    r"(?:U\.?S\.?\s|Homeland Security|Department of Homeland|Immigration|Justice Department|"
    r"Department of Justice|White House|Supreme Court|State Department|Defense Department|"
    r"Department of Defense|County (?:Jail|Council|Commission|Board)|City (?:Council|Commission)|"
    r"Office of (?:Management|Inspector)|Federal )"
)
"""Phrases that look like an agency's name and are none."""
_SEPARATORS = word_set(", and plus y e & ; or nor")
_COUNTY = frozenset({"county", "counties", "parish", "parishes"})
_INNER = frozenset({"and", "of", "the"})
_JOINTS = frozenset({" ", ". ", "-", " & "})


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its first and last word in the sentence, and its text."""

    first: int
    last: int
    text: str


def is_name_word(words: Words, at: int) -> bool:
    """Whether a word can be a part of a name: capitalised, and not to open the sentence alone."""
    if not 0 <= at < len(words.words) or words.words[at] in _LEADING:
        return False
    if not words.plain[words.starts[at]].isupper():
        return False
    token = words.at.get(at)
    return token is None or token.sort != "filler" or token.last > token.first


def is_state(words: Words, name: Name) -> bool:
    """Whether a name is a state's."""
    token = words.at.get(name.first)
    return token is not None and token.sort == "state" and token.last == name.last


def joins(words: Words, at: int, following: str) -> bool:
    """Whether a word is followed by another with nothing but a space between."""
    return at + 1 < len(words.words) and words.words[at + 1] == following and _near(words, at)


def _near(words: Words, left: int) -> bool:
    return words.plain[words.ends[left] : words.starts[left + 1]] in _JOINTS


def _make(words: Words, first: int, last: int) -> Name:
    text = words.plain[words.starts[first] : words.ends[last]]
    if text.endswith(("'s", "'")) and not text.endswith(("e's", "y's", "n's")):
        text = text.rstrip("s").rstrip("'")
    return Name(first, last, text)


def _is_owner(words: Words, at: int) -> bool:
    token = words.at.get(at)
    return token is not None and token.sort == "state" and token.owner


def name_before(words: Words, at: int, *, whole: bool = False) -> Name | None:
    """The name that ends just before a word; ``whole`` lets "and" stand within it."""
    last = at - 1
    if last < 0 or not is_name_word(words, last) or not _near(words, last):
        return None
    if _is_owner(words, last):
        return None
    return _make(words, _first_of(words, last, whole=whole, stops=not whole), last)


def _first_of(words: Words, last: int, *, whole: bool = False, stops: bool = False) -> int:
    """Where the name begins that ends with a word; ``stops`` ends it at another's office."""
    first = last
    while first and last - first < _LONGEST and _near(words, first - 1):
        if is_name_word(words, first - 1) and not _is_owner(words, first - 1):
            if stops and is_head_word(words.words[first - 1]):
                break
            first -= 1
        elif (
            first > 1
            and words.words[first - 1] in (_INNER if whole else _PARTICLES)
            and is_name_word(words, first - 2)
            and not is_head_word(words.words[first - 2])
            and not _is_owner(words, first - 2)
        ):
            first -= 2
        else:
            break
    return first


def name_after(words: Words, at: int) -> Name | None:
    """The name that begins at a word."""
    low = words.words
    particle = at < len(low) and low[at] in _PARTICLES and words.plain[words.starts[at]].isupper()
    if not particle and not is_name_word(words, at):
        return None
    last = at
    while last + 1 < len(low) and last - at < _LONGEST and _near(words, last):
        if is_name_word(words, last + 1) and low[last + 1] not in _COUNTY:
            last += 1
        elif low[last + 1] in _PARTICLES and is_name_word(words, last + 2):
            last += 2
        else:
            break
    return _make(words, at, last)


# Lists ------------------------------------------------------------------------------------------


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
        name = _list_name(words, place)
    names.reverse()
    while len(names) > 1 and is_state(words, names[0]) and _comma_after(words, names[0]):
        del names[0]
    return names


def _comma_after(words: Words, name: Name) -> bool:
    return words.words[name.last + 1] == ","


def _list_name(words: Words, last: int) -> Name | None:
    """The name that ends with a word and is followed by a separator."""
    if last > 0 and words.words[last] in {"county", "parish"} and is_name_word(words, last - 1):
        last -= 1
    if last < 0 or not is_name_word(words, last) or _is_owner(words, last):
        return None
    return _make(words, _first_of(words, last), last)


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
        if at < len(low) and low[at] in _COUNTY:
            at += 1
        if at >= len(low) or low[at] not in _SEPARATORS:
            break
        while at < len(low) and low[at] in _SEPARATORS:
            at += 1
        if at < len(low) and low[at] in {"the", "de"}:
            at += 1
    return names
