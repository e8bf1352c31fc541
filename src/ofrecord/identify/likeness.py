"""Whether two names are alike enough to be one name misspelt, and safe to take for one.

Likeness alone never joins two names: it is asked only where one name takes over from another. Two
names that are both real names of the state's places are never alike, however near they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from operator import itemgetter
from typing import Final, Generic, Protocol, TypeVar

from msgspec import Struct

from ofrecord.identify.names import Name
from ofrecord.identify.words import CAMPUS, FILLERS, KINDS, MISNAMED, OPPOSITES, ROLES, SEATS

_T = TypeVar("_T")

CROWD: Final = 40
"""A mark that more names than this have in common says nothing."""

MANY: Final = 16
"""Of more pairs than this only those are looked at whose names have a mark in common."""

FEW: Final = 100
"""More pairs than this of things that only came and went together say nothing."""

KnownName = Callable[[str, str], bool]
"""Whether a text is the name of a place of a state, or of a county ("bay county")."""

_LONG, _MIDDLE, _SHORT = 8, 6, 4
_REACH = 3


def _allowed(length: int) -> int:
    """How many slips a word of some length may hold."""
    if length >= _LONG:
        return 3
    return 2 if length >= _MIDDLE else 1 if length >= _SHORT else 0


def are_alike(one: Name, other: Name, state: str, known: KnownName) -> str:
    """How two names are alike, in words for a reader; the empty string where they are not.

    >>> bay = Name(("bay", "county", "sheriff"), "")
    >>> baker = Name(("baker", "county", "sheriff"), "")
    >>> real = {"bay county", "baker county", "lampasas county"}
    >>> are_alike(bay, baker, "FL", lambda name, state: name in real)
    ''
    >>> lampass = Name(("lampass", "county", "sheriff"), "")
    >>> lampasas = Name(("lampasas", "county", "sheriff"), "")
    >>> are_alike(lampass, lampasas, "TX", lambda name, state: name in real)
    'lampass is lampasas but for a slip'
    """
    alike = _compare(one, other, state, known)
    if not alike and (one.spoken or other.spoken):
        alike = _compare(_spoken(one), _spoken(other), state, known)
    return alike


def _spoken(name: Name) -> Name:
    return Name(name.plain, name.key)


def _compare(one: Name, other: Name, state: str, known: KnownName) -> str:
    only_mine, only_theirs = _words_apart(one.words, other.words)
    if not only_mine and not only_theirs:
        return "the same words in another order"
    if _numbers(only_mine) or _numbers(only_theirs):
        return ""
    campus = not CAMPUS.isdisjoint({*one.words}.intersection(other.words))
    left = [word for word in only_mine if not _is_filler(word, campus=campus)]
    right = [word for word in only_theirs if not _is_filler(word, campus=campus)]
    if left and right:
        return _slip(left, right, one, other, state, known)
    if left or right:
        longer, shorter = (one, other) if left else (other, one)
        return _extra(left or right, longer, shorter, state, known)
    if any(_two_places(one, other, word, state, known) for word in only_mine + only_theirs):
        return ""
    return f"the same but for {' '.join(only_mine + only_theirs)}"


def _words_apart(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The words that only one has, or has more often, and those that only the other has."""
    if len({*mine}) == len(mine) and len({*theirs}) == len(theirs):
        return [w for w in mine if w not in theirs], [w for w in theirs if w not in mine]
    one, other = Counter(mine), Counter(theirs)
    return list((one - other).elements()), list((other - one).elements())


def _numbers(words: list[str]) -> bool:
    return any(character.isdigit() for word in words for character in word)


@lru_cache(maxsize=8192)
def _is_filler(word: str, *, campus: bool = False) -> bool:
    """Whether a word, or the word that it misspells, says nothing of which body it is.

    On a ``campus`` the trustees and the police are one body to the outside.
    """
    if word in FILLERS or (campus and word == "police"):
        return True
    if len(word) < _SHORT + 1:
        return False
    from rapidfuzz.distance import OSA

    return any(OSA.distance(word, filler) <= _allowed(len(filler)) - 1 for filler in FILLERS)


def _two_places(one: Name, other: Name, word: str, state: str, known: KnownName) -> bool:
    """Whether a word that only one name has tells two places apart: Lake City and Lake."""
    if word not in SEATS:
        return False
    longer, shorter = (one, other) if word in one.words else (other, one)
    at = longer.words.index(word)
    whole, rest = " ".join(longer.words[: at + 1]), " ".join(longer.words[:at])
    return (
        bool(rest)
        and shorter.words[:at] == longer.words[:at]
        and (known(whole, state) and known(rest, state))
    )


def _extra(extra: list[str], longer: Name, shorter: Name, state: str, known: KnownName) -> str:
    """One name has words that the other has not: at its end, or the county it lies in."""
    begins = longer.words[: len(shorter.words)] == shorter.words
    rest = longer.words[len(shorter.words) :]
    if begins and len(extra) == 1:
        return f"the same but for {extra[0]} at the end"
    if begins and rest[-1] == "county" and len(shorter.words) > 1 and known(" ".join(rest), state):
        return f"the same but for {' '.join(rest)} at the end"
    if extra == ["county"]:
        county = " ".join(longer.words[: longer.words.index("county") + 1])
        if not known(county, state):
            return f"the same but for county, and there is no {county}"
    return ""


def _slip(
    mine: list[str], theirs: list[str], one: Name, other: Name, state: str, known: KnownName
) -> str:
    left, right = " ".join(mine), " ".join(theirs)
    if left.replace(" ", "") == right.replace(" ", ""):
        return f"{left} is {right}, parted otherwise"
    if len(mine) != len(theirs) or len(mine) > 2:
        return ""
    for a, b in zip(mine, theirs, strict=True):
        if a in KINDS and b in KINDS:
            if not _is_one_kind(one, a, other, b, state, known):
                return ""
        elif not _is_slip(a, b, one, other, state, known):
            return ""
    return f"{left} is {right} but for a slip"


def _is_one_kind(one: Name, a: str, other: Name, b: str, state: str, known: KnownName) -> bool:
    """Whether two words for what a place is are one misnamed: a county that does not exist."""
    if b == "county":
        one, a, other, b = other, b, one, a
    if a != "county":
        return False
    real = known(" ".join(one.words[: one.words.index(a) + 1]), state)
    return not real or (b in MISNAMED and not _is_place(other, b, state, known))


def _is_slip(a: str, b: str, one: Name, other: Name, state: str, known: KnownName) -> bool:
    from rapidfuzz.distance import OSA

    if a in OPPOSITES and b in OPPOSITES:
        return False
    shorter = min(len(a), len(b))
    allowed, distance = _allowed(shorter), OSA.distance(a, b)
    # A name that does not exist, mended to one that does, may be further off than another slip.
    mended = allowed + (shorter >= _MIDDLE) or 1
    if distance > mended:
        return False
    places = _is_place(one, a, state, known) + _is_place(other, b, state, known)
    return places < 2 and (distance <= allowed or places == 1)


def _is_place(name: Name, word: str, state: str, known: KnownName) -> bool:
    """Whether a word is part of the name of a place or county of the state."""
    at = name.words.index(word)
    return any(known(text, state) for text in _around(name.words, at))


def _around(words: tuple[str, ...], at: int) -> Iterator[str]:
    """The runs of words around one of them that could name a place; "bay county" is one."""
    for start in range(max(0, at - _REACH + 1), at + 1):
        for end in range(at + 1, min(at + _REACH, len(words)) + 1):
            if words[end : end + 1] != ("county",):
                yield " ".join(words[start:end])


def place_of(name: Name, state: str, known: KnownName) -> str:
    """The place or county of the state with whose name a name begins; empty where there is none.

    >>> real = {"palm beach", "palm beach gardens"}
    >>> name = Name(("palm", "beach", "gardens", "police"), "")
    >>> place_of(name, "FL", lambda text, state: text in real)
    'palm beach gardens'
    """
    for end in range(min(len(name.words), _REACH + 1), 0, -1):
        text = " ".join(name.words[:end])
        if name.words[end : end + 1] != ("county",) and known(text, state):
            return text
    return ""


class Marks(Struct, frozen=True, gc=False):
    """What alike names have in common: a whole, one's whole in the other's parts, or a slip."""

    whole: str
    parts: tuple[str, ...]
    slips: tuple[str, ...]


@lru_cache(maxsize=262_144)
def marks_of(name: Name) -> tuple[Marks, ...]:
    """The marks of a name: without the state's own name, and with it where that was left out.

    >>> one, other = Name(("lampass", "county"), ""), Name(("lampasas", "county"), "")
    >>> "county lam*" in marks_of(one)[0].slips, "county lam*" in marks_of(other)[0].slips
    (True, True)
    """
    return tuple(_marks_of(words) for words in (name.words, name.spoken) if words)


def _marks_of(given: tuple[str, ...]) -> Marks:
    words = [word for word in given if not _is_filler(word)]
    parts = [" ".join(sorted(words[:-2]))] if words[-1:] == ["county"] else []
    words.sort()
    slips = ["^" + " ".join(sorted([word[:3] for word in words]))]
    for at, word in enumerate(words):
        rest = " ".join(words[:at] + words[at + 1 :])
        parts.append(rest)
        if word in KINDS:
            slips.append(f"{rest} ~")
        if word in ROLES:
            continue
        if _SHORT <= len(word) < _LONG:
            slips += (f"{rest} {word[:2]}*", f"{rest} *{word[-2:]}")
        if len(word) >= _LONG - 1:
            slips += (f"{rest} {word[:3]}*", f"{rest} *{word[-3:]}")
    return Marks(" ".join(words), tuple(parts), tuple(slips))


class Nearby(Generic[_T]):
    """Things by their names, so that those with an alike name are found without looking at all."""

    def __init__(self) -> None:
        self._wholes: dict[str, list[_T]] = {}
        self._parts: dict[str, list[_T]] = {}
        self._slips: dict[str, list[_T]] = {}

    def add(self, name: Name, thing: _T) -> None:
        """Takes in a thing under its name."""
        for marks in marks_of(name):
            self._wholes.setdefault(marks.whole, []).append(thing)
            for mark in marks.parts:
                self._parts.setdefault(mark, []).append(thing)
            for mark in marks.slips:
                self._slips.setdefault(mark, []).append(thing)

    def find(self, name: Name) -> list[_T]:
        """The things whose name may be alike, each once. What too many share is no mark."""
        found: list[list[_T] | None] = []
        for marks in marks_of(name):
            found += [self._wholes.get(marks.whole), self._parts.get(marks.whole)]
            found += [self._wholes.get(mark) for mark in marks.parts]
            found += [self._slips.get(mark) for mark in marks.slips]
        return list(
            {id(t): t for some in found if some and len(some) <= CROWD for t in some}.values()
        )


class PairsOf(Protocol):
    """Which of the pairs of two groups of things are looked at."""

    def __call__(
        self, ones: Sequence[_T], others: Sequence[_T], name_of: Callable[[_T], Name], /
    ) -> Iterator[tuple[_T, _T]]:
        """The pairs, those of the first thing first."""


def every_pair(
    ones: Sequence[_T], others: Sequence[_T], _name_of: Callable[[_T], Name]
) -> Iterator[tuple[_T, _T]]:
    """Every one of the first with every one of the others: for what few have in common."""
    return product(ones, others)


def pairs_of_few(
    ones: Sequence[_T], others: Sequence[_T], _name_of: Callable[[_T], Name]
) -> Iterator[tuple[_T, _T]]:
    """The same, but no pair where there are very many."""
    return product(ones, others) if len(ones) * len(others) <= FEW else iter(())


def pairs_to_try(
    ones: Sequence[_T], others: Sequence[_T], name_of: Callable[[_T], Name]
) -> Iterator[tuple[_T, _T]]:
    """Every pair; of many only those whose names may be alike.

    So the work grows as the things do, not as their pairs.

    >>> list(pairs_to_try("ab", "c", lambda letter: Name((letter,), letter)))
    [('a', 'c'), ('b', 'c')]
    """
    if len(ones) * len(others) <= MANY:
        yield from product(ones, others)
        return
    nearby: Nearby[tuple[int, _T]] = Nearby()
    for place, other in enumerate(others):
        nearby.add(name_of(other), (place, other))
    for one in ones:
        for _, other in sorted(nearby.find(name_of(one)), key=itemgetter(0)):
            yield one, other


def alike_pairs(things: Iterable[_T], name_of: Callable[[_T], Name]) -> Iterator[tuple[_T, _T]]:
    """The pairs among things whose names may be alike, each once.

    >>> list(alike_pairs(["bay", "bays", "oak"], lambda word: Name((word,), word)))
    [('bay', 'bays')]
    """
    nearby: Nearby[_T] = Nearby()
    for one in things:
        for other in nearby.find(name_of(one)):
            yield other, one
        nearby.add(name_of(one), one)
