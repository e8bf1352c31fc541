"""The files of data that the site offers: made by another process, once for each record.

They stand in a temporary folder of the system, which is taken away when the server ends. Nothing is
written to the record's own folder. The addresses of files name no language: what is told instead of
a file is English, and says so.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ofrecord.export.described import Exported
from ofrecord.export.folder import sum_of
from ofrecord.export.register_files import plan_register
from ofrecord.front import Record
from ofrecord.web.data import ALONE, files_of
from ofrecord.wire.answer import FRESH, READABLE, SECURITY, Answer, has_it
from ofrecord.wire.live import LiveRecord, Served
from ofrecord.wire.moments import write_moment

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

LOG = logging.getLogger("ofrecord.serve")
SECONDS = 600.0
"""How long the files may be in the making."""
WAIT = 5
"""After so many seconds a client may ask again for a file that is being made."""
_REST = 60.0
"""So long nothing is tried again after it failed."""
_PLAIN = "text/plain; charset=utf-8"


def is_download(path: str) -> bool:
    """Whether an address is that of a file of data, if there is such a one.

    >>> is_download("/data/ice-287g/agreements.csv"), is_download("/data/")
    (True, False)
    """
    return path in ALONE or (path.startswith("/data/") and "." in path.rpartition("/")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The files of a record: where they stand, and what they are."""

    folder: Path
    exported: Sequence[Exported]
    types: dict[str, str]
    """The media type of each file, by its address."""
    sums: dict[str, str]
    """The sha256 of each file, by its address."""


class Downloads:
    """Makes the files when they are first wanted, and sends them.

    ``address`` is where the site stands, ``seconds`` how long the files may be in the making.
    """

    def __init__(self, live: LiveRecord, address: str = "", seconds: float = SECONDS) -> None:
        self._live = live
        self._address = address
        self._seconds = seconds
        self._made: tuple[int, Made] | None = None
        self._making: tuple[int, asyncio.Task[None]] | None = None
        self._folders: list[Path] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed = float("-inf")

    def made(self, served: Served) -> Made | None:
        """The files of a record, where they are made."""
        return self._made[1] if self._made and self._made[0] == served.number else None

    def begin(self) -> None:
        """Begins to make the files of the record as it is now, unless they are there or coming."""
        served = self._live.served
        if self.made(served) or time.monotonic() < self._failed + _REST:
            return
        if self._making and not self._making[1].done():
            if self._making[0] == served.number:
                return
            self._making[1].cancel()
        task = asyncio.create_task(self._make(served))
        self._making = served.number, task
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Ends what is being made, and takes the files away."""
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._made = None
        await self._clear(0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends a file; says how it stands where that cannot be done yet."""
        served = self._live.served
        made = self.made(served)
        path = scope["path"]
        known = made.types if made else _planned(served.record)
        if path not in known:
            near = "".join(get_close_matches(path[:100], known, 1, 0.5))
            text = f"There is no such file. {f'The nearest: {near}' if near else ''}".strip()
            await _told(404, text)(scope, receive, send)
        elif made is None:
            self.begin()
            await self._not_yet()(scope, receive, send)
        else:
            await self._send(made, served, scope, receive, send)

    async def _send(
        self, made: Made, served: Served, scope: Scope, receive: Receive, send: Send
    ) -> None:
        from starlette.responses import FileResponse, Response

        path = scope["path"]
        register = path.removeprefix("/data/").partition("/")[0]
        changed = int(served.changed(register))
        headers = {
            **SECURITY,
            **READABLE,
            "cache-control": FRESH,
            "last-modified": write_moment(changed),
        }
        file = made.folder / path.removeprefix("/")  # one of those that were made
        tag = made.sums.get(path, "")
        if tag:
            headers["etag"] = f'"{tag[:24]}"'
        if has_it(dict(scope["headers"]), headers.get("etag", ""), changed):
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return
        try:
            found = await asyncio.to_thread(file.stat)
        except OSError:
            self._made = None  # taken away from outside: made anew
            self.begin()
            await self._not_yet()(scope, receive, send)
            return
        headers["content-type"] = made.types[path]
        await FileResponse(file, headers=headers, stat_result=found)(scope, receive, send)

    def _not_yet(self) -> Answer:
        if time.monotonic() < self._failed + _REST:
            return _told(503, "The files could not be made. Ask again in a minute.", int(_REST))
        text = f"The files are being made from the record. Ask again in {WAIT} seconds."
        return _told(503, text, WAIT)

    async def _make(self, served: Served) -> None:
        began = time.monotonic()
        try:
            made = await self._made_of(served.record)
        except (OSError, msgspec.MsgspecError) as error:
            LOG.warning("the files of data could not be made: %s", error)
            made = None
        except Exception:
            LOG.exception("the files of data could not be made")
            made = None
        if made is None:
            self._failed = time.monotonic()
            return
        LOG.info("the files of data were made in %.1f seconds", time.monotonic() - began)
        self._folders.append(made.folder)
        self._made = served.number, made
        # The files before these stay until the next ones: somebody may be reading them.
        await self._clear(2)

    async def _made_of(self, record: Record) -> Made | None:
        """The files in a folder of their own, which goes at once where they cannot be made."""
        folder = Path(tempfile.mkdtemp(prefix="ofrecord-"))
        made = None
        try:
            exported = await self._ask(record, folder)
            if exported is not None:
                made = await asyncio.to_thread(_describe, folder, exported)
        finally:
            if made is None:
                await asyncio.to_thread(_remove, [folder])
        return made

    async def _ask(self, record: Record, folder: Path) -> Sequence[Exported] | None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "ofrecord.web.download_process"),
            *(str(record.home), str(folder), self._address, self._address),
            stdin=asyncio.subprocess.PIPE,  # closed when this ends: that one ends then too
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(self._seconds):
                told, said = await _output(process)
        except TimeoutError:
            LOG.warning("the files of data were not made within %g seconds", self._seconds)
            return None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode:
            lines = said.decode("utf-8", "replace").strip().splitlines()
            LOG.warning("the files of data could not be made: %s", lines[-1] if lines else "")
            return None
        return msgspec.json.decode(told, type=list[Exported])

    async def _clear(self, keep: int) -> None:
        """Takes away all folders but so many of the last."""
        at = max(len(self._folders) - keep, 0)
        old, self._folders = self._folders[:at], self._folders[at:]
        await asyncio.to_thread(_remove, old)


def _remove(folders: Sequence[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


async def _output(process: asyncio.subprocess.Process) -> tuple[bytes, bytes]:
    """What a process writes until it ends, with its stdin left open."""
    assert process.stdout  # noqa: S101  (both are pipes)
    assert process.stderr  # noqa: S101
    told, said = await asyncio.gather(process.stdout.read(), process.stderr.read())
    await process.wait()
    return told, said


def _planned(record: Record) -> dict[str, str]:
    return files_of(plan_register(one) for one in record.held().values())


def _describe(folder: Path, exported: Sequence[Exported]) -> Made:
    sums = {f"/{file.path}": file.sha256 for one in exported for file in one.files}
    sums |= {path: sum_of(folder / path.removeprefix("/")) for path in ALONE}
    return Made(folder=folder, exported=exported, types=files_of(exported), sums=sums)


def _told(status: int, text: str, wait: int = 0) -> Answer:
    headers = {"content-language": "en"}
    if wait:  # a browser that was led here comes again by itself
        headers |= {"retry-after": str(wait), "refresh": str(wait)}
    return Answer(f"{text}\n".encode(), _PLAIN, status=status, headers=headers, caching="no-store")
