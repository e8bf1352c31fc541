"""Processes that work for another, and end when it does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from ofrecord.errors import OfRecordError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

T = TypeVar("T")


def results_of(pool: ProcessPoolExecutor, jobs: Sequence[Callable[[], T]]) -> Iterator[T]:
    """What each job answers, in the order in which they are done; then the pool is ended.

    Raises ``OfRecordError`` where a worker was stopped from outside.
    """
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    try:
        for future in as_completed([pool.submit(job) for job in jobs]):
            yield future.result()
    except BrokenProcessPool:
        raise OfRecordError(
            "a worker process was stopped from outside, perhaps for want of memory",
            hint="Run the same command again",
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def end_with_parent() -> None:
    """Lets a worker end when the process that started it is killed, instead of waiting for ever."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
