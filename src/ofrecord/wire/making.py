"""Making answers beside the loop: one at a time, each question once, and never too many waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor

from ofrecord.wire.answer import Answer

MOST_WAITING = 128
"""Questions that wait for their answers; who asks more is told to come again."""


class Busy(Exception):
    """Too many answers are being made already."""


class Maker:
    """Makes answers in a thread of its own, so that kept ones go out meanwhile.

    A record works things out when they are first asked for and remembers them, so only one thread
    reads it.
    """

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._waiting: dict[Hashable, asyncio.Future[Answer]] = {}

    async def make(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to a question; who asks the same meanwhile gets the same.

        Raises ``Busy`` where too many wait already.
        """
        found = self._waiting.get(question)
        if found is None:
            if len(self._waiting) >= MOST_WAITING:
                raise Busy
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, thread_name_prefix="answers")
            loop = asyncio.get_running_loop()
            found = loop.run_in_executor(self._thread, make)
            self._waiting[question] = found
            found.add_done_callback(lambda _: self._waiting.pop(question, None))
        return await asyncio.shield(found)

    def close(self) -> None:
        """Ends the thread; what waits is given up. Another begins with the next question."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown(wait=True, cancel_futures=True)
