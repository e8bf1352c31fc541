"""A closed list of values and the spellings under which each is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ofrecord.clean.cleaned import Cleaned, How
from ofrecord.clean.likeness import find_nearest, letters_allowed
from ofrecord.clean.text import clean_text, fold_text, placeholder
from ofrecord.errors import DeclarationError


class Vocabulary:
    """A closed list of values, each with its spellings, and a way to find the value of a cell.

    ``spellings`` maps each value to the ways in which it is printed; the value itself always
    counts as one. Raises DeclarationError where one spelling stands for two values.

    >>> spellings = {"TFM": ["Task Force Model"], "WSO": ["Warrant Service Officer"]}
    >>> models = Vocabulary("model", spellings)
    >>> models.match("Task force  model ").value
    'TFM'
    >>> models.match("Warrant Services Officer").how
    <How.SPELLING: 'spelling'>
    >>> models.match("Support").note
    '"Support" is no known model'
    """

    def __init__(self, name: str, spellings: Mapping[str, Iterable[str]]) -> None:
        self.name = name
        self.values = tuple(spellings)
        self._first: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._cache: dict[str, Cleaned] = {}
        for value, printed in spellings.items():
            for spelling in (*printed, value):
                folded = fold_text(spelling)
                if self._folded.setdefault(folded, value) != value:
                    raise DeclarationError(
                        f'{name}: "{spelling}" stands for both {self._folded[folded]} and {value}'
                    )
                self._first.setdefault(clean_text(spelling), value)

    def match(self, printed: str) -> Cleaned:
        """The value of a printed cell: an exact spelling, else the one that is clearly nearest."""
        found = self._cache.get(printed)
        if found is None:
            found = self._cache[printed] = self._match(printed)
        return found

    def _match(self, printed: str) -> Cleaned:
        text, folded = clean_text(printed), fold_text(printed)
        value = self._folded.get(folded)
        if value is not None:
            known = self._first.get(text) == value
            how = How.VOCABULARY if known else How.FOLDED
            return Cleaned(value=value, how=How.AS_PRINTED if text == value else how)
        if placeholder(text):
            return Cleaned(value=None, how=How.BLANK)
        # Spellings of one value are no rivals of each other: compare value by value.
        nearest = [
            (near.letters, near.name, value)
            for value in self.values
            if (near := find_nearest(folded, [k for k, v in self._folded.items() if v == value]))
        ]
        nearest.sort()
        if nearest:
            letters, _, value = nearest[0]
            rival = nearest[1][0] if len(nearest) > 1 else letters + len(folded)
            if letters <= letters_allowed(folded) and rival - letters >= 2:
                return Cleaned(value=value, how=How.SPELLING, note=f"read as {value}")
        return Cleaned(value=None, how=How.UNRESOLVED, note=f'"{text}" is no known {self.name}')

    def __repr__(self) -> str:
        return f"Vocabulary({self.name!r}, values={list(self.values)})"
