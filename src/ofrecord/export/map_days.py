"""What a slider needs to colour a map for any day, as compact JSON.

``days`` are the days of editions; a day between two has the list of the earlier. For each county
``runs`` holds a place in ``days``, the agreements from then on, the next place, and so on; under
the empty text, agreements without a county. Places count on from the one before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ofrecord.export.county_map import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ofrecord.measures.steps import CountyRuns


class _MapDays(msgspec.Struct, frozen=True):
    classes: tuple[int, ...]
    days: tuple[str, ...]
    totals: tuple[int, ...]
    names: dict[str, str]
    runs: dict[str, list[int]]


def map_days(runs: CountyRuns) -> bytes:
    """The counties of every day as JSON; the same bytes for the same record.

    >>> import ofrecord
    >>> data = map_days(ofrecord.open()["ice-287g"].county_runs(state="DE"))
    >>> msgspec.json.decode(data)["names"]["10001"]
    'Kent County, DE'
    """
    return msgspec.json.encode(
        _MapDays(
            classes=CLASSES,
            days=runs.days,
            totals=runs.totals,
            names={fips: f"{name}, {state}" for fips, (name, state) in runs.names.items()},
            runs={fips: list(_steps(found)) for fips, found in runs.runs.items()},
        )
    )


def _steps(found: tuple[tuple[int, int], ...]) -> Iterator[int]:
    before = 0
    for place, count in found:
        yield place - before
        yield count
        before = place
