"""What is asked of a series: a measure's values by day, and what it says of one day."""

from __future__ import annotations

from ofrecord.api.asking import Asked, Reply, json_reply, page_of, rows_reply
from ofrecord.api.memento import memento_headers
from ofrecord.api.problems import Refusal
from ofrecord.front.answers import series_answer, series_day_answer
from ofrecord.model import Measured, Value, field_names, to_rows


def series_of_day(asked: Asked) -> Reply:
    """What a series says of a day."""
    register = asked.series
    day = register.as_of(asked.values["day"], asked.get("list"), asked.known())
    days = register.view.list_view(day.list).days
    headers = memento_headers(asked, day.edition.published_on, days)
    if asked.csv:
        return rows_reply(asked, to_rows(day.measures()), field_names(Measured), headers)
    return json_reply(series_day_answer(day, with_rows=asked.get("rows") == "true"), headers)


def values(asked: Asked) -> Reply:
    """The values of a measure by day, as known on a day."""
    register = asked.series
    whole, found = register.find_values(
        asked.get("measure"),
        asked.get("from") or None,
        asked.get("to") or None,
        asked.known(),
        asked.get("list"),
    )
    if whole.edition is None:
        raise Refusal(status=404, code="not-found", detail="the register holds no edition")
    some, headers = page_of(asked, found)
    if asked.csv:
        return rows_reply(asked, to_rows(some), field_names(Value), headers)
    return json_reply(series_answer(register, whole, some), headers)
