"""Whether two names are alike enough to be one name misspelt, and safe to take for one.

Likeness alone never joins two names: it is asked only where one name takes over from another. Two
names that are both real names of the state's places are never alike, however near they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ofrecord.identify.names import Name

_FILLERS = frozenset(
    "office offices department departments services service division of for city town borough "
    "agency board trustees law enforcement and".split()
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
    only_mine, only_theirs = _rest(mine - theirs), _rest(theirs - mine)
    if _numbers(only_mine) or _numbers(only_theirs):
        return ""
    if not only_mine or not only_theirs:
        extra = only_mine or only_theirs
        if all(word in _FILLERS for word in extra):
            return f"the same but for {' '.join(extra)}"
        return ""
    only_mine = [word for word in only_mine if word not in _FILLERS] or only_mine
    only_theirs = [word for word in only_theirs if word not in _FILLERS] or only_theirs
    return _slip(only_mine, only_theirs, one, other, state, known)


def _rest(words: Counter[str]) -> list[str]:
    return list(words.elements())


def _numbers(words: list[str]) -> bool:
    return any(character.isdigit() for word in words for character in word)


def _slip(
    mine: list[str], theirs: list[str], one: Name, other: Name, state: str, known: KnownName
) -> str:
    from rapidfuzz.distance import OSA

    left, right = " ".join(mine), " ".join(theirs)
    joined = left.replace(" ", ""), right.replace(" ", "")
    if joined[0] == joined[1]:
        return f"{left} is {right}, parted otherwise"
    if len(mine) != len(theirs) or len(mine) > 2:
        return ""
    for a, b in zip(mine, theirs, strict=True):
        if OSA.distance(a, b) > min(_allowed(len(a)), _allowed(len(b))):
            return ""
    if _place(one, known, state) and _place(other, known, state):
        return ""
    return f"{left} is {right} but for a slip"


def _place(name: Name, known: KnownName, state: str) -> bool:
    """Whether the name begins with one of a place or county of the state."""
    return any(known(" ".join(name.words[:length]), state) for length in (4, 3, 2, 1))
