"""Whether two names are alike enough to be one name misspelt, and safe to take for one.

Likeness alone never joins two names: it is asked only where one name takes over from another. Two
names that are both real names of the state's places are never alike, however near they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from ofrecord.identify.names import Name

_FILLERS = frozenset(
    [
        "office",
        "offices",
        "department",
        "departments",
        "services",
        "service",
        "division",
        "of",
        "for",
        "city",
        "town",
        "borough",
        "agency",
        "board",
        "trustees",
        "law",
        "enforcement",
        "and",
    ]
)
_LONG, _MIDDLE, _SHORT = 8, 6, 4
KnownName = Callable[[str, str], bool]


def _allowed(length: int) -> int:
    if length >= _LONG:
        return 3
    return 2 if length >= _MIDDLE else 1 if length >= _SHORT else 0


def are_alike(one: Name, other: Name, state: str, known: KnownName) -> str:
    """How two names are alike, in words for a reader; the empty string where they are not.

    ``known(name, state)`` says whether a name is that of a place or county of the state.

    >>> bay, baker = Name(("bay", "county", "sheriff"), ""), Name(("baker", "county", "sheriff"), "")
    >>> are_alike(bay, baker, "FL", lambda name, state: name in {"bay", "baker"})
    ''
    >>> lampass = Name(("lampass", "county", "sheriff"), "")
    >>> lampasas = Name(("lampasas", "county", "sheriff"), "")
    >>> are_alike(lampass, lampasas, "TX", lambda name, state: name == "lampasas")
    'lampass is lampasas but for a slip'
    """
    mine, theirs = Counter(one.words), Counter(other.words)
    if mine == theirs:
        return "the same words in another order"
    only_mine = list((mine - theirs).elements())
    only_theirs = list((theirs - mine).elements())
    if _numbers(only_mine) or _numbers(only_theirs):
        return ""
    left = [word for word in only_mine if not _is_filler(word)]
    right = [word for word in only_theirs if not _is_filler(word)]
    if not left and not right:
        return f"the same but for {' '.join(only_mine + only_theirs)}"
    if not left or not right:
        extra = left or right
        longer, shorter = (one, other) if left else (other, one)
        if len(extra) == 1 and longer.words[: len(shorter.words)] == shorter.words:
            return f"the same but for {extra[0]} at the end"
        return ""
    return _slip(left, right, one, other, state, known)


def _numbers(words: list[str]) -> bool:
    return any(character.isdigit() for word in words for character in word)


@lru_cache(maxsize=4096)
def _is_filler(word: str) -> bool:
    """Whether a word, or the word that it misspells, says nothing of which body it is."""
    if word in _FILLERS:
        return True
    if len(word) < _SHORT + 1:
        return False
    from rapidfuzz.distance import OSA

    return any(OSA.distance(word, filler) <= _allowed(len(filler)) - 1 for filler in _FILLERS)


def _slip(
    mine: list[str], theirs: list[str], one: Name, other: Name, state: str, known: KnownName
) -> str:
    from rapidfuzz.distance import OSA

    left, right = " ".join(mine), " ".join(theirs)
    if left.replace(" ", "") == right.replace(" ", ""):
        return f"{left} is {right}, parted otherwise"
    if len(mine) != len(theirs) or len(mine) > 2:
        return ""
    for a, b in zip(mine, theirs, strict=True):
        if OSA.distance(a, b) > min(_allowed(len(a)), _allowed(len(b))):
            return ""
        if _is_place(one, a, state, known) and _is_place(other, b, state, known):
            return ""
    return f"{left} is {right} but for a slip"


def _is_place(name: Name, word: str, state: str, known: KnownName) -> bool:
    """Whether a name begins with that of a place or county of the state, and the word is part of it."""
    at = name.words.index(word) + 1
    if name.words[at : at + 1] == ("county",):
        return known(" ".join(name.words[: at + 1]), state)
    return any(known(" ".join(name.words[:end]), state) for end in range(at, min(at + 3, 6)))
