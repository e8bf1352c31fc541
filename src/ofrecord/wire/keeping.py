"""Answers that are kept, by what was asked: as many as there is room for, the last used longest."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock

from ofrecord.wire.answer import Answer

ROOM = 256_000_000
"""Bytes that kept answers may take."""
_MOST_KEYS = 20_000
_LONGEST_KEY = 500


class KeptAnswers:
    """Answers by what was asked, whichever way it was written.

    Two addresses that ask the same have one answer. What was asked for least lately goes first.
    Any thread may use it; ``at`` waits for no other.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._lock = Lock()
        self._answers: dict[Hashable, tuple[Answer, int]] = {}
        self._by_address: dict[Hashable, Answer] = {}

    def at(self, address: tuple[bytes, bytes, bool]) -> Answer | None:
        """The answer to an address as it was written, if it is kept."""
        return self._by_address.get(address)

    def of(self, question: Hashable) -> Answer | None:
        """The answer to a question, if it is kept."""
        with self._lock:
            found = self._answers.pop(question, None)
            if found is None:
                return None
            self._answers[question] = found
            return found[0]

    def keep(self, question: Hashable, answer: Answer) -> None:
        """Keeps an answer; others go where there is no room."""
        size = answer.size * 3 // 2  # with the packed ones to come
        if size > self._room // 4:
            return
        with self._lock:
            before = self._answers.pop(question, None)
            self._taken += size - (before[1] if before else 0)
            self._answers[question] = answer, size
            while self._taken > self._room:
                oldest = next(iter(self._answers))
                self._taken -= self._answers.pop(oldest)[1]
                self._by_address.clear()  # or what has gone would be held by its address

    def name(self, address: tuple[bytes, bytes, bool], question: Hashable) -> None:
        """Remembers at which address a question is asked, where its answer is kept."""
        if len(address[0]) + len(address[1]) > _LONGEST_KEY:
            return
        with self._lock:
            found = self._answers.get(question)
            if found is None:
                return
            if len(self._by_address) >= _MOST_KEYS:
                self._by_address.clear()
            self._by_address[address] = found[0]
