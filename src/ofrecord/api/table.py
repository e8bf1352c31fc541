"""The table of routes: what can be asked, with which parameters, and what answers.

OpenAPI, the reference and the routes of the server are all made from it.
"""

from __future__ import annotations

from ofrecord.api import of_editions, of_lists, of_series, shapes
from ofrecord.api.asking import Of, Route
from ofrecord.api.memento import LINK_FORMAT, timemap
from ofrecord.api.parameters import Kind, Parameter
from ofrecord.identify.changes import ChangeKind
from ofrecord.measures.count import KEYS
from ofrecord.measures.identities import STATUSES

MOST = 10_000
"""Items of one page."""

REGISTER = Parameter(name="register", text="the register; `/registers` lists them", in_path=True)
DAY = Parameter(
    name="day", text="a day, such as 2025-09-05", kind=Kind.DAY, in_path=True, example="2025-09-05"
)
LIST = Parameter(name="list", text="one of the register's lists (else the first)")
FILTERS = (
    Parameter(name="state", text="a state, in any usual form", example="NY"),
    Parameter(
        name="county", text="a county, with its state, or its FIPS code", example="Oneida, NY"
    ),
    Parameter(name="model", text="a model, under any name in use", example="JEM"),
    Parameter(name="type", text="a type of agency", example="County"),
    Parameter(name="agency", text="words of the agency's name", example="Sheriff"),
)
KNOWN = Parameter(
    name="known",
    text="take in what was published by that day, or by `today`",
    kind=Kind.KNOWN,
    example="today",
)
FORMAT = Parameter(
    name="format", text="`csv` for CSV, as `Accept: text/csv` asks for too", choices=("json", "csv")
)
LIMIT = Parameter(
    name="limit",
    text="at most so many items; `Link` leads to the rest, `X-Total-Count` counts all",
    kind=Kind.NUMBER,
    least=1,
    most=MOST,
    example="100",
)
OFFSET = Parameter(
    name="offset",
    text="leave out so many items at the beginning",
    kind=Kind.NUMBER,
    most=1_000_000,
    example="0",
)
PAGE = (LIMIT, OFFSET)
STATUS = Parameter(name="status", text="how they stand (else `all`)", choices=STATUSES)
SINCE = Parameter(name="from", text="on or after this day", kind=Kind.DAY, example="2025-09-01")
UNTIL = Parameter(name="to", text="on or before this day", kind=Kind.DAY, example="2025-09-30")
EDITION = Parameter(
    name="id",
    text="an edition_id, or a capture's sha256 or file name",
    in_path=True,
)

ROUTES = (
    Route(
        name="registers",
        path="/registers",
        of=Of.RECORD,
        summary="what the record holds: registers, lists, editions, captures, days",
        answer=of_editions.registers,
        shape=shapes.Standings,
    ),
    Route(
        name="asOfNow",
        path="/{register}/as-of",
        of=Of.LISTS,
        summary="leads to the newest list, or to that of the day in `Accept-Datetime`",
        parameters=(REGISTER, LIST),
        answer=of_lists.day_now,
        shape=None,
        redirects=True,
        dated=True,
    ),
    Route(
        name="asOf",
        path="/{register}/as-of/{day}",
        of=Of.LISTS,
        summary="a list as it stood on a day: counts, groups or rows",
        parameters=(
            REGISTER,
            DAY,
            LIST,
            *FILTERS,
            Parameter(name="by", text="count by this key", choices=tuple(KEYS), example="state"),
            Parameter(name="rows", text="every entry", kind=Kind.FLAG, example="true"),
            KNOWN,
            FORMAT,
            *PAGE,
        ),
        answer=of_lists.list_of_day,
        shape=shapes.ListOfDay,
        csv=True,
    ),
    Route(
        name="changes",
        path="/{register}/changes",
        of=Of.LISTS,
        summary="what changed after one day, up to and including another",
        parameters=(
            REGISTER,
            Parameter(
                name="from",
                text="the day after which changes count",
                kind=Kind.DAY,
                example="2025-08-29",
                needed=True,
            ),
            Parameter(
                name="to",
                text="the last day whose changes count",
                kind=Kind.DAY,
                example="2025-09-05",
                needed=True,
            ),
            Parameter(name="kind", text="only this kind", choices=tuple(map(str, ChangeKind))),
            LIST,
            *FILTERS,
            FORMAT,
            *PAGE,
        ),
        answer=of_lists.changes,
        shape=list[shapes.Change],
        csv=True,
    ),
    Route(
        name="agreements",
        path="/{register}/agreements",
        of=Of.LISTS,
        summary="the agreements, each with its lasting id",
        parameters=(REGISTER, LIST, *FILTERS, STATUS, FORMAT, *PAGE),
        answer=of_lists.agreements,
        shape=list[shapes.Agreement],
        csv=True,
    ),
    Route(
        name="agreement",
        path="/{register}/agreements/{id}",
        of=Of.LISTS,
        summary="one agreement's whole life, with the evidence for each joint",
        parameters=(
            REGISTER,
            Parameter(name="id", text="an agreement_id", in_path=True),
            FORMAT,
        ),
        answer=of_lists.agreement,
        shape=shapes.AgreementHistory,
        csv=True,
        redirects=True,
    ),
    Route(
        name="agencies",
        path="/{register}/agencies",
        of=Of.LISTS,
        summary="the agencies, each with its lasting id",
        parameters=(REGISTER, LIST, *FILTERS, STATUS, FORMAT, *PAGE),
        answer=of_lists.agencies,
        shape=list[shapes.Agency],
        csv=True,
    ),
    Route(
        name="agency",
        path="/{register}/agencies/{id}",
        of=Of.LISTS,
        summary="one agency's whole life, with the agreements it held",
        parameters=(
            REGISTER,
            Parameter(name="id", text="an agency_id", in_path=True),
            FORMAT,
        ),
        answer=of_lists.agency,
        shape=shapes.AgencyHistory,
        csv=True,
        redirects=True,
    ),
    Route(
        name="seriesNow",
        path="/{register}/as-of",
        of=Of.SERIES,
        summary="leads to the newest day, or to the day in `Accept-Datetime`",
        parameters=(REGISTER, LIST),
        answer=of_lists.day_now,
        shape=None,
        redirects=True,
        dated=True,
    ),
    Route(
        name="seriesAsOf",
        path="/{register}/as-of/{day}",
        of=Of.SERIES,
        summary="what a series says of a day, measure by measure",
        parameters=(
            REGISTER,
            DAY,
            LIST,
            Parameter(name="rows", text="the rows as printed", kind=Kind.FLAG, example="true"),
            KNOWN,
            FORMAT,
        ),
        answer=of_series.series_of_day,
        shape=shapes.SeriesOfDay,
        csv=True,
    ),
    Route(
        name="series",
        path="/{register}/series",
        of=Of.SERIES,
        summary="a measure's values by day, as known on a day",
        parameters=(
            REGISTER,
            Parameter(name="measure", text="what is counted (else the first)"),
            Parameter(name="from", text="the first day", kind=Kind.DAY, example="2025-09-01"),
            Parameter(name="to", text="the last day", kind=Kind.DAY, example="2025-09-07"),
            KNOWN,
            LIST,
            FORMAT,
            *PAGE,
        ),
        answer=of_series.values,
        shape=shapes.SeriesValues,
        csv=True,
    ),
    *(
        route
        for of in (Of.LISTS, Of.SERIES)
        for route in (
            Route(
                name="editions",
                path="/{register}/editions",
                of=of,
                summary=(
                    "the editions with their captures and hashes; with `Accept-Datetime` it leads "
                    "to the one of that day"
                ),
                parameters=(REGISTER, LIST, SINCE, UNTIL, FORMAT, *PAGE),
                answer=of_editions.editions,
                shape=list[shapes.Edition],
                csv=True,
                redirects=True,
                dated=True,
            ),
            Route(
                name="edition",
                path="/{register}/editions/{id}",
                of=of,
                summary="one edition with its captures and hashes",
                parameters=(REGISTER, EDITION),
                answer=of_editions.edition,
                shape=shapes.Edition,
                redirects=True,
            ),
            Route(
                name="cells",
                path="/{register}/editions/{id}/cells",
                of=of,
                summary="an edition's cells exactly as printed, as CSV",
                parameters=(
                    REGISTER,
                    EDITION,
                    Parameter(
                        name="links",
                        text="further columns with the links",
                        kind=Kind.FLAG,
                        example="true",
                    ),
                ),
                answer=of_editions.cells,
                shape=None,
                media_type="text/csv",
            ),
            Route(
                name="timemap",
                path="/{register}/timemap",
                of=of,
                summary="every day on which a list was published (RFC 7089)",
                parameters=(REGISTER, LIST),
                answer=timemap,
                shape=None,
                media_type=LINK_FORMAT,
            ),
        )
    ),
)
"""What is read. ``POST /check`` stands by itself: it reads nothing that can be kept."""
