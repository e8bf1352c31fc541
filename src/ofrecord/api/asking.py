"""What a request asks, and what is replied: plain values, before they become bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import quote, urlencode

import msgspec

from ofrecord.api.parameters import Parameter
from ofrecord.api.problems import unknown
from ofrecord.front import Record
from ofrecord.front.csv_text import csv_lines, row_cells
from ofrecord.front.register import Register
from ofrecord.front.series import SeriesRegister
from ofrecord.wire.answer import Answer

if TYPE_CHECKING:
    from ofrecord.measures.asked import Asked as Filtered
    from ofrecord.model import Filters, Plain

T = TypeVar("T")
BASE = "/api/v1"
JSON = "application/json"
CSV = "text/csv; charset=utf-8"
FILTERS = ("state", "county", "model", "type", "agency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: what of, with which parameters, and whether as CSV."""

    record: Record
    path: str
    """The path as it is written in links, without the query."""
    values: Mapping[str, str]
    """Every parameter, of the path and of the query, checked."""
    query: Mapping[str, str]
    """Those of the query alone."""
    csv: bool = False
    accept_datetime: str | None = None

    @property
    def register(self) -> Register | SeriesRegister:
        """The register that is asked, of either kind."""
        return self.record.register(self.values["register"])

    @property
    def lists(self) -> Register:
        """The register of lists that is asked."""
        return self.record.lists(self.values["register"])

    @property
    def series(self) -> SeriesRegister:
        """The series that is asked."""
        return self.record.series(self.values["register"])

    def get(self, name: str) -> str:
        """A parameter, or an empty text where it was left out."""
        return self.values.get(name, "")

    def known(self) -> str | None:
        """The day of knowledge that is asked for, if any."""
        return self.values.get("known")

    def filters(self, register: Register) -> Filters:
        """The filters that the parameters name."""
        named = {name: self.values[name] for name in FILTERS if name in self.values}
        return register.filters(**cast("Filtered", named))

    def address(self, path: str = "", **query: object) -> str:
        """The address of another question: this one's with other parameters."""
        asked = {**self.query, **{name: str(value) for name, value in query.items()}}
        tail = f"?{urlencode(asked, quote_via=quote)}" if asked else ""
        return f"{path or self.path}{tail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is replied: a body, of a kind, and what the headers say beside."""

    body: bytes
    media_type: str = JSON
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    vary: tuple[str, ...] = ("Accept",)
    kept: bool = True

    def answer(self, changed: float) -> Answer:
        """The reply as it is sent."""
        return Answer(
            self.body,
            self.media_type,
            status=self.status,
            headers=self.headers,
            changed=changed,
            vary=self.vary,
        )


class Of:
    """Of what a route is asked."""

    RECORD = "record"
    LISTS = "list"
    SERIES = "series"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One row of the table: a path below ``/api/v1``, what it takes, and what answers."""

    name: str
    path: str
    of: str
    summary: str
    answer: Callable[[Asked], Reply]
    shape: object
    """The type that its JSON has; ``None`` where it answers with something else."""
    parameters: tuple[Parameter, ...] = ()
    csv: bool = False
    media_type: str = JSON
    redirects: bool = False
    """Whether it may lead to another address."""
    dated: bool = False
    """Whether it heeds ``Accept-Datetime``."""


def json_reply(value: Plain, headers: Mapping[str, str] | None = None) -> Reply:
    """A value as JSON."""
    return Reply(body=msgspec.json.encode(value), headers=headers or {})


def rows_reply(
    asked: Asked,
    rows: Sequence[Mapping[str, Plain]],
    names: Sequence[str],
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """Rows as a JSON array or as CSV, whichever is asked for."""
    if not asked.csv:
        return json_reply([dict(row) for row in rows], headers)
    text = "".join(csv_lines(*row_cells(rows, names, guarded=True)))
    return Reply(body=_utf8(text), media_type=CSV, headers=headers or {})


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def csv_reply(rows: Sequence[Sequence[str]], name: str) -> Reply:
    """Cells exactly as they are, as a CSV without a heading of its own."""
    return Reply(
        body=_utf8("".join(csv_lines((), rows))),
        media_type=CSV,
        headers={"content-disposition": f'attachment; filename="{name}.csv"'},
    )


def redirect_reply(
    address: str,
    *,
    lasting: bool,
    headers: Mapping[str, str] | None = None,
    vary: tuple[str, ...] = (),
) -> Reply:
    """Another address at which the answer stands, for ever or for now."""
    return Reply(
        body=b"",
        media_type="text/plain",
        status=301 if lasting else 302,
        headers={**(headers or {}), "location": address},
        vary=vary,
        kept=False,
    )


def page_of(asked: Asked, values: Sequence[T]) -> tuple[Sequence[T], dict[str, str]]:
    """The part of the values that ``limit`` and ``offset`` ask for, and the headers of its links.

    Without ``limit`` all of them: an answer is never cut short unasked.
    """
    headers = {"x-total-count": str(len(values))}
    offset = int(asked.get("offset") or 0)
    if not asked.get("limit"):
        return values[offset:] if offset else values, headers
    limit = int(asked.get("limit"))
    last = max(0, (len(values) - 1) // limit * limit)
    places = {"first": 0, "last": last}
    if offset > 0:
        places["prev"] = max(0, offset - limit)
    if offset + limit < len(values):
        places["next"] = offset + limit
    links = [
        f'<{asked.address(offset=place)}>; rel="{rel}"' for rel, place in sorted(places.items())
    ]
    headers["link"] = ", ".join(links)
    return values[offset : offset + limit], headers


def check_word(asked: Asked, name: str, known: Sequence[str]) -> None:
    """Refuses a word that is not one of a register's own."""
    given = asked.get(name)
    if given and given not in known:
        raise unknown(name, name, given, known, 404)
