"""What people ask for, in any usual form, to what the record knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypedDict, Unpack

from ofrecord.clean.counties import clean_county
from ofrecord.clean.gazetteer import county_of_fips
from ofrecord.clean.states import STATE_FIPS, find_state, parse_state
from ofrecord.clean.vocabulary import Vocabulary
from ofrecord.errors import BadRequest
from ofrecord.model import Filters
from ofrecord.register import Declaration


class Asked(TypedDict, total=False):
    """What people can filter by, as texts in any usual form."""

    state: str
    county: str
    model: str
    type: str
    agency: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Reads filters by a register's vocabularies."""

    declaration: Declaration

    def filters(self, **asked: Unpack[Asked]) -> Filters:
        """The filters that texts name; ``BadRequest`` gives the nearest for what is unknown."""
        state, county = asked.get("state", ""), asked.get("county", "")
        model, kind = asked.get("model", ""), asked.get("type", "")
        code = parse_state(state, argument="--state") if state else ""
        return Filters(
            state=code,
            county_fips=_county(county, code) if county else "",
            model=self._value("model", model) if model else "",
            type=self._value("type", kind) if kind else "",
            agency=asked.get("agency", "").strip(),
        )

    def _value(self, name: str, text: str) -> str:
        entries: Mapping[str, tuple[str, ...]] = self.declaration.vocabularies.get(name, {})
        word = self.declaration.words.get(text.strip().casefold()) if name == "model" else None
        found = word or Vocabulary(name, entries).match(text).value
        if found:
            return found
        spellings = [*entries, *(s for several in entries.values() for s in several)]
        raise BadRequest(
            f"unknown {name}",
            argument=f"--{name}",
            given=text,
            nearest=next(iter(get_close_matches(text, spellings, 1, 0.4)), ""),
            hint=f"Known: {', '.join(entries)}",
        )


def _county(text: str, state: str) -> str:
    if text.isdigit():
        found = county_of_fips(text.zfill(5))
        if found is None:
            raise BadRequest("unknown county", argument="--county", given=text)
        return found.fips
    name, _, tail = text.rpartition(",")
    if name and find_state(tail):
        state, text = find_state(tail), name
    if state:
        found_county = clean_county(text, state)
        if found_county.fips:
            return found_county.fips
        raise BadRequest(
            f"no county of {state} has this name",
            argument="--county",
            given=text,
            hint=found_county.note,
        )
    fitting = [
        (code, county.fips) for code in STATE_FIPS if (county := clean_county(text, code)).fips
    ]
    exact = [fips for _, fips in fitting]
    if len(exact) == 1:
        return exact[0]
    states = ", ".join(code for code, _ in fitting)
    raise BadRequest(
        f"a county of several states: {states}" if states else "unknown county",
        argument="--county",
        given=text,
        hint=f"Add --state, or write {text}, {fitting[0][0]}" if states else "",
    )
