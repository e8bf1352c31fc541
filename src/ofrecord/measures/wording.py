"""An agency's name as plain words, so that what people call it can be looked for in it.

Nothing is judged here: case, punctuation, plurals and declared abbreviations go, and the words for
one office are made one. Which body a phrase means is for those who ask.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ofrecord.clean.text import clean_text

_ASIDE = re.compile(r"\([^)]*\)")
_OTHER = re.compile(r"[^a-z0-9]+")
_OFFICE = re.compile(
    r"\b(sherif+|marshal|constable|attorney general|district attorney)"
    r"(?: (?:office|department|dept))\b"
)
_POLICE = re.compile(r"\bpolice (?:department|dept|force|service)\b")
_DROPPED = frozenset({"the", "of", "and", "for", "a", "an"})
_SAME = {"parish": "county", "correctional": "correction", "corrections": "correction"}


def fold_words(name: str, abbreviations: Mapping[str, str]) -> tuple[str, ...]:
    """The words of a name by which it is looked for, in order.

    >>> fold_words("St. Lucie County Sheriff's Office", {"st": "saint"})
    ('saint', 'lucie', 'county', 'sheriff')
    >>> fold_words("the Departments of Corrections", {})
    ('department', 'correction')
    """
    text = clean_text(_ASIDE.sub(" ", name)).casefold().replace("'", "").replace("&", " and ")
    words = [abbreviations.get(word, word) for word in _OTHER.sub(" ", text).split()]
    folded = " ".join(_singular(word) for word in " ".join(words).split())
    folded = _POLICE.sub("police", _OFFICE.sub(r"\1", folded))
    return tuple(word for word in folded.split() if word not in _DROPPED)


def _singular(word: str) -> str:
    if word in _SAME:
        return _SAME[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
