"""One answer, made once: its bytes in each packing, its headers, and whether a client has it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ofrecord.wire.moments import read_moment, write_moment
from ofrecord.wire.packing import LEAST, PLAIN, choose_packing, pack

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

Headers = list[tuple[bytes, bytes]]


class Form(NamedTuple):
    """An answer in one packing: its bytes, and what goes before them, sent or not sent again."""

    body: bytes
    headers: Headers
    unchanged: Headers
    tag: str
    head: bytes
    head_unchanged: bytes


SECURITY = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "cross-origin",
}
"""What every answer says to a browser: run nothing, load nothing, guess nothing."""
READABLE = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": (
        "ETag, Last-Modified, Link, Memento-Datetime, Retry-After, X-Total-Count"
    ),
}
"""What lets pages of other sites read an answer."""
FRESH = "public, max-age=60"
"""For a minute an answer may be used again without asking."""
ASK_AGAIN = "no-cache"
_PACKED_AT_ONCE = 64_000
"""An answer of more bytes is packed beside the loop, which goes on answering others."""
_NOT_REPEATED = frozenset({b"content-length", b"content-type", b"content-encoding"})


class Answer:
    """An answer that is made once and can be sent many times, to several clients at once.

    A strong ETag is made of the bytes as they go out, so that it stays the same for as long as the
    answer does, whatever happened to the record. ``changed`` is when the record's file was written,
    in seconds since 1970.
    """

    def __init__(
        self,
        body: bytes,
        media_type: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        changed: float | None = None,
        caching: str = FRESH,
        vary: Iterable[str] = (),
    ) -> None:
        self.body = body
        self.status_code = status
        said = {**SECURITY, **READABLE, "cache-control": caching}
        if status != 204:
            said["content-type"] = media_type
        varies = [*vary, *(["Accept-Encoding"] if len(body) >= LEAST else [])]
        if varies:
            said["vary"] = ", ".join(varies)
        self.changed = int(changed) if changed is not None and status == 200 else None
        if self.changed is not None:
            said["last-modified"] = write_moment(self.changed)
        said |= headers or {}
        self._said: Headers = [
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in said.items()
        ]
        self._tag = hashlib.sha256(body).hexdigest()[:24] if status == 200 else ""
        self._forms: dict[str, Form] = {}

    @property
    def size(self) -> int:
        """The bytes that it holds, in all its packings."""
        return len(self.body) + sum(len(form.body) for form in self._forms.values()) + 2_000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it; or that it has not changed since the client had it."""
        del receive
        asked: dict[bytes, bytes] = dict(scope["headers"])
        packing = self._packing(asked)
        form = self._forms.get(packing) or await self._form(packing)
        status, headers, body = self.status_code, form.headers, form.body
        if form.tag and has_it(asked, form.tag, self.changed):
            status, headers, body = 304, form.unchanged, b""
        elif scope["method"] == "HEAD":
            body = b""
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def at_once(self, asked: Mapping[bytes, bytes]) -> tuple[bytes, bytes] | None:
        """The head and the body as they are written; ``None`` where it was not yet packed so.

        The head is without the empty line at its end, so that a date can be added.
        """
        form = self._forms.get(self._packing(asked))
        if form is None or not form.tag:
            return None
        if has_it(asked, form.tag, self.changed):
            return form.head_unchanged, b""
        return form.head, form.body

    def _packing(self, asked: Mapping[bytes, bytes]) -> str:
        accepted = asked.get(b"accept-encoding")
        if accepted is None or len(self.body) < LEAST:
            return PLAIN
        return choose_packing(accepted)

    async def _form(self, packing: str) -> Form:
        """The bytes in one packing, with the headers that go with them."""
        if packing == PLAIN or len(self.body) <= _PACKED_AT_ONCE:
            body = pack(self.body, packing)
        else:
            body = await asyncio.to_thread(pack, self.body, packing)
        headers = list(self._said)
        tag = ""
        if self._tag:
            tag = f'"{self._tag}-{packing}"' if packing else f'"{self._tag}"'
            headers.append((b"etag", tag.encode()))
        if packing:
            headers.append((b"content-encoding", packing.encode()))
        unchanged = [pair for pair in headers if pair[0] not in _NOT_REPEATED]
        if self.status_code != 204:
            headers.append((b"content-length", str(len(body)).encode()))
        form = self._forms[packing] = Form(
            body=body,
            headers=headers,
            unchanged=unchanged,
            tag=tag,
            head=_head(b"200 OK", headers),
            head_unchanged=_head(b"304 Not Modified", unchanged),
        )
        return form


def _head(status: bytes, headers: Headers) -> bytes:
    lines = [b"HTTP/1.1 " + status, *(name + b": " + value for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n"


def has_it(asked: Mapping[bytes, bytes], tag: str, changed: int | None) -> bool:
    """Whether the client has this very answer (RFC 9110, 13.2.2: a tag counts before a date)."""
    tags = asked.get(b"if-none-match")
    if tags is not None:
        if len(tags) == len(tag):
            return tags == tag.encode()
        given = tags.decode("latin-1").split(",")
        return any(one.strip().removeprefix("W/") in {tag, "*"} for one in given)
    since = asked.get(b"if-modified-since")
    if since is None or changed is None:
        return False
    moment = read_moment(since.decode("latin-1"))
    return moment is not None and changed <= moment.timestamp()
