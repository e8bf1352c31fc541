"""The one name that a misspelt name can be, or none.

Likeness is used only where nothing matches exactly, and only where one name is clearly nearest:
two names of real places often differ by a letter or two, so a near miss alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The two nearest names and how many letters each is away.

    A letter away is one letter missing, added, changed, or two neighbours exchanged.
    """

    name: str
    letters: int
    next_name: str
    next_letters: int

    def clear(self, *, at_most: int, margin: int = 2) -> bool:
        """Whether the first is near enough and the second is ``margin`` letters further off."""
        return self.letters <= at_most and self.next_letters - self.letters >= margin


def find_nearest(folded: str, names: Collection[str]) -> Nearest | None:
    """The nearest two of ``names`` to a folded text; None where there is no name to compare.

    >>> find_nearest("pennslyvania", ["pennsylvania", "indiana", "maine"])
    Nearest(name='pennsylvania', letters=1, next_name='indiana', next_letters=8)
    """
    if not names or not folded:
        return None
    from rapidfuzz.distance import OSA  # only where an exact match failed: it takes time to load
    from rapidfuzz.process import extract

    found = extract(folded, list(names), scorer=OSA.distance, limit=2)
    name, letters, _ = found[0]
    second, second_letters, _ = found[1] if len(found) > 1 else ("", len(folded) + len(name), None)
    return Nearest(
        name=name, letters=int(letters), next_name=second, next_letters=int(second_letters)
    )


def letters_allowed(folded: str) -> int:
    """How many letters may be wrong in a name of this length and still be a misspelling of it.

    >>> [letters_allowed("x" * n) for n in (3, 5, 6, 9, 10, 20)]
    [1, 1, 2, 2, 3, 3]
    """
    if len(folded) < 6:
        return 1
    return 2 if len(folded) < 10 else 3
