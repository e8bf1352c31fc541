"""``POST /check``: a story is checked in a process of its own, which is ended when time is up.

No text, however it was made, can stop the server or hold it up: the process has a deadline, and
another takes its place.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ofrecord.api.problems import Refusal
from ofrecord.wire.answer import Answer

if TYPE_CHECKING:
    from starlette.requests import Request

    from ofrecord.model import PlainRow

LOG = logging.getLogger("ofrecord.serve")
LARGEST = 1_000_000
"""Bytes of a body."""
SECONDS = 20.0
"""How long a check may take, with the fetching of an address."""
ARRIVING = 10.0
"""How long a body may take to arrive."""
MOST_WAITING = 16
LENGTH_BYTES = 4
PROCESS = (sys.executable, "-m", "ofrecord.api.check_process")
"""What is started to check stories; the home follows."""

SCHEMA: PlainRow = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "minLength": 1, "description": "the story as plain text"},
        "html": {"type": "string", "minLength": 1, "description": "the story as an HTML page"},
        "url": {"type": "string", "minLength": 1, "description": "its http(s) address"},
        "published": {"type": "string", "format": "date", "description": "its day"},
    },
    "oneOf": [{"required": ["text"]}, {"required": ["html"]}, {"required": ["url"]}],
    "additionalProperties": False,
    "example": {"text": "957 agencies had signed on Sept. 5.", "published": "2025-09-05"},
}


class Story(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is to be checked: exactly one of ``text``, ``html`` and ``url``, and its day."""

    text: str | msgspec.UnsetType = msgspec.UNSET
    html: str | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET
    published: str | msgspec.UnsetType = msgspec.UNSET


class Checker:
    """Checks stories one at a time, in a process that lives as long as it behaves."""

    def __init__(self, home: Path | str | None, seconds: float = SECONDS) -> None:
        self._home = "" if home is None else str(home)
        self._seconds = seconds
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._stale = False

    def renew(self) -> None:
        """Has the next story checked against the record as it is then."""
        self._stale = True

    async def check(self, request: Request) -> Answer:
        """The answer to one request."""
        story = read_story(await _read_body(request))
        if self._waiting >= MOST_WAITING:
            raise busy()
        self._waiting += 1
        try:
            async with self._turn:
                status, body = await self._ask(story)
        finally:
            self._waiting -= 1
        if status != 200:
            raise msgspec.json.decode(body, type=_Refused).refusal(status)
        return Answer(body, "application/json", caching="no-store")

    async def _ask(self, story: bytes) -> tuple[int, bytes]:
        if self._stale:
            await self.close()
            self._stale = False
        try:
            async with asyncio.timeout(self._seconds):
                return await self._exchange(story)
        except TimeoutError:
            await self.close()
            raise Refusal(
                status=504, code="timeout", detail=f"not checked within {self._seconds:g} seconds"
            ) from None
        except (asyncio.IncompleteReadError, OSError):
            await self.close()
            LOG.warning("a process that checked a story ended before it was done")
            raise Refusal(
                status=500, code="internal", detail="the check broke off; it can be asked again"
            ) from None
        except asyncio.CancelledError:
            await self.close()  # or the next story would get this one's answer
            raise

    async def _exchange(self, story: bytes) -> tuple[int, bytes]:
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await asyncio.create_subprocess_exec(
                *PROCESS,
                self._home,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
        assert process.stdin  # noqa: S101  (for the type checker: both are pipes)
        assert process.stdout  # noqa: S101
        process.stdin.write(len(story).to_bytes(LENGTH_BYTES, "big") + story)
        await process.stdin.drain()
        status = int.from_bytes(await process.stdout.readexactly(2), "big")
        length = int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES), "big")
        return status, await process.stdout.readexactly(length)

    async def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        if process.stdin:
            process.stdin.close()
        await process.wait()


class _Refused(msgspec.Struct):
    """What a process tells of a story that it could not check."""

    code: str
    detail: str
    argument: str = ""
    given: str = ""
    nearest: str = ""
    hint: str = ""

    def refusal(self, status: int) -> Refusal:
        return Refusal(status=status, **msgspec.structs.asdict(self))


def busy() -> Refusal:
    """That too many are asking."""
    return Refusal(
        status=503,
        code="busy",
        detail="too many questions are waiting",
        headers={"retry-after": "2"},
    )


def read_story(body: bytes) -> bytes:
    """The story that a body names, as a process takes it; refuses what is not one.

    >>> read_story(b'{"text": "Nine."}')
    b'{"text":"Nine."}'
    """
    try:
        story = msgspec.json.decode(body, type=Story)
    except msgspec.ValidationError as error:
        raise _unfit(str(error)) from None
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise Refusal(status=400, code="bad-request", detail="the body is not JSON") from None
    given = [one for one in (story.text, story.html, story.url) if one is not msgspec.UNSET]
    if len(given) != 1:
        raise _unfit("exactly one of text, html and url is needed")
    return msgspec.json.encode(story)


def _unfit(detail: str) -> Refusal:
    return Refusal(
        status=422,
        code="unprocessable",
        detail=detail,
        hint='Such as {"text": "…", "published": "2025-09-05"}',
    )


async def _read_body(request: Request) -> bytes:
    """The body, no further than it may be long, and no longer than it may take."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Refusal(
            status=415,
            code="media-type",
            detail="a story is sent as JSON",
            argument="Content-Type",
            given=kind,
            nearest="application/json",
        )
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > LARGEST:
        raise _too_large()
    body = bytearray()
    try:
        async with asyncio.timeout(ARRIVING):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST:
                    raise _too_large()
    except TimeoutError:
        raise Refusal(
            status=408, code="timeout", detail="the body did not arrive in time"
        ) from None
    return bytes(body)


def _too_large() -> Refusal:
    return Refusal(
        status=413,
        code="too-large",
        detail=f"a body has at most {LARGEST:,} bytes",
        headers={"connection": "close"},
    )
