"""What was worked out, kept for the next who ask, and never more than there is room for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")

MOST_KEPT = 2_000
"""Answers that are kept of one kind. An archive of stories asks for ever new ones."""


class Kept(dict[_Key, _Value]):
    """Answers by what was asked; when full it is emptied and begins again."""

    def of(self, key: _Key, make: Callable[[], _Value]) -> _Value:
        """The answer to a key, made where it is not kept.

        >>> kept = Kept()
        >>> kept.of("a", lambda: 1), kept.of("a", lambda: 2)
        (1, 1)
        """
        found = self.get(key)
        if found is None:
            if len(self) >= MOST_KEPT:
                self.clear()
            found = self[key] = make()
        return found
