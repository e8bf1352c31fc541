"""Where a request comes in: what is kept goes out at once; everything else is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ofrecord.wire.answer import Answer
from ofrecord.wire.live import LiveRecord
from ofrecord.wire.packing import prefers_csv

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

ADDRESS = "ofrecord.address"
"""Under this name a request carries what its answer can be kept by."""
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "Accept, Accept-Datetime, If-None-Match, If-Modified-Since",
    "access-control-max-age": "86400",
}


class Door:
    """An application before the one that makes answers.

    A ``GET`` or ``HEAD`` whose answer is kept costs one look-up.
    """

    def __init__(self, app: ASGIApp, live: LiveRecord) -> None:
        self.app = app
        self.live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            csv = dated = False
            for name, value in scope["headers"]:
                if name == b"accept":
                    csv = prefers_csv(value)
                elif name == b"accept-datetime":
                    dated = True
            if not dated:
                address = (scope["raw_path"], scope["query_string"], csv)
                kept = self.live.served.kept.at(address)
                if kept is not None:
                    await kept(scope, receive, send)
                    return
                scope[ADDRESS] = address
        await self.app(scope, receive, send)


def allowed_answer(allowed: str, *, read_only: bool) -> Answer:
    """What may be asked of a path: the answer to ``OPTIONS``."""
    headers = {"allow": allowed}
    if read_only:
        headers |= _PREFLIGHT
    return Answer(b"", "", status=204, headers=headers, caching="public, max-age=86400")
