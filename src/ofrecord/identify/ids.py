"""Lasting ids: opaque, made from what was first printed, never given to anything else.

Every printed identity has an id of its own, worked out from its cells, and belongs to exactly one
agreement or agency. The id of an agreement or agency is that of its first printed identity; those
of its other printed identities lead to it. So a joint never loses an id, and parting two again
gives each its own. The record is the ledger of what was given out: where an older edition turns up
later, the id given before stays (it is *pinned*); where no printed row would give an id any more,
it leads to whatever has the rest of what it stood for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
# Ten binary digits of a number give two of these.
_PAIRS = [low + high for high in _ALPHABET for low in _ALPHABET]


def make_id(prefix: str, *parts: str) -> str:
    """The id that printed cells give.

    >>> make_id("a", "register", "ALABAMA|Bibb County Sheriff's Office")
    'a-xz51k89b0r'
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    number = int.from_bytes(digest[:8], "big")
    first, second, third = number & 1023, number >> 10 & 1023, number >> 20 & 1023
    fourth, fifth = number >> 30 & 1023, number >> 40 & 1023
    digits = (_PAIRS[first], _PAIRS[second], _PAIRS[third], _PAIRS[fourth], _PAIRS[fifth])
    return f"{prefix}-{''.join(digits)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The ids that a record has given out to one kind of thing.

    ``led`` holds for each of them, and for every id that led to it, all ids that led to the same;
    ``held`` the ids of what it held (an agency's agreements).
    """

    ids: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()
    led: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def given_ids(
    things: Iterable[tuple[str, Sequence[str]]],
    pinned: Collection[str],
    held: Mapping[str, Sequence[str]] | None = None,
) -> Given:
    """What a record gave out: for each thing its id and the other ids that lead to it."""
    led: dict[str, tuple[str, ...]] = {}
    holds: dict[str, tuple[str, ...]] = {}
    ids = set()
    for one, others in things:
        ids.add(one)
        known = (one, *others)
        led.update(dict.fromkeys(known, known))
        if held:
            holds.update(dict.fromkeys(known, tuple(held.get(one, ()))))
    return Given(ids=frozenset(ids), pinned=frozenset(pinned), led=led, held=holds)


class Named(Struct, frozen=True, kw_only=True, gc=False):
    """The id of a set of printed identities, and the ids that lead to it."""

    id: str
    others: tuple[str, ...]
    pinned: bool


def name_sets(
    sets: Sequence[Sequence[str]], given: Given, holders: Mapping[str, int] | None = None
) -> tuple[list[Named], list[str]]:
    """Names sets of printed identities, each told by their ids in the order of first printing.

    ``holders`` tells which set now holds a thing that has an id of its own. The second value are
    ids given out before that lead to nothing any more: no printed row gives them, nor anything else
    of what they stood for.

    >>> before = given_ids([("a-2", ["a-3"])], [])
    >>> name_sets([["a-1", "a-2"], ["a-3"]], before)[0][0]
    Named(id='a-2', others=('a-1',), pinned=True)
    >>> name_sets([["a-3"]], before)[0]
    [Named(id='a-2', others=('a-3',), pinned=True)]
    """
    owner = {one: number for number, ids in enumerate(sets) for one in ids}
    lost: dict[int, list[str]] = {}
    retired = []
    for one, known in given.led.items():
        if one in owner:
            continue
        heirs = [owner[other] for other in known if other in owner]
        heirs += [(holders or {})[h] for h in given.held.get(one, ()) if h in (holders or {})]
        if heirs:
            lost.setdefault(heirs[0], []).append(one)
        elif one in given.ids or one in given.pinned:
            retired.append(one)
    retired += [one for one in given.pinned if one not in owner and one not in given.led]
    named = [_name(ids, lost.get(number, []), given) for number, ids in enumerate(sets)]
    return named, sorted(retired)


def _name(ids: Sequence[str], lost: Sequence[str], given: Given) -> Named:
    natural = ids[0]
    if not given.led and not given.pinned:
        return Named(id=natural, others=tuple(dict.fromkeys(ids[1:])), pinned=False)
    every = [*dict.fromkeys(ids), *lost]
    chosen = next((one for one in every if one in given.pinned), "")
    if not chosen and natural not in given.ids:
        # An id that was known before, if only as another's, has the older claim on its own rows.
        among = lost if natural in given.led else every
        chosen = next((one for one in among if one in given.ids), "")
    chosen = chosen or natural
    others = tuple(one for one in every if one != chosen)
    return Named(id=chosen, others=others, pinned=chosen != natural)
