"""How a header cell is compared."""

from __future__ import annotations

from functools import lru_cache

from ofrecord.read.cells import text_of

_FOOTNOTES = ":*.\u2020\u2021 "


@lru_cache(maxsize=1024)
def fold_header(cell: str) -> str:
    r"""A header cell as it is compared: case, blanks and marks at its end do not matter.

    >>> fold_header(" Support\nType * ")
    'support type'
    """
    return " ".join(text_of(cell).replace("\u200b", "").split()).rstrip(_FOOTNOTES).casefold()
