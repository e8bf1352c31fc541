"""Which printed things are one, as sets that can be joined, with the reason for every joint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct


class Joint(Struct, frozen=True, kw_only=True, gc=False):
    """Why two printed identities are one."""

    rule: str
    evidence: str
    day: str
    printed: str


class Clusters:
    """Sets of numbered nodes, each with the editions that print it (one mask a list).

    Two sets that one edition prints side by side are never joined by a rule: they are two. Only a
    judgement, or one row printed twice, can say otherwise. ``apart`` are nodes that a judgement
    holds apart.

    >>> clusters = Clusters([(0b01,), (0b10,), (0b11,)])
    >>> clusters.joinable(0, 1), clusters.joinable(0, 2)
    (True, False)
    """

    def __init__(
        self, masks: Iterable[Sequence[int]], apart: Iterable[tuple[int, int]] = ()
    ) -> None:
        self._masks = [tuple(mask) for mask in masks]
        self._parent = list(range(len(self._masks)))
        self._members: dict[int, list[int]] = {}
        self._foes: dict[int, set[int]] = {}
        for one, other in apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)
        self.joints: dict[int, list[Joint]] = {}
        self.count = len(self._masks)
        """How many sets there are."""

    def root(self, node: int) -> int:
        """The node that stands for the set: the first of it."""
        parent = self._parent
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    def members(self, root: int) -> list[int]:
        """Every node of the set of a root."""
        return self._members.get(root, [root])

    def masks(self, node: int) -> tuple[int, ...]:
        """The editions of each list that print the set of a node."""
        return self._masks[self.root(node)]

    def beside(self, one: int, other: int) -> bool:
        """Whether an edition prints the sets of two nodes side by side."""
        pairs = zip(self.masks(one), self.masks(other), strict=True)
        return any(mine & theirs for mine, theirs in pairs)

    def held_apart(self, one: int, other: int) -> bool:
        """Whether a judgement holds the sets of two nodes apart."""
        foes = self._foes.get(self.root(one), ())
        return any(foe in self.members(self.root(other)) for foe in foes)

    def joinable(self, one: int, other: int) -> bool:
        """Whether a rule may join the sets of two nodes; true of one set as well."""
        a, b = self.root(one), self.root(other)
        return a == b or not (self.beside(a, b) or self.held_apart(a, b))

    def join(self, one: int, other: int, joint: Joint) -> bool:
        """Joins the sets of two nodes; false where they are one already."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return False
        self.count -= 1
        self._parent[b] = a
        self._members[a] = self.members(a) + self._members.pop(b, [b])
        self._masks[a] = tuple(x | y for x, y in zip(self._masks[a], self._masks[b], strict=True))
        if b in self._foes:
            self._foes.setdefault(a, set()).update(self._foes.pop(b))
        self.joints.setdefault(a, []).append(joint)
        self.joints[a].extend(self.joints.pop(b, []))
        return True
