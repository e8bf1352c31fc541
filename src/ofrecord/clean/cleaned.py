"""What cleaning gives: a value, and how it came from what was printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How a cleaned value came from what was printed, from the surest to the least sure."""

    AS_PRINTED = "as_printed"
    """The cell already read so."""
    FOLDED = "folded"
    """Only case, blanks, punctuation, abbreviation or word order differ."""
    VOCABULARY = "vocabulary"
    """A declared spelling of the value."""
    SPELLING = "spelling"
    """The one value that the printed text can be a misspelling of."""
    DERIVED = "derived"
    """Read from another cell, such as the county of the town that an agency is named after."""
    CORRECTION = "correction"
    """Set by a correction that names its evidence."""
    BLANK = "blank"
    """Nothing was printed, or a placeholder for nothing."""
    UNRESOLVED = "unresolved"
    """Something was printed, but no value can be given for sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A cleaned value, how it was found, and what a reader of it should know.

    ``value`` is None exactly where ``how`` is ``blank`` or ``unresolved``.

    >>> Cleaned(value="AL", how=How.FOLDED).value
    'AL'
    """

    value: str | None
    how: How
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedCounty(Cleaned):
    """A county by its Census name, with its five-digit FIPS code.

    ``fips`` can be empty although there is a value: a district that is no county of the Census.

    >>> CleanedCounty(value="Oneida County", how=How.DERIVED, fips="36065").fips
    '36065'
    """

    fips: str = ""
