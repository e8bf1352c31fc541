"""The server: one process that answers from one open record until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.routing import Router

from ofrecord.api.application import Api, NothingHere
from ofrecord.api.checking import SECONDS, Checker
from ofrecord.errors import BadRequest
from ofrecord.web.app import SiteApp
from ofrecord.wire.door import Door
from ofrecord.wire.live import LiveRecord
from ofrecord.wire.making import Maker
from ofrecord.wire.protocol import BoundedProtocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOG = logging.getLogger("ofrecord.serve")
MOST_CONNECTIONS = 1_000
_IDLE_SECONDS = 20
_STOP_SECONDS = 5


def make_application(
    home: Path | str | None = None, *, check_seconds: float = SECONDS, address: str = ""
) -> ASGIApp:
    """Everything that is served of the record in a folder, as an ASGI application.

    ``address`` is the public address of the site, where it is known.

    >>> type(make_application()).__name__
    'Door'
    """
    live = LiveRecord(home)
    maker = Maker()
    checker = Checker(home, check_seconds)
    pages = SiteApp(live, maker, home, check_seconds, address)
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
            await pages.close()
            maker.close()

    routes = Api(live, maker, checker).routes()
    nothing = NothingHere([route.path for route in routes])

    async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
        """Pages stand at every address that is not below that of the API."""
        below = f"{scope['path']}/".startswith("/api/")
        await (nothing if below else pages)(scope, receive, send)

    router = Router(routes=routes, default=elsewhere, lifespan=living, redirect_slashes=False)
    return Door(router, live)


def serve(host: str, port: int, home: Path | str | None = None, address: str = "") -> int:
    """Serves until it is told to stop; answers the exit code.

    ``address`` is the public address of the site, where it is known.

    Raises ``BadRequest`` where the address cannot be listened at.
    """
    _log_to_stderr()
    config = uvicorn.Config(
        make_application(home, address=address),
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
