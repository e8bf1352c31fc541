"""The API as an application: the table's routes, their answers made once, and what is refused."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.routing import Route as HttpRoute

from ofrecord.api.asking import BASE, JSON, Asked, Of, Route
from ofrecord.api.checking import Checker, busy
from ofrecord.api.openapi import describe_api
from ofrecord.api.parameters import check_path, read_query
from ofrecord.api.problems import Refusal, refusal_of
from ofrecord.api.table import ROUTES
from ofrecord.errors import OfRecordError
from ofrecord.front.series import SeriesRegister
from ofrecord.register import register_named
from ofrecord.wire.answer import Answer
from ofrecord.wire.door import ADDRESS, allowed_answer
from ofrecord.wire.live import LiveRecord, Served
from ofrecord.wire.making import Busy, Maker
from ofrecord.wire.packing import prefers_csv

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

LOG = logging.getLogger("ofrecord.serve")
READING = ("GET", "HEAD")
Endpoint = Callable[[Request], Awaitable[Answer]]


class Api:
    """Everything below ``/api/v1``, over one live record."""

    def __init__(self, live: LiveRecord, maker: Maker, checker: Checker) -> None:
        self.live = live
        self.maker = maker
        self.checker = checker
        self._by_path: dict[str, dict[str, Route]] = {}
        for route in ROUTES:
            self._by_path.setdefault(route.path, {})[route.of] = route

    def routes(self) -> list[HttpRoute]:
        """The routes, for the application that all is served by."""
        found: list[HttpRoute] = [
            HttpRoute(f"{BASE}{path}", Resource(partial(self.read, path))) for path in self._by_path
        ]
        found.append(HttpRoute(f"{BASE}/openapi.json", Resource(self.describe)))
        found.append(HttpRoute(f"{BASE}/check", Resource(self.checker.check, ["POST"])))
        return found

    async def read(self, path: str, request: Request) -> Answer:
        """The answer to a question that the table knows."""
        served = self.live.served
        route = self._route_of(served, path, request.path_params)
        query = read_query(request.scope["query_string"], route.parameters)
        check_path(request.path_params, route.parameters)
        csv = self._wants_csv(route, query, request)
        dated = request.headers.get("accept-datetime") if route.dated else None
        values = {**query, **request.path_params}
        asked = Asked(
            record=served.record,
            path=quote(request.scope["path"]),
            values=values,
            query=query,
            csv=csv,
            accept_datetime=dated,
        )
        question = (route.name, csv, dated, *sorted(values.items()))
        return await self._made(served, question, request, partial(_render, route, asked, served))

    async def describe(self, request: Request) -> Answer:
        """The API described by itself."""
        read_query(request.scope["query_string"], ())
        served = self.live.served

        def make() -> tuple[Answer, bool]:
            body = msgspec.json.encode(describe_api(served.record))
            return Answer(body, JSON, changed=served.changed()), True

        return await self._made(served, "openapi", request, make)

    async def _made(
        self,
        served: Served,
        question: Hashable,
        request: Request,
        make: Callable[[], tuple[Answer, bool]],
    ) -> Answer:
        """An answer that is kept, or made now and kept where it can be."""
        answer = served.kept.of(question)
        if answer is None:

            def make_and_keep() -> Answer:
                made, keeps = make()
                if keeps:
                    served.kept.keep(question, made)
                return made

            answer = await self.maker.make((served.number, question), make_and_keep)
        if ADDRESS in request.scope:
            served.kept.name(request.scope[ADDRESS], question)
        return answer

    def _route_of(self, served: Served, path: str, values: Mapping[str, str]) -> Route:
        """The row of the table that fits the register's kind."""
        routes = self._by_path[path]
        if Of.RECORD in routes:
            return routes[Of.RECORD]
        name = values["register"]
        register_named(name)  # names the nearest where there is none
        series = isinstance(served.record.register(name), SeriesRegister)
        of = Of.SERIES if series else Of.LISTS
        if of in routes:
            return routes[of]
        raise Refusal(
            status=404,
            code="not-found",
            detail="a series has no such page" if series else "only a series has such a page",
            argument="register",
            given=name,
            nearest=f"{BASE}/{name}/{'series' if series else 'changes'}",
        )

    def _wants_csv(self, route: Route, query: dict[str, str], request: Request) -> bool:
        if not route.csv:
            return False
        if "format" in query:
            return query.pop("format") == "csv"
        return prefers_csv(request.headers.get("accept", "").encode("latin-1"))


def _render(route: Route, asked: Asked, served: Served) -> tuple[Answer, bool]:
    """An answer, and whether it is to be kept."""
    reply = route.answer(asked)
    return reply.answer(served.changed(asked.values.get("register", ""))), reply.kept


class Resource:
    """What stands at one path, as an ASGI application: it says itself what cannot be done here."""

    def __init__(self, endpoint: Endpoint, methods: Sequence[str] = READING) -> None:
        self._endpoint = _guarded(endpoint)
        self._methods = frozenset(methods)
        allowed = ", ".join([*methods, "OPTIONS"])
        self._options = allowed_answer(allowed, read_only="GET" in methods)
        self._refused = Refusal(
            status=405,
            code="method-not-allowed",
            detail="this cannot be done here",
            hint=f"What can be done: {allowed}",
            headers={"allow": allowed},
        ).answer()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["method"] in self._methods:
            answer = await self._endpoint(Request(scope, receive))
        else:
            answer = self._options if scope["method"] == "OPTIONS" else self._refused
        await answer(scope, receive, send)


def _guarded(endpoint: Endpoint) -> Endpoint:
    """An endpoint whose errors become problems, told to the client without how they came about."""

    async def answer(request: Request) -> Answer:
        try:
            return await endpoint(request)
        except Refusal as refused:
            return refused.answer()
        except Busy:
            return busy().answer()
        except OfRecordError as error:
            refusal = refusal_of(error)
            if refusal.status == 500:
                LOG.error("%s", error)  # noqa: TRY400  (the error says it all)
            return refusal.answer()
        except Exception as error:  # noqa: BLE001  (whatever it is, the next request is answered)
            LOG.error("%s", _place_of(error))  # noqa: TRY400  (a traceback is no message)
            return Refusal(
                status=500, code="internal", detail="this answer could not be made"
            ).answer()

    return answer


def _place_of(error: Exception) -> str:
    """An error in one line: its kind and where it came from, for who runs the server."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"internal error: {type(error).__name__} at {where}"


class NothingHere:
    """What is told where there is nothing, with the nearest address at which there is something."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request."""
        if scope["type"] != "http":
            return
        path = scope["path"]
        nearest = get_close_matches(path[:200], self._paths, 1, 0.6)
        refusal = Refusal(
            status=404,
            code="not-found",
            detail="there is nothing at this address",
            argument="path",
            given=path,
            nearest=nearest[0] if nearest else "",
            hint=f"What there is: {BASE}/openapi.json",
        )
        await refusal.answer()(scope, receive, send)
