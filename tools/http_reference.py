"""What docs/reference/http.md says: the API, from its table of routes."""

from __future__ import annotations

from ofrecord.api.asking import BASE, Of, Route
from ofrecord.api.checking import LARGEST, SCHEMA, SECONDS
from ofrecord.api.problems import TITLES, URN
from ofrecord.api.table import ROUTES

HTTP_INTRODUCTION = """\
# HTTP

`ofrecord serve` answers over HTTP, on this machine alone unless `--host` says otherwise. The API
stands below `{base}` and describes itself at `{base}/openapi.json` (OpenAPI 3.1).

```console no-run
$ ofrecord serve --port 8000
$ curl 'http://127.0.0.1:8000/api/v1/ice-287g/as-of/2025-09-05?by=state'
```

**Answers** are JSON with the fields of the commands' JSON ([json.md](json.md)), or CSV where the
command has it: `format=csv`, or `Accept: text/csv`. In a CSV, a cell that a spreadsheet would
take for a formula has an apostrophe before it; only `cells` gives everything exactly as printed.

**Parameters** are read strictly. What is unknown, blank or given twice is refused, and the answer
names the nearest that is known. Filters are texts in any usual form, as on the command line.

**Parts of long answers.** Without `limit` an answer is whole. With `limit` and `offset` it is a
part of it: `Link` leads to the `first`, `prev`, `next` and `last` (RFC 8288), `X-Total-Count`
counts all.

**Asking again.** `ETag` and `Last-Modified` (when the record was written) say what was had;
`If-None-Match` or `If-Modified-Since` is answered with 304 where nothing changed. Answers are
packed with `br` or `gzip` for who takes it. `HEAD` and `OPTIONS` work everywhere. Pages of any
site may read; they cannot post.

**Past days.** `as-of` without a day leads to the newest list, and with `Accept-Datetime` to the
list of that day (RFC 7089); `editions` with it to the edition. An edition is known by its day: a
moment means its day in GMT, a moment before the first edition means the first, and
`Memento-Datetime` is the beginning of the day on which the edition was published. `timemap` lists
all of them.

**Other ids.** An id that was given up leads for good (301) to the one that took its place.

"""

PROBLEMS = """\
## What goes wrong

Problem details (RFC 9457, `application/problem+json`): `type`, `title`, `status`, `detail`, and
where they help `argument`, `given`, `nearest` and `hint`. What names a thing that the record does
not have (a day, a place, an id, a list) is 404; what can never be right is 400; what is right and
cannot be answered together is 422. The types are `{urn}` and a word of these
([errors.md](../errors.md#over-http)):

"""

OF = {Of.RECORD: "The record", Of.LISTS: "A register of lists", Of.SERIES: "A series"}


def write_http() -> list[str]:
    """The parts of docs/reference/http.md."""
    parts = [HTTP_INTRODUCTION.replace("{base}", BASE)]
    for of, title in OF.items():
        parts += [f"## {title}", ""]
        for route in ROUTES:
            if route.of == of:
                parts += _write_route(route)
    parts += ["## Checking", "", f"### POST {BASE}/check", ""]
    parts += [
        "The figures in a story, settled against the record of its own day: a JSON object with",
        "one of `text`, `html` and `url`, and `published` where the day is known. The answer is",
        f"that of `ofrecord check --format json`. A body has at most {LARGEST:,} bytes, and a",
        f"check takes at most {SECONDS:g} seconds. Addresses of this machine and of private",
        "networks are refused.",
        "",
        "| field | what it is |",
        "| --- | --- |",
        *(f"| `{name}` | {one['description']} |" for name, one in SCHEMA["properties"].items()),
        "",
        PROBLEMS.replace("{urn}", URN),
        "| type | meaning |",
        "| --- | --- |",
        *(f"| `{code}` | {title} |" for code, title in TITLES.items()),
    ]
    return parts


def _write_route(route: Route) -> list[str]:
    summary = f"{route.summary[0].upper()}{route.summary[1:]}."
    parts = [f"### GET {BASE}{route.path}", "", summary, ""]
    asked = [parameter for parameter in route.parameters if parameter.name != "register"]
    if not asked:
        return parts
    parts += ["| parameter | what it is |", "| --- | --- |"]
    for parameter in asked:
        name = f"{{{parameter.name}}}" if parameter.in_path else parameter.name
        text = parameter.text + (" (needed)" if parameter.needed else "")
        words = ", ".join(f"`{choice}`" for choice in parameter.choices)
        text += f": {words}" if words and parameter.name != "format" else ""
        parts.append(f"| `{name}` | {text} |")
    return [*parts, ""]
