"""The API described by itself (OpenAPI 3.1): from the table of routes and the types of answers.

Paths are written out for each register that is held, so that the lists and measures that can be
asked for are named where they belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import msgspec

from ofrecord.api.asking import BASE, CSV, JSON, Of, Route
from ofrecord.api.parameters import Parameter
from ofrecord.api.problems import MEDIA_TYPE, Problem
from ofrecord.api.shapes import CheckReport
from ofrecord.api.table import ROUTES
from ofrecord.front import Record
from ofrecord.front.register import Register
from ofrecord.front.series import SeriesRegister

if TYPE_CHECKING:
    from ofrecord.model import PlainRow

_REFERENCE = "#/components/schemas/{name}"
_TEXT: PlainRow = {"type": "string"}
_DATED = (
    "`Accept-Datetime` names the moment whose list is meant (RFC 7089), such as "
    "`Fri, 05 Sep 2025 00:00:00 GMT`; it is negotiated, as `Accept` and `Accept-Encoding` are."
)
_MEANINGS = {
    "301": "It has another address for good, which `Location` gives.",
    "302": "It stands at the address that `Location` gives.",
    "304": "It has not changed.",
    "400": "The request is wrong.",
    "404": "There is no such day, place, id or name in the record; `nearest` says what there is.",
    "405": "This cannot be done here; `Allow` says what can.",
    "413": "The body is too large.",
    "415": "The body is not JSON.",
    "422": "The parts of the request do not go together, or no story is in it.",
    "502": "The address was not reached.",
    "503": "Too many are asking; `Retry-After` says when to come again.",
    "504": "It took too long.",
}


def describe_api(record: Record) -> PlainRow:
    """The whole API as one OpenAPI document."""
    shapes = [route.shape for route in ROUTES if route.shape is not None]
    found, components = msgspec.json.schema_components(
        [*shapes, CheckReport, Problem], ref_template=_REFERENCE
    )
    named = dict(zip(map(repr, [*shapes, CheckReport, Problem]), found, strict=True))
    paths: dict[str, Any] = {}
    for route, register in _each(record):
        path = f"{BASE}{route.path}".replace("{register}", register.name if register else "")
        paths[path] = {"get": _operation(route, register, named)}
    paths[f"{BASE}/openapi.json"] = {"get": _itself()}
    paths[f"{BASE}/check"] = {"post": _check(named[repr(CheckReport)])}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ofrecord",
            "version": version("ofrecord"),
            "description": "The dated public record behind the numbers in the news.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": _mended(components)},
    }


def _each(record: Record) -> Iterator[tuple[Route, Register | SeriesRegister | None]]:
    """Every route, of each register that it can be asked of."""
    for route in ROUTES:
        if route.of == Of.RECORD:
            yield route, None
            continue
        for name in record:
            register = record.register(name)
            if register.view.history and route.of == _kind(register):
                yield route, register


def _kind(register: Register | SeriesRegister) -> str:
    return Of.SERIES if isinstance(register, SeriesRegister) else Of.LISTS


def _operation(
    route: Route, register: Register | SeriesRegister | None, named: Mapping[str, Any]
) -> PlainRow:
    parameters = [
        _parameter(route, parameter, register)
        for parameter in route.parameters
        if parameter.name != "register"
    ]
    responses: dict[str, Any] = {}
    if route.shape is not None or route.media_type != JSON:
        responses["200"] = _found(route, named)
    if route.redirects:
        status = "302" if route.dated else "301"
        responses[status] = {
            "description": _MEANINGS[status],
            "headers": {"Location": {"schema": _TEXT, "required": True}},
        }
        if route.name == "edition":
            responses["302"] = {**responses[status], "description": _MEANINGS["302"]}
    responses["304"] = {"description": _MEANINGS["304"]}
    responses |= _problems("400", "404", "422", "503")
    name = route.name if register is None else f"{route.name}-{register.name}"
    operation: PlainRow = {
        "operationId": name,
        "summary": route.summary,
        "parameters": [*parameters],
        "responses": responses,
    }
    if route.dated:
        operation["description"] = _DATED
    if register is not None:
        operation["tags"] = [register.name]
    return operation


def _found(route: Route, named: Mapping[str, Any]) -> PlainRow:
    """What a route answers with."""
    headers: PlainRow = {
        "ETag": {"schema": _TEXT},
        "Last-Modified": {"schema": _TEXT},
        "Cache-Control": {"schema": _TEXT},
    }
    if any(parameter.name == "limit" for parameter in route.parameters):
        headers["X-Total-Count"] = {"schema": {"type": "integer"}}
        headers["Link"] = {"schema": _TEXT}
    content: PlainRow
    if route.shape is None:
        content = {route.media_type: {"schema": _TEXT}}
    else:
        content = {JSON: {"schema": named[repr(route.shape)]}}
    if route.csv:
        content[CSV.partition(";")[0]] = {"schema": _TEXT}
    return {"description": route.summary, "headers": headers, "content": content}


def _parameter(
    route: Route, parameter: Parameter, register: Register | SeriesRegister | None
) -> PlainRow:
    choices: tuple[str, ...] = ()
    if register is not None and parameter.name == "list":
        choices = tuple(name for name, one in register.view.lists.items() if one.days)
    if isinstance(register, SeriesRegister) and parameter.name == "measure":
        choices = tuple(measure.name for measure in register.declaration.measures)
    described = parameter.describe(choices)
    if register is not None and parameter.name == "id":
        described["example"] = _some_id(route, register)
    return described


def _some_id(route: Route, register: Register | SeriesRegister) -> str:
    """An id that a route knows."""
    if isinstance(register, Register) and route.name in {"agreement", "agency"}:
        newest = register.view.stored.identity
        if route.name == "agency":
            return newest.agencies[-1].agency_id
        return newest.agreements[-1].agreement_id
    return str(register.view.history[-1].edition_id)


def _problems(*statuses: str) -> dict[str, Any]:
    return {
        status: {
            "description": _MEANINGS[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(name="Problem")}}},
        }
        for status in statuses
    }


def _itself() -> PlainRow:
    return {
        "operationId": "openapi",
        "summary": "this description",
        "responses": {
            "200": {
                "description": "this description",
                "content": {JSON: {"schema": {"type": "object"}}},
            },
            "304": {"description": _MEANINGS["304"]},
            **_problems("400"),
        },
    }


def _check(shape: Any) -> PlainRow:  # noqa: ANN401  (a schema, as msgspec gives it)
    from ofrecord.api.checking import SCHEMA

    return {
        "operationId": "check",
        "summary": "the figures in a story, settled against the record of its own day",
        "requestBody": {"required": True, "content": {JSON: {"schema": SCHEMA}}},
        "responses": {
            "200": {"description": "what was found", "content": {JSON: {"schema": shape}}},
            **_problems("400", "413", "415", "422", "502", "503", "504"),
        },
    }


def _mended(components: dict[str, Any]) -> PlainRow:
    """Names as JSON has them: a field that Python could not have named ends in an underscore."""
    for schema in components.values():
        properties = schema.get("properties")
        if properties:
            schema["properties"] = {name.rstrip("_"): one for name, one in properties.items()}
            schema["required"] = [name.rstrip("_") for name in schema.get("required", ())]
    return components
