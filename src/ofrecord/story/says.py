"""One plain sentence about a figure, in the words of the register's own description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ofrecord.clean.gazetteer import county_of_fips
from ofrecord.clean.states import STATE_NAMES
from ofrecord.measures.listed import Listing
from ofrecord.model import Edition
from ofrecord.register import Declaration, Described
from ofrecord.story.claims import Measure, Scope
from ofrecord.story.ground import MARK, state_codes
from ofrecord.story.hedges import number_words

_PARTS = {"am": "morning", "mid": "midday", "pm": "evening"}
_NOUNS = {
    Measure.AGREEMENTS: ("agreement", "agreements"),
    Measure.AGENCIES: ("agency", "agencies"),
    Measure.STATES: ("state", "states"),
    Measure.STATES_WITHOUT: ("state", "states"),
    Measure.COUNTIES: ("county", "counties"),
}
_SHORT = re.compile(r"\(([^()]+)\)\s*$")


def publisher_words(declaration: Described) -> str:
    """The publisher's name as people use it: what stands in brackets after it, if anything.

    >>> from ofrecord.register import register_named
    >>> publisher_words(register_named("ice-287g"))
    'ICE'
    """
    short = _SHORT.search(declaration.publisher)
    return short[1] if short else declaration.publisher


def list_words(declaration: Declaration, listing: Listing) -> str:
    """The list as a sentence names it, the publisher's; one of applicants by its title."""
    owner = f"{publisher_words(declaration)}'s list"
    if listing.members:
        return owner
    return f"{owner} of {declaration.list_named(listing.name).title.lower()}"


def edition_words(
    declaration: Declaration, listing: Listing, edition: Edition | None, day: str = ""
) -> str:
    """An edition as a sentence names it: its day and the part of the day.

    Where it is older than the day asked for, how it stands to that day is said as well.
    """
    name = list_words(declaration, listing)
    if edition is None:
        return name
    part = f" ({_PARTS[edition.part]})" if edition.part in _PARTS else ""
    name = f"{name}{' of ' if listing.members else ', '}{edition.published_on}{part}"
    if not day or edition.published_on >= day:
        return name
    if day in listing.seen_on:
        return f"{name}, unchanged on {day},"
    return f"{name}, the last held before {day},"


def noun(measure: Measure, number: float, scope: Scope) -> str:
    """What is counted, in the number that fits."""
    one, many = _NOUNS.get(measure, _NOUNS[Measure.AGREEMENTS])
    if measure is Measure.AGREEMENTS and scope.pending:
        one, many = "application", "applications"
    return one if number == 1 else many


def counted(measure: Measure, number: float, scope: Scope) -> str:
    """A count with its noun; none is told as no."""
    words = "no" if number == 0 else number_words(number)
    return f"{words} {noun(measure, number, scope)}"


def scope_words(
    declaration: Declaration, scope: Scope, measure: Measure = Measure.AGREEMENTS
) -> str:
    """What a scope narrows a count to, each part with its preposition; empty for everything."""
    parts = []
    if scope.agencies:
        parts.append(f"held by {join(scope.agencies)}")
    kinds = [word for word in scope.words if not word.startswith(MARK)]
    if kinds:
        named = join([f"“{word}”" for text in kinds for word in text.split("|")], "or")
        parts.append(f"with {named} in the agency's name")
    if scope.types:
        parts.append(f"of the type {join(scope.types, 'or')}")
    if scope.models:
        parts.append(f"under the {join([model_words(declaration, m) for m in scope.models], 'or')}")
    if scope.counties:
        parts.append(f"in {join([_county(fips) for fips in scope.counties], 'or')}")
    if scope.states:
        parts.append(f"in {states_words(scope.states)}")
    if scope.with_pending:
        parts.append("with those pending")
    if signed := _signed_words(scope):
        parts.append(signed if measure is Measure.AGREEMENTS else f"with agreements {signed}")
    return "".join(f" {part}" for part in parts if part)


def _signed_words(scope: Scope) -> str:
    if scope.signed_since and scope.signed_until:
        if scope.since_by:
            opened = f"{scope.signed_since} (or a day up to {scope.since_by})"
            return f"signed from {opened} to {scope.signed_until}"
        return f"signed from {scope.signed_since} to {scope.signed_until}"
    if scope.signed_since:
        return f"signed since {scope.signed_since}"
    return f"signed until {scope.signed_until}" if scope.signed_until else ""


def _county(fips: str) -> str:
    county = county_of_fips(fips)
    return county.name if county else fips


def states_words(states: Sequence[str]) -> str:
    """The names of states, or how many they are where they are many.

    >>> states_words(["NY"]), states_words(["FL", "TX"])
    ('New York', 'Florida and Texas')
    """
    names = [STATE_NAMES.get(code, code) for code in state_codes(states)]
    return join(names) if len(names) <= 8 else f"the {len(names)} states named"


def model_words(declaration: Declaration, model: str) -> str:
    """A model's name in full, the word itself included."""
    spellings = declaration.vocabularies.get("model", {}).get(model, ())
    name = spellings[0] if spellings else model
    return name if "model" in name.casefold().split() else f"{name} model"


def join(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them.

    >>> join(["a", "b", "c"]), join(["a"], "or")
    ('a, b and c', 'a')
    """
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def names_words(names: Sequence[str], most: int = 6) -> str:
    """Some names, the rest told as a number."""
    if len(names) <= most:
        return join(list(names))
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def spans_words(
    declaration: Declaration, listing: Listing, spans: Sequence[tuple[str, str]]
) -> str:
    """The lists of some spans of days, three at most."""
    several = len(spans) > 1 or any(first != last for first, last in spans)
    told = join([first if first == last else f"{first} to {last}" for first, last in spans[:3]])
    more = " and others" if len(spans) > 3 else ""
    kind = "" if listing.members else f" of {declaration.list_named(listing.name).title.lower()}"
    return f"the list{'s' if several else ''}{kind} of {told}{more}"


def sentence(*parts: str) -> str:
    """Parts as one sentence, joined by semicolons, with a capital and a full stop.

    >>> sentence("the list has 957 agreements", "958 would count the header row")
    'The list has 957 agreements; 958 would count the header row.'
    """
    told = [part.strip().rstrip(".") for part in parts if part.strip()]
    text = "; ".join(told)
    for one, other in pairwise(told):
        if one == other:
            text = text.replace(f"; {other}", "", 1)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
