"""Lasting ids: opaque, made from what was first printed, never given to anything else.

Every printed identity has an id of its own, worked out from its cells. The id of an agreement or
agency is that of its first printed identity; those of its other printed identities lead to it. So a
joint never loses an id, and parting two again gives each its own. Where an older edition turns up
later, the id that was given out before stays: such ids are *pinned* in the record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_LENGTH = 10
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def make_id(prefix: str, *parts: str) -> str:
    """The id that printed cells give.

    >>> make_id("a", "register", "ALABAMA|Bibb County Sheriff's Office")
    'a-swm4bvhf8x'
    """
    number = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8], "big")
    digits = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return f"{prefix}-{''.join(digits)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The id of a set of printed identities, and the ids that lead to it."""

    id: str
    others: tuple[str, ...]
    pinned: bool


def name_set(ids: Sequence[str], given: Collection[str], pinned: Collection[str]) -> Named:
    """The id of a set whose printed identities, in order of first printing, have these ids.

    ``given`` are ids given out before, ``pinned`` those of them that stay whatever comes.
    """
    natural = ids[0]
    chosen = next((one for one in ids if one in pinned), None)
    if chosen is None and natural not in given:
        chosen = next((one for one in ids if one in given), None)
    chosen = chosen or natural
    others = tuple(one for one in dict.fromkeys(ids) if one != chosen)
    return Named(id=chosen, others=others, pinned=chosen != natural)
