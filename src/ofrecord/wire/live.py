"""The record that is served: opened, watched, and exchanged when it was built anew.

A record's file is replaced whole, so what is read is always one build's. Requests that began with
the record before are answered from it; later ones from the new one.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from ofrecord.errors import OfRecordError
from ofrecord.front import Record, open_record
from ofrecord.front.register import Register
from ofrecord.wire.keeping import KeptAnswers

LOG = logging.getLogger("ofrecord.serve")
SECONDS = 1.0
"""How often it is looked whether a record's file is another."""


class Served:
    """A record as it is served, with the answers that were made from it."""

    def __init__(self, record: Record, stamp: tuple[object, ...], number: int) -> None:
        self.record = record
        self.stamp = stamp
        self.number = number
        """Counts the records that were taken up, from 0."""
        self.kept = KeptAnswers()
        self._changed = {name: record.written_at(name) for name in record}

    def changed(self, register: str = "") -> float:
        """When a register's file was written, or the newest of all; seconds since 1970."""
        return self._changed.get(register) or max(self._changed.values(), default=0.0)


class LiveRecord:
    """The record in a folder, exchanged within about a second of being built anew."""

    def __init__(self, home: Path | str | None = None) -> None:
        self.home = home
        self.served = self._open(0)
        self._seen = self.served.stamp
        self.on_change: list[Callable[[], None]] = []
        """What is called when another record was taken up."""

    @property
    def record(self) -> Record:
        """The record as it is now."""
        return self.served.record

    async def watch(self) -> None:
        """Looks for another record until it is cancelled."""
        while True:
            await asyncio.sleep(SECONDS)
            await self.look()

    async def look(self) -> bool:
        """Takes up the record if its files are others; a damaged one is left alone."""
        stamp = await asyncio.to_thread(self.record.stamp)
        if stamp == self._seen:
            return False
        self._seen = stamp
        try:
            served = await asyncio.to_thread(self._open, self.served.number + 1)
        except OfRecordError as error:
            LOG.warning("the new record is not taken up: %s", error)
            return False
        self.served = served
        self._seen = served.stamp
        for tell in self.on_change:
            tell()
        LOG.info("a new record was taken up")
        return True

    def _open(self, number: int) -> Served:
        record = open_record(self.home)
        stamp = record.stamp()  # before it is read: a later one is then seen as another
        for name in record:
            register = record.register(name)
            register.editions()
            if isinstance(register, Register):
                _warm(register)
        return Served(record, stamp, number)


def _warm(register: Register) -> None:
    """Works out what the first questions would wait for."""
    if register.view.history:
        day = register.view.members.days[-1] if register.view.members.days else ""
        if day:
            register.as_of(day).counts()
        register.find_agencies(status="active")
