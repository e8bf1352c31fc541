"""Which printed things are one, as sets that can be joined, with the reason for every joint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Why two printed identities are one."""

    rule: str
    evidence: str
    day: str
    printed: str


class Clusters:
    """Sets of numbered nodes, each with the editions that print it (one mask a list).

    Two sets that one edition prints side by side are never joined by a rule: they are two. Only a
    judgement, which names its evidence, can say otherwise.
    """

    def __init__(self, masks: list[tuple[int, ...]], apart: Iterable[frozenset[int]] = ()) -> None:
        self._parent = list(range(len(masks)))
        self._masks = [list(mask) for mask in masks]
        self._members: dict[int, list[int]] = {}
        self._apart = [pair for pair in apart if len(pair) == 2]
        self.joints: dict[int, list[Joint]] = {}

    def root(self, node: int) -> int:
        """The node that stands for the set: the first of it."""
        parent = self._parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def members(self, root: int) -> list[int]:
        """Every node of the set of a root."""
        return self._members.get(root, [root])

    def joinable(self, one: int, other: int) -> bool:
        """Whether a rule may join the sets of two nodes."""
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        if any(mine & theirs for mine, theirs in zip(self._masks[a], self._masks[b], strict=True)):
            return False
        if not self._apart:
            return True
        both = {*self.members(a), *self.members(b)}
        return not any(pair <= both for pair in self._apart)

    def join(self, one: int, other: int, joint: Joint) -> bool:
        """Joins the sets of two nodes; false where they are one already."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return False
        self._parent[b] = a
        self._members[a] = self.members(a) + self.members(b)
        self._members.pop(b, None)
        self._masks[a] = [x | y for x, y in zip(self._masks[a], self._masks[b], strict=True)]
        self.joints.setdefault(a, []).append(joint)
        self.joints[a].extend(self.joints.pop(b, []))
        return True
