"""How many agreements, agencies, states and counties some entries hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ofrecord.clean.gazetteer import state_of_fips
from ofrecord.clean.states import TERRITORIES
from ofrecord.errors import BadRequest
from ofrecord.measures.rank import rank_counts
from ofrecord.model import Counts, Entry, Group
from ofrecord.record.view import county_name

KEYS = ("state", "county", "model", "type", "agency")
"""What entries can be counted by."""


def count_entries(entries: Sequence[Entry], models: Sequence[str] = ()) -> Counts:
    """The counts of some entries. An agreement printed in several rows counts once.

    ``models`` are the models to report even where there are none of them.

    >>> count_entries([]).agreements
    0
    """
    states = {entry.state for entry in entries if entry.state}
    by_model: dict[str, set[str]] = {model: set() for model in models}
    for entry in entries:
        if entry.model:
            by_model.setdefault(entry.model, set()).add(entry.agreement_id)
    return Counts(
        agreements=len({entry.agreement_id for entry in entries}),
        agencies=len({entry.agency_id for entry in entries}),
        states=len(states),
        territories=len(states & TERRITORIES),
        counties=len({entry.county_fips for entry in entries if entry.county_fips}),
        printed_rows=sum(entry.row is not None for entry in entries),
        by_model={model: len(ids) for model, ids in by_model.items()},
    )


def count_by(entries: Sequence[Entry], key: str) -> list[Group]:
    """The counts for each value of a key, most agreements first, with ranks both ways.

    Raises ``BadRequest`` for a key that is not one of ``KEYS``. Entries without the value (a blank
    county) are counted under the empty text, which has no rank of its own: it comes last.
    """
    if key not in KEYS:
        from difflib import get_close_matches

        raise BadRequest(
            "unknown key",
            argument="--by",
            given=key,
            nearest=next(iter(get_close_matches(key, KEYS, 1, 0.3)), ""),
            hint=f"Keys: {', '.join(KEYS)}",
        )
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_value(entry, key)].append(entry)
    counted = {value: len({e.agreement_id for e in found}) for value, found in groups.items()}
    ranks = rank_counts({value: count for value, count in counted.items() if value})
    ordered = sorted(groups, key=lambda v: (not v, -counted[v], _label(groups[v], key), v))
    return [
        Group(
            key=key,
            value=_label(groups[value], key),
            agreements=counted[value],
            agencies=len({e.agency_id for e in groups[value]}),
            counties=len({e.county_fips for e in groups[value] if e.county_fips}),
            rank=ranks[value][0] if value else 0,
            rank_dense=ranks[value][1] if value else 0,
            more=_more(groups[value][0], key),
        )
        for value in ordered
    ]


def _value(entry: Entry, key: str) -> str:
    if key == "county":
        return entry.county_fips or ""
    if key == "agency":
        return entry.agency_id
    found = {"state": entry.state, "model": entry.model, "type": entry.type}[key]
    return found or ""


def _label(entries: Sequence[Entry], key: str) -> str:
    first = entries[0]
    if key == "county":
        return county_name(first.county_fips) if first.county_fips else ""
    return first.agency if key == "agency" else _value(first, key)


def _more(entry: Entry, key: str) -> dict[str, str]:
    if key == "county" and entry.county_fips:
        return {"county_fips": entry.county_fips, "state": state_of_fips(entry.county_fips)}
    if key == "agency":
        return {"agency_id": entry.agency_id, "state": entry.state or ""}
    return {}
