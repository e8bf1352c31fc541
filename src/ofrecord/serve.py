"""The server: one process that answers from one open record until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.routing import Route, Router

from ofrecord.api.application import Api, NothingHere, Resource
from ofrecord.api.asking import BASE
from ofrecord.api.checking import SECONDS, Checker
from ofrecord.errors import BadRequest
from ofrecord.wire.answer import Answer
from ofrecord.wire.door import Door
from ofrecord.wire.live import LiveRecord
from ofrecord.wire.making import Maker
from ofrecord.wire.protocol import BoundedProtocol

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

LOG = logging.getLogger("ofrecord.serve")
MOST_CONNECTIONS = 1_000
_IDLE_SECONDS = 20
_STOP_SECONDS = 5


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
        with suppress(KeyboardInterrupt):
            _Server(config).run()
    except SystemExit:
        raise BadRequest(
            f"it cannot be listened at {host}",
            argument="--port",
            given=str(port),
            hint="Another program may be there: name another --port, or 0 for any that is free",
        ) from None
    LOG.info("stopped")
    return 0


class _Server(uvicorn.Server):
    """A server that says where it answers, once it does."""

    async def startup(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401  (handed on)
        await super().startup(*arguments, **more)
        host = self.config.host
        shown = f"[{host}]" if ":" in host else host
        for listening in self.servers[:1]:
            port = listening.sockets[0].getsockname()[1]
            LOG.info("http://%s:%d/ is served; Ctrl-C stops it", shown, port)


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
