r"""Text as a person would type it: blanks, quotes and hyphens that differ only to a machine.

>>> clean_text(" Power  County Sheriff\u2019s\xa0Office\n")
"Power County Sheriff's Office"
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

CELL_SEPARATOR: Final = "\x1f"
"""What follows it in a cell (its kind and link) is not part of the printed text."""

_APOSTROPHES = "\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u2032\u0060\u00b4\uff07"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\uff02"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u00ad\ufeff\u180e"
_TABLE: Final = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_QUOTES, '"')
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_INVISIBLE, "")
)

PLACEHOLDERS: Final = frozenset({"", "na", "none", "null", "nil", "tbd", "unknown", "blank"})
"""Words that stand for nothing, once case and punctuation are gone (``#N/A``, ``-``, ``N.A.``)."""

_ERRORS: Final = frozenset({"ref", "value", "name", "div0", "num", "spill", "calc", "gettingdata"})


@lru_cache(maxsize=262_144)
def clean_text(text: str) -> str:
    r"""The text with plain blanks, quotes and hyphens; case and words are left alone.

    Doubled, leading and trailing blanks of any kind go, and so do zero-width characters. Of a cell
    only the printed text is taken. Cleaning twice is the same as cleaning once.

    >>> clean_text("\nSchuylkill  County\xa0")
    'Schuylkill County'
    >>> clean_text("link\x1fthttps://example.org")
    'link'
    """
    text = text.partition(CELL_SEPARATOR)[0]
    if not text.isascii():
        # Twice: composing accents can bring back an odd apostrophe (U+1FEF is a backtick).
        text = unicodedata.normalize("NFC", text.translate(_TABLE)).translate(_TABLE)
    elif "`" in text:
        text = text.replace("`", "'")
    return " ".join(text.split())


@lru_cache(maxsize=262_144)
def fold_text(text: str) -> str:
    """A key that is equal for texts that differ in case, accents, blanks or punctuation alone.

    >>> fold_text("De Kalb") == fold_text("DeKalb") == fold_text("DEKALB")
    True
    >>> fold_text("Doña Ana"), fold_text("Prince George's")
    ('donaana', 'princegeorges')
    """
    text = clean_text(text).casefold()
    if not text.isascii():
        text = "".join(
            c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)
        ).casefold()
    return "".join(filter(str.isalnum, text))


def placeholder(text: str) -> bool:
    """Whether the text is a placeholder for "nothing".

    >>> [placeholder(t) for t in ("", " ", "#NA", "N/A", "#n?A", "#N/A", "NA", "-", "none")]
    [True, True, True, True, True, True, True, True, True]
    >>> placeholder("Nassau County")
    False
    """
    folded = fold_text(text)
    return folded in PLACEHOLDERS or (folded in _ERRORS and text.lstrip().startswith("#"))
