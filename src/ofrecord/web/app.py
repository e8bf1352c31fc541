"""The site over HTTP: one handler for every page, to stand beside the API."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from ofrecord.dates import parse_moment
from ofrecord.export.speech import mark
from ofrecord.web.check_process import SECONDS, CheckApart, NotChecked
from ofrecord.web.checking import LARGEST_FORM
from ofrecord.web.downloading import Downloads, is_download
from ofrecord.web.links import read_place
from ofrecord.web.page import Page
from ofrecord.web.questions import read_query
from ofrecord.web.site import Site
from ofrecord.web.words import words_of
from ofrecord.wire.answer import ASK_AGAIN, FRESH, Answer
from ofrecord.wire.door import ADDRESS, allowed_answer
from ofrecord.wire.live import LiveRecord, Served
from ofrecord.wire.making import Busy, Maker

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

LOG = logging.getLogger("ofrecord.serve")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: the site's own files, and nothing of any other host."""
_FOR_EVER = "public, max-age=31536000, immutable"
_NOTHING: Mapping[str, str] = {}
_KEPT_QUERY = 100
"""Pages that were asked for with a longer question are not kept: there is no end of them."""
_Question = tuple[str, str, tuple[tuple[str, str], ...]]


class SiteApp:
    """Serves the pages of a live record (an ASGI application)."""

    def __init__(
        self,
        live: LiveRecord,
        maker: Maker,
        home: Path | str | None = None,
        check_seconds: float = SECONDS,
        address: str = "",
    ) -> None:
        self._live = live
        self._address = address
        self._downloads = Downloads(live, address)
        self._maker = maker
        self._checks = CheckApart("" if home is None else str(home), check_seconds)
        self._site: tuple[int, Site] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        reads = scope["method"] in {"GET", "HEAD"}
        if reads and is_download(scope["path"]):
            await self._downloads(scope, receive, send)
            return
        checks = scope["path"].rstrip("/").endswith("/check")
        allowed = "GET, HEAD, POST, OPTIONS" if checks else "GET, HEAD, OPTIONS"
        match scope["method"]:
            case "GET" | "HEAD":
                answer = await self._read(scope)
            case "POST" if checks:
                answer = await self._check(scope, receive)
            case "OPTIONS":
                answer = allowed_answer(allowed, read_only=not checks)
            case _:
                answer = _told(
                    scope["path"], 405, mark("Only reading is answered here."), {"allow": allowed}
                )
        await answer(scope, receive, send)

    async def close(self) -> None:
        """Takes away the files that were made of the record."""
        await self._downloads.close()

    async def _read(self, scope: Scope) -> Answer:
        """A page that is kept, or made now."""
        served = self._live.served
        path = scope["path"]
        if _lists_files(path):
            self._downloads.begin()  # whoever looks at the list of files may want one
        asked = read_query(path, scope["query_string"])
        question = "page", path, tuple(sorted(asked.items()))
        answer = served.kept.of(question)
        if answer is None:
            make = partial(self._make, served, question)
            try:
                answer = await self._maker.make((served.number, question), make)
            except Busy:
                return _told(
                    path,
                    503,
                    mark("Too many ask at once. Ask again."),
                    {"retry-after": "2"},
                )
        if ADDRESS in scope:
            served.kept.name(scope[ADDRESS], question)
        return answer

    def _make(self, served: Served, question: _Question) -> Answer:
        _, path, asked = question
        try:
            page = self._site_of(served).page(path, dict(asked))
        except Exception:
            LOG.exception("%s", path)
            return _told(path, 500, mark("The page could not be made."))
        answer = answer_of(page)
        length = sum(len(name) + len(text) for name, text in asked)
        if page.status == 200 and page.kept and length <= _KEPT_QUERY:
            served.kept.keep(question, answer)
        return answer

    def _site_of(self, served: Served) -> Site:
        if self._site is None or self._site[0] != served.number:
            self._site = served.number, Site(served.record, self._address)
        site = self._site[1]
        if made := self._downloads.made(served):
            site.sources.downloads = made.exported
        return site

    async def _check(self, scope: Scope, receive: Receive) -> Answer:
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return _told(scope["path"], 400, mark("The form broke off."))
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > LARGEST_FORM:
                words = words_of(_language(scope["path"]))
                told = words.say(
                    "The story is too large: what is sent may have {size}. "
                    "Send its text without the page around it, or a part.",
                    size=words.size(LARGEST_FORM),
                )
                return await self._refuse(scope["path"], NotChecked(413, told))
        try:
            return answer_of(await self._checks.check(_language(scope["path"]), body))
        except NotChecked as found:
            return await self._refuse(scope["path"], found, body)

    async def _refuse(self, path: str, found: NotChecked, body: bytes = b"") -> Answer:
        """The form again, with why its story was not checked; a line of text while many ask."""
        served = self._live.served

        def make() -> Answer:
            form = dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=20))
            page = self._site_of(served).refuse(found.status, found.text, form, _language(path))
            return answer_of(page, {"cache-control": "no-store", **closing})

        closing = {"connection": "close"} if found.status == 413 else {}
        try:
            return await self._maker.make((served.number, "refused", found), make)
        except (Busy, ValueError):
            return _told(path, found.status, found.text, closing)


def _lists_files(path: str) -> bool:
    """Whether a path is that of the page of data, in any language."""
    place = read_place(path)
    return place.parts == ("data",) and not place.day


def answer_of(page: Page, said: Mapping[str, str] = _NOTHING) -> Answer:
    """A page as it is sent: with what a browser may load for it, and how long it may be kept."""
    headers = {"content-security-policy": page.policy or POLICY, **said}
    if page.location:
        headers["location"] = page.location
    moment = parse_moment(page.modified) if page.modified else None
    caching = _FOR_EVER if page.lasting else FRESH if page.day and page.status == 200 else ASK_AGAIN
    return Answer(
        page.body,
        page.content_type,
        status=page.status,
        headers=headers,
        changed=moment.timestamp() if moment else None,
        caching=caching,
    )


def _language(path: str) -> str:
    return read_place(path).language


def _told(path: str, status: int, text: str, headers: dict[str, str] | None = None) -> Answer:
    """A line of text in the language of a path."""
    return Answer(
        f"{words_of(_language(path)).say(text)}\n".encode(),
        "text/plain; charset=utf-8",
        status=status,
        headers=headers,
        caching="no-store",
    )
