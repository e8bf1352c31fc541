"""The one state that a story is about: the one it names most, else that of its counties or governor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ofrecord.clean.gazetteer import fold_name, states_with_county
from ofrecord.clean.states import STATE_NAMES, TERRITORIES

_NAMES = tuple(
    (name.split()[0], code, name)
    for code, name in STATE_NAMES.items()
    if code not in {"DC", "WA", *TERRITORIES}
)
_CAPITAL = re.compile(r"[A-Z][a-z]+")
_INNER = (
    ("VA", "West Virginia"),
    ("KS", "Arkansas"),
    ("NY", "New York City"),
    ("NY", "New York Times"),
)
"""Other names that hold a state's."""
_COUNTY = re.compile(r"\b((?:St\. )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?) (?:County|Parish)\b")
_COUNTIES = re.compile(
    r"\b((?:[A-Z][\w'.-]+(?: [A-Z][\w'-]+)?(?:, and |, | and )){1,20}[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
    r" (?:counties|parishes)\b"
)
_COUNTIES_OF = re.compile(
    r"\b(?:counties|parishes) of ((?:[A-Z][\w'.-]+(?: [A-Z][\w'-]+)?(?:, and |, | and )){1,20}"
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
)
_PARTS = re.compile(r", and |, | and ")
_GOVERNOR = re.compile(r"\bGov(?:\.|ernor) (?:[A-Z][\w'.-]+ ){0,2}?([A-Z][\w'-]+)")
_LEAD = 500
"""The state that a story is about is named so early in it, in characters."""
_MOST = 40
"""No more counties of a text than these are asked where they lie."""


def main_state(text: str, governors: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The state that a text is about; none where that is open.

    It is the one named at least twice as often as any other. Where none is named, it is the one
    whose governor is named (``governors`` gives the states by surnames in lower case), or in which
    alone there are counties of the names that the text has.

    >>> main_state("Ohio has 12, more than Iowa. In Ohio, ..."), main_state("Ohio and Iowa")
    (('OH',), ())
    >>> main_state("Hinds County is waiting."), main_state("Gov. Abbott", {"abbott": "TX"})
    (('MS',), ('TX',))
    """
    capitals = set(_CAPITAL.findall(text))
    counts = {
        code: text.count(name) - text.count(f"{name} County")
        for first, code, name in _NAMES
        if first in capitals and name in text
    }
    for code, inner in _INNER:
        if code in counts:
            counts[code] -= text.count(inner)
    ranked = sorted((number, code) for code, number in counts.items() if number > 0)
    if not ranked:
        return _of_governor(text, governors or {}) or _of_counties(text)
    number, code = ranked[-1]
    if STATE_NAMES[code] not in text[: max(_LEAD, len(text) // 3)]:
        return ()
    return (code,) if len(ranked) == 1 or number >= 2 * ranked[-2][0] else ()


def _of_governor(text: str, governors: Mapping[str, str]) -> tuple[str, ...]:
    if "Gov" not in text:
        return ()
    named = (governors.get(name.lower()) for name in _surnames(text))
    found = {state for state in named if state}
    return tuple(found) if len(found) == 1 else ()


def _surnames(text: str) -> Iterator[str]:
    for match in _GOVERNOR.finditer(text):
        yield match[1].removesuffix("'s")
        yield text[match.end() :].lstrip().split(" ", 1)[0].strip(".,;:'").removesuffix("'s")


def _of_counties(text: str) -> tuple[str, ...]:
    """The state in which alone there are counties that a text names."""
    if not any(word in text for word in ("County", "Parish", "counties", "parishes")):
        return ()
    names = {match[1] for match in _COUNTY.finditer(text)}
    for match in (*_COUNTIES.finditer(text), *_COUNTIES_OF.finditer(text)):
        names.update(part for part in _PARTS.split(match[1]) if part)
    found: set[str] = set()
    for name in sorted(names)[:_MOST]:
        states = _states_with(name)
        if len(states) == 1:
            found.update(states)
    return tuple(found) if len(found) == 1 else ()


def _states_with(name: str) -> tuple[str, ...]:
    """The states that have a county of a name, or of its last word: "In Hinds County"."""
    return states_with_county(fold_name(name)) or states_with_county(
        fold_name(name.rsplit(" ", 1)[-1])
    )
