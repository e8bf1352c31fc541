"""What people ask for, in any usual form, to what the record knows.

A likeness is named as the nearest and not taken: a slip of the hand is not answered for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypedDict, Unpack

from ofrecord.clean.cleaned import How
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
        """The filters that texts name.

        ``BadRequest`` refuses a blank, and gives the nearest for what is unknown.
        """
        for name, text in asked.items():
            if not str(text).strip():
                raise BadRequest(
                    "it is blank", argument=f"--{name}", hint="Leave it out to ask about all"
                )
        code = parse_state(asked["state"], argument="--state") if "state" in asked else ""
        return Filters(
            state=code,
            county_fips=_county(asked["county"], code) if "county" in asked else "",
            model=self._value("model", asked["model"]) if "model" in asked else "",
            type=self._value("type", asked["type"]) if "type" in asked else "",
            agency=asked.get("agency", "").strip(),
        )

    def _value(self, name: str, text: str) -> str:
        entries: Mapping[str, tuple[str, ...]] = self.declaration.vocabularies.get(name, {})
        word = self.declaration.words.get(text.strip().casefold()) if name == "model" else None
        if word:
            return word
        found = Vocabulary(name, entries).match(text)
        if found.value and found.how in _SURE:
            return found.value
        spellings = [*entries, *(s for several in entries.values() for s in several)]
        raise BadRequest(
            f"unknown {name}",
            argument=f"--{name}",
            given=text,
            nearest=found.value or next(iter(get_close_matches(text, spellings, 1, 0.4)), ""),
            hint=f"Known: {', '.join(entries)}",
        )


_SURE = (How.AS_PRINTED, How.FOLDED, How.VOCABULARY)


def _county(text: str, state: str) -> str:
    """The FIPS code of the county that a text names."""
    if text.isdigit():
        found = county_of_fips(text.zfill(5))
        if found is None:
            raise BadRequest("unknown county", argument="--county", given=text)
        return found.fips
    name, _, tail = text.rpartition(",")
    code = find_state(tail)
    if code and state and code != state:
        raise BadRequest(f"this is no county of {state}", argument="--county", given=text)
    if code and name.strip():
        return _county_of(name, code, text)
    return _county_of(text, state, text) if state else _only_county(text)


def _county_of(name: str, state: str, given: str) -> str:
    fips = _sure_county(name, state)
    if fips:
        return fips
    found = clean_county(name, state)
    raise BadRequest(
        f"no county of {state} has this name",
        argument="--county",
        given=given,
        nearest=f"{found.value}, {state}" if found.value else "",
        hint=found.note if not found.value else "",
    )


def _sure_county(name: str, state: str) -> str:
    """The FIPS code of the county that has this name itself, not only a likeness or a part."""
    found = clean_county(name, state)
    county = county_of_fips(found.fips) if found.how in _SURE else None
    return county.fips if county and county.name == found.value else ""


def _only_county(text: str) -> str:
    fitting = [(code, fips) for code in STATE_FIPS if (fips := _sure_county(text, code))]
    if len(fitting) == 1:
        return fitting[0][1]
    states = ", ".join(code for code, _ in fitting)
    raise BadRequest(
        f"a county of several states: {states}" if states else "unknown county",
        argument="--county",
        given=text,
        hint=f"Add --state, or write {text}, {fitting[0][0]}" if states else "Add its state",
    )
