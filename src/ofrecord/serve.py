"""The server: one process that answers from one open record until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.routing import Route, Router
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ofrecord.api.application import Api, NothingHere, Resource
from ofrecord.api.asking import BASE
from ofrecord.api.checking import SECONDS, Checker
from ofrecord.errors import BadRequest
from ofrecord.wire.answer import Answer
from ofrecord.wire.door import Door
from ofrecord.wire.live import LiveRecord
from ofrecord.wire.making import Maker

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

LOG = logging.getLogger("ofrecord.serve")
LARGEST_HEAD = 16_384
"""Bytes of a request's first line and headers."""
MOST_CONNECTIONS = 1_000
_HEAD_SECONDS = 10.0
"""How long a request's head may take to arrive."""
_STUCK_SECONDS = 30.0
"""How long a client may take nothing of what it is sent."""
_IDLE_SECONDS = 20
_STOP_SECONDS = 5
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


def make_application(home: Path | str | None = None, *, check_seconds: float = SECONDS) -> ASGIApp:
    """Everything that is served of the record in a folder, as an ASGI application.

    >>> type(make_application()).__name__
    'Door'
    """
    live = LiveRecord(home)
    maker = Maker()
    checker = Checker(home, check_seconds)
    live.on_change.append(checker.renew)

    @asynccontextmanager
    async def living(_: object) -> AsyncIterator[None]:
        watching = asyncio.create_task(live.watch())
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            await checker.close()
            maker.close()

    routes = Api(live, maker, checker).routes()

    async def front_page(_: Request) -> Answer:
        return _front_page(live)

    router = Router(
        routes=[Route("/", Resource(front_page)), *routes],
        default=NothingHere([route.path for route in routes]),
        lifespan=living,
        redirect_slashes=False,
    )
    return Door(router, live)


def _front_page(live: LiveRecord) -> Answer:
    """A page that names what is served; it runs nothing and loads nothing."""
    rows = "".join(
        f"<li><a href='{BASE}/{escape(name, quote=True)}/editions'>{escape(name)}</a>: "
        f"{escape(live.record.register(name).declaration.title)}</li>"
        for name in live.record
    )
    page = (
        "<!doctype html><html lang=en><meta charset=utf-8><title>ofrecord</title>"
        "<h1>ofrecord</h1><p>The dated public record behind the numbers in the news.</p>"
        f"<ul>{rows}</ul><p><a href='{BASE}/registers'>What the record holds</a> · "
        f"<a href='{BASE}/openapi.json'>The API, described</a></p></html>"
    )
    return Answer(page.encode(), "text/html; charset=utf-8", changed=live.served.changed())


class BoundedProtocol(HttpToolsProtocol):
    """HTTP with bounds: how long a head may be and may take, how long a client may stand still."""

    _head = 0
    _timer: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for a head."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing more."""
        self._stop(self._timer)
        self._stop(self._stuck)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Refuses a head that is too large."""
        if self._timer is not None:
            self._head += len(data)
            if self._head > LARGEST_HEAD + 65_536:
                self._refuse()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._head = 0
        if self._timer is None:
            self._await_head()

    def on_url(self, url: bytes) -> None:
        """Counts the first line."""
        super().on_url(url)
        if len(self.url) > LARGEST_HEAD:
            self._refuse()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Counts the headers."""
        self._head += len(name) + len(value)
        if self._head <= LARGEST_HEAD:
            super().on_header(name, value)
        elif not self.transport.is_closing():
            self._refuse()

    def on_headers_complete(self) -> None:
        """A head is whole."""
        self._stop(self._timer)
        self._timer = None
        self._head = 0
        if not self.transport.is_closing():
            super().on_headers_complete()

    def pause_writing(self) -> None:
        """The client takes nothing at the moment: it may for a while."""
        super().pause_writing()
        self._stuck = self.loop.call_later(_STUCK_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client takes something again."""
        self._stop(self._stuck)
        self._stuck = None
        super().resume_writing()

    def _await_head(self) -> None:
        self._timer = self.loop.call_later(_HEAD_SECONDS, self.transport.close)

    def _refuse(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()


def serve(host: str, port: int, home: Path | str | None = None) -> int:
    """Serves until it is told to stop; answers the exit code.

    Raises ``BadRequest`` where the address cannot be listened at.
    """
    _log_to_stderr()
    config = uvicorn.Config(
        make_application(home),
        host=host,
        port=port,
        http=BoundedProtocol,
        loop=_loop(),
        ws="none",
        lifespan="on",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_config=None,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )
    try:
        listening = config.bind_socket()
    except SystemExit:
        raise BadRequest(
            f"it cannot be listened at {host}",
            argument="--port",
            given=str(port),
            hint="Another program may be there: name another --port, or 0 for any that is free",
        ) from None
    server = uvicorn.Server(config)
    shown = f"[{host}]" if ":" in host else host
    LOG.info("http://%s:%d/ is served; Ctrl-C stops it", shown, listening.getsockname()[1])
    with suppress(KeyboardInterrupt):
        server.run([listening])
    LOG.info("stopped")
    return 0


def _loop() -> str:
    """The quicker loop, where the platform has it."""
    try:
        import uvloop  # noqa: F401
    except ImportError:
        return "asyncio"
    return "uvloop"


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("ofrecord: %(message)s"))
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    warned = logging.getLogger("uvicorn.error")
    warned.handlers = [handler]
    warned.setLevel(logging.CRITICAL)
    warned.propagate = False
