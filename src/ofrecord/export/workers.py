"""Processes that work for another, and end when it does."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from ofrecord.errors import OfRecordError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

T = TypeVar("T")


def results_of(pool: ProcessPoolExecutor, jobs: Sequence[Callable[[], T]]) -> Generator[T]:
    """What each job answers, in the order in which they are done; then the pool is ended.

    Close it where not all is taken: what is being worked on is ended at once then. Raises
    ``OfRecordError`` where a worker was stopped from outside.
    """
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    done = False
    try:
        for future in as_completed([pool.submit(job) for job in jobs]):
            yield future.result()
        done = True
    except BrokenProcessPool:
        raise OfRecordError(
            "a worker process was stopped from outside, perhaps for want of memory",
            hint="Run the same command again",
        ) from None
    finally:
        if not done:
            _end(pool)
        pool.shutdown(wait=True, cancel_futures=True)


def _end(pool: ProcessPoolExecutor) -> None:
    """Ends the processes of a pool, whatever they are doing."""
    for process in [*(pool._processes or {}).values()]:  # noqa: SLF001  (nothing public ends them)
        process.terminate()


def end_with_parent() -> None:
    """Lets a worker end when the process that started it is killed, instead of waiting for ever."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
