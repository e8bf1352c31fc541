"""The site over HTTP: one handler for every page, to be mounted beside the API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from email.utils import format_datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

from ofrecord.dates import parse_moment
from ofrecord.web.page import Page
from ofrecord.web.site import Site

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: the site's own files, and nothing of any other host."""
LARGEST_FORM = 4_000_000
"""Bytes of a story that is sent to be checked."""
_Messages = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Messages]]
_Send = Callable[[_Messages], Awaitable[None]]


class SiteApp:
    """Serves the pages of a site (an ASGI application). ``get_site`` gives the site as it is now."""

    def __init__(self, get_site: Callable[[], Site]) -> None:
        self._get_site = get_site

    async def __call__(self, scope: _Messages, receive: _Receive, send: _Send) -> None:
        """Answers one request."""
        from anyio import to_thread

        site = self._get_site()
        path, method = scope["path"], scope["method"]
        if method == "POST" and path.rstrip("/").endswith("/check"):
            form = await _read_form(receive)
            language = "es" if path.startswith("/es/") else "en"
            if form is None:
                page = Page(status=413, body=b"The story is too large.", content_type="text/plain")
            else:
                page = await to_thread.run_sync(site.check, form, language)
        elif method not in {"GET", "HEAD"}:
            page = Page(status=405, body=b"Only GET is answered here.", content_type="text/plain")
        else:
            query = dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=50))
            page = await to_thread.run_sync(site.page, path, query)
        await _send_page(page, scope, send)


async def _read_form(receive: _Receive) -> dict[str, str] | None:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_FORM:
            return None
        if not message.get("more_body"):
            return dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=20))


def headers_of(page: Page) -> dict[str, str]:
    """What is said of a page to those who asked for it."""
    found = {
        "content-type": page.content_type,
        "content-length": str(len(page.body)),
        "content-security-policy": page.policy or POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
    }
    moment = parse_moment(page.modified) if page.modified else None
    if page.location:
        found["location"] = page.location
    if page.status == 200 and not page.policy:
        found["etag"] = f'"{sha256(page.body).hexdigest()[:32]}"'
        found["cache-control"] = "public, max-age=60" if page.modified else "public, max-age=31536000"
        if moment:
            found["last-modified"] = format_datetime(moment, usegmt=True)
    return found


async def _send_page(page: Page, scope: _Messages, send: _Send) -> None:
    headers = headers_of(page)
    asked = dict(scope["headers"]).get(b"if-none-match", b"").decode("latin-1")
    status, body = page.status, page.body
    if asked and headers.get("etag", "?") in asked:
        status, body = 304, b""
        headers.pop("content-length")
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
