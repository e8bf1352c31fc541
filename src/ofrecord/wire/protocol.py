"""HTTP on a connection: bounds to what a client may send and how slowly; kept answers at once."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from ofrecord.wire.door import Door
from ofrecord.wire.packing import prefers_csv

LARGEST_HEAD = 16_384
"""Bytes of a request's first line and headers."""
_LARGEST_RAW = 65_536
_HEAD_SECONDS = 10.0
"""How long a request's head may take to arrive."""
_STUCK_SECONDS = 30.0
"""How long a client may take nothing of what it is sent."""
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)
_UNUSUAL = frozenset(
    {
        *(b"accept-datetime", b"connection", b"content-length", b"expect", b"transfer-encoding"),
        b"upgrade",
    }
)
"""What makes a request more than a plain question."""


class BoundedProtocol(HttpToolsProtocol):
    """A connection with bounds, on which a plain question whose answer is kept is answered at once.

    Everything else goes the way of uvicorn: a task for each request, through the application.
    """

    _timer: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None
    _length = 0
    """Bytes of the head that is arriving."""
    _arriving = False
    _answered = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for a head."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Waits for nothing more."""
        self._stop_waiting()
        self._stop(self._stuck)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Refuses a head that is too large, and waits for one that is not whole."""
        if self._arriving:
            self._length += len(data)
            if self._length > _LARGEST_RAW:
                self._refuse()
                return
        super().data_received(data)
        if self._arriving and self._timer is None:
            self._await_head()

    # What the parser finds ----------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._length = 0
        self._arriving = True
        self._answered = False

    def on_url(self, url: bytes) -> None:
        """Counts the first line."""
        super().on_url(url)
        if len(self.url) > LARGEST_HEAD:
            self._refuse()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Counts the headers."""
        self._length += len(name) + len(value)
        if self._length <= LARGEST_HEAD:
            super().on_header(name, value)
        else:
            self._refuse()

    def on_headers_complete(self) -> None:
        """A head is whole."""
        self._arriving = False
        self._stop_waiting()
        if self.transport.is_closing():
            return
        self._answered = self._answer_at_once()
        if not self._answered:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A body is the application's; there is none to a question that is answered."""
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        if not self._answered:
            super().on_message_complete()

    # Writing ------------------------------------------------------------------------------------

    def pause_writing(self) -> None:
        """The client takes nothing at the moment: it may for a while."""
        super().pause_writing()
        self._stop(self._stuck)
        self._stuck = self.loop.call_later(_STUCK_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The client takes something again."""
        self._stop(self._stuck)
        self._stuck = None
        super().resume_writing()

    def _answer_at_once(self) -> bool:
        """Writes the answer to a plain question, where it is kept and it is its turn."""
        if (
            self._stuck is not None
            or self._is_answering()
            or self.parser.get_http_version() != "1.1"
            or not isinstance(self.app, Door)
        ):
            return False
        method = self.parser.get_method()
        if method not in {b"GET", b"HEAD"}:
            return False
        asked = dict(self.headers)
        if not _UNUSUAL.isdisjoint(asked):
            return False
        path, _, query = self.url.partition(b"?")
        kept = self.app.live.served.kept.at((path, query, prefers_csv(asked.get(b"accept", b""))))
        found = kept.at_once(asked) if kept else None
        if found is None:
            return False
        head, body = found
        ((name, value), *_) = self.server_state.default_headers or ((b"server-timing", b"0"),)
        stamped = b"%s%s: %s\r\n\r\n" % (head, name, value)
        self.transport.write(stamped if method == b"HEAD" else stamped + body)
        self.server_state.total_requests += 1
        self._unset_keepalive_if_required()
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )
        return True

    def _is_answering(self) -> bool:
        """Whether the request before this one is not answered yet."""
        before: RequestResponseCycle | None = self.cycle
        return before is not None and not before.response_complete

    # Waiting ------------------------------------------------------------------------------------

    def _await_head(self) -> None:
        self._timer = self.loop.call_later(_HEAD_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        self._stop(self._timer)
        self._timer = None

    def _refuse(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    @staticmethod
    def _stop(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
